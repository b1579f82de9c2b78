"""The plan as a tree: themes, their aims, and the objectives of those themes that are unfolded."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Concat, Trim

from objectives.models import Aim, AnnualPlan, Deadline, Objective, Outcome, Status, SubItem, Theme
from objectives.models.counting import Days, days_of
from objectives.models.objectives import ObjectiveQuerySet
from objectives.standing import Standing, standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader

# Beyond so many objectives a page shows one theme at a time, and so many of it.
MOST_SHOWN = 200

# How many objectives have which answer; of each theme, aim by aim.
Answers = dict[str | None, int]
Counts = dict[int, dict[int | None, Answers]]
Stands = dict[Status | None, Standing]


class Tally(NamedTuple):
    """How many objectives stand alike."""

    standing: Standing
    number: int


@dataclass
class AimBranch:
    """An aim: how its objectives stand, and those that are on this page."""

    aim: Aim
    tallies: list[Tally]
    total: int
    objectives: list[Objective] = field(default_factory=list)


@dataclass
class ThemeBranch:
    """A theme: how its objectives stand; where it unfolds on this page its aims, and the objectives straight under it.

    `left_out` counts the objectives that are too many for the page.
    """

    theme: Theme
    tallies: list[Tally]
    total: int
    aims: list[AimBranch]
    objectives: list[Objective]
    unfolds: bool
    left_out: int


@dataclass
class Tree:
    """All themes of a plan, and how all its objectives stand."""

    themes: list[ThemeBranch]
    tallies: list[Tally]
    total: int

    @property
    def shown(self) -> list[Objective]:
        """The objectives on the page."""
        straight = [row for one in self.themes for row in one.objectives]
        return straight + [row for one in self.themes for branch in one.aims for row in branch.objectives]

    @property
    def aims(self) -> list[Aim]:
        """Those on the page."""
        return [branch.aim for one in self.themes for branch in one.aims]

    @property
    def is_big(self) -> bool:
        """Whether it unfolds one theme at a time."""
        return self.total > MOST_SHOWN

    @property
    def numbers_are_read(self) -> bool:
        """Whether the paper prints no numbers for its themes."""
        return any(branch.theme.number_is_reading for branch in self.themes)


def grow(reader: Reader, annual_plan: AnnualPlan, quarter: Quarter | None, unfolded: str = "") -> Tree:
    """The tree of what the reader may see of the plan; a big one has the objectives of theme `unfolded` alone."""
    counts: Counts = {}
    days = days_of(quarter)
    for theme_id, aim_id, answer, number in _answers(reader, annual_plan.year_id, days):
        counts.setdefault(theme_id, {}).setdefault(aim_id, {})[answer] = number
    everything = [of_aim for of_theme in counts.values() for of_aim in of_theme.values()]
    total = sum(sum(of_aim.values()) for of_aim in everything)
    shown = _shown(reader, annual_plan.year_id, days, unfolded if total > MOST_SHOWN else None, clock.today())
    every_theme = themes_of(annual_plan.plan_id)
    opened = {theme.pk for theme in every_theme if total <= MOST_SHOWN or theme.number == unfolded}
    aims = [aim for aim in _aims(annual_plan.plan_id) if aim.theme_id in opened] if opened else []
    stands = _standings(quarter)
    themes = [
        _branch(theme, aims, shown, counts.get(theme.pk, {}), stands, unfolds=theme.pk in opened)
        for theme in every_theme
    ]
    return Tree(themes, _tallies(everything, stands), total)


@question
def themes_of(plan: int) -> QuerySet[Theme]:
    """The themes of a plan, in order."""
    return Theme.objects.filter(plan=plan)


@question
def _aims(plan: int) -> QuerySet[Aim]:
    return Aim.objects.filter(plan=plan)


@question
def _answers(reader: Reader, year: int, quarter: Days | None) -> QuerySet[Any]:
    """How many objectives have which answer: theme, aim, answer, number."""
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year).with_answer(quarter)
    by_place: Any = rows.order_by().values_list("theme_id", "aim_id", models.F("answer"))
    counted: QuerySet[Any] = by_place.annotate(number=models.Count("pk"))
    return counted


@question
def _shown(reader: Reader, year: int, quarter: Days | None, theme: str | None, today: datetime.date) -> QuerySet[Any]:
    """The objectives on the page, with all that a line of the tree shows; of one theme where it is named.

    `today` is asked of the clock further down: another day is another question.
    """
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year).in_printed_order()
    rows = _with_insides(rows.with_answer(quarter).with_owner_names())
    shown: QuerySet[Any] = (rows if theme is None else rows.filter(theme__number=theme))[:MOST_SHOWN]
    return shown


def _with_insides(rows: ObjectiveQuerySet) -> ObjectiveQuerySet:
    """Each with what it holds, in words: `outcome_words`, `part_words` and `deadline_words`; in the same question."""
    own = {"objective": models.OuterRef("pk")}
    label = models.Case(models.When(label_as_read="", then="label"), default="label_as_read")
    part = Trim(Concat(label, models.Value(" "), "text", output_field=models.TextField()))
    month = models.Func("until", models.Value("FMMonth YYYY"), function="TO_CHAR", output_field=models.TextField())
    staged = Concat(month, models.Value(": "), "stage", output_field=models.TextField())
    said = models.Case(models.When(stage="", then=month), default=staged)
    by_units = Concat(said, models.Value(", moved by "), "moved_by", output_field=models.TextField())
    deadline = models.Case(models.When(moved_by=None, then=said), default=by_units)
    deadlines: QuerySet[Any] = Deadline.objects.as_moved()
    return rows.annotate(
        outcome_words=ArraySubquery(Outcome.objects.filter(**own).order_by("order").values("text")),
        part_words=ArraySubquery(SubItem.objects.filter(**own).order_by("order").values(said=part)),
        deadline_words=ArraySubquery(deadlines.filter(**own).order_by("until").values(said=deadline)),
    )


def _branch(
    theme: Theme,
    aims: list[Aim],
    shown: list[Objective],
    counts: dict[int | None, Answers],
    stands: Stands,
    *,
    unfolds: bool,
) -> ThemeBranch:
    mine = [row for row in shown if row.theme_id == theme.pk]
    by_aim = {key: list(rows) for key, rows in groupby(mine, key=lambda row: row.aim_id)}
    total = sum(sum(of_aim.values()) for of_aim in counts.values())
    return ThemeBranch(
        theme=theme,
        tallies=_tallies(counts.values(), stands),
        total=total,
        aims=[
            AimBranch(
                aim,
                _tallies([counts.get(aim.pk, {})], stands),
                sum(counts.get(aim.pk, {}).values()),
                by_aim.get(aim.pk, []),
            )
            for aim in aims
            if aim.theme_id == theme.pk
        ],
        objectives=by_aim.get(None, []),
        unfolds=unfolds,
        left_out=total - len(mine),
    )


def _standings(quarter: Quarter | None) -> Stands:
    """How an objective with each answer stands, in the order of the statuses, silence last."""
    today = clock.today()
    answers: list[Status | None] = [*Status, None]
    return {answer: standing(answer, quarter, today) for answer in answers}


def _tallies(counts: Iterable[Answers], stands: Stands) -> list[Tally]:
    """In the order of the standings; none that is empty."""
    numbers: dict[str | None, int] = {}
    for each in counts:
        for answer, number in each.items():
            numbers[answer] = numbers.get(answer, 0) + number
    return [Tally(stood, numbers[answer]) for answer, stood in stands.items() if numbers.get(answer)]
