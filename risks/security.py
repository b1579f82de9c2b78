"""What the record and the watch ask of this room: which risk an address names, and which of its changes were given.

The first is for the watch alone, never for a page: it asks whoever may see the risk.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest

from probation_planning.organisation.models import Role
from probation_planning.organisation.roles import Reader
from risks.models import Entry, EntryCategory, EntryOwner, Stage, StageAct


def hidden_risk(reader: Reader, named: Mapping[str, Any], request: HttpRequest) -> Entry | None:
    """The risk of the year's register that is called so now, if there is one."""
    year = getattr(request, "year", None)
    if year is None or "reference" not in named:
        return None
    return Entry.objects.filter(register__year=year.pk, reference=named["reference"]).first()


def events_given(model: type[Model], reader: Reader) -> QuerySet[Any] | None:
    """Changes of a risk's words, owners and categories; none where all: whoever works on the register sees every one.

    Others are told of those made before a committee was last given the risk's section: what came since is a draft.
    """
    if reader.working_roles:
        return None
    at = "" if model is Entry else "entry__"
    given = Stage.objects.issued().filter(
        body__role=Role.AUDIT,
        section=OuterRef(f"{at}section"),
        review__register=OuterRef(f"{at}register"),
        issued_moment__in=StageAct.objects.filter(given_at__gte=OuterRef(OuterRef("pgh_created_at"))).values("moment"),
    )
    events: Any = model.pgh_event_model.objects  # type: ignore[attr-defined]
    rows: QuerySet[Any] = events.filter(Exists(given), trust=reader.trust)
    return rows


NARROWED = (Entry, EntryOwner, EntryCategory)
