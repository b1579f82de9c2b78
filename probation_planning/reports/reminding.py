"""Reminding owners, of whatever it is: what each would be told, who is told, and one message for each owner and day."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError

from probation_planning.organisation import clock
from probation_planning.organisation.holders import people_of
from probation_planning.organisation.messages import chase
from probation_planning.organisation.models import Message, Owner, Role, User
from probation_planning.organisation.roles import Reader

NOBODY_TICKED = "Tick the owners to remind."
# Of so many things a message leads to each; of more to the first.
MOST_LINKS = 100


@dataclass
class OwnerReminder(ABC):
    """What an owner would be told, who is told, and what they were told today already."""

    owner: Owner
    people: list[User] = field(default_factory=list, kw_only=True)
    sent: Message | None = field(default=None, kw_only=True)

    @property
    def section(self) -> int:
        """In which section of the register the message is kept."""
        return 1

    @property
    @abstractmethod
    def count(self) -> str:
        """Of how many things, in words."""

    @property
    @abstractmethod
    def told(self) -> list[str]:
        """What it is about, for whoever sends it."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """What the mail is called."""

    @property
    @abstractmethod
    def text(self) -> str:
        """How many things wait; which they are stands in the links alone."""

    @property
    @abstractmethod
    def links(self) -> list[str]:
        """The pages on which to answer."""


Told = TypeVar("Told", bound=OwnerReminder)


def chased(trust: int, about: str) -> Iterable[Message]:
    """What was sent about it, the latest first."""
    rows = Message.objects.filter(trust=trust, kind=Message.Kind.CHASE, about=about).order_by("-pk")
    return rows.select_related("owner", "sent_by").prefetch_related("deliveries")


def fill(found: Mapping[int, OwnerReminder], trust: int, about: str) -> None:
    """Say of each owner's reminder, by the owner's key, who is told, and what they were told today."""
    today = clock.today()
    people = people_of(found, today)
    sent = {message.owner_id: message for message in chased(trust, about) if message.dated == today}
    for key, one in found.items():
        one.people, one.sent = people[key], sent.get(key)


def send_to(
    owners: Collection[int],
    reader: Reader,
    found: Iterable[Told],
    *,
    once: uuid.UUID,
    about: str,
    open_to: Callable[[Told], list[Role]] | None = None,
) -> tuple[list[Message], list[str]]:
    """Send each of these owners what was `found` for them; the same form sent twice sends nothing more.

    `open_to`: who besides may read the message. Returns the messages, and the names of owners of whom nothing is wanted
    any more, or who were reminded today. Raises ValidationError where nobody is chosen.
    """
    if not owners:
        raise ValidationError(NOBODY_TICKED)
    by_owner = {one.owner.pk: one for one in found}
    told: list[Message] = []
    left = []
    for owner in Owner.objects.filter(trust=reader.trust, pk__in=owners):
        one = by_owner.get(owner.pk)
        again = uuid.uuid5(once, str(owner.pk))
        if one is None or not one.people or (one.sent and one.sent.once != again):
            left.append(owner.name)
            continue
        told.append(
            chase(
                owner=one.owner,
                about=about,
                section=one.section,
                reader=reader,
                recipients=one.people,
                subject=one.subject,
                text=one.text,
                links=one.links,
                open_to=open_to(one) if open_to else [],
                once=again,
            )
        )
    return told, left


def many(count: int, one: str, more: str) -> str:
    """So many of them in words; empty for none."""
    return f"{count} {one if count == 1 else more}" if count else ""
