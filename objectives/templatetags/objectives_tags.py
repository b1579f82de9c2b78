"""How a status, a figure of a planning table, and what became of a part since its last version are shown."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from objectives.answers import QuarterLine
from objectives.arithmetic import words_of
from objectives.models import Aim, Objective, Status, StatusUpdate, Theme
from objectives.said import quarter_said as words_of_quarter
from objectives.said import said
from objectives.standing import Standing, standing
from objectives.tree import AimBranch, Tally
from objectives.versions import Marks
from probation_planning.ui.templatetags.ui_tags import kept, status_tag

register = template.Library()


@register.filter
def figure(value: Decimal) -> str:
    """A figure with its thousands apart."""
    return words_of(value)


@register.simple_tag(takes_context=True)
def standing_tag(context: Context, answer: str | None) -> SafeString:
    """How an objective with this answer (a status, None for none) stands at the page's `quarter`."""
    return _drawn(standing(Status(answer) if answer else None, context["quarter"], context["today"]))


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective as a line of the tree shows it; what it holds is empty where the line does not open."""

    reference: str
    text: str
    mark: str
    owner_names: tuple[str, ...]
    owners_unconfirmed: bool
    standing: Standing
    outcome_words: tuple[str, ...]
    part_words: tuple[str, ...]
    deadline_words: tuple[str, ...]


@dataclass(frozen=True)
class AimLine:
    """An aim as the tree shows it; `left_out` says that objectives of its theme are not on the page."""

    number: str
    title: str
    mark: str
    total: int
    tallies: tuple[Tally, ...]
    objectives: tuple[ObjectiveLine, ...]
    left_out: bool


@register.simple_tag(takes_context=True)
def objective_line(context: Context, row: Any) -> SafeString:
    """An objective `with_answer` and `with_owner_names`, at the page's `quarter`, drawn once for the same values."""
    return kept(context, "objectives/_objective.html", objective=_line(context, row), **_where(context))


@register.simple_tag(takes_context=True)
def aim_line(context: Context, branch: AimBranch, left_out: int) -> SafeString:
    """An aim of the tree with its objectives; `left_out`: how many of its theme are not on the page."""
    line = AimLine(
        branch.aim.number,
        branch.aim.title,
        _mark_of(context, branch.aim),
        branch.total,
        tuple(branch.tallies),
        tuple(_line(context, row) for row in branch.objectives),
        bool(left_out),
    )
    return kept(context, "objectives/_aim_branch.html", aim=line, **_where(context))


@register.simple_tag(takes_context=True)
def answer_said(context: Context, update: StatusUpdate) -> SafeString:
    """An answer to the page's objective, drawn once for the same values."""
    words = said(update, context["objective"])
    return kept(context, "objectives/_said.html", said=words, read_back=bool(context["read_back"]))


@register.simple_tag(takes_context=True)
def quarter_said(context: Context, line: QuarterLine) -> SafeString:
    """How the page's objective stood at a quarter, drawn once for the same values."""
    is_now = line.quarter == context["quarter"]
    unit = context["unit_slug"]
    return kept(context, "objectives/_quarter_said.html", said=words_of_quarter(line), is_now=is_now, unit=unit)


def _where(context: Context) -> dict[str, str]:
    return {"trust": context["trust"].slug, "year": context["year"].slug}


def _line(context: Context, row: Any) -> ObjectiveLine:
    return ObjectiveLine(
        row.reference,
        row.text,
        _mark_of(context, row),
        tuple(row.owner_names),
        row.owners_unconfirmed,
        standing(Status(row.answer) if row.answer else None, context["quarter"], context["today"]),
        tuple(getattr(row, "outcome_words", ())),
        tuple(getattr(row, "part_words", ())),
        tuple(getattr(row, "deadline_words", ())),
    )


@register.simple_tag(takes_context=True)
def since(context: Context, row: Objective | Aim | Theme) -> SafeString | str:
    """That a theme, an aim or an objective is not as the last version has it; takes the page's `marks`."""
    words = _mark_of(context, row)
    return format_html(' <span class="mark mark--plain">{}</span>', words) if words else ""


def _mark_of(context: Context, row: Objective | Aim | Theme) -> str:
    marks: Marks | None = context.get("marks")
    mark = marks.mark(row) if marks else None
    return mark.words if mark else ""


@lru_cache
def _drawn(shown: Standing) -> SafeString:
    """The few there are stand on a page many times."""
    return status_tag(shown)
