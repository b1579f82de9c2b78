"""How Django's own widgets are drawn: by its templates, but for lists to choose from."""

from collections.abc import Mapping
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
    groups = (
        format_html('<optgroup label="{}">{}</optgroup>', label, _options(options)) if label else _options(options)
        for label, options, _ in widget["optgroups"]
    )
    inside = format_html_join("", "{}", ((group,) for group in groups))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), inside)


def _options(options: list[Mapping[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (("" if one["value"] is None else one["value"], _attributes(one["attrs"]), one["label"]) for one in options),
    )


def _attributes(attrs: Mapping[str, Any]) -> str:
    return flatatt({name: value for name, value in attrs.items() if value is not False}) if attrs else ""
