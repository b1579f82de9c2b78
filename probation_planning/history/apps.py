"""Who changed what: tracked events, snapshots and the seal."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """Reads what each room tracks."""

    name = "probation_planning.history"
    label = "history"
