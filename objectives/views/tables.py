"""Planning tables: all of them, one of them, and the officer's hand on them."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from objectives.forms.tables import CellsForm, PastedTableForm
from objectives.models import AnnualPlan, PlanningTable
from objectives.services.locking import manages, refuse_unless_managed
from objectives.services.tables import add_table, confirm_readings, edit_row, readings_seen, remove_table
from objectives.sheets import PlanningSheet, sheets_of
from objectives.views.base import plan_of
from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import User
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


class ManageView(View):
    """What every page asks on which the officer changes planning tables."""

    request: ReaderRequest
    annual_plan: AnnualPlan

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the plan, then ask whether the reader may change it."""
        super().setup(request, *args, **kwargs)
        self.annual_plan = _plan(self.request)
        self.find(**kwargs)
        refuse_unless_managed(self.request.reader)

    def find(self, **kwargs: Any) -> None:
        """Find what the address names besides; raises Http404 for what is not there."""

    @property
    def tables_url(self) -> str:
        """All tables."""
        return reverse("objectives:tables", args=self._year)

    def table_url(self, number: int) -> str:
        """One table."""
        return reverse("objectives:table", args=[*self._year, number])

    @property
    def _year(self) -> list[str]:
        return [self.request.year.trust.slug, self.request.year.slug]


class AddTableView(ManageView):
    """A table pasted from a spreadsheet."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The empty form, or what was typed before and not saved."""
        draft = drafts.draft_of(request)
        return self._page(PastedTableForm(initial=draft.dict() if draft is not None else None), draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Add it."""
        if "discard" in request.POST:
            drafts.discard(request)
            return HttpResponseRedirect(request.path)
        form = PastedTableForm(request.POST)
        if form.is_valid():
            wanted = {name: form.cleaned_data[name] for name in ("title", "kind", "unit", "note")}
            table = add_table(
                annual_plan=self.annual_plan, reader=self.request.reader, pasted=form.cleaned_data["figures"], **wanted
            )
            if table is not None:
                drafts.discard(request)
                messages.success(request, f"The table “{table}” is added.")
                return HttpResponseRedirect(self.tables_url)
            form.add_error("title", "The plan has a table of this title already.")
        return self._page(form)

    def _page(self, form: PastedTableForm, draft: bool = False) -> HttpResponse:
        context = {"annual_plan": self.annual_plan, "form": form, "draft": draft}
        return TemplateResponse(self.request, "objectives/table_form.html", context)


class OneTableView(ManageView):
    """An act on one table."""

    one: PlanningSheet

    def find(self, **kwargs: Any) -> None:
        """The table of that number."""
        self.one = _sheet(self.annual_plan, kwargs["number"])


class ConfirmReadingsView(OneTableView):
    """The officer says that the readings of a table are right."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm all that can be read."""
        seen = request.POST.get("seen", "")
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 20 else 0
        many = confirm_readings(table=self.one.table, reader=self.request.reader, seen=number)
        if many is None:
            messages.warning(request, "The readings have changed since you looked. Nothing is confirmed yet.")
        else:
            messages.success(request, f"{many} reading{'' if many == 1 else 's'} confirmed.")
        return HttpResponseRedirect(self.table_url(self.one.number))


class RemoveTableView(OneTableView):
    """A table is removed once the officer has said so twice."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask."""
        context = {"annual_plan": self.annual_plan, "one": self.one}
        return TemplateResponse(request, "objectives/table_remove.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Remove it; once it is gone the same again is unknown."""
        title = self.one.table.title
        if request.POST.get("title") != title:
            raise Http404
        remove_table(table=self.one.table, reader=self.request.reader)
        messages.success(request, f"The table “{title}” is removed.")
        return HttpResponseRedirect(self.tables_url)


class EditRowView(OneTableView):
    """The figures of one row."""

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

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The figures as they stand, or what was typed before and not saved."""
        form = self.form()
        draft = drafts.draft_of(request)
        if draft is not None:
            typed = {name: draft[name] for name in form.fields if name in draft and name != "seen"}
            form.initial = {**form.initial, **typed}
        return self._page(form, draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Change them."""
        if "discard" in request.POST:
            drafts.discard(request)
            return HttpResponseRedirect(request.path)
        form = self.form(request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            edit_row(
                table=self.one.table,
                row=self.row,
                reader=self.request.reader,
                label=form.cleaned_data["label"],
                figures=form.figures,
                seen=form.cleaned_data["seen"],
            )
        except PlanningTable.DoesNotExist as gone:
            raise Http404 from gone
        except Conflict as conflict:
            return self._conflict(form, *conflict.latest)
        drafts.discard(request)
        messages.success(request, f"“{form.cleaned_data['label']}” is saved.")
        return HttpResponseRedirect(self.table_url(self.one.number))

    def _conflict(self, form: CellsForm, who: User | None, when: datetime.datetime | None) -> HttpResponse:
        now = _sheet(self.annual_plan, self.one.number)
        theirs = CellsForm(sheet=now.sheet, row=self.row)
        lines = [(str(box.label), theirs.initial[box.name], box.value()) for box in form.visible_fields()]
        return conflict_response(self.request, form, lines, who, when, seen=theirs.initial["seen"])

    def _page(self, form: CellsForm, draft: bool = False) -> HttpResponse:
        context = {"annual_plan": self.annual_plan, "one": self.one, "row": self.row + 1, "form": form, "draft": draft}
        return TemplateResponse(self.request, "objectives/table_row.html", context)
