"""How a register moved at a review, without a list of it: how many went which way, and which crossed a band."""

import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from risks.lines import CHANGED, Rating, rating
from risks.models import Review, Standing
from risks.reading import OpenRegister, is_begun, standings_asked
from risks.scoring import Band, Change

# In this order they are told.
TOLD = (
    *(Change.UP, Change.DOWN, Change.LEVEL, Change.FACTORS_CHANGED),
    *(Change.NEW, Change.NO_EARLIER, Change.REOPENED, Change.CLOSED, Change.NOT_ASSESSED),
)
# So many that crossed a band are told, the latest first.
MOST = 10


class Crossing(NamedTuple):
    """A risk that crossed a band at the review: its ratings then and now, on which day, and who gave the one now."""

    reference: str
    title: str
    now: Rating
    then: Rating
    dated: datetime.date | None
    given_at: datetime.datetime
    who: str

    @property
    def words(self) -> str:
        """From Red to Amber."""
        then, now = (one.band.label if one.band else "" for one in (self.then, self.now))
        return f"from {then} to {now}"


def moves(opened: OpenRegister, review: Review) -> list[tuple[Change, int]]:
    """How many risks that the reader sees moved in each way at the review, closed ones among them; none that is 0."""
    found = _moves(*opened.asking, review.pk) if is_begun(review) else []
    counts = dict(zip(TOLD, found[0][1:], strict=True)) if found else {}
    return [(change, number) for change, number in counts.items() if number]


def crossings(opened: OpenRegister, review: Review) -> list[Crossing]:
    """Those that crossed a band at the review since the last assessed one, the latest first (as in `changes`)."""
    thresholds = opened.thresholds(review)
    if thresholds is None or not is_begun(review):
        return []
    floors = tuple(thresholds.span(band)[0] for band in Band if band is not Band.GREEN)
    found = []
    for reference, title, dated, given_at, post, person, *figures in _crossed(*opened.asking, review.pk, floors):
        now, then = (rating(*three, thresholds, "") for three in (figures[:3], figures[3:]))
        if now and then:
            found.append(Crossing(reference, title, now, then, dated, given_at, post or person or ""))
    return found


@question
def _moves(reader: Reader, register: int, opens: frozenset[str], review: int) -> QuerySet[Standing, tuple[Any, ...]]:
    rows = standings_asked(reader, register, opens, (review,)).values_list("register")
    return rows.annotate(**{change.name.lower(): Count("pk", filter=CHANGED[change]) for change in TOLD})


@question
def _crossed(
    reader: Reader, register: int, opens: frozenset[str], review: int, floors: tuple[int, ...]
) -> QuerySet[Standing, tuple[Any, ...]]:
    crossed = Q()
    for floor in floors:
        crossed |= Q(score__gte=floor, previous_score__lt=floor) | Q(score__lt=floor, previous_score__gte=floor)
    rows = standings_asked(reader, register, opens, (review,)).filter(crossed, turn="")
    # A rating is told in the section it was given in alone.
    rows = rows.filter(assessment__section=F("section"))
    day = Coalesce("assessment__dated", "assessment__given_at__date")
    return rows.order_by(day.desc(), "-assessment__moment").values_list(
        *("reference", "title", "assessment__dated", "assessment__given_at"),
        *("assessment__given_as__name", "assessment__given_by__name"),
        *("score", "likelihood", "impact", "previous_score", "previous_likelihood", "previous_impact"),
    )[:MOST]
