"""A result as it is printed never contradicts its rating."""

from decimal import Decimal

import pytest

from scorecard import rating, targets

NINETY = targets.read("90%", polarity=targets.Better.HIGHER)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("87.9999", "87.9999%"),
        ("88", "88%"),
        ("88.0001", "88.0001%"),
        ("89.9999", "89.9999%"),
        ("33.3333", "33.33%"),
        ("92.4567", "92.46%"),
    ],
)
def test_rounding_never_crosses_from_where_on_it_is_close(value: str, shown: str) -> None:
    low, high = rating.close_edges(NINETY, rating.Tolerance(Decimal(2), None, rating.Measured.UNIT))
    edged = targets.Target(**{**NINETY.__dict__, "edges": tuple(edge for edge in (low, high) if edge is not None)})

    assert edged.show(Decimal(value)) == shown


def test_nor_over_what_is_at_most() -> None:
    at_most = targets.read("≤8")

    assert at_most.show(Decimal("8.0001")) == "8.0001"
    assert at_most.show(Decimal("8")) == "8"
