"""What may still be set up once a register is worked on: scales, keys, reviews and bodies."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from probation_planning.organisation.models import Body
from risks.models import BandKey, Entry, Register, Review, ScaleLevel
from tests.factories import BandKeyFactory, RegisterFactory, ReviewFactory, YearFactory
from tests.pressing import press
from tests.risks import cycle
from tests.risks.conftest import OFFICER

LOCKED = "The scales were locked when papers were first issued. Let a change start at a later review."
APPROVED: dict[str, Any] = {"approved_by": "The Board", "approved_on": "2011-06-01"}
BANDS = {"amber_from": 5, "red_from": 12, "black_from": 20}


@pytest.fixture
def untouched(year: Any) -> Register:
    """A register that nothing was issued of."""
    register = RegisterFactory(year=YearFactory(start=datetime.date(2012, 4, 1)))
    ReviewFactory(register=register)
    BandKeyFactory(register=register)
    return register


def later(register: Register, slug: str, **changed: Any) -> BandKey:
    """A key that starts at the review."""
    given = {"register": register, "starts_at": register.reviews.get(slug=slug), **BANDS, **APPROVED}
    return BandKey.objects.create(**(given | changed))


# Scales and keys


def test_before_anything_is_issued_the_key_is_open(untouched: Register) -> None:
    assert untouched.band_keys.update(red_from=16) == 1
    assert untouched.band_keys.all().delete()[0] == 1


def test_then_it_is_locked(register: Register) -> None:
    with cycle.refused(LOCKED):
        register.band_keys.update(red_from=16)
    with cycle.refused(LOCKED):
        register.band_keys.all().delete()
    with cycle.refused(LOCKED):
        register.levels.filter(score=5).update(name="Certain")
    with cycle.refused(LOCKED):
        ScaleLevel.objects.create(register=register, kind="impact", score=5, name="Severe", code="S", criteria="Worst")


def test_papers_lock_it(untouched: Register) -> None:
    cycle.issue(untouched.reviews.get(), cycle.SMT, dated=datetime.date(2099, 1, 1))

    with cycle.refused(LOCKED):
        untouched.band_keys.update(red_from=16)


def test_a_change_starts_at_a_review_that_went_to_nobody(register: Register, june: Review) -> None:
    key = later(register, "jun-11")
    cycle.skip(register.reviews.get(slug="nov-11"), cycle.BOARD)

    with cycle.refused("Nov-11 has gone to a committee; start at a later review."):
        BandKey.objects.filter(pk=key.pk).update(red_from=13)
    with cycle.refused("Nov-11 has gone to a committee; start at a later review."):
        key.delete()
    with cycle.refused("Mar-11 has gone to a committee; start at a later review."):
        later(register, "mar-11")

    assert later(register, "mar-12").pk


def test_a_change_that_begins_later_can_be_taken_back(register: Register) -> None:
    assert later(register, "sep-11").delete()[0] == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"approved_by": ""}, "Say who approved the change of the bands."),
        ({"approved_on": None}, "Say when the change was approved."),
    ],
)
def test_a_change_says_who_approved_it_and_when(register: Register, changed: dict[str, Any], sentence: str) -> None:
    with cycle.refused(sentence):
        later(register, "sep-11", **changed)


@pytest.mark.parametrize(
    ("amber_from", "red_from", "black_from", "paints"),
    [
        (6, 15, 21, True),
        (2, 3, 4, True),
        (17, 21, 25, False),
        (6, 21, 25, False),
        (6, 21, 24, False),
        (7, 8, 21, False),
        (13, 15, 21, False),
        (13, 14, 21, False),
        (6, 17, 20, False),
        (6, 17, 21, True),
        (6, 15, 25, True),
        (11, 13, 17, True),
        (21, 22, 25, False),
    ],
)
def test_each_band_paints_a_cell(
    untouched: Register, amber_from: int, red_from: int, black_from: int, paints: bool
) -> None:
    key = BandKey(
        register=untouched,
        starts_at=untouched.reviews.get(),
        amber_from=amber_from,
        red_from=red_from,
        black_from=black_from,
        **APPROVED,
    )
    if paints:
        key.full_clean()
        return
    with pytest.raises(ValidationError, match="Each band must paint a cell of the grid"):
        key.full_clean()


def test_the_administration_says_why_a_level_stays(sign_in: Any, register: Register) -> None:
    client = sign_in(OFFICER)
    address = f"/admin/risks/register/{register.pk}/change/"
    shown = client.get(address).context
    form = {name: shown["adminform"].form[name].value() for name in shown["adminform"].form.fields}
    form = {name: value for name, value in form.items() if value is not None}
    for inline in shown["inline_admin_formsets"]:
        formset = inline.formset
        form |= {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
        for one in formset.initial_forms:
            form |= {one.add_prefix(name): one[name].value() for name in one.fields}
    form = {name: "" if value is None else value for name, value in form.items()}

    response = press(client, address, form | {"levels-0-name": "Hardly ever"})

    assert response.status_code == 200
    assert LOCKED in response.content.decode()
    assert "Hardly ever" in response.content.decode()
    assert not register.levels.filter(name="Hardly ever").exists()


# Reviews


@pytest.mark.parametrize("changed", [{"month": "2011-02-01"}, {"slug": "feb-11"}, {"label": "Feb-11"}])
def test_a_review_that_holds_ratings_stays(march: Review, changed: dict[str, str]) -> None:
    with cycle.refused("Mar-11 holds ratings; its month and label stay."):
        Review.objects.filter(pk=march.pk).update(**changed)


def test_and_is_not_opened_again(march: Review, june: Review, entry: Entry) -> None:
    with cycle.refused("Mar-11 holds ratings; it stays when it was."):
        Review.objects.filter(pk=march.pk).update(opened_on="2011-06-20")
    cycle.propose(entry, june)
    with cycle.refused("Jun-11 holds ratings; it stays when it was."):
        Review.objects.filter(pk=june.pk).update(opened_on=None)


def test_its_label_may_change_until_it_goes_to_a_body(june: Review, entry: Entry) -> None:
    cycle.propose(entry, june)
    Review.objects.filter(pk=june.pk).update(label="Midsummer")
    cycle.skip(june, cycle.BOARD)

    with cycle.refused("Midsummer holds ratings; its month and label stay."):
        Review.objects.filter(pk=june.pk).update(label="Jun-11")


def test_a_review_skipped_before_it_was_opened_opens_for_the_others(register: Register) -> None:
    november = register.reviews.get(slug="nov-11")
    cycle.skip(november)

    assert Review.objects.filter(pk=november.pk).update(opened_on="2011-06-20") == 1


def test_a_review_without_ratings_may_be_taken_away(register: Register) -> None:
    assert register.reviews.get(slug="mar-12").delete()[0] == 1


# Bodies


@pytest.mark.parametrize("changed", [{"sections": [1, 2]}, {"decides": False}])
def test_a_body_with_papers_before_it_stays_as_it_is(june: Review, changed: dict[str, Any]) -> None:
    cycle.issue(june)
    smt = Body.objects.filter(slug=cycle.SMT)
    with cycle.refused("The body has papers before it; change this after its meeting."):
        smt.update(**changed)
    smt.update(name="Management Team")
    cycle.agree_rest(june)
    cycle.hold(june)

    assert smt.update(**changed) == 1


def test_one_body_decides(derbyshire: Any) -> None:
    with cycle.refused("One body decides on ratings."):
        Body.objects.filter(slug=cycle.BOARD).update(decides=True)


# A risk's words


@pytest.mark.parametrize(
    "changed",
    [{"inherent_likelihood": 3}, {"inherent_impact": 3}, {"inherent_likelihood": 0, "inherent_impact": 3}],
)
def test_inherent_levels_are_given_together(entry: Entry, changed: dict[str, int]) -> None:
    with cycle.refused("Give both inherent levels, from 1 to 5, or neither."):
        Entry.objects.filter(pk=entry.pk).update(**changed)


def test_nothing_new_is_made_up_for_the_paper(register: Register) -> None:
    told = Entry.objects.filter(register=register).values_list(
        *("cause", "event", "effect", "proximity", "inherent_likelihood", "inherent_impact", "shared_with")
    )

    assert set(told) == {("", "", "", "", None, None, "")}
    assert register.told_post is not None
    assert register.told_post.name == "Chief Executive"
    assert [body.slug for body in Body.objects.filter(decides=True)] == ["smt"]
