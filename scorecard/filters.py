"""What the scorecard, and its export, can be narrowed by."""

import django_filters
from django.http import QueryDict

from probation_planning.organisation.models import Owner
from probation_planning.ui.filters import HouseFilterSet
from scorecard.models import Frequency, Measure, MeasureOwner, Scorecard
from scorecard.models.measures import MeasureQuerySet
from scorecard.rating import Direction, Rating
from scorecard.standing import Standing

# Stands for a blank; no owner is called this.
BLANK = "-"


class MeasureFilter(HouseFilterSet):
    """By perspective, owner and frequency, which are data; by rating and direction, which are worked out."""

    perspective = django_filters.ChoiceFilter(field_name="perspective__number", label="Perspective", empty_label="All")
    rating = django_filters.ChoiceFilter(
        method="worked_out",
        label="Rating",
        empty_label="All",
        choices=[(rating.value, rating.label) for rating in Rating],
    )
    direction = django_filters.ChoiceFilter(
        method="worked_out",
        label="Direction of travel",
        empty_label="All",
        choices=[*((direction.value, direction.label) for direction in Direction), (BLANK, "no direction yet")],
    )
    owner = django_filters.ChoiceFilter(method="owned_by", label="Owner", empty_label="All")
    frequency = django_filters.ChoiceFilter(
        method="as_often",
        label="Frequency",
        empty_label="All",
        choices=[*Frequency.choices, (BLANK, "not recorded")],
    )

    class Meta:
        model = Measure
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: MeasureQuerySet, *, scorecard: Scorecard) -> None:
        super().__init__(data, queryset=queryset)
        perspectives = scorecard.perspectives.values_list("number", "title")
        owned = MeasureOwner.objects.filter(measure__perspective__scorecard=scorecard).values("owner")
        names = Owner.objects.filter(pk__in=owned).values_list("name", flat=True)
        self.filters["perspective"].extra["choices"] = [(number, title) for number, title in perspectives]
        self.filters["owner"].extra["choices"] = [*((name, name) for name in names), (BLANK, "not recorded")]

    def worked_out(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Nothing the database knows: `fits` tells."""
        return measures

    def owned_by(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Those of one owner, or of none."""
        owners = MeasureOwner.objects.all()
        if value == BLANK:
            return measures.exclude(pk__in=owners.values("measure"))
        return measures.filter(pk__in=owners.filter(owner__name=value).values("measure"))

    def as_often(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Those of one frequency, or of none."""
        return measures.filter(frequency="" if value == BLANK else value)

    @property
    def is_worked_out(self) -> bool:
        """Whether a filter is in use that only `fits` can tell."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return bool(given.get("rating") or given.get("direction"))

    def fits(self, standing: Standing) -> bool:
        """Whether rating and direction are the ones asked for."""
        given = self.form.cleaned_data
        direction = standing.direction.value if standing.direction else BLANK
        return given["rating"] in {"", standing.rating.value} and given["direction"] in {"", direction}
