"""The officer shares a trust-wide target out to the units of a kind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import DeliveryUnit, Trust, Year
from scorecard.models import Measure, Sharing, Target, UnitShare
from tests.scorecard.conftest import CARD, HOLDER, OFFICER
from tests.scorecard.test_target import checked, main

SignIn = Callable[[str], Client]
KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
ADDRESS = f"{CARD}measures/2-99/shares/"


@pytest.fixture
def units(year: Year) -> dict[str, DeliveryUnit]:
    """Units of the kind, open and closed, and one of another kind; those of the paper step aside."""
    DeliveryUnit.objects.filter(kind=KIND).update(kind=DeliveryUnit.Kind.OTHER)
    made = {
        "City": {"kind": KIND, "opened_on": "2011-04-01"},
        "County": {"kind": KIND},
        "High Peak": {"kind": KIND, "opened_on": "2011-10-01"},
        "Closed": {"kind": KIND, "closed_on": "2011-06-20"},
        "Next year": {"kind": KIND, "opened_on": "2012-04-01"},
        "Programmes": {"kind": DeliveryUnit.Kind.INTERVENTIONS},
    }
    return {name: DeliveryUnit.objects.create(name=f"{name} unit", **said) for name, said in made.items()}


@pytest.fixture
def measure(units: dict[str, DeliveryUnit], measure_at: Callable[[str], Measure]) -> Measure:
    """A measure that units answer for: 100 completions in the year."""
    made = Measure.objects.create(
        perspective=measure_at("2-1").perspective,
        number=99,
        name="Completions",
        unit="count",
        polarity="higher",
        accumulation="sum",
        for_each=KIND,
    )
    Target.objects.create(measure=made, sequence=1, printed="100", effective_from="2011-04-01")
    return made


@pytest.fixture
def send(sign_in: SignIn, units: dict[str, DeliveryUnit], measure: Measure) -> Callable[..., Any]:
    """Sends shares as the officer: with a button, or once to see what they come to and once to save them."""
    client = sign_in(OFFICER)

    def act(button: str = "", reason: str = "", seen: str = "", **shares: str) -> Any:
        seen = seen or str(client.get(ADDRESS).context["form"]["seen"].value())
        boxes = {f"unit_{units[name.replace('_', ' ')].pk}": text for name, text in shares.items()}
        form = {"reason": reason, "seen": seen, **boxes}
        if button:
            return client.post(ADDRESS, {**form, button: "yes"})
        first = client.post(ADDRESS, form)
        assert "Nothing is saved yet." in main(first) or first.context["form"].errors
        return client.post(ADDRESS, {**form, "checked": checked(first)})

    return act


def kept() -> dict[str, str]:
    """The shares that stand, by unit."""
    row = Sharing.objects.order_by("-sequence")[0]
    return {share.unit.name: share.printed for share in UnitShare.objects.filter(sharing=row).select_related("unit")}


def test_there_is_a_box_for_each_unit_of_the_kind_that_is_open(sign_in: SignIn, measure: Measure) -> None:
    page = sign_in(OFFICER).get(ADDRESS)

    assert [str(box.label) for box in page.context["form"].unit_boxes] == ["City unit", "County unit", "High Peak unit"]
    assert "The target is 100 from 1 April 2011: reach 100 or more." in main(page)
    assert "“Offender management LDU”" in main(page)


def test_the_page_says_what_the_shares_come_to_before_anything_is_saved(send: Callable[..., Any]) -> None:
    page = send("check", City="60", County="30")

    assert "The shares come to 90 of 100: 10 left. High Peak unit has no share." in main(page)
    assert "The shares do not add up to the target." in main(page)
    assert not Sharing.objects.exists()


def test_shares_are_kept_as_written(send: Callable[..., Any]) -> None:
    response = send(City="at least 60", County="30", High_Peak="10")

    assert response.status_code == 302
    assert kept() == {"City unit": "at least 60", "County unit": "30", "High Peak unit": "10"}
    row = Sharing.objects.get()
    assert (row.sequence, row.reason, str(row.dated), row.given_by.email) == (1, "", "2011-06-20", OFFICER)


@pytest.mark.parametrize("reason", ["", "The rest is kept back."])
def test_shares_that_do_not_add_up_are_asked_about_and_not_refused(send: Callable[..., Any], reason: str) -> None:
    assert send(City="60", County="60", reason=reason).status_code == 302
    assert Sharing.objects.get().reason == reason


def test_what_cannot_be_read_is_refused_beside_its_box(send: Callable[..., Any], units: dict[str, Any]) -> None:
    response = send(City="60%%", County="30")

    assert "cannot be read as a target" in str(response.context["form"].errors[f"unit_{units['City'].pk}"])
    assert not Sharing.objects.exists()


def test_a_share_of_another_form_is_refused(send: Callable[..., Any]) -> None:
    assert "it is of another form" in main(send("check", City="yes", County="30"))


@pytest.mark.parametrize(
    ("share", "says"),
    [
        ("60%", "The share is in % and the target a figure alone. Give both in the same."),
        ("12k", "“12k” is a figure in short. Write it in full, such as 12,000."),
        ("1e2", "“1e2” cannot be read as a target."),
        ("-5", "A share is not below nought."),
    ],
)
def test_a_share_that_cannot_be_added_to_the_whole_is_refused(send: Callable[..., Any], share: str, says: str) -> None:
    assert says in main(send(City=share, County="30"))
    assert not Sharing.objects.exists()


def test_a_share_may_name_what_it_counts(send: Callable[..., Any]) -> None:
    assert send(City="60 offenders", County="40").status_code == 302


def test_nothing_is_no_sharing(send: Callable[..., Any]) -> None:
    assert "Give at least one unit a share." in main(send())
    assert not Sharing.objects.exists()


def test_equal_shares_are_filled_in_and_add_up(send: Callable[..., Any]) -> None:
    page = send("even")

    assert [box.value() for box in page.context["form"].unit_boxes] == ["34", "33", "33"]
    assert "The shares come to 100 of 100." in main(page)
    assert not Sharing.objects.exists()


def test_of_a_rate_each_unit_has_the_whole(send: Callable[..., Any], measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(unit="percent", accumulation="rate")

    page = send("even")

    assert {box.value() for box in page.context["form"].unit_boxes} == {"100"}
    assert "Each unit has the whole target, 100%." in main(page)


def test_sharing_anew_says_why_and_keeps_what_was(send: Callable[..., Any]) -> None:
    send(City="60", County="30", High_Peak="10")

    refused = send(City="50", County="40", High_Peak="10")
    accepted = send(City="50", County="40", High_Peak="10", reason="The County took two teams over.")

    assert "Say why the target is shared out anew." in main(refused)
    assert accepted.status_code == 302
    assert Sharing.objects.count() == 2
    assert kept()["City unit"] == "50"


def test_the_same_sent_twice_is_one_sharing(send: Callable[..., Any]) -> None:
    assert [send(City="60", County="40").status_code for _ in range(2)] == [302, 302]
    assert Sharing.objects.count() == 1


def test_of_two_who_share_out_at_once_the_later_sees_both(send: Callable[..., Any], sign_in: SignIn) -> None:
    before = str(sign_in(OFFICER).get(ADDRESS).context["form"]["seen"].value())
    send(City="60", County="40")

    later = send(City="50", County="50", seen=before)

    assert later.status_code == 409
    assert [tuple(line) for line in later.context["lines"]] == [("City unit", "60", "50"), ("County unit", "40", "50")]
    assert kept() == {"City unit": "60", "County unit": "40"}


def test_a_target_that_was_set_meanwhile_stops_the_shares_of_the_old_one(
    send: Callable[..., Any], sign_in: SignIn, measure: Measure
) -> None:
    before = str(sign_in(OFFICER).get(ADDRESS).context["form"]["seen"].value())
    Target.objects.create(
        measure=measure, sequence=2, printed="120", effective_from="2011-07-01", reason="More.", approved_by="Board"
    )

    assert send(City="60", County="40", seen=before).status_code == 409
    assert not Sharing.objects.exists()


def test_a_closed_year_is_shared_out_no_more(sign_in: SignIn, send: Callable[..., Any], year: Year) -> None:
    Year.objects.filter(pk=year.pk).update(opened_on="2011-04-01", closed_on="2011-06-20")

    assert "2011/12 is closed" in main(sign_in(OFFICER).get(ADDRESS))
    send("check", seen="0", City="60", County="40")
    assert not Sharing.objects.exists()


def test_a_withdrawn_measure_is_shared_out_no_more(send: Callable[..., Any], measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on="2011-06-01", withdrawn_reason="Given up.")

    assert "its target is shared out no more" in main(send(City="60", County="40"))
    assert not Sharing.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"for_each": ""}, "there is nothing to share out"),
        ({"for_each": DeliveryUnit.Kind.OTHER}, ""),
    ],
)
def test_what_has_nothing_to_share_out_leads_back_with_the_reason(
    sign_in: SignIn, measure: Measure, change: dict[str, str], says: str
) -> None:
    Measure.objects.filter(pk=measure.pk).update(**change)
    if not says:
        DeliveryUnit.objects.filter(kind=DeliveryUnit.Kind.OTHER).update(closed_on="2011-04-02")
        says = "The trust has no open unit of this kind."

    page = sign_in(OFFICER).get(ADDRESS, follow=True)

    assert page.redirect_chain[-1][0] == f"{CARD}measures/2-99/"
    assert says in main(page)


def test_a_measure_without_a_target_has_nothing_to_share_out(sign_in: SignIn, measure: Measure) -> None:
    Target.objects.create(measure=measure, sequence=2, printed="", effective_from="2011-06-01", reason="Given up.")

    assert "Set it before you share it out." in main(sign_in(OFFICER).get(ADDRESS, follow=True))


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (OFFICER, 200),
        (HOLDER, 403),
        ("smt@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@merseyside.example", 404),
    ],
)
def test_who_may_share_out(sign_in: SignIn, derbyshire: Trust, measure: Measure, email: str, expected: int) -> None:
    client = sign_in(email)

    assert client.get(ADDRESS).status_code == expected
    assert client.post(ADDRESS, {"check": "yes", "seen": "0"}).status_code == expected
    assert ("Share it out" in client.get(f"{CARD}measures/2-99/").content.decode()) is (expected == 200)
