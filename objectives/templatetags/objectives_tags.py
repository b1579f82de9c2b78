"""The one way a status of an objective, and a figure of a planning table, is shown."""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from objectives.arithmetic import words_of
from objectives.models import Status
from objectives.standing import Standing, standing
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


@lru_cache
def _drawn(shown: Standing) -> SafeString:
    """The few there are stand on a page many times."""
    return status_tag(shown)
