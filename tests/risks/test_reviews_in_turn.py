"""Reviews go to committees one after the other: what a later one is measured against does not move any more."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation.models import Body
from risks.changes import Changes
from risks.frames import frame_of
from risks.models import Assessment, Entry, Register, Review, Standing
from risks.reading import OpenRegister
from risks.services import cycle as services
from risks.services.between import assess_between
from risks.services.setup import edit_review, open_review, review_seen
from tests.risks import cycle
from tests.risks.conftest import OFFICER, OWNER, RISKS, Readers

SignIn = Callable[[str], Client]
JUNE = RISKS + "reviews/jun-11/"
RELIED_ON = (
    "Sep-11 is with a committee or closed, and is measured against these ratings. Take it back first, or put a rating "
    "right by a correction."
)
PASSED_OVER = (
    "Nov-11 is with a committee or closed already, so Sep-11 stays passed over. Rate the risks at a later review."
)
STILL_RATED = "Jun-11 is still being rated: issue its papers and record their meeting, or skip it, first."


@pytest.fixture
def september(register: Register) -> Review:
    """Sep-11, open beside Jun-11."""
    return opened(register, "sep-11")


@pytest.fixture
def november(register: Register) -> Review:
    """Nov-11, open while Sep-11 is not."""
    return opened(register, "nov-11")


def opened(register: Register, slug: str) -> Review:
    """The review, open today."""
    review = register.reviews.get(slug=slug)
    review.opened_on = cycle.day()
    review.save()
    return review


def frozen(review: Review) -> list[dict[str, Any]]:
    """Everything that stands at the review."""
    return list(Standing.objects.filter(review=review).order_by("entry").values())


def step(verb: Callable[..., object], review: Review, body: str, readers: Readers) -> None:
    """Take it as the officer, as the page sends it."""
    to = Body.objects.get(slug=body)
    seen = review.acts.filter(body=to).count()
    verb(review=review, body=to, reader=readers(OFFICER), reason="It was asked for.", seen=seen, once=uuid.uuid4())


# Section 2, which the Audit Committee's papers close


@pytest.fixture
def both_with_the_committee(register: Register, june: Review, september: Review) -> Review:
    """Jun-11 and Sep-11 lie before the Audit Committee at once."""
    for review in (june, september):
        cycle.skip(review)
        cycle.issue(review, cycle.AUDIT)
    return september


def test_papers_are_not_withdrawn_once_a_later_review_was_given_with_them_behind_it(
    both_with_the_committee: Review, june: Review, reader: Readers
) -> None:
    before = frozen(both_with_the_committee)
    with pytest.raises(ValidationError, match=RELIED_ON):
        step(services.withdraw, june, cycle.AUDIT, reader)
    with cycle.refused(RELIED_ON):
        cycle.withdraw(june, cycle.AUDIT)

    assert frozen(both_with_the_committee) == before


def test_the_later_ones_are_taken_back_first(both_with_the_committee: Review, june: Review, reader: Readers) -> None:
    step(services.withdraw, both_with_the_committee, cycle.AUDIT, reader)
    step(services.withdraw, june, cycle.AUDIT, reader)

    assert [Review.objects.get(pk=one.pk).phase(2) for one in (june, both_with_the_committee)] == ["open", "open"]


def test_the_page_says_so_and_has_no_button_that_would_be_refused(
    both_with_the_committee: Review, sign_in: SignIn
) -> None:
    client = sign_in(OFFICER)
    page = client.get(JUNE).content.decode()
    refused = client.get(JUNE + "withdraw/audit-committee/")

    assert f"Its papers cannot be withdrawn. {RELIED_ON}" in page
    assert JUNE + "withdraw/audit-committee/" not in page
    assert refused.status_code == 403
    assert RELIED_ON in refused.content.decode()
    assert RISKS + "reviews/sep-11/withdraw/audit-committee/" in client.get(JUNE.replace("jun", "sep")).content.decode()


def test_a_body_that_was_left_out_is_not_taken_in_again_either(
    june: Review, september: Review, reader: Readers
) -> None:
    for review in (june, september):
        cycle.skip(review)
        cycle.skip(review, cycle.AUDIT)

    for body in (cycle.SMT, cycle.AUDIT):
        with pytest.raises(ValidationError, match=RELIED_ON):
            step(services.resume, june, body, reader)
        with cycle.refused(RELIED_ON):
            cycle.resume(june, body)


def test_a_body_that_closed_nothing_is(june: Review, september: Review, reader: Readers) -> None:
    for review in (june, september):
        cycle.skip(review)
        cycle.skip(review, cycle.BOARD)
    step(services.resume, june, cycle.BOARD, reader)

    assert june.acts.filter(body__slug=cycle.BOARD).latest("moment").kind == "resumed"


# Opening


def test_a_review_that_a_later_one_has_overtaken_is_not_opened(
    june: Review, november: Review, reader: Readers, sign_in: SignIn
) -> None:
    cycle.skip(june)
    cycle.meet(november)
    september = june.register.reviews.get(slug="sep-11")
    page = sign_in(OFFICER).get(RISKS + "reviews/").content.decode()

    assert RISKS + "reviews/sep-11/open/" not in page
    assert "passed over" in page
    with pytest.raises(PermissionDenied, match=PASSED_OVER):
        open_review(review=september, reader=reader(OFFICER))
    september.opened_on = cycle.day()
    with cycle.refused(PASSED_OVER):
        september.save()


def test_while_the_later_one_is_still_rated_it_is(june: Review, november: Review, reader: Readers) -> None:
    september = june.register.reviews.get(slug="sep-11")

    assert open_review(review=september, reader=reader(OFFICER)).opened_on == cycle.day()


def test_nor_does_an_open_review_move_before_one_that_was_given(
    june: Review, september: Review, reader: Readers
) -> None:
    cycle.meet(june)
    may = datetime.date(2011, 5, 1)
    with pytest.raises(ValidationError, match="Choose a month after it") as refused:
        edit_review(review=september, reader=reader(OFFICER), label="Sep-11", month=may, seen=review_seen(september))
    september.month = may
    with cycle.refused(
        "Jun-11 is with a committee or closed already, so Sep-11 stays passed over. Rate the risks at a later review."
    ):
        september.save()

    assert set(refused.value.message_dict) == {"month"}


# Leaving a body out


def test_a_body_is_left_out_of_open_reviews_one_after_the_other(
    june: Review, september: Review, reader: Readers, sign_in: SignIn
) -> None:
    page = sign_in(OFFICER).get(RISKS + "reviews/sep-11/").content.decode()

    assert f"It cannot be skipped yet. {STILL_RATED}" in page
    with pytest.raises(ValidationError, match=STILL_RATED):
        step(services.skip, september, cycle.SMT, reader)
    with cycle.refused(STILL_RATED):
        cycle.skip(september)
    cycle.skip(june)
    step(services.skip, september, cycle.SMT, reader)


def test_one_left_out_before_the_review_is_opened_hinders_nothing(june: Review, reader: Readers) -> None:
    later = june.register.reviews.get(slug="sep-11")
    cycle.skip(later)
    cycle.skip(june)
    step(services.resume, june, cycle.SMT, reader)

    assert Review.objects.get(pk=june.pk).phase(1) == "open"


# A risk closed while its papers were out


@pytest.fixture
def closed_meanwhile(entry: Entry, june: Review) -> Entry:
    """Risk 1.1, closed while SMT held the papers of Jun-11, which were then withdrawn."""
    cycle.issue(june)
    cycle.close(entry)
    cycle.withdraw(june)
    entry.refresh_from_db()
    return entry


def test_it_stands_as_closed_where_its_papers_were_withdrawn(closed_meanwhile: Entry, june: Review) -> None:
    turns = dict(Standing.objects.filter(entry=closed_meanwhile).values_list("review__slug", "turn"))

    assert turns == {"mar-11": "", "jun-11": "closed"}
    assert closed_meanwhile.ends_at == june


def test_and_stops_no_papers(closed_meanwhile: Entry, sign_in: SignIn) -> None:
    page = sign_in(OFFICER).get(JUNE + "issue/smt/")

    assert closed_meanwhile.pk not in {risk.entry for risk in page.context["gate"].risks}


def test_what_changed_says_why_it_was_closed(
    closed_meanwhile: Entry, june: Review, march: Review, reader: Readers, register: Register
) -> None:
    register.refresh_from_db()
    open_to = OpenRegister(reader(OFFICER), register, frame_of(register))
    lots = {lot.heading: lot for lot in Changes(open_to, june, march).lots}

    assert [one.why for one in lots["Closed"].changed] == ["Decided by SMT."]


def test_taken_up_again_it_stands_open_at_all_that_is_still_rated(closed_meanwhile: Entry) -> None:
    cycle.turn(closed_meanwhile, "reopened")
    turns = dict(Standing.objects.filter(entry=closed_meanwhile).values_list("review__slug", "turn"))

    assert set(turns) == {"mar-11", "jun-11", "sep-11", "nov-11", "mar-12"}
    assert "closed" not in turns.values()


# Where a rating between reviews is filed


def between(entry: Entry, reader: Any) -> Assessment:
    """Rated today, Red."""
    said = {"reason": "The landlord gave notice.", "comments": "", "proposed_actions": ""}
    given = assess_between(
        entry=entry, reader=reader, likelihood=4, impact=4, dated=cycle.day(), seen=0, once=uuid.uuid4(), **said
    )
    return Assessment.objects.get(pk=given.pk)


def test_a_rating_between_reviews_is_filed_where_the_risk_first_stands(
    register: Register, june: Review, entry: Entry, reader: Readers, sign_in: SignIn
) -> None:
    cycle.issue(june)
    new = Entry.objects.create(
        risk=type(entry.risk).objects.create(),
        register=register,
        section=1,
        reference="1.99",
        order=99,
        title="Raised while SMT held the papers",
        responses=["treat"],
        starts_at=register.reviews.get(slug="sep-11"),
    )
    new.owners.create(owner=entry.owners.get().owner)
    page = sign_in(OWNER).get(RISKS + "1.99/interim/").content.decode()
    given = between(new, reader(OWNER))

    assert "it is read again at Sep-11" in page
    assert given.filed_at == new.starts_at
    assert Standing.objects.get(entry=new, review=new.starts_at).interim == given
    assert Standing.objects.get(entry=new, review=new.starts_at).ranked == 16


def test_so_is_one_of_a_risk_that_has_left_the_section_it_stands_in_there(
    entry: Entry, june: Review, reader: Readers, register: Register
) -> None:
    cycle.meet(june)
    cycle.move(entry, "2.9")
    given = between(entry, reader(OWNER))

    assert given.filed_at == register.reviews.get(slug="sep-11")
    assert Standing.objects.get(entry=entry, review=given.filed_at).interim == given


def test_a_risk_that_has_moved_shows_as_new_where_it_first_stands_so(entry: Entry, june: Review) -> None:
    cycle.meet(june)
    cycle.move(entry, "2.9")
    turns = dict(Standing.objects.filter(entry=entry).values_list("review__slug", "turn"))

    assert (turns["jun-11"], turns["sep-11"], turns["nov-11"]) == ("", "arrived", "")


def test_and_one_of_a_risk_taken_up_again_while_papers_without_it_are_out(
    entry: Entry, june: Review, september: Review, reader: Readers, register: Register
) -> None:
    cycle.close(entry)
    cycle.skip(june)
    cycle.issue(september)
    cycle.turn(entry, "reopened")
    given = between(entry, reader(OWNER))

    assert given.filed_at == register.reviews.get(slug="nov-11")
    assert Standing.objects.get(entry=entry, review=given.filed_at).interim == given
