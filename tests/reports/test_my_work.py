"""My work: what waits for each person, and what is there for those for whom nothing waits."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from objectives.models import Objective, Status, StatusUpdate
from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Membership, Owner, Quarter, Trust, User
from probation_planning.reports.work import Work
from risks.models import Assessment, AssessmentKind, Entry, Review
from scorecard.models import Measure, MeasureOwner, Result
from tests.risks import cycle

PROGRESS = "/derbyshire/2011-12/risks/reviews/jun-11/progress/"
# Measures that report at Q2.
DUE = 20


def work(client: Client) -> Work:
    """The one trust's work on the page."""
    [one] = client.get("/").context["trusts"]
    return one["work"]


def text(client: Client) -> str:
    """The page in one line."""
    return " ".join(client.get("/").content.decode().split())


def answer(reference: str, status: Status, comment: str = "", quarter: int = 1) -> StatusUpdate:
    """An objective's answer, by the performance officer on its owner's word."""
    return StatusUpdate.objects.create(
        objective=Objective.objects.get(reference=reference),
        quarter=Quarter.objects.get(number=quarter),
        sequence=1,
        status=status,
        comment=comment,
        dated=date(2011, 6, 20),
        given_by=User.objects.get(email="officer@derbyshire.example"),
    )


@pytest.mark.parametrize(
    ("name", "objectives", "risks", "of_groups"),
    [
        ("chief.executive", 4, 2, 0),
        ("business.services", 17, 9, 4),
        ("interventions", 14, 5, 4),
        ("probation.county", 12, 0, 4),
        ("probation.city", 9, 0, 4),
        ("offender.management", 1, 0, 4),
        ("board.secretary", 2, 0, 0),
        ("operations.city", 2, 0, 5),
    ],
)
def test_each_director_finds_what_the_post_owns_and_the_groups_things_apart(
    sign_in: Callable[[str], Client], name: str, objectives: int, risks: int, of_groups: int
) -> None:
    found = work(sign_in(f"{name}@derbyshire.example"))

    assert [len(lot.items) for lot in found.own] == [objectives, risks, 0]
    assert len(found.groups.items) == of_groups


def test_the_page_says_what_waits_and_until_when(sign_in: Callable[[str], Client]) -> None:
    page = text(sign_in("business.services@derbyshire.example"))

    assert "17 objectives and 9 risks of yours wait for an answer." in page
    assert "Q1 2011/12 is open: answers are due by 15 July 2011. The Jun-11 review is open." in page
    assert "0 of 17 objectives answered for Q1 2011/12" in page
    assert "0 of 9 risks assessed for Jun-11" in page


def test_risks_stand_the_worst_first(sign_in: Callable[[str], Client]) -> None:
    _, risks, _ = work(sign_in("business.services@derbyshire.example")).own

    assert [item.rating.score for item in risks.waiting] == [16, 16, 16, 16, 12, 9, 9, 9, 8]
    assert "2.3" in [item.reference for item in risks.waiting]


def test_an_answer_counts_and_leaves_the_list(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    answer("1.2-3", Status.AT_RISK, "The supplier is late.")

    found = work(sign_in("business.services@derbyshire.example"))

    assert found.own[0].sentence == "1 of 17 objectives answered for Q1 2011/12"
    assert [(item.reference, item.words) for item in found.own[0].others] == [("1.2-3", "The supplier is late.")]
    assert len(found.own[0].waiting) == 16


def test_last_quarters_words_stand_beside_what_waits_the_worst_first(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    answer("1.2-3", Status.ON_TRACK, "All is well.")
    answer("5.8-1", Status.OFF_TRACK, "The survey is lost.")
    Quarter.objects.filter(number=2).update(opened_on=date(2011, 7, 1))

    waiting = work(sign_in("business.services@derbyshire.example")).own[0].waiting

    assert (waiting[0].reference, waiting[0].words_from, waiting[0].words) == (
        "5.8-1",
        "Off track, Q1",
        "The survey is lost.",
    )
    assert waiting[-1].reference == "1.2-3"


def test_after_the_due_day_silence_is_overdue(
    sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "TODAY", date(2011, 7, 16))

    item = work(sign_in("board.secretary@derbyshire.example")).own[0].waiting[0]

    assert item.state == ("overdue", "overdue")


def test_an_assessed_risk_leaves_the_list(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    entry = Entry.objects.get(reference="1.5")
    Assessment.objects.create(
        register=entry.register,
        entry=entry,
        review=Review.objects.get(slug="jun-11"),
        kind=AssessmentKind.PROPOSED,
        sequence=1,
        dated=date(2011, 6, 20),
        likelihood=2,
        impact=4,
        comments="The pilot went well.",
        section=1,
        reference="1.5",
        title=entry.title,
        given_by=User.objects.get(email="business.services@derbyshire.example"),
    )

    risks = work(sign_in("business.services@derbyshire.example")).own[1]

    assert risks.sentence == "1 of 9 risks assessed for Jun-11"
    assert [(item.reference, item.words, item.rating.score) for item in risks.others] == [
        ("1.5", "The pilot went well.", 8)
    ]


def test_what_has_left_the_section_it_stands_in_is_not_offered_to_be_rated(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    """Section 1 is closed and section 2 open: the risk is rated from the next review on."""
    cycle.skip(Review.objects.get(slug="jun-11"))
    client = sign_in("interventions@derbyshire.example")
    waits = next(item for item in work(client).items if item.kind == "Risk" and item.reference.startswith("2."))
    entry = Entry.objects.get(reference=waits.reference)
    assert waits.waits
    assert waits.answer

    cycle.move(entry, "1.16")

    stays = {item.title: item for item in work(client).items if item.kind == "Risk"}[entry.title]
    assert not stays.waits
    assert stays.answer == ""
    assert "/assess/" not in client.get(stays.address).content.decode()


def test_risks_that_were_not_rated_in_time_are_not_called_assessed(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    cycle.skip(Review.objects.get(slug="jun-11"))

    risks = work(sign_in("interventions@derbyshire.example")).own[1]

    assert risks.sentence == "5 of 5 risks assessed for Jun-11 or closed to ratings"


def test_a_measure_assigned_to_the_post_waits_for_its_result(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    measure = assign("4-1", "Director of Business Services")
    before = work(sign_in("business.services@derbyshire.example")).own[2]
    Result.objects.create(
        measure=measure,
        quarter=Quarter.objects.get(number=1),
        sequence=1,
        value=9,
        note="Fewer days lost.",
        dated=date(2011, 6, 20),
        given_by=User.objects.get(email="officer@derbyshire.example"),
    )
    after = work(sign_in("business.services@derbyshire.example")).own[2]

    assert [(item.title, item.state.label) for item in before.waiting] == [("Staff Sickness", "result due")]
    assert before.waiting[0].answer == "/derbyshire/2011-12/scorecard/measures/4-1/result/"
    assert [(item.words, item.waits) for item in after.items] == [("Fewer days lost.", False)]


def test_a_units_result_waits_for_who_owns_the_unit(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    measure = Measure.objects.get(perspective__number=4, number=1)
    Measure.objects.filter(pk=measure.pk).update(for_each=kind)
    owner = Owner.objects.get(name="Director of Business Services")
    unit = DeliveryUnit.objects.create(name="City", kind=kind, owner=owner)
    before = work(sign_in("business.services@derbyshire.example")).own[2]
    Result.objects.create(
        measure=measure,
        unit=unit,
        quarter=Quarter.objects.get(number=1),
        sequence=1,
        value=9,
        dated=date(2011, 6, 20),
        given_by=User.objects.get(email="officer@derbyshire.example"),
    )
    after = work(sign_in("business.services@derbyshire.example")).own[2]

    assert [(item.title, item.state.label) for item in before.waiting] == [("Staff Sickness", "result due")]
    assert before.waiting[0].answer == "/derbyshire/2011-12/scorecard/measures/4-1/result/?unit=city"
    assert [(item.of, item.state.label, item.waits) for item in after.items] == [("4-1, City", "result given", False)]


@pytest.mark.parametrize(
    ("email", "phrases"),
    [
        ("smt@derbyshire.example", ["You hold no post here", "The register at Jun-11", "Mar-11 pack for the Senior"]),
        ("audit@derbyshire.example", ["You hold no post here", "The register at Mar-11", "Mar-11 pack for the Audit"]),
        ("auditor@derbyshire.example", ["Mar-11 pack for the Audit Committee", "Mar-11 pack for the Senior"]),
        ("officer@derbyshire.example", ["You hold no post here", "Who has answered", "The register at Jun-11"]),
        ("director@merseyside.example", ["no status in the document", "plan/objectives/1-2/"]),
        ("officer@merseyside.example", ["You hold no post here", "No quarter is open for answers."]),
        ("admin@probation.example", ["Derbyshire Probation Trust", "Merseyside Probation Trust", "/admin/"]),
    ],
)
def test_whoever_owns_nothing_is_shown_what_is_theirs(
    sign_in: Callable[[str], Client], email: str, phrases: list[str]
) -> None:
    page = text(sign_in(email))

    assert [phrase for phrase in phrases if phrase not in page] == []


@pytest.mark.parametrize("email", ["smt@derbyshire.example", "chief.executive@derbyshire.example"])
def test_nothing_of_section_2_is_shown_to_those_who_may_not_read_it(
    sign_in: Callable[[str], Client], derbyshire: Trust, email: str
) -> None:
    page = text(sign_in(email))
    hidden = Entry.objects.filter(section=2).exclude(owners__owner__name="Directors")

    assert [entry.title for entry in hidden if entry.title in page] == []
    assert "Mar-11 pack for the Audit Committee" not in page


def test_a_person_of_no_trust_is_told_so(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    Membership.objects.filter(user__email="smt@derbyshire.example").delete()

    assert "Your account belongs to no trust yet" in text(sign_in("smt@derbyshire.example"))


def test_the_page_takes_the_same_few_queries_however_much_is_owned(
    sign_in: Callable[[str], Client], count_queries: Any, derbyshire: Trust
) -> None:
    few, many = "offender.management@derbyshire.example", "business.services@derbyshire.example"
    assign("1-3", "Director of Offender Management")
    for measure in Measure.objects.all():
        assign(measure.reference, "Director of Business Services")
    counts = []
    for email in (few, many):
        client = sign_in(email)
        with count_queries() as counted:
            client.get("/")
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize(("step", "waits"), [("Q1", False), ("no", True)])
def test_a_thing_that_is_done_once_waits_no_more(
    sign_in: Callable[[str], Client], derbyshire: Trust, step: str, waits: bool
) -> None:
    plan = assign("1-5", "Director of Business Services")
    first = Quarter.objects.get(number=1)
    officer = User.objects.get(email="officer@derbyshire.example")
    Result.objects.create(measure=plan, quarter=first, sequence=1, step=step, dated=date(2011, 6, 20), given_by=officer)
    Quarter.objects.filter(number=1).update(closed_on=date(2011, 7, 20))
    Quarter.objects.filter(number=2).update(opened_on=date(2011, 7, 1))

    with clock.standing_on(date(2011, 8, 1)):
        mine = work(sign_in("business.services@derbyshire.example")).own[2]
        glance = sign_in("smt@derbyshire.example").get("/derbyshire/2011-12/").context["glance"].scorecard
        progress = sign_in("officer@derbyshire.example").get(PROGRESS).context["progress"]

    assert [item.title for item in mine.waiting] == [plan.name] * waits
    assert (glance.due, progress.counts[2].total) == (DUE - 1 + waits, DUE - 1 + waits)


def assign(reference: str, owner: str) -> Measure:
    """A measure that the post owns."""
    perspective, number = reference.split("-")
    measure = Measure.objects.get(perspective__number=perspective, number=number)
    MeasureOwner.objects.create(measure=measure, owner=Owner.objects.get(name=owner))
    return measure


def test_what_a_line_says_is_drawn_anew_when_it_changes_and_for_each_reader(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    business, chief = sign_in("business.services@derbyshire.example"), sign_in("chief.executive@derbyshire.example")
    assert "Well done." not in text(business)
    answer("1.2-3", Status.AT_RISK, "Well done.")
    Objective.objects.filter(reference="1.2-4").update(text="A new text & more.")

    page = text(business)

    assert "“Well done.”" in page
    assert "A new text &amp; more." in page
    assert "Well done." not in text(chief)
