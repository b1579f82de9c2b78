"""The pages of an aim, an objective, a risk and a measure with what they have to do with each other filled in."""

from typing import Any

from objectives.views.objectives import ObjectiveDetailView
from objectives.views.plan import AimDetailView
from probation_planning.organisation.roles import Act
from probation_planning.reports.links import key_of, may_decide
from probation_planning.reports.thread import thread_of, thread_of_aim, thread_of_objective
from probation_planning.reports.warned import alarms, risks_warned_of, warnings_of
from probation_planning.reports.warnings import may_name
from risks.views.assessing import AssessView
from risks.views.detail import RiskDetailView
from scorecard.views.measures import MeasureDetailView


class AimThreadView(AimDetailView):
    """An aim with the risks against it and its measures."""

    template_name = "reports/aim_thread.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The room's own page, and the thread."""
        context = super().get_context_data(**kwargs)
        aim = context["aim"]
        threads = thread_of_aim(self.request.reader, self.request.year, aim)
        return context | {"threads": threads, "back": key_of(aim)}


class ObjectiveThreadView(ObjectiveDetailView):
    """An objective with the risks against it and its measures."""

    template_name = "reports/objective_thread.html"

    def page_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The room's own page, and the thread."""
        threads = thread_of_objective(self.request.reader, self.request.year, self.objective)
        return super().page_context(*args, **kwargs) | {"threads": threads, "back": key_of(self.objective)}


class RiskThreadView(RiskDetailView):
    """A risk with the measures that warn of it, and what it bears on in the plan."""

    template_name = "reports/risk_thread.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The room's own page, and the thread; none for a risk that has left what the reader sees."""
        context = super().get_context_data(**kwargs)
        entry = context["record"].entry
        warned = warnings_of(self.request.reader, self.request.year, entry) if entry else []
        return context | {
            "threads": thread_of(self.request.reader, self.request.year, entry) if entry else [],
            "may_link": entry is not None and entry.may(self.request.reader, Act.WRITE_THING),
            "warned": warned,
            "alarms": alarms(self.request.reader, entry, warned) if entry else [],
            "may_name": entry is not None and may_name(entry, self.request.reader, self.request.year),
        }


class AssessThreadView(AssessView):
    """The form that rates a risk, beside the measures that warn of it."""

    template_name = "reports/assess_thread.html"

    def besides(self) -> dict[str, Any]:
        """How the measures stand."""
        warned = warnings_of(self.request.reader, self.request.year, self.entry)
        return {"warned": warned, "alarms": alarms(self.request.reader, self.entry, warned)}


class MeasureThreadView(MeasureDetailView):
    """A measure with what it bears on in the plan, and the risks that it warns of."""

    template_name = "reports/measure_thread.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The room's own page, and the thread."""
        context = super().get_context_data(**kwargs)
        return context | {
            "threads": thread_of(self.request.reader, self.request.year, self.measure),
            "may_link": may_decide(self.measure, self.request.reader),
            "back": "measure",
            "warns": risks_warned_of(self.request.reader, self.request.year, self.measure),
        }
