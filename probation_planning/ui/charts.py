"""The home of charts: plain data and its geometry; templates/ui/charts/ draws it for screen and paper alike.

A heat map is an HTML table. SVG parts are drawn with attributes only, and say in words what they show.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from probation_planning.ui.words import Paint, band_word, paint

LEVELS = range(1, 6)
WIDTH, HEIGHT, MARGIN = 240, 64, 8
INK = "#14263d"
EDGE = 3


@dataclass(frozen=True)
class HeatCell:
    """Risks at one likelihood and impact; `href` leads to the list of them."""

    likelihood: int
    impact: int
    count: int
    band: str
    href: str

    @property
    def score(self) -> int:
        """Likelihood × impact."""
        return self.likelihood * self.impact


@dataclass(frozen=True)
class HeatRow:
    """One level of likelihood, with its cells from impact 1 to 5."""

    level: int
    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Unplaced:
    """Risks with a score and no factors: they stand beside the map and count in its total."""

    score: int
    band: str
    count: int
    href: str


@dataclass(frozen=True)
class HeatMap:
    """Five by five: rows from likelihood 5 down to 1, columns from impact 1 to 5."""

    caption: str
    rows: tuple[HeatRow, ...]
    impact_names: tuple[str, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def placed(self) -> int:
        """How many risks stand in the cells."""
        return sum(cell.count for row in self.rows for cell in row.cells)

    @property
    def beside(self) -> int:
        """How many risks are rated without their factors."""
        return sum(each.count for each in self.unplaced)

    @property
    def total(self) -> int:
        """All rated risks."""
        return self.placed + self.beside

    @property
    def columns(self) -> tuple[tuple[int, str], ...]:
        """Impact levels with their names."""
        return tuple(zip(LEVELS, self.impact_names, strict=True))


def heat_map(
    counts: Mapping[tuple[int, int], int],
    *,
    caption: str,
    likelihood_names: Sequence[str],
    impact_names: Sequence[str],
    band_of: Callable[[int], object],
    link: Callable[[int, int], str],
    unplaced: Sequence[Unplaced] = (),
) -> HeatMap:
    """The map of `counts` by (likelihood, impact); names run from level 1 to 5."""

    def cell(likelihood: int, impact: int) -> HeatCell:
        count = counts.get((likelihood, impact), 0)
        return HeatCell(
            likelihood,
            impact,
            count,
            band_word(band_of(likelihood * impact)),
            link(likelihood, impact) if count else "",
        )

    return HeatMap(
        caption=caption,
        rows=tuple(
            HeatRow(level, likelihood_names[level - 1], tuple(cell(level, impact) for impact in LEVELS))
            for level in reversed(LEVELS)
        ),
        impact_names=tuple(impact_names),
        unplaced=tuple(unplaced),
    )


@dataclass(frozen=True)
class Point:
    """One value of a trend: when, how much, and how it is printed; drawn hollow where it lies between the others."""

    label: str
    value: Decimal | int
    printed: str = ""
    band: object = ""
    is_between: bool = False

    @property
    def words(self) -> str:
        """The value as printed."""
        return self.printed or str(self.value)

    @property
    def when(self) -> str:
        """At which review or period, or on which day between two."""
        return f"on {self.label}, between reviews" if self.is_between else f"at {self.label}"

    @property
    def paint(self) -> Paint:
        """The colours of its band."""
        return paint(self.band)

    @property
    def ink(self) -> str:
        """The colour of its bar: its band's, or the house's own."""
        return self.paint.fill if self.band else INK


@dataclass(frozen=True)
class Mark:
    """A point where it is drawn; its bar runs between `top` and `bottom`."""

    point: Point
    x: float
    y: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Trend:
    """Values over time between `lowest` and `highest`; drawn from two points on, a sentence before that."""

    what: str
    points: tuple[Point, ...]
    lowest: Decimal | int = 0
    highest: Decimal | int = 25

    width = WIDTH
    height = HEIGHT

    @property
    def sentence(self) -> str:
        """The whole trend in words."""
        if not self.points:
            return f"{self.what}: nothing rated yet."
        values = ", ".join(f"{point.words} {point.when}" for point in self.points)
        only = " (one rating so far)" if len(self.points) == 1 else ""
        return f"{self.what}: {values}{only}."

    @property
    def drawable(self) -> bool:
        """Whether there is a line to draw."""
        return len(self.points) > 1

    @property
    def ground(self) -> float:
        """Where nought, or the lowest value, lies."""
        return self._y(max(self.lowest, min(0, self.highest)))

    @property
    def bar_width(self) -> float:
        """Wide enough to see, narrow enough to stand apart."""
        return round(min(12.0, self._step * 0.6), 1)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Where each point stands."""
        marks = []
        for number, point in enumerate(self.points):
            y = self._y(point.value)
            x = round(MARGIN + number * self._step, 1)
            marks.append(Mark(point, x, y, top=min(y, self.ground), bottom=max(y, self.ground)))
        return tuple(marks)

    @property
    def line(self) -> str:
        """The points of an SVG polyline."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)

    @property
    def _step(self) -> float:
        return (WIDTH - 2 * MARGIN) / max(len(self.points) - 1, 1)

    def _y(self, value: Decimal | int) -> float:
        span = float(self.highest - self.lowest) or 1.0
        share = min(max(float(value - self.lowest) / span, 0.0), 1.0)
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)


@dataclass(frozen=True)
class Sparkline:
    """A trend as small as a word: where each value stands from left to right, `None` a gap; from two values on."""

    points: tuple[tuple[str, int | None], ...]
    highest: int = 25

    width = 96
    height = 28

    @property
    def known(self) -> tuple[tuple[str, int], ...]:
        """The values there are."""
        return tuple((label, value) for label, value in self.points if value is not None)

    @property
    def numbers(self) -> str:
        """The values as printed beside it, a dash for each gap between them."""
        values = [value for _, value in self.points]
        while values and values[0] is None:
            values.pop(0)
        while values and values[-1] is None:
            values.pop()
        return ", ".join("\N{EN DASH}" if value is None else str(value) for value in values)

    @property
    def sentence(self) -> str:
        """All of it in words."""
        return ", ".join(f"{value} at {label}" for label, value in self.known)

    @property
    def marks(self) -> tuple[tuple[float, float] | None, ...]:
        """Where each value stands, none for a gap."""
        step = (self.width - 2 * EDGE) / max(len(self.points) - 1, 1)
        scale = (self.height - 2 * EDGE) / self.highest
        return tuple(
            None if value is None else (round(EDGE + place * step, 1), round(self.height - EDGE - value * scale, 1))
            for place, (_, value) in enumerate(self.points)
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """Points of SVG polylines, one for each run of two values or more without a gap."""
        runs: list[list[str]] = [[]]
        for mark in self.marks:
            if mark is None:
                runs.append([])
            else:
                runs[-1].append(f"{mark[0]},{mark[1]}")
        return tuple(" ".join(run) for run in runs if len(run) > 1)

    @property
    def dots(self) -> tuple[tuple[float, float], ...]:
        """Where the last value stands, and each that no line reaches."""
        beside = (None, *self.marks, None)
        around = zip(beside, self.marks, beside[2:], strict=False)
        alone = [mark for before, mark, after in around if not before and not after]
        last = next(mark for mark in reversed(self.marks) if mark)
        return tuple(mark for mark in self.marks if mark and (mark in alone or mark == last))
