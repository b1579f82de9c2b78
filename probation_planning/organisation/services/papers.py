"""What is printed on each page of the trust's papers."""

from django.db import transaction

from probation_planning.organisation.models import Trust
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.settings import begin, change

ABOUT_PAPERS = ("marking",)


@transaction.atomic
def mark_papers(*, reader: Reader, marking: str, seen: int) -> None:
    """Change the marking; what was issued keeps its own. `seen`: what the form showed."""
    begin(reader)
    change(Trust.objects.get(pk=reader.trust.pk), {"marking": marking}, seen)
