"""An objective that each unit answers: who answers for which, the spread on its page, and the words when none is."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from objectives.models import Objective, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation.models import (
    DeliveryUnit,
    Draft,
    GroupMember,
    Holding,
    Owner,
    Quarter,
    Trust,
    User,
    Year,
)
from probation_planning.organisation.roles import Act, Reader
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Say = Callable[..., StatusUpdate]
EachUnit = Callable[[int], list[DeliveryUnit]]
Readers = Callable[[str], Reader]
PAGE = f"{PLAN}objectives/1.2-3/"
HEAD = "interventions@derbyshire.example"
ANSWER = {"status": "at_risk", "comment": "Two officers short.", "quarter": "1", "seen": "0"}
TODAY = datetime.date(2011, 6, 20)


def page_of(client: Client, query: str = "", **more: Any) -> str:
    """The objective's page as text without spare spaces."""
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def lead(unit: DeliveryUnit, email: str, capacity: str = "holder", **between: Any) -> None:
    """Somebody holds the post of the unit."""
    person = User.objects.get(email=email)
    Holding.objects.create(post=unit.owner, user=person, capacity=capacity, **between)


@pytest.fixture
def units(each_unit: EachUnit) -> list[DeliveryUnit]:
    """Three units that each answer for 1.2-3; the first is led by somebody."""
    made = each_unit(3)
    lead(made[0], HEAD)
    return made


def give(
    objective: Objective, quarter: Quarter, reader: Reader, unit: DeliveryUnit | None, **more: Any
) -> StatusUpdate:
    """An answer of a unit."""
    said: dict[str, Any] = {"status": "at_risk", "comment": "Two officers short.", "evidence": {}, "seen": 0}
    return give_status(objective=objective, quarter=quarter, reader=reader, unit=unit, **(said | more))


# Who


@pytest.mark.parametrize("capacity", ["holder", "acting", "deputy"])
def test_whoever_holds_the_post_of_a_unit_answers_for_it(
    objective: Objective, quarter: Quarter, reader: Readers, each_unit: EachUnit, capacity: str
) -> None:
    first, second = each_unit(2)
    lead(second, HEAD, capacity)

    update = give(objective, quarter, reader(HEAD), second)

    update.refresh_from_db()
    assert (update.unit, str(update.given_as), update.given_as_name) == (second, "Head of Unit B", "Head of Unit B")
    with pytest.raises(PermissionDenied, match="answered for Unit A by Head of Unit A"):
        give(objective, quarter, reader(HEAD), first)


def test_a_member_of_the_group_that_leads_a_unit_answers(
    objective: Objective, quarter: Quarter, reader: Readers, each_unit: EachUnit
) -> None:
    [unit] = each_unit(1)
    DeliveryUnit.objects.filter(pk=unit.pk).update(owner=Owner.objects.get(name="Directors"))
    unit.refresh_from_db()

    assert str(give(objective, quarter, reader(HEAD), unit).given_as) == "Directors"


def test_a_former_holder_answers_no_more(
    objective: Objective, quarter: Quarter, reader: Readers, each_unit: EachUnit
) -> None:
    [unit] = each_unit(1)
    lead(unit, HEAD, until=datetime.date(2011, 6, 19))

    with pytest.raises(PermissionDenied):
        give(objective, quarter, reader(HEAD), unit)


def test_an_owner_of_the_objective_does_not_answer_for_a_unit(
    objective: Objective, quarter: Quarter, reader: Readers, units: list[DeliveryUnit]
) -> None:
    assert not objective.may(reader(OWNER), Act.ANSWER)
    with pytest.raises(PermissionDenied):
        give(objective, quarter, reader(OWNER), units[0])


def test_the_officer_answers_on_the_word_of_whoever_leads_the_unit(
    objective: Objective, quarter: Quarter, reader: Readers, units: list[DeliveryUnit]
) -> None:
    word = {"given_for": units[1].owner, "told_on": TODAY}

    assert give(objective, quarter, reader(OFFICER), units[1], **word).given_as == units[1].owner
    with pytest.raises(ValidationError, match="Head of Unit B does not own this"):
        give(objective, quarter, reader(OFFICER), units[2], **word)


def test_of_a_unit_that_nobody_is_recorded_to_lead_any_post_may_have_told(
    objective: Objective, quarter: Quarter, reader: Readers, units: list[DeliveryUnit]
) -> None:
    units[2].owner = None
    units[2].save()
    post = Owner.objects.get(name="Chief Executive")

    assert give(objective, quarter, reader(OFFICER), units[2], given_for=post, told_on=TODAY).given_as == post


def test_a_unit_is_named_where_each_answers_and_nowhere_else(
    objective: Objective, quarter: Quarter, reader: Readers, units: list[DeliveryUnit], year: Year
) -> None:
    with pytest.raises(ValidationError, match="choose for which"):
        give(objective, quarter, reader(OFFICER), None)
    other = Objective.objects.of(year).get(reference="1.2-5")
    with pytest.raises(ValidationError, match="answered once for the whole trust"):
        give(other, quarter, reader(OFFICER), units[0])


def test_a_unit_of_another_kind_is_refused_in_words(
    objective: Objective, quarter: Quarter, reader: Readers, units: list[DeliveryUnit]
) -> None:
    hostels = DeliveryUnit.objects.create(name="Hostels", kind="interventions", owner=units[0].owner)

    with pytest.raises(ValidationError, match="Each unit answers for this objective; say for which"):
        give(objective, quarter, reader(HEAD), hostels)


def test_a_unit_that_was_not_open_in_the_quarter_does_not_answer_for_it(
    objective: Objective, quarter: Quarter, reader: Readers, units: list[DeliveryUnit]
) -> None:
    units[0].opened_on = datetime.date(2011, 7, 1)
    units[0].save()

    with pytest.raises(ValidationError, match="Unit A was not open in Q1 2011/12"):
        give(objective, quarter, reader(HEAD), units[0])


def test_what_somebody_answers_is_what_they_own_or_lead_a_unit_of(
    year: Year, reader: Readers, units: list[DeliveryUnit]
) -> None:
    def answered(email: str) -> set[str]:
        return set(Objective.objects.of(year).answered_by(reader(email)).values_list("reference", flat=True))

    assert "1.2-3" in answered(HEAD)
    assert "1.2-3" not in answered(OWNER)
    assert "1.2-1" in answered(HEAD)
    assert answered("audit@derbyshire.example") == set()


# The page


def test_a_unit_is_answered_for_on_the_page_and_no_other(sign_in: SignIn, units: list[DeliveryUnit]) -> None:
    client = sign_in(HEAD)
    assert "Answer for Q1 2011/12: Unit A" in page_of(client)

    response = client.post(PAGE, ANSWER | {"unit": "unit-a"}, follow=True)

    page = " ".join(response.content.decode().split())
    assert response.redirect_chain == [(f"{PAGE}?unit=unit-a", 302)]
    assert "Objective 1.2-3, Unit A, is answered for Q1 2011/12: at risk." in page
    assert "1 of 3 at risk, 2 unanswered this quarter" in page
    assert StatusUpdate.objects.get().unit == units[0]
    assert client.post(PAGE, ANSWER | {"unit": "unit-b"}).status_code == 403


def test_the_reader_of_no_unit_sees_the_spread_and_who_answers(
    sign_in: SignIn, units: list[DeliveryUnit], say: Say
) -> None:
    say("off_track", unit=units[1])

    page = page_of(sign_in(OWNER))

    assert "1 of 3 off track, 2 unanswered this quarter" in page
    assert "answered by each unit: Head of Unit A, Head of Unit B and Head of Unit C" in page
    assert "Save the answer" not in page
    assert '<a class="govuk-link govuk-link--no-visited-state" href="?unit=unit-b#answer">Unit B</a>' in page


def test_the_officer_chooses_the_unit(sign_in: SignIn, units: list[DeliveryUnit]) -> None:
    client = sign_in(OFFICER)
    page = page_of(client)
    assert "Choose the unit to answer for:" in page
    assert "Save the answer" not in page

    response = client.post(PAGE, ANSWER | {"unit": "unit-b", "given_for": units[1].owner_id, "told_on": "17 6 2011"})

    assert response.status_code == 302
    assert StatusUpdate.objects.get().unit == units[1]
    assert client.post(PAGE, ANSWER).status_code == 403


@pytest.mark.parametrize("name", ["unit-z", "99999999", "unit a"])
def test_a_unit_that_is_none_of_its_own_is_an_unknown_page(
    sign_in: SignIn, units: list[DeliveryUnit], name: str
) -> None:
    client = sign_in(HEAD)

    assert client.get(PAGE, {"unit": name}).status_code == 404
    assert client.post(PAGE, ANSWER | {"unit": name}).status_code == 404
    assert not StatusUpdate.objects.exists()


def test_a_unit_keeps_its_address_when_it_is_renamed(sign_in: SignIn, units: list[DeliveryUnit]) -> None:
    address = units[2].slug
    units[2].name = "Another name"
    units[2].save()

    assert sign_in(HEAD).get(PAGE, {"unit": address}).status_code == 200


def test_without_units_the_page_says_that_none_is_recorded(sign_in: SignIn, each_unit: EachUnit) -> None:
    each_unit(0)

    for email in (OWNER, OFFICER):
        page = page_of(sign_in(email))
        assert "No unit is recorded." in page
        assert "Save the answer" not in page


def test_a_unit_confirms_on_track_in_one_click(
    sign_in: SignIn, units: list[DeliveryUnit], say: Say, second_quarter: Quarter
) -> None:
    say("on_track", unit=units[0])
    client = sign_in(HEAD)
    assert "Confirm on track" in page_of(client, "?unit=unit-a")

    client.post(PAGE, {"status": "on_track", "quarter": "2", "seen": "0", "unit": "unit-a"})

    assert StatusUpdate.objects.get(quarter=second_quarter).unit == units[0]


def test_a_units_final_word_is_not_asked_again(
    sign_in: SignIn, units: list[DeliveryUnit], say: Say, second_quarter: Quarter
) -> None:
    say("complete", unit=units[0])

    page = page_of(sign_in(HEAD), "?unit=unit-a")

    assert "It is complete since Q1 2011/12, and that stands: nothing is asked." in page
    assert "2 of 3 unanswered this quarter, 1 complete" in page
    assert "since Q1</span>" in page


def test_each_unit_has_a_draft_of_its_own(sign_in: SignIn, units: list[DeliveryUnit], derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    for unit in ("unit-a", "unit-b"):
        typed = {"address": f"{PAGE}?quarter=1&unit={unit}", "comment": f"Words of {unit}"}
        client.post("/derbyshire/draft/", typed)

    assert client.get(f"{PAGE}?unit=unit-a").context["form"]["comment"].value() == "Words of unit-a"
    assert client.get(f"{PAGE}?unit=unit-b").context["form"]["comment"].value() == "Words of unit-b"
    assert 'data-draft-by="quarter unit"' in page_of(client, "?unit=unit-b")

    response = client.post(PAGE, {"discard": "yes", "quarter": "1", "unit": "unit-a"})

    assert response["Location"] == f"{PAGE}?quarter=1&unit=unit-a#answer"
    addresses = Draft.objects.values_list("address", flat=True)
    assert list(addresses) == [f"{PAGE}?quarter=1&unit=unit-b"] or not addresses


def test_a_conflict_of_one_unit_leads_back_to_it(sign_in: SignIn, units: list[DeliveryUnit], say: Say) -> None:
    say("on_track", unit=units[0])
    say("off_track", unit=units[1])

    response = sign_in(HEAD).post(PAGE, ANSWER | {"unit": "unit-a"})

    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert f'href="{PAGE}?quarter=1&amp;unit=unit-a"' in page
    assert 'name="unit" value="unit-a"' in page


@pytest.mark.parametrize("query", ["", "?unit=unit-a", "?quarter=1&unit=unit-a"])
def test_the_page_asks_as_often_for_thirty_units_as_for_three(
    sign_in: SignIn, each_unit: EachUnit, say: Say, count_queries: Any, query: str
) -> None:
    units = each_unit(3)
    client = sign_in(OFFICER)
    for unit in units:
        say("on_track", unit=unit)
    client.get(PAGE + query)
    with count_queries() as counted:
        client.get(PAGE + query)
    before = len(counted())
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    posts = Owner.objects.bulk_create(Owner(kind="post", name=f"Lead {number}", order=300) for number in range(27))
    more = [DeliveryUnit(name=f"Town {place}", kind=kind, owner=post) for place, post in enumerate(posts)]
    for unit in DeliveryUnit.objects.bulk_create(more):
        say("at_risk", unit=unit)

    with count_queries() as counted_again:
        client.get(PAGE + query)

    assert len(counted_again()) == before
    assert before <= 25


def test_a_unit_that_is_closed_is_offered_no_form(sign_in: SignIn, units: list[DeliveryUnit]) -> None:
    DeliveryUnit.objects.filter(pk=units[0].pk).update(closed_on=datetime.date(2011, 4, 1))
    client = sign_in(HEAD)

    assert "Save the answer" not in page_of(client, "?unit=unit-a")
    response = client.post(PAGE, ANSWER | {"unit": "unit-a"})

    assert "Unit A was not open in Q1 2011/12" in response.content.decode()
    assert ANSWER["comment"] in response.content.decode()
    assert not StatusUpdate.objects.exists()


def test_a_withdrawn_objective_takes_no_answers(sign_in: SignIn, objective: Objective, quarter: Quarter) -> None:
    Objective.objects.filter(pk=objective.pk).update(withdrawn_on=TODAY, withdrawn_reason="The Board gave it up.")
    client = sign_in(OWNER)

    assert "is withdrawn from the plan and takes no answers" in page_of(client)
    assert client.post(PAGE, ANSWER).status_code == 403
    assert not StatusUpdate.objects.exists()


def test_a_seat_in_a_group_that_has_ended_answers_for_nothing(
    year: Year, objective: Objective, reader: Readers, each_unit: EachUnit
) -> None:
    [unit] = each_unit(1)
    group = Owner.objects.get(name="Directors")
    DeliveryUnit.objects.filter(pk=unit.pk).update(owner=group)
    GroupMember.objects.filter(group=group).update(until=datetime.date(2011, 6, 19))

    assert not Objective.objects.get(pk=objective.pk).may(reader(HEAD), Act.ANSWER)
