"""How far a PDF that somebody asked for has come, taking it back, and the file."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.security import shows
from probation_planning.reports.drawing import before, cancel, stands_still
from probation_planning.reports.models import Drawing

# Seconds after which the page of a drawing in hand asks anew by itself.
LOOK_AGAIN = 5


def drawings_of(request: ReaderRequest) -> QuerySet[Drawing]:
    """Those of the year that the reader asked for."""
    rows = Drawing.objects.visible_to(request.reader).filter(year=request.year)
    return rows.select_related("file", "year__trust", "trust").defer("page", "file__content")


class DrawingView(DetailView[Drawing]):
    """How far it has come; looked at again by itself until it is done, without a script."""

    request: ReaderRequest
    template_name = "reports/drawing_detail.html"
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> QuerySet[Drawing]:
        """The reader's own."""
        return drawings_of(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many wait before it, and whether anybody draws."""
        first = before(self.object) if self.object.state == Drawing.State.WAITING else 0
        return super().get_context_data(**kwargs) | {
            "before": first,
            "stands_still": stands_still(self.object),
            "look_again": LOOK_AGAIN,
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page; a browser asks for it anew as long as it is in hand."""
        response = super().render_to_response(context, **kwargs)
        if self.object.is_in_hand:
            response["Refresh"] = str(LOOK_AGAIN)
        return response


class CancelView(View):
    """Takes an asking back."""

    request: ReaderRequest

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Whoever draws it stops; one that is done stays."""
        drawing = get_object_or_404(drawings_of(self.request), uuid=kwargs["uuid"])
        if not cancel(drawing):
            messages.info(request, "It had come to its end already.")
        return redirect(drawing)


class DrawnFileView(View):
    """The file, once it is drawn; whether its asker may still have it is asked each time."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """To download."""
        drawings = drawings_of(self.request).filter(state=Drawing.State.DONE, file__isnull=False)
        drawing = get_object_or_404(drawings, uuid=kwargs["uuid"])
        if drawing.file is None or drawing.name != kwargs["name"]:
            raise Http404
        # Whether section 2 is in it was noted when it was asked for.
        shows(drawing, section_two=False)
        response = HttpResponse(bytes(drawing.file.content), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{drawing.name}.pdf"'
        return response
