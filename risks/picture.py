"""The register in one picture: how many risks stand where, from one grouped read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Func, QuerySet, TextField, Value

from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.ui.charts import BandBar, HeatMap, Unplaced, band_bar, heat_map
from risks.models import Review, ScaleLevel, Standing
from risks.reading import KNOWN_IMPACT, KNOWN_LIKELIHOOD, OpenRegister, is_begun, standings_asked
from risks.scoring import Band, band, known_factors

LAST_KNOWN = "last"
# Stands between names where a list of them is one text; nobody can type it into a name.
BETWEEN = "\x1f"


class Group(NamedTuple):
    """Risks of one section that are rated alike; `assessed` counts those rated at the review itself.

    `owners` and `categories` are what the risks have, each list of several names as one text.
    """

    section: int
    likelihood: int | None
    impact: int | None
    score: int | None
    risks: int
    assessed: int
    owners: list[str]
    categories: list[str]


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
            if factors:
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
        scope = {"picture": LAST_KNOWN} if self.last_known else {"assessed": "yes"}
        inside = {"section": self.section} if self.section else {}
        return f"?{urlencode({'review': self.review.slug, **narrowed, **inside, **scope})}#risks"


def _each(column: str) -> ArrayAgg:
    """Every list of names in the column once, each as one text: arrays of different lengths fit no array."""
    names = Func(F(column), Value(BETWEEN), function="array_to_string", output_field=TextField())
    return ArrayAgg(names, distinct=True)


def _names(texts: Iterable[str]) -> list[str]:
    return sorted({name for text in texts for name in text.split(BETWEEN) if name})


def picture(opened: OpenRegister, review: Review, *, last_known: bool, section: str = "") -> Picture:
    """The picture of all that the reader sees at the review, or of one section where they see two."""
    groups = [Group(*group) for group in _groups(*opened.asking, review.pk, last_known)] if is_begun(review) else []
    both = {group.section for group in groups} == {1, 2}
    return Picture(opened, review, groups, int(section) if both and section in {"1", "2"} else None, last_known)


@question
def _groups(
    reader: Reader, register: int, opens: frozenset[str], review: int, last_known: bool
) -> QuerySet[Standing, tuple[Any, ...]]:
    at_review = (F("likelihood"), F("impact"), F("score"))
    known = (KNOWN_LIKELIHOOD, KNOWN_IMPACT, F("ranked"))
    rows = standings_asked(reader, register, opens, (review,)).values_list(
        "section", *(known if last_known else at_review)
    )
    return rows.annotate(
        risks=Count("pk"), assessed=Count("score"), owned_by=_each("owners"), of_kind=_each("categories")
    )
