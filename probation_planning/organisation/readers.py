"""Finding out who is reading, and telling the database."""

import json
from typing import Any, TypeVar

from django.db import connection, models
from django.http import HttpRequest

from probation_planning.organisation import clock
from probation_planning.organisation.models import Owner, Role, Trust, User, Year
from probation_planning.organisation.roles import Reader

Row = TypeVar("Row", bound=models.Model)


class ReaderRequest(HttpRequest):
    """A request for a page of one trust, once the reader is known; `year` only where the address names one."""

    id: str
    user: User
    reader: Reader
    year: Year


def readers_of(user: User, slug: str | None = None) -> list[Reader]:
    """One reader for each trust the person belongs to (or for the one named), with the walls set to match.

    Shape: empty when the person belongs to none. Call inside a transaction; the walls stay set until it ends. One
    question, `app_enter`, does it all: every request asks it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_enter(%s, %s, %s)", [user.pk, slug, clock.today()])
        found = cursor.fetchall()
    readers = []
    for trust_row, roles, owner_rows, year_rows in found:
        trust = _instance(Trust, json.loads(trust_row))
        owners = tuple(_instance(Owner, row) for row in json.loads(owner_rows))
        years = tuple(_instance(Year, row) for row in json.loads(year_rows))
        for row in (*owners, *years):
            row.trust = trust
        readers.append(Reader(user, trust, frozenset(map(Role, roles)), owners, years))
    return readers


def _instance(model: type[Row], row: dict[str, Any]) -> Row:
    """A row as the database wrote it in JSON."""
    fields: Any = model._meta.concrete_fields
    return model.from_db("default", [one.attname for one in fields], [one.to_python(row[one.column]) for one in fields])
