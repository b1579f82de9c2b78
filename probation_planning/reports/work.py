"""What waits for one person: whatever their posts and groups own in a trust, and how it stands for this quarter."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Model, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.text import Truncator

from objectives.models import Objective, ObjectiveOwner, Status, StatusUpdate
from objectives.standing import FINAL, SILENT, current_quarter
from objectives.standing import standing as objective_standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Owner, OwnerKind, Quarter, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.due import result_is_due
from risks.actions import ActionPlan
from risks.answers import is_answered, risks_to_answer
from risks.asking import WAITING, Asked, is_overdue, pressing
from risks.lines import COLUMNS, Rating, risk_line
from risks.models import Action, EntryOwner, Question, Review
from risks.reading import OpenRegister, open_register
from scorecard.models import Measure, MeasureOwner
from scorecard.standing import Standing, open_periods, with_standing_rows
from scorecard.standing import standing as measure_standing

# Lots that are left out where there is nothing in them; the others say so.
RARE = frozenset({"Actions", "Questions"})
# What an owner last said, the worst first; an objective nobody has spoken of stands between good and bad.
WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.NOT_STARTED, None, Status.ON_TRACK)
# Of a question's text so much stands in the list.
LONGEST = 200


class State(NamedTuple):
    """How something stands for this quarter: the words, and the shape they are shown in (`status--<value>`)."""

    label: str
    value: str


NOT_ASSESSED = State("not assessed", "unanswered")
ASSESSED = State("assessed", "confirmed")
RESULT_DUE = State("result due", "unanswered")
RESULT_LATE = State("late", "late")
NOT_DUE = State("not due this quarter", "not-yet-due")
ACTION_LATE = State("overdue", "overdue")
ACTION_OPEN = State("not overdue", "not-yet-due")
QUESTION_LATE = State("overdue", "overdue")
QUESTION_OPEN = State("no answer yet", "unanswered")
QUESTION_ANSWERED = State("answered", "confirmed")


@dataclass(frozen=True)
class Item:
    """One thing to answer for. `waits`: whether an answer is wanted now; `answer`: the form's address, or empty."""

    kind: str
    reference: str
    title: str
    address: str
    answer: str
    act: str
    state: State
    waits: bool
    worst: tuple[int, ...]
    owner: Owner | None = None
    words: str = ""
    words_from: str = ""
    rating: Rating | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """What waits first, the late before the rest, then the worst."""
        return (not self.waits, self.state.value not in {"overdue", "late"}, self.worst)


@dataclass(frozen=True)
class Lot:
    """Things of one kind, or of the groups somebody sits in, the most pressing first."""

    name: str
    singular: str
    answered: str
    items: Sequence[Item]

    def thing(self, number: int) -> str:
        """What so many of them are called."""
        return self.singular if number == 1 else f"{self.singular}s"

    @property
    def sentence(self) -> str:
        """How many are answered, in words: 3 of 17 objectives answered for Q1 2011/12."""
        return f"{self.done} of {len(self.items)} {self.thing(len(self.items))} {self.answered}"

    @property
    def waiting(self) -> list[Item]:
        """Those that want an answer now."""
        return [item for item in self.items if item.waits]

    @property
    def others(self) -> list[Item]:
        """Those that are answered, or not due."""
        return [item for item in self.items if not item.waits]

    @property
    def done(self) -> int:
        """How many are answered or not due."""
        return len(self.others)


@dataclass(frozen=True)
class Work:
    """What waits for a person in one trust; `year` is None where the trust has opened none.

    `answers`: to what the bodies asked that the person sits on.
    """

    reader: Reader
    year: Year | None
    quarter: Quarter | None
    opened: OpenRegister | None
    own: Sequence[Lot]
    groups: Lot
    answers: Sequence[Item] = ()

    @property
    def owns_anything(self) -> bool:
        """Whether any post or group of theirs owns something."""
        return any(lot.items for lot in (*self.own, self.groups))

    @property
    def open_review(self) -> Review | None:
        """The review that takes ratings now."""
        review = self.opened.current if self.opened else None
        return review if review and self.opened and self.opened.is_open(review) else None

    @property
    def sentence(self) -> str:
        """How much waits for the person's own posts, in words."""
        waiting = [f"{len(lot.waiting)} {lot.thing(len(lot.waiting))}" for lot in self.own if lot.waiting]
        if not waiting:
            return "Nothing of yours waits for an answer."
        listed = " and ".join(filter(None, [", ".join(waiting[:-1]), waiting[-1]]))
        verb = "waits" if sum(len(lot.waiting) for lot in self.own) == 1 else "wait"
        return f"{listed} of yours {verb} for an answer."


def work_of(reader: Reader, year: Year | None, quarters: Sequence[Quarter]) -> Work:
    """All that the reader's posts and groups own in the year; as many queries for one item as for thousands."""
    opened = open_register(reader, year) if year else None
    day, quarter = clock.today(), current_quarter(quarters)
    waiting, answers = _questions(reader, year, opened, day)
    if year is None or not reader.owners:
        return Work(reader, year, quarter, opened, (), _lot("For your groups", []), answers)
    kinds = (
        ("Objectives", "objective", f"answered for {quarter}", _objectives(reader, year, quarter, day)),
        ("Risks", "risk", f"assessed for {opened.current if opened else None}", _risks(reader, year, opened)),
        ("Measures", "measure", f"up to date for {quarter}", _measures(reader, year, quarters, quarter, day)),
        ("Actions", "action", "in time", _actions(reader, year, opened)),
        ("Questions", "question", "answered", waiting),
    )
    own, of_groups = [], []
    for name, singular, answered, found in kinds:
        items = list(found)
        mine = [item for item in items if item.owner in reader.posts]
        closed = any(item.state is NOT_ASSESSED and not item.waits for item in mine)
        if mine or name not in RARE:
            own.append(_lot(name, mine, singular, f"{answered} or closed to ratings" if closed else answered))
        of_groups += [item for item in items if item.owner not in reader.posts]
    return Work(reader, year, quarter, opened, own, _lot("For the groups you sit in", of_groups), answers)


def _lot(name: str, items: Iterable[Item], singular: str = "item", answered: str = "answered") -> Lot:
    return Lot(name, singular, answered, sorted(items, key=lambda item: item.order))


def _through(ties: type[Model], field: str, reader: Reader, outer: str = "pk") -> Subquery:
    """The id of the reader's owner through whom a row is theirs: a post of theirs before a group, the leading first."""
    mine = ties._default_manager.filter(**{field: OuterRef(outer)}, owner__in=reader.owner_ids)
    posts_first = Case(When(owner__kind=OwnerKind.POST, then=0), default=1)
    return Subquery(mine.order_by(posts_first, "-leads", "order").values("owner")[:1])


def _objectives(reader: Reader, year: Year, quarter: Quarter | None, day: datetime.date) -> Iterable[Item]:
    said = StatusUpdate.objects.filter(objective=OuterRef("pk"), unit=None).order_by("-quarter__number", "-sequence")
    last = said.values(json=JSONObject(status="status", comment="comment", quarter="quarter__number"))
    mine = Objective.objects.visible_to(reader).of(year).owned_by(reader.owner_ids).filter(withdrawn_on=None)
    rows: QuerySet[Any] = mine.in_printed_order().annotate(
        through=_through(ObjectiveOwner, "objective", reader), last=Subquery(last[:1])
    )
    owners = {owner.pk: owner for owner in reader.owners}
    takes_answers = quarter is not None and quarter.is_open and quarter.expects_answers
    for place, row in enumerate(rows):
        latest = row.last or {}
        said_now = quarter is not None and latest.get("quarter") == quarter.number
        answered = said_now or latest.get("status") in FINAL
        status = Status(latest["status"]) if latest else None
        state = objective_standing(status if answered else None, quarter, day)
        address = reverse("objectives:objective_detail", args=[year.trust.slug, year.slug, row.reference])
        yield Item(
            kind="Objective",
            reference=row.reference,
            title=row.text,
            address=address,
            answer=f"{address}#answer" if takes_answers else "",
            act="Change" if answered else "Answer",
            state=State(*state),
            waits=takes_answers and state in SILENT,
            worst=(WORST_FIRST.index(status) if status in WORST_FIRST else len(WORST_FIRST), place),
            owner=owners[row.through],
            words=latest.get("comment", ""),
            words_from=f"{status.label}, Q{latest['quarter']}" if status else "",
        )


def _risks(reader: Reader, year: Year, opened: OpenRegister | None) -> Iterable[Item]:
    review = opened.current if opened else None
    if opened is None or review is None:
        return
    rows = risks_to_answer(reader, review).worst_first()
    rows = rows.annotate(through=_through(EntryOwner, "entry", reader, "entry"))
    owners = {owner.pk: owner for owner in reader.owners}
    more = ("through", "assessment__kind", "assessment__comments", "previous__comments")
    for place, row in enumerate(rows.values(*COLUMNS, *more)):
        said = row["assessment__comments"] or ""
        line = risk_line(row, opened.frame, review, opened.thresholds(review), said)
        rating, answered = line.rating or line.previous, is_answered(row)
        is_open = review.is_open(line.section)
        named = [year.trust.slug, year.slug, line.reference]
        yield Item(
            kind="Risk",
            reference=line.reference,
            title=line.title,
            address=reverse("risks:risk_detail", args=named),
            answer=reverse("risks:assess", args=named) if is_open else "",
            act="Change" if answered else "Assess",
            state=ASSESSED if answered else NOT_ASSESSED,
            waits=is_open and not answered,
            worst=(place,),
            owner=owners[row["through"]],
            words=line.comments if line.rating else row["previous__comments"] or "",
            words_from=rating.review if rating else "",
            rating=rating,
        )


def _actions(reader: Reader, year: Year, opened: OpenRegister | None) -> Iterable[Item]:
    """What is still to be done about a risk, by the day on which it is due."""
    review = opened.current if opened else None
    if opened is None or review is None or not reader.working_roles:
        return
    plan = ActionPlan(opened, review)
    mine = plan.rows.filter(state=Action.State.OPEN, owner__in=reader.owner_ids, entry__closed_on=None)
    owners = {owner.name: owner for owner in reader.owners}
    for place, line in enumerate(plan.lines(mine.order_by("due_on", "entry_id", "number"))):
        address = reverse("risks:action", args=[year.trust.slug, year.slug, line.reference, line.number])
        yield Item(
            kind="Action",
            reference=line.reference,
            title=line.text,
            address=address,
            answer=address,
            act="Report",
            state=ACTION_LATE if line.is_overdue else ACTION_OPEN,
            waits=line.is_overdue,
            worst=(place,),
            owner=owners[line.owner],
            words=line.progress,
            words_from=f"Due {line.due_on:%-d %B %Y}" if line.due_on else "No due date recorded",
        )


def _questions(
    reader: Reader, year: Year | None, opened: OpenRegister | None, day: datetime.date
) -> tuple[list[Item], list[Item]]:
    """Questions that wait for the reader, the earliest to be answered first, and answers to those of their bodies."""
    waiting: list[Item] = []
    answers: list[Item] = []
    sits = may(reader, Act.ASK, Kind.REGISTER)
    if year is None or opened is None or opened.current is None or not (sits or reader.owners):
        return waiting, answers
    owners = {owner.pk: owner for owner in reader.owners}
    rows = pressing(opened).annotate(through=_through(EntryOwner, "entry", reader, "entry"))
    for place, row in enumerate(rows):
        item = _question(row, year, day, place, owners.get(row.owner_id or row.through))
        (waiting if row.state in WAITING else answers).append(item)
    return waiting, answers


def _question(row: Any, year: Year, day: datetime.date, place: int, owner: Owner | None) -> Item:
    known = row.known
    one = Asked(row, known["reference"], known["title"], known["section"], is_overdue(row, day))
    named = [year.trust.slug, year.slug, one.reference, row.number]
    address = reverse("risks:question", args=named) + one.where
    dives = f"{row.get_kind_display()}: " if row.kind == Question.Kind.DEEP_DIVE else ""
    asked = f"Asked by the {row.body} on {row.asked_on:%-d %B %Y}"
    by_when = f", to be answered by {row.due_on:%-d %B %Y}" if row.due_on else ""
    waits = row.state in WAITING
    return Item(
        kind=str(row.get_kind_display()),
        reference=one.reference,
        title=f"{dives}{Truncator(row.text).chars(LONGEST)}",
        address=address,
        answer=reverse("risks:question_answer", args=named) + one.where if waits else address,
        act="Answer" if waits else "Read",
        state=(QUESTION_LATE if one.is_overdue else QUESTION_OPEN) if waits else QUESTION_ANSWERED,
        waits=waits,
        worst=(place,),
        owner=owner,
        words="" if waits else row.answer,
        words_from=f"{asked}{by_when}" if waits else f"Answered on {row.dated:%-d %B %Y}",
    )


def _measures(
    reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None, day: datetime.date
) -> Iterable[Item]:
    mine = with_standing_rows(Measure.objects.visible_to(reader).of(year).owned_by(reader.owner_ids))
    rows: QuerySet[Any] = mine.annotate(through=_through(MeasureOwner, "measure", reader))
    owners = {owner.pk: owner for owner in reader.owners}
    for place, row in enumerate(rows.order_by("perspective__number", "number")):
        stands = measure_standing(row, quarters, day)
        state = _measure_state(stands, quarter)
        named = [year.trust.slug, year.slug, row.reference]
        takes_results = bool(open_periods(row, quarters))
        yield Item(
            kind="Measure",
            reference=row.reference,
            title=row.name,
            address=reverse("scorecard:measure_detail", args=named),
            answer=reverse("scorecard:result", args=named) if takes_results else "",
            act="Enter result",
            state=state,
            waits=state in {RESULT_LATE, RESULT_DUE},
            worst=(place,),
            owner=owners[row.through],
            words=stands.latest.note if stands.latest else "",
            words_from=f"{stands.value}, {stands.period}" if stands.latest else "",
        )


def _measure_state(stands: Standing, quarter: Quarter | None) -> State:
    """Whether a result is wanted for the quarter; once it is given, how it is rated."""
    given = {result.quarter_id for result in stands.results}
    if stands.late:
        return RESULT_LATE
    if quarter is not None and quarter.pk not in given and result_is_due(stands.measure, quarter):
        return RESULT_DUE
    return State(stands.rating.label, stands.rating.value) if given else NOT_DUE
