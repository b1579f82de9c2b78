"""A review's page, and the pages on which its papers are withdrawn, bodies skipped, and meetings recorded."""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.generic import TemplateView, View

from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from risks.answers import is_answered
from risks.forms.cycle import HeldForm, MinuteForm, ReasonForm, StepForm
from risks.models import Review, StageAct
from risks.reading import OpenRegister, is_begun
from risks.scoring import Band, band
from risks.services import cycle
from risks.steps import NEXT, BodyLine, Step, consequence, how_it_stands, lines_of, obstacle_to, refusal_of, state_of
from risks.views.base import register_of

LABELS = {
    Step.ISSUED: "Issue papers",
    Step.WITHDRAWN: "Withdraw the papers",
    Step.SKIPPED: "Skip this body",
    Step.RESUMED: "Take it in again",
    Step.MET: "Record its meeting as held",
    Step.CLOSED: "Close with the minutes",
}
LOOK = "See what is missing"
NAMES = {
    Step.WITHDRAWN: "stage_withdraw",
    Step.SKIPPED: "stage_skip",
    Step.RESUMED: "stage_resume",
    Step.MET: "stage_held",
    Step.CLOSED: "stage_close",
}
MEETING = "Go to its meeting"


class ReviewDetailView(TemplateView):
    """A review: how far it has come with each body, and what can be done next."""

    request: ReaderRequest
    template_name = "risks/review_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Stages, counts, the record of what was done, and the ways on."""
        opened = register_of(self.request)
        review = opened.review(kwargs["slug"]) if opened else None
        if opened is None or review is None:
            raise Http404
        bodies = list(Body.objects.filter(trust=self.request.reader.trust))
        acts = StageAct.objects.visible_to(self.request.reader).filter(review=review)
        lines = lines_of(opened, bodies, review)
        return super().get_context_data() | {
            "opened": opened,
            "review": review,
            "is_begun": is_begun(review),
            "sections": _sections(opened, review),
            "lines": lines,
            "to_do": [(line, ways) for line in lines if (ways := self.ways(review, line)) or line.obstacles],
            "acts": acts.select_related("body", "given_by", "meeting").order_by("-moment"),
        }

    def ways(self, review: Review, line: BodyLine) -> list[tuple[str, str, bool]]:
        """The pages of the next steps with the body: what stands on the button, where, and whether it goes forward."""
        # What is missing for an issue is worth a look all the same.
        steps = (step for step in line.steps if step is Step.ISSUED or step not in line.obstacles)
        found = ((step, self.address(review, line.body, step)) for step in steps)
        return [
            (self._label(line, step, address), address, self._leads_on(line, step))
            for step, address in found
            if address
        ]

    def _label(self, line: BodyLine, step: Step, address: str) -> str:
        if step is Step.ISSUED and line.obstacle:
            return LOOK
        return MEETING if address.endswith("/meeting/") else LABELS[step]

    def _leads_on(self, line: BodyLine, step: Step) -> bool:
        return step in {Step.MET, Step.CLOSED} or (step is Step.ISSUED and not line.obstacle)

    def address(self, review: Review, body: Body, step: Step) -> str:
        """Where the step is taken; empty for one that is not taken in this room."""
        if step is Step.ISSUED:
            return ""
        if step is Step.MET and body.decides:
            return meeting_page(self.request, review)
        place = [self.request.reader.trust.slug, self.request.year.slug, review.slug, body.slug]
        return reverse(f"risks:{NAMES[step]}", args=place)


def meeting_page(request: ReaderRequest, review: Review) -> str:
    """Where the body that decides minutes each rating."""
    return reverse("risks:meeting", args=[request.reader.trust.slug, request.year.slug, review.slug])


class SectionCount:
    """A section at the review: how its ratings stand, and how many risks there are in each band."""

    def __init__(self, number: int, title: str, phase: str) -> None:
        self.number, self.title, self.phase = number, title, phase
        self.total = self.assessed = 0
        self.bands = dict.fromkeys((one.label for one in reversed(Band)), 0)


def _sections(opened: OpenRegister, review: Review) -> list[SectionCount]:
    """Counts of the live risks that the reader sees, in one question."""
    titles = {1: opened.register.section_one_title, 2: opened.register.section_two_title}
    thresholds = opened.thresholds(review)
    found: dict[int, SectionCount] = {
        part: SectionCount(part, titles[part], review.phase(part).label) for part in opened.sections
    }
    rows = opened.standings(review).live().order_by("section")
    for row in rows.values("section", "score", "assessment__kind").annotate(many=Count("pk")):
        part, score, many = row["section"], row["score"], row["many"]
        phase = "" if part not in opened.sections else review.phase(part).label
        count = found.setdefault(part, SectionCount(part, titles[part], phase))
        count.total += many
        if is_answered(row):
            count.assessed += many
        if score is not None and thresholds:
            count.bands[band(score, thresholds).label] += many
    return [found[part] for part in sorted(found)]


class BodyView(View):
    """A page of a review and one body, on which a step is taken."""

    request: ReaderRequest
    step = Step.ISSUED
    opened: OpenRegister
    review: Review
    body: Body
    bodies: list[Body]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the review and the body among those that the reader follows."""
        super().setup(request, *args, **kwargs)
        opened = register_of(self.request)
        review = opened.review(kwargs["slug"]) if opened else None
        if opened is None or review is None:
            raise Http404
        self.bodies = list(Body.objects.filter(trust=self.request.reader.trust))
        body = next((one for one in self.bodies if one.slug == kwargs["body"]), None)
        if body is None or not set(body.sections) & set(opened.sections):
            raise Http404
        self.opened, self.review, self.body = opened, review, body
        if refusal := refusal_of(opened, body, self.step):
            raise PermissionDenied(refusal)


class Asked(NamedTuple):
    """What the page of a step asks, what it does, and what it says before and after."""

    form: type[StepForm]
    act: Callable[..., StageAct]
    heading: str
    done: str


ASKED = {
    Step.WITHDRAWN: Asked(
        ReasonForm,
        cycle.withdraw,
        "Withdraw the papers from the {body}",
        "The papers for {review} are withdrawn from the {body}.",
    ),
    Step.SKIPPED: Asked(ReasonForm, cycle.skip, "Skip the {body}", "The {body} is skipped for {review}."),
    Step.RESUMED: Asked(
        ReasonForm,
        cycle.resume,
        "Take the {body} in again",
        "The {body} can be given papers for {review} again.",
    ),
    Step.MET: Asked(
        HeldForm,
        cycle.hold,
        "Record the meeting of the {body}",
        "The meeting of the {body} on {review} is recorded.",
    ),
    Step.CLOSED: Asked(MinuteForm, cycle.close_stage, "Close with the {body}", "{review} is closed with the {body}."),
}


class StepView(BodyView):
    """One step of a review with one body: a question, what it brings with it, and a button."""

    @property
    def asked(self) -> Asked:
        """What this step asks."""
        return ASKED[self.step]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The question, where the step can be taken now; the body that decides is minuted rating by rating."""
        if self.step is Step.MET and self.body.decides:
            return redirect(meeting_page(self.request, self.review))
        if self.step not in NEXT[state_of(self.review, self.body)]:
            raise PermissionDenied(f"This cannot be done now: {how_it_stands(self.review, self.body)}")
        if obstacle := obstacle_to(self.step, self.opened, self.bodies, self.review, self.body):
            raise PermissionDenied(f"This cannot be done now: {obstacle}")
        draft = drafts.draft_of(request)
        typed = draft.dict() if draft is not None else self._first_words()
        form = self.asked.form(initial={**typed, "once": uuid.uuid4(), "seen": self._acts().count()})
        return self._page(form, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the step."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        form = self.asked.form(request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            who = {"review": self.review, "body": self.body, "reader": self.request.reader}
            self.asked.act(**who, **form.cleaned_data)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except IntegrityError as refused:
            if not (sentence := sentence_of(refused)):
                raise
            form.add_error(None, sentence)
        except Conflict as conflict:
            return self._conflict(form, conflict.latest)
        else:
            drafts.discard(request)
            messages.success(request, self.asked.done.format(review=self.review, body=self.body))
            year = self.request.year
            return redirect("risks:review_detail", year.trust.slug, year.slug, self.review.slug)
        return self._page(form)

    def _acts(self) -> Any:
        return StageAct.objects.filter(review=self.review, body=self.body)

    def _first_words(self) -> dict[str, Any]:
        """What is known already: the day for which papers were issued, the minute given with the meeting."""
        stage = next((one for one in self.review.stages.all() if one.body_id == self.body.pk), None)
        latest = self._acts().select_related("meeting").order_by("moment").last()
        if stage is None or latest is None:
            return {}
        day = latest.meeting.held_on if latest.meeting else None
        return {
            "held_on": day if day and day <= clock.today() else None,
            "minute_reference": latest.minute_reference,
        }

    def _conflict(self, form: StepForm, latest: StageAct | None) -> HttpResponse:
        """What came between, and the question again with the words that were typed."""
        again = cast(QueryDict, form.data).copy()
        again["seen"] = str(self._acts().count())
        form.data = again
        said = f"{latest.given_by} recorded “{latest.get_kind_display()}” in the meantime. " if latest else ""
        form.add_error(
            None, f"{said}Nothing was done with yours. Look at how the review stands before you send it again."
        )
        return self._page(form, status=409)

    def _page(self, form: StepForm, *, draft: bool = False, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "draft": draft,
            "opened": self.opened,
            "review": self.review,
            "body": self.body,
            "heading": self.asked.heading.format(body=self.body),
            "button": LABELS[self.step],
            "stands": how_it_stands(self.review, self.body),
            "consequence": consequence(self.bodies, self.review, self.body, self.step),
        }
        return TemplateResponse(self.request, "risks/stage_act.html", context, status=status)


urlpatterns = [
    path("reviews/<review:slug>/", ReviewDetailView.as_view(), name="review_detail"),
    path("reviews/<review:slug>/withdraw/<slug:body>/", StepView.as_view(step=Step.WITHDRAWN), name="stage_withdraw"),
    path("reviews/<review:slug>/skip/<slug:body>/", StepView.as_view(step=Step.SKIPPED), name="stage_skip"),
    path("reviews/<review:slug>/resume/<slug:body>/", StepView.as_view(step=Step.RESUMED), name="stage_resume"),
    path("reviews/<review:slug>/held/<slug:body>/", StepView.as_view(step=Step.MET), name="stage_held"),
    path("reviews/<review:slug>/close/<slug:body>/", StepView.as_view(step=Step.CLOSED), name="stage_close"),
]
