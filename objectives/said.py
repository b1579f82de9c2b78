"""Answers, and how an objective stood at a quarter, as pages show them: plain values, drawn once for the same ones."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from objectives.answers import QuarterLine
from objectives.models import Objective, OutcomeEvidence, StatusUpdate
from objectives.standing import Standing


class ProofSaid(NamedTuple):
    """What shows an outcome, empty for the objective itself; `file` leads to one, where there is one."""

    outcome: str
    text: str
    link: str
    file: str
    name: str
    size: int


class MoveSaid(NamedTuple):
    """That a deadline moves."""

    was: datetime.date
    stage: str
    month: datetime.date
    reason: str


class ObjectionSaid(NamedTuple):
    """That an owner objects."""

    by: str
    text: str
    dated: datetime.date
    given_by: str


@dataclass(frozen=True)
class Said:
    """An answer, with what belongs to it; `given_as` is empty where the post is called as the person is."""

    quarter: str
    unit: str
    status: str
    value: str
    comment: str
    dated: datetime.date
    told_on: datetime.date | None
    given_by: str
    given_as: str
    owners: tuple[str, ...]
    proofs: tuple[ProofSaid, ...]
    moves: tuple[MoveSaid, ...]
    objections: tuple[ObjectionSaid, ...]


class QuarterSaid(NamedTuple):
    """A quarter of the row of quarters: how it stood then, and since when or by when."""

    number: int
    first_day: datetime.date
    last_day: datetime.date
    standing: Standing | None
    words: str


def said(update: StatusUpdate, objective: Objective) -> Said:
    """An answer to the objective, of those that `Answers` has read."""
    by, given_as = str(update.given_by), update.given_as_name
    if update.told_on:
        given_as = given_as or str(update.given_as)
    elif given_as == update.given_by.name:
        given_as = ""
    return Said(
        quarter=str(update.quarter),
        unit=str(update.unit or ""),
        status=update.get_status_display(),
        value=update.status,
        comment=update.comment,
        dated=update.dated,
        told_on=update.told_on,
        given_by=by,
        given_as=given_as,
        owners=tuple(update.owners),
        proofs=tuple(_proof(row, objective) for row in update.evidence.all()),
        moves=tuple(MoveSaid(row.was, row.deadline.stage, row.month, row.reason) for row in update.revisions.all()),
        objections=tuple(
            ObjectionSaid(row.given_as_name, row.text, row.dated, str(row.given_by)) for row in update.objections.all()
        ),
    )


def _proof(row: OutcomeEvidence, objective: Objective) -> ProofSaid:
    outcome = row.outcome.text if row.outcome else ""
    if row.file is None:
        return ProofSaid(outcome, row.text, row.link, "", "", 0)
    year = objective.annual_plan.year
    named = [year.trust.slug, year.slug, objective.reference, row.file.uuid, row.file.name]
    address = reverse("objectives:evidence", args=named)
    return ProofSaid(outcome, row.text, row.link, address, row.file.name, row.file.size)


def quarter_said(line: QuarterLine) -> QuarterSaid:
    """A line of `Answers`."""
    quarter = line.quarter
    return QuarterSaid(quarter.number, quarter.first_day, quarter.last_day, line.standing, _words(line))


def _words(line: QuarterLine) -> str:
    if line.said:
        return line.said
    if line.answer and line.stands_since:
        return f"{line.answer.get_status_display().lower()} since Q{line.stands_since.number}"
    if line.answer:
        return f"answered {line.answer.dated:%-d %B %Y}"
    due = f"due {line.quarter.due_on:%-d %B %Y}"
    return {"unanswered": due, "overdue": f"was {due}"}.get(line.standing.value if line.standing else "", "")
