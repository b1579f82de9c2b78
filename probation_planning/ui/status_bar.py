"""How things divide by how they stand: one stacked bar, and beside it each number with its word and the way to them."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import slugify


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
        parts, x = [], 0.0
        for tally in self.tallies:
            width = self.width * tally.number / self.total
            shape = SHAPES.get(slugify(tally.value.replace("_", "-")), EMPTY)
            inside = max(width - self.edge, 1)
            parts.append(Part(shape, round(x + self.edge / 2, 1), round(inside, 1)))
            x += width
        return tuple(parts)
