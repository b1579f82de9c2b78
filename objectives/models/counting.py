# ruff: noqa: S608 - nothing in this SQL was typed by anybody
"""In SQL, for many objectives at once: which answer counts at a quarter, and by when an objective is due.

In words: `objectives/standing.py`, `objectives/spread.py`, `objectives/deadlines.py`. Written by hand: as querysets,
these questions took Django ten times as long to write as PostgreSQL to answer. What is filled in are columns, numbers
and days of our own; nothing that somebody typed comes near it.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import F, Func

from objectives.spread import WORST_FIRST
from objectives.standing import FINAL
from probation_planning.organisation.models import Quarter

WORDS = ", ".join(f"'{word}'" for word in WORST_FIRST)
FINAL_WORDS = ", ".join(f"'{word}'" for word in sorted(FINAL))
# Of an objective, or one of its units, the last answer up to a quarter: its word, and a column of it, where it counts.
COUNTING = f"""
    SELECT CASE WHEN at.number = {{number}} OR said.status IN ({FINAL_WORDS}) THEN said.status END AS word,
        CASE WHEN at.number = {{number}} OR said.status IN ({FINAL_WORDS}) THEN {{column}} END AS found
    FROM objectives_statusupdate said JOIN organisation_quarter at ON at.id = said.quarter_id
    WHERE said.objective_id = {{objective}} AND said.unit_id {{unit}} AND at.number <= {{number}}
    ORDER BY at.number DESC, said.sequence DESC LIMIT 1
"""
# The units that each answer for it, and are open on one of these days: `spread.py: open_within`.
UNITS = """
    organisation_deliveryunit unit {more}
    WHERE unit.trust_id = {trust} AND unit.kind = {for_each}
    AND (unit.opened_on IS NULL OR unit.opened_on <= {last}) AND (unit.closed_on IS NULL OR unit.closed_on > {first})
"""
# The month until which a deadline runs, as moved by the latest answer that counts.
UNTIL = """
    coalesce((
        SELECT revision.month FROM objectives_deadlinerevision revision
        JOIN objectives_statusupdate said ON said.id = revision.update_id
        JOIN organisation_quarter at ON at.id = said.quarter_id
        WHERE revision.deadline_id = {deadline} AND revision.was = {printed} AND said.unit_id {unit}
        AND NOT EXISTS (
            SELECT 1 FROM objectives_statusupdate later WHERE later.objective_id = said.objective_id
            AND later.quarter_id = said.quarter_id AND later.unit_id {unit} AND later.sequence > said.sequence
        )
        ORDER BY at.number DESC LIMIT 1
    ), {printed})
"""
NO_UNIT, OF_UNIT = "IS NULL", "= unit.id"
# The same where each unit answers: the latest month of its units that are open on a day, each as that unit moved it.
UNTIL_OF_WHOLE = f"""
    (CASE WHEN {{for_each}} = '' THEN {UNTIL.replace("{unit}", NO_UNIT)}
    ELSE coalesce((SELECT max({UNTIL.replace("{unit}", OF_UNIT)}) FROM {UNITS}), {{printed}}) END)
"""
DUE = f"""
    SELECT {UNTIL.replace("{deadline}", "deadline.id").replace("{printed}", "deadline.month")} AS until
    FROM objectives_deadline deadline WHERE deadline.objective_id = {{objective}}
"""
LAST_WORD = """
    SELECT said.status FROM objectives_statusupdate said JOIN organisation_quarter at ON at.id = said.quarter_id
    WHERE said.objective_id = {objective} AND said.unit_id {unit} ORDER BY at.number DESC, said.sequence DESC LIMIT 1
"""
LATE = f"""(SELECT max(until) FROM ({DUE}) due) < {{month}} AND coalesce(({LAST_WORD}), '') NOT IN ({FINAL_WORDS})"""

# The columns of an objective, by what stands for them in SQL.
OWN = {"objective": "pk", "trust": "trust", "for_each": "for_each", "annual_plan": "annual_plan"}


class Written(Func):
    """A value in SQL by hand, in which the names of `columns` stand for its row's own: `{objective}` for its key."""

    def __init__(
        self, sql: str, output_field: models.Field[Any, Any], columns: Mapping[str, str] = MappingProxyType(OWN)
    ) -> None:
        super().__init__(*map(F, columns.values()), output_field=output_field)
        self.sql, self.columns = sql, tuple(columns)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **more: Any) -> tuple[str, tuple[()]]:
        """The SQL with the objective's columns, as the query around it calls them."""
        named = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return self.sql.format(**dict(zip(self.columns, named, strict=True))), ()


@dataclass(frozen=True)
class Days:
    """What a quarter must tell of itself here; two of the same number and days ask the same."""

    number: int
    first_day: datetime.date
    last_day: datetime.date


def days_of(quarter: Quarter | None) -> Days | None:
    """A quarter as a question of `organisation/questions.py` takes it."""
    return Days(quarter.number, quarter.first_day, quarter.last_day) if quarter else None


def answer_at(quarter: Quarter | Days | None, column: str, output_field: models.Field[Any, Any]) -> Written:
    """A column of the answer that counts at the quarter; where each unit answers, of the worst unit's."""
    alone, units = _said(quarter, column, unit=NO_UNIT), _units_said(quarter, column=column)
    place = f"array_position(ARRAY[{WORDS}], coalesce(counts.word, 'overdue'))"
    worst = f"SELECT counts.found FROM {units} ORDER BY {place}, unit.name LIMIT 1"
    whole = f"SELECT alone.found FROM ({alone}) alone"
    return Written(f"(CASE WHEN {{for_each}} = '' THEN ({whole}) ELSE ({worst}) END)", output_field)


def units_at(quarter: Quarter | Days | None) -> Written:
    """What each unit that is to answer at the quarter said, by name: a list of `spread.py: UnitSaid`, as JSON."""
    said = "jsonb_build_array(unit.id, unit.name, owner.name, counts.word, unit.slug) ORDER BY unit.name"
    units = _units_said(quarter, "LEFT JOIN organisation_owner owner ON owner.id = unit.owner_id")
    return Written(f"(SELECT coalesce(jsonb_agg({said}), '[]') FROM {units})", models.JSONField())


def silent_at(quarter: Quarter | Days | None) -> Written:
    """Whether no answer counts at the quarter; where each unit answers, whether one is silent, or there is none."""
    whole = f"SELECT alone.word FROM ({_said(quarter, unit=NO_UNIT)}) alone"
    units = _units_said(quarter)
    of_unit = f"SELECT bool_or(counts.word IS NULL) FROM {units}"
    sql = f"(CASE WHEN {{for_each}} = '' THEN ({whole}) IS NULL ELSE coalesce(({of_unit}), true) END)"
    return Written(sql, models.BooleanField())


def month_due(day: datetime.date) -> Written:
    """The month of the deadline that comes next on the day, else of the last one."""
    month, due = _day(day.replace(day=1)), _filled(DUE, unit=NO_UNIT)
    next_first = f"until < {month}, CASE WHEN until >= {month} THEN until END, until DESC"
    return Written(f"(SELECT until FROM ({due}) due ORDER BY {next_first} LIMIT 1)", models.DateField())


def until(day: datetime.date, deadline: str = "") -> Written:
    """The month until which a deadline runs; where each unit answers, for the unit that takes longest.

    `deadline`: what leads to it from the row, deadlines__ of an objective.
    """
    sql = UNTIL_OF_WHOLE.format(**_of_deadline(), more="", first=_day(day), last=_day(day))
    return Written(sql, models.DateField(), _deadline_columns(deadline))


def moved_by(day: datetime.date) -> Written:
    """Which of the units that each answer take longest, where their answers moved a deadline; None where none did."""
    of_unit = UNTIL.replace("{unit}", OF_UNIT)
    longest = f"SELECT {of_unit} AS until, unit.name FROM {UNITS}"
    sql = f"""(SELECT string_agg(moved.name, ', ' ORDER BY moved.name) FROM (
        SELECT late.until, late.name, max(late.until) OVER () AS latest FROM ({longest}) late
    ) moved WHERE {{for_each}} <> '' AND moved.until = moved.latest AND moved.until <> {{printed}})"""
    filled = sql.format(**_of_deadline(), more="", first=_day(day), last=_day(day))
    return Written(filled, models.CharField(), _deadline_columns())


def _of_deadline() -> dict[str, str]:
    return {name: f"{{{name}}}" for name in _deadline_columns()}


def _deadline_columns(deadline: str = "") -> dict[str, str]:
    """The columns of a deadline, as a row of it finds them, or one of its objective by what leads to it."""
    for_each = "for_each" if deadline else "objective__for_each"
    return {"deadline": f"{deadline}pk", "printed": f"{deadline}month", "trust": "trust", "for_each": for_each}


def late_on(day: datetime.date) -> Written:
    """Whether it is overdue on the day; where each unit answers, whether one is.

    Never where all quarters of the year, the last of which begins 275 days after it, are known from the document alone.
    """
    month, today = _day(day.replace(day=1)), _day(day)
    units = _filled(UNITS, more="", first=today, last=today)
    late_unit = f"SELECT 1 FROM {units} AND {_filled(LATE, unit=OF_UNIT, month=month)}"
    elsewhere = """SELECT year.answers_from > year.start + 275 FROM objectives_annualplan annual
        JOIN organisation_year year ON year.id = annual.year_id WHERE annual.id = {annual_plan}"""
    sql = f"""(CASE WHEN ({elsewhere}) THEN false
        WHEN {{for_each}} <> '' AND EXISTS (SELECT 1 FROM {units}) THEN EXISTS ({late_unit})
        ELSE coalesce({_filled(LATE, unit=NO_UNIT, month=month)}, false) END)"""
    return Written(sql, models.BooleanField())


def _said(quarter: Quarter | Days | None, column: str = "said.status", *, unit: str) -> str:
    return _filled(COUNTING, unit=unit, number=quarter.number if quarter else 0, column=column)


def _units_said(quarter: Quarter | Days | None, more: str = "", column: str = "said.status") -> str:
    """The units that are to answer at the quarter, each with what `counts`."""
    first, last = (_day(quarter.first_day), _day(quarter.last_day)) if quarter else ("NULL", "NULL")
    of_unit = f"LEFT JOIN LATERAL ({_said(quarter, column, unit=OF_UNIT)}) counts ON true {more}"
    return _filled(UNITS, more=of_unit, first=first, last=last)


def _day(day: datetime.date) -> str:
    return f"DATE '{day.isoformat()}'"


def _filled(sql: str, **values: object) -> str:
    """The SQL with these values; the objective's own columns are filled in later."""
    own = {name: f"{{{name}}}" for name in OWN}
    return sql.format(**own, **values)
