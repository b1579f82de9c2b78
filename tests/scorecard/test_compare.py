"""A year's scorecard beside the one before, and what is given up."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Trust, Year
from scorecard.models import Measure
from tests.factories import (
    MeasureFactory,
    PerspectiveFactory,
    QuarterFactory,
    ResultFactory,
    ScorecardFactory,
    TargetFactory,
)
from tests.scorecard.conftest import CARD, HOLDER, OFFICER

SignIn = Callable[[str], Client]


def page(client: Client, query: str = "") -> str:
    response = client.get(f"{CARD}compare/{query}")
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def last_year(year: Year, measure_at: Callable[[str], Measure]) -> Measure:
    """Sickness of the year before, from which this year's goes on, and a measure that does not."""
    before = Year.objects.create(start="2010-04-01", answers_from="2010-04-01", opened_on="2010-04-01")
    perspective = PerspectiveFactory.create(scorecard=ScorecardFactory.create(year=before))
    MeasureFactory.create(perspective=perspective, name="Prolific offenders seen")
    measure = MeasureFactory.create(perspective=perspective, name="Days lost to sickness", polarity="lower")
    TargetFactory.create(measure=measure, printed="11.5%")
    ResultFactory.create(measure=measure, quarter=QuarterFactory.create(year=before, number=4), value=Decimal("12"))
    now = measure_at("4-1")
    now.carried_from = measure
    now.save()
    return Measure.objects.select_related("perspective__scorecard__year__trust").get(pk=measure.pk)


def row_of(text: str, name: str) -> str:
    return next(row for row in text.split('<tr class="measure">')[1:] if f">{name}</a>" in row)


def test_each_measure_stands_beside_the_one_it_goes_on_from(
    sign_in: SignIn, last_year: Measure, enter: Callable[..., Any]
) -> None:
    enter("4-1", 1, value=Decimal("9.8"))

    text = page(sign_in(HOLDER))
    row = row_of(text, "Staff Sickness")

    assert '<h1 class="govuk-heading-l">2011/12 beside 2010/11</h1>' in text
    assert row.index("11.5%") < row.index(">10.5<")
    assert row.index("12%") < row.index("missed") < row.index("9.8 days") < row.index(">met<")
    assert "changed" in row
    assert f'<a class="govuk-link govuk-link--no-visited-state" href="{last_year.get_absolute_url()}">Days lost' in row
    assert ">new</strong>" not in row


def test_new_measures_and_those_given_up_are_named(
    sign_in: SignIn, last_year: Measure, measure_at: Callable[[str], Measure]
) -> None:
    measure = measure_at("1-4")
    measure.withdrawn_on, measure.withdrawn_reason = datetime.date(2011, 6, 1), "The return was stopped."
    measure.save()

    text = page(sign_in(OFFICER))
    gone = text.split('id="gone"')[1]

    assert text.count(">new</strong>") == 26
    assert 'Prolific offenders seen</a> <span class="aside aside--inline">not in 2011/12' in gone
    assert 'Serious Further Offences</a> <span class="aside aside--inline">withdrawn on 1 June 2011' in gone
    assert "Days lost to sickness" not in gone


def test_without_an_earlier_scorecard_it_says_so(sign_in: SignIn, year: Year) -> None:
    assert "has no scorecard of an earlier year here" in page(sign_in(OFFICER))


def test_where_there_is_no_scorecard_there_is_nothing_to_compare(sign_in: SignIn, merseyside: Trust) -> None:
    client = sign_in("officer@merseyside.example")

    assert client.get(f"{CARD}compare/").status_code == 404


def test_it_asks_as_often_for_one_measure_that_goes_on_as_for_many(
    sign_in: SignIn, last_year: Measure, year: Year, count_queries: Callable[[], Any]
) -> None:
    client = sign_in(OFFICER)
    page(client)
    with count_queries() as counted:
        page(client)
    once = len(counted())
    for measure in Measure.objects.of(year).filter(carried_from=None):
        measure.carried_from = MeasureFactory.create(perspective=last_year.perspective)
        measure.save()
    with count_queries() as counted:
        page(client)

    assert len(counted()) == once
