"""The trust itself: its year, bodies, posts, groups and units, and how the paper spells its owners."""

import datetime
from typing import Any

from probation_planning.organisation import calendar
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    Document,
    GroupMember,
    Owner,
    Quarter,
    Role,
    Trust,
    Year,
)
from probation_planning.reports.load_paper.keeper import Keeper

# Which body agrees ratings at its meeting: a reading of the order in which the register went to them.
DECIDES = "smt"
BODY_ROLES = {"smt": Role.SMT, "audit-committee": Role.AUDIT}


def load_year(keeper: Keeper, trust: Trust, about: dict[str, Any]) -> Year:
    """The document, the year with its quarters, and the bodies."""
    document = about["document"]
    keeper.document = keeper.keep(
        Document, {"trust": trust, "file": document["file"]}, {"title": document["title"], "sha256": document["sha256"]}
    )
    start: datetime.date = about["year"]["start"]
    year = keeper.keep(
        Year,
        {"trust": trust, "start": start},
        {"opened_on": start, "answers_from": about["year"]["answers_from"]},
    )
    for number in calendar.QUARTERS:
        first_day = calendar.quarter_dates(start, number)[0]
        opened_on = first_day if number in about["year"]["open_quarters"] else None
        keeper.keep(Quarter, {"year": year, "number": number}, {"opened_on": opened_on})
    for body in about["body"]:
        keeper.keep(
            Body,
            {"trust": trust, "slug": body["slug"]},
            {
                "name": body["name"],
                "sections": body["sections"],
                "order": body["order"],
                "role": BODY_ROLES.get(body["slug"], ""),
                "decides": body["slug"] == DECIDES,
            },
        )
    return year


class Owners:
    """The trust's posts, groups and units, and the owners that each spelling of the paper means."""

    def __init__(self, keeper: Keeper, about: dict[str, Any]) -> None:
        self.keeper = keeper
        self.by_name = {
            row["key"]: keeper.keep(
                Owner, {"name": row["key"]}, {"kind": row["kind"], "order": row["order"]}, row.get("line")
            )
            for row in about["owner"]
        }
        for row in about.get("member", []):
            keeper.keep(
                GroupMember,
                {"group": self.by_name[row["group"]], "post": self.by_name[row["post"]]},
                {"is_reading": row["reading"], "ground": row["ground"]},
            )
        for row in about.get("unit", []):
            keeper.keep(
                DeliveryUnit,
                {"name": row["name"]},
                {
                    "kind": row["kind"],
                    "owner": self.by_name[row["owner"]],
                    "is_reading": row["reading"],
                    "ground": row["ground"],
                },
                row["line"],
            )
        self.spellings = {row["printed"]: row for row in about.get("spelling", [])}

    def keep(self, model: type[Any], of: dict[str, Any], printed: str) -> None:
        """Name the owners that the printed words mean; the first leads. Blank names none."""
        if not printed:
            return
        spelling = self.spellings[printed]
        for order, name in enumerate(spelling["owners"]):
            self.keeper.keep(
                model,
                of | {"owner": self.by_name[name]},
                {
                    "order": order,
                    "leads": order == 0,
                    "is_reading": spelling["reading"],
                    "ground": spelling.get("ground", ""),
                },
            )
