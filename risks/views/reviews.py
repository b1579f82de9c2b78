"""The list of a register's reviews, and the officer's pages that add, change and open one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.generic import View

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from risks.forms.setup import ReviewForm
from risks.models import Review
from risks.reading import OpenRegister
from risks.services.hands import Latest, fingerprint
from risks.services.setup import add_review, edit_review, open_review, overtaken, review_seen
from risks.views.base import register_of
from risks.views.setup import SetupAct, address


class ReviewListView(View):
    """Every review that the reader may look at."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """By month, with how far each has come."""
        opened = register_of(self.request)
        if opened is None:
            raise Http404
        manages = may(self.request.reader, Act.MANAGE, Kind.REGISTER)
        overtaken_ones = [one.review for one in opened.states if overtaken(opened.frame, one.review.month)]
        context = {"opened": opened, "states": opened.states, "manages": manages, "overtaken": overtaken_ones}
        return TemplateResponse(request, "risks/review_list.html", context)


class ReviewAct(SetupAct):
    """A review's label and month."""

    back = "review_list"

    def conflict(self, form: ReviewForm, conflict: Conflict) -> HttpResponse:
        """Both."""
        latest: Latest = conflict.latest
        theirs = dict(latest.values)
        return self.both(form, latest, theirs, fingerprint([theirs["label"], theirs["month"]]))


class AddReviewView(ReviewAct):
    """A review more."""

    heading = "Add a review"
    done = "The review is added."

    def form(self, data: QueryDict | None = None) -> ReviewForm:
        """Empty."""
        return ReviewForm(data, initial={"seen": 0})

    def act(self, form: ReviewForm) -> str:
        """Add it."""
        said = form.cleaned_data
        register, reader = self.opened.register, self.request.reader
        add_review(register=register, reader=reader, label=said["label"], month=said["month"])
        return self.home


class EditReviewView(ReviewAct):
    """Another label or month of a review."""

    done = "The review is changed."
    review: Review

    def find(self, **kwargs: Any) -> None:
        """The review of that name."""
        self.review = _review_of(self.opened, kwargs["slug"])
        self.heading = f"Change {self.review}"

    def form(self, data: QueryDict | None = None) -> ReviewForm:
        """As it is."""
        now = {"label": self.review.label, "month": self.review.month, "seen": review_seen(self.review)}
        return ReviewForm(data, initial=now)

    def act(self, form: ReviewForm) -> str:
        """Change it."""
        edit_review(review=self.review, reader=self.request.reader, **form.cleaned_data)
        return self.home


def _review_of(opened: OpenRegister, slug: str) -> Review:
    review = opened.review(slug)
    if review is None:
        raise Http404
    return review


@require_POST
def open_(request: ReaderRequest, trust: str, year: str, slug: str) -> HttpResponse:
    """Open a review."""
    opened = register_of(request)
    if opened is None:
        raise Http404
    review = _review_of(opened, slug)
    open_review(review=review, reader=request.reader)
    messages.success(request, f"{review} is open. Owners can rate their risks for it.")
    return redirect(address(request, "review_list"))


urlpatterns = [
    path("reviews/", ReviewListView.as_view(), name="review_list"),
    path("reviews/new/", AddReviewView.as_view(), name="review_add"),
    path("reviews/<slug:slug>/edit/", EditReviewView.as_view(), name="review_edit"),
    path("reviews/<slug:slug>/open/", open_, name="review_open"),
]
