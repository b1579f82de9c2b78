"""Filters for the plain data of a pack."""

import datetime
from typing import Any

from django import template

from probation_planning.reports.given.reading import Recommendation
from probation_planning.reports.packs import HOT_WORDS, shown
from probation_planning.ui.bars import BandBar

register = template.Library()

# Letters of which the narrowest column of running text holds more than a page.
A_PAGE = 1500


@register.filter
def day(iso: str) -> datetime.date:
    """A day as a pack's data hold it (2011-06-20), for Django's date filter."""
    return datetime.date.fromisoformat(iso)


@register.filter
def runs_on(row: dict[str, Any]) -> bool:
    """Whether a risk has so much said of it that its line on paper must be let run on to the next page."""
    return any(len(row[name]) > A_PAGE for name in ("success", "comments", "proposed_actions"))


# Letters in a pack's data of a risk, its names of fields included, that still fit on a page of their own.
A_PAGE_OF_A_RISK = 4000


@register.filter
def says_much(row: dict[str, Any]) -> bool:
    """Whether so much is said of, or done about, a risk that it must be let run on to the next page."""
    return len(str(row)) > A_PAGE_OF_A_RISK


# So many references stand in one line of page 1; a longer list ends with how many more there are.
LISTED = 24


@register.filter
def listed(references: list[str]) -> str:
    """References in one line; all of them stand inside."""
    more = len(references) - LISTED
    told = ", ".join(references[:LISTED])
    return f"{told} and {more} more" if more > 0 else told


@register.filter
def placed(risks: list[dict[str, str]]) -> str:
    """Risks of one place on the heat map, those that moved with where they came from."""
    return ", ".join(f"{one['reference']} ({one['came']})" if one["came"] else one["reference"] for one in risks)


@register.filter
def on_map(heat: dict[str, Any]) -> int:
    """How many risks stand on the map."""
    return sum(len(cell["risks"]) for row in heat["rows"] for cell in row)


@register.filter
def beside_map(heat: dict[str, Any]) -> int:
    """How many risks have a score alone."""
    return sum(len(one["risks"]) for one in heat["beside"])


@register.filter
def level_name(levels: list[dict[str, Any]], score: int) -> str:
    """What a level of a scale is called; empty for one without a name."""
    return next((str(level["name"]) for level in levels if level["score"] == score), "")


@register.filter
def recommended(value: str) -> str:
    """What the body is asked to do, as the end of a sentence."""
    words = Recommendation(value).label
    return words[:1].lower() + words[1:]


@register.filter
def since_last(data: dict[str, Any]) -> str:
    """Over the changes: since which pack, or in a report since which review."""
    if data["body"]:
        return f"Changed since the {data['previous']['review']} pack of {day(data['previous']['issued_on']):%-d %B %Y}"
    return f"Changed since {data['previous']['review']}"


@register.filter
def has_block(row: dict[str, Any]) -> bool:
    """Whether the risk is Red or Black."""
    return row["band"] in HOT_WORDS


@register.filter
def control_facts(control: dict[str, Any]) -> str:
    """What is known of a control besides its words."""
    assured = f"assured by {control['assured_by']}" if control["assured_by"] else ""
    if assured and control["assured_on"]:
        assured += f" on {day(control['assured_on']):%-d %B %Y}"
    return "; ".join(part for part in (control["kind"], control["effectiveness"], control["line"], assured) if part)


@register.filter
def sentence(text: str) -> str:
    """The text with an end, so that more can follow it in the same line."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


@register.filter
def bands_of(data: dict[str, Any]) -> BandBar:
    """How the risks of a register divide into bands."""
    bar: BandBar = shown(data)["bar"]
    return bar


@register.filter
def blocks_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The Red and Black risks of a register, the worst first."""
    blocks: list[dict[str, Any]] = shown(data)["blocks"]
    return blocks
