"""Filters for the plain data of a pack."""

import datetime

from django import template

register = template.Library()


@register.filter
def day(iso: str) -> datetime.date:
    """A day as a pack's data hold it (2011-06-20), for Django's date filter."""
    return datetime.date.fromisoformat(iso)
