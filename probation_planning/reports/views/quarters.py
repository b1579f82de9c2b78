"""Settings: closing a quarter, which says what is still unanswered."""

from probation_planning.organisation import clock
from probation_planning.organisation.services.years import close_quarter, in_words
from probation_planning.organisation.views.years import QuarterAct
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
