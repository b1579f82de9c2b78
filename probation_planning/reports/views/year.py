"""The year at a glance, and who has answered in it."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from probation_planning.organisation.downloads import download
from probation_planning.organisation.parted import Span
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.reports.exports import PROGRESS, progress_rows
from probation_planning.reports.glance import glance_at
from probation_planning.reports.news import news_of
from probation_planning.reports.progress import ALL, FIRST, PER_PAGE, Progress, page_of_one, progress_of
from probation_planning.reports.told import objections_for
from probation_planning.reports.upcoming import upcoming
from probation_planning.reports.views.turns import InTurn, in_turn
from risks.exports import for_few
from risks.models import Review
from risks.reading import OpenRegister, is_begun, open_register

LONGEST_NUMBER = 5


class YearView(TemplateView):
    """The plan, the register and the scorecard of a year in one picture."""

    request: ReaderRequest
    template_name = "reports/year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of it, as the reader may see it."""
        reader, year = self.request.reader, self.request.year
        glance = glance_at(reader, year)
        return super().get_context_data() | {
            "glance": glance,
            "upcoming": upcoming(reader, year, glance),
            "news": news_of(reader, year, glance),
            "may_see_progress": may(reader, Act.READ, Kind.PROGRESS),
            "may_see_quality": may(reader, Act.READ, Kind.QUALITY),
        }


class ProgressView(InTurn, TemplateView):
    """Who has and who has not answered for the open quarter and a review; for the performance officer."""

    request: ReaderRequest
    template_name = "reports/progress.html"

    @property
    def page(self) -> int:
        """The page of one owner's lists that is asked for; the first where that is none."""
        asked = self.request.GET.get("page", "")
        return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER else 1

    def _pages(self, longest: int) -> Paginator[int]:
        """Of lists the longest of which is so long."""
        return Paginator(range(longest), PER_PAGE)

    def _span(self, owner: str | None) -> Span:
        return FIRST if owner is None else page_of_one(self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every owner with what is answered and what is not."""
        reader = self.request.reader
        owner = self.request.GET.get("owner")
        opened, review, progress = _progress_at(self.request, kwargs["slug"], owner, self._span(owner))
        shown = next(iter([*progress.waiting, *progress.finished, *filter(None, [progress.nobody])]), None)
        if owner is not None and shown is None:
            raise Http404
        return super().get_context_data() | {
            "owner": owner,
            "shown": shown,
            "page": self._pages(shown.longest if shown else 0).get_page(self.page),
            "progress": progress,
            "objected": objections_for(reader, progress.quarter),
            "opened": opened,
            "review": review,
            "chases": is_begun(review) and may(reader, Act.CHASE, Kind.REGISTER),
            "chases_answers": progress.awaits_answers and may(reader, Act.CHASE, Kind.PLAN),
            "chases_results": progress.results_wanted and may(reader, Act.CHASE, Kind.SCORECARD),
        }


def _progress_at(
    request: ReaderRequest, slug: str, owner: str | None = None, span: Span = ALL
) -> tuple[OpenRegister, Review, Progress]:
    """Who has answered at a review of the register: for the officer, and not found where there is no such review."""
    if not may(request.reader, Act.READ, Kind.PROGRESS):
        raise PermissionDenied("Only the performance officer sees who has answered.")
    opened = open_register(request.reader, request.year)
    review = opened.review(slug) if opened else None
    if opened is None or review is None:
        raise Http404
    return opened, review, progress_of(request.reader, request.year, opened, review, owner, span)


@require_safe
@in_turn
def export_progress(request: HttpRequest, trust: str, year: str, slug: str, ending: str) -> HttpResponse:
    """Everything that is to be answered, and whether it is."""
    ours = cast(ReaderRequest, request)
    opened, review, progress = _progress_at(ours, slug)
    quarter = [("Quarter", str(progress.quarter))] if progress.quarter else []
    return download(
        ours,
        ending,
        name="who-has-answered",
        at=review.slug,
        title=f"Who has answered at {review}",
        things="Answers",
        open_to=(Act.READ, Kind.PROGRESS),
        warning=for_few(opened) if 2 in opened.sections else "",
        columns=PROGRESS,
        rows=progress_rows(progress),
        about=[
            *quarter,
            ("Review", review.label),
            *((f"{one.things} {one.asked}".capitalize(), f"{one.answered} of {one.total}") for one in progress.counts),
        ],
    )
