"""What a reader is offered to do with the rating of one risk."""

from typing import NamedTuple

from probation_planning.organisation.roles import Act
from risks.models import Phase, Review
from risks.record import RiskRecord


class Offers(NamedTuple):
    """The review to rate the risk for, whether it can be rated between reviews, at which its rating corrected.

    `keeps_note`: whether the reader reads and writes its working note.
    """

    to_assess: Review | None
    between: bool
    to_correct: list[Review]
    keeps_note: bool


def offers_of(record: RiskRecord) -> Offers:
    """What the reader of the record may do with it now."""
    entry, reader = record.entry, record.opened.reader
    if entry is None:
        return Offers(None, between=False, to_correct=[], keeps_note=False)
    # A risk that changed its section after the papers stands in its former one there, and is rated at the next review.
    to_assess = record.to_assess
    if to_assess == record.review and record.line.section != entry.section:
        to_assess = None
    return Offers(
        to_assess,
        between=not entry.closed_on and entry.may(reader, Act.ANSWER),
        to_correct=_to_correct(record) if entry.may(reader, Act.CORRECT) else [],
        keeps_note=entry.may(reader, Act.NOTE),
    )


def _to_correct(record: RiskRecord) -> list[Review]:
    """The closed reviews at which the risk was rated, the newest first."""
    rated = {line.rating.review: line.section for line in record.lines if line.rating}
    begun = [review for review in record.opened.begun if review.label in rated]
    return [review for review in reversed(begun) if review.phase(rated[review.label]) is Phase.CLOSED]
