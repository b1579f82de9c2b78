"""The page on which papers are issued to a body, and the draft of what it would be given."""

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify

from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation import clock, drafts
from probation_planning.organisation.models import Body, Meeting
from probation_planning.organisation.refusals import sentence_of
from probation_planning.reports.drawing import ask_for
from probation_planning.reports.forms.issue import EXCEPTIONS, IssueForm
from probation_planning.reports.given.contents import read_given
from probation_planning.reports.given.reading import Cover, Reading
from probation_planning.reports.issue import GateMoved, as_issued, issue_papers
from probation_planning.reports.models import Pack
from probation_planning.reports.packs import as_html, sheets_of, shown
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
        typed = draft.dict() if draft is not None else {"meeting_on": self._next_meeting(), **self._as_last_time()}
        typed.pop("with_exceptions", None)
        fixed = {"once": uuid.uuid4(), "gate_seen": gate.fingerprint, "listed": " ".join(sorted(gate.lines))}
        return self._page(self._form(gate, initial={**typed, **fixed}), gate, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue them."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        gate = self.gate()
        form = self._form(gate, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                pack = issue_papers(
                    review=self.review,
                    body=self.body,
                    reader=self.request.reader,
                    meeting_on=given["meeting_on"],
                    cover=form.cover(),
                    exceptions=form.accepted(),
                    gate_seen=given["gate_seen"],
                    once=given["once"],
                )
            except GateMoved:
                gate = self.gate()
                form = self._form(gate, request.POST)
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

    def _form(self, gate: Gate, *args: Any, **kwargs: Any) -> IssueForm:
        return IssueForm(*args, gate=gate, body=self.body, **kwargs)

    def _next_meeting(self) -> Any:
        day = Meeting.objects.filter(body=self.body, held_on__gte=clock.today()).order_by("held_on").first()
        return day.held_on if day else None

    def _as_last_time(self) -> dict[str, Any]:
        """Who presented the body's last pack, and in which order."""
        packs = Pack.objects.visible_to(self.request.reader).filter(body=self.body, data__has_key="presenter")
        last = packs.order_by("-issued_on", "-pk").values("data__presenter", "data__order").first()
        return {name.removeprefix("data__"): value for name, value in last.items()} if last else {}

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
            "cover": [form[name] for name in ("meeting_on", *Cover._fields)],
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
    """The pack as it would be issued today, with what is typed for page 1; marked as a draft, nothing of it is kept."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read as an issue reads it."""
        context = {"review": self.review, "body": self.body, **shown(self._data())}
        return TemplateResponse(request, "reports/issue_draft.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The same as a PDF, marked as a draft on every page."""
        data = self._data()
        year = self.request.year
        drawing = ask_for(
            self.request.reader,
            year,
            title=f"Draft of the {self.review} pack for the {self.body}",
            name=slugify(f"{year.trust.slug} {year.slug} risk register {self.review.slug} {self.body.slug} draft"),
            came_from=request.path,
            html=as_html(data, fingerprint(data), f"DRAFT as at {clock.today():%-d %B %Y}, not issued"),
            sheets=sheets_of(data),
            rows=data["total"] + len(shown(data)["blocks"]),
            tells_of=self.opened.register if 2 in self.body.sections else None,
        )
        return redirect(drawing)

    def _data(self) -> dict[str, Any]:
        self.opened.register.year = self.request.year
        cover, meeting_on = self._typed()
        issued = as_issued(self.opened, self.review, self.body, self.gate(), cover, meeting_on=meeting_on)
        data: dict[str, Any] = plain(read_given(Reading(issued)))
        return data

    def _typed(self) -> tuple[Cover, datetime.date | None]:
        """What its reader has typed for page 1 and not issued yet, so far as it can be read."""
        place = [self.request.reader.trust.slug, self.request.year.slug, self.review.slug, self.body.slug]
        address = reverse("reports:issue", args=place)
        kept = drafts.kept_at(self.request.reader.user, [address]).get(address)
        form = IssueForm(kept.typed if kept else {}, gate=self.gate(), body=self.body)
        form.is_valid()
        said = {name: form.cleaned_data[name] for name in Cover._fields if form.cleaned_data.get(name)}
        return Cover(**said), form.cleaned_data.get("meeting_on")
