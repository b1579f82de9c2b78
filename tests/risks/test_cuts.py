"""Up to where a reader sees a review of the past."""

import datetime
from collections.abc import Callable

import pytest

from risks.cuts import Cut, cut_at
from risks.models import Register, Review
from risks.reading import OpenRegister
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, SMT

Opened = Callable[[str], OpenRegister]


def read(opened: OpenRegister, slug: str) -> Review:
    """The review as the register holds it."""
    review = opened.review(slug)
    assert review is not None
    return review


@pytest.mark.parametrize(("section", "day"), [(1, datetime.date(2011, 4, 5)), (2, datetime.date(2011, 6, 20))])
def test_those_at_work_see_a_past_review_as_it_was_closed(opened: Opened, section: int, day: datetime.date) -> None:
    seen = opened(OFFICER)
    cut = cut_at(seen, read(seen, "mar-11"), section)

    assert cut.day == day
    assert cut.moment is not None


def test_and_the_latest_one_as_it_stands(opened: Opened, june: Review) -> None:
    cycle.skip(june)
    seen = opened(SMT)

    assert cut_at(seen, read(seen, "jun-11"), 1) == Cut(None, cycle.day())


def test_and_an_earlier_one_that_is_still_rated_as_it_stands(opened: Opened, register: Register) -> None:
    register.reviews.filter(slug="sep-11").update(opened_on="2011-06-20")
    seen = opened(SMT)

    assert cut_at(seen, read(seen, "jun-11"), 1) == Cut(None, cycle.day())


def test_a_committee_sees_what_there_was_at_its_last_issue(opened: Opened, june: Review) -> None:
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    cycle.withdraw(june, cycle.AUDIT)
    again = cycle.issue(june, cycle.AUDIT)
    seen = opened(AUDIT)

    assert cut_at(seen, read(seen, "jun-11"), 2) == Cut(again.moment, again.dated)
