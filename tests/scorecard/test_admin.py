"""The scorecard in the administration."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from probation_planning.organisation.models import Year
from scorecard.models import Measure, Target, Unit
from tests.scorecard.conftest import OFFICER

SignIn = Callable[[str], Client]
LISTS = ["scorecard", "measure", "orderedscale", "target", "result"]


@pytest.mark.parametrize("name", LISTS)
def test_the_officer_opens_and_searches_every_list(sign_in: SignIn, year: Year, name: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(f"/admin/scorecard/{name}/").status_code == 200
    assert client.get(f"/admin/scorecard/{name}/?q=a").status_code == 200


def test_a_measure_opens_with_its_owners_references_and_targets(
    sign_in: SignIn, measure_at: Callable[[str], Measure]
) -> None:
    text = sign_in(OFFICER).get(f"/admin/scorecard/measure/{measure_at('1-2').pk}/change/").content.decode()

    assert "-9.2%" in text
    assert 'name="references-0-printed"' in text
    assert 'name="targets-0-printed"' not in text


def test_results_and_targets_are_shown_and_never_changed(
    sign_in: SignIn, enter: Callable[..., Any], year: Year
) -> None:
    result = enter("4-1", 1, value=Decimal("9.8"), note="Payroll figures.")
    client = sign_in(OFFICER)
    for name, row in (("result", result), ("target", Target.objects.first())):
        address = f"/admin/scorecard/{name}/{row.pk}/"
        assert client.get(f"{address}change/").status_code == 200
        assert client.post(f"{address}change/", {"note": "x"}).status_code == 403
        assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"/admin/scorecard/{name}/add/").status_code == 403


def test_another_trusts_officer_sees_none_of_it(sign_in: SignIn, measure_at: Callable[[str], Measure]) -> None:
    measure = measure_at("2-1")
    client = sign_in("officer@merseyside.example")

    listed = client.get("/admin/scorecard/measure/").content.decode()

    assert "38 measures" in listed
    assert measure.name not in listed
    assert client.get(f"/admin/scorecard/measure/{measure.pk}/change/").status_code == 302


def test_a_unit_in_words_goes_with_a_plain_number_alone(measure_at: Callable[[str], Measure]) -> None:
    measure = measure_at("3-7")
    measure.unit = Unit.PERCENT

    with pytest.raises(ValidationError, match="A unit in words is for a plain number"):
        measure.full_clean()
