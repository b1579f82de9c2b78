"""Giving a status: who may, when, with which words, and once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from objectives.models import Objective, OutcomeEvidence, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, Quarter, Year
from probation_planning.organisation.roles import Reader
from tests.objectives.conftest import OFFICER, OWNER

Readers = Callable[[str], Reader]
TODAY = datetime.date(2011, 6, 20)


def give(objective: Objective, quarter: Quarter, reader: Reader, **changed: Any) -> StatusUpdate:
    """An answer at risk, unless changed."""
    words: dict[str, Any] = {"status": "at_risk", "comment": "The supplier is late.", "evidence": {}, "seen": 0}
    return give_status(objective=objective, quarter=quarter, reader=reader, **(words | changed))


def faults(objective: Objective, quarter: Quarter, reader: Reader, **changed: Any) -> dict[str, list[str]]:
    """What is refused, by field."""
    with pytest.raises(ValidationError) as refused:
        give(objective, quarter, reader, **changed)
    found: dict[str, list[str]] = refused.value.message_dict
    return found


def test_an_owner_answers_as_their_post(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    update = give(objective, quarter, reader(OWNER))

    assert (update.sequence, update.status, update.comment) == (1, "at_risk", "The supplier is late.")
    assert str(update.given_as) == "Director of Business Services"
    assert update.dated == TODAY
    assert update.told_on is None
    assert update.given_by.email == OWNER


def test_a_member_of_an_owning_group_answers_as_the_group(year: Year, quarter: Quarter, reader: Readers) -> None:
    of_directors = Objective.objects.of(year).get(reference="1.2-1")

    update = give(of_directors, quarter, reader("interventions@derbyshire.example"))

    assert str(update.given_as) == "Directors"


def test_a_post_counts_before_the_group_it_sits_in(year: Year, quarter: Quarter, reader: Readers) -> None:
    of_both = Objective.objects.of(year).get(reference="2.4-1")

    update = give(of_both, quarter, reader("chief.executive@derbyshire.example"))

    assert str(update.given_as) == "Chief Executive"


@pytest.mark.parametrize(
    "email",
    [
        "board.secretary@derbyshire.example",
        "smt@derbyshire.example",
        "audit@derbyshire.example",
        "auditor@derbyshire.example",
    ],
)
def test_nobody_else_answers(objective: Objective, quarter: Quarter, reader: Readers, email: str) -> None:
    with pytest.raises(PermissionDenied, match=r"answered for by Director of Business Services"):
        give(objective, quarter, reader(email))

    assert not StatusUpdate.objects.exists()


def test_the_officer_answers_on_an_owners_word(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    post = Owner.objects.get(name="Director of Business Services")

    update = give(objective, quarter, reader(OFFICER), given_for=post, told_on=TODAY)

    assert (update.given_as, update.told_on) == (post, TODAY)


def test_the_officer_says_whose_word_and_when(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    found = faults(objective, quarter, reader(OFFICER))

    assert set(found) == {"given_for", "told_on"}


def test_the_officer_is_told_in_the_past_and_by_an_owner(
    objective: Objective, quarter: Quarter, reader: Readers
) -> None:
    chair = Owner.objects.get(name="Chair")
    tomorrow = TODAY + datetime.timedelta(days=1)

    found = faults(objective, quarter, reader(OFFICER), given_for=chair, told_on=tomorrow)

    assert found["given_for"] == ["Chair does not own this. Choose one of its owners."]
    assert found["told_on"] == ["Enter a day that is not in the future."]


def test_where_no_owner_is_recorded_the_officer_names_who_told(year: Year, quarter: Quarter, reader: Readers) -> None:
    blank = Objective.objects.of(year).get(reference="2.2-2")
    post = Owner.objects.get(name="Director of Interventions")

    update = give(blank, quarter, reader(OFFICER), given_for=post, told_on=TODAY)

    assert update.given_as == post


def test_complete_wants_a_sentence_for_each_outcome(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    first, second = objective.outcomes.all()

    found = faults(objective, quarter, reader(OWNER), status="complete", evidence={first.pk: "Seen.", second.pk: " "})

    assert found == {f"evidence_{second.pk}": ["Say what shows that outcome 2 was reached."]}


def test_complete_keeps_each_sentence(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    first, second = objective.outcomes.all()

    update = give(objective, quarter, reader(OWNER), status="complete", evidence={first.pk: "A", second.pk: "B"})

    assert {row.outcome: row.text for row in update.evidence.all()} == {first: "A", second: "B"}


def test_evidence_goes_with_complete_alone(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    first = objective.outcomes.all()[0]

    found = faults(objective, quarter, reader(OWNER), evidence={first.pk: "A"})

    assert set(found) == {f"evidence_{first.pk}"}
    assert not OutcomeEvidence.objects.exists()


def test_withdrawn_wants_a_reason(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    found = faults(objective, quarter, reader(OWNER), status="withdrawn", comment="  ")

    assert found == {"comment": ["Say in the comment why the objective is withdrawn."]}


def test_a_status_of_our_own_list_alone(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    assert faults(objective, quarter, reader(OWNER), status="splendid") == {
        "status": ["Choose a status from the list."]
    }


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"closed_on": TODAY}, "Q1 2011/12 is closed"),
        ({"opened_on": None}, "Q1 2011/12 is not open yet"),
    ],
)
def test_only_an_open_quarter_is_answered(
    objective: Objective, quarter: Quarter, reader: Readers, changed: dict[str, Any], words: str
) -> None:
    Quarter.objects.filter(pk=quarter.pk).update(**changed)

    with pytest.raises(ValidationError, match=words):
        give(objective, quarter, reader(OWNER))


def test_a_quarter_known_from_the_document_is_not_answered(
    objective: Objective, quarter: Quarter, reader: Readers
) -> None:
    quarter.year.answers_from = datetime.date(2011, 7, 1)

    with pytest.raises(ValidationError, match="known from the document alone"):
        give(objective, quarter, reader(OWNER))


def test_a_later_answer_is_a_new_row(on_track: StatusUpdate, objective: Objective, reader: Readers) -> None:
    update = give(objective, on_track.quarter, reader(OWNER), seen=1)

    assert update.sequence == 2
    assert [row.status for row in StatusUpdate.objects.that_count()] == ["at_risk"]
    assert StatusUpdate.objects.count() == 2


def test_the_same_answer_again_adds_no_row(objective: Objective, quarter: Quarter, reader: Readers) -> None:
    first = give(objective, quarter, reader(OWNER))

    again = give(objective, quarter, reader(OWNER))

    assert again == first
    assert StatusUpdate.objects.count() == 1


def test_a_stale_answer_meets_the_one_that_stands(
    on_track: StatusUpdate, objective: Objective, reader: Readers
) -> None:
    post = Owner.objects.get(name="Director of Business Services")

    with pytest.raises(Conflict) as met:
        give(objective, on_track.quarter, reader(OFFICER), given_for=post, told_on=TODAY)

    assert met.value.latest == on_track
    assert StatusUpdate.objects.count() == 1


def test_an_answer_that_was_never_given_cannot_have_been_seen(
    objective: Objective, quarter: Quarter, reader: Readers
) -> None:
    with pytest.raises(Conflict) as met:
        give(objective, quarter, reader(OWNER), seen=7)

    assert met.value.latest is None


def test_the_database_refuses_a_second_row_of_one_sequence(on_track: StatusUpdate) -> None:
    twin = StatusUpdate.objects.get(pk=on_track.pk)
    twin.pk = None

    with pytest.raises(IntegrityError, match="sequence_once"), transaction.atomic():
        twin.save(force_insert=True)
