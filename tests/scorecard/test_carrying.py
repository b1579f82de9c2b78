"""The officer brings an earlier year's scorecard forward."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from probation_planning.organisation.models import Owner, Trust, Year
from probation_planning.organisation.roles import Reader
from scorecard.models import Confirmation, Footnote, Measure, MeasureOwner, Scorecard, Target
from scorecard.services.carrying import bring_forward, to_bring_forward
from tests.factories import MeasureFactory, PerspectiveFactory, ScorecardFactory, TargetFactory, YearFactory
from tests.objectives.building import shown, text_of
from tests.rules import at_work
from tests.scorecard.conftest import OFFICER, OTHER

SignIn = Callable[[str], Client]
MeasureAt = Callable[[str], Measure]
Readers = Callable[[str], Reader]
NEXT = "/derbyshire/2012-13/scorecard/"
FORWARD = f"{NEXT}bring-forward/"


@pytest.fixture
def next_year(derbyshire: Trust) -> Year:
    """2012/13, opened and without a scorecard."""
    return YearFactory(start=datetime.date(2012, 4, 1))


@pytest.fixture
def card(year: Year) -> Scorecard:
    """Derbyshire's scorecard of 2011/12."""
    return Scorecard.objects.get(year=year)


def carried(reference: str) -> Measure:
    """The measure of next year that goes on from this one."""
    perspective, number = reference.split("-")
    found = Measure.objects.select_related("perspective__scorecard__year", "carried_from")
    return found.get(carried_from__perspective__number=perspective, carried_from__number=number)


def test_a_year_without_a_scorecard_is_given_one_with_everything_that_goes_on(
    sign_in: SignIn, card: Scorecard, next_year: Year
) -> None:
    client = sign_in(OFFICER)
    notes = card.footnotes.count()
    form = shown(client, FORWARD)

    response = client.post(FORWARD, form, follow=True)
    again = client.post(FORWARD, form, follow=True)

    made = Scorecard.objects.get(year=next_year)
    page = text_of(response)
    measures = Measure.objects.filter(perspective__scorecard=card).count()
    assert f"{measures} measures are brought forward." in page
    assert notes == 1
    assert "Left behind: 1 note of 2011/12. Add what still holds." in page
    assert "They are here already." in text_of(again)
    assert "Every measure of 2011/12 that stands is carried on already." in text_of(client.get(FORWARD))
    assert (made.vision, made.mission, made.note) == (card.vision, card.mission, card.note)
    before = list(card.perspectives.order_by("order", "number").values_list("number", "title"))
    assert list(made.perspectives.order_by("order", "number").values_list("number", "title")) == before
    rows = Measure.objects.of(next_year).select_related("carried_from").in_printed_order()
    assert len(rows) == measures
    assert all(row.carried_from and row.carried_from.number == row.number for row in rows)
    assert not Target.objects.filter(measure__in=rows).exists()
    assert client.get(NEXT).status_code == 200


def test_a_measure_keeps_what_it_says_but_for_its_marker(
    card: Scorecard, next_year: Year, reader: Readers, measure_at: MeasureAt
) -> None:
    before = measure_at("2-1")
    Measure.objects.filter(pk=before.pk).update(
        description="How it is counted", due_days=30, level_within="0.5", plausible_to="100", marker="(1)"
    )

    brought = bring_forward(year=next_year, reader=reader(OFFICER), keys=[before.pk], with_targets=False)

    after = carried("2-1")
    assert (after.name, after.description, after.due_days) == (before.name, "How it is counted", 30)
    assert (after.level_within, after.plausible_to) == (Decimal("0.5"), 100)
    assert (after.marker, after.document_id, after.frequency_as_printed) == ("", None, before.frequency_as_printed)
    assert [str(row) for row in after.references.all()] == [str(row) for row in before.references.all()]
    assert any("The markers of 2-1" in sentence for sentence in brought.left)
    assert len(brought.measures) == 1


def test_a_confirmed_reading_is_somebodys_word_in_the_next_year_and_another_stays_a_reading(
    card: Scorecard, next_year: Year, reader: Readers, measure_at: MeasureAt, confirm: Callable[..., Sequence[Any]]
) -> None:
    officer = reader(OFFICER)
    with at_work(officer):
        confirm("2-1", Confirmation.Reading.POLARITY)

    bring_forward(year=next_year, reader=officer, keys=[measure_at("2-1").pk], with_targets=False)

    after = carried("2-1")
    assert after.polarity_ground == ""
    assert after.accumulation_ground == measure_at("2-1").accumulation_ground != ""


def test_owners_that_are_closed_stay_behind_and_are_named(
    card: Scorecard, next_year: Year, reader: Readers, measure_at: MeasureAt
) -> None:
    measure = measure_at("2-1")
    gone, stays = Owner.objects.posts().filter(closed_on=None).order_by("pk")[:2]
    MeasureOwner.objects.create(measure=measure, owner=gone, leads=True, order=0)
    MeasureOwner.objects.create(measure=measure, owner=stays, leads=False, order=1)
    Owner.objects.filter(pk=gone.pk).update(closed_on=datetime.date(2011, 5, 1))

    brought = bring_forward(year=next_year, reader=reader(OFFICER), keys=[measure.pk], with_targets=False)

    assert [(row.owner, row.leads) for row in carried("2-1").owners.all()] == [(stays, True)]
    assert f"2-1: {gone} is closed and does not answer for it any more." in brought.left


def test_targets_come_along_in_the_same_words_from_the_first_day_of_the_year(
    sign_in: SignIn, card: Scorecard, next_year: Year, measure_at: MeasureAt
) -> None:
    measure = measure_at("2-1")
    old = Target.objects.get(measure=measure)
    TargetFactory(measure=measure, sequence=2, printed="95%", tolerance_under="1.5", reason="Harder", profile=["1"] * 4)
    client = sign_in(OFFICER)

    client.post(FORWARD, shown(client, FORWARD, keys=[str(measure.pk)], targets="with"))

    target = Target.objects.get(measure=carried("2-1"))
    assert (target.printed, target.sequence, target.effective_from) == ("95%", 1, datetime.date(2012, 4, 1))
    assert (target.tolerance_under, target.profile, target.reason) == (Decimal("1.5"), ["1"] * 4, "")
    assert target.given_by
    assert target.given_by.email == OFFICER
    assert old.printed != "95%"


def test_a_target_that_names_a_day_of_another_year_stays_behind(
    card: Scorecard, next_year: Year, reader: Readers, measure_at: MeasureAt
) -> None:
    measure, empty = measure_at("2-1"), measure_at("2-2")
    TargetFactory(measure=measure, sequence=2, printed="by 31/08/2011", reason="New")
    TargetFactory(measure=empty, sequence=2, printed="", reason="Given up")

    with at_work(reader(OFFICER)):
        brought = bring_forward(year=next_year, reader=reader(OFFICER), keys=[measure.pk, empty.pk], with_targets=True)

    assert not Target.objects.filter(measure__in=brought.measures).exists()
    assert "2-1: the target “by 31/08/2011” names a day that is not in 2012/13." in brought.left


def test_what_was_left_out_can_be_brought_later_into_the_same_perspectives(
    sign_in: SignIn, card: Scorecard, next_year: Year, reader: Readers, measure_at: MeasureAt
) -> None:
    first, later = measure_at("2-1"), measure_at("2-2")
    bring_forward(year=next_year, reader=reader(OFFICER), keys=[first.pk], with_targets=False)
    renamed = carried("2-1").perspective
    type(renamed).objects.filter(pk=renamed.pk).update(title="Renamed since")
    MeasureFactory(perspective=renamed, number=2, name="Taken meanwhile")
    client = sign_in(OFFICER)
    page = client.get(FORWARD)

    assert str(first.pk) not in page.context["form"]["keys"].initial
    client.post(FORWARD, shown(client, FORWARD, keys=[str(later.pk), str(first.pk)]))

    after = carried("2-2")
    assert after.perspective == renamed
    assert after.number == 3
    assert Measure.objects.of(next_year).count() == 3


def test_a_scorecard_that_stands_takes_a_perspective_of_the_same_title(
    card: Scorecard, next_year: Year, reader: Readers, measure_at: MeasureAt
) -> None:
    measure, other = measure_at("2-1"), measure_at("3-1")
    into = ScorecardFactory(year=next_year, title="Made by hand")
    same = PerspectiveFactory(scorecard=into, number=3, title=measure.perspective.title)

    bring_forward(year=next_year, reader=reader(OFFICER), keys=[measure.pk, other.pk], with_targets=False)

    assert carried("2-1").perspective == same
    assert carried("3-1").perspective.number == 4
    assert into.perspectives.count() == 2
    into.refresh_from_db()
    assert into.title == "Made by hand"


def test_what_is_withdrawn_does_not_go_on(card: Scorecard, measure_at: MeasureAt) -> None:
    measure = measure_at("2-1")
    assert measure in to_bring_forward(card)

    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=datetime.date(2011, 6, 1), withdrawn_reason="Over")

    assert measure not in to_bring_forward(card)


def test_a_scorecard_that_stands_wants_at_least_one_measure(sign_in: SignIn, card: Scorecard, next_year: Year) -> None:
    ScorecardFactory(year=next_year)

    response = sign_in(OFFICER).post(FORWARD, {"targets": "without"})
    wrong = sign_in(OFFICER).post(FORWARD, {"keys": ["999999", "x"], "targets": "maybe"})

    assert "Choose at least one measure." in text_of(response)
    assert "Choose measures from the list." in text_of(wrong)
    assert "Choose whether the targets come along." in text_of(wrong)


def test_a_new_scorecard_may_begin_with_perspectives_alone(sign_in: SignIn, card: Scorecard, next_year: Year) -> None:
    response = sign_in(OFFICER).post(FORWARD, {"targets": "without"}, follow=True)

    assert "The scorecard of 2012/13 is created." in text_of(response)
    assert Scorecard.objects.get(year=next_year).perspectives.count() == card.perspectives.count()
    assert not Measure.objects.of(next_year).exists()


def test_where_no_earlier_scorecard_is_nothing_is_offered(sign_in: SignIn, year: Year) -> None:
    assert sign_in(OFFICER).get("/derbyshire/2011-12/scorecard/bring-forward/").status_code == 404


def test_a_closed_year_takes_nothing(sign_in: SignIn, card: Scorecard, next_year: Year, reader: Readers) -> None:
    Year.objects.filter(pk=next_year.pk).update(closed_on=datetime.date(2013, 4, 2))

    assert sign_in(OFFICER).get(FORWARD).status_code == 403
    with pytest.raises(PermissionDenied, match="2012/13 is closed"):
        bring_forward(year=next_year, reader=reader(OFFICER), keys=[], with_targets=False)
    with pytest.raises(PermissionDenied, match="Only the performance officer"):
        bring_forward(year=next_year, reader=reader(OTHER), keys=[], with_targets=False)
    assert not Footnote.objects.filter(scorecard__year=next_year).exists()
