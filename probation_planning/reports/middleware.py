"""Everything that a report says comes from one moment."""

import re
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

# Pages that read a report; what moves a drawing on must see what others do to it meanwhile.
OF_ONE_MOMENT = re.compile(
    r"/[a-z0-9-]+/\d{4}-\d{2}/(reports/(?!drawings/)(?!.*/draw/$)|risks/reviews/[^/]+/issue/[^/]+/draft/$)", re.ASCII
)


class SnapshotMiddleware:
    """Lets every question asked for a report see the database as it stood when the first was asked.

    Stands right behind the middleware that opens the request's transaction: once a question was asked it is too late.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Inside somebody else's transaction, as in most tests, the moment is that transaction's affair.
        if len(connection.atomic_blocks) == 1 and OF_ONE_MOMENT.match(request.path_info):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return self.get_response(request)
