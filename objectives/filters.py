"""What the list of objectives, and its export, can be narrowed by."""

import datetime
from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import QueryDict

from objectives.models import AnnualPlan, Deadline, Objective, ObjectiveOwner, Status, StatusUpdate
from objectives.models.objectives import Flag, ObjectiveQuerySet
from objectives.spread import open_within
from objectives.standing import NO_STATUS, OVERDUE, UNANSWERED, standing
from objectives.timeline import SPANS, Span
from objectives.tree import themes_of
from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter
from probation_planning.organisation.questions import question
from probation_planning.ui.filters import HouseFilterSet

NO_OWNER = "none"
PAST = "past"
SILENCES = {
    UNANSWERED.value: "Unanswered this quarter",
    OVERDUE.value: "Overdue: the answer is late",
    NO_STATUS.value: "No status in the document",
}
# The worst first.
SEVERITY = (*(Status.OFF_TRACK, Status.AT_RISK, Status.NOT_STARTED), *(Status.ON_TRACK, Status.COMPLETE))


class ObjectiveFilter(HouseFilterSet):
    """By what an objective says, and how it stands at the `quarter`; wants rows `with_answer` at it."""

    theme = django_filters.ChoiceFilter(field_name="theme__number", label="Theme", empty_label="All themes")
    owner = django_filters.ChoiceFilter(method="owned_by", label="Owner", empty_label="All owners")
    status = django_filters.ChoiceFilter(
        method="standing_at",
        label="Status this quarter",
        empty_label="Any",
        choices=[(UNANSWERED.value, "No answer yet"), *Status.choices],
    )
    answer = django_filters.ChoiceFilter(
        method="silent_as", label="Answer", empty_label="Any", choices=list(SILENCES.items())
    )
    deadline = django_filters.ChoiceFilter(
        method="due",
        label="Deadline",
        empty_label="Any",
        choices=[*SPANS.items(), (PAST, "Past its deadline, not complete")],
    )
    flag = django_filters.ChoiceFilter(method="marked", label="Marked", empty_label="Any", choices=Flag.choices)
    unit = django_filters.ChoiceFilter(
        label="Meant for each unit",
        field_name="for_each",
        empty_label="Any",
        choices=[(kind, f"Each {label}") for kind, label in DeliveryUnit.Kind.choices],
    )
    delivery_unit = django_filters.ChoiceFilter(
        method="answered_by_unit", label="Delivery unit", empty_label="All units"
    )
    changed = django_filters.ChoiceFilter(
        method="told_apart",
        label="Against the quarter before",
        empty_label="Any",
        choices=[("yes", "Status changed"), ("no", "Status the same")],
    )

    class Meta:
        model = Objective
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, queryset: QuerySet[Objective], *, annual_plan: AnnualPlan, quarter: Quarter | None
    ) -> None:
        super().__init__(data, queryset=queryset)
        self.annual_plan, self.quarter = annual_plan, quarter
        names = [*((name, name) for name in _owner_names(annual_plan.pk)), (NO_OWNER, "No owner recorded")]
        themes = themes_of(annual_plan.plan_id)
        year = annual_plan.year
        units = _units(year.trust_id, year.start, year.end)
        self.units = {unit.slug: unit for unit in units}
        self.filters["delivery_unit"].extra["choices"] = [(unit.slug, unit.name) for unit in units]
        self.filters["theme"].extra["choices"] = [(theme.number, str(theme)) for theme in themes]
        self.filters["owner"].extra["choices"] = names

    def owned_by(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those of one owner, or of none."""
        if value == NO_OWNER:
            return without_owner(rows)
        return rows.filter(pk__in=ObjectiveOwner.objects.filter(owner__name=value).values("objective"))

    def standing_at(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those of one status, or without an answer."""
        return rows.filter(Q(answer=None) if value == UNANSWERED.value else Q(answer=value))

    def silent_as(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those without an answer, where their silence means this: at one quarter it means the same of all."""
        silence = standing(None, self.quarter, clock.today())
        return rows.filter(Q(answer=None)) if silence.value == value else rows.none()

    def due(self, rows: ObjectiveQuerySet, name: str, value: str) -> QuerySet[Objective]:
        """Those with a deadline in a span of the year, without one, or past it."""
        deadlines: QuerySet[Any] = Deadline.objects.as_moved().filter(objective=OuterRef("pk"))
        if value != PAST:
            there = Span(value, self.annual_plan.year)
            return rows.filter(Exists(deadlines.filter(there.of_months)) if there.has_months else ~Exists(deadlines))
        dated: QuerySet[Any] = rows.with_deadline()
        return dated.filter(late=True)

    def marked(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those that bear a mark."""
        return rows.filter(flags__contains=[value])

    def answered_by_unit(self, rows: ObjectiveQuerySet, name: str, value: str) -> QuerySet[Objective]:
        """Those that one unit answers, each with what its units said."""
        return rows.filter(for_each=self.units[value].kind).with_units(self.quarter)

    @property
    def unit_asked(self) -> DeliveryUnit | None:
        """The unit that the list is narrowed to."""
        return self.units.get(self.form.cleaned_data.get("delivery_unit", "")) if self.form.is_valid() else None

    def told_apart(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those answered at this quarter and the one before, with another status or with the same."""
        number = self.quarter.number if self.quarter else 0
        before = StatusUpdate.objects.filter(
            objective=OuterRef("pk"), unit=None, quarter__year=self.annual_plan.year, quarter__number=number - 1
        )
        told = rows.annotate(answer_before=Subquery(before.order_by("-sequence").values("status")[:1]))
        both = told.exclude(Q(answer=None) | Q(answer_before=None))
        same = Q(answer=F("answer_before"))
        return both.exclude(same) if value == "yes" else both.filter(same)


@question
def _units(trust: int, first: datetime.date, last: datetime.date) -> QuerySet[DeliveryUnit]:
    return DeliveryUnit.objects.filter(open_within(first, last), trust=trust).order_by("name", "pk")


@question
def _owner_names(annual_plan: int) -> QuerySet[Owner, str]:
    owned = ObjectiveOwner.objects.filter(objective__annual_plan=annual_plan).values("owner")
    return Owner.objects.filter(pk__in=owned).values_list("name", flat=True)


def without_owner(rows: QuerySet[Objective]) -> QuerySet[Objective]:
    """Those that nobody is recorded to own."""
    return rows.exclude(pk__in=ObjectiveOwner.objects.values("objective"))


def for_sorting(rows: ObjectiveQuerySet) -> ObjectiveQuerySet:
    """Each with how bad its status is (`severity`), silence last, and the month of its first deadline (`first_due`)."""
    ranks: Iterable[When] = (When(answer=status, then=Value(place)) for place, status in enumerate(SEVERITY))
    deadlines: QuerySet[Any] = Deadline.objects.as_moved().filter(objective=OuterRef("pk"))
    first = deadlines.order_by("until").values("until")[:1]
    return rows.annotate(
        severity=Case(*ranks, default=Value(len(SEVERITY)), output_field=IntegerField()), first_due=Subquery(first)
    )


NARROWING = ("owner", "status", "answer", "deadline", "flag", "unit", "delivery_unit", "changed", "sort", "page")


def is_narrowed(query: QueryDict) -> bool:
    """Whether the query asks for the list rather than the tree."""
    return query.get("view") == "table" or any(name in query for name in NARROWING)
