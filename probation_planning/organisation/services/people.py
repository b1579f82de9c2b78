"""The people of a trust: their roles, leaving, and their sessions."""

import datetime
from collections.abc import Collection
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand
from probation_planning.organisation.models import Holding, Membership, Role, Trust, User
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.security import Happened, noted
from probation_planning.organisation.services.mailing import mail_once_it_stands
from probation_planning.organisation.services.settings import wait_for_others
from probation_planning.organisation.sessions import end_sessions

ONES_OWN = (
    "Nobody changes their own roles or ends their own membership. Ask another performance officer or an administrator."
)
NOT_THEIRS = "The administrator’s role is given and taken by an administrator alone."
FACTOR_ELSEWHERE = (
    "{} belongs to another trust besides, so their second factor is not this trust’s to remove. Whoever runs the "
    "server can: manage.py remove_second_factor."
)
REMOVED = """{who} removed the second factor of your account of Probation Planning, and you are signed out everywhere.

Sign in with your password and set up another. If you did not ask for this, tell your trust's administrator now.

Probation Planning
"""
ELSEWHERE = (
    "{} belongs to another trust besides, so their sessions are not this trust’s to end. End the membership, "
    "or ask them."
)


def roles_given_by(reader: Reader) -> tuple[Role, ...]:
    """The roles that the reader may give and take: all but the administrator's, which an administrator may."""
    return tuple(role for role in Role if role != Role.ADMINISTRATOR or Role.ADMINISTRATOR in reader.roles)


def begin(reader: Reader) -> None:
    """Refuse whoever may not, and wait for whoever changes the people of this trust now."""
    refuse_unless_keeper(reader)
    wait_for_others(reader.trust)


def refuse_unless_keeper(reader: Reader) -> None:
    """Refuse in words whoever does not keep the trust's people."""
    if not may(reader, Act.MANAGE, Kind.PEOPLE):
        raise PermissionDenied("Only the performance officer or an administrator changes who belongs to the trust.")


def refuse_roles(reader: Reader, roles: Collection[str]) -> None:
    """Refuse roles that are not the reader's to give or take."""
    if set(roles) - set(roles_given_by(reader)):
        raise PermissionDenied(NOT_THEIRS)


def roles_of(user: User, trust: Trust) -> list[str]:
    """The person's roles in the trust, in the order of the table."""
    there = set(Membership.objects.filter(trust=trust, user=user).values_list("role", flat=True))
    return [role.value for role in Role if role.value in there]


def kept_from(reader: Reader, roles: Collection[str]) -> set[str]:
    """Those of the roles that are not the reader's to take."""
    return set(roles) - set(roles_given_by(reader))


@transaction.atomic
def change_roles(*, user: User, reader: Reader, roles: Collection[str], seen: int) -> None:
    """Give the person these roles in place of those they have; what is not the reader's to take stays.

    Raises Conflict where they changed since `seen`.
    """
    begin(reader)
    _refuse_ones_own(user, reader)
    before = roles_of(user, reader.trust)
    roles = {*roles, *kept_from(reader, before)}
    if set(before) == roles:
        return
    if seen != fingerprint(before):
        event = ("MembershipEvent", {"user": user.pk, "trust": reader.trust.pk})
        raise Conflict(Latest({"roles": before}, *last_hand("organisation", event)))
    refuse_roles(reader, set(before) ^ roles)
    if not roles:
        raise ValidationError({"roles": "Choose a role, or end the membership instead."})
    Membership.objects.filter(trust=reader.trust, user=user).exclude(role__in=roles).delete()
    for role in roles - set(before):
        Membership.objects.create(user=user, role=role)


@transaction.atomic
def end_membership(*, user: User, reader: Reader) -> None:
    """Take every role, end the person's time in posts today, and sign them out unless they belong elsewhere too."""
    begin(reader)
    _refuse_ones_own(user, reader)
    refuse_roles(reader, roles_of(user, reader.trust))
    Membership.objects.filter(trust=reader.trust, user=user).delete()
    today = clock.today()
    rows: Any = Holding.objects.filter(user=user).exclude(until__lt=today)
    for holding in rows:
        if holding.since and holding.since >= today:
            holding.delete()
        else:
            holding.until = today - datetime.timedelta(days=1)
            holding.save(update_fields=["until"])
    if not belongs_elsewhere(user, reader):
        end_sessions(user)


@transaction.atomic
def end_sessions_of(*, user: User, reader: Reader) -> int:
    """Sign a person of this trust alone out everywhere; how many sessions ended."""
    begin(reader)
    refuse_roles(reader, roles_of(user, reader.trust))
    if belongs_elsewhere(user, reader):
        raise PermissionDenied(ELSEWHERE.format(user))
    noted(Happened.SESSION, thing=user)
    return end_sessions(user)


@transaction.atomic
def remove_second_factor(*, user: User, reader: Reader) -> bool:
    """Let a person of this trust alone in by password once more, as when their phone and codes are lost; whether they
    had a second factor. They are told by mail."""
    begin(reader)
    _refuse_ones_own(user, reader)
    refuse_roles(reader, roles_of(user, reader.trust))
    if belongs_elsewhere(user, reader):
        raise PermissionDenied(FACTOR_ELSEWHERE.format(user))
    return forget_factors(user, by=str(reader.user))


def forget_factors(user: User, *, by: str) -> bool:
    """Take every second factor of the person away, with their recovery codes and sessions; whether there was one."""
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    end_sessions(user)
    noted(Happened.SECOND_FACTOR, thing=user, says="removed by another")
    mail_once_it_stands(user.email, "Your second factor was removed", REMOVED.format(who=by))
    return True


def belongs_elsewhere(person: User, reader: Reader) -> bool:
    """Whether the person has a role in a trust besides the reader's; asked as the person, whose own roles are open."""
    with tenancy.kept_context():
        tenancy.enter(tenancy.Context(user=person.pk))
        return Membership.objects.filter(user=person).exclude(trust=reader.trust).exists()


def _refuse_ones_own(user: User, reader: Reader) -> None:
    if user.pk == reader.user.pk:
        raise PermissionDenied(ONES_OWN)
