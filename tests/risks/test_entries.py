"""The officer adds a risk to the register and changes what it says."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Draft, Holding, Owner
from probation_planning.organisation.readers import readers_of
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.models import Category, Entry, Register, Review, Standing, Turn
from risks.references import free_references, natural
from risks.services.entries import Words, add_risk, edit_risk, words_of
from tests.factories import EntryFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Readers

SignIn = Callable[[str], Client]
AUDITOR = "auditor@derbyshire.example"
NEW = RISKS + "new/"
EDIT = RISKS + "1.1/edit/"
POST = "Director of Interventions"


def new_form(**changed: Any) -> dict[str, Any]:
    """A risk of section 1 with nothing but its words."""
    return {"section": "1", "title": "The courts list changes", "once": str(uuid.uuid4())} | changed


def shown(client: Client, address: str = EDIT) -> dict[str, Any]:
    """What the boxes hold, as a browser would send it back."""
    form = client.get(address).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, list):
            sent[bound.html_name] = [str(one) for one in value]
        else:
            sent[bound.html_name] = "" if value is None else str(value)
    return sent


def owner(name: str) -> Owner:
    """An owner by name."""
    return Owner.objects.get(name=name)


def added(register: Register, reference: str) -> Entry:
    """The risk of that reference."""
    return Entry.objects.get(register=register, reference=reference)


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# References


@pytest.mark.parametrize(
    ("given", "section", "free"),
    [
        ([], 1, ["1.1", "1.2"]),
        (["1.1", "1.15", "1.9", "2.40"], 1, ["1.16", "1.17"]),
        (["1.999"], 1, ["1a.1", "1a.2"]),
        (["1.998"], 1, ["1.999", "1a.1"]),
        (["3.17", "one"], 2, ["2.1", "2.2"]),
    ],
)
def test_the_next_reference_follows_the_last_that_was_ever_given(
    given: list[str], section: int, free: list[str]
) -> None:
    found = free_references(given, section)

    assert [next(found), next(found)] == free


def test_references_sort_as_they_are_read() -> None:
    assert sorted(["1.10", "2", "1.9", "2a", "1.9-1"], key=natural) == ["1.9", "1.9-1", "1.10", "2", "2a"]


# Adding


def test_the_officer_adds_a_risk_and_its_page_says_all_of_it(sign_in: SignIn, register: Register) -> None:
    client = sign_in(OFFICER)
    category = Category.objects.get(name="Financial")

    response = client.post(
        NEW,
        new_form(
            cause="A new judge",
            event="Lists move at a day's notice",
            effect="Reports are late",
            success="Nine reports in ten are in time",
            categories=[category.pk],
            responses=["treat", "transfer"],
            leads=owner(POST).pk,
            others=[owner("SMT").pk],
            proximity="3",
            inherent_likelihood="4",
            inherent_impact="5",
            shared_with="The courts service",
        ),
        follow=True,
    )

    words = text_of(response)
    assert response.redirect_chain == [(RISKS + "1.16/", 302)]
    for said in [
        "Risk 1.16 is added.",
        "A new judge",
        "Lists move at a day&#x27;s notice",
        "Reports are late",
        "Within 3 months",
        "20 Red",
        "The courts service",
        "Treat, Transfer",
        f"{POST} (leads)",
        "Entered as Risk 1.16",
        "Change its words, owners or response",
    ]:
        assert said in words, said
    entry = added(register, "1.16")
    assert (entry.order, entry.starts_at.slug) == (208, "jun-11")
    assert [(turn.kind, turn.section, turn.given_by.email) for turn in entry.turns.all()] == [("entered", 1, OFFICER)]


def test_it_stands_in_the_review_that_is_open_and_in_none_that_was_given(
    sign_in: SignIn, register: Register, june: Review, march: Review
) -> None:
    sign_in(OFFICER).post(NEW, new_form())

    entry = added(register, "1.16")
    assert set(Standing.objects.filter(entry=entry).values_list("review__slug", "turn")) == {
        ("jun-11", "entered"),
        ("sep-11", ""),
        ("nov-11", ""),
        ("mar-12", ""),
    }
    html = sign_in(SMT).get(RISKS).content.decode()
    assert "The courts list changes" in html
    assert "0 of 16" in text_of(sign_in(SMT).get(RISKS))


def test_with_papers_out_it_waits_for_the_next_review_and_the_officer_still_finds_it(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    cycle.issue(june)
    client = sign_in(OFFICER)

    page = text_of(client.post(NEW, new_form(), follow=True))

    assert "Risk 1.16 is added. It stands in the register from Sep-11." in page
    assert "It stands in the register from Sep-11, which is not open yet." in page
    assert sign_in(SMT).get(RISKS + "1.16/").status_code == 404
    assert client.get(RISKS + "1.16/edit/").status_code == 200


def test_where_every_review_was_given_a_review_comes_first(sign_in: SignIn, register: Register) -> None:
    for review in register.reviews.exclude(slug="mar-11"):
        cycle.skip(review)

    page = text_of(sign_in(OFFICER).post(NEW, new_form()))

    assert "Every review of the register has gone to a committee. Add a review first." in page
    assert "The courts list changes" in page


def test_the_form_says_from_which_review_a_risk_of_each_section_stands(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    client = sign_in(OFFICER)
    assert "A new risk stands in the register from Jun-11 on." in text_of(client.get(NEW))

    cycle.skip(june)
    words = text_of(client.get(NEW))
    assert "In section 1 a new risk stands from Sep-11 on." in words
    assert "In section 2 a new risk stands from Jun-11 on." in words

    for review in register.reviews.filter(opened_on=None).exclude(slug="mar-11"):
        cycle.skip(review)
    said = "Every review of section 1 has gone to a committee. Add a review before you add a risk to it."
    assert said in text_of(client.get(NEW))

    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    words = text_of(client.get(NEW))
    assert "Every review of the register has gone to a committee. Add a review before you add a risk." in words
    assert "ection 2" not in words


def test_a_risk_of_section_2_is_seen_by_those_who_read_it_alone(sign_in: SignIn, register: Register) -> None:
    sign_in(OFFICER).post(NEW, new_form(section="2", title="Canary of section two"))

    assert added(register, "2.5").section == 2
    assert sign_in(OFFICER).get(RISKS + "2.5/").status_code == 200
    assert sign_in(SMT).get(RISKS + "2.5/").status_code == 404
    for address in ["", "1.1/", "export.csv"]:
        assert "Canary" not in sign_in(SMT).get(RISKS + address).content.decode()


def test_a_reference_of_ones_own_is_taken_and_its_place_follows_from_it(sign_in: SignIn, register: Register) -> None:
    client = sign_in(OFFICER)
    client.post(NEW, new_form(reference="1.20"))
    client.post(NEW, new_form(reference="1.18"))

    in_order = register.entries.filter(section=1).order_by("order", "pk").values_list("reference", flat=True)
    assert list(in_order)[-3:] == ["1.15", "1.18", "1.20"]


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("1.1", "1.1 was given before and is never given again. The next free reference is 1.16."),
        ("2.1", "2.1 was given before and is never given again."),
        ("one", "Write the reference as figures, like 1.10 or 2a."),
        ("1.1\n2", "Write the reference as figures, like 1.10 or 2a."),
    ],
)
def test_a_reference_is_never_given_twice(sign_in: SignIn, derbyshire: Any, reference: str, sentence: str) -> None:
    page = text_of(sign_in(OFFICER).post(NEW, new_form(reference=reference)))

    assert sentence in page
    assert "The courts list changes" in page


def test_nor_is_one_that_a_risk_had_before(sign_in: SignIn, entry: Entry) -> None:
    cycle.turn(entry, "renumbered", reference="1.20")

    page = text_of(sign_in(OFFICER).post(NEW, new_form(reference="1.1")))

    assert "1.1 was given before and is never given again. The next free reference is 1.21." in page


def test_a_double_click_makes_one_risk(sign_in: SignIn, register: Register) -> None:
    client, form = sign_in(OFFICER), new_form()
    before = register.entries.count()

    first, second = client.post(NEW, form), client.post(NEW, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert register.entries.count() == before + 1


def test_the_form_sent_again_with_other_words_loses_none_of_them(sign_in: SignIn, register: Register) -> None:
    client, form = sign_in(OFFICER), new_form()
    client.post(NEW, form)

    again = client.post(NEW, form | {"title": "Something else"})

    assert again.status_code == 409
    assert "This form was saved already as Risk 1.16: “The courts list changes”." in text_of(again)
    assert "Something else" in again.content.decode()
    once = again.context["form"]["once"].value()
    assert once != form["once"]
    client.post(NEW, form | {"title": "Something else", "once": once})
    assert added(register, "1.17").title == "Something else"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Say what the risk is."),
        ({"title": "word " * 120}, "Say it in at most 500 letters; these are 599."),
        ({"section": ""}, "Choose the section."),
        ({"section": "3"}, "Select a valid choice."),
        ({"responses": ["ignore"]}, "Choose responses from the list."),
        ({"leads": "999999"}, "Choose a post or a group from the list."),
        ({"categories": ["x"]}, "Choose from the list."),
        ({"inherent_likelihood": "3"}, "Give both inherent levels, or neither."),
        ({"inherent_likelihood": "6", "inherent_impact": "1"}, "Choose a level from 1 to 5."),
        ({"proximity": "soon"}, "Choose from the list."),
        ({"once": "x"}, SENT_ALONG),
        ({"shared_with": "a" * 201}, "at most 200 characters"),
        ({"cause": "\u202eevil"}, "holds an invisible character"),
    ],
)
def test_what_cannot_be_is_explained_and_the_words_come_back(
    sign_in: SignIn, register: Register, changed: dict[str, Any], sentence: str
) -> None:
    before = register.entries.count()

    page = sign_in(OFFICER).post(NEW, new_form(effect="Reports are late") | changed)

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert "Reports are late" in page.content.decode()
    assert register.entries.count() == before


def test_others_need_somebody_who_leads(sign_in: SignIn, derbyshire: Any) -> None:
    page = sign_in(OFFICER).post(NEW, new_form(others=[owner("SMT").pk]))

    assert "Choose who leads, or take the ticks away below." in text_of(page)


@pytest.mark.parametrize("email", [SMT, OWNER, AUDIT, AUDITOR, "interventions@derbyshire.example"])
@pytest.mark.parametrize("address", [NEW, EDIT])
def test_nobody_but_the_officer_adds_or_changes_a_risk(
    sign_in: SignIn, derbyshire: Any, email: str, address: str
) -> None:
    client = sign_in(email)

    for response in (client.get(address), client.post(address, new_form())):
        assert response.status_code == 403
        assert "Only the performance officer changes the register." in text_of(response)
    assert "Add a risk" not in client.get(RISKS).content.decode()
    assert "Change this risk" not in client.get(RISKS + "1.1/").content.decode()


def test_nor_does_the_act_itself(register: Register, entry: Entry, reader: Readers) -> None:
    with pytest.raises(PermissionDenied):
        add_risk(register=register, reader=reader(SMT), section=1, reference="", words=Words("New"), once=uuid.uuid4())
    with pytest.raises(PermissionDenied):
        edit_risk(entry=entry, reader=reader(OWNER), words=Words("New"), reason="", seen=0)


@pytest.mark.parametrize("address", ["new/", "1.1/edit/"])
def test_another_trust_finds_no_such_page(sign_in: SignIn, address: str) -> None:
    stranger = sign_in("officer@merseyside.example")

    assert stranger.get(RISKS + address).status_code == 404
    assert stranger.post(RISKS + address, new_form()).status_code == 404


@pytest.mark.parametrize("email", [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"])
def test_a_risk_of_section_2_is_unknown_to_who_does_not_read_it(sign_in: SignIn, email: str) -> None:
    client = sign_in(email)
    for verb in ["edit", "close", "reopen", "move", "renumber"]:
        hidden, unknown = client.get(f"{RISKS}2.1/{verb}/"), client.get(f"{RISKS}9.1/{verb}/")
        assert (hidden.status_code, unknown.status_code) == (404, 404)


# An officer who does not read section 2


@pytest.fixture
def barred(register: Register) -> None:
    """Section 2 is not the officer's to read."""
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])


def test_an_officer_barred_from_section_2_is_not_asked_for_it_and_takes_the_reference_given(
    sign_in: SignIn, register: Register, barred: None
) -> None:
    EntryFactory(register=register, section=2, reference="1.16", starts_at=register.reviews.get(slug="jun-11"))
    client = sign_in(OFFICER)

    fields = client.get(NEW).context["form"].fields
    response = client.post(NEW, new_form(section="2", reference="1.16"), follow=True)

    assert not {"section", "reference"} & set(fields)
    assert "Risk 1.17 is added." in text_of(response)
    assert added(register, "1.17").section == 1


def test_and_adds_nothing_to_it_by_the_act(register: Register, barred: None, reader: Readers) -> None:
    with pytest.raises(PermissionDenied):
        add_risk(
            register=register, reader=reader(OFFICER), section=2, reference="", words=Words("New"), once=uuid.uuid4()
        )


# Changing


def test_the_form_sent_back_as_it_was_changes_nothing(sign_in: SignIn, register: Register) -> None:
    client = sign_in(OFFICER)
    Entry.objects.filter(register=register, reference="1.10").update(responses=["tolerate", "treat"])
    for reference in ("1.1", "1.10", "1.14", "2.1"):
        address = f"{RISKS}{reference}/edit/"
        before = Entry.objects.filter(register=register, reference=reference).values().get()
        assert client.post(address, shown(client, address)).status_code == 302
        assert Entry.objects.filter(register=register, reference=reference).values().get() == before
    assert not Turn.objects.exists()


def test_words_are_changed_where_the_review_is_open_and_nowhere_else(
    sign_in: SignIn, entry: Entry, june: Review, march: Review
) -> None:
    client = sign_in(OFFICER)
    words = {"title": "Offices are not\nfound", "cause": "The lease ends", "success": "Two offices"}

    response = client.post(EDIT, shown(client) | words, follow=True)

    assert "Risk 1.1 is changed." in text_of(response)
    assert "The lease ends" in text_of(response)
    assert Standing.objects.get(entry=entry, review=june).title == "Offices are not found"
    assert Standing.objects.get(entry=entry, review=march).title != "Offices are not found"
    assert "The lease ends" not in text_of(sign_in(AUDIT).get(RISKS + "1.1/"))
    assert not entry.turns.exists()


def test_owners_and_response_change_with_a_reason_that_the_page_keeps(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    changed = shown(client) | {"leads": owner(POST).pk, "others": [owner("SMT").pk], "responses": ["tolerate"]}

    asked = client.post(EDIT, changed)
    response = client.post(EDIT, changed | {"reason": "The post moved."}, follow=True)

    assert "Say why the owners and the response change." in text_of(asked)
    assert [(row.owner.name, row.leads) for row in entry.owners.order_by("order")] == [(POST, True), ("SMT", False)]
    words = text_of(response)
    assert f"From Director of Business Services to {POST} (leads); SMT." in words
    assert "From Transfer to Tolerate." in words
    assert words.count("The post moved.") == 2
    assert [(turn.kind, turn.section) for turn in entry.turns.order_by("moment")] == [("owners", 1), ("response", 1)]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"responses": []}, "Say why the response changes."), ({"leads": "", "others": []}, "Say why the owners change.")],
)
def test_a_reason_is_asked_for_what_changes(
    sign_in: SignIn, entry: Entry, changed: dict[str, Any], sentence: str
) -> None:
    client = sign_in(OFFICER)

    page = client.post(EDIT, shown(client) | changed | {"title": "Still here"})

    assert sentence in text_of(page)
    assert "Still here" in page.content.decode()
    assert not entry.turns.exists()


def test_the_lead_passes_between_two_owners(entry: Entry, reader: Readers) -> None:
    officer = reader(OFFICER)
    one = edit_risk(
        entry=entry,
        reader=officer,
        words=Words("A", responses=("treat",), owners=(owner(POST), owner("SMT"))),
        reason="Agreed.",
        seen=words_of(entry).fingerprint,
    )
    two = edit_risk(
        entry=entry,
        reader=officer,
        words=Words("A", responses=("treat",), owners=(owner("SMT"), owner(POST))),
        reason="Agreed.",
        seen=words_of(one).fingerprint,
    )

    assert words_of(two).owners_in_words == f"SMT (leads); {POST}"


def test_what_was_read_into_an_owner_stays_with_the_owner_that_stays(sign_in: SignIn, register: Register) -> None:
    address = RISKS + "1.14/edit/"
    client = sign_in(OFFICER)
    reading = added(register, "1.14").owners.get(owner__name="Directors").ground

    client.post(address, shown(client, address) | {"others": [], "reason": "Operations Managers are no owner."})

    row = added(register, "1.14").owners.get()
    assert (row.owner.name, row.ground, row.is_reading) == ("Directors", reading, True)


def test_of_two_who_change_it_at_once_the_later_sees_both_texts(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    form = shown(client)
    client.post(EDIT, form | {"title": "Theirs", "cause": "The lease"})

    later = client.post(EDIT, form | {"title": "Mine", "effect": "No office"})
    page = text_of(later)

    assert later.status_code == 409
    assert "Performance officer saved it at " in page
    assert [tuple(line) for line in later.context["lines"]] == [
        ("Risk", "Theirs", "Mine"),
        ("Cause", "The lease", ""),
        ("Effect", "", "No office"),
    ]
    again = form | {"title": "Mine", "effect": "No office", "seen": later.context["form"]["seen"].value()}
    assert client.post(EDIT, again).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.cause, entry.effect) == ("Mine", "", "No office")


def test_the_same_change_sent_twice_is_one(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    form = shown(client) | {"responses": ["tolerate"], "reason": "Agreed."}

    first, second = client.post(EDIT, form), client.post(EDIT, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert entry.turns.count() == 1


def test_a_form_that_says_nothing_of_what_it_saw_is_refused(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)

    page = client.post(EDIT, shown(client) | {"seen": "", "title": "Mine"})

    assert page.status_code == 200
    entry.refresh_from_db()
    assert entry.title != "Mine"


def test_a_closed_risk_is_reopened_before_it_is_changed_and_nothing_typed_is_lost(
    sign_in: SignIn, entry: Entry
) -> None:
    client = sign_in(OFFICER)
    form = shown(client) | {"title": "Mine"}
    cycle.close(entry)

    asked, sent = client.get(EDIT), client.post(EDIT, form)

    assert (asked.status_code, sent.status_code) == (403, 403)
    assert "Risk 1.1 was closed on 20 June 2011. Reopen it before you change it." in text_of(asked)
    assert "Reopen it before you change it." in text_of(sent)
    assert ">\nMine</textarea>" in sent.content.decode()


def test_what_was_typed_and_not_saved_comes_back_and_goes_on_save(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    typed = {"address": EDIT, "title": "Half a", "responses": ["tolerate", "transfer"], "csrfmiddlewaretoken": "x"}
    client.post("/derbyshire/draft/", typed)

    page = client.get(EDIT)
    form = page.context["form"]

    assert "These are the words you typed before and have not saved." in page.content.decode()
    assert (form["title"].value(), form["responses"].value()) == ("Half a", ["tolerate", "transfer"])
    client.post(EDIT, shown(client) | {"title": "Whole", "leads": "", "reason": "Agreed."})
    assert not Draft.objects.exists()


def test_and_can_be_forgotten(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    client.post("/derbyshire/draft/", {"address": EDIT, "title": "Half a"})

    client.post(EDIT, {"discard": "yes"})

    assert not Draft.objects.exists()
    assert client.get(EDIT).context["form"]["title"].value() == entry.title


def test_names_of_fields_that_are_not_in_the_form_change_nothing(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    forged = {
        "section": "2",
        "reference": "2.9",
        "order": "1",
        "closed_on": "2011-06-01",
        "trust": "2",
        "register": "9",
    }

    client.post(EDIT, shown(client) | forged | {"title": "Mine"})

    row = Entry.objects.get(pk=entry.pk)
    assert (row.title, row.section, row.reference, row.order, row.closed_on) == ("Mine", 1, "1.1", entry.order, None)


def test_the_acts_say_what_is_wrong_by_field(register: Register, reader: Readers) -> None:
    with pytest.raises(ValidationError) as refused:
        add_risk(
            register=register,
            reader=reader(OFFICER),
            section=1,
            reference="1.1",
            words=Words("New"),
            once=uuid.uuid4(),
        )
    assert list(refused.value.message_dict) == ["reference"]


def test_a_stale_change_is_a_conflict(entry: Entry, reader: Readers) -> None:
    with pytest.raises(Conflict):
        edit_risk(entry=entry, reader=reader(OFFICER), words=Words("New"), reason="", seen=1)


# Queries


@pytest.mark.parametrize(("address", "at_most"), [(NEW, 14), (EDIT, 16)])
def test_the_forms_ask_little_however_many_risks_there_are(
    sign_in: SignIn, count_queries: Any, grow_register: Callable[[int], None], address: str, at_most: int
) -> None:
    client = sign_in(OFFICER)
    counts = []
    for wanted in (20, 200):
        grow_register(wanted)
        client.get(address)
        with count_queries() as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked()))

    assert counts[0] == counts[1] <= at_most, asked()


# What the page shows of it


def test_categories_that_were_changed_are_shown_beside_those_printed(sign_in: SignIn, register: Register) -> None:
    client = sign_in(OFFICER)
    address = RISKS + "1.10/edit/"
    estate = Category.objects.create(name="Estate")

    before = text_of(client.get(RISKS + "1.10/"))
    client.post(address, shown(client, address) | {"categories": [str(estate.pk)]})
    after = text_of(client.get(RISKS + "1.10/"))

    assert "Operational/Financial" in before
    assert "Printed as “Operational/Financial”" not in before
    assert "Estate Printed as “Operational/Financial”" in after


def test_an_officer_who_reads_a_risk_of_section_2_as_its_owner_does_not_give_it_away(
    register: Register, reader: Readers, person: Callable[[str], Any], barred: None
) -> None:
    post = register.entries.get(reference="2.4").owners.get().owner
    Holding.objects.create(post=post, user=person(OFFICER), capacity=Holding.Capacity.DEPUTY)
    entry = added(register, "2.4")
    now = words_of(entry)

    with tenancy.kept_context():
        officer = readers_of(person(OFFICER), "derbyshire")[0]
        away = replace(now, owners=(owner("SMT"),))
        with pytest.raises(ValidationError) as refused:
            edit_risk(entry=entry, reader=officer, words=away, reason="Away.", seen=now.fingerprint)
        shared = replace(now, owners=(post, owner("SMT")))
        edit_risk(entry=entry, reader=officer, words=shared, reason="Shared.", seen=now.fingerprint)

    assert list(refused.value.message_dict) == ["leads"]
    assert [row.owner.name for row in entry.owners.order_by("order")] == [post.name, "SMT"]
