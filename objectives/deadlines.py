"""By when: each deadline as printed and as an answer moved it. Needs no database, but for what is said of many.

A moved month counts while its answer does, and while the deadline is still the month that it was moved from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from objectives.models import Deadline, DeadlineRevision


@dataclass(frozen=True)
class Due:
    """A deadline, and the revision that counts, None where it stands as printed."""

    deadline: Deadline
    revision: DeadlineRevision | None = None

    @property
    def month(self) -> date:
        """The first day of the month in which it is due."""
        return self.revision.month if self.revision else self.deadline.month

    def __str__(self) -> str:
        stage = f"{self.deadline.stage}: " if self.deadline.stage else ""
        return f"{stage}{self.deadline}{moved(self.revision)}"


def moved(revision: DeadlineRevision | None) -> str:
    """What follows a month as printed: , moved to June 2011: the reason."""
    return f", moved to {revision}: {revision.reason}" if revision else ""


def dues_of(deadlines: Iterable[Deadline], revisions: Iterable[DeadlineRevision]) -> list[Due]:
    """Each deadline with the last of the revisions that is of it; these come the oldest first."""
    found: dict[int, DeadlineRevision] = {}
    months = {deadline.pk: deadline.month for deadline in deadlines}
    for revision in revisions:
        if months.get(revision.deadline_id) == revision.was:
            found[revision.deadline_id] = revision
    return [Due(deadline, found.get(deadline.pk)) for deadline in deadlines]
