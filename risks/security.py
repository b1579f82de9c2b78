"""Which risk an address names, whoever may see it: for the watch alone, never for a page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from probation_planning.organisation.roles import Reader
from risks.models import Entry


def hidden_risk(reader: Reader, named: Mapping[str, Any], request: HttpRequest) -> Entry | None:
    """The risk of the year's register that is called so now, if there is one."""
    year = getattr(request, "year", None)
    if year is None or "reference" not in named:
        return None
    return Entry.objects.filter(register__year=year.pk, reference=named["reference"]).first()
