"""On whose word an answer stands: one's own, or an owner's who told the officer."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from objectives.forms.answering import AnswerForm
from objectives.models import Objective, ObjectiveOwner
from probation_planning.organisation.models import Owner, Trust, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.word import OwnerField, answers_as, faults_of_word, names_of
from risks.forms.assessing import AssessForm
from risks.models import Entry

TODAY = datetime.date(2011, 6, 20)
OFFICER = "officer@derbyshire.example"
DIRECTOR = "interventions@derbyshire.example"
POST = "Director of Interventions"


def owned_by(*names: str, leads: str = "") -> list[ObjectiveOwner]:
    """Rows that say so."""
    return [ObjectiveOwner(owner=Owner.objects.get(name=name), leads=name == leads) for name in names]


@pytest.mark.parametrize(
    ("names", "leads", "expected"),
    [
        (("SMT", POST), "SMT", POST),  # a post of theirs before a group it sits in
        (("Chair", "SMT"), "Chair", "SMT"),
        (("Directors", "SMT"), "SMT", "SMT"),  # who leads, of two alike
        (("Directors", "SMT"), "", "Directors"),
        (("Chair",), "", None),
        ((), "", None),
    ],
)
def test_one_answers_as_ones_own_post_then_as_the_group_it_sits_in(
    reader: Callable[[str], Reader], names: tuple[str, ...], leads: str, expected: str | None
) -> None:
    found = answers_as(owned_by(*names, leads=leads), reader(DIRECTOR))

    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("Chair",), "Chair"),
        (("Chair", "SMT"), "Chair and SMT"),
        (("Chair", "SMT", POST), f"Chair, SMT and {POST}"),
    ],
)
def test_owners_are_named_in_a_row(derbyshire: Trust, names: tuple[str, ...], words: str) -> None:
    assert names_of(owned_by(*names)) == words


def test_a_word_needs_an_owner_of_the_thing_and_a_day_that_has_come(derbyshire: Trust) -> None:
    owners, chair = owned_by(POST), Owner.objects.get(name="Chair")

    assert faults_of_word(owners, owners[0].owner, TODAY) == {}
    assert faults_of_word([], chair, TODAY) == {}
    assert faults_of_word(owners, None, None, name="given_as") == {
        "given_as": "Choose the owner whose word this is.",
        "told_on": "Enter the day on which they told you.",
    }
    assert faults_of_word(owners, chair, TODAY + datetime.timedelta(days=1)) == {
        "given_for": "Chair does not own this. Choose one of its owners.",
        "told_on": "Enter a day that is not in the future.",
    }


def test_an_owner_is_chosen_among_those_already_read(derbyshire: Trust, django_assert_num_queries: Any) -> None:
    owners = list(Owner.objects.all()[:3])
    with django_assert_num_queries(0):
        field = OwnerField(owners)

        assert field.choices == [("", "Choose"), *((str(owner.pk), owner.name) for owner in owners)]
        assert field.clean(str(owners[1].pk)) is owners[1]
        assert field.prepare_value(owners[2]) == owners[2].pk
        assert OwnerField(owners, required=False).clean("") is None


def test_where_there_is_one_owner_nothing_is_left_to_choose(derbyshire: Trust) -> None:
    owner = Owner.objects.get(name=POST)

    assert OwnerField([owner]).choices == [(str(owner.pk), POST)]


@pytest.mark.parametrize("typed", ["0", "abc", "-1", "1.0", " 1", "9" * 400, "1 OR 1=1"])
def test_any_other_choice_is_refused(derbyshire: Trust, typed: str) -> None:
    field = OwnerField([Owner.objects.get(name=POST)], error_messages={"invalid_choice": "Choose an owner."})

    with pytest.raises(ValidationError, match="Choose an owner"):
        field.clean(typed)


def test_an_answer_on_an_owners_word_is_checked_without_asking_the_database(
    year: Year, reader: Callable[[str], Reader], django_assert_num_queries: Any
) -> None:
    read_before = ("owners__owner", "outcomes", "deadlines")
    objective = Objective.objects.of(year).prefetch_related(*read_before).get(reference="1.2-3")
    entry = Entry.objects.prefetch_related("owners__owner").get(reference="1.10")
    word = {"told_on": "17 6 2011", "seen": "0"}
    officer = reader(OFFICER)
    with django_assert_num_queries(0):
        owner = str(objective.owners.all()[0].owner_id)
        answer = {"status": "on_track", "quarter": "1", "given_for": owner} | word
        rating = {"likelihood": "4", "impact": "4", "review": "jun-11"} | word
        rating["given_as"] = str(entry.owners.all()[0].owner_id)

        assert AnswerForm(answer, objective=objective, reader=officer).is_valid()
        assert AssessForm(rating, entry=entry, reader=officer).is_valid()
        assert not AnswerForm(answer | {"given_for": "0"}, objective=objective, reader=officer).is_valid()


def test_the_owner_given_before_is_chosen_again(sign_in: Callable[[str], Client], year: Year) -> None:
    client = sign_in(OFFICER)
    page = "/derbyshire/2011-12/plan/objectives/1.2-4/"
    owner = Owner.objects.get(name="Director of Business Services")
    form = {"status": "on_track", "quarter": "1", "seen": "0", "given_for": str(owner.pk), "told_on": "17 6 2011"}

    assert client.post(page, form).status_code == 302
    assert f'<option value="{owner.pk}" selected>{owner}</option>' in client.get(page).content.decode()
