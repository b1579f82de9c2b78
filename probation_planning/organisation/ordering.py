"""Rows that have a place among others: what a page of them was drawn beside, and one step up or down."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from probation_planning.organisation.hands import fingerprint

UP, DOWN = "up", "down"


def next_order(rows: models.QuerySet[Any]) -> int:
    """After all of them."""
    last = rows.aggregate(last=models.Max("order"))["last"]
    return 0 if last is None else last + 1


def order_seen(rows: Sequence[models.Model]) -> int:
    """What a page of rows in their order was drawn beside."""
    return fingerprint([row.pk for row in rows])


def move_among(rows: models.QuerySet[Any], row: models.Model, direction: str, seen: int) -> bool:
    """Have the row change places with the one above or below it among all `rows`, which come in their order.

    Whether there was one, and the order still the one `seen`; raises DoesNotExist where the row was deleted meanwhile.
    """
    there = list(rows)
    place = next((place for place, one in enumerate(there) if one.pk == row.pk), None)
    if place is None:
        raise type(row).DoesNotExist  # type: ignore[attr-defined]
    other = place + (-1 if direction == UP else 1)
    if seen != order_seen(there) or not 0 <= other < len(there):
        return False
    orders: list[int] = []
    for one in there:
        orders.append(max(one.order, orders[-1] + 1) if orders else one.order)
    there[place], there[other] = there[other], there[place]
    moved = [(one, order) for one, order in zip(there, orders, strict=True) if one.order != order]
    # Where no two may stand at one place, they do not, not even for a moment.
    aside = next_order(rows) + len(there)
    for at, (one, _) in enumerate(moved):
        rows.filter(pk=one.pk).update(order=aside + at)
    for one, order in moved:
        rows.filter(pk=one.pk).update(order=order)
    return True


def button_to_return_to(moved: str, by: str, keys: Sequence[str]) -> str:
    """The button that the keyboard returns to: the one pressed, unless it has nowhere to go any more."""
    if moved not in keys or by not in {UP, DOWN}:
        return ""
    if by == UP and moved == keys[0]:
        return DOWN
    return UP if by == DOWN and moved == keys[-1] else by
