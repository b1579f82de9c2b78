"""By when: each deadline as printed and as an answer moved it. Needs no database, but for what is said of many.

A moved month counts while its answer does, and while the deadline is still the month that it was moved from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from objectives.models import Deadline, DeadlineRevision, Objective


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
        stage = f": {self.deadline.stage}" if self.deadline.stage else ""
        return f"{self.deadline}{stage}{f', {moved(self.revision)}' if self.revision else ''}"


def moved(revision: DeadlineRevision) -> str:
    """What follows a month as printed: moved to June 2011: the reason."""
    return f"moved to {revision}: {revision.reason}"


def dues_of(deadlines: Iterable[Deadline], revisions: Iterable[DeadlineRevision]) -> list[Due]:
    """Each deadline with the last of the revisions that is of it; these come the oldest first."""
    found: dict[int, DeadlineRevision] = {}
    months = {deadline.pk: deadline.month for deadline in deadlines}
    for revision in revisions:
        if months.get(revision.deadline_id) == revision.was:
            found[revision.deadline_id] = revision
    return [Due(deadline, found.get(deadline.pk)) for deadline in deadlines]


def with_moves(objectives: QuerySet[Objective]) -> QuerySet[Objective]:
    """Objectives with their deadlines and what moved these, for `words_of`: two questions for however many."""
    revisions = DeadlineRevision.objects.that_count().select_related("update__unit")
    in_order = revisions.order_by("update__quarter__number")
    return objectives.prefetch_related("deadlines", Prefetch("deadlines__revisions", in_order))


def words_of(deadline: Deadline) -> str:
    """A deadline as printed and as moved, of an objective `with_moves`: May 2011; City: moved to June 2011: late."""
    by_unit: dict[str, list[DeadlineRevision]] = {"": []}
    for revision in deadline.revisions.all():
        by_unit.setdefault(str(revision.update.unit or ""), []).append(revision)
    said = [str(dues_of([deadline], by_unit.pop(""))[0])]
    for unit, revisions in sorted(by_unit.items()):
        if counting := dues_of([deadline], revisions)[0].revision:
            said.append(f"{unit}: {moved(counting)}")
    return "; ".join(said)
