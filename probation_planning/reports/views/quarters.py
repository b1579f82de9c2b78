"""Settings: closing a quarter, which says what is still unanswered, and a year, which says what is still under way."""

from typing import Any

from probation_planning.organisation import clock
from probation_planning.organisation.services.years import close_quarter, in_words
from probation_planning.organisation.views.years import QuarterAct, YearStateView
from probation_planning.reports.closing import close_year, under_way
from probation_planning.reports.unanswered import unanswered


class CloseQuarterView(QuarterAct):
    """Take no more answers for a quarter."""

    verb, done, does = "Close", "closed", close_quarter

    @property
    def consequences(self) -> tuple[str, ...]:
        """What is unanswered, and that nothing is answered after."""
        quarter = self.quarter
        if not quarter.is_open:
            return ()
        many = unanswered(self.request.reader, quarter)
        if many == 0:
            said = "Every objective is answered"
        else:
            said = "1 objective is unanswered" if many == 1 else f"{many} objectives are unanswered"
        early = f" It runs until {in_words(quarter.last_day)}." if clock.today() <= quarter.last_day else ""
        return (
            f"{said} for {quarter}.{early} Answers are due by {in_words(quarter.due_on)}.",
            "Once it is closed nobody answers for its objectives or gives results of its measures. It can be reopened.",
        )


class CloseYearView(YearStateView):
    """Close a year once its reviews are through with every body."""

    template_name = "reports/close_year.html"
    verb, done, does = "Close", "closed", close_year
    follows = (
        "Its plan, its register and its scorecard stay as they are, and its quarters take no answers, until the year "
        "is opened again. They can still be read, and a rating that was wrong can be corrected with a reason.",
        "When a post is handed over, what the post owns in a closed year stays with it.",
    )

    def context(self) -> dict[str, Any]:
        """The reviews that are in the way, with the ways to them."""
        return super().context() | {"under_way": under_way(self.request.reader, self.request.year)}
