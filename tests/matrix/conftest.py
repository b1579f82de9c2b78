"""One copy of the things for each module: made once, and undone when it ends."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.matrix.things import Things, build


@pytest.fixture(scope="module")
def things(django_db_setup: None, django_db_blocker: Any) -> Iterator[Things]:
    """Everything that addresses name."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        connection.close()
