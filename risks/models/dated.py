"""Rows of the room that are only ever added to: when, by whom, and in which order they came."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Role, User
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.models.moments import moment_field
from risks.models.registers import SECTIONS, Register, Stage
from risks.models.risks import NOTHING, Entry, Risk, section_open_to

Row = TypeVar("Row", bound=models.Model)


class Dated(models.Model):
    """A row given on a day by somebody, never changed. `once` is the form's: the same form sent twice makes one row."""

    moment = moment_field()
    dated = models.DateField("business day")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_as = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField("told by the owner on", null=True, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    once = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        triggers = [tenancy.NEVER_CHANGED]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "once"],
                name="risks_%(class)s_sent_once",
                violation_error_message="This was sent already.",
            ),
        ]


class DatedRowQuerySet(models.QuerySet[Row]):
    """Questions about dated rows that have `entry`, `register`, `section` and `moment`."""

    def visible_to(self, reader: Reader, register: Register | None = None) -> Self:
        """By section; whoever reads only what was issued sees what there was when a committee last had the section."""
        return self.filter(rows_up_to_the_cut(reader, register))


def rows_up_to_the_cut(reader: Reader, register: Register | None = None) -> Q:
    """Dated rows the reader may see: all of the sections they work in, else what a committee was issued with."""
    if not may(reader, Act.READ, Kind.REGISTER):
        return NOTHING
    rows = section_open_to(reader, reader.working_roles, "entry", register)
    if reader.roles - reader.working_roles:
        rows |= section_open_to(reader, reader.roles, "entry", register) & Q(_issued_since())
    return rows & Q(trust=reader.trust)


def _issued_since() -> Exists:
    return Exists(
        Stage.objects.issued().filter(
            review__register=OuterRef("register"),
            section=OuterRef("section"),
            body__role=Role.AUDIT,
            issued_moment__gte=OuterRef("moment"),
        )
    )


class ThingQuerySet(DatedRowQuerySet[Row]):
    """Questions about the things of a risk."""

    def that_count(self, up_to: int | None = None) -> Self:
        """The row of each thing that counts; `up_to` a moment, the one that counted then."""
        rows = self if up_to is None else self.filter(moment__lte=up_to)
        later = rows.filter(
            entry=OuterRef("entry"),
            section=OuterRef("section"),
            number=OuterRef("number"),
            sequence__gt=OuterRef("sequence"),
        )
        return rows.filter(~Exists(later))


class Thing(Dated, tenancy.TrustOwned):
    """Something of a risk that changes by a new row: known by risk, section and number, its highest sequence counts.

    `number` and `sequence` are given by the database, within the section it was written in: a risk that has come from
    section 2 begins again at 1. A `number` of 0 asks for a new thing.
    """

    append_only = True

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="%(class)ss")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="%(class)ss")
    section = models.PositiveSmallIntegerField("section it was written in")
    number = models.PositiveSmallIntegerField(db_default=0)
    sequence = models.PositiveSmallIntegerField(db_default=0, editable=False)

    class Meta(Dated.Meta):
        abstract = True
        ordering = ["entry_id", "section", "number", "sequence"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["risk", "section", "number", "sequence"],
                name="risks_%(class)s_sequence_once",
                violation_error_message="Somebody wrote to this in the meantime.",
            ),
            models.CheckConstraint(
                condition=Q(section__in=SECTIONS),
                name="risks_%(class)s_section_1_or_2",
                violation_error_message="A register has section 1 and section 2.",
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "section", "number", "-sequence"], name="risks_%(class)s_latest"),
            models.Index(fields=["register", "-moment"], name="risks_%(class)s_moment"),
        ]

    def __str__(self) -> str:
        return f"{capfirst(self._meta.verbose_name)} {self.number} of {self.entry}"
