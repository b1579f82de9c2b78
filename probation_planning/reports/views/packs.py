"""Packs on screen: the list, one with what it says, and the file exactly as it was stored."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, ListView, View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.organisation.security import shows
from probation_planning.reports.models import Pack, PackFile
from probation_planning.reports.models.drawings import OF_A_PAGE
from probation_planning.reports.packs import shown
from probation_planning.reports.papers.registry import reports_for
from probation_planning.reports.since import changes_since
from probation_planning.reports.views.board import board_packs_of, draw_pack, file_said
from probation_planning.reports.views.drawings import drawings_of

# PDFs that the reader asked for, as the page of reports lists them.
LATEST = 10


def packs_of(request: ReaderRequest) -> QuerySet[Pack]:
    """The year's packs that the reader may see."""
    if not may(request.reader, Act.READ, Kind.PACK):
        raise Http404
    packs = Pack.objects.visible_to(request.reader).filter(year=request.year)
    return packs.with_withdrawal().select_related("body", "review", "year__trust", "file").defer("file__content")


class PackListView(ListView[Pack]):
    """What bodies were given this year."""

    request: ReaderRequest
    template_name = "reports/pack_list.html"
    context_object_name = "packs"

    def get_queryset(self) -> QuerySet[Pack]:
        """The latest first."""
        return packs_of(self.request).defer("data", "file__content")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The packs, board packs, and the reports that can be had of the year as it stands."""
        reports = reports_for(self.request.reader, self.request.year)
        return super().get_context_data(**kwargs) | {
            "reports": reports,
            "board_packs": board_packs_of(self.request).defer("data", "file__content"),
            "may_issue_board_packs": may(self.request.reader, Act.MANAGE, Kind.PACK),
            "drawings": drawings_of(self.request).filter(OF_A_PAGE)[:LATEST],
        }


class PackDetailView(DetailView[Pack]):
    """A pack: what it is, how to know it again, and all that it says."""

    request: ReaderRequest
    template_name = "reports/pack_detail.html"
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> QuerySet[Pack]:
        """Those the reader may see."""
        return packs_of(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its data, from which screen and paper are drawn."""
        shows(self.object, section_two=2 in self.object.sections)
        may_draw = may(self.request.reader, Act.MANAGE, Kind.PACK)
        return super().get_context_data(**kwargs) | {
            **shown(self.object.data),
            "since": changes_since(self.object, self.request.reader, self.request.year),
            **file_said(self.object, may_draw=may_draw),
        }


class PackFileView(View):
    """The stored bytes, to download; whether the reader may have them is asked each time."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file under the one name it has."""
        pack = get_object_or_404(packs_of(self.request), uuid=kwargs["uuid"])
        file = PackFile.objects.filter(pack=pack, name=kwargs["name"]).first()
        if file is None:
            raise Http404
        shows(pack, section_two=2 in pack.sections)
        response = HttpResponse(bytes(file.content), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{file.name}.pdf"'
        return response


class PackDrawView(View):
    """Draws the file of a pack that has none yet, from the data it was given with."""

    request: ReaderRequest

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Drawn in its turn once this request is done; a pack that has its file keeps it."""
        return draw_pack(self.request, get_object_or_404(packs_of(self.request), uuid=kwargs["uuid"]))
