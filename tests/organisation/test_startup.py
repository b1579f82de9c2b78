"""What production refuses to start with, each tried in a process of its own; and what the doctor says."""

import datetime
import json
from io import StringIO
from typing import Any

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from probation_planning.organisation import startup, tenancy
from probation_planning.organisation.models import Owner, Trust, User
from probation_planning.reports import doctor
from tests.production import NO_DATABASE, PRODUCTION, address_of, manage, run, told_by

SETTINGS = "import probation_planning.settings"
WSGI = "import probation_planning.wsgi"


def test_what_production_is_told_in_these_tests_is_taken() -> None:
    assert run("-c", SETTINGS).returncode == 0


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "abcdefgh" * 8}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + PRODUCTION["SECRET_KEY"]}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"TODAY": "2011-06-20"}, "TODAY"),
        ({"TODAY": "soon"}, "TODAY"),
        ({"DEMO_PASSWORD": "derbyshire-2011"}, "DEMO_PASSWORD"),
        ({"DEBUG": "true"}, "DEBUG"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "planning.example,*"}, "ALLOWED_HOSTS"),
        ({"SITE_ADDRESS": "http://planning.example"}, "SITE_ADDRESS"),
        ({"MODE": "staging"}, "MODE"),
        ({"MODE": "Production"}, "MODE"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"EMAIL_PORT": "post"}, "EMAIL_PORT"),
        ({"SECURE_SSL_REDIRECT": "perhaps"}, "SECURE_SSL_REDIRECT"),
    ],
)
def test_production_refuses_what_is_unsafe_or_unreadable_and_names_it(told: dict[str, str], says: str) -> None:
    done = run("-c", SETTINGS, **told)

    assert done.returncode != 0
    assert says in done.stderr.splitlines()[-1]


def test_django_finds_nothing_to_warn_of_in_production() -> None:
    done = manage("check", "--deploy", "--fail-level=WARNING")

    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout + done.stderr


@pytest.fixture
def emptied(fresh_database: str) -> str:
    """A database of this test's own, without people of the demonstration."""
    User.objects.update(is_active=False)
    return fresh_database


def as_owner(database: str, sql: str) -> None:
    """Change the database as its owner."""
    owner = psycopg2.connect(address_of(database, as_owner=True))
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute(sql)
    owner.close()


def test_the_web_starts_where_everything_is_as_it_should_be(emptied: str) -> None:
    done = run("-c", WSGI, DATABASE_URL=address_of(emptied))

    assert done.returncode == 0, done.stderr


def test_the_web_does_not_start_with_a_role_that_could_take_the_walls_down(emptied: str) -> None:
    done = run("-c", WSGI, DATABASE_URL=address_of(emptied, as_owner=True))

    assert done.returncode != 0
    assert "owns tables" in done.stderr


@pytest.mark.parametrize("words", [["db_worker", "--batch", "--no-startup-delay"], ["seal_audit"]], ids=lambda w: w[0])
def test_neither_worker_nor_sealer_starts_where_the_web_would_not(db: None, settings: Any, words: list[str]) -> None:
    settings.PRODUCTION = True

    with pytest.raises(ImproperlyConfigured, match="people of a demonstration"):
        call_command(*words)


def test_a_wall_that_is_down_is_named(emptied: str) -> None:
    as_owner(emptied, "ALTER TABLE risks_entry NO FORCE ROW LEVEL SECURITY")

    [fault] = startup.faults()

    assert fault.startswith("The table risks_entry holds a trust's rows and its walls are not up.")


def test_people_whose_password_is_printed_are_named(db: None) -> None:
    [fault] = startup.faults()

    assert "people of a demonstration" in fault


def test_in_the_middle_of_an_upgrade_only_the_role_is_asked(emptied: str) -> None:
    last = "SELECT max(name) FROM django_migrations WHERE app = 'reports'"
    as_owner(emptied, f"DELETE FROM django_migrations WHERE app = 'reports' AND name = ({last})")
    as_owner(emptied, "ALTER TABLE risks_entry NO FORCE ROW LEVEL SECURITY")

    assert list(startup.faults()) == []


LATER = """
import dj_database_url
import probation_planning.wsgi
from django.db import connection
from django.core.exceptions import ImproperlyConfigured
found = []
said = connection.settings_dict
for address in ADDRESSES:
    said.update(dj_database_url.parse(address))
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found.append("served")
    except ImproperlyConfigured:
        found.append("refused")
print(json.dumps(found))
"""


def test_a_database_that_was_away_is_asked_when_it_comes(emptied: str) -> None:
    owner, app = address_of(emptied, as_owner=True), address_of(emptied)

    found = told_by(LATER.replace("ADDRESSES", repr([owner, owner, app])), DATABASE_URL=NO_DATABASE)

    assert found == ["refused", "refused", "served"]


def test_a_demonstration_is_not_asked(db: None, settings: Any) -> None:
    settings.PRODUCTION = False

    startup.require_safe()


def with_role(db_role: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said of a role that PostgreSQL describes so."""
    monkeypatch.setattr(startup, "ROLE", f"SELECT {db_role}")
    return startup.role_faults()


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("'postgres', true, false, false, 0", "is a superuser"),
        ("'app', false, true, false, 0", "BYPASSRLS"),
        ("'app', false, false, true, 0", "may make roles"),
        ("'app', false, false, false, 3", "owns tables"),
    ],
)
def test_each_power_of_a_role_is_named(db: None, monkeypatch: pytest.MonkeyPatch, role: str, says: str) -> None:
    [fault] = with_role(role, monkeypatch)

    assert says in fault
    assert "DATABASE_URL" in fault


# The doctor.


def asked() -> dict[str, doctor.Finding]:
    """Every finding, by its name."""
    return {one.name: one for one in doctor.findings()}


def test_the_doctor_finds_nothing_wrong_with_what_tests_run_on(db: None) -> None:
    found = asked()

    # The papers that tests run on were never sealed, and may have stood there for a while.
    assert {name for name, one in found.items() if one.state is doctor.State.WRONG} <= {"disk", "sealer"}
    assert "Not set up" in found["backup"].says
    assert found["walls"].state is found["database role"].state is found["migrations"].state is doctor.State.OK


def test_the_doctor_says_it_as_json_and_ends_with_1_where_something_is_wrong(
    db: None, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=said)

    told = json.loads(said.getvalue())
    assert ended.value.code == 1
    assert told["ok"] is False
    assert {"name": "disk", "state": "wrong"}.items() <= next(
        one for one in told["checks"] if one["name"] == "disk"
    ).items()


def test_the_doctor_says_that_a_worker_is_missing(db: None) -> None:
    task = DBTaskResult.objects.create(
        task_path="a", args_kwargs={}, queue_name="default", backend_name="default", run_after=timezone.now()
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - datetime.timedelta(hours=1))

    assert asked()["worker"].state is doctor.State.WRONG


def test_the_doctor_says_that_a_sealer_is_missing(derbyshire: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    Owner.objects.create(name="Treasurer", kind="post")
    monkeypatch.setattr(doctor, "PATIENCE", datetime.timedelta(days=365))
    before = doctor._sealer()
    monkeypatch.setattr(doctor, "PATIENCE", datetime.timedelta(minutes=-1))

    assert before[0] is doctor.State.OK
    assert doctor._sealer()[0] is doctor.State.WRONG


def test_the_doctor_says_that_mail_does_not_go_out(db: None, settings: Any) -> None:
    settings.PRODUCTION, settings.CAN_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, True, "127.0.0.1", 1

    state, says = doctor._mail()

    assert state is doctor.State.WRONG
    assert "EMAIL_HOST" in says


def test_a_database_that_is_away_is_said_in_words_by_every_check_that_asks_it() -> None:
    done = manage("doctor", "--json", DATABASE_URL=NO_DATABASE)

    checks = {one["name"]: one for one in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert checks["database role"]["state"] == checks["walls"]["state"] == checks["sealer"]["state"] == "wrong"
    assert "Traceback" not in done.stdout + done.stderr


def test_whoever_asks_without_a_trust_is_told_nothing_of_any(db: None) -> None:
    assert not any(tenancy.inside().values())

    asked()

    assert not any(tenancy.inside().values())
    assert not connection.needs_rollback
