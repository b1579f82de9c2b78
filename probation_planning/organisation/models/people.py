"""People: one account each, memberships in trusts, and what they have typed but not saved."""

import unicodedata
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from probation_planning.organisation import tenancy


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An ordinary account; without a password nobody can sign in to it."""
        user = self.model(email=unicodedata.normalize("NFC", email).strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account whose address this is, however its letters are cased."""
        return self.get(email=(username or "").strip().lower())


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, known by e-mail address in small letters."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the administration", default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="organisation_user_email_lower_case",
                violation_error_message="Write the e-mail address in small letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Take a password; two ways to write one letter are the same."""
        super().set_password(unicodedata.normalize("NFC", raw_password) if raw_password is not None else None)

    def check_password(self, raw_password: str | None) -> bool:
        """Whether that is the password."""
        return raw_password is not None and super().check_password(unicodedata.normalize("NFC", raw_password))

    def get_full_name(self) -> str:
        """What pages call the person."""
        return self.name

    def get_short_name(self) -> str:
        """What pages call the person."""
        return self.name


class Role(models.TextChoices):
    """What a person may be in a trust; several at once is normal and rights add up."""

    DIRECTOR = "director", "Director or other post-holder"
    SMT = "smt", "SMT member"
    AUDIT = "audit", "Audit Committee member"
    AUDITOR = "auditor", "Auditor"
    OFFICER = "officer", "Performance officer"
    ADMINISTRATOR = "administrator", "Administrator"


@pghistory.track()
class Membership(tenancy.TrustOwned):
    """One role of one person in one trust."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        ordering = ["trust", "user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "user", "role"],
                name="organisation_membership_once",
                violation_error_message="The person has this role already.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="organisation_membership_known_role",
                violation_error_message="Choose one of the roles.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Draft(tenancy.TrustOwned):
    """What somebody has typed into a form but not saved yet; seen by its writer alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    address = models.CharField(max_length=300)
    fields = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["trust", "user", "address"], name="organisation_draft_one_per_form"),
        ]

    def __str__(self) -> str:
        return self.address
