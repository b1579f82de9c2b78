"""What waits on "my work", kind by kind: whatever somebody's posts and groups own, and how it stands.

Objectives: `objective_items.py`.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Model, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator

from probation_planning.organisation.models import DeliveryUnit, Owner, OwnerKind, Quarter, Year
from probation_planning.organisation.questions import by_page, hand_out, question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.asks import ActionAsk, Ask, Beside, MeasureAsk, QuestionAsk, RiskAsk
from probation_planning.reports.due import result_is_due
from probation_planning.reports.forms.work import Boxes
from risks.actions import ActionPlan
from risks.answers import is_answered, risks_to_answer, takes_ratings
from risks.asking import WAITING, Asked, is_overdue, pressing
from risks.lines import COLUMNS, Rating, risk_line
from risks.models import EntryOwner, Question, Review
from risks.reading import OpenRegister
from risks.services.assessing import beside_which_to_rate
from scorecard.giving import Giving, givings
from scorecard.models import Measure, MeasureOwner, Result
from scorecard.standing import Standing, open_periods, period_to_give, with_standing_rows
from scorecard.standing import standing as measure_standing

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
    done on its own page alone; `is_confirmable`: whether one click says that it is on track still; `unit`: which of
    an objective's units answers; `number`: which of a risk's actions or questions it is. `boxes` are drawn for those
    that the page has room for, `is_ticked` where "no change" is.
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
    unit: str = ""
    number: int = 0
    boxes: Boxes | None = None
    is_ticked: bool = False

    @property
    def of(self) -> str:
        """What tells it from others, after its kind: 1.2-3, or "1.2-3, City", or "2 of risk 1.1"."""
        of_risk = f"{self.number} of risk " if self.number else ""
        return f"{of_risk}{self.reference}{f', {self.unit}' if self.unit else ''}"

    @property
    def whole(self) -> str:
        """The page of what it is a part of: the units of an objective are counted as one thing."""
        return self.address.partition("?")[0] if self.unit else self.address

    @property
    def may_stay(self) -> bool:
        """Whether "no change" can be said of it."""
        return self.ask is not None and self.ask.unchanged("") is not None

    @property
    def order(self) -> tuple[Any, ...]:
        """What waits first, the late before the rest, then the worst."""
        return (not self.waits, self.state.value not in {"overdue", "late"}, self.worst)


def through_whom(ties: type[Model], field: str, reader: Reader, outer: str = "pk") -> Subquery:
    """The id of the reader's owner through whom a row is theirs: a post of theirs before a group, the leading first."""
    mine = ties._default_manager.filter(**{field: OuterRef(outer)}, owner__in=reader.owner_ids)
    posts_first = Case(When(owner__kind=OwnerKind.POST, then=0), default=1)
    return Subquery(mine.order_by(posts_first, "-leads", "order").values("owner")[:1])


@question
def _risks(reader: Reader, review: int, day: datetime.date) -> QuerySet[Any, dict[str, Any]]:
    rows = beside_which_to_rate(risks_to_answer(reader, Review(pk=review)), day).worst_first()
    more = ["through", "given", "is_accepted", "sat_before", "assessment__kind", "section_now"]
    more += [f"{at}__{name}" for at in ("assessment", "previous") for name in SAID_OF_RISK]
    with_owner = rows.with_section_now().annotate(through=through_whom(EntryOwner, "entry", reader, "entry"))
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
        is_open = takes_ratings(row, review)
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
    owners = {owner.name: owner for owner in reader.owners}
    answers = may(reader, Act.WRITE_THING, Kind.REGISTER)
    for place, line in enumerate(ActionPlan(opened, review).own):
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
            number=line.number,
            ask=ActionAsk(line.entry_id, line.sequence, line.number, line.due_on) if answers else None,
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
    begun = tuple(one.pk for one in opened.begun)
    for place, row in enumerate(_pressing(*opened.asking, begun)):
        item = _question(row, year, day, place, owners.get(row.owner_id or row.through))
        item.ask = QuestionAsk(row.entry_id, row.sequence, opened, row.section, row.number) if item.waits else None
        (waiting if row.state in WAITING else answers).append(item)
    return waiting, answers


@question
def _pressing(reader: Reader, register: int, opens: frozenset[str], begun: tuple[int, ...]) -> QuerySet[Question, Any]:
    rows: Any = pressing(reader, register, opens, begun)
    found: QuerySet[Question, Any] = rows.annotate(through=through_whom(EntryOwner, "entry", reader, "entry"))
    return found


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
        number=row.number,
    )


@question
def _measures(reader: Reader, year: int) -> QuerySet[Any]:
    units = DeliveryUnit.objects.filter(trust=reader.trust, owner__in=reader.owner_ids)
    of_units = Subquery(units.filter(kind=OuterRef("for_each")).values("owner")[:1])
    owned_by_me = MeasureOwner.objects.filter(owner__in=reader.owner_ids).values("measure")
    mine = (
        Measure.objects.visible_to(reader)
        .standing()
        .filter(Q(pk__in=owned_by_me) | Q(for_each__in=units.values("kind")), perspective__scorecard__year=year)
    )
    given = Result.objects.filter(measure=OuterRef("pk"), unit=None).order_by("-quarter__number", "-sequence")
    rows: QuerySet[Any] = with_standing_rows(mine).annotate(
        through=Coalesce(through_whom(MeasureOwner, "measure", reader), of_units),
        by=Subquery(given.values("given_by__name")[:1]),
    )
    return rows.order_by("perspective__number", "number")


@question
def _owners_of(measures: tuple[int, ...]) -> QuerySet[MeasureOwner]:
    return MeasureOwner.objects.filter(measure__in=measures).select_related("owner")


def measures(
    reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None, day: datetime.date
) -> Iterable[Item]:
    """Each with its latest result."""
    owners = {owner.pk: owner for owner in reader.owners}
    answers = may(reader, Act.ANSWER, Kind.SCORECARD)
    rows = _measures(reader, year.pk)
    if rows:
        hand_out(rows, "owners", _owners_of(by_page([row.pk for row in rows])), by="measure_id")
    of_units = _of_my_units(reader, [row for row in rows if row.for_each], quarter)
    for place, row in enumerate(rows):
        stands = measure_standing(row, quarters, day)
        state = _of_units(row, of_units.get(row.pk, []), quarter) if row.for_each else _measure_state(stands, quarter)
        named = [year.trust.slug, year.slug, row.reference]
        takes_results = bool(open_periods(row, quarters))
        period = period_to_give(stands) or quarters[-1]
        recorded = next((one.sequence for one in stands.results if one.quarter_id == period.pk), 0)
        may_give = not row.for_each or row.pk in of_units
        yield Item(
            kind="Measure",
            reference=row.reference,
            title=row.name,
            address=reverse("scorecard:measure_detail", args=named),
            answer=reverse("scorecard:result", args=named) if takes_results and may_give else "",
            act="Enter result",
            state=state,
            waits=state in {RESULT_LATE, RESULT_DUE},
            worst=(place,),
            owner=owners[row.through],
            words=stands.latest.note if stands.latest else "",
            words_from=f"{stands.value}, {stands.period}" if stands.latest else "",
            by=row.by if stands.latest and stands.latest.given_by_id != reader.user.pk else "",
            ask=MeasureAsk(row.pk, recorded, row, stands, period, reader) if answers and not row.for_each else None,
        )


def _of_my_units(reader: Reader, rows: Sequence[Measure], quarter: Quarter | None) -> dict[int, list[Giving]]:
    """What the reader's units give at the quarter, by the measure that is shared out to them."""
    found: dict[int, list[Giving]] = {}
    for one in givings(rows, quarter) if rows and quarter else ():
        if one.unit and reader.owns([one.unit.owner_id or 0]):
            found.setdefault(one.measure.pk, []).append(one)
    return found


def _of_units(measure: Measure, mine: Sequence[Giving], quarter: Quarter | None) -> State:
    """Whether one of the reader's units owes its result for the quarter."""
    if not mine:
        return UNITS_ANSWER
    if all(one.latest for one in mine):
        return UNITS_ANSWERED
    return RESULT_DUE if result_is_due(measure, quarter) else NOT_DUE


def _measure_state(stands: Standing, quarter: Quarter | None) -> State:
    """Whether a result is wanted for the quarter; once it is given, how it is rated."""
    given = {result.quarter_id for result in stands.results}
    if stands.late:
        return RESULT_LATE
    is_due = result_is_due(stands.measure, quarter) and not stands.is_done
    if quarter is not None and quarter.pk not in given and is_due:
        return RESULT_DUE
    return State(stands.rating.label, stands.rating.value) if given else NOT_DUE
