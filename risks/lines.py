"""A risk at one review as a line: its rating, the one before, what happened to it and how it moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, When

from probation_planning.organisation.security import shows
from risks.frames import Frame
from risks.models import Response, Review, Turn
from risks.scoring import Band, Change, Factors, FactorsSource, Thresholds, band, change, known_factors

RESPONSES = {value: str(label) for value, label in Response.choices}

# What a line is made of: one row of standings.
COLUMNS = (
    *("entry_id", "section", "order", "reference", "title", "success", "categories", "owners", "responses"),
    *("assessment_id", "likelihood", "impact", "score"),
    *("previous_likelihood", "previous_impact", "previous_score", "previous_review_id"),
    *("turn", "interim_id", "ranked", "sat", "tolerated", "decision"),
)

# What happened to a risk at a review says more than how its rating moved.
TURNED = {
    Turn.Kind.ENTERED: Change.NEW,
    Turn.Kind.ARRIVED: Change.NEW,
    Turn.Kind.CLOSED: Change.CLOSED,
    Turn.Kind.REOPENED: Change.REOPENED,
}
_NEW = [kind for kind, change in TURNED.items() if change is Change.NEW]
_UNTURNED = Q(turn="")

# Likelihood and impact at the review, or at the last one before it where the risk is not assessed yet.
KNOWN_LIKELIHOOD = Case(When(score__isnull=False, then=F("likelihood")), default=F("previous_likelihood"))
KNOWN_IMPACT = Case(When(score__isnull=False, then=F("impact")), default=F("previous_impact"))

# `scoring.change` asked of many rows. Factors can differ under one score only where both pairs were recorded.
_SAME_SCORE = Q(score=F("previous_score"))
_SAME_LIKELIHOOD = (
    Q(likelihood=F("previous_likelihood")) | Q(likelihood__isnull=True) | Q(previous_likelihood__isnull=True)
)
CHANGED: Mapping[Change, Q] = {
    Change.UP: _UNTURNED & Q(score__gt=F("previous_score")),
    Change.DOWN: _UNTURNED & Q(score__lt=F("previous_score")),
    Change.LEVEL: _UNTURNED & _SAME_SCORE & _SAME_LIKELIHOOD,
    Change.FACTORS_CHANGED: _UNTURNED
    & _SAME_SCORE
    & (Q(likelihood__gt=F("previous_likelihood")) | Q(likelihood__lt=F("previous_likelihood"))),
    Change.NO_EARLIER: _UNTURNED & Q(score__isnull=False, previous_score__isnull=True),
    Change.NOT_ASSESSED: _UNTURNED & Q(score__isnull=True),
    Change.NEW: Q(turn__in=_NEW),
    Change.REOPENED: Q(turn=Turn.Kind.REOPENED),
    Change.CLOSED: Q(turn=Turn.Kind.CLOSED),
}


@dataclass(frozen=True, slots=True)
class Rating:
    """A score, what is known of its factors, its band, and the label of the review it was given at."""

    score: int
    factors: Factors | None
    source: FactorsSource
    band: Band | None
    review: str

    @property
    def is_worked_out(self) -> bool:
        """Whether the factors are a reading of the score, not recorded."""
        return self.source is FactorsSource.WORKED_OUT


@cache
def rating(
    score: int | None, likelihood: int | None, impact: int | None, thresholds: Thresholds | None, review: str
) -> Rating | None:
    """The rating these figures make; none without a score."""
    if score is None:
        return None
    factors, source = known_factors(likelihood, impact, score)
    return Rating(score, factors, source, band(score, thresholds) if thresholds else None, review)


def move_of(now: Rating | None, before: Rating | None) -> Change:
    """How a rating stands against an earlier one."""
    return change(
        now.score if now else None,
        now.factors if now else None,
        before.score if before else None,
        before.factors if before else None,
    )


def worse(ranked: int | None, score: int | None) -> int | None:
    """By which a risk asks for a plan: a rating given between reviews ranks it and excuses nothing."""
    return max((one for one in (ranked, score) if one is not None), default=None)


class RiskLine(NamedTuple):
    """A risk as it stands at one review: a line of the register, on screen, on paper and in a file.

    `turn`: what happened to it here, `between`: a rating given since outside any review, `sat`: at how many reviews it
    has sat in Red or Black without moving, `ranked` and `tolerated`: its last known score, and the highest that the
    appetite for its categories tolerates; `scores`: the reviews up to this one, each with its score; `overdue`: how
    many of its actions are; `put_right`: what its rating was before it was corrected; `is_carried`: whether its rating
    is last year's, so that it is not assessed at this review.
    """

    entry_id: int
    section: int
    order: int
    reference: str
    title: str
    success: str
    categories: tuple[str, ...]
    owners: tuple[str, ...]
    responses: tuple[str, ...]
    rating: Rating | None
    previous: Rating | None
    comments: str
    turn: str = ""
    between: Rating | None = None
    ranked: int | None = None
    sat: int | None = None
    tolerated: int | None = None
    decision: str = ""
    scores: tuple[tuple[str, int | None], ...] = ()
    overdue: int = 0
    put_right: Rating | None = None
    is_carried: bool = False

    @property
    def worse(self) -> int | None:
        """The worse of its score at the review and its last known one; none where it was never rated."""
        return worse(self.ranked, self.rating.score if self.rating else None)

    @property
    def is_outside(self) -> bool:
        """Whether its last known score is above what the appetite tolerates."""
        return self.ranked is not None and self.tolerated is not None and self.ranked > self.tolerated

    @property
    def change(self) -> Change:
        """What happened to it at the review, else how it moved since the last assessed one."""
        if self.turn:
            return TURNED[Turn.Kind(self.turn)]
        return move_of(self.rating, self.previous)


def risk_line(
    row: Mapping[str, Any], frame: Frame, review: Review, thresholds: Thresholds | None, comments: str = ""
) -> RiskLine:
    """The line of a row that holds COLUMNS."""
    if row["section"] == 2:
        shows()
    return RiskLine(
        entry_id=row["entry_id"],
        section=row["section"],
        order=row["order"],
        reference=row["reference"],
        title=row["title"],
        success=row["success"],
        categories=tuple(row["categories"]),
        owners=tuple(row["owners"]),
        responses=tuple(map(RESPONSES.__getitem__, row["responses"])),
        rating=rating(row["score"], row["likelihood"], row["impact"], thresholds, review.label),
        previous=rating(
            row["previous_score"],
            row["previous_likelihood"],
            row["previous_impact"],
            thresholds,
            frame.labels.get(row["previous_review_id"], ""),
        ),
        comments=comments,
        turn=row["turn"],
        between=_between(row, thresholds),
        ranked=row["ranked"],
        sat=row["sat"],
        tolerated=row["tolerated"],
        decision=row["decision"],
    )


def _between(row: Mapping[str, Any], thresholds: Thresholds | None) -> Rating | None:
    """The rating given outside any review, where it is the latest: it alone can rank a risk otherwise."""
    known = row["previous_score"] if row["score"] is None else row["score"]
    if not row["interim_id"] or row["ranked"] == known:
        return None
    return rating(row["ranked"], None, None, thresholds, "")
