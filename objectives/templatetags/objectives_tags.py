"""How a status, a figure of a planning table, and what became of a part since its last version are shown."""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from objectives.arithmetic import words_of
from objectives.models import Aim, Objective, Status, Theme
from objectives.spread import slug_of
from objectives.standing import Standing, standing
from objectives.versions import Marks
from probation_planning.organisation.models import DeliveryUnit
from probation_planning.ui.templatetags.ui_tags import status_tag

register = template.Library()


@register.filter
def figure(value: Decimal) -> str:
    """A figure with its thousands apart."""
    return words_of(value)


@register.simple_tag(takes_context=True)
def standing_tag(context: Context, answer: str | None) -> SafeString:
    """How an objective with this answer (a status, None for none) stands at the page's `quarter`."""
    return _drawn(standing(Status(answer) if answer else None, context["quarter"], context["today"]))


@register.filter
def unit_slug(unit: DeliveryUnit) -> str:
    """How addresses write a unit."""
    return slug_of(unit)


@register.simple_tag(takes_context=True)
def since(context: Context, row: Objective | Aim | Theme) -> SafeString | str:
    """That a theme, an aim or an objective is not as the last version has it; takes the page's `marks`."""
    marks: Marks | None = context.get("marks")
    mark = marks.mark(row) if marks else None
    return format_html(' <span class="mark mark--plain">{}</span>', mark.words) if mark else ""


@lru_cache
def _drawn(shown: Standing) -> SafeString:
    """The few there are stand on a page many times."""
    return status_tag(shown)
