"""The scorecard of a year: perspectives, measures, targets as written, references, notes and scales."""

import re
from typing import Any

from probation_planning.organisation.models import Year
from probation_planning.reports.load_paper.keeper import Keeper
from scorecard.models import (
    Footnote,
    Frequency,
    Measure,
    OrderedScale,
    Perspective,
    PlanReference,
    ScaleStep,
    Scorecard,
    Target,
    Unit,
)

A_QUARTER = re.compile(r"^Q[1-4]$")
# Units of which there are only whole ones.
COUNTED = frozenset({"offences", "offenders", "perpetrators", "referrals", "starts"})


def load_scorecard(keeper: Keeper, year: Year, paper: dict[str, Any]) -> None:
    """Everything the scorecard prints, with the readings it needs."""
    about = paper["scorecard"]
    direction = next((row["text"] for row in paper["note"] if not row["marker"]), "")
    scorecard = keeper.keep(
        Scorecard,
        {"year": year},
        {name: about.get(name, "") for name in ("title", "vision", "mission")} | {"note": direction},
        about["line"],
    )
    scales = {row["key"]: _scale(keeper, row) for row in paper.get("scale", [])}
    perspectives = {
        row["number"]: keeper.keep(
            Perspective, {"scorecard": scorecard, "number": row["number"]}, {"title": row["title"]}, row["line"]
        )
        for row in paper["perspective"]
    }
    for row in paper["measure"]:
        _measure(keeper, year, perspectives[row["perspective"]], scales, row)
    readings = {row["note"]: row for row in paper.get("note_reading", [])}
    for order, row in enumerate(row for row in paper["note"] if row["marker"]):
        reading = readings.get(row["marker"], {})
        keeper.keep(
            Footnote,
            {"scorecard": scorecard, "order": order},
            {
                "marker": row["marker"],
                "text": row["text"],
                "answers_marker": reading.get("marker", ""),
                "ground": reading.get("ground", ""),
            },
            row["line"],
        )


def _scale(keeper: Keeper, row: dict[str, Any]) -> OrderedScale:
    scale = keeper.keep(OrderedScale, {"name": row["name"]})
    names = row.get("names", row["steps"])
    for position, (code, name) in enumerate(zip(row["steps"], names, strict=True), start=1):
        keeper.keep(ScaleStep, {"scale": scale, "position": position}, {"code": code, "name": name})
    return scale


def _measure(
    keeper: Keeper, year: Year, perspective: Perspective, scales: dict[str, OrderedScale], row: dict[str, Any]
) -> None:
    frequency = row.get("frequency", "")
    due_printed = bool(A_QUARTER.match(frequency))
    unit = _unit(row)
    polarity = "" if row.get("polarity") == "none" else row.get("polarity", "")
    measure = keeper.keep(
        Measure,
        {"perspective": perspective, "number": row["number"]},
        {
            "name": row["name"],
            "description": row.get("description", ""),
            "frequency_as_printed": frequency,
            "frequency": Frequency(frequency) if frequency else "",
            "frequency_ground": row.get("frequency_ground", "") if due_printed else "",
            "unit": unit,
            "unit_as_read": _unit_in_words(row) if unit in {Unit.NUMBER, Unit.COUNT} else "",
            "unit_ground": row.get("unit_ground") or row.get("scale_ground", ""),
            "polarity": polarity,
            "polarity_ground": row.get("polarity_ground", ""),
            "accumulation": row.get("accumulation", ""),
            "accumulation_ground": row.get("accumulation_ground", ""),
            "marker": row.get("marker", ""),
            "for_each": row.get("for_each", ""),
        },
        row["line"],
    )
    for order, printed in enumerate(row.get("refs", [])):
        keeper.keep(PlanReference, {"measure": measure, "order": order}, {"printed": printed}, row["line"])
    keeper.keep(
        Target,
        {"measure": measure, "sequence": 1},
        {
            "printed": row["target"],
            "reading": row.get("target_reading", ""),
            "ground": row.get("target_reading_ground", ""),
            "scale": scales.get(row.get("scale", "")),
            "effective_from": year.start,
        },
        row["line"],
    )


def _unit(row: dict[str, Any]) -> Unit:
    """What the values are counted in, told by the form of the target and else by the words of the unit."""
    wanted = row.get("target_reading") or row["target"]
    if row.get("scale"):
        return Unit.STEP
    if A_QUARTER.match(wanted):
        return Unit.QUARTER
    if wanted == "✓":
        return Unit.YES_NO
    words = row.get("unit", "")
    return Unit.COUNT if words in COUNTED else {"percent": Unit.PERCENT, "days": Unit.DAYS}.get(words, Unit.NUMBER)


def _unit_in_words(row: dict[str, Any]) -> str:
    """The unit, where a ground is given for it or the target prints it."""
    words = str(row.get("unit", ""))
    return words if "unit_ground" in row or (words and words in row["target"]) else ""
