"""What is read for one pack, each kind of row in one question, and of the sections that the body reads alone."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Prefetch

from probation_planning.organisation.models import Body
from probation_planning.reports.models import Pack, PackedRisk
from risks.frames import Frame
from risks.gate import Gate
from risks.models import (
    Assessment,
    AssessmentKind,
    Decision,
    Entry,
    EntryOwner,
    Question,
    Register,
    Review,
    StageAct,
    Standing,
    Turn,
)
from risks.models.dated import Thing
from risks.scoring import Factors, Thresholds, band, known_factors


class Issued(NamedTuple):
    """The giving of papers that a pack is read for; a draft has no number yet."""

    register: Register
    frame: Frame
    review: Review
    body: Body
    gate: Gate
    issued_on: datetime.date
    issued_by: str
    number: int = 0
    meeting_on: datetime.date | None = None
    exceptions_reason: str = ""
    exceptions_accepted_by: str = ""


class Earlier(NamedTuple):
    """How a risk stood in the body's last pack."""

    section: int
    score: int | None
    factors: Factors | None


@dataclass
class Reading:
    """What is read for one pack, each kind of row in one question."""

    issued: Issued
    standings: list[Standing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standings = read_standings(self.issued.review, self.issued.body)

    @property
    def sections(self) -> Sequence[int]:
        """Those the body reads: every question asks of these alone."""
        return self.issued.body.sections

    @property
    def thresholds(self) -> Thresholds | None:
        """The key in force at the review."""
        return self.issued.frame.thresholds(self.issued.review)

    @cached_property
    def former_thresholds(self) -> Thresholds | None:
        """The key before, where another starts at this very review."""
        review, keys = self.issued.review, self.issued.frame.keys
        if not any(key.starts_at == review for key in keys):
            return None
        held = [key for key in keys if key.starts_at is None or key.starts_at.month < review.month]
        return held[-1].thresholds if held else None

    @cached_property
    def previous(self) -> Pack | None:
        """The body's pack of an earlier review, not withdrawn."""
        given = {
            (review.pk, stage.body_id)
            for review in self.issued.frame.reviews
            for stage in review.stages.all()
            if stage.issued_on and not stage.withdrawn_on and review.month < self.issued.review.month
        }
        packs = Pack.objects.filter(register=self.issued.register, body=self.issued.body, act__isnull=False)
        packs = packs.select_related("review", "act").defer("data").order_by("-review__month", "-number")
        return next((pack for pack in packs if (pack.review_id, pack.body_id) in given), None)

    @cached_property
    def since(self) -> int:
        """The moment of that pack; 0 before the first."""
        return self.previous.act.moment if self.previous and self.previous.act else 0

    @cached_property
    def earlier(self) -> dict[int, Earlier]:
        """By entry, how it stood in that pack."""
        if self.previous is None:
            return {}
        rows = (
            PackedRisk.objects.filter(pack=self.previous, section__in=self.sections)
            .order_by()
            .values_list("entry_id", "section", "assessment__score", "assessment__likelihood", "assessment__impact")
        )
        return {
            entry: Earlier(section, score, known_factors(likelihood, impact, score)[0])
            for entry, section, score, likelihood, impact in rows
        }

    @cached_property
    def now(self) -> dict[int, Entry]:
        """Entries as they stand now, so far as they stand where the body reads."""
        owners = Prefetch("owners", EntryOwner.objects.select_related("owner"))
        entries = Entry.objects.filter(register=self.issued.register, section__in=self.sections)
        return {entry.pk: entry for entry in entries.prefetch_related(owners)}

    def things(self, model: type[Thing], *related: str, **only: Any) -> dict[int, list[Any]]:
        """The rows that count of one kind of thing, by entry, of the section where each risk stands."""
        rows: Any = model._default_manager.all()
        rows = rows.that_count().filter(register=self.issued.register, section__in=self.sections, **only)
        stood = {standing.entry_id: standing.section for standing in self.standings}
        found: dict[int, list[Any]] = defaultdict(list)
        for row in rows.select_related(*related).order_by("entry_id", "number"):
            entry = self.now.get(row.entry_id)
            if row.section == (entry.section if entry else stood.get(row.entry_id)):
                found[row.entry_id].append(row)
        return found

    @cached_property
    def questions(self) -> dict[int, list[Question]]:
        """By entry, those of this body that are not settled, whichever of its sections they were asked in."""
        rows = Question.objects.that_count().exclude(state=Question.State.CLOSED).select_related("owner")
        rows = rows.filter(register=self.issued.register, body=self.issued.body, section__in=self.sections)
        return by_entry(rows.order_by("entry_id", "section", "number"))

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        """By entry, what the deciding body said at this review, unless it was taken back."""
        papers = {stage.act_id for stage in self.issued.review.stages.all() if stage.body.decides and stage.met_on}
        rows = Decision.objects.filter(act__in=papers, review=self.issued.review, section__in=self.sections)
        latest = {row.entry_id: row for row in rows.select_related("proposal").order_by("entry_id", "sequence")}
        return {entry: row for entry, row in latest.items() if row.outcome != Decision.Outcome.CLEARED}

    @cached_property
    def corrections(self) -> dict[int, list[Assessment]]:
        """By entry, the corrections of this review and of those before it."""
        reviews = [one.pk for one in self.issued.frame.reviews if one.month <= self.issued.review.month]
        rows = Assessment.objects.filter(
            register=self.issued.register,
            kind=AssessmentKind.CORRECTION,
            section__in=self.sections,
            review__in=reviews,
        )
        return by_entry(rows.select_related("corrects").order_by("entry_id", "moment"))

    @cached_property
    def issues(self) -> dict[int, list[StageAct]]:
        """By review, the issues of its papers to this body, those that were withdrawn among them."""
        given = [StageAct.Kind.ISSUED, StageAct.Kind.RECORDED]
        rows = StageAct.objects.filter(register=self.issued.register, body=self.issued.body, kind__in=given)
        found: dict[int, list[StageAct]] = defaultdict(list)
        for row in rows:
            found[row.review_id].append(row)
        return found

    @cached_property
    def turns(self) -> dict[int, list[Turn]]:
        """By entry, the decisions on its place since the body's last pack; none before its first."""
        if self.previous is None:
            return {}
        rows = Turn.objects.filter(register=self.issued.register, section__in=self.sections, moment__gt=self.since)
        return by_entry(rows.order_by("entry_id", "moment"))

    @cached_property
    def gone_from_last(self) -> list[Standing]:
        """Risks of the last pack that stand in it no more, as they stood then; what it told as closed is told once."""
        left = set(self.earlier) - {standing.entry_id for standing in self.standings}
        if not left or self.previous is None:
            return []
        rows = Standing.objects.filter(review=self.previous.review, entry__in=left, section__in=self.sections)
        return list(rows.live().by_reference())

    @cached_property
    def gone_before(self) -> list[Standing]:
        """Risks that left before, of which there is a question or a correction, as they stood last."""
        told = {standing.entry_id for standing in (*self.standings, *self.gone_from_last)}
        entries = {*self.questions, *self.corrections} - told
        if not entries:
            return []
        reviews = [one.pk for one in self.issued.frame.reviews if one.month <= self.issued.review.month]
        rows = Standing.objects.filter(review__in=reviews, entry__in=entries, section__in=self.sections)
        last = {row.entry_id: row for row in rows.order_by("review__month")}
        return sorted(last.values(), key=lambda row: (row.section, row.order, row.entry_id))


def read_standings(review: Review, body: Body) -> list[Standing]:
    """How each risk that the body reads stands at the review, in printed order."""
    rows = Standing.objects.filter(review=review, section__in=body.sections)
    return list(rows.select_related("assessment").by_reference())


def by_entry(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def band_word(score: int | None, thresholds: Thresholds | None) -> str:
    """The band in the word that a pack keeps; empty for no score."""
    return band(score, thresholds).value if score and thresholds else ""
