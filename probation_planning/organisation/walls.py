"""The migration operation that puts a table behind the walls, and the grants that go with it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# What the rooms above do besides, as the owner, once every table is there.
besides: list[Callable[[str], None]] = []

SAME_TRUST = "trust_id = ANY ((SELECT app_trusts())::bigint[])"


class Together(Operation):
    """Run operations that need only the final state with one rendering of the models.

    Every table refers to its trust, so Django would render all of them again after each CreateModel or AddTrigger; a
    fresh install would take most of a minute.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the autodetector and the optimizer see this operation."""
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Take every change into the state before the models are rendered again."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Each in turn."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Each in turn, last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """One line for `migrate` and `sqlmigrate`."""
        return f"{len(self.operations)} operations together"


class RaiseWalls(Operation):
    """Keep a trust's rows to that trust: `RaiseWalls("Objective", "Outcome")` after their CreateModel.

    For each model: row-level security, forced on the owner too; a policy on `trust_id`; and for every reference to
    another trust's table a composite key, so that a row can never point across the wall. `also` widens reading alone.
    `narrow` adds a restrictive policy that rows must pass besides.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *names: str, also: str = "", narrow: str = "") -> None:
        self.names = names
        self.also = also
        self.narrow = narrow

    def deconstruct(self) -> tuple[str, tuple[str, ...], dict[str, str]]:
        """How the autodetector and the optimizer see this operation."""
        return self.__class__.__name__, self.names, {"also": self.also, "narrow": self.narrow}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Walls change the database, not the models."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Raise them: every table first, then the references between them."""
        models_behind = [to_state.apps.get_model(app_label, name) for name in self.names]
        for step in (self._close, self._tie):
            for model in models_behind:
                for statement in step(model):
                    schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take them down again, references first."""
        for name in reversed(self.names):
            model = from_state.apps.get_model(app_label, name)
            table = model._meta.db_table
            for field in _references_within_trust(model):
                schema_editor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{_constraint(table, field)}"', params=None)
            for policy in ("same_trust", "also_read", "narrow"):
                schema_editor.execute(f"DROP POLICY IF EXISTS {policy} ON {table}", params=None)
            schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", params=None)
            schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", params=None)
            schema_editor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{_key(table)}" CASCADE', params=None)

    def describe(self) -> str:
        """One line for `migrate` and `sqlmigrate`."""
        return f"Raise the walls round {', '.join(self.names)}"

    def _close(self, model: type[models.Model]) -> Iterator[str]:
        table = model._meta.db_table
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"CREATE POLICY same_trust ON {table} USING ({SAME_TRUST}) WITH CHECK ({SAME_TRUST})"
        if self.also:
            yield f"CREATE POLICY also_read ON {table} FOR SELECT USING ({self.also})"
        if self.narrow:
            yield f"CREATE POLICY narrow ON {table} AS RESTRICTIVE USING ({self.narrow})"
        if not _is_event(model):
            yield f'ALTER TABLE {table} ADD CONSTRAINT "{_key(table)}" UNIQUE (trust_id, id)'

    def _tie(self, model: type[models.Model]) -> Iterator[str]:
        table = model._meta.db_table
        for field in _references_within_trust(model):
            parent = field.related_model._meta.db_table
            yield (
                f'ALTER TABLE {table} ADD CONSTRAINT "{_constraint(table, field)}" '
                f"FOREIGN KEY (trust_id, {field.column}) REFERENCES {parent} (trust_id, id) "
                f"{_when_deleted(field)} DEFERRABLE INITIALLY DEFERRED"
            )


def prepare(alias: str = "owner") -> None:
    """Give the application's role its rights, and do what the rooms above want done besides. Safe to run again."""
    grant(alias)
    for one in besides:
        one(alias)


def grant(alias: str = "owner") -> None:
    """Give the application's role what each table allows it: dated rows and events can only be added to."""
    role = settings.DATABASES["default"]["USER"]
    if role == settings.DATABASES[alias]["USER"]:
        return
    quote = connections[alias].ops.quote_name
    managed = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    tables = {model._meta.db_table: _rights(model) for model in managed if not model._meta.proxy}
    tables |= {"django_migrations": "SELECT", "django_cache": "SELECT, INSERT, UPDATE, DELETE"}
    with connections[alias].cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quote(role)}")
        for table, rights in sorted(tables.items()):
            cursor.execute(f"GRANT {rights} ON {quote(table)} TO {quote(role)}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")


def _rights(model: type[models.Model]) -> str:
    if getattr(model, "kept_by_database", False):
        return "SELECT"
    return "SELECT, INSERT" if is_append_only(model) else "SELECT, INSERT, UPDATE, DELETE"


def is_append_only(model: type[models.Model]) -> bool:
    """Whether rows of the model may be added but never changed or removed."""
    return _is_event(model) or bool(getattr(model, "append_only", False))


def _is_event(model: type[models.Model]) -> bool:
    return model._meta.pk.name == "pgh_id"


def _references_within_trust(model: type[models.Model]) -> list[Any]:
    if _is_event(model):
        return []
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.name != "trust"
        and any(other.name == "trust" for other in field.related_model._meta.local_fields)
    ]


def _when_deleted(field: Any) -> str:
    """DO_NOTHING in a model means that the database follows a deletion by itself."""
    return "ON DELETE CASCADE" if field.remote_field.on_delete is models.DO_NOTHING else ""


def _constraint(table: str, field: Any) -> str:
    return f"{table}_{field.column}_same_trust"[:63]


def _key(table: str) -> str:
    return f"{table}_trust_id_id_key"[:63]
