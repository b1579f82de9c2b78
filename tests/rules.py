"""Asking the database what it refuses, as somebody at work or as the system."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from probation_planning.organisation import tenancy
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Reader


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """The rule is one of ours, and says so."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert sentence in sentence_of(caught.value)


def settle(statement: str = "SELECT 1", *values: int) -> None:
    """Run it, and ask at once what would be asked when the transaction ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def at_work(person: Reader) -> Iterator[None]:
    """The database is told of a person, not of the system."""
    with tenancy.kept_context():
        tenancy.enter(
            tenancy.Context(
                user=person.user.pk,
                trusts=(person.trust.pk,),
                owners=tuple(person.owner_ids),
                roles=tuple(f"{person.trust.pk}:{role}" for role in person.roles),
            )
        )
        yield
