"""A year at a glance: the plan, the register and the scorecard in one picture, as one reader may see them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, F

from objectives.models import Objective, Status
from objectives.standing import current_quarter
from objectives.standing import standing as objective_standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.due import result_is_due
from risks.models import Review
from risks.picture import Picture, picture
from risks.reading import OpenRegister, open_register
from scorecard.models import Measure
from scorecard.rating import Rating
from scorecard.standing import standing, with_standing_rows


class Tally(NamedTuple):
    """How many stand alike: the words, the shape they are shown in, and the number."""

    label: str
    value: str
    number: int


@dataclass(frozen=True)
class PlanGlance:
    """The year's objectives by their status at the current quarter."""

    tallies: Sequence[Tally]
    total: int
    answered: int


@dataclass(frozen=True)
class RegisterGlance:
    """The risks the reader sees by band: at the review, or as last known while the review is not through."""

    opened: OpenRegister
    review: Review
    picture: Picture

    @property
    def is_open(self) -> bool:
        """Whether ratings are being given now."""
        return self.opened.is_open(self.review)


@dataclass(frozen=True)
class ScorecardGlance:
    """The year's measures by rating, and how many are due and given for the open quarter."""

    tallies: Sequence[Tally]
    total: int
    due: int
    given: int


@dataclass(frozen=True)
class Glance:
    """The year; a register that the trust does not have is None. `reads` says whether the reader's roles read any."""

    reads: bool
    quarter: Quarter | None
    plan: PlanGlance | None
    register: RegisterGlance | None
    scorecard: ScorecardGlance | None

    @property
    def open_review(self) -> Review | None:
        """The review that takes ratings now."""
        return self.register.review if self.register and self.register.is_open else None


def glance_at(reader: Reader, year: Year) -> Glance:
    """Read the year; as many queries for a few rows as for thousands."""
    quarters = list(year.quarters.order_by("number"))
    for one in quarters:
        one.year = year
    quarter = current_quarter(quarters)
    return Glance(
        reads=any(may(reader, Act.READ, kind) for kind in (Kind.PLAN, Kind.REGISTER, Kind.SCORECARD)),
        quarter=quarter,
        plan=_plan(reader, year, quarter),
        register=_register(reader, year),
        scorecard=_scorecard(reader, year, quarters, quarter),
    )


def _plan(reader: Reader, year: Year, quarter: Quarter | None) -> PlanGlance | None:
    rows = Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None).with_answer(quarter)
    counts = dict(rows.order_by().values_list(F("answer")).annotate(number=Count("pk")))
    if not counts:
        return None
    day = clock.today()
    answers: list[Status | None] = [*Status, None]
    tallies = [
        Tally(*objective_standing(answer, quarter, day), counts[answer]) for answer in answers if counts.get(answer)
    ]
    total = sum(counts.values())
    return PlanGlance(tallies, total, total - counts.get(None, 0))


def _register(reader: Reader, year: Year) -> RegisterGlance | None:
    if not may(reader, Act.READ, Kind.REGISTER):
        return None
    opened = open_register(reader, year)
    review = opened.current if opened else None
    if opened is None or review is None:
        return None
    return RegisterGlance(opened, review, picture(opened, review, last_known=True))


def _scorecard(
    reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None
) -> ScorecardGlance | None:
    rows = with_standing_rows(Measure.objects.visible_to(reader).of(year))
    all_stand = [standing(row, quarters, clock.today()) for row in rows]
    if not all_stand:
        return None
    counts = Counter(one.rating for one in all_stand)
    due = [one for one in all_stand if result_is_due(one.measure, quarter)]
    given = [one for one in due if quarter and any(result.quarter_id == quarter.pk for result in one.results)]
    tallies = [Tally(rating.label, rating.value, counts[rating]) for rating in Rating if counts[rating]]
    return ScorecardGlance(tallies, len(all_stand), len(due), len(given))
