"""Planning tables: all of them, one of them, and the officer's hand on them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.generic import TemplateView

from objectives.forms.tables import CellsForm, PastedTableForm, RemoveTableForm, SeenForm
from objectives.models import AnnualPlan
from objectives.services.locking import manages
from objectives.services.tables import add_table, confirm_readings, edit_row, readings_seen, remove_table
from objectives.sheets import PlanningSheet, sheets_of
from objectives.views.acts import PlanAct
from objectives.views.base import plan_of
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest


def _plan(request: ReaderRequest) -> AnnualPlan:
    annual_plan = plan_of(request)
    if annual_plan is None:
        raise Http404
    return annual_plan


def _sheet(annual_plan: AnnualPlan, number: int) -> PlanningSheet:
    sheets = sheets_of(annual_plan)
    if not 1 <= number <= len(sheets):
        raise Http404
    return sheets[number - 1]


class TableListView(TemplateView):
    """The year's planning tables, and whether their figures agree."""

    request: ReaderRequest
    template_name = "objectives/tables.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every table with what was checked."""
        annual_plan = _plan(self.request)
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "sheets": sheets_of(annual_plan),
            "manages": manages(self.request.reader),
        }


class TableView(TemplateView):
    """One table: its figures, its chart, what is printed beside the reading, and what does not add up."""

    request: ReaderRequest
    template_name = "objectives/table.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table."""
        annual_plan, builds = _plan(self.request), manages(self.request.reader)
        one = _sheet(annual_plan, kwargs["number"])
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "one": one,
            "manages": builds,
            "seen": readings_seen(one.table) if builds and one.unconfirmed else 0,
        }


class TablesAct(PlanAct):
    """A form for one act on the year's planning tables."""

    @property
    def back(self) -> str:
        """All tables."""
        return self.address("tables")

    def context(self) -> dict[str, Any]:
        """What the page says of the act, and the way back in words."""
        return {**super().context(), "crumb": "Planning tables"}


class AddTableView(TablesAct):
    """A table pasted from a spreadsheet."""

    heading = "Add a table"
    button = "Add the table"

    def form(self, data: QueryDict | None = None) -> PastedTableForm:
        """The empty form, or what was sent."""
        return PastedTableForm(data)

    def act(self, form: PastedTableForm) -> str:
        """Add it."""
        wanted = {name: form.cleaned_data[name] for name in ("title", "kind", "unit", "note")}
        pasted = form.cleaned_data["figures"]
        table = add_table(annual_plan=self.annual_plan, reader=self.request.reader, pasted=pasted, **wanted)
        messages.success(self.request, f"The table “{table}” is added.")
        return self.back


class OneTableAct(TablesAct):
    """An act on one table."""

    one: PlanningSheet

    def find(self, **kwargs: Any) -> None:
        """The table of that number."""
        self.one = _sheet(self.annual_plan, kwargs["number"])
        self.caption = self.one.table.title

    @property
    def back(self) -> str:
        """The table."""
        return self.address("table", str(self.one.number))

    def context(self) -> dict[str, Any]:
        """The way back in words."""
        return {**super().context(), "crumb": self.one.table.title}


class ConfirmReadingsView(OneTableAct):
    """The officer says that the readings of a table are right."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm all that can be read, as it was shown."""
        form = SeenForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else 0
        many = confirm_readings(table=self.one.table, reader=self.request.reader, seen=seen)
        if many is None:
            messages.warning(request, "The readings have changed since you looked. Nothing is confirmed yet.")
        else:
            messages.success(request, f"{many} reading{'' if many == 1 else 's'} confirmed.")
        return HttpResponseRedirect(self.back)


class RemoveTableView(OneTableAct):
    """A table is removed once the officer has said so twice."""

    heading = "Remove this table?"
    button = "Remove the table"

    @property
    def consequences(self) -> Sequence[str]:
        """What goes, and what stays."""
        rows = len(self.one.sheet.lines)
        return (f"All its {rows} rows go with it. Versions of the plan that hold the table keep it.",)

    def form(self, data: QueryDict | None = None) -> RemoveTableForm:
        """The table by its title, so that no other is removed in its place."""
        return RemoveTableForm(data, initial={"title": self.one.table.title})

    def act(self, form: RemoveTableForm) -> str:
        """Remove it; once it is gone the same again is unknown."""
        if form.cleaned_data["title"] != self.one.table.title:
            raise Http404
        remove_table(table=self.one.table, reader=self.request.reader)
        messages.success(self.request, f"The table “{self.one.table.title}” is removed.")
        return self.address("tables")

    def context(self) -> dict[str, Any]:
        """It cannot be taken back."""
        return {**super().context(), "warns": True}


class EditRowView(OneTableAct):
    """The figures of one row."""

    heading = "Change a row"
    button = "Save the row"
    template_name = "objectives/table_row.html"
    consequences = (
        "A figure that is read otherwise than it is printed says why.",
        "Leave “as read” empty where no number can be read.",
    )
    row: int

    def find(self, **kwargs: Any) -> None:
        """The row of that number, counted from 1."""
        super().find(**kwargs)
        self.row = kwargs["row"] - 1
        if not 0 <= self.row < len(self.one.sheet.lines):
            raise Http404

    def form(self, data: QueryDict | None = None) -> CellsForm:
        """A box for each figure, as printed and as read."""
        return CellsForm(data, sheet=self.one.sheet, row=self.row)

    def act(self, form: CellsForm) -> str:
        """Change them."""
        given = form.cleaned_data
        edit_row(
            table=self.one.table,
            row=self.row,
            reader=self.request.reader,
            label=given["label"],
            figures=form.figures,
            seen=given["seen"],
        )
        messages.success(self.request, f"“{given['label']}” is saved.")
        return self.back

    def conflict(self, form: CellsForm, conflict: Conflict) -> HttpResponse:
        """Both rows, and who saved the other."""
        now = _sheet(self.annual_plan, self.one.number)
        theirs = CellsForm(sheet=now.sheet, row=self.row)
        lines = [(str(box.label), theirs.initial[box.name], box.value()) for box in form.visible_fields()]
        return conflict_response(self.request, form, lines, *conflict.latest, seen=theirs.initial["seen"])
