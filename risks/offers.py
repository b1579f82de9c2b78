"""What a reader is offered to do with the rating of one risk."""

from typing import NamedTuple

from probation_planning.organisation.roles import Act
from risks.models import Review
from risks.record import RiskRecord


class Offers(NamedTuple):
    """The review to rate the risk for, and whether it can be rated between reviews."""

    to_assess: Review | None
    between: bool


def offers_of(record: RiskRecord) -> Offers:
    """What the reader of the record may do with it now."""
    entry, reader = record.entry, record.opened.reader
    rates = entry is not None and not entry.closed_on and entry.may(reader, Act.ANSWER)
    return Offers(record.to_assess, rates)
