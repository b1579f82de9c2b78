"""References of objectives, which the system gives once, and what bears a number now that something bore before."""

import re
from collections.abc import Iterable
from typing import Any

from objectives.models import Aim, AnnualPlan, FormerNumber, Objective, Theme
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may

MOST = 999


class NoneLeft(Exception):
    """Every reference of an aim or theme was given."""


def next_reference(annual_plan: AnnualPlan, under: Aim | Theme) -> str:
    """The one after the last that was ever given under the aim or theme: 1.2-4, or 3-4 straight under a theme."""
    begins = f"{under.number}-"
    former = FormerNumber.objects.filter(kind=FormerNumber.Kind.OBJECTIVE, annual_plan=annual_plan)
    given = [
        *Objective.objects.filter(annual_plan=annual_plan, reference__startswith=begins).values_list(
            "reference", flat=True
        ),
        *former.filter(number__startswith=begins).values_list("number", flat=True),
    ]
    last = max((number for number in _numbers(given, begins)), default=0)
    if last >= MOST:
        raise NoneLeft
    return f"{begins}{last + 1}"


def _numbers(given: Iterable[str], begins: str) -> Iterable[int]:
    return (int(rest) for one in given if (rest := one.removeprefix(begins)).isdecimal())


def next_theme_number(annual_plan: AnnualPlan) -> str:
    """The figure after the last one that is or was."""
    numbers = Theme.objects.filter(plan=annual_plan.plan_id).values_list("number", flat=True)
    given = [*numbers, *_gone(FormerNumber.Kind.THEME, annual_plan.plan_id)]
    return str(max((int(one) for one in given if one.isdecimal()), default=0) + 1)


def next_aim_number(theme: Theme) -> str:
    """1.3 after 1.2, and 2b after 2a where the theme's aims are lettered; none that a deleted aim bore."""
    numbers = list(Aim.objects.filter(theme=theme).order_by("order").values_list("number", flat=True))
    given = [*numbers, *_gone(FormerNumber.Kind.AIM, theme.plan_id)]
    if numbers and (lettered := re.fullmatch(r"(\d+)[a-z]", numbers[-1])):
        last = max(one for one in given if re.fullmatch(f"{lettered[1]}[a-z]", one))
        if last[-1] < "z":
            return f"{lettered[1]}{chr(ord(last[-1]) + 1)}"
    begins = f"{theme.number}."
    return f"{begins}{max(_numbers([one for one in given if one.startswith(begins)], begins), default=0) + 1}"


def _gone(kind: FormerNumber.Kind, plan: int) -> Iterable[str]:
    """Numbers that a deleted theme or aim of the plan bore."""
    return FormerNumber.objects.filter(kind=kind, plan=plan, **{str(kind): None}).values_list("number", flat=True)


def now_called(reader: Reader, year: Year, kind: str, number: str) -> str:
    """What bears another number now of what bore this one, if nothing bears it any more; empty where there is none."""
    if not may(reader, Act.READ, Kind.PLAN):
        return ""
    rows: Any = {"theme": Theme, "aim": Aim, "objective": Objective}[kind]._default_manager
    name = "reference" if kind == FormerNumber.Kind.OBJECTIVE else "number"
    of_year = "annual_plan__year" if kind == FormerNumber.Kind.OBJECTIVE else "plan__annual_plans__year"
    rows = rows.filter(trust=reader.trust, **{of_year: year})
    if rows.filter(**{name: number}).exists():
        return ""
    held = FormerNumber.objects.filter(kind=kind, number=number, **{of_year: year}).order_by("-pk")
    key = held.exclude(**{kind: None}).values_list(kind, flat=True).first()
    called: str | None = rows.filter(pk=key).values_list(name, flat=True).first()
    return called or ""
