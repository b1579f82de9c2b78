"""What goes into a browser besides the session and the token of forms."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    """Under a name that browsers take from this host alone, and over https alone."""

    cookie_name = "__Host-messages"


class HostMessages(FallbackStorage):
    """What the last act did, told on the next page."""

    storage_classes = (HostCookie, SessionStorage)
