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


def load_scorecard(keeper: Keeper, year: Year, paper: dict[str, Any]) -> None:
    """Everything the scorecard prints, with the readings it needs."""
    about = paper["scorecard"]
    direction = next((row["text"] for row in paper["note"] if not row["marker"]), "")
    scorecard = keeper.keep(
        Scorecard,
        {"year": year},
        {name: about[name] for name in ("title", "vision", "mission")} | {"note": direction},
        about["line"],
    )
    scales = {row["key"]: _scale(keeper, row) for row in paper["scale"]}
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
    due_printed = bool(A_QUARTER.match(row["frequency"]))
    polarity = "" if row.get("polarity") == "none" else row.get("polarity", "")
    measure = keeper.keep(
        Measure,
        {"perspective": perspective, "number": row["number"]},
        {
            "name": row["name"],
            "frequency_as_printed": row["frequency"],
            "frequency": Frequency(row["frequency"]) if row["frequency"] else "",
            "frequency_ground": row.get("frequency_ground", "") if due_printed else "",
            "unit": _unit(row),
            "unit_as_read": row["unit"] if "unit_ground" in row and _unit(row) is Unit.NUMBER else "",
            "unit_ground": row.get("unit_ground") or row.get("scale_ground", ""),
            "polarity": polarity,
            "polarity_ground": row.get("polarity_ground", ""),
            "accumulation": row.get("accumulation", ""),
            "accumulation_ground": row.get("accumulation_ground", ""),
            "marker": row.get("marker", ""),
        },
        row["line"],
    )
    for order, printed in enumerate(row["refs"]):
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
    """What the values are counted in, told by the form of the target."""
    wanted = row.get("target_reading") or row["target"]
    if row.get("scale"):
        return Unit.STEP
    if A_QUARTER.match(wanted):
        return Unit.QUARTER
    if wanted == "✓":
        return Unit.YES_NO
    return {"percent": Unit.PERCENT, "days": Unit.DAYS}.get(row.get("unit", ""), Unit.NUMBER)
