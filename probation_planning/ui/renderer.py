"""How Django's own widgets are drawn: by its templates, but for boxes and for lists to choose from."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

WIDGETS = "django/forms/widgets"


class Renderer(TemplatesSetting):
    """Draws boxes and lists in one go: Django renders three templates for each, and for each option of a list."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The widget as HTML."""
        draw = IN_ONE_GO.get(template_name)
        if draw is not None and not context["widget"].get("is_initial"):
            return draw(context["widget"])
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


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Each with its value, or alone where it is simply so; their names are the code's own."""
    said = (f" {name}" if value is True else f' {name}="{conditional_escape(value)}"' for name, value in _shown(attrs))
    return SafeString("".join(said))


def _shown(attrs: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in attrs.items() if value is not False and value is not None)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = {} if widget["value"] is None else {"value": widget["value"]}
    return format_html(
        '<input type="{}" name="{}"{}>', widget["type"], widget["name"], _attributes({**value, **widget["attrs"]})
    )


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    # The first line break of a text area is not part of its text.
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget["attrs"]), widget["value"] or ""
    )


INPUTS = ("input", "text", "hidden", "email", "url", "number", "password", "file", "clearable_file_input", "date")
IN_ONE_GO: Mapping[str, Callable[[Mapping[str, Any]], SafeString]] = {
    f"{WIDGETS}/select.html": _select,
    f"{WIDGETS}/textarea.html": _textarea,
    **{f"{WIDGETS}/{name}.html": _input for name in INPUTS},
}
