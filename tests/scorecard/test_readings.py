"""The officer confirms what was read into a measure, or says what it is instead."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Trust, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.quality.lines import Kind
from probation_planning.reports.quality.scorecard import measure_lines
from scorecard.models import Confirmation, Footnote, Measure, Result
from tests.scorecard.conftest import CARD, HOLDER, OFFICER
from tests.scorecard.test_target import main

SignIn = Callable[[str], Client]
MeasureAt = Callable[[str], Measure]
ADDRESS = f"{CARD}measures/2-1/readings/"


def shown(page: Any) -> dict[str, str]:
    """What the page's form sends of what it shows."""
    return dict(re.findall(r'name="(seen_\w+)" value="([^"]*)"', page.content.decode()))


def with_a_note() -> Measure:
    """The measure whose marker is read to mean a note."""
    note = Footnote.objects.exclude(answers_marker="").get()
    return Measure.objects.get(marker=note.answers_marker)


def test_one_reading_is_confirmed_by_its_own_button(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    page = client.get(ADDRESS)

    after = client.post(ADDRESS, {**shown(page), "confirm": "polarity"}, follow=True)

    assert "1 reading confirmed." in main(after)
    row = Confirmation.objects.get()
    assert (row.measure, row.reading, row.value) == (measure_at("2-1"), "polarity", "higher")
    assert "Confirmed by" in main(after)
    assert "Confirm polarity" not in main(after)


def test_all_are_confirmed_at_once(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    page = client.get(ADDRESS)
    waiting = page.context["unconfirmed"]

    after = client.post(ADDRESS, {**shown(page), "confirm": "all"}, follow=True)

    assert waiting > 1
    assert f"{waiting} readings confirmed." in main(after)
    assert "Nothing waits to be confirmed." in main(after)
    assert "This was confirmed before." in main(client.post(ADDRESS, {**shown(page), "confirm": "all"}, follow=True))
    assert Confirmation.objects.count() == waiting


def test_the_note_that_a_marker_is_read_to_mean_is_confirmed_too(sign_in: SignIn, derbyshire: Trust) -> None:
    address = f"{CARD}measures/{with_a_note().reference}/readings/"
    client = sign_in(OFFICER)
    page = client.get(address)

    after = client.post(address, {**shown(page), "confirm": "footnote"}, follow=True)

    note = Footnote.objects.exclude(answers_marker="").get()
    assert "1 reading confirmed." in main(after)
    assert note.confirmed_by is not None
    assert (note.confirmed_by.email, str(note.confirmed_on)) == (OFFICER, "2011-06-20")
    assert not Confirmation.objects.exists()


def test_a_note_that_was_changed_meanwhile_is_not_confirmed_unseen(sign_in: SignIn, derbyshire: Trust) -> None:
    address = f"{CARD}measures/{with_a_note().reference}/readings/"
    client = sign_in(OFFICER)
    page = client.get(address)
    Footnote.objects.exclude(answers_marker="").update(ground="For another reason.")

    after = client.post(address, {**shown(page), "confirm": "footnote"})

    assert after.status_code == 409
    assert "nothing was confirmed" in main(after)
    assert not Footnote.objects.exclude(confirmed_on=None).exists()


def test_a_reading_that_changed_meanwhile_is_not_confirmed_unseen(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    page = client.get(ADDRESS)
    Measure.objects.filter(pk=measure_at("2-1").pk).update(polarity="lower")

    after = client.post(ADDRESS, {**shown(page), "confirm": "all"})

    assert after.status_code == 409
    assert "It is shown below as it is now" in main(after)
    assert not Confirmation.objects.exists()


def test_where_the_note_was_changed_meanwhile_none_of_all_is_confirmed(sign_in: SignIn, derbyshire: Trust) -> None:
    address = f"{CARD}measures/{with_a_note().reference}/readings/"
    client = sign_in(OFFICER)
    page = client.get(address)
    Footnote.objects.exclude(answers_marker="").update(ground="For another reason.")

    after = client.post(address, {**shown(page), "confirm": "all"})

    assert after.status_code == 409
    assert "nothing was confirmed" in main(after)
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("confirm", ["all", "polarity", "footnote"])
def test_in_a_closed_year_nothing_is_confirmed(sign_in: SignIn, derbyshire: Trust, year: Year, confirm: str) -> None:
    address = f"{CARD}measures/{with_a_note().reference}/readings/"
    client = sign_in(OFFICER)
    page = client.get(address)
    Year.objects.filter(pk=year.pk).update(opened_on="2011-04-01", closed_on="2011-06-20")

    after = client.post(address, {**shown(page), "confirm": confirm})

    assert after.status_code == 403
    assert "2011/12 is closed" in main(after)
    assert not Confirmation.objects.exists()
    assert not Footnote.objects.exclude(confirmed_on=None).exists()


def test_in_a_closed_year_no_reading_is_corrected(sign_in: SignIn, measure_at: MeasureAt, year: Year) -> None:
    client = sign_in(OFFICER)
    seen = client.get(f"{ADDRESS}polarity/").context["form"]["seen"].value()
    Year.objects.filter(pk=year.pk).update(opened_on="2011-04-01", closed_on="2011-06-20")

    after = client.post(f"{ADDRESS}polarity/", {"polarity": "lower", "seen": seen})

    assert after.status_code == 403
    assert "2011/12 is closed" in main(after)
    assert measure_at("2-1").polarity == "higher"


@pytest.mark.parametrize("wanted", ["", "everything"])
def test_what_is_no_reading_is_not_confirmed(sign_in: SignIn, derbyshire: Trust, wanted: str) -> None:
    response = sign_in(OFFICER).post(ADDRESS, {"confirm": wanted})

    assert response.status_code == 200
    assert "Choose what you confirm." in main(response)


def correct(client: Client, reading: str, *, follow: bool = True, **said: str) -> Any:
    """Opens the form and sends it."""
    address = f"{ADDRESS}{reading}/"
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {"seen": seen, **said}, follow=follow)


@pytest.mark.parametrize(
    ("reading", "said", "ground"),
    [
        ("polarity", {"polarity": "lower"}, "polarity_ground"),
        ("accumulation", {"accumulation": "rolling", "rolling": "annualised"}, "accumulation_ground"),
        ("unit", {"unit": "count", "unit_as_read": "offenders"}, "unit_ground"),
        ("frequency", {"frequency": "A"}, "frequency_ground"),
    ],
)
def test_a_persons_word_replaces_the_reading_and_its_ground(
    sign_in: SignIn, measure_at: MeasureAt, reading: str, said: dict[str, str], ground: str
) -> None:
    Measure.objects.filter(pk=measure_at("2-1").pk).update(**{ground: "It looked so."})

    after = correct(sign_in(OFFICER), reading, **said)

    measure = measure_at("2-1")
    assert "saved as your word" in main(after)
    assert {name: getattr(measure, name) for name in said} == said
    assert getattr(measure, ground) == ""
    assert reading not in shown_unconfirmed(after)


def shown_unconfirmed(page: Any) -> list[str]:
    return [each.name for each in page.context["readings"] if each.reading.is_unconfirmed]


def test_the_same_value_said_by_a_person_is_no_reading_any_more(sign_in: SignIn, measure_at: MeasureAt) -> None:
    correct(sign_in(OFFICER), "polarity", polarity="higher")

    assert (measure_at("2-1").polarity, measure_at("2-1").polarity_ground) == ("higher", "")


def test_what_does_not_roll_says_nothing_of_rolling(sign_in: SignIn, measure_at: MeasureAt) -> None:
    wanting = correct(sign_in(OFFICER), "accumulation", accumulation="rolling", rolling="")
    correct(sign_in(OFFICER), "accumulation", accumulation="latest", rolling="annualised")

    assert "Say what a quarter’s figure is of." in main(wanting)
    assert (measure_at("2-1").accumulation, measure_at("2-1").rolling) == ("latest", "")


def test_words_of_a_unit_are_for_a_number_or_a_count(sign_in: SignIn, derbyshire: Trust) -> None:
    response = correct(sign_in(OFFICER), "unit", unit="percent", unit_as_read="offenders")

    assert "Words are for a number or a count." in main(response)


def test_what_results_are_given_as_stays(sign_in: SignIn, enter: Callable[..., Result], measure_at: MeasureAt) -> None:
    enter("2-1", 1, value="93")

    refused = correct(sign_in(OFFICER), "unit", unit="yes_no", unit_as_read="")
    allowed = correct(sign_in(OFFICER), "unit", unit="number", unit_as_read="points")

    assert "Results were entered in another way." in main(refused)
    assert "saved as your word" in main(allowed)
    assert measure_at("2-1").unit == "number"


def test_a_measure_with_results_of_single_quarters_is_not_read_as_annual(
    sign_in: SignIn, enter: Callable[..., Result], measure_at: MeasureAt
) -> None:
    enter("2-1", 1, value="93")

    refused = correct(sign_in(OFFICER), "frequency", frequency="A")
    allowed = correct(sign_in(OFFICER), "frequency", frequency="Q4")

    assert "There are results of single quarters." in main(refused)
    assert "saved as your word" in main(allowed)
    assert measure_at("2-1").frequency == "Q4"


@pytest.mark.parametrize("typed", ["", "sideways"])
def test_what_is_not_in_the_list_is_refused(sign_in: SignIn, measure_at: MeasureAt, typed: str) -> None:
    response = correct(sign_in(OFFICER), "polarity", polarity=typed)

    assert "Choose one" in main(response)
    assert measure_at("2-1").polarity == "higher"


def test_of_two_who_correct_at_once_the_later_sees_both(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    seen = client.get(f"{ADDRESS}polarity/").context["form"]["seen"].value()
    correct(client, "polarity", polarity="lower")

    later = client.post(f"{ADDRESS}polarity/", {"polarity": "nearest", "seen": seen})

    assert later.status_code == 409
    assert [tuple(line) for line in later.context["lines"]] == [
        ("Which way is better?", "Lower is better", "Nearest the target is better")
    ]
    assert measure_at("2-1").polarity == "lower"
    again = later.context["form"]["seen"].value()
    assert client.post(f"{ADDRESS}polarity/", {"polarity": "nearest", "seen": again}).status_code == 302


def test_the_data_quality_page_leads_the_officer_to_the_readings_and_others_to_the_measure(
    reader: Callable[[str], Reader], year: Year
) -> None:
    def addresses(email: str) -> set[str]:
        found = measure_lines(reader(email), year, quarters_of(year), datetime.date(2011, 6, 20), None)
        return {line.address for line in found if line.kind is Kind.UNCONFIRMED}

    assert ADDRESS in addresses(OFFICER)
    assert addresses(HOLDER)
    assert not any("readings" in address for address in addresses(HOLDER))


def test_a_note_that_is_confirmed_is_no_finding_any_more(reader: Callable[[str], Reader], year: Year) -> None:
    def findings() -> list[str]:
        return [
            line.says
            for line in measure_lines(reader(OFFICER), year, quarters_of(year), datetime.date(2011, 6, 20), None)
        ]

    assert [says for says in findings() if says.startswith("Its marker") and "unconfirmed" in says]
    Footnote.objects.exclude(answers_marker="").update(confirmed_by=reader(OFFICER).user, confirmed_on="2011-06-20")
    assert not [says for says in findings() if says.startswith("Its marker") and "unconfirmed" in says]
