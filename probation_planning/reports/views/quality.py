"""The data-quality page of a year, on screen and as a file."""

from typing import Any, ClassVar, cast

import django_tables2 as tables
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from objectives.models import AnnualPlan
from probation_planning.organisation.downloads import download
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.exports import QUALITY, quality_rows
from probation_planning.reports.quality.sheet import QualityFilter, by_owner, by_register, quality_of
from probation_planning.reports.views.turns import InTurn, in_turn
from probation_planning.ui.filters import in_words
from probation_planning.ui.tables import HouseTable
from risks.exports import for_few
from risks.reading import open_register

PER_PAGE = 50


class QualityTable(HouseTable):
    """What is wrong, a line each."""

    caption: ClassVar[str] = "What is wrong"
    hide_caption = True
    rows_template = "reports/_quality_rows.html"
    things = "lines"

    name = tables.Column(verbose_name="About", empty_values=())
    says = tables.Column(verbose_name="What is wrong", empty_values=())
    kind = tables.Column(verbose_name="Kind", empty_values=())
    mends = tables.Column(verbose_name="Who can mend it", empty_values=())

    class Meta:
        orderable = False


def refuse_unless_open_to(reader: Reader) -> None:
    """Refuse in words; who may read nothing of the year finds no such page."""
    if may(reader, Act.READ, Kind.QUALITY):
        return
    if not AnnualPlan.is_open_to(reader):
        raise Http404
    raise PermissionDenied("Data quality is for those at work on the registers and for the auditor.")


class QualityView(InTurn):
    """Everything missing, late, contradictory or impossible."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The lines; a filter that is none of ours is a bad request, and the page says so."""
        refuse_unless_open_to(self.request.reader)
        lines = quality_of(self.request.reader, self.request.year)
        filters = QualityFilter(request.GET, lines)
        table = QualityTable(filters.found)
        table.empty_text = "Nothing fits these filters." if lines else "Nothing is wrong here."
        table.paginator = Paginator(table.rows, PER_PAGE)
        table.page = table.paginator.get_page(request.GET.get("page"))
        context = {
            "total": len(lines),
            "registers": by_register(lines),
            "owners": by_owner(lines),
            "filter": filters,
            "table": table,
        }
        status = 400 if filters.all_faults else 200
        return TemplateResponse(request, "reports/quality.html", context, status=status)


@require_safe
@in_turn
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every line that the page would show under the same filters."""
    ours = cast(ReaderRequest, request)
    refuse_unless_open_to(ours.reader)
    filters = QualityFilter(request.GET, quality_of(ours.reader, ours.year))
    if filters.all_faults:
        raise BadRequest(filters.all_faults)
    opened = open_register(ours.reader, ours.year)
    return download(
        ours,
        ending,
        name="data-quality",
        title=f"Data quality of {ours.year.label}",
        things="What is wrong",
        open_to=(Act.READ, Kind.QUALITY),
        warning=for_few(opened) if opened and 2 in opened.sections else "",
        columns=QUALITY,
        rows=quality_rows(filters.found, f"{request.scheme}://{request.get_host()}"),
        narrowed=in_words(filters, request.GET),
    )
