"""Words written into every text that a trust keeps, by the owner of the tables, past all that forms would refuse.

Names that addresses are made of, values of a list, keys and check sums stay as they are.
"""

from typing import Any

from django.db import DatabaseError, connections, models, transaction

from tests.proofs.world import inside, owned_models

NO_PROSE = frozenset({
    *("slug", "reference", "number", "sha256", "digest", "fingerprint", "key", "came_from", "address", "file"),
    *("content_type", "once", "claim", "table", "kind", "role", "state", "step", "former", "before", "after", "code"),
    *("marker", "answers_marker", "turn", "decision", "ground", "outcome", "link", "printed", "frequency_as_printed"),
})  # fmt: skip


def columns() -> list[tuple[type[models.Model], Any]]:
    """Every column that holds prose, of every table that belongs to a trust."""
    return [
        (model, one)
        for model in owned_models()
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        and not one.choices
        and (one.name not in NO_PROSE or (one.name == "ground" and isinstance(one, models.TextField)))
    ]


def write_everywhere(slug: str, text: str) -> tuple[list[str], list[str]]:
    """Put the text before what stands in each column of the trust's rows, cut to its length.

    Gives the columns written, and those that a rule of the table keeps from holding it. Columns in which nothing
    stands are filled where the rules allow it.
    """
    with inside(slug) as trust:
        pk = trust.pk
    written, kept = [], []
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SELECT set_config('app.trusts', %s, true), set_config('app.roles', 'system', true)", [str(pk)])
        for model in owned_models():
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        for model, one in columns():
            table, column = model._meta.db_table, one.column
            longest = one.max_length or 10_000
            done = any(
                _tried(
                    cursor,
                    f'UPDATE {table} SET "{column}" = left(%s || "{column}", %s) WHERE trust_id = %s {where}',
                    [text, longest, pk],
                )
                for where in ("", f"AND \"{column}\" <> ''")
            )
            (written if done else kept).append(f"{table}.{column}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in owned_models():
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
        cursor.execute("UPDATE organisation_trust SET name = left(%s || name, 100) WHERE id = %s", [text, pk])
        cursor.execute(
            "UPDATE organisation_user SET name = left(%s || name, 100) WHERE id IN "
            "(SELECT user_id FROM organisation_membership WHERE trust_id = %s)",
            [text, pk],
        )
    return written, kept


def _tried(cursor: Any, statement: str, values: list[Any]) -> bool:
    try:
        with transaction.atomic(using="owner"):
            cursor.execute(statement, values)
            return True
    except DatabaseError:
        return False
