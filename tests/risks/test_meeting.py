"""The pages of the meeting: who reads them, what they show, what they take, and what they leave out."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Body, Owner
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.models import Acceptance, Action, Assessment, Control, Decision, Entry, Question, Register, Review, Stage
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
MEETING = RISKS + "reviews/jun-11/meeting/"
STEP = MEETING + "1.1/"
MANAGER = "operations.city@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
PAGES = ["", "1.1/", "rest/", "held/"]
AGREED = {"outcome": "agreed", "minute": "", "seen": "0"}
CHANGED = {"outcome": "changed", "likelihood": "4", "impact": "4", "minute": "The site fell through.", "seen": "0"}


@pytest.fixture
def issued(rate: Rate, entry: Entry, register: Register, june: Review) -> Review:
    """Jun-11 with SMT: 1.1 proposed at 12 Amber, 1.14 at 20 Red, nothing proposed for the others."""
    rate(entry)
    cycle.propose(register.entries.get(reference="1.14"), june, likelihood=4, impact=5)
    cycle.issue(june)
    return june


@pytest.fixture
def others_deferred(issued: Review) -> None:
    """All but 1.1 and 1.14 are decided."""
    for entry in Entry.objects.filter(section=1).exclude(reference__in=["1.1", "1.14"]):
        cycle.decide(entry, issued, "deferred")


def words_of(response: Any) -> str:
    """The page as it was sent."""
    html: str = response.content.decode()
    return html


# Who reads them


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_the_officer_and_smt_open_every_page(sign_in: SignIn, issued: Review, email: str, address: str) -> None:
    assert sign_in(email).get(MEETING + address).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", PAGES)
def test_a_manager_who_is_not_of_smt_is_refused_in_words(
    sign_in: SignIn, issued: Review, address: str, method: str
) -> None:
    response = getattr(sign_in(MANAGER), method)(MEETING + address)

    # The first page has no form.
    if (method, address) == ("post", ""):
        assert response.status_code == 405
        return
    assert response.status_code == 403
    assert "Only members of SMT and the performance officer record what a meeting decided." in words_of(response)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("email", [AUDIT, AUDITOR, "officer@merseyside.example"])
def test_who_was_not_given_the_review_finds_no_such_page(
    sign_in: SignIn, issued: Review, derbyshire: object, email: str, address: str
) -> None:
    assert sign_in(email).get(MEETING + address).status_code == 404


@pytest.mark.parametrize("email", [AUDIT, AUDITOR])
def test_a_committee_that_was_given_the_review_does_not_record_its_meeting(sign_in: SignIn, email: str) -> None:
    assert sign_in(email).get(RISKS + "reviews/mar-11/meeting/").status_code == 403


@pytest.mark.parametrize("address", ["2.1/", "9.1/", "1.99/"])
@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_a_risk_that_is_not_in_the_papers_has_no_step(
    sign_in: SignIn, issued: Review, email: str, address: str
) -> None:
    assert sign_in(email).get(MEETING + address).status_code == 404
    assert sign_in(email).post(MEETING + address, AGREED).status_code == 404


def test_a_review_that_is_none_has_no_meeting(sign_in: SignIn, june: Review) -> None:
    assert sign_in(OFFICER).get(RISKS + "reviews/dec-11/meeting/").status_code == 404


def test_a_trust_in_which_nobody_decides_has_none(sign_in: SignIn, june: Review, march: Review) -> None:
    Body.objects.filter(slug="smt").update(decides=False)

    assert sign_in(OFFICER).get(MEETING).status_code == 404


@pytest.mark.parametrize("address", PAGES[1:])
def test_before_the_papers_there_is_nothing_to_decide(sign_in: SignIn, june: Review, address: str) -> None:
    client = sign_in(SMT)

    assert client.get(MEETING + address).status_code == 404
    assert "The papers for Jun-11 are not issued to the Senior Management Team yet." in words_of(client.get(MEETING))


def test_withdrawn_papers_are_not_decided_on(sign_in: SignIn, issued: Review) -> None:
    cycle.withdraw(issued)
    client = sign_in(SMT)

    html = words_of(client.get(MEETING))
    assert "does not hold these papers now: papers withdrawn" in html
    assert "Start with" not in html
    assert "Save and next" not in words_of(client.get(STEP))
    refused = client.post(STEP, CHANGED)
    assert "The Senior Management Team holds no papers for Jun-11." in words_of(refused)
    assert "The site fell through." in words_of(refused)


def test_papers_recorded_from_paper_say_that_nothing_is_minuted(sign_in: SignIn) -> None:
    html = words_of(sign_in(SMT).get(RISKS + "reviews/mar-11/meeting/"))

    assert "are recorded from paper, as issued on 5 April 2011." in html
    assert "What the Senior Management Team said of each risk is not recorded." in html


def test_a_body_that_reads_section_2_is_no_meeting_for_who_may_not(
    sign_in: SignIn, june: Review, march: Review
) -> None:
    Body.objects.filter(slug="smt").update(sections=[1, 2])
    cycle.issue(june)

    assert sign_in(SMT).get(MEETING).status_code == 403
    assert sign_in(OFFICER).get(MEETING + "2.1/").status_code == 200


# The list


def test_the_list_counts_and_runs_worst_first(sign_in: SignIn, issued: Review, entry: Entry) -> None:
    cycle.decide(entry, issued)
    response = sign_in(SMT).get(MEETING)
    html = words_of(response)

    assert "Senior Management Team, Jun-11: 1 of 15 decided" in html
    assert response.context["sitting"].tallies == [("agreed", 1), ("changed", 0), ("deferred", 0), ("left", 14)]
    references = [one.line.reference for one in response.context["sitting"].risks]
    assert references[:3] == ["1.14", "1.4", "1.5"]
    assert "Continue with risk 1.14" in html


def test_an_interim_rating_moves_nothing_in_it(sign_in: SignIn, issued: Review, register: Register) -> None:
    client = sign_in(SMT)
    before = [one.line.reference for one in client.get(MEETING).context["sitting"].risks]

    cycle.said_of(register.entries.get(reference="1.11"), None, "interim", likelihood=5, impact=5)

    assert [one.line.reference for one in client.get(MEETING).context["sitting"].risks] == before


def test_a_closed_risk_is_not_decided_on(sign_in: SignIn, entry: Entry, june: Review) -> None:
    cycle.close(entry)
    cycle.issue(june)

    assert len(sign_in(SMT).get(MEETING).context["sitting"].risks) == 14


@pytest.mark.parametrize(("to", "leads_to"), [("1.14", MEETING + "1.14/"), ("2.1", None), ("x", None)])
def test_one_jumps_to_a_risk_of_the_papers(sign_in: SignIn, issued: Review, to: str, leads_to: str | None) -> None:
    response = sign_in(SMT).get(MEETING, {"to": to})

    assert response.get("Location") == leads_to
    assert response.status_code == (302 if leads_to else 200)


def test_the_list_to_jump_from_tells_rating_and_decision_and_the_beginning_of_a_long_title(
    sign_in: SignIn, issued: Review, register: Register
) -> None:
    risks = sign_in(SMT).get(MEETING).context["sitting"].risks
    one = next(one for one in risks if one.line.rating)
    brief = one._replace(line=one.line._replace(title="Loss of staff"))
    long = one._replace(line=one.line._replace(title="a" * 61), outcome="agreed")

    score = f"{one.line.rating.score} {one.line.rating.band.label}"
    assert brief.label == f"{one.line.reference}, {score}: Loss of staff"
    assert long.label == f"{one.line.reference}, {score}, agreed: {'a' * 59}…"


@pytest.mark.parametrize("address", PAGES)
def test_section_2_leaves_no_trace(sign_in: SignIn, issued: Review, address: str) -> None:
    Entry.objects.filter(section=2).update(title="Canary of section two")
    for email in (OFFICER, SMT):
        html = words_of(sign_in(email).get(MEETING + address))

        for trace in ["Canary", "IT failure", "of 19", "ection 2", ">2.1", "/2.1/"]:
            assert trace not in html, trace


# One risk


def test_a_step_shows_what_the_table_asks(sign_in: SignIn, issued: Review, entry: Entry, register: Register) -> None:
    owner = Owner.objects.get(name="Chief Executive")
    of: dict[str, Any] = {"entry": entry, "risk": entry.risk, "register": register, "section": 1}
    by: dict[str, Any] = {"dated": cycle.day(), "given_by": cycle.officer()}
    Action.objects.create(text="Meet the landlord", owner=owner, due_on=datetime.date(2011, 6, 19), **of, **by)
    Action.objects.create(text="Sign the lease", owner=owner, due_on=cycle.day(), **of, **by)
    Control.objects.create(text="The project board", **of, **by)
    Acceptance.objects.create(accepted_by=owner, why="It must do", until=cycle.day(), watched="The rent", **of, **by)
    Question.objects.create(body=Body.objects.get(slug="smt"), text="What of Derby?", **of, **by)
    cycle.said_of(entry, None, "interim", likelihood=5, impact=3)

    html = words_of(sign_in(SMT).get(STEP))

    assert "Risk 11 of 15, worst first" in html
    assert "Agree 12 Amber as proposed" in html
    for words in (
        "The lease in Derby is late.",
        "Meet the landlord.",
        "Actions (2, 1 overdue)",
        "due 19 June 2011",
        "The project board",
        "It must do",
        "What of Derby?",
        "Rated since, between reviews (1)",
        "4 High (proposed)",
        "3 Medium (proposed)",
        "3 Medium (last time)",
        "The chance of it is greater than the chance against.",
    ):
        assert words in html, words


def test_nothing_is_there_to_agree_where_nothing_is_proposed(sign_in: SignIn, issued: Review) -> None:
    html = words_of(sign_in(SMT).get(MEETING + "1.12/"))

    assert "> Agree" not in html
    assert ">Agree" not in html
    assert "Rate it here: nothing was proposed" in html


@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_saving_leads_on_to_the_next_that_is_undecided(
    sign_in: SignIn, issued: Review, register: Register, email: str
) -> None:
    cycle.decide(register.entries.get(reference="1.13"), issued, "deferred")

    response = sign_in(email).post(STEP, AGREED | {"then": "next"}, follow=True)

    assert response.redirect_chain == [(MEETING + "1.3/", 302)]
    assert "What was decided on risk 1.1 is minuted." in words_of(response)
    assert Decision.objects.get(entry__reference="1.1").given_by.email == email


def test_saving_stays_where_one_asked_to_stay(sign_in: SignIn, issued: Review) -> None:
    response = sign_in(SMT).post(STEP, CHANGED, follow=True)

    assert response.redirect_chain == [(STEP, 302)]
    html = words_of(response)
    assert '<strong class="said__words">Changed to</strong> <strong class="band band--red">' in html
    assert "The site fell through." in html
    assert 'value="changed" checked' in html


def test_after_the_last_one_comes_the_list(sign_in: SignIn, others_deferred: None, issued: Review) -> None:
    client = sign_in(SMT)
    client.post(MEETING + "1.14/", AGREED)

    response = client.post(STEP, AGREED | {"then": "next"}, follow=True)

    assert response.redirect_chain == [(MEETING, 302)]
    assert "15 of 15 decided" in words_of(response)
    assert "Record the meeting as held" in words_of(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"outcome": ""}, "Choose what was decided."),
        ({"outcome": "cleared"}, "Choose what was decided."),
        ({"outcome": "x"}, "Choose what was decided."),
        ({"likelihood": "6"}, "Choose a level from 1 to 5."),
        ({"impact": ""}, "Choose the impact."),
        ({"impact": "3"}, "These are the levels that were proposed. Agree them, or choose others."),
        ({"seen": "-1"}, SENT_ALONG),
        ({"seen": "9" * 400}, SENT_ALONG),
        ({"minute": "Words that took a while." + "x" * 4000}, "at most 4000 characters"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, issued: Review, changed: dict[str, str], sentence: str
) -> None:
    response = sign_in(SMT).post(STEP, CHANGED | {"minute": "Words that took a while."} | changed)
    html = words_of(response)

    assert response.status_code == 200
    assert sentence in html
    assert "Words that took a while." in html
    assert "<title>Error: " in html
    assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", ["changed", "deferred"])
def test_a_minute_is_asked_for(sign_in: SignIn, issued: Review, outcome: str) -> None:
    response = sign_in(SMT).post(STEP, CHANGED | {"outcome": outcome, "minute": ""})

    assert f"Minute why the rating is {outcome}." in words_of(response)


def test_nothing_is_agreed_where_nothing_is_proposed(sign_in: SignIn, issued: Review) -> None:
    response = sign_in(SMT).post(MEETING + "1.12/", AGREED)

    assert "Choose what was decided." in words_of(response)
    assert not Decision.objects.exists()


def test_a_double_click_minutes_once(sign_in: SignIn, issued: Review) -> None:
    client = sign_in(SMT)

    assert [client.post(STEP, CHANGED).status_code for _ in range(2)] == [302, 302]
    assert Decision.objects.count() == 1


def test_two_recorders_see_both_minutes(sign_in: SignIn, issued: Review) -> None:
    sign_in(OFFICER).post(STEP, CHANGED)
    client = sign_in(SMT)

    response = client.post(STEP, {"outcome": "deferred", "minute": "The figures are awaited.", "seen": "0"})
    html = words_of(response)

    assert response.status_code == 409
    for words in ("Performance officer", "The site fell through.", "The figures are awaited.", "Change it", "4 High"):
        assert words in html
    again = response.context["form"].data
    assert again["seen"] == "1"
    assert client.post(STEP, again).status_code == 302
    assert list(Decision.objects.values_list("outcome", flat=True)) == ["changed", "deferred"]


def test_a_decision_is_taken_back_and_stays_on_record(sign_in: SignIn, issued: Review) -> None:
    client = sign_in(SMT)
    client.post(STEP, CHANGED)

    response = client.post(STEP, {"take_back": "yes", "seen": "1"}, follow=True)
    html = words_of(response)

    assert "The decision on risk 1.1 is taken back." in html
    assert "0 decided" in html
    assert "The site fell through." in html
    assert [one.outcome for one in Decision.objects.order_by("sequence")] == ["changed", "cleared"]


@pytest.mark.parametrize("seen", ["0", "", "x", "-5"])
def test_nobody_takes_back_what_they_have_not_seen(sign_in: SignIn, issued: Review, seen: str) -> None:
    client = sign_in(SMT)
    client.post(STEP, CHANGED)

    response = client.post(STEP, {"take_back": "yes", "seen": seen}, follow=True)

    assert "Somebody minuted this risk in the meantime." in words_of(response)
    assert Decision.objects.count() == 1


def test_what_was_typed_and_not_saved_comes_back_until_it_is(sign_in: SignIn, issued: Review) -> None:
    client = sign_in(SMT)
    client.post("/derbyshire/draft/", {"address": STEP, "minute": "Half a thought", "outcome": "deferred"})

    html = words_of(client.get(STEP))
    assert "Half a thought" in html
    assert "These are the words you typed before and have not saved." in html
    assert "Half a thought" not in words_of(sign_in(OFFICER).get(STEP))

    client.post(STEP, {"discard": "yes"})
    assert "Half a thought" not in words_of(client.get(STEP))


def test_the_way_on_and_back_is_the_order_of_the_list(sign_in: SignIn, issued: Review) -> None:
    first = sign_in(SMT).get(MEETING + "1.14/").context
    lowest = first["sitting"].risks[-1]
    last = sign_in(SMT).get(f"{MEETING}{lowest.line.reference}/").context

    assert (first["before"], first["after"].line.reference) == (None, "1.4")
    assert (last["one"].place, last["after"]) == (15, None)
    assert last["before"].place == 14


# The rest


def test_the_rest_is_agreed_on_one_page(sign_in: SignIn, issued: Review, entry: Entry) -> None:
    client = sign_in(SMT)
    page = client.get(MEETING + "rest/")
    html = words_of(page)
    assert "Agree 2 ratings" in html
    assert "Nothing is proposed for" in html
    assert "rate or defer them one by one" in html

    typed = {"minute": "Agreed en bloc.", "seen": page.context["form"].initial["seen"]}
    response = client.post(MEETING + "rest/", typed, follow=True)

    assert "2 ratings agreed as proposed." in words_of(response)
    assert sorted(Decision.objects.values_list("entry__reference", "minute")) == [
        ("1.1", "Agreed en bloc."),
        ("1.14", "Agreed en bloc."),
    ]


def test_a_list_that_changed_is_shown_anew_with_the_minute(sign_in: SignIn, issued: Review, entry: Entry) -> None:
    client = sign_in(SMT)
    seen = client.get(MEETING + "rest/").context["form"].initial["seen"]
    cycle.decide(entry, issued, "deferred")

    response = client.post(MEETING + "rest/", {"minute": "Agreed en bloc.", "seen": seen})
    html = words_of(response)

    assert "What is left has changed while you looked." in html
    assert "Agreed en bloc." in html
    assert "Agree 1 rating" in html
    again = client.post(MEETING + "rest/", {"minute": "Agreed en bloc.", "seen": response.context["form"].data["seen"]})
    assert again.status_code == 302


# The end


def test_the_meeting_is_not_over_while_something_is_left(sign_in: SignIn, issued: Review) -> None:
    client = sign_in(SMT)

    assert "15 risks still to be decided" in words_of(client.get(MEETING + "held/"))
    response = client.post(MEETING + "held/", {"held_on": "20 6 2011", "minute_reference": "A 1", "seen": "0"})
    assert "15 risks are still to be decided: 1.1, 1.2," in words_of(response)
    assert 'value="A 1"' in words_of(response)


@pytest.fixture
def all_decided(sign_in: SignIn, others_deferred: None) -> Client:
    """An SMT member, with everything decided: 1.1 changed to 16 Red, 1.14 agreed."""
    client = sign_in(SMT)
    client.post(STEP, CHANGED)
    client.post(MEETING + "1.14/", AGREED)
    return client


def hold(client: Client, **changed: str) -> Any:
    """Records it as held today."""
    typed = {"held_on": "20 6 2011", "minute_reference": "2011/06 item 4", "seen": "15"}
    return client.post(MEETING + "held/", typed | changed, follow=True)


def test_the_meeting_is_recorded_as_held(all_decided: Client, issued: Review) -> None:
    response = hold(all_decided)
    html = words_of(response)

    assert response.redirect_chain == [(MEETING, 302)]
    assert "The meeting of the Senior Management Team on 20 June 2011 is recorded." in html
    assert "met on 20 June 2011 (minute 2011/06 item 4)" in html
    assert Stage.objects.get(review=issued, body__slug="smt").state == "met"
    assert sorted(Assessment.objects.filter(kind="agreed").values_list("reference", "score")) == [
        ("1.1", 16),
        ("1.14", 20),
    ]
    assert "Save and next" not in words_of(all_decided.get(STEP))
    assert "The site fell through." in words_of(all_decided.get(STEP))


def test_a_second_click_holds_it_once(all_decided: Client) -> None:
    hold(all_decided)

    assert "is recorded." in words_of(hold(all_decided))
    assert Assessment.objects.filter(kind="agreed").count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"held_on": ""}, "Enter the day on which the body met."),
        ({"held_on": "31 6 2011"}, "There is no 31 June 2011."),
        ({"held_on": "21 6 2011"}, "Enter a day that is not in the future."),
        ({"held_on": "19 6 2011"}, "The papers were issued on 20 June 2011."),
        ({"minute_reference": "x" * 61}, "at most 60 characters"),
        ({"seen": "14"}, "The minutes have changed while you looked."),
    ],
)
def test_what_is_wrong_with_its_end_is_explained(all_decided: Client, changed: dict[str, str], sentence: str) -> None:
    response = hold(all_decided, **changed)

    assert response.status_code == 200
    assert sentence in words_of(response)
    assert not Assessment.objects.filter(kind="agreed").exists()


def test_the_planned_day_is_offered(sign_in: SignIn, rate: Rate, entry: Entry, june: Review) -> None:
    cycle.issue(june, meeting=cycle.meeting("smt", datetime.date(2011, 7, 4)))

    assert sign_in(SMT).get(MEETING + "held/").context["form"].initial["held_on"] == cycle.day()


# What others see of it


@pytest.mark.parametrize("email", [OWNER, MANAGER, OFFICER, SMT])
def test_the_owner_reads_decision_and_minute_on_the_risks_page(
    sign_in: SignIn, all_decided: Client, email: str
) -> None:
    html = words_of(sign_in(email).get(RISKS + "1.1/"))

    assert "whose meeting is not recorded as held yet" in html
    assert "The site fell through." in html
    hold(all_decided)
    html = words_of(sign_in(email).get(RISKS + "1.1/"))
    assert "meeting of 20 June 2011" in html
    assert "Agreed by SMT" in html
    assert '<p class="history__by">Recorded by ' in html


@pytest.mark.parametrize("email", [AUDIT, AUDITOR])
def test_a_committee_reads_it_once_it_is_given_the_review(
    sign_in: SignIn, all_decided: Client, issued: Review, email: str
) -> None:
    hold(all_decided)
    assert "The site fell through." not in words_of(sign_in(email).get(RISKS + "1.1/"))

    cycle.issue(issued, cycle.AUDIT)

    assert "The site fell through." in words_of(sign_in(email).get(RISKS + "1.1/"))


def test_a_past_review_says_nothing_of_a_later_meeting(sign_in: SignIn, all_decided: Client) -> None:
    assert "The site fell through." not in words_of(sign_in(OWNER).get(RISKS + "1.1/?review=mar-11"))


@pytest.mark.parametrize(
    ("email", "is_told"), [(OFFICER, True), (SMT, True), (OWNER, True), (MANAGER, False), (AUDIT, False)]
)
def test_my_work_leads_those_who_record_it_to_the_meeting(
    sign_in: SignIn, issued: Review, email: str, is_told: bool
) -> None:
    assert ("Meeting of the Senior Management Team" in words_of(sign_in(email).get("/"))) is is_told


def test_my_work_knows_no_meeting_without_papers(sign_in: SignIn, june: Review) -> None:
    assert "Meeting of the Senior Management Team" not in words_of(sign_in(SMT).get("/"))


def test_looking_changes_nothing(sign_in: SignIn, issued: Review) -> None:
    before = (Decision.objects.count(), Assessment.objects.count())
    for address in PAGES:
        sign_in(SMT).get(MEETING + address)

    assert (Decision.objects.count(), Assessment.objects.count()) == before


# What it asks of the database


@pytest.mark.parametrize(
    ("address", "at_most"), [("", 10), ("1.1/", 16), ("rest/", 10), ("held/", 10)], ids=["list", "step", "rest", "held"]
)
def test_pages_ask_as_much_of_fifteen_risks_as_of_two_hundred(
    sign_in: SignIn,
    issued: Review,
    grow_register: Callable[[int], None],
    count_queries: Any,
    address: str,
    at_most: int,
) -> None:
    client = sign_in(SMT)
    asked = []
    for wanted in (0, 200):
        if wanted:
            cycle.withdraw(issued)
            grow_register(wanted)
            cycle.issue(issued)
        client.get(MEETING + address)
        with count_queries() as counted:
            assert client.get(MEETING + address).status_code == 200
        asked.append(len(counted()))

    assert asked[0] == asked[1] <= at_most, counted()


def test_saving_asks_little(sign_in: SignIn, issued: Review, count_queries: Any) -> None:
    client = sign_in(SMT)
    client.get(STEP)

    with count_queries() as asked:
        assert client.post(STEP, CHANGED).status_code == 302

    assert len(asked()) <= 18, asked()
