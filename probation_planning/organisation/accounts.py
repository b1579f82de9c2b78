"""How accounts behave: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from probation_planning.ui.sign_in import SENTENCES


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, and messages are in our own words."""

    error_messages = DefaultAccountAdapter.error_messages | SENTENCES

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
