"""Which answer counts at a quarter, and when an objective is overdue: many objectives at once, and one by itself."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from objectives.answers import Answers
from objectives.models import Deadline, DeadlineRevision, Objective, StatusUpdate
from objectives.standing import is_late
from probation_planning.organisation.models import DeliveryUnit, Quarter, Year

Say = Callable[..., StatusUpdate]
EachUnit = Callable[[int], list[DeliveryUnit]]
DAY = datetime.date(2011, 6, 20)
STATUSES = ["not_started", "on_track", "at_risk", "off_track", "complete", "withdrawn"]


@pytest.fixture
def quarters(year: Year) -> list[Quarter]:
    """All four."""
    return list(Quarter.objects.select_related("year__trust").filter(year=year).order_by("number"))


@pytest.fixture
def month(objective: Objective, year: Year) -> Deadline:
    """1.2-3 is due in May 2011, which has passed, and in nothing else."""
    objective.deadlines.all().delete()
    return Deadline.objects.create(objective=objective, month=datetime.date(2011, 5, 1))


def listed(objective: Objective, quarter: Quarter) -> Any:
    """The objective as lists read it."""
    return Objective.objects.with_answer(quarter).get(pk=objective.pk)


def shown(objective: Objective, quarters: list[Quarter]) -> list[str]:
    """How it stands at each quarter, as its own page says."""
    lines = Answers.of(Objective.objects.get(pk=objective.pk), quarters).lines(DAY)
    return [line.standing.value for line in lines if line.standing]


def due(objective: Objective) -> Any:
    """The objective as lists read when it is due."""
    return Objective.objects.with_deadline().get(pk=objective.pk)


# A final word stands


@pytest.mark.parametrize("status", STATUSES)
def test_complete_and_withdrawn_stand_and_everything_else_is_asked_again(
    objective: Objective, say: Say, quarters: list[Quarter], status: str
) -> None:
    say(status)

    found = [listed(objective, quarter).answer for quarter in quarters]

    stands = status if status in {"complete", "withdrawn"} else None
    assert found == [status, stands, stands, stands]
    silent = [line.answer for line in Answers.of(objective, quarters).lines(DAY)]
    assert [row.status if row else None for row in silent] == found


def test_a_final_word_is_known_by_the_quarter_it_was_said_at(
    objective: Objective, say: Say, quarters: list[Quarter]
) -> None:
    say("complete", 1)

    row, line = listed(objective, quarters[2]), Answers.of(objective, quarters).lines(DAY)[2]

    assert (row.answered_in, row.answered_on, row.answer_comment) == (1, DAY, "complete at Q1")
    assert line.stands_since == quarters[0]
    assert Answers.of(objective, quarters).lines(DAY)[0].stands_since is None


def test_a_final_word_stands_until_something_else_is_said(
    objective: Objective, say: Say, quarters: list[Quarter]
) -> None:
    say("complete", 1)
    say("at_risk", 2)

    assert [listed(objective, quarter).answer for quarter in quarters] == ["complete", "at_risk", None, None]
    assert shown(objective, quarters) == ["complete", "at_risk", "not-yet-due", "not-yet-due"]


def test_only_the_last_word_of_a_quarter_stands(objective: Objective, say: Say, quarters: list[Quarter]) -> None:
    say("complete", 1)
    say("on_track", 1)

    assert [listed(objective, quarter).answer for quarter in quarters] == ["on_track", None, None, None]


def test_a_word_counts_for_no_quarter_before_it(objective: Objective, say: Say, quarters: list[Quarter]) -> None:
    say("complete", 3)

    assert [listed(objective, quarter).answer for quarter in quarters] == [None, None, "complete", "complete"]


def test_a_year_without_quarters_has_no_answers(objective: Objective, say: Say) -> None:
    say("complete")

    row: Any = Objective.objects.with_answer(None).get(pk=objective.pk)

    assert (row.answer, row.answered_on, row.answered_in) == (None, None, None)


# Each unit


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["off_track", "complete", "complete"], "off_track"),
        (["off_track", "at_risk", None], "off_track"),
        (["at_risk", None, "on_track"], "at_risk"),
        ([None, "not_started", "complete"], None),
        ([None, "withdrawn", "complete"], None),
        ([None, None, None], None),
        (["not_started", "on_track", "complete"], "not_started"),
        (["on_track", "complete", "complete"], "on_track"),
        (["complete", "complete", "complete"], "complete"),
        (["complete", "withdrawn", "complete"], "complete"),
        (["withdrawn", "on_track", "withdrawn"], "on_track"),
        (["withdrawn", "withdrawn", "withdrawn"], "withdrawn"),
        ([], None),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_it_stands_as_its_worst_unit_does(
    objective: Objective,
    say: Say,
    each_unit: EachUnit,
    quarters: list[Quarter],
    words: list[str | None],
    expected: str | None,
    turned: bool,
) -> None:
    for unit, word in zip(each_unit(len(words)), reversed(words) if turned else words, strict=True):
        if word:
            say(word, unit=unit)

    assert listed(objective, quarters[0]).answer == expected
    assert shown(objective, quarters)[0] == (expected or "unanswered")


def test_the_worst_units_words_stand_for_all(
    objective: Objective, say: Say, each_unit: EachUnit, quarters: list[Quarter]
) -> None:
    first, second = each_unit(2)
    say("on_track", unit=first)
    say("off_track", unit=second, comment="Two officers short.")

    row = listed(objective, quarters[0])

    assert (row.answer, row.answer_comment, row.answered_in) == ("off_track", "Two officers short.", 1)


def test_the_numbers_stand_beside_it(
    objective: Objective, say: Say, each_unit: EachUnit, quarters: list[Quarter]
) -> None:
    units = each_unit(6)
    for unit, word in zip(units, ["off_track", "on_track", "on_track", "withdrawn"], strict=False):
        say(word, unit=unit)

    lines = Answers.of(objective, quarters).lines(DAY)

    assert lines[0].said == "1 of 6 off track, 2 unanswered this quarter, 2 on track, 1 withdrawn"
    assert lines[1].said == "5 of 6 not yet open, 1 withdrawn"


def test_past_its_day_a_silent_unit_is_overdue_and_the_whole_with_it(
    objective: Objective, say: Say, each_unit: EachUnit, quarters: list[Quarter]
) -> None:
    say("complete", unit=each_unit(2)[0])

    line = Answers.of(objective, quarters).lines(datetime.date(2011, 7, 16))[0]

    assert line.standing
    assert (line.standing.value, line.said) == ("overdue", "1 of 2 overdue, 1 complete")


@pytest.mark.parametrize(
    ("opened", "closed", "asked"),
    [
        (None, None, [True, True, True, True]),
        ("2011-07-01", None, [False, True, True, True]),
        ("2011-09-30", None, [False, True, True, True]),
        (None, "2011-07-01", [True, False, False, False]),
        (None, "2011-07-02", [True, True, False, False]),
        (None, "2011-04-01", [False, False, False, False]),
    ],
)
def test_a_unit_answers_for_quarters_on_a_day_of_which_it_is_open(
    objective: Objective,
    say: Say,
    each_unit: EachUnit,
    quarters: list[Quarter],
    opened: str | None,
    closed: str | None,
    asked: list[bool],
) -> None:
    first, second = each_unit(2)
    DeliveryUnit.objects.filter(pk=second.pk).update(opened_on=opened, closed_on=closed)
    for number in (1, 2, 3, 4):
        say("complete", number, unit=first)
        say("off_track", number, unit=second)

    whole = [listed(objective, quarter).answer for quarter in quarters]

    assert whole == ["off_track" if one else "complete" for one in asked]
    assert [value.replace("-", "_") for value in shown(objective, quarters)] == whole


def test_a_unit_of_another_kind_or_trust_has_no_part_in_it(
    objective: Objective, say: Say, each_unit: EachUnit, quarters: list[Quarter]
) -> None:
    [unit] = each_unit(1)
    DeliveryUnit.objects.create(name="Hostels", kind=DeliveryUnit.Kind.INTERVENTIONS)
    say("complete", unit=unit)

    assert listed(objective, quarters[0]).answer == "complete"


# When it is due


def test_without_a_word_it_is_late_once_its_month_has_passed(month: Deadline, objective: Objective) -> None:
    row = due(objective)

    assert (row.deadline_month, row.late) == (month.month, True)


@pytest.mark.parametrize("status", STATUSES)
def test_a_final_word_is_never_late(month: Deadline, objective: Objective, say: Say, status: str) -> None:
    say(status)

    assert due(objective).late is (status not in {"complete", "withdrawn"})
    assert is_late(month.month, status, DAY) is due(objective).late


@pytest.mark.parametrize(("day", "late"), [("2011-05-01", False), ("2011-05-31", False), ("2011-06-01", True)])
def test_the_whole_month_is_in_time(month: Deadline, objective: Objective, settings: Any, day: str, late: bool) -> None:
    settings.TODAY = datetime.date.fromisoformat(day)

    assert due(objective).late is late
    assert is_late(month.month, None, settings.TODAY) is late


def test_it_is_due_next_and_late_only_with_its_last_month(month: Deadline, objective: Objective) -> None:
    Deadline.objects.create(objective=objective, month=datetime.date(2012, 3, 1), stage="All sites")
    Deadline.objects.create(objective=objective, month=datetime.date(2011, 6, 1), stage="One site")

    row = due(objective)

    assert (row.deadline_month, row.late) == (datetime.date(2011, 6, 1), False)


def test_without_a_deadline_nothing_is_late(month: Deadline, objective: Objective) -> None:
    month.delete()

    assert (due(objective).deadline_month, due(objective).late) == (None, False)


def test_a_year_known_from_the_document_alone_is_never_late(month: Deadline, objective: Objective, year: Year) -> None:
    Year.objects.filter(pk=year.pk).update(answers_from=datetime.date(2012, 1, 1))
    assert due(objective).late is True

    Year.objects.filter(pk=year.pk).update(answers_from=datetime.date(2012, 1, 2))
    assert due(objective).late is False


def move(update: StatusUpdate, deadline: Deadline, to: str, was: datetime.date | None = None) -> DeadlineRevision:
    """That the answer moved the deadline."""
    return DeadlineRevision.objects.create(
        update=update,
        deadline=deadline,
        was=was or deadline.month,
        month=datetime.date.fromisoformat(to),
        reason=f"To {to}",
    )


def test_the_latest_month_that_counts_is_the_one_it_is_due_in(month: Deadline, objective: Objective, say: Say) -> None:
    move(say("at_risk", 1), month, "2011-06-01")
    move(say("at_risk", 2), month, "2011-09-01")
    say("at_risk", 3)

    row = due(objective)

    assert (row.deadline_month, row.late) == (datetime.date(2011, 9, 1), False)


def test_a_month_goes_with_the_answer_that_said_it(month: Deadline, objective: Objective, say: Say) -> None:
    move(say("at_risk", 1), month, "2011-09-01")
    say("on_track", 1)

    assert (due(objective).deadline_month, due(objective).late) == (month.month, True)


def test_a_plan_with_another_month_takes_the_moved_one_back(month: Deadline, objective: Objective, say: Say) -> None:
    move(say("at_risk", 1), month, "2011-09-01", was=datetime.date(2011, 4, 1))

    assert due(objective).deadline_month == month.month


def test_a_units_month_is_that_units_alone(
    month: Deadline, objective: Objective, say: Say, each_unit: EachUnit
) -> None:
    first, second = each_unit(2)
    move(say("at_risk", unit=first), month, "2011-09-01")
    assert (due(objective).deadline_month, due(objective).late) == (month.month, True)

    say("complete", unit=second)

    assert due(objective).late is False


def test_where_no_unit_is_recorded_nobody_has_said_that_it_is_done(
    month: Deadline, objective: Objective, each_unit: EachUnit
) -> None:
    each_unit(0)

    assert due(objective).late is True


def test_lists_ask_as_often_for_thirty_units_as_for_three(
    objective: Objective, say: Say, each_unit: EachUnit, quarters: list[Quarter], count_queries: Any
) -> None:
    for unit in each_unit(30):
        say("on_track", unit=unit)

    with count_queries() as counted:
        rows: list[Any] = list(Objective.objects.with_answer(quarters[0]).with_deadline().with_owner_names())

    assert len(counted()) == 1
    assert len(rows) == len({row.pk for row in rows})
