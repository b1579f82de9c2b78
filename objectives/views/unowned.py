"""Objectives that nobody owns, each with the owner that a reading offers."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST
from django.views.generic import View

from objectives.models import Objective
from objectives.services.locking import refuse_unless_managed
from objectives.services.owning import give_owner, unowned
from objectives.views.base import plan_of
from probation_planning.organisation.models import Owner
from probation_planning.organisation.readers import ReaderRequest


class UnownedView(View):
    """The list, each with a button for the offered owner and a choice of others."""

    request: ReaderRequest
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Those of the year's plan; 404 where it has none."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        refuse_unless_managed(self.request.reader)
        owners = list(Owner.objects.filter(trust=self.request.reader.trust, closed_on=None))
        by_name = {owner.name: owner for owner in owners}
        rows = unowned(self.request.reader, self.request.year).select_related("theme", "aim")
        context = {
            "annual_plan": annual_plan,
            "owners": owners,
            "objectives": [(row, by_name.get(row.offered_owner)) for row in rows],
        }
        return TemplateResponse(request, "objectives/unowned.html", context)


@require_POST
def give(request: HttpRequest, trust: str, year: str, reference: str) -> HttpResponse:
    """Give the objective to the owner chosen."""
    ours = cast(ReaderRequest, request)
    rows = Objective.objects.visible_to(ours.reader).of(ours.year)
    objective = rows.filter(reference=reference).first()
    if objective is None:
        raise Http404
    refuse_unless_managed(ours.reader)
    chosen = request.POST.get("owner", "")
    is_key = chosen.isdecimal() and len(chosen) < 18
    owner = Owner.objects.filter(trust=ours.reader.trust, pk=chosen).first() if is_key else None
    try:
        if owner is None:
            raise ValidationError(f"Choose who is to own {objective}.")
        give_owner(objective=objective, reader=ours.reader, owner=owner)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, f"{objective} is owned by {owner}.")
    return redirect("objectives:unowned", trust, year)
