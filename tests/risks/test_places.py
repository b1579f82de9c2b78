"""The officer gives a risk its place by dated decisions: closing, reopening, moving and renumbering it."""

import datetime
import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Draft, Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import (
    Acceptance,
    Action,
    Control,
    Entry,
    Register,
    Review,
    Standing,
    Target,
    Turn,
    WorkingNote,
)
from risks.models.dated import Thing
from risks.references import place_for
from risks.services.entries import Words, add_risk
from risks.services.places import close_risk, move_risk, place_seen
from tests.factories import EntryFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate, Readers

SignIn = Callable[[str], Client]
CANARY = "Canary of section two"
AUDITOR = "auditor@derbyshire.example"
VERBS = ["close", "reopen", "move", "renumber"]
WITHOUT = [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"]


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def shown(client: Client, address: str) -> dict[str, Any]:
    """What the boxes of a form hold."""
    return {bound.html_name: bound.value() or "" for bound in client.get(address).context["form"]}


def decide(client: Client, risk: str, verb: str, **said: Any) -> Any:
    """Fill the form in and send it."""
    address = f"{RISKS}{risk}/{verb}/"
    words = {"dated": "19 6 2011", "reason": "Agreed.", "decided_by": "SMT"}
    return client.post(address, shown(client, address) | words | said)


@pytest.fixture
def officer(sign_in: SignIn, derbyshire: Any) -> Client:
    """The performance officer, who reads section 2."""
    return sign_in(OFFICER)


@pytest.fixture
def hidden(register: Register) -> Entry:
    """Risk 2.1."""
    return register.entries.get(reference="2.1")


# Closing and reopening


def test_a_closed_risk_says_so_and_takes_part_no_longer(
    officer: Client, sign_in: SignIn, entry: Entry, june: Review
) -> None:
    page = decide(officer, "1.1", "close", reason="The leases are signed.")
    entry.refresh_from_db()
    now = text_of(officer.get(page["Location"]))

    assert page["Location"] == RISKS + "1.1/"
    assert (entry.closed_on, entry.closed_reason, entry.ends_at) == (
        datetime.date(2011, 6, 19),
        "The leases are signed.",
        june,
    )
    assert "Risk 1.1 is closed." in now
    assert "Closed on 19 June 2011: The leases are signed." in now
    assert "Decided by SMT; recorded by Performance officer" in now
    assert "Reopen it" in now
    assert "Change its words" not in now
    assert "Closed on 19 June 2011: The leases are signed." in text_of(sign_in(SMT).get(RISKS + "1.1/"))


def test_the_form_says_where_it_is_still_seen(officer: Client) -> None:
    assert "It stands as closed at Jun-11 and in no later review." in text_of(officer.get(RISKS + "1.1/close/"))


def test_reopened_it_stands_again(officer: Client, entry: Entry, june: Review) -> None:
    decide(officer, "1.1", "close")
    page = decide(officer, "1.1", "reopen", reason="One lease fell through.")

    now = text_of(officer.get(page["Location"]))
    entry.refresh_from_db()
    assert entry.closed_on is None
    assert "Risk 1.1 is reopened." in now
    assert "Closed on" not in now.replace("Decided", "")
    assert Standing.objects.get(entry=entry, review=june).turn == "reopened"


@pytest.mark.parametrize(("verb", "closed"), [("close", True), ("edit", True), ("move", True), ("reopen", False)])
def test_what_cannot_be_done_now_is_refused_in_words(officer: Client, entry: Entry, verb: str, closed: bool) -> None:
    if closed:
        cycle.close(entry)

    page = officer.get(f"{RISKS}1.1/{verb}/")

    assert page.status_code == 403
    assert ("was closed on 20 June 2011." if closed else "Risk 1.1 is not closed.") in text_of(page)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reason": ""}, "Say why."),
        ({"dated": "21 6 2011"}, "Enter a day that is not in the future."),
        ({"dated": ""}, "Enter the day."),
        ({"dated": "31 6 2011"}, "There is no 31 June 2011."),
        ({"decided_by": "x" * 121}, "at most 120 characters"),
        ({"reason": "\u200b", "decided_by": "SMT of June"}, "holds nothing that can be read"),
    ],
)
@pytest.mark.parametrize("verb", ["close", "move", "renumber"])
def test_a_decision_has_a_day_and_a_reason(officer: Client, verb: str, said: dict[str, str], sentence: str) -> None:
    page = decide(officer, "1.1", verb, **said)

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert (said.get("decided_by") or "SMT") in page.content.decode()
    assert not Turn.objects.exists()


def test_a_double_click_closes_once(officer: Client, entry: Entry) -> None:
    address = RISKS + "1.1/close/"
    sent = shown(officer, address) | {"dated": "19 6 2011", "reason": "Agreed."}

    first, second = officer.post(address, sent), officer.post(address, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert entry.turns.count() == 1


def test_of_two_who_decide_at_once_the_later_sees_both(officer: Client, entry: Entry) -> None:
    address = RISKS + "1.1/close/"
    late = shown(officer, address)
    decide(officer, "1.1", "close", reason="Theirs")

    page = officer.post(address, late | {"dated": "18 6 2011", "reason": "Mine"})

    assert page.status_code == 409
    assert "Performance officer saved it at" in text_of(page)
    assert ("Reason", "Theirs", "Mine") in [tuple(line) for line in page.context["lines"]]
    again = officer.post(address, late | {"reason": "Mine", "seen": page.context["form"]["seen"].value()})
    assert "The risk is closed already." in text_of(again)
    assert entry.turns.count() == 1


def test_the_same_form_sent_again_with_other_words_is_a_conflict(entry: Entry, reader: Readers) -> None:
    said: dict[str, Any] = {
        "entry": entry,
        "reader": reader(OFFICER),
        "dated": cycle.day(),
        "decided_by": "SMT",
        "seen": place_seen(entry),
        "once": uuid.uuid4(),
    }
    close_risk(**said, reason="One")
    close_risk(**said, reason="One")

    with pytest.raises(Conflict):
        close_risk(**said, reason="Another")
    assert entry.turns.count() == 1


# Renumbering


def test_links_and_history_go_on_under_the_new_reference(
    officer: Client, sign_in: SignIn, entry: Entry, june: Review, rate: Rate
) -> None:
    rate(entry)
    page = decide(officer, "1.1", "renumber", reference="1.20")
    smt = sign_in(SMT)

    assert page["Location"] == RISKS + "1.20/"
    assert "Risk 1.1 is Risk 1.20 now." in text_of(officer.get(RISKS + "1.20/"))
    for rest in ["", "?review=mar-11", "assess/?review=jun-11", "edit/"]:
        moved = smt.get(f"{RISKS}1.1/{rest}")
        assert (moved.status_code, moved["Location"]) == (302, f"{RISKS}1.20/{rest}")
    now = smt.get(RISKS + "1.20/")
    assert [row.assessment.review.slug for row in now.context["record"].history] == ["jun-11", "mar-11"]
    assert "Renumbered: from 1.1 to 1.20" in text_of(now)
    assert smt.get(RISKS + "1.1/", follow=True).status_code == 200


def test_a_committee_goes_on_with_the_reference_it_was_given(officer: Client, sign_in: SignIn, entry: Entry) -> None:
    decide(officer, "1.1", "renumber", reference="1.20")

    page = sign_in(AUDIT).get(RISKS + "1.1/")

    assert page.status_code == 200
    assert page.context["record"].line.reference == "1.1"
    assert "1.20" not in page.content.decode()


def test_a_committee_knows_the_new_reference_from_the_papers_that_print_it(
    officer: Client, sign_in: SignIn, entry: Entry, june: Review
) -> None:
    decide(officer, "1.1", "renumber", reference="1.20")
    committee, unknown = sign_in(AUDIT), RISKS + "1.99/"

    for rest in ["", "deep-dive/", "questions/new/"]:
        assert committee.get(f"{RISKS}1.1/{rest}").status_code == 200
        assert committee.get(f"{RISKS}1.20/{rest}").status_code == committee.get(unknown + rest).status_code == 404
        assert "1.20" not in committee.get(f"{RISKS}1.1/{rest}").content.decode()

    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    for rest in ["", "deep-dive/", "questions/new/", "?review=mar-11"]:
        assert committee.get(f"{RISKS}1.1/{rest}")["Location"] == f"{RISKS}1.20/{rest}"
        assert committee.get(f"{RISKS}1.20/{rest}").status_code == 200


def test_a_committee_asks_reads_and_closes_under_the_reference_it_was_given(
    officer: Client, sign_in: SignIn, entry: Entry
) -> None:
    committee, page = sign_in(AUDIT), RISKS + "1.1/questions/1/"
    asked = {"kind": "question", "text": "Why?", "body": "audit-committee", "once": str(uuid.uuid4())}
    committee.post(RISKS + "1.1/questions/new/", asked)
    decide(officer, "1.1", "renumber", reference="1.20")

    again = committee.post(RISKS + "1.1/questions/new/", asked | {"text": "When?", "once": str(uuid.uuid4())})
    officer.post(RISKS + "1.20/questions/1/answer/", {"answer": "The lease.", "seen": "1", "section": "1"})

    assert again["Location"] == RISKS + "1.1/questions/2/"
    for address in [RISKS + "questions/", RISKS + "1.1/", "/"]:
        html = committee.get(address).content.decode()
        assert f'href="{page}' in html
        assert "1.20" not in html
    assert "The lease." in text_of(committee.get(page))
    assert committee.get(RISKS + "1.20/questions/1/").status_code == 404
    assert committee.post(page + "close/", {"reason": "Read.", "seen": "2", "section": "1"})["Location"] == page
    assert "1.20" in text_of(officer.get(RISKS + "questions/?state=all"))


def test_what_is_sent_to_a_former_reference_is_sent_on_as_it_is(
    officer: Client, sign_in: SignIn, entry: Entry, june: Review
) -> None:
    owner = sign_in(OWNER)
    typed = {"likelihood": "3", "impact": "4", "comments": "The lease is late.", "seen": "0", "review": "jun-11"}
    decide(officer, "1.1", "renumber", reference="1.20")

    sent = owner.post(RISKS + "1.1/assess/", typed)

    assert (sent.status_code, sent["Location"]) == (307, RISKS + "1.20/assess/")
    assert owner.post(RISKS + "1.1/assess/", typed, follow=True).status_code == 200
    assert entry.assessments.get(review=june).comments == "The lease is late."
    assert sign_in("officer@merseyside.example").post(RISKS + "1.1/assess/", typed).status_code == 404
    assert sign_in(AUDIT).post(RISKS + "1.20/assess/", typed).status_code == 404


def kept(trust: Trust, email: str) -> list[str]:
    """The forms of risks into which somebody typed and did not save it."""
    with tenancy.trust(trust, user=User.objects.get(email=email).pk):
        return sorted(address.removeprefix(RISKS) for address in Draft.objects.values_list("address", flat=True))


def test_words_that_were_kept_stand_in_the_form_under_the_new_reference_and_go_when_it_is_saved(
    officer: Client, sign_in: SignIn, entry: Entry, derbyshire: Trust
) -> None:
    owner, others = sign_in(OWNER), sign_in("interventions@derbyshire.example")
    for client, rest, words in [
        (owner, "1.1/assess/?review=jun-11", {"comments": "The lease is late."}),
        (owner, "1.10/assess/?review=jun-11", {"comments": "Another risk."}),
        (owner, "1.1/actions/new/", {"text": "Meet the landlord."}),
        (others, "1.1/actions/new/", {"text": "Not the owner's."}),
    ]:
        client.post("/derbyshire/draft/", {"address": RISKS + rest} | words)
    decide(officer, "1.1", "renumber", reference="1.20")

    page = owner.get(RISKS + "1.1/assess/?review=jun-11", follow=True)

    assert "The lease is late." in text_of(page)
    assert "Meet the landlord." in text_of(owner.get(RISKS + "1.20/actions/new/"))
    assert kept(derbyshire, OWNER) == ["1.10/assess/?review=jun-11", "1.20/actions/new/", "1.20/assess/?review=jun-11"]
    assert kept(derbyshire, "interventions@derbyshire.example") == ["1.1/actions/new/"]

    # The page from before stands open in another window and is typed on in.
    owner.post("/derbyshire/draft/", {"address": RISKS + "1.1/actions/new/", "text": "Meet him in July."})
    owner.get(RISKS + "1.1/actions/new/")
    assert "Meet him in July." in text_of(owner.get(RISKS + "1.20/actions/new/"))
    typed = {"likelihood": "3", "impact": "4", "comments": "The lease is late.", "seen": "0", "review": "jun-11"}
    owner.post(RISKS + "1.1/assess/", typed, follow=True)
    assert kept(derbyshire, OWNER) == ["1.10/assess/?review=jun-11", "1.20/actions/new/"]


def test_another_trust_is_led_nowhere(officer: Client, sign_in: SignIn, entry: Entry) -> None:
    decide(officer, "1.1", "renumber", reference="1.20")

    assert sign_in("officer@merseyside.example").get(RISKS + "1.1/").status_code == 404


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("1.2", "1.2 was given before and is never given again. The next free reference is 1.16."),
        ("1.1", "Risk 1.1 has this reference already."),
        ("1,20", "Write the reference as figures, like 1.10 or 2a."),
    ],
)
def test_no_reference_is_given_twice(officer: Client, entry: Entry, reference: str, sentence: str) -> None:
    page = decide(officer, "1.1", "renumber", reference=reference)

    assert sentence in text_of(page)
    assert "Agreed." in page.content.decode()
    assert not entry.turns.exists()


def test_left_empty_it_is_the_next_free_one_and_a_risk_may_have_its_own_back(officer: Client, entry: Entry) -> None:
    decide(officer, "1.1", "renumber", reference="")
    entry.refresh_from_db()
    assert (entry.reference, entry.order) == ("1.16", 208)

    decide(officer, "1.16", "renumber", reference="1.1")
    entry.refresh_from_db()
    assert (entry.reference, entry.order) == ("1.1", 193)
    assert officer.get(RISKS + "1.16/")["Location"] == RISKS + "1.1/"


def test_its_place_in_print_follows_from_its_reference(register: Register) -> None:
    assert place_for(register, 1, "1.16") == 208
    assert place_for(register, 1, "0.5") == 192
    assert place_for(register, 2, "2.9") > 212
    assert place_for(register, 2, "2.9", register.entries.get(reference="2.1")) > 212
    empty = Register(pk=0)
    assert place_for(empty, 1, "1.1") == 1


# Moving


def test_a_move_to_section_2_leaves_its_past_in_section_1_and_nothing_after(
    officer: Client, sign_in: SignIn, entry: Entry
) -> None:
    page = decide(officer, "1.1", "move", reason=CANARY, decided_by="Canary committee")
    officer.post(RISKS + "2.5/edit/", shown(officer, RISKS + "2.5/edit/") | {"title": CANARY})

    assert page["Location"] == RISKS + "2.5/"
    told = text_of(officer.get(RISKS + "2.5/"))
    assert "Came from section 1: from 1.1 to 2.5" in told
    assert "Decided by Canary committee; recorded by Performance officer" in told
    assert officer.get(RISKS + "1.1/")["Location"] == RISKS + "2.5/"
    for email in WITHOUT:
        client = sign_in(email)
        left = client.get(RISKS + "1.1/")
        assert left.status_code == 200
        assert "No longer a key risk." in text_of(left)
        assert [turn.kind for turn in left.context["turns"]] == ["left"]
        for address in ["", "1.1/", "1.2/", "?review=mar-11", "export.csv", "1.1/?review=mar-11"]:
            html = client.get(RISKS + address).content.decode()
            for trace in ["Canary", "2.5", "ection 2"]:
                assert trace not in html, (address, trace)
        assert client.get(RISKS + "2.5/").status_code == 404


def test_a_move_to_section_1_enters_it_as_new_without_what_went_before(
    officer: Client, sign_in: SignIn, hidden: Entry
) -> None:
    page = decide(officer, "2.1", "move", reason=CANARY, decided_by="Canary committee")

    assert page["Location"] == RISKS + "1.16/"
    assert CANARY in text_of(officer.get(RISKS + "1.16/"))
    for email in WITHOUT:
        client = sign_in(email)
        arrived = client.get(RISKS + "1.16/")
        assert "Entered as a key risk." in text_of(arrived)
        assert arrived.context["record"].history == []
        for address in ["", "1.16/", "?review=mar-11"]:
            html = client.get(RISKS + address).content.decode()
            for trace in ["Canary", "2.1<", "ection 2", "/2.1/", "arrived", "from 2"]:
                assert trace not in html, (address, trace)
        assert client.get(RISKS + "2.1/").status_code == 404
    assert officer.get(RISKS + "2.1/")["Location"] == RISKS + "1.16/"


def test_an_owner_goes_on_reading_their_risk_in_section_2(officer: Client, sign_in: SignIn) -> None:
    decide(officer, "1.1", "move")

    page = sign_in(OWNER).get(RISKS + "1.1/", follow=True)

    assert page.redirect_chain == [(RISKS + "2.5/", 302)]


def test_there_and_back_again(officer: Client, entry: Entry) -> None:
    decide(officer, "1.1", "move")
    decide(officer, "2.5", "move", reference="1.1")

    entry.refresh_from_db()
    assert (entry.section, entry.reference) == (1, "1.1")
    assert list(entry.turns.order_by("moment").values_list("section", "kind", "sequence")) == [
        *((1, "left", 1), (2, "arrived", 1)),
        *((2, "left", 2), (1, "entered", 2)),
    ]


def test_a_risk_before_smt_waits_for_the_meeting(officer: Client, entry: Entry, june: Review) -> None:
    cycle.issue(june)

    page = decide(officer, "1.1", "move")

    assert page.status_code == 200
    assert (
        "Risk 1.1 stands in the papers given to the Senior Management Team for Jun-11. "
        "Move it after the meeting, or withdraw the papers." in text_of(page)
    )
    assert "Agreed." in page.content.decode()
    assert not entry.turns.exists()


def test_a_double_click_moves_once(entry: Entry, reader: Readers) -> None:
    said: dict[str, Any] = {
        "entry": entry,
        "reader": reader(OFFICER),
        "reference": "",
        "dated": cycle.day(),
        "reason": "Agreed.",
        "decided_by": "SMT",
        "seen": place_seen(entry),
        "once": uuid.uuid4(),
    }

    assert [move_risk(**said).reference, move_risk(**said).reference] == ["2.5", "2.5"]
    assert entry.turns.count() == 2


# Who may


@pytest.mark.parametrize("email", [*WITHOUT, OWNER, AUDIT, AUDITOR])
@pytest.mark.parametrize("verb", VERBS)
def test_nobody_but_the_officer_gives_a_risk_its_place(sign_in: SignIn, entry: Entry, email: str, verb: str) -> None:
    client = sign_in(email)
    form = {"dated": "19 6 2011", "reason": "Mine", "seen": place_seen(entry), "once": uuid.uuid4()}

    for page in (client.get(f"{RISKS}1.1/{verb}/"), client.post(f"{RISKS}1.1/{verb}/", form)):
        assert page.status_code == 403
        assert "Only the performance officer changes the register." in text_of(page)
        assert "ection 2" not in page.content.decode()
    assert not Turn.objects.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_another_trusts_officer_finds_no_such_page(sign_in: SignIn, entry: Entry, verb: str) -> None:
    client = sign_in("officer@merseyside.example")

    assert client.get(f"{RISKS}1.1/{verb}/").status_code == 404
    assert client.post(f"{RISKS}1.1/{verb}/", {}).status_code == 404


def test_an_officer_barred_from_section_2_moves_nothing_and_is_given_references(
    officer: Client, register: Register, entry: Entry, reader: Readers, june: Review
) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    EntryFactory(register=register, section=2, reference="1.16", starts_at=june)

    assert officer.get(RISKS + "1.1/move/").status_code == 403
    assert "Move it to" not in text_of(officer.get(RISKS + "1.1/"))
    with pytest.raises(PermissionDenied):
        move_risk(
            entry=entry,
            reader=reader(OFFICER),
            reference="2.9",
            dated=cycle.day(),
            reason="Mine",
            decided_by="",
            seen=place_seen(entry),
            once=uuid.uuid4(),
        )
    page = decide(officer, "1.1", "renumber")
    assert "reference" not in officer.get(RISKS + "1.2/renumber/").context["form"].fields
    assert page["Location"] == RISKS + "1.17/"


def test_a_get_decides_nothing(officer: Client, entry: Entry) -> None:
    for verb in ["close", "move", "renumber", "edit"]:
        officer.get(f"{RISKS}1.1/{verb}/?reason=x&dated=19+6+2011")
    assert not Turn.objects.exists()


# The page of the risk


def test_a_past_review_tells_no_later_decision(officer: Client) -> None:
    decide(officer, "1.1", "renumber", reference="1.20")

    then = officer.get(RISKS + "1.20/?review=mar-11")

    assert then.context["turns"] == []
    assert len(officer.get(RISKS + "1.20/").context["turns"]) == 1


def test_the_page_asks_no_more_with_many_turns(officer: Client, entry: Entry, count_queries: Any) -> None:
    counts = []
    for many in (1, 12):
        for _ in range(many):
            cycle.turn(entry, "owners")
        officer.get(RISKS + "1.1/")
        with count_queries() as asked:
            page = officer.get(RISKS + "1.1/")
        counts.append(len(asked()))
    assert len(page.context["turns"]) == 13
    assert counts[0] == counts[1] <= 20, asked()


# Many hands


def test_of_many_who_add_at_once_each_has_a_reference_of_its_own(fresh_database: str) -> None:
    hands = 10
    together = Barrier(hands)

    def add(number: int) -> list[str]:
        try:
            together.wait()
            references = []
            for turn in range(5):
                with tenancy.kept_context():
                    reader = readers_of(User.objects.get(email=OFFICER), "derbyshire")[0]
                    words = Words(f"Risk of hand {number}, {turn}")
                    register = Register.objects.get()
                    entry = add_risk(
                        register=register, reader=reader, section=1, reference="", words=words, once=uuid.uuid4()
                    )
                    references.append(entry.reference)
            return references
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        given = [reference for references in pool.map(add, range(hands)) for reference in references]

    assert sorted(given, key=lambda one: int(one.split(".")[1])) == [f"1.{number}" for number in range(16, 66)]


# What goes along


def write(model: type[Thing], entry: Entry, **words: Any) -> Any:
    """A thing of the risk."""
    given = {"register": entry.register, "risk": entry.risk, "section": entry.section, "dated": cycle.day()}
    return model._default_manager.create(entry=entry, given_by=cycle.officer(), **given, **words)


def furnish(entry: Entry, says: str) -> None:
    """One of each: an action, a control, an acceptance, a target and a note."""
    own = entry.owners.order_by("order")[0].owner
    due = datetime.date(2011, 9, 30)
    write(Action, entry, text=says, owner=own, due_on=due, said=says)
    write(Control, entry, text=says)
    chief = Owner.objects.get(name="Chief Executive")
    write(Acceptance, entry, accepted_by=chief, why=says, until=due, watched=says)
    write(Target, entry, likelihood=1, impact=2, by_when=due)
    write(WorkingNote, entry, text=says)


def told(model: Any, entry: Entry, section: int) -> list[tuple[Any, ...]]:
    """Number, state and reason of what counts in the section."""
    rows = model.objects.filter(entry=entry, section=section).that_count()
    return list(rows.values_list("number", "state", "reason"))


def test_into_section_2_goes_all_that_is_open_and_section_1_hears_only_that_it_ended(
    officer: Client, entry: Entry, sign_in: SignIn
) -> None:
    furnish(entry, "Meet the landlord")
    assert "open actions, controls, acceptances and target go along" in text_of(officer.get(RISKS + "1.1/move/"))

    decide(officer, "1.1", "move", reason=CANARY)

    for model, ended, still in [
        (Action, "moved", "open"),
        (Control, "ended", "in_place"),
        (Acceptance, "ended", "in_force"),
    ]:
        assert told(model, entry, 1) == [(1, ended, "No longer a key risk.")]
        assert told(model, entry, 2) == [(1, still, "")]
    assert Target.objects.filter(entry=entry, section=2, likelihood=1, impact=2).exists()
    assert WorkingNote.objects.filter(entry=entry, section=2, text="Meet the landlord").exists()
    with cycle.at_work(SMT):
        assert set(Action.objects.filter(entry=entry).values_list("section", flat=True)) == {1}


def test_an_action_of_somebody_who_does_not_read_section_2_stops_the_move(officer: Client, entry: Entry) -> None:
    stranger = Owner.objects.get(name="Director of Interventions")
    write(Action, entry, text="Ask the courts", owner=stranger)

    page = decide(officer, "1.1", "move")

    assert "Action 1 is given to Director of Interventions, who would not read it in section 2." in text_of(page)
    assert "Agreed." in page.content.decode()
    assert not entry.turns.exists()


def test_into_section_1_goes_what_is_ticked_and_nothing_else(officer: Client, hidden: Entry, sign_in: SignIn) -> None:
    furnish(hidden, CANARY)
    form = officer.get(RISKS + "2.1/move/").context["form"]
    choices = dict(form.fields["carry"].choices)

    decide(officer, "2.1", "move", carry=["control-1", "target-1"])

    assert choices == {
        "action-1": f"Action 1: {CANARY}",
        "control-1": f"Control 1: {CANARY}",
        "acceptance-1": f"Acceptance 1: {CANARY}",
        "target-1": "Target: 1 × 2 by 30 September 2011",
    }
    assert form["carry"].value() is None
    assert told(Action, hidden, 2) == [(1, "dropped", "Left behind when the risk moved to section 1.")]
    assert told(Control, hidden, 2) == [(1, "ended", "Moved to section 1 with the risk.")]
    assert (told(Action, hidden, 1), told(Acceptance, hidden, 1)) == ([], [])
    assert told(Control, hidden, 1) == [(1, "in_place", "")]
    assert Target.objects.get(entry=hidden, section=1).reason == "Entered as a key risk."
    assert not WorkingNote.objects.filter(entry=hidden, section=1).exists()


def test_what_is_not_there_is_not_taken_along(officer: Client, hidden: Entry) -> None:
    furnish(hidden, "Words")

    page = decide(officer, "2.1", "move", carry=["action-9"])

    assert "Choose from the list." in text_of(page)
    assert not hidden.turns.exists()


def test_an_acceptance_that_has_lapsed_ends_with_the_move(officer: Client, entry: Entry) -> None:
    chief = Owner.objects.get(name="Chief Executive")
    then = datetime.date(2011, 5, 1)
    words = {"accepted_by": chief, "why": "Nothing better", "until": then, "watched": "Letters", "dated": then}
    Acceptance.objects.create(
        register=entry.register, risk=entry.risk, entry=entry, section=1, given_by=cycle.officer(), **words
    )

    decide(officer, "1.1", "move")

    assert [state for _, state, _ in told(Acceptance, entry, 1)] == ["ended"]
    assert told(Acceptance, entry, 2) == []


def test_there_and_back_the_target_says_why_it_is_stated_again(officer: Client, entry: Entry) -> None:
    furnish(entry, "Meet the landlord")
    decide(officer, "1.1", "move")

    decide(officer, "2.5", "move", reference="1.1", carry=["target-1", "action-1"])

    rows = Target.objects.filter(entry=entry).order_by("moment").values_list("section", "sequence", "reason")
    assert list(rows) == [(1, 1, ""), (2, 1, "Agreed."), (1, 2, "Entered as a key risk.")]
    assert [row[0] for row in told(Action, entry, 1)] == [1, 2]
