"""What is on record: every table of a trust, how its changes are kept, and the triggers that see to it."""

from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, models

from probation_planning.history.models import Addition, Link, Shape
from probation_planning.organisation.tenancy import TrustOwned
from probation_planning.organisation.walls import is_append_only

# What keeps the record itself. Who added what is sealed too; the chain is not sealed by itself.
OWN = (Shape, Link)
ADDED = "history_added"
TRUNCATED = "history_truncated"


class Recorded(NamedTuple):
    """A table whose rows are only ever added to: its model, key, and the column that names the trust, if it has one."""

    model: type[models.Model]
    table: str
    key: str
    trust: str
    is_event: bool

    @property
    def label(self) -> str:
        """The thing that its rows tell of, in one word or two: "risk entry"."""
        return str(tracked_model(self.model)._meta.verbose_name)


def tracked_model(model: type[models.Model]) -> type[models.Model]:
    """What an event table tracks; a dated row's own model."""
    tracked: type[models.Model] = getattr(model, "pgh_tracked_model", model)
    return tracked


def recorded() -> list[Recorded]:
    """Every table on record, by name: the events of what is tracked, and dated rows."""
    found = {
        model._meta.db_table: Recorded(
            model,
            model._meta.db_table,
            str(model._meta.pk.column),
            _trust_column(model),
            model._meta.pk.name == "pgh_id",
        )
        for model in apps.get_models()
        if is_append_only(model) and not model._meta.proxy and model not in OWN
    }
    return [found[table] for table in sorted(found)]


def _trust_column(model: type[models.Model]) -> str:
    if any(field.name == "trust" for field in model._meta.local_fields):
        return "trust_id"
    # A trust's own events name it by their object; people's name none.
    return "id" if tracked_model(model)._meta.label == "organisation.Trust" else ""


def keep(alias: str = "owner") -> None:
    """See that no table on record can be truncated, and that a dated row leaves who added it. Safe to run again."""
    wanted: list[tuple[str, str, str]] = []
    for one in [*recorded(), *(_own(model) for model in OWN)]:
        wanted.append((one.table, TRUNCATED, "BEFORE TRUNCATE ON {} FOR EACH STATEMENT"))
        if not one.is_event and issubclass(one.model, TrustOwned) and not tells_itself(one.model):
            wanted.append((one.table, ADDED, "AFTER INSERT ON {} FOR EACH ROW"))
    quote = connections[alias].ops.quote_name
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname IN %s", [(ADDED, TRUNCATED)]
        )
        there = set(cursor.fetchall())
        for table, name, when in wanted:
            if (table, name) not in there:
                cursor.execute(f"CREATE TRIGGER {name} {when.format(quote(table))} EXECUTE FUNCTION {name}()")


def tells_itself(model: type[models.Model]) -> bool:
    """Whether its rows say themselves by whom and when they were added."""
    return model is Addition or bool(getattr(model, "tells_itself", False))


def _own(model: Any) -> Recorded:
    return Recorded(model, model._meta.db_table, "id", "", is_event=False)


def people() -> list[Recorded]:
    """Tables of the chain of people: rows that belong to no trust."""
    return [one for one in recorded() if not one.trust]
