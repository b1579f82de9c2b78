"""The page on which a risk is tied to what it threatens in the plan."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.reports.forms.threats import ThreatForm
from probation_planning.reports.models import Link
from probation_planning.reports.threats import decide, may_decide, parts_of, suggest, threats_of
from risks.models import Entry
from risks.record import find_entry
from risks.services.written import refuse_unless_written_by
from risks.views.base import register_of

DECISIONS = {"confirm": Link.State.CONFIRMED, "reject": Link.State.REJECTED}


class ThreatsView(View):
    """The parts of the plan that a risk threatens: each to be confirmed or rejected, and a form for one more."""

    request: ReaderRequest
    entry: Entry

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the risk among those the reader may see."""
        super().setup(request, *args, **kwargs)
        opened = register_of(self.request)
        entry = find_entry(opened, kwargs["reference"]) if opened else None
        if entry is None:
            raise Http404
        self.entry = entry
        refuse_unless_written_by(entry, self.request.reader)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The links as they stand."""
        draft = drafts.draft_of(request)
        return self._page(self._form(initial=draft.dict() if draft else None), draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Decide on a link, or suggest one."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        try:
            return self._decide() if "decision" in request.POST else self._suggest()
        except (Entry.DoesNotExist, Link.DoesNotExist):
            raise Http404 from None

    def _decide(self) -> HttpResponse:
        typed = self.request.POST
        state = DECISIONS.get(typed["decision"])
        if state is None:
            raise BadRequest("A link is confirmed or rejected.")
        reader, key = self.request.reader, typed.get("key", "")
        try:
            link = decide(entry=self.entry, reader=reader, key=key, state=state, seen=typed.get("seen", ""))
        except Conflict as conflict:
            who = conflict.latest.decided_by
            words = f"{who or 'Somebody'} decided on this link in the meantime. It is {_now(conflict.latest)}."
            return self._page(self._form(), changed=words, status=409)
        messages.success(self.request, f"The link is {_now(link)}.")
        return redirect(self.request.path)

    def _suggest(self) -> HttpResponse:
        form = self._form(self.request.POST)
        if form.is_valid():
            reader = self.request.reader
            try:
                link = suggest(entry=self.entry, reader=reader, part=form.chosen, says=form.cleaned_data["says"])
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as error:
                says = sentence_of(error)
                if not says:
                    raise
                form.add_error(None, says)
            else:
                drafts.discard(self.request)
                confirmed = link.state == Link.State.CONFIRMED
                waits = "It is confirmed." if confirmed else "The performance officer confirms or rejects it."
                messages.success(self.request, f"The link is saved. {waits}")
                return redirect(self.request.path)
        return self._page(form)

    def _form(self, *args: Any, **kwargs: Any) -> ThreatForm:
        return ThreatForm(*args, parts=parts_of(self.request.reader, self.request.year), **kwargs)

    def _page(self, form: ThreatForm, *, draft: bool = False, changed: str = "", status: int = 200) -> HttpResponse:
        context = {
            "entry": self.entry,
            "threats": threats_of(self.entry),
            "may_decide": may_decide(self.entry, self.request.reader),
            "form": form if form.by_key and not self.entry.closed_on else None,
            "draft": draft,
            "changed": changed,
        }
        return TemplateResponse(self.request, "reports/threats.html", context, status=status)


def _now(link: Link) -> str:
    return Link.State(link.state).label.lower()
