"""Results of a measure that is shared out: each unit enters its own."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Year
from probation_planning.organisation.roles import Reader
from scorecard.models import Measure, OrderedScale, Result, Sharing, Target, UnitShare
from scorecard.services.results import Given, Line, enter_result, enter_results
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, OTHER, POST

SignIn = Callable[[str], Client]
PAGE = f"{CARD}measures/2-3/result/"
KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT


@pytest.fixture
def shared(year: Year, measure_at: Callable[[str], Measure]) -> Measure:
    """A measure that is shared out to City, whose owner is the holder, County and Old, which is closed."""
    Measure.objects.filter(pk=measure_at("2-3").pk).update(for_each=KIND)
    DeliveryUnit.objects.create(name="City", kind=KIND, owner=Owner.objects.get(name=POST))
    DeliveryUnit.objects.create(name="County", kind=KIND)
    DeliveryUnit.objects.create(name="Old", kind=KIND, closed_on="2011-04-01")
    return measure_at("2-3")


def unit(name: str) -> DeliveryUnit:
    return DeliveryUnit.objects.get(name=name)


def said(**changes: Any) -> dict[str, Any]:
    return {"value": "42", "standing": "provisional", "quarter": "1", "seen": "0"} | changes


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_who_owns_a_unit_enters_its_result(sign_in: SignIn, shared: Measure) -> None:
    client = sign_in(HOLDER)
    text = words(client.get(PAGE))
    assert "City: result for Q1 2011/12" in text
    assert f"You answer as {POST}." in text
    assert 'data-draft-by="quarter unit"' in text

    response = client.post(PAGE, said(unit="city"), follow=True)

    assert "The result of City for Q1 2011/12 is saved: 42%." in words(response)
    result = Result.objects.get()
    assert (str(result.unit), result.value, str(result.given_as)) == ("City", 42, POST)


def test_a_units_share_is_its_target(sign_in: SignIn, shared: Measure, person: Callable[[str], Any]) -> None:
    target = Target.objects.get(measure=shared)
    sharing = Sharing.objects.create(target=target, sequence=1, dated="2011-04-01", given_by=person(OFFICER))
    UnitShare.objects.create(sharing=sharing, unit=unit("City"), printed="35%")

    assert "Share of the target: <strong>35%</strong>, read as “reach 35% or more”." in words(sign_in(HOLDER).get(PAGE))


def test_a_share_is_a_step_of_the_scale_that_the_whole_is_on(
    sign_in: SignIn, shared: Measure, person: Callable[[str], Any]
) -> None:
    Measure.objects.filter(pk=shared.pk).update(unit="step", polarity="", accumulation="latest")
    stars = OrderedScale.objects.get(name="Stars")
    said = {"effective_from": "2011-04-01", "reason": "It is awarded now.", "given_by": person(OFFICER)}
    target = Target.objects.create(measure=shared, sequence=2, printed="4★", scale=stars, **said)
    sharing = Sharing.objects.create(target=target, sequence=1, dated="2011-04-01", given_by=person(OFFICER))
    UnitShare.objects.create(sharing=sharing, unit=unit("City"), printed="3★")
    client = sign_in(HOLDER)

    page = client.get(PAGE)
    saved = client.post(PAGE, said_of_step(unit="city", step="3★"), follow=True)

    assert "read as “reach 3★ or better”." in words(page)
    assert "The result of City for Q1 2011/12 is saved: 3★." in words(saved)


def said_of_step(**changes: Any) -> dict[str, Any]:
    return {"standing": "provisional", "quarter": "1", "seen": "0"} | changes


def test_each_unit_keeps_its_own_drafts(sign_in: SignIn, shared: Measure) -> None:
    client = sign_in(OFFICER)
    client.post("/derbyshire/draft/", {"address": f"{PAGE}?quarter=1&unit=county", "value": "41"})

    assert client.get(f"{PAGE}?unit=county").context["form"]["value"].value() == "41"
    assert client.get(f"{PAGE}?unit=city").context["form"]["value"].value() is None
    client.post(PAGE, {"discard": "1", "quarter": "1", "unit": "county"})
    assert client.get(f"{PAGE}?unit=county").context["form"]["value"].value() is None


def test_nobody_enters_the_result_of_another_unit(sign_in: SignIn, shared: Measure) -> None:
    refused = sign_in(HOLDER).post(PAGE, said(unit="county"))
    assert refused.status_code == 403
    assert "Results of County are entered by the performance officer" in words(refused)
    assert sign_in(OTHER).get(PAGE).status_code == 403
    assert not Result.objects.exists()


def test_the_officer_chooses_the_unit_and_enters_on_its_owners_word(sign_in: SignIn, shared: Measure) -> None:
    client = sign_in(OFFICER)
    asked = words(client.get(PAGE))
    assert "Choose the unit:" in asked
    assert 'href="?quarter=1&unit=county"' in asked
    assert "Old" not in asked
    assert client.get(f"{PAGE}?unit=nowhere").status_code == 404

    owner = Owner.objects.get(name=POST)
    wanting = client.post(PAGE, said(unit="city"))
    client.post(PAGE, said(unit="city", given_for=str(owner.pk), told_on="19 6 2011"))
    client.post(PAGE, said(unit="county", value="43"))

    assert "Enter the day on which they told you." in words(wanting)
    rows = Result.objects.order_by("unit__name").values_list("unit__name", "value", "told_on")
    assert list(rows) == [("City", 42, date(2011, 6, 19)), ("County", 43, None)]


def test_a_unit_that_was_not_open_takes_no_result(sign_in: SignIn, shared: Measure) -> None:
    client = sign_in(OFFICER)

    for response in (client.get(f"{PAGE}?unit=old"), client.post(PAGE, said(unit="old"))):
        assert "Old was not open in Q1 2011/12, so no result can be entered for it." in words(response)
    assert not Result.objects.exists()


def test_what_was_typed_for_a_unit_comes_back_where_it_was_closed_meanwhile(sign_in: SignIn, shared: Measure) -> None:
    client = sign_in(OFFICER)
    DeliveryUnit.objects.filter(name="County").update(closed_on=date(2011, 4, 1))

    response = client.post(PAGE, said(unit="county", note="Counted by hand."))

    assert "County was not open in Q1 2011/12, so no result can be entered for it." in words(response)
    assert "Counted by hand.</textarea>" in words(response)
    assert response.context["form"]["value"].value() == "42"
    assert not Result.objects.exists()


def test_what_was_typed_for_the_trust_comes_back_where_units_are_asked_meanwhile(
    sign_in: SignIn, shared: Measure
) -> None:
    response = sign_in(OFFICER).post(PAGE, said(note="Counted by hand."))

    assert "Each unit enters its own result of this measure." in words(response)
    assert "Counted by hand.</textarea>" in words(response)
    assert not Result.objects.exists()


def test_a_units_result_is_not_taken_for_the_trusts(sign_in: SignIn, shared: Measure) -> None:
    Measure.objects.filter(pk=shared.pk).update(for_each="")
    client = sign_in(OFFICER)
    owner = {"given_for": str(Owner.objects.get(name="Chair").pk), "told_on": "19 6 2011"}

    first = client.post(PAGE, said(unit="city", **owner))

    assert "The measure has one result for the whole trust now" in words(first)
    assert first.context["form"]["value"].value() == "42"
    assert not Result.objects.exists()
    assert client.post(PAGE, said(**owner)).status_code == 302


@pytest.mark.parametrize(
    ("reference", "name", "sentence"),
    [
        ("2-3", None, "Each unit enters its own result of this measure; say for which."),
        ("2-3", "Old", "Old was not open in Q1 2011/12"),
        ("2-1", "City", "This measure has one result for the whole trust."),
    ],
)
def test_the_act_asks_for_the_right_unit(
    shared: Measure,
    measure_at: Callable[[str], Measure],
    quarter_at: Callable[[int], Quarter],
    reader: Callable[[str], Reader],
    reference: str,
    name: str | None,
    sentence: str,
) -> None:
    measure, given = measure_at(reference), Given(step="yes", provisional=True)

    with pytest.raises(ValidationError, match=sentence):
        enter_result(
            measure=measure,
            quarter=quarter_at(1),
            reader=reader(OFFICER),
            given=given,
            seen=0,
            unit=unit(name) if name else None,
        )


def test_whoever_enters_nothing_for_others_saves_no_sheet(
    shared: Measure, quarter_at: Callable[[int], Quarter], reader: Callable[[str], Reader]
) -> None:
    lines = {"one": Line(shared, unit("City"), Given(step="yes", provisional=True), 0)}

    with pytest.raises(PermissionDenied, match="Only the performance officer enters results for everybody"):
        enter_results(quarter=quarter_at(1), reader=reader(HOLDER), lines=lines)
