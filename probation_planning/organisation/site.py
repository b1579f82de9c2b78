"""The administration as a place: nothing stands in it that is not behind the walls, and nobody signs in there."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# A second way to set a password, past the page that counts tries; and one that tells of any row of any table, by its
# key, whether it is there.
CLOSED = frozenset({"password_change", "password_change_done", "view_on_site"})


class Site(AdminSite):
    """Takes the lists of ours, and none that a library brings along."""

    site_header = "Probation Planning administration"
    site_title = "Probation Planning"
    index_title = "Rooms"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what is `Walled`."""
        if getattr(admin_class, "is_walled", False):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Without what is closed."""
        return [one for one in super().get_urls() if getattr(one, "name", "") not in CLOSED]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """People sign in on the one page that there is; it is behind this one for whoever is not."""
        return redirect("admin:index")
