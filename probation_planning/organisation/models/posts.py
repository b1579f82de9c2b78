"""Who owns things: posts that people hold, groups made of posts, and units."""

import datetime
from typing import Self

import pghistory
from django.db import models

from probation_planning.organisation import tenancy
from probation_planning.organisation.models.paper import Reading, Sourced
from probation_planning.organisation.models.people import User

CLASHES = "Somebody added another at the same moment. Save again."


class Addressed(models.Model):
    """Has a word in addresses, which the database makes of its first name; it stays when the name changes."""

    slug = models.CharField("name in addresses", max_length=80, editable=False, db_default="")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "slug"],
                name="%(app_label)s_%(class)s_slug_once",
                violation_error_message=CLASHES,
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="%(app_label)s_%(class)s_slug_plain",
                violation_error_message="A name in addresses has small letters, digits and hyphens.",
            ),
        ]


@pghistory.track()
class DeliveryUnit(Addressed, Sourced, Reading, tenancy.TrustOwned):
    """A part of a trust that targets and objectives are shared out to."""

    class Kind(models.TextChoices):
        """What the unit does."""

        OFFENDER_MANAGEMENT = "offender_management", "Offender management LDU"
        INTERVENTIONS = "interventions", "Interventions"
        OTHER = "other", "Other"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=Kind)
    owner = models.ForeignKey(
        "organisation.Owner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name="who answers for it",
    )
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            *Addressed.Meta.constraints,
            models.UniqueConstraint(
                fields=["trust", "name"],
                name="organisation_deliveryunit_name_once",
                violation_error_message="The trust has a unit of this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnerKind(models.TextChoices):
    """The kinds of owner."""

    POST = "post", "Post"
    GROUP = "group", "Group"
    UNIT = "unit", "Unit"


class OwnerQuerySet(models.QuerySet["Owner"]):
    """Questions about owners."""

    def posts(self) -> Self:
        """Those that are posts."""
        return self.filter(kind=OwnerKind.POST)

    def groups(self) -> Self:
        """Groups and units."""
        return self.exclude(kind=OwnerKind.POST)


@pghistory.track()
class Owner(Addressed, Sourced, tenancy.TrustOwned):
    """What can own an objective, a risk, an action or a measure: a post, a group of posts, or a unit."""

    kind = models.CharField(max_length=10, choices=OwnerKind)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = OwnerQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            *Addressed.Meta.constraints,
            models.UniqueConstraint(
                fields=["trust", "name"],
                name="organisation_owner_name_once",
                violation_error_message="The trust has a post or group of this name already.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OwnerKind.values),
                name="organisation_owner_known_kind",
                violation_error_message="An owner is a post, a group or a unit.",
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("pk")),
                name="organisation_owner_not_own_successor",
                violation_error_message="A post cannot succeed itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(Owner):
    """A job that owns things, whoever holds it."""

    class Meta:
        proxy = True


class Group(Owner):
    """A standing body made of posts, or a unit, that owns things."""

    class Meta:
        proxy = True


class LastingQuerySet(models.QuerySet[models.Model]):
    """Rows that hold between two days."""

    def on(self, day: datetime.date) -> Self:
        """Those that hold on the day."""
        return self.filter(
            models.Q(since__isnull=True) | models.Q(since__lte=day),
            models.Q(until__isnull=True) | models.Q(until__gte=day),
        )


class Lasting(models.Model):
    """Holds from one day to another; blank means since always, or still."""

    # Which of its post's or group's it is, in addresses: counted by the database, and never given twice.
    number = models.PositiveSmallIntegerField(editable=False, db_default=0)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = LastingQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gt=0),
                name="%(app_label)s_%(class)s_number_counted",
                violation_error_message="Numbers are counted from 1.",
            ),
        ]


@pghistory.track()
class Holding(Lasting, tenancy.TrustOwned):
    """A person in a post between two days."""

    class Capacity(models.TextChoices):
        """How the post is held."""

        HOLDER = "holder", "Holder"
        ACTING = "acting", "Acting holder"
        DEPUTY = "deputy", "Deputy"

    post = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.HOLDER)

    class Meta(Lasting.Meta):
        ordering = ["post", "since"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["post", "number"], name="organisation_holding_number_once", violation_error_message=CLASHES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.post}"


@pghistory.track()
class GroupMember(Reading, Lasting, tenancy.TrustOwned):
    """A post that sits in a group between two days."""

    group = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="members")
    post = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="sits_in")

    class Meta(Lasting.Meta):
        ordering = ["group", "post"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "number"], name="organisation_groupmember_number_once", violation_error_message=CLASHES
            ),
            models.UniqueConstraint(
                fields=["group", "post", "since"],
                nulls_distinct=False,
                name="organisation_groupmember_once",
                violation_error_message="The post sits in this group from that day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} in {self.group}"


class Ownership(Reading):
    """That an owner owns a thing; where several do, one leads."""

    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    leads = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["order"]
