"""What is said of posts and groups: who holds or sits there today, who did, who is to, and what they were called."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from probation_planning.organisation.models import GroupMember, Holding, Membership, Owner, Trust, User
from probation_planning.organisation.models.posts import Lasting
from probation_planning.organisation.roles import AT_WORK

Capacity = Holding.Capacity


@dataclass(frozen=True)
class Times:
    """Rows that hold between two days, as they stand on a day: now, still to come, and past."""

    now: Sequence[Any]
    to_come: Sequence[Any]
    past: Sequence[Any]

    @classmethod
    def of(cls, rows: Iterable[Lasting], day: datetime.date) -> "Times":
        """Sort them, the earliest first and what is past the latest first."""
        first, last = datetime.date.min, datetime.date.max
        by_start = sorted(rows, key=lambda row: (row.since or first, row.until or last))
        past = [row for row in by_start if row.until and row.until < day]
        to_come = [row for row in by_start if row not in past and row.since and row.since > day]
        now = [row for row in by_start if row not in past and row not in to_come]
        return cls(now, to_come, sorted(past, key=lambda row: row.until or last, reverse=True))


@dataclass(frozen=True)
class HeldPost:
    """A post and its holdings, each with its person."""

    post: Owner
    times: Times

    @property
    def sentence(self) -> str:
        """Who holds it today: A and B; acting: C; deputy: D. Vacant where nobody holds it or acts."""
        by = {capacity: [str(row.user) for row in self.times.now if row.capacity == capacity] for capacity in Capacity}
        parts = [_row(by[Capacity.HOLDER])] if by[Capacity.HOLDER] else []
        if by[Capacity.ACTING]:
            parts.append(f"acting: {_row(by[Capacity.ACTING])}")
        if not parts:
            parts.append("vacant")
        if by[Capacity.DEPUTY]:
            parts.append(f"deputy: {_row(by[Capacity.DEPUTY])}")
        said = "; ".join(parts)
        return said[0].upper() + said[1:]

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it and nobody acts."""
        return all(row.capacity == Capacity.DEPUTY for row in self.times.now)


def held_posts(posts: Sequence[Owner], day: datetime.date) -> list[HeldPost]:
    """Each post with who holds it, in one question."""
    rows: dict[int, list[Holding]] = {}
    holdings: Any = Holding.objects.filter(post__in=posts)
    for row in holdings.select_related("user"):
        rows.setdefault(row.post_id, []).append(row)
    return [HeldPost(post, Times.of(rows.get(post.pk, []), day)) for post in posts]


def seats_of(groups: Sequence[Owner], day: datetime.date) -> list[tuple[Owner, Times]]:
    """Each group with the posts that sit in it, in one question."""
    rows: dict[int, list[GroupMember]] = {}
    seats: Any = GroupMember.objects.filter(group__in=groups)
    for row in seats.select_related("post", "confirmed_by").order_by("post__order"):
        rows.setdefault(row.group_id, []).append(row)
    return [(group, Times.of(rows.get(group.pk, []), day)) for group in groups]


def former_names(owner: Owner) -> list[tuple[str, datetime.datetime]]:
    """What it was called before, the latest first, and until when."""
    events: Any = apps.get_model("organisation", "OwnerEvent")
    kept = events._default_manager.filter(pgh_obj=owner.pk).order_by("pgh_id").values_list("name", "pgh_created_at")
    found: list[tuple[str, datetime.datetime]] = []
    before = ""
    for name, when in kept:
        if before and name != before:
            found.append((before, when))
        before = name
    return found[::-1]


def was_taken_back(post: Owner, number: int) -> bool:
    """Whether a holding of the post bore this number and was taken back."""
    events: Any = apps.get_model("organisation", "HoldingEvent")
    gone: bool = events._default_manager.filter(pgh_label="delete", post=post, number=number).exists()
    return gone


def members_of(trust: Trust) -> QuerySet[User]:
    """People with a role in the trust who may sign in: whoever can hold a post."""
    return User.objects.filter(is_active=True, pk__in=Membership.objects.filter(trust=trust).values("user"))


def may_answer(user: User, trust: Trust) -> bool:
    """Whether one of the person's roles lets them answer for what a post of theirs owns."""
    return Membership.objects.filter(trust=trust, user=user, role__in=AT_WORK).exists()


def _row(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
