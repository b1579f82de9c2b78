"""The gate, on each of its edges."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from probation_planning.organisation.models import Body, Holding, Owner, Year
from risks.frames import frame_of
from risks.gate import Gate, Looked, Missing, gate_of
from risks.models import (
    Acceptance,
    Action,
    Appetite,
    Assessment,
    AssessmentKind,
    Category,
    Entry,
    Question,
    Register,
    Review,
    Standing,
)
from tests.risks import cycle
from tests.risks.conftest import OFFICER
from tests.risks.test_things import write

TODAY = datetime.date(2011, 6, 20)
YESTERDAY = TODAY - datetime.timedelta(1)
RED = {"likelihood": 4, "impact": 4}
AMBER = {"likelihood": 3, "impact": 3}
BLACK = {"likelihood": 5, "impact": 5}


@pytest.fixture
def gate(register: Register, year: Year) -> Callable[..., Gate]:
    """The gate of Jun-11 as it stands now."""

    def look(body: str = cycle.SMT, slug: str = "jun-11", day: datetime.date = TODAY) -> Gate:
        register.refresh_from_db()
        frame = frame_of(register)
        review = next(one for one in frame.reviews if one.slug == slug)
        return gate_of(frame, year, review, Body.objects.get(slug=body), day)

    return look


@pytest.fixture
def owned_red(entry: Entry, june: Review) -> Entry:
    """Risk 1.1, Red at Jun-11, which has an owner and a response."""
    cycle.propose(entry, june, **RED)
    return entry


def of(gate: Gate, entry: Entry) -> Looked:
    """What it finds of one risk."""
    return next(risk for risk in gate.risks if risk.entry == entry.pk)


def missing(gate: Gate, entry: Entry) -> list[Missing]:
    """What it finds missing of one risk."""
    return [stop.missing for stop in of(gate, entry).stops]


def test_a_risk_that_is_rated_owned_and_answered_stops_nothing(gate: Any, entry: Entry, june: Review) -> None:
    cycle.propose(entry, june, **AMBER)

    assert missing(gate(), entry) == []


def test_a_risk_without_a_rating_stops_the_papers(gate: Any, entry: Entry) -> None:
    stop = of(gate(), entry).stops[0]

    assert (stop.missing, stop.says) == (Missing.NOT_ASSESSED, "It is not assessed for Jun-11.")
    assert [way.address for way in stop.ways] == ["/derbyshire/2011-12/risks/1.1/assess/?review=jun-11"]


def test_a_rating_of_another_review_is_none_of_this_one(gate: Any, entry: Entry, march: Review) -> None:
    assert Assessment.objects.filter(entry=entry, review=march).exists()
    assert missing(gate(), entry) == [Missing.NOT_ASSESSED]


def test_nor_is_a_rating_between_reviews(gate: Any, entry: Entry) -> None:
    cycle.said_of(entry, None, AssessmentKind.INTERIM, **AMBER)

    assert missing(gate(), entry) == [Missing.NOT_ASSESSED]


def test_a_risk_without_an_owner_stops_the_papers_until_it_has_one(gate: Any, register: Register) -> None:
    nobodys = register.entries.get(reference="1.12")
    before = missing(gate(), nobodys)
    nobodys.owners.create(owner=Owner.objects.get(name="Chief Executive"))
    Entry.objects.filter(pk=nobodys.pk).update(responses=["treat"])

    assert {Missing.NO_OWNER, Missing.NO_RESPONSE} <= set(before)
    assert not {Missing.NO_OWNER, Missing.NO_RESPONSE} & set(missing(gate(), nobodys))


def test_what_is_mended_after_the_words_were_frozen_is_mended(gate: Any, register: Register, june: Review) -> None:
    nobodys = register.entries.get(reference="1.12")
    cycle.skip(june)
    nobodys.owners.create(owner=Owner.objects.get(name="Chief Executive"))

    assert Standing.objects.get(entry=nobodys, review=june).owners == []
    assert Missing.NO_OWNER not in missing(gate(cycle.AUDIT), nobodys)


def test_a_red_risk_without_an_action_or_acceptance_stops_the_papers(gate: Any, owned_red: Entry) -> None:
    stop = of(gate(), owned_red).stops[0]

    assert stop.missing == Missing.NO_PLAN
    assert stop.says.startswith("It is Red, with no open action")


@pytest.mark.parametrize(
    ("levels", "stops"), [((3, 3), False), ((2, 5), False), ((5, 3), True), ((5, 4), True), ((5, 5), True)]
)
def test_red_and_black_want_a_plan_and_amber_does_not(
    gate: Any, entry: Entry, june: Review, levels: tuple[int, int], stops: bool
) -> None:
    cycle.propose(entry, june, likelihood=levels[0], impact=levels[1])

    assert (Missing.NO_PLAN in missing(gate(), entry)) is stops


def test_a_low_rating_between_reviews_excuses_no_red_one(gate: Any, owned_red: Entry) -> None:
    cycle.said_of(owned_red, None, AssessmentKind.INTERIM, likelihood=1, impact=1)

    assert missing(gate(), owned_red) == [Missing.NO_PLAN]


def test_until_it_is_rated_the_last_known_score_says_whether_a_plan_is_wanted(gate: Any, register: Register) -> None:
    assert missing(gate(), register.entries.get(reference="1.4"))[-1] == Missing.NO_PLAN


@pytest.mark.parametrize(
    ("action", "enough"),
    [
        ({"due_on": TODAY}, True),
        ({"due_on": YESTERDAY}, False),
        ({"due_on": TODAY, "owner": None}, False),
        ({"due_on": None}, False),
        ({"due_on": TODAY, "state": "done", "said": "Signed"}, False),
        ({"due_on": TODAY, "state": "dropped", "reason": "No money"}, False),
    ],
)
def test_an_action_counts_while_it_is_open_owned_and_its_date_not_past(
    gate: Any, owned_red: Entry, action: dict[str, Any], enough: bool
) -> None:
    write(Action, owned_red, **({"owner": Owner.objects.get(name="Chief Executive")} | action))

    assert (missing(gate(), owned_red) == []) is enough


def test_its_last_row_counts(gate: Any, owned_red: Entry) -> None:
    owner = Owner.objects.get(name="Chief Executive")
    first = write(Action, owned_red, owner=owner)
    before = missing(gate(), owned_red)
    write(Action, owned_red, owner=owner, number=first.number, state="done", said="Signed")

    assert before == []
    assert missing(gate(), owned_red) == [Missing.NO_PLAN]


@pytest.mark.parametrize("until", [TODAY, TODAY + datetime.timedelta(1)])
def test_an_acceptance_counts_up_to_its_last_day(gate: Any, owned_red: Entry, until: datetime.date) -> None:
    write(Acceptance, owned_red, until=until)

    assert missing(gate(day=until), owned_red) == []
    assert missing(gate(day=until + datetime.timedelta(1)), owned_red) == [Missing.NO_PLAN]


def test_an_acceptance_that_has_ended_does_not(gate: Any, owned_red: Entry) -> None:
    first = write(Acceptance, owned_red)
    write(Acceptance, owned_red, number=first.number, state="ended", reason="The landlord wrote")

    assert missing(gate(), owned_red) == [Missing.NO_PLAN]


def test_a_closed_risk_stops_nothing(gate: Any, owned_red: Entry) -> None:
    cycle.close(owned_red)

    assert owned_red.pk not in {risk.entry for risk in gate().risks}


def test_a_risk_that_has_left_the_section_it_stands_in_is_offered_no_page_that_would_refuse(
    gate: Any, register: Register, june: Review
) -> None:
    hidden = register.entries.get(reference="2.1")
    cycle.skip(june)
    cycle.move(hidden, "1.16")
    stop = of(gate(cycle.AUDIT), hidden).stops[0]

    assert stop.missing == Missing.NOT_ASSESSED
    assert "has moved to another section since" in stop.says
    assert stop.ways == ()


def test_smt_is_not_told_where_a_risk_that_has_left_it_stands(gate: Any, entry: Entry, june: Review) -> None:
    cycle.skip(june, cycle.AUDIT)
    cycle.move(entry, "2.9")
    stop = of(gate(), entry).stops[0]

    assert (stop.says, stop.ways) == ("It is not assessed for Jun-11.", ())


def test_what_was_done_in_section_2_is_no_plan_of_a_key_risk(gate: Any, register: Register, june: Review) -> None:
    hidden = register.entries.get(reference="2.1")
    write(Acceptance, hidden)
    cycle.move(hidden, "1.16")
    cycle.propose(hidden, june, **RED)

    assert missing(gate(), hidden) == [Missing.NO_PLAN]


def test_smts_gate_never_speaks_of_section_2(gate: Any) -> None:
    assert {risk.section for risk in gate().risks} == {1}
    assert {risk.section for risk in gate(cycle.AUDIT).risks} == {1, 2}
    with cycle.at_work(OFFICER):
        assert {risk.section for risk in gate().risks} == {1}


def test_it_is_the_same_to_whoever_may_read_the_sections(gate: Any) -> None:
    found = gate(cycle.AUDIT)
    with cycle.at_work(OFFICER):
        assert gate(cycle.AUDIT) == found


def test_the_worst_risk_comes_first(gate: Any) -> None:
    scores = [risk.score for risk in gate().risks]

    assert scores == sorted(scores, reverse=True)


def test_the_fingerprint_moves_with_what_is_missing_and_with_nothing_else(gate: Any, owned_red: Entry) -> None:
    before = gate()
    Entry.objects.filter(pk=owned_red.pk).update(title="Another title")
    renamed = gate()
    write(Acceptance, owned_red)
    mended = gate()

    assert before.fingerprint == renamed.fingerprint != mended.fingerprint
    assert before.lines - mended.lines == {"1.1:no_plan"}


def test_a_closed_rating_is_mended_nowhere(gate: Any, june: Review, entry: Entry) -> None:
    cycle.skip(june)

    assert of(gate(cycle.AUDIT), entry).stops[0].ways == ()


def warnings(gate: Gate, entry: Entry) -> str:
    """All that it says of one risk besides."""
    return " ".join(of(gate, entry).warnings)


def test_warnings_stop_nothing(gate: Any, owned_red: Entry, june: Review, register: Register) -> None:
    category = Category.objects.filter(entries__entry=owned_red).first()
    Appetite.objects.create(
        register=register, category=category, level="averse", tolerated=6, approved_by="Board", approved_on=TODAY
    )
    owner = Owner.objects.get(name="Chief Executive")
    write(Action, owned_red, owner=owner, due_on=YESTERDAY)
    write(Action, owned_red, owner=owner)
    write(Question, owned_red, body=Body.objects.get(slug=cycle.SMT))
    cycle.said_of(owned_red, None, AssessmentKind.INTERIM, **RED)
    Holding.objects.filter(post__name="Director of Business Services").update(until=YESTERDAY)
    found = gate()

    assert missing(found, owned_red) == []
    for says in ("outside appetite: 6 is tolerated", "overdue", "question", "between reviews", "vacant"):
        assert says in warnings(found, owned_red), says
    assert "question" not in warnings(gate(cycle.AUDIT), owned_red)


def test_it_warns_of_a_score_without_factors_and_of_a_risk_that_sits_in_red(
    gate: Any, register: Register, june: Review
) -> None:
    red = register.entries.get(reference="1.4")
    cycle.propose(red, june, **RED)

    assert "sat in Red for 2 reviews" in warnings(gate(), red)
    write(Acceptance, red, accepted_by=Owner.objects.posts().exclude(pk__in=red.owners.values("owner")).first())
    assert "sat in Red" not in warnings(gate(), red)
    assert "no likelihood and impact" in warnings(gate(cycle.AUDIT, "mar-11"), register.entries.get(reference="1.3"))


def test_it_warns_of_what_was_deferred_and_of_what_was_corrected(
    gate: Any, entry: Entry, june: Review, register: Register
) -> None:
    cycle.propose(entry, june, **AMBER)
    cycle.meet(june)
    agreed = Assessment.objects.get(entry=entry, review=june, kind=AssessmentKind.AGREED)
    cycle.said_of(entry, june, AssessmentKind.CORRECTION, corrects=agreed)
    found = gate(cycle.AUDIT)

    assert "corrected" in warnings(found, entry)
    assert "deferred" in warnings(found, register.entries.get(reference="1.2"))


@pytest.mark.parametrize("risks", [20, 200])
def test_it_asks_one_question_however_many_risks_there_are(
    gate: Any, grow_register: Any, count_queries: Any, risks: int
) -> None:
    grow_register(risks)
    gate()
    with count_queries() as counted:
        found = gate(cycle.AUDIT)
    asked = [sql for sql in counted() if "risks_standing" in sql]

    assert len(found.risks) == risks
    assert len(asked) == 1
