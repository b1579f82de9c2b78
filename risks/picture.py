"""The register in one picture: how many risks stand where, from one grouped read."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F

from probation_planning.ui.charts import BandBar, HeatMap, Unplaced, band_bar, heat_map
from risks.models import Review, ScaleLevel
from risks.models.assessments import StandingQuerySet
from risks.reading import KNOWN_IMPACT, KNOWN_LIKELIHOOD, OpenRegister
from risks.scoring import Band, band, known_factors

LAST_KNOWN = "last"


@dataclass(frozen=True)
class Picture:
    """Counts of the risks a reader sees at a review; `last_known` fills in ratings given before it."""

    heat_map: HeatMap
    totals: BandBar
    total: int
    assessed: int
    sections: dict[int, int]
    last_known: bool

    @property
    def has_section_two(self) -> bool:
        """Whether the reader sees anything of section 2."""
        return 2 in self.sections


def picture(
    rows: StandingQuerySet, opened: OpenRegister, review: Review, *, last_known: bool, section: int | None = None
) -> Picture:
    """The picture of the rows, or of one section of them; `rows` are all that the reader sees at the review."""
    thresholds = opened.thresholds(review)
    at_review = (F("likelihood"), F("impact"), F("score"))
    known = (KNOWN_LIKELIHOOD, KNOWN_IMPACT, F("ranked"))
    likelihood, impact, score = known if last_known else at_review
    groups = (
        rows.order_by()
        .annotate(at_likelihood=likelihood, at_impact=impact, at_score=score)
        .values_list("section", "at_likelihood", "at_impact", "at_score")
        .annotate(risks=Count("pk"), assessed=Count("score"))
    )
    placed: Counter[tuple[int, int]] = Counter()
    beside: Counter[int] = Counter()
    bands: Counter[Band] = Counter()
    sections: Counter[int] = Counter()
    total = assessed = 0
    for at_section, at_likelihood, at_impact, at_score, risks, rated in groups:
        sections[at_section] += risks
        if section not in {None, at_section}:
            continue
        total, assessed = total + risks, assessed + rated
        if at_score is None:
            continue
        factors, _ = known_factors(at_likelihood, at_impact, at_score)
        if factors:
            placed[factors] += risks
        else:
            beside[at_score] += risks
        if thresholds:
            bands[band(at_score, thresholds)] += risks

    def banded(one: int) -> Band | None:
        return band(one, thresholds) if thresholds else None

    def link(**narrowed: object) -> str:
        scope = {"picture": LAST_KNOWN} if last_known else {"assessed": "yes"}
        inside = {"section": section} if section else {}
        return f"?{urlencode({'review': review.slug, **narrowed, **inside, **scope})}#risks"

    return Picture(
        heat_map=heat_map(
            placed,
            caption=f"Risks by likelihood and impact, {'last known rating' if last_known else review.label}",
            likelihood_names=opened.names(ScaleLevel.Kind.LIKELIHOOD, review),
            impact_names=opened.names(ScaleLevel.Kind.IMPACT, review),
            band_of=banded,
            link=lambda likelihood, impact: link(likelihood=likelihood, impact=impact),
            unplaced=[
                Unplaced(one, getattr(banded(one), "label", ""), count, link(score=one, factors="none"))
                for one, count in sorted(beside.items(), reverse=True)
            ],
        ),
        totals=band_bar([(one, bands[one]) for one in reversed(Band)], what="rated risks"),
        total=total,
        assessed=assessed,
        sections=dict(sections),
        last_known=last_known,
    )
