"""Planning tables: all of them, one of them, and the officer's hand on them."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from objectives.exports import sheet_file
from objectives.forms.tables import (
    ColumnForm,
    PastedTableForm,
    PlacedForm,
    RemoveTableForm,
    RowForm,
    SeenForm,
    TableForm,
)
from objectives.models import AnnualPlan, PlanningColumn, PlanningLine
from objectives.services.locking import manages
from objectives.services.shaping import edit_column, edit_row, edit_table
from objectives.services.tables import add_table, confirm_readings, readings_seen, remove_table, table_seen
from objectives.sheets import PlanningSheet, sheets_of
from objectives.views.acts import PlanAct
from objectives.views.base import plan_of
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.ui.forms import Refusable


def _plan(request: ReaderRequest) -> AnnualPlan:
    annual_plan = plan_of(request)
    if annual_plan is None:
        raise Http404
    return annual_plan


def _numbered(sheets: Sequence[PlanningSheet], number: int) -> PlanningSheet:
    if not 1 <= number <= len(sheets):
        raise Http404
    return sheets[number - 1]


def _of_key(sheets: Sequence[PlanningSheet], key: int) -> PlanningSheet:
    found = next((one for one in sheets if one.table.pk == key), None)
    if found is None:
        raise Http404
    return found


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
        one = _numbered(sheets_of(annual_plan), kwargs["number"])
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "one": one,
            "manages": builds,
            "seen": readings_seen(one.table) if builds and one.unconfirmed else 0,
        }


@require_safe
def export(request: HttpRequest, trust: str, year: str, number: int, ending: str) -> HttpResponse:
    """One table with its figures as read, and beside them what is printed."""
    ours = cast(ReaderRequest, request)
    annual_plan = _plan(ours)
    return sheet_file(ours, ending, annual_plan, _numbered(sheets_of(annual_plan), number))


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
    many: int

    def find(self, **kwargs: Any) -> None:
        """The table of that number, and how many there are."""
        sheets = sheets_of(self.annual_plan)
        self.one, self.many = _numbered(sheets, kwargs["number"]), len(sheets)
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
        table = self.one.table
        return RemoveTableForm(data, initial={"title": table.title, "seen": table_seen(table)})

    def act(self, form: RemoveTableForm) -> str:
        """Remove it; once it is gone the same again is unknown."""
        if form.cleaned_data["title"] != self.one.table.title:
            raise Http404
        remove_table(table=self.one.table, reader=self.request.reader, seen=form.cleaned_data["seen"])
        messages.success(self.request, f"The table “{self.one.table.title}” is removed.")
        return self.address("tables")

    def conflict(self, form: RemoveTableForm, conflict: Conflict) -> HttpResponse:
        """The page as it is now."""
        changed = self.form(QueryDict(urlencode(self.form().initial)))
        changed.add_error(None, "Somebody changed this table after you opened the page. Look at it again first.")
        return self.page(changed, status=409)

    def context(self) -> dict[str, Any]:
        """It cannot be taken back."""
        return {**super().context(), "warns": True}


class EditTableView(OneTableAct):
    """What a table is called, and where it stands among the others."""

    heading = "Change this table"
    button = "Save the table"
    consequences = ("Headings, rows and figures are changed from the table itself.",)

    def form(self, data: QueryDict | None = None) -> TableForm:
        """Its words as they stand, or as they were sent."""
        return TableForm(data, one=self.one, many=self.many)

    def act(self, form: TableForm) -> str:
        """Change them; the table may have another number then."""
        given = form.cleaned_data
        edit_table(
            annual_plan=self.annual_plan,
            key=given["key"],
            reader=self.request.reader,
            wanted=form.wanted,
            seen=given["seen"],
        )
        messages.success(self.request, f"The table “{given['title']}” is saved.")
        return self.address("table", str(given["place"]))

    def conflict(self, form: TableForm, conflict: Conflict) -> HttpResponse:
        """The table as it is now beside what was typed."""
        sheets = sheets_of(self.annual_plan)
        now = _of_key(sheets, form.cleaned_data["key"])
        return both(self.request, form, TableForm(one=now, many=len(sheets)), conflict)


class PartAct(OneTableAct):
    """An act on one column or row of a table, by its place in the address."""

    template_name = "objectives/table_row.html"
    place: int

    def rows(self, one: PlanningSheet) -> Sequence[PlanningColumn | PlanningLine]:
        """The columns, or the rows."""
        raise NotImplementedError

    def form_of(self, data: QueryDict | None, one: PlanningSheet, place: int) -> PlacedForm:
        """The form of the one at this place, from 0."""
        raise NotImplementedError

    def find(self, **kwargs: Any) -> None:
        """The one of that number, counted from 1."""
        super().find(**kwargs)
        self.place = kwargs["place"] - 1
        if not 0 <= self.place < len(self.rows(self.one)):
            raise Http404

    def form(self, data: QueryDict | None = None) -> PlacedForm:
        """As it stands, or as it was sent."""
        return self.form_of(data, self.one, self.place)

    def conflict(self, form: PlacedForm, conflict: Conflict) -> HttpResponse:
        """The row or column as it is now, wherever it stands, beside what was typed."""
        now = _of_key(sheets_of(self.annual_plan), self.one.table.pk)
        keys = [row.pk for row in self.rows(now)]
        return both(self.request, form, self.form_of(None, now, keys.index(form.cleaned_data["key"])), conflict)


class EditColumnView(PartAct):
    """A column of a table."""

    heading = "Change a column"
    button = "Save the column"

    def rows(self, one: PlanningSheet) -> Sequence[PlanningColumn]:
        """The columns."""
        return one.columns

    def form_of(self, data: QueryDict | None, one: PlanningSheet, place: int) -> ColumnForm:
        """Its heading, its place, and what it adds up."""
        return ColumnForm(data, one=one, place=place)

    def act(self, form: ColumnForm) -> str:
        """Change it."""
        given = form.cleaned_data
        edit_column(
            table=self.one.table,
            key=given["key"],
            reader=self.request.reader,
            wanted=form.wanted,
            seen=given["seen"],
        )
        messages.success(self.request, f"“{given['heading']}” is saved.")
        return self.back


class EditRowView(PartAct):
    """A row of a table, with its figures."""

    heading = "Change a row"
    button = "Save the row"
    consequences = (
        "A figure that is read otherwise than it is printed says why.",
        "Leave “as read” empty where no number can be read.",
    )

    def rows(self, one: PlanningSheet) -> Sequence[PlanningLine]:
        """The rows."""
        return one.rows

    def form_of(self, data: QueryDict | None, one: PlanningSheet, place: int) -> RowForm:
        """Its words and ties, and boxes for each figure, as printed and as read."""
        return RowForm(data, one=one, place=place)

    def act(self, form: RowForm) -> str:
        """Change it."""
        given = form.cleaned_data
        edit_row(
            table=self.one.table,
            key=given["key"],
            reader=self.request.reader,
            wanted=form.wanted,
            figures=form.figures,
            seen=given["seen"],
        )
        messages.success(self.request, f"“{given['label']}” is saved.")
        return self.back


def both(request: ReaderRequest, form: Refusable, theirs: Refusable, conflict: Conflict) -> HttpResponse:
    """What stands now, in words, beside what was typed, and who saved the other."""
    lines = [
        (str(box.label), in_words(theirs[box.name], theirs.initial[box.name]), in_words(box, box.value()))
        for box in form.visible_fields()
    ]
    return conflict_response(request, form, lines, *conflict.latest, seen=theirs.initial["seen"])


def in_words(box: BoundField, value: Any) -> str:
    """What a box holds, a choice by its name."""
    names = {str(key): str(name) for key, name in getattr(box.field, "choices", [])}
    if isinstance(value, list):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), str(value))
