"""The page that tells what changed between two reviews."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from probation_planning.organisation.readers import ReaderRequest
from risks.changes import Changes, earlier
from risks.views.base import register_of


class ChangesView(TemplateView):
    """What changed at a review since the one before it, or since any other that the reader may see."""

    request: ReaderRequest
    template_name = "risks/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The changes by heading; none where there is no earlier review to measure against."""
        opened = register_of(self.request)
        review = opened.review(kwargs["slug"]) if opened else None
        if opened is None or review is None or review not in opened.begun:
            raise Http404
        before = earlier(opened, review)
        asked = self.request.GET.get("since", "")
        since = next((one for one in before if one.slug == asked), None) if asked else next(iter(before), None)
        if asked and since is None:
            raise Http404
        return super().get_context_data() | {
            "opened": opened,
            "review": review,
            "before": before,
            "since": since,
            "changes": Changes(opened, review, since) if since else None,
            "is_open": opened.is_open(review),
            "key": opened.key(review),
        }
