"""The form by which a measure's holder enters its result."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from scorecard.models import Measure, Result, Target
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, POST

SignIn = Callable[[str], Client]
AnsweredFor = Callable[[str], Measure]


def address(reference: str) -> str:
    return f"{CARD}measures/{reference}/result/"


def said(**changes: Any) -> dict[str, Any]:
    return {"value": "92.5", "standing": "provisional", "quarter": "1", "seen": "0"} | changes


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_the_holder_enters_a_result_and_the_scorecard_shows_it(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    measure = answered_for("2-1")
    client = sign_in(HOLDER)
    assert "Result for Q1 2011/12" in words(client.get(address("2-1")))

    response = client.post(address("2-1"), said(source="Case system", note="All areas attended."), follow=True)

    assert "The result for Q1 2011/12 is saved: 92.5%." in words(response)
    result = Result.objects.get(measure=measure)
    assert (result.value, result.sequence, result.provisional) == (Decimal("92.5"), 1, True)
    assert (result.given_by.email, str(result.given_as), result.dated) == (HOLDER, POST, date(2011, 6, 20))
    assert "92.5%" in words(client.get(CARD))


def test_a_percentage_is_worked_out_from_its_parts(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")

    sign_in(HOLDER).post(address("2-1"), said(value="", numerator="11", denominator="12"))

    result = Result.objects.get()
    assert (result.value, result.numerator, result.denominator) == (Decimal("91.6667"), 11, 12)


def test_a_change_is_worked_out_from_what_it_is_compared_with(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("3-4")

    sign_in(HOLDER).post(address("3-4"), said(value="", numerator="95", denominator="100"))

    assert Result.objects.get().value == -5


@pytest.mark.parametrize(
    ("reference", "changes", "stored"),
    [
        ("1-1", {"step": "3"}, "3"),
        ("4-2", {"step": "GA"}, "GA"),
        ("1-5", {"step": "Q1"}, "Q1"),
        ("1-5", {"step": "no"}, "no"),
        ("1-6", {"step": "yes"}, "yes"),
        ("4-6", {"step": "no"}, "no"),
    ],
)
def test_steps_quarters_and_yes_or_no_are_chosen(
    sign_in: SignIn, answered_for: AnsweredFor, reference: str, changes: dict[str, str], stored: str
) -> None:
    answered_for(reference)

    response = sign_in(HOLDER).post(address(reference), said(**changes))

    assert response.status_code == 302
    assert Result.objects.get().step == stored


@pytest.mark.parametrize(
    ("reference", "changes", "sentence"),
    [
        ("2-1", {"value": ""}, "Enter the result."),
        ("2-1", {"value": "most"}, "“most” is not a figure. Enter one such as 92.5, with up to four places."),
        ("2-1", {"value": "1.23456"}, "1.23456"),
        ("2-1", {"value": "9" * 41}, "at most 40 characters"),
        ("2-1", {"numerator": "11"}, "Give both parts, how many and out of how many, or neither."),
        ("2-1", {"numerator": "11", "denominator": "0"}, "“Out of how many” is a figure above nought."),
        ("2-1", {"numerator": "11", "denominator": "12"}, "92.5% does not agree with its parts, 91.67%."),
        ("2-1", {"value": "-5"}, "-5% is below nought. Correct it, or say why it is right."),
        ("2-1", {"value": "240"}, "240% is above 100%. Correct it, or say why it is right."),
        ("2-1", {"value": "", "numerator": "24", "denominator": "10"}, "240% is above 100%."),
        ("2-1", {"standing": ""}, "Choose whether the result is provisional or final."),
        ("2-1", {"standing": "perhaps"}, "Select a valid choice"),
        ("2-1", {"quarter": "7"}, SENT_ALONG),
        ("2-1", {"seen": "x"}, SENT_ALONG),
        ("2-1", {"note": "\u200b\u202e"}, "“Note” holds nothing that can be read."),
        ("2-1", {"note": "a\x07b"}, "“Note” holds an invisible character (control character U+0007) after “a”."),
        ("2-1", {"source": "\u202eDelius"}, "“Where the figure comes from” holds an invisible character"),
        ("2-1", {"source": "s" * 201}, "at most 200 characters"),
        ("1-1", {"step": "5"}, "Choose a result from the list."),
        ("1-1", {}, "Choose the result."),
        ("1-5", {"step": "Q2"}, "Choose a result from the list."),
        ("4-1", {"value": ""}, "Enter the result."),
    ],
)
def test_a_bad_value_is_explained_and_the_typed_text_comes_back(
    sign_in: SignIn, answered_for: AnsweredFor, reference: str, changes: dict[str, str], sentence: str
) -> None:
    answered_for(reference)

    response = sign_in(HOLDER).post(address(reference), said(**{"note": "Typed with care.", **changes}))

    assert response.status_code == 200
    text = words(response)
    assert sentence in text
    assert "There is a problem" in text
    assert "Typed with care." in text or "note" in changes
    assert not Result.objects.exists()


def test_a_questioned_figure_is_taken_with_a_sentence_why_it_is_right(
    sign_in: SignIn, answered_for: AnsweredFor
) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)
    assert "Why this figure is right" not in words(client.get(address("2-1")))

    asked = client.post(address("2-1"), said(value="240"))
    blank = client.post(address("2-1"), said(value="240", odd_because="  "))
    assert not Result.objects.exists()
    taken = client.post(address("2-1"), said(value="240", odd_because="A backlog was cleared."))

    assert 'name="odd_because"' in words(asked)
    assert "240% is above 100%. Correct it, or say why it is right." in words(blank)
    assert taken.status_code == 302
    assert (Result.objects.get().value, Result.objects.get().odd_because) == (240, "A backlog was cleared.")
    assert "Unusual, and right: A backlog was cleared." in words(client.get(f"{CARD}measures/2-1/"))


def test_a_sentence_for_a_figure_that_is_not_questioned_is_not_kept(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")

    sign_in(HOLDER).post(address("2-1"), said(odd_because="A backlog was cleared."))

    assert Result.objects.get().odd_because == ""


def test_a_figure_outside_the_measures_own_bounds_is_questioned(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    measure = answered_for("2-1")
    Measure.objects.filter(pk=measure.pk).update(plausible_from=50)

    asked = sign_in(HOLDER).post(address("2-1"), said(value="49.9"))
    sign_in(HOLDER).post(address("2-1"), said(value="50"))

    assert "49.9% is below 50%, the lowest this measure is meant to be." in words(asked)
    assert Result.objects.get().value == 50


def test_a_result_is_final_only_once_its_period_is_over(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)

    early = client.post(address("2-1"), said(standing="final"))
    assert "Q1 2011/12 runs until 30 June 2011. Until it is over a result is provisional." in words(early)
    assert not Result.objects.exists()
    client.post(address("2-1"), said())
    with clock.standing_on(date(2011, 7, 1)):
        done = client.post(address("2-1"), said(value="93", standing="final", seen="1"))

    assert done.status_code == 302
    assert list(Result.objects.values_list("value", "provisional", "reason")) == [
        (Decimal("92.5"), True, ""),
        (93, False, "Final figure."),
    ]


def test_a_period_that_has_not_begun_takes_no_result(
    sign_in: SignIn, answered_for: AnsweredFor, all_open: None
) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)

    shown = client.get(f"{address('2-1')}?quarter=2")
    sent = client.post(address("2-1"), said(quarter="2"))

    assert "Q2 2011/12 begins on 1 July 2011, so no result can be entered for it yet." in words(shown)
    assert "Save the result" not in words(shown)
    assert "Q2 2011/12 begins on 1 July 2011" in words(sent)
    assert not Result.objects.exists()


def test_a_withdrawn_measure_takes_no_result(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    measure = answered_for("2-1")
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=date(2011, 6, 1), withdrawn_reason="Given up.")
    client = sign_in(HOLDER)

    for response in (client.get(address("2-1")), client.post(address("2-1"), said())):
        assert "This measure was withdrawn on 1 June 2011 and takes no results." in words(response)
    assert not Result.objects.exists()


def test_a_thing_that_is_done_may_say_on_which_day(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("1-5")
    client = sign_in(HOLDER)

    for done_on, step, sentence in [
        ("31 3 2011", "Q1", "31 March 2011 is not in Q1. Correct one of them."),
        ("3 5 2011", "no", "“Not done yet” is chosen. Empty this box, or choose when it was done."),
        ("21 6 2011", "Q1", "21 June 2011 is in the future."),
        ("31 6 2011", "Q1", "There is no 31 June 2011."),
    ]:
        assert sentence in words(client.post(address("1-5"), said(step=step, done_on=done_on)))
    assert not Result.objects.exists()
    client.post(address("1-5"), said(step="Q1", done_on="3 5 2011"))

    assert Result.objects.get().step == "2011-05-03"
    assert "Done on 3 May 2011" in words(client.get(f"{CARD}measures/1-5/"))


@pytest.mark.parametrize(
    ("number", "closed_on", "sentence"),
    [
        (1, date(2011, 6, 20), "Q1 2011/12 is closed, so no result can be entered for it."),
        (2, None, "Q2 2011/12 is not open yet, so no result can be entered for it."),
    ],
)
def test_a_quarter_that_is_not_open_takes_no_result(
    sign_in: SignIn, answered_for: AnsweredFor, year: Year, number: int, closed_on: date | None, sentence: str
) -> None:
    answered_for("2-1")
    Quarter.objects.filter(year=year, number=number).update(closed_on=closed_on)
    client = sign_in(HOLDER)

    shown = client.get(f"{address('2-1')}?quarter={number}")
    sent = client.post(address("2-1"), said(quarter=str(number)))

    assert "Save the result" not in words(shown)
    assert sentence in words(sent)
    assert "92.5" in words(sent)
    assert not Result.objects.exists()


def test_a_step_without_a_scale_says_what_is_wanting(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    measure = answered_for("2-1")
    Measure.objects.filter(pk=measure.pk).update(unit="step")
    Target.objects.create(measure=measure, sequence=2, effective_from="2011-04-01", reason="It is to be agreed.")
    client = sign_in(HOLDER)

    for page in (client.get(address("2-1")), client.post(address("2-1"), said(step="4★"))):
        assert "The measure has no target on a scale yet, so it has no steps." in words(page)
    assert not Result.objects.exists()


def test_an_annual_measures_period_is_the_year(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("1-4")
    client = sign_in(HOLDER)

    assert "Result for 2011/12" in words(client.get(address("1-4")))
    assert "Q1 2011/12 is closed" not in words(client.post(address("1-4"), said(value="2", quarter="4"), follow=True))

    assert Result.objects.get().quarter.number == 4
    assert "no rating before year end" in words(client.get(f"{CARD}measures/1-4/"))


def test_a_correction_keeps_the_old_value_and_needs_a_reason(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)
    client.post(address("2-1"), said())
    assert "92.5% is recorded for this period already, provisionally." in words(client.get(address("2-1")))

    refused = client.post(address("2-1"), said(value="90", seen="1"))
    taken = client.post(address("2-1"), said(value="90", seen="1", reason="Two meetings were counted twice."))

    assert "Say why the result is corrected." in words(refused)
    assert taken.status_code == 302
    assert list(Result.objects.values_list("sequence", "value")) == [(1, Decimal("92.5")), (2, 90)]
    page = words(client.get(f"{CARD}measures/2-1/"))
    assert "Corrected because: Two meetings were counted twice." in page
    assert "replaced" in page


def test_the_same_form_sent_twice_is_one_result(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)

    first, second = (client.post(address("2-1"), said()) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Result.objects.count() == 1


def test_a_result_given_beside_an_older_one_shows_both(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")
    sign_in(OFFICER).post(
        address("2-1"), said(value="80", given_for=str(answered_for("2-1").owners.get().owner_id), told_on="20 6 2011")
    )
    client = sign_in(HOLDER)

    response = client.post(address("2-1"), said(note="Mine."))

    text = words(response)
    assert response.status_code == 409
    assert "Performance officer saved it" in text
    assert "80%" in text
    assert "92.5%" in text
    assert "Mine." in text
    assert Result.objects.count() == 1
    again = client.post(address("2-1"), said(note="Mine.", seen="1", reason="Later figures came in."))
    assert again.status_code == 302


def test_the_officer_enters_it_on_the_holders_word(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    measure = answered_for("2-1")
    owner = measure.owners.get().owner
    client = sign_in(OFFICER)

    asked = client.post(address("2-1"), said())
    future = client.post(address("2-1"), said(given_for=owner.pk, told_on="21 6 2011"))
    taken = client.post(address("2-1"), said(given_for=owner.pk, told_on="19 6 2011"))

    assert "Enter the day on which they told you." in words(asked)
    assert "Enter a day that is not in the future." in words(future)
    assert taken.status_code == 302
    assert (Result.objects.get().given_as, Result.objects.get().told_on) == (owner, date(2011, 6, 19))


def test_a_day_that_does_not_exist_is_answered_in_words(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    owner = answered_for("2-1").owners.get().owner

    response = sign_in(OFFICER).post(address("2-1"), said(given_for=owner.pk, told_on="31 2 2011"))

    assert "There is no 31 February 2011." in words(response)


def test_the_officer_enters_a_result_nobody_answers_for_yet(sign_in: SignIn, year: Year) -> None:
    response = sign_in(OFFICER).post(address("2-1"), said())

    assert response.status_code == 302
    assert Result.objects.get().given_as is None


def test_fields_that_are_none_of_the_forms_change_nothing(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")
    forged = {"trust": "2", "sequence": "9", "given_by": "1", "dated": "2001-01-01", "measure": "1", "unit": "1"}

    sign_in(HOLDER).post(address("2-1"), said(**forged))

    result = Result.objects.get()
    assert (result.sequence, result.given_by.email, result.dated.year, result.unit) == (1, HOLDER, 2011, None)


def test_what_was_typed_and_not_saved_comes_back_and_is_gone_on_save(
    sign_in: SignIn, answered_for: AnsweredFor
) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)
    client.post("/derbyshire/draft/", {"address": f"{address('2-1')}?quarter=1", "value": "91", "note": "Half a sente"})

    text = words(client.get(address("2-1")))
    assert "Half a sente" in text
    assert "These boxes hold what you typed earlier and did not save." in text
    assert "Half a sente" not in words(sign_in(OFFICER).get(address("2-1")))

    client.post(address("2-1"), said())
    assert "Half a sente" not in words(client.get(address("2-1")))


def test_a_draft_can_be_thrown_away(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)
    client.post("/derbyshire/draft/", {"address": f"{address('2-1')}?quarter=1", "value": "91"})
    assert "did not save" in words(client.get(address("2-1")))

    response = client.post(address("2-1"), {"discard": "1", "quarter": "1"}, follow=True)

    assert "did not save" not in words(response)
    assert response.redirect_chain == [(f"{address('2-1')}?quarter=1", 302)]


def test_each_open_quarter_has_a_draft_of_its_own(sign_in: SignIn, answered_for: AnsweredFor, all_open: None) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)
    page = address("2-1")
    for number in ("1", "2"):
        client.post("/derbyshire/draft/", {"address": f"{page}?quarter={number}", "value": f"9{number}"})

    def typed(number: str) -> object:
        return client.get(f"{page}?quarter={number}").context["form"]["value"].value()

    assert [typed("1"), typed("2"), typed("3")] == ["91", "92", None]
    client.post(page, said(quarter="1"))
    client.post(f"{page}?quarter=1", {"discard": "1", "quarter": "2"})
    assert typed("2") is None


def test_the_form_says_which_quarters_draft_it_keeps(sign_in: SignIn, answered_for: AnsweredFor) -> None:
    answered_for("2-1")

    page = words(sign_in(HOLDER).get(address("2-1")))

    assert 'data-draft-by="quarter"' in page
    assert '<input type="hidden" name="quarter" value="1"' in page


def test_other_open_quarters_are_offered(sign_in: SignIn, answered_for: AnsweredFor, all_open: None) -> None:
    answered_for("2-1")
    client = sign_in(HOLDER)
    client.post(address("2-1"), said())

    text = words(client.get(address("2-1")))

    assert "Result for Q2 2011/12" in text
    assert '<a class="govuk-link govuk-link--no-visited-state" href="?quarter=1">Q1 2011/12</a>' in text
    assert "92.5% at Q1 2011/12, provisional" in text
    assert "Result for Q3 2011/12" in words(client.get(f"{address('2-1')}?quarter=3"))
    assert "Result for Q2 2011/12" in words(client.get(f"{address('2-1')}?quarter=99"))
