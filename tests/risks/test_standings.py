"""How the database keeps the standing of each risk at each review."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, BandKey, Entry, EntryOwner, Register, Review, Risk, Standing
from tests.factories import EntryFactory
from tests.risks import cycle
from tests.risks.conftest import OFFICER, SMT, Rate


def standing(entry: Entry, review: Review) -> Standing:
    """The one row."""
    return Standing.objects.get(entry=entry, review=review)


def test_every_risk_stands_at_every_review(register: Register) -> None:
    assert Standing.objects.filter(register=register).count() == 19 * 5


def test_the_opening_review_holds_the_printed_scores(march: Review) -> None:
    scores = Standing.objects.filter(review=march).values_list("reference", "score")
    assert dict(scores)["1.14"] == 20
    assert sorted(score for _, score in scores) == [5, 8, 9, 9, 9, 9, 12, 12, 12, *[16] * 9, 20]


def test_13_of_the_19_have_factors_that_are_worked_out(march: Review) -> None:
    sources = [row.factors_source.value for row in Standing.objects.filter(review=march)]
    assert (sources.count("worked out"), sources.count("none"), sources.count("recorded")) == (13, 6, 0)


def test_a_rating_fills_its_review_and_stands_before_the_next(
    entry: Entry, march: Review, june: Review, rate: Rate
) -> None:
    assessment = rate(entry)

    now, then = standing(entry, june), standing(entry, march)
    later = standing(entry, entry.register.reviews.get(slug="sep-11"))
    assert (now.likelihood, now.impact, now.score, now.previous_score, now.ranked) == (4, 3, 12, 9, 12)
    assert now.assessment == assessment
    assert (then.score, then.previous_score) == (9, None)
    assert (later.score, later.previous_score, later.ranked) == (None, 12, 12)


def test_the_latest_rating_counts(entry: Entry, june: Review, rate: Rate) -> None:
    rate(entry)
    rate(entry, likelihood=2, reason="The lease is signed.", seen=1)

    assert standing(entry, june).score == 6
    assert Assessment.objects.filter(entry=entry, review=june).count() == 2


def test_a_correction_of_a_closed_review_counts_there(entry: Entry, march: Review, june: Review) -> None:
    cycle.said_of(entry, march, "correction", likelihood=3, impact=4, corrects=standing(entry, march).assessment)

    assert standing(entry, march).score == 12
    assert standing(entry, june).previous_score == 12


def test_words_changed_later_leave_what_was_rated_before(entry: Entry, march: Review, june: Review) -> None:
    printed = entry.title
    Entry.objects.filter(pk=entry.pk).update(title="The new building in Derby is late")

    assert standing(entry, march).title == printed
    assert standing(entry, june).title == "The new building in Derby is late"


def test_an_owner_named_later_stands_at_open_reviews_alone(register: Register, march: Review, june: Review) -> None:
    blank = register.entries.get(reference="1.12")
    EntryOwner.objects.create(entry=blank, owner=Owner.objects.get(name="Chief Executive"), leads=True)

    assert standing(blank, march).owners == []
    assert standing(blank, june).owners == ["Chief Executive"]


def test_a_risk_added_later_does_not_stand_before_its_first_review(
    register: Register, march: Review, june: Review
) -> None:
    added = Entry.objects.create(
        risk=Risk.objects.create(),
        register=register,
        section=1,
        reference="1.16",
        order=300,
        title="The new phones fail",
        starts_at=june,
    )

    assert not Standing.objects.filter(entry=added, review=march).exists()
    row = standing(added, june)
    assert (row.score, row.previous_score, row.ranked) == (None, None, None)


def test_a_review_added_later_holds_every_risk(register: Register) -> None:
    extra = Review.objects.create(register=register, label="Dec-11", slug="dec-11", month=datetime.date(2011, 12, 1))

    assert Standing.objects.filter(review=extra).count() == 19
    assert Standing.objects.filter(review=extra, previous_score__isnull=True).count() == 0


def test_a_risk_moved_to_section_2_leaves_its_past_to_section_1(entry: Entry, march: Review, june: Review) -> None:
    cycle.move(entry, "2.5")

    assert (standing(entry, march).section, standing(entry, march).reference) == (1, "1.1")
    assert (standing(entry, june).section, standing(entry, june).reference) == (2, "2.5")


def test_a_risk_come_from_section_2_brings_no_earlier_rating(register: Register, june: Review) -> None:
    hidden = register.entries.get(reference="2.1")
    cycle.move(hidden, "1.16")

    row = standing(hidden, june)
    assert (row.section, row.previous_score, row.ranked) == (1, None, None)


@pytest.mark.parametrize("model", [Assessment, Standing, Entry, Register, Review])
def test_nothing_of_it_is_read_from_another_trust(merseyside: Trust, model: type) -> None:
    with tenancy.trust(merseyside):
        assert list(model.objects.all()) == []


@pytest.mark.parametrize("model", [Assessment, Standing, Entry])
def test_the_second_wall_hides_section_2_even_without_the_gate(
    derbyshire: Trust, person: Callable[[str], User], model: type
) -> None:
    with tenancy.kept_context():
        readers_of(person(SMT), "derbyshire")
        assert set(model.objects.values_list("section", flat=True)) == {1}
    with tenancy.kept_context():
        readers_of(person(OFFICER), "derbyshire")
        assert set(model.objects.values_list("section", flat=True)) == {1, 2}


def test_outside_every_context_nothing_is_read(db: None) -> None:
    assert list(Standing.objects.all()) == []


# By the committee cycle


def test_an_owner_named_for_a_risk_already_rated_stands_at_the_open_review(register: Register, june: Review) -> None:
    blank = register.entries.get(reference="1.12")
    cycle.propose(blank, june)
    EntryOwner.objects.create(entry=blank, owner=Owner.objects.get(name="Chief Executive"), leads=True)

    assert standing(blank, june).owners == ["Chief Executive"]


def test_what_smt_was_given_is_worded_as_it_was(entry: Entry, june: Review) -> None:
    before = standing(entry, june)
    cycle.issue(june)
    Entry.objects.filter(pk=entry.pk).update(title="The new building in Derby is late", cause="The landlord")
    entry.owners.all().delete()

    now, later = standing(entry, june), standing(entry, entry.register.reviews.get(slug="sep-11"))
    assert (now.title, now.cause, now.owners) == (before.title, "", before.owners)
    assert (later.title, later.cause, later.owners) == ("The new building in Derby is late", "The landlord", [])


def test_papers_taken_back_take_the_words_of_the_day(entry: Entry, june: Review) -> None:
    cycle.issue(june)
    Entry.objects.filter(pk=entry.pk).update(title="The new building in Derby is late")

    cycle.withdraw(june)

    assert standing(entry, june).title == "The new building in Derby is late"


def test_a_risk_entered_while_papers_are_out_stands_from_the_next_review(register: Register, june: Review) -> None:
    september = register.reviews.get(slug="sep-11")
    cycle.issue(june)
    added = EntryFactory(register=register, reference="1.16", starts_at=september)

    assert list(
        Standing.objects.filter(entry=added).values_list("review__slug", flat=True).order_by("review__month")
    ) == [
        "sep-11",
        "nov-11",
        "mar-12",
    ]


def test_a_rating_between_reviews_ranks_a_risk_until_it_is_rated(entry: Entry, june: Review) -> None:
    interim = cycle.said_of(entry, None, "interim", likelihood=5, impact=5)
    row = standing(entry, june)
    assert (row.interim, row.score, row.ranked) == (interim, None, 25)

    cycle.propose(entry, june)
    row = standing(entry, june)
    assert (row.interim, row.score, row.ranked) == (interim, 12, 12)

    cycle.said_of(entry, None, "interim", likelihood=1, impact=1)
    assert standing(entry, june).ranked == 1


def test_a_rating_given_in_section_2_shows_nowhere_in_section_1(register: Register, june: Review) -> None:
    hidden = register.entries.get(reference="2.1")
    cycle.propose(hidden, june)
    cycle.said_of(hidden, None, "interim")
    cycle.move(hidden, "1.16")

    row = standing(hidden, june)
    assert (row.assessment, row.score, row.previous, row.interim, row.ranked) == (None, None, None, None, None)
    assert (row.sat, row.sat_before) == (None, None)

    given = cycle.propose(hidden, june)
    assert (given.sequence, standing(hidden, june).score) == (2, 12)


def sat(entry: Entry) -> list[tuple[int | None, int | None]]:
    """How many reviews it sat unmoved, and at the last assessed one before, review by review."""
    return list(Standing.objects.filter(entry=entry).order_by("review__month").values_list("sat", "sat_before"))


@pytest.fixture
def through(register: Register) -> Callable[[Entry, list[tuple[int, int] | None]], None]:
    """Rates a risk at one review after the other, each skipped by SMT afterwards."""

    def rate_all(entry: Entry, ratings: list[tuple[int, int] | None]) -> None:
        for review, levels in zip(register.reviews.order_by("month")[1:], ratings, strict=False):
            Review.objects.filter(pk=review.pk).update(opened_on=review.opened_on or "2011-06-01")
            if levels:
                cycle.propose(entry, review, likelihood=levels[0], impact=levels[1])
            cycle.skip(review)

    return rate_all


def test_a_red_risk_that_does_not_move_sits(register: Register, through: Any) -> None:
    entry = register.entries.get(reference="1.4")
    assert standing(entry, register.reviews.get(slug="mar-11")).score == 16

    through(entry, [(4, 4), None, (4, 4), (4, 5)])

    assert sat(entry) == [(1, None), (2, 1), (None, 2), (3, 2), (1, 3)]


def test_one_below_red_never_sits(entry: Entry, through: Any) -> None:
    through(entry, [(3, 3), (3, 5), (5, 3), (3, 3)])

    assert sat(entry) == [(0, None), (0, 0), (1, 0), (2, 1), (0, 2)]


def test_a_band_reached_by_a_new_key_begins_to_count(register: Register, through: Any) -> None:
    entry = register.entries.get(reference="1.1")
    BandKey.objects.create(
        register=register,
        starts_at=register.reviews.get(slug="sep-11"),
        amber_from=4,
        red_from=9,
        black_from=16,
        approved_by="SMT",
        approved_on="2011-06-01",
    )

    through(entry, [(3, 3), (3, 3), (3, 3)])

    assert sat(entry)[:4] == [(0, None), (0, 0), (1, 0), (2, 1)]


def test_a_correction_moves_what_is_measured_against_it(register: Register, march: Review, through: Any) -> None:
    entry = register.entries.get(reference="1.4")
    through(entry, [(4, 4)])

    cycle.said_of(entry, march, "correction", corrects=standing(entry, march).assessment, likelihood=3, impact=5)

    june = register.reviews.get(slug="jun-11")
    assert (standing(entry, june).previous_score, sat(entry)[:2]) == (15, [(1, None), (1, 1)])


def test_what_was_decided_stands_beside_the_rating(entry: Entry, june: Review) -> None:
    cycle.issue(june)
    cycle.decide(entry, june, "deferred")
    assert standing(entry, june).decision == "deferred"
    cycle.decide(entry, june, "cleared")
    assert standing(entry, june).decision == ""
    cycle.withdraw(june)
    cycle.issue(june)
    cycle.decide(entry, june, "changed", likelihood=5, impact=5)

    assert standing(entry, june).decision == "changed"


def test_however_it_came_about_a_standing_can_be_worked_out_again(
    register: Register, june: Review, through: Any
) -> None:
    """One risk at a time or all at once, the function comes to the same rows."""
    cycle.move(register.entries.get(reference="2.1"), "1.16")
    cycle.close(register.entries.get(reference="1.3"))
    through(register.entries.get(reference="1.2"), [(4, 4), None, (4, 4)])
    names = [field.attname for field in Standing._meta.fields if field.name != "id"]
    kept = sorted(map(str, Standing.objects.values_list(*names)))

    Review.objects.create(register=register, label="Apr-12", slug="apr-12", month=datetime.date(2012, 4, 1))

    again = Standing.objects.exclude(review__slug="apr-12").values_list(*names)
    assert sorted(map(str, again)) == kept
