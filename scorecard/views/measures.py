"""Pages about one measure."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.questions import attach, question
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.years import quarters_of
from scorecard.models import Measure, MeasureOwner, PlanReference, Result
from scorecard.notes import Line, footnote_for, footnotes_of, readings_of
from scorecard.past import given_by_units, past_of
from scorecard.picture import chart_of
from scorecard.services.results import refusal
from scorecard.standing import (
    Standing,
    open_periods,
    standing,
    with_standing_rows,
)

LARGEST_NUMBER = 32767


@question
def _measures(reader: Reader, year: int, perspective: int, number: int) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(reader).filter(
        perspective__scorecard__year=year, perspective__number=perspective, number=number
    )
    return with_standing_rows(rows).select_related(
        "perspective__scorecard", "document", "carried_from__perspective__scorecard__year"
    )


@question
def _owners(measure: int) -> QuerySet[MeasureOwner]:
    return MeasureOwner.objects.filter(measure=measure).select_related("owner")


@question
def _references(measure: int) -> QuerySet[PlanReference]:
    return PlanReference.objects.filter(measure=measure).order_by("order")


@question
def _history(measure: int) -> QuerySet[Result]:
    rows = Result.objects.filter(measure=measure).select_related("given_by", "given_as", "unit")
    return rows.order_by("quarter__number", "unit__name", "sequence")


class OneMeasure:
    """A page about one measure, found among those the reader may see by its perspective and number: 2-5."""

    request: ReaderRequest
    kwargs: dict[str, Any]

    @cached_property
    def measure(self) -> Measure:
        """The measure, with all its rows."""
        parts = self.kwargs["reference"].split("-")
        if len(parts) != 2 or not all(part.isdecimal() and int(part) <= LARGEST_NUMBER for part in parts):
            raise Http404
        found = _measures(self.request.reader, self.request.year.pk, int(parts[0]), int(parts[1]))
        if not found or found[0].reference != self.kwargs["reference"]:
            raise Http404
        measure = found[0]
        measure.perspective.scorecard.year = self.request.year
        attach(measure, "owners", _owners(measure.pk))
        attach(measure, "references", _references(measure.pk))
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
        footnote = None
        if self.measure.marker:
            footnote = footnote_for(self.measure.marker, footnotes_of(self.measure.perspective.scorecard_id))
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

    @property
    def _printed(self) -> str:
        """The target as its document prints it, whatever took its place since; of a measure entered here, as it is."""
        given = self.standing.set_targets
        return given[0].row.printed if given and self.measure.document_id else self.standing.target.printed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measure, period by period with what was corrected, and the year as a chart."""
        rows = _history(self.measure.pk)
        past = past_of(self.standing, [row for row in rows if row.unit_id is None])
        return (
            super().get_context_data()
            | self.about()
            | {
                "past": past,
                "printed": self._printed,
                "chart": chart_of(self.standing, past),
                "of_units": given_by_units(self.standing, [row for row in rows if row.unit_id is not None]),
                "readings": readings_of(self.standing),
                "may_answer": self.measure.may(self.request.reader, Act.ANSWER),
                "may_manage": self.measure.may(self.request.reader, Act.MANAGE),
                "refusal": refusal(self.measure),
            }
        )
