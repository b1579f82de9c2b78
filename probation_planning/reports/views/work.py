"""What a person finds on signing in and answers there, and the way from a trust to its year."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from objectives.models import Objective, StatusUpdate
from objectives.services.objecting import agree_with
from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.drafts import Kept
from probation_planning.organisation.models import Year
from probation_planning.organisation.readers import ReaderRequest, readers_of
from probation_planning.organisation.years import latest, quarters_of, refuse_closed
from probation_planning.reports.answering import CONFIRM, Answered, answer, homeless, says_anything
from probation_planning.reports.desk import answers_address, desk_of, page_of
from probation_planning.reports.work import Work, work_of
from probation_planning.reports.years import years_at_work

AFTER_SAVING = "#messages"
AGREE = "agree"


class MyWorkView(TemplateView):
    """My work, across my trusts."""

    request: ReaderRequest
    template_name = "reports/my_work.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """For each trust, what its posts and groups own, and where else to go."""
        readers = readers_of(self.request.user)
        at_work = years_at_work(reader.trust for reader in readers)
        works = [work_of(reader, *at_work.get(reader.trust.pk, (None, []))) for reader in readers]
        if len(works) == 1 and works[0].year is not None:
            # Whoever belongs to one trust is at work in it here too: its name and its rooms stand at the top.
            self.request.reader, self.request.year = works[0].reader, works[0].year
        owning = [answers_address(work) for work in works if work.reader.owners]
        kept = drafts.kept_at(self.request.user, owning) if owning else {}
        open_all = self.request.GET.get("answer") == "all"
        desks = [desk_of(work, kept.get(answers_address(work)), open_all=open_all) for work in works]
        return super().get_context_data() | page_of(desks)


class AnswersView(View):
    """All that was typed on "my work" for one trust, saved together."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """There is nothing to read here: it stands on "my work"."""
        return redirect("reports:my_work")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save what can be saved, and show the rest again with what is wrong."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect("reports:my_work")
        refuse_closed(self.request.year)
        if AGREE in request.POST:
            return self._agree(request.POST[AGREE])
        typed, quarters = request.POST, quarters_of(self.request.year)
        asked = next((one for one in quarters if str(one.number) == typed.get("quarter")), None)
        review = typed.get("review", "")
        reader, year = self.request.reader, self.request.year
        work = work_of(reader, year, quarters, quarter=asked, review=review)
        if asked is None or (work.review is not None and work.review.slug != review):
            return self._other_page(work_of(reader, year, quarters))
        answered = answer(work, typed)
        self._keep(answered)
        lost = homeless(work, typed)
        self._tell(work, answered, lost)
        if answered.is_whole and not lost:
            return redirect(reverse("reports:my_work") + AFTER_SAVING)
        now = work_of(reader, year, quarters)
        desk = desk_of(now, Kept(answered.left) if says_anything(answered.left) else None, answered)
        status = 409 if answered.stale else 200
        return TemplateResponse(request, "reports/my_work.html", page_of([desk]), status=status)

    def _agree(self, number: str) -> HttpResponse:
        """Make an answer that was entered for the reader their own."""
        rows = StatusUpdate.objects.filter(objective__in=Objective.objects.visible_to(self.request.reader))
        rows = rows.filter(quarter__year=self.request.year, objective__withdrawn_on=None)
        # So many figures as a key has at most.
        is_key = number.isascii() and number.isdigit() and len(number) < 19
        update = rows.select_related("objective__annual_plan", "quarter", "unit").filter(pk=number if is_key else 0)
        found = update.prefetch_related("evidence__file", "objective__owners__owner").first()
        if found is None:
            raise Http404
        found.quarter.year = self.request.year
        try:
            agree_with(update=found, reader=self.request.reader)
        except Conflict:
            messages.error(self.request, "A newer answer was given meanwhile, and stands. Nothing is changed.")
        except ValidationError as wrong:
            messages.error(self.request, " ".join(wrong.messages))
        else:
            of = f", {found.unit}" if found.unit else ""
            messages.success(self.request, f"The answer for {found.objective}{of} is now your own.")
        return redirect(reverse("reports:my_work") + AFTER_SAVING)

    def _other_page(self, now: Work) -> HttpResponse:
        """What was typed beside a quarter or a review that is not there is kept, and saved as nothing else."""
        left = self.request.POST.copy()
        self._keep(Answered(left=left))
        messages.error(self.request, "The page was of another quarter or review. Nothing is saved yet: look again.")
        desk = desk_of(now, Kept(left) if says_anything(left) else None, Answered())
        return TemplateResponse(self.request, "reports/my_work.html", page_of([desk]), status=409)

    def _keep(self, answered: Answered) -> None:
        """What is typed and not saved is there again tomorrow."""
        if says_anything(answered.left):
            drafts.keep(self.request, self.request.path, answered.left)
        else:
            drafts.discard(self.request)

    def _tell(self, work: Work, answered: Answered, lost: list[str]) -> None:
        """Say what is saved, and what was not asked for."""
        typed = self.request.POST
        saved = [item for item in work.items if item.ask and item.ask.key in answered.saved]
        if saved and CONFIRM in typed:
            messages.success(self.request, f"Objective {saved[0].of} is confirmed on track for {work.quarter}.")
        elif saved:
            kinds = Counter(item.kind.lower() for item in saved)
            said = [f"{many} {kind}{'' if many == 1 else 's'}" for kind, many in kinds.items()]
            listed = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
            messages.success(self.request, f"{listed} {'is' if len(saved) == 1 else 'are'} saved.")
        elif answered.is_whole and not lost:
            messages.warning(self.request, "Nothing was typed or ticked for that, so nothing is saved.")


class TrustView(View):
    """A trust's address leads to the year it is at work in."""

    request: ReaderRequest

    def get(self, request: HttpRequest, trust: str) -> HttpResponse:
        """Its latest open year, else its latest; words where it has none."""
        year = latest(Year.objects.filter(trust=self.request.reader.trust))
        if year is None:
            return TemplateResponse(request, "reports/no_year.html")
        return redirect("reports:year", trust, year.slug)
