"""All that is known of one risk, as one reader may know it."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from probation_planning.organisation.questions import attach, question
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.security import shows
from probation_planning.ui.charts import Point, Trend
from risks.lines import COLUMNS, Rating, RiskLine, rating, risk_line
from risks.models import Assessment, AssessmentKind, Entry, EntryOwner, Proximity, Review, Standing
from risks.models.assessments import StandingQuerySet
from risks.reading import OpenRegister, register_asked, standings_asked

# What a risk's page tells besides its line.
TOLD = ("cause", "event", "effect", "proximity", "inherent_likelihood", "inherent_impact", "shared_with")


class RatingWords(NamedTuple):
    """What a rating said, in words; `by` is empty where it was recorded from paper, `given_as` where it is the same."""

    review: str
    kind: str
    line: int | None
    by: str
    given_as: str
    told_on: datetime.date | None
    dated: datetime.date | None
    reason: str
    comments: str
    proposed_actions: str
    nothing_more: str
    is_agreed: bool
    is_correction: bool


class HistoryRow(NamedTuple):
    """One assessment; `counts` is false once a later one was given for the same review.

    `corrects` is the rating that a correction replaced; `is_between` one given between reviews, which replaces none.
    """

    assessment: Assessment
    rating: Rating | None
    factors: str
    counts: bool
    corrects: Rating | None = None
    is_between: bool = False

    @property
    def words(self) -> RatingWords:
        """What the page says of it beside the rating."""
        said = self.assessment
        by, given_as = (said.given_by.name if said.given_by else ""), (said.given_as.name if said.given_as else "")
        return RatingWords(
            review="" if self.is_between else str(said.review),
            kind=said.get_kind_display(),
            line=said.line,
            by=by,
            given_as="" if given_as == by and not said.told_on else given_as,
            told_on=said.told_on,
            dated=said.dated,
            reason=said.reason,
            comments=said.comments,
            proposed_actions=said.proposed_actions,
            nothing_more=said.nothing_more,
            is_agreed=said.kind == AssessmentKind.AGREED,
            is_correction=said.corrects_id is not None,
        )


class OwnerShown(NamedTuple):
    """An owner's name, whether it leads among several, and the ground where the name is a reading of the paper."""

    name: str
    leads: bool
    ground: str


@dataclass
class RiskRecord:
    """A risk at one review and everything before it; `lines` run from the oldest review to this one.

    `told` is what it says besides at the review: TOLD by name.
    `entry` is none for a risk that has since left what the reader sees; its past stays.
    """

    opened: OpenRegister
    entry: Entry | None
    review: Review
    lines: list[RiskLine]
    told: dict[str, Any]

    @property
    def line(self) -> RiskLine:
        """How it stands at the review."""
        return self.lines[-1]

    @property
    def factors(self) -> str:
        """Likelihood and impact at the review, in words."""
        return self.opened.factors_in_words(self.line.rating, self.review)

    @property
    def previous_factors(self) -> str:
        """Likelihood and impact at the last assessed review before, in words."""
        return self.opened.factors_in_words(self.line.previous, self.review)

    @property
    def proximity(self) -> str:
        """How soon it could happen, in words."""
        return dict(Proximity.choices).get(self.told["proximity"], "")

    @property
    def inherent(self) -> Rating | None:
        """What it would be if nothing were done about it."""
        likelihood, impact = self.told["inherent_likelihood"], self.told["inherent_impact"]
        score = likelihood * impact if likelihood else None
        return rating(score, likelihood, impact, self.opened.thresholds(self.review), self.review.label)

    @property
    def inherent_factors(self) -> str:
        """Inherent likelihood and impact in words."""
        return self.opened.factors_in_words(self.inherent, self.review)

    @property
    def owners(self) -> list[OwnerShown]:
        """Those it has at the review, in their order."""
        rows = {row.owner.name: row for row in self.entry.owners.all()} if self.entry else {}
        several = len(self.line.owners) > 1
        return [
            OwnerShown(
                name,
                leads=several and name in rows and rows[name].leads,
                ground=rows[name].ground if name in rows and rows[name].is_unconfirmed else "",
            )
            for name in self.line.owners
        ]

    @property
    def trend(self) -> Trend:
        """Its score over the reviews, with what was rated between them."""
        rated = {line.rating.review: line.rating for line in self.lines if line.rating}
        points = {label: Point(label, one.score, band=one.band or "") for label, one in rated.items()}
        if not any(row.is_between for row in self.history):
            return Trend("Score", tuple(points.values()))
        placed = []
        for row in reversed(self.history):
            said = row.assessment
            if not row.is_between:
                placed += [points.pop(row.rating.review)] if row.rating and row.rating.review in points else []
            elif row.rating and said.dated and said.section <= self.line.section:
                day = f"{said.dated:%-d %B %Y}"
                placed.append(Point(day, row.rating.score, band=row.rating.band or "", is_between=True))
        return Trend("Score", (*placed, *points.values()))

    @property
    def between(self) -> HistoryRow | None:
        """The rating given between reviews that nobody has overtaken at a review since."""
        newest = self.history[0] if self.history else None
        return newest if newest and newest.is_between else None

    @property
    def marked_line(self) -> RiskLine:
        """How it stands at the review, with what its rating was before it was first corrected, or whence it came."""
        here = next((row.assessment for row in self.history if row.assessment.review_id == self.review.pk), None)
        is_carried = here is not None and here.kind == AssessmentKind.CARRIED
        rows = [row for row in self.history if row.corrects and row.assessment.review_id == self.review.pk]
        return self.line._replace(put_right=rows[-1].corrects if rows else None, is_carried=is_carried)

    @property
    def to_assess(self) -> Review | None:
        """The review that the reader may rate it for now."""
        entry, reader = self.entry, self.opened.reader
        if entry is None or entry.closed_on or not entry.may(reader, Act.ANSWER):
            return None
        return self.opened.to_assess(entry.section)

    @cached_property
    def history(self) -> list[HistoryRow]:
        """Every assessment up to the review, newest first; those between reviews where they were filed."""
        opened = self.opened
        reviews = {one.pk: one for one in opened.begun if one.month <= self.review.month}
        is_last = self.review == opened.begun[-1]
        rows = _ratings_of(*opened.asking, self.line.entry_id, tuple(reviews), is_last)
        said = [(reviews.get(row.review_id or row.filed_at_id or 0, self.review), row) for row in rows]
        said.sort(key=lambda one: one[0].month, reverse=True)
        history: list[HistoryRow] = []
        ratings: dict[int, Rating | None] = {}
        seen = set()
        for at, row in said:
            is_between = row.review_id is None
            label = "" if is_between else at.label
            rated = ratings[row.pk] = rating(row.score, row.likelihood, row.impact, opened.thresholds(at), label)
            factors = opened.factors_in_words(rated, at)
            if not is_between:
                row.review = at
            history.append(HistoryRow(row, rated, factors, is_between or at.pk not in seen, is_between=is_between))
            seen |= set() if is_between else {at.pk}
        return [row._replace(corrects=ratings.get(row.assessment.corrects_id or 0)) for row in history]

    @property
    def last_words(self) -> Assessment | None:
        """The assessment that the rating is measured against."""
        before = self.line.previous.review if self.line.previous else None
        return next((row.assessment for row in self.history if row.rating and row.rating.review == before), None)

    @property
    def before(self) -> str:
        """The reference printed before this one, in what the reader sees; empty at the start."""
        return self._neighbours.get("before", "")

    @property
    def after(self) -> str:
        """The reference printed after this one, in what the reader sees; empty at the end."""
        return self._neighbours.get("after", "")

    @cached_property
    def _neighbours(self) -> dict[str, str]:
        """References on either side in the printed order."""
        line = self.line
        return dict(_neighbours(*self.opened.asking, self.review.pk, line.section, line.order, line.entry_id))


def find_entry(opened: OpenRegister, reference: str) -> Entry | None:
    """The entry that the reader knows by this reference, if they may see it now, with its owners.

    Whoever reads only what was issued knows it by the one under which they were given it last.
    """
    if opened.reader.working_roles:
        entry = next(iter(_entries_under(*opened.asking, reference)), None)
    else:
        entry = next(iter(_entries_given(*opened.asking, tuple(one.pk for one in opened.begun), reference)), None)
        if entry:
            entry.reference = reference
    if entry:
        attach(entry, "owners", owners_of(entry.pk))
        if entry.section == 2:
            shows(entry)
    return entry


def record_of(opened: OpenRegister, entry: Entry | None, reference: str, review: Review) -> RiskRecord | None:
    """The risk as it stood at the review, or last before it; none where the reader sees none.

    Without an entry that the reader may see now, it is found by the reference it stood under.
    """
    reviews = {one.pk: one for one in opened.begun if one.month <= review.month}
    at = tuple(reviews)
    rows = _standings_of(*opened.asking, at, entry.pk) if entry else _standings_under(*opened.asking, at, reference)
    found = {row["review_id"]: row for row in rows}
    if not found:
        return None
    shown = [one for one in reviews.values() if one.pk in found]
    lines = [risk_line(found[one.pk], opened.frame, one, opened.thresholds(one)) for one in shown]
    return RiskRecord(opened, entry, shown[-1], lines, {name: found[shown[-1].pk][name] for name in TOLD})


@question
def _entries_under(reader: Reader, register: int, opens: frozenset[str], reference: str) -> QuerySet[Entry]:
    rows = Entry.objects.visible_to(reader, register_asked(register, opens))
    return rows.filter(register=register, reference=reference).select_related("document").order_by()


@question
def _entries_given(
    reader: Reader, register: int, opens: frozenset[str], reviews: tuple[int, ...], reference: str
) -> QuerySet[Entry]:
    given = standings_asked(reader, register, opens, reviews)
    last = given.filter(entry=OuterRef("pk")).order_by("-review__month")
    rows = Entry.objects.visible_to(reader, register_asked(register, opens)).filter(register=register)
    rows = rows.filter(pk__in=given.filter(reference=reference).values("entry"))
    rows = rows.annotate(given_as=Subquery(last.values("reference")[:1])).filter(given_as=reference)
    return rows.select_related("document").order_by()


@question
def owners_of(entry: int) -> QuerySet[EntryOwner]:
    """The owners of a risk, in their order."""
    return EntryOwner.objects.filter(entry=entry).select_related("owner").order_by("order")


@question
def _standings_of(
    reader: Reader, register: int, opens: frozenset[str], reviews: tuple[int, ...], entry: int
) -> QuerySet[Standing, dict[str, Any]]:
    return _as_rows(standings_asked(reader, register, opens, reviews).filter(entry=entry))


@question
def _standings_under(
    reader: Reader, register: int, opens: frozenset[str], reviews: tuple[int, ...], reference: str
) -> QuerySet[Standing, dict[str, Any]]:
    rows = standings_asked(reader, register, opens, reviews)
    return _as_rows(rows.filter(entry__in=rows.filter(reference=reference).values("entry")))


def _as_rows(rows: StandingQuerySet) -> QuerySet[Standing, dict[str, Any]]:
    """What a line is made of, and the review."""
    told: QuerySet[Standing, dict[str, Any]] = rows.values(*COLUMNS, *TOLD, "review_id")
    return told


@question
def _neighbours(
    reader: Reader, register: int, opens: frozenset[str], review: int, section: int, order: int, entry: int
) -> QuerySet[Standing, tuple[str, str]]:
    """Before or after, and its reference; whole places are compared, as the index of the printed order has them."""
    rows = standings_asked(reader, register, opens, (review,))
    place, here = Tuple("section", "order", "entry_id"), (section, order, entry)
    before = rows.filter(TupleLessThan(place, here)).order_by("-section", "-order", "-entry_id")[:1]
    after = rows.filter(TupleGreaterThan(place, here)).by_reference()[:1]
    told = [side.values_list(Value(name), "reference") for name, side in (("before", before), ("after", after))]
    return told[0].union(told[1], all=True)


@question
def _ratings_of(
    reader: Reader, register: int, opens: frozenset[str], entry: int, reviews: tuple[int, ...], is_last: bool
) -> QuerySet[Assessment]:
    """At the reviews, and between them: those filed at one, or all of them at the last."""
    rows = Assessment.objects.visible_to(reader, register_asked(register, opens))
    filed = Q(kind=AssessmentKind.INTERIM) if is_last else Q(filed_at__in=reviews)
    rows = rows.filter(Q(review__in=reviews) | filed, entry=entry)
    return rows.select_related("document", "given_by", "given_as").order_by("-moment")
