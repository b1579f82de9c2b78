"""Who may do what with the register and its risks."""

from collections.abc import Callable

import pytest
from django.test import Client

from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models import Entry, Register, Review, StageAct
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT

Readers = Callable[[str], Reader]
AUDITOR = "auditor@derbyshire.example"
# The owner of risk 1.1 sits in SMT besides.
EVERYBODY = {OWNER, SMT, OFFICER, AUDIT, AUDITOR}


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (Act.ISSUE, {OFFICER}),
        (Act.RECORD_MEETING, {OFFICER, SMT, OWNER}),
        (Act.CORRECT, {OFFICER}),
        (Act.ACCEPT, {OFFICER, SMT, OWNER}),
        (Act.ASK, {SMT, AUDIT, OWNER}),
        (Act.CHASE, {OFFICER}),
    ],
)
def test_acts_of_the_cycle(reader: Readers, act: Act, allowed: set[str]) -> None:
    assert {email for email in EVERYBODY if may(reader(email), act, Kind.REGISTER)} == allowed


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (Act.ANSWER, {OWNER, OFFICER}),
        (Act.WRITE_THING, {OWNER, OFFICER}),
        (Act.NOTE, {OWNER, OFFICER}),
        (Act.ACCEPT, {SMT, OFFICER}),
    ],
)
def test_acts_on_a_risk(reader: Readers, entry: Entry, act: Act, allowed: set[str]) -> None:
    assert {email for email in EVERYBODY if entry.may(reader(email), act)} == allowed


def test_an_officer_who_owns_a_risk_does_not_accept_it(reader: Readers, entry: Entry) -> None:
    officer = reader(OFFICER)
    own = Reader(officer.user, officer.trust, officer.roles, owners=(entry.owners.get().owner,))

    assert entry.may(officer, Act.ACCEPT)
    assert not entry.may(own, Act.ACCEPT)


def test_acts_on_section_2_are_read_by_those_who_read_it(reader: Readers, june: Review, march: Review) -> None:
    seen = StageAct.objects.visible_to
    assert {act.body.slug for act in seen(reader(SMT))} == {"smt"}
    assert {act.body.slug for act in seen(reader(OFFICER))} == {"smt", "audit-committee"}
    with cycle.at_work(SMT):
        assert {act.body.slug for act in StageAct.objects.all()} == {"smt"}
    cycle.skip(june)
    assert {act.review for act in seen(reader(AUDIT))} == {march}
    cycle.issue(june, cycle.AUDIT)
    assert {act.review for act in seen(reader(AUDIT))} == {march, june}


def test_a_reason_that_may_name_section_2_is_kept_from_the_stage(june: Review) -> None:
    cycle.skip(june, reason="Half of SMT is away.")
    cycle.issue(june, cycle.AUDIT)
    cycle.withdraw(june, cycle.AUDIT, reason="Risk 2.1 has a wrong page.")

    reasons = set(june.stages.values_list("body__slug", "reason"))
    assert reasons == {("smt", "Half of SMT is away."), ("audit-committee", "See the record of the cycle.")}


def test_decisions_reach_a_committee_with_its_papers(reader: Readers, entry: Entry, june: Review) -> None:
    cycle.issue(june)
    decision = cycle.decide(entry, june, "deferred")
    seen = type(decision).objects.visible_to
    assert not seen(reader(AUDIT)).exists()
    assert seen(reader(OWNER)).get() == decision
    cycle.agree_rest(june)
    cycle.hold(june)
    cycle.issue(june, cycle.AUDIT)

    assert decision in seen(reader(AUDIT))


@pytest.mark.parametrize(
    "name",
    [
        *("stageact", "decision", "turn", "reference", "action", "control", "acceptance", "target", "question"),
        *("workingnote", "appetite"),
    ],
)
def test_the_administration_lists_and_searches_them(
    sign_in: Callable[[str], Client], register: Register, name: str
) -> None:
    client = sign_in(OFFICER)
    for address in (f"/admin/risks/{name}/", f"/admin/risks/{name}/?q=a"):
        assert client.get(address).status_code == 200
    adding = client.get(f"/admin/risks/{name}/add/")
    assert adding.status_code == (200 if name == "appetite" else 403)


def test_nothing_that_was_done_can_be_changed_there(sign_in: Callable[[str], Client], march: Review) -> None:
    act = march.acts.first()
    assert act is not None
    client = sign_in(OFFICER)
    page = f"/admin/risks/stageact/{act.pk}/"

    assert client.get(f"{page}change/").status_code == 200
    assert client.post(f"{page}change/", {"reason": "x"}).status_code == 403
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
