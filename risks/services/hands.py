"""What a form of the register was filled in beside, and who changed it since."""

from typing import Any

from probation_planning.organisation import hands
from probation_planning.organisation.hands import Hand, Latest, fingerprint

__all__ = ["Latest", "fingerprint", "last_hand"]


def last_hand(*asked: tuple[str, dict[str, Any]]) -> Hand:
    """Who changed such rows last, and when, by what the database recorded: pairs of a table of events and a filter."""
    return hands.last_hand("risks", *asked)
