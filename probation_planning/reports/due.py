"""What is wanted at a quarter across the registers."""

from probation_planning.organisation.models import Quarter
from scorecard.models import Frequency, Measure
from scorecard.standing import REPORTED_AT


def result_is_due(measure: Measure, quarter: Quarter | None) -> bool:
    """Whether the measure reports at the quarter, which takes results now; never where no frequency is known."""
    if quarter is None or not quarter.is_open or not measure.frequency:
        return False
    return quarter.number in REPORTED_AT[Frequency(measure.frequency)]
