"""One folder of `fixtures/`: a trust, a year, and whatever of plan, register and scorecard its document holds."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import connection

from objectives.models import AnnualPlan
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, Year
from probation_planning.reports.load_paper.keeper import Keeper
from probation_planning.reports.load_paper.links import load_findings, load_links
from probation_planning.reports.load_paper.plan import load_plan
from probation_planning.reports.load_paper.printed import keep_what_is_printed
from probation_planning.reports.load_paper.register import load_register
from probation_planning.reports.load_paper.scorecard import load_scorecard
from probation_planning.reports.load_paper.tables import load_tables
from probation_planning.reports.load_paper.trust import Owners, load_year
from probation_planning.reports.packs import record_from_paper


def load_folder(folder: Path) -> Keeper:
    """Load the papers in the folder, in one transaction, inside the trust they belong to."""
    about = _read(folder, "trust")
    with tenancy.system():
        trust, made = Trust.objects.get_or_create(
            slug=about["trust"]["slug"],
            defaults={"name": about["trust"]["name"], "short_name": about["trust"]["short_name"]},
        )
        with tenancy.trust(trust):
            _take_the_time_it_takes()
            keeper = Keeper()
            if made:
                keeper.created["Trust"] = 1
            year = load_year(keeper, trust, about)
            owners = Owners(keeper, about)
            if (folder / "plan.toml").exists():
                _load_plan(keeper, year, owners, folder)
            if (folder / "register.toml").exists():
                register = load_register(keeper, year, owners, _read(folder, "register"))
                record_from_paper(keeper, register)
            if (folder / "scorecard.toml").exists():
                load_scorecard(keeper, year, _read(folder, "scorecard"))
            if (folder / "links.toml").exists():
                load_links(keeper, year, _read(folder, "links"))
            if (folder / "findings.toml").exists():
                load_findings(keeper, year, _read(folder, "findings"))
    return keeper


def _load_plan(keeper: Keeper, year: Year, owners: Owners, folder: Path) -> None:
    """The plan with its tables, and its version 1."""
    before = len(keeper.differences)
    load_plan(keeper, year, owners, _read(folder, "plan"))
    if (folder / "tables.toml").exists():
        load_tables(keeper, year, _read(folder, "tables"))
    keep_what_is_printed(keeper, AnnualPlan.objects.get(year=year), before)


def _take_the_time_it_takes() -> None:
    """Packs are drawn inside the transaction; on a slow machine the database must not end it for standing idle."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _read(folder: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
