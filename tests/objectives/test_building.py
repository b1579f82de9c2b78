"""The officer adds objectives to the plan and changes what they say."""

import datetime
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from objectives.models import (
    Aim,
    Deadline,
    DeadlineRevision,
    Objective,
    ObjectiveOwner,
    OutcomeEvidence,
    StatusUpdate,
    SubItem,
)
from objectives.services.building import Words, add_objective, edit_objective, words_of
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, Year
from probation_planning.organisation.roles import Reader
from tests.objectives.building import seen_in, shown, text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
NEW = PLAN + "objectives/new/"
PAGE = PLAN + "objectives/1.2-3/"
EDIT = PAGE + "edit/"


def aim(year: Year, number: str = "1.2") -> Aim:
    """Of that number."""
    return Aim.objects.get(plan__annual_plans__year=year, number=number)


def owner(name: str) -> str:
    """The key of an owner, as the form sends it."""
    return str(Owner.objects.get(name=name).pk)


def one(year: Year, reference: str) -> Objective:
    """The objective of that reference."""
    return Objective.objects.of(year).get(reference=reference)


# Adding


def test_the_officer_adds_an_objective_and_its_page_says_all_of_it(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)

    response = client.post(
        NEW,
        shown(
            client,
            NEW + "?aim=1.2",
            text="Open a second training room",
            outcome_new1="The room is open",
            outcome_new3="Fifty people a month are trained in it",
            leads=owner("Chief Executive"),
            others=[owner("SMT")],
            deadline_new1="December 2011",
            deadline_new2="6 2011",
            stage_new2="A site is found",
            flags=["ongoing", "regional"],
            acts="The Trust",
            label_new1="a)",
            part_new1="Find a site",
        ),
        follow=True,
    )

    page = text_of(response)
    assert response.redirect_chain == [(PLAN + "objectives/1.2-6/", 302)]
    for said in [
        "Objective 1.2-6 is added.",
        "Open a second training room",
        "The room is open",
        "Fifty people a month are trained in it",
        "Chief Executive leads",
        "SMT",
        "June 2011: A site is found",
        "December 2011",
        "Ongoing, Regional priority",
        "The Trust",
        "a) Find a site",
        "Added since version 1 of the plan",
    ]:
        assert said in page, said
    assert list(Objective.objects.of(year).in_printed_order().filter(aim__number="1.2"))[-1].reference == "1.2-6"


def test_an_objective_stands_straight_under_a_theme(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)

    client.post(NEW, shown(client, NEW + "?theme=3", text="Straight under"))

    objective = one(year, "3-1")
    assert (objective.theme.number, objective.aim) == ("3", None)
    assert "Straight under" in text_of(client.get(PLAN + "?open=all"))


def test_a_double_click_adds_one(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    form = shown(client, NEW + "?aim=1.2", text="Once")

    answers = [client.post(NEW, form) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [PLAN + "objectives/1.2-6/"] * 2
    assert Objective.objects.of(year).filter(text="Once").count() == 1


def test_the_form_sent_again_with_other_words_says_what_it_made(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    form = shown(client, NEW + "?aim=1.2", text="Once")
    client.post(NEW, form)

    response = client.post(NEW, form | {"text": "Twice"})

    assert response.status_code == 409
    assert "This form was saved already as Objective 1.2-6: “Once”." in text_of(response).replace("&quot;", '"')
    again = re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]
    assert client.post(NEW, form | {"text": "Twice", "once": again})["Location"] == PLAN + "objectives/1.2-7/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " "}, "Say what the objective is."),
        ({"place": ""}, "Choose an aim, or a theme that it stands straight under."),
        ({"place": "aim-999999"}, "Choose an aim or a theme from the list."),
        ({"leads": "999999"}, "Choose a post or a group from the list."),
        ({"deadline_new1": "Smarch 2011"}, "Enter a month and a year, like June 2011 or 6 2011."),
        ({"stage_new1": "The draft"}, "Enter the month by which “The draft” is due."),
        ({"deadline_new1": "6 2011", "deadline_new2": "June 2011"}, "The objective has this deadline already."),
        ({"label_new1": "a)"}, "Say what part a) is."),
        ({"flags": ["splendid"]}, "Choose marks from the list."),
        ({"outcome_new2": "\u202etxet"}, "invisible character"),
        ({"outcome_new1": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_a_bad_value_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, year: Year, typed: dict[str, Any], sentence: str
) -> None:
    client = sign_in(OFFICER)
    before = Objective.objects.of(year).count()

    response = client.post(NEW, shown(client, NEW + "?aim=1.2", **({"text": "Kept", "acts": "The LDUs"} | typed)))

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "The LDUs" in response.content.decode()
    assert Objective.objects.of(year).count() == before


def test_others_need_somebody_who_leads(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)

    response = client.post(NEW, shown(client, NEW + "?aim=1.2", text="Kept", others=[owner("SMT")]))

    assert "Choose who leads, or take the ticks away below." in text_of(response)


def test_what_was_typed_and_not_saved_is_back(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    client.post("/derbyshire/draft/", {"address": NEW, "outcome_new2": "Half an outcome", "others": [owner("SMT")]})

    assert "Half an outcome" in client.get(NEW).content.decode()


# Changing


def test_what_is_changed_is_changed_and_all_else_keeps_its_row(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    objective = one(year, "1.2-3")
    first, second = objective.outcomes.order_by("order")
    SubItem.objects.create(objective=objective, order=0, label="a)", text="One part")
    form = shown(client, EDIT, outcome_new1="A third outcome", **{f"outcome_{first.pk}": "Other words"})

    response = client.post(EDIT, form, follow=True)

    assert "Objective 1.2-3 is changed." in text_of(response)
    assert [(row.pk, row.text) for row in objective.outcomes.order_by("order")][:2] == [
        (first.pk, "Other words"),
        (second.pk, second.text),
    ]
    assert objective.outcomes.count() == 3
    assert objective.sub_items.get().text == "One part"
    assert objective.owners.get().owner.name == "Director of Business Services"


def test_saving_what_stands_changes_nothing(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    before = words_of(one(year, "1.2-3"))

    assert client.post(EDIT, shown(client, EDIT)).status_code == 302

    assert words_of(one(year, "1.2-3")) == before
    assert "since version" not in text_of(client.get(PAGE))


def test_an_emptied_box_removes_an_outcome(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    first = one(year, "1.2-3").outcomes.order_by("order")[0]

    client.post(EDIT, shown(client, EDIT, **{f"outcome_{first.pk}": ""}))

    assert one(year, "1.2-3").outcomes.count() == 1


def test_an_outcome_with_evidence_is_changed_and_not_removed(
    sign_in: SignIn, year: Year, on_track: StatusUpdate
) -> None:
    client = sign_in(OFFICER)
    first = on_track.objective.outcomes.order_by("order")[0]
    OutcomeEvidence.objects.create(update=on_track, outcome=first, text="The report")
    assert "There is evidence for it, so it is changed and not removed." in text_of(client.get(EDIT))

    response = client.post(EDIT, shown(client, EDIT, acts="Somebody", **{f"outcome_{first.pk}": ""}))

    assert "There is evidence for this outcome. Change its words; it cannot be removed." in text_of(response)
    assert "Somebody" in response.content.decode()
    assert on_track.objective.outcomes.count() == 2
    assert client.post(EDIT, shown(client, EDIT, **{f"outcome_{first.pk}": "Reworded"})).status_code == 302


def test_a_deadline_that_an_answer_moved_is_changed_and_not_removed(
    sign_in: SignIn, year: Year, on_track: StatusUpdate
) -> None:
    client = sign_in(OFFICER)
    due = Deadline.objects.create(objective=on_track.objective, month=datetime.date(2011, 9, 1))
    DeadlineRevision.objects.create(
        update=on_track, deadline=due, was=due.month, month=datetime.date(2011, 12, 1), reason="Late"
    )

    response = client.post(EDIT, shown(client, EDIT, **{f"deadline_{due.pk}": ""}))

    assert "An answer has moved this deadline. Change it; it cannot be removed." in text_of(response)
    assert client.post(EDIT, shown(client, EDIT, **{f"deadline_{due.pk}": "10 2011"})).status_code == 302
    due.refresh_from_db()
    assert due.month == datetime.date(2011, 10, 1)


@pytest.mark.parametrize("order", ["10 2011,12 2011,1 2012", "12 2011,9 2011,10 2011", "10 2011,9 2011,12 2011"])
def test_deadlines_change_places_in_one_save(sign_in: SignIn, year: Year, on_track: StatusUpdate, order: str) -> None:
    client = sign_in(OFFICER)
    on_track.objective.deadlines.all().delete()
    dues = [
        Deadline.objects.create(objective=on_track.objective, month=datetime.date(2011, month, 1))
        for month in (9, 10, 12)
    ]
    DeadlineRevision.objects.create(
        update=on_track, deadline=dues[0], was=dues[0].month, month=datetime.date(2012, 1, 1), reason="Late"
    )
    typed = {f"deadline_{due.pk}": month for due, month in zip(dues, order.split(","), strict=True)}

    assert client.post(EDIT, shown(client, EDIT, acts="The Trust", **typed)).status_code == 302

    for due in dues:
        due.refresh_from_db()
    assert [f"{due.month:%-m %Y}" for due in dues] == order.split(",")


def test_an_owner_that_was_closed_meanwhile_is_not_named_anew(sign_in: SignIn, year: Year, reader: Readers) -> None:
    board = Owner.objects.get(name="SMT")
    now = words_of(one(year, "1.2-3"))
    Owner.objects.filter(pk=board.pk).update(closed_on=datetime.date(2011, 6, 1))

    with pytest.raises(ValidationError, match="SMT was closed on 1 June 2011 and takes on nothing new"):
        edit_objective(
            objective=one(year, "1.2-3"),
            reader=reader(OFFICER),
            words=replace(now, owners=(*now.owners, board)),
            seen=now.fingerprint,
        )

    assert board not in words_of(one(year, "1.2-3")).owners


def test_who_leads_changes_hands(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    before = owner("Director of Business Services")

    client.post(EDIT, shown(client, EDIT, leads=owner("SMT"), others=[before]))

    rows = one(year, "1.2-3").owners.order_by("order")
    assert [(row.owner.name, row.leads) for row in rows] == [("SMT", True), ("Director of Business Services", False)]


def test_whether_each_unit_answers_stays_once_it_was_answered(
    sign_in: SignIn, year: Year, on_track: StatusUpdate
) -> None:
    client = sign_in(OFFICER)

    response = client.post(EDIT, shown(client, EDIT, for_each="interventions", acts="Each LDU"))

    assert response.status_code == 200
    assert "The objective has been answered; whether each unit answers for it stays as it is." in text_of(response)
    assert "Each LDU" in response.content.decode()
    assert one(year, "1.2-3").acts == ""


def test_readings_are_confirmed_with_one_button_and_end_where_they_are_changed(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    Objective.objects.of(year).filter(reference="1.2-3").update(
        flags=["unknown"], flags_ground="A mark that was lost.", hangs_on_ground="The words say so."
    )
    assert "A mark that was lost." in text_of(client.get(PAGE))

    ObjectiveOwner.objects.filter(objective=one(year, "1.2-3")).update(is_reading=True, ground="The page before.")
    page = client.get(PAGE)
    assert "That it is owned by Director of Business Services The page before." in text_of(page)

    response = client.post(PAGE + "confirm/", {"seen": page.context["readings_seen"]}, follow=True)

    assert "What was read into Objective 1.2-3 is confirmed." in text_of(response)
    assert one(year, "1.2-3").owners.get().confirmed_by.email == OFFICER
    assert one(year, "1.2-3").readings_confirmed_by.email == OFFICER
    assert "Confirm what was read" not in text_of(response)
    client.post(EDIT, shown(client, EDIT, flags=["ongoing"]))
    assert one(year, "1.2-3").flags_ground == ""
    assert client.get(PAGE + "confirm/").status_code == 405


def test_readings_that_changed_meanwhile_are_shown_before_they_are_confirmed(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    owners = ObjectiveOwner.objects.filter(objective=one(year, "1.2-3"))
    owners.update(is_reading=True, ground="The page before.")
    seen = client.get(PAGE).context["readings_seen"]
    owners.update(ground="Another page.")

    response = client.post(PAGE + "confirm/", {"seen": seen})

    assert response.status_code == 409
    assert "has changed since you opened the page. Read it again below" in text_of(response)
    assert "That it is owned by Director of Business Services: Another page." in text_of(response)
    assert owners.get().is_unconfirmed
    assert client.post(PAGE + "confirm/", {"seen": seen_in(response)}).status_code == 302
    assert not owners.get().is_unconfirmed


def test_a_withdrawn_objective_is_restored_before_it_is_changed(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    form = shown(client, EDIT, text="Other words")
    Objective.objects.of(year).filter(reference="1.2-3").update(
        withdrawn_on=datetime.date(2011, 6, 1), withdrawn_reason="Given up"
    )

    sentence = "Objective 1.2-3 was withdrawn on 1 June 2011. Restore it before you change it."
    assert sentence in text_of(client.get(EDIT, follow=True))
    assert sentence in text_of(client.post(EDIT, form))


# Two at once


def test_whoever_comes_second_sees_both_texts_and_chooses(sign_in: SignIn, year: Year) -> None:
    client = sign_in(OFFICER)
    form = shown(client, EDIT, text="Mine", outcome_new1="My outcome")
    client.post(EDIT, shown(client, EDIT, text="Theirs"))

    response = client.post(EDIT, form)

    page = text_of(response)
    assert response.status_code == 409
    assert "Theirs" in page
    assert "My outcome" in page
    seen = seen_in(response)
    assert client.post(EDIT, form | {"seen": seen}).status_code == 302
    assert one(year, "1.2-3").text == "Mine"


def test_an_outcome_that_somebody_removed_meanwhile_comes_back_from_the_box_that_holds_it(
    sign_in: SignIn, year: Year
) -> None:
    client = sign_in(OFFICER)
    first = one(year, "1.2-3").outcomes.order_by("order")[0]
    form = shown(client, EDIT, **{f"outcome_{first.pk}": "Typed into it"})
    first.delete()

    response = client.post(EDIT, form)

    assert response.status_code == 409
    assert "Typed into it" in response.content.decode()
    seen = seen_in(response)
    client.post(EDIT, form | {"seen": seen})
    assert "Typed into it" in [row.text for row in one(year, "1.2-3").outcomes.all()]


def test_the_services_ask_who_is_at_work_themselves(year: Year, reader: Readers) -> None:
    objective = one(year, "1.2-3")
    words = words_of(objective)
    with pytest.raises(PermissionDenied):
        edit_objective(objective=objective, reader=reader(OWNER), words=words, seen=0)
    with pytest.raises(PermissionDenied):
        add_objective(annual_plan=objective.annual_plan, reader=reader(OWNER), words=words, once=uuid.uuid4())
    with pytest.raises(Conflict):
        edit_objective(
            objective=objective, reader=reader(OFFICER), words=Words(words.theme, words.aim, "Other"), seen=1
        )


# Who may


@pytest.mark.parametrize("address", [NEW, EDIT, PAGE + "confirm/"])
@pytest.mark.parametrize("name", ["business.services", "smt", "audit", "auditor"])
def test_nobody_else_builds_the_plan(sign_in: SignIn, year: Year, name: str, address: str) -> None:
    client = sign_in(f"{name}@derbyshire.example")
    answers = [client.post(address, {"text": "x"})]
    answers += [client.get(address)] if "confirm" not in address else []

    for response in answers:
        assert response.status_code == 403
        assert "Only the performance officer changes the plan." in text_of(response)


@pytest.mark.parametrize("address", [NEW, EDIT, PAGE + "confirm/"])
def test_another_trust_finds_nothing(sign_in: SignIn, year: Year, address: str) -> None:
    assert sign_in("officer@merseyside.example").post(address, {}).status_code == 404
    assert sign_in(OFFICER).post(address.replace("1.2-3", "9.9-9"), {}).status_code in {200, 404}


def test_the_form_asks_no_more_of_the_database_for_a_long_plan(
    sign_in: SignIn, count_queries: Any, grow_plan: Callable[[int], None]
) -> None:
    client = sign_in(OFFICER)
    counts = []
    for size in (52, 300):
        grow_plan(size)
        with count_queries() as counted:
            client.get(EDIT)
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= 25
