"""The risk register of a year: scales, key, reviews, stages, risks and the ratings printed."""

import datetime
from typing import Any

from probation_planning.organisation.models import Body, Year
from probation_planning.reports.load_paper.keeper import Keeper
from probation_planning.reports.load_paper.trust import Owners
from risks.models import (
    Assessment,
    AssessmentKind,
    BandKey,
    Category,
    Entry,
    EntryCategory,
    EntryOwner,
    Register,
    Review,
    Risk,
    ScaleLevel,
    StageAct,
)

# Who is told when a risk turns Black or newly Red, besides those who answer for it.
TOLD_POST = "Chief Executive"


def load_register(keeper: Keeper, year: Year, owners: Owners, paper: dict[str, Any]) -> Register:
    """Everything the register prints; a review within an open quarter opens on the first day of its month."""
    about, (one, two) = paper["register"], paper["section"]
    register = keeper.keep(
        Register,
        {"year": year},
        {
            "title": about["title"],
            "period_from": about["period_from"],
            "period_to": about["period_to"],
            "section_one_title": one["title"],
            "section_two_title": two["title"],
            "section_two_note": two["note"],
            "told_post": owners.by_name.get(TOLD_POST),
        },
        about["line"],
    )
    for kind in ScaleLevel.Kind:
        for row in paper[kind]:
            keeper.keep(
                ScaleLevel,
                {"register": register, "kind": kind, "score": row["score"], "starts_at": None},
                {
                    "name": row["name"],
                    "code": row["code"],
                    "range": row.get("range", ""),
                    "criteria": row["criteria"],
                },
                row["line"],
            )
    key = paper["band_key"]
    floors = {name: key[name] for name in ("amber_from", "red_from", "black_from")}
    keeper.keep(BandKey, {"register": register, "starts_at": None}, floors, key["line"])
    reviews = {row["label"]: _review(keeper, register, row) for row in paper["review"]}
    for row in paper["risk"]:
        _risk(keeper, register, reviews, owners, row)
    for row in paper["stage"]:
        _stage(keeper, reviews[row["review"]], row)
    return register


def _review(keeper: Keeper, register: Register, row: dict[str, Any]) -> Review:
    month: datetime.date = row["month"]
    quarters = register.year.quarters.filter(opened_on__isnull=False, closed_on=None)
    opened = any(quarter.first_day <= month <= quarter.last_day for quarter in quarters)
    return keeper.keep(
        Review,
        {"register": register, "slug": row["slug"]},
        {"label": row["label"], "month": month, "opened_on": month if opened else None},
        row["line"],
    )


def _stage(keeper: Keeper, review: Review, row: dict[str, Any]) -> None:
    body = Body.objects.get(slug=row["body"])
    keeper.keep(
        StageAct,
        {"review": review, "body": body, "kind": StageAct.Kind.RECORDED},
        {"register": review.register, "sections": row["sections"], "dated": row["submitted"]},
        row["line"],
    )


def _risk(keeper: Keeper, register: Register, reviews: dict[str, Review], owners: Owners, row: dict[str, Any]) -> None:
    entry = Entry.objects.filter(register=register, reference=row["reference"]).first()
    responses = [word.strip().lower() for word in row["response"].split("/")] if row["response"] else []
    words = {
        "section": row["section"],
        "title": row["title"],
        "success": row["success"],
        "responses": responses,
    }
    as_printed = {
        "order": row["line"],
        "categories_as_printed": row["category"],
        "owners_as_printed": row["owner"],
        "response_as_printed": row["response"],
    }
    risk = entry.risk if entry else Risk.objects.create()
    entry = keeper.keep(
        Entry, {"register": register, "reference": row["reference"]}, {"risk": risk} | words | as_printed, row["line"]
    )
    owners.keep(EntryOwner, {"entry": entry}, row["owner"])
    categories = row["category"].split("/") if row["category"] else []
    for order, name in enumerate(categories):
        category = keeper.keep(Category, {"name": name})
        keeper.keep(EntryCategory, {"entry": entry, "category": category}, {"order": order})
    keeper.keep(
        Assessment,
        {"register": register, "entry": entry, "review": reviews[row["review"]], "kind": AssessmentKind.PAPER},
        words
        | {
            "printed_score": row["score"],
            "reference": row["reference"],
            "categories": categories,
            "owners": [str(named) for named in entry.owners.select_related("owner")],
        },
        row["line"],
    )
