"""The register: risks, reviews and what was said of each risk at each."""

from functools import partial

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """The risk register."""

    name = "risks"

    def ready(self) -> None:
        """Let the record know what of a risk was given, and the watch how an address names one."""
        from probation_planning.history import changes, events  # noqa: PLC0415 - models load only after the apps
        from risks.security import NARROWED, events_given, hidden_risk  # noqa: PLC0415

        events.finders["risks"] = hidden_risk
        for model in NARROWED:
            changes.open_events[model] = partial(events_given, model)
