"""The pages on which owners are reminded: of what is still to come at a review, of answers and of results."""

import uuid
from abc import abstractmethod
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import View

from objectives.models import AnnualPlan
from probation_planning.organisation.models import Message
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.reports.chase import refuse_unless_chaser, remind, reminders, sent_before
from probation_planning.reports.chase_objectives import (
    answer_reminders,
    answers_chased,
    quarter_to_answer,
    refuse_unless_chases_answers,
    remind_of_answers,
    silent_by_owner,
)
from probation_planning.reports.chase_results import (
    refuse_unless_chases_results,
    remind_of_results,
    result_reminders,
    results_chased,
    results_wanted,
)
from risks.models import Review
from risks.reading import OpenRegister, is_begun
from risks.views.base import register_of
from scorecard.models import Scorecard


class Chasing(View):
    """Owners of whom something is still wanted, each with the message as it will read; a tick sends it."""

    request: ReaderRequest
    template_name: str

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list, everybody ticked who can be told."""
        return self._page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send what is ticked."""
        try:
            owners = {int(one) for one in request.POST.getlist("owner")}
            once = uuid.UUID(request.POST.get("once", ""))
        except ValueError:
            raise BadRequest("The form was changed on its way. Load the page again.") from None
        try:
            told, left = self.remind(owners, once)
        except ValidationError as wrong:
            return self._page(fault=wrong.messages[0], status=400)
        people = len({pk for message in told for pk in message.recipients})
        if told:
            how = "are sent a reminder" if settings.CAN_MAIL else "are noted; write to the addresses below"
            messages.success(request, f"{people} {'person' if people == 1 else 'people'} {how}.")
        if left:
            messages.info(request, f"Not reminded, as nothing is wanted or it was sent today: {', '.join(left)}.")
        return redirect(request.path)

    @abstractmethod
    def remind(self, owners: Collection[int], once: uuid.UUID) -> tuple[list[Message], list[str]]:
        """Send each of these owners their reminder: the messages, and the names of those who get none."""

    @abstractmethod
    def context(self) -> dict[str, Any]:
        """What the page is about: `reminders`, and what was `sent` before."""

    def _page(self, *, fault: str = "", status: int = 200) -> HttpResponse:
        said = {"can_mail": settings.CAN_MAIL, "once": uuid.uuid4(), "fault": fault}
        return TemplateResponse(self.request, self.template_name, self.context() | said, status=status)


class ChaseView(Chasing):
    """What is still to come at a review."""

    template_name = "reports/chase.html"
    opened: OpenRegister
    review: Review

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the review, and refuse whoever reminds nobody."""
        super().setup(request, *args, **kwargs)
        opened = register_of(self.request)
        review = opened.review(kwargs["slug"]) if opened else None
        if opened is None or review is None:
            raise Http404
        refuse_unless_chaser(self.request.reader)
        if not is_begun(review):
            raise PermissionDenied(f"{review} is not open yet, so nobody has anything to answer for it.")
        self.opened, self.review = opened, review

    def remind(self, owners: Collection[int], once: uuid.UUID) -> tuple[list[Message], list[str]]:
        """Of risks."""
        return remind(opened=self.opened, year=self.request.year, review=self.review, owners=owners, once=once)

    def context(self) -> dict[str, Any]:
        """The review."""
        year = self.request.year
        return {
            "opened": self.opened,
            "review": self.review,
            "reminders": reminders(self.opened, year, self.review),
            "sent": sent_before(self.opened, year, self.review),
        }


class ChaseAnswersView(Chasing):
    """Objectives without an answer for the open quarter: whose they are, and by when it is due."""

    template_name = "reports/chase_answers.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the plan, and refuse whoever reminds nobody."""
        super().setup(request, *args, **kwargs)
        reader = self.request.reader
        if not AnnualPlan.objects.visible_to(reader).filter(year=self.request.year).exists():
            raise Http404
        refuse_unless_chases_answers(reader)

    def remind(self, owners: Collection[int], once: uuid.UUID) -> tuple[list[Message], list[str]]:
        """Of objectives."""
        return remind_of_answers(reader=self.request.reader, year=self.request.year, owners=owners, once=once)

    def context(self) -> dict[str, Any]:
        """What waits, and what of it nobody owns."""
        year = self.request.year
        quarter = quarter_to_answer(year)
        silent = silent_by_owner(self.request.reader, year, quarter)
        return {
            "quarter": quarter,
            "of_nobody": silent.get("", []),
            "reminders": answer_reminders(year, quarter, silent) if quarter else [],
            "sent": answers_chased(year, quarter) if quarter else [],
        }


class ChaseResultsView(Chasing):
    """Results that are late or due: who has not given which, by when it was due, and how late it is."""

    template_name = "reports/chase_results.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the scorecard, and refuse whoever reminds nobody."""
        super().setup(request, *args, **kwargs)
        reader = self.request.reader
        if not Scorecard.objects.visible_to(reader).filter(year=self.request.year).exists():
            raise Http404
        refuse_unless_chases_results(reader)

    def remind(self, owners: Collection[int], once: uuid.UUID) -> tuple[list[Message], list[str]]:
        """Of results."""
        return remind_of_results(reader=self.request.reader, year=self.request.year, owners=owners, once=once)

    def context(self) -> dict[str, Any]:
        """What is wanted, and what of it nobody answers for."""
        year = self.request.year
        wanted = results_wanted(self.request.reader, year)
        return {
            "wanted": wanted,
            "late": sum(one.is_late for one in wanted),
            "reminders": result_reminders(year, wanted),
            "of_nobody": [one for one in wanted if not one.owners],
            "sent": results_chased(year),
        }
