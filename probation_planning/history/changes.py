# ruff: noqa: S608 - nothing in this SQL was typed by anybody
"""Changes as a reader sees them: read from events and dated rows in one question, told in words."""

import datetime
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.utils import timezone
from django.utils.formats import date_format

from probation_planning.history.keeping import Recorded, recorded, tracked_model
from probation_planning.organisation.messages import messages_open_to
from probation_planning.organisation.models import Message, User
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.security import shows

PAGE = 50
# Said by nobody and read by nobody: keys, counters, where in a document a row was loaded from, and what stands beside.
UNSAID = frozenset(
    [
        *("id", "uuid", "trust", "document", "line", "register", "risk", "once", "sequence", "moment"),
        *("given_at", "given_by", "issued_moment", "closed_moment", "recipients", "open_to"),
        *("data", "contents", "digest", "sha256", "fingerprint"),
    ]
)
# Told only where it changed: of what is new it says nothing.
ONLY_CHANGED = frozenset({"order"})
LABELS = {"order": "Place among the others", "slug": "Name in addresses", "given_as": "Given for", "user": "Person"}
# When a dated row was written, where that was before additions were kept; and who wrote it.
WHEN = ("given_at", "made_at", "issued_at", "created_at", "published_at", "at")
WHO = ("given_by", "published_by", "issued_by", "sent_by")
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}
# By what a thing is called, in this order.
NAMES = ("reference", "title", "name", "label", "number", "text")
# Rows without one by what they are of.
NAMED_BY = frozenset({"owner", "category", "user", "post", "body", "measure", "quarter", "unit"})
NOTHING = "nothing"
NOT_SHOWN = "one that is not shown"


# Which events of a model a reader may see, where a room narrows them; none where the reader may see all.
open_events: dict[type[models.Model], Callable[[Reader], models.QuerySet[Any] | None]] = {}


class Part(NamedTuple):
    """Rows of one model that tell of a record: those whose `column` is `key`, and of dated rows only what is `open`."""

    model: type[models.Model]
    column: str
    key: int
    open: models.QuerySet[Any] | None = None


@dataclass(frozen=True)
class Asked:
    """What of the changes is asked for: by one person (0 for the system), within days, which page of so many."""

    person: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    page: int = 1
    size: int = PAGE


class Line(NamedTuple):
    """One field of a change, in words."""

    label: str
    before: str
    after: str


class Change(NamedTuple):
    """One change: when, by whom, of what, and what it was before and after; `request` is empty where there was none."""

    at: datetime.datetime | None
    who: str
    verb: str
    thing: str
    name: str
    lines: tuple[Line, ...]
    request: str


class Changes(NamedTuple):
    """A page of changes, newest first, and whether older ones follow."""

    rows: list[Change]
    has_older: bool


class _Found(NamedTuple):
    table: str
    at: datetime.datetime | None
    verb: str
    context: dict[str, Any] | None
    by: int | None
    data: dict[str, Any]
    before: dict[str, Any] | None


def changes_of(parts: Sequence[Part], asked: Asked) -> Changes:
    """Changes of one record; that its rows are of this record is not said again."""
    branches = []
    for part in parts:
        for one in _tables_of(part.model):
            column = "pgh_obj_id" if one.is_event and part.column == "id" else part.column
            where, values = f'e."{column}" = %s', [part.key]
            if part.open is not None and not one.is_event:
                narrowed = _among(part.open)
                if narrowed is None:
                    continue
                where, values = f"{where} AND {narrowed[0]}", [*values, *narrowed[1]]
            branches.append((one, where, values))
    return _read(branches, asked, of={str(part.column) for part in parts})


def changes_of_trust(reader: Reader, room: str, asked: Asked) -> Changes:
    """Changes of everything in the reader's trust that the walls let through; of one room where it is named.

    Dated rows are told as their room shows them: what is proposed, drafted or kept for its writers is not for who reads
    only what was issued.
    """
    branches = []
    for one in recorded():
        if not one.trust or one.model._meta.app_label == "history" or room not in ("", one.model._meta.app_label):
            continue
        where, values = f'e."{one.trust}" = %s', [reader.trust.pk]
        rows = _open_rows(one.model, reader)
        if rows is not None:
            narrowed = _among(rows)
            if narrowed is None:
                continue
            where, values = f"{where} AND {narrowed[0]}", [*values, *narrowed[1]]
        branches.append((one, where, values))
    return _read(branches, asked)


def _open_rows(model: type[models.Model], reader: Reader) -> models.QuerySet[Any] | None:
    """The rows that the reader may see; none where their room shows them to whoever reads the record."""
    if model is Message:
        return messages_open_to(reader)
    if tracked_model(model) is not model:
        narrow = open_events.get(tracked_model(model))
        return narrow(reader) if narrow else None
    rows: Any = model._default_manager.get_queryset()
    return rows.visible_to(reader) if hasattr(rows, "visible_to") else None


def _among(rows: models.QuerySet[Any]) -> tuple[str, list[Any]] | None:
    """SQL that is true of these rows of `e`, with its values; none where there can be no row."""
    try:
        sql, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return f'e."{rows.model._meta.pk.column}" IN ({sql})', list(values)


def _tables_of(model: type[models.Model]) -> list[Recorded]:
    return [one for one in recorded() if tracked_model(one.model) is model]


def _read(branches: Sequence[tuple[Recorded, str, list[Any]]], asked: Asked, *, of: Collection[str] = ()) -> Changes:
    if not branches:
        return Changes([], has_older=False)
    wanted = asked.page * asked.size + 1
    texts, values = [], []
    for one, where, its_values in branches:
        text, more = _branch(one, where, asked, wanted)
        texts.append(text)
        values += [*its_values, *more]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({' UNION ALL '.join(texts)}) every"
            ' ORDER BY at DESC NULLS LAST, "table", key DESC LIMIT %s OFFSET %s',
            [*values, asked.size + 1, wanted - 1 - asked.size],
        )
        found = [_Found(row[0], row[2], row[3], *map(_loaded, row[4:])) for row in cursor.fetchall()]
    return Changes(_told(found[: asked.size], of), len(found) > asked.size)


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _branch(one: Recorded, where: str, asked: Asked, wanted: int) -> tuple[str, list[Any]]:
    """SQL for the newest rows of one table: table, key, at, verb, context, by, data, before."""
    names = {field.name: field.column for field in one.model._meta.local_fields}
    columns = [
        str(field.column)
        for field in one.model._meta.local_fields
        if not isinstance(field, models.BinaryField) and not field.name.startswith("pgh_")
    ]
    if one.is_event:
        at, verb, context, by, join = "e.pgh_created_at", "e.pgh_label", "e.pgh_context", "NULL::bigint", ""
        before = (
            f"CASE e.pgh_label WHEN 'update' THEN (SELECT {_json(columns, 'p')} FROM {one.table} p"
            " WHERE p.pgh_obj_id = e.pgh_obj_id AND p.pgh_id < e.pgh_id ORDER BY p.pgh_id DESC LIMIT 1) END"
        )
    else:
        moments = [f'e."{names[name]}"' for name in WHEN if isinstance(_field(one.model, name), models.DateTimeField)]
        people = [f'e."{names[name]}"' for name in WHO if isinstance(_field(one.model, name), models.ForeignKey)]
        at = f"coalesce({', '.join(['a.at', *moments])})"
        verb, context, before = "'insert'", "a.context", "NULL::jsonb"
        by = f"coalesce({', '.join(people)})" if people else "NULL::bigint"
        join = f'LEFT JOIN history_addition a ON a."table" = \'{one.table}\' AND a."row" = e.id'
    conditions = [where]
    values: list[Any] = []
    if asked.person is not None:
        conditions.append(f"coalesce(({context}->>'user')::bigint, {by}, 0) = %s")
        values.append(asked.person)
    if asked.since:
        conditions.append(f"{at} >= %s")
        values.append(start_of(asked.since))
    if asked.until:
        conditions.append(f"{at} < %s")
        values.append(start_of(asked.until + datetime.timedelta(days=1)))
    text = (
        f"""(SELECT '{one.table}' AS "table", e.{one.key} AS key, {at} AS at, {verb} AS verb, {context} AS context,"""
        f" {by} AS by, {_json(columns, 'e')} AS data, {before} AS before FROM {one.table} e {join}"
        f" WHERE {' AND '.join(conditions)} ORDER BY e.{one.key} DESC LIMIT %s)"
    )
    return text, [*values, wanted]


def _json(columns: list[str], table: str) -> str:
    """SQL for these columns of a row as JSON."""
    chosen = ", ".join(f'{table}."{column}"' for column in columns)
    return f"to_jsonb((SELECT one FROM (SELECT {chosen}) one))"


def _field(model: type[models.Model], name: str) -> Any:
    return next((field for field in model._meta.local_fields if field.name == name), None)


def start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _told(found: list[_Found], of: Collection[str]) -> list[Change]:
    """Rows in words; what they refer to is read in one question for each kind of thing."""
    by_table = {one.table: one for one in recorded()}
    if any(row.data.get("section") == 2 for row in found):
        shows()
    wanted: dict[type[models.Model], set[int]] = {User: {key for row in found if (key := _who(row))}}
    for row in found:
        for field in _fields(by_table[row.table].model):
            if isinstance(field, models.ForeignKey):
                keys = [row.data.get(field.column), (row.before or {}).get(field.column)]
                wanted.setdefault(field.related_model, set()).update(key for key in keys if key is not None)
    names = {model: names_of(model, keys) for model, keys in wanted.items() if keys}
    return [_change(row, by_table[row.table], names, of) for row in found]


def _who(row: _Found) -> int:
    return int((row.context or {}).get("user") or row.by or 0)


def names_of(model: type[models.Model], keys: set[int]) -> dict[int, str]:
    """What the rows are called today, as far as the walls let them be read."""
    rows = model._base_manager.filter(pk__in=keys).select_related(*_called_by(model))
    return {row.pk: str(row) for row in rows}


@cache
def _called_by(model: type[models.Model]) -> tuple[str, ...]:
    """References of a model that its name may need: its trust alone where it has no other."""
    names = [field.name for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    return tuple(name for name in names if name != "trust") or tuple(names)


@cache
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    """Fields of a recorded model that are told of, as the model it tracks knows them."""
    tracked = tracked_model(model)
    mine = {field.name for field in model._meta.local_fields if not isinstance(field, models.BinaryField)}
    return tuple(field for field in tracked._meta.local_fields if field.name in mine and field.name not in UNSAID)


def _change(row: _Found, one: Recorded, names: dict[Any, dict[int, str]], of: Collection[str]) -> Change:
    lines = []
    for field in _fields(one.model):
        if field.column in of:
            continue
        after = _said(field, row.data.get(field.column), names)
        if row.verb == "update" and row.before is not None:
            before = _said(field, row.before.get(field.column), names)
            if row.before.get(field.column) == row.data.get(field.column):
                continue
        else:
            before = NOTHING
            if after == NOTHING or field.name in ONLY_CHANGED or row.data.get(field.column) is False:
                continue
        if row.verb == "delete":
            before, after = after, NOTHING
        lines.append(Line(_label(field), before, after))
    person = _who(row)
    who = names.get(User, {}).get(person, "Somebody since removed") if person else "The system"
    name = next((str(row.data[key]) for key in NAMES if row.data.get(key)), "") or _by_another(row, one, names)
    request = str((row.context or {}).get("request") or "")
    return Change(row.at, who, VERBS.get(row.verb, row.verb), called(one.model), name, tuple(lines), request)


def _by_another(row: _Found, one: Recorded, names: dict[Any, dict[int, str]]) -> str:
    """What a row without a name of its own says first of another: the owner of a risk by the owner's name."""
    for field in _fields(one.model):
        if isinstance(field, models.ForeignKey) and field.name in NAMED_BY and row.data.get(field.column):
            return _said(field, row.data[field.column], names)
    return ""


def called(model: type[models.Model]) -> str:
    """What rows of a model are called in the record: its `called`, else its verbose name."""
    tracked = tracked_model(model)
    return str(getattr(tracked, "called", tracked._meta.verbose_name))


def _label(field: Any) -> str:
    label = LABELS.get(field.name) or str(field.verbose_name)
    if isinstance(field, models.ForeignKey) and label == field.name.replace("_", " ") == str(
        field.related_model._meta.verbose_name
    ):
        label = called(field.related_model)
    return label[:1].upper() + label[1:]


def _said(field: Any, value: Any, names: dict[Any, dict[int, str]]) -> str:  # noqa: PLR0911 - a line for each type
    """A value in words; a name that the walls keep, or that is gone, is not told."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(field, models.ForeignKey):
        return names.get(field.related_model, {}).get(value, NOT_SHOWN)
    if isinstance(field, ArrayField):
        return ", ".join(_said(field.base_field, one, names) for one in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(field.to_python(value)), "j F Y, H:i")
    if isinstance(field, models.DateField):
        return date_format(field.to_python(value), "j F Y")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items() if not isinstance(one, dict | list))
    if isinstance(value, list):
        return "1 line" if len(value) == 1 else f"{len(value)} lines"
    return str(value)
