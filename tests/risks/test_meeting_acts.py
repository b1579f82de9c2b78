"""Minuting what the deciding body says of each rating, and recording its meeting as held."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body, Meeting, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, AssessmentKind, Decision, Entry, Register, Review, Stage, StageAct, Standing
from risks.services.meeting import decide, decide_rest, hold_meeting
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, SMT, Rate, Readers

Decide = Callable[..., Decision]
MANAGER = "operations.city@derbyshire.example"
WRONG = "The papers were issued on 20 June 2011. Enter that day or a later one."


@pytest.fixture
def smt(derbyshire: object) -> Body:
    """The body that decides."""
    return Body.objects.get(slug="smt")


@pytest.fixture
def issued(rate: Rate, entry: Entry, june: Review) -> Review:
    """Jun-11 with SMT: risk 1.1 proposed at 12 Amber, nothing proposed for the others."""
    rate(entry)
    cycle.issue(june)
    return june


@pytest.fixture
def said(issued: Review, entry: Entry, reader: Readers) -> Decide:
    """Minutes what SMT said of risk 1.1: agreed, unless changed."""

    def minuted(email: str = OFFICER, of: Entry = entry, **changed: Any) -> Decision:
        words: dict[str, Any] = {"outcome": "agreed", "likelihood": None, "impact": None, "minute": "", "seen": 0}
        return decide(review=issued, entry_id=of.pk, reader=reader(email), **(words | changed))

    return minuted


def faults(act: Callable[..., object], *args: Any, **changed: Any) -> Any:
    """What is refused: by field, or as sentences."""
    with pytest.raises(ValidationError) as refused:
        act(*args, **changed)
    return refused.value.message_dict if hasattr(refused.value, "error_dict") else refused.value.messages


# One decision


@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_the_officer_and_smts_members_minute_what_was_said(said: Decide, entry: Entry, email: str) -> None:
    decision = said(email)

    assert (decision.outcome, decision.section, decision.dated) == ("agreed", 1, datetime.date(2011, 6, 20))
    assert decision.given_by.email == email
    assert decision.proposal == Assessment.objects.get(entry=entry, kind="proposed")
    assert Standing.objects.get(entry=entry, review=decision.review).decision == "agreed"


@pytest.mark.parametrize("email", [MANAGER, AUDIT, "auditor@derbyshire.example"])
def test_nobody_else_does(said: Decide, email: str) -> None:
    with pytest.raises(PermissionDenied, match="Only members of SMT and the performance officer"):
        said(email)

    assert not Decision.objects.exists()


def test_a_rating_is_changed_with_a_minute(said: Decide) -> None:
    decision = said(outcome="changed", likelihood=4, impact=4, minute="The site fell through.")

    assert (decision.likelihood, decision.impact, decision.minute) == (4, 4, "The site fell through.")


def test_levels_are_kept_of_a_change_alone(said: Decide) -> None:
    decision = said(outcome="deferred", likelihood=4, impact=4, minute="The figures are awaited.")

    assert (decision.likelihood, decision.impact) == (None, None)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"outcome": "changed", "likelihood": None, "impact": 4, "minute": "So."},
            {"likelihood": ["Choose the likelihood."]},
        ),
        (
            {"outcome": "changed", "likelihood": 4, "impact": 3, "minute": "So."},
            {"outcome": ["These are the levels that were proposed. Agree them, or choose others."]},
        ),
        (
            {"outcome": "changed", "likelihood": 4, "impact": 4},
            {"minute": ["Minute why the rating is changed."]},
        ),
        ({"outcome": "deferred"}, {"minute": ["Minute why the rating is deferred."]}),
        ({"outcome": "cleared"}, {"outcome": ["Nothing is minuted that could be taken back."]}),
    ],
)
def test_what_a_decision_lacks_is_said_by_field(said: Decide, changed: dict[str, Any], expected: object) -> None:
    assert faults(said, **changed) == expected


def test_nothing_proposed_is_rated_or_deferred_not_agreed(said: Decide, register: Register) -> None:
    blank = register.entries.get(reference="1.12")

    assert faults(said, of=blank) == {"outcome": ["Nothing was proposed: rate it here, or defer it."]}
    assert said(of=blank, outcome="changed", likelihood=4, impact=4, minute="Rated at the table.").proposal is None


def test_a_mind_is_changed_and_the_first_stays_on_record(said: Decide, entry: Entry, issued: Review) -> None:
    said()
    said(SMT, outcome="deferred", minute="The figures are awaited.", seen=1)
    said(outcome="cleared", minute="", seen=2)

    assert list(Decision.objects.values_list("outcome", flat=True)) == ["agreed", "deferred", "cleared"]
    assert Standing.objects.get(entry=entry, review=issued).decision == ""


def test_the_same_answer_sent_twice_is_one(said: Decide) -> None:
    assert said() == said() == said(seen=1)
    assert Decision.objects.count() == 1


def test_two_recorders_meet(said: Decide) -> None:
    theirs = said(SMT, minute="Agreed after discussion.")

    with pytest.raises(Conflict) as conflict:
        said(outcome="deferred", minute="The figures are awaited.")

    assert conflict.value.latest == theirs
    assert said(outcome="deferred", minute="The figures are awaited.", seen=1).sequence == 2


def test_a_risk_of_section_2_is_not_in_the_papers(said: Decide, register: Register) -> None:
    assert faults(said, of=register.entries.get(reference="2.1")) == [
        "The risk is not in the papers given to the Senior Management Team for Jun-11."
    ]


def test_nothing_is_minuted_without_papers(rate: Rate, entry: Entry, june: Review, reader: Readers) -> None:
    answer: dict[str, Any] = {"outcome": "deferred", "likelihood": None, "impact": None, "minute": "So.", "seen": 0}

    def deferred() -> Decision:
        return decide(review=june, entry_id=entry.pk, reader=reader(OFFICER), **answer)

    assert faults(deferred) == ["No papers for Jun-11 were issued yet."]
    cycle.issue(june)
    cycle.withdraw(june)
    assert faults(deferred) == ["The Senior Management Team holds no papers for Jun-11."]


def test_a_body_that_decides_on_section_2_is_served_by_its_readers(
    said: Decide, register: Register, smt: Body, issued: Review, reader: Readers
) -> None:
    cycle.withdraw(issued)
    Body.objects.filter(pk=smt.pk).update(sections=[1, 2])
    cycle.issue(issued)

    with pytest.raises(PermissionDenied, match="reads section 2, which you may not read"):
        said(SMT)
    assert said(OFFICER, of=register.entries.get(reference="2.1"), outcome="deferred", minute="So.").section == 2


# The rest


def rest(issued: Review, reader: Readers, *seen: str, email: str = OFFICER, minute: str = "Agreed en bloc.") -> int:
    """Agrees them."""
    return decide_rest(review=issued, reader=reader(email), minute=minute, seen=frozenset(seen))


def test_the_rest_is_agreed_in_one_act_but_for_what_has_no_proposal(
    rate: Rate, register: Register, june: Review, reader: Readers, entry: Entry
) -> None:
    for reference in ("1.1", "1.9", "1.11"):
        cycle.propose(register.entries.get(reference=reference), june)
    cycle.issue(june)
    cycle.decide(entry, june, "deferred")

    assert rest(june, reader, "1.9", "1.11") == 2

    decisions = Decision.objects.filter(outcome="agreed")
    assert sorted(decisions.values_list("entry__reference", "minute")) == [
        ("1.11", "Agreed en bloc."),
        ("1.9", "Agreed en bloc."),
    ]


def test_a_second_click_agrees_nothing_more(issued: Review, reader: Readers) -> None:
    assert rest(issued, reader, "1.1") == rest(issued, reader, "1.1") == 1
    assert Decision.objects.count() == 1


def test_a_click_after_a_mind_was_changed_is_not_told_that_it_was_agreed(
    said: Decide, issued: Review, reader: Readers
) -> None:
    rest(issued, reader, "1.1")
    said(SMT, outcome="deferred", minute="The figures are awaited.", seen=1)

    assert faults(rest, issued, reader, "1.1")[0].startswith("What is left has changed")


def test_a_list_that_has_changed_is_looked_at_again(said: Decide, issued: Review, reader: Readers) -> None:
    said(SMT, outcome="deferred", minute="The figures are awaited.")

    assert faults(rest, issued, reader, "1.1") == [
        "What is left has changed while you looked. Look at the list again before you agree it."
    ]
    assert faults(rest, issued, reader) == ["Nothing is left to agree."]


def test_what_was_rated_again_since_is_not_agreed_with_the_rest(issued: Review, reader: Readers) -> None:
    entry = Entry.objects.get(reference="1.1")
    cycle.said_of(entry, None, AssessmentKind.INTERIM, likelihood=5, impact=5)

    assert faults(rest, issued, reader, "1.1")[0].startswith("What is left has changed")


def test_the_rest_is_agreed_by_those_who_record_the_meeting(issued: Review, reader: Readers) -> None:
    with pytest.raises(PermissionDenied):
        rest(issued, reader, "1.1", email=MANAGER)


# The meeting


@pytest.fixture
def hold(issued: Review, smt: Body, reader: Readers) -> Callable[..., StageAct]:
    """Records SMT's meeting on Jun-11 as held today."""

    def held(email: str = OFFICER, **changed: Any) -> StageAct:
        words: dict[str, Any] = {"held_on": cycle.day(), "seen": Decision.objects.filter(review=issued).count()}
        return hold_meeting(review=issued, body=smt, reader=reader(email), **(words | changed))

    return held


@pytest.fixture
def decided(said: Decide, register: Register, issued: Review) -> None:
    """All of Jun-11: 1.1 changed to 16 Red, 1.12 rated at the table, the others deferred."""
    said(outcome="changed", likelihood=4, impact=4, minute="The site fell through.")
    for standing in Standing.objects.filter(review=issued, section=1, decision="").select_related("entry"):
        if standing.reference == "1.12":
            said(of=standing.entry, outcome="changed", likelihood=3, impact=3, minute="Rated at the table.")
        else:
            said(of=standing.entry, outcome="deferred", minute="Nobody was there.")


@pytest.mark.parametrize("email", [OFFICER, SMT])
def test_the_ratings_agreed_are_written_when_the_meeting_is_held(
    decided: None, hold: Callable[..., StageAct], entry: Entry, issued: Review, email: str
) -> None:
    act = hold(email, minute_reference="2011/06 item 4")

    assert (act.kind, act.minute_reference, act.given_by and act.given_by.email) == ("met", "2011/06 item 4", email)
    stage = Stage.objects.get(review=issued, body__slug="smt", section=1)
    assert (stage.state, stage.met_on, stage.ratings_closed_on) == ("met", cycle.day(), cycle.day())
    proposed, agreed = Assessment.objects.filter(entry=entry, review=issued).order_by("sequence")
    assert (agreed.kind, agreed.likelihood, agreed.impact, agreed.score) == ("agreed", 4, 4, 16)
    assert (agreed.comments, agreed.proposed_actions) == (proposed.comments, proposed.proposed_actions)
    assert (agreed.reason, agreed.owners, agreed.title) == (
        "The site fell through.",
        ["Director of Business Services"],
        entry.title,
    )
    assert Standing.objects.get(entry=entry, review=issued).score == 16
    assert sorted(Assessment.objects.filter(kind="agreed").values_list("reference", flat=True)) == ["1.1", "1.12"]


def test_a_rating_agreed_keeps_the_owners_reason(
    rate: Rate, entry: Entry, june: Review, smt: Body, reader: Readers
) -> None:
    rate(entry, likelihood=4, impact=4, reason="The site fell through.")
    cycle.issue(june)
    decide_rest(review=june, reader=reader(SMT), minute="Agreed en bloc.", seen=frozenset({"1.1"}))
    for standing in Standing.objects.filter(review=june, section=1, decision=""):
        cycle.decide(standing.entry, june, "deferred")

    hold_meeting(review=june, body=smt, reader=reader(SMT), held_on=cycle.day(), seen=15)

    agreed = Assessment.objects.get(entry=entry, kind="agreed")
    assert (agreed.score, agreed.reason, agreed.nothing_more) == (16, "The site fell through.", "")


def test_a_red_that_the_body_leaves_where_it_was_is_answered_by_the_minute(
    register: Register, june: Review, smt: Body, reader: Readers
) -> None:
    stale = register.entries.get(reference="1.14")
    cycle.propose(stale, june, likelihood=4, impact=4)
    cycle.issue(june)
    decide(
        review=june,
        entry_id=stale.pk,
        reader=reader(SMT),
        outcome="changed",
        likelihood=4,
        impact=5,
        minute="Nothing more can be done before the move.",
        seen=0,
    )
    for standing in Standing.objects.filter(review=june, section=1, decision=""):
        cycle.decide(standing.entry, june, "deferred")

    hold_meeting(review=june, body=smt, reader=reader(SMT), held_on=cycle.day(), seen=15)

    agreed = Assessment.objects.get(entry=stale, kind="agreed")
    assert (agreed.score, agreed.nothing_more) == (20, "Nothing more can be done before the move.")


def test_a_meeting_is_not_over_while_a_risk_is_undecided(said: Decide, hold: Callable[..., StageAct]) -> None:
    said()

    (sentence,) = faults(hold)

    assert sentence.startswith("14 risks are still to be decided: 1.2, 1.3, ")
    assert not Assessment.objects.filter(kind="agreed").exists()


def test_a_decision_taken_back_is_undecided(decided: None, said: Decide, hold: Callable[..., StageAct]) -> None:
    said(outcome="cleared", seen=1)

    assert faults(hold) == ["1 risk is still to be decided: 1.1."]


def test_minutes_that_changed_meanwhile_are_looked_at_again(
    decided: None, said: Decide, hold: Callable[..., StageAct]
) -> None:
    seen = Decision.objects.count()
    said(SMT, seen=1)

    assert faults(hold, seen=seen) == [
        "The minutes have changed while you looked. Look at them again before you close them."
    ]


@pytest.mark.parametrize(
    ("day", "says"), [("2011-06-19", WRONG), ("2011-06-21", "Enter a day that is not in the future.")]
)
def test_the_body_met_between_the_issue_and_today(
    decided: None, hold: Callable[..., StageAct], day: str, says: str
) -> None:
    assert faults(hold, held_on=datetime.date.fromisoformat(day)) == {"held_on": [says]}


def test_a_second_click_holds_it_once(decided: None, hold: Callable[..., StageAct]) -> None:
    assert hold() == hold()
    assert (StageAct.objects.filter(kind="met").count(), Meeting.objects.filter(body__slug="smt").count()) == (1, 1)
    assert Assessment.objects.filter(kind="agreed").count() == 2


def test_what_was_decided_stands_afterwards(decided: None, said: Decide, hold: Callable[..., StageAct]) -> None:
    hold()

    over = ["The meeting on Jun-11 is recorded as held. What was decided stands."]
    assert faults(said, outcome="deferred", minute="So.", seen=1) == over
    already = ["The meeting is recorded as held on 20 June 2011 already."]
    assert faults(hold, held_on=datetime.date(2011, 6, 19)) == already
    assert faults(hold, minute_reference="2011/06 item 4") == already


@pytest.mark.parametrize("email", [MANAGER, AUDIT])
def test_the_meeting_is_recorded_by_smt_or_the_officer(
    decided: None, hold: Callable[..., StageAct], email: str
) -> None:
    with pytest.raises(PermissionDenied):
        hold(email)


# Many hands


def test_of_two_who_minute_the_same_risk_at_once_one_sees_the_others_minute(fresh_database: str) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        june = Review.objects.get(slug="jun-11")
        cycle.issue(june)
    hands = [OFFICER, SMT]
    together = Barrier(len(hands))

    def minuted(email: str) -> str:
        try:
            with tenancy.kept_context():
                at_work = readers_of(User.objects.get(email=email), "derbyshire")[0]
                of = Entry.objects.get(reference="1.1").pk
                words: dict[str, Any] = {"outcome": "deferred", "likelihood": None, "impact": None, "minute": email}
                together.wait()
                decide(review=Review.objects.get(slug="jun-11"), entry_id=of, reader=at_work, seen=0, **words)
                return "saved"
        except Conflict:
            return "conflict"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(hands)) as at_once:
        assert sorted(at_once.map(minuted, hands)) == ["conflict", "saved"]


def test_nobody_acts_for_a_body_whose_papers_they_may_not_read(june: Review, smt: Body, reader: Readers) -> None:
    Body.objects.filter(pk=smt.pk).update(sections=[1, 2])
    smt.refresh_from_db()
    cycle.issue(june)

    with pytest.raises(PermissionDenied, match="reads section 2, which you may not read"):
        hold_meeting(review=june, body=smt, reader=reader(SMT), held_on=cycle.day(), seen=0)


def test_a_risk_in_the_papers_is_decided_by_members_who_may_not_read_where_it_stands_now(
    june: Review, smt: Body, reader: Readers, register: Register
) -> None:
    moved, other = (register.entries.get(reference=reference) for reference in ("1.1", "1.2"))
    for entry in (moved, other):
        cycle.propose(entry, june, likelihood=3, impact=3)
    cycle.skip(june, cycle.AUDIT)
    cycle.move(moved, "2.9")
    cycle.issue(june)
    with cycle.at_work(SMT):
        member = reader(SMT)
        said = {"reader": member, "likelihood": None, "impact": None, "minute": "Nobody was there.", "seen": 0}
        decide(review=june, entry_id=moved.pk, outcome="deferred", **said)
        decide(review=june, entry_id=moved.pk, outcome="cleared", **said | {"seen": 1})
        agreed = decide_rest(review=june, reader=member, minute="As proposed.", seen=frozenset({"1.1", "1.2"}))

    assert agreed == 2


def test_what_was_rated_in_section_1_is_found_by_its_readers_wherever_the_risk_stands_now(
    june: Review, reader: Readers, register: Register
) -> None:
    moved = register.entries.get(reference="1.1")
    cycle.skip(june)
    cycle.move(moved, "2.9")
    with cycle.at_work(SMT):
        assert Assessment.objects.visible_to(reader(SMT)).filter(entry=moved.pk).first()
        assert Standing.objects.visible_to(reader(SMT)).filter(entry=moved.pk).first()
