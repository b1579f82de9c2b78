"""The plan report: themes, aims and objectives as they stand at the quarter at work, in their owners' words."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Prefetch, QuerySet

from objectives.deadlines import with_moves, words_of
from objectives.models import (
    Aim,
    AnnualPlan,
    DeadlineRevision,
    Objection,
    Objective,
    OutcomeEvidence,
    Status,
    StatusUpdate,
    Theme,
)
from objectives.said import Said, said
from objectives.spread import UnitSaid, numbers, said_of
from objectives.standing import NO_STATUS, NOT_YET_OPEN, OVERDUE, UNANSWERED, Standing, current_quarter, standing
from objectives.views.base import plan_for
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.papers.report import Asked, Report

# As counts stand beside each other: what owners say, then why nothing is said.
IN_ORDER = (
    *(Standing(one.label, one.value) for one in Status),
    NO_STATUS,
    NOT_YET_OPEN,
    UNANSWERED,
    OVERDUE,
)

Row = TypeVar("Row")


@dataclass(frozen=True)
class Group(Generic[Row]):
    """An aim with its objectives; without a number those straight under the theme."""

    number: str
    title: str
    withdrawn: str
    objectives: tuple[Row, ...]


@dataclass(frozen=True)
class ThemeOf(Generic[Row]):
    """A theme, and what stands under it."""

    number: str
    title: str
    withdrawn: str
    groups: tuple[Group[Row], ...]

    @property
    def objectives(self) -> list[Row]:
        """All of them."""
        return [row for group in self.groups for row in group.objectives]


@dataclass(frozen=True)
class Count:
    """How many objectives stand alike."""

    label: str
    value: str
    number: int


@dataclass(frozen=True)
class ThemeCounted:
    """How the objectives of a theme stand, in the order of the plan's own counts; how many deadlines have passed."""

    number: str
    title: str
    counts: tuple[Count, ...]
    total: int
    late: int


@dataclass(frozen=True)
class Proof:
    """What shows an outcome; `name` is that of a file."""

    outcome: str
    text: str
    link: str
    name: str


@dataclass(frozen=True)
class Objected:
    """That an owner objects to the words entered for them."""

    by: str
    text: str
    dated: datetime.date
    given_by: str


@dataclass(frozen=True)
class Words:
    """What an owner said: at which quarter, where it was an earlier one, who said it and when."""

    earlier_quarter: str
    comment: str
    dated: datetime.date
    told_on: datetime.date | None
    given_by: str
    given_as: str
    proofs: tuple[Proof, ...]
    objections: tuple[Objected, ...]


@dataclass(frozen=True)
class UnitStands:
    """How one of the units stands that each answer; `owner` answers for it."""

    name: str
    owner: str
    label: str
    value: str
    words: Words | None


@dataclass(frozen=True)
class Stands:
    """An objective as it stands; where each unit is asked, `spread` says how they do, and `units` one by one."""

    reference: str
    text: str
    outcomes: tuple[str, ...]
    parts: tuple[str, ...]
    owners: tuple[str, ...]
    owners_unconfirmed: bool
    owners_as_printed: str
    acts: str
    for_each: str
    hangs_on: str
    flags: tuple[str, ...]
    deadlines: tuple[str, ...]
    late: bool
    label: str
    value: str
    withdrawn: str
    words: Words | None
    spread: str
    units: tuple[UnitStands, ...]


@dataclass(frozen=True)
class PlanSaid:
    """All that the report says.

    `theme` is the one it is narrowed to; `unknown_theme` what was asked for that there is not; the counts are of the
    whole plan.
    """

    title: str
    quarter: str
    quarter_says: str
    theme: str
    unknown_theme: str
    total: int
    late: int
    counts: tuple[Count, ...]
    counted: tuple[ThemeCounted, ...]
    themes: tuple[ThemeOf[Stands], ...]
    has_owners: bool
    has_acts: bool
    has_words: bool


class PlanReport(Report):
    """How every objective of the year stands."""

    slug = "plan"
    title = "Plan report"
    says = "Themes, aims and objectives: how each stands at the quarter at work, in its owner’s words."
    sheets = ("pdf-plan",)
    screen_sheets = ("objectives/objectives.css", "reports/plan.css")
    tells_of_risks = False

    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whoever reads plans, of a year that has one."""
        return plan_for(reader, year) is not None

    def read(self, asked: Asked) -> PlanSaid:
        """The plan at the quarter at work; of one theme where `theme` asks for it."""
        annual_plan = plan_asked(asked)
        quarter = current_quarter(quarters_of(asked.year))
        reading = _Reading(asked, annual_plan, quarter)
        whole = themes_with(annual_plan, reading.objectives)
        wanted = asked.options.get("theme", "")
        narrowed = [theme for theme in whole if theme.number == wanted]
        shown = narrowed or whole
        rows = [row for theme in shown for row in theme.objectives]
        everything = [row for theme in whole for row in theme.objectives]
        counts = _counts(everything)
        return PlanSaid(
            title=annual_plan.title,
            quarter=str(quarter) if quarter else "",
            quarter_says=_quarter_says(quarter),
            theme=wanted if narrowed else "",
            unknown_theme="" if narrowed else wanted,
            total=len(everything),
            late=sum(row.late for row in everything),
            counts=counts,
            counted=tuple(_counted(theme, counts) for theme in whole),
            themes=tuple(shown),
            has_owners=any(row.owners for row in rows),
            has_acts=any(row.acts for row in rows),
            has_words=any(row.words or row.units or row.withdrawn for row in rows),
        )

    def rows(self, data: Mapping[str, Any]) -> int:
        """A row for each theme counted, one for all, and one for each objective that is shown."""
        shown = sum(len(group["objectives"]) for theme in data["themes"] for group in theme["groups"])
        return len(data["counted"]) + 1 + shown


def plan_asked(asked: Asked) -> AnnualPlan:
    """The plan of the year asked for. Raises AnnualPlan.DoesNotExist."""
    annual_plan = plan_for(asked.reader, asked.year)
    if annual_plan is None:
        raise AnnualPlan.DoesNotExist
    return annual_plan


class _Reading:
    """What the reader may see of the plan's objectives, and of what their owners said."""

    def __init__(self, asked: Asked, annual_plan: AnnualPlan, quarter: Quarter | None) -> None:
        self.asked, self.annual_plan, self.quarter = asked, annual_plan, quarter
        rows = Objective.objects.visible_to(asked.reader).of(asked.year).with_answer(quarter).with_units(quarter)
        rows = with_plan_words(rows.with_owner_names().with_deadline(asked.today))
        self.updates: dict[tuple[int, int | None], StatusUpdate] = {}
        self.is_asked = quarter is not None and quarter.expects_answers
        if quarter is not None and self.is_asked:
            self.updates = {(row.objective_id, row.unit_id): row for row in _updates(asked, quarter)}
        self.objectives = [(row, self._stands(row)) for row in with_moves(rows.in_printed_order())]

    def _stands(self, row: Any) -> Stands:
        row.annual_plan = self.annual_plan
        stands = self._standing(row.answer)
        asked = said_of(row) if row.for_each and self.is_asked else []
        return Stands(
            reference=row.reference,
            text=row.text,
            outcomes=outcomes_of(row),
            parts=parts_of(row),
            owners=tuple(row.owner_names),
            owners_unconfirmed=row.owners_unconfirmed,
            owners_as_printed=row.owners_as_printed,
            acts=row.acts,
            for_each=row.get_for_each_display(),
            hangs_on=row.hangs_on.reference if row.hangs_on else "",
            flags=tuple(row.flag_names),
            deadlines=tuple(words_of(deadline) for deadline in row.deadlines.all()),
            late=row.late,
            label=stands.label,
            value=stands.value,
            withdrawn=withdrawn(row),
            words=None if row.for_each else self._words(row, None),
            spread=numbers(self._standing(one.word) for one in asked),
            units=tuple(self._unit(row, one) for one in asked),
        )

    def _unit(self, row: Objective, unit: UnitSaid) -> UnitStands:
        stands = self._standing(unit.word)
        return UnitStands(unit.unit, unit.owner or "", stands.label, stands.value, self._words(row, unit.pk))

    def _standing(self, word: str | None) -> Standing:
        return standing(Status(word) if word else None, self.quarter, self.asked.today)

    def _words(self, row: Objective, unit: int | None) -> Words | None:
        update = self.updates.get((row.pk, unit))
        if update is None:
            return None
        update.quarter.year = self.asked.year
        earlier = str(update.quarter) if self.quarter and update.quarter_id != self.quarter.pk else ""
        return _words(said(update, row), earlier)


def _words(answer: Said, earlier_quarter: str) -> Words:
    return Words(
        earlier_quarter=earlier_quarter,
        comment=answer.comment,
        dated=answer.dated,
        told_on=answer.told_on,
        given_by=answer.given_by,
        given_as=answer.given_as,
        proofs=tuple(Proof(one.outcome, one.text, one.link, one.name) for one in answer.proofs),
        objections=tuple(Objected(*one) for one in answer.objections),
    )


def _updates(asked: Asked, quarter: Quarter) -> QuerySet[StatusUpdate]:
    """The answers that count at the quarter, with all that `said` reads of them."""
    seen = Objective.objects.visible_to(asked.reader).of(asked.year)
    rows = StatusUpdate.objects.that_count_at(quarter.number).filter(objective__in=seen, quarter__year=asked.year)
    proofs = OutcomeEvidence.objects.select_related("outcome", "file").order_by("outcome__order")
    return rows.select_related("quarter", "unit", "given_by", "given_as").prefetch_related(
        Prefetch("evidence", proofs),
        Prefetch("revisions", DeadlineRevision.objects.select_related("deadline").order_by("deadline__month")),
        Prefetch("objections", Objection.objects.select_related("given_by").order_by("given_at")),
    )


def with_plan_words(objectives: Any) -> Any:
    """Objectives with what the plan says of them: outcomes, numbered parts, deadlines, and what they hang on."""
    return objectives.select_related("hangs_on").prefetch_related("outcomes", "sub_items", "deadlines")


def outcomes_of(row: Objective) -> tuple[str, ...]:
    """Its outcomes, in their order."""
    return tuple(outcome.text for outcome in row.outcomes.all())


def parts_of(row: Objective) -> tuple[str, ...]:
    """Its numbered parts, each with its label."""
    return tuple(str(part) for part in row.sub_items.all())


def withdrawn(row: Theme | Aim | Objective) -> str:
    """That it was taken out of the plan, when and why; empty where it was not."""
    if row.withdrawn_on is None:
        return ""
    return f"Withdrawn from the plan on {row.withdrawn_on:%-d %B %Y}: {row.withdrawn_reason}"


def themes_with(annual_plan: AnnualPlan, rows: Iterable[tuple[Objective, Row]]) -> list[ThemeOf[Row]]:
    """The plan's themes and aims, each with what is said of its objectives; these come in printed order."""
    under: dict[tuple[int, int | None], list[Row]] = {}
    for objective, row in rows:
        under.setdefault((objective.theme_id, objective.aim_id), []).append(row)
    aims: dict[int, list[Aim]] = {}
    for aim in Aim.objects.filter(plan=annual_plan.plan_id).order_by("order", "pk"):
        aims.setdefault(aim.theme_id, []).append(aim)
    found = []
    for theme in Theme.objects.filter(plan=annual_plan.plan_id).order_by("order", "pk"):
        straight = under.get((theme.pk, None), [])
        groups = [Group("", "", "", tuple(straight))] if straight else []
        groups += [
            Group(aim.number, aim.title, withdrawn(aim), tuple(under.get((theme.pk, aim.pk), [])))
            for aim in aims.get(theme.pk, [])
        ]
        found.append(ThemeOf(theme.number, theme.title, withdrawn(theme), tuple(groups)))
    return found


def _counts(rows: Iterable[Stands]) -> tuple[Count, ...]:
    numbers = Counter(row.value for row in rows)
    return tuple(Count(one.label, one.value, numbers[one.value]) for one in IN_ORDER if numbers[one.value])


def _counted(theme: ThemeOf[Stands], counts: Iterable[Count]) -> ThemeCounted:
    rows = theme.objectives
    numbers = Counter(row.value for row in rows)
    each = tuple(Count(one.label, one.value, numbers[one.value]) for one in counts)
    return ThemeCounted(theme.number, theme.title, each, len(rows), sum(row.late for row in rows))


def _quarter_says(quarter: Quarter | None) -> str:
    """Which days the quarter is of, and whether owners are asked."""
    if quarter is None:
        return "The year has no quarters yet."
    days = f"{quarter.first_day:%-d %B} to {quarter.last_day:%-d %B %Y}."
    if not quarter.expects_answers:
        return f"{days} The document gives no status, and none is asked for."
    if quarter.is_open:
        return f"{days} Owners answer by {quarter.due_on:%-d %B %Y}."
    return f"{days} The quarter is {'closed' if quarter.opened_on else 'not open yet'}."
