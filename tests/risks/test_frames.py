"""What workers keep of a register: kept as long as it holds, and not a moment longer."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from probation_planning.organisation.models import Body, Role
from risks.frames import frame_of
from risks.models import BandKey, Register, Review, ScaleLevel
from tests.risks import cycle
from tests.risks.conftest import AUDIT, RISKS

Change = Callable[[Register], Any]


@pytest.fixture(autouse=True)
def later(register: Register) -> None:
    """A key and a level that start at Sep-11: those from the start were locked when papers were first issued."""
    more: dict[str, Any] = {"register": register, "starts_at": review(register, "sep-11")}
    more |= {"approved_by": "SMT", "approved_on": datetime.date(2011, 6, 1)}
    BandKey.objects.create(amber_from=5, red_from=12, black_from=20, **more)
    ScaleLevel.objects.create(kind="impact", score=5, name="Severe", code="S", criteria="Beyond repair", **more)
    register.refresh_from_db()


def review(register: Register, slug: str) -> Review:
    """One of its reviews."""
    return register.reviews.get(slug=slug)


def later_levels(register: Register) -> Any:
    """Levels that start at a later review."""
    return register.levels.filter(starts_at__isnull=False)


CHANGES: dict[str, Change] = {
    "a review is added": lambda register: Review.objects.create(
        register=register, label="Apr-12", slug="apr-12", month=datetime.date(2012, 4, 1)
    ),
    "a review is opened": lambda register: register.reviews.filter(slug="sep-11").update(opened_on="2011-06-20"),
    "a review is taken away": lambda register: register.reviews.filter(stages=None).last().delete(),
    "papers are issued": lambda register: cycle.issue(review(register, "jun-11")),
    "a body is skipped": lambda register: cycle.skip(review(register, "nov-11"), cycle.BOARD),
    "a level is renamed": lambda register: later_levels(register).update(name="Certain"),
    "a level is taken away": lambda register: later_levels(register).delete(),
    "the key changes": lambda register: register.band_keys.filter(starts_at__isnull=False).update(red_from=16),
    "a later key is added": lambda register: BandKey.objects.create(
        register=register,
        starts_at=review(register, "jun-11"),
        amber_from=5,
        red_from=12,
        black_from=20,
        approved_by="SMT",
        approved_on="2011-06-01",
    ),
    "a body is renamed": lambda _: Body.objects.filter(role=Role.AUDIT).update(name="Audit and Risk Committee"),
    "the register is renamed": lambda register: Register.objects.filter(pk=register.pk).update(title="Risks"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_frames_a_register_gives_it_a_new_stamp(register: Register, change: Change) -> None:
    before = register.stamp

    change(register)

    register.refresh_from_db()
    assert register.stamp != before


def test_a_register_saved_with_an_old_stamp_gets_a_new_one(register: Register) -> None:
    old = Register.objects.get(pk=register.pk)
    later_levels(register).update(name="Certain")
    register.refresh_from_db()

    old.title = "Risks"
    old.save()

    old.refresh_from_db()
    assert old.stamp not in {None, register.stamp}


def test_a_stamp_is_no_change_worth_a_line_of_history(register: Register) -> None:
    before = register.events.count()

    later_levels(register).update(name="Certain")

    assert register.events.count() == before


def test_what_was_known_of_a_change_that_was_undone_is_forgotten(register: Register) -> None:
    with transaction.atomic():
        later_levels(register).update(name="Certain")
        register.refresh_from_db()
        assert "Certain" in {level.name for level in frame_of(register).levels}
        transaction.set_rollback(True)

    register.refresh_from_db()

    assert "Certain" not in {level.name for level in frame_of(register).levels}


def test_a_register_that_stands_as_it_was_is_not_read_again(
    register: Register, count_queries: Callable[[], Any]
) -> None:
    frame_of(register)

    with count_queries() as counted:
        frame_of(Register.objects.get(pk=register.pk))

    assert len(counted()) == 1


def test_papers_withdrawn_are_gone_from_the_committee_at_once(
    sign_in: Callable[[str], Any], register: Register
) -> None:
    june = review(register, "jun-11")
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    client = sign_in(AUDIT)
    address = f"{RISKS}?review=jun-11"
    assert client.get(address).status_code == 200

    cycle.withdraw(june, cycle.AUDIT)

    assert client.get(address).status_code == 404
