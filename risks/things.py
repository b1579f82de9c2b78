"""The things of a risk as one reader may see them at a review, read in one question."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import CharField, F, Func, JSONField, Q, QuerySet, Value

from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.roles import Act, Reader
from risks.cuts import Cut, cut_at
from risks.forecasts import due_at, outcome
from risks.lines import Rating, RiskLine
from risks.models import Acceptance, Action, Control, Review, Target
from risks.models.dated import Thing
from risks.reading import OpenRegister, register_asked
from risks.record import RiskRecord
from risks.scoring import Factors, FactorsSource, band


class Stands(NamedTuple):
    """How a thing stands: the words, and the shape they are shown in (`status--<value>`)."""

    label: str
    value: str


def is_overdue(day: datetime.date, state: str, due_on: datetime.date | None) -> bool:
    """Whether an action is open after its day; on the day itself it is not overdue. Of many rows: `overdue`."""
    return state == Action.State.OPEN and due_on is not None and due_on < day


def overdue(day: datetime.date) -> Q:
    """Actions that are open after their day."""
    return Q(state=Action.State.OPEN, due_on__lt=day)


def in_hand(day: datetime.date) -> Q:
    """Actions that are a plan for a Red or Black risk: open, with an owner and a day still to come."""
    return Q(state=Action.State.OPEN, owner__isnull=False, due_on__gte=day)


@dataclass(frozen=True)
class ActionLine:
    """An action as it stood on a day."""

    day: datetime.date
    number: int
    text: str
    owner: str
    owner_id: int | None
    due_on: datetime.date | None
    state: Action.State
    said: str

    @property
    def is_overdue(self) -> bool:
        """Whether it is open after its day."""
        return is_overdue(self.day, self.state, self.due_on)

    @property
    def stands(self) -> Stands:
        """In words."""
        return action_stands(self.day, self.state, self.due_on)


def action_stands(day: datetime.date, state: str, due_on: datetime.date | None) -> Stands:
    """How an action stands on the day."""
    if is_overdue(day, state, due_on):
        return Stands("Overdue", "overdue")
    shapes = {"open": "open", "done": "confirmed", "dropped": "withdrawn", "moved": "withdrawn"}
    return Stands(Action.State(state).label, shapes[state])


@dataclass(frozen=True)
class ControlLine:
    """A control; words are empty where they are not recorded."""

    number: int
    text: str
    kind: str
    effectiveness: str
    line: str
    assured_by: str
    assured_on: datetime.date | None
    state: Control.State

    @property
    def stands(self) -> Stands:
        """In words."""
        return control_stands(self.state)

    @property
    def is_in_place(self) -> bool:
        """Whether it is still there."""
        return self.state == Control.State.IN_PLACE


def control_stands(state: str) -> Stands:
    """How a control stands."""
    return Stands(Control.State(state).label, "closed" if state == Control.State.ENDED else "open")


@dataclass(frozen=True)
class AcceptanceLine:
    """An acceptance as it stood on a day."""

    day: datetime.date
    number: int
    by: str
    minute_reference: str
    why: str
    until: datetime.date
    watched: str
    state: Acceptance.State

    @property
    def is_in_date(self) -> bool:
        """Whether it holds on the day; on its last day it does."""
        return self.state == Acceptance.State.IN_FORCE and self.until >= self.day

    @property
    def stands(self) -> Stands:
        """In words."""
        return acceptance_stands(self.day, self.state, self.until)


def acceptance_stands(day: datetime.date, state: str, until: datetime.date) -> Stands:
    """How an acceptance stands on the day."""
    if state == Acceptance.State.ENDED:
        return Stands("Ended", "closed")
    return Stands("In date", "confirmed") if until >= day else Stands("Lapsed", "overdue")


@dataclass(frozen=True)
class TargetLine:
    """A target as it was set on a day: what the risk is to come to, and by when."""

    dated: datetime.date
    rating: Rating
    factors: str
    by_when: datetime.date
    reason: str


@dataclass(frozen=True)
class Things:
    """What there is of a risk at a review: open actions first, and every target that was set, the last one counting."""

    record: RiskRecord
    section: int
    cut: Cut
    actions: list[ActionLine] = field(default_factory=list)
    controls: list[ControlLine] = field(default_factory=list)
    acceptances: list[AcceptanceLine] = field(default_factory=list)
    targets: list[TargetLine] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """What the addresses of its things call the risk."""
        return self.record.entry.reference if self.record.entry else self.record.line.reference

    @property
    def may_write(self) -> bool:
        """Whether the reader may add an action or a control, or set a target."""
        return self._takes_more(Act.WRITE_THING)

    @property
    def may_accept(self) -> bool:
        """Whether the reader may write down who accepts the risk."""
        return self._takes_more(Act.ACCEPT)

    def _takes_more(self, act: Act) -> bool:
        entry = self.record.entry
        return bool(
            entry and self.cut.moment is None and not entry.closed_on and entry.may(self.record.opened.reader, act)
        )

    @property
    def open_actions(self) -> list[ActionLine]:
        """Those still to be done."""
        return [action for action in self.actions if action.state == Action.State.OPEN]

    @property
    def overdue(self) -> list[ActionLine]:
        """Those open after their day."""
        return [action for action in self.actions if action.is_overdue]

    @property
    def controls_in_place(self) -> list[ControlLine]:
        """Those still there."""
        return [control for control in self.controls if control.is_in_place]

    @property
    def acceptance_in_date(self) -> AcceptanceLine | None:
        """The one that holds longest."""
        return max((one for one in self.acceptances if one.is_in_date), key=lambda one: one.until, default=None)

    @property
    def target(self) -> TargetLine | None:
        """The one that counts."""
        return self.targets[-1] if self.targets else None

    @property
    def first_target(self) -> TargetLine | None:
        """The first forecast, where it was changed since."""
        return self.targets[0] if len(self.targets) > 1 else None

    @property
    def days_moved(self) -> int:
        """By how many days the target has moved away since it was first set; less than 0 where it came nearer."""
        return (self.targets[-1].by_when - self.targets[0].by_when).days if self.targets else 0

    @cached_property
    def forecast(self) -> str:
        """What became of the target, in words: measured at the first review from its month on."""
        target = self.target
        if target is None:
            return ""
        due = due_at(target.by_when, self.reviews)
        rated = (line.rating for line in self.record.lines if due and line.rating and line.rating.review == due.label)
        score = next((rating.score for rating in rated), None)
        if due and score is None and due.is_open(self.section):
            due = None
        return outcome(target.by_when, target.rating.score, due, score).words

    @property
    def reviews(self) -> Sequence[Review]:
        """Reviews up to the one shown."""
        return [one for one in self.record.opened.begun if one.month <= self.record.review.month]


def section_shown(record: RiskRecord) -> int:
    """The section whose things are shown: where the risk is now for those at work on it, else where it stood."""
    opened = record.opened
    if record.entry and opened.reader.working_roles and record.review == opened.begun[-1]:
        return record.entry.section
    return record.line.section


def things_of(record: RiskRecord) -> Things:
    """Everything of the risk that the reader may see, as it stood at the record's review."""
    opened, section = record.opened, section_shown(record)
    cut = cut_at(opened, record.review, section)
    things = Things(record, section, cut)
    found = _rows(*opened.asking, record.line.entry_id, section, cut.moment)
    for what, said, owner, body in sorted(found, key=lambda row: (row[0], row[1]["number"], row[1]["sequence"])):
        _put(things, what, said, owner or "", body or "")
    things.actions.sort(key=lambda action: action.state != Action.State.OPEN)
    return things


def with_overdue(opened: OpenRegister, review: Review, lines: list[RiskLine]) -> list[RiskLine]:
    """The same lines, each with how many of its actions were overdue at the review."""
    if not lines:
        return lines
    sections = {line.section: cut_at(opened, review, line.section) for line in lines}
    entries = by_page([line.entry_id for line in lines])
    found: Counter[tuple[int, int]] = Counter()
    for cut in set(sections.values()):
        found.update(_overdue(*opened.asking, entries, cut.moment, cut.day))
    return [line._replace(overdue=found[line.entry_id, line.section]) for line in lines]


@question
def _overdue(
    reader: Reader,
    register: int,
    opens: frozenset[str],
    entries: tuple[int, ...],
    up_to: int | None,
    day: datetime.date,
) -> QuerySet[Action, tuple[int, int]]:
    rows = Action.objects.visible_to(reader, register_asked(register, opens)).filter(entry__in=entries)
    return rows.that_count(up_to).filter(overdue(day)).order_by().values_list("entry_id", "section")


@question
def _rows(
    reader: Reader, register: int, opens: frozenset[str], entry: int, section: int, up_to: int | None
) -> QuerySet[Any, tuple[str, dict[str, Any], str | None, str | None]]:
    """What each thing is, its last row, and the names of its owner and body; of targets every row."""

    def part(model: type[Thing], owner: str = "", body: str = "") -> QuerySet[Any, Any]:
        rows: Any = model._default_manager
        rows = rows.visible_to(reader, register_asked(register, opens)).filter(entry=entry, section=section)
        if up_to is not None:
            rows = rows.filter(moment__lte=up_to)
        if model is not Target:
            rows = rows.distinct("number")
        row = Func(template=f'to_jsonb("{model._meta.db_table}")', output_field=JSONField())
        names = (F(name) if name else Value(None, CharField()) for name in (owner, body))
        told: QuerySet[Any, Any] = rows.order_by("number", "-sequence").values_list(
            Value(model._meta.model_name), row, *names
        )
        return told

    acceptances = part(Acceptance, "accepted_by__name", "accepted_by_body__name")
    return acceptances.union(part(Action, "owner__name"), part(Control), part(Target), all=True)


def _put(things: Things, what: str, said: Mapping[str, Any], owner: str, body: str) -> None:
    if what == "action":
        things.actions.append(
            ActionLine(
                day=things.cut.day,
                number=said["number"],
                text=said["text"],
                owner=owner,
                owner_id=said["owner_id"],
                due_on=_day(said["due_on"]),
                state=Action.State(said["state"]),
                said=said["said"],
            )
        )
    elif what == "control":
        things.controls.append(
            ControlLine(
                number=said["number"],
                text=said["text"],
                kind=str(Control.Kind(said["kind"]).label) if said["kind"] else "",
                effectiveness=str(Control.Effectiveness(said["effectiveness"]).label) if said["effectiveness"] else "",
                line=str(Control.Line(said["line"]).label) if said["line"] else "",
                assured_by=said["assured_by"],
                assured_on=_day(said["assured_on"]),
                state=Control.State(said["state"]),
            )
        )
    elif what == "acceptance":
        things.acceptances.append(
            AcceptanceLine(
                day=things.cut.day,
                number=said["number"],
                by=owner or body,
                minute_reference=said["minute_reference"],
                why=said["why"],
                until=datetime.date.fromisoformat(said["until"]),
                watched=said["watched"],
                state=Acceptance.State(said["state"]),
            )
        )
    elif what == "target":
        things.targets.append(_target(things, said))


def _target(things: Things, said: Mapping[str, Any]) -> TargetLine:
    opened, review = things.record.opened, things.record.review
    likelihood, impact = said["likelihood"], said["impact"]
    factors = Factors(likelihood, impact)
    thresholds = opened.thresholds(review)
    score = likelihood * impact
    found = band(score, thresholds) if thresholds else None
    rated = Rating(score, factors, FactorsSource.RECORDED, found, review.label)
    return TargetLine(
        dated=datetime.date.fromisoformat(said["dated"]),
        rating=rated,
        factors=opened.factors_in_words(rated, review),
        by_when=datetime.date.fromisoformat(said["by_when"]),
        reason=said["reason"],
    )


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
