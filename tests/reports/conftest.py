"""The two packs that were recorded from paper."""

import pytest

from probation_planning.organisation.models import Trust
from probation_planning.reports.models import Pack
from risks.models import Register, Review


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
