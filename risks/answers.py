"""Who has answered for which risk at a review, and who has not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from probation_planning.organisation.roles import Reader
from risks.lines import COLUMNS, RiskLine, risk_line
from risks.models import AssessmentKind, Review, Standing
from risks.models.assessments import StandingQuerySet
from risks.models.risks import owned_entries
from risks.reading import OpenRegister


def risks_to_answer(reader: Reader, review: Review) -> StandingQuerySet:
    """How the risks that the reader answers for stand at the review; `assessment` is empty where they have not."""
    rows = Standing.objects.visible_to(reader).live()
    return rows.filter(review=review, entry__in=owned_entries(reader.owner_ids))


def is_answered(row: Mapping[str, Any]) -> bool:
    """Whether the risk was rated at the review itself: what is carried from last year is what it comes with.

    Asked of a row of standings with `score` and `assessment__kind`.
    """
    return row["score"] is not None and row["assessment__kind"] != AssessmentKind.CARRIED


def lines_answered(opened: OpenRegister, review: Review) -> list[tuple[RiskLine, bool]]:
    """Every live risk in the printed order, and whether it was answered for the review."""
    thresholds = opened.thresholds(review)
    rows = opened.standings(review).live().by_reference().values(*COLUMNS, "assessment__kind")
    return [(risk_line(row, opened.frame, review, thresholds), is_answered(row)) for row in rows]


@dataclass(frozen=True)
class OwnerAnswers:
    """What one owner has and has not answered at a review; no name for risks without an owner."""

    owner: str
    answered: list[RiskLine]
    unanswered: list[RiskLine]


def answers_by_owner(opened: OpenRegister, review: Review) -> list[OwnerAnswers]:
    """Each owner's risks at the review, by name, those without an owner last; a shared risk stands with each owner."""
    found: dict[str, OwnerAnswers] = {}
    for line, answered in lines_answered(opened, review):
        for owner in line.owners or [""]:
            answers = found.setdefault(owner, OwnerAnswers(owner, [], []))
            (answers.answered if answered else answers.unanswered).append(line)
    return sorted(found.values(), key=lambda answers: (not answers.owner, answers.owner))
