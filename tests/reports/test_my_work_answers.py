"""Answering on "my work": everything typed is saved together, what is faulty comes back, and nothing typed is lost."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective, StatusUpdate
from probation_planning.organisation import clock
from probation_planning.organisation.models import Holding, Owner, Quarter, Trust, User
from probation_planning.reports import answering
from risks.models import Assessment, AssessmentKind, Entry, Review
from scorecard.models import Measure, MeasureOwner, Result, Target
from tests.reports.answering import (
    ANSWERS,
    CHIEF,
    DIRECTOR,
    OFFICER,
    POST,
    SAVED,
    answered,
    assign,
    boxes,
    key,
    measure,
    objective,
    risk,
    send,
    words,
)
from tests.risks import cycle

SignIn = Callable[[str], Client]


@pytest.fixture
def client(derbyshire: Trust, sign_in: SignIn) -> Client:
    """The Director of Business Services."""
    return sign_in(DIRECTOR)


def ratings() -> Any:
    """What was proposed for Jun-11."""
    return Assessment.objects.filter(review__slug="jun-11", kind=AssessmentKind.PROPOSED)


def test_every_kind_is_saved_with_one_button(client: Client) -> None:
    assign("4-1")

    response = send(
        client, objective("1.2-3"), objective("1.2-4", "on_track", ""), risk("1.1"), measure("4-1", value="9")
    )

    assert (response.status_code, response["Location"]) == (302, SAVED)
    assert "2 objectives, 1 risk and 1 measure are saved." in words(client.get("/"))
    update = StatusUpdate.objects.get(objective__reference="1.2-3")
    assert (update.status, update.comment, str(update.given_as)) == ("at_risk", "The supplier is late.", POST)
    assert [(row.entry.reference, row.score, str(row.given_as)) for row in ratings()] == [("1.1", 12, POST)]
    assert [(row.value, row.provisional) for row in Result.objects.all()] == [(9, True)]
    page = words(client.get("/"))
    assert "2 of 17 objectives answered for Q1 2011/12" in page
    assert "1 of 9 risks assessed for Jun-11" in page


def test_what_is_left_empty_is_left_alone(client: Client) -> None:
    blank = boxes("risk", "1.1", likelihood="", impact="", comments="  ")

    send(client, objective("1.2-3"), boxes("objective", "1.2-4", status="", comment=""), blank)

    assert [row.objective.reference for row in StatusUpdate.objects.all()] == ["1.2-3"]
    assert not ratings().exists()


def test_with_nothing_typed_nothing_is_saved_and_it_says_so(client: Client) -> None:
    assert send(client)["Location"] == SAVED
    assert "Nothing was typed or ticked for that, so nothing is saved." in words(client.get("/"))


def test_a_faulty_answer_comes_back_and_the_good_one_is_saved(client: Client) -> None:
    response = send(client, objective("1.2-3"), boxes("risk", "1.1", likelihood="4", comments="Half an answer."))

    page = words(response)
    assert response.status_code == 200
    assert "1 objective is saved." in page
    assert f'<a href="#id_{key("risk", "1.1")}-impact">Risk 1.1: Choose the impact.</a>' in page
    assert "Half an answer.</textarea>" in page
    assert "<title>Error: My work" in page
    assert not ratings().exists()
    assert "1 of 17 objectives answered" in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"status": "withdrawn", "comment": " "}, "Say in the comment why the objective is withdrawn."),
        ({"status": "splendid", "comment": "x"}, "Choose a status from the list."),
        ({"status": "", "comment": "Only words."}, "Choose how the objective stands."),
        ({"status": "on_track", "comment": "\N{RIGHT-TO-LEFT OVERRIDE}x"}, "holds an invisible character"),
        ({"status": "on_track", "comment": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_a_faulty_objective_says_what_is_wrong(client: Client, sent: dict[str, str], says: str) -> None:
    response = send(client, boxes("objective", "1.2-3", **sent))

    assert says in words(response)
    assert not StatusUpdate.objects.exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"likelihood": "5", "impact": "5", "comments": "Worse."}, "Say why the rating changes: it goes from Amber to"),
        ({"likelihood": "3", "impact": "3"}, "The rating does not change. Say in a sentence why it stands."),
        ({"likelihood": "6", "impact": "3"}, "Choose a level from 1 to 5."),
        ({"comments": "Only words."}, "Choose the likelihood."),
    ],
)
def test_a_faulty_rating_says_what_is_wrong(client: Client, sent: dict[str, str], says: str) -> None:
    assert says in words(send(client, boxes("risk", "1.1", **sent)))
    assert not ratings().exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"value": "many"}, "“many” is not a figure."),
        ({"note": "Only words."}, "Enter the result."),
        ({"value": "9", "standing": ""}, "Choose whether the result is provisional or final."),
    ],
)
def test_a_faulty_result_says_what_is_wrong(client: Client, sent: dict[str, str], says: str) -> None:
    assign("4-1")

    assert says in words(send(client, measure("4-1", **sent)))
    assert not Result.objects.exists()


def test_a_rating_with_its_reason_is_saved(client: Client) -> None:
    send(client, boxes("risk", "1.1", likelihood="5", impact="5", comments="Worse.", reason="The lease fell through."))

    assert [(row.score, row.reason) for row in ratings()] == [(25, "The lease fell through.")]


def test_a_red_risk_that_stays_is_asked_whether_nothing_more_can_be_done(client: Client) -> None:
    red = next(one for one in client.get("/").context["trusts"][0]["work"].own[1].waiting if one.rating.score == 16)
    stays = boxes("risk", red.reference, likelihood="4", impact="4", comments="It stands.")

    response = send(client, stays)
    assert "Say whether more can be done." in words(response)
    assert "It stands.</textarea>" in words(response)

    send(client, stays, boxes("risk", red.reference, nothing_more="No: the court decides."))
    assert [row.nothing_more for row in ratings()] == ["No: the court decides."]


def test_sent_twice_it_is_one_row_each(client: Client) -> None:
    assign("4-1")
    parts = objective("1.2-3"), risk("1.1"), measure("4-1", value="9")

    assert [send(client, *parts)["Location"] for _ in range(2)] == [SAVED, SAVED]

    assert (StatusUpdate.objects.count(), ratings().count(), Result.objects.count()) == (1, 1, 1)


def test_a_stale_answer_comes_back_beside_the_words_of_the_other(client: Client) -> None:
    answered("1.2-3", "off_track", "The firm is bankrupt.", by=OFFICER)

    response = send(client, objective("1.2-3", comment="Mine."), objective("1.2-4"))

    page = words(response)
    assert response.status_code == 409
    assert "1 objective is saved." in page
    assert "Performance officer answered on" in page
    assert "Off track, Q1, by Performance officer: “The firm is bankrupt.”" in page
    assert "Mine.</textarea>" in page
    assert f'name="{key("objective", "1.2-3")}-seen" value="1"' in page
    send(client, objective("1.2-3", comment="Mine.", seen="1"))
    assert [row.comment for row in StatusUpdate.objects.filter(objective__reference="1.2-3")] == [
        "The firm is bankrupt.",
        "Mine.",
    ]


def test_a_stale_rating_comes_back_with_what_has_been_seen_now(client: Client) -> None:
    cycle.propose(Entry.objects.get(reference="1.1"), Review.objects.get(slug="jun-11"), comments="Theirs.")

    response = send(client, risk("1.1", comments="Mine."))

    assert response.status_code == 409
    assert "“Theirs.”" in words(response)
    send(client, risk("1.1", comments="Mine.", seen="1"))
    assert [row.comments for row in ratings().order_by("sequence")] == ["Theirs.", "Mine."]


def test_a_stale_result_asks_why_it_is_corrected(client: Client, person: Callable[[str], User]) -> None:
    one = assign("4-1")
    quarter = Quarter.objects.get(number=1)
    Result.objects.create(
        measure=one, quarter=quarter, sequence=1, value=8, dated=quarter.year.start, given_by=person(OFFICER)
    )

    response = send(client, measure("4-1", value="9"))

    assert response.status_code == 409
    assert f'name="{key("measure", "4-1")}-reason"' in words(response)
    send(client, measure("4-1", value="9", seen="1", reason="Two were counted twice."))
    assert [row.value for row in Result.objects.order_by("sequence")] == [8, 9]


def test_a_result_is_asked_for_by_the_target_of_its_period(client: Client, person: Callable[[str], User]) -> None:
    one = assign("4-1")
    for number in (1, 2):
        Quarter.objects.filter(number=number).update(opened_on=datetime.date(2011, 4, 1))
    first = Quarter.objects.get(number=1)
    given = {"dated": first.year.start, "given_by": person(OFFICER)}
    Result.objects.create(measure=one, quarter=first, sequence=1, value=8, **given)
    change = {
        "effective_from": datetime.date(2011, 7, 1),
        "reason": "It is a yes or no now.",
        "given_by": person(OFFICER),
    }
    Target.objects.create(measure=one, sequence=2, printed="yes", **change)

    with clock.standing_on(datetime.date(2011, 8, 1)):
        send(client, measure("4-1", step="yes", quarter="2"))

    assert [(row.value, row.step) for row in Result.objects.order_by("quarter__number")] == [(8, ""), (None, "yes")]


@pytest.mark.parametrize("changed", [{"closed_on": datetime.date(2011, 6, 20)}, {"opened_on": None}])
def test_a_quarter_closed_meanwhile_takes_nothing_and_loses_nothing(client: Client, changed: dict[str, Any]) -> None:
    Quarter.objects.filter(number=1).update(**changed)

    response = send(client, objective("1.2-3", comment="Typed before lunch."))

    assert "so no answer can be given for it." in words(response)
    assert "Typed before lunch.</textarea>" in words(response)
    assert not StatusUpdate.objects.exists()


def test_papers_issued_meanwhile_keep_the_rating_out_and_the_words_on_the_page(client: Client) -> None:
    cycle.skip(Review.objects.get(slug="jun-11"))

    response = send(client, risk("1.1"), objective("1.2-3"))

    page = words(response)
    assert "1 objective is saved." in page
    assert "Risk 1.1: Jun-11 is closed." in page
    assert "The lease in Derby is late.</textarea>" in page
    assert not ratings().exists()


def test_an_answer_is_for_the_quarter_that_the_page_was_opened_for(client: Client) -> None:
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))

    send(client, objective("1.2-3"))

    assert [row.quarter.number for row in StatusUpdate.objects.all()] == [1]


@pytest.mark.parametrize("named", [{"quarter": "9"}, {"quarter": "x"}, {"review": "x"}, {"review": ""}])
def test_what_was_filled_in_beside_another_quarter_or_review_is_kept_and_saved_as_nothing_else(
    client: Client, named: dict[str, str]
) -> None:
    response = send(client, objective("1.2-3"), risk("1.1"), named)

    assert response.status_code == 409
    assert "The page was of another quarter or review. Nothing is saved yet" in words(response)
    assert "The supplier is late." in words(response)
    assert not StatusUpdate.objects.exists()
    assert not ratings().exists()
    assert "The supplier is late." in words(client.get("/"))


def test_what_is_not_the_readers_is_refused_without_touching_the_rest(client: Client) -> None:
    theirs = Objective.objects.filter(owners__owner__name="Chair").first()
    assert theirs is not None

    response = send(client, objective("1.2-3"), objective(theirs.reference, comment="Not mine."))

    page = words(response)
    assert "Something you typed is not yours to answer, or not any more, and is not saved." in page
    assert "<p>Not mine.</p>" in page
    assert [row.objective.reference for row in StatusUpdate.objects.all()] == ["1.2-3"]


def test_of_section_2_that_is_not_theirs_nothing_is_told(derbyshire: Trust, sign_in: SignIn) -> None:
    client = sign_in(CHIEF)
    hidden = Entry.objects.filter(section=2).exclude(owners__owner__name__in=["Chief Executive", "SMT"]).first()
    assert hidden is not None
    pages = []
    for pk in (hidden.pk, 99_999_999):
        sent = {f"risk-{pk}-{name}": value for name, value in {"likelihood": "4", "comments": "A guess."}.items()}
        response = send(client, sent | {"same": f"risk-{pk}", "sentence": "As it was.", "confirm": f"risk-{pk}"})
        pages.append(re.sub(r'(nonce|value)="[^"]*"|\?v=\w+', "", words(response)))

    assert pages[0] == pages[1]
    assert hidden.title not in pages[0]
    assert not ratings().exists()


@pytest.mark.parametrize("email", [OFFICER, "audit@derbyshire.example", "auditor@derbyshire.example"])
def test_whoever_owns_nothing_saves_nothing(derbyshire: Trust, sign_in: SignIn, email: str) -> None:
    send(sign_in(email), objective("1.2-3"), risk("1.1"))

    assert not StatusUpdate.objects.exists()
    assert not ratings().exists()


def test_a_post_without_the_role_has_no_boxes_and_saves_nothing(derbyshire: Trust, sign_in: SignIn) -> None:
    reader = "auditor@derbyshire.example"
    Holding.objects.create(post=Owner.objects.get(name=POST), user=User.objects.get(email=reader))
    client = sign_in(reader)

    assert 'class="boxes"' not in words(client.get("/"))
    send(client, objective("1.2-3"), risk("1.1"))
    assert not StatusUpdate.objects.exists()
    assert not ratings().exists()


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_boxes_that_do_not_say_what_they_were_filled_in_beside_are_refused(client: Client, seen: str) -> None:
    page = words(send(client, objective("1.2-3", seen=seen)))

    assert "Objective 1.2-3: Seen:" in page
    assert "The supplier is late.</textarea>" in page
    assert not StatusUpdate.objects.exists()


def test_another_trusts_reader_finds_no_such_page(derbyshire: Trust, sign_in: SignIn) -> None:
    assert send(sign_in("director@merseyside.example"), objective("1.2-3")).status_code == 404
    assert not StatusUpdate.objects.exists()


def test_the_address_of_the_answers_leads_back_to_my_work(client: Client) -> None:
    response: Any = client.get(ANSWERS)

    assert response["Location"] == "/"


def test_what_an_owning_group_is_asked_is_answered_here_and_shows_who_did(client: Client, sign_in: SignIn) -> None:
    send(client, objective("1.2-1", comment="Seven offices of nine."))

    assert str(StatusUpdate.objects.get().given_as) == "Directors"
    page = words(sign_in("interventions@derbyshire.example").get("/"))
    assert f"At risk, Q1, by {POST}: “Seven offices of nine.”" in page


def test_a_deputy_answers(derbyshire: Trust, sign_in: SignIn, person: Callable[[str], User]) -> None:
    deputy = person("board.secretary@derbyshire.example")
    post = Owner.objects.get(name=POST)
    Holding.objects.create(post=post, user=deputy, capacity=Holding.Capacity.DEPUTY)

    send(sign_in(deputy.email), objective("1.2-3"), risk("1.1"))

    assert [(row.given_by, row.given_as) for row in StatusUpdate.objects.all()] == [(deputy, post)]
    assert [row.given_by for row in ratings()] == [deputy]


@pytest.mark.parametrize("status", ["complete", "withdrawn"])
def test_a_last_word_is_not_asked_again(client: Client, status: str) -> None:
    answered("1.2-3", status, "It is over.")
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))

    items = {item.reference: item for item in client.get("/").context["trusts"][0]["work"].own[0].others}

    assert items["1.2-3"].state == (f"{status} since Q1", status)


def test_words_entered_for_the_reader_are_listed_with_the_way_to_object(client: Client, derbyshire: Trust) -> None:
    post = Owner.objects.get(name=POST)
    answered("1.2-3", "off_track", "So he said.", by=OFFICER, given_as=post, told_on=datetime.date(2011, 6, 17))
    other = Owner.objects.get(name="Chief Executive")
    answered("1.2-1", "off_track", "So she said.", by=OFFICER, given_as=other, told_on=datetime.date(2011, 6, 17))

    page = words(client.get("/"))

    assert f"Answered for {POST} by Performance officer, told on 17 June 2011." in page
    assert "Are these your words?" in page
    assert "Answered for Chief Executive" not in page


def test_beyond_the_room_of_the_page_the_rest_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "ROOM", 5)

    page = words(client.get("/"))

    assert page.count('class="boxes"') == 5
    assert "25 more wait and can be answered here once these are; or open their pages." in page


def test_boxes_and_drafts_cost_no_more_queries_for_more_things(
    client: Client, sign_in: SignIn, count_queries: Any, derbyshire: Trust
) -> None:
    few = sign_in("offender.management@derbyshire.example")
    assign("1-3", "Director of Offender Management")
    post = Owner.objects.get(name=POST)
    MeasureOwner.objects.bulk_create(MeasureOwner(measure=one, owner=post) for one in Measure.objects.all())
    many = client
    drafted = {name: value for part in (objective("1.2-3"), risk("1.1")) for name, value in part.items()}
    counts = []
    for someone in (few, many):
        someone.post("/derbyshire/draft/", {"address": ANSWERS, **drafted})
        with count_queries() as counted:
            someone.get("/?answer=all")
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= 16
