"""Keeps a row for each line of the paper, known by its natural key."""

from typing import Any, TypeVar

from django.db import models

from probation_planning.organisation.models import Document, Sourced

Row = TypeVar("Row", bound=models.Model)


class Keeper:
    """Creates rows that are missing and notes where a row that stands differs from the paper.

    `created` counts new rows by model; `differences` are sentences. Nothing that stands is ever changed.
    """

    def __init__(self) -> None:
        self.document: Document | None = None
        self.created: dict[str, int] = {}
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
            return model._default_manager.create(**key, **values)
        for name, value in values.items():
            if getattr(found, name) != value:
                self.differences.append(f"{found} ({model._meta.verbose_name}): {name} is not as in the paper.")
        return found

    @property
    def summary(self) -> str:
        """What was done, in one sentence."""
        if not self.created:
            return "Nothing was missing."
        return "Created " + ", ".join(f"{count} {name}" for name, count in sorted(self.created.items())) + "."
