"""The meeting of the body that decides on ratings: the risks in its papers, worst first, and what it said of each."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from probation_planning.organisation.models import Body
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from risks.cuts import Cut
from risks.lines import COLUMNS, Rating, RiskLine, rating, risk_line
from risks.models import (
    Acceptance,
    Action,
    Assessment,
    AssessmentKind,
    Control,
    Decision,
    Review,
    Stage,
    StageAct,
    Standing,
)
from risks.models.assessments import StandingQuerySet
from risks.reading import OpenRegister, register_asked, standings_asked
from risks.things import is_overdue

LONGEST_TITLE = 60
OVER = frozenset({Stage.State.MET, Stage.State.CLOSED})


class Placed(NamedTuple):
    """A risk in the papers: which one it is of them, worst first, and what was said of it; empty while nothing was."""

    place: int
    line: RiskLine
    outcome: str

    @property
    def is_decided(self) -> bool:
        """Whether the body has spoken of it."""
        return bool(self.outcome)

    @property
    def label(self) -> str:
        """The risk in one short line: 1.4, 16 Red, agreed: Loss of key staff."""
        rated = self.line.rating
        score = f"{rated.score} {rated.band.label}" if rated and rated.band else str(rated.score) if rated else ""
        known = ", ".join(filter(None, (self.line.reference, score, self.outcome)))
        title = self.line.title
        return f"{known}: {title if len(title) <= LONGEST_TITLE else f'{title[: LONGEST_TITLE - 1]}…'}"


class Said(NamedTuple):
    """A decision, the rating that was proposed and the one that the body changed it to, where it did."""

    decision: Decision
    proposed: Rating | None
    changed: Rating | None
    counts: bool

    @property
    def words(self) -> str:
        """What was decided: "Agreed", "Changed to"."""
        if self.changed:
            return "Changed to" if self.proposed else "Rated"
        return str(self.decision.get_outcome_display())


@dataclass
class Sitting:
    """A review's papers before the body that decides. Where it decides on two sections, both move together."""

    opened: OpenRegister
    review: Review
    stage: Stage

    @property
    def body(self) -> Body:
        """Who decides."""
        return self.stage.body

    @property
    def is_on(self) -> bool:
        """Whether decisions can be minuted now."""
        return bool(self.stage.state == Stage.State.ISSUED)

    @property
    def is_over(self) -> bool:
        """Whether the meeting is recorded as held."""
        return self.stage.state in OVER

    @property
    def state(self) -> str:
        """How far the papers have come, in words."""
        return str(Stage.State(self.stage.state).label)

    @cached_property
    def risks(self) -> list[Placed]:
        """Every risk in the papers, worst first; the order stays as it is while the papers are out."""
        thresholds = self.opened.thresholds(self.review)
        found = _in_the_papers(*self.opened.asking, self.review.pk, frozenset(self.stage.body.sections))
        return [
            Placed(place, risk_line(row, self.opened.frame, self.review, thresholds), row["decision"])
            for place, row in enumerate(found, start=1)
        ]

    def find(self, reference: str) -> Placed | None:
        """The risk in the papers under this reference."""
        return next((one for one in self.risks if one.line.reference == reference), None)

    def before(self, one: Placed) -> Placed | None:
        """The risk before it."""
        return self.risks[one.place - 2] if one.place > 1 else None

    def after(self, one: Placed) -> Placed | None:
        """The risk after it."""
        return self.risks[one.place] if one.place < len(self.risks) else None

    def undecided_after(self, one: Placed | None = None) -> Placed | None:
        """The next risk that is still to be decided, from this one on and round to the first."""
        start = one.place if one else 0
        return next((other for other in (*self.risks[start:], *self.risks[:start]) if not other.is_decided), None)

    @property
    def left(self) -> list[Placed]:
        """Those still to be decided."""
        return [one for one in self.risks if not one.is_decided]

    @property
    def rest(self) -> list[Placed]:
        """Those still to be decided for which a rating is proposed, and none was given since between reviews."""
        return [one for one in self.left if one.line.rating and not one.line.between]

    @property
    def unproposed(self) -> list[Placed]:
        """Those still to be decided one by one: nothing is proposed, or the risk was rated again since."""
        return [one for one in self.left if not one.line.rating or one.line.between]

    @property
    def decided(self) -> int:
        """How many are decided."""
        return len(self.risks) - len(self.left)

    @property
    def tallies(self) -> list[tuple[str, int]]:
        """How many were agreed, changed and deferred, and how many are left."""
        counts = Counter(one.outcome for one in self.risks)
        outcomes = (Decision.Outcome.AGREED, Decision.Outcome.CHANGED, Decision.Outcome.DEFERRED)
        return [*((str(one.label).lower(), counts[one]) for one in outcomes), ("left", counts[""])]

    @property
    def minuted(self) -> int:
        """How many decisions were minuted at this issue of the papers, those that were overtaken too."""
        rows = Decision.objects.visible_to(self.opened.reader, self.opened.register)
        return rows.filter(act=self.stage.act_id).count()

    @cached_property
    def said(self) -> dict[int, Said]:
        """What was said last of each risk at this issue of the papers, by the risk's entry."""
        rows = Decision.objects.visible_to(self.opened.reader, self.opened.register).filter(act=self.stage.act_id)
        latest = rows.order_by("entry_id", "-sequence").distinct("entry_id").select_related("proposal", "given_by")
        return {row.entry_id: as_said(self.opened, self.review, row) for row in latest}

    @property
    def minutes(self) -> list[tuple[Placed, Said | None]]:
        """Every risk in the papers with what was said of it last."""
        return [(one, self.said.get(one.line.entry_id)) for one in self.risks]

    @property
    def minute_reference(self) -> str:
        """Where the minutes of the meeting are, once that is known; the latest word on it."""
        acts = StageAct.objects.visible_to(self.opened.reader).filter(review=self.review, body=self.body)
        named = acts.exclude(minute_reference="").order_by("-moment").values_list("minute_reference", flat=True)
        return named.first() or ""


def sitting_of(opened: OpenRegister, review: Review) -> Sitting | None:
    """The review's papers before the body that decides; none before it was given any."""
    stage = deciding_stage(review)
    return Sitting(opened, review, stage) if stage and stage.issued_on else None


def deciding_stage(review: Review) -> Stage | None:
    """Where the review stands with the body that decides; none before anything was done there."""
    return next((stage for stage in review.stages.all() if stage.body.decides), None)


def in_the_papers(rows: StandingQuerySet, stage: Stage) -> StandingQuerySet:
    """Those of the rows that stand in what the body was given."""
    return rows.filter(section__in=stage.body.sections).live()


def worst_first(rows: StandingQuerySet) -> StandingQuerySet:
    """By the score proposed, or the last one before; a rating between reviews moves nothing."""
    score = Coalesce(F("score"), F("previous_score"))
    return rows.order_by(score.desc(nulls_last=True), "section", "order", "entry_id")


def as_said(opened: OpenRegister, review: Review, decision: Decision, *, counts: bool = True) -> Said:
    """The decision with its ratings; `counts` is false once another took its place."""
    thresholds, proposal = opened.thresholds(review), decision.proposal
    proposed = (
        rating(proposal.score, proposal.likelihood, proposal.impact, thresholds, review.label) if proposal else None
    )
    score = decision.likelihood * decision.impact if decision.likelihood and decision.impact else None
    changed = rating(score, decision.likelihood, decision.impact, thresholds, review.label)
    return Said(decision, proposed, changed, counts)


class Minuted(NamedTuple):
    """What the deciding body said of one risk at one review, latest first; `stage` says when it met."""

    review: Review
    stage: Stage
    said: list[Said]


def minutes_of(opened: OpenRegister, entry_id: int, until: Review) -> list[Minuted]:
    """Every decision on the risk at reviews up to this one, the latest review first.

    Asks the database only where the body was given papers of which minutes can be kept here.
    """
    reviews = {
        review.pk: (review, stage)
        for review in opened.begun
        if review.month <= until.month
        and (stage := deciding_stage(review))
        and stage.issued_on
        and not stage.recorded_from_paper
    }
    if not reviews:
        return []
    found: dict[int, list[Said]] = {}
    for row in _decisions(*opened.asking, entry_id, tuple(reviews)):
        review, _ = reviews[row.review_id]
        so_far = found.setdefault(row.review_id, [])
        so_far.append(as_said(opened, review, row, counts=not so_far))
    minuted = [Minuted(*reviews[pk], said) for pk, said in found.items()]
    return sorted(minuted, key=lambda one: one.review.month, reverse=True)


def rated_since() -> Q:
    """Standings that a rating given between reviews ranks otherwise than the one proposed (`RiskLine.between`)."""
    return Q(interim__isnull=False) & ~Q(ranked=F("score"))


@question
def _in_the_papers(
    reader: Reader, register: int, opens: frozenset[str], review: int, sections: frozenset[int]
) -> QuerySet[Standing, dict[str, Any]]:
    rows = standings_asked(reader, register, opens, (review,)).filter(section__in=sections).live()
    found: QuerySet[Standing, dict[str, Any]] = worst_first(rows).values(*COLUMNS)
    return found


@question
def _decisions(
    reader: Reader, register: int, opens: frozenset[str], entry: int, reviews: tuple[int, ...]
) -> QuerySet[Decision]:
    rows = Decision.objects.visible_to(reader, register_asked(register, opens)).filter(entry=entry, review__in=reviews)
    return rows.select_related("proposal", "given_by").order_by("-moment")


class ActionShown(NamedTuple):
    """An action and whether it is overdue: open, and due before the day. Today is not overdue."""

    action: Action
    is_overdue: bool


class AcceptanceShown(NamedTuple):
    """An acceptance and whether it has run out: in force still, but until a day before."""

    acceptance: Acceptance
    has_lapsed: bool


@dataclass(frozen=True)
class Beside:
    """What one asks about a risk besides its rating."""

    actions: list[ActionShown]
    controls: list[Control]
    acceptances: list[AcceptanceShown]
    interims: list[tuple[Assessment, Rating | None]]

    @property
    def overdue(self) -> int:
        """How many actions are overdue."""
        return sum(one.is_overdue for one in self.actions)


def beside(opened: OpenRegister, review: Review, entry_id: int, section: int, cut: Cut) -> Beside:
    """What stood in the section at the cut, and the ratings between reviews that were filed at this one."""
    here = (*opened.asking, entry_id, section)
    thresholds = opened.thresholds(review)
    return Beside(
        [ActionShown(one, is_overdue(cut.day, one.state, one.due_on)) for one in _actions(*here, cut.moment)],
        _controls(*here, cut.moment),
        [
            AcceptanceShown(one, one.state == Acceptance.State.IN_FORCE and one.until < cut.day)
            for one in _acceptances(*here, cut.moment)
        ],
        [(one, rating(one.score, one.likelihood, one.impact, thresholds, "")) for one in _interims(*here, review.pk)],
    )


def _of_risk(rows: Any, reader: Reader, register: int, opens: frozenset[str], entry: int, section: int) -> Any:
    return rows.visible_to(reader, register_asked(register, opens)).filter(entry=entry, section=section)


@question
def _actions(
    reader: Reader, register: int, opens: frozenset[str], entry: int, section: int, up_to: int | None
) -> QuerySet[Action]:
    rows = _of_risk(Action.objects, reader, register, opens, entry, section).that_count(up_to)
    found: QuerySet[Action] = rows.select_related("owner").order_by("number")
    return found


@question
def _controls(
    reader: Reader, register: int, opens: frozenset[str], entry: int, section: int, up_to: int | None
) -> QuerySet[Control]:
    rows = _of_risk(Control.objects, reader, register, opens, entry, section).that_count(up_to)
    found: QuerySet[Control] = rows.filter(state=Control.State.IN_PLACE).order_by("number")
    return found


@question
def _acceptances(
    reader: Reader, register: int, opens: frozenset[str], entry: int, section: int, up_to: int | None
) -> QuerySet[Acceptance]:
    rows = _of_risk(Acceptance.objects, reader, register, opens, entry, section).that_count(up_to)
    found: QuerySet[Acceptance] = rows.select_related("accepted_by", "accepted_by_body").order_by("number")
    return found


@question
def _interims(
    reader: Reader, register: int, opens: frozenset[str], entry: int, section: int, review: int
) -> QuerySet[Assessment]:
    rows = _of_risk(Assessment.objects, reader, register, opens, entry, section)
    given: QuerySet[Assessment] = rows.filter(kind=AssessmentKind.INTERIM, filed_at=review)
    return given.select_related("given_by").order_by("-moment")
