"""What was changed of one measure."""

from typing import Any

from probation_planning.history.changes import Part
from probation_planning.history.views import HistoryView
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.views.settings import Crumb
from scorecard.models import Measure, MeasureOwner, PlanReference, Result, Target
from scorecard.views.measures import OneMeasure


class MeasureHistoryView(OneMeasure, HistoryView):
    """A measure's: itself, who answers for it, its plan references, targets and results."""

    request: ReaderRequest

    def find(self, **kwargs: Any) -> None:
        """The measure, which the reader must see."""
        self.measure  # noqa: B018 - found when first asked for, else 404

    def parts(self) -> list[Part]:
        """It and what is given for it."""
        key, parts = self.measure.pk, (MeasureOwner, PlanReference, Target, Result)
        return [Part(Measure, "id", key), *(Part(model, "measure_id", key) for model in parts)]

    def named(self) -> tuple[str, list[Crumb]]:
        """The reference, and the way through the scorecard."""
        trust, year, reference = self.request.reader.trust.slug, self.request.year.slug, self.measure.reference
        return f"Measure {reference}", [
            ("Scorecard", way_to("scorecard:scorecard", trust, year)),
            (f"Measure {reference}", way_to("scorecard:measure_detail", trust, year, reference)),
        ]
