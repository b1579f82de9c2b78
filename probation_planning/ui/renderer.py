"""How Django's own widgets are drawn: by its templates, but for lists to choose from."""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class Renderer(TemplatesSetting):
    """Draws a select in one go: Django renders three templates for each option, and a page of filters has fifty."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The widget as HTML."""
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    inside = format_html_join("", "{}", ((_group(label, options),) for label, options, _ in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), inside)


def _group(label: str | None, options: Iterable[Mapping[str, Any]]) -> SafeString:
    inside = format_html_join("", "{}", ((_option(one),) for one in options))
    return format_html('<optgroup label="{}">{}</optgroup>', label, inside) if label else inside


def _option(option: Mapping[str, Any]) -> SafeString:
    value = "" if option["value"] is None else option["value"]
    if option["attrs"] in ({}, {"selected": True}):
        return _plain_option(value, option["label"], bool(option["attrs"]))
    return format_html('<option value="{}"{}>{}</option>', value, _attributes(option["attrs"]), option["label"])


# By type as well: a text that is HTML already is not escaped, and is equal to the same text that is not.
@lru_cache(maxsize=4096, typed=True)
def _plain_option(value: Hashable, label: Hashable, selected: bool) -> SafeString:
    chosen = _attributes({"selected": selected})
    return format_html('<option value="{}"{}>{}</option>', value, chosen, label)


def _attributes(attrs: Mapping[str, Any]) -> str:
    return flatatt({name: value for name, value in attrs.items() if value is not False}) if attrs else ""
