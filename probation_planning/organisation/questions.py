"""Questions that many pages ask: made into SQL once in a worker, and planned once on a connection.

Django makes a queryset into SQL anew each time it is asked, and behind the walls PostgreSQL plans it anew: together
most of what a page cost. Of a question only the values that change are sent when it is asked again.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from copy import copy
from enum import Enum
from functools import lru_cache, wraps
from itertools import count
from typing import Any, NamedTuple, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import prefetch_related_objects

from probation_planning.organisation.models import Owner, Role, Trust, User
from probation_planning.organisation.roles import Reader

Asked = ParamSpec("Asked")
Row = TypeVar("Row")
Free = int | str

KEPT_SHAPES = 512
# For how many rows a question about the rows of a page is asked at once, and a key that none has.
PAGE, FEW, NO_KEY = 25, (1, 5), 0
# While SQL is made, other values stand in for those that change: it is made twice, and what differs is what changes.
# Small enough for every column; the letter is one that no form lets in (`ui/typed.py`).
STAND_INS = (29_000, 31_000)
LETTER = "\ue000"

_names = count(1)
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def question(build: "Callable[Asked, models.QuerySet[Any, Row]]") -> Callable[Asked, list[Row]]:
    """Let a function that makes a queryset answer with its rows, in SQL made once for each shape of its values.

    Free to change within a shape: numbers, words, each of a tuple of so many, and the keys of a reader (person, trust,
    owners). Any other value, hashable, makes a shape of its own. So `build` must not decide by a number or a word.
    """

    @wraps(build)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> list[Row]:
        return _asked(build, args, kwargs)

    return ask


class Statement(NamedTuple):
    """SQL put together of several querysets, and the values for its places (`%s`)."""

    sql: str
    params: tuple[Any, ...]


def statement(build: Callable[Asked, Statement]) -> Callable[Asked, list[tuple[Any, ...]]]:
    """The same for a function that puts SQL together: answers with rows as the database gives them."""

    @wraps(build)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> list[tuple[Any, ...]]:
        return _asked(build, args, kwargs)

    return ask


def _asked(build: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
    given = [*args, *kwargs.values()]
    made = _made(build, tuple(map(_shape, given)), tuple(kwargs))
    return made.rows([one for value in given for one in _free(value)]) if made else []


def attach(to: models.Model, name: str, rows: list[Any]) -> None:
    """Hand a row what stands under one of its names, as `prefetch_related` does with rows it has asked for itself."""
    # Of the model and not of the row: for each row Django would write the question anew that is not asked.
    related: Any = to._meta.get_field(name).related_model
    known = related._default_manager.none()
    known._result_cache = rows
    to.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def hand_out(to: Iterable[models.Model], name: str, rows: Iterable[Any], by: str) -> None:
    """Hand each of several rows, as `attach` does, those whose `by` is its key."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, by), []).append(row)
    empty: Any = None
    for one in to:
        empty = getattr(one, name).none() if empty is None else empty
        # Of the same question, which nobody asks: to copy it for each row costs more than its rows.
        known = type(empty)(empty.model, empty.query, empty.db)
        known._result_cache = found.get(one.pk, [])
        one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def by_page(keys: Sequence[int]) -> tuple[int, ...]:
    """Keys for a question that asks with `__in`; the last again and again, so that one more is no other question."""
    many = next((few for few in FEW if len(keys) <= few), -(-len(keys) // PAGE) * PAGE)
    return (*keys, *[keys[-1] if keys else NO_KEY] * (many - len(keys)))


class ReaderShape(NamedTuple):
    """What of a reader shapes a question: their roles, and how many owners they answer for."""

    roles: frozenset[Role]
    owners: int


class TupleShape(NamedTuple):
    """A tuple of so many numbers, or so many words."""

    kind: type[Free]
    many: int


def _is_free(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool | Enum)


def _shape(value: Any) -> Hashable:
    if isinstance(value, Reader):
        return ReaderShape(value.roles, len(value.owners))
    if _is_free(value):
        return str if isinstance(value, str) else int
    if isinstance(value, tuple) and value and (set(map(type, value)) == {int} or all(map(_is_free, value))):
        return TupleShape(str if isinstance(value[0], str) else int, len(value))
    return (value,)


def _free(value: Any) -> list[Free]:
    """What of a value is free to change, in the order in which `_stand_in` takes the numbers for it."""
    if isinstance(value, Reader):
        return [value.user.pk, value.trust.pk, *(owner.pk for owner in value.owners)]
    if _is_free(value):
        return [value]
    return list(value) if isinstance(_shape(value), TupleShape) else []


def _stand_in(shape: Any, numbers: Iterator[int]) -> Any:
    if isinstance(shape, ReaderShape):
        user, trust = User(pk=next(numbers)), Trust(pk=next(numbers))
        return Reader(user, trust, shape.roles, tuple(Owner(pk=next(numbers)) for _ in range(shape.owners)))
    if isinstance(shape, TupleShape):
        return tuple(_stand_in(shape.kind, numbers) for _ in range(shape.many))
    if shape is int:
        return next(numbers)
    return f"{LETTER}{next(numbers)}" if shape is str else shape[0]


@lru_cache(maxsize=KEPT_SHAPES)
def _made(build: Callable[..., Any], shapes: tuple[Any, ...], names: tuple[str, ...]) -> "_Prepared | None":
    """The question in this shape; none where it can have no answer."""
    try:
        one, other = (_compiled(build, shapes, names, first) for first in STAND_INS)
    except EmptyResultSet:
        return None
    return _Made(one, other) if one.compiler else _Prepared(one, other)


class Compiled(NamedTuple):
    """A queryset as Django makes it into SQL, or a statement, and what stood in it for the values that change."""

    built: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    stand_ins: list[Free]


def _compiled(build: Callable[..., Any], shapes: tuple[Any, ...], names: tuple[str, ...], first: int) -> Compiled:
    numbers = count(first)
    values = [_stand_in(shape, numbers) for shape in shapes]
    by_place = len(values) - len(names)
    built = build(*values[:by_place], **dict(zip(names, values[by_place:], strict=True)))
    stand_ins = [one for value in values for one in _free(value)]
    if isinstance(built, Statement):
        return Compiled(build, None, built.sql, built.params, stand_ins)
    compiler = built.query.get_compiler(using=built.db)
    sql, params = compiler.as_sql()
    return Compiled(built, compiler, sql, params, stand_ins)


class _Prepared:
    """SQL with places for what is free to change."""

    def __init__(self, one: Compiled, other: Compiled) -> None:
        self.about: Any = one.built.model if one.compiler else one.built
        self.db: str = one.built.db if one.compiler else DEFAULT_DB_ALIAS
        if one.sql != other.sql:
            raise TypeError(f"{self.about.__name__}: the question is another one for other numbers or words.")
        self.places: list[int] = []
        self.name = f"question_{next(_names)}"
        waiting = zip(one.params, other.params, strict=True)
        with connections[self.db].cursor() as cursor:

            def written(mark: re.Match[str]) -> str:
                return "%" if mark[1] == "%" else self._written(cursor, one.stand_ins, *next(waiting))

            self.sql = re.sub(r"%(.)", written, one.sql)
        self.execute = f"EXECUTE {self.name} ({', '.join(['%s'] * len(self.places))})".replace(" ()", "")

    def _written(self, cursor: Any, stand_ins: list[Free], value: Any, other: Any) -> str:
        """A value as it stands in the SQL: itself, or a place where it is free to change."""
        # As written: two objects of JSON that say the same are not equal.
        written, other_written = (cursor.mogrify("%s", [one]).decode() for one in (value, other))
        if written == other_written:
            said: str = written
            return said
        if value not in stand_ins:
            raise TypeError(f"{self.about.__name__}: what changes stands inside {value!r}; ask with `__in`.")
        place = stand_ins.index(value)
        if place not in self.places:
            self.places.append(place)
        return f"${self.places.index(place) + 1}"

    def rows(self, values: list[Free]) -> list[Any]:
        """The answer with these values in their places."""
        # A cursor first: if the connection was lost, it is another one from here on.
        with connections[self.db].cursor() as cursor:
            self._prepare(connections[self.db].connection)
            cursor.execute(self.execute, [values[place] for place in self.places])
            found: list[Any] = cursor.fetchall()
        return found

    def _prepare(self, connection: Any) -> None:
        known = _prepared.setdefault(connection, set())
        if self.name not in known:
            with connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self.name} AS {self.sql}")
            known.add(self.name)


class _Made(_Prepared):
    """A queryset as such SQL: its rows become what the queryset is of."""

    def __init__(self, one: Compiled, other: Compiled) -> None:
        super().__init__(one, other)
        self.built, self.compiler = one.built, one.compiler
        # How columns become values depends on the question alone, and is found out once.
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)

    def rows(self, values: list[Free]) -> list[Any]:
        """The answer with these values in their places."""
        found = [row[: self.compiler.col_count] for row in super().rows(values)]
        compiler, query = copy(self.compiler), copy(self.built.query)
        compiler.connection = connections[self.db]
        compiler.execute_sql = lambda *_, **__: [found]
        compiler.get_converters = lambda _: self.converters
        query.get_compiler = lambda *_, **__: compiler
        asked = type(self.built)(self.built.model, query, self.built.db)
        asked._iterable_class, asked._fields = self.built._iterable_class, self.built._fields
        rows = list(asked)
        prefetch_related_objects(rows, *self.built._prefetch_related_lookups)
        return rows
