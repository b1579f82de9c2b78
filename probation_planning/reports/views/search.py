"""Search over all years of a trust."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.generic import View

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.forms.search import SearchForm
from probation_planning.reports.search import LAST_PAGE, OF_EACH, PER_PAGE, page_of_one, search
from probation_planning.reports.searched import KINDS


class SearchView(View):
    """The words asked for, and what of all years holds them, that of the page's year first; or of one year alone."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The best of each kind, or one kind page by page; what cannot be asked is answered in words."""
        kind = request.GET.get("kind", "")
        if kind and kind not in KINDS:
            raise BadRequest("The search has no such kind of thing. Search again from the box.")
        reader = self.request.reader
        form = SearchForm(request.GET if request.GET.get("q", "").strip() else None, years=reader.years)
        context: dict[str, Any] = {"form": form, "kind": kind, "heading": KINDS.get(kind, "")}
        if not form.is_valid():
            return TemplateResponse(request, "reports/search.html", context, status=400 if form.is_bound else 200)
        asked, within = form.cleaned_data["q"], form.within
        page = _page(request.GET.get("page", "")) if kind else 1
        share = page_of_one(page) if kind else OF_EACH
        found = search(reader, self.request.year, asked, kind=kind, within=within, share=share)
        last = -(-found.total // PER_PAGE)
        same = urlencode({"q": asked, **({"year": within.slug} if within else {})})
        context |= {"asked": asked, "within": within, "same": same, "found": found, "page": page}
        context |= {"before": page - 1, "after": page + 1 if kind and page < last else 0}
        return TemplateResponse(request, "reports/search.html", context)


def _page(asked: str) -> int:
    """The page asked for; the first where that is none."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(LAST_PAGE)) else 1
    return number if 1 <= number <= LAST_PAGE else 1
