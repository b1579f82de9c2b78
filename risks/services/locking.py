"""The lock behind which everything that writes to a register stands in line."""

from django.db.models import QuerySet

from probation_planning.organisation.questions import question
from risks.models import Register


def lock(register: int) -> Register:
    """The register, once all who hold it are through: an act is wholly before another's, or wholly after.

    Raises Register.DoesNotExist where the walls let nobody see it.
    """
    found = _locked(register)
    if not found:
        raise Register.DoesNotExist
    return found[0]


@question
def _locked(register: int) -> QuerySet[Register]:
    return Register.objects.select_for_update(no_key=True).filter(pk=register).order_by()
