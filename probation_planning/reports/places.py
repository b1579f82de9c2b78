"""Where a thing that was found is read: what it is called, and the page that it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from django.urls import reverse

from probation_planning.organisation.models import Year
from risks.models import ScaleLevel, StageAct

# What a risk's things are called, and their pages; those without a number stand on the risk's own.
THINGS = {
    "actions": ("Action {number}", "risks:action"),
    "controls": ("Control {number}", "risks:control"),
    "acceptances": ("Acceptance {number}", "risks:acceptance"),
    "questions": ("Question {number}", "risks:question"),
    "targets": ("Target", "risks:target"),
    "ratings": ("Rating", "risks:risk_detail"),
    "minutes": ("Minute", "risks:risk_detail"),
    "turns": ("Decision", "risks:risk_detail"),
    "warnings": ("Early warning", "risks:risk_detail"),
}


class Place(NamedTuple):
    """What something is called, where that stands, and its page; no address where it has none."""

    name: str
    about: str = ""
    href: str = ""


@dataclass(frozen=True)
class Places:
    """The places of a year."""

    year: Year

    def of(self, kind: str, row: Mapping[str, Any]) -> Place:
        """The place of what was found."""
        if "entry" in row:
            return self._of_risk(kind, row)
        place: Place = getattr(self, f"_{kind}")(row)
        return place

    def _page(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.year.trust.slug, self.year.slug, *more])

    def _of_risk(self, kind: str, row: Mapping[str, Any]) -> Place:
        reference, title = row["reference"], row["title"]
        if kind in {"risks", "waiting"}:
            return Place(f"Risk {reference}", title, self._page("risks:risk_detail", reference))
        name, page = THINGS[kind]
        # What a risk brings along from another year has no page of its own until the risk stands in a review.
        if row["waits"]:
            page, row = "risks:risk_detail", {**row, "section": row["stands"]}
        numbered = [row["number"]] if "{number}" in name and not row["waits"] else []
        said = [f"of risk {reference}", *([f"at {row['review']}"] if row.get("review") else [])]
        where = "" if row.get("section", row["stands"]) == row["stands"] else f"?section={row['section']}"
        return Place(f"{name.format_map(row)} {', '.join(said)}", title, self._page(page, reference, *numbered) + where)

    def _themes(self, row: Mapping[str, Any]) -> Place:
        number = quote(row["number"])
        return Place(f"Theme {row['number']}", href=f"{self._page('objectives:plan')}?theme={number}#theme-{number}")

    def _aims(self, row: Mapping[str, Any]) -> Place:
        return Place(f"Aim {row['number']}", href=self._page("objectives:aim_detail", row["number"]))

    def _objectives(self, row: Mapping[str, Any]) -> Place:
        return Place(f"Objective {row['reference']}", href=self._objective(row))

    def _answers(self, row: Mapping[str, Any]) -> Place:
        unit = f", {row['unit']}" if row["unit"] else ""
        name = f"Objective {row['reference']}, Q{row['quarter']}{unit}: {row['status'].lower()}"
        return Place(name, href=f"{self._objective(row)}#history")

    def _objections(self, row: Mapping[str, Any]) -> Place:
        name = f"Objective {row['reference']}, Q{row['quarter']}"
        return Place(name, href=f"{self._objective(row)}#history")

    def _objective(self, row: Mapping[str, Any]) -> str:
        return self._page("objectives:objective_detail", row["reference"])

    def _narrative(self, row: Mapping[str, Any]) -> Place:
        there = f"{self._page('objectives:narrative')}#section-{row['number']}"
        return Place(row["heading"] or row["kind"], href=there)

    def _vision(self, row: Mapping[str, Any]) -> Place:
        return Place(row["title"], href=self._page("objectives:narrative"))

    def _tables(self, row: Mapping[str, Any]) -> Place:
        return Place(row["title"], href=self._page("objectives:tables"))

    def _versions(self, row: Mapping[str, Any]) -> Place:
        number = row["number"]
        return Place(f"Version {number} of the plan", href=self._page("objectives:version_detail", number))

    def _scales(self, row: Mapping[str, Any]) -> Place:
        name = f"{ScaleLevel.Kind(row['scale']).label} {row['score']}"
        return Place(name, row["name"], self._page("risks:risk_list"))

    def _steps(self, row: Mapping[str, Any]) -> Place:
        name = f"{row['review']}, {row['body']}: {StageAct.Kind(row['step']).label.lower()}"
        return Place(name, href=self._page("reports:review_packs", row["slug"]))

    def _packs(self, row: Mapping[str, Any]) -> Place:
        return Place(f"{row['review']} pack for {row['body']}", href=self._page("reports:pack_detail", row["uuid"]))

    def _posts(self, row: Mapping[str, Any]) -> Place:
        return self._setting("post", row)

    def _groups(self, row: Mapping[str, Any]) -> Place:
        return self._setting("group", row)

    def _units(self, row: Mapping[str, Any]) -> Place:
        return self._setting("unit", row)

    def _setting(self, name: str, row: Mapping[str, Any]) -> Place:
        return Place(row["name"], href=reverse(f"organisation:{name}", args=[self.year.trust.slug, row["slug"]]))

    def _measures(self, row: Mapping[str, Any]) -> Place:
        reference = f"{row['perspective']}-{row['number']}"
        return Place(f"Measure {reference}", href=self._page("scorecard:measure_detail", reference))

    def _results(self, row: Mapping[str, Any]) -> Place:
        reference = f"{row['perspective']}-{row['number']}"
        name = f"Measure {reference}, Q{row['quarter']}"
        return Place(name, row["name"], self._page("scorecard:measure_detail", reference))

    def _footnotes(self, row: Mapping[str, Any]) -> Place:
        name = f"Note {row['marker']}" if row["marker"] else "Note without a marker"
        return Place(name, href=self._page("scorecard:scorecard"))

    def _scorecard(self, row: Mapping[str, Any]) -> Place:
        return Place(row["title"], href=self._page("scorecard:scorecard"))

    def _findings(self, row: Mapping[str, Any]) -> Place:
        return Place(row["about"], f"line {row['line']} of the document" if row["line"] else "")
