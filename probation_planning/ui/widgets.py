"""Controls of our own, where Django's would cost more than the page they stand on."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.safestring import SafeString


class KeptSelect(forms.Select):
    """A list to choose from, drawn once for the same choices: a list's filters stand on each of its pages."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The list as HTML, with the value chosen."""
        attributes = self.build_attrs(self.attrs, attrs)
        return _drawn(renderer, name, value, tuple(attributes.items()), tuple(self.choices))


@lru_cache(maxsize=256, typed=True)
def _drawn(
    renderer: BaseRenderer | None,
    name: str,
    value: Hashable,
    attrs: tuple[tuple[str, Hashable], ...],
    choices: tuple[tuple[Hashable, str], ...],
) -> SafeString:
    return forms.Select(choices=choices).render(name, value, dict(attrs), renderer)
