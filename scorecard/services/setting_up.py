"""Who sets up a scorecard, and the locks that all who do stand in line behind."""

from django.core.exceptions import PermissionDenied

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import refuse_closed
from scorecard.models import Scorecard

NOT_THE_OFFICER = "Only the performance officer changes the scorecard."


def manages(reader: Reader) -> bool:
    """Whether the reader sets up scorecards of their trust."""
    return may(reader, Act.MANAGE, Kind.SCORECARD)


def refuse_unless_managed(reader: Reader) -> None:
    """Refuse in words whoever does not set up the scorecard."""
    if not manages(reader):
        raise PermissionDenied(NOT_THE_OFFICER)


def lock_year(year: Year, reader: Reader) -> Year:
    """The year for who gives it a scorecard, one at a time; it stays open meanwhile."""
    refuse_unless_managed(reader)
    held = Year.objects.select_for_update(no_key=True, of=("self",)).select_related("trust").get(pk=year.pk)
    refuse_closed(held)
    return held


def lock(scorecard: Scorecard, reader: Reader) -> Scorecard:
    """The scorecard for who sets it up, once all who hold it are through; the year stays open.

    Raises PermissionDenied, also where the year is closed, and Scorecard.DoesNotExist where nobody is let see it.
    """
    refuse_unless_managed(reader)
    # The year first, as in `lock_year`: whoever holds both took them in this order.
    [held] = Year.objects.raw("SELECT * FROM organisation_year WHERE id = %s FOR SHARE", [scorecard.year_id])
    refuse_closed(held)
    locked = Scorecard.objects.select_for_update(no_key=True, of=("self",)).visible_to(reader)
    return locked.select_related("year__trust").get(pk=scorecard.pk)
