"""Who has answered for which risk at a review, and who has not."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Case, Q, QuerySet, Value, When

from probation_planning.organisation.parted import Parted, Span, parted, read_parted
from probation_planning.organisation.questions import Statement, question, statement
from probation_planning.organisation.roles import Reader
from risks.lines import COLUMNS, RiskLine, risk_line
from risks.models import Assessment, AssessmentKind, Review, Standing
from risks.models.assessments import StandingQuerySet
from risks.models.risks import owned_entries
from risks.reading import OpenRegister, is_begun, standings_asked


class Answered(NamedTuple):
    """A risk at a review: whether it was answered for it, and whether it can be rated for it now."""

    line: RiskLine
    is_answered: bool
    takes_ratings: bool


def risks_to_answer(reader: Reader, review: Review) -> StandingQuerySet:
    """How the risks that the reader answers for stand at the review; `assessment` is empty where they have not."""
    rows = Standing.objects.visible_to(reader).live()
    return rows.filter(review=review, entry__in=owned_entries(reader.owner_ids))


def is_answered(row: Mapping[str, Any]) -> bool:
    """Whether the risk was rated at the review itself: what is carried from last year is what it comes with.

    Asked of a row of standings with `score` and `assessment__kind`.
    """
    return row["score"] is not None and row["assessment__kind"] != AssessmentKind.CARRIED


def rated_at(review: int) -> Q:
    """`is_answered` of many rows of the review's standings."""
    carried = Assessment.objects.filter(review=review, carried_from__isnull=False).order_by().values("pk")
    return Q(score__isnull=False) & ~Q(assessment__in=carried)


def takes_ratings(row: Mapping[str, Any], review: Review) -> bool:
    """Whether the risk can be rated for the review now: in a section that it has left nobody rates it.

    Asked of a row of standings with `section` and `section_now`.
    """
    return row["section_now"] == row["section"] and review.is_open(row["section"])


def lines_answered(opened: OpenRegister, review: Review) -> list[Answered]:
    """Every live risk in the printed order."""
    thresholds = opened.thresholds(review)
    return [
        Answered(risk_line(row, opened.frame, review, thresholds), is_answered(row), takes_ratings(row, review))
        for row in (_live(*opened.asking, review.pk) if is_begun(review) else ())
    ]


@question
def _live(reader: Reader, register: int, opens: frozenset[str], review: int) -> QuerySet[Standing, dict[str, Any]]:
    rows = standings_asked(reader, register, opens, (review,)).live().by_reference().with_section_now()
    found: QuerySet[Standing, dict[str, Any]] = rows.values(*COLUMNS, "assessment__kind", "section_now")
    return found


def answers_by_owner(opened: OpenRegister, review: Review, span: Span, owner: str | None = None) -> Parted:
    """Each owner's live risks at the review, or one owner's; a shared risk stands with each owner."""
    if not is_begun(review):
        return Parted(0, 0, [])
    return read_parted(_by_owner(*opened.asking, review.pk, owner, *span))


@statement
def _by_owner(
    reader: Reader, register: int, opens: frozenset[str], review: int, owner: str | None, after: int, to: int
) -> Statement:
    rows = standings_asked(reader, register, opens, (review,)).live().by_reference()
    rows = rows.annotate(answered=Case(When(rated_at(review), then=True), default=False))
    return parted(rows.values_list("reference", "title", "answered", "owners", Value("[]")), owner, after, to)
