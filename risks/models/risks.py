"""Risks: one lasting identity each, and how it stands in a year's register."""

from typing import TYPE_CHECKING, Self

import pghistory
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from probation_planning.organisation import tenancy
from probation_planning.organisation.converters import ReferenceConverter
from probation_planning.organisation.models import Ownership, Role, Sourced
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models.registers import SECTIONS, Register, Review, Stage, refuse_other_register

if TYPE_CHECKING:
    from risks.models.assessments import Standing


class Response(models.TextChoices):
    """What is done with a risk (HM Treasury, Orange Book)."""

    TREAT = "treat", "Treat"
    TOLERATE = "tolerate", "Tolerate"
    TRANSFER = "transfer", "Transfer"
    TERMINATE = "terminate", "Terminate"


class Proximity(models.TextChoices):
    """How soon a risk could happen."""

    NOW = "now", "Within a month"
    THREE = "3", "Within 3 months"
    SIX = "6", "Within 6 months"
    TWELVE = "12", "Within 12 months"
    LATER = "later", "Later"


class Risk(tenancy.TrustOwned):
    """The lasting identity of a risk; its words stand in each year's entry."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Risk {self.pk}"


class CategoryQuerySet(models.QuerySet["Category"]):
    """Questions about categories."""

    def visible_to(self, reader: Reader) -> Self:
        """Those of a risk that the reader sees, and those that they added; to who reads every risk, all of them."""
        if not may(reader, Act.READ, Kind.REGISTER):
            return self.filter(NOTHING)
        used = EntryCategory.objects.filter(section_open_to(reader, reader.roles, "entry", at="entry__"))
        added = apps.get_model("risks", "CategoryEvent")._default_manager
        added = added.filter(pgh_label="insert", pgh_context__user=reader.user.pk)
        kept = Register.objects.filter(trust=reader.trust).exclude(section_two_roles__overlap=sorted(reader.roles))
        seen = models.Q(pk__in=used.values("category")) | models.Q(pk__in=added.values("pgh_obj"))
        return self.filter(seen | ~models.Exists(kept), trust=reader.trust)


@pghistory.track()
class Category(tenancy.TrustOwned):
    """A kind of risk, in the words the trust prints."""

    name = models.CharField(max_length=60)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "name"],
                name="risks_category_once",
                violation_error_message="The trust has this category already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about entries."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """Those the reader may see now; `register` where the rows asked for are all of one.

        Section 1, and of section 2 what the register or ownership opens to them; whoever reads only what was issued
        sees a risk from the first review that a committee was given it in.
        """
        if not may(reader, Act.READ, Kind.REGISTER):
            return self.none()
        rows = section_open_to(reader, reader.working_roles, register=register)
        if reader.roles - reader.working_roles:
            rows |= models.Q(pk__in=issued_entries()) & section_open_to(reader, reader.roles, register=register)
        return self.filter(rows, trust=reader.trust)

    def owned_by(self, owner_ids: frozenset[int]) -> Self:
        """Those that one of these owners owns."""
        return self.filter(pk__in=owned_entries(owner_ids))

    def by_reference(self) -> Self:
        """In the printed order, where 1.10 comes after 1.9."""
        return self.order_by("section", "order", "pk")


NOTHING = models.Q(pk__in=[])
EVERYTHING = ~NOTHING
OF_THE_ROW = models.OuterRef("review")


def section_open_to(
    reader: Reader, roles: frozenset[Role], entry: str = "pk", register: Register | None = None, at: str = ""
) -> models.Q:
    """Rows of section 1, of registers whose section 2 one of the roles opens, and of risks the reader owns.

    The row asked about has `section`, and `register` unless it is known and given, both below `at`; `entry` is the
    lookup from it to its entry. No roles open nothing.
    """
    if not roles:
        return NOTHING
    if register and not roles.isdisjoint(register.section_two_roles):
        return EVERYTHING
    rows = models.Q(**{f"{at}section": 1})
    if not register:
        rows |= models.Q(**{f"{at}register__section_two_roles__overlap": sorted(roles)})
    if reader.owners:
        rows |= models.Q(**{f"{entry}__in": owned_entries(reader.owner_ids)})
    return rows


def owned_entries(owner_ids: frozenset[int]) -> models.QuerySet["EntryOwner", int]:
    """Ids of the entries that one of these owners owns."""
    return EntryOwner.objects.filter(owner__in=owner_ids).values_list("entry", flat=True)


def issued_to_committee(review: models.OuterRef | Coalesce = OF_THE_ROW) -> models.Exists:
    """Whether the Audit Committee was given the review and section of the row asked about."""
    return models.Exists(
        Stage.objects.issued().filter(review=review, section=models.OuterRef("section"), body__role=Role.AUDIT)
    )


def issued_entries() -> models.QuerySet["Standing", int]:
    """Ids of the entries that stood in what the Audit Committee was given."""
    standings = apps.get_model("risks", "Standing")._default_manager
    return standings.filter(issued_to_committee()).values_list("entry", flat=True)


@pghistory.track()
class Entry(Sourced, tenancy.TrustOwned):
    """A risk as it stands in one year's register: section, reference, words, owners, response."""

    called = "risk"

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="entries")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    section = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    title = models.CharField("risk", max_length=500)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    success = models.TextField("what success looks like", blank=True)
    proximity = models.CharField("how soon it could happen", max_length=5, choices=Proximity, blank=True)
    inherent_likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    inherent_impact = models.PositiveSmallIntegerField(null=True, blank=True)
    shared_with = models.CharField("partner it is shared with", max_length=200, blank=True)
    categories_as_printed = models.CharField(max_length=120, blank=True)
    owners_as_printed = models.CharField(max_length=300, blank=True)
    response_as_printed = models.CharField(max_length=60, blank=True)
    responses = ArrayField(models.CharField(max_length=10, choices=Response), default=list, blank=True)
    starts_at = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="first review it stands in",
    )
    ends_at = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="last review it stands in, as closed",
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["register", "section", "order"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["register", "reference"],
                name="risks_entry_reference_once",
                violation_error_message="The register has used this reference already.",
            ),
            models.UniqueConstraint(
                fields=["register", "risk"],
                name="risks_entry_risk_once",
                violation_error_message="The risk stands in this register already.",
            ),
            models.CheckConstraint(
                condition=models.Q(reference__regex=f"^{ReferenceConverter.regex}$"),
                name="risks_entry_reference_fits_an_address",
                violation_error_message="Write the reference as figures, like 1.10 or 2a.",
            ),
            models.CheckConstraint(
                condition=models.Q(section__in=SECTIONS),
                name="risks_entry_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
            models.CheckConstraint(
                condition=models.Q(responses__contained_by=Response.values),
                name="risks_entry_known_responses",
                violation_error_message="Choose responses from the list.",
            ),
            models.CheckConstraint(
                condition=models.Q(inherent_likelihood__isnull=True, inherent_impact__isnull=True)
                | models.Q(inherent_likelihood__isnull=False, inherent_impact__isnull=False)
                & models.Q(inherent_likelihood__range=(1, 5), inherent_impact__range=(1, 5)),
                name="risks_entry_both_inherent_or_neither",
                violation_error_message="Give both inherent levels, from 1 to 5, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(closed_reason=""),
                name="risks_entry_closed_with_reason",
                violation_error_message="Say why the risk is closed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Risk {self.reference}"

    def clean(self) -> None:
        """Starts at a review of its own register."""
        super().clean()
        refuse_other_register(self.register_id, self.starts_at)

    def get_absolute_url(self) -> str:
        """The risk's page."""
        year = self.register.year
        return reverse("risks:risk_detail", args=[year.trust.slug, year.slug, self.reference])

    def may(self, reader: Reader, act: Act) -> bool:
        """Whether the reader may do this with it.

        Owners answer, write and keep notes for what is theirs, the officer for them; nobody accepts their own risk.
        """
        if act in {Act.ANSWER, Act.WRITE_THING, Act.NOTE}:
            mine = may(reader, act, Kind.REGISTER) and reader.owns(row.owner_id for row in self.owners.all())
            return mine or may(reader, Act.ANSWER_FOR_OTHERS, Kind.REGISTER)
        if act is Act.ACCEPT and reader.owns(row.owner_id for row in self.owners.all()):
            return False
        return may(reader, act, Kind.REGISTER)


@pghistory.track()
class EntryOwner(Ownership, tenancy.TrustOwned):
    """That an owner owns a risk."""

    called = "owner of a risk"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="owners")

    class Meta(Ownership.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "owner"],
                name="risks_entryowner_once",
                violation_error_message="This owner is named already.",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(leads=True),
                name="risks_entryowner_one_leads",
                violation_error_message="One owner leads; choose which.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.owner)


@pghistory.track()
class EntryCategory(tenancy.TrustOwned):
    """That a risk is of a category."""

    called = "category of a risk"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="categories")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="entries")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["entry", "order"]
        verbose_name_plural = "entry categories"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "category"],
                name="risks_entrycategory_once",
                violation_error_message="The risk has this category already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)
