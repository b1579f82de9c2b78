"""A year's measures beside those of the year before that they go on from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scorecard.notes import Line
from scorecard.rating import Direction, Rating
from scorecard.standing import Standing


class Side(NamedTuple):
    """Where a measure stands in one of the two years."""

    href: str
    name: str
    target: str
    value: str
    period: str
    rating: Rating
    direction: Direction | None


class Pair(NamedTuple):
    """A measure beside the one that it goes on from; without one it is new."""

    perspective: str
    now: Side
    then: Side | None

    @property
    def is_renamed(self) -> bool:
        """Whether it was called something else."""
        return self.then is not None and self.then.name != self.now.name

    @property
    def target_changed(self) -> bool:
        """Whether the target is written differently now."""
        return self.then is not None and self.then.target != self.now.target


def side_of(standing: Standing, page_of: str) -> Side:
    """Where a measure stands; `page_of` is the address before its reference."""
    return Side(
        href=f"{page_of}{standing.measure.reference}/",
        name=standing.measure.name,
        target=standing.target.printed,
        value=standing.value,
        period=Line(standing, None).period_words,
        rating=standing.rating,
        direction=standing.direction,
    )


def pairs(now: Iterable[Standing], then: Iterable[Standing], now_at: str, then_at: str) -> Iterator[Pair]:
    """This year's measures in their order, each with the one it goes on from."""
    before: Mapping[int, Standing] = {one.measure.pk: one for one in then}
    for one in now:
        earlier = before.get(one.measure.carried_from_id or 0)
        yield Pair(one.measure.perspective.title, side_of(one, now_at), side_of(earlier, then_at) if earlier else None)
