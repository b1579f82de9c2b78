"""Passing things on from one owner to another."""

from typing import Any

from django.db.models import QuerySet

from probation_planning.organisation.models import Owner


def pass_on(rows: QuerySet[Any], thing: str, successor: Owner) -> int:
    """Make the successor the owner in these rows, all of one owner; says of how many things. `thing`: what they own.

    Where the successor owns a thing already the old row goes, and whether it led is carried over. What leads goes
    first: the database allows one leader at a time.
    """
    key = f"{thing}_id"
    every = rows.model._default_manager.all()
    old = list(rows.order_by("pk").select_for_update(no_key=True))
    held = every.filter(owner=successor, **{f"{key}__in": [getattr(row, key) for row in old]})
    there = {getattr(row, key): row for row in held}
    doubled = [row for row in old if getattr(row, key) in there]
    every.filter(pk__in=[row.pk for row in doubled]).delete()
    every.filter(pk__in=[there[getattr(row, key)].pk for row in doubled if row.leads]).update(leads=True)
    every.filter(pk__in=[row.pk for row in old if row not in doubled]).update(owner=successor)
    return len(old)
