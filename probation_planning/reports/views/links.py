"""The pages on which a risk or a measure is tied to the plan, and on which such a link is moved."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.reports.forms.links import LinkForm, MoveForm, PartForm
from probation_planning.reports.links import (
    Thing,
    Tied,
    decide,
    links_of,
    may_decide,
    move,
    parts_of,
    refuse_unless_linked_by,
    suggest,
)
from probation_planning.reports.models import Link
from risks.models import Entry
from risks.record import find_entry
from risks.views.base import register_of
from scorecard.views.measures import OneMeasure

DECISIONS = {"confirm": Link.State.CONFIRMED, "reject": Link.State.REJECTED, "again": Link.State.SUGGESTED}
# Pages from which a link is decided on besides its own: by the first word of what their forms send as `back`.
BACK = {"aim": "objectives:aim_detail", "objective": "objectives:objective_detail"}


class OneThing(View):
    """A page about the links of one thing, found among those the reader may see."""

    request: ReaderRequest
    thing: Thing
    draft = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the thing, then ask whether they may link it."""
        super().setup(request, *args, **kwargs)
        self.thing = self.find()
        refuse_unless_linked_by(self.thing, self.request.reader)

    def find(self) -> Thing:
        """The risk or measure that the address names; raises Http404 for what the reader does not see."""
        raise NotImplementedError

    def page_of(self, name: str) -> str:
        """An address of the year that ends in the thing's reference."""
        return reverse(name, args=[self.request.reader.trust.slug, self.request.year.slug, self.thing.reference])

    def of_thing(self) -> dict[str, Any]:
        """What each page shows of the thing."""
        is_risk = isinstance(self.thing, Entry)
        return {
            "what": "risk" if is_risk else "measure",
            "name": f"{'Risk' if is_risk else 'Measure'} {self.thing.reference}",
            "title": self.thing.title if isinstance(self.thing, Entry) else self.thing.name,
            "room": "Risk register" if is_risk else "Scorecard",
            "heading": "Aims it threatens" if is_risk else "Aims it measures",
            "thing_url": self.page_of("risks:risk_detail" if is_risk else "scorecard:measure_detail"),
            "links_url": self.links_url,
            "draft": self.draft,
        }

    @property
    def links_url(self) -> str:
        """The page with all its links."""
        return self.page_of("reports:threats" if isinstance(self.thing, Entry) else "reports:measure_links")

    def back_to(self, back: str) -> str:
        """The page from which a link was decided on."""
        named = [self.request.reader.trust.slug, self.request.year.slug]
        if back == "gaps":
            return reverse("reports:gaps", args=named)
        if back == "measure":
            return self.page_of("scorecard:measure_detail")
        kind, _, number = back.partition("-")
        try:
            return reverse(BACK[kind], args=[*named, number]) if kind in BACK else self.links_url
        except NoReverseMatch:
            return self.links_url


class OfRisk(OneThing):
    """Of a risk."""

    def find(self) -> Thing:
        """The risk, under the reference it has now."""
        opened = register_of(self.request)
        entry = find_entry(opened, self.kwargs["reference"]) if opened else None
        if entry is None:
            raise Http404
        return entry


class OfMeasure(OneMeasure, OneThing):
    """Of a measure."""

    request: ReaderRequest

    def find(self) -> Thing:
        """The measure."""
        return self.measure


class LinksView(OneThing):
    """The parts of the plan that a thing bears on: each to be decided on, and a form for one more."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The links as they stand."""
        draft = drafts.draft_of(request)
        self.draft = draft is not None
        return self._page(self._form(initial=draft.dict() if draft else None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Decide on a link, or suggest one."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        try:
            return self._decide() if "decision" in request.POST else self._suggest()
        except ObjectDoesNotExist:
            raise Http404 from None

    def _decide(self) -> HttpResponse:
        typed = self.request.POST
        state = DECISIONS.get(typed["decision"])
        if state is None:
            raise BadRequest("A link is confirmed, rejected or taken up again.")
        reader, key = self.request.reader, typed.get("key", "")
        try:
            link = decide(thing=self.thing, reader=reader, key=key, state=state, seen=typed.get("seen", ""))
        except Conflict as conflict:
            return self._page(self._form(), changed=meanwhile(conflict.latest), status=409)
        messages.success(self.request, f"The link is {_now(link)}.")
        return redirect(self.back_to(typed.get("back", "")))

    def _suggest(self) -> HttpResponse:
        form = self._form(self.request.POST)
        if form.is_valid():
            try:
                link = suggest(
                    thing=self.thing,
                    reader=self.request.reader,
                    part=form.chosen,
                    says=form.cleaned_data["says"],
                    reference=form.chosen_reference,
                )
            except (ValidationError, IntegrityError) as wrong:
                take_refusal(form, wrong)
            else:
                drafts.discard(self.request)
                confirmed = link.state == Link.State.CONFIRMED
                waits = "It is confirmed." if confirmed else "The performance officer confirms or rejects it."
                messages.success(self.request, f"The link is saved. {waits}")
                return redirect(self.request.path)
        return self._page(form)

    def _form(self, *args: Any, **kwargs: Any) -> LinkForm:
        parts = parts_of(self.request.reader, self.request.year)
        references = [] if isinstance(self.thing, Entry) else list(self.thing.references.all())
        return LinkForm(*args, thing=self.thing, parts=parts, references=references, **kwargs)

    def _page(self, form: LinkForm, *, changed: str = "", status: int = 200) -> HttpResponse:
        is_closed = isinstance(self.thing, Entry) and self.thing.closed_on is not None
        context = self.of_thing() | {
            "ties": links_of(self.thing),
            "may_decide": may_decide(self.thing, self.request.reader),
            "form": form if form.by_key and not is_closed else None,
            "is_closed": is_closed,
            "changed": changed,
        }
        return TemplateResponse(self.request, "reports/links.html", context, status=status)


class MoveView(OneThing):
    """The form by which a link is moved to another part of the plan: rejected here, confirmed there."""

    tied: Tied

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the link, then ask whether they may decide on it."""
        super().setup(request, *args, **kwargs)
        tied = next((tie for tie in links_of(self.thing) if tie.key == kwargs["key"]), None)
        if tied is None:
            raise Http404
        self.tied = tied
        if not may_decide(self.thing, self.request.reader):
            raise PermissionDenied("The performance officer confirms, moves and rejects links to the plan.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, or what was typed and not saved."""
        draft = drafts.draft_of(request)
        self.draft = draft is not None
        fixed = {"seen": self.tied.link.state, "back": request.GET.get("back", "")}
        return self._page(self._form(initial=(draft.dict() if draft else {}) | fixed))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Move it."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        form = self._form(request.POST)
        if form.is_valid():
            try:
                return self._moved(form)
            except (ValidationError, IntegrityError) as wrong:
                take_refusal(form, wrong)
            except Conflict as conflict:
                again: Any = request.POST.copy()
                again["seen"] = conflict.latest.state
                form.data = again
                self.tied = Tied(conflict.latest, self.tied.part)
                return self._page(form, changed=meanwhile(conflict.latest), status=409)
            except ObjectDoesNotExist:
                raise Http404 from None
        return self._page(form)

    def _moved(self, form: MoveForm) -> HttpResponse:
        link = move(
            thing=self.thing,
            reader=self.request.reader,
            key=self.tied.key,
            part=form.chosen,
            says=form.cleaned_data["says"],
            seen=form.cleaned_data["seen"],
        )
        drafts.discard(self.request)
        to = Tied(link, form.chosen).name
        messages.success(self.request, f"The link is moved from {self.tied.name} to {to}, and confirmed there.")
        return redirect(self.back_to(form.cleaned_data["back"]))

    def _form(self, *args: Any, **kwargs: Any) -> MoveForm:
        parts = parts_of(self.request.reader, self.request.year)
        return MoveForm(*args, thing=self.thing, parts=parts, **kwargs)

    def _page(self, form: MoveForm, *, changed: str = "", status: int = 200) -> HttpResponse:
        back = self.back_to(form["back"].value() or "")
        context = self.of_thing() | {"tied": self.tied, "form": form, "changed": changed, "back_url": back}
        return TemplateResponse(self.request, "reports/link_move.html", context, status=status)


class ThreatsView(OfRisk, LinksView):
    """The links of a risk."""


class MeasureLinksView(OfMeasure, LinksView):
    """The links of a measure."""

    request: ReaderRequest


class ThreatMoveView(OfRisk, MoveView):
    """One link of a risk, to be moved."""


class MeasureLinkMoveView(OfMeasure, MoveView):
    """One link of a measure, to be moved."""

    request: ReaderRequest


def take_refusal(form: PartForm, wrong: ValidationError | IntegrityError) -> None:
    """Say beside the form what was refused; what the database refuses without a sentence of ours is raised again."""
    if isinstance(wrong, ValidationError):
        form.add_error(None, wrong)
    elif says := sentence_of(wrong):
        form.add_error(None, says)
    else:
        raise wrong


def meanwhile(link: Link) -> str:
    """Who decided on the link in the meantime, and what it is now."""
    return f"{link.decided_by or 'Somebody'} decided on this link in the meantime. It is {_now(link)}."


def _now(link: Link) -> str:
    return Link.State(link.state).label.lower()
