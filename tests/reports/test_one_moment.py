"""Which pages see the database as it stood at one moment, and that they do."""

import threading

import psycopg2
import pytest
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse

from probation_planning.organisation.models import Trust
from probation_planning.reports.middleware import OF_ONE_MOMENT, SnapshotMiddleware

YEAR = "/derbyshire/2011-12/"


@pytest.mark.parametrize(
    "page",
    [
        "reports/",
        "reports/plan/",
        "reports/plan/pdf/",
        "reports/board/new/",
        "reports/check/",
        "risks/reviews/jun-11/issue/smt/draft/",
    ],
)
def test_what_reads_a_report_is_of_one_moment(page: str) -> None:
    assert OF_ONE_MOMENT.match(YEAR + page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "risks/",
        "risks/reviews/jun-11/issue/smt/",
        "reports/drawings/5b2f/cancel/",
        "reports/5b2f/draw/",
        "reports/board/5b2f/draw/",
        "plan/reports/",
    ],
)
def test_what_must_see_others_at_work_is_not(page: str) -> None:
    assert not OF_ONE_MOMENT.match(YEAR + page)


def _another_changes_the_name() -> None:
    parameters = connections["owner"].get_connection_params()
    parameters.pop("cursor_factory", None)
    outside = psycopg2.connect(**parameters)
    with outside, outside.cursor() as cursor:
        cursor.execute("SELECT set_config('app.roles', 'system', true)")
        cursor.execute("UPDATE organisation_trust SET short_name = short_name || '!' WHERE slug = 'derbyshire'")
        assert cursor.rowcount == 1
    outside.close()


@pytest.mark.parametrize(("page", "changes"), [("reports/plan/", False), ("plan/", True)])
def test_what_others_write_meanwhile_is_seen_by_no_report(fresh_database: str, page: str, changes: bool) -> None:
    names: list[str] = []

    def reads_twice(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.roles', 'system', true)")
        for _ in range(2):
            names.append(Trust.objects.get(slug="derbyshire").short_name)
            if len(names) == 1:
                other = threading.Thread(target=_another_changes_the_name)
                other.start()
                other.join()
        return HttpResponse()

    request = HttpRequest()
    request.path_info = YEAR + page
    with transaction.atomic():
        SnapshotMiddleware(reads_twice)(request)

    assert (names[0] != names[1]) is changes
