"""What we publish: pages and papers that draw on more than one room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """My work, the year at a glance, links between registers, packs and loading from paper."""

    name = "probation_planning.reports"
    label = "reports"
