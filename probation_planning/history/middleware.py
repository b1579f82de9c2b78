"""Security events of a request are written once it is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from probation_planning.history.events import write_answered
from probation_planning.organisation.security import watching

# Above it nothing was done that could be noted: the database does not answer.
UNANSWERED = 503


class EventsMiddleware:
    """Stands outside the request's transaction: a page stays a read, and what an undone act noted stays noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with watching(request) as watched:
            response = self.get_response(request)
            if response.status_code != UNANSWERED:
                write_answered(watched, response)
        return response
