"""Issuing papers: the page with the gate's list, and what is frozen."""

import datetime
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection, connections
from django.test import Client

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, Meeting, Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.issue import GateMoved, issue_papers
from probation_planning.reports.models import Pack, PackedRisk, PackFile
from risks.models import Assessment, Entry, Phase, Register, Review, StageAct
from risks.services.assessing import assess
from tests.reports.cycle import ACCEPTED, COVER, MEETING, gate_now, issue, reader_of, wait_for_drawing
from tests.risks import cycle

SignIn = Callable[[str], Client]
OFFICER = cycle.OFFICER
RISKS = "/derbyshire/2011-12/risks/"
PAGE = RISKS + "reviews/jun-11/issue/smt/"
FOR_COMMITTEE = RISKS + "reviews/jun-11/issue/audit-committee/"


@pytest.fixture
def ready(register: Register, june: Review) -> None:
    """Nothing is missing in section 1: every risk is owned, answered and rated Amber."""
    Entry.objects.filter(register=register, responses=[]).update(responses=["treat"])
    nobodys = register.entries.get(reference="1.12")
    nobodys.owners.create(owner=Owner.objects.get(name="Chief Executive"))
    for entry in register.entries.filter(section=1):
        cycle.propose(entry, june, likelihood=3, impact=3)


FILLED = {
    "meeting_on": "5 7 2011",
    "presenter": COVER.presenter,
    "purpose": COVER.purpose,
    "recommendation": COVER.recommendation,
    "order": COVER.order,
}


def sent(client: Client, address: str = PAGE, **typed: str) -> Any:
    """The page's form, filled in and sent as the page gave it."""
    given = client.get(address).context["form"].initial
    fixed = {name: str(given[name]) for name in ("once", "gate_seen", "listed")}
    return client.post(address, {**FILLED, **fixed, **typed})


EXCEPTIONS = {
    "with_exceptions": "on",
    "exceptions_reason": ACCEPTED.reason,
    "exceptions_accepted_by": ACCEPTED.by,
}


def test_the_page_lists_what_is_missing_with_a_link_to_each(sign_in: SignIn, june: Review) -> None:
    page = sign_in(OFFICER).get(PAGE)
    html = page.content.decode()

    assert page.status_code == 200
    assert RISKS + "1.12/assess/?review=jun-11" in html
    assert "It has no owner." in html
    assert "It is not assessed for Jun-11." in html
    assert f"Issue with these {page.context['gate'].total} exceptions" in html


def test_and_beside_it_what_is_worth_a_look(sign_in: SignIn, june: Review, register: Register) -> None:
    cycle.propose(register.entries.get(reference="1.4"), june, likelihood=4, impact=4)
    html = sign_in(OFFICER).get(PAGE).content.decode()

    assert "Worth a look" in html
    assert "It has sat in Red for 2 reviews" in html


def test_papers_of_which_nothing_is_missing_are_issued(sign_in: SignIn, ready: None, june: Review) -> None:
    client = sign_in(OFFICER)
    assert "Nothing is missing." in client.get(PAGE).content.decode()
    answer = sent(client)
    pack = Pack.objects.get(review=june)

    assert answer["Location"] == pack.get_absolute_url()
    assert (pack.number, pack.sections, pack.data["version"]) == (1, [1], 3)
    assert pack.act is not None
    assert (pack.act.exceptions, pack.act.exceptions_reason, pack.data["exceptions"]) == ([], "", [])
    assert pack.act.meeting == Meeting.objects.get(held_on=MEETING)
    assert pack.fingerprint == fingerprint(pack.data)
    assert Review.objects.get(pk=june.pk).phase(1) is Phase.PAPERS


def test_a_red_risk_without_a_plan_stops_them(sign_in: SignIn, ready: None, register: Register, june: Review) -> None:
    cycle.propose(register.entries.get(reference="1.1"), june, likelihood=4, impact=4)
    answer = sent(sign_in(OFFICER))

    assert "1 thing is missing. Mend it, or tick the box to issue with exceptions." in answer.content.decode()
    assert not StageAct.objects.filter(review=june).exists()


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("exceptions_reason", "Say why the papers go out with exceptions."),
        ("exceptions_accepted_by", "Say who accepts the exceptions."),
        ("with_exceptions", "things are missing. Mend it, or tick the box"),
        ("meeting_on", "Enter the day for which the papers are."),
    ],
)
def test_exceptions_name_their_reason_and_who_accepts_them(
    sign_in: SignIn, june: Review, left_out: str, says: str
) -> None:
    answer = sent(sign_in(OFFICER), **(EXCEPTIONS | {left_out: ""}))
    html = answer.content.decode()

    assert says in html
    assert left_out == "exceptions_reason" or ACCEPTED.reason in html
    assert not StageAct.objects.filter(review=june).exists()


def test_with_exceptions_the_act_keeps_every_line_and_the_pack_prints_them(sign_in: SignIn, june: Review) -> None:
    missing = gate_now(june)
    sent(sign_in(OFFICER), **EXCEPTIONS)
    pack = Pack.objects.select_related("act").get(review=june)

    assert pack.act is not None
    assert pack.act.exceptions == missing.exceptions
    assert (pack.act.exceptions_reason, pack.act.exceptions_accepted_by) == ACCEPTED
    printed = {(one["words"], reference) for one in pack.data["exceptions"] for reference in one["references"]}
    assert len(printed) == missing.total
    assert ("No owner", "1.12") in printed


@pytest.mark.parametrize("day", ["19 6 2011", "30 2 2012"])
def test_the_meeting_is_not_before_its_papers(sign_in: SignIn, ready: None, june: Review, day: str) -> None:
    answer = sent(sign_in(OFFICER), meeting_on=day)

    assert (
        "Enter today or a later day" in answer.content.decode() or "There is no 30 February" in answer.content.decode()
    )
    assert f'value="{day}"' in answer.content.decode()
    assert not Meeting.objects.exists()


def test_nothing_is_issued_on_an_old_list(sign_in: SignIn, register: Register, june: Review) -> None:
    client = sign_in(OFFICER)
    given = client.get(PAGE).context["form"].initial
    fixed = {name: str(given[name]) for name in ("once", "gate_seen", "listed")}
    register.entries.get(reference="1.12").owners.create(owner=Owner.objects.get(name="Chief Executive"))
    Entry.objects.filter(reference="1.2").update(responses=[])
    answer = client.post(PAGE, {**FILLED, **fixed, **EXCEPTIONS})
    html = answer.content.decode()

    assert "What is missing changed while you looked, so nothing was issued." in html
    assert "Risk 1.12: No owner <strong>(mended)</strong>" in html
    assert "Risk 1.2: No response <strong>(now missing)</strong>" in html
    assert ACCEPTED.reason in html
    assert 'value="5 7 2011"' in html
    assert not StageAct.objects.filter(review=june).exists()

    # Whoever ticked another list ticks this one anew; then it goes out.
    assert html.count(" checked") == 2, "only what the papers are for, and in which order, stays chosen"
    form = answer.context["form"]
    again = {name: form.data[name] for name in ("once", "gate_seen", "listed", "exceptions_reason")}
    assert client.post(PAGE, {**FILLED, **EXCEPTIONS, **again}).status_code == 302


def test_a_list_that_no_page_of_ours_wrote_is_no_way_in(sign_in: SignIn, june: Review) -> None:
    client = sign_in(OFFICER)
    typed = {"listed": "<b>:no_owner x 1.1:no_such 9.9:no_plan", "gate_seen": "0" * 64, "once": str(uuid.uuid4())}
    answer = client.post(PAGE, {**FILLED, **typed, **EXCEPTIONS})

    assert answer.status_code == 200
    assert "<b>:" not in answer.content.decode()
    assert not StageAct.objects.filter(review=june).exists()


def test_a_double_click_issues_once(sign_in: SignIn, ready: None, june: Review) -> None:
    client = sign_in(OFFICER)
    given = client.get(PAGE).context["form"].initial
    typed = {name: str(given[name]) for name in ("once", "gate_seen", "listed")} | FILLED
    answers = [client.post(PAGE, typed) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Pack.objects.filter(review=june).count() == StageAct.objects.filter(review=june).count() == 1


def test_papers_that_are_out_are_not_issued_again(sign_in: SignIn, june: Review) -> None:
    issue(june)
    page = sign_in(OFFICER).get(PAGE).content.decode()

    assert "Papers cannot be issued now. The papers for Jun-11 were issued to the" in page
    assert "Issue the papers today" not in page
    with pytest.raises(ValidationError, match="were issued to the"):
        issue(june)


def test_the_committee_waits_for_section_1(sign_in: SignIn, june: Review) -> None:
    says = "Section 1 of Jun-11 is still being rated: record the meeting of the Senior Management Team"

    assert says in sign_in(OFFICER).get(FOR_COMMITTEE).content.decode()
    with pytest.raises(ValidationError, match=says):
        issue(june, cycle.AUDIT)


def test_the_board_gets_section_1_alone(june: Review) -> None:
    cycle.skip(june)

    assert issue(june, cycle.BOARD).sections == [1]


@pytest.mark.parametrize("rest", ["", "draft/"])
@pytest.mark.parametrize("name", ["smt", "business.services", "chief.executive"])
def test_only_the_officer_issues(sign_in: SignIn, june: Review, name: str, rest: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")
    answer = client.get(PAGE + rest)

    assert answer.status_code == 403
    assert "Only the performance officer issues papers" in answer.content.decode()
    if not rest:
        assert client.post(PAGE).status_code == 403


@pytest.mark.parametrize("rest", ["", "draft/"])
@pytest.mark.parametrize(
    "email", ["audit@derbyshire.example", "auditor@derbyshire.example", "officer@merseyside.example"]
)
def test_who_does_not_see_the_review_finds_nothing(sign_in: SignIn, june: Review, email: str, rest: str) -> None:
    assert sign_in(email).get(PAGE + rest).status_code == 404


def test_an_officer_who_may_not_read_section_2_issues_to_no_body_that_does(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    cycle.skip(june)

    for rest in ("", "draft/"):
        answer = sign_in(OFFICER).get(FOR_COMMITTEE + rest)
        assert answer.status_code == 403
        assert "This body reads section 2, which you may not read." in answer.content.decode()
    with pytest.raises(PermissionDenied):
        issue(june, cycle.AUDIT)


def test_a_draft_is_marked_and_keeps_nothing(sign_in: SignIn, june: Review) -> None:
    html = sign_in(OFFICER).get(PAGE + "draft/").content.decode()

    assert "DRAFT" in html
    assert "has not been given this" in html
    assert "New accommodation in Chesterfield" in html
    assert not Pack.objects.filter(review=june).exists()
    assert not StageAct.objects.filter(review=june).exists()


def test_words_typed_before_come_back_and_are_forgotten_on_asking(sign_in: SignIn, june: Review) -> None:
    client = sign_in(OFFICER)
    draft = "/derbyshire/draft/"
    client.get(PAGE)
    from django.urls import reverse

    draft = reverse("organisation:draft", args=["derbyshire"])
    client.post(draft, {"address": PAGE, "exceptions_reason": "Half a sentence", "with_exceptions": "on"})
    html = client.get(PAGE).content.decode()
    client.post(PAGE, {"discard": "yes"})

    assert "Half a sentence" in html
    assert html.count(" checked") == 1, "only the order of the risks is chosen"
    assert "Half a sentence" not in client.get(PAGE).content.decode()


def test_which_risks_stood_in_it_is_kept(june: Review, register: Register) -> None:
    rated = cycle.propose(register.entries.get(reference="1.1"), june)
    pack = issue(june)

    assert PackedRisk.objects.filter(pack=pack).count() == 15
    assert PackedRisk.objects.get(pack=pack, entry__reference="1.1").assessment == rated
    assert set(PackedRisk.objects.filter(pack=pack).values_list("section", flat=True)) == {1}


def test_the_day_of_the_next_meeting_stands_there_already(sign_in: SignIn, june: Review) -> None:
    cycle.meeting(cycle.SMT, datetime.date(2011, 6, 1))
    cycle.meeting(cycle.SMT, MEETING)

    assert 'value="5 7 2011"' in sign_in(OFFICER).get(PAGE).content.decode()


def test_an_old_fingerprint_is_refused_by_the_act_itself(june: Review) -> None:
    with pytest.raises(GateMoved):
        issue(june, gate_seen="0" * 64)
    assert not StageAct.objects.filter(review=june).exists()


@pytest.mark.parametrize("risks", [20, 200])
def test_neither_the_page_nor_the_issue_asks_more_of_a_longer_register(
    sign_in: SignIn, register: Register, june: Review, count_queries: Any, risks: int
) -> None:
    grow(register, june, risks)
    client = sign_in(OFFICER)
    given = client.get(PAGE).context["form"].initial
    with count_queries() as looked:
        client.get(PAGE)
    typed = {name: str(given[name]) for name in ("once", "gate_seen", "listed")} | EXCEPTIONS
    with count_queries() as issued:
        assert client.post(PAGE, {**FILLED, **typed}).status_code == 302

    assert len(looked()) <= 14, "\n".join(looked())
    assert len(issued()) <= 41, "\n".join(issued())


def grow(register: Register, june: Review, wanted: int) -> None:
    """Add risks to section 1 until there are so many."""
    from risks.models import Risk

    standing = register.entries.count()
    identities = Risk.objects.bulk_create(Risk() for _ in range(standing, wanted))
    Entry.objects.bulk_create(
        Entry(
            risk=risk,
            register=register,
            section=1,
            reference=f"{3 + place // 999}.{place % 999 + 1}",
            order=1000 + place,
            title=f"Work of number {place} is late",
            starts_at=june,
        )
        for place, risk in enumerate(identities, start=standing)
    )


# Two connections


def of_the_trust() -> Any:
    """Inside Derbyshire, outside any test's transaction."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    return tenancy.trust(trust)


def rate() -> None:
    """The owner rates risk 1.1 Black."""
    assess(
        reader=readers_of(User.objects.get(email="business.services@derbyshire.example"), "derbyshire")[0],
        entry=Entry.objects.get(reference="1.1"),
        review=Review.objects.get(slug="jun-11"),
        likelihood=5,
        impact=5,
        comments="The canary of the race.",
        proposed_actions="",
        reason="It got worse.",
        seen=0,
    )


def issue_now() -> Pack:
    """The officer issues to SMT, as a request does."""
    reader = readers_of(User.objects.get(email=OFFICER), "derbyshire")[0]
    review = Review.objects.get(slug="jun-11")
    return issue_papers(
        review=review,
        body=Body.objects.get(slug="smt"),
        reader=reader,
        meeting_on=MEETING,
        cover=COVER,
        exceptions=ACCEPTED,
        gate_seen=gate_now(review).fingerprint,
        once=uuid.uuid4(),
    )


def linger(act: Callable[[], Any], done: Event, go_on: Event) -> None:
    """Do it, and keep the transaction open until told."""
    try:
        with tenancy.kept_context():
            act()
            done.set()
            assert go_on.wait(30)
    finally:
        connections.close_all()


def impatient(act: Callable[[], Any]) -> None:
    """Do it, if nobody is at it."""
    with tenancy.kept_context():
        readers_of(User.objects.get(email=OFFICER), "derbyshire")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
        act()


@pytest.mark.parametrize(("first", "second"), [(rate, issue_now), (issue_now, rate)])
def test_a_save_and_the_issue_of_papers_wait_for_each_other(
    fresh_database: str, first: Callable[[], Any], second: Callable[[], Any]
) -> None:
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(1) as hand:
        under_way = hand.submit(linger, first, done, go_on)
        assert done.wait(30)
        try:
            with pytest.raises(OperationalError, match="lock timeout"):
                impatient(second)
        finally:
            go_on.set()
        under_way.result()
    if second is rate:
        with pytest.raises(PermissionDenied, match="ratings change only at its meeting"):
            impatient(second)
    else:
        impatient(second)
    wait_for_drawing()
    with of_the_trust():
        pack = Pack.objects.get(review__slug="jun-11")
        rated = Assessment.objects.filter(review__slug="jun-11").count()

    assert rated == (1 if second is issue_now else 0)
    assert ("The canary of the race." in str(pack.data)) is (second is issue_now)


def test_the_file_is_drawn_once_the_pack_is_there_for_good(fresh_database: str) -> None:
    with tenancy.kept_context():
        pack = issue_now()
        before = PackFile.objects.filter(pack=pack).exists()
    wait_for_drawing()
    with of_the_trust():
        assert PackFile.objects.filter(pack=pack).exists()
    assert not before


def test_what_waits_for_the_papers_sees_them(june: Review) -> None:
    issue(june)

    assert reader_of().trust == june.trust
    with cycle.refused(
        "The papers for Jun-11 are with the Senior Management Team; ratings change only at its meeting."
    ):
        cycle.propose(Entry.objects.get(reference="1.1"), june)
