"""Inviting somebody into a trust, and accepting: once, within seven days, by the owner of the address alone."""

import datetime
import hashlib
import secrets
from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Holding, Invitation, Membership, Owner, Role, Trust, User
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.security import Happened, noted
from probation_planning.organisation.services.mailing import mail_once_it_stands
from probation_planning.organisation.services.people import begin, refuse_roles

GOOD_FOR = datetime.timedelta(days=7)
TEXT = """{inviter} invites you to Probation Planning, where {trust} keeps its business plan, risk register and
balanced scorecard.

Accept here. The link is for {email} alone and works once, until {until}:

{link}

If you did not expect this, do nothing.

{trust}, Probation Planning
"""


class Invited(NamedTuple):
    """An invitation, and the link that accepts it, which is known now and never again."""

    invitation: Invitation
    link: str


class Found(NamedTuple):
    """An invitation that can be accepted, and into which trust."""

    invitation: Invitation
    trust: Trust


@transaction.atomic
def invite(*, reader: Reader, email: str, roles: Collection[str], post: Owner | None) -> Invited:
    """Invite an address in these roles, and to hold a post from the day it accepts; the mail leaves with this act.

    Raises ValidationError where the address belongs to the trust or is invited already, PermissionDenied for roles that
    are not the reader's to give.
    """
    begin(reader)
    refuse_roles(reader, roles)
    now = timezone.now()
    if Membership.objects.filter(trust=reader.trust, user__email=email).exists():
        raise ValidationError({"email": f"{email} belongs to the trust already. Change their roles instead."})
    pending = Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None)
    if pending.filter(expires_at__gt=now).exists():
        raise ValidationError({"email": f"{email} is invited already. Withdraw that invitation to send another."})
    for old in pending:
        old.withdrawn_at = now
        old.save(update_fields=["withdrawn_at"])
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        roles=[role.value for role in Role if role in roles],
        post=post,
        invited_by=reader.user,
        expires_at=now + GOOD_FOR,
        token=digest_of(token),
    )
    noted(Happened.INVITATION, says="sent")
    link = settings.SITE_ADDRESS + reverse("open_invitation", args=[reader.trust.slug, token])
    text = TEXT.format(
        inviter=reader.user.name,
        trust=reader.trust.name,
        email=email,
        until=f"{timezone.localtime(invitation.expires_at):%-d %B %Y, %H:%M}",
        link=link,
    )
    mail_once_it_stands(email, "An invitation to Probation Planning", text)
    return Invited(invitation, link)


@transaction.atomic
def withdraw(*, invitation: Invitation, reader: Reader) -> None:
    """Take an invitation back; its link no longer works."""
    begin(reader)
    current = Invitation.objects.select_for_update(of=["self"]).get(pk=invitation.pk)
    if current.accepted_at:
        raise ValidationError(f"{current.email} has accepted already. End the membership instead.")
    if current.withdrawn_at is None:
        current.withdrawn_at = timezone.now()
        current.save(update_fields=["withdrawn_at"])
        noted(Happened.INVITATION, says="withdrawn")


def find(slug: str, token: str) -> Found | None:
    """The open invitation of the trust that the token belongs to; none where it is used, too old or another trust's."""
    with tenancy.system():
        trust = Trust.objects.filter(slug=slug).first()
    if trust is None:
        return None
    with tenancy.trust(trust):
        found = (
            Invitation.objects.filter(trust=trust, token=digest_of(token)).select_related("post", "invited_by").first()
        )
    return Found(found, trust) if found and found.is_open(timezone.now()) else None


def pending_for(email: str) -> list[Found]:
    """Every open invitation of an address, which somebody was proved to own."""
    with tenancy.system():
        rows = Invitation.objects.filter(
            email=email, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
        ).select_related("trust")
        return [Found(row, row.trust) for row in rows]


@transaction.atomic
def accept(found: Found, user: User, *, request: str) -> bool:
    """Let the owner of the address into the trust; whether the invitation was still open. `request`: its id."""
    with tenancy.trust(found.trust, user=user.pk):
        tenancy.tell_history(user=user.pk, request=request, address=reverse("invitation"))
        current = Invitation.objects.select_for_update(of=["self"]).get(pk=found.invitation.pk)
        if not current.is_open(timezone.now()) or current.email != user.email or not user.is_active:
            return False
        current.accepted_at, current.accepted_by = timezone.now(), user
        current.save(update_fields=["accepted_at", "accepted_by"])
        noted(Happened.INVITATION, user=user.pk, trust=found.trust.pk, says="accepted")
        for role in current.roles:
            Membership.objects.get_or_create(trust=found.trust, user=user, role=role)
        today = clock.today()
        if current.post and not current.post.closed_on:
            holds = Holding.objects.filter(post=current.post, user=user).exclude(until__lt=today)
            if not holds.exists():
                Holding.objects.create(post=current.post, user=user, capacity=Holding.Capacity.HOLDER, since=today)
    return True


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
