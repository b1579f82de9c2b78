"""Packs: made from one snapshot, kept for ever."""

from probation_planning.reports.load_paper.keeper import Keeper
from risks.models import Register


def record_from_paper(keeper: Keeper, register: Register) -> None:
    """Make the packs of the stages recorded from paper."""
