"""An owner or a category that is called otherwise, by whatever way, is so in all that is not frozen, and only there."""

import pytest

from probation_planning.organisation.models import Owner
from risks.models import Category, Entry, Register, Review, Standing


def at(entry: Entry, review: Review) -> Standing:
    """How the risk stands there."""
    return Standing.objects.get(entry=entry, review=review)


def test_an_owner_bears_the_new_name_where_words_are_not_frozen(entry: Entry, june: Review, march: Review) -> None:
    [before] = at(entry, march).owners

    Owner.objects.filter(name=before).update(name="Director of Something Else")

    assert at(entry, june).owners == ["Director of Something Else"]
    assert at(entry, march).owners == [before]


def test_so_does_a_category(register: Register, june: Review, march: Review) -> None:
    shared = register.entries.get(reference="1.14")

    Category.objects.filter(name="Financial").update(name="Money")

    assert "Money" in at(shared, june).categories
    assert "Money" not in at(shared, march).categories


@pytest.mark.parametrize("model", [Owner, Category])
def test_whatever_else_is_changed_of_it_moves_nothing(
    model: type[Owner | Category], entry: Entry, june: Review
) -> None:
    before = at(entry, june)

    for one in model.objects.all():
        one.save()

    after = at(entry, june)
    assert (after.owners, after.categories) == (before.owners, before.categories)
