"""How the database keeps the standing of each risk at each review."""

import datetime
from collections.abc import Callable

import pytest

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Assessment, Entry, EntryOwner, Register, Review, Risk, Standing
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
