"""Finding out who is reading, and telling the database."""

from dataclasses import replace

from django.http import HttpRequest

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Membership, Owner, Role, Trust, User, Year
from probation_planning.organisation.roles import Reader


class ReaderRequest(HttpRequest):
    """A request for a page of one trust, once the reader is known; `year` only where the address names one."""

    id: str
    user: User
    reader: Reader
    year: Year


def readers_of(user: User, slug: str | None = None) -> list[Reader]:
    """One reader for each trust the person belongs to (or for the one named), with the walls set to match.

    Shape: empty when the person belongs to none. Call inside a transaction; the walls stay set until it ends.
    """
    context = tenancy.Context(user=user.pk)
    tenancy.enter(context)
    memberships = Membership.objects.filter(user=user).select_related("trust").order_by("trust__name", "role")
    if slug is not None:
        memberships = memberships.filter(trust__slug=slug)
    roles: dict[Trust, set[Role]] = {}
    for membership in memberships:
        roles.setdefault(membership.trust, set()).add(Role(membership.role))
    if not roles:
        return []
    context = replace(
        context,
        trusts=tuple(trust.pk for trust in roles),
        roles=tuple(f"{trust.pk}:{role}" for trust, held in roles.items() for role in sorted(held)),
    )
    tenancy.enter(context)
    owners = list(Owner.objects.held_by(user, clock.today()))
    if owners:
        tenancy.enter(replace(context, owners=tuple(owner.pk for owner in owners)))
    return [
        Reader(
            user=user,
            trust=trust,
            roles=frozenset(held),
            owners=tuple(owner for owner in owners if owner.trust_id == trust.pk),
        )
        for trust, held in roles.items()
    ]
