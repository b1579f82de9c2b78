"""Writing the things of a risk: who may, with which words, once, and what happens when two do."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Body, Draft, Owner
from risks.models import Acceptance, Action, Control, Entry, Register, Target
from risks.models.dated import Thing
from tests.factories import EntryOwnerFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
RISK = RISKS + "1.1/"
OTHER = "interventions@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
DAY = datetime.date(2011, 9, 30)
WORDS = "The lease is signed, by hand & in ink."


def owner(name: str) -> Owner:
    """A post or group of Derbyshire."""
    return Owner.objects.get(name=name)


def new_action() -> dict[str, Any]:
    """A form for a new action."""
    return {"once": str(uuid.uuid4()), "text": "Sign the lease", "owner": "", "due_on": "30 9 2011"}


def report(**changed: Any) -> dict[str, Any]:
    """A form for an action that is there, seen once."""
    form = {"seen": "1", "said": "", "state": "open", "due_on": "30 9 2011", "reason": "", "text": "Sign the lease"}
    return form | {"owner": ""} | changed


def new_control() -> dict[str, Any]:
    """A form for a new control."""
    return {"once": str(uuid.uuid4()), "text": "Monthly check of leases", "effectiveness": "partly", "line": "2"}


def new_acceptance(**changed: Any) -> dict[str, Any]:
    """A form for a new acceptance."""
    form = {"once": str(uuid.uuid4()), "accepted_by": f"post-{owner('Chief Executive').pk}", "until": "30 9 2011"}
    return form | {"why": "Nothing better is to be had", "watched": "The landlord's letters"} | changed


TARGET = {"seen": "0", "likelihood": "2", "impact": "2", "by_when": "30 9 2011"}
FORMS: list[tuple[str, type[Thing], Callable[[], dict[str, Any]]]] = [
    ("actions/new/", Action, new_action),
    ("controls/new/", Control, new_control),
    ("acceptances/new/", Acceptance, new_acceptance),
    ("target/", Target, lambda: dict(TARGET)),
]


def rows(model: type[Thing]) -> Any:
    """All rows, the oldest first."""
    return model._default_manager.order_by("moment")


# Who may


@pytest.mark.parametrize(("address", "model", "form"), FORMS)
@pytest.mark.parametrize(
    ("email", "statuses"),
    [
        (OWNER, (302, 302, 403, 302)),
        (OFFICER, (302, 302, 302, 302)),
        (SMT, (403, 403, 302, 403)),
        (OTHER, (403, 403, 302, 403)),
        ("board.secretary@derbyshire.example", (403, 403, 403, 403)),
        (AUDIT, (403, 403, 403, 403)),
        (AUDITOR, (403, 403, 403, 403)),
    ],
)
def test_who_writes_what(
    sign_in: SignIn,
    entry: Entry,
    email: str,
    statuses: tuple[int, ...],
    address: str,
    model: type[Thing],
    form: Callable[[], dict[str, Any]],
) -> None:
    wanted = statuses[[one[0] for one in FORMS].index(address)]
    client = sign_in(email)

    assert client.get(RISK + address).status_code == (200 if wanted == 302 else 403)
    assert client.post(RISK + address, form()).status_code == wanted
    assert rows(model).count() == (1 if wanted == 302 else 0)


@pytest.mark.parametrize("address", [one[0] for one in FORMS] + ["actions/1/", "actions/"])
def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn, entry: Entry, address: str) -> None:
    client = sign_in(OWNER)

    assert client.get(f"/merseyside/2011-12/risks/1.1/{address}").status_code == 404
    assert client.get(f"{RISKS}9.9/{address}").status_code == 404


def test_nobody_accepts_a_risk_of_their_own(sign_in: SignIn, entry: Entry) -> None:
    response = sign_in(OWNER).post(RISK + "acceptances/new/", new_acceptance())

    assert "Risk 1.1 is your own. Somebody else accepts it." in response.content.decode()


def test_whoever_may_not_write_is_told_whose_it_is(sign_in: SignIn, entry: Entry) -> None:
    html = sign_in(SMT).post(RISK + "actions/new/", new_action()).content.decode()

    assert "Risk 1.1 belongs to Director of Business Services. You can read it but write nothing to it." in html


def test_an_actions_own_owner_reports_on_it_but_does_not_reword_it(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry, owner=owner("Director of Interventions"))
    client = sign_in(OTHER)
    form = client.get(RISK + "actions/1/").context["form"]
    assert set(form.fields) == {"seen", "said", "state", "due_on", "reason"}

    client.post(RISK + "actions/1/", report(said=WORDS, state="done", text="Forged", owner=""))

    last = rows(Action).last()
    assert (last.text, last.state, last.said) == ("Sign the lease", "done", WORDS)
    assert (last.owner, last.given_as) == (owner("Director of Interventions"),) * 2
    assert sign_in(SMT).post(RISK + "actions/1/", report(seen="2", said="x")).status_code == 403


# Adding


def test_an_owner_adds_an_action(sign_in: SignIn, entry: Entry) -> None:
    given = owner("Director of Interventions")

    response = sign_in(OWNER).post(RISK + "actions/new/", new_action() | {"owner": given.pk}, follow=True)

    action = rows(Action).get()
    assert (action.number, action.sequence, action.text, action.owner, action.due_on) == (
        *(1, 1, "Sign the lease"),
        *(given, DAY),
    )
    assert str(action.given_as) == "Director of Business Services"
    assert "Action 1 of Risk 1.1 is saved." in response.content.decode()


@pytest.mark.parametrize(("address", "model", "form"), FORMS)
def test_a_double_click_writes_once(
    sign_in: SignIn, entry: Entry, address: str, model: type[Thing], form: Callable[[], dict[str, Any]]
) -> None:
    client, sent = sign_in(OFFICER), form()

    assert [client.post(RISK + address, sent).status_code for _ in range(2)] == [302, 302]
    assert rows(model).count() == 1


def test_the_same_form_with_other_words_shows_what_was_saved(sign_in: SignIn, entry: Entry) -> None:
    client, sent = sign_in(OWNER), new_action()
    client.post(RISK + "actions/new/", sent)

    response = client.post(RISK + "actions/new/", sent | {"text": WORDS})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Saved already as Action 1" in html
    assert "The lease is signed, by hand &amp; in ink." in html
    again = response.context["form"].data
    assert client.post(RISK + "actions/new/", again).status_code == 302
    assert [action.text for action in rows(Action)] == ["Sign the lease", WORDS]


def test_a_committees_members_mark_is_not_taken_for_ones_own(sign_in: SignIn, entry: Entry) -> None:
    sent = new_action()
    sign_in(OFFICER).post(RISK + "actions/new/", sent)

    response = sign_in(OWNER).post(RISK + "actions/new/", sent)

    assert response.status_code == 200
    assert "This was sent already." in response.content.decode()


BAD: list[tuple[str, Callable[[], dict[str, Any]], dict[str, Any], str]] = [
    ("actions/new/", new_action, {"text": " "}, "Say what will be done."),
    ("actions/new/", new_action, {"due_on": "31 2 2011"}, "There is no 31 February 2011"),
    ("actions/new/", new_action, {"due_on": "19 6 2011"}, "Enter a day from today on."),
    ("actions/new/", new_action, {"owner": "999999"}, "Choose an owner from the list."),
    ("actions/new/", new_action, {"text": "\u202e gnisrever"}, "“What will be done”"),
    ("controls/new/", new_control, {"text": ""}, "Name the control."),
    ("controls/new/", new_control, {"line": "4"}, "4 is not one of the available choices"),
    ("controls/new/", new_control, {"assured_on": "1 6 2011"}, "Say who assured it."),
    (
        "controls/new/",
        new_control,
        {"assured_on": "21 6 2011", "assured_by": "Internal Audit"},
        "Enter a day that is not in the future.",
    ),
    ("acceptances/new/", new_acceptance, {"accepted_by": ""}, "Choose who accepts the risk."),
    ("acceptances/new/", new_acceptance, {"accepted_by": "post-0"}, "Choose a post or a body from the list."),
    ("acceptances/new/", new_acceptance, {"why": ""}, "Say why the risk is accepted as it is."),
    ("acceptances/new/", new_acceptance, {"watched": ""}, "Say what is watched meanwhile."),
    ("acceptances/new/", new_acceptance, {"until": ""}, "Enter the day until which it is accepted."),
    ("acceptances/new/", new_acceptance, {"until": "19 6 2011"}, "An acceptance ends after it begins."),
    ("target/", lambda: dict(TARGET), {"likelihood": "6"}, "Choose a level from 1 to 5."),
    ("target/", lambda: dict(TARGET), {"impact": ""}, "Choose the impact."),
    ("target/", lambda: dict(TARGET), {"by_when": "19 6 2011"}, "Enter a day from today on."),
]


@pytest.mark.parametrize(("address", "form", "wrong", "sentence"), BAD)
def test_a_bad_value_is_explained_and_the_words_come_back(
    sign_in: SignIn,
    entry: Entry,
    address: str,
    form: Callable[[], dict[str, Any]],
    wrong: dict[str, Any],
    sentence: str,
) -> None:
    sent = form() | wrong
    response = sign_in(OFFICER).post(RISK + address, sent)
    html = response.content.decode()

    assert response.status_code == 200
    assert sentence in html
    assert "Error: " in html
    for name, typed in sent.items():
        if name in response.context["form"].fields and name not in {"once", "seen"}:
            assert response.context["form"][name].value() == typed


def test_today_is_a_day_from_today_on(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)

    assert client.post(RISK + "actions/new/", new_action() | {"due_on": "20 6 2011"}).status_code == 302
    assert client.post(RISK + "acceptances/new/", new_acceptance(until="20 6 2011")).status_code == 302
    assert client.post(RISK + "target/", TARGET | {"by_when": "20 6 2011"}).status_code == 302


def test_a_closed_risk_takes_nothing_new_but_its_actions_are_finished(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    cycle.close(entry)
    client = sign_in(OWNER)

    for address in ("actions/new/", "controls/new/"):
        response = client.get(RISK + address)
        assert response.status_code == 403
        assert "Nothing new is written to it." in response.content.decode()
    assert client.post(RISK + "target/", TARGET).status_code == 403
    assert client.post(RISK + "actions/1/", report(said=WORDS, state="done")).status_code == 302


# Actions that go on


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "Nothing is changed. Say what happened, change something, or go back."),
        ({"due_on": "1 10 2011"}, "Say why the date moves."),
        ({"due_on": ""}, "Say why the date moves."),
        ({"state": "done"}, "Say what was done."),
        ({"state": "dropped"}, "Say why nothing more is done here."),
        ({"state": "moved"}, "Choose from the list."),
        ({"due_on": "19 6 2011"}, "Enter a day from today on."),
        ({"text": ""}, "Say what will be done."),
    ],
)
def test_what_a_report_lacks_is_said(sign_in: SignIn, entry: Entry, changed: dict[str, Any], sentence: str) -> None:
    write(Action, entry)

    html = sign_in(OWNER).post(RISK + "actions/1/", report(**changed)).content.decode()

    assert sentence in html
    assert rows(Action).count() == 1


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"said": WORDS}, "open"),
        ({"due_on": "1 10 2011", "reason": WORDS}, "open"),
        ({"due_on": "29 9 2011"}, "open"),
        ({"state": "done", "said": WORDS}, "done"),
        ({"state": "dropped", "reason": WORDS}, "dropped"),
        ({"text": WORDS}, "open"),
    ],
)
def test_a_report_is_a_row_more(sign_in: SignIn, entry: Entry, changed: dict[str, Any], state: str) -> None:
    write(Action, entry)
    client = sign_in(OWNER)

    assert client.post(RISK + "actions/1/", report(**changed)).status_code == 302

    last = rows(Action).last()
    assert (last.number, last.sequence, last.state) == (1, 2, state)
    page = client.get(RISK + "actions/1/")
    assert len(page.context["past"]) == 2


def test_an_overdue_action_keeps_its_day_when_it_is_reported_on(sign_in: SignIn, entry: Entry, settings: Any) -> None:
    write(Action, entry)
    settings.TODAY = datetime.date(2011, 10, 1)

    assert sign_in(OWNER).post(RISK + "actions/1/", report(said=WORDS)).status_code == 302


def test_the_past_tells_what_each_row_changed(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    client = sign_in(OWNER)
    client.post(RISK + "actions/1/", report(due_on="31 10 2011", reason="He is away", said="Met him"))

    newest, first = client.get(RISK + "actions/1/").context["past"]

    assert newest.said == [
        ("Due", "31 October 2011", "30 September 2011"),
        ("What happened", "Met him", ""),
        ("Why", "He is away", ""),
    ]
    assert [one.label for one in first.said] == ["What will be done", "Due"]


@pytest.mark.parametrize(
    ("model", "ended", "address"),
    [
        (Action, {"state": "dropped", "reason": "No use"}, "actions/1/"),
        (Control, {"state": "ended", "reason": "Stopped"}, "controls/1/"),
        (Acceptance, {"state": "ended", "reason": "Signed"}, "acceptances/1/"),
    ],
)
def test_what_has_ended_has_no_form(
    sign_in: SignIn, entry: Entry, model: type[Thing], ended: dict[str, Any], address: str
) -> None:
    write(model, entry)
    write(model, entry, number=1, **ended)
    client = sign_in(OFFICER)
    state = "open" if model is Action else "in_place"
    form = report(seen="2", said="x") | new_control() | {"state": state, "reason": "Again"}

    page = client.get(RISK + address)
    assert page.context["form"] is None
    assert "This has come to its end and stays as it is." in page.content.decode()
    assert "This has come to its end. Write a new one." in client.post(RISK + address, form).content.decode()
    assert rows(model).count() == 2


def test_what_was_done_is_opened_again_with_a_reason(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    write(Action, entry, number=1, state="done", said="Signed")
    client = sign_in(OWNER)
    form = {"seen": "2", "due_on": "30 9 2011", "reason": ""}
    assert "This was finished. Say why it is open again." in client.post(RISK + "actions/1/", form).content.decode()

    assert client.post(RISK + "actions/1/", form | {"reason": WORDS}).status_code == 302
    assert rows(Action).last().state == "open"


def test_somebody_elses_row_in_between_shows_both(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    sign_in(OFFICER).post(RISK + "actions/1/", report(said="Told by telephone."))
    client = sign_in(OWNER)

    response = client.post(RISK + "actions/1/", report(said=WORDS))

    html = response.content.decode()
    assert response.status_code == 409
    assert "Told by telephone." in html
    assert "Performance officer" in html
    assert "The lease is signed, by hand &amp; in ink." in html
    again = response.context["form"].data
    assert again["seen"] == "2"
    assert client.post(RISK + "actions/1/", again).status_code == 302
    assert [action.said for action in rows(Action)] == ["", "Told by telephone.", WORDS]


def test_what_was_typed_and_not_saved_comes_back_until_it_is(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": RISK + "actions/new/", "text": "Half a thought"})

    page = client.get(RISK + "actions/new/").content.decode()
    assert "Half a thought" in page
    assert "These are the words you typed before and have not saved." in page
    client.post(RISK + "actions/new/", new_action())
    assert not Draft.objects.exists()


def test_looking_writes_nothing(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    client = sign_in(OFFICER)
    for address in ("actions/new/", "actions/1/", "controls/new/", "acceptances/new/", "target/"):
        assert client.get(RISK + address).status_code == 200

    assert rows(Action).count() == 1


@pytest.mark.parametrize(
    "address", ["actions/7/", "actions/0/", "controls/1/", "acceptances/1/", "actions/99999999999/"]
)
def test_what_is_not_there_is_an_unknown_page(sign_in: SignIn, entry: Entry, address: str) -> None:
    client = sign_in(OFFICER)

    assert client.get(RISK + address).status_code == 404
    assert client.post(RISK + address, {"seen": "0"}).status_code == 404


def test_a_report_sent_twice_is_one(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    client, sent = sign_in(OWNER), report(said=WORDS)

    assert [client.post(RISK + "actions/1/", sent).status_code for _ in range(2)] == [302, 302]
    assert rows(Action).count() == 2


def test_whoever_reports_while_it_is_finished_keeps_their_words(sign_in: SignIn, entry: Entry) -> None:
    write(Action, entry)
    sign_in(OFFICER).post(RISK + "actions/1/", report(said="It is signed.", state="done"))
    client = sign_in(OWNER)

    response = client.post(RISK + "actions/1/", report(said=WORDS))
    assert response.status_code == 409
    assert "The lease is signed, by hand &amp; in ink." in response.content.decode()
    again = client.post(RISK + "actions/1/", response.context["form"].data)
    html = again.content.decode()

    assert "This was finished. Say why it is open again." in html
    assert "The lease is signed, by hand &amp; in ink." in html


def test_an_action_of_a_closed_post_keeps_its_owner(sign_in: SignIn, entry: Entry) -> None:
    gone = owner("Director of Interventions")
    write(Action, entry, owner=gone)
    Owner.objects.filter(pk=gone.pk).update(closed_on="2011-06-01")
    client = sign_in(OWNER)

    form = client.get(RISK + "actions/1/").context["form"]
    assert form["owner"].value() == gone.pk
    assert client.post(RISK + "actions/1/", report(said=WORDS, owner=gone.pk)).status_code == 302
    assert rows(Action).last().owner == gone


# On whose word


def test_the_officer_may_say_on_whose_word(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    named = owner("Director of Business Services")
    lacking = client.post(RISK + "actions/new/", new_action() | {"given_as": named.pk})
    assert "Enter the day on which they told you." in lacking.content.decode()

    client.post(RISK + "actions/new/", new_action() | {"given_as": named.pk, "told_on": "17 6 2011"})

    action = rows(Action).get()
    assert (action.given_as, action.told_on) == (named, datetime.date(2011, 6, 17))
    words = client.get(RISK + "actions/1/").content.decode()
    assert "on the word of Director of Business Services, told on 17 June 2011" in words


def test_an_owner_is_not_asked(sign_in: SignIn, entry: Entry) -> None:
    assert "given_as" not in sign_in(OWNER).get(RISK + "actions/new/").context["form"].fields


# Section 2


def test_in_section_2_an_action_is_given_to_an_owner_of_the_risk(sign_in: SignIn, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    client = sign_in(OFFICER)
    page = RISKS + "2.1/actions/new/"

    choices = [label for _, label in client.get(page).context["form"].fields["owner"].choices]
    assert choices == ["Nobody yet", *(str(row.owner) for row in hidden.owners.all())]
    forged = client.post(page, new_action() | {"owner": owner("Chief Executive").pk})
    assert "Choose an owner from the list." in forged.content.decode()
    assert client.post(page, new_action() | {"owner": hidden.owners.get().owner_id}).status_code == 302


def test_an_owner_who_owns_the_risk_no_more_is_named(sign_in: SignIn, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    former = hidden.owners.get()
    write(Action, hidden, owner=former.owner)
    EntryOwnerFactory(entry=hidden, owner=owner("Chief Executive"), leads=False)
    former.delete()

    html = sign_in(OFFICER).get(RISKS + "2.1/actions/1/").content.decode()

    assert f"{former.owner} does not own the risk any more, so cannot read this." in html
    left = sign_in(OFFICER).post(RISKS + "2.1/actions/1/", report(said=WORDS)).content.decode()
    assert "Choose an owner who owns the risk." in left


def test_a_body_that_does_not_read_the_section_does_not_accept_it(sign_in: SignIn, register: Register) -> None:
    smt = Body.objects.get(slug=cycle.SMT)
    client = sign_in(OFFICER)
    page = RISKS + "2.1/acceptances/new/"
    assert str(smt) not in str(client.get(page).context["form"].fields["accepted_by"].choices)

    response = client.post(page, new_acceptance(accepted_by=f"body-{smt.pk}", minute_reference="2011/06 item 4"))
    assert "Choose a post or a body from the list." in response.content.decode()


# Acceptances and controls


def test_a_body_accepts_by_a_minute(sign_in: SignIn, entry: Entry) -> None:
    smt = Body.objects.get(slug=cycle.SMT)
    client, form = sign_in(SMT), new_acceptance(accepted_by=f"body-{smt.pk}")
    without = client.post(RISK + "acceptances/new/", form)
    assert "Give the minute in which the body accepted it." in without.content.decode()

    assert client.post(RISK + "acceptances/new/", form | {"minute_reference": "2011/06 item 4"}).status_code == 302
    assert (rows(Acceptance).get().accepted_by_body, rows(Acceptance).get().accepted_by) == (smt, None)


def test_a_risks_own_owner_is_no_choice(sign_in: SignIn, entry: Entry) -> None:
    form = sign_in(OFFICER).get(RISK + "acceptances/new/").context["form"]

    assert "Director of Business Services" not in str(form.fields["accepted_by"].choices)


def test_an_acceptance_is_ended_with_a_reason(sign_in: SignIn, entry: Entry) -> None:
    write(Acceptance, entry)
    client = sign_in(SMT)
    empty = client.post(RISK + "acceptances/1/", {"seen": "1", "reason": ""})
    assert "Say why the acceptance has ended." in empty.content.decode()

    assert client.post(RISK + "acceptances/1/", {"seen": "1", "reason": WORDS}).status_code == 302
    assert (rows(Acceptance).last().state, rows(Acceptance).last().why) == ("ended", "Nothing better is to be had")


def test_a_control_ends_with_a_reason(sign_in: SignIn, entry: Entry) -> None:
    write(Control, entry)
    client, form = sign_in(OWNER), new_control() | {"seen": "1", "state": "ended", "reason": ""}
    assert "Say why the control has ended." in client.post(RISK + "controls/1/", form).content.decode()

    assert client.post(RISK + "controls/1/", form | {"reason": WORDS}).status_code == 302
    assert rows(Control).last().state == "ended"


def test_a_target_is_changed_with_a_reason(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post(RISK + "target/", TARGET)
    changed = TARGET | {"seen": "1", "by_when": "31 12 2011"}
    assert "Say why the target changes." in client.post(RISK + "target/", changed).content.decode()

    assert client.post(RISK + "target/", changed | {"reason": WORDS}).status_code == 302
    assert [str(row.by_when) for row in rows(Target)] == ["2011-09-30", "2011-12-31"]
    assert client.post(RISK + "target/", changed | {"reason": "Again"}).status_code == 409


def test_saving_asks_little(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(OWNER)

    with count_queries() as asked:
        assert client.post(RISK + "actions/new/", new_action()).status_code == 302

    assert len(asked()) <= 20, asked()


def test_a_things_page_asks_the_same_however_long_its_past(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(OFFICER)
    write(Action, entry, owner=owner("Chief Executive"))
    with count_queries() as few:
        client.get(RISK + "actions/1/")
    for _ in range(20):
        write(Action, entry, number=1, owner=owner("Director of Interventions"), said=WORDS)
    with count_queries() as many:
        client.get(RISK + "actions/1/")

    assert len(many()) == len(few()) <= 14, many()


@pytest.mark.parametrize(("address", "model", "form"), FORMS[:3])
def test_a_form_sent_to_another_risk_is_not_swallowed(
    sign_in: SignIn, entry: Entry, address: str, model: type[Thing], form: Callable[[], dict[str, Any]]
) -> None:
    client = sign_in(OFFICER)
    sent = form()
    client.post(RISK + address, sent)

    response = client.post(RISKS + "1.2/" + address, sent)

    assert response.status_code == 409
    assert f'href="{RISK}{address.removesuffix("new/")}1/"' in response.content.decode()
    assert client.post(RISKS + "1.2/" + address, response.context["form"].data).status_code == 302
    assert rows(model).count() == 2


def test_who_reads_only_what_was_issued_is_told_no_owner(sign_in: SignIn, entry: Entry) -> None:
    entry.owners.all().delete()
    EntryOwnerFactory(entry=entry, owner=owner("Director of Interventions"))

    for email in (AUDIT, AUDITOR):
        html = sign_in(email).get(RISK + "actions/new/").content.decode()
        assert "and the performance officer write to it. You can read it." in html
        assert "belongs to" not in html
