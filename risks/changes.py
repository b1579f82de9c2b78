"""What changed between two reviews, each line with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from probation_planning.ui.words import movement
from risks.answers import rated_at
from risks.cuts import Cut, closed_at, cut_at, given_sections
from risks.lines import COLUMNS, RESPONSES, Rating, RiskLine, move_of, rating, risk_line
from risks.models import Acceptance, Action, Assessment, AssessmentKind, Review, Turn
from risks.models.registers import SECTIONS
from risks.reading import OpenRegister
from risks.scoring import Change

THEN = ("section", "score", "likelihood", "impact", "previous_score", "previous_likelihood", "previous_impact")
THEN_COLUMNS = tuple(f"then__{name}" for name in (*THEN, "owners", "responses"))
BEGAN = ("entered", "arrived", "carried")


class Changed(NamedTuple):
    """A risk that changed: its line as last seen, what changed in words, and why."""

    line: RiskLine
    what: str
    why: str
    now: Rating | None = None
    then: Rating | None = None

    @property
    def change(self) -> Change | None:
        """How its rating moved, where that is what changed."""
        if not self.now or not self.then:
            return None
        return move_of(self.now, self.then)


class Lot(NamedTuple):
    """Risks that changed in the same way."""

    heading: str
    changed: list[Changed]


class Row(NamedTuple):
    """A risk at the review, and beside it how it stood at the earlier one; `known` says whether it stood there."""

    line: RiskLine
    turn: str
    rating_id: int | None
    known: bool
    then: Rating | None
    owners_then: list[str]
    responses_then: list[str]


@dataclass
class Changes:
    """What changed at the review since an earlier one, in what the reader may see of both."""

    opened: OpenRegister
    review: Review
    since: Review

    @cached_property
    def lots(self) -> list[Lot]:
        """Under each heading the risks in the printed order; empty headings are left out."""
        lots = [
            Lot("New", [self._began(row) for row in self._rows if not row.known and row.turn != "closed"]),
            Lot("Reopened", [self._turned(row, "reopened") for row in self._rows if row.turn == "reopened"]),
            Lot("Closed", list(self._closed())),
            Lot("No longer in the section", list(self._left())),
            Lot("Band crossed", [one for one in self._moved if _crossed(one)]),
            Lot("Score moved within its band", [one for one in self._moved if not _crossed(one) and _scored(one)]),
            Lot("Score level, factors changed", [one for one in self._moved if not _scored(one)]),
            Lot("Owner changed", list(self._renamed("owners"))),
            Lot("Response changed", list(self._renamed("response"))),
            Lot("Action slipped", list(self._slipped())),
            Lot("Acceptance lapsed", list(self._lapsed())),
            Lot("Corrected since", list(self._corrected())),
        ]
        return [lot for lot in lots if lot.changed]

    @property
    def total(self) -> int:
        """How many risks changed; a risk stands under every heading that fits, and is counted once."""
        return len({one.line.entry_id for lot in self.lots for one in lot.changed})

    @cached_property
    def not_assessed(self) -> int:
        """Risks that have no rating at the review."""
        return self.opened.standings(self.review).live().filter(~rated_at(self.review.pk)).count()

    @cached_property
    def _rows(self) -> list[Row]:
        """Every risk at the review, and beside it how it stood then."""
        then = FilteredRelation("entry__standings", condition=Q(entry__standings__review=self.since.pk))
        rows = self.opened.standings(self.review).by_reference().annotate(then=then)
        thresholds = self.opened.thresholds(self.review)
        return [
            self._row(row, risk_line(row, self.opened.frame, self.review, thresholds))
            for row in rows.values(*COLUMNS, "turn", *THEN_COLUMNS)
        ]

    def _row(self, row: dict[str, Any], line: RiskLine) -> Row:
        known = row["then__section"] == line.section and line.section in self._sections_then
        now_or_before = "" if row["then__score"] else "previous_"
        figures = (row[f"then__{now_or_before}{name}"] for name in ("score", "likelihood", "impact"))
        then = rating(*figures, self.opened.thresholds(self.review), self.since.label) if known else None
        return Row(
            line,
            row["turn"],
            row["assessment_id"],
            known,
            then,
            row["then__owners"] or [],
            row["then__responses"] or [],
        )

    @property
    def _sections_then(self) -> set[int]:
        """Sections of the earlier review of which the reader may see a risk at all."""
        if self.opened.reader.working_roles:
            return {1, 2}
        return given_sections(self.since)

    @cached_property
    def _moved(self) -> list[Changed]:
        """Risks whose rating moved, with the reason that was given."""
        rows = [row for row in self._rows if row.known and row.line.rating and row.then]
        why = dict(
            Assessment.objects.visible_to(self.opened.reader, self.opened.register)
            .filter(pk__in=[row.rating_id for row in rows])
            .values_list("pk", "reason")
        )
        moved = []
        for row in rows:
            one = Changed(row.line, "", why.get(row.rating_id or 0, ""), row.line.rating, row.then)
            if one.change in {Change.UP, Change.DOWN, Change.FACTORS_CHANGED}:
                words = movement(one.change).words
                moved.append(one._replace(what=words[:1].upper() + words[1:]))
        return moved

    @cached_property
    def _turns(self) -> list[Turn]:
        """Dated decisions that first show after the earlier review, up to this one, oldest first."""
        between = [one.pk for one in self.opened.frame.reviews if self.since.month < one.month <= self.review.month]
        rows = Turn.objects.visible_to(self.opened.reader, self.opened.register)
        # Where papers were withdrawn, a risk closed meanwhile stands as closed at an earlier review than was foreseen.
        shown = Q(review__in=between) | Q(kind="closed", entry__ends_at__in=between)
        return list(rows.filter(shown, register=self.opened.register).order_by("moment"))

    def _why(self, line: RiskLine, *kinds: str) -> str:
        told = [turn for turn in self._turns if turn.entry_id == line.entry_id and turn.kind in kinds]
        return next((turn.reason for turn in reversed(told) if turn.section == line.section), "")

    def _began(self, row: Row) -> Changed:
        return Changed(row.line, f"New at {self.review}", self._why(row.line, *BEGAN), row.line.rating)

    def _turned(self, row: Row, kind: str) -> Changed:
        return Changed(row.line, kind.capitalize(), self._why(row.line, kind), row.line.rating or row.line.previous)

    @cached_property
    def _gone(self) -> list[tuple[RiskLine, Turn | None]]:
        """Risks that stood in a section then and do not now, as they stood, each with the decision on it."""
        now = self.opened.standings(self.review).filter(entry=OuterRef("entry"), section=OuterRef("section"))
        stood = self.opened.standings(self.since).live().filter(~Exists(now)).by_reference()
        ends = {(turn.entry_id, turn.section): turn for turn in self._turns if turn.kind in {"closed", "left"}}
        return [(line, ends.get((line.entry_id, line.section))) for line in self.opened.lines(stood, self.since)]

    def _left(self) -> Iterator[Changed]:
        """Those of them that are elsewhere now."""
        for line, turn in self._gone:
            if turn is None or turn.kind == "left":
                what = "No longer a key risk" if line.section == 1 else "No longer in section 2"
                yield Changed(line, what, turn.reason if turn else "", line.rating or line.previous)

    def _closed(self) -> Iterator[Changed]:
        """Risks closed at this review, or at one between."""
        yield from (self._turned(row, "closed") for row in self._rows if row.turn == "closed" and row.known)
        for line, turn in self._gone:
            if turn and turn.kind == "closed":
                yield Changed(line, "Closed", turn.reason, line.rating or line.previous)

    def _renamed(self, kind: str) -> Iterator[Changed]:
        """Risks whose owners, or whose response, are others now."""
        for row in self._rows:
            responses = tuple(map(RESPONSES.__getitem__, row.responses_then))
            now, then = (
                (row.line.owners, tuple(row.owners_then)) if kind == "owners" else (row.line.responses, responses)
            )
            if row.known and now != then:
                words = ["; ".join(names) or "not recorded" for names in (then, now)]
                yield Changed(row.line, "From {} to {}".format(*words), self._why(row.line, kind))

    @cached_property
    def _spans(self) -> dict[int, tuple[Cut, Cut]]:
        """Of each section that the reader may see, up to where the earlier review looked, and this one."""
        opened = self.opened
        if opened.reader.working_roles:
            return {part: (closed_at(self.since, part), cut_at(opened, self.review, part)) for part in SECTIONS}
        given = given_sections(self.since) & given_sections(self.review)
        return {part: (cut_at(opened, self.since, part), cut_at(opened, self.review, part)) for part in given}

    def _slipped(self) -> Iterator[Changed]:
        """Actions whose date was moved, or went by, since."""
        for part, (then, now) in self._spans.items():
            told = Action.objects.visible_to(self.opened.reader, self.opened.register)
            told = told.filter(register=self.opened.register, section=part)
            same = told.filter(entry=OuterRef("entry"), number=OuterRef("number"))
            was = same.filter(moment__lte=then.moment or 0).order_by("-sequence").values("due_on")[:1]
            why = same.filter(moment__gt=then.moment or 0).exclude(reason="").order_by("-sequence").values("reason")[:1]
            rows: Any = told.that_count(now.moment).filter(state=Action.State.OPEN)
            rows = rows.annotate(was=Subquery(was), why=Subquery(why)).filter(
                Q(due_on__gt=F("was")) | Q(due_on__gte=then.day, due_on__lt=now.day)
            )
            for action, line in self._of_risks(rows.order_by("entry", "number")):
                went_by = action.due_on < now.day
                what = f"{'Was' if went_by else 'Now'} due on {action.due_on:%-d %B %Y}."
                yield Changed(line, f"{action.text.rstrip('.')}. {what}", action.why or "")

    def _lapsed(self) -> Iterator[Changed]:
        """Acceptances that ran out since, and that no other took the place of."""
        for part, (then, now) in self._spans.items():
            told = Acceptance.objects.visible_to(self.opened.reader, self.opened.register)
            told = told.filter(register=self.opened.register, section=part)
            counts = told.that_count(now.moment).filter(state=Acceptance.State.IN_FORCE)
            renewed = counts.filter(entry=OuterRef("entry"), until__gte=now.day)
            rows = counts.filter(~Exists(renewed), until__gte=then.day, until__lt=now.day)
            for acceptance, line in self._of_risks(rows.order_by("entry", "number")):
                yield Changed(line, f"Accepted until {acceptance.until:%-d %B %Y}", acceptance.why)

    def _corrected(self) -> Iterator[Changed]:
        """Ratings of closed reviews that were corrected since."""
        for part, (then, now) in self._spans.items():
            rows = Assessment.objects.visible_to(self.opened.reader, self.opened.register)
            rows = rows.filter(
                register=self.opened.register,
                section=part,
                kind=AssessmentKind.CORRECTION,
                moment__gt=then.moment or 0,
                review__in=[one.pk for one in self.opened.begun if one.month <= self.review.month],
            )
            if now.moment is not None:
                rows = rows.filter(moment__lte=now.moment)
            for one, line in self._of_risks(rows.select_related("corrects").order_by("entry", "moment")):
                was = f", was {one.corrects.score}" if one.corrects else ""
                yield Changed(line, f"{self.opened.frame.labels[one.review_id]}: {one.score}{was}", one.reason)

    def _of_risks(self, rows: "QuerySet[Any]") -> Iterator[tuple[Any, RiskLine]]:
        """Each row with the line of its risk at the review, where the reader sees it there in the row's section."""
        found = list(rows)
        if not found:
            return
        stand = self.opened.standings(self.review).filter(entry__in={row.entry_id for row in found})
        lines = {line.entry_id: line for line in self.opened.lines(stand, self.review)}
        for row in found:
            if row.entry_id in lines and row.section == lines[row.entry_id].section:
                yield row, lines[row.entry_id]


def earlier(opened: OpenRegister, review: Review) -> Sequence[Review]:
    """Begun reviews before this one, latest first."""
    return [one for one in reversed(opened.begun) if one.month < review.month]


def _scored(one: Changed) -> bool:
    return one.change in {Change.UP, Change.DOWN}


def _crossed(one: Changed) -> bool:
    return bool(one.now and one.then and one.now.band is not one.then.band)
