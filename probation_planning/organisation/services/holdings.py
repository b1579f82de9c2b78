"""Who holds a post, in which capacity, from which day to which."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import GroupMember, Holding, Owner, OwnerKind, User
from probation_planning.organisation.posts import members_of
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.posts import held, refuse_closed
from probation_planning.organisation.services.settings import begin, change
from probation_planning.organisation.services.years import in_words
from probation_planning.organisation.years import first_day_at_work

ABOUT_HOLDING = ("capacity", "since", "until")
ONE_DAY = datetime.timedelta(days=1)
ONES_OWN = (
    "Nobody gives a post to themselves or takes one from themselves: a post opens its risks to whoever holds it. "
    "Ask another performance officer, or an administrator."
)
BACKWARDS = "The last day is before the first."

Day = datetime.date | None


@transaction.atomic
def hold(*, post: Owner, reader: Reader, user: User, capacity: str, since: Day, until: Day) -> Holding:
    """Let a person hold a post. The same sent twice is one; at once with others, but not twice with oneself."""
    begin(reader)
    _refuse_ones_own(user, reader)
    _refuse_stranger(user, reader)
    current = held(post)
    refuse_closed(current)
    rows: Any = Holding.objects
    there: Holding | None = rows.filter(post=current, user=user, capacity=capacity, since=since, until=until).first()
    if there:
        return there
    _refuse_overlap(current, user, since, until)
    made: Holding = rows.create(post=current, user=user, capacity=capacity, since=since, until=until)
    return made


@transaction.atomic
def change_holding(*, holding: Holding, reader: Reader, capacity: str, since: Day, until: Day, seen: int) -> Holding:
    """Change a holding's capacity or days; its last day ends it. `seen`: the fingerprint of what the form showed."""
    begin(reader)
    post = held(holding.post)
    current = _current(holding)
    _refuse_ones_own(current.user, reader)
    refuse_closed(post)
    _refuse_overlap(post, current.user, since, until, current)
    change(current, {"capacity": capacity, "since": since, "until": until}, seen)
    return current


@transaction.atomic
def cancel_holding(*, holding: Holding, reader: Reader) -> None:
    """Take back a holding that has not begun."""
    begin(reader)
    current = _current(holding)
    _refuse_ones_own(current.user, reader)
    if current.since is None or current.since <= clock.today():
        raise ValidationError(f"{current.user} holds the post already. Give the last day instead.")
    current.delete()


@transaction.atomic
def succeed(
    *, holding: Holding, reader: Reader, user: User, capacity: str, last_day: datetime.date, seen: int
) -> Holding:
    """End a person's time in a post on a day and begin another's on the next; the post's work stays with the post.

    `seen` is the fingerprint of who held it as the form was opened (`who_holds`): a Conflict where that has changed
    since. Sent twice it is one.
    """
    begin(reader)
    post = held(holding.post)
    current = _current(holding)
    for one in (current.user, user):
        _refuse_ones_own(one, reader)
    _refuse_stranger(user, reader)
    refuse_closed(post)
    since = last_day + ONE_DAY
    rows: Any = Holding.objects
    there: Holding | None = rows.filter(post=post, user=user, capacity=capacity, since=since).first()
    if there and current.until == last_day:
        return there
    if seen != who_holds(post):
        raise Conflict(post)
    earliest = first_day_at_work(reader.years)
    if earliest and since < earliest:
        raise ValidationError(
            {"last_day": f"Enter a day from {in_words(earliest - ONE_DAY)} on: the earliest open year began then."}
        )
    if current.since and last_day < current.since:
        raise ValidationError({"last_day": f"{current.user} holds the post from {in_words(current.since)} on."})
    if current.until and current.until < last_day:
        raise ValidationError({"last_day": f"{current.user} holds the post until {in_words(current.until)} only."})
    if user.pk == current.user_id and capacity == current.capacity:
        raise ValidationError({"user": f"{user} holds the post already. Choose another person, or another capacity."})
    current.until = last_day
    current.save(update_fields=["until"])
    _refuse_overlap(post, user, since, None)
    made: Holding = rows.create(post=post, user=user, capacity=capacity, since=since)
    return made


def who_holds(post: Owner) -> int:
    """The fingerprint of who holds a post, held it and is to hold it."""
    rows = Holding.objects.filter(post=post).order_by("number")
    return fingerprint(list(rows.values_list("number", "user", "capacity", "since", "until")))


def refuse_own(owner: Owner, reader: Reader) -> None:
    """Nobody opens to themselves, by a post of theirs or a group that it sits in, what another owner may read."""
    if owner.kind == OwnerKind.POST:
        refuse_own_post(owner, reader)
        return
    mine = Holding.objects.filter(user=reader.user).exclude(until__lt=clock.today())
    seats: Any = GroupMember.objects.filter(group=owner, post__in=mine.values("post")).exclude(until__lt=clock.today())
    if seat := seats.select_related("post").first():
        raise PermissionDenied(
            f"You hold {seat.post}, which sits in {owner}, so this would give the group's rights to yourself. Ask "
            "another performance officer, or an administrator."
        )


def refuse_own_post(post: Owner, reader: Reader) -> None:
    """Nobody opens to themselves what a group or another post may read."""
    mine = Holding.objects.filter(post=post, user=reader.user).exclude(until__lt=clock.today())
    if mine.exists():
        raise PermissionDenied(
            f"You hold {post}, so this would give its holder's rights to yourself. Ask another performance officer, or "
            "an administrator."
        )


def _refuse_ones_own(user: User, reader: Reader) -> None:
    if user.pk == reader.user.pk:
        raise PermissionDenied(ONES_OWN)


def _refuse_stranger(user: User, reader: Reader) -> None:
    if not members_of(reader.trust).filter(pk=user.pk).exists():
        raise ValidationError({"user": f"{user} does not belong to the trust. Choose a person from the list."})


def _current(holding: Holding) -> Holding:
    rows: Any = Holding.objects.select_for_update(no_key=True, of=["self"])
    current: Holding = rows.select_related("user").order_by().get(pk=holding.pk)
    return current


def _refuse_overlap(post: Owner, user: User, since: Day, until: Day, itself: Holding | None = None) -> None:
    """A person is in a post once at a time; other people may be in it besides."""
    if since and until and until < since:
        raise ValidationError({"until": BACKWARDS})
    others: Any = Holding.objects.filter(post=post, user=user).exclude(pk=itself.pk if itself else None)
    for other in others.order_by("since"):
        if overlap((since, until), (other.since, other.until)):
            held_as = other.get_capacity_display().lower()
            raise ValidationError(
                f"{user} is in this post already, as {held_as}{span(other.since, other.until)}. "
                "End that first, or choose days that do not overlap."
            )


def overlap(one: tuple[Day, Day], other: tuple[Day, Day]) -> bool:
    """Whether two spans of days have a day in common; blank is since always, or still."""
    return all(
        first is None or last is None or first <= last for first, last in ((one[0], other[1]), (other[0], one[1]))
    )


def span(since: Day, until: Day) -> str:
    """From when to when, in words; empty where neither is recorded."""
    return (f" from {in_words(since)}" if since else "") + (f" until {in_words(until)}" if until else "")
