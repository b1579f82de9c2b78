"""Which reports there are."""

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.papers.actions import ActionsReport
from probation_planning.reports.papers.annual_plan import AnnualPlanReport
from probation_planning.reports.papers.gaps import GapsReport
from probation_planning.reports.papers.plan import PlanReport
from probation_planning.reports.papers.report import Report
from probation_planning.reports.papers.risk import RiskReport
from probation_planning.reports.papers.scorecard import ScorecardReport

REPORTS: tuple[Report, ...] = (
    PlanReport(),
    RiskReport(),
    ScorecardReport(),
    ActionsReport(),
    GapsReport(),
    AnnualPlanReport(),
)


def reports_for(reader: Reader, year: Year) -> list[Report]:
    """Those the reader may have of the year, in the order of the list."""
    return [report for report in REPORTS if report.may_read(reader, year)]


def find_report(slug: str, reader: Reader, year: Year) -> Report | None:
    """The report of that name, if the reader may have it."""
    return next((report for report in reports_for(reader, year) if report.slug == slug), None)
