"""Results of units on "my work": whoever owns a unit gives its result of each measure that is shared out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust, User
from scorecard.models import Frequency, Measure, MeasureOwner, Result, Sharing, Target, UnitShare
from tests.reports.answering import CHIEF, DIRECTOR, OFFICER, POST, assign, objective, send, words

SignIn = Callable[[str], Client]
KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
CARD = "/derbyshire/2011-12/scorecard/measures/4-1/"
TYPED = {"standing": "provisional", "quarter": "1", "seen": "0"}


@pytest.fixture
def client(sign_in: SignIn, derbyshire: Trust) -> Client:
    """The Director of Business Services."""
    return sign_in(DIRECTOR)


@pytest.fixture
def shared(derbyshire: Trust) -> Measure:
    """Staff sickness (≤10.5 days), which each unit that manages offenders gives."""
    found = Measure.objects.get(perspective__number=4, number=1)
    Measure.objects.filter(pk=found.pk).update(for_each=KIND)
    return Measure.objects.get(pk=found.pk)


def unit(name: str, owner: str = POST, **more: Any) -> DeliveryUnit:
    """A unit that manages offenders."""
    return DeliveryUnit.objects.create(name=name, kind=KIND, owner=Owner.objects.get(name=owner), **more)


def result(measure: Measure, of: DeliveryUnit, value: str = "9", number: int = 1, **more: Any) -> Result:
    """A unit's result that stands already."""
    quarter = Quarter.objects.get(number=number, year=measure.year)
    by = User.objects.get(email=OFFICER)
    row = {"sequence": 1, "dated": date(2011, 6, 20), "given_by": by} | more
    return Result.objects.create(measure=measure, quarter=quarter, unit=of, value=value, **row)


def lot(client: Client) -> Any:
    """The lot of measures."""
    return client.get("/").context["trusts"][0]["work"].own[2]


def typed(measure: Measure, of: DeliveryUnit, value: str, **more: str) -> dict[str, str]:
    """What a unit's boxes send."""
    key = f"measure-{measure.pk}-{of.pk}"
    return {f"{key}-{name}": said for name, said in ({"value": value} | TYPED | more).items()}


def test_each_unit_of_the_reader_gives_its_result_beside_all_other_answers(client: Client, shared: Measure) -> None:
    city, county, _ = unit("City"), unit("County"), unit("Erewash", "Chief Executive")

    items = lot(client).items
    page = words(client.get("/"))

    assert [(item.of, item.state.label, item.waits) for item in items] == [
        ("4-1, City", "result due", True),
        ("4-1, County", "result due", True),
    ]
    assert (items[0].address, items[0].answer) == (f"{CARD}#units", f"{CARD}result/?unit=city")
    assert f'name="measure-{shared.pk}-{city.pk}-value"' in page
    assert "Erewash" not in page

    send(client, objective("1.2-3"), typed(shared, city, "9", note="Fewer."), typed(shared, county, "11.5"))

    assert "1 objective and 2 measures are saved." in words(client.get("/"))
    rows = Result.objects.order_by("unit__name").values_list("unit__name", "value", "note", "given_as__name")
    assert list(rows) == [("City", 9, "Fewer.", POST), ("County", 11.5, "", POST)]


def test_a_measure_waits_once_until_all_units_have_a_result(client: Client, shared: Measure) -> None:
    city, county = unit("City"), unit("County")
    assert (lot(client).sentence, lot(client).many_waiting) == ("0 of 1 measure up to date for Q1 2011/12", 1)

    result(shared, city, note="Two came back.")
    assert (lot(client).sentence, lot(client).many_waiting) == ("0 of 1 measure up to date for Q1 2011/12", 1)
    [of_city] = lot(client).others
    assert (of_city.unit, of_city.words_from, of_city.words) == ("City", "9 days, Q1 2011/12", "Two came back.")
    assert of_city.by == User.objects.get(email=OFFICER).name

    result(shared, county)
    assert lot(client).sentence == "1 of 1 measure up to date for Q1 2011/12"


def test_a_unit_with_a_share_is_rated_against_it(client: Client, shared: Measure) -> None:
    city, county = unit("City"), unit("County")
    target = Target.objects.get(measure=shared)
    by = User.objects.get(email=OFFICER)
    sharing = Sharing.objects.create(target=target, sequence=1, dated="2011-04-01", given_by=by)
    for each, share in ((city, "≤8"), (county, "≤12")):
        UnitShare.objects.create(sharing=sharing, unit=each, printed=share)
        result(shared, each)

    assert {item.unit: item.state.label for item in lot(client).items} == {"City": "missed", "County": "met"}


def test_a_unit_that_is_late_is_marked_and_the_others_are_not(client: Client, shared: Measure) -> None:
    Quarter.objects.filter(year=shared.year, number=2).update(opened_on=date(2011, 6, 20))
    Measure.objects.filter(pk=shared.pk).update(frequency=Frequency.QUARTERLY, due_days=14)
    city, _, late_opened = unit("City"), unit("County"), unit("Peak", opened_on="2011-07-10")
    result(shared, city)

    with clock.standing_on(date(2011, 7, 20)):
        items = lot(client).items

    assert [(item.unit, item.state.label) for item in items] == [
        ("County", "late"),
        ("City", "result due"),
        (late_opened.name, "result due"),
    ]
    assert [str(item.ask.quarter) for item in items] == ["Q1 2011/12", "Q2 2011/12", "Q2 2011/12"]


def test_a_closed_unit_is_not_asked_and_a_measure_that_only_others_units_give_is_not_shown(
    client: Client, shared: Measure
) -> None:
    unit("Old", closed_on="2011-04-01")
    unit("Erewash", "Chief Executive")

    assert list(lot(client).items) == []


def test_who_leads_a_measure_is_told_that_units_answer(client: Client, shared: Measure) -> None:
    assign("4-1")
    unit("Erewash", "Chief Executive")

    [item] = lot(client).items

    assert (item.state.label, item.waits, item.ask, item.unit) == ("answered by each unit", False, None, "")


def test_a_fault_of_one_unit_keeps_no_other_back(client: Client, shared: Measure) -> None:
    city, county = unit("City"), unit("County")

    response = send(client, typed(shared, city, "many"), typed(shared, county, "9"))

    assert [str(row.unit) for row in Result.objects.all()] == ["County"]
    assert "Measure 4-1, City: “many” is not a figure." in words(response)
    assert words(client.get("/")).count('value="many"') == 1


def test_a_result_that_somebody_gave_meanwhile_is_not_overwritten(client: Client, shared: Measure) -> None:
    city = unit("City")
    result(shared, city, "8")

    response = send(client, typed(shared, city, "9"))

    assert response.status_code == 409
    assert f'name="measure-{shared.pk}-{city.pk}-reason"' in words(response)
    send(client, typed(shared, city, "9", seen="1", reason="Two were counted twice."))
    assert list(Result.objects.order_by("sequence").values_list("value", flat=True)) == [8, 9]


def test_a_unit_that_is_not_the_readers_takes_no_result(client: Client, shared: Measure) -> None:
    unit("City")
    theirs = unit("Erewash", "Chief Executive")

    page = words(send(client, typed(shared, theirs, "9")))

    assert "is not yours to answer" in page
    assert not Result.objects.exists()


def test_the_page_asks_no_more_for_many_units_and_measures(
    sign_in: SignIn, count_queries: Any, shared: Measure
) -> None:
    assign("1-3", "Chief Executive")
    unit("City")
    MeasureOwner.objects.bulk_create(
        MeasureOwner(measure=one, owner=Owner.objects.get(name=POST)) for one in Measure.objects.all()[:9]
    )
    Measure.objects.exclude(perspective__number=1, number=3).update(for_each=KIND)
    for number in range(4):
        unit(f"Unit {number}")
    counts = []
    for email in (CHIEF, DIRECTOR):
        someone = sign_in(email)
        with count_queries() as counted:
            someone.get("/?answer=all")
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= 16
