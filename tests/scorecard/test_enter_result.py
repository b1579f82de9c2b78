"""The act of entering a result, whatever page or import asks for it."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, Quarter
from probation_planning.organisation.roles import Reader
from scorecard.models import Measure, Result
from scorecard.services.results import Given, enter_result
from tests.scorecard.conftest import HOLDER, OFFICER, OTHER


@pytest.fixture
def act(
    answered_for: Callable[[str], Measure], quarter_at: Callable[[int], Quarter], reader: Callable[[str], Reader]
) -> Callable[..., Result]:
    """Enters a result of 2-1 for Q1 as its holder, unless told otherwise."""
    measure = answered_for("2-1")

    def enter(*, who: str = HOLDER, quarter: int = 1, seen: int = 0, **said: Any) -> Result:
        given = Given(**({"value": Decimal(92), "provisional": True} | said))
        return enter_result(measure=measure, quarter=quarter_at(quarter), reader=reader(who), given=given, seen=seen)

    return enter


def test_who_does_not_answer_for_it_is_refused(act: Callable[..., Result]) -> None:
    with pytest.raises(PermissionDenied, match="Results of this measure are given by"):
        act(who=OTHER)


def test_the_officer_enters_it_on_an_owners_word_alone_whatever_form_was_sent(act: Callable[..., Result]) -> None:
    with pytest.raises(ValidationError) as refused:
        act(who=OFFICER)
    assert set(refused.value.message_dict) == {"given_for", "told_on"}

    chair = Owner.objects.get(name="Chair")
    with pytest.raises(ValidationError, match="Chair does not own this"):
        act(who=OFFICER, given_for=chair, told_on=datetime.date(2011, 6, 20))
    assert not Result.objects.exists()


def test_a_period_that_is_not_open_is_refused(act: Callable[..., Result]) -> None:
    with pytest.raises(ValidationError, match="Q3 2011/12 is not open yet"):
        act(quarter=3)


def test_a_stale_result_is_a_conflict_that_carries_the_one_that_stands(act: Callable[..., Result]) -> None:
    first = act()

    with pytest.raises(Conflict) as raised:
        act(value=Decimal(93))

    assert raised.value.latest == first


def test_a_result_beside_one_that_never_was_is_a_conflict(act: Callable[..., Result]) -> None:
    with pytest.raises(Conflict):
        act(seen=3)


def test_the_same_words_of_the_same_person_are_one_row_whatever_was_seen(act: Callable[..., Result]) -> None:
    first = act()

    assert act() == act(seen=1) == first
    assert Result.objects.count() == 1


def test_a_correction_without_a_reason_is_refused(act: Callable[..., Result]) -> None:
    act()

    with pytest.raises(ValidationError, match="Say why the result is corrected"):
        act(value=Decimal(93), seen=1)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"value": None}, "Enter the result."),
        ({"step": "3"}, "Enter the result."),
        ({"numerator": Decimal(1), "denominator": Decimal(0)}, "Give both parts of the percentage"),
    ],
)
def test_what_the_database_would_refuse_is_a_sentence(
    act: Callable[..., Result], said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        act(**said)


def test_a_result_is_never_changed_or_removed(act: Callable[..., Result]) -> None:
    result = act()

    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(pk=result.pk).update(value=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        result.delete()
