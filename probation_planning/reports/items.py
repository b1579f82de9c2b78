"""What waits on "my work", kind by kind: whatever somebody's posts and groups own, and how it stands."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.text import Truncator

from objectives.models import Objective, ObjectiveOwner, Status, StatusUpdate
from objectives.spread import open_within
from objectives.standing import SILENT, carries_on
from objectives.standing import standing as objective_standing
from probation_planning.organisation.models import DeliveryUnit, Owner, OwnerKind, Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.asks import Ask, Beside, MeasureAsk, ObjectiveAsk, RiskAsk
from probation_planning.reports.due import result_is_due
from probation_planning.reports.forms.work import Boxes
from risks.actions import ActionPlan
from risks.answers import is_answered, risks_to_answer
from risks.asking import WAITING, Asked, is_overdue, pressing
from risks.lines import COLUMNS, Rating, risk_line
from risks.models import Action, EntryOwner, Question, Review
from risks.reading import OpenRegister
from risks.services.assessing import beside_which_to_rate
from scorecard.models import Measure, MeasureOwner, Result
from scorecard.standing import Standing, open_periods, period_to_give, with_standing_rows
from scorecard.standing import standing as measure_standing

# What an owner last said, the worst first; an objective nobody has spoken of stands between good and bad.
WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.NOT_STARTED, None, Status.ON_TRACK)
LAST_QUARTER = 4
SAID_OF_RISK = ("comments", "proposed_actions", "given_by", "given_by__name")
# Of a question's text so much stands in the list.
LONGEST = 200


class State(NamedTuple):
    """How something stands for this quarter: the words, and the shape they are shown in (`status--<value>`)."""

    label: str
    value: str


UNITS_ANSWER = State("answered by each unit", "not-yet-due")
UNITS_ANSWERED = State("your units have answered", "confirmed")
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


@dataclass
class Item:
    """One thing to answer for. `waits`: whether an answer is wanted now; `answer`: the form's address, or empty.

    `by`: who gave the words, empty where the reader did; `ask`: how it is answered where it stands, None where that is
    done on its own page alone; `is_confirmable`: whether one click says that it is on track still. `boxes` are drawn
    for those that the page has room for, `is_ticked` where "no change" is; `elsewhere` leads to where what was chosen
    is asked.
    """

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
    by: str = ""
    planned: str = ""
    ask: Ask | None = None
    is_confirmable: bool = False
    boxes: Boxes | None = None
    is_ticked: bool = False
    elsewhere: str = ""

    @property
    def may_stay(self) -> bool:
        """Whether "no change" can be said of it."""
        return self.ask is not None and self.ask.unchanged("") is not None

    @property
    def order(self) -> tuple[Any, ...]:
        """What waits first, the late before the rest, then the worst."""
        return (not self.waits, self.state.value not in {"overdue", "late"}, self.worst)


def _through(ties: type[Model], field: str, reader: Reader, outer: str = "pk") -> Subquery:
    """The id of the reader's owner through whom a row is theirs: a post of theirs before a group, the leading first."""
    mine = ties._default_manager.filter(**{field: OuterRef(outer)}, owner__in=reader.owner_ids)
    posts_first = Case(When(owner__kind=OwnerKind.POST, then=0), default=1)
    return Subquery(mine.order_by(posts_first, "-leads", "order").values("owner")[:1])


@question
def _objectives(
    reader: Reader, year: int, quarter: int, first: datetime.date, last_day: datetime.date
) -> QuerySet[Any]:
    said = StatusUpdate.objects.filter(objective=OuterRef("pk"), unit=None, quarter__number__lte=quarter)
    told = {name: name for name in ("status", "comment", "sequence", "given_by")}
    last = said.values(json=JSONObject(**told, quarter="quarter__number", name="given_by__name"))
    # Of one that each unit answers: the reader's units, and whether one of them has no word for the quarter.
    my_units = DeliveryUnit.objects.filter(open_within(first, last_day), owner__in=reader.owner_ids)
    units = my_units.filter(kind=OuterRef("for_each"))
    of_unit = StatusUpdate.objects.filter(objective=OuterRef(OuterRef("pk")), unit=OuterRef("pk"))
    mine = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    owned = ObjectiveOwner.objects.filter(owner__in=reader.owner_ids).values("objective")
    return (
        mine.filter(Q(pk__in=owned) | Q(for_each__in=my_units.values("kind")))
        .in_printed_order()
        .annotate(
            through=Coalesce(_through(ObjectiveOwner, "objective", reader), Subquery(units.values("owner")[:1])),
            last=Subquery(last.order_by("-quarter__number", "-sequence")[:1]),
            has_unit=Exists(units),
            unit_waits=Exists(units.exclude(Exists(of_unit.that_count_at(quarter)))),
        )
    )


def objectives(reader: Reader, year: Year, quarter: Quarter | None, day: datetime.date) -> Iterable[Item]:
    """Each with what was last said of it up to the quarter."""
    owners = {owner.pk: owner for owner in reader.owners}
    answers, number = may(reader, Act.ANSWER, Kind.PLAN), quarter.number if quarter else LAST_QUARTER
    takes_answers = quarter is not None and quarter.is_open and quarter.expects_answers
    first, last_day = (quarter.first_day, quarter.last_day) if quarter else (day, day)
    for place, row in enumerate(_objectives(reader, year.pk, number, first, last_day)):
        latest = row.last or {}
        answered = bool(latest) and quarter is not None and latest["quarter"] == quarter.number
        status = Status(latest["status"]) if latest else None
        stands = objective_standing(status if answered else None, quarter, day)
        state = State(*stands)
        ended = status is not None and not carries_on(status)
        if status and ended and not answered:
            state = State(f"{status.label.lower()} since Q{latest['quarter']}", status.value)
        address = reverse("objectives:objective_detail", args=[year.trust.slug, year.slug, row.reference])
        ask = None
        if quarter is not None and answers and not row.for_each:
            seen = latest["sequence"] if answered else 0
            ask = ObjectiveAsk(row.pk, seen, quarter, year, status, row.reference)
        waits = takes_answers and stands in SILENT and not ended
        if row.for_each:
            waits = takes_answers and row.unit_waits
            state = state if row.unit_waits else UNITS_ANSWERED if row.has_unit else UNITS_ANSWER
        was_on_track = status is Status.ON_TRACK and quarter is not None and latest["quarter"] == quarter.number - 1
        yield Item(
            kind="Objective",
            reference=row.reference,
            title=row.text,
            address=address,
            answer=f"{address}#answer" if takes_answers else "",
            act="Change" if answered or ended else "Answer",
            state=state,
            waits=waits,
            worst=(WORST_FIRST.index(status) if status in WORST_FIRST else len(WORST_FIRST), place),
            owner=owners[row.through],
            words=latest.get("comment", ""),
            words_from=f"{status.label}, Q{latest['quarter']}" if status else "",
            by=latest["name"] if latest and latest["given_by"] != reader.user.pk else "",
            ask=ask,
            is_confirmable=waits and was_on_track and ask is not None,
        )


@question
def _risks(reader: Reader, review: int, day: datetime.date) -> QuerySet[Any, dict[str, Any]]:
    rows = beside_which_to_rate(risks_to_answer(reader, Review(pk=review)), day).worst_first()
    more = ["through", "given", "is_accepted", "sat_before", "assessment__kind"]
    more += [f"{at}__{name}" for at in ("assessment", "previous") for name in SAID_OF_RISK]
    with_owner = rows.annotate(through=_through(EntryOwner, "entry", reader, "entry"))
    found: QuerySet[Any, dict[str, Any]] = with_owner.values(*COLUMNS, *more)
    return found


def risks(
    reader: Reader, year: Year, opened: OpenRegister | None, review: Review | None, day: datetime.date
) -> Iterable[Item]:
    """Each with what was said of it at the review, or at the one before."""
    if opened is None or review is None:
        return
    owners = {owner.pk: owner for owner in reader.owners}
    answers = may(reader, Act.ANSWER, Kind.REGISTER)
    for place, row in enumerate(_risks(reader, review.pk, day)):
        said = row["assessment__comments"] or ""
        line = risk_line(row, opened.frame, review, opened.thresholds(review), said)
        rating, answered = line.rating or line.previous, is_answered(row)
        last = {name: row[f"{'assessment' if line.rating else 'previous'}__{name}"] or "" for name in SAID_OF_RISK}
        beside = Beside(row["previous_score"], row["sat_before"], row["is_accepted"])
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
            words=last["comments"],
            words_from=rating.review if rating else "",
            rating=rating,
            by=last["given_by__name"] if last["given_by"] != reader.user.pk else "",
            planned=last["proposed_actions"],
            ask=RiskAsk(line.entry_id, row["given"], opened, review, line.previous, beside) if answers else None,
        )


def actions(reader: Reader, year: Year, opened: OpenRegister | None) -> Iterable[Item]:
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


def questions(
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


@question
def _measures(reader: Reader, year: int) -> QuerySet[Any]:
    asked = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year)
    mine = asked.owned_by(reader.owner_ids).standing()
    given = Result.objects.filter(measure=OuterRef("pk"), unit=None).order_by("-quarter__number", "-sequence")
    rows: QuerySet[Any] = with_standing_rows(mine).annotate(
        through=_through(MeasureOwner, "measure", reader), by=Subquery(given.values("given_by__name")[:1])
    )
    owned = Prefetch("owners", MeasureOwner.objects.select_related("owner"))
    return rows.prefetch_related(owned).order_by("perspective__number", "number")


def measures(
    reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None, day: datetime.date
) -> Iterable[Item]:
    """Each with its latest result."""
    owners = {owner.pk: owner for owner in reader.owners}
    answers = may(reader, Act.ANSWER, Kind.SCORECARD)
    for place, row in enumerate(_measures(reader, year.pk)):
        stands = measure_standing(row, quarters, day)
        state = _measure_state(stands, quarter)
        named = [year.trust.slug, year.slug, row.reference]
        takes_results = bool(open_periods(row, quarters))
        period = period_to_give(stands) or quarters[-1]
        recorded = next((one.sequence for one in stands.results if one.quarter_id == period.pk), 0)
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
            by=row.by if stands.latest and stands.latest.given_by_id != reader.user.pk else "",
            ask=MeasureAsk(row.pk, recorded, row, stands, period, reader) if answers else None,
        )


def _measure_state(stands: Standing, quarter: Quarter | None) -> State:
    """Whether a result is wanted for the quarter; once it is given, how it is rated."""
    given = {result.quarter_id for result in stands.results}
    if stands.late:
        return RESULT_LATE
    if quarter is not None and quarter.pk not in given and result_is_due(stands.measure, quarter):
        return RESULT_DUE
    return State(stands.rating.label, stands.rating.value) if given else NOT_DUE
