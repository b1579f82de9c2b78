"""The pages on which measures are named that warn of a risk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from probation_planning.organisation.acts import ActView
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint
from probation_planning.reports.forms.warnings import NameForm, WordsForm
from probation_planning.reports.models import EarlyWarning
from probation_planning.reports.warned import Warned, warnings_of
from probation_planning.reports.warnings import (
    drop_warning,
    may_name,
    name_warning,
    refuse_unless_open,
    reword_warning,
    seen_of,
)
from risks.models import Entry
from risks.record import find_entry
from risks.services.written import refuse_unless_written_by
from risks.views.base import register_of
from scorecard.models import Measure

LONGEST_SEEN = 18


class WarningAct(ActView):
    """A form about what warns of one risk; for whoever writes for the risk."""

    entry: Entry

    def enter(self) -> None:
        """The risk, under the reference it has now."""
        opened = register_of(self.request)
        entry = find_entry(opened, self.kwargs["reference"]) if opened else None
        if entry is None:
            raise Http404
        self.entry = entry

    def permit(self) -> None:
        """Its owners and the officer."""
        refuse_unless_written_by(self.entry, self.request.reader)

    @property
    def page_url(self) -> str:
        """The page with all that warns of the risk."""
        year = self.request.year
        return reverse("reports:warnings", args=[year.trust.slug, year.slug, self.entry.reference])

    def measures(self) -> Any:
        """The measures of the year."""
        rows = Measure.objects.visible_to(self.request.reader).of(self.request.year)
        return rows.select_related("perspective")

    def context(self) -> dict[str, Any]:
        """The risk, and whether what warns of it may still be changed."""
        return {
            "entry": self.entry,
            "page_url": self.page_url,
            "may_name": may_name(self.entry, self.request.reader, self.request.year),
        }


class WarningsView(WarningAct):
    """What warns of a risk: each measure with where it stands, to be dropped, and a form for one more."""

    template_name = "reports/warnings.html"
    changed = ""

    @cached_property
    def warned(self) -> list[Warned]:
        """What warns of it now."""
        return warnings_of(self.request.reader, self.request.year, self.entry)

    def form(self, data: QueryDict | None = None) -> NameForm:
        """All measures that stand and are not named yet."""
        named = {one.warning.measure_id for one in self.warned}
        return NameForm(data, measures=self.measures().standing().in_printed_order(), named=named)

    def act(self, form: NameForm) -> str:
        """Name one."""
        says = form.cleaned_data["says"]
        name_warning(entry=self.entry, measure=form.chosen, reader=self.request.reader, says=says)
        messages.success(self.request, f"“{form.chosen}” is an early warning of {self.entry} now.")
        return self.page_url

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Name one, or drop one."""
        return self._drop(request.POST) if "drop" in request.POST else super().post(request, **kwargs)

    def _drop(self, typed: QueryDict) -> HttpResponse:
        measure = measure_at(self.measures(), str(typed["drop"]))
        seen = typed.get("seen", "")
        is_number = seen.isascii() and seen.isdigit() and len(seen) <= LONGEST_SEEN
        try:
            dropped = drop_warning(
                entry=self.entry,
                measure=measure,
                reader=self.request.reader,
                seen=int(seen) if is_number else 0,
            )
        except Conflict as conflict:
            latest: Latest = conflict.latest
            self.changed = (
                f"{latest.who or 'Somebody'} changed what is said of “{measure}” in the meantime. Look again."
            )
            return self.page(self.form(), status=409)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        now = "is dropped" if dropped else "was dropped already"
        messages.success(self.request, f"“{measure}” {now}: it is no early warning of {self.entry}.")
        return redirect(self.page_url)

    def context(self) -> dict[str, Any]:
        """What warns of it, and why nothing may be changed, if so."""
        try:
            refuse_unless_open(self.entry, self.request.year)
            closed = ""
        except PermissionDenied as refused:
            closed = str(refused)
        return super().context() | {"warned": self.warned, "changed": self.changed, "closed": closed}


class WarningView(WarningAct):
    """What of a measure would be a warning of the risk, to be put otherwise."""

    template_name = "reports/warning.html"
    measure: Measure
    warning: EarlyWarning | None

    def find(self, **kwargs: Any) -> None:
        """The measure; what was typed of one that was dropped meanwhile comes back with the refusal."""
        self.measure = measure_at(self.measures(), kwargs["measure"])
        self.warning = EarlyWarning.objects.filter(entry=self.entry, measure=self.measure).first()

    def permit(self) -> None:
        """While the risk and its year are open."""
        super().permit()
        if self.request.method != "POST":
            refuse_unless_open(self.entry, self.request.year)
            if self.warning is None:
                raise Http404

    def form(self, data: QueryDict | None = None) -> WordsForm:
        """With what it says now."""
        now = self.warning
        return WordsForm(data, initial={"says": now.says, "seen": seen_of(now)} if now else {})

    def act(self, form: WordsForm) -> str:
        """Change it."""
        said = form.cleaned_data
        reword_warning(entry=self.entry, measure=self.measure, reader=self.request.reader, **said)
        messages.success(self.request, f"What would be a warning of “{self.measure}” is saved.")
        return self.page_url

    def conflict(self, form: WordsForm, conflict: Conflict) -> HttpResponse:
        """Both texts."""
        latest: Latest = conflict.latest
        lines: list[tuple[str, object, object]] = [
            (str(form[name].label), value, form.cleaned_data[name]) for name, value in latest.values.items()
        ]
        seen = fingerprint(latest.values["says"])
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)

    def context(self) -> dict[str, Any]:
        """The measure besides."""
        return super().context() | {"measure": self.measure}


def measure_at(measures: Any, reference: str) -> Measure:
    """The measure of that reference: 2-5; raises Http404."""
    perspective, _, number = reference.partition("-")
    try:
        found: Measure = measures.get(perspective__number=int(perspective), number=int(number))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        raise Http404 from None
    if found.reference != reference:
        raise Http404
    return found
