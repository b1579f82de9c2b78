"""Settings: delivery units."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.forms.settings import SeenForm, UnitForm
from probation_planning.organisation.models import DeliveryUnit, Owner
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.services.settings import seen_of
from probation_planning.organisation.services.units import ABOUT_UNIT, add_unit, confirm_unit, edit_unit
from probation_planning.organisation.views.settings import AddAct, SettingsAct, SettingsPage, address


def unit_of(request: ReaderRequest, slug: str) -> DeliveryUnit:
    """The unit that the address names; 404 where the trust has none."""
    rows = DeliveryUnit.objects.filter(trust=request.reader.trust).select_related("owner")
    return get_object_or_404(rows, slug=slug)


class UnitsView(SettingsPage):
    """Every delivery unit."""

    template_name = "organisation/units.html"
    title = "Delivery units"

    def context(self) -> dict[str, Any]:
        """By name."""
        units = DeliveryUnit.objects.filter(trust=self.request.reader.trust).order_by("kind", "name", "pk")
        return {"units": [(one, seen_of(one, ABOUT_UNIT)) for one in units.select_related("owner", "confirmed_by")]}


class UnitAct(SettingsAct):
    """A form about a unit."""

    back, back_name = "units", "Delivery units"
    now: DeliveryUnit | None = None

    def form(self, data: QueryDict | None = None) -> UnitForm:
        """As it stands."""
        row = self.now or DeliveryUnit()
        now = {"name": row.name, "kind": row.kind, "owner": row.owner_id}
        days = {"opened_on": row.opened_on, "closed_on": row.closed_on}
        beside = {"seen": seen_of(row, ABOUT_UNIT)} if self.now else {}
        return UnitForm(data, trust=self.request.reader.trust, now=self.now, initial={**now, **days, **beside})

    def box_of(self, name: str) -> str:
        """The owner is chosen, not its key."""
        return "owner" if name == "owner_id" else name

    def in_words(self, name: str, value: Any) -> object:
        """The owner by name."""
        return Owner.objects.filter(pk=value).first() if name == "owner_id" else value


class AddUnitView(AddAct, UnitAct):
    """A unit more."""

    heading, button = "Add a delivery unit", "Add the unit"

    def act(self, form: UnitForm) -> str:
        """Add it."""
        unit = add_unit(reader=self.request.reader, values=form.values, once=form.cleaned_data["once"])
        messages.success(self.request, f"{unit} is added.")
        return self.back_url


class UnitView(UnitAct):
    """What a unit is."""

    unit: DeliveryUnit

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which unit."""
        return str(self.now)

    def find(self, **kwargs: Any) -> None:
        """The unit."""
        self.unit = self.now = unit_of(self.request, kwargs["slug"])

    def act(self, form: UnitForm) -> str:
        """Save it."""
        unit = edit_unit(unit=self.unit, reader=self.request.reader, values=form.values, seen=form.cleaned_data["seen"])
        messages.success(self.request, f"{unit} is saved.")
        return self.back_url


@require_POST
def confirm(request: HttpRequest, trust: str, slug: str) -> HttpResponse:
    """Say that what was read of a unit is right."""
    ours = cast(ReaderRequest, request)
    unit = unit_of(ours, slug)
    form = SeenForm(request.POST)
    try:
        confirm_unit(unit=unit, reader=ours.reader, seen=form.cleaned_data["seen"] if form.is_valid() else 0)
    except Conflict:
        messages.warning(request, f"{unit} was changed after you opened the page. Nothing is confirmed: look again.")
    else:
        messages.success(request, f"What was read of {unit} is confirmed.")
    return redirect(address(ours, "units"))
