"""Reminding owners of what is still wanted at a review: one message for each owner and day, no word of a risk in it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from probation_planning.organisation.models import Message, Role, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.incomplete import Gap, gaps_at
from probation_planning.reports.reminding import OwnerReminder, chased, fill, many, send_to
from risks.answers import lines_answered
from risks.lines import RiskLine
from risks.models import EntryOwner, Review
from risks.reading import OpenRegister
from risks.services.locking import lock
from risks.steps import is_through


@dataclass
class Reminder(OwnerReminder):
    """What an owner would be told: of which risks an answer is due, of which something is missing, and who is told."""

    year: Year
    review: Review
    unanswered: list[RiskLine] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def lines(self) -> list[RiskLine]:
        """The risks it is about, in the printed order."""
        found = {line.entry_id: line for line in (*self.unanswered, *(gap.line for gap in self.gaps))}
        return sorted(found.values(), key=lambda line: (line.section, line.order, line.entry_id))

    @property
    def section(self) -> int:
        """Section 2 once one of the risks stands there: so is the message kept."""
        return max(line.section for line in self.lines)

    @property
    def count(self) -> str:
        """How many risks, in words."""
        return many(len(self.lines), "risk", "risks")

    @property
    def told(self) -> list[str]:
        """What it is about, for whoever sends it."""
        return [f"Risk {line.reference} {line.title}: to assess" for line in self.unanswered] + [
            f"Risk {gap.line.reference} {gap.line.title}: {gap.says}" for gap in self.gaps
        ]

    @property
    def subject(self) -> str:
        """What the mail is called."""
        return f"{self.review}: risks of the {self.owner}"[:120]

    @property
    def text(self) -> str:
        """How many risks, and of what; which they are stands in the links alone."""
        parts = [
            many(len(self.unanswered), "risk is still to be assessed", "risks are still to be assessed"),
            many(len(self.gaps), "risk is assessed and incomplete", "risks are assessed and incomplete"),
        ]
        return f"For {self.review}, {' and '.join(filter(None, parts))}. Sign in to answer:"

    @property
    def links(self) -> list[str]:
        """The pages on which to answer."""
        place = [self.year.trust.slug, self.year.slug]
        unanswered = {line.entry_id for line in self.unanswered}
        return [
            f"{reverse('risks:assess', args=[*place, line.reference])}?review={self.review.slug}"
            if line.entry_id in unanswered
            else reverse("risks:risk_detail", args=[*place, line.reference])
            for line in self.lines
        ]


def reminders(opened: OpenRegister, year: Year, review: Review) -> list[Reminder]:
    """Every owner of whom something is still wanted, of what the reader may see; those with most first."""
    unanswered = [one.line for one in lines_answered(opened, review) if one.takes_ratings and not one.is_answered]
    gaps = [gap for gap in gaps_at(opened, year, review) if not is_through(review, gap.line.section)]
    found: dict[int, Reminder] = {}
    owned: dict[int, list[Reminder]] = {}
    wanted = {line.entry_id for line in (*unanswered, *(gap.line for gap in gaps))}
    # As they own it today: a line keeps the names it was given with.
    for row in EntryOwner.objects.filter(entry__in=wanted).select_related("owner"):
        reminder = found.setdefault(row.owner_id, Reminder(row.owner, year, review))
        owned.setdefault(row.entry_id, []).append(reminder)
    for line in unanswered:
        for reminder in owned.get(line.entry_id, ()):
            reminder.unanswered.append(line)
    for gap in gaps:
        for reminder in owned.get(gap.line.entry_id, ()):
            reminder.gaps.append(gap)
    fill(found, year.trust_id, _about(year, review))
    return sorted(found.values(), key=lambda one: (-len(one.lines), one.owner.name))


def sent_before(opened: OpenRegister, year: Year, review: Review) -> list[Message]:
    """What was sent for the review, the latest first, of what the reader may see."""
    return [
        message
        for message in chased(year.trust_id, _about(year, review))
        if message.section == 1 or opened.register.shows_section_two_to(opened.reader)
    ]


@transaction.atomic
def remind(
    *, opened: OpenRegister, year: Year, review: Review, owners: Collection[int], once: uuid.UUID
) -> tuple[list[Message], list[str]]:
    """Send each of these owners their reminder; the same form sent twice sends nothing more.

    Returns the messages, and the names of owners of whom nothing is wanted any more, or who were reminded today.
    Raises PermissionDenied, or ValidationError where nobody is chosen.
    """
    reader = opened.reader
    refuse_unless_chaser(reader)
    lock(opened.register.pk)
    found = reminders(opened, year, review)
    return send_to(
        owners, reader, found, once=once, about=_about(year, review), open_to=lambda one: _open_to(one, opened)
    )


def _open_to(reminder: Reminder, opened: OpenRegister) -> list[Role]:
    reads_all = reminder.section == 1 or Role.OFFICER in opened.register.section_two_roles
    return [Role.OFFICER] if reads_all else []


def refuse_unless_chaser(reader: Reader) -> None:
    """Refuse in words whoever reminds nobody."""
    if not may(reader, Act.CHASE, Kind.REGISTER):
        raise PermissionDenied("Only the performance officer reminds owners.")


def _about(year: Year, review: Review) -> str:
    return f"{year.slug}/{review.slug}"
