"""Data quality: posts that own something and that nobody holds, and numbers of themes that are not printed."""

from collections.abc import Callable
from datetime import date

import pytest

from objectives.models import Objective, ObjectiveOwner
from probation_planning.organisation.models import Holding, Owner, Trust, User, Year
from probation_planning.reports.quality.lines import Kind, Line, Register
from probation_planning.reports.quality.sheet import quality_of
from risks.models import Entry, EntryOwner
from tests.risks.conftest import OFFICER, SMT, Readers

Vacant = Callable[[str], list[Line]]


@pytest.fixture
def post(derbyshire: Trust) -> Owner:
    """A post that nobody holds and that owns nothing yet."""
    return Owner.objects.create(trust=derbyshire, kind="post", name="Head of Estates")


@pytest.fixture
def vacant(reader: Readers, year: Year) -> Vacant:
    """What somebody is told of the post."""

    def of(email: str) -> list[Line]:
        found = [line for line in quality_of(reader(email), year) if line.register is Register.POSTS]
        return [line for line in found if line.name == "Head of Estates"]

    return of


def owns(post: Owner, reference: str) -> None:
    """Let it own an objective."""
    objective = Objective.objects.get(reference=reference, annual_plan__year__start="2011-04-01")
    ObjectiveOwner.objects.create(objective=objective, owner=post, order=9, leads=False)


def test_a_vacant_post_that_owns_nothing_is_no_gap(post: Owner, vacant: Vacant) -> None:
    assert vacant(OFFICER) == []


def test_one_that_owns_something_is_told_once_with_all_of_it(post: Owner, vacant: Vacant) -> None:
    owns(post, "1.2-1")
    owns(post, "1.2-2")
    entry = Entry.objects.get(reference="1.1")
    EntryOwner.objects.create(entry=entry, owner=post, order=9, leads=False)
    entry.save()

    [line] = vacant(OFFICER)

    assert line.says == "Nobody holds the post today, and it owns 2 objectives and 1 risk."
    assert (line.kind, line.address) == (Kind.MISSING, "/derbyshire/settings/posts/head-of-estates/")
    assert [line.address for line in vacant(SMT)] == [""]


@pytest.mark.parametrize(
    ("capacity", "since", "until", "is_vacant"),
    [
        ("holder", None, None, False),
        ("acting", None, None, False),
        ("deputy", None, None, True),
        ("holder", None, date(2011, 6, 19), True),
        ("holder", None, date(2011, 6, 20), False),
        ("holder", date(2011, 6, 21), None, True),
    ],
)
def test_it_is_vacant_while_nobody_holds_it_or_acts(
    post: Owner, vacant: Vacant, capacity: str, since: date | None, until: date | None, *, is_vacant: bool
) -> None:
    owns(post, "1.2-1")
    user = User.objects.get(email=OFFICER)
    Holding.objects.create(post=post, user=user, capacity=capacity, since=since, until=until)

    assert bool(vacant(OFFICER)) == is_vacant


def test_of_a_post_that_owns_a_risk_of_section_2_alone_nobody_else_is_told(post: Owner, vacant: Vacant) -> None:
    EntryOwner.objects.create(entry=Entry.objects.get(reference="2.1"), owner=post, order=9, leads=False)

    assert [line.says for line in vacant(OFFICER)] == ["Nobody holds the post today, and it owns 1 risk."]
    assert vacant(SMT) == []


def test_numbers_of_themes_that_are_not_printed_are_readings(reader: Readers, year: Year) -> None:
    found = [line for line in quality_of(reader(OFFICER), year) if line.name.startswith("Theme")]

    assert [line.name for line in found] == [f"Theme {number}" for number in range(1, 6)]
    assert {line.kind for line in found} == {Kind.UNCONFIRMED}
    assert found[0].says == "Its number, 1, is not printed; it is a reading."
