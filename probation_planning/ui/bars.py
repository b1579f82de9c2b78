"""Bars: how things divide by band or by status, counts side by side, values beside each other.

Plain data and its geometry, like `charts.py`; number and word stand beside every colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import NamedTuple

from django.utils.text import slugify

from probation_planning.ui.words import PLAIN, Paint, band_word, paint


def shares(counts: Sequence[int], width: float) -> Iterator[tuple[float, float]]:
    """Where each part of a stacked bar begins, and how wide it is, from left to right."""
    total, x = sum(counts), 0.0
    for count in counts:
        part = width * count / total
        yield x, part
        x += part


@dataclass(frozen=True)
class Segment:
    """One band's share of a bar."""

    band: str
    count: int
    paint: Paint
    x: float
    width: float

    @property
    def line(self) -> str:
        """The colour of the line around it: of a part without a band the only thing that is drawn."""
        return self.paint.edge if self.paint is PLAIN else "#ffffff"


@dataclass(frozen=True)
class BandBar:
    """How a register divides into bands: one stacked bar, each part with its number and word."""

    what: str
    counts: tuple[tuple[str, int], ...]

    width = 600
    height = 24

    @property
    def total(self) -> int:
        """All that is counted."""
        return sum(count for _, count in self.counts)

    @property
    def sentence(self) -> str:
        """The bar in words."""
        words = ((count, band.lower() if paint(band) is PLAIN else band) for band, count in self.counts if count)
        parts = ", ".join(f"{count} {word}" for count, word in words)
        return f"{self.total} {self.what}: {parts}." if parts else f"No {self.what}."

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that hold anything, left to right."""
        held = [(band, count) for band, count in self.counts if count]
        return tuple(
            Segment(band, count, paint(band), round(x, 1), round(width, 1))
            for (band, count), (x, width) in zip(held, shares([count for _, count in held], self.width), strict=True)
        )


def band_bar(counts: Sequence[tuple[object, int]], *, what: str) -> BandBar:
    """The bar of (band, count) pairs in the order given; `what` is the plural of the thing counted."""
    return BandBar(what, tuple((band_word(band), count) for band, count in counts))


@dataclass(frozen=True)
class LevelBar:
    """One thing's value as a bar: its label, the value, and the value in words."""

    label: str
    value: Decimal
    words: str


@dataclass(frozen=True)
class LevelBars:
    """Values side by side as lying bars, the longest across the whole width; label and number stand with each."""

    what: str
    bars: tuple[LevelBar, ...]

    width = 240
    height = 12

    @property
    def rows(self) -> tuple[tuple[LevelBar, float], ...]:
        """Each bar with how long it is drawn."""
        longest = max((bar.value for bar in self.bars), default=Decimal(1)) or Decimal(1)
        return tuple((bar, round(float(max(bar.value, Decimal()) / longest) * self.width, 1)) for bar in self.bars)

    @property
    def pictures(self) -> "tuple[BarPicture, ...]":
        """All of it as pictures for paper, each of which fits on a page."""
        most = BarPicture.most
        return tuple(_picture(self.what, self.rows[first : first + most]) for first in range(0, len(self.rows), most))


def _picture(what: str, rows: Sequence[tuple[LevelBar, float]]) -> "BarPicture":
    placed, top = [], 0
    for bar, length in rows:
        letters = BarPicture.capitals if bar.label.isupper() else BarPicture.letters
        label = tuple(wrap(bar.label, letters, max_lines=2, placeholder="…"))
        height = BarPicture.line * max(len(label), 1) + BarPicture.gap
        placed.append(PlacedBar(bar, label, top, height, length))
        top += height
    return BarPicture(what, tuple(placed), top)


class PlacedBar(NamedTuple):
    """A lying bar where it is drawn: the lines of its label, its top, the height of its place, and its length."""

    bar: LevelBar
    label: tuple[str, ...]
    top: int
    height: int
    length: float

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        """Each line of the label with where it stands, all of them about the middle."""
        first = self.words_at - (len(self.label) - 1) * BarPicture.line / 2
        return tuple((words, first + number * BarPicture.line) for number, words in enumerate(self.label))

    @property
    def words_at(self) -> float:
        """Where a single line stands."""
        return self.top + self.height / 2 + 3

    @property
    def bar_at(self) -> float:
        """The upper edge of the bar."""
        return self.top + (self.height - BarPicture.thick) / 2

    @property
    def end(self) -> float:
        """Where its number stands."""
        return round(BarPicture.left + self.length + 5, 1)


@dataclass(frozen=True)
class BarPicture:
    """Lying bars, each with its label and number; how many there are at most, and letters in a line of a label."""

    what: str
    placed: tuple[PlacedBar, ...]
    height: int

    most = 24
    letters = 46
    capitals = 34
    line = 10
    gap = 4
    left = 225
    width = 545
    thick = 9

    @property
    def sentence(self) -> str:
        """The picture in words."""
        return f"{self.what}: {', '.join(f'{one.bar.label} {one.bar.words}' for one in self.placed)}."


class Column(NamedTuple):
    """One column of a chart: what it is called, and how many it counts."""

    label: str
    number: int


class Upright(NamedTuple):
    """A column where it is drawn: its left edge, its top and its height, and the middle for its words."""

    column: Column
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True)
class Columns:
    """Counts side by side, each with its number above and its name below."""

    what: str
    columns: tuple[Column, ...]

    step = 52
    bar_width = 32
    tallest = 72
    above = 18
    height = 114

    @property
    def width(self) -> int:
        """Room for all of them."""
        return self.step * len(self.columns)

    @property
    def ground(self) -> int:
        """Where the columns stand."""
        return self.above + self.tallest

    @property
    def sentence(self) -> str:
        """The chart in words."""
        return f"{self.what}: {', '.join(f'{one.label} {one.number}' for one in self.columns)}."

    @property
    def drawn(self) -> tuple[Upright, ...]:
        """The columns from left to right; the largest is the tallest."""
        most = max((one.number for one in self.columns), default=0) or 1
        uprights = []
        for place, one in enumerate(self.columns):
            height = round(self.tallest * one.number / most)
            left = place * self.step + (self.step - self.bar_width) // 2
            uprights.append(Upright(one, left, self.ground - height, height, place * self.step + self.step // 2))
        return tuple(uprights)


class Tally(NamedTuple):
    """How many stand alike: the words, their shape (`status--<value>`), the number, and where they are listed."""

    label: str
    value: str
    number: int
    href: str = ""


class Shape(NamedTuple):
    """How a part is drawn: its fill, the line around it, and the dashes of that line."""

    fill: str
    line: str
    dashes: str = ""


# The colours of `status--…` in the style sheet, a little stronger where a part has no word inside it.
GREEN, PALE_GREEN = Shape("#00703c", "#00703c"), Shape("#8fcbaa", "#00703c")
AMBER, RED = Shape("#ffdd00", "#a57f00"), Shape("#d4351c", "#b3280f")
EMPTY, GREY = Shape("#ffffff", "#7a8794"), Shape("#d3d9e0", "#7a8794")
SHAPES = {
    **dict.fromkeys(("complete", "confirmed"), GREEN),
    **dict.fromkeys(("on-track", "met"), PALE_GREEN),
    **dict.fromkeys(("at-risk", "close"), AMBER),
    **dict.fromkeys(("off-track", "missed"), RED),
    **dict.fromkeys(("overdue", "late"), Shape("#ffffff", "#b3280f")),
    "unanswered": Shape("#ffffff", "#1d4f7c", "4 3"),
    **dict.fromkeys(("not-started", "not-yet-due", "before-year-end"), EMPTY),
    **dict.fromkeys(("no-status", "no-result", "no-target"), GREY),
    **dict.fromkeys(("withdrawn", "closed"), Shape("#ffffff", "#7a8794", "2 2")),
}


class Part(NamedTuple):
    """A part of the bar, left to right."""

    shape: Shape
    x: float
    width: float


@dataclass(frozen=True)
class StatusBar:
    """What is counted, in the plural, and how many stand alike, in the order they are drawn in."""

    what: str
    tallies: tuple[Tally, ...]

    width = 600
    height = 14
    edge = 2

    @property
    def total(self) -> int:
        """All that is counted."""
        return sum(tally.number for tally in self.tallies)

    @property
    def sentence(self) -> str:
        """The bar in words."""
        parts = ", ".join(f"{tally.number} {tally.label.lower()}" for tally in self.tallies)
        return f"{self.total} {self.what}: {parts}." if parts else f"No {self.what}."

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts, each inside its own line."""
        places = shares([tally.number for tally in self.tallies], self.width)
        return tuple(
            Part(_shape(tally.value), round(x + self.edge / 2, 1), round(max(width - self.edge, 1), 1))
            for tally, (x, width) in zip(self.tallies, places, strict=True)
        )


def _shape(value: str) -> Shape:
    """How a status is drawn."""
    return SHAPES.get(slugify(value.replace("_", "-")), EMPTY)
