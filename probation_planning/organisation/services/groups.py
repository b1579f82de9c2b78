"""Which posts sit in a group, and confirming what was read of that."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import GroupMember, Owner
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.holdings import BACKWARDS, overlap, refuse_own_post, span
from probation_planning.organisation.services.posts import held, refuse_closed
from probation_planning.organisation.services.settings import begin, change

ABOUT_SEAT = ("since", "until")

Day = datetime.date | None


@transaction.atomic
def seat(*, group: Owner, reader: Reader, post: Owner, since: Day, until: Day) -> GroupMember:
    """Let a post sit in a group. The same sent twice is one."""
    begin(reader)
    current = held(group)
    refuse_closed(current)
    refuse_closed(post)
    refuse_own_post(post, reader)
    rows: Any = GroupMember.objects
    there: GroupMember | None = rows.filter(group=current, post=post, since=since, until=until).first()
    if there:
        return there
    _refuse_overlap(current, post, since, until)
    made: GroupMember = rows.create(group=current, post=post, since=since, until=until)
    return made


@transaction.atomic
def change_seat(*, member: GroupMember, reader: Reader, since: Day, until: Day, seen: int) -> GroupMember:
    """Change from when to when a post sits in a group; its last day ends it. `seen`: what the form showed."""
    begin(reader)
    current = _current(member)
    refuse_closed(current.group)
    refuse_own_post(current.post, reader)
    _refuse_overlap(current.group, current.post, since, until, current)
    change(current, {"since": since, "until": until}, seen)
    return current


@transaction.atomic
def confirm_seats(*, group: Owner, reader: Reader, members: list[int], seen: int) -> int:
    """Say that what was read of these posts' seats is right; says of how many it was not said before.

    `seen`: what the page said of the group's seats (`seats_seen`); a Conflict where it is something else now.
    """
    begin(reader)
    unconfirmed = GroupMember.objects.filter(group=group, pk__in=members, is_reading=True, confirmed_on=None)
    if unconfirmed.exists() and seen != seats_seen(group):
        raise Conflict(group)
    return unconfirmed.update(confirmed_by=reader.user, confirmed_on=clock.today())


def seats_seen(group: Owner) -> int:
    """A number for which posts sit in the group, from when to when; confirming says nothing else of them."""
    rows: Any = GroupMember.objects.filter(group=group).order_by("pk")
    return fingerprint(list(rows.values_list("pk", "post", "since", "until", "ground")))


def _current(member: GroupMember) -> GroupMember:
    rows: Any = GroupMember.objects.select_for_update(no_key=True, of=["self"])
    current: GroupMember = rows.select_related("group", "post").order_by().get(pk=member.pk)
    return current


def _refuse_overlap(group: Owner, post: Owner, since: Day, until: Day, itself: GroupMember | None = None) -> None:
    if since and until and until < since:
        raise ValidationError({"until": BACKWARDS})
    others: Any = GroupMember.objects.filter(group=group, post=post).exclude(pk=itself.pk if itself else None)
    for other in others.order_by("since"):
        if overlap((since, until), (other.since, other.until)):
            raise ValidationError(
                f"{post} sits in {group} already{span(other.since, other.until)}. "
                "End that first, or choose days that do not overlap."
            )
