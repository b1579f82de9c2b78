"""Forecast honesty: what each risk was to come to and by when, against what it came to.

A target falls due at the first review from its month on. One that was moved before then did not fall due: it was moved,
by so many days.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from risks.cuts import cut_at, given_sections
from risks.lines import Rating, RiskLine, rating
from risks.models import Review, Standing, Target
from risks.models.registers import SECTIONS
from risks.reading import OpenRegister
from risks.scoring import Thresholds


class Fate(Enum):
    """What became of a target."""

    MET = "met"
    MISSED = "missed"
    NOT_RATED = "not rated"
    MOVED = "moved"
    NOT_DUE = "not yet due"


class Outcome(NamedTuple):
    """What became of a target: at which review, by how much it was missed, or by how many days it was moved."""

    fate: Fate
    review: Review | None = None
    score: int | None = None
    missed_by: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        """In words."""
        match self.fate:
            case Fate.MET:
                return f"met at {self.review}: {self.score}"
            case Fate.MISSED:
                return f"missed by {self.missed_by} at {self.review}: {self.score}"
            case Fate.NOT_RATED:
                return f"not rated at {self.review}"
            case Fate.MOVED:
                many, way = abs(self.days), "later" if self.days > 0 else "earlier"
                return f"moved {many} day{'' if many == 1 else 's'} {way}" if many else "changed"
        return str(self.fate.value)

    @property
    def shape(self) -> str:
        """The shape it is shown in (`status--<shape>`)."""
        return {Fate.MET: "met", Fate.MISSED: "missed", Fate.MOVED: "close"}.get(self.fate, "open")


def due_at(by_when: datetime.date, reviews: Sequence[Review]) -> Review | None:
    """The first of the reviews, oldest first, from the month of the day on."""
    return next((review for review in reviews if review.month >= by_when.replace(day=1)), None)


def outcome(
    by_when: datetime.date, aimed: int, due: Review | None, score: int | None, later: Target | None = None
) -> Outcome:
    """What became of a target to come to the score `aimed`: `due` is where it fell due, and `score` what was there.

    `later` is the target that took its place.
    """
    if later and (due is None or later.dated <= by_when):
        return Outcome(Fate.MOVED, days=(later.by_when - by_when).days)
    if due is None:
        return Outcome(Fate.NOT_DUE)
    if score is None:
        return Outcome(Fate.NOT_RATED, due)
    missed_by = score - aimed
    return Outcome(Fate.MISSED if missed_by > 0 else Fate.MET, due, score, max(missed_by, 0))


class Forecast(NamedTuple):
    """A target as it was set, and what became of it."""

    dated: datetime.date
    aim: Rating
    by_when: datetime.date
    reason: str
    outcome: Outcome


class RiskForecasts(NamedTuple):
    """A risk and every target that was set for it, oldest first."""

    line: RiskLine
    forecasts: list[Forecast]


@dataclass
class Forecasts:
    """Every target of the risks that the reader sees at a review, as far as it had come then."""

    opened: OpenRegister
    review: Review

    @cached_property
    def risks(self) -> list[RiskForecasts]:
        """In the printed order."""
        targets = self._targets
        entries = {target.entry_id for rows in targets for target in rows}
        standings = self.opened.standings(self.review).filter(entry__in=entries).by_reference()
        lines = {line.entry_id: line for line in self.opened.lines(standings, self.review)}
        scores = self._scores(entries)
        thresholds = self.opened.thresholds(self.review)
        found = {
            rows[0].entry_id: RiskForecasts(lines[rows[0].entry_id], list(self._of(rows, scores, thresholds)))
            for rows in targets
            if rows[0].entry_id in lines and rows[0].section == lines[rows[0].entry_id].section
        }
        return [found[entry] for entry in lines if entry in found]

    def count(self, *fates: Fate) -> int:
        """How many targets came to one of these ends."""
        return sum(one.outcome.fate in fates for risk in self.risks for one in risk.forecasts)

    @property
    def fell_due(self) -> int:
        """Targets that fell due."""
        return self.count(Fate.MET, Fate.MISSED, Fate.NOT_RATED)

    @property
    def met(self) -> int:
        """Targets met."""
        return self.count(Fate.MET)

    @property
    def missed(self) -> int:
        """Targets missed."""
        return self.count(Fate.MISSED)

    @property
    def not_rated(self) -> int:
        """Targets that fell due where the risk was not rated."""
        return self.count(Fate.NOT_RATED)

    @property
    def moved(self) -> int:
        """Targets that another took the place of before they fell due."""
        return self.count(Fate.MOVED)

    @property
    def days_moved(self) -> int:
        """By how many days these were moved on average, less than 0 where they came nearer."""
        days = [one.outcome.days for risk in self.risks for one in risk.forecasts if one.outcome.fate is Fate.MOVED]
        return round(sum(days) / len(days)) if days else 0

    @property
    def _reviews(self) -> list[Review]:
        return [review for review in self.opened.begun if review.month <= self.review.month]

    @cached_property
    def _targets(self) -> list[list[Target]]:
        """The targets of each risk and section, oldest first."""
        rows = Target.objects.visible_to(self.opened.reader, self.opened.register)
        rows = rows.filter(register=self.opened.register).order_by("entry", "section", "sequence")
        cuts = {part: cut_at(self.opened, self.review, part).moment for part in self._sections}
        told = [row for row in rows if row.section in cuts and row.moment <= (cuts[row.section] or row.moment)]
        return [list(one) for _, one in groupby(told, key=lambda row: (row.entry_id, row.section))]

    @property
    def _sections(self) -> set[int]:
        """Sections of the review of which the reader may see a risk at all."""
        return set(SECTIONS) if self.opened.reader.working_roles else given_sections(self.review)

    def _scores(self, entries: set[int]) -> dict[tuple[int, int], int | None]:
        """The score of each risk at each review up to this one."""
        rows = Standing.objects.visible_to(self.opened.reader, self.opened.register)
        rows = rows.filter(entry__in=entries, review__in=[review.pk for review in self._reviews])
        return {(entry, review): score for entry, review, score in rows.values_list("entry", "review", "score")}

    def _of(
        self, targets: list[Target], scores: dict[tuple[int, int], int | None], thresholds: Thresholds | None
    ) -> Iterator[Forecast]:
        for target, later in pairwise([*targets, None]):
            if target is None:
                continue
            due = due_at(target.by_when, self._reviews)
            score = scores.get((target.entry_id, due.pk)) if due else None
            if due and score is None and due.is_open(target.section):
                due = None
            product = target.likelihood * target.impact
            aim = rating(product, target.likelihood, target.impact, thresholds, "")
            if aim:
                became = outcome(target.by_when, product, due, score, later)
                yield Forecast(target.dated, aim, target.by_when, target.reason, became)
