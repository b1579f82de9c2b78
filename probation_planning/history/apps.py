"""Who changed what: tracked events, snapshots and the seal."""

from django.apps import AppConfig

from probation_planning.organisation import walls


class HistoryConfig(AppConfig):
    """Reads what each room tracks."""

    name = "probation_planning.history"
    label = "history"

    def ready(self) -> None:
        """Have the triggers of the record made with the database, and listen for security events."""
        from probation_planning.history import events, keeping  # noqa: PLC0415 - models load only after the apps

        walls.besides.append(keeping.keep)
        events.listen()
