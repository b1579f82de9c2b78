"""Adding posts and groups, giving them another name, putting posts in another order, and reopening what was closed."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint, sign
from probation_planning.organisation.models import Owner, OwnerKind
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.settings import added_before, begin, change, so_called
from probation_planning.organisation.services.years import in_words


@transaction.atomic
def add_owner(*, reader: Reader, kind: OwnerKind, name: str, once: uuid.UUID) -> Owner:
    """A post or group more, after all others. The same form sent twice adds one; with another name it is a Conflict."""
    begin(reader)
    if added := added_before(Owner, {"kind": kind, "name": name}, once):
        return added
    _refuse_name(reader, name)
    sign(once)
    last = Owner.objects.filter(trust=reader.trust).aggregate(last=Max("order"))["last"] or 0
    return Owner.objects.create(trust=reader.trust, kind=kind, name=name, order=last + 1)


@transaction.atomic
def rename_owner(*, owner: Owner, reader: Reader, name: str, seen: int) -> Owner:
    """Give it another name; what was said keeps the name of its day. `seen`: what the form showed."""
    begin(reader)
    current = held(owner)
    refuse_closed(current)
    if name != current.name:
        _refuse_name(reader, name, current)
    change(current, {"name": name}, seen)
    return current


@transaction.atomic
def move_post(*, post: Owner, reader: Reader, place: int, seen: int) -> None:
    """Put an open post at a place, counted from 0, among the open posts. Sent twice it stands where it stands.

    `seen`: the order that the page showed (`order_seen`); a Conflict where it is another now.
    """
    begin(reader)
    posts = posts_in_order(reader)
    moved = next((one for one in posts if one.pk == post.pk), None)
    if moved is None:
        raise ValidationError("The post is closed and stands in no order.")
    if posts.index(moved) == max(0, min(place, len(posts) - 1)):
        return
    if seen != order_seen(posts):
        raise Conflict(moved)
    numbers = sorted(one.order for one in posts)
    posts.remove(moved)
    posts.insert(max(0, min(place, len(posts))), moved)
    number = -1
    for one, wanted in zip(posts, numbers, strict=True):
        number = max(wanted, number + 1)
        if one.order != number:
            one.order = number
            one.save(update_fields=["order"])


def posts_in_order(reader: Reader) -> list[Owner]:
    """The open posts, in the order in which they are shown."""
    return list(Owner.objects.posts().filter(trust=reader.trust, closed_on=None).order_by("order", "name", "pk"))


def order_seen(posts: Sequence[Owner]) -> int:
    """A number for the order in which posts were shown."""
    return fingerprint([post.pk for post in posts])


@transaction.atomic
def reopen_owner(*, owner: Owner, reader: Reader) -> Owner:
    """Take a closed post or group up again, vacant. What another took over stays there. Open already, it stays open."""
    begin(reader)
    current = held(owner)
    if current.closed_on:
        current.closed_on = current.successor = None
        current.save(update_fields=["closed_on", "successor"])
    return current


def held(owner: Owner) -> Owner:
    """It as it is now; whoever changes it waits until this is done."""
    current: Owner = Owner.objects.select_for_update(no_key=True).order_by().get(pk=owner.pk)
    return current


def refuse_closed(owner: Owner) -> None:
    """What was closed stays as it was."""
    if owner.closed_on:
        raise ValidationError(f"{owner} was closed on {in_words(owner.closed_on)} and stays as it was.")


def _refuse_name(reader: Reader, name: str, itself: Owner | None = None) -> None:
    others = Owner.objects.filter(trust=reader.trust)
    if there := so_called((one for one in others if one != itself), name):
        closed = f", closed on {in_words(there.closed_on)}" if there.closed_on else ""
        kind = there.get_kind_display().lower()
        raise ValidationError({"name": f"The trust has a {kind} of this name already{closed}."})
