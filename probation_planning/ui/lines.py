"""Figures against what they should reach, drawn as lines: a run as small as a word, and a chart of a year or two.

Plain data and its geometry; templates/ui/charts/ draws it with attributes only, and the words say all it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from probation_planning.ui.charts import Sparkline

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 16, 92, 26, 40
FINE = 1000


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
        """The values from left to right, a dash for each gap."""
        return ", ".join(stop.words or "\N{EN DASH}" for stop in self.stops)

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
    then.
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


class Dot(NamedTuple):
    """A result where it is drawn; its words stand at `above`."""

    x: float
    y: float
    above: float
    words: str
    is_provisional: bool


class Band(NamedTuple):
    """A part of the chart in which a result would be close."""

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


@dataclass(frozen=True)
class LineChart:
    """Results period by period, against target, tolerance and profile."""

    what: str
    slots: tuple[Slot, ...]

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
    def has_band(self) -> bool:
        """Whether somebody set what is close."""
        return bool(self.bands)

    @property
    def dots(self) -> list[Dot]:
        """Where each result stands."""
        return [
            Dot(self._x(at), self._y(slot.place), self._above(slot), slot.words, slot.is_provisional)
            for at, slot in enumerate(self.slots)
            if slot.place is not None
        ]

    @property
    def lines(self) -> list[str]:
        """Points of SVG polylines through results that follow each other without a gap."""
        return self._runs(slot.place for slot in self.slots)

    @property
    def profile(self) -> list[str]:
        """Points of SVG polylines through what should be reached by then."""
        return self._runs(slot.profile for slot in self.slots)

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
    def bands(self) -> list[Band]:
        """Where a result would be close, period by period."""
        found, half = [], self._step / 2
        for at, slot in enumerate(self.slots):
            if slot.target is None or (slot.low is None and slot.high is None):
                continue
            top = self._y(slot.target if slot.high is None else slot.high)
            bottom = self._y(slot.target if slot.low is None else slot.low)
            found.append(Band(round(self._x(at) - half, 1), top, round(self._step, 1), round(bottom - top, 1)))
        return found

    @property
    def ticks(self) -> list[Tick]:
        """The names of the periods."""
        parts = [slot.label.partition(" ") for slot in self.slots]
        return [Tick(self._x(at), first, of) for at, (first, _, of) in enumerate(parts)]

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
            for place in (slot.place, slot.target, slot.low, slot.high, slot.profile)
            if place is not None
        ]
        low, high = min(places, default=Decimal(0)), max(places, default=Decimal(1))
        room = (high - low) / 10 or Decimal(1)
        return low - room, high + room

    def _y(self, place: Decimal | None) -> float:
        low, high = self._ends
        share = float(((place if place is not None else low) - low) / (high - low))
        return round(self.ground - share * (self.ground - TOP), 1)

    def _above(self, slot: Slot) -> float:
        """The words of a result stand above it, and below it where they would be struck by its target."""
        y = self._y(slot.place)
        near = slot.target is not None and 0 < y - self._y(slot.target) < 24
        return round(y + 20 if near else y - 10, 1)

    def _runs(self, places: Iterable[Decimal | None]) -> list[str]:
        runs: list[list[str]] = [[]]
        for at, place in enumerate(places):
            if place is None:
                runs.append([])
            else:
                runs[-1].append(f"{self._x(at)},{self._y(place)}")
        return [" ".join(run) for run in runs if len(run) > 1]
