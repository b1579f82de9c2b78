"""Links that went with the part of the plan they led to: risks of section 2 let go of it unseen by who deleted it.

A refusal would have told of the risk. Who may read the risk is told afterwards; the database hands out no other events.
"""

import datetime
from collections.abc import Collection
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from probation_planning.organisation.models import User
from probation_planning.organisation.questions import by_page, question
from probation_planning.reports.models import Link

SECTION = 2
# Where a part of the plan is called by its number, by the column of a link that leads to it.
PARTS = {
    "theme": ("ThemeEvent", "number"),
    "aim": ("AimEvent", "number"),
    "objective": ("ObjectiveEvent", "reference"),
}


class Lost(NamedTuple):
    """A link that a risk lost: what it led to, who deleted that and when, and whether a link was decided on since."""

    entry: int
    kind: str
    number: str
    who: str
    on: datetime.date
    is_answered: bool

    @property
    def says(self) -> str:
        """In a sentence."""
        by = f" by {self.who}" if self.who else ""
        what = f"{self.kind.capitalize()} {self.number}"
        return f"Its link to {what} went with the {self.kind}, which was deleted on {self.on:%-d %B %Y}{by}."


def lost_links(entries: Collection[int], *, at_work: bool) -> list[Lost]:
    """Of risks that the reader was found to see, the oldest first: two questions for however many.

    Readers of issued matter alone hear of no link that was only suggested, as while it stood (`LinkQuerySet.told`).
    """
    if not entries:
        return []
    rows = _gone(by_page(sorted(entries)), at_work=at_work)
    people = {row["who"] for row in rows if row["who"]}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=people)} if people else {}
    return [
        Lost(
            row["entry_id"],
            kind,
            row[f"{kind}_deleted"],
            names.get(row["who"], ""),
            timezone.localdate(row["pgh_created_at"]),
            row["is_answered"],
        )
        for row in rows
        for kind in PARTS
        if row[f"{kind}_deleted"] is not None
    ]


@question
def _gone(entries: tuple[int, ...], *, at_work: bool) -> QuerySet[Any, dict[str, Any]]:
    events: Any = apps.get_model("reports", "LinkEvent")._default_manager
    numbers = {f"{kind}_deleted": _deleted(kind, event, number) for kind, (event, number) in PARTS.items()}
    since = events.filter(entry=OuterRef("entry"), pgh_id__gt=OuterRef("pgh_id")).exclude(pgh_label="delete")
    gone = events.filter(pgh_label="delete", entry__in=entries).exclude(state=Link.State.REJECTED)
    if not at_work:
        gone = gone.exclude(ground=Link.Ground.PERSON, state=Link.State.SUGGESTED)
    rows = gone.annotate(**numbers, who=F("pgh_context__user"), is_answered=Exists(since)).order_by("pgh_id")
    found: QuerySet[Any, dict[str, Any]] = rows.values()
    return found


def _deleted(kind: str, event: str, number: str) -> Subquery:
    """What a part was called when it was deleted."""
    events: Any = apps.get_model("objectives", event)._default_manager
    deleted = events.filter(pgh_label="delete", pgh_obj=OuterRef(f"{kind}_id"))
    return Subquery(deleted.values(number)[:1])
