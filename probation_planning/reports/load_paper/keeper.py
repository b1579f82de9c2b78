"""Keeps a row for each line of the paper, known by its natural key."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from probation_planning.organisation.models import Document, Sourced

Row = TypeVar("Row", bound=models.Model)


class Keeper:
    """Creates rows that are missing and notes where a row that stands differs from the paper.

    `created` counts new rows by model, `kept` holds the keys of all that the paper names; `differences` are sentences.
    Nothing that stands is ever changed.
    """

    def __init__(self) -> None:
        self.document: Document | None = None
        self.created: dict[str, int] = {}
        self.kept: dict[type[models.Model], set[int]] = {}
        self.differences: list[str] = []

    def keep(
        self, model: type[Row], key: dict[str, Any], values: dict[str, Any] | None = None, line: int | None = None
    ) -> Row:
        """The row with this key, made from key and values if there is none yet."""
        values = dict(values or {})
        if issubclass(model, Sourced):
            values |= {"document": self.document, "line": line}
        found = model._default_manager.filter(**key).first()
        if found is None:
            self.created[model.__name__] = self.created.get(model.__name__, 0) + 1
            made = model._default_manager.create(**key, **values)
            self.kept.setdefault(model, set()).add(made.pk)
            return made
        self.kept.setdefault(model, set()).add(found.pk)
        for name, value in values.items():
            if getattr(found, name) != value:
                self.differences.append(f"{found} ({model._meta.verbose_name}): {name} is not as in the paper.")
        return found

    def keep_all(
        self, model: type[Row], within: dict[str, Any], key: tuple[str, ...], rows: Iterable[dict[str, Any]]
    ) -> None:
        """As `keep`, for many rows without lines of their own: read at once, and those missing made at once."""
        standing = {
            tuple(row.serializable_value(name) for name in key): row for row in model._default_manager.filter(**within)
        }
        missing, kept = [], self.kept.setdefault(model, set())
        for row in rows:
            wanted = model(**row)
            found = standing.get(tuple(wanted.serializable_value(name) for name in key))
            if found is None:
                missing.append(wanted)
                continue
            kept.add(found.pk)
            for name, value in row.items():
                if name not in key and getattr(found, name) != value:
                    where = ", ".join(str(row[part]) for part in key)
                    self.differences.append(f"{where} ({model._meta.verbose_name}): {name} is not as in the paper.")
        if missing:
            self.created[model.__name__] = self.created.get(model.__name__, 0) + len(missing)
            kept |= {row.pk for row in model._default_manager.bulk_create(missing)}

    @property
    def summary(self) -> str:
        """What was done, in one sentence."""
        if not self.created:
            return "Nothing was missing."
        return "Created " + ", ".join(f"{count} {name}" for name, count in sorted(self.created.items())) + "."
