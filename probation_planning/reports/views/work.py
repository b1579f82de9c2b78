"""What a person finds on signing in, and the way from a trust to its year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import TemplateView, View

from probation_planning.organisation.models import Year
from probation_planning.organisation.readers import ReaderRequest, readers_of
from probation_planning.organisation.years import latest
from probation_planning.reports.signposts import rooms, signposts
from probation_planning.reports.work import work_of
from probation_planning.reports.years import years_at_work


class MyWorkView(TemplateView):
    """My work, across my trusts."""

    request: ReaderRequest
    template_name = "reports/my_work.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """For each trust, what its posts and groups own, and where else to go."""
        readers = readers_of(self.request.user)
        at_work = years_at_work(reader.trust for reader in readers)
        works = [work_of(reader, *at_work.get(reader.trust.pk, (None, []))) for reader in readers]
        if len(works) == 1 and works[0].year is not None:
            # Whoever belongs to one trust is at work in it here too: its name and its rooms stand at the top.
            self.request.reader, self.request.year = works[0].reader, works[0].year
        trusts = [{"work": work, "rooms": rooms(work), "signposts": signposts(work)} for work in works]
        return super().get_context_data() | {"trusts": trusts}


class TrustView(View):
    """A trust's address leads to the year it is at work in."""

    request: ReaderRequest

    def get(self, request: HttpRequest, trust: str) -> HttpResponse:
        """Its latest open year, else its latest; words where it has none."""
        year = latest(Year.objects.filter(trust=self.request.reader.trust))
        if year is None:
            return TemplateResponse(request, "reports/no_year.html")
        return redirect("reports:year", trust, year.slug)
