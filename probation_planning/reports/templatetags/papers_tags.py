"""What the templates of reports make of their plain data: charts, and text with its headings in order."""

import re
from collections.abc import Iterable, Mapping, Sized
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from probation_planning.reports.packs import BREAK, broken
from probation_planning.ui.bars import LevelBar, LevelBars, StatusBar, Tally
from probation_planning.ui.charts import Point, Trend
from probation_planning.ui.markdown import as_html, with_headings_in_order

register = template.Library()

# What stands between two tags, entities whole.
BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+")
LONG_WORD = re.compile(r"(?:&#?\w+;|[^\s&]){30}")
# Letters in the data of a row, names of fields included, that fit on a page however wide they are.
A_PAGE_OF_A_ROW = 2000


@register.filter
def trend(said: Mapping[str, Any]) -> Trend:
    """A row of figures over the years."""
    points = tuple(Point(one["label"], Decimal(one["value"]), one["printed"]) for one in said["points"])
    return Trend(said["what"], points, Decimal(said["lowest"]), Decimal(said["highest"]))


@register.filter
def level_bars(said: Mapping[str, Any]) -> LevelBars:
    """Figures beside each other."""
    bars = (LevelBar(one["label"], Decimal(one["value"]), one["words"]) for one in said["bars"])
    return LevelBars(said["what"], tuple(bars))


@register.filter
def status_bar(counts: Iterable[Mapping[str, Any]], what: str) -> StatusBar:
    """How things divide by status."""
    return StatusBar(what, tuple(Tally(one["label"], one["value"], one["number"]) for one in counts))


@register.filter
def prose(text: str) -> SafeString:
    """Markdown as HTML under an h2, no heading more than one deeper than the one before."""
    return with_headings_in_order(as_html(text), under=2)


@register.filter
def prose_on_paper(text: str) -> SafeString:
    """The same with places to break in long words, and none in what links lead to."""
    html = prose(text.replace(BREAK, ""))
    return mark_safe(BETWEEN_TAGS.sub(lambda between: LONG_WORD.sub(broken, between[0]), html))  # noqa: S308 - as it was


@register.filter
def runs_over(row: Mapping[str, Any]) -> bool:
    """Whether so much is said in a row that on paper it must be let run on to the next page."""
    return len(str(row)) > A_PAGE_OF_A_ROW


@register.filter
def leave(absent: Sized, columns: int) -> int:
    """How many columns are left of so many without those that are absent."""
    return columns - len(absent)
