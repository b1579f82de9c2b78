"""The register as rows of a file."""

from collections.abc import Iterable, Iterator

from probation_planning.ui.words import band_word, movement
from risks.lines import RiskLine
from risks.models import Review
from risks.scoring import FactorsSource

HEADER = (
    *("ref", "section", "description", "categories", "success", "likelihood", "impact", "score", "band"),
    *("previous_score", "change", "response", "owners", "comments", "review", "factors_source"),
)


def register_rows(lines: Iterable[RiskLine], review: Review) -> Iterator[list[object]]:
    """One row for each line; a risk not assessed at the review has no figures of its own."""
    for line in lines:
        rating = line.rating
        factors = rating.factors if rating else None
        yield [
            line.reference,
            line.section,
            line.title,
            line.categories,
            line.success,
            factors.likelihood if factors else None,
            factors.impact if factors else None,
            rating.score if rating else None,
            band_word(rating.band) if rating else None,
            line.previous.score if line.previous else None,
            movement(line.change).words,
            line.responses,
            line.owners,
            line.comments,
            review.label,
            (rating.source if rating else FactorsSource.NONE).value,
        ]
