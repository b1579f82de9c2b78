"""What we publish: pages and papers that draw on more than one room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """My work, the year at a glance, links between registers, packs and loading from paper."""

    name = "probation_planning.reports"
    label = "reports"

    def ready(self) -> None:
        """Let the watch know how an address names a pack or a drawing."""
        from probation_planning.history import events  # noqa: PLC0415 - models load only after the apps
        from probation_planning.reports.security import hidden_paper  # noqa: PLC0415

        events.finders["reports"] = hidden_paper
