"""Who answers for an owner on a day: holders and deputies of the post, or of the posts that sit in the group."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from probation_planning.organisation.models import GroupMember, Holding, User
from probation_planning.organisation.questions import by_page, question


def people_of(owners: Iterable[int], day: datetime.date) -> dict[int, list[User]]:
    """The people of each owner, each once and by name; nobody of one that nobody holds.

    Two questions, however many owners there are.
    """
    wanted = set(owners)
    if not wanted:
        return {}
    seats: dict[int, set[int]] = {owner: {owner} for owner in wanted}
    for group, post in _seats(by_page(sorted(wanted)), day):
        seats[group].add(post)
    posts = {post for each in seats.values() for post in each}
    held: dict[int, list[User]] = {}
    for holding in _holdings(by_page(sorted(posts)), day):
        held.setdefault(holding.post_id, []).append(holding.user)
    found = {owner: {user.pk: user for post in each for user in held.get(post, [])} for owner, each in seats.items()}
    return {owner: sorted(people.values(), key=lambda user: (user.name, user.pk)) for owner, people in found.items()}


@question
def _seats(groups: tuple[int, ...], day: datetime.date) -> QuerySet[GroupMember, tuple[int, int]]:
    rows: Any = GroupMember.objects.on(day).filter(group__in=groups)
    seats: QuerySet[GroupMember, tuple[int, int]] = rows.values_list("group", "post")
    return seats


@question
def _holdings(posts: tuple[int, ...], day: datetime.date) -> QuerySet[Holding]:
    rows: Any = Holding.objects.on(day).filter(post__in=posts, user__is_active=True)
    held: QuerySet[Holding] = rows.select_related("user")
    return held
