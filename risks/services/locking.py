"""The lock behind which everything that writes to a register stands in line."""

from django.db.models import QuerySet

from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.years import refuse_closed
from risks.models import Register


def lock(register: int) -> Register:
    """The register to write to, once all who hold it are through: an act is wholly before another's, or wholly after.

    Raises Register.DoesNotExist where the walls let nobody see it, and PermissionDenied once its year is closed.
    """
    held = hold(register)
    # Asked behind the lock: whoever closes the year holds the register too.
    for year in _closed(register):
        refuse_closed(year)
    return held


def hold(register: int) -> Register:
    """The same of a closed year too: for a correction, and for what another year takes over from it."""
    found = _locked(register)
    if not found:
        raise Register.DoesNotExist
    return found[0]


@question
def _closed(register: int) -> QuerySet[Year]:
    of_register = Register.objects.filter(pk=register).order_by().values("year")
    return Year.objects.filter(pk__in=of_register, closed_on__isnull=False).order_by()


@question
def _locked(register: int) -> QuerySet[Register]:
    return Register.objects.select_for_update(no_key=True).filter(pk=register).order_by()
