"""Less than a form on "my work": no change for several things, one click, and words that wait as a draft."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import ObjectiveOwner, StatusUpdate
from probation_planning.organisation.models import Holding, Membership, Owner, Quarter, Role, Trust, User
from risks.models import Assessment, AssessmentKind
from tests.factories import (
    AnnualPlanFactory,
    ObjectiveFactory,
    ObjectiveOwnerFactory,
    QuarterFactory,
    StatusUpdateFactory,
    YearFactory,
)
from tests.reports.answering import (
    ANSWERS,
    CHIEF,
    DIRECTOR,
    OFFICER,
    SAVED,
    answered,
    assign,
    boxes,
    drafts_of,
    key,
    measure,
    objective,
    risk,
    send,
    words,
)

SignIn = Callable[[str], Client]
SECOND = {"quarter": "2"}
SENTENCE = "The supplier has not moved."


@pytest.fixture
def client(derbyshire: Trust, sign_in: SignIn) -> Client:
    """The Director of Business Services in the second quarter, with three answers of the first."""
    answered("1.2-3", "off_track", "The survey is lost.")
    answered("1.2-4", "on_track", "All is well.")
    answered("1.3-1", "complete", "It is done.")
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))
    return sign_in(DIRECTOR)


def second() -> dict[str, tuple[str, str]]:
    """What is said for the second quarter."""
    rows = StatusUpdate.objects.filter(quarter__number=2)
    return {row.objective.reference: (row.status, row.comment) for row in rows}


def ratings() -> Any:
    """What was proposed for Jun-11."""
    return Assessment.objects.filter(review__slug="jun-11", kind=AssessmentKind.PROPOSED)


def tick(*things: tuple[str, str], sentence: str = SENTENCE, button: str = "same") -> dict[str, Any]:
    """Ticks at these things, the sentence, and the button."""
    seen = {name: value for thing in things for name, value in boxes(*thing).items()}
    return {**seen, **SECOND, "same": [key(*thing) for thing in things], "sentence": sentence, "save": button}


@pytest.mark.parametrize("button", ["same", "all"])
def test_one_sentence_says_of_several_that_nothing_has_changed(client: Client, button: str) -> None:
    response = send(client, tick(("objective", "1.2-3"), ("objective", "1.2-4"), ("risk", "1.1"), button=button))

    assert response["Location"] == SAVED
    assert "2 objectives and 1 risk are saved." in words(client.get("/"))
    assert second() == {"1.2-3": ("off_track", SENTENCE), "1.2-4": ("on_track", SENTENCE)}
    assert [(row.likelihood, row.impact, row.comments) for row in ratings()] == [(3, 3, SENTENCE)]


def test_no_change_sent_twice_is_one_row_each(client: Client) -> None:
    same = tick(("objective", "1.2-3"), ("risk", "1.1"))

    assert [send(client, same)["Location"] for _ in range(2)] == [SAVED, SAVED]

    assert (len(second()), StatusUpdate.objects.filter(quarter__number=2).count(), ratings().count()) == (1, 1, 1)


def test_no_change_wants_its_sentence(client: Client) -> None:
    response = send(client, tick(("objective", "1.2-3"), sentence=" "))

    page = words(response)
    assert '<a href="#id_sentence">Say in a sentence why nothing has changed in what you ticked.</a>' in page
    assert f'value="{key("objective", "1.2-3")}" checked' in page
    assert second() == {}


def test_a_sentence_wants_something_ticked(client: Client) -> None:
    response = send(client, SECOND, sentence=SENTENCE)

    assert "Tick what has not changed, or empty this box." in words(response)
    assert f"{SENTENCE}</textarea>" in words(response)


@pytest.mark.parametrize("thing", [("objective", "1.3-1"), ("objective", "1.4-1"), ("measure", "4-1")])
def test_what_has_nothing_to_keep_cannot_be_ticked(client: Client, thing: tuple[str, str]) -> None:
    assign("4-1")

    assert f'name="same" value="{key(*thing)}"' not in words(client.get("/"))
    page = words(send(client, tick(thing)))
    assert "Nothing is known that could stay as it was." in page
    assert f"{SENTENCE}</textarea>" in page
    assert set(second()) == set()


def test_a_red_risk_ticked_asks_at_its_box_what_else_it_needs(client: Client) -> None:
    red = next(one for one in client.get("/").context["trusts"][0]["work"].own[1].waiting if one.rating.score == 16)

    page = words(send(client, tick(("risk", red.reference), ("objective", "1.2-3"))))

    assert "1 objective is saved." in page
    assert f'<a href="#id_{key("risk", red.reference)}-nothing_more">Risk {red.reference}: The risk stays' in page
    assert f"{SENTENCE}</textarea>" in page
    assert not ratings().exists()


def test_ticked_and_typed_is_one_too_many(client: Client) -> None:
    response = send(client, objective("1.2-3"), risk("1.1"), tick(("objective", "1.2-3")), save="all")

    page = words(response)
    assert "You ticked “no change” and typed an answer too." in page
    assert "The supplier is late.</textarea>" in page
    assert f"{SENTENCE}</textarea>" in page
    assert f'value="{key("objective", "1.2-3")}" checked' in page
    assert second() == {}
    assert ratings().count() == 1


def test_no_change_saves_what_is_ticked_alone_and_keeps_the_rest_as_it_was_typed(client: Client) -> None:
    response = send(client, risk("1.1", comments="Half a"), tick(("objective", "1.2-3")))

    assert response["Location"] == SAVED
    assert set(second()) == {"1.2-3"}
    assert not ratings().exists()
    assert "Half a</textarea>" in words(client.get("/"))


def test_no_change_of_what_somebody_else_answered_meanwhile_comes_back(client: Client) -> None:
    answered("1.2-3", "at_risk", "There is a plan.", quarter=2, by=OFFICER)

    response = send(client, tick(("objective", "1.2-3")))

    assert response.status_code == 409
    assert "“There is a plan.”" in words(response)
    assert second() == {"1.2-3": ("at_risk", "There is a plan.")}


def confirm(reference: str) -> dict[str, str]:
    """The button beside an objective."""
    return boxes("objective", reference) | SECOND | {"confirm": key("objective", reference)}


def test_one_click_confirms_what_was_on_track(client: Client) -> None:
    assert "Confirm on track<" in words(client.get("/"))

    response = send(client, confirm("1.2-4"))

    assert response["Location"] == SAVED
    page = words(client.get("/"))
    assert "Objective 1.2-4 is confirmed on track for Q2 2011/12." in page
    assert "Confirm on track<" not in page
    assert second() == {"1.2-4": ("on_track", "")}


def test_a_click_takes_the_comment_along_that_was_typed_beside_it(client: Client) -> None:
    send(client, confirm("1.2-4"), objective("1.2-4", "", "Still well."))

    assert second() == {"1.2-4": ("on_track", "Still well.")}


def test_a_click_beside_another_status_asks_which_is_meant(client: Client) -> None:
    page = words(send(client, confirm("1.2-4"), objective("1.2-4", "at_risk", "It rained.")))

    assert "You chose another status in its boxes." in page
    assert "It rained.</textarea>" in page
    assert second() == {}


def test_a_click_keeps_what_else_was_typed(client: Client) -> None:
    send(client, confirm("1.2-4"), objective("1.2-3", comment="Half a"), sentence=SENTENCE)

    assert set(second()) == {"1.2-4"}
    page = words(client.get("/"))
    assert "Half a</textarea>" in page
    assert f"{SENTENCE}</textarea>" in page


@pytest.mark.parametrize("reference", ["1.2-3", "1.3-1", "1.4-1"])
def test_only_what_was_on_track_is_confirmed(client: Client, reference: str) -> None:
    assert "It cannot be confirmed any more" in words(send(client, confirm(reference)))
    assert second() == {}


def test_a_second_click_adds_nothing(client: Client) -> None:
    send(client, confirm("1.2-4"))
    send(client, confirm("1.2-4"))

    assert StatusUpdate.objects.filter(quarter__number=2).count() == 1


def test_a_risk_or_a_measure_is_not_confirmed(client: Client) -> None:
    assign("4-1")
    for thing in (("risk", "1.1"), ("measure", "4-1")):
        send(client, boxes(*thing), confirm=key(*thing))

    assert not ratings().exists()
    assert second() == {}


def keep(client: Client, *parts: dict[str, Any]) -> Any:
    """What the page's script sends while one types."""
    typed = {name: value for part in parts for name, value in part.items() if not name.endswith("-seen")}
    return client.post("/derbyshire/draft/", {"address": ANSWERS, **typed})


def test_what_was_typed_and_not_saved_is_there_again_with_a_note(client: Client, sign_in: SignIn) -> None:
    more = {"same": key("objective", "1.2-4"), "sentence": SENTENCE}
    assert keep(client, objective("1.2-3", comment="Half a"), risk("1.1"), more).status_code == 204

    page = words(client.get("/"))

    assert "What you typed and did not save is back in its boxes, as it was on" in page
    assert "Half a</textarea>" in page
    assert "The lease in Derby is late.</textarea>" in page
    assert f'value="{key("objective", "1.2-4")}" checked' in page
    assert f"{SENTENCE}</textarea>" in page
    assert f'id="{key("objective", "1.2-3")}-answer" open' in page
    assert "Half a" not in words(sign_in(CHIEF).get("/"))


def test_a_draft_of_empty_boxes_is_not_spoken_of(client: Client) -> None:
    keep(client, objective("1.2-3", "", ""))

    assert "is back in its boxes" not in words(client.get("/"))


def test_a_draft_is_gone_once_saved(client: Client) -> None:
    keep(client, objective("1.2-3"))
    assert drafts_of(DIRECTOR) != {}

    send(client, objective("1.2-3"), SECOND)

    assert drafts_of(DIRECTOR) == {}


def test_a_draft_can_be_thrown_away(client: Client) -> None:
    keep(client, objective("1.2-3"))

    response: Any = client.post(ANSWERS, {"discard": "yes"})

    assert response["Location"] == "/"
    assert drafts_of(DIRECTOR) == {}
    assert second() == {}


def test_what_was_not_saved_waits_as_a_draft(client: Client) -> None:
    assign("4-1")

    send(client, objective("1.2-3"), boxes("risk", "1.1", comments="Half a"), measure("4-1", value="many"), SECOND)

    page = words(client.get("/"))
    assert "Half a</textarea>" in page
    assert 'value="many"' in page
    assert "The supplier is late.</textarea>" not in page


def test_a_draft_survives_that_somebody_else_answered(client: Client) -> None:
    keep(client, objective("1.2-3", comment="Half a"))
    answered("1.2-3", "at_risk", "There is a plan.", quarter=2, by=OFFICER)

    page = words(client.get("/"))

    assert "Half a</textarea>" in page
    assert "“There is a plan.”" in page
    assert f'name="{key("objective", "1.2-3")}-seen" value="1"' in page


def test_a_draft_that_was_saved_on_another_page_is_no_draft(client: Client) -> None:
    keep(client, objective("1.2-3", "at_risk", "There is a plan."))
    answered("1.2-3", "at_risk", "There is a plan.", quarter=2)

    assert "There is a plan.</textarea>" not in words(client.get("/"))


def test_words_for_what_was_handed_over_meanwhile_are_shown_to_be_copied(client: Client) -> None:
    keep(client, objective("1.2-3", comment="Half a"))
    ObjectiveOwner.objects.filter(objective__reference="1.2-3").delete()

    page = words(client.get("/"))

    assert "not yours to answer, or not any more" in page
    assert "<p>Half a</p>" in page
    assert "<title>My work" in page


def test_whoever_works_in_two_trusts_has_a_form_for_each(client: Client, merseyside: Trust) -> None:
    director = User.objects.get(email=DIRECTOR)
    Membership.objects.create(user=director, role=Role.DIRECTOR)
    post = Owner.objects.get(name="Assistant Chief Officer")
    Holding.objects.create(post=post, user=director)
    plan = AnnualPlanFactory(year=YearFactory())
    quarters = [QuarterFactory(year=plan.year, number=number) for number in (1, 2)]
    one = ObjectiveFactory(annual_plan=plan, aim__theme__plan=plan.plan)
    ObjectiveOwnerFactory(objective=one, owner=post)
    StatusUpdateFactory(objective=one, quarter=quarters[0], given_by=director)

    page = client.get("/").content.decode()

    ids = re.findall(r' id="([^"]*)"', page)
    assert page.count('class="answers"') == 2
    assert len(ids) == len(set(ids))
