"""What the list of objectives, and its export, can be narrowed by."""

import django_filters
from django.db.models import Q, QuerySet
from django.http import QueryDict

from objectives.models import AnnualPlan, Objective, ObjectiveOwner, Status, Theme
from objectives.standing import UNANSWERED
from probation_planning.organisation.models import Owner
from probation_planning.ui.filters import HouseFilterSet

NO_OWNER = "none"


class ObjectiveFilter(HouseFilterSet):
    """By theme, owner and how an objective stands at the current quarter; wants rows `with_answer`."""

    theme = django_filters.ChoiceFilter(field_name="theme__number", label="Theme", empty_label="All themes")
    owner = django_filters.ChoiceFilter(method="owned_by", label="Owner", empty_label="All owners")
    status = django_filters.ChoiceFilter(
        method="standing_at",
        label="Status this quarter",
        empty_label="Any",
        choices=[(UNANSWERED.value, "No answer yet"), *Status.choices],
    )

    class Meta:
        model = Objective
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Objective], *, annual_plan: AnnualPlan) -> None:
        super().__init__(data, queryset=queryset)
        themes = Theme.objects.filter(plan=annual_plan.plan_id)
        owned = ObjectiveOwner.objects.filter(objective__annual_plan=annual_plan).values("owner")
        names = Owner.objects.filter(pk__in=owned).values_list("name", flat=True)
        self.filters["theme"].extra["choices"] = [(theme.number, str(theme)) for theme in themes]
        self.filters["owner"].extra["choices"] = [*((name, name) for name in names), (NO_OWNER, "No owner recorded")]

    def owned_by(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those of one owner, or of none."""
        owners = ObjectiveOwner.objects.all()
        if value == NO_OWNER:
            return rows.exclude(pk__in=owners.values("objective"))
        return rows.filter(pk__in=owners.filter(owner__name=value).values("objective"))

    def standing_at(self, rows: QuerySet[Objective], name: str, value: str) -> QuerySet[Objective]:
        """Those of one status, or without an answer."""
        return rows.filter(Q(answer=None) if value == UNANSWERED.value else Q(answer=value))


def is_narrowed(query: QueryDict) -> bool:
    """Whether the query asks for the list rather than the tree."""
    return query.get("view") == "table" or any(name in query for name in ("owner", "status", "sort", "page"))
