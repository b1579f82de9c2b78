"""A year at a glance: the plan, the register and the scorecard in one picture, as one reader may see them."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, QuerySet, When
from django.db.models.functions import JSONObject
from django.urls import reverse

from objectives.models import AnnualPlan, Objective, PlanVersion, Status
from objectives.models.counting import Days, days_of, silent_at
from objectives.standing import UNANSWERED, current_quarter
from objectives.standing import standing as objective_standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.due import result_is_due
from probation_planning.ui.bars import StatusBar, Tally
from risks.models import Review
from risks.moving import moves
from risks.picture import Picture, picture
from risks.reading import OpenRegister, open_register
from risks.scoring import Change
from scorecard.rating import Rating
from scorecard.standing import Standing, standings_of_year


class ThemeGlance(NamedTuple):
    """A theme of the plan: its objectives by status."""

    number: str
    title: str
    href: str
    bar: StatusBar


class Version(NamedTuple):
    """The version of the plan that counts: its number, and the approval where it was approved here."""

    number: int
    kind: str
    approved_on: datetime.date | None
    body: str
    minute_reference: str

    @property
    def is_as_printed(self) -> bool:
        """Whether it is what the paper says, and no approval was recorded here."""
        return self.kind == PlanVersion.Kind.PAPER


@dataclass(frozen=True)
class PlanGlance:
    """The year's objectives by their status at the current quarter, all of them and theme by theme."""

    bar: StatusBar
    themes: Sequence[ThemeGlance]
    answered: int
    version: Version | None

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """How many objectives stand alike."""
        return self.bar.tallies

    @property
    def total(self) -> int:
        """All objectives of the year."""
        return self.bar.total


class Move(NamedTuple):
    """How many risks moved in one way, and the list of them."""

    change: Change
    number: int
    href: str


@dataclass(frozen=True)
class RegisterGlance:
    """The risks the reader sees by band: at the review, or as last known while the review is not through."""

    opened: OpenRegister
    review: Review
    picture: Picture
    moves: Sequence[Move]

    @property
    def is_open(self) -> bool:
        """Whether ratings are being given now."""
        return self.opened.is_open(self.review)

    @property
    def waiting(self) -> int:
        """Risks without a rating at the review."""
        return self.picture.total - self.picture.assessed


@dataclass(frozen=True)
class ScorecardGlance:
    """The year's measures by rating, and how many are due, given and late for the open quarter."""

    standings: Sequence[Standing]
    bar: StatusBar
    due: int
    given: int

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """How many measures are rated alike."""
        return self.bar.tallies

    @property
    def total(self) -> int:
        """All measures of the year."""
        return len(self.standings)

    @property
    def late(self) -> int:
        """Measures whose result is past due."""
        return sum(one.late is not None for one in self.standings)


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

    @cached_property
    def takes_answers(self) -> bool:
        """Whether owners answer for the quarter now."""
        return self.quarter is not None and self.quarter.is_open and self.quarter.expects_answers


def glance_at(reader: Reader, year: Year) -> Glance:
    """Read the year; as many queries for a few rows as for thousands."""
    quarters = quarters_of(year)
    quarter = current_quarter(quarters)
    return Glance(
        reads=any(may(reader, Act.READ, kind) for kind in (Kind.PLAN, Kind.REGISTER, Kind.SCORECARD)),
        quarter=quarter,
        plan=_plan(reader, year, quarter),
        register=_register(reader, year),
        scorecard=_scorecard(reader, year, quarters, quarter),
    )


def _plan(reader: Reader, year: Year, quarter: Quarter | None) -> PlanGlance | None:
    latest = next(iter(_plans(reader, year.pk)), None)
    if latest is None:
        return None
    of_themes: dict[tuple[int, str, str], Counter[str | None]] = {}
    answered = 0
    for *theme, answer, silent, number in _answers(reader, year.pk, days_of(quarter)):
        of_themes.setdefault((theme[0], theme[1], theme[2]), Counter())[answer] += number
        answered += 0 if (answer is None if silent is None else silent) else number
    whole = sum(of_themes.values(), Counter[str | None]())
    address = reverse("objectives:plan", args=[year.trust.slug, year.slug])
    themes = [
        ThemeGlance(
            number,
            title,
            f"{address}?{urlencode({'theme': number})}#theme-{number}",
            _status_bar(counts, quarter, address, theme=number),
        )
        for (_, number, title), counts in sorted(of_themes.items())
    ]
    return PlanGlance(_status_bar(whole, quarter, address), themes, answered, _version(*latest[:1]))


@question
def _plans(reader: Reader, year: int) -> QuerySet[AnnualPlan, Any]:
    """What the latest version of the year's plan tells, in a list; an empty one where there is none."""
    versions = PlanVersion.objects.filter(annual_plan=OuterRef("pk")).order_by("-number")
    told = versions.values(json=JSONObject(**{name: name for name in Version._fields} | {"body": "body__name"}))
    plans = AnnualPlan.objects.visible_to(reader).filter(year=year)
    return plans.values_list(ArraySubquery(told[:1]), flat=True)


@question
def _answers(reader: Reader, year: int, quarter: Days | None) -> QuerySet[Objective, Any]:
    """How many objectives of each theme have which answer, and whether units are silent; None where none are asked."""
    rows: Any = Objective.objects.visible_to(reader).filter(annual_plan__year=year, withdrawn_on=None)
    # Answered once for the trust, an objective is silent just where it has no answer: that is not asked twice.
    silent = Case(When(for_each="", then=None), default=silent_at(quarter))
    columns = ("theme__order", "theme__number", "theme__title", F("answer"), F("silent_units"))
    rows = rows.with_answer(quarter).annotate(silent_units=silent).order_by().values_list(*columns)
    counted: QuerySet[Objective, Any] = rows.annotate(number=Count("pk"))
    return counted


def _status_bar(counts: Counter[str | None], quarter: Quarter | None, address: str, **inside: str) -> StatusBar:
    """In the order of the statuses, silence last; none that is empty. Each leads to the list of them."""
    day = clock.today()
    answers: list[Status | None] = [*Status, None]
    tallies = [
        Tally(
            *objective_standing(answer, quarter, day),
            counts[answer],
            f"{address}?{urlencode({**inside, 'status': answer or UNANSWERED.value})}",
        )
        for answer in answers
        if counts[answer]
    ]
    return StatusBar("objectives", tuple(tallies))


def _version(told: dict[str, Any] | None = None) -> Version | None:
    if told is None:
        return None
    day = told["approved_on"]
    return Version(**told | {"approved_on": day and datetime.date.fromisoformat(day), "body": told["body"] or ""})


def _register(reader: Reader, year: Year) -> RegisterGlance | None:
    if not may(reader, Act.READ, Kind.REGISTER):
        return None
    opened = open_register(reader, year)
    review = opened.current if opened else None
    if opened is None or review is None:
        return None
    address = reverse("risks:risk_list", args=[year.trust.slug, year.slug])
    moved = [
        Move(change, number, f"{address}?{urlencode({'review': review.slug, 'change': change.value})}#risks")
        for change, number in moves(opened, review)
    ]
    return RegisterGlance(opened, review, picture(opened, review, last_known=True), moved)


def _scorecard(
    reader: Reader, year: Year, quarters: Sequence[Quarter], quarter: Quarter | None
) -> ScorecardGlance | None:
    all_stand = standings_of_year(reader, year, quarters, clock.today())
    if not all_stand:
        return None
    counts = Counter(one.rating for one in all_stand)
    asked = [one for one in all_stand if result_is_due(one.measure, quarter)]
    given = [one for one in asked if _is_given(one, quarter)]
    due = [one for one in asked if _is_given(one, quarter) or not one.is_done]
    address = reverse("scorecard:scorecard", args=[year.trust.slug, year.slug])
    tallies = [
        Tally(rating.label, rating.value, counts[rating], f"{address}?{urlencode({'rating': rating.value})}")
        for rating in Rating
        if counts[rating]
    ]
    return ScorecardGlance(all_stand, StatusBar("measures", tuple(tallies)), len(due), len(given))


def _is_given(one: Standing, quarter: Quarter | None) -> bool:
    return quarter is not None and any(result.quarter_id == quarter.pk for result in one.results)
