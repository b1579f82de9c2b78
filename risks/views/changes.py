"""What changed between two reviews, on screen and as a file."""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from risks.changes import Changes, earlier
from risks.exports import CHANGED, changed_rows, register_file
from risks.models import Review
from risks.reading import OpenRegister
from risks.views.base import register_of


class ChangesView(TemplateView):
    """What changed at a review since the one before it, or since any other that the reader may see."""

    request: ReaderRequest
    template_name = "risks/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The changes by heading; none where there is no earlier review to measure against."""
        asked = _asked(self.request, kwargs["slug"])
        return super().get_context_data() | {
            "opened": asked.opened,
            "review": asked.review,
            "before": asked.before,
            "since": asked.since,
            "changes": asked.changes,
            "is_open": asked.opened.is_open(asked.review),
            "key": asked.opened.key(asked.review),
        }


class Asked(NamedTuple):
    """A review, those before it, and which of them it is measured against; none where it is the first."""

    opened: OpenRegister
    review: Review
    before: Sequence[Review]
    since: Review | None

    @property
    def changes(self) -> Changes | None:
        """What changed; none where there is no earlier review."""
        return Changes(self.opened, self.review, self.since) if self.since else None


def _asked(request: ReaderRequest, slug: str) -> Asked:
    """What the address asks for; not found where the reader may not look at one of the two."""
    opened = register_of(request)
    review = opened.review(slug) if opened else None
    if opened is None or review is None or review not in opened.begun:
        raise Http404
    before, named = earlier(opened, review), request.GET.get("since", "")
    since = next((one for one in before if one.slug == named), None) if named else next(iter(before), None)
    if named and since is None:
        raise Http404
    return Asked(opened, review, before, since)


@require_safe
def export(request: HttpRequest, trust: str, year: str, slug: str, ending: str) -> HttpResponse:
    """Every change that the page shows."""
    ours = cast(ReaderRequest, request)
    asked = _asked(ours, slug)
    lots = asked.changes.lots if asked.changes else []
    return register_file(
        ours,
        ending,
        asked.opened,
        asked.review,
        name="changes",
        title="What changed",
        things="Changes",
        columns=CHANGED,
        rows=changed_rows(lots),
        holds_section_two=any(one.line.section == 2 for lot in lots for one in lot.changed),
        since=asked.since,
    )
