"""All that is known of one risk, as one reader may know it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Prefetch

from probation_planning.organisation.roles import Act
from probation_planning.ui.charts import Point, Trend
from risks.models import Assessment, Entry, EntryOwner, Proximity, Review
from risks.reading import COLUMNS, OpenRegister, Rating, RiskLine, rating, risk_line

# The rows that a reader sees are asked for once; the index of the printed order finds both neighbours among them.
NEIGHBOURS = """
WITH seen AS NOT MATERIALIZED ({seen})
(
    SELECT 'before', reference FROM seen WHERE (section, "order", entry_id) < (%s, %s, %s)
    ORDER BY section DESC, "order" DESC, entry_id DESC LIMIT 1
) UNION ALL (
    SELECT 'after', reference FROM seen WHERE (section, "order", entry_id) > (%s, %s, %s)
    ORDER BY section, "order", entry_id LIMIT 1
)
"""


# What a risk's page tells besides its line.
TOLD = ("cause", "event", "effect", "proximity", "inherent_likelihood", "inherent_impact", "shared_with")


class HistoryRow(NamedTuple):
    """One assessment; `counts` is false once a later one was given for the same review."""

    assessment: Assessment
    rating: Rating | None
    factors: str
    counts: bool


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
        """Its score over the reviews."""
        rated = [line.rating for line in self.lines if line.rating]
        return Trend("Score", tuple(Point(one.review, one.score, band=one.band or "") for one in rated))

    @property
    def to_assess(self) -> Review | None:
        """The review that the reader may rate it for now."""
        entry, reader = self.entry, self.opened.reader
        if entry is None or entry.closed_on or not entry.may(reader, Act.ANSWER):
            return None
        return self.opened.to_assess(entry.section)

    @cached_property
    def history(self) -> list[HistoryRow]:
        """Every assessment up to the review, newest first."""
        opened = self.opened
        reviews = {one.pk: one for one in opened.begun if one.month <= self.review.month}
        rows = (
            Assessment.objects.visible_to(opened.reader, opened.register)
            .filter(entry=self.line.entry_id, review__in=reviews)
            .select_related("document", "given_by", "given_as")
            .order_by("-sequence")
        )
        said = [(reviews[row.review_id], row) for row in rows if row.review_id]
        said.sort(key=lambda one: one[0].month, reverse=True)
        history: list[HistoryRow] = []
        seen = set()
        for at, row in said:
            row.review = at
            rated = rating(row.score, row.likelihood, row.impact, opened.thresholds(at), at.label)
            history.append(HistoryRow(row, rated, opened.factors_in_words(rated, at), counts=at.pk not in seen))
            seen.add(at.pk)
        return history

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
        """References on either side in the printed order, from one read of what the reader sees."""
        rows = self.opened.standings(self.review).order_by().values("section", "order", "entry_id", "reference")
        seen, values = rows.query.sql_with_params()
        here = [self.line.section, self.line.order, self.line.entry_id]
        with connection.cursor() as cursor:
            cursor.execute(NEIGHBOURS.format(seen=seen), [*values, *here, *here])
            return dict(cursor.fetchall())


def find_entry(opened: OpenRegister, reference: str) -> Entry | None:
    """The entry under this reference, if the reader may see it now, with its owners."""
    entries = Entry.objects.visible_to(opened.reader, opened.register)
    entries = entries.filter(register=opened.register, reference=reference).select_related("document")
    return entries.prefetch_related(Prefetch("owners", EntryOwner.objects.select_related("owner"))).order_by().first()


def record_of(opened: OpenRegister, entry: Entry | None, reference: str, review: Review) -> RiskRecord | None:
    """The risk as it stood at the review, or last before it; none where the reader sees none.

    Without an entry that the reader may see now, it is found by the reference it stood under.
    """
    reviews = {one.pk: one for one in opened.begun if one.month <= review.month}
    rows = opened.standings_at(reviews.values())
    left = rows.filter(reference=reference).values("entry")
    rows = rows.filter(entry=entry) if entry else rows.filter(entry__in=left)
    found = {row["review_id"]: row for row in rows.order_by().values(*COLUMNS, *TOLD, "review_id")}
    if not found:
        return None
    at = [one for one in reviews.values() if one.pk in found]
    lines = [risk_line(found[one.pk], opened.thresholds(one), one) for one in at]
    return RiskRecord(opened, entry, at[-1], lines, {name: found[at[-1].pk][name] for name in TOLD})
