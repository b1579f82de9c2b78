"""The one base of a list's filters, and what a list is narrowed by, in words."""

from collections.abc import Iterable
from copy import copy
from typing import Any, NamedTuple, Self

import django_filters
from django import forms
from django.db.models import Model
from django.http import QueryDict


class Copied:
    """A filter that a list may change for itself: copied only as deep as that, for each page of a list has a dozen."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        mine: Any = copy(self)
        mine.extra = dict(mine.extra)
        mine.method = mine.method
        return mine  # type: ignore[no-any-return]


class HouseFilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """A list's filters, whose form is made of the very fields it asked them for, not of copies."""

    @property
    def form(self) -> forms.Form:
        """The form, with what the address says."""
        if not hasattr(self, "_form"):
            self._form = forms.Form(self.data if self.is_bound else None, prefix=self.form_prefix)
            self._form.fields = {name: one.field for name, one in self.filters.items()}
        return self._form

    @property
    def all_faults(self) -> str:
        """All that is wrong with the address, as one sentence or more; empty when nothing is."""
        return " ".join(fault_of(field) for field in self.form if field.errors)


def fault_of(field: forms.BoundField) -> str:
    """What is wrong with a part of the address, after its name."""
    return f"{field.label}: {' '.join(map(str, field.errors))}"


class ActiveFilter(NamedTuple):
    """One filter in use: its name, the value in words, and the query string without it."""

    label: str
    words: str
    without: str


def active_filters(filterset: Any, query: QueryDict) -> list[ActiveFilter]:
    """The filters of a django-filter set that have a valid value; paging starts again when one is lifted."""
    form = filterset.form
    if not form.is_bound:
        return []
    form.is_valid()
    found = []
    for field in form:
        words = _words(field, form.cleaned_data.get(field.name))
        if words:
            rest = query.copy()
            for name in (field.html_name, "page"):
                rest.pop(name, None)
            found.append(ActiveFilter(field.label, words, f"?{rest.urlencode()}"))
    return found


def in_words(filterset: Any, query: QueryDict) -> str:
    """What a list is narrowed by, as one text; empty where nothing is left out."""
    return "; ".join(f"{one.label}: {one.words}" for one in active_filters(filterset, query))


def cleared(filterset: Any, query: QueryDict) -> str:
    """The query string without any filter in use; what else the page keeps in its address stays."""
    filterset.form.is_valid()
    rest = query.copy()
    rest.pop("page", None)
    for field in filterset.form:
        if field.errors or _words(field, filterset.form.cleaned_data.get(field.name)):
            rest.pop(field.html_name, None)
    return f"?{rest.urlencode()}"


def _words(field: Any, value: Any) -> str:
    """A cleaned value as its choices call it; empty for no value."""
    if value is None or value in ("", False):
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Iterable) and not isinstance(value, str | Model):
        return " or ".join(_words(field, each) for each in value)
    labels = {} if isinstance(value, Model) else _labels(getattr(field.field, "choices", ()))
    return labels.get(str(value), str(value))


def _labels(choices: Iterable[Any]) -> dict[str, str]:
    """Choices flattened to value → label."""
    labels: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            labels |= _labels(label)
        else:
            labels[str(value)] = str(label)
    return labels
