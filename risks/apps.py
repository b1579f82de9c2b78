"""The register: risks, reviews and what was said of each risk at each."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """The risk register."""

    name = "risks"

    def ready(self) -> None:
        """Let the watch know how an address names a risk."""
        from probation_planning.history import events  # noqa: PLC0415 - models load only after the apps
        from risks.security import hidden_risk  # noqa: PLC0415

        events.finders["risks"] = hidden_risk
