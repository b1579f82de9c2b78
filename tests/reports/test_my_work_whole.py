"""An objective answered whole on "my work": what shows it complete, moved deadlines, and each unit's own boxes."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, DeadlineRevision, Objective, Outcome, OutcomeEvidence, StatusUpdate
from probation_planning.organisation.models import DeliveryUnit, Holding, Owner, Quarter, Trust, User
from probation_planning.reports import answering
from tests.reports.answering import (
    CHIEF,
    DIRECTOR,
    OFFICER,
    POST,
    SAVED,
    answered,
    boxes,
    drafts_of,
    key,
    objective,
    send,
    words,
)

SignIn = Callable[[str], Client]
SHOWN = "The survey of June says so."
LATER = datetime.date(2011, 11, 1)


@pytest.fixture
def client(derbyshire: Trust, sign_in: SignIn) -> Client:
    """The Director of Business Services."""
    return sign_in(DIRECTOR)


@pytest.fixture
def one(derbyshire: Trust) -> Objective:
    """Objective 1.2-3, with two outcomes and a deadline in two stages."""
    found = Objective.objects.get(reference="1.2-3")
    found.deadlines.all().delete()
    found.outcomes.all().delete()
    for order, text in enumerate(("The offices are open.", "The staff are there."), start=1):
        Outcome.objects.create(objective=found, order=order, text=text)
    for month, stage in ((6, "First office"), (9, "All offices")):
        Deadline.objects.create(objective=found, month=datetime.date(2011, month, 1), stage=stage)
    return found


def outcomes(one: Objective) -> list[int]:
    """The keys of its outcomes."""
    return list(one.outcomes.values_list("pk", flat=True))


def deadlines(one: Objective) -> list[int]:
    """The keys of its deadlines, the earlier first."""
    return list(one.deadlines.values_list("pk", flat=True))


def shown(one: Objective, *texts: str, **more: str) -> dict[str, str]:
    """A sentence for each outcome."""
    return {f"evidence_{pk}": text for pk, text in zip(outcomes(one), texts, strict=False)} | more


def moved(one: Objective, at: int = 0, month: str = "November 2011", reason: str = "The lease is late.") -> Any:
    """Another month for one of its deadlines."""
    pk = deadlines(one)[at]
    return {f"month_{pk}": month, f"reason_{pk}": reason}


# Complete


def test_complete_is_saved_here_with_a_sentence_and_a_link(client: Client, one: Objective) -> None:
    first, second = outcomes(one)
    link = {f"link_{second}": "https://example.org/staff"}

    response = send(client, objective("1.2-3", "complete", "All of it is done.", **shown(one, SHOWN), **link))

    assert response["Location"] == SAVED
    assert StatusUpdate.objects.get().status == "complete"
    shows = {row.outcome_id: (row.text, row.link) for row in OutcomeEvidence.objects.all()}
    assert shows == {first: (SHOWN, ""), second: ("", "https://example.org/staff")}
    assert drafts_of(DIRECTOR) == {}


def test_complete_says_at_each_outcome_that_it_lacks_evidence_and_saves_the_rest(
    client: Client, one: Objective
) -> None:
    first, second = outcomes(one)

    response = send(client, objective("1.2-3", "complete", "", **shown(one, SHOWN)), objective("1.2-4"))

    page, names = words(response), key("objective", "1.2-3")
    assert "1 objective is saved." in page
    says = "Objective 1.2-3: Say what shows that outcome 2 was reached."
    assert f'<a href="#id_{names}-evidence_{second}">{says}</a>' in page
    assert f'id="id_{names}-evidence_{first}_error"' not in page
    assert f"{SHOWN}</textarea>" in page
    assert '<details class="boxes__part" data-unfolds="complete" open>' in page
    assert [row.objective.reference for row in StatusUpdate.objects.all()] == ["1.2-4"]
    assert f"{SHOWN}</textarea>" in words(client.get("/"))


@pytest.mark.parametrize("link", ["example.org", "ftp://example.org/x", "javascript:alert(1)"])
def test_a_link_that_is_none_is_refused_at_its_box(client: Client, one: Objective, link: str) -> None:
    first, _ = outcomes(one)

    page = words(send(client, objective("1.2-3", "complete", **shown(one, "So.", "So."), **{f"link_{first}": link})))

    assert f'<a href="#id_{key("objective", "1.2-3")}-link_{first}">Objective 1.2-3: Enter a whole link' in page
    assert not StatusUpdate.objects.exists()


def test_evidence_without_complete_is_asked_about_and_kept(client: Client, one: Objective) -> None:
    response = send(client, objective("1.2-3", "on_track", **shown(one, SHOWN)))

    assert "Evidence goes with “Complete”. Choose it, or empty the box." in words(response)
    assert f"{SHOWN}</textarea>" in words(response)
    assert not StatusUpdate.objects.exists()


def test_where_no_outcome_is_recorded_the_objective_itself_is_shown(client: Client, one: Objective) -> None:
    one.outcomes.all().delete()

    send(client, objective("1.2-3", "complete", evidence_0=SHOWN))

    assert [(row.outcome, row.text) for row in OutcomeEvidence.objects.all()] == [(None, SHOWN)]


def test_words_for_an_outcome_that_is_gone_meanwhile_are_shown_to_be_copied(client: Client, one: Objective) -> None:
    sent = objective("1.2-3", "at_risk", **shown(one, "", SHOWN))
    one.outcomes.get(pk=outcomes(one)[1]).delete()

    response = send(client, sent)

    assert response.status_code == 200
    assert f'<blockquote class="lost"><p>{SHOWN}</p></blockquote>' in words(response)
    assert StatusUpdate.objects.get().status == "at_risk"


def test_complete_sent_twice_is_one_answer(client: Client, one: Objective) -> None:
    whole = objective("1.2-3", "complete", **shown(one, SHOWN, SHOWN), **moved(one))

    assert [send(client, whole)["Location"] for _ in range(2)] == [SAVED, SAVED]

    assert (StatusUpdate.objects.count(), OutcomeEvidence.objects.count(), DeadlineRevision.objects.count()) == (
        1,
        2,
        1,
    )


def test_one_click_does_not_swallow_evidence_that_was_typed(client: Client, one: Objective) -> None:
    answered("1.2-3", "on_track", "All is well.")
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))
    typed = boxes("objective", "1.2-3", **shown(one, SHOWN))

    page = words(send(client, typed, {"quarter": "2", "confirm": key("objective", "1.2-3")}))

    assert "Evidence goes with “Complete”." in page
    assert f"{SHOWN}</textarea>" in page


# Deadlines


def test_each_stage_moves_by_itself_with_its_reason(client: Client, one: Objective) -> None:
    first, second = deadlines(one)

    send(client, objective("1.2-3", **moved(one, 1)))

    rows = DeadlineRevision.objects.all()
    assert [(row.deadline_id, row.month, row.reason) for row in rows] == [(second, LATER, "The lease is late.")]
    page = words(client.get("/"))
    assert "1 objective is saved." in page
    assert first != second


@pytest.mark.parametrize(
    ("box", "sent", "says"),
    [
        ("reason", {"reason": ""}, "Say why the deadline moves."),
        ("month", {"month": ""}, "Enter the month to which it moves, or empty the reason."),
        ("month", {"month": "Smarch 2011"}, "There is no month “Smarch”."),
        ("month", {"month": "June 2011"}, "It is due in June 2011 already."),
    ],
)
def test_a_faulty_move_is_told_at_its_box(
    client: Client, one: Objective, box: str, sent: dict[str, str], says: str
) -> None:
    page = words(send(client, objective("1.2-3", **moved(one, **sent)), objective("1.2-4")))

    assert f'<a href="#id_{key("objective", "1.2-3")}-{box}_{deadlines(one)[0]}">Objective 1.2-3: {says}' in page
    assert "The supplier is late.</textarea>" in page
    assert [row.objective.reference for row in StatusUpdate.objects.all()] == ["1.2-4"]


def test_a_box_names_the_month_as_it_was_moved_last(client: Client, one: Objective) -> None:
    send(client, objective("1.2-3", **moved(one)))
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))

    page = words(client.get("/"))

    assert "New month instead of First office, November 2011" in page
    assert "New month instead of All offices, September 2011" in page


def test_a_move_put_after_another_answer_leaves_what_that_moved(client: Client, one: Objective) -> None:
    first, second = deadlines(one)
    send(client, objective("1.2-3", **moved(one)))

    send(client, objective("1.2-3", "off_track", seen="1", **moved(one, 1, "December 2011")))

    latest = StatusUpdate.objects.get(sequence=2)
    assert {row.deadline_id: row.month.month for row in latest.revisions.all()} == {first: 11, second: 12}


def test_an_answer_without_a_word_of_deadlines_leaves_them_as_they_were_moved(client: Client, one: Objective) -> None:
    send(client, objective("1.2-3", **moved(one)))

    send(client, objective("1.2-3", "off_track", seen="1"))

    assert [row.month for row in StatusUpdate.objects.get(sequence=2).revisions.all()] == [LATER]


# Units


@pytest.fixture
def by_unit(one: Objective) -> Objective:
    """Objective 1.2-3, meant for each unit that manages offenders."""
    one.for_each = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    one.save()
    return one


def unit(name: str, owner: str = POST) -> DeliveryUnit:
    """A unit that manages offenders."""
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    return DeliveryUnit.objects.create(name=name, kind=kind, owner=Owner.objects.get(name=owner))


def lot(client: Client) -> Any:
    """The lot of objectives."""
    return client.get("/").context["trusts"][0]["work"].own[0]


def of(client: Client, reference: str) -> list[Any]:
    """The lines of an objective on the page."""
    return [item for item in lot(client).items if item.reference == reference]


def test_each_unit_of_the_reader_has_boxes_of_its_own(client: Client, by_unit: Objective) -> None:
    city, county, _ = unit("City"), unit("County"), unit("Erewash", "Chief Executive")

    items = of(client, "1.2-3")

    assert [(item.of, item.waits, item.boxes is not None) for item in items] == [
        ("1.2-3, City", True, True),
        ("1.2-3, County", True, True),
    ]
    assert items[0].address.endswith("/plan/objectives/1.2-3/?unit=city")
    names = f"objective-{by_unit.pk}-"
    send(
        client,
        {f"{names}{city.pk}-status": "off_track", f"{names}{city.pk}-comment": "No.", f"{names}{city.pk}-seen": "0"},
        {f"{names}{county.pk}-status": "on_track", f"{names}{county.pk}-seen": "0"},
    )
    said = {str(row.unit): (row.status, str(row.given_as)) for row in StatusUpdate.objects.all()}
    assert said == {"City": ("off_track", POST), "County": ("on_track", POST)}
    assert "2 objectives are saved." in words(client.get("/"))


def test_units_are_one_objective_that_waits_until_all_have_answered(client: Client, by_unit: Objective) -> None:
    city, county = unit("City"), unit("County")
    assert lot(client).sentence == "0 of 17 objectives answered for Q1 2011/12"

    answered("1.2-3", "on_track", unit=city)
    assert (lot(client).sentence, lot(client).many_waiting) == ("0 of 17 objectives answered for Q1 2011/12", 17)

    answered("1.2-3", "on_track", unit=county)
    assert (lot(client).sentence, lot(client).many_waiting) == ("1 of 17 objectives answered for Q1 2011/12", 16)


def test_units_of_one_objective_stand_together_with_the_worst_of_them(client: Client, by_unit: Objective) -> None:
    Objective.objects.filter(reference="5.8-1").update(for_each=by_unit.for_each)
    city, county = unit("City"), unit("County")
    for reference, of_unit, status in (
        ("1.2-3", city, "on_track"),
        ("1.2-3", county, "at_risk"),
        ("5.8-1", city, "on_track"),
        ("5.8-1", county, "off_track"),
    ):
        answered(reference, status, unit=of_unit)
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))

    assert [item.of for item in lot(client).waiting][:4] == [
        "5.8-1, County",
        "5.8-1, City",
        "1.2-3, County",
        "1.2-3, City",
    ]


def test_a_units_fault_draft_and_confirmation_are_its_own(client: Client, by_unit: Objective) -> None:
    city, county = unit("City"), unit("County")
    answered("1.2-3", "on_track", "Well.", unit=city)
    answered("1.2-3", "on_track", "Well too.", unit=county)
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))
    names = f"objective-{by_unit.pk}-"
    second = {"quarter": "2", f"{names}{county.pk}-seen": "0", f"{names}{city.pk}-seen": "0"}

    page = words(send(client, second, {f"{names}{city.pk}-comment": "Only words."}))
    assert "Objective 1.2-3, City: Choose how the objective stands." in page
    page = words(client.get("/"))
    assert page.count("Only words.</textarea>") == 1

    send(client, second, {"confirm": f"{names}{county.pk}"})
    assert "Objective 1.2-3, County is confirmed on track for Q2 2011/12." in words(client.get("/"))
    assert [str(row.unit) for row in StatusUpdate.objects.filter(quarter__number=2)] == ["County"]


def test_a_units_deadline_is_moved_for_that_unit_alone(client: Client, by_unit: Objective) -> None:
    city, _ = unit("City"), unit("County")
    names = f"objective-{by_unit.pk}-{city.pk}-"
    sent = {"status": "at_risk", "comment": "Late.", "seen": "0", **moved(by_unit)}
    send(client, {f"{names}{name}": value for name, value in sent.items()})
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))

    which = {item.unit: item.ask.wanted.months[0].which for item in of(client, "1.2-3")}

    assert which == {"City": "First office, November 2011", "County": "First office, June 2011"}


def test_a_unit_that_is_not_the_readers_takes_no_answer(client: Client, by_unit: Objective) -> None:
    unit("City")
    theirs = unit("Erewash", "Chief Executive")
    names = f"objective-{by_unit.pk}-{theirs.pk}-"

    page = words(send(client, {f"{names}status": "on_track", f"{names}comment": "Not mine.", f"{names}seen": "0"}))

    assert "<p>Not mine.</p>" in page
    assert not StatusUpdate.objects.exists()


def test_an_owner_without_a_unit_finds_that_each_unit_answers(by_unit: Objective, sign_in: SignIn) -> None:
    unit("City", "Chief Executive")

    [mine], [theirs] = of(sign_in(DIRECTOR), "1.2-3"), of(sign_in(CHIEF), "1.2-3")

    assert (mine.waits, mine.state.label, mine.boxes) == (False, "answered by each unit", None)
    assert (theirs.waits, theirs.owner.name) == (True, "Chief Executive")


def test_a_final_word_of_a_unit_stands(client: Client, by_unit: Objective) -> None:
    answered("1.2-3", "withdrawn", "It is given up.", unit=unit("City"))
    Quarter.objects.filter(number=2).update(opened_on=datetime.date(2011, 6, 20))

    [item] = of(client, "1.2-3")

    assert (item.waits, item.state) == (False, ("withdrawn since Q1", "withdrawn"))


# All of it


def test_evidence_months_and_units_cost_no_query_more(
    client: Client, sign_in: SignIn, count_queries: Any, by_unit: Objective
) -> None:
    with count_queries() as few:
        client.get("/")
    for number in range(5):
        unit(f"Unit {number}")
        Outcome.objects.create(objective=by_unit, order=number + 5, text="More.")
        Deadline.objects.create(objective=by_unit, month=datetime.date(2012, number + 1, 1))
    with count_queries() as many:
        client.get("/")

    assert len(few()) == len(many()) <= 16


def test_a_form_never_holds_more_boxes_than_are_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "BOXES", 20)

    page = client.get("/")

    assert 0 < words(page).count('class="boxes"') < 6
    assert page.context["trusts"][0]["desk"].more > 20


def test_a_deputy_gives_the_whole_of_it(one: Objective, sign_in: SignIn, person: Callable[[str], User]) -> None:
    deputy = person("board.secretary@derbyshire.example")
    post = Owner.objects.get(name=POST)
    Holding.objects.create(post=post, user=deputy, capacity=Holding.Capacity.DEPUTY)

    send(sign_in(deputy.email), objective("1.2-3", "complete", **shown(one, SHOWN, SHOWN)))

    assert [(row.given_by, row.given_as) for row in StatusUpdate.objects.all()] == [(deputy, post)]


def test_somebody_elses_answer_meanwhile_leaves_evidence_and_month_in_their_boxes(
    client: Client, one: Objective
) -> None:
    answered("1.2-3", "off_track", "The firm is bankrupt.", by=OFFICER)

    response = send(client, objective("1.2-3", "complete", **shown(one, SHOWN, SHOWN), **moved(one)))

    assert response.status_code == 409
    assert words(response).count(f"{SHOWN}</textarea>") == 2
    assert 'value="November 2011"' in words(response)
