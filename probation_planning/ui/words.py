"""Words that stand for a value on screen and paper: bands, movements and blanks."""

import re
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.html import format_html

NOT_RECORDED = format_html('<span class="not-recorded">{}</span>', "not recorded")


class Paint(NamedTuple):
    """A band's colours as #rrggbb; `edge` is the line around the fill. Each text passes contrast on its fill."""

    fill: str
    text: str
    edge: str


PAINT = {
    "green": Paint("#00703c", "#ffffff", "#00703c"),
    "amber": Paint("#ffdd00", "#0b0c0c", "#ffdd00"),
    "red": Paint("#d4351c", "#ffffff", "#d4351c"),
    "black": Paint("#0b0c0c", "#ffffff", "#ffffff"),
}
PLAIN = Paint("#ffffff", "#0b0c0c", "#505a5f")


@lru_cache(maxsize=64, typed=True)
def band_word(band: Hashable) -> str:
    """The word printed for a band, whether it comes as a choice with a label or as text; empty for none."""
    if band is None or band == "":
        return ""
    return str(getattr(band, "label", band)).capitalize()


def paint(band: Hashable) -> Paint:
    """The colours of a band; plain ones for a word that is not one of the four."""
    return PAINT.get(band_word(band).lower(), PLAIN)


class Movement(NamedTuple):
    """How a rating moved: its words, an arrow that never stands alone, and whether that is good news."""

    words: str
    arrow: str
    tone: str


# domain.md: a risk's change against the last assessed review, and a measure's direction of travel in performance.
MOVEMENTS = {
    "risk": {
        "higher": Movement("risk higher", "↑", "worse"),
        "lower": Movement("risk lower", "↓", "better"),
        "level": Movement("no change", "→", "level"),
        "level factors changed": Movement("no change in score, factors changed", "→", "level"),
    },
    "performance": {
        "better": Movement("performance better", "↑", "better"),
        "worse": Movement("performance worse", "↓", "worse"),
        "level": Movement("performance level", "→", "level"),
    },
}


@cache
def movement(change: Hashable, of: str = "risk") -> Movement:
    """The words of a change by its value: `higher`, `level`; any other is its own word, no arrow."""
    if change is None or change == "":
        return Movement("no earlier rating", "", "plain")
    key = " ".join(re.findall(r"[a-z]+", str(getattr(change, "value", change)).lower()))
    return MOVEMENTS[of].get(key) or Movement(str(getattr(change, "label", change)), "", "plain")
