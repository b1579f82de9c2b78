"""An answer that moves a deadline: with a month and a reason, and shown wherever the deadline is."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.forms.months import read_month
from objectives.models import Deadline, DeadlineRevision, Objective, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation.models import DeliveryUnit, Quarter
from probation_planning.organisation.roles import Reader
from tests.objectives.conftest import OWNER, PLAN

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
Say = Callable[..., StatusUpdate]
PAGE = f"{PLAN}objectives/1.2-3/"
ANSWER = {"status": "at_risk", "comment": "The supplier is late.", "quarter": "1", "seen": "0"}
MOVED = {"month_1": "March 2012", "reason_1": "The supplier is late."}


@pytest.fixture(autouse=True)
def month(objective: Objective) -> Deadline:
    """1.2-3 is due in May 2011, which has passed, and in nothing else."""
    objective.deadlines.all().delete()
    return Deadline.objects.create(objective=objective, month=datetime.date(2011, 5, 1))


def page_of(response: Any) -> str:
    """As text without spare spaces."""
    return " ".join(response.content.decode().split())


def in_facts(page: str) -> str:
    """What the facts about the objective say in lines of their own."""
    lines = re.findall(r'facts__line">(.*?)</span>', page.split('class="beside__facts"')[1])
    assert any("May 2011" in line for line in lines)
    return "; ".join(lines)


@pytest.mark.parametrize("text", ["March 2012", "mar 2012", "3 2012", "03/2012", "2012-03", "March, 2012", " 3.2012 "])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert read_month(text) == datetime.date(2012, 3, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "Enter a month and a year, like June 2011."),
        ("31 3 2012", "Enter a month and a year, like June 2011."),
        ("13 2012", "There is no month “13”."),
        ("Marz 2012", "There is no month “Marz”."),
        ("3 1066", "Enter a year between 1900 and 2199."),
        ("3 12", "Enter a month and a year"),
        ("٣ 2012", "Enter a month and a year"),
    ],
)
def test_what_is_no_month_is_explained(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_month(text)


def test_a_moved_deadline_shows_both_months_and_the_reason(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    assert "deadline passed" in page_of(client.get(PAGE))

    page = page_of(client.post(PAGE, ANSWER | MOVED, follow=True))

    assert page.count("May 2011, moved to March 2012: The supplier is late.") == 2
    assert "deadline passed" not in page
    revision = DeadlineRevision.objects.get()
    assert (revision.was, revision.month) == (datetime.date(2011, 5, 1), datetime.date(2012, 3, 1))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"month_1": "March 2012"}, "Say why the deadline moves."),
        ({"reason_1": "Late."}, "Enter the month to which it moves, or empty the reason."),
        ({"month_1": "May 2011", "reason_1": "Late."}, "It is due in May 2011 already."),
        ({"month_1": "soon", "reason_1": "Late."}, "Enter a month and a year, like June 2011."),
        ({"month_1": "March 2012", "reason_1": "\u200b"}, "holds nothing that can be read"),
    ],
)
def test_a_month_and_a_reason_or_neither(sign_in: SignIn, typed: dict[str, str], sentence: str) -> None:
    page = page_of(sign_in(OWNER).post(PAGE, ANSWER | typed))

    assert sentence in page
    assert ANSWER["comment"] in page
    assert all(
        f'value="{words}"' in page or f">{words}</textarea>" in page.replace("> ", ">") for words in typed.values()
    )
    assert not StatusUpdate.objects.exists()


def test_an_earlier_month_is_taken_too(sign_in: SignIn) -> None:
    sign_in(OWNER).post(PAGE, ANSWER | {"month_1": "April 2011", "reason_1": "Done sooner."})

    assert DeadlineRevision.objects.get().month == datetime.date(2011, 4, 1)


def test_the_next_quarter_moves_it_from_where_it_was_moved_to(
    sign_in: SignIn, second_quarter: Quarter, say: Say, month: Deadline
) -> None:
    said = say("at_risk", 1)
    DeadlineRevision.objects.create(
        update=said, deadline=month, was=month.month, month=datetime.date(2012, 3, 1), reason="Late."
    )
    client = sign_in(OWNER)
    second = ANSWER | {"quarter": "2"}

    refused = page_of(client.post(PAGE, second | MOVED))
    assert "It is due in March 2012 already." in refused
    back = client.post(PAGE, second | {"month_1": "May 2011", "reason_1": "As printed after all."}, follow=True)

    assert "May 2011, moved to May 2011: As printed after all." in page_of(back)


def test_changing_an_answer_keeps_its_month_in_the_form_and_may_take_it_back(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, ANSWER | MOVED)
    page = page_of(client.get(PAGE))
    assert 'name="month_1" value="March 2012"' in page

    client.post(PAGE, ANSWER | {"seen": "1"})

    assert "moved to" not in in_facts(page_of(client.get(PAGE)))


def test_an_answer_that_says_nothing_of_deadlines_leaves_what_was_said(
    objective: Objective, quarter: Quarter, reader: Readers, sign_in: SignIn
) -> None:
    sign_in(OWNER).post(PAGE, ANSWER | MOVED)

    again = give_status(
        objective=objective,
        quarter=quarter,
        reader=reader(OWNER),
        status="off_track",
        comment="",
        evidence={},
        seen=1,
    )

    assert [row.reason for row in again.revisions.all()] == ["The supplier is late."]


def test_what_the_plan_took_back_is_neither_copied_nor_offered_again(
    objective: Objective, quarter: Quarter, reader: Readers, sign_in: SignIn, month: Deadline
) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, ANSWER | MOVED)
    Deadline.objects.filter(pk=month.pk).update(month=datetime.date(2011, 9, 1))

    assert 'value="March 2012"' not in page_of(client.get(PAGE))
    again = give_status(
        objective=Objective.objects.get(pk=objective.pk),
        quarter=quarter,
        reader=reader(OWNER),
        status="off_track",
        comment="",
        evidence={},
        seen=1,
    )

    assert not again.revisions.exists()


def test_a_double_click_moves_it_once_and_another_month_is_another_answer(sign_in: SignIn) -> None:
    client = sign_in(OWNER)

    answers = [client.post(PAGE, ANSWER | MOVED).status_code for _ in range(2)]
    stale = client.post(PAGE, ANSWER | MOVED | {"month_1": "April 2012"})

    assert answers == [302, 302]
    assert stale.status_code == 409
    assert DeadlineRevision.objects.count() == 1


def test_a_units_month_is_shown_for_that_unit_alone(
    sign_in: SignIn, each_unit: Callable[[int], list[DeliveryUnit]], say: Say, month: Deadline
) -> None:
    first, _ = each_unit(2)
    DeadlineRevision.objects.create(
        update=say("at_risk", unit=first), deadline=month, was=month.month, month=datetime.date(2012, 3, 1), reason="X"
    )
    client = sign_in(OWNER)

    def facts(query: str) -> str:
        return in_facts(page_of(client.get(PAGE + query)))

    assert "moved to March 2012" in facts("?unit=unit-a")
    assert "deadline passed" not in facts("?unit=unit-a")
    assert "moved" not in facts("?unit=unit-b")
    assert "deadline passed" in facts("?unit=unit-b")
    assert "deadline passed" in facts("")
    assert "Unit A: moved to March 2012: X" in exported(client)


def exported(client: Client) -> str:
    """The deadline of 1.2-3 in the spreadsheet."""
    text = client.get(f"{PLAN}export.csv").content.decode("utf-8-sig")
    return next(row["deadline"] for row in csv.DictReader(io.StringIO(text)) if row["objective"] == "1.2-3")


def test_the_spreadsheet_says_where_it_was_moved_to(sign_in: SignIn) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, ANSWER | MOVED)

    assert exported(client) == "May 2011, moved to March 2012: The supplier is late."


# Where each unit answers


@pytest.fixture
def moved_apart(each_unit: Any, say: Say, month: Deadline) -> list[DeliveryUnit]:
    """Of three units A moved May to June, B to August, and C did not move it."""
    units: list[DeliveryUnit] = each_unit(3)
    for unit, moved_to in ((units[0], 6), (units[1], 8)):
        update = say("at_risk", unit=unit)
        values = {"was": month.month, "month": datetime.date(2011, moved_to, 1), "reason": "Two officers short."}
        DeadlineRevision.objects.create(deadline=month, update=update, **values)
    say("on_track", unit=units[2])
    return units


def test_an_objective_of_each_unit_shows_the_latest_month_and_whose_it_is(
    sign_in: SignIn, moved_apart: list[DeliveryUnit]
) -> None:
    client = sign_in(OWNER)
    assert "Aug 2011 <span" in page_of(client.get(f"{PLAN}?view=table"))
    assert "moved from May 2011 by Unit B" in page_of(client.get(f"{PLAN}?view=table"))
    line = page_of(client.get(f"{PLAN}?view=timeline"))
    assert '<strong>August 2011</strong> <span class="moved">moved from May 2011 by Unit B</span>' in line
    assert "August 2011, moved by Unit B" in page_of(client.get(PLAN))


def test_two_units_that_moved_it_to_the_same_month_are_both_named(
    sign_in: SignIn, moved_apart: list[DeliveryUnit], month: Deadline, say: Say
) -> None:
    values = {"was": month.month, "month": datetime.date(2011, 8, 1), "reason": "Late too."}
    DeadlineRevision.objects.create(deadline=month, update=say("at_risk", unit=moved_apart[2]), **values)
    assert "moved from May 2011 by Unit B, Unit C" in page_of(sign_in(OWNER).get(f"{PLAN}?view=table"))


def test_a_unit_that_closed_moves_the_whole_no_more(sign_in: SignIn, moved_apart: list[DeliveryUnit]) -> None:
    DeliveryUnit.objects.filter(pk=moved_apart[1].pk).update(closed_on=datetime.date(2011, 6, 20))
    assert "moved from May 2011 by Unit A" in page_of(sign_in(OWNER).get(f"{PLAN}?view=table"))


def test_a_month_that_one_unit_alone_brought_forward_stays_for_the_others(
    sign_in: SignIn, each_unit: Any, say: Say, month: Deadline
) -> None:
    first, _ = each_unit(2)
    values = {"was": month.month, "month": datetime.date(2011, 4, 1), "reason": "Sooner."}
    DeadlineRevision.objects.create(deadline=month, update=say("on_track", unit=first), **values)
    page = page_of(sign_in(OWNER).get(f"{PLAN}?view=table"))
    assert "May 2011</span>" in page
    assert "moved from" not in page


def test_the_list_finds_it_by_the_month_that_it_shows(sign_in: SignIn, moved_apart: list[DeliveryUnit]) -> None:
    client = sign_in(OWNER)
    for span, many in (("q2", 1), ("q1", 0)):
        rows = client.get(f"{PLAN}?view=table&deadline={span}").context["table"].rows
        assert len([row for row in rows if row.record.reference == "1.2-3"]) == many


def test_units_that_moved_deadlines_ask_nothing_more_of_the_database(
    sign_in: SignIn, each_unit: Any, say: Say, month: Deadline, count_queries: Any
) -> None:
    client, asked = sign_in(OWNER), []
    for unit in each_unit(4):
        for view in ("table", "timeline"):
            client.get(f"{PLAN}?view={view}")
            with count_queries() as counted:
                client.get(f"{PLAN}?view={view}")
            asked.append((view, len(counted())))
        values = {"was": month.month, "month": datetime.date(2011, 8, 1), "reason": "Late."}
        DeadlineRevision.objects.create(deadline=month, update=say("at_risk", unit=unit), **values)
    assert len(set(asked)) == 2, asked
