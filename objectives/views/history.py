"""What was changed of one objective, or of one aim."""

from typing import Any

from django.http import Http404

from objectives.models import Aim, Deadline, Objective, ObjectiveOwner, Outcome, StatusUpdate, SubItem
from objectives.views.base import plan_of
from objectives.views.objectives import objective_asked
from probation_planning.history.changes import Part
from probation_planning.history.views import HistoryView
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.views.settings import Crumb

OF_AN_OBJECTIVE = (ObjectiveOwner, Outcome, Deadline, SubItem, StatusUpdate)


class ObjectiveHistoryView(HistoryView):
    """An objective's: itself, its parts and what was answered."""

    objective: Objective

    def find(self, **kwargs: Any) -> None:
        """The objective, which the reader must see."""
        self.objective = objective_asked(self.request, kwargs["reference"])

    def parts(self) -> list[Part]:
        """It and its parts."""
        key = self.objective.pk
        return [Part(Objective, "id", key), *(Part(model, "objective_id", key) for model in OF_AN_OBJECTIVE)]

    def named(self) -> tuple[str, list[Crumb]]:
        """The reference, and the way through the plan."""
        trust, year, reference = self.request.reader.trust.slug, self.request.year.slug, self.objective.reference
        return f"Objective {reference}", [
            ("Plan", way_to("objectives:plan", trust, year)),
            (f"Objective {reference}", way_to("objectives:objective_detail", trust, year, reference)),
        ]


class AimHistoryView(HistoryView):
    """An aim's."""

    aim: Aim

    def find(self, **kwargs: Any) -> None:
        """The aim of the year's plan."""
        plan = plan_of(self.request)
        aim = Aim.objects.filter(theme__plan=plan.plan_id, number=kwargs["reference"]).first() if plan else None
        if aim is None:
            raise Http404
        self.aim = aim

    def parts(self) -> list[Part]:
        """It alone: its objectives have a history each."""
        return [Part(Aim, "id", self.aim.pk)]

    def named(self) -> tuple[str, list[Crumb]]:
        """The number, and the way through the plan."""
        trust, year, number = self.request.reader.trust.slug, self.request.year.slug, self.aim.number
        return f"Aim {number}", [
            ("Plan", way_to("objectives:plan", trust, year)),
            (f"Aim {number}", way_to("objectives:aim_detail", trust, year, number)),
        ]
