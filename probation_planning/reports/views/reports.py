"""A report on screen, and asking for it as a PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from probation_planning.organisation import clock
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.drawing import ask_for
from probation_planning.reports.papers.registry import find_report
from probation_planning.reports.papers.report import Asked, Report, as_html, front_of, read_report
from probation_planning.reports.views.turns import InTurn
from risks.models import Register


class ReportPage(View):
    """A page about one report, found by its name in the address."""

    request: ReaderRequest
    report: Report
    asked: Asked

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it, for whoever may have it."""
        super().setup(request, *args, **kwargs)
        found = find_report(kwargs["report"], self.request.reader, self.request.year)
        if found is None:
            raise Http404
        self.report = found
        self.asked = Asked(self.request.reader, self.request.year, clock.today(), request.GET.dict())


class ReportView(InTurn, ReportPage):
    """What the report says today, on screen."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The same as its PDF says."""
        context = {
            "report": self.report,
            "title": self.report.title_of(self.asked),
            "data": read_report(self.report, self.asked),
            "as_at": self.asked.today,
        }
        return TemplateResponse(request, "reports/report_detail.html", context)


class ReportPdfView(InTurn, ReportPage):
    """Asks for the report as a PDF, as it stands now."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read now, drawn now or in its turn; the page that follows tells how far it is."""
        data = read_report(self.report, self.asked)
        place = [self.request.reader.trust.slug, self.request.year.slug, self.report.slug]
        drawing = ask_for(
            self.request.reader,
            self.request.year,
            title=self.report.title_of(self.asked),
            name=self.report.file_name(self.asked),
            came_from=reverse("reports:report", args=place),
            html=as_html(self.report, front_of(self.report, self.asked), data),
            sheets=self.report.sheets,
            rows=self.report.rows(data),
            tells_of=Register.objects.filter(year=self.request.year).first() if self.report.tells_of_risks else None,
        )
        return redirect(drawing)
