"""Challenge: a question is asked of a risk, given to somebody, answered and closed; and what of it who may see."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from playwright.sync_api import Page, expect

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Membership, Owner, Role, Trust, User
from probation_planning.organisation.refusals import sentence_of
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.models import Entry, Question, Register, Review
from tests.browser import assert_fits, assert_no_axe_violations, sign_in_browser
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT

SignIn = Callable[[str], Client]
MANAGER = "operations.city@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
CHIEF = "chief.executive@derbyshire.example"
ONCE = "5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0001"
ASKED = {"kind": "question", "text": "Why has it not moved?", "body": "audit-committee", "once": ONCE}
LIST = RISKS + "questions/"
NEW = RISKS + "1.1/questions/new/"
ONE = RISKS + "1.1/questions/1/"


def words_of(response: Any) -> str:
    """The page as it was sent."""
    html: str = response.content.decode()
    return html


@pytest.fixture
def ask(sign_in: SignIn, register: Register) -> Callable[..., Any]:
    """Asks a question of risk 1.1 for the Audit Committee, unless changed."""

    def asked(email: str = AUDIT, reference: str = "1.1", **changed: str) -> Any:
        return sign_in(email).post(f"{RISKS}{reference}/questions/new/", ASKED | changed)

    return asked


@pytest.fixture
def question(ask: Callable[..., Any], register: Register) -> Question:
    """Question 1 on risk 1.1, asked by the Audit Committee."""
    assert ask().status_code == 302
    return Question.objects.get()


@pytest.fixture
def given(question: Question, sign_in: SignIn) -> Owner:
    """The same, given to the Chief Executive to answer by 30 June."""
    chief = Owner.objects.get(name="Chief Executive")
    typed = {"owner": chief.pk, "due_on": "30 6 2011", "seen": "1"}
    assert sign_in(OFFICER).post(ONE + "assign/", typed).status_code == 302
    return chief


def states() -> list[str]:
    """Of all rows, as they came."""
    return list(Question.objects.order_by("moment").values_list("state", flat=True))


# Asking


@pytest.mark.parametrize(("email", "body", "on"), [(AUDIT, "audit-committee", "mar-11"), (SMT, "smt", "mar-11")])
def test_a_member_asks_for_their_body(
    ask: Callable[..., Any], register: Register, email: str, body: str, on: str
) -> None:
    response = ask(email, body=body)

    assert response["Location"] == ONE
    row = Question.objects.select_related("review", "body", "given_by").get()
    assert (row.body.slug, row.section, row.number, row.sequence, row.state) == (body, 1, 1, 1, "asked")
    assert (row.review and row.review.slug, row.given_by.email, row.dated) == (on, email, datetime.date(2011, 6, 20))


def test_a_committee_asks_of_section_2(ask: Callable[..., Any], register: Register) -> None:
    assert ask(reference="2.1").status_code == 302
    assert Question.objects.get().section == 2


@pytest.mark.parametrize("email", [OFFICER, AUDITOR, MANAGER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_asks(sign_in: SignIn, register: Register, email: str, method: str) -> None:
    response = getattr(sign_in(email), method)(NEW, ASKED)

    assert response.status_code == 403
    assert "Only members of a body that reads this risk ask questions of it." in words_of(response)
    assert not Question.objects.exists()


def test_nobody_asks_for_a_body_they_do_not_sit_on(ask: Callable[..., Any], register: Register) -> None:
    assert SENT_ALONG in words_of(ask(SMT))
    assert not Question.objects.exists()


def test_smt_asks_nothing_of_section_2(sign_in: SignIn, register: Register) -> None:
    hidden, unknown = (sign_in(SMT).get(f"{RISKS}{ref}/questions/new/") for ref in ("2.1", "9.1"))

    assert (hidden.status_code, unknown.status_code) == (404, 404)


def test_an_owner_of_section_2_does_not_ask_of_it_for_smt(sign_in: SignIn, register: Register) -> None:
    owner = sign_in("interventions@derbyshire.example")

    assert owner.get(RISKS + "2.4/").status_code == 200
    assert owner.get(RISKS + "2.4/questions/new/").status_code == 403


def test_a_double_click_asks_once(ask: Callable[..., Any], register: Register) -> None:
    assert [ask()["Location"], ask()["Location"]] == [ONE, ONE]
    assert Question.objects.count() == 1


def test_the_same_form_in_other_words_is_not_swallowed(ask: Callable[..., Any], question: Question) -> None:
    response = ask(text="Who is to move it?")
    html = words_of(response)

    assert "This form was sent already, in other words: see Question 1." in html
    assert "Who is to move it?" in html
    again = response.context["form"].data
    assert again["once"] != ONCE
    assert ask(text="Who is to move it?", once=again["once"])["Location"] == RISKS + "1.1/questions/2/"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Write the question."),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"text": "\u200b"}, "holds nothing that can be read"),
        ({"kind": "order"}, "Choose what is wanted."),
        ({"once": "x"}, SENT_ALONG),
    ],
)
def test_a_wrong_question_is_explained(
    ask: Callable[..., Any], register: Register, changed: dict[str, str], sentence: str
) -> None:
    response = ask(**changed)

    assert response.status_code == 200
    assert sentence in words_of(response)
    assert not Question.objects.exists()


def test_what_was_typed_comes_back(sign_in: SignIn, register: Register) -> None:
    client = sign_in(AUDIT)
    client.post("/derbyshire/draft/", {"address": NEW, "text": "Half a question", "kind": "deep_dive"})
    assert "Half a question" in words_of(client.get(NEW))

    client.post(NEW, {"discard": "yes"})
    assert "Half a question" not in words_of(client.get(NEW))


# Giving it to somebody


def test_the_officer_gives_it_to_somebody(given: Owner) -> None:
    row = Question.objects.latest("moment")

    assert (row.state, row.owner, row.due_on, row.sequence) == ("assigned", given, datetime.date(2011, 6, 30), 2)
    assert (row.text, row.kind, row.body.slug) == ("Why has it not moved?", "question", "audit-committee")


@pytest.mark.parametrize("email", [AUDIT, SMT, OWNER])
def test_nobody_else_gives_it(sign_in: SignIn, question: Question, email: str) -> None:
    response = sign_in(email).get(ONE + "assign/")

    assert response.status_code == 403
    assert "Only the performance officer gives questions to somebody." in words_of(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"owner": ""}, "Choose who is to answer."),
        ({"owner": "999999"}, "Choose an owner from the list."),
        ({"due_on": "19 6 2011"}, "Enter today or a day to come."),
        ({"due_on": "31 6 2011"}, "There is no 31 June 2011."),
        ({"seen": "x"}, SENT_ALONG),
    ],
)
def test_what_is_wrong_with_it_is_explained(
    sign_in: SignIn, question: Question, changed: dict[str, str], sentence: str
) -> None:
    chief = str(Owner.objects.get(name="Chief Executive").pk)
    typed = {"owner": chief, "due_on": "30 6 2011", "seen": "1"} | changed

    assert sentence in words_of(sign_in(OFFICER).post(ONE + "assign/", typed))
    assert states() == ["asked"]


def test_a_question_of_section_2_goes_to_an_owner_of_the_risk(
    ask: Callable[..., Any], sign_in: SignIn, register: Register
) -> None:
    ask(reference="2.1")
    client = sign_in(OFFICER)
    page = RISKS + "2.1/questions/1/assign/"
    stranger = Owner.objects.get(name="Director of Interventions")
    owner = register.entries.get(reference="2.1").owners.get().owner

    wrong = client.post(page, {"owner": stranger.pk, "seen": "1"})
    assert "Choose an owner from the list." in words_of(wrong)
    assert stranger.name not in [label for _, label in wrong.context["form"].fields["owner"].choices]
    assert client.post(page, {"owner": owner.pk, "seen": "1"}).status_code == 302


# Answering


@pytest.mark.parametrize(("email", "named"), [(CHIEF, "Chief Executive"), (OWNER, "Director of Business Services")])
def test_whoever_it_was_given_to_and_the_risks_owners_answer(
    sign_in: SignIn, given: Owner, email: str, named: str
) -> None:
    sign_in(email).post(ONE + "answer/", {"answer": "The landlord is slow.", "seen": "2"})

    row = Question.objects.latest("moment")
    assert (row.state, row.answer, row.owner, row.given_as and row.given_as.name) == (
        "answered",
        "The landlord is slow.",
        given,
        named,
    )


def test_the_officer_answers(sign_in: SignIn, question: Question) -> None:
    assert sign_in(OFFICER).post(ONE + "answer/", {"answer": "It has.", "seen": "1"}).status_code == 302


@pytest.mark.parametrize("email", [AUDIT, MANAGER, "interventions@derbyshire.example"])
def test_nobody_else_answers(sign_in: SignIn, given: Owner, email: str) -> None:
    response = sign_in(email).post(ONE + "answer/", {"answer": "It has.", "seen": "2"})

    assert response.status_code == 403
    assert "It is answered by whoever it was given to" in words_of(response)
    assert states() == ["asked", "assigned"]


def test_an_answer_given_in_between_shows_both(sign_in: SignIn, given: Owner) -> None:
    sign_in(CHIEF).post(ONE + "answer/", {"answer": "The landlord is slow.", "seen": "2"})
    client = sign_in(OWNER)

    response = client.post(ONE + "answer/", {"answer": "We have no money.", "seen": "2"})
    html = words_of(response)

    assert response.status_code == 409
    assert "The landlord is slow." in html
    assert "We have no money." in html
    assert client.post(ONE + "answer/", response.context["form"].data).status_code == 302
    assert states() == ["asked", "assigned", "answered", "answered"]


def test_a_second_click_answers_once(sign_in: SignIn, given: Owner) -> None:
    client = sign_in(CHIEF)

    for _ in range(2):
        assert client.post(ONE + "answer/", {"answer": "It has.", "seen": "2"}).status_code == 302
    assert states() == ["asked", "assigned", "answered"]


def test_an_empty_answer_is_none(sign_in: SignIn, given: Owner) -> None:
    assert "Write the answer." in words_of(sign_in(CHIEF).post(ONE + "answer/", {"answer": " ", "seen": "2"}))


# Closing


def test_a_member_of_the_body_closes_it_for_good(sign_in: SignIn, given: Owner) -> None:
    client = sign_in(AUDIT)

    response = client.post(ONE + "close/", {"reason": "Explained at the meeting.", "seen": "2"}, follow=True)
    html = words_of(response)

    assert "The question is closed." in html
    assert "Explained at the meeting." in html
    assert 'role="button"' not in html
    assert client.get(ONE + "close/")["Location"] == ONE
    again = sign_in(CHIEF).post(ONE + "answer/", {"answer": "Words that took a while.", "seen": "3"})
    assert "The question is closed and stays closed. Ask a new one." in words_of(again)
    assert "Words that took a while." in words_of(again)
    assert states() == ["asked", "assigned", "closed"]


def test_the_officer_closes_it_with_a_minute(sign_in: SignIn, question: Question) -> None:
    client = sign_in(OFFICER)
    typed = {"reason": "Explained.", "seen": "1"}

    assert "Give the minute in which the body settled it." in words_of(client.post(ONE + "close/", typed))
    client.post(ONE + "close/", typed | {"minute_reference": "2011/06 item 4"})
    assert Question.objects.latest("moment").reason == "Explained. (minute 2011/06 item 4)"


@pytest.mark.parametrize("email", [SMT, OWNER, MANAGER])
def test_nobody_else_closes_it(sign_in: SignIn, question: Question, email: str) -> None:
    response = sign_in(email).post(ONE + "close/", {"reason": "Enough.", "seen": "1"})

    assert response.status_code == 403
    assert "It is closed by a member of the Audit Committee" in words_of(response)


def test_no_member_closes_a_question_of_their_own_risk(sign_in: SignIn, ask: Callable[..., Any]) -> None:
    ask(SMT, body="smt")
    Membership.objects.get_or_create(user=User.objects.get(email=OWNER), role=Role.SMT)
    client = sign_in(OWNER)

    response = client.post(ONE + "close/", {"reason": "Enough.", "seen": "1"})

    assert response.status_code == 403
    assert "who owns neither the risk nor the question" in words_of(response)
    assert ONE + "close/" not in words_of(client.get(ONE))
    assert sign_in(SMT).post(ONE + "close/", {"reason": "Enough.", "seen": "1"}).status_code == 302


def test_nor_one_that_was_given_to_them(sign_in: SignIn, ask: Callable[..., Any]) -> None:
    ask(SMT, body="smt")
    Membership.objects.get_or_create(user=User.objects.get(email=CHIEF), role=Role.SMT)
    assert sign_in(CHIEF).get(ONE + "close/").status_code == 200

    chief = Owner.objects.get(name="Chief Executive")
    sign_in(OFFICER).post(ONE + "assign/", {"owner": chief.pk, "due_on": "30 6 2011", "seen": "1"})

    assert sign_in(CHIEF).post(ONE + "close/", {"reason": "Enough.", "seen": "2"}).status_code == 403


def test_an_officer_who_owns_the_risk_names_the_minute_though_they_sit_on_the_body(
    sign_in: SignIn, ask: Callable[..., Any]
) -> None:
    ask(SMT, body="smt")
    for role in (Role.SMT, Role.OFFICER):
        Membership.objects.get_or_create(user=User.objects.get(email=OWNER), role=role)
    client = sign_in(OWNER)
    typed = {"reason": "Enough.", "seen": "1"}

    assert "Give the minute in which the body settled it." in words_of(client.post(ONE + "close/", typed))
    assert client.post(ONE + "close/", typed | {"minute_reference": "2011/06 item 4"}).status_code == 302


def test_looking_changes_nothing(sign_in: SignIn, given: Owner) -> None:
    client = sign_in(OFFICER)
    for address in (LIST, ONE, ONE + "assign/", ONE + "answer/", ONE + "close/"):
        assert client.get(address).status_code == 200

    assert states() == ["asked", "assigned"]


# Who sees it


@pytest.mark.parametrize("email", [OFFICER, SMT, OWNER, MANAGER, AUDIT])
def test_those_at_work_and_the_committee_see_it(sign_in: SignIn, question: Question, email: str) -> None:
    client = sign_in(email)

    for address in (LIST, ONE, RISKS + "1.1/"):
        assert "Why has it not moved?" in words_of(client.get(address)), address


def test_the_auditor_sees_what_there_was_at_the_last_issue(sign_in: SignIn, question: Question, june: Review) -> None:
    client = sign_in(AUDITOR)
    assert client.get(ONE).status_code == 404
    assert "Why has it not moved?" not in words_of(client.get(RISKS + "1.1/")) + words_of(client.get(LIST))

    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    sign_in(OFFICER).post(ONE + "answer/", {"answer": "Given after the issue.", "seen": "1"})

    assert "Why has it not moved?" in words_of(client.get(ONE))
    assert "Given after the issue." not in words_of(client.get(ONE)) + words_of(client.get(LIST))
    assert "Given after the issue." in words_of(sign_in(AUDIT).get(ONE))


def test_what_smt_asks_is_not_the_committees_before_it_is_issued(ask: Callable[..., Any], sign_in: SignIn) -> None:
    ask(SMT, body="smt")

    assert sign_in(AUDIT).get(ONE).status_code == 404


@pytest.mark.parametrize("email", [SMT, MANAGER, "board.secretary@derbyshire.example"])
def test_section_2_leaves_no_trace(ask: Callable[..., Any], sign_in: SignIn, email: str) -> None:
    ask(reference="2.1", text="Canary of section two")
    client = sign_in(email)

    html = words_of(client.get(LIST))
    assert "Canary" not in html
    assert "Nothing was asked of a risk yet." in html
    for rest in ("questions/1/", "questions/1/answer/", "questions/1/?section=2"):
        assert client.get(f"{RISKS}2.1/{rest}").status_code == 404
    assert client.post(f"{RISKS}2.1/questions/1/answer/", {"answer": "x", "seen": "1"}).status_code == 404


def test_a_question_stays_in_the_section_it_was_asked_in(
    ask: Callable[..., Any], sign_in: SignIn, entry: Entry
) -> None:
    ask(text="Asked while it was a key risk")
    cycle.move(entry, "2.5")
    ask(text="Canary of section two", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0002")
    officer = sign_in(OFFICER)

    assert "Asked while it was a key risk" in words_of(officer.get(RISKS + "2.5/questions/1/?section=1"))
    assert "Canary" in words_of(officer.get(RISKS + "2.5/questions/1/"))
    html = words_of(officer.get(LIST))
    assert RISKS + "2.5/questions/1/?section=1" in html
    smt = words_of(sign_in(SMT).get(LIST)) + words_of(sign_in(SMT).get(RISKS + "1.1/"))
    assert "Canary" not in smt
    assert "2.5" not in smt


def test_of_a_risk_that_has_left_what_was_asked_is_read_and_nothing_more_done(
    ask: Callable[..., Any], sign_in: SignIn, entry: Entry
) -> None:
    ask(text="Asked while it was a key risk")
    cycle.move(entry, "2.5")
    ask(text="Canary of section two", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0002")
    smt = sign_in(SMT)

    assert f'href="{ONE}"' in words_of(smt.get(LIST))
    page = smt.get(ONE)
    assert page.status_code == 200
    assert "Asked while it was a key risk" in words_of(page)
    assert not re.search("Canary|2[.]5", words_of(page))
    assert smt.get(ONE + "?section=2").status_code == 404
    assert smt.get(ONE + "assign/").status_code == 403
    for act in ("1/answer/", "1/close/", "new/"):
        refused = smt.get(RISKS + "1.1/questions/" + act)
        assert refused.status_code == 403
        assert "This risk is no longer a key risk." in words_of(refused)
    unknown = [smt.get(RISKS + f"{one}/questions/1/").status_code for one in ("2.5", "2.1", "1.99")]
    assert unknown == [404] * 3


def test_a_committee_that_was_given_nothing_yet_finds_nothing(sign_in: SignIn, register: Register) -> None:
    Body.objects.filter(slug="audit-committee").update(role=Role.SMT)
    committee = sign_in(AUDIT)

    for address in (RISKS + "1.1/", NEW, ONE):
        assert committee.get(address).status_code == 404
        assert committee.post(address, ASKED).status_code in {404, 405}


def test_a_draft_of_one_section_is_not_shown_in_the_other(
    ask: Callable[..., Any], sign_in: SignIn, entry: Entry
) -> None:
    ask(text="Asked while it was a key risk")
    cycle.move(entry, "2.5")
    ask(text="Asked since", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0002")
    officer = sign_in(OFFICER)
    page = RISKS + "2.5/questions/1/answer/"
    assert 'data-draft-by="section"' in words_of(officer.get(page))
    officer.post("/derbyshire/draft/", {"address": page + "?section=2", "answer": "Canary of section two"})

    assert "Canary" in words_of(officer.get(page))
    assert "Canary" not in words_of(officer.get(page + "?section=1"))
    officer.post(page + "?section=1", {"discard": "yes"})
    assert "Canary" in words_of(officer.get(page))
    officer.post(page, {"answer": "Answered.", "seen": "1", "section": "2"})
    assert "Canary" not in words_of(officer.get(page))


def test_a_form_answers_the_question_of_its_own_section(ask: Callable[..., Any], sign_in: SignIn, entry: Entry) -> None:
    ask(text="Asked while it was a key risk")
    cycle.move(entry, "2.5")
    ask(text="Asked since", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0002")

    page = RISKS + "2.5/questions/1/answer/"
    sign_in(OFFICER).post(page, {"answer": "Answered.", "seen": "1", "section": "1"})

    assert Question.objects.get(state="answered").section == 1


def test_leaving_theirs_leads_back_to_the_question_of_that_section(
    ask: Callable[..., Any], sign_in: SignIn, entry: Entry
) -> None:
    ask(text="Asked while it was a key risk")
    cycle.move(entry, "2.5")
    ask(text="Asked since", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0002")
    officer, page = sign_in(OFFICER), RISKS + "2.5/questions/1/answer/"
    for answer in ("The first.", "The second."):
        both = officer.post(page + "?section=1", {"answer": answer, "seen": "1", "section": "1"})

    assert both.status_code == 409
    assert f'href="{page}?section=1">Leave the other as it is' in words_of(both)
    # Both were the officer's own.
    assert "You saved this already, in another window" in words_of(both)
    assert "Somebody else" not in words_of(both)


def test_a_question_of_section_2_does_not_follow_the_risk_into_section_1(
    ask: Callable[..., Any], sign_in: SignIn, register: Register
) -> None:
    ask(reference="2.1", text="Canary of section two")
    cycle.move(register.entries.get(reference="2.1"), "1.16")
    client = sign_in(SMT)

    pages = [client.get(address) for address in (LIST, RISKS + "1.16/", RISKS + "1.16/questions/1/")]
    assert "Canary" not in "".join(words_of(page) for page in pages)
    assert pages[2].status_code == 404
    assert client.get(RISKS + "1.16/questions/1/?section=2").status_code == 404
    assert "Canary" in words_of(sign_in(AUDIT).get(LIST))


def test_a_past_review_knows_nothing_of_it(sign_in: SignIn, question: Question) -> None:
    assert "Why has it not moved?" not in words_of(sign_in(OFFICER).get(RISKS + "1.1/?review=mar-11"))


def test_another_trust_sees_nothing(sign_in: SignIn, question: Question) -> None:
    for address in (LIST, ONE):
        assert sign_in("officer@merseyside.example").get(address).status_code == 404


def test_a_trust_without_a_register_has_no_questions(sign_in: SignIn, register: Register) -> None:
    page = sign_in("officer@merseyside.example").get("/merseyside/2010-11/risks/questions/")

    assert page.status_code == 200


# The list


@pytest.mark.parametrize(
    ("query", "many"),
    [
        ("", 2),
        ("?state=asked", 1),
        ("?state=assigned", 1),
        ("?state=closed", 1),
        ("?state=all", 3),
        ("?kind=deep_dive", 1),
        ("?body=smt", 1),
        ("?owner=Chief+Executive", 1),
        ("?overdue=yes", 0),
    ],
)
def test_the_list_is_narrowed_in_its_address(
    sign_in: SignIn, ask: Callable[..., Any], given: Owner, query: str, many: int
) -> None:
    ask(SMT, body="smt", kind="deep_dive", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0002")
    ask(reference="1.2", once="5a3c1b1e-70f5-4c38-9d51-1b7f3c1d0003")
    sign_in(AUDIT).post(RISKS + "1.2/questions/1/close/", {"reason": "Settled.", "seen": "1"})

    response = sign_in(OFFICER).get(LIST + query)

    assert response.status_code == 200
    assert len(response.context["questions"]) == many


@pytest.mark.parametrize("query", ["?state=x", "?body=board", "?owner=Directors", "?overdue=maybe"])
def test_a_filter_that_is_none_is_answered_in_words(sign_in: SignIn, question: Question, query: str) -> None:
    response = sign_in(SMT).get(LIST + query)

    assert response.status_code == 400
    assert "is not one of the choices. Choose from the list." in words_of(response)


@pytest.mark.parametrize(("due", "overdue"), [("2011-06-19", True), ("2011-06-20", False)])
def test_today_is_not_overdue(sign_in: SignIn, question: Question, due: str, overdue: bool) -> None:
    chief = Owner.objects.get(name="Chief Executive")
    kept = ("register_id", "entry_id", "risk_id", "section", "number", "body_id", "kind", "text", "review_id")
    said = {name: getattr(question, name) for name in kept}
    Question.objects.create(**said, state="assigned", owner=chief, due_on=due, dated=due, given_by=cycle.officer())

    assert len(sign_in(OFFICER).get(LIST + "?overdue=yes").context["questions"]) == overdue
    assert (">Overdue</strong>" in words_of(sign_in(OFFICER).get(ONE))) is overdue


def test_the_database_keeps_a_question_as_it_was_asked(question: Question) -> None:
    kept = ("register_id", "entry_id", "risk_id", "section", "number", "body_id", "kind")
    said = {name: getattr(question, name) for name in kept}

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Question.objects.create(**said, text="Other words", dated=cycle.day(), given_by=cycle.officer())

    assert sentence_of(error.value) == "A question stays as it was asked."


@pytest.mark.parametrize(("address", "at_most"), [(LIST, 10), (ONE, 12)], ids=["list", "one"])
def test_pages_ask_as_much_of_one_question_as_of_forty(
    sign_in: SignIn, question: Question, entry: Entry, count_queries: Any, address: str, at_most: int
) -> None:
    client = sign_in(OFFICER)
    asked = []
    for more in (0, 40):
        for at in range(more):
            said = {"register": entry.register, "risk": entry.risk, "section": 1, "text": f"Number {at}"}
            Question.objects.create(
                entry=entry, body=question.body, dated=cycle.day(), given_by=cycle.officer(), **said
            )
        client.get(address)
        with count_queries() as counted:
            assert client.get(address).status_code == 200
        asked.append(len(counted()))

    assert asked[0] == asked[1] <= at_most, counted()


# In a browser


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_a_question_is_asked_given_and_answered(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_browser(page, site, AUDIT)
    page.goto(f"{site}{RISKS}1.14/")
    page.get_by_role("button", name="Ask a question").click()
    fits(page)
    page.get_by_role("textbox", name="Question").fill("Why has it not moved?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1")
    fits(page)
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        assert Question.objects.get().section == 1
    page.locator(".account__summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")

    sign_in_browser(page, site, OFFICER)
    page.goto(site + LIST)
    expect(page.get_by_text("1 question")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="Why has it not moved?").click()
    page.get_by_role("button", name="Give it to somebody").click()
    page.get_by_label("Owner").select_option("Chief Executive")
    page.get_by_label("Answer by").fill("30 6 2011")
    fits(page)
    page.get_by_role("button", name="Give it", exact=True).click()
    page.get_by_role("button", name=re.compile("^Answer")).click()
    page.get_by_role("textbox", name="Answer").fill("It cannot move before the trial.")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("The answer is saved.")).to_be_visible()
    fits(page)
    page.goto(f"{site}{RISKS}1.14/")
    expect(page.get_by_role("link", name=re.compile("Question 1: Why has it not moved"))).to_be_visible()
    fits(page)


def fits(page: Page) -> None:
    """Nothing runs off the side, and axe finds nothing."""
    assert_fits(page)
    assert_no_axe_violations(page)
