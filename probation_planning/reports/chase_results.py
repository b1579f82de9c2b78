"""Reminding owners of results that are late or due: one message for each owner and day, no figure in it."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from objectives.standing import current_quarter
from probation_planning.organisation.models import Message, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.owed import Owed, results_owed
from probation_planning.reports.reminding import MOST_LINKS, OwnerReminder, chased, fill, many, send_to
from scorecard.giving import takes
from scorecard.models import Scorecard


@dataclass
class ResultReminder(OwnerReminder):
    """What an owner would be told: how many results are late and how many due, and who is told."""

    year: Year
    owed: list[Owed] = field(default_factory=list)

    @property
    def count(self) -> str:
        """How many, in words."""
        return many(len(self.owed), "result", "results")

    @property
    def told(self) -> list[str]:
        """What it is about, for whoever sends it."""
        return [f"Measure {one.giving.ref}, {one.giving.measure.name}: {one.by_when}" for one in self.owed]

    @property
    def subject(self) -> str:
        """What the mail is called."""
        return f"{self.year.label}: results of the {self.owner}"[:120]

    @property
    def text(self) -> str:
        """How many results, and since when; which they are stands in the links alone."""
        late = sum(one.is_late for one in self.owed)
        parts = [
            many(late, "result is late", "results are late"),
            many(len(self.owed) - late, "result is still to be given", "results are still to be given"),
        ]
        return f"For {self.year.label}, {' and '.join(filter(None, parts))}. Sign in to give them:"

    @property
    def links(self) -> list[str]:
        """The pages on which to give them; of very many the first."""
        return [self._link(one) for one in self.owed[:MOST_LINKS]]

    def _link(self, one: Owed) -> str:
        address = reverse("scorecard:result", args=[self.year.trust.slug, self.year.slug, one.giving.measure.reference])
        asked: dict[str, str | int] = {"quarter": one.giving.quarter.number}
        asked |= {"unit": one.giving.unit_slug} if one.giving.unit else {}
        return f"{address}?{urlencode(asked)}"


def results_wanted(reader: Reader, year: Year) -> list[Owed]:
    """All results that are late, and those that are due now and not there, which can still be given."""
    quarters = quarters_of(year)
    found = results_owed(reader, year, quarters, current_quarter(quarters))
    return [one for one in found if not one.is_there and takes(one.giving.measure, one.giving.quarter, quarters)]


def result_reminders(year: Year, wanted: Iterable[Owed]) -> list[ResultReminder]:
    """Every owner of whom a result is wanted; those with most that is late first."""
    found: dict[int, ResultReminder] = {}
    for one in wanted:
        for owner in one.owners:
            found.setdefault(owner.pk, ResultReminder(owner, year)).owed.append(one)
    fill(found, year.trust_id, _about(year))
    late = {pk: sum(one.is_late for one in reminder.owed) for pk, reminder in found.items()}
    return sorted(found.values(), key=lambda one: (-late[one.owner.pk], -len(one.owed), one.owner.name))


def results_chased(year: Year) -> Iterable[Message]:
    """What was sent for the year's results, the latest first."""
    return chased(year.trust_id, _about(year))


@transaction.atomic
def remind_of_results(
    *, reader: Reader, year: Year, owners: Collection[int], once: uuid.UUID
) -> tuple[list[Message], list[str]]:
    """Send each of these owners their reminder; the same form sent twice sends nothing more.

    Returns the messages, and the names of owners of whom nothing is wanted any more, or who were reminded today.
    Raises PermissionDenied, or ValidationError where nobody is chosen.
    """
    refuse_unless_chases_results(reader)
    # One at a time, so that nobody is told twice.
    list(Scorecard.objects.select_for_update(no_key=True, of=("self",)).filter(year=year).values_list("pk"))
    found = result_reminders(year, results_wanted(reader, year))
    return send_to(owners, reader, found, once=once, about=_about(year))


def refuse_unless_chases_results(reader: Reader) -> None:
    """Refuse in words whoever reminds nobody."""
    if not may(reader, Act.CHASE, Kind.SCORECARD):
        raise PermissionDenied("Only the performance officer reminds owners, while the year is open.")


def _about(year: Year) -> str:
    return f"{year.slug}/results"
