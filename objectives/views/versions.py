"""Publishing the plan, and its versions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import path
from django.views.generic import TemplateView

from objectives.forms.building import PublishForm
from objectives.past import plan_then
from objectives.services.locking import refuse_unless_managed
from objectives.services.publishing import Draft, draft_of, publish
from objectives.versions import changes_since, differences, is_whole
from objectives.views.acts import PlanAct
from objectives.views.base import plan_of
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Hand
from probation_planning.organisation.readers import ReaderRequest


class PublishView(PlanAct):
    """What is new since the last version, and the form that makes it the next."""

    template_name = "objectives/publish.html"
    heading = "Publish the plan"
    button = "Publish"
    leave = "Back to the plan"
    draft: Draft

    def find(self, **kwargs: Any) -> None:
        """The plan as it stands; for the officer alone."""
        refuse_unless_managed(self.request.reader)
        self.draft = draft_of(self.annual_plan)

    def form(self, data: QueryDict | None = None) -> PublishForm:
        """Beside what is new."""
        return PublishForm(data, annual_plan=self.annual_plan, initial={"seen": self.draft.seen})

    def context(self) -> dict[str, Any]:
        """What is new."""
        return super().context() | {"draft_plan": self.draft}

    def act(self, form: PublishForm) -> str:
        """Publish it."""
        said = form.cleaned_data
        version = publish(annual_plan=self.annual_plan, reader=self.request.reader, **said)
        messages.success(self.request, f"The plan is published as version {version.number}.")
        return self.address("version_detail", str(version.number))

    def conflict(self, form: PublishForm, conflict: Conflict) -> HttpResponse:
        """What is new now, since the form was opened beside something else."""
        draft: Draft
        hand: Hand
        draft, hand = conflict.latest
        new = "\n".join(f"{one.name} {one.kind}" for one in draft.new) or "Nothing"
        since = f"What is new since version {draft.last.number}" if draft.last else "What is new"
        mine = form.cleaned_data
        lines: list[tuple[str, object, object]] = [
            (since, new, "As the page showed it before"),
            *((str(form[name].label), None, mine[name]) for name in ("approved_on", "body", "minute_reference")),
        ]
        return conflict_response(self.request, form, lines, *hand, seen=draft.seen)


class VersionListView(TemplateView):
    """Every version of the year's plan, the latest first."""

    request: ReaderRequest
    template_name = "objectives/version_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without what they hold."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        versions = annual_plan.versions.select_related("body", "published_by").defer("contents")
        return super().get_context_data() | {"annual_plan": annual_plan, "versions": versions.order_by("-number")}


class VersionDetailView(TemplateView):
    """The plan as a version holds it, what changed since the one before, and of the last what changed since."""

    request: ReaderRequest
    template_name = "objectives/version_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read from its contents; the last is besides laid beside the plan as it is."""
        annual_plan = plan_of(self.request)
        if annual_plan is None:
            raise Http404
        number = kwargs["number"]
        rows = annual_plan.versions.select_related("body", "published_by")
        found = {row.number: row for row in rows.filter(number__in=[number - 1, number])}
        version, before = found.get(number), found.get(number - 1)
        if version is None:
            raise Http404
        is_last = not annual_plan.versions.filter(number__gt=number).exists()
        return super().get_context_data() | {
            "annual_plan": annual_plan,
            "version": version,
            "before": before,
            "differences": differences(before.contents, version.contents) if before else [],
            "is_last": is_last,
            "since": changes_since(version, annual_plan) if is_last else [],
            "then": plan_then(version.contents),
            "is_whole": is_whole(version),
        }


urlpatterns = [
    path("publish/", PublishView.as_view(), name="publish"),
    path("versions/", VersionListView.as_view(), name="version_list"),
    path("versions/<int:number>/", VersionDetailView.as_view(), name="version_detail"),
]
