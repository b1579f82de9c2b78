"""What changed between two reviews: each heading, each reason, and nothing that the reader may not see."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Owner
from risks.changes import Changes, earlier
from risks.models import Acceptance, Action, AssessmentKind, Entry, EntryOwner, Register, Review
from risks.reading import OpenRegister
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
Opened = Callable[[str], OpenRegister]
Told = dict[str, list[tuple[str, str, str]]]

JUNE = RISKS + "reviews/jun-11/changes/"


@pytest.fixture
def told(opened: Opened) -> Callable[..., Told]:
    """What somebody is told of a review: by heading, each risk's reference, what changed and why."""

    def read(email: str = OFFICER, slug: str = "jun-11", since: str = "mar-11") -> Told:
        register = opened(email)
        reviews = {one.slug: one for one in register.reviews}
        lots = Changes(register, reviews[slug], reviews[since]).lots
        return {lot.heading: [(one.line.reference, one.what, one.why) for one in lot.changed] for lot in lots}

    return read


def named(register: Register, reference: str) -> Entry:
    """The risk of that reference."""
    return register.entries.get(reference=reference)


def test_nothing_has_changed_before_anybody_rates(told: Callable[..., Told]) -> None:
    assert told() == {}


@pytest.mark.parametrize(
    ("levels", "reason", "heading", "what"),
    [
        ((4, 4), "The lease is lost.", "Band crossed", "Risk higher"),
        ((4, 3), "", "Score moved within its band", "Risk higher"),
        ((3, 2), "", "Score moved within its band", "Risk lower"),
        ((2, 2), "Two staff came.", "Band crossed", "Risk lower"),
    ],
)
def test_a_rating_that_moves_stands_under_its_heading_with_its_reason(
    entry: Entry, rate: Rate, told: Callable[..., Told], levels: tuple[int, int], reason: str, heading: str, what: str
) -> None:
    rate(entry, likelihood=levels[0], impact=levels[1], reason=reason)

    assert told() == {heading: [("1.1", what, reason)]}


def test_a_rating_that_stays_is_no_change(entry: Entry, rate: Rate, told: Callable[..., Told]) -> None:
    rate(entry, likelihood=3, impact=3)

    assert told() == {}


def test_other_factors_under_the_same_score_are_told_apart(
    register: Register, june: Review, told: Callable[..., Told]
) -> None:
    entry = named(register, "1.1")
    cycle.propose(entry, june, likelihood=3, impact=4)
    cycle.skip(june)
    cycle.skip(june, cycle.AUDIT)
    september = register.reviews.get(slug="sep-11")
    Review.objects.filter(pk=september.pk).update(opened_on=cycle.day())
    september.refresh_from_db()
    cycle.propose(entry, september, likelihood=4, impact=3)

    assert told(slug="sep-11", since="jun-11") == {
        "Score level, factors changed": [("1.1", "No change in score, factors changed", "")]
    }


def test_a_new_risk_a_closed_one_and_one_taken_up_again(
    register: Register, june: Review, told: Callable[..., Told]
) -> None:
    cycle.close(named(register, "1.2"), reason="The programme ended.")
    cycle.close(named(register, "1.3"))
    cycle.turn(named(register, "1.3"), "reopened", reason="It came back.")

    assert told() == {
        "Closed": [("1.2", "Closed", "The programme ended.")],
        "Reopened": [("1.3", "Reopened", "It came back.")],
    }


def test_an_owner_and_a_response_that_changed_are_named_before_and_after(
    register: Register, told: Callable[..., Told]
) -> None:
    entry = named(register, "1.1")
    before = entry.owners.get().owner.name
    EntryOwner.objects.filter(entry=entry).update(owner=Owner.objects.get(name="PIU"))
    Entry.objects.filter(pk=entry.pk).update(responses=["tolerate"])
    cycle.turn(entry, "owners", reason="The post is gone.")
    cycle.turn(entry, "response", reason="Nothing more can be done.")

    assert told() == {
        "Owner changed": [("1.1", f"From {before} to PIU", "The post is gone.")],
        "Response changed": [("1.1", "From Transfer to Tolerate", "Nothing more can be done.")],
    }


def test_names_that_hold_commas_are_told_apart(register: Register, told: Callable[..., Told]) -> None:
    entry = named(register, "1.1")
    before = entry.owners.get().owner.name
    other = Owner.objects.get(name="PIU")
    Owner.objects.filter(pk=other.pk).update(name="Performance, Information and Quality")
    EntryOwner.objects.create(entry=entry, owner=other, order=2)

    [changed] = told()["Owner changed"]

    assert changed[1] == f"From {before} to {before}; Performance, Information and Quality"


def test_a_move_leaves_one_section_and_is_new_in_the_other_each_in_its_own_words(
    register: Register, told: Callable[..., Told]
) -> None:
    cycle.move(named(register, "1.1"), "2.9")

    assert told(SMT) == {"No longer in the section": [("1.1", "No longer a key risk", "No longer a key risk.")]}
    assert told(OFFICER) == {
        "New": [("2.9", "New at Jun-11", "Decided by SMT.")],
        "No longer in the section": [("1.1", "No longer a key risk", "No longer a key risk.")],
    }


def test_a_risk_come_from_section_two_is_new_without_what_went_before(
    register: Register, told: Callable[..., Told]
) -> None:
    cycle.move(named(register, "2.1"), "1.99")

    assert list(told(SMT)) == ["New"]
    assert told(SMT)["New"][0][:2] == ("1.99", "New at Jun-11")


@pytest.mark.parametrize(("due", "slipped"), [("2011-06-19", True), ("2011-06-20", False), ("2011-04-01", False)])
def test_an_action_slips_once_its_day_has_gone_by(
    entry: Entry, register: Register, told: Callable[..., Told], due: str, slipped: bool
) -> None:
    act(register, entry, due_on=datetime.date.fromisoformat(due))

    what = f"Fit locks. Was due on {datetime.date.fromisoformat(due):%-d %B %Y}."
    assert told() == ({"Action slipped": [("1.1", what, "")]} if slipped else {})


def on_to_september(register: Register, june: Review) -> Review:
    """Jun-11 is through with every committee, and Sep-11 is open."""
    cycle.skip(june)
    cycle.skip(june, cycle.AUDIT)
    september = register.reviews.get(slug="sep-11")
    Review.objects.filter(pk=september.pk).update(opened_on=cycle.day())
    september.refresh_from_db()
    return september


def test_an_action_given_a_later_day_says_why(
    entry: Entry, register: Register, june: Review, told: Callable[..., Told]
) -> None:
    first = act(register, entry, due_on=datetime.date(2011, 7, 1))
    on_to_september(register, june)
    act(register, entry, number=first.number, due_on=datetime.date(2011, 9, 1), reason="The fitter is ill.")
    act(register, entry, number=first.number, due_on=datetime.date(2011, 9, 1), said="He is better.")

    slipped = {"Action slipped": [("1.1", "Fit locks. Now due on 1 September 2011.", "The fitter is ill.")]}
    assert told(slug="sep-11", since="jun-11") == slipped
    assert "Action slipped" not in told()


def test_a_risk_closed_at_a_review_between_is_told_as_closed(
    register: Register, june: Review, told: Callable[..., Told]
) -> None:
    cycle.close(register.entries.get(reference="1.2"), reason="The programme ended.")
    on_to_september(register, june)

    assert told(slug="sep-11", since="mar-11") == {"Closed": [("1.2", "Closed", "The programme ended.")]}


def test_an_acceptance_that_was_renewed_has_not_lapsed(
    entry: Entry, register: Register, told: Callable[..., Told]
) -> None:
    given: dict[str, Any] = {"register": register, "entry": entry, "risk": entry.risk, "section": 1}
    given |= {"given_by": cycle.officer(), "dated": datetime.date(2011, 4, 6), "why": "It costs too much."}
    given |= {"accepted_by": Owner.objects.get(name="Chief Executive"), "watched": "Rents"}
    for until in (datetime.date(2011, 6, 19), datetime.date(2011, 12, 31)):
        Acceptance.objects.create(until=until, **given)

    assert told() == {}


def test_an_acceptance_that_ran_out_since_is_told(entry: Entry, register: Register, told: Callable[..., Told]) -> None:
    given: dict[str, Any] = {"register": register, "entry": entry, "risk": entry.risk, "section": 1}
    given |= {"given_by": cycle.officer(), "dated": datetime.date(2011, 4, 6), "why": "It costs too much."}
    given |= {"accepted_by": Owner.objects.get(name="Chief Executive"), "watched": "Rents"}
    Acceptance.objects.create(until=datetime.date(2011, 6, 19), **given)

    assert told() == {"Acceptance lapsed": [("1.1", "Accepted until 19 June 2011", "It costs too much.")]}


def test_a_correction_of_a_closed_review_is_told_with_what_it_was(
    entry: Entry, march: Review, told: Callable[..., Told]
) -> None:
    was = entry.assessments.get(review=march)
    cycle.said_of(entry, march, AssessmentKind.CORRECTION, corrects=was, likelihood=2, impact=4)

    assert told()["Corrected since"] == [("1.1", "Mar-11: 8, was 9", "It was asked for.")]


def act(register: Register, entry: Entry, **more: Any) -> Action:
    """An action of the risk."""
    given: dict[str, Any] = {"register": register, "entry": entry, "risk": entry.risk, "section": entry.section}
    given |= {"given_by": cycle.officer(), "dated": cycle.day(), "text": "Fit locks", "state": "open"}
    return Action.objects.get(pk=Action.objects.create(**(given | more)).pk)


@pytest.mark.parametrize("email", [OFFICER, SMT, OWNER])
def test_the_page_tells_each_change_to_those_at_work(sign_in: SignIn, entry: Entry, rate: Rate, email: str) -> None:
    rate(entry, likelihood=4, impact=4, reason="The lease is lost.")

    html = sign_in(email).get(JUNE).content.decode()

    assert "What changed at Jun-11 since Mar-11" in html
    assert "The lease is lost." in html
    assert "1 risk changed." in html
    assert "not assessed at Jun-11 yet" in html


def test_section_two_leaves_no_trace(sign_in: SignIn, register: Register, june: Review) -> None:
    hidden = named(register, "2.1")
    act(register, hidden, due_on=datetime.date(2011, 6, 1), text="Canary in a cage")
    cycle.propose(hidden, june, likelihood=5, impact=5, reason="Canary")
    cycle.close(named(register, "2.2"), reason="Canary")

    page = sign_in(SMT).get(JUNE)

    assert page.status_code == 200
    for trace in ("Canary", "2.1", "2.2", "ection 2", "19 are"):
        assert trace not in page.content.decode()
    assert "Canary" in sign_in(OFFICER).get(JUNE).content.decode()


def test_a_committee_reads_of_its_own_reviews_alone(sign_in: SignIn) -> None:
    assert sign_in(AUDIT).get(JUNE).status_code == 404
    first = sign_in(AUDIT).get(RISKS + "reviews/mar-11/changes/")
    assert "nothing to measure it against" in first.content.decode()


@pytest.mark.parametrize(
    "address",
    ["nov-11/changes/", "none/changes/", "jun-11/changes/?since=nov-11", "jun-11/changes/?since=x"],
)
def test_a_review_that_is_not_there_or_not_open_is_not_found(sign_in: SignIn, address: str) -> None:
    assert sign_in(OFFICER).get(f"{RISKS}reviews/{address}").status_code == 404


def test_somebody_of_another_trust_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("officer@merseyside.example").get(JUNE).status_code == 404


def test_the_earlier_reviews_are_offered_latest_first(opened: Opened, june: Review, march: Review) -> None:
    assert list(earlier(opened(OFFICER), june)) == [march]


@pytest.mark.parametrize("size", [20, 200])
def test_a_longer_register_asks_no_more(
    sign_in: SignIn, register: Register, grow_register: Callable[[int], None], count_queries: Any, size: int
) -> None:
    grow_register(size)
    client = sign_in(OFFICER)
    client.get(JUNE)

    with count_queries() as asked:
        client.get(JUNE)

    assert len(asked()) <= 17, asked()
