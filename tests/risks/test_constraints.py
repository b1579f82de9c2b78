"""What the database refuses, and in which words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, InternalError, ProgrammingError, connection, transaction

from risks.models import Assessment, AssessmentKind, BandKey, Entry, Register, Standing
from tests.risks.conftest import Rate


@pytest.fixture
def unsaved(entry: Entry) -> Callable[..., Assessment]:
    """An assessment recorded from paper at a review that is not open yet, not saved."""

    def make(**changed: Any) -> Assessment:
        values: dict[str, Any] = {
            "register": entry.register,
            "entry": entry,
            "review": entry.register.reviews.get(slug="sep-11"),
            "kind": AssessmentKind.PAPER,
            "likelihood": 3,
            "impact": 4,
            "section": 1,
            "reference": "1.1",
            "title": entry.title,
        }
        return Assessment(**(values | changed))

    return make


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"likelihood": 6}, "Choose a level from 1 to 5."),
        ({"likelihood": 0}, "Choose a level from 1 to 5."),
        ({"impact": 6}, "Choose a level from 1 to 5."),
        ({"likelihood": None}, "Give both likelihood and impact."),
        ({"likelihood": None, "impact": None}, "Give both likelihood and impact."),
        ({"printed_score": 13}, "The score is not likelihood times impact."),
        ({"printed_score": 16}, "The score is not likelihood times impact."),
        ({"likelihood": None, "impact": None, "printed_score": 7}, "The score is not likelihood times impact."),
        ({"kind": AssessmentKind.PROPOSED}, "Say who gave the rating, and when."),
        ({"kind": AssessmentKind.CORRECTION}, "Say why the rating is given outside the review."),
        ({"review": None}, "An assessment belongs to a review unless it was made between reviews."),
        ({"section": 3}, "A register has section 1 and section 2."),
    ],
)
def test_a_wrong_assessment_is_refused_in_a_sentence(
    unsaved: Callable[..., Assessment], changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        unsaved(**changed).full_clean()

    assert sentence in refused.value.messages


@pytest.mark.parametrize(
    "changed",
    [
        {"likelihood": 6},
        {"impact": 0},
        {"likelihood": None},
        {"printed_score": 13},
        {"likelihood": None, "impact": None, "printed_score": 7},
    ],
)
def test_the_database_refuses_it_too(unsaved: Callable[..., Assessment], changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        unsaved(**changed).save()


def test_a_printed_score_that_agrees_with_its_factors_is_kept(unsaved: Callable[..., Assessment]) -> None:
    assessment = unsaved(printed_score=12)
    assessment.save()

    assert Assessment.objects.get(pk=assessment.pk).score == 12


def test_a_printed_score_stands_where_no_factors_are_known(unsaved: Callable[..., Assessment]) -> None:
    assessment = unsaved(likelihood=None, impact=None, printed_score=20)
    assessment.save()

    assert Assessment.objects.get(pk=assessment.pk).score == 20


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"red_from": 6}, "Each band starts above the one below it, and Black at 25 or lower."),
        ({"black_from": 26}, "Each band starts above the one below it, and Black at 25 or lower."),
        ({"amber_from": 1}, "Each band starts above the one below it, and Black at 25 or lower."),
    ],
)
def test_bands_that_overlap_or_leave_no_score_are_refused(
    register: Register, changed: dict[str, int], sentence: str
) -> None:
    key = BandKey(register=register, **({"amber_from": 6, "red_from": 15, "black_from": 21} | changed))

    with pytest.raises(ValidationError) as refused:
        key.full_clean()

    assert sentence in refused.value.messages


@pytest.mark.parametrize("reference", ["1 1", "R1", "1.1.1.1", "", "../1"])
def test_a_reference_that_no_address_could_hold_is_refused(entry: Entry, reference: str) -> None:
    entry.reference = reference

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


@pytest.mark.parametrize(
    "act", ["UPDATE risks_assessment SET likelihood = 5, impact = 5", "DELETE FROM risks_assessment"]
)
def test_an_assessment_is_never_changed_or_removed(rate: Rate, entry: Entry, act: str) -> None:
    rate(entry)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_nor_through_the_model(rate: Rate, entry: Entry) -> None:
    assessment = rate(entry)
    assessment.comments = "Something else."

    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        assessment.save()
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        assessment.delete()


@pytest.mark.parametrize("table", ["risks_assessment", "risks_standing"])
def test_a_table_of_dated_rows_is_never_emptied(entry: Entry, table: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("act", ["UPDATE risks_standing SET score = 1", "DELETE FROM risks_standing"])
def test_the_application_cannot_write_a_standing(entry: Entry, act: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act)

    assert Standing.objects.filter(score=1).count() == 0
