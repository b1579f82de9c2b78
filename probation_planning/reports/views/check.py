"""Is this PDF one that was issued?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.generic import View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.reports.checking import Answer, check
from probation_planning.reports.forms.check import CheckForm


class CheckView(View):
    """A PDF is put in, and what it is stands there in words; nothing is kept of it."""

    request: ReaderRequest

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """For whoever reads packs."""
        if not may(self.request.reader, Act.READ, Kind.PACK):
            raise Http404
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return response

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """The form."""
        return self._page(CheckForm(), None)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """The answer above the form."""
        form = CheckForm(request.POST, request.FILES)
        answer = check(self.request.reader, form.cleaned_data["file"]) if form.is_valid() else None
        return self._page(form, answer)

    def _page(self, form: CheckForm, answer: Answer | None) -> HttpResponse:
        return TemplateResponse(self.request, "reports/check.html", {"form": form, "answer": answer})
