"""People as readers, one risk and the open review at hand, and registers of any size."""

from collections.abc import Callable
from typing import Any

import pytest

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from risks.models import Assessment, Entry, Register, Review, Risk
from risks.reading import OpenRegister, open_register
from risks.services.assessing import assess

OWNER = "business.services@derbyshire.example"
OFFICER = "officer@derbyshire.example"
SMT = "smt@derbyshire.example"
AUDIT = "audit@derbyshire.example"
RISKS = "/derbyshire/2011-12/risks/"

Readers = Callable[[str], Reader]
Rate = Callable[..., Assessment]


@pytest.fixture
def opened(reader: Readers, year: Year) -> Callable[[str], OpenRegister]:
    """The register as it is open to somebody."""

    def open_to(email: str) -> OpenRegister:
        register = open_register(reader(email), year)
        assert register is not None
        return register

    return open_to


@pytest.fixture
def register(year: Year) -> Register:
    """Derbyshire's register."""
    return Register.objects.get(year=year)


@pytest.fixture
def march(register: Register) -> Review:
    """Mar-11, closed for both sections."""
    return register.reviews.get(slug="mar-11")


@pytest.fixture
def june(register: Register) -> Review:
    """Jun-11, open and empty."""
    return register.reviews.get(slug="jun-11")


@pytest.fixture
def entry(register: Register) -> Entry:
    """Risk 1.1: Amber 9 at Mar-11, which only 3×3 gives; owned by the Director of Business Services."""
    return register.entries.get(reference="1.1")


@pytest.fixture
def rate(june: Review, reader: Readers) -> Rate:
    """Rates a risk for Jun-11 as its owner: 4×3, which moves risk 1.1 up within Amber, unless changed."""

    def given(entry: Entry, email: str = OWNER, **changed: Any) -> Assessment:
        words: dict[str, Any] = {
            "review": june,
            "likelihood": 4,
            "impact": 3,
            "comments": "The lease in Derby is late.",
            "proposed_actions": "Meet the landlord.",
            "reason": "",
            "seen": 0,
        }
        return assess(entry=entry, reader=reader(email), **(words | changed))

    return given


@pytest.fixture
def grow_register(register: Register) -> Callable[[int], None]:
    """Adds risks of section 1, not assessed yet, until the register has so many."""

    def grow(wanted: int) -> None:
        standing = register.entries.count()
        identities = Risk.objects.bulk_create(Risk() for _ in range(standing, wanted))
        Entry.objects.bulk_create(
            Entry(
                risk=risk,
                register=register,
                section=1,
                reference=f"{3 + place // 999}.{place % 999 + 1}",
                order=1000 + place,
                title=f"Work of number {place} is not done in time",
                responses=["treat"],
                starts_at=register.reviews.get(slug="jun-11"),
            )
            for place, risk in enumerate(identities, start=standing)
        )

    return grow
