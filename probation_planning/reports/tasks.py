"""What the worker does."""

import logging

from django_tasks import task

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust

logger = logging.getLogger(__name__)


@task()
def draw_in_turn(trust: int, drawing: int) -> None:
    """Draw the next PDF in turn, after seeing to what others have left in the trust of the one that is named.

    Its words hold keys alone, and so does what is kept of it: a drawing tells its asker itself what became of it. The
    one that is named may have been drawn in another's turn; unknown in the trust, nothing is drawn.
    """
    from probation_planning.reports.drawer import draw_next, tidy  # noqa: PLC0415 - it asks for this

    try:
        with tenancy.system():
            one = Trust.objects.get(pk=trust)
        tidy(one)
        draw_next(one, drawing)
    except Exception as error:
        # What the database says of a refused row would stand in a table without walls.
        logger.error("Drawing %s of trust %s was not drawn: %s", drawing, trust, type(error).__name__)
