"""The committee cycle as the database keeps it: every step from every state, and what may be rated in each phase."""

import datetime
import itertools
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction

from probation_planning.organisation.models import Body, User
from risks.models import Assessment, Decision, Entry, Phase, Register, Review, Stage, StageAct, Standing
from tests.risks import cycle
from tests.risks.conftest import OFFICER, OWNER, SMT, Rate

SEN = "Senior Management Team"
GIVEN = "Jun-11 is closed. Its ratings stand as the committees were given them."


@pytest.fixture
def september(register: Register) -> Review:
    """Sep-11, opened for this test."""
    register.reviews.filter(slug="sep-11").update(opened_on="2011-06-20")
    return register.reviews.get(slug="sep-11")


def state(review: Review, body: str = cycle.SMT, section: int = 1) -> str:
    """How far the stage has come; open where there is none."""
    stage = Stage.objects.filter(review=review, body__slug=body, section=section).first()
    return stage.state if stage else "open"


def phase(review: Review, section: int = 1) -> Phase:
    """The phase in Python, which SQL agrees with."""
    read = Review.objects.prefetch_related("stages").get(pk=review.pk).phase(section)
    with connection.cursor() as cursor:
        cursor.execute("SELECT risks_phase(%s, %s)", [review.pk, section])
        assert cursor.fetchone() == (read.value,)
    return read


# From state to state

STEPS: dict[str, Any] = {
    "issued": cycle.issue,
    "withdrawn": cycle.withdraw,
    "met": lambda review: (cycle.agree_rest(review), cycle.hold(review)),
    "closed": cycle.end,
    "skipped": cycle.skip,
    "resumed": cycle.resume,
}
WAYS = {
    "open": [],
    "issued": ["issued"],
    "withdrawn": ["issued", "withdrawn"],
    "met": ["issued", "met"],
    "closed": ["issued", "met", "closed"],
    "skipped": ["skipped"],
}
LEADS: dict[tuple[str, str], str] = {
    ("open", "issued"): "issued",
    ("open", "skipped"): "skipped",
    ("issued", "withdrawn"): "withdrawn",
    ("issued", "met"): "met",
    ("withdrawn", "issued"): "issued",
    ("withdrawn", "skipped"): "skipped",
    ("met", "closed"): "closed",
    ("skipped", "resumed"): "open",
}


REFUSED = [
    (was, step)
    for was, step in itertools.product(WAYS, ["issued", "withdrawn", "skipped", "resumed", "closed"])
    if (was, step) not in LEADS
]


@pytest.mark.parametrize(("was", "step"), LEADS)
def test_each_step_leads_where_it_should(june: Review, was: str, step: str) -> None:
    for before in WAYS[was]:
        STEPS[before](june)

    STEPS[step](june)

    assert state(june) == LEADS[was, step]


@pytest.mark.parametrize(("was", "step"), REFUSED)
def test_and_no_other_is_taken(june: Review, was: str, step: str) -> None:
    for before in WAYS[was]:
        STEPS[before](june)
    word = {"open": "not", "met": "through"}.get(was, was)

    with cycle.refused(f"Jun-11 is {word} with the {SEN}; that cannot be done now."):
        STEPS[step](june)

    assert state(june) == was


@pytest.mark.parametrize("was", ["open", "withdrawn", "met", "closed", "skipped"])
def test_a_meeting_is_held_on_papers_alone(june: Review, was: str) -> None:
    for before in WAYS[was]:
        STEPS[before](june)

    with pytest.raises(IntegrityError), transaction.atomic():
        cycle.hold(june)

    assert state(june) == was


def test_papers_withdrawn_skipped_and_taken_up_again_are_still_withdrawn(june: Review) -> None:
    cycle.issue(june)
    cycle.withdraw(june)
    cycle.skip(june)
    cycle.resume(june)

    assert state(june) == "withdrawn"
    assert cycle.issue(june).number == 2


@pytest.mark.parametrize("step", ["issued", "withdrawn", "skipped", "met"])
def test_nothing_leaves_what_was_recorded_from_paper(march: Review, step: str) -> None:
    with cycle.refused(f"Mar-11 is closed with the {SEN}; that cannot be done now."):
        cycle.act(
            march,
            cycle.SMT,
            step,
            reason="Why",
            meeting=cycle.meeting(cycle.SMT),
        )


# What each act asks for

WORDS: list[tuple[str, dict[str, Any], str]] = [
    ("withdrawn", {"reason": ""}, "Say why."),
    ("skipped", {"reason": ""}, "Say why."),
    ("resumed", {"reason": ""}, "Say why."),
    ("closed", {"minute_reference": ""}, "Give the minute reference."),
    ("issued", {"exceptions": [{"reference": "1.12"}]}, "Say who accepts the exceptions, and why."),
    ("issued", {"exceptions_reason": "In haste"}, "Say who accepts the exceptions, and why."),
    ("issued", {"sections": [1, 2]}, "The papers hold what the body reads."),
    ("issued", {"sections": [2]}, "The papers hold what the body reads."),
    ("issued", {"dated": "2011-05-31"}, "Papers are issued on or after the day the review was opened."),
    ("issued", {"given_by": None}, "Say who did this."),
]
BEFORE = {"withdrawn": ["issued"], "resumed": ["skipped"], "closed": ["issued", "met"]}


@pytest.mark.parametrize(("step", "given", "sentence"), WORDS)
def test_what_an_act_lacks_is_said(june: Review, step: str, given: dict[str, Any], sentence: str) -> None:
    for before in BEFORE.get(step, []):
        STEPS[before](june)

    with cycle.refused(sentence):
        STEPS[step](june, **given)


def test_exceptions_are_issued_with_who_accepts_them(june: Review) -> None:
    lines = [{"reference": "1.12", "condition": "no_owner"}]
    issued = cycle.issue(june, exceptions=lines, exceptions_reason="New", exceptions_accepted_by="Chief Executive")

    assert StageAct.objects.get(pk=issued.pk).exceptions == lines


def test_a_meeting_names_its_day_on_or_after_the_papers(june: Review) -> None:
    cycle.issue(june)
    cycle.agree_rest(june)

    with cycle.refused("Say on which day the body met."):
        cycle.act(june, cycle.SMT, "met")
    with cycle.refused("The body met on or after the day its papers were issued."):
        cycle.hold(june, held_on=datetime.date(2011, 6, 19))
    other = cycle.meeting(cycle.BOARD)
    with cycle.refused("That is a meeting of another body."):
        cycle.hold(june, meeting=other)
    cycle.hold(june)

    assert Stage.objects.get(review=june).met_on == cycle.day()


def test_the_same_form_sent_twice_issues_once(june: Review) -> None:
    once = "7d9f3c1e-0000-4000-8000-000000000001"
    cycle.issue(june, once=once)
    cycle.withdraw(june)

    with cycle.refused("This was sent already."):
        cycle.issue(june, once=once)


def test_an_act_is_given_by_whoever_is_at_work(june: Review) -> None:
    with cycle.at_work(OFFICER):
        with cycle.refused("A row is given by whoever is at work."):
            cycle.issue(june, given_by=User.objects.get(email=SMT))
        assert cycle.issue(june).given_by == User.objects.get(email=OFFICER)


@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_only_the_loading_of_paper_records(register: Register, email: str) -> None:
    november = register.reviews.get(slug="nov-11")
    with cycle.at_work(email), cycle.refused("Only the loading of a paper records a printed issue."):
        cycle.act(november, cycle.SMT, "recorded", given_by=User.objects.get(email=email))


def test_nor_is_anything_recorded_of_a_review_that_was_worked_on(june: Review) -> None:
    with cycle.refused("Only the loading of a paper records a printed issue."):
        cycle.act(june, cycle.SMT, "recorded")


# Which body after which


def test_a_committee_waits_for_the_body_that_decides(june: Review) -> None:
    says = f"Section 1 of Jun-11 is still being rated: record the meeting of the {SEN}, or skip it with a reason."
    with cycle.refused(says):
        cycle.issue(june, cycle.AUDIT)
    cycle.issue(june)
    with cycle.refused(says):
        cycle.issue(june, cycle.AUDIT)
    cycle.agree_rest(june)
    cycle.hold(june)

    assert cycle.issue(june, cycle.AUDIT).number == 1


def test_skipping_the_body_that_decides_frees_the_committee(june: Review) -> None:
    cycle.skip(june)

    cycle.issue(june, cycle.AUDIT)

    assert (state(june), state(june, cycle.AUDIT), state(june, cycle.AUDIT, 2)) == ("skipped", "issued", "issued")


def test_nothing_is_issued_of_a_review_that_is_not_open(register: Register) -> None:
    with cycle.refused("Sep-11 is not open yet."):
        cycle.issue(register.reviews.get(slug="sep-11"))


def test_a_review_not_open_yet_can_be_skipped(register: Register) -> None:
    september = register.reviews.get(slug="sep-11")
    cycle.skip(september)

    assert phase(september) is Phase.CLOSED


def test_a_later_review_does_not_overtake_an_earlier_one(june: Review, september: Review) -> None:
    with cycle.refused(f"Jun-11 is not through with the {SEN}: issue it or skip it first."):
        cycle.issue(september)
    cycle.issue(june)
    with cycle.refused("Jun-11 is still being rated: issue its papers and record their meeting, or skip it, first."):
        cycle.issue(september)
    cycle.agree_rest(june)
    cycle.hold(june)
    cycle.issue(september)
    cycle.agree_rest(september)
    cycle.hold(september)
    with cycle.refused("Jun-11 is not through with the Audit Committee: issue it or skip it first."):
        cycle.issue(september, cycle.AUDIT)
    cycle.skip(june, cycle.AUDIT)

    cycle.issue(september, cycle.AUDIT)

    assert state(september, cycle.AUDIT) == "issued"


def test_papers_others_rely_on_are_not_withdrawn(june: Review) -> None:
    Body.objects.filter(slug=cycle.BOARD).update(sections=[1, 2])
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    cycle.issue(june, cycle.BOARD)

    with cycle.refused("Another body has been given papers with these ratings."):
        cycle.withdraw(june, cycle.AUDIT)
    with cycle.refused("Another body has been given papers with these ratings."):
        cycle.resume(june)
    cycle.withdraw(june, cycle.BOARD)
    cycle.withdraw(june, cycle.AUDIT)
    cycle.resume(june)

    assert (phase(june, 1), phase(june, 2)) == (Phase.OPEN, Phase.OPEN)


# Phases


def test_the_phases_of_both_sections_through_a_quarter(june: Review, register: Register) -> None:
    assert phase(register.reviews.get(slug="sep-11")) is Phase.UNOPENED
    assert (phase(june, 1), phase(june, 2)) == (Phase.OPEN, Phase.OPEN)
    cycle.issue(june)
    assert (phase(june, 1), phase(june, 2)) == (Phase.PAPERS, Phase.OPEN)
    cycle.withdraw(june)
    assert (phase(june, 1), phase(june, 2)) == (Phase.OPEN, Phase.OPEN)
    cycle.meet(june)
    assert (phase(june, 1), phase(june, 2)) == (Phase.CLOSED, Phase.OPEN)
    cycle.issue(june, cycle.AUDIT)
    assert (phase(june, 1), phase(june, 2)) == (Phase.CLOSED, Phase.CLOSED)
    cycle.withdraw(june, cycle.AUDIT)
    assert (phase(june, 1), phase(june, 2)) == (Phase.CLOSED, Phase.OPEN)


def test_where_no_body_decides_the_first_papers_close_the_ratings(june: Review) -> None:
    Body.objects.filter(decides=True).update(decides=False)

    cycle.issue(june, cycle.BOARD)

    assert (phase(june, 1), phase(june, 2)) == (Phase.CLOSED, Phase.OPEN)


def test_the_paper_closed_section_1_with_smt_and_section_2_with_the_committee(march: Review) -> None:
    closed = Stage.objects.filter(review=march, ratings_closed_on__isnull=False)

    assert {(stage.body.slug, stage.section, str(stage.ratings_closed_on)) for stage in closed} == {
        ("smt", 1, "2011-04-05"),
        ("audit-committee", 2, "2011-06-20"),
    }


# What is rated in each phase


def test_the_owner_is_told_that_the_papers_are_out(rate: Rate, entry: Entry, june: Review) -> None:
    cycle.issue(june)

    with pytest.raises(PermissionDenied, match=f"The papers for Jun-11 are with the {SEN}; ratings change only at"):
        rate(entry)


PHASES: list[tuple[str, str, str]] = [
    ("proposed", "unopened", "Sep-11 is not open yet."),
    ("proposed", "papers", f"The papers for Jun-11 are with the {SEN}; ratings change only at its meeting."),
    ("proposed", "closed", GIVEN),
    ("paper", "open", "Only the loading of a paper records a printed rating."),
    ("paper", "papers", "Only the loading of a paper records a printed rating."),
    ("paper", "closed", "Only the loading of a paper records a printed rating."),
    ("agreed", "unopened", "A rating is agreed through the minutes of the meeting."),
    ("agreed", "open", "A rating is agreed through the minutes of the meeting."),
    ("agreed", "papers", "A rating is agreed through the minutes of the meeting."),
    ("agreed", "closed", "A rating is agreed through the minutes of the meeting."),
    ("correction", "unopened", "Correct a rating only once its review is closed; until then give a new one."),
    ("correction", "open", "Correct a rating only once its review is closed; until then give a new one."),
    ("correction", "papers", "Correct a rating only once its review is closed; until then give a new one."),
    ("carried", "unopened", "Only a rating of last year's register is carried over."),
    ("carried", "papers", "Only a rating of last year's register is carried over."),
]


def bring(phase: str, june: Review) -> Review:
    """A review whose section 1 is in that phase."""
    if phase == "unopened":
        return june.register.reviews.get(slug="sep-11")
    if phase == "papers":
        cycle.issue(june)
    if phase == "closed":
        cycle.skip(june)
    return june


@pytest.mark.parametrize(("kind", "at", "sentence"), PHASES)
def test_what_is_not_rated_in_a_phase(entry: Entry, june: Review, kind: str, at: str, sentence: str) -> None:
    march = Assessment.objects.get(entry=entry)
    more = {"corrects": march} if kind == "correction" else {"carried_from": march} if kind == "carried" else {}

    with cycle.refused(sentence):
        cycle.said_of(entry, bring(at, june), kind, **more)


def test_what_is(entry: Entry, june: Review, register: Register) -> None:
    september = register.reviews.get(slug="sep-11")
    cycle.said_of(entry, september, "paper")
    first = cycle.propose(entry, june)
    interim = cycle.said_of(entry, None, "interim")
    cycle.skip(june)
    corrected = cycle.said_of(entry, june, "correction", corrects=first, likelihood=2)

    assert (first.sequence, corrected.sequence, interim.sequence) == (1, 2, 1)
    assert first.moment < interim.moment < corrected.moment
    assert interim.filed_at == june
    assert Standing.objects.get(entry=entry, review=june).score == 6


def test_a_paper_is_not_recorded_by_a_person(register: Register, entry: Entry) -> None:
    with cycle.at_work(OFFICER), cycle.refused("Only the loading of a paper records a printed rating."):
        cycle.said_of(entry, register.reviews.get(slug="sep-11"), "paper")


def test_nor_once_the_register_is_worked_on(register: Register, entry: Entry, june: Review) -> None:
    cycle.skip(june)

    with cycle.refused("Only the loading of a paper records a printed rating."):
        cycle.said_of(entry, register.reviews.get(slug="sep-11"), "paper")


def test_a_rating_given_between_reviews_is_filed_at_the_one_in_preparation(entry: Entry, june: Review) -> None:
    cycle.issue(june)
    assert cycle.said_of(entry, None, "interim").filed_at == june
    cycle.agree_rest(june)
    cycle.hold(june)

    filed = cycle.said_of(entry, None, "interim").filed_at
    assert filed is not None
    assert filed.slug == "sep-11"


def test_a_correction_names_the_rating_that_counts(entry: Entry, march: Review) -> None:
    printed = Assessment.objects.get(entry=entry)
    with cycle.refused("Say which rating is corrected."):
        cycle.said_of(entry, march, "correction")
    cycle.said_of(entry, march, "correction", corrects=printed)

    with cycle.refused("Somebody corrected it in the meantime."):
        cycle.said_of(entry, march, "correction", corrects=printed, likelihood=1)


def test_a_rating_is_given_in_the_section_in_which_the_risk_stands(entry: Entry, june: Review) -> None:
    with cycle.refused("The risk stands in another section there."):
        cycle.propose(entry, june, section=2)


def test_a_proposal_has_factors(entry: Entry, june: Review) -> None:
    with cycle.refused("Give both likelihood and impact."):
        cycle.propose(entry, june, likelihood=None, impact=None, printed_score=9)


def test_a_rating_is_given_by_whoever_is_at_work(entry: Entry, june: Review) -> None:
    with cycle.at_work(OWNER), cycle.refused("A row is given by whoever is at work."):
        cycle.propose(entry, june)


def test_sequence_and_moment_are_the_databases(entry: Entry, june: Review) -> None:
    first = cycle.propose(entry, june, sequence=40, moment=1)
    second = cycle.propose(entry, june, sequence=40, moment=1)

    assert (first.sequence, second.sequence) == (1, 2)
    assert 1 < first.moment < second.moment


# The meeting


def test_the_meeting_waits_for_a_decision_on_every_live_risk(june: Review) -> None:
    cycle.issue(june)
    risks = Entry.objects.filter(section=1)
    for entry in risks.exclude(reference__in=["1.3", "1.12"]):
        cycle.decide(entry, june, "deferred")
    with cycle.refused("2 risks are still to be decided: 1.3, 1.12."):
        cycle.hold(june)
    cycle.decide(risks.get(reference="1.3"), june, "deferred")
    cycle.decide(risks.get(reference="1.3"), june, "cleared")
    cycle.decide(risks.get(reference="1.12"), june, "deferred")
    with cycle.refused("1 risk is still to be decided: 1.3."):
        cycle.hold(june)
    cycle.decide(risks.get(reference="1.3"), june, "deferred")

    cycle.hold(june)

    assert state(june) == "met"


def test_and_for_the_ratings_agreed(entry: Entry, june: Review) -> None:
    cycle.propose(entry, june)
    cycle.issue(june)
    decision = cycle.decide(entry, june, "agreed")
    cycle.agree_rest(june)
    with cycle.refused("The ratings agreed are not written down yet."):
        cycle.hold(june)
    cycle.said_of(entry, june, "agreed", decision=decision)

    cycle.hold(june)

    standing = Standing.objects.select_related("assessment").get(entry=entry, review=june)
    assert standing.assessment is not None
    assert (standing.assessment.kind, standing.decision) == ("agreed", "agreed")


DECISIONS: list[tuple[str, dict[str, Any], str]] = [
    ("changed", {"likelihood": 4}, "Give both levels where the rating is changed, and only there."),
    ("agreed", {"likelihood": 4, "impact": 3}, "Give both levels where the rating is changed, and only there."),
    ("changed", {"likelihood": 4, "impact": 4, "minute": ""}, "Minute why."),
    ("deferred", {"minute": ""}, "Minute why."),
    ("agreed", {"proposal_id": None}, "The rating was changed in the meantime."),
    ("agreed", {"section": 2}, "A decision is minuted on a risk in the papers that the body holds now."),
]


@pytest.mark.parametrize(("outcome", "given", "sentence"), DECISIONS)
def test_a_decision_that_is_not_one(
    entry: Entry, june: Review, outcome: str, given: dict[str, Any], sentence: str
) -> None:
    cycle.propose(entry, june)
    cycle.issue(june)

    with cycle.refused(sentence):
        cycle.decide(entry, june, outcome, **given)


def test_nothing_proposed_is_nothing_agreed(entry: Entry, june: Review) -> None:
    cycle.issue(june)

    with cycle.refused("Nothing was proposed: change or defer it."):
        cycle.decide(entry, june, "agreed")


def test_a_decision_belongs_to_the_papers_in_force(entry: Entry, june: Review) -> None:
    first = cycle.issue(june)
    cycle.withdraw(june)
    says = "A decision is minuted on a risk in the papers that the body holds now."
    with cycle.refused(says):
        cycle.decide(entry, june, "deferred", act=first)
    cycle.issue(june)
    with cycle.refused(says):
        cycle.decide(entry, june, "deferred", act=first)

    assert cycle.decide(entry, june, "deferred").sequence == 1


def test_papers_with_a_decision_are_withdrawn_only_once_it_is_cleared(entry: Entry, june: Review) -> None:
    cycle.issue(june)
    cycle.decide(entry, june, "deferred")
    with cycle.refused("The meeting has begun: 1 decision is minuted. Clear them first."):
        cycle.withdraw(june)
    cycle.decide(entry, june, "cleared")

    cycle.withdraw(june)

    assert state(june) == "withdrawn"
    assert list(Decision.objects.values_list("outcome", flat=True)) == ["deferred", "cleared"]


AGREED = "A rating is agreed through the minutes of the meeting."


def test_a_rating_is_agreed_as_it_was_minuted(entry: Entry, june: Review) -> None:
    cycle.propose(entry, june)
    cycle.issue(june)
    agreed = cycle.decide(entry, june, "agreed")
    with cycle.refused(AGREED):
        cycle.said_of(entry, june, "agreed", decision=agreed, likelihood=5)
    changed = cycle.decide(entry, june, "changed", likelihood=5, impact=5)
    with cycle.refused(AGREED):
        cycle.said_of(entry, june, "agreed", decision=agreed)
    with cycle.refused(AGREED):
        cycle.said_of(entry, june, "agreed", decision=changed)

    cycle.said_of(entry, june, "agreed", decision=changed, likelihood=5, impact=5)

    assert Standing.objects.get(entry=entry, review=june).score == 25


def test_a_change_to_what_was_proposed_is_none(entry: Entry, june: Review) -> None:
    cycle.propose(entry, june)
    cycle.issue(june)
    same = cycle.decide(entry, june, "changed", likelihood=4, impact=3)

    with cycle.refused(AGREED):
        cycle.said_of(entry, june, "agreed", decision=same)


# By any other route


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE risks_stage SET closed_on = NULL, ratings_closed_on = NULL",
        "DELETE FROM risks_stage",
        "INSERT INTO risks_stage (trust_id, review_id, body_id, section) VALUES (1, 1, 1, 2)",
        "UPDATE risks_stageact SET reason = 'x'",
        "DELETE FROM risks_stageact",
        "UPDATE risks_decision SET minute = 'x'",
        "DELETE FROM risks_turn",
        "UPDATE risks_reference SET reference = '9.9'",
        "INSERT INTO risks_reference (reference) VALUES ('9.9')",
        "SELECT risks_stand(ARRAY[1]::bigint[])",
        "SELECT risks_begin(1)",
        "ALTER TABLE risks_entry DISABLE TRIGGER risks_entry_kept",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_reads_what_the_database_keeps_and_no_more(derbyshire: Any, sql: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_setting_of_the_application_switches_no_rule_off(entry: Entry, june: Review) -> None:
    cycle.skip(june)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{risks_rate,risks_assessment:risks_rate}', true)")

    with cycle.refused(GIVEN):
        cycle.propose(entry, june)
