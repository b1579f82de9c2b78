"""What every page asks on which the officer sets up the scorecard with a form, and the page that leads to them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.urls import path, reverse
from django.views.generic import TemplateView

from probation_planning.organisation.acts import YearAct
from probation_planning.organisation.ordering import button_to_return_to, order_seen
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.years import refuse_closed
from scorecard.models import Perspective, Scorecard
from scorecard.services.building import measures_of
from scorecard.services.carrying import scorecard_before
from scorecard.services.headings import perspectives_of
from scorecard.services.setting_up import refuse_unless_managed
from scorecard.views.reading import scorecard_of


def address(request: ReaderRequest, name: str, *more: object) -> str:
    """A page of this year's scorecard."""
    return reverse(f"scorecard:{name}", args=[request.year.trust.slug, request.year.slug, *more])


def scorecard_asked(request: ReaderRequest) -> Scorecard:
    """The year's scorecard, knowing its year; raises Http404 where there is none or the reader reads none."""
    scorecard = scorecard_of(request)
    if scorecard is None:
        raise Http404
    scorecard.year = request.year
    return scorecard


def perspective_asked(request: ReaderRequest, scorecard: Scorecard, number: int) -> Perspective:
    """The perspective of that number; raises Http404 where there is none."""
    perspective = Perspective.objects.filter(scorecard=scorecard, number=number).first()
    if perspective is None:
        raise Http404
    perspective.scorecard = scorecard
    return perspective


class CardAct(YearAct):
    """A form for one act on the year's scorecard."""

    template_name = "scorecard/set_up_act.html"
    scorecard: Scorecard
    warns = False

    def enter(self) -> None:
        """The year's scorecard."""
        self.scorecard = scorecard_asked(self.request)

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_managed(self.request.reader)

    @property
    def back(self) -> str:
        """Setting up."""
        return self.address("set_up")

    def address(self, name: str, *more: object) -> str:
        """A page of this year's scorecard."""
        return address(self.request, name, *more)

    def context(self) -> dict[str, Any]:
        """The scorecard besides, and whether the act is to be warned of."""
        return super().context() | {"scorecard": self.scorecard, "warns": self.warns}


class SetUpView(TemplateView):
    """What the scorecard is made of, with buttons that move it and links to what changes it."""

    request: ReaderRequest
    template_name = "scorecard/set_up.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Perspectives in their order, notes, and whether an earlier scorecard can be brought forward."""
        scorecard = scorecard_asked(self.request)
        refuse_unless_managed(self.request.reader)
        refuse_closed(self.request.year)
        rows = list(perspectives_of(scorecard).annotate(size=Count("measures")))
        return super().get_context_data() | {
            "scorecard": scorecard,
            "perspectives": rows,
            "notes": scorecard.footnotes.all(),
            "before": scorecard_before(self.request.year),
            **pressed(self.request, rows, [str(row.number) for row in rows]),
        }


class OrderView(TemplateView):
    """The measures of a perspective, each with buttons that move it up or down."""

    request: ReaderRequest
    kwargs: dict[str, Any]
    template_name = "scorecard/order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measures in their order, withdrawn ones among them."""
        scorecard = scorecard_asked(self.request)
        perspective = perspective_asked(self.request, scorecard, self.kwargs["number"])
        refuse_unless_managed(self.request.reader)
        refuse_closed(self.request.year)
        rows = list(measures_of(perspective))
        for row in rows:
            row.perspective = perspective
        said = {"scorecard": scorecard, "perspective": perspective, "measures": rows}
        return super().get_context_data() | said | pressed(self.request, rows, [row.reference for row in rows])


def pressed(request: ReaderRequest, rows: Sequence[Any], keys: Sequence[str]) -> dict[str, Any]:
    """What a page of buttons was drawn beside, and which of them was pressed last."""
    moved = request.GET.get("moved", "")
    by = button_to_return_to(moved, request.GET.get("by", ""), keys)
    return {"seen": order_seen(rows), "moved": moved, "by": by}


urlpatterns = [
    path("set-up/", SetUpView.as_view(), name="set_up"),
    path("perspectives/<int:number>/order/", OrderView.as_view(), name="measure_order"),
]
