"""Version 1 of a loaded plan is what the paper prints, or there is none."""

import datetime
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from objectives.models import AnnualPlan, Deadline, Narrative, Objective, PlanningCell, PlanningTable, Theme
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports.load_paper import Keeper, load_folder
from probation_planning.reports.load_paper.plan import load_plan
from probation_planning.reports.load_paper.tables import load_tables
from probation_planning.reports.load_paper.trust import Owners, load_year

PAPERS = settings.BASE_DIR / "fixtures" / "merseyside-2010-11"
SENTENCE = "has been edited since it was loaded, so no version of it is kept as printed."


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    """Merseyside's plan, as that of another trust."""
    for name in ("trust", "plan", "tables"):
        text = (PAPERS / f"{name}.toml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(text.replace('slug = "merseyside"', 'slug = "elsewhere"'), "utf-8")
    return tmp_path


@pytest.fixture
def trust(folder: Path) -> Trust:
    """That trust in a database from before there were versions: its plan was loaded, and no version kept."""
    about, plan, tables = (tomllib.loads((folder / f"{name}.toml").read_text()) for name in ("trust", "plan", "tables"))
    with tenancy.system():
        trust = Trust.objects.create(slug="elsewhere", name="Elsewhere", short_name="Elsewhere")
        with tenancy.trust(trust):
            keeper = Keeper()
            year = load_year(keeper, trust, about)
            load_plan(keeper, year, Owners(keeper, about), plan)
            load_tables(keeper, year, tables)
    return trust


def versions(trust: Trust) -> list[tuple[int, str]]:
    with tenancy.system(), tenancy.trust(trust):
        return list(AnnualPlan.objects.get(year__trust=trust).versions.values_list("number", "kind"))


def test_a_plan_that_nobody_edited_gets_its_version_later(folder: Path, trust: Trust) -> None:
    keeper = load_folder(folder)
    assert keeper.differences == []
    assert versions(trust) == [(1, "paper")]
    assert load_folder(folder).created == {}
    assert versions(trust) == [(1, "paper")]


def reword() -> None:
    Objective.objects.filter(reference="1-1").update(text="Reworded")


def add() -> None:
    there = Objective.objects.get(reference="1-1")
    Objective.objects.create(
        annual_plan=there.annual_plan, theme=there.theme, reference="1-99", order=500, text="Added since"
    )


def withdraw() -> None:
    Theme.objects.filter(number="1").update(withdrawn_on=datetime.date(2010, 5, 1), withdrawn_reason="Given up.")


def postpone() -> None:
    Deadline.objects.create(objective=Objective.objects.get(reference="1-1"), month="2015-01-01")


def write() -> None:
    plan = AnnualPlan.objects.get()
    Narrative.objects.create(annual_plan=plan, kind="other", heading="More", text="Words", order=99)


def rename() -> None:
    PlanningTable.objects.filter(kind="budget").update(title="Spending")


def correct() -> None:
    PlanningCell.objects.filter(printed="71017").update(printed="710.17")


@pytest.mark.parametrize("edit", [reword, add, withdraw, postpone, write, rename, correct])
def test_a_plan_that_was_edited_is_never_kept_as_printed(folder: Path, trust: Trust, edit: Callable[[], Any]) -> None:
    with tenancy.system(), tenancy.trust(trust):
        edit()
    said = [one for one in load_folder(folder).differences if SENTENCE in one]
    assert len(said) == 1
    assert versions(trust) == []


def test_a_table_that_was_given_another_title_is_not_loaded_twice(folder: Path, trust: Trust) -> None:
    load_folder(folder)
    with tenancy.system(), tenancy.trust(trust):
        many = PlanningTable.objects.count()
        rename()
    keeper = load_folder(folder)
    with tenancy.system(), tenancy.trust(trust):
        assert PlanningTable.objects.count() == many
    assert keeper.created == {}
    assert any("its title is Spending here" in one for one in keeper.differences)
