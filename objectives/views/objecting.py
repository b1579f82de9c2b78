"""The page on which an owner objects to an answer that the officer entered for them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.generic import View

from objectives.forms.answering import ObjectionForm
from objectives.models import Objective, StatusUpdate
from objectives.services.objecting import may_object, object_to
from objectives.views.objectives import objective_asked
from probation_planning.organisation import drafts
from probation_planning.organisation.readers import ReaderRequest


class ObjectView(View):
    """The answer, and the form of those for whom it was entered; `?answer=` says which one."""

    request: ReaderRequest
    objective: Objective
    update: StatusUpdate

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the answer among those of the objective; whoever may not object is told so."""
        super().setup(request, *args, **kwargs)
        self.objective = objective_asked(self.request, kwargs["reference"])
        number = (request.POST if request.method == "POST" else request.GET).get("answer", "")
        rows = self.objective.updates.select_related("given_by", "given_as", "unit", "quarter")
        # So many figures as a key has at most.
        found = rows.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
        if found is None:
            raise Http404
        self.update = found
        self.update.quarter.year = self.request.year

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse in words whoever the answer was not entered for."""
        if not may_object(self.update, self.request.reader):
            raise PermissionDenied("Only the owner for whom the performance officer entered an answer objects to it.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The answer and the form, with what was typed before."""
        draft = drafts.draft_of(request, answer=self.update.pk)
        initial = {**(draft.dict() if draft else {}), "answer": self.update.pk}
        return self._page(ObjectionForm(initial=initial), draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Object."""
        if "discard" in request.POST:
            drafts.discard(request, answer=self.update.pk)
            return redirect(f"{request.path}?{urlencode({'answer': self.update.pk})}")
        form = ObjectionForm(request.POST)
        if form.is_valid():
            try:
                object_to(update=self.update, reader=self.request.reader, text=form.cleaned_data["text"])
            except ValidationError as error:
                form.take_faults(error)
            else:
                return self._objected()
        return self._page(form, draft=False)

    def _objected(self) -> HttpResponse:
        drafts.discard(self.request, answer=self.update.pk)
        messages.success(self.request, f"Your objection stands beside the answer for {self.update.quarter}.")
        unit = self.update.unit
        query = f"?{urlencode({'unit': unit.slug})}" if unit else ""
        return redirect(f"{self.objective.get_absolute_url()}{query}#history")

    def _page(self, form: ObjectionForm, *, draft: bool) -> HttpResponse:
        context = {"objective": self.objective, "update": self.update, "form": form, "draft": draft}
        return TemplateResponse(self.request, "objectives/objection.html", context)
