"""The page on which papers are issued to a body, and the draft of what it would be given."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from probation_planning.history.snapshots import plain
from probation_planning.organisation import clock, drafts
from probation_planning.organisation.models import Body, Meeting
from probation_planning.organisation.refusals import sentence_of
from probation_planning.reports.forms.issue import EXCEPTIONS, IssueForm
from probation_planning.reports.given.contents import read_given
from probation_planning.reports.given.reading import Reading
from probation_planning.reports.issue import GateMoved, as_issued, issue_papers
from probation_planning.reports.models import Pack
from probation_planning.reports.packs import bar
from risks.gate import HEADS, Gate, Missing, gate_of
from risks.models import Review
from risks.steps import NEXT, Step, how_it_stands, obstacle_to_issue, state_of
from risks.views.cycle import BodyView, ReviewDetailView

MOVED = (
    "What is missing changed while you looked, so nothing was issued. Look at the list as it is now, then issue again."
)


class ReviewPacksView(ReviewDetailView):
    """A review with the packs that were given at it, and the way to issue one."""

    template_name = "reports/review_packs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The room's own page, and the packs."""
        context = super().get_context_data(**kwargs)
        packs = Pack.objects.visible_to(self.request.reader).filter(review=context["review"]).with_withdrawal()
        packs = packs.select_related("body", "review", "issued_by", "file").defer("data", "file__content")
        return context | {"packs": packs.order_by("body", "number")}

    def address(self, review: Review, body: Body, step: Step) -> str:
        """Papers are issued in this room."""
        if step is not Step.ISSUED:
            return super().address(review, body, step)
        place = [self.request.reader.trust.slug, self.request.year.slug, review.slug, body.slug]
        return reverse("reports:issue", args=place)


class GateView(BodyView):
    """A page on which the gate is looked at."""

    step = Step.ISSUED

    def gate(self) -> Gate:
        """What it finds today."""
        return gate_of(self.opened.frame, self.request.year, self.review, self.body, clock.today())


class IssueView(GateView):
    """What is missing, what is worth a look, and the form by which papers are issued."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list, and the form with what was typed before and not saved."""
        gate = self.gate()
        draft = drafts.draft_of(request)
        typed = draft.dict() if draft is not None else {"meeting_on": self._next_meeting()}
        typed.pop("with_exceptions", None)
        fixed = {"once": uuid.uuid4(), "gate_seen": gate.fingerprint, "listed": " ".join(sorted(gate.lines))}
        return self._page(IssueForm(initial={**typed, **fixed}, gate=gate), gate, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue them."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        gate = self.gate()
        form = IssueForm(request.POST, gate=gate)
        if form.is_valid():
            given = form.cleaned_data
            try:
                pack = issue_papers(
                    review=self.review,
                    body=self.body,
                    reader=self.request.reader,
                    meeting_on=given["meeting_on"],
                    exceptions=form.accepted(),
                    gate_seen=given["gate_seen"],
                    once=given["once"],
                )
            except GateMoved:
                gate = self.gate()
                form = IssueForm(request.POST, gate=gate)
                form.add_error(None, MOVED)
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as refused:
                if not (sentence := sentence_of(refused)):
                    raise
                form.add_error(None, sentence)
            else:
                drafts.discard(request)
                messages.success(request, f"The papers for {self.review} are issued to the {self.body}.")
                return redirect(
                    "reports:pack_detail", self.request.reader.trust.slug, self.request.year.slug, pack.uuid
                )
        return self._again(form, gate)

    def _next_meeting(self) -> Any:
        day = Meeting.objects.filter(body=self.body, held_on__gte=clock.today()).order_by("held_on").first()
        return day.held_on if day else None

    def _again(self, form: IssueForm, gate: Gate) -> HttpResponse:
        """What was typed beside the list as it is now; whoever ticked another list ticks this one anew."""
        data: Any = form.data
        again: QueryDict = data.copy()
        before = frozenset(again.get("listed", "").split())
        moved = again.get("gate_seen") != gate.fingerprint
        if moved:
            again.pop("with_exceptions", None)
            again["gate_seen"], again["listed"] = gate.fingerprint, " ".join(sorted(gate.lines))
            form.data = again
        return self._page(form, gate, before=before if moved else gate.lines)

    def _page(
        self, form: IssueForm, gate: Gate, *, draft: bool = False, before: frozenset[str] | None = None
    ) -> HttpResponse:
        seen = gate.lines if before is None else before
        context = {
            "form": form,
            "draft": draft,
            "opened": self.opened,
            "review": self.review,
            "body": self.body,
            "gate": gate,
            "come": _in_words(gate.lines - seen),
            "mended": _in_words(seen - gate.lines),
            "obstacle": self._obstacle(),
            "exceptions": [form[name] for name in EXCEPTIONS if name in form.fields],
        }
        return TemplateResponse(self.request, "reports/issue.html", context)

    def _obstacle(self) -> str:
        if self.step not in NEXT[state_of(self.review, self.body)]:
            return how_it_stands(self.review, self.body)
        return obstacle_to_issue(self.opened, self.bodies, self.review, self.body)


def _in_words(lines: frozenset[str]) -> list[str]:
    """Things missing, each as a person says it; a form may send back what no page of ours wrote."""
    parts = (line.partition(":") for line in sorted(lines))
    return [f"Risk {reference}: {HEADS[Missing(code)]}" for reference, _, code in parts if code in list(Missing)]


class IssueDraftView(GateView):
    """The pack as it would be issued today, marked as a draft; nothing of it is kept."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read as an issue reads it."""
        self.opened.register.year = self.request.year
        issued = as_issued(self.opened, self.review, self.body, self.gate())
        data = plain(read_given(Reading(issued)))
        context = {"review": self.review, "body": self.body, "data": data, "bar": bar(data)}
        return TemplateResponse(request, "reports/issue_draft.html", context)
