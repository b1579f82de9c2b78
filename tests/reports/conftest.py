"""Readers, the two packs that were recorded from paper, and the register."""

from collections.abc import Callable

import pytest

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import Pack
from risks.models import Register, Review


@pytest.fixture
def reader(derbyshire: Trust) -> Callable[[str], Reader]:
    """Somebody of Derbyshire as the pages know them."""

    def read(email: str) -> Reader:
        with tenancy.kept_context():
            return readers_of(User.objects.get(email=email), "derbyshire")[0]

    return read


@pytest.fixture
def smt_pack(derbyshire: Trust) -> Pack:
    """What SMT was given on 5 April 2011."""
    return Pack.objects.select_related("review", "body", "year__trust", "file").get(body__slug="smt")


@pytest.fixture
def committee_pack(derbyshire: Trust) -> Pack:
    """What the Audit Committee was given on 20 June 2011."""
    return Pack.objects.select_related("review", "body", "year__trust", "file").get(body__slug="audit-committee")


@pytest.fixture
def register(derbyshire: Trust) -> Register:
    """Derbyshire's register."""
    return Register.objects.get()


@pytest.fixture
def march(register: Register) -> Review:
    """Mar-11, recorded from paper."""
    return register.reviews.get(slug="mar-11")


@pytest.fixture
def june(register: Register) -> Review:
    """Jun-11, open and empty."""
    return register.reviews.get(slug="jun-11")
