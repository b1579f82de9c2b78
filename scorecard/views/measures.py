"""Pages about one measure."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act
from scorecard.models import Measure, Result
from scorecard.notes import Line, footnote_for, readings_of
from scorecard.picture import trend_of
from scorecard.services.results import refusal
from scorecard.standing import (
    Standing,
    open_periods,
    quarters_of,
    standing,
    value_of,
    with_standing_rows,
)


class OneMeasure:
    """A page about one measure, found among those the reader may see by its perspective and number: 2-5."""

    request: ReaderRequest
    kwargs: dict[str, Any]

    @cached_property
    def measure(self) -> Measure:
        """The measure, with all its rows."""
        perspective, _, number = self.kwargs["reference"].partition("-")
        if not (perspective.isdigit() and number.isdigit()):
            raise Http404
        rows = with_standing_rows(Measure.objects.visible_to(self.request.reader).of(self.request.year))
        measure = (
            rows.select_related("perspective__scorecard", "document")
            .prefetch_related("owners__owner", "references")
            .filter(perspective__number=int(perspective), number=int(number))
            .first()
        )
        if measure is None or measure.reference != self.kwargs["reference"]:
            raise Http404
        measure.perspective.scorecard.year = self.request.year
        return measure

    @cached_property
    def quarters(self) -> list[Quarter]:
        """The quarters of the year."""
        return quarters_of(self.request.year)

    @cached_property
    def standing(self) -> Standing:
        """Where the measure stands today."""
        return standing(self.measure, self.quarters, clock.today())

    def about(self) -> dict[str, Any]:
        """What each page about a measure shows of it."""
        footnote = footnote_for(self.measure.marker, self.measure.perspective.scorecard.footnotes.all())
        return {
            "measure": self.measure,
            "standing": self.standing,
            "line": Line(self.standing, footnote),
            "periods": open_periods(self.measure, self.quarters),
        }


class MeasureDetailView(OneMeasure, TemplateView):
    """A measure: what is printed and read of it, its results, and who answers; reports fills in the golden thread."""

    request: ReaderRequest
    template_name = "scorecard/measure_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measure, its results with what was corrected, and their trend."""
        history = Result.objects.filter(measure=self.measure, unit=None).select_related("given_by", "given_as")
        counting = {result.pk for result in self.standing.results}
        past = [
            {
                "result": result,
                "period": self.standing.period_of(result),
                "value": self.standing.target.show(value_of(result)),
                "counts": result.pk in counting,
            }
            for result in history.order_by("-quarter__number", "-sequence")
        ]
        return (
            super().get_context_data()
            | self.about()
            | {
                "history": past,
                "trend": trend_of(self.standing),
                "readings": readings_of(self.standing),
                "may_answer": self.measure.may(self.request.reader, Act.ANSWER),
                "may_manage": self.measure.may(self.request.reader, Act.MANAGE),
                "refusal": refusal(self.measure),
            }
        )
