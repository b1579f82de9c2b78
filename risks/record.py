"""All that is known of one risk, as one reader may know it."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Q

from probation_planning.organisation.roles import Act
from probation_planning.ui.charts import Point, Trend
from risks.models import Assessment, Entry, EntryOwner, Review, Standing
from risks.models.assessments import StandingQuerySet
from risks.reading import OpenRegister, Rating, RiskLine, is_begun, rating, risk_lines


class HistoryRow(NamedTuple):
    """One assessment; `counts` is false once a later one was given for the same review."""

    assessment: Assessment
    rating: Rating | None
    counts: bool


class OwnerShown(NamedTuple):
    """An owner's name, whether it leads among several, and the ground where the name is a reading of the paper."""

    name: str
    leads: bool
    ground: str


@dataclass
class RiskRecord:
    """A risk at one review, and everything before it.

    `entry` is none for a risk that has since left what the reader sees; its past stays.
    """

    opened: OpenRegister
    entry: Entry | None
    review: Review
    line: RiskLine
    earlier: list[RiskLine]
    history: list[HistoryRow]
    before: str
    after: str

    @property
    def owners(self) -> list[OwnerShown]:
        """Those it has at the review, in their order."""
        named = {row.owner.name: row for row in self._owned}
        return [
            OwnerShown(name, bool(row and row.leads and len(self.line.owners) > 1), _ground(row))
            for name in self.line.owners
            for row in [named.get(name)]
        ]

    @property
    def trend(self) -> Trend:
        """Its score over the reviews."""
        ratings = [line.rating for line in [*self.earlier, self.line] if line.rating]
        return Trend("Score", tuple(Point(one.review, one.score, band=one.band or "") for one in ratings))

    @property
    def to_assess(self) -> Review | None:
        """The review the reader may rate it for now."""
        entry, reader = self.entry, self.opened.reader
        if entry is None or entry.closed_on or not self._owned or not entry.may(reader, Act.ANSWER):
            return None
        return self.opened.to_assess(entry.section)

    @property
    def _owned(self) -> list[EntryOwner]:
        return list(self.entry.owners.all()) if self.entry else []


def _ground(row: EntryOwner | None) -> str:
    return row.ground if row and row.is_unconfirmed else ""


def visible_entries(opened: OpenRegister) -> "EntryQuerySet":
    """Entries of the register that the reader may see now, with their owners."""
    entries = Entry.objects.visible_to(opened.reader).filter(register=opened.register)
    return entries.select_related("document").prefetch_related("owners__owner")
