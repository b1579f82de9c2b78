"""Where pages are: a list of two hundred lines asks for two hundred addresses, and Django works each out anew."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def way_to(name: str, *args: str) -> str:
    """The address of a page; it says nothing but the words it is made of, so it is kept for as long as the worker."""
    return reverse(name, args=args)
