"""Readers, the two packs that were recorded from paper, and the register."""

import pytest

from probation_planning.organisation.models import Membership, Owner, Role, Trust, User
from probation_planning.reports.models import Pack
from risks.models import Register, Review
from tests.factories import OwnerFactory, UserFactory


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


# Who hands over to whom


@pytest.fixture
def post(derbyshire: Trust) -> Owner:
    """The Director of Business Services: 17 objectives and 9 risks."""
    return Owner.objects.get(name="Director of Business Services")


@pytest.fixture
def successor(derbyshire: Trust) -> Owner:
    """A post that owns nothing yet."""
    return OwnerFactory(name="Director of Resources", order=4)


@pytest.fixture
def newcomer(derbyshire: Trust) -> User:
    """Somebody of the trust who holds no post."""
    user = UserFactory(email="newcomer@derbyshire.example", name="New Director")
    Membership.objects.create(user=user, role=Role.DIRECTOR)
    return user
