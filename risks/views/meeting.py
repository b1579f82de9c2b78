"""The pages of a meeting: all its risks, one risk after the other, the rest at once, and its end."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.generic import View

from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import Body, Meeting
from probation_planning.organisation.readers import ReaderRequest
from risks.asking import questions_of_risk
from risks.cuts import Cut, cut_at
from risks.forms.meeting import DecisionForm, HoldForm, RestForm
from risks.meeting import Minuted, Placed, Said, Sitting, beside, deciding_stage, minutes_of, sitting_of
from risks.models import Decision, Question, Review
from risks.reading import OpenRegister
from risks.record import record_of
from risks.services.meeting import decide, decide_rest, hold_meeting, refuse_unless_recording
from risks.views import refused
from risks.views.base import register_of, review_asked

SAID = ("outcome", "likelihood", "impact", "minute")


class MeetingPage(View):
    """A page about the meeting on a review, for those who record what it decides."""

    request: ReaderRequest
    opened: OpenRegister
    review: Review
    body: Body
    sitting: Sitting | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the review among those open to the reader, and the body that decides on it."""
        super().setup(request, *args, **kwargs)
        opened = register_of(self.request)
        review = review_asked(opened, kwargs["slug"]) if opened else None
        if opened is None or review is None:
            raise Http404
        stage = deciding_stage(review)
        body = stage.body if stage else Body.objects.filter(decides=True).first()
        if body is None:
            raise Http404
        self.opened, self.review, self.body = opened, review, body
        refuse_unless_recording(opened.register, body, self.request.reader)
        self.sitting = sitting_of(opened, review)

    def page(self, template: str, **context: Any) -> HttpResponse:
        """The page, with what every page of the meeting says."""
        always = {"opened": self.opened, "review": self.review, "body": self.body, "sitting": self.sitting}
        return TemplateResponse(self.request, template, always | context)

    def to(self, name: str = "meeting", *more: str) -> HttpResponse:
        """The way to another page of the meeting."""
        year = self.request.year
        return redirect(f"risks:{name}", year.trust.slug, year.slug, self.review.slug, *more)


class MeetingView(MeetingPage):
    """Every risk in the papers with what was decided, and where to go on."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list, or the one risk of it that was asked for."""
        asked = self.sitting.find(request.GET["to"]) if self.sitting and "to" in request.GET else None
        if asked:
            return self.to("meeting_step", asked.line.reference)
        return self.page("risks/meeting.html", key=self.opened.key(self.review))


class AtTheMeeting(MeetingPage):
    """A page that needs papers with the body."""

    sitting: Sitting

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without papers there is no such page."""
        super().setup(request, *args, **kwargs)
        if self.sitting is None:
            raise Http404


class MeetingStepView(AtTheMeeting):
    """One risk before the body: what is proposed, what there is to know of it, and what was decided."""

    one: Placed

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the risk in the papers."""
        super().setup(request, *args, **kwargs)
        found = self.sitting.find(kwargs["reference"])
        if found is None:
            raise Http404
        self.one = found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The risk, with the form for what is said of it while the meeting is on."""
        minutes = self._minutes()
        if not self.sitting.is_on:
            return self._page(minutes)
        said = self._said(minutes)
        draft = drafts.draft_of(request)
        typed = draft.dict() if draft is not None else _initial(said)
        form = DecisionForm(initial={**typed, "seen": len(said)})
        return self._page(minutes, form, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Minute it."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        form = DecisionForm(request.POST)
        self._explain(form)
        if "take_back" in request.POST:
            return self._taken_back(form)
        if form.is_valid():
            try:
                decide(
                    review=self.review, entry_id=self.one.line.entry_id, reader=self.request.reader, **form.cleaned_data
                )
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as error:
                refused.tell(form, error)
            except Conflict as conflict:
                return self._conflict(form, conflict)
            else:
                return self._minuted()
        return self._page(self._minutes(), form)

    def _explain(self, form: DecisionForm) -> None:
        form.explain(self.opened, self.review, self.one.line.rating, self.one.line.previous)

    def _minutes(self) -> list[Minuted]:
        return minutes_of(self.opened, self.one.line.entry_id, self.review)

    def _said(self, minutes: list[Minuted]) -> list[Said]:
        """What was said at this issue of the papers, latest first."""
        said = [one for minuted in minutes if minuted.review == self.review for one in minuted.said]
        return [one for one in said if one.decision.act_id == self.sitting.stage.act_id]

    def _page(self, minutes: list[Minuted], form: DecisionForm | None = None, *, draft: bool = False) -> HttpResponse:
        line = self.one.line
        record = record_of(self.opened, None, line.reference, self.review)
        if record is None:
            raise Http404
        if form:
            self._explain(form)
        said = self._said(minutes)
        given = [row.assessment for row in record.history if row.assessment.review_id == self.review.pk]
        cut = cut_at(self.opened, self.review, line.section) if self.sitting.is_over else Cut(None, clock.today())
        return self.page(
            "risks/meeting_step.html",
            one=self.one,
            record=record,
            proposal=given[0] if given else None,
            latest=said[0] if said else None,
            seen=len(said),
            minutes=minutes,
            beside=beside(self.opened, self.review, line.entry_id, line.section, cut),
            questions=[
                one
                for one in questions_of_risk(self.opened, line.entry_id, self.review, line.section)
                if one.state != Question.State.CLOSED
            ],
            before=self.sitting.before(self.one),
            after=self.sitting.after(self.one),
            form=form,
            draft=draft,
        )

    def _conflict(self, form: DecisionForm, conflict: Conflict) -> HttpResponse:
        theirs: Decision | None = conflict.latest
        return conflict_response(
            self.request,
            form,
            [form.difference(name, theirs) for name in SAID],
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=len(self._said(self._minutes())),
        )

    def _minuted(self) -> HttpResponse:
        """On to the next that is undecided, or back to the same risk."""
        drafts.discard(self.request)
        messages.success(self.request, f"What was decided on risk {self.one.line.reference} is minuted.")
        if self.request.POST.get("then") != "next":
            return redirect(self.request.path)
        following = self.sitting.undecided_after(self.one)
        if following is None or following == self.one:
            return self.to()
        return self.to("meeting_step", following.line.reference)

    def _taken_back(self, form: DecisionForm) -> HttpResponse:
        """Undecided again; the decision stays on record."""
        form.is_valid()
        try:
            decide(
                review=self.review,
                entry_id=self.one.line.entry_id,
                reader=self.request.reader,
                outcome=Decision.Outcome.CLEARED,
                likelihood=None,
                impact=None,
                minute="",
                seen=form.cleaned_data.get("seen", -1),
            )
        except ValidationError as wrong:
            messages.error(self.request, " ".join(wrong.messages))
        except Conflict:
            messages.warning(self.request, "Somebody minuted this risk in the meantime. Look at what it says now.")
        else:
            messages.success(self.request, f"The decision on risk {self.one.line.reference} is taken back.")
        return redirect(self.request.path)


class MeetingRestView(AtTheMeeting):
    """Agree all that is left as it was proposed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list of them and one minute."""
        draft = drafts.draft_of(request)
        typed = draft.dict() if draft is not None else {}
        return self._page(RestForm(initial={**typed, "seen": self._seen()}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Agree them."""
        form = RestForm(request.POST)
        if form.is_valid():
            try:
                many = decide_rest(review=self.review, reader=self.request.reader, **form.cleaned_data)
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as error:
                refused.tell(form, error)
            else:
                drafts.discard(request)
                messages.success(request, f"{many} rating{'' if many == 1 else 's'} agreed as proposed.")
                return self.to()
        form.data = request.POST.copy()
        form.data["seen"] = self._seen()
        return self._page(form)

    def _seen(self) -> str:
        return " ".join(one.line.reference for one in self.sitting.rest)

    def _page(self, form: RestForm) -> HttpResponse:
        return self.page("risks/meeting_rest.html", form=form)


class MeetingHeldView(AtTheMeeting):
    """Record the meeting as held."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What is recorded with it, the day and the minute."""
        draft = drafts.draft_of(request)
        typed = draft.dict() if draft is not None else {"held_on": self._day()}
        return self._page(HoldForm(initial={**typed, "seen": self._seen()}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Record it."""
        form = HoldForm(request.POST)
        if form.is_valid():
            try:
                hold_meeting(review=self.review, body=self.body, reader=self.request.reader, **form.cleaned_data)
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as error:
                refused.tell(form, error)
            else:
                drafts.discard(request)
                messages.success(
                    request,
                    f"The meeting of the {self.body} on {form.cleaned_data['held_on']:%-d %B %Y} is recorded. "
                    f"The ratings of {self.review} stand as it agreed them.",
                )
                return self.to()
        form.data = request.POST.copy()
        form.data["seen"] = self._seen()
        return self._page(form)

    def _seen(self) -> str:
        return str(self.sitting.minuted)

    def _day(self) -> datetime.date:
        """The day that was planned when the papers were issued, if it has come; else today."""
        planned = Meeting.objects.filter(stages=self.sitting.stage).first()
        return min(planned.held_on, clock.today()) if planned else clock.today()

    def _page(self, form: HoldForm) -> HttpResponse:
        return self.page("risks/meeting_held.html", form=form)


def _initial(said: list[Said]) -> dict[str, object]:
    """What was decided already, to be changed."""
    latest = said[0].decision if said else None
    if latest is None or latest.outcome == Decision.Outcome.CLEARED:
        return {}
    return {name: getattr(latest, name) for name in SAID}


urlpatterns = [
    path("reviews/<slug:slug>/meeting/", MeetingView.as_view(), name="meeting"),
    path("reviews/<slug:slug>/meeting/rest/", MeetingRestView.as_view(), name="meeting_rest"),
    path("reviews/<slug:slug>/meeting/held/", MeetingHeldView.as_view(), name="meeting_held"),
    path("reviews/<slug:slug>/meeting/<reference:reference>/", MeetingStepView.as_view(), name="meeting_step"),
]
