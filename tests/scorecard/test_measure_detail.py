"""A measure's own page."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Year
from scorecard.models import Measure
from tests.factories import (
    MeasureFactory,
    PerspectiveFactory,
    QuarterFactory,
    ResultFactory,
    ScorecardFactory,
)
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, POST

SignIn = Callable[[str], Client]


def page(client: Client, reference: str) -> str:
    response = client.get(f"{CARD}measures/{reference}/")
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_it_tells_what_is_printed_from_what_is_read(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(OFFICER), "4-1")

    assert "Staff Sickness" in text
    assert "Stay at or below 10.5 days" in text
    assert "Business Plan 2011/12, line 285" in text
    assert "Lower is better" in text
    assert "The note on direction of travel treats rising sickness as worse (line 296)." in text
    assert "Rolling or annualised" in text
    assert "No unit is printed: days lost for each member of staff is the usual count of sickness." in text
    assert text.count(">unconfirmed</strong>") == 3


def test_a_unit_printed_in_the_name_stands_with_the_figure_and_says_that_it_is_read(
    sign_in: SignIn, answered_for: Callable[[str], Measure]
) -> None:
    answered_for("3-7")
    text = page(sign_in(OFFICER), "3-7")

    assert '<dd class="stands__large">12.3</dd>' in text
    assert "Stay at or below 12.3 m²/FTE" in text
    assert re.search(r"Counted in</dt><dd[^>]*>m²/FTE <strong[^>]*>unconfirmed</strong><span[^>]*>Printed in the", text)
    assert "Result in m²/FTE" in sign_in(HOLDER).get(f"{CARD}measures/3-7/result/").content.decode()


def test_a_scale_that_is_read_says_on_what_ground(sign_in: SignIn, year: Year) -> None:
    assert "Line 21 prints Level 3 (of 4)" in page(sign_in(OFFICER), "1-1")


def test_a_target_that_is_a_reading_says_so(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(OFFICER), "4-6")

    assert "Avg" in text
    assert "Be done by the end of Q2 (a reading, unconfirmed)" in text
    assert "Avg seems to belong to another row." in text


def test_a_marker_leads_to_the_note_that_is_read_to_be_meant(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(OFFICER), "2-6")

    assert "(2): read as note 1, unconfirmed" in text
    assert "No note 2 is printed" in text


def test_without_owner_or_result_it_says_not_recorded(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(HOLDER), "2-1")

    assert "Nobody answers for this measure yet." in text
    assert "No result has been entered yet." in text
    assert "Enter a result" not in text
    assert "Assign to a post or group" not in text


def test_owners_and_the_officer_find_their_acts(sign_in: SignIn, answered_for: Callable[[str], Measure]) -> None:
    answered_for("2-1")

    mine, officers = page(sign_in(HOLDER), "2-1"), page(sign_in(OFFICER), "2-1")

    assert POST in mine
    assert "Enter a result" in mine
    assert "Change who answers" not in mine
    assert "Change who answers" in officers


def test_one_result_is_a_sentence_and_two_are_a_chart_beside_the_table(
    sign_in: SignIn, enter: Callable[..., Any], all_open: None
) -> None:
    client = sign_in(OFFICER)
    enter("4-1", 1, value=Decimal("9.8"))
    one = page(client, "4-1")
    enter("4-1", 2, value=Decimal("11.1"), source="Payroll")
    two = page(client, "4-1")

    assert "One result so far: 9.8 days for Q1 2011/12." in one
    assert "<polyline" not in one
    said = "9.8 days in Q1 2011/12, target 10.5; 11.1 days in Q2 2011/12, target 10.5"
    assert f"<title>Staff Sickness: {said}.</title>" in two
    assert "Payroll" in two
    assert "performance worse" in two
    assert "Each period’s own value, in days. The straight line is the target: lower is better." in two


def test_both_years_stand_as_they_were_to_date_and_neither_leads_into_the_other(
    sign_in: SignIn, enter: Callable[..., Any], all_open: None, measure_at: Callable[[str], Measure]
) -> None:
    before = Year.objects.create(start="2010-04-01", answers_from="2010-04-01", opened_on="2010-04-01")
    perspective = PerspectiveFactory.create(scorecard=ScorecardFactory.create(year=before))
    earlier = MeasureFactory.create(perspective=perspective, name="Attendance", polarity="higher", accumulation="rate")
    for number, attended in ((1, 80), (2, 100)):
        quarter = QuarterFactory.create(year=before, number=number)
        parts = {"numerator": Decimal(attended), "denominator": Decimal(100)}
        ResultFactory.create(measure=earlier, quarter=quarter, value=Decimal(attended), **parts)
    now = measure_at("2-1")
    now.carried_from = earlier
    now.save()
    enter("2-1", 1, value=Decimal(50), numerator=Decimal(5), denominator=Decimal(10))
    enter("2-1", 2, value=Decimal(95), numerator=Decimal(95), denominator=Decimal(100))

    text = page(sign_in(OFFICER), "2-1")

    said = "80% in Q1 2010/11; 90% in Q2 2010/11; 50% in Q1 2011/12, target 90%; 90.91% in Q2 2011/12, target 90%"
    assert f"<title>Level 2/3 MAPP meeting attendance: {said}.</title>" in text
    assert "The year to date at each period." in text
    assert text.count('<polyline points="') == 2


def test_what_is_printed_stays_when_the_target_changes(
    sign_in: SignIn, year: Year, measure_at: Callable[[str], Measure]
) -> None:
    measure_at("2-1").targets.create(
        sequence=2, printed="92%", effective_from=datetime.date(2011, 6, 1), reason="The Board raised it."
    )
    text = page(sign_in(OFFICER), "2-1")

    assert '<dd class="stands__large">92%</dd>' in text
    assert text.index("As printed") < text.index('<span class="as-written">90%</span></dd>')
    assert '<span class="as-written">92%</span></dd>' not in text


@pytest.mark.parametrize(
    ("reference", "results"),
    [
        ("1-1", [{"step": "2"}, {"step": "3"}]),
        ("1-5", [{"step": "no"}, {"step": "Q2"}]),
        ("1-6", [{"step": "yes"}, {"step": "no"}]),
        ("2-5", [{"value": Decimal(80)}, {"value": Decimal(81)}]),
    ],
)
def test_every_form_of_target_has_its_page(
    sign_in: SignIn, enter: Callable[..., Any], all_open: None, reference: str, results: list[dict[str, Any]]
) -> None:
    for quarter, result in enumerate(results, start=1):
        enter(reference, quarter, **result)

    text = page(sign_in(OFFICER), reference)

    assert "Results, the latest first, with what was corrected" in text
    assert "Q2 2011/12" in text


def test_its_parts_and_corrections_stand_in_the_table(
    sign_in: SignIn, enter: Callable[..., Any], count_queries: Callable[[], Any]
) -> None:
    enter("2-1", 1, value=Decimal(90), numerator=Decimal(1800), denominator=Decimal(2000))
    client = sign_in(OFFICER)
    with count_queries() as counted:
        page(client, "2-1")
    once = len(counted())
    for sequence in range(1, 6):
        enter("2-1", 1, value=Decimal(90 + sequence), seen=sequence, reason=f"Reason {sequence}")
    with count_queries() as counted:
        text = page(client, "2-1")

    assert "1800 of 2000" in text
    assert "Corrected because: Reason 5" in text
    assert text.count(">replaced</strong>") == 5
    assert len(counted()) == once
