"""What is read for one pack, each kind of row in one question, and of the sections that the body reads alone."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, Prefetch, TextChoices

from probation_planning.organisation.models import Body
from probation_planning.reports.models import Pack, PackedRisk
from risks.frames import Frame
from risks.gate import Gate
from risks.models import (
    Action,
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
from risks.scoring import HOT, Factors, Thresholds, band, known_factors


class Recommendation(TextChoices):
    """What a body is asked to do with its papers."""

    NOTE = "note", "Note these papers"
    AGREE = "agree", "Agree the ratings in these papers"
    APPROVE = "approve", "Approve these papers"
    DISCUSS = "discuss", "Discuss these papers"


class Order(TextChoices):
    """How the risks of a section follow each other."""

    REFERENCE = "reference", "By reference, as the register has them"
    WORST = "worst", "Worst first"


class Cover(NamedTuple):
    """What page 1 says of the papers besides what is in them."""

    presenter: str = ""
    purpose: str = ""
    recommendation: str = ""
    order: str = Order.REFERENCE.value


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
    cover: Cover = Cover()


class Measure(NamedTuple):
    """What change is measured against: the review, the day it was given on, and the moment up to which all was told."""

    review: Review
    issued_on: datetime.date
    moment: int


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
        rows = self.seen(Standing.objects.filter(review=self.issued.review))
        self.standings = list(rows.select_related("assessment").by_reference())

    @property
    def sections(self) -> Sequence[int]:
        """Those the body reads: every question asks of these alone."""
        return self.issued.body.sections

    def seen(self, rows: Any) -> Any:
        """Dated rows so far as they are for the body; every question about them goes through this."""
        return rows.filter(section__in=self.sections)

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
    def previous(self) -> Measure | None:
        """The body's last pack; none before its first."""
        pack = self.previous_pack
        return Measure(pack.review, pack.issued_on, pack.act.moment if pack.act else 0) if pack else None

    @cached_property
    def previous_pack(self) -> Pack | None:
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
        return self.previous.moment if self.previous else 0

    @cached_property
    def earlier(self) -> dict[int, Earlier]:
        """By entry, how it stood in that pack."""
        if self.previous_pack is None:
            return {}
        rows = (
            PackedRisk.objects.filter(pack=self.previous_pack, section__in=self.sections)
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

    def that_count(self, rows: Any) -> Any:
        """The last row of each thing, so far as they are for the body."""
        return self.seen(rows.that_count())

    def things(self, model: type[Thing], *related: str, **only: Any) -> dict[int, list[Any]]:
        """The rows that count of one kind of thing, by entry, of the section where each risk stands."""
        rows: Any = model._default_manager.all()
        rows = self.that_count(rows).filter(register=self.issued.register, **only)
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
        rows = self.that_count(Question.objects).exclude(state=Question.State.CLOSED).select_related("owner")
        rows = rows.filter(register=self.issued.register, body=self.issued.body)
        return by_entry(rows.order_by("entry_id", "section", "number"))

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        """By entry, what the deciding body said at this review, unless it was taken back."""
        papers = {stage.act_id for stage in self.issued.review.stages.all() if stage.body.decides and stage.met_on}
        rows = self.seen(Decision.objects.filter(act__in=papers, review=self.issued.review))
        latest = {row.entry_id: row for row in rows.select_related("proposal").order_by("entry_id", "sequence")}
        return {entry: row for entry, row in latest.items() if row.outcome != Decision.Outcome.CLEARED}

    @cached_property
    def corrections(self) -> dict[int, list[Assessment]]:
        """By entry, the corrections of this review and of those before it."""
        reviews = [one.pk for one in self.issued.frame.reviews if one.month <= self.issued.review.month]
        rows = Assessment.objects.filter(register=self.issued.register, kind=AssessmentKind.CORRECTION)
        rows = self.seen(rows.filter(review__in=reviews))
        return by_entry(rows.select_related("corrects").order_by("entry_id", "moment"))

    @cached_property
    def ratings(self) -> dict[int, list[tuple[int, int, Factors | None]]]:
        """By entry, the ratings at this review and before of those that are Red or Black now: review, score, factors.

        A rating is told in the section it was given in alone.
        """
        hot = [one.entry_id for one in self.standings if is_hot(one.score, self.thresholds)]
        reviews = [one.pk for one in self.issued.frame.reviews if one.month <= self.issued.review.month]
        rows = Standing.objects.filter(entry__in=hot, review__in=reviews, score__isnull=False)
        rows = self.seen(rows.filter(assessment__section=F("section"))).order_by("entry", "review__month")
        found: dict[int, list[tuple[int, int, Factors | None]]] = defaultdict(list)
        for entry, review, score, likelihood, impact in rows.values_list(
            *("entry", "review", "score", "likelihood", "impact")
        ):
            found[entry].append((review, score, known_factors(likelihood, impact, score)[0]))
        return found

    @cached_property
    def met(self) -> StageAct | None:
        """The meeting at which another body agreed the ratings of this review."""
        rows = StageAct.objects.filter(review=self.issued.review, kind=StageAct.Kind.MET, body__decides=True)
        rows = self.acts(rows).exclude(body=self.issued.body.pk)
        act: StageAct | None = rows.select_related("body", "meeting").order_by("moment").last()
        return act

    def acts(self, rows: Any) -> Any:
        """Acts of the cycle so far as they are on nothing but what the body reads."""
        return rows.filter(sections__contained_by=list(self.sections))

    @cached_property
    def rated_since_met(self) -> dict[int, list[Assessment]]:
        """By entry, what was rated between reviews or put right after that meeting."""
        if self.met is None:
            return {}
        kinds = [AssessmentKind.CORRECTION, AssessmentKind.INTERIM]
        rows = Assessment.objects.filter(register=self.issued.register, kind__in=kinds, moment__gt=self.met.moment)
        rows = self.seen(rows.filter(entry__in=[one.entry_id for one in self.standings]))
        return by_entry(rows.select_related("corrects").order_by("entry_id", "moment"))

    @cached_property
    def done_since_met(self) -> dict[int, list[Action]]:
        """By entry, the actions that were written, moved or finished after that meeting."""
        if self.met is None:
            return {}
        rows = self.that_count(Action.objects).filter(register=self.issued.register, moment__gt=self.met.moment)
        rows = rows.filter(entry__in=[one.entry_id for one in self.standings])
        return by_entry(rows.select_related("owner").order_by("entry_id", "number"))

    @cached_property
    def turns_since_met(self) -> dict[int, list[Turn]]:
        """By entry, the decisions on its place after that meeting; owners and response are told as they stand."""
        if self.met is None:
            return {}
        rows = Turn.objects.filter(register=self.issued.register, moment__gt=self.met.moment)
        told_otherwise = [Turn.Kind.OWNERS, Turn.Kind.RESPONSE, Turn.Kind.RENUMBERED]
        return by_entry(self.seen(rows).exclude(kind__in=told_otherwise).order_by("entry_id", "moment"))

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
        rows = self.seen(Turn.objects.filter(register=self.issued.register, moment__gt=self.since))
        return by_entry(rows.order_by("entry_id", "moment"))

    @cached_property
    def gone_from_last(self) -> list[Standing]:
        """Risks of the last pack that stand in it no more, as they stood then; what it told as closed is told once."""
        left = set(self.earlier) - {standing.entry_id for standing in self.standings}
        if not left or self.previous is None:
            return []
        rows = self.seen(Standing.objects.filter(review=self.previous.review, entry__in=left))
        return list(rows.live().by_reference())

    @cached_property
    def gone_before(self) -> list[Standing]:
        """Risks that left before, of which there is a question or a correction, as they stood last."""
        told = {standing.entry_id for standing in (*self.standings, *self.gone_from_last)}
        entries = {*self.questions, *self.corrections} - told
        if not entries:
            return []
        reviews = [one.pk for one in self.issued.frame.reviews if one.month <= self.issued.review.month]
        rows = self.seen(Standing.objects.filter(review__in=reviews, entry__in=entries))
        last = {row.entry_id: row for row in rows.order_by("review__month")}
        return sorted(last.values(), key=lambda row: (row.section, row.order, row.entry_id))


def by_entry(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def is_hot(score: int | None, thresholds: Thresholds | None) -> bool:
    """Whether a score is Red or Black."""
    return bool(score and thresholds and band(score, thresholds) in HOT)


def band_word(score: int | None, thresholds: Thresholds | None) -> str:
    """The band in the word that a pack keeps; empty for no score."""
    return band(score, thresholds).value if score and thresholds else ""
