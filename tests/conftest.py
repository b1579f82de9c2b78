"""The database of the tests, the people in it, and the browser.

The owner makes one template database a run, with the papers and the demonstration's people loaded. Each worker gets a
copy of it and runs every test in a transaction; each browser test gets a copy of its own. Tests connect as the
application's role, so the walls are up.
"""

import fcntl
import os
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from benchmarks.counting import counted
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# A machine that is busy with other tests may take its time to issue a pack.
expect.set_options(timeout=20_000)


def pytest_configure() -> None:
    """Plain static files, and quick password hashes."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO_PASSWORD = "derbyshire-2011"
    # A test stands in one transaction however long a browser, a PDF or two thousand risks take.
    connections["default"].settings_dict.setdefault("OPTIONS", {})["options"] = (
        "-c idle_in_transaction_session_timeout=0 -c statement_timeout=120s"
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey that the browser did not finish in time is played once more, from a new database, and told of."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(
                pytest.mark.flaky(
                    reruns=1, only_rerun=[r"^(Timeout)?Error: ", r"^AssertionError: (Locator|Page) expected"]
                )
            )


@contextmanager
def cursor_of(alias: str) -> Iterator[Any]:
    """A cursor of the owner's or the application's, outside any transaction, for making and dropping databases."""
    parameters = connections[alias].get_connection_params()
    parameters.pop("cursor_factory", None)
    outside = psycopg2.connect(**parameters | {"dbname": "postgres"})
    outside.autocommit = True
    try:
        with outside.cursor() as cursor:
            yield cursor
    finally:
        outside.close()


def use_database(name: str) -> None:
    """Point both doors at another database."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def template_database(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, testrun_uid: str, django_db_blocker: Any
) -> Iterator[str]:
    """A database with everything loaded, made once by whichever worker comes first."""
    name = f"probation_test_{testrun_uid[:12]}"
    shared: Path = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    with (shared / "template.lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "template.ready").exists():
            with cursor_of("owner") as cursor:
                cursor.execute(f'CREATE DATABASE "{name}"')
            use_database(name)
            call_command("prepare_database", verbosity=0)
            call_command("load_paper", verbosity=0, stdout=StringIO())
            call_command("demo_people", verbosity=0, stdout=StringIO())
            use_database("postgres")
            (shared / "template.ready").touch()
    yield name
    if worker_id == "master":
        drop(name)


@pytest.fixture(scope="session")
def django_db_setup(template_database: str, worker_id: str, django_db_blocker: Any) -> Iterator[None]:
    """This worker's own copy of the template."""
    name = f"{template_database}_{worker_id}"
    with copy_of(template_database, name), django_db_blocker.unblock():
        use_database(name)
        yield
        use_database("postgres")


@contextmanager
def copy_of(template: str, name: str) -> Iterator[None]:
    """A database copied from the template, gone afterwards."""
    with cursor_of("owner") as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield
    finally:
        for alias in ("default", "owner"):
            connections[alias].close()
        # Threads of a live server leave sessions behind; only the role that opened them may end them. One that ends by
        # itself meanwhile may leave its number to somebody else's.
        with suppress(psycopg2.errors.InsufficientPrivilege), cursor_of("default") as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
                [name],
            )
        drop(name)


def drop(name: str) -> None:
    """Drop a database, once whoever is still in it has left; PostgreSQL waits, and sends its own cleaners away."""
    with cursor_of("owner") as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture
def derbyshire(db: None) -> Iterator[Trust]:
    """Derbyshire, with the test inside it as the system."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        yield trust


@pytest.fixture
def merseyside(db: None) -> Iterator[Trust]:
    """Merseyside, with the test inside it as the system."""
    with tenancy.system():
        trust = Trust.objects.get(slug="merseyside")
    with tenancy.trust(trust):
        yield trust


@pytest.fixture
def year(derbyshire: Trust) -> Year:
    """Derbyshire's 2011/12."""
    return Year.objects.select_related("trust").get(trust=derbyshire, start="2011-04-01")


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    """Somebody of the demonstration, by address."""
    return lambda email: User.objects.get(email=email)


@pytest.fixture
def reader(derbyshire: Trust) -> Callable[[str], Reader]:
    """Somebody of Derbyshire as the pages know them."""

    def read(email: str) -> Reader:
        with tenancy.kept_context():
            return readers_of(User.objects.get(email=email), "derbyshire")[0]

    return read


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Client]:
    """A client signed in as somebody of the demonstration."""

    def signed_in(email: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(email=email))
        return client

    return signed_in


@pytest.fixture
def count_queries() -> Callable[[], Any]:
    """Counts queries as performance.md does: without BEGIN, SAVEPOINT and set_config.

    `with count_queries() as counted: …` and then `len(counted())`, or print it to see them. `events`: with the one by
    which it goes on record, once a page at most, that section 2 was read.
    """

    @contextmanager
    def counting(*, events: bool = False) -> Iterator[Callable[[], list[str]]]:
        with CaptureQueriesContext(connection) as captured:
            yield lambda: [
                _in_full(statement)
                for statement in counted(captured.captured_queries)
                if events or not statement.startswith('INSERT INTO "history_event"')
            ]

    return counting


def _in_full(statement: str) -> str:
    """A statement as it is sent, or as it was prepared with the values sent now."""
    name = re.match(r"EXECUTE (\w+)", statement)
    if name is None:
        return statement
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name = %s", [name[1]])
        return f"{cursor.fetchone()[0]} -- {statement}"


@pytest.fixture
def fresh_database(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A whole database for one test, outside any transaction."""
    name = f"{template_database}_{uuid.uuid4().hex[:8]}"
    before = connections["default"].settings_dict["NAME"]
    with copy_of(template_database, name), django_db_blocker.unblock():
        use_database(name)
        yield name
        use_database(before)


@pytest.fixture
def site(fresh_database: str) -> Iterator[str]:
    """The address of the application, served on a database of this test's own."""
    from django.test.testcases import LiveServerThread, _StaticFilesHandler

    server = LiveServerThread("localhost", _StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The machine's own Chromium, quiet, without a sandbox only for root."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-gpu",
    ]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"), "args": quiet + sandbox}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Axe is injected into pages whose policy would refuse it."""
    return {"bypass_csp": True, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
