"""How far a PDF that somebody asked for has come, and the file."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.models import Drawing, DrawnFile


def drawings_of(request: ReaderRequest) -> QuerySet[Drawing]:
    """Those of the year that the reader asked for."""
    return Drawing.objects.visible_to(request.reader).filter(year=request.year).defer("page")


class DrawingView(DetailView[Drawing]):
    """How far it has come."""

    request: ReaderRequest
    template_name = "reports/drawing_detail.html"
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> QuerySet[Drawing]:
        """The reader's own."""
        return drawings_of(self.request)


class DrawnFileView(View):
    """The file, once it is drawn."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """To download."""
        drawing = get_object_or_404(drawings_of(self.request), uuid=kwargs["uuid"], state=Drawing.State.DONE)
        file = DrawnFile.objects.filter(key=drawing.key).first()
        if file is None or drawing.name != kwargs["name"]:
            raise Http404
        response = HttpResponse(bytes(file.content), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{drawing.name}.pdf"'
        return response
