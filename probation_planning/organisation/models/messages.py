"""Who was told what, and when: messages that the application sends, and what became of them."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from probation_planning.organisation import tenancy
from probation_planning.organisation.models.people import User
from probation_planning.organisation.models.posts import Owner


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def to(self, user: User) -> Self:
        """Those the person was sent."""
        return self.filter(recipients__contains=[user.pk])


class Message(tenancy.TrustOwned):
    """Something that people were told. It never carries a word, title or score of a risk: it says where to read them.

    `about` is what it is of, in the words of addresses ("2011-12/jun-11"); `open_to` holds the roles that may look at
    it besides its writer and its recipients, as "<trust id>:<role>".
    """

    append_only = True

    class Kind(models.TextChoices):
        """Why it was sent."""

        CHASE = "chase", "An answer is due"
        BLACK = "black", "A risk turned Black"
        RED = "red", "A risk turned Red"

    kind = models.CharField(max_length=8, choices=Kind)
    about = models.CharField(max_length=60)
    section = models.PositiveSmallIntegerField()
    open_to = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recipients = ArrayField(models.BigIntegerField(), default=list, blank=True)
    addresses = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    subject = models.CharField(max_length=120)
    text = models.TextField()
    links = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    dated = models.DateField("business day")
    made_at = models.DateTimeField(auto_now_add=True)
    once = models.UUIDField(null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "once"],
                name="organisation_message_sent_once",
                violation_error_message="This was sent already.",
            ),
            models.UniqueConstraint(
                fields=["trust", "kind", "about", "owner", "dated"],
                condition=Q(kind="chase"),
                name="organisation_message_chased_once_a_day",
                violation_error_message="This owner was chased today already.",
            ),
            models.CheckConstraint(
                condition=Q(section__in=(1, 2)),
                name="organisation_message_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
        ]
        indexes = [models.Index("kind", "about", name="organisation_message_about")]

    def __str__(self) -> str:
        return self.subject


class Delivery(tenancy.TrustOwned):
    """One try to send a message, or that its addresses were shown to be copied."""

    append_only = True

    class Outcome(models.TextChoices):
        """What came of it."""

        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        SHOWN = "shown", "Addresses shown"

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    outcome = models.CharField(max_length=6, choices=Outcome)
    at = models.DateTimeField(auto_now_add=True)
    says = models.CharField("what the mail server said", max_length=200, blank=True)

    class Meta:
        ordering = ["message", "pk"]
        verbose_name_plural = "deliveries"
        triggers = [tenancy.NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.message}: {self.get_outcome_display().lower()}"
