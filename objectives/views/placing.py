"""The officer's pages that give a part of the plan another place, withdraw it, restore it or delete it."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from objectives.forms.building import DirectionForm, SeenForm, WithdrawForm
from objectives.models import Aim, AnnualPlan, FormerNumber, Narrative, Objective, Theme
from objectives.services.locking import refuse_unless_managed
from objectives.services.placing import (
    Part,
    beside,
    delete,
    move,
    restore,
    seen_of,
    what_holds,
    withdraw,
)
from objectives.views.acts import PlanAct, address
from objectives.views.base import plan_of
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.ordering import button_to_return_to, order_seen
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.years import refuse_closed

MODELS: dict[str, type[Part]] = {"theme": Theme, "aim": Aim, "objective": Objective}


def part_of(request: ReaderRequest, annual_plan: AnnualPlan, kind: str, number: str) -> Part | None:
    """The theme, aim or objective of that number."""
    if kind == "objective":
        rows = Objective.objects.visible_to(request.reader).filter(annual_plan=annual_plan, reference=number)
        return rows.select_related("theme", "aim").first()
    model: Any = MODELS[kind]
    found: Part | None = model._default_manager.filter(plan=annual_plan.plan_id, number=number).first()
    return found


def number_of(row: Part) -> str:
    """Its reference or number."""
    return row.reference if isinstance(row, Objective) else row.number


def name_of(row: Part) -> str:
    """Objective 1.2-3, aim 1.2, theme 1."""
    return f"{type(row).__name__} {number_of(row)}"


def title_of(row: Part) -> str:
    """What it says first."""
    return row.text if isinstance(row, Objective) else row.title


def address_of(request: ReaderRequest, row: Part) -> str:
    """Where it is shown."""
    if isinstance(row, Theme):
        return f"{address(request, 'plan')}?{urlencode({'theme': row.number})}#theme-{row.number}"
    return address(request, f"{row._meta.model_name}_detail", number_of(row))


class OnePart(PlanAct):
    """A page about one theme, aim or objective."""

    row: Part
    verb = ""
    warns = False

    def find(self, **kwargs: Any) -> None:
        """The part under the number."""
        found = part_of(self.request, self.annual_plan, kwargs["kind"], kwargs["reference"])
        if found is None:
            self.is_gone(kwargs["kind"], kwargs["reference"])
        else:
            self.row = found

    def is_gone(self, kind: str, number: str) -> None:
        """Nothing bears the number."""
        raise Http404

    @property
    def back(self) -> str:
        """Where it is shown."""
        return address_of(self.request, self.row)

    def context(self) -> dict[str, Any]:
        """What the page says of the act."""
        name = name_of(self.row)
        said = {"heading": f"{self.verb} {name[0].lower()}{name[1:]}", "crumb": name, "warns": self.warns}
        return super().context() | said | {"caption": title_of(self.row)}

    def form(self, data: QueryDict | None = None) -> SeenForm:
        """Nothing is typed."""
        return SeenForm(data, initial={"seen": seen_of(self.row)})

    def conflict(self, form: SeenForm, conflict: Conflict) -> HttpResponse:
        """How it stands now."""
        row, hand = conflict.latest
        state = (
            f"Withdrawn on {row.withdrawn_on:%-d %B %Y}: {row.withdrawn_reason}" if row.withdrawn_on else "It stands"
        )
        lines: list[tuple[str, object, object]] = [
            (name_of(row), title_of(row), ""),
            ("How it stands", state, self.verb),
        ]
        return conflict_response(self.request, form, lines, *hand, seen=seen_of(row))


class WithdrawView(OnePart):
    """Giving a part up."""

    verb, button = "Withdraw", "Withdraw it"

    @property
    def consequences(self) -> Sequence[str]:
        """What becomes of it."""
        under = {
            "theme": " The aims and objectives under it stay as they are; withdraw them too where they are given up.",
            "aim": " The objectives under it stay as they are; withdraw them too where they are given up.",
            "objective": " Nobody is asked about it any more, and what was answered stays on its page.",
        }[str(self.row._meta.model_name)]
        return [f"It keeps its number and its page, which says why it was given up, and it can be restored.{under}"]

    def form(self, data: QueryDict | None = None) -> WithdrawForm:
        """Today."""
        return WithdrawForm(data, initial={"withdrawn_on": clock.today(), "seen": seen_of(self.row)})

    def act(self, form: WithdrawForm) -> str:
        """Withdraw it."""
        withdraw(annual_plan=self.annual_plan, row=self.row, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"{name_of(self.row)} is withdrawn.")
        return self.back


class RestoreView(OnePart):
    """Taking it up again."""

    verb, button = "Restore", "Restore it"

    @property
    def consequences(self) -> Sequence[str]:
        """What becomes of it."""
        if self.row.withdrawn_on is None:
            return ["It is not withdrawn."]
        return [
            f"It was withdrawn on {self.row.withdrawn_on:%-d %B %Y}: {self.row.withdrawn_reason}",
            "It stands in the plan again as it did before.",
        ]

    def act(self, form: SeenForm) -> str:
        """Restore it."""
        seen = form.cleaned_data["seen"]
        restore(annual_plan=self.annual_plan, row=self.row, reader=self.request.reader, seen=seen)
        messages.success(self.request, f"{name_of(self.row)} is restored.")
        return self.back


class DeleteView(OnePart):
    """Deleting what nothing points to; else the page says why not, and offers withdrawing."""

    template_name = "objectives/delete.html"
    verb, button, warns = "Delete", "Delete it", True
    gone = ""

    def is_gone(self, kind: str, number: str) -> None:
        """Whoever clicks twice is told that it is done."""
        rows = FormerNumber.objects.filter(kind=kind, number=number, **{kind: None})
        of_plan = rows.filter(plan=self.annual_plan.plan_id) | rows.filter(annual_plan=self.annual_plan)
        if self.request.method != "POST" or not of_plan.exists():
            raise Http404
        self.gone = f"{kind.capitalize()} {number}"

    def context(self) -> dict[str, Any]:
        """Why it cannot be, if it cannot."""
        held = what_holds(self.row)
        return super().context() | {"held": held, "withdraw_url": self._withdraw_url if held else ""}

    @property
    def _withdraw_url(self) -> str:
        kind = str(self.row._meta.model_name)
        return "" if self.row.withdrawn_on else self.address("part_withdraw", kind, number_of(self.row))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Delete it, unless it is gone already."""
        if self.gone:
            messages.info(request, f"{self.gone} is deleted already.")
            return HttpResponseRedirect(self.address("plan"))
        return super().post(request, **kwargs)

    def act(self, form: SeenForm) -> str:
        """Delete it."""
        seen = form.cleaned_data["seen"]
        delete(annual_plan=self.annual_plan, row=self.row, reader=self.request.reader, seen=seen)
        messages.success(self.request, f"{name_of(self.row)} is deleted.")
        return self.address("plan")


class OrderView(TemplateView):
    """What stands under one heading, each with buttons that move it up or down."""

    request: ReaderRequest
    template_name = "objectives/order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Themes of the plan, aims of a theme, objectives of an aim or straight under a theme, or sections."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        refuse_unless_managed(self.request.reader)
        refuse_closed(self.request.year)
        asked = self.request.GET
        kind, heading, rows = _asked_for(self.request, annual_plan)
        lines = [(key_of(row), label_of(row), row) for row in rows]
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "kind": kind,
            "heading": heading,
            "lines": lines,
            "seen": order_seen(rows),
            "moved": asked.get("moved", ""),
            "by": button_to_return_to(asked.get("moved", ""), asked.get("by", ""), [key for key, _, _ in lines]),
            "query": urlencode({name: asked[name] for name in ("what", "theme", "aim") if name in asked}),
        }


def _asked_for(request: ReaderRequest, annual_plan: AnnualPlan) -> tuple[str, str, list[Any]]:
    """What the address asks to put in order: its kind, where it stands, and the rows."""
    what, asked = request.GET.get("what", ""), request.GET
    if what == "narrative":
        return what, "Sections of the text", list(beside(Narrative(annual_plan=annual_plan)))
    if number := asked.get("aim"):
        aim = Aim.objects.filter(plan=annual_plan.plan_id, number=number).first()
        if aim is None:
            raise Http404
        row = Objective(annual_plan=annual_plan, theme_id=aim.theme_id, aim=aim)
        return "objective", f"Objectives of aim {aim}", list(beside(row))
    if number := asked.get("theme"):
        theme = Theme.objects.filter(plan=annual_plan.plan_id, number=number).first()
        if theme is None:
            raise Http404
        if what == "objective":
            row = Objective(annual_plan=annual_plan, theme=theme)
            return "objective", f"Objectives straight under theme {theme}", list(beside(row))
        return "aim", f"Aims of theme {theme}", list(beside(Aim(theme=theme)))
    return "theme", "Themes", list(beside(Theme(plan_id=annual_plan.plan_id)))


def key_of(row: Part | Narrative) -> str:
    """What the address of its buttons says."""
    return str(row.number) if isinstance(row, Narrative) else number_of(row)


def label_of(row: Part | Narrative) -> str:
    """What stands beside its buttons."""
    return str(row) if isinstance(row, Narrative) else f"{number_of(row)} {title_of(row)}"


@require_POST
def move_part(request: HttpRequest, trust: str, year: str, kind: str, reference: str) -> HttpResponse:
    """One step up or down; back to the list, the keyboard on the button pressed."""
    return _moved(cast(ReaderRequest, request), kind, reference)


@require_POST
def move_section(request: HttpRequest, trust: str, year: str, number: int) -> HttpResponse:
    """The same for a section of the text."""
    return _moved(cast(ReaderRequest, request), "narrative", str(number))


def _moved(request: ReaderRequest, kind: str, reference: str) -> HttpResponse:
    annual_plan = plan_of(request)
    row = _placed(request, annual_plan, kind, reference) if annual_plan else None
    if annual_plan is None or row is None:
        raise Http404
    refuse_unless_managed(request.reader)
    form = DirectionForm(request.POST)
    asked = {name: request.GET[name] for name in ("what", "theme", "aim") if name in request.GET}
    there = address(request, "order")
    if form.is_valid():
        try:
            moved = move(annual_plan=annual_plan, row=row, reader=request.reader, **form.cleaned_data)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        if moved:
            messages.success(request, f"{label_of(row)[:80]} is moved {form.cleaned_data['direction']}.")
        else:
            messages.warning(request, "The order has changed since you opened the page. Nothing was moved now.")
        asked |= {"moved": key_of(row), "by": form.cleaned_data["direction"]}
    return redirect(f"{there}?{urlencode(asked)}")


def _placed(request: ReaderRequest, annual_plan: AnnualPlan, kind: str, number: str) -> Part | Narrative | None:
    if kind == "narrative":
        return Narrative.objects.filter(annual_plan=annual_plan, number=int(number)).first()
    return part_of(request, annual_plan, kind, number)


urlpatterns = [
    path("order/", OrderView.as_view(), name="order"),
    path("<part:kind>s/<reference:reference>/move/", move_part, name="part_move"),
    path("<part:kind>s/<reference:reference>/withdraw/", WithdrawView.as_view(), name="part_withdraw"),
    path("<part:kind>s/<reference:reference>/restore/", RestoreView.as_view(), name="part_restore"),
    path("<part:kind>s/<reference:reference>/delete/", DeleteView.as_view(), name="part_delete"),
    path("narrative/<int:number>/move/", move_section, name="narrative_move"),
]
