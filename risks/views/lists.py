"""The register as a list, on screen and as a file."""

from functools import partial
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.ui.filters import in_words
from probation_planning.ui.spreadsheets import XLSX
from risks.exports import REGISTER, register_file, register_rows
from risks.filters import WORDS, RiskFilter
from risks.picture import LAST_KNOWN, ORIGINS, nothing_seen, picture
from risks.tables import risk_table
from risks.views.base import register_of, review_asked

SIZES = ("25", "50")


class RiskListView(View):
    """The register at one review: its picture, its filters and its list."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The register, or words in its place; a filter that is none of ours is a bad request, and says so."""
        asked = request.GET
        opened = register_of(self.request)
        review = review_asked(opened, asked.get("review", "")) if opened else None
        list_url = reverse("risks:risk_list", args=[kwargs["trust"], kwargs["year"]])
        context: dict[str, Any] = {"opened": opened, "review": review, "list_url": list_url}
        context["manages"] = may(self.request.reader, Act.MANAGE, Kind.REGISTER)
        if opened is None or review is None or review not in opened.begun:
            return TemplateResponse(request, "risks/no_list.html", context)
        rows = opened.standings(review)
        seen = picture(
            opened,
            review,
            last_known=asked.get("picture") == LAST_KNOWN,
            origins=asked.get("picture") == ORIGINS,
            section=asked.get("section", ""),
        )
        filters = RiskFilter(asked, rows, seen=seen)
        faultless = filters.is_valid()
        count = None if filters.is_narrowed else seen.total
        table = risk_table(
            filters.qs,
            opened=opened,
            review=review,
            sort=asked.getlist("sort"),
            count=count,
            whole=not filters.is_in_use,
        )
        size = asked["per_page"] if asked.get("per_page") in SIZES else SIZES[0]
        table.paginator = Paginator(table.rows, int(size))
        table.page = table.paginator.get_page(asked.get("page"))
        context |= {
            "picture": seen,
            "stages": opened.stages(review),
            "is_open": opened.is_open(review),
            "at_review": f"?review={review.slug}" if asked.get("review") else "",
            "filter": filters,
            "table": table,
            "size": size,
            "sizes": SIZES,
            "key": opened.key(review),
            "scales": opened.scales(review),
        }
        return TemplateResponse(request, "risks/risk_list.html", context, status=200 if faultless else 400)


@require_safe
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every risk that the list would show under the same filters, in the same order."""
    ours = cast(ReaderRequest, request)
    opened = register_of(ours)
    review = review_asked(opened, request.GET.get("review", "")) if opened else None
    file = partial(register_file, ours, ending, opened, review, name="risks", title="Risk register", things="Risks")
    if opened is None or review is None:
        return file(columns=REGISTER)
    rows = opened.standings(review)
    seen = picture(opened, review, last_known=False) if WORDS & request.GET.keys() else nothing_seen(opened, review)
    filters = RiskFilter(request.GET, rows, seen=seen)
    if not filters.is_valid():
        raise BadRequest(filters.all_faults)
    table = risk_table(filters.qs, opened=opened, review=review, sort=request.GET.getlist("sort"))
    return file(
        columns=REGISTER,
        rows=register_rows(table.data, review),
        narrowed=in_words(filters, request.GET),
        # A CSV has no key to say it in.
        holds_section_two=ending == XLSX and filters.qs.filter(section=2).exists(),
    )
