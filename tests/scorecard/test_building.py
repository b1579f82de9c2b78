"""The officer adds a measure, changes what it says, moves it, withdraws it, restores it and deletes it."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import EarlyWarning, Link
from risks.models import Entry
from scorecard.models import Confirmation, Measure, PlanReference, Sharing, Target
from scorecard.services.building import edit_measure, references_of, says, seen_of
from tests.objectives.building import seen_in, shown, text_of
from tests.rules import at_work
from tests.scorecard.conftest import CARD, OFFICER, OTHER

SignIn = Callable[[str], Client]
MeasureAt = Callable[[str], Measure]
Readers = Callable[[str], Reader]
NEW = f"{CARD}measures/new/"
EDIT = f"{CARD}measures/2-1/edit/"


def add(client: Client, **typed: Any) -> Measure:
    """A new measure in perspective 2, by the form."""
    form = shown(client, f"{NEW}?perspective=2", **({"name": "Calls answered"} | typed))
    response = client.post(NEW, form)
    assert response.status_code == 302, text_of(response)
    return Measure.objects.select_related("perspective__scorecard").latest("pk")


# Adding


def test_a_measure_is_added_with_all_that_it_says(sign_in: SignIn, measure_at: MeasureAt) -> None:
    highest = max(Measure.objects.filter(perspective__number=2).values_list("number", flat=True))
    client = sign_in(OFFICER)

    measure = add(
        client,
        name="  Calls   answered ",
        description="Of those that were made.",
        references="2.1;3.6* ;; 4.1",
        marker="(1)",
        frequency="A",
        due_days="20",
        unit="count",
        unit_as_read="calls",
        polarity="higher",
        accumulation="rolling",
        rolling="annualised",
        level_within="0.5",
        plausible_from="-5",
        plausible_to="1,750",
        for_each="offender_management",
    )

    assert measure.reference == f"2-{highest + 1}"
    assert references_of(measure) == "2.1 ; 3.6* ; 4.1"
    expected = {
        "name": "Calls answered",
        "description": "Of those that were made.",
        "references": "2.1 ; 3.6* ; 4.1",
        "marker": "(1)",
        "frequency": "A",
        "due_days": 20,
        "unit": "count",
        "unit_as_read": "calls",
        "polarity": "higher",
        "accumulation": "rolling",
        "rolling": "annualised",
        "level_within": Decimal("0.5"),
        "plausible_from": Decimal(-5),
        "plausible_to": Decimal(1750),
        "for_each": "offender_management",
    }
    assert says(measure) == expected
    assert (measure.frequency_as_printed, measure.polarity_ground) == ("A", "")
    assert "Measure 2-" in text_of(client.get(f"{CARD}measures/{measure.reference}/"))


def test_a_double_click_adds_one_and_other_words_are_asked_about(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    form = shown(client, f"{NEW}?perspective=2", name="Calls answered")
    before = Measure.objects.count()

    assert [client.post(NEW, form).status_code for _ in range(2)] == [302, 302]
    other = client.post(NEW, form | {"name": "Letters answered"})

    assert Measure.objects.count() == before + 1
    assert other.status_code == 409
    assert "This form was saved already as measure 2-" in text_of(other)
    again = form | {"name": "Letters answered", "once": str(other.context["form"]["once"].value())}
    assert client.post(NEW, again).status_code == 302
    assert Measure.objects.count() == before + 2


def test_the_number_of_a_deleted_measure_is_not_given_again(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    first = add(client)
    there = f"{CARD}measures/{first.reference}/delete/"
    form = shown(client, there)

    assert client.post(there, form).status_code == 302
    assert not Measure.objects.filter(pk=first.pk).exists()
    again = client.post(there, form, follow=True)
    assert f"Measure {first.reference} is deleted already." in text_of(again)
    assert client.get(there).status_code == 404
    assert client.post(f"{CARD}measures/2-900/delete/", form).status_code == 404
    assert add(client).number == first.number + 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"perspective": ""}, "Choose the perspective."),
        ({"perspective": "999999"}, "Choose a perspective from the list."),
        ({"name": " "}, "Say what is measured."),
        ({"name": "x" * 301}, "Say it in at most 300 letters; these are 301."),
        ({"references": "2.1 3.6 4.1 5.2 6.3 7.4"}, "is too long for a number. Put a semicolon between references."),
        ({"references": "2.1; 2.1"}, "2.1 is there twice. Leave one of them out."),
        ({"frequency": "Q9"}, "Choose from the list."),
        ({"unit": "yards"}, "Choose from the list."),
        ({"unit": "days", "unit_as_read": "m²"}, "Words are for a plain number or a count. Leave this empty."),
        ({"accumulation": "sum", "rolling": "annualised"}, "This is for a rolling measure alone."),
        ({"due_days": "soon"}, "Enter a number of days, 0 to 366."),
        ({"due_days": "-1"}, "Enter a number of days, 0 to 366."),
        ({"due_days": "367"}, "Enter a number of days, 0 to 366."),
        ({"level_within": "-1"}, "Enter 0 or more."),
        ({"level_within": "a bit"}, "is not a figure"),
        ({"level_within": "999999999999"}, "no more than 8 digits before the decimal point"),
        ({"plausible_from": "10", "plausible_to": "9.9"}, "Enter a figure that is not below the one above."),
        ({"for_each": "courts"}, "Choose from the list."),
    ],
)
def test_a_bad_value_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, measure_at: MeasureAt, typed: dict[str, str], sentence: str
) -> None:
    client = sign_in(OFFICER)
    before = Measure.objects.count()

    form = shown(client, f"{NEW}?perspective=2", name="Calls", description="Kept words")
    response = client.post(NEW, form | typed)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Kept words" in response.content.decode()
    assert Measure.objects.count() == before


# Changing


def test_a_reading_that_is_replaced_loses_its_ground_and_what_is_printed_stays(
    sign_in: SignIn, measure_at: MeasureAt
) -> None:
    client = sign_in(OFFICER)
    before = measure_at("2-1")
    assert before.polarity_ground
    assert before.accumulation_ground

    form = shown(client, EDIT, polarity="lower" if before.polarity == "higher" else "higher", frequency="Q3")
    assert client.post(EDIT, form).status_code == 302

    after = measure_at("2-1")
    assert after.polarity_ground == ""
    assert after.accumulation_ground == before.accumulation_ground
    assert (after.frequency, after.frequency_as_printed) == ("Q3", before.frequency_as_printed)


def test_the_same_words_sent_again_change_nothing(sign_in: SignIn, measure_at: MeasureAt) -> None:
    before = says(measure_at("2-1"))
    client = sign_in(OFFICER)

    assert client.post(EDIT, shown(client, EDIT)).status_code == 302

    assert says(measure_at("2-1")) == before
    assert measure_at("2-1").polarity_ground


def test_a_stale_form_meets_both_texts_and_loses_nothing(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    form = shown(client, EDIT, name="Mine", level_within="2")
    client.post(EDIT, shown(client, EDIT, name="Theirs", polarity="lower"))

    stale = client.post(EDIT, form)

    assert stale.status_code == 409
    assert "Theirs" in text_of(stale)
    assert "Lower is better" in text_of(stale)
    assert measure_at("2-1").name == "Theirs"
    assert client.post(EDIT, form | {"seen": seen_in(stale)}).status_code == 302
    assert (measure_at("2-1").name, measure_at("2-1").level_within) == ("Mine", 2)


def test_references_are_changed_without_touching_those_that_stay(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    measure = add(client, references="7.1 ; 7.2 ; 7.3")
    there = f"{CARD}measures/{measure.reference}/edit/"
    kept = PlanReference.objects.get(measure=measure, printed="7.3").pk

    client.post(there, shown(client, there, references="7.3; 7.9; 7.1"))

    assert references_of(measure) == "7.3 ; 7.9 ; 7.1"
    assert PlanReference.objects.get(measure=measure, printed="7.3").pk == kept


def test_a_reference_that_a_link_rests_on_stays(sign_in: SignIn, measure_at: MeasureAt) -> None:
    link = Link.objects.exclude(reference=None).select_related("reference", "measure__perspective").earliest("pk")
    assert link.measure
    assert link.reference
    client = sign_in(OFFICER)
    there = f"{CARD}measures/{link.measure.reference}/edit/"

    response = client.post(there, shown(client, there, references="99.9"))

    assert f"A link to the plan rests on {link.reference}, so it stays among them." in text_of(response)


def test_how_results_are_given_stays_once_there_are_results(
    sign_in: SignIn, measure_at: MeasureAt, enter: Callable[..., Any]
) -> None:
    enter("2-1", 1, value=Decimal(92))
    client = sign_in(OFFICER)

    unit = client.post(EDIT, shown(client, EDIT, unit="yes_no"))
    yearly = client.post(EDIT, shown(client, EDIT, frequency="A"))
    units = client.post(EDIT, shown(client, EDIT, for_each="offender_management"))

    assert "Results were entered in another way." in text_of(unit)
    assert "There are results of single quarters." in text_of(yearly)
    assert "The measure has results; whether units enter them stays as it is." in text_of(units)


def test_the_kind_of_unit_stays_once_a_target_is_shared_out(
    sign_in: SignIn, measure_at: MeasureAt, reader: Readers
) -> None:
    client = sign_in(OFFICER)
    measure = add(client, for_each="offender_management")
    officer = reader(OFFICER)
    target = Target.objects.create(
        measure=measure, sequence=1, printed="90", effective_from=measure.year.start, given_by=officer.user
    )
    Sharing.objects.create(target=target, sequence=1, dated=datetime.date(2011, 6, 20), given_by=officer.user)
    there = f"{CARD}measures/{measure.reference}/edit/"

    response = client.post(there, shown(client, there, for_each="interventions"))

    assert "Its target is shared out to units of this kind, so this stays as it is." in text_of(response)


def test_a_person_who_only_answers_changes_nothing(measure_at: MeasureAt, reader: Readers) -> None:
    measure = measure_at("2-1")

    with pytest.raises(PermissionDenied, match="Only the performance officer"):
        edit_measure(measure=measure, reader=reader(OTHER), values=says(measure), seen=seen_of(measure))


# Moving


def test_a_measure_is_moved_and_keeps_its_number(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    page = f"{CARD}perspectives/2/order/"
    seen = seen_in(client.get(page))

    moved = client.post(f"{CARD}measures/2-2/move/", {"direction": "up", "seen": seen}, follow=True)
    stale = client.post(f"{CARD}measures/2-2/move/", {"direction": "up", "seen": seen}, follow=True)

    assert "is moved up." in text_of(moved)
    assert [row.reference for row in stale.context["measures"]][:3] == ["2-2", "2-1", "2-3"]
    assert "The order has changed since you opened the page." in text_of(stale)
    rows = Measure.objects.filter(perspective__number=2, perspective__scorecard__year=measure_at("2-1").year)
    assert [row.number for row in rows.in_printed_order()][:3] == [2, 1, 3]


@pytest.mark.parametrize("sent", [{}, {"direction": "sideways", "seen": "1"}, {"direction": "up", "seen": "x"}])
def test_a_button_that_is_none_of_ours_moves_nothing(
    sign_in: SignIn, measure_at: MeasureAt, sent: dict[str, str]
) -> None:
    response = sign_in(OFFICER).post(f"{CARD}measures/2-2/move/", sent)

    assert response.status_code == 302
    assert not Measure.objects.of(measure_at("2-1").year).filter(order__gt=0).exists()


# Withdrawing and restoring


def test_a_measure_is_withdrawn_with_a_reason_and_restored(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    there, back = f"{CARD}measures/2-1/withdraw/", f"{CARD}measures/2-1/restore/"
    form = shown(client, there, reason="Counted elsewhere")

    assert [client.post(there, form).status_code for _ in range(2)] == [302, 302]
    withdrawn = measure_at("2-1")
    assert (withdrawn.withdrawn_on, withdrawn.withdrawn_reason) == (datetime.date(2011, 6, 20), "Counted elsewhere")
    changed = client.get(EDIT, follow=True)
    assert "Measure 2-1 was withdrawn on 20 June 2011. Restore it before you change it." in text_of(changed)
    assert "Restore the measure" in text_of(changed)
    assert "Enter a result" not in text_of(changed)
    assert client.post(there, form | {"reason": "Other words"}).status_code == 409

    restoring = shown(client, back)
    assert [client.post(back, restoring).status_code for _ in range(2)] == [302, 302]
    assert (measure_at("2-1").withdrawn_on, measure_at("2-1").withdrawn_reason) == (None, "")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": " "}, "Say why it is withdrawn."),
        ({"withdrawn_on": ""}, "Enter the day."),
        ({"withdrawn_on": "21 6 2011"}, "Enter a day that is not in the future."),
        ({"withdrawn_on": "31 3 2011"}, "Enter a day from 1 April 2011 to today."),
    ],
)
def test_a_bad_withdrawal_is_explained(
    sign_in: SignIn, measure_at: MeasureAt, typed: dict[str, str], sentence: str
) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}measures/2-1/withdraw/"

    response = client.post(there, shown(client, there, **({"reason": "Kept"} | typed)))

    assert sentence in text_of(response)
    assert measure_at("2-1").withdrawn_on is None


def test_a_measure_that_changed_meanwhile_is_not_withdrawn_unseen(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}measures/2-1/withdraw/"
    form = shown(client, there, reason="Old")
    Measure.objects.filter(pk=measure_at("2-1").pk).update(name="Quite another")

    response = client.post(there, form)

    assert response.status_code == 409
    assert "Quite another" in text_of(response)


# Deleting


def test_a_measure_with_a_target_is_withdrawn_instead(sign_in: SignIn, measure_at: MeasureAt) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}measures/2-1/delete/"

    page = client.get(there)
    sent = client.post(there, {"seen": str(seen_of(measure_at("2-1")))})

    assert "It cannot be deleted:" in text_of(page)
    assert "1 target" in text_of(page)
    assert f"{CARD}measures/2-1/withdraw/" in page.content.decode()
    assert "1 target" in text_of(sent)
    assert Measure.objects.filter(pk=measure_at("2-1").pk).exists()


def test_a_new_measure_goes_with_its_references_and_owners(
    sign_in: SignIn, measure_at: MeasureAt, reader: Readers
) -> None:
    client = sign_in(OFFICER)
    measure = add(client, references="7.1")
    client.post(f"{CARD}measures/{measure.reference}/assign/", {"leads": Owner.objects.earliest("pk").pk, "seen": "0"})
    there = f"{CARD}measures/{measure.reference}/delete/"

    assert client.post(there, shown(client, there)).status_code == 302

    assert not Measure.objects.filter(pk=measure.pk).exists()


def test_a_confirmation_or_an_early_warning_stops_a_deletion(
    sign_in: SignIn, measure_at: MeasureAt, reader: Readers
) -> None:
    client, officer = sign_in(OFFICER), reader(OFFICER)
    confirmed, warning = add(client), add(client, name="Another")
    day = datetime.date(2011, 6, 20)
    entry = Entry.objects.filter(register__year=confirmed.year, section=1).earliest("pk")
    with at_work(officer):
        Confirmation.objects.create(
            measure=confirmed, reading="polarity", value="higher", dated=day, given_by=officer.user
        )
        EarlyWarning.objects.create(measure=warning, entry=entry, named_by=officer.user, named_on=day)

    for measure, kind in ((confirmed, "1 confirmation points to it."), (warning, "1 early warning points to it.")):
        there = f"{CARD}measures/{measure.reference}/delete/"
        assert kind in text_of(client.get(there))
        assert client.post(there, {"seen": str(seen_of(measure))}).status_code == 200
        assert Measure.objects.filter(pk=measure.pk).exists()
