"""What log lines say, and what they never do."""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory

from probation_planning.organisation.logs import JsonFormatter, LineFormatter
from probation_planning.organisation.models import Trust, User
from risks.models import Entry

PASSWORD = "derbyshire-2011"
OFFICER = "officer@derbyshire.example"
CANARY = "Zanzibar canary"


class Kept(logging.Handler):
    """Keeps each line as production would write it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Iterator[Kept]:
    """Everything that is logged at any level, even what no handler of ours would be given."""
    handler, changed = Kept(), []
    root = logging.getLogger()
    for name in ("", "django", "django.request", "probation_planning.security"):
        logger = logging.getLogger(name)
        changed.append((logger, logger.level))
        logger.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for logger, level in changed:
        logger.setLevel(level)


def line(formatter: logging.Formatter, message: str, *args: Any, name: str = "risks", **extra: Any) -> str:
    record = logging.makeLogRecord({"name": name, "msg": message, "args": args, "levelname": "WARNING", **extra})
    return formatter.format(record)


@pytest.mark.parametrize("formatter", [JsonFormatter(), LineFormatter("{name} {message}", style="{")])
@pytest.mark.parametrize("sent", ["a\r\nb", "a\x1b[31mb", "a\u2028b", "a\u202eb", "a\x85b", "a\0b"])
def test_no_value_begins_a_line_or_steers_a_terminal(formatter: logging.Formatter, sent: str) -> None:
    text = line(formatter, "Said %s", sent)

    assert text.isprintable()
    assert len(text.splitlines()) == 1
    assert "Said a" in text


def test_a_line_is_json_with_the_request_it_came_of() -> None:
    request = RequestFactory().get("/derbyshire/2011-12/risks/2.1/?q=zanzibar")
    request.id = "f00d"  # type: ignore[attr-defined]

    said = json.loads(
        line(
            JsonFormatter(), "Not Found: %s", "/x/", name="django.request", levelno=30, request=request, status_code=404
        )
    )

    assert said["request"] == "f00d"
    assert said["says"] == "django.request 404 GET"
    assert said["level"] == "WARNING"


def test_others_messages_are_told_without_their_values() -> None:
    assert json.loads(line(JsonFormatter(), "Ignored %s", CANARY, name="weasyprint"))["says"] == "Ignored %s"
    assert json.loads(line(JsonFormatter(), "Worker %s", 12, name="gunicorn.error"))["says"] == "Worker 12"


def test_an_error_is_told_by_its_class_and_place_without_words_or_values(db: None) -> None:
    taken = CANARY
    try:
        with transaction.atomic():
            User.objects.create(email="officer@derbyshire.example", name=taken)
    except IntegrityError:
        text = line(JsonFormatter(), "Failed", exc_info=sys.exc_info())

    said = json.loads(text)
    assert [one["class"].rpartition(".")[2] for one in said["error"]] == ["IntegrityError", "UniqueViolation"]
    assert any("test_logs.py" in place for place in said["error"][0]["at"])
    assert CANARY not in text
    assert "officer@" not in text


def test_journeys_leave_no_secret_and_no_word_of_section_2_in_any_log(kept: Kept, derbyshire: Trust) -> None:
    Entry.objects.filter(section=2).update(title=CANARY)
    client = Client(raise_request_exception=False)
    client.post("/accounts/login/", {"login": OFFICER, "password": "Zanzibar-canary-wrong"})
    client.post("/accounts/login/", {"login": "zanzibar@nowhere.example", "password": "Zanzibar-canary-wrong"})
    client.post("/accounts/login/", {"login": OFFICER, "password": PASSWORD})
    session = client.session.session_key
    for page in (
        "risks/2.1/",
        "risks/2.99/",
        "search/?q=zanzibar",
        "risks/?owner=zanzibar",
        "risks/export.csv?q=zanzibar",
        "zanzibar/",
        "risks/2.1/edit/",
    ):
        client.get("/derbyshire/2011-12/" + page)
    client.post("/derbyshire/2011-12/risks/2.1/note/", {"text": CANARY})
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else CANARY
    other = Client()
    other.post("/accounts/password/reset/", {"email": OFFICER})
    address = next(word for word in str(mail.outbox[-1].body).split() if "/reset/key/" in word)
    key = address.rstrip("/").rpartition("/")[2]
    other.get(f"/accounts/password/reset/key/{key}/")
    other.get(f"/accounts/password/reset/key/{key}-wrong/")
    with connection.execute_wrapper(fails):
        client.get("/derbyshire/2011-12/search/?q=zanzibar")
    client.post("/accounts/logout/")

    everything = "\n".join(kept.lines).lower()
    assert len(kept.lines) > 10
    assert '"kind": "sign_in_failed"' in everything
    assert '"status' in everything or "django.request" in everything
    for secret in ("zanzibar", PASSWORD, session, token, key, "2.99", "officer@"):
        assert str(secret).lower() not in everything, secret


def fails(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Raises an error that bears words of section 2 while a page is made."""
    if "websearch_to_tsquery" in sql:
        raise ValueError(f"{CANARY} in {sql} with {params}")
    return execute(sql, params, many, context)


def test_a_page_that_fails_says_so_in_the_log_with_its_route(kept: Kept, derbyshire: Trust) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=OFFICER))
    with connection.execute_wrapper(fails):
        response = client.get("/derbyshire/2011-12/search/?q=zanzibar")

    assert response.status_code == 500
    [said] = [one for one in map(json.loads, kept.lines) if one["level"] == "ERROR" and "error" in one]
    assert said["request"] == response["X-Request-Id"]
    assert said["route"] == "<trust:trust>/<year:year>/search/"
    assert said["trust"] == "derbyshire"
    assert said["error"][0]["class"] == "builtins.ValueError"
    assert "anzibar" not in json.dumps(said)
