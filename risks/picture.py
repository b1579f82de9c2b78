"""The register in one picture: how many risks stand where, from one grouped read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, F, Func, Q, QuerySet, TextField, Value, When

from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.ui.bars import BandBar, band_bar
from probation_planning.ui.charts import HeatMap, Unplaced, heat_map
from risks.answers import rated_at
from risks.lines import KNOWN_IMPACT, KNOWN_LIKELIHOOD, Rating, move_of, rating
from risks.models import Review, ScaleLevel, Standing
from risks.reading import OpenRegister, is_begun, standings_asked
from risks.scoring import Band, Change, band, known_factors

LAST_KNOWN = "last"
ORIGINS = "came"
# Stands between names where a list of them is one text; nobody can type it into a name.
BETWEEN = "\x1f"


class Group(NamedTuple):
    """Risks of one section that are rated alike; `assessed` counts those rated at the review itself.

    `sat` counts those that have sat in Red or Black for two reviews or more, `weighed` those with an appetite,
    `decided` those minuted by the body that decides. `owners` and `categories` are what the risks have, each list as
    one text.
    """

    section: int
    likelihood: int | None
    impact: int | None
    score: int | None
    risks: int
    assessed: int
    sat: int
    weighed: int
    decided: int
    owners: list[str]
    categories: list[str]


class Move(NamedTuple):
    """Risks of one section that are rated alike now and were rated alike before."""

    section: int
    likelihood: int | None
    impact: int | None
    score: int | None
    previous_likelihood: int | None
    previous_impact: int | None
    previous_score: int | None
    risks: int


class Origin(NamedTuple):
    """Risks that stand in one place and came from another: both in words, how they moved, and the list of them."""

    now: Rating | None
    then: Rating | None
    risks: int
    change: Change
    href: str


@dataclass(frozen=True)
class Picture:
    """Counts of the risks a reader sees at a review, of both sections or of one.

    `last_known`: whether ratings given before the review stand in for those still to come.
    """

    opened: OpenRegister
    review: Review
    groups: list[Group]
    section: int | None
    last_known: bool
    moves: list[Move] | None = None

    @property
    def sections(self) -> dict[int, int]:
        """How many risks the reader sees in each section."""
        counts: Counter[int] = Counter()
        for group in self.groups:
            counts[group.section] += group.risks
        return dict(sorted(counts.items()))

    @property
    def owners(self) -> list[str]:
        """Every owner that a risk of either section has, each once and in order."""
        return _names(text for group in self.groups for text in group.owners)

    @property
    def categories(self) -> list[str]:
        """Every category that a risk of either section is of, each once and in order."""
        return _names(text for group in self.groups for text in group.categories)

    @property
    def has_both(self) -> bool:
        """Whether the reader sees anything of both sections."""
        return len(self.sections) == 2

    @property
    def only_section(self) -> int | None:
        """The one section of which the reader sees anything."""
        return next(iter(self.sections), None) if not self.has_both else None

    @property
    def shown(self) -> list[Group]:
        """The groups of the section that is looked at."""
        return [group for group in self.groups if self.section in {None, group.section}]

    @property
    def total(self) -> int:
        """All risks shown."""
        return sum(group.risks for group in self.shown)

    @property
    def assessed(self) -> int:
        """Those rated at the review."""
        return sum(group.assessed for group in self.shown)

    @property
    def origins(self) -> list[Origin]:
        """Where each rated risk that has moved came from, worst first; asked for by the address."""
        thresholds, review = self.opened.thresholds(self.review), self.review.label
        moved = []
        for move in self.moves or []:
            now = rating(move.score, move.likelihood, move.impact, thresholds, review)
            then = rating(move.previous_score, move.previous_likelihood, move.previous_impact, thresholds, "")
            change = move_of(now, then)
            if self.section in {None, move.section} and change is not Change.LEVEL:
                moved.append((now, then, move.risks, change))
        merged: Counter[tuple[Rating | None, Rating | None, Change]] = Counter()
        for now, then, risks, change in moved:
            merged[now, then, change] += risks
        return [
            Origin(now, then, risks, change, self._link(**_place(now), came=came_from(then)))
            for (now, then, change), risks in sorted(merged.items(), key=_worst_first)
        ]

    @property
    def unmoved(self) -> int:
        """Rated risks that stand where they stood."""
        return self.assessed - sum(origin.risks for origin in self.origins)

    def has(self, what: str) -> bool:
        """Whether any risk of either section is counted as `what`."""
        return any(getattr(group, what) for group in self.groups)

    @property
    def totals(self) -> BandBar:
        """How many stand in each band, worst first."""
        counts: Counter[Band | None] = Counter()
        for group in self.shown:
            counts[self._band(group.score)] += group.risks
        return band_bar([(one, counts[one]) for one in reversed(Band)], what="rated risks")

    @property
    def heat_map(self) -> HeatMap:
        """Likelihood by impact, recorded or worked out, with the risks that have a score alone beside it."""
        placed: Counter[tuple[int, int]] = Counter()
        beside: Counter[int] = Counter()
        for group in self.shown:
            factors, _ = known_factors(group.likelihood, group.impact, group.score)
            # Ranked by a rating given between reviews, it stands where the last one put it no more.
            if factors and factors.likelihood * factors.impact == group.score:
                placed[factors] += group.risks
            elif group.score:
                beside[group.score] += group.risks
        return heat_map(
            placed,
            caption=f"Risks by likelihood and impact, {'last known rating' if self.last_known else self.review.label}",
            likelihood_names=self.opened.names(ScaleLevel.Kind.LIKELIHOOD, self.review),
            impact_names=self.opened.names(ScaleLevel.Kind.IMPACT, self.review),
            band_of=self._band,
            link=lambda likelihood, impact: self._link(likelihood=likelihood, impact=impact),
            unplaced=[
                Unplaced(score, getattr(self._band(score), "label", ""), count, self._link(score=score, factors="none"))
                for score, count in sorted(beside.items(), reverse=True)
            ],
        )

    def _band(self, score: int | None) -> Band | None:
        thresholds = self.opened.thresholds(self.review)
        return band(score, thresholds) if score and thresholds else None

    def _link(self, **narrowed: object) -> str:
        return _list_at(self.review.slug, tuple(narrowed.items()), self.section, self.last_known)


@lru_cache(maxsize=1024)
def _list_at(review: str, narrowed: tuple[tuple[str, object], ...], section: int | None, last_known: bool) -> str:
    scope = {"picture": LAST_KNOWN} if last_known else {"assessed": "yes"}
    inside = {"section": section} if section else {}
    return f"?{urlencode({'review': review, **dict(narrowed), **inside, **scope})}#risks"


def _each(column: str) -> ArrayAgg:
    """Every list of names in the column once, each as one text: arrays of different lengths fit no array."""
    names = Func(F(column), Value(BETWEEN), function="array_to_string", output_field=TextField())
    return ArrayAgg(names, distinct=True)


def _names(texts: Iterable[str]) -> list[str]:
    return sorted({name for text in texts for name in text.split(BETWEEN) if name})


def came_from(then: Rating | None) -> str:
    """Where a risk stood before, as the address says it: `4-3`, `s12` without factors, `new` for no earlier rating."""
    if then is None:
        return "new"
    return f"{then.factors.likelihood}-{then.factors.impact}" if then.factors else f"s{then.score}"


def _place(now: Rating | None) -> dict[str, object]:
    """The filters that lead to a place on the map, or beside it."""
    if now and now.factors:
        return {"likelihood": now.factors.likelihood, "impact": now.factors.impact}
    return {"score": now.score if now else "", "factors": "none"}


def _worst_first(one: tuple[tuple[Rating | None, Rating | None, Change], int]) -> tuple[int, int]:
    (now, then, _), _ = one
    return -(now.score if now else 0), -(then.score if then else 0)


def picture(
    opened: OpenRegister, review: Review, *, last_known: bool, section: str = "", origins: bool = False
) -> Picture:
    """The picture of all that the reader sees at the review, or of one section where they see two."""
    groups = [Group(*group) for group in _groups(*opened.asking, review.pk, last_known)] if is_begun(review) else []
    both = {group.section for group in groups} == {1, 2}
    chosen = int(section) if both and section in {"1", "2"} else None
    moves = [Move(*move) for move in _moves(*opened.asking, review.pk)] if origins else None
    return Picture(opened, review, groups, chosen, last_known, moves)


def nothing_seen(opened: OpenRegister, review: Review) -> Picture:
    """The picture of no risk at all, for what needs no counts."""
    return Picture(opened, review, [], None, last_known=False)


@question
def _groups(
    reader: Reader, register: int, opens: frozenset[str], review: int, last_known: bool
) -> QuerySet[Standing, tuple[Any, ...]]:
    rated = rated_at(review)
    at_review = tuple(Case(When(rated, then=F(name))) for name in ("likelihood", "impact", "score"))
    known = (KNOWN_LIKELIHOOD, KNOWN_IMPACT, F("ranked"))
    rows = standings_asked(reader, register, opens, (review,)).live()
    return rows.values_list("section", *(known if last_known else at_review)).annotate(
        risks=Count("pk"),
        assessed=Count("pk", filter=rated),
        sat=Count("pk", filter=Q(sat__gt=1)),
        weighed=Count("tolerated"),
        decided=Count("pk", filter=~Q(decision="")),
        owned_by=_each("owners"),
        of_kind=_each("categories"),
    )


@question
def _moves(reader: Reader, register: int, opens: frozenset[str], review: int) -> QuerySet[Standing, tuple[Any, ...]]:
    rows = standings_asked(reader, register, opens, (review,)).live().filter(rated_at(review))
    return rows.values_list(*Move._fields[:-1]).annotate(risks=Count("pk"))
