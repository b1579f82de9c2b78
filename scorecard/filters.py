"""What the scorecard, and its export, can be narrowed by."""

from functools import lru_cache
from typing import NamedTuple

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.template import loader
from django.utils.safestring import SafeString

from probation_planning.organisation.models import DeliveryUnit, Owner
from probation_planning.organisation.questions import question
from probation_planning.ui.filters import Copied, HouseFilterSet
from scorecard.models import Frequency, Measure, MeasureOwner, Perspective
from scorecard.models.measures import MeasureQuerySet
from scorecard.rating import Direction, Rating
from scorecard.standing import Standing

# Filters that no column tells.
WORKED_OUT = frozenset({"rating", "direction"})
# Stands for a blank; no owner is called this.
BLANK = "-"


class Choice(Copied, django_filters.ChoiceFilter):  # type: ignore[misc]
    """One of some values."""


class Choices(NamedTuple):
    """What is data among that which the list can be narrowed by, each with its words."""

    perspectives: tuple[tuple[int, str], ...]
    owners: tuple[str, ...]
    units: tuple[tuple[int, str], ...]


@question
def perspectives_of(scorecard: int) -> QuerySet[Perspective]:
    """The perspectives of a scorecard, in their order."""
    return Perspective.objects.filter(scorecard=scorecard).order_by("order", "number")


@question
def _owners(scorecard: int) -> QuerySet[Owner]:
    owned = MeasureOwner.objects.filter(measure__perspective__scorecard=scorecard, measure__withdrawn_on=None)
    return Owner.objects.filter(pk__in=owned.values("owner"))


@question
def _units(scorecard: int) -> QuerySet[DeliveryUnit]:
    shared = Measure.objects.filter(perspective__scorecard=scorecard).exclude(for_each="").standing()
    return DeliveryUnit.objects.filter(kind__in=shared.values("for_each")).order_by("name")


def choices_of(scorecard: int, perspectives: list[Perspective]) -> Choices:
    """What the measures of a scorecard can be narrowed by."""
    return Choices(
        tuple((each.number, each.title) for each in perspectives),
        tuple(owner.name for owner in _owners(scorecard)),
        tuple((unit.pk, unit.name) for unit in _units(scorecard)),
    )


@lru_cache(maxsize=256)
def blank_filters(choices: Choices) -> SafeString:
    """The form while nothing is asked for: drawn once for the same choices."""
    blank = MeasureFilter(QueryDict(), Measure.objects.none(), choices=choices)
    return SafeString(loader.render_to_string("ui/filters.html", {"filter": blank, "request": HttpRequest()}))


class MeasureFilter(HouseFilterSet):
    """By perspective, owner, unit and frequency, which are data; by rating and direction, which are worked out."""

    perspective = Choice(field_name="perspective__number", label="Perspective", empty_label="All")
    rating = Choice(
        method="worked_out",
        label="Rating",
        empty_label="All",
        choices=[(rating.value, rating.label) for rating in Rating],
    )
    direction = Choice(
        method="worked_out",
        label="Direction of travel",
        empty_label="All",
        choices=[*((direction.value, direction.label) for direction in Direction), (BLANK, "no direction yet")],
    )
    owner = Choice(method="owned_by", label="Owner", empty_label="All")
    unit = Choice(method="given_by_unit", label="Unit that gives results", empty_label="All")
    frequency = Choice(
        method="as_often",
        label="Frequency",
        empty_label="All",
        choices=[*Frequency.choices, (BLANK, "not recorded")],
    )

    class Meta:
        model = Measure
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: MeasureQuerySet, *, choices: Choices) -> None:
        super().__init__(data, queryset=queryset)
        self.filters["perspective"].extra["choices"] = choices.perspectives
        self.filters["owner"].extra["choices"] = [*((name, name) for name in choices.owners), (BLANK, "not recorded")]
        self.filters["unit"].extra["choices"] = choices.units
        if not choices.units:
            del self.filters["unit"]

    def worked_out(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Nothing the database knows: `fits` tells."""
        return measures

    def owned_by(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Those of one owner, or of none."""
        owners = MeasureOwner.objects.all()
        if value == BLANK:
            return measures.exclude(pk__in=owners.values("measure"))
        return measures.filter(pk__in=owners.filter(owner__name=value).values("measure"))

    def given_by_unit(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Those whose results the unit gives."""
        return measures.filter(for_each__in=DeliveryUnit.objects.filter(pk=value).values("kind")).exclude(for_each="")

    def as_often(self, measures: MeasureQuerySet, name: str, value: str) -> MeasureQuerySet:
        """Those of one frequency, or of none."""
        return measures.filter(frequency="" if value == BLANK else value)

    @property
    def is_worked_out(self) -> bool:
        """Whether a filter is in use that only `fits` can tell."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return bool(given.get("rating") or given.get("direction"))

    @property
    def asks_database(self) -> bool:
        """Whether a filter is in use that the database tells; an address that is wrong asks it too."""
        if not self.form.is_valid():
            return True
        given: dict[str, str] = self.form.cleaned_data
        return any(value for name, value in given.items() if name not in WORKED_OUT)

    def fits(self, standing: Standing) -> bool:
        """Whether rating and direction are the ones asked for."""
        given = self.form.cleaned_data
        direction = standing.direction.value if standing.direction else BLANK
        return given["rating"] in {"", standing.rating.value} and given["direction"] in {"", direction}
