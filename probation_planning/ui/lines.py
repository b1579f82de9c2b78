"""Figures against what they should reach, drawn as lines: a run as small as a word, and a chart of a year or two.

Plain data and its geometry; templates/ui/charts/ draws it with attributes only, and the words say all it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from probation_planning.ui.charts import Sparkline

WIDTH, HEIGHT = 700, 266
LEFT, RIGHT, TOP, BOTTOM = 76, 92, 26, 46
FINE = 1000
MOST_MARKS = 5
LINE_OF_WORDS = 24
"""How high a line of words is drawn, so that two do not strike each other."""


class Stop(NamedTuple):
    """One period of a run: its label, its value in words, and where it stands; no words where there is no value."""

    label: str
    words: str = ""
    place: Decimal | None = None


@dataclass(frozen=True)
class Run:
    """The latest periods of something, as small as a word; drawn from two values on."""

    stops: tuple[Stop, ...]

    @property
    def known(self) -> tuple[Stop, ...]:
        """The periods with a value."""
        return tuple(stop for stop in self.stops if stop.words)

    @property
    def sentence(self) -> str:
        """All of it in words."""
        return ", ".join(
            f"{stop.words} in {stop.label}" if stop.words else f"none in {stop.label}" for stop in self.stops
        )

    @property
    def numbers(self) -> str:
        """The values from left to right, a dash for each gap; a unit that all have once, behind the last."""
        figures = [stop.words.partition(" ") for stop in self.stops]
        units = {unit for figure, _, unit in figures if figure}
        are_figures = all(figure[-1:].isdigit() for figure, _, _ in figures if figure)
        unit = units.pop() if are_figures and len(units) == 1 else ""
        words = [figure for figure, _, _ in figures] if unit else [stop.words for stop in self.stops]
        said = ", ".join(each or "\N{EN DASH}" for each in words)
        return f"{said} {unit}".rstrip()

    @property
    def span(self) -> str:
        """From which period to which: Q1 to Q3 2011/12."""
        first, last = self.stops[0].label, self.stops[-1].label
        if first == last:
            return first
        begins, _, of = first.partition(" ")
        return f"{begins} to {last}" if of and last.endswith(of) else f"{first} to {last}"

    @property
    def sparkline(self) -> Sparkline | None:
        """Its line, where two values or more have a place."""
        places = [stop.place for stop in self.stops if stop.place is not None]
        if len(places) < 2:
            return None
        low, span = min(places), (max(places) - min(places)) or Decimal(1)
        fine = tuple(
            (stop.label, None if stop.place is None else int((stop.place - low) * FINE / span)) for stop in self.stops
        )
        return Sparkline(fine, FINE)


class Slot(NamedTuple):
    """One period of a chart: its result, what it should reach, and between which figures it is close or met.

    `words` and `target_words` are printed; places are None for what is not there. `profile` is how far it should be by
    then, `window` how far from the target still meets it. `begins` a new count: no line leads here from the one before.
    """

    label: str
    words: str = ""
    place: Decimal | None = None
    is_provisional: bool = False
    target: Decimal | None = None
    target_words: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    profile: Decimal | None = None
    window: Decimal | None = None
    begins: bool = False

    @property
    def met(self) -> tuple[Decimal, ...]:
        """Between which figures it is on its target, where that is more than one."""
        return (self.target - self.window, self.target + self.window) if self.target is not None and self.window else ()


class Mark(NamedTuple):
    """A figure of the axis, in words."""

    place: Decimal
    words: str


class Dot(NamedTuple):
    """A result where it is drawn; its words stand at `above`."""

    x: float
    y: float
    above: float
    words: str
    is_provisional: bool


class Band(NamedTuple):
    """A part of the chart in which a result would be close, or would meet the target."""

    x: float
    y: float
    width: float
    height: float


class Tick(NamedTuple):
    """The name of a period under the chart, in one line or two."""

    x: float
    label: str
    of: str


class Level(NamedTuple):
    """A line that says what should be reached, from one side of its periods to the other."""

    x: float
    end: float
    y: float


class Named(NamedTuple):
    """Words at a height of the chart."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class LineChart:
    """Results period by period, against target, tolerance and profile.

    `each` says what a result of it is; `marks` are the figures beside its axis.
    """

    what: str
    slots: tuple[Slot, ...]
    each: str = ""
    marks: tuple[Mark, ...] = ()

    width = WIDTH
    height = HEIGHT
    ground = HEIGHT - BOTTOM
    left = LEFT
    right = WIDTH - RIGHT

    @property
    def drawable(self) -> bool:
        """Whether there are two results to draw, or more."""
        return sum(slot.place is not None for slot in self.slots) > 1

    @property
    def sentence(self) -> str:
        """The whole chart in words."""
        said = (
            f"{slot.words} in {slot.label}{' (provisional)' if slot.is_provisional else ''}"
            f"{f', target {slot.target_words}' if slot.target_words else ''}"
            for slot in self.slots
            if slot.words
        )
        return f"{self.what}: {'; '.join(said)}."

    @property
    def has_provisional(self) -> bool:
        """Whether a result may still change."""
        return any(dot.is_provisional for dot in self.dots)

    @property
    def has_band(self) -> bool:
        """Whether somebody set what is close."""
        return bool(self.bands)

    @property
    def dots(self) -> list[Dot]:
        """Where each result stands."""
        return [
            Dot(self._x(at), self._y(slot.place), self._above(at), slot.words, slot.is_provisional)
            for at, slot in enumerate(self.slots)
            if slot.place is not None
        ]

    @property
    def lines(self) -> list[str]:
        """Points of SVG polylines through results that follow each other without a gap."""
        return self._runs([slot.place for slot in self.slots])

    @property
    def profile(self) -> list[str]:
        """Points of SVG polylines through what should be reached by then."""
        return self._runs([slot.profile for slot in self.slots])

    @property
    def profile_marks(self) -> list[tuple[float, float]]:
        """Where each level of the profile stands."""
        return [(self._x(at), self._y(slot.profile)) for at, slot in enumerate(self.slots) if slot.profile is not None]

    @property
    def levels(self) -> list[Level]:
        """The target of each period as a line across it."""
        half = self._step / 2
        return [
            Level(round(self._x(at) - half, 1), round(self._x(at) + half, 1), self._y(slot.target))
            for at, slot in enumerate(self.slots)
            if slot.target is not None
        ]

    @property
    def last_target(self) -> tuple[float, str] | None:
        """How high the last target stands, and its words, for the edge of the chart."""
        last = next((slot for slot in reversed(self.slots) if slot.target is not None), None)
        return (self._y(last.target), last.target_words) if last else None

    @property
    def earlier_targets(self) -> list[Named]:
        """Where each target stood that another took the place of, and its words."""
        found: list[Named] = []
        level = None
        for at, slot in enumerate(self.slots):
            if slot.target is not None and (slot.target, slot.target_words) != level:
                level = (slot.target, slot.target_words)
                found.append(Named(round(self._x(at) - self._step / 2, 1), self._y(slot.target), slot.target_words))
        return found[:-1]

    @property
    def bands(self) -> list[Band]:
        """Where a result would be close, period by period."""
        return [
            self._band(
                at, slot.target if slot.low is None else slot.low, slot.target if slot.high is None else slot.high
            )
            for at, slot in enumerate(self.slots)
            if slot.target is not None and (slot.low is not None or slot.high is not None)
        ]

    @property
    def windows(self) -> list[Band]:
        """Where a result would be on its target, period by period, for a target that is more than one figure."""
        return [self._band(at, *slot.met) for at, slot in enumerate(self.slots) if slot.met]

    def _band(self, at: int, low: Decimal, high: Decimal) -> Band:
        top = self._y(high)
        left = round(self._x(at) - self._step / 2, 1)
        return Band(left, top, round(self._step, 1), round(self._y(low) - top, 1))

    @property
    def axis(self) -> list[Named]:
        """The figures beside the axis, each at its height."""
        low, high = self._ends
        return [Named(LEFT, self._y(mark.place), mark.words) for mark in self.marks if low <= mark.place <= high]

    @property
    def round_figures(self) -> list[Decimal]:
        """Round figures between the lowest and the highest of what is drawn: what an axis can be marked with."""
        low, high = self._ends
        step = _round_up((high - low) / MOST_MARKS)
        first, last = (
            int((end / step).to_integral_value(way)) for end, way in ((low, ROUND_CEILING), (high, ROUND_FLOOR))
        )
        return [step * number for number in range(first, last + 1)]

    @property
    def ticks(self) -> list[Tick]:
        """The names of the periods; the year stands under the first of its periods alone."""
        parts = [slot.label.partition(" ") for slot in self.slots]
        years = [of for _, _, of in parts]
        return [
            Tick(self._x(at), first, "" if at and of == years[at - 1] else of)
            for at, (first, _, of) in enumerate(parts)
        ]

    @property
    def _step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(len(self.slots), 1)

    def _x(self, at: int) -> float:
        return round(LEFT + (at + 0.5) * self._step, 1)

    @property
    def _ends(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest figure of all that is drawn, with a little room."""
        places = [
            place
            for slot in self.slots
            for place in (slot.place, slot.target, slot.low, slot.high, slot.profile, *slot.met)
            if place is not None
        ]
        low, high = min(places, default=Decimal(0)), max(places, default=Decimal(1))
        room = (high - low) / 5 or Decimal(1)
        return low - room, high + room

    def _y(self, place: Decimal | None) -> float:
        low, high = self._ends
        share = float(((place if place is not None else low) - low) / (high - low))
        return round(self.ground - share * (self.ground - TOP), 1)

    def _above(self, at: int) -> float:
        """The words of a result stand above it, and below it where its target or its own line would strike them."""
        slot = self.slots[at]
        y = self._y(slot.place)
        under = None if slot.target is None else y - self._y(slot.target)
        is_beside = under is not None and abs(under) < LINE_OF_WORDS
        is_below = under is not None and under > 0 if is_beside else self._is_valley(at)
        return round(y + 20 if is_below else y - 10, 1)

    def _is_valley(self, at: int) -> bool:
        """Whether its line leads up from it and nowhere down."""
        own = self.slots[at].place
        before = self.slots[at - 1].place if at and not self.slots[at].begins else None
        follows = at + 1 < len(self.slots) and not self.slots[at + 1].begins
        beside = [place for place in (before, self.slots[at + 1].place if follows else None) if place is not None]
        return own is not None and any(place > own for place in beside) and all(place >= own for place in beside)

    def _runs(self, places: Sequence[Decimal | None]) -> list[str]:
        runs: list[list[str]] = [[]]
        for at, place in enumerate(places):
            if place is None or self.slots[at].begins:
                runs.append([])
            if place is not None:
                runs[-1].append(f"{self._x(at)},{self._y(place)}")
        return [" ".join(run) for run in runs if len(run) > 1]


def _round_up(figure: Decimal) -> Decimal:
    """The next round figure: 1, 2 or 5 with its noughts."""
    unit = Decimal(1).scaleb(figure.adjusted())
    return next(unit * by for by in (1, 2, 5, 10) if unit * by >= figure)
