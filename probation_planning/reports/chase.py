"""Reminding owners of what is still wanted at a review: one message for each owner and day, no word of a risk in it."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from probation_planning.organisation import clock
from probation_planning.organisation.holders import people_of
from probation_planning.organisation.messages import chase
from probation_planning.organisation.models import Message, Owner, Role, User, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.incomplete import Gap, gaps_at
from risks.answers import lines_answered
from risks.lines import RiskLine
from risks.models import EntryOwner, Review
from risks.reading import OpenRegister
from risks.services.locking import lock
from risks.steps import is_through

NOBODY_TICKED = "Tick the owners to remind."
# Of so many things a message leads to each; of more to the first.
MOST_LINKS = 100


@dataclass
class Reminder:
    """What an owner would be told: of which risks an answer is due, of which something is missing, and who is told."""

    owner: Owner
    year: Year
    review: Review
    people: list[User] = field(default_factory=list)
    unanswered: list[RiskLine] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    sent: Message | None = None

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
    today = clock.today()
    people = people_of(found, today)
    sent = {message.owner_id: message for message in _sent(year, review) if message.dated == today}
    for one in found.values():
        one.people = people[one.owner.pk]
        one.sent = sent.get(one.owner.pk)
    return sorted(found.values(), key=lambda one: (-len(one.lines), one.owner.name))


def sent_before(opened: OpenRegister, year: Year, review: Review) -> list[Message]:
    """What was sent for the review, the latest first, of what the reader may see."""
    return [
        message
        for message in _sent(year, review)
        if message.section == 1 or opened.register.shows_section_two_to(opened.reader)
    ]


def _sent(year: Year, review: Review) -> Iterable[Message]:
    rows = Message.objects.filter(kind=Message.Kind.CHASE, about=_about(year, review)).order_by("-pk")
    return rows.select_related("owner", "sent_by").prefetch_related("deliveries")


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
    found = {one.owner.pk: one for one in reminders(opened, year, review)}
    return send_to(owners, reader, found, once, lambda reminder, again: _send(reminder, opened, again))


def _send(reminder: Reminder, opened: OpenRegister, once: uuid.UUID) -> Message:
    reads_all = reminder.section == 1 or Role.OFFICER in opened.register.section_two_roles
    return chase(
        owner=reminder.owner,
        about=_about(reminder.year, reminder.review),
        section=reminder.section,
        reader=opened.reader,
        recipients=reminder.people,
        subject=reminder.subject,
        text=reminder.text,
        links=reminder.links,
        open_to=[Role.OFFICER] if reads_all else [],
        once=once,
    )


class Waiting(Protocol):
    """What somebody would be told, whoever is told today, and what they were told today already."""

    people: list[User]
    sent: Message | None


Told = TypeVar("Told", bound=Waiting)


def send_to(
    owners: Collection[int],
    reader: Reader,
    found: Mapping[int, Told],
    once: uuid.UUID,
    send: Callable[[Told, uuid.UUID], Message],
) -> tuple[list[Message], list[str]]:
    """Send each of these owners what was `found` for them, by their key; the same form sent twice sends nothing more.

    Returns the messages, and the names of owners of whom nothing is wanted any more, or who were reminded today.
    Raises ValidationError where nobody is chosen.
    """
    if not owners:
        raise ValidationError(NOBODY_TICKED)
    told: list[Message] = []
    left = []
    for owner in Owner.objects.filter(trust=reader.trust, pk__in=owners):
        reminder = found.get(owner.pk)
        again = uuid.uuid5(once, str(owner.pk))
        if reminder is None or not reminder.people or (reminder.sent and reminder.sent.once != again):
            left.append(owner.name)
        else:
            told.append(send(reminder, again))
    return told, left


def refuse_unless_chaser(reader: Reader) -> None:
    """Refuse in words whoever reminds nobody."""
    if not may(reader, Act.CHASE, Kind.REGISTER):
        raise PermissionDenied("Only the performance officer reminds owners.")


def _about(year: Year, review: Review) -> str:
    return f"{year.slug}/{review.slug}"


def many(count: int, one: str, more: str) -> str:
    """So many of them in words; empty for none."""
    return f"{count} {one if count == 1 else more}" if count else ""
