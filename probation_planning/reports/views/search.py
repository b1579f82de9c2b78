"""Search over a year of a trust."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.generic import View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.forms.search import SearchForm
from probation_planning.reports.search import MOST_COUNTED, MOST_SHOWN, search
from probation_planning.reports.searched import KINDS

LAST_PAGE = MOST_COUNTED // MOST_SHOWN


class SearchView(View):
    """The words asked for, what of the year holds them, and the way to the same in other years."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The best of each kind, or one kind page by page; what cannot be asked is answered in words."""
        kind = request.GET.get("kind", "")
        if kind and kind not in KINDS:
            raise BadRequest("The search has no such kind of thing. Search again from the box.")
        form = SearchForm(request.GET if request.GET.get("q", "").strip() else None)
        context: dict[str, Any] = {"form": form, "kind": kind, "heading": KINDS.get(kind, "")}
        context["other_years"] = [year for year in self.request.reader.years if year.pk != self.request.year.pk]
        if not form.is_valid():
            return TemplateResponse(request, "reports/search.html", context, status=400 if form.is_bound else 200)
        asked = form.cleaned_data["q"]
        page = _page(request.GET.get("page", "")) if kind else 1
        found = search(self.request.reader, self.request.year, asked, kind=kind, start=(page - 1) * MOST_SHOWN)
        last = -(-found.total // MOST_SHOWN)
        context |= {"asked": asked, "found": found, "page": page}
        context |= {"before": page - 1, "after": page + 1 if kind and page < last else 0}
        return TemplateResponse(request, "reports/search.html", context)


def _page(asked: str) -> int:
    """The page asked for; the first where that is none."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(LAST_PAGE)) else 1
    return number if 1 <= number <= LAST_PAGE else 1
