"""Dated decisions: section, reference, order and closing of a risk change by them and by no other route."""

import datetime
from typing import Any

import pytest
from django.db import connection

from risks.models import Entry, Reference, Register, Review, Standing
from tests.factories import EntryFactory, RegisterFactory, YearFactory
from tests.pressing import press
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, SMT

BY_DECISION = "Move, renumber or close a risk by a dated decision."
ELSEWHERE = "The risk stands in another section now."


def stood(entry: Entry, review: Review) -> Standing:
    """How it stands there."""
    return Standing.objects.get(entry=entry, review=review)


@pytest.fixture
def hidden(register: Register) -> Entry:
    """Risk 2.1."""
    return register.entries.get(reference="2.1")


# What each turn does


def test_a_move_to_section_2_gives_it_a_new_place(entry: Entry, june: Review, march: Review) -> None:
    cycle.move(entry, "2.5")

    assert (entry.section, entry.reference) == (2, "2.5")
    assert (stood(entry, march).section, stood(entry, june).section) == (1, 2)
    assert (stood(entry, march).turn, stood(entry, june).turn) == ("", "arrived")


def test_a_move_to_section_1_enters_it_as_new(hidden: Entry, june: Review) -> None:
    cycle.move(hidden, "1.16")

    row = stood(hidden, june)
    assert (row.section, row.reference, row.turn, row.previous_score) == (1, "1.16", "entered", None)
    assert set(hidden.turns.filter(section=1).values_list("kind", "former")) == {("entered", "")}


def test_each_section_tells_its_own_half_of_a_move(entry: Entry) -> None:
    cycle.move(entry, "2.5")

    with cycle.at_work(SMT):
        assert [(turn.kind, turn.reason, turn.reference) for turn in entry.turns.all()] == [
            ("left", "No longer a key risk.", "")
        ]
    with cycle.at_work(OFFICER):
        assert [(turn.kind, turn.former) for turn in entry.turns.order_by("moment")] == [
            ("left", ""),
            ("arrived", "1.1"),
        ]


def test_a_risk_closed_stands_as_closed_once_more_and_then_no_longer(entry: Entry, june: Review) -> None:
    cycle.close(entry, dated=datetime.date(2011, 6, 19))

    rows = Standing.objects.filter(entry=entry).order_by("review__month")
    assert [(row.review.slug, row.turn) for row in rows] == [("mar-11", ""), ("jun-11", "closed")]
    assert (entry.closed_on, entry.closed_reason, entry.ends_at) == (
        datetime.date(2011, 6, 19),
        "Decided by SMT.",
        june,
    )
    assert not rows.filter(review=june).live().exists()


def test_reopened_it_stands_again(entry: Entry, june: Review) -> None:
    cycle.close(entry)
    cycle.turn(entry, "reopened")

    entry.refresh_from_db()
    assert (entry.closed_on, entry.closed_reason, entry.ends_at) == (None, "", None)
    assert stood(entry, june).turn == "reopened"
    assert Standing.objects.filter(entry=entry).count() == 5


def test_a_closing_waits_for_the_next_review_once_papers_are_out(entry: Entry, june: Review) -> None:
    cycle.issue(june)
    closed = cycle.close(entry)

    assert closed.review is not None
    assert closed.review.slug == "sep-11"
    assert stood(entry, june).turn == ""


def test_renumbered_it_keeps_its_former_reference(entry: Entry, june: Review, march: Review) -> None:
    renumbered = cycle.turn(entry, "renumbered", reference="1.20", order=900)

    entry.refresh_from_db()
    assert (entry.reference, entry.order) == ("1.20", 900)
    assert renumbered.former == "1.1"
    assert (stood(entry, march).reference, stood(entry, june).reference) == ("1.1", "1.20")
    assert set(Reference.objects.filter(entry=entry).values_list("reference", flat=True)) == {"1.1", "1.20"}


@pytest.mark.parametrize("kind", ["owners", "response", "carried"])
def test_other_turns_leave_its_place(entry: Entry, kind: str) -> None:
    before = Entry.objects.filter(pk=entry.pk).values().get()

    cycle.turn(entry, kind)

    assert Entry.objects.filter(pk=entry.pk).values().get() == before


def test_turns_are_numbered_in_each_section(entry: Entry) -> None:
    cycle.move(entry, "2.5")
    cycle.move(entry, "1.1")

    assert list(entry.turns.order_by("moment").values_list("section", "kind", "sequence")) == [
        *((1, "left", 1), (2, "arrived", 1)),
        *((2, "left", 2), (1, "entered", 2)),
    ]


# What is refused


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("closed", {"reason": ""}, "Say why."),
        ("renumbered", {"reference": ""}, "Give the reference it has from now on."),
        ("renumbered", {"reference": "1.2"}, "The register has used this reference already."),
        ("renumbered", {"reference": "One"}, "Write the reference as figures, like 1.10 or 2a."),
        ("reopened", {}, "The risk is not closed."),
        ("closed", {"section": 2}, ELSEWHERE),
        ("arrived", {"reference": "1.20"}, ELSEWHERE),
        ("entered", {"section": 2, "reference": "2.9"}, ELSEWHERE),
        ("entered", {"reference": "1.20"}, "The risk is entered under its own reference."),
        ("arrived", {"section": 2, "reference": "2.9"}, "A risk leaves one section before it comes into the other."),
    ],
)
def test_a_turn_that_cannot_be(entry: Entry, kind: str, given: dict[str, Any], sentence: str) -> None:
    with cycle.refused(sentence):
        cycle.turn(entry, kind, **given)


def test_a_risk_is_closed_once(entry: Entry) -> None:
    cycle.close(entry)

    with cycle.refused("The risk is closed already."):
        cycle.close(entry)


def test_a_move_once_made_excuses_no_second_one(entry: Entry) -> None:
    cycle.move(entry, "2.5")
    cycle.move(entry, "1.1")

    with cycle.refused("A risk leaves one section before it comes into the other."):
        cycle.turn(entry, "arrived", section=2, reference="2.5")


@pytest.mark.parametrize("kind", ["left", "arrived"])
def test_a_risk_in_papers_that_smt_holds_is_not_moved(entry: Entry, june: Review, kind: str) -> None:
    cycle.issue(june)

    with cycle.refused(
        "Risk 1.1 stands in the papers given to the Senior Management Team for Jun-11. "
        "Move it after the meeting, or withdraw the papers."
    ):
        cycle.move(entry, "2.5")


def test_a_risk_that_leaves_comes_in_by_the_end_of_the_transaction(entry: Entry) -> None:
    with cycle.refused("A risk that leaves a section comes into the other at once."), connection.cursor() as cursor:
        cycle.turn(entry, "left")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_turn_is_of_the_risks_own_register(entry: Entry) -> None:
    other = RegisterFactory(year=YearFactory(start=datetime.date(2012, 4, 1)))

    with cycle.refused("The risk stands in another register."):
        cycle.turn(entry, "closed", register=other)


def test_a_turn_is_given_by_whoever_is_at_work(entry: Entry) -> None:
    with cycle.at_work(SMT), cycle.refused("A row is given by whoever is at work."):
        cycle.turn(entry, "closed")


# By any other route


@pytest.mark.parametrize(
    "changed",
    [
        {"section": 2},
        {"reference": "1.30"},
        {"order": 1},
        {"closed_on": "2011-06-20", "closed_reason": "Done"},
        {"closed_reason": "Done"},
    ],
)
@pytest.mark.parametrize("email", [OFFICER, None])
def test_no_service_and_no_statement_gives_a_risk_another_place(
    entry: Entry, changed: dict[str, Any], email: str | None
) -> None:
    if email:
        with cycle.at_work(email), cycle.refused(BY_DECISION):
            Entry.objects.filter(pk=entry.pk).update(**changed)
    with cycle.refused(BY_DECISION):
        Entry.objects.filter(pk=entry.pk).update(**changed)


def test_nor_does_a_trigger_of_ones_own(entry: Entry) -> None:
    """A rule that looked at the depth of triggers would let this pass."""
    with cycle.refused(BY_DECISION), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE mine (id int)")
        cursor.execute(f"""
            CREATE FUNCTION pg_temp.push() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN UPDATE risks_entry SET section = 2 WHERE id = {entry.pk}; RETURN NULL; END $$
        """)
        cursor.execute("CREATE TRIGGER push AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION pg_temp.push()")
        cursor.execute("INSERT INTO mine VALUES (1)")


def test_the_administration_shows_its_place_and_changes_it_not(sign_in: Any, entry: Entry) -> None:
    form = {"reference": "1.30", "section": 2, "order": 1, "title": "Renamed", "closed_on": "2011-06-20"}
    form |= {f"{name}-{which}_FORMS": 0 for name in ("owners", "categories") for which in ("TOTAL", "INITIAL")}

    response = press(sign_in(OFFICER), f"/admin/risks/entry/{entry.pk}/change/", form)

    row = Entry.objects.get(pk=entry.pk)
    assert response.status_code == 302
    assert (row.title, row.reference, row.section, row.order, row.closed_on) == ("Renamed", "1.1", 1, entry.order, None)


# Entering and removing


@pytest.mark.parametrize("starts", [None, "mar-11"])
def test_a_new_risk_does_not_come_into_what_a_committee_was_given(register: Register, starts: str | None) -> None:
    first = register.reviews.get(slug=starts) if starts else None

    with cycle.refused("Say from which review the risk stands in the register."):
        EntryFactory(register=register, reference="1.16", starts_at=first)


def test_nor_closed(register: Register, june: Review) -> None:
    with cycle.refused("A risk comes into the register open."):
        EntryFactory(
            register=register,
            reference="1.16",
            starts_at=june,
            closed_on="2011-06-20",
            closed_reason="No risk after all",
        )


def test_nor_under_a_reference_that_was_ever_given(register: Register, entry: Entry, june: Review) -> None:
    cycle.turn(entry, "renumbered", reference="1.20")

    with cycle.refused("This reference was given before and is never given again."):
        EntryFactory(register=register, reference="1.1", starts_at=june)


def test_a_risk_that_stood_in_a_review_is_never_removed(register: Register, june: Review) -> None:
    with cycle.refused("A risk that stood in a review is closed, never removed."):
        EntryFactory(register=register, reference="1.16", starts_at=june).delete()
    later = EntryFactory(register=register, reference="1.17", starts_at=register.reviews.get(slug="sep-11"))

    assert later.delete()[0] == 1


def test_references_are_kept_with_the_section_they_were_given_in(reader: Any, entry: Entry) -> None:
    cycle.move(entry, "2.5")

    assert set(Reference.objects.visible_to(reader(SMT)).filter(entry=entry).values_list("reference", flat=True)) == {
        "1.1"
    }
    with cycle.at_work(SMT):
        assert set(Reference.objects.values_list("section", flat=True)) == {1}
    found = Reference.objects.visible_to(reader(OFFICER)).filter(entry=entry)
    assert set(found.values_list("reference", "section")) == {("1.1", 1), ("2.5", 2)}


def test_a_committee_hears_of_a_turn_with_the_papers_after_it(reader: Any, entry: Entry, june: Review) -> None:
    cycle.turn(entry, "owners")
    visible = type(cycle.turn(entry, "response")).objects.visible_to
    assert not visible(reader(AUDIT)).exists()
    assert visible(reader(SMT)).count() == 2
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    cycle.turn(entry, "owners")

    assert visible(reader(AUDIT)).count() == 2
