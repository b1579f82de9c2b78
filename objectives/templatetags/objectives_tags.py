"""The one way a status of an objective is shown."""

from functools import lru_cache

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from objectives.models import Status
from objectives.spread import slug_of
from objectives.standing import Standing, standing
from probation_planning.organisation.models import DeliveryUnit
from probation_planning.ui.templatetags.ui_tags import status_tag

register = template.Library()


@register.simple_tag(takes_context=True)
def standing_tag(context: Context, answer: str | None) -> SafeString:
    """How an objective with this answer (a status, None for none) stands at the page's `quarter`."""
    return _drawn(standing(Status(answer) if answer else None, context["quarter"], context["today"]))


@register.filter
def unit_slug(unit: DeliveryUnit) -> str:
    """How addresses write a unit."""
    return slug_of(unit)


@lru_cache
def _drawn(shown: Standing) -> SafeString:
    """The few there are stand on a page many times."""
    return status_tag(shown)
