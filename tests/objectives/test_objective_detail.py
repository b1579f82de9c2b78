"""The page of an objective: what it says, and the form on it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, StatusUpdate
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Draft, Quarter, Trust, User, Year
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
PAGE = f"{PLAN}objectives/1.2-3/"
ANSWER = {"status": "at_risk", "comment": "The supplier is late.", "quarter": "1", "seen": "0"}


def words(client: Client, reference: str) -> str:
    """An objective's page as text without spare spaces."""
    response = client.get(f"{PLAN}objectives/{reference}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_it_says_what_the_plan_says(sign_in: SignIn) -> None:
    page = words(sign_in(OWNER), "1.2-3")

    for said in (
        "Raise the value that HR, Payroll and Training Services add",
        "Management information is better",
        "told apart by a reading",
        "1 STRIVING FOR EXCELLENCE",
        "1.2 EMPOWER OUR STAFF TO DELIVER QUALITY SERVICES",
        "Business Plan 2011/12, line 28",
    ):
        assert said in page


def test_quarters_say_why_they_have_no_status(sign_in: SignIn) -> None:
    page = words(sign_in(OWNER), "1.2-3")

    assert page.count("unanswered this quarter") == 1
    assert "due 15 July 2011" in page
    assert page.count("not yet open") == 3


def test_past_its_day_it_is_overdue(sign_in: SignIn, settings: Any) -> None:
    settings.TODAY = settings.TODAY.replace(month=7, day=16)

    page = words(sign_in(OWNER), "1.2-3")

    assert "status--overdue" in page
    assert "was due 15 July 2011" in page


@pytest.mark.parametrize("reference", ["2.2-2", "2.2-3", "2.2-4", "2.2-5"])
def test_a_blank_owner_stays_blank_and_its_reading_is_marked(sign_in: SignIn, reference: str) -> None:
    page = words(sign_in(OWNER), reference)

    assert '<dt>Owners</dt> <dd> <span class="not-recorded">not recorded</span>' in page
    assert "Perhaps Director of Interventions" in page
    assert "reading, unconfirmed" in page
    assert "probably one merged cell" in page


def test_a_doubtful_owner_is_marked_with_its_ground(sign_in: SignIn) -> None:
    page = words(sign_in(OWNER), "2.4-2")

    assert page.count("reading, unconfirmed") == 4
    assert page.count("both posts are read") == 1
    assert "CEO and Directors of Probation and Interventions" in page
    assert "leads" in page


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_outcomes_of_a_shared_row_stand_on_each_and_say_so(sign_in: SignIn, number: int) -> None:
    page = words(sign_in(OWNER), f"5.4-{number}")

    assert page.count("shared row</span>") == 3
    assert "Business Plan 2011/12, line 168" in page


def test_an_owner_answers_and_sees_it(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)

    response = client.post(PAGE, ANSWER, follow=True)

    page = " ".join(response.content.decode().split())
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Objective 1.2-3 is answered for Q1 2011/12: at risk." in page
    assert "The supplier is late." in page
    assert "answered 20 June 2011" in page
    update = StatusUpdate.objects.get()
    assert (update.status, update.sequence, str(update.given_as)) == ("at_risk", 1, "Director of Business Services")


def test_line_ends_and_letters_are_kept_in_one_form(sign_in: SignIn, derbyshire: Trust) -> None:
    sign_in(OWNER).post(PAGE, ANSWER | {"comment": "Cafe\u0301\r\nopens"})

    assert StatusUpdate.objects.get().comment == "Caf\u00e9\nopens"


def test_a_double_click_adds_one_row(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)

    answers = [client.post(PAGE, ANSWER) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert StatusUpdate.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"status": ""}, "Choose how the objective stands."),
        ({"status": "splendid"}, "Choose a status from the list."),
        ({"status": "withdrawn", "comment": ""}, "Say in the comment why the objective is withdrawn."),
        ({"status": "complete"}, "Say what shows that outcome 1 was reached."),
        ({"evidence_1": "Seen."}, "Evidence goes with “Complete”."),
        ({"comment": "\u200b\u202e"}, "“Comment” holds nothing that can be read."),
        (
            {"comment": "paid \u202eton"},
            "“Comment” holds an invisible character (right-to-left override) after “paid”",
        ),
        ({"status": "complete", "evidence_1": "\u2066Seen."}, "an invisible character (left-to-right isolate) at its"),
        ({"comment": "x" * 4001}, "Ensure this value has at most 4000 characters (it has 4001)."),
        ({"quarter": "2"}, "Q2 2011/12 is not open yet"),
        ({"quarter": "9"}, SENT_ALONG),
        ({"seen": "x"}, SENT_ALONG),
    ],
)
def test_a_bad_value_is_explained_and_the_words_come_back(
    sign_in: SignIn, derbyshire: Trust, changed: dict[str, str], sentence: str
) -> None:
    response = sign_in(OWNER).post(PAGE, {"comment": "Words worth keeping"} | ANSWER | changed)

    page = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in page
    assert "<title>Error: " in page
    assert sentence in page
    kept = changed.get("comment", ANSWER["comment"])
    if kept.isprintable():
        assert kept in page
    assert not StatusUpdate.objects.exists()


def test_complete_takes_a_sentence_for_each_outcome(sign_in: SignIn, derbyshire: Trust) -> None:
    evidence = {"evidence_1": "The reports are out.", "evidence_2": "Everybody has a login."}

    response = sign_in(OWNER).post(PAGE, ANSWER | {"status": "complete"} | evidence, follow=True)

    page = response.content.decode()
    assert all(sentence in page for sentence in evidence.values())
    assert [row.text for row in StatusUpdate.objects.get().evidence.all()] == list(evidence.values())


def test_fields_that_are_not_on_the_form_are_never_stored(sign_in: SignIn, derbyshire: Trust) -> None:
    forged = {"sequence": "9", "given_by": "1", "given_as": "1", "trust": "2", "dated": "2001-01-01", "unit": "1"}

    sign_in(OWNER).post(PAGE, ANSWER | forged | {"told_on": "1 1 2011", "given_for": "1"})

    update = StatusUpdate.objects.get()
    assert (update.sequence, update.given_by.email, update.unit, update.told_on) == (1, OWNER, None, None)
    assert str(update.dated) == "2011-06-20"
    assert update.trust == derbyshire


def test_somebody_elses_objective_offers_no_form_and_says_who_answers(sign_in: SignIn) -> None:
    page = words(sign_in(OWNER), "1.2-5")

    assert "Save the answer" not in page
    assert "Objective 1.2-5 is answered for by Board Secretary." in page


def test_a_forged_answer_for_somebody_else_is_refused_in_words(sign_in: SignIn, derbyshire: Trust) -> None:
    response = sign_in(OWNER).post(f"{PLAN}objectives/1.2-5/", ANSWER)

    assert response.status_code == 403
    assert "answered for by Board Secretary" in response.content.decode()
    assert not StatusUpdate.objects.exists()


def test_the_officer_answers_on_a_word_and_the_page_says_so(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    post = Objective.objects.get(reference="1.2-3").owners.get().owner

    page = client.post(PAGE, ANSWER | {"given_for": post.pk, "told_on": "17 June 2011"}, follow=True).content.decode()

    assert "for Director of Business Services, told on 17 June 2011" in page


@pytest.mark.parametrize(
    ("told_on", "sentence"),
    [
        ("", "Enter the day on which they told you."),
        ("31 2 2011", "There is no 31 February 2011."),
        ("21 6 2011", "Enter a day that is not in the future."),
        ("soon", "Enter a date as day, month and year"),
    ],
)
def test_the_day_of_the_word_is_a_day_that_has_been(
    sign_in: SignIn, derbyshire: Trust, told_on: str, sentence: str
) -> None:
    post = Objective.objects.get(reference="1.2-3").owners.get().owner

    page = sign_in(OFFICER).post(PAGE, ANSWER | {"given_for": post.pk, "told_on": told_on}).content.decode()

    assert sentence in page
    assert ANSWER["comment"] in page
    assert not StatusUpdate.objects.exists()


def test_an_owner_of_something_else_is_no_choice(sign_in: SignIn, derbyshire: Trust) -> None:
    secretary = Objective.objects.get(reference="1.2-5").owners.get().owner

    page = sign_in(OFFICER).post(PAGE, ANSWER | {"given_for": secretary.pk, "told_on": "17 6 2011"}).content.decode()

    assert "Choose an owner from the list." in page


def test_last_quarters_words_stand_beside_the_empty_box(
    sign_in: SignIn, on_track: StatusUpdate, second_quarter: Quarter
) -> None:
    page = words(sign_in(OWNER), "1.2-3")

    assert "Answer for Q2 2011/12" in page
    assert 'Last quarter: <strong class="status status--on-track">On track</strong>' in page
    assert "Payroll moved in May." in page
    assert "></textarea>" in page.replace("> </textarea>", "></textarea>")


def test_without_words_last_quarter_the_page_says_so(sign_in: SignIn) -> None:
    assert "No words last quarter." in words(sign_in(OWNER), "1.2-3")


def test_on_track_is_confirmed_in_one_click(sign_in: SignIn, on_track: StatusUpdate, second_quarter: Quarter) -> None:
    client = sign_in(OWNER)
    assert "Confirm on track" in words(client, "1.2-3")

    response = client.post(PAGE, {"status": "on_track", "quarter": "2", "seen": "0"})

    update = StatusUpdate.objects.get(quarter=second_quarter)
    assert response.status_code == 302
    assert (update.status, update.comment) == ("on_track", "")
    assert "Confirm on track" not in words(client, "1.2-3")


def test_one_click_is_for_owners_who_were_on_track(
    sign_in: SignIn, on_track: StatusUpdate, second_quarter: Quarter
) -> None:
    assert "Confirm on track" not in words(sign_in(OFFICER), "1.2-3")
    assert "Confirm on track" not in words(sign_in(OWNER), "1.3-1")


def test_an_answer_of_this_quarter_can_be_changed(sign_in: SignIn, on_track: StatusUpdate) -> None:
    page = words(sign_in(OWNER), "1.2-3")

    assert "Change the answer for Q1 2011/12" in page
    assert 'name="seen" value="1"' in page
    assert 'value="on_track" checked' in page


def test_two_open_quarters_are_answered_one_at_a_time(
    sign_in: SignIn, on_track: StatusUpdate, second_quarter: Quarter
) -> None:
    Quarter.objects.filter(number=1).update(closed_on=None)
    client = sign_in(OWNER)

    assert "Answer for Q2 2011/12" in words(client, "1.2-3")
    earlier = client.get(f"{PAGE}?quarter=1").content.decode()

    assert "Change the answer for Q1 2011/12" in earlier
    assert "Answer for Q2 2011/12" in client.get(f"{PAGE}?quarter=nonsense").content.decode()


def test_a_stale_answer_gets_both_answers_and_keeps_the_typed_one(sign_in: SignIn, on_track: StatusUpdate) -> None:
    client = sign_in(OWNER)

    response = client.post(PAGE, ANSWER)

    page = response.content.decode()
    assert response.status_code == 409
    for said in ("You saved this already", "Payroll moved in May.", "The supplier is late.", "On track", "At risk"):
        assert said in page
    assert "Director of Business Services saved it" in page
    assert 'name="seen" value="1"' in page
    assert StatusUpdate.objects.count() == 1


def test_after_a_conflict_the_same_words_can_be_sent_again(sign_in: SignIn, on_track: StatusUpdate) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, ANSWER)

    response = client.post(PAGE, ANSWER | {"seen": "1"})

    assert response.status_code == 302
    assert [row.sequence for row in StatusUpdate.objects.order_by("sequence")] == [1, 2]


def test_where_no_quarter_is_open_there_is_no_form(sign_in: SignIn, quarter: Quarter) -> None:
    Quarter.objects.filter(pk=quarter.pk).update(closed_on=quarter.opened_on)

    page = words(sign_in(OWNER), "1.2-3")

    assert "Save the answer" not in page
    assert "No quarter of 2011/12 is open for answers." in page


def test_an_answer_for_a_quarter_closed_meanwhile_comes_back_with_its_words(sign_in: SignIn, quarter: Quarter) -> None:
    Quarter.objects.filter(pk=quarter.pk).update(closed_on=quarter.opened_on)

    page = sign_in(OWNER).post(PAGE, ANSWER).content.decode()

    assert "Q1 2011/12 is closed, so no answer can be given for it." in page
    assert ANSWER["comment"] in page
    assert not StatusUpdate.objects.exists()


def test_a_draft_comes_back_with_a_notice_and_is_gone_on_save(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)
    typed = {"address": f"{PAGE}?quarter=1", "status": "off_track", "comment": "Half a sentence"}
    client.post("/derbyshire/draft/", typed)

    page = words(client, "1.2-3")
    assert "Half a sentence" in page
    assert "is back in the form" in page
    assert 'value="off_track" checked' in page

    client.post(PAGE, ANSWER)
    assert not drafts_of(derbyshire)


def test_a_draft_can_be_thrown_away(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": f"{PAGE}?quarter=1", "comment": "Half a sentence"})
    assert drafts_of(derbyshire)

    response = client.post(PAGE, {"discard": "yes", "quarter": "1"})

    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}?quarter=1#answer"
    assert not drafts_of(derbyshire)
    assert "Half a sentence" not in words(client, "1.2-3")
    assert not StatusUpdate.objects.exists()


@pytest.fixture
def two_open(year: Year, settings: Any) -> None:
    """Q1 not closed yet, and Q2 opened."""
    settings.TODAY = datetime.date(2011, 7, 10)
    Quarter.objects.filter(year=year, number=2).update(opened_on=settings.TODAY)


@pytest.mark.usefixtures("two_open")
def test_each_of_two_open_quarters_has_a_draft_of_its_own(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)
    for number, words_typed in (("1", "Late in the spring"), ("2", "Early in the summer")):
        client.post("/derbyshire/draft/", {"address": f"{PAGE}?quarter={number}", "comment": words_typed})

    first, second = client.get(f"{PAGE}?quarter=1"), client.get(f"{PAGE}?quarter=2")

    assert first.context["form"]["comment"].value() == "Late in the spring"
    assert second.context["form"]["comment"].value() == "Early in the summer"
    assert client.get(PAGE).context["form"]["comment"].value() == "Early in the summer"

    client.post(PAGE, ANSWER | {"quarter": "1"})
    assert [draft.address for draft in drafts_of(derbyshire)] == [f"{PAGE}?quarter=2"]
    client.post(PAGE, {"discard": "yes", "quarter": "2"})
    assert not drafts_of(derbyshire)


def test_the_form_and_the_page_of_a_conflict_say_whose_draft_they_are(sign_in: SignIn, on_track: StatusUpdate) -> None:
    client = sign_in(OWNER)

    form, conflict = client.get(PAGE), client.post(PAGE, ANSWER | {"seen": "0", "comment": "Another."})

    assert conflict.status_code == 409
    for page in (form.content.decode(), conflict.content.decode()):
        assert 'data-draft="/derbyshire/draft/" data-draft-by="quarter"' in page
        assert '<input type="hidden" name="quarter" value="1"' in page


def drafts_of(trust: Trust) -> list[Draft]:
    """What the owner has typed and not saved."""
    with tenancy.trust(trust, user=User.objects.get(email=OWNER).pk):
        return list(Draft.objects.all())


def test_the_history_shows_every_answer_newest_first(sign_in: SignIn, on_track: StatusUpdate) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, ANSWER | {"seen": "1"})

    page = words(client, "1.2-3")
    history = page[page.index("All answers") :]

    assert history.index("The supplier is late.") < history.index("Payroll moved in May.")


def test_each_box_says_where_its_words_are_printed(sign_in: SignIn) -> None:
    page = words(sign_in(OWNER), "1.2-3")

    assert "Printed in the plan report and read by everybody who may read the plan." in page
    assert page.count("is printed with the comment.") == 2


def test_typed_markup_is_shown_as_text(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)

    page = client.post(PAGE, ANSWER | {"comment": "<img src=x onerror=alert(1)>{{ 7 }}"}, follow=True).content.decode()

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7 }}" in page


def test_the_page_asks_the_same_of_the_database_whatever_was_answered(
    sign_in: SignIn, on_track: StatusUpdate, count_queries: Any
) -> None:
    client = sign_in(OWNER)
    # What a process asks once in its life is no query of the page that came first.
    client.get(PAGE)
    with count_queries() as counted:
        client.get(PAGE)
    before = len(counted())
    for sequence in range(1, 6):
        client.post(PAGE, ANSWER | {"seen": str(sequence), "comment": f"Version {sequence}"})

    with count_queries() as counted_again:
        client.get(PAGE)

    assert len(counted_again()) == before
    assert before <= 25
