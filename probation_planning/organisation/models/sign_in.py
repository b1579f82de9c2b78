"""Signing in: who is in, how often somebody guessed, and who was invited."""

import datetime
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from probation_planning.organisation import tenancy
from probation_planning.organisation.models.people import Role, User
from probation_planning.organisation.models.posts import Owner


class Session(AbstractBaseSession):
    """A browser, and who is signed in there."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=200, blank=True)
    place = models.CharField("address it was started from", max_length=45, blank=True)

    objects: ClassVar[Any] = BaseSessionManager["Session"]()

    class Meta:
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls) -> Any:
        """What reads and writes it."""
        from probation_planning.organisation.sessions import SessionStore  # noqa: PLC0415 - it needs this model

        return SessionStore


class Guesses(models.Model):
    """When the secrets of one account were guessed lately; `account` is a keyed digest, known or unknown alike."""

    account = models.CharField(max_length=64, primary_key=True)
    times = ArrayField(models.DateTimeField())
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-last_at"]
        verbose_name_plural = "guesses"

    def __str__(self) -> str:
        return self.account


@pghistory.track(exclude=["token"])
class Invitation(tenancy.TrustOwned):
    """An address that may join the trust once, in these roles; `token` is the digest of what its link holds."""

    email = models.EmailField("e-mail address")
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    post = models.ForeignKey(Owner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    token = models.CharField(max_length=64)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="organisation_invitation_one_pending",
                violation_error_message="This address is invited already.",
            ),
            models.UniqueConstraint(fields=["token"], name="organisation_invitation_one_token"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="organisation_invitation_email_lower_case",
                violation_error_message="Write the e-mail address in small letters.",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="organisation_invitation_accepted_or_withdrawn",
                violation_error_message="An invitation that was accepted cannot be withdrawn.",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="organisation_invitation_accepted_by_somebody",
                violation_error_message="Say who accepted the invitation.",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def role_names(self) -> str:
        """The roles in words."""
        return ", ".join(role.label for role in Role if role in self.roles)

    def is_open(self, now: datetime.datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at
