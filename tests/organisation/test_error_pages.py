"""Pages for what went wrong: in words, with the request's number, and nothing of how we are built."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import StatusUpdate
from probation_planning.organisation.last_resort import LastResort
from probation_planning.organisation.models import Trust
from tests.production import NO_DATABASE, told_by

pytestmark = pytest.mark.usefixtures("routes_of_tests")

YEAR = "/derbyshire/2011-12/"
OFFICER, OWNER = "officer@derbyshire.example", "business.services@derbyshire.example"
OBJECTIVE = f"{YEAR}plan/objectives/1.2-3/"
TYPED = "Two of the three premises\nare ready; the third <b>waits</b> for its lease."
ANSWER = {"status": "on_track", "quarter": "1", "seen": "0", "comment": TYPED}
HERE = {"origin": "http://testserver"}
# What would tell of versions, places and questions.
TELLING = re.compile(
    r"Traceback|Django|Python|PostgreSQL|psycopg|gunicorn|SELECT |/tmp/|\.py\b|restricted|10\.0\.0\.7|line \d", re.I
)


@pytest.fixture
def faulty(sign_in: Callable[[str], Client], settings: Any) -> Client:
    """The officer, on a site with three addresses that break."""
    settings.ROOT_URLCONF = "tests.organisation.faulty_urls"
    client = sign_in(OFFICER)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("method", "address", "status", "says"),
    [
        ("get", "/?q=%00", 400, "The request could not be read"),
        ("get", "/unstorable/", 400, "a value that cannot be stored"),
        ("get", f"{YEAR}risks/1.2/correct/", 403, "You may not do this"),
        ("get", "/nowhere/", 404, "Page not found"),
        ("get", f"{YEAR}risks/reviews/jun-11/open/", 405, "The address takes POST and nothing else"),
        ("get", "/fault/", 500, "The fault is ours"),
        ("get", "/unreachable/", 503, "The database does not answer"),
    ],
)
def test_a_page_says_what_was_wrong_and_nothing_of_how_we_are_built(
    faulty: Client, derbyshire: Trust, method: str, address: str, status: int, says: str
) -> None:
    answer = getattr(faulty, method)(address)
    page = answer.content.decode()

    assert answer.status_code == status
    assert says in page
    assert answer.get("Content-Length") in {None, str(len(answer.content))}
    assert answer["X-Request-Id"] in page
    assert not TELLING.search(re.sub(r'(href|src)="[^"]*"', "", page))
    assert 'lang="en-GB"' in page
    assert page.count("<h1") == 1
    assert 'href="#main-content"' in page


def test_a_page_for_another_method_says_which_it_takes(faulty: Client, derbyshire: Trust) -> None:
    assert faulty.get(f"{YEAR}risks/reviews/jun-11/open/")["Allow"] == "POST"


def test_too_many_boxes_are_refused_in_words(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in(OFFICER).post(YEAR, {f"box-{number}": "" for number in range(1001)})

    assert answer.status_code == 413
    assert "more boxes or files than any form of ours" in answer.content.decode()


def test_a_database_that_is_away_says_when_to_come_back(faulty: Client) -> None:
    assert faulty.get("/unreachable/")["Retry-After"] == "30"


WITHOUT_DATABASE = """
from django.test import Client
client = Client(SERVER_NAME="planning.example", raise_request_exception=False)
client.cookies["__Host-session"] = "x" * 32
asked = [client.get("/", secure=True), client.get("/derbyshire/2011-12/plan/", secure=True),
    client.get("/nowhere/", secure=True), client.post("/accounts/login/", {"login": "a@b.example"}, secure=True),
    client.get("/admin/", secure=True), client.get("/readyz", secure=True), client.get("/?q=%00", secure=True)]
alive = Client(SERVER_NAME="planning.example").get("/livez", secure=True)
print(json.dumps({"asked": [[one.status_code, one.content.decode(), dict(one.headers)] for one in asked],
    "alive": alive.status_code}))
"""


def test_without_a_database_every_page_says_so_and_the_process_says_it_lives() -> None:
    told = told_by(WITHOUT_DATABASE, DATABASE_URL=NO_DATABASE)

    assert [status for status, _, _ in told["asked"]] == [503] * 6 + [400]
    assert told["alive"] == 200
    for status, page, headers in told["asked"]:
        assert headers["X-Request-Id"] in page
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert not TELLING.search(re.sub(r'(href|src)="[^"]*"', "", page))
        if status == 503:
            assert headers["Retry-After"] == "30"


def test_a_fault_below_every_page_still_has_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        raise RuntimeError("the words of a restricted risk")

    heard: list[Any] = []
    page = b"".join(LastResort(broken)({}, lambda *said: heard.extend(said))).decode()

    status, headers = heard[0], dict(heard[1])
    assert status.startswith("500")
    assert headers["X-Request-Id"] in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert not TELLING.search(page)
    assert headers["X-Request-Id"] in caplog.text


# A form whose token is missing or old.


def strict(sign_in: Callable[[str], Client], email: str = OWNER) -> Client:
    """Somebody signed in, whose forms are looked at as a browser's are."""
    client = sign_in(email)
    client.handler.enforce_csrf_checks = True
    return client


def test_a_form_that_stood_open_too_long_comes_back_with_its_words_and_can_be_sent_again(
    sign_in: Callable[[str], Client], derbyshire: Trust
) -> None:
    client = strict(sign_in)

    refused = client.post(OBJECTIVE, ANSWER | {"csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    page = refused.content.decode()
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.replace("\n", "\r\n")))
    nothing_saved = not StatusUpdate.objects.exists()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    sent = client.post(OBJECTIVE, ANSWER | {"csrfmiddlewaretoken": token}, headers=HERE)

    assert refused.status_code == 403
    assert nothing_saved
    assert "Two of the three premises<br>are ready; the third &lt;b&gt;waits&lt;/b&gt; for its lease." in page
    assert {name: again[name] for name in ("status", "quarter", "seen")} == {
        "status": "on_track",
        "quarter": "1",
        "seen": "0",
    }
    assert "comment" in again
    assert sent.status_code == 302
    assert StatusUpdate.objects.get().comment == TYPED


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"referer": "http://testserver.evil.example/"},
        {"origin": "http://[", "referer": "http://["},
        {"referer": "https://evil.example/http://testserver/"},
    ],
)
def test_a_form_from_elsewhere_gets_no_button_to_send_it_with(
    sign_in: Callable[[str], Client], derbyshire: Trust, said: dict[str, str]
) -> None:
    refused = strict(sign_in).post(OBJECTIVE, ANSWER, headers=said)
    page = refused.content.decode()

    assert refused.status_code == 403
    assert "Send it again" not in page
    assert "Two of the three premises" not in page
    assert "reload the page" in page


def test_a_password_never_comes_back_on_a_page(db: None) -> None:
    client = Client(enforce_csrf_checks=True)

    page = client.post("/accounts/login/", {"login": "a@b.example", "password": "a long secret"}, headers=HERE)

    assert page.status_code == 403
    assert "a long secret" not in page.content.decode()


def test_a_file_is_not_pretended_to_be_sent_again(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = ANSWER | {"file_2": SimpleUploadedFile("plan.txt", b"words")}

    page = strict(sign_in).post(OBJECTIVE, form, headers=HERE).content.decode()

    assert "has to be chosen again" in page
    assert "Two of the three premises" in page
    assert 'name="status"' not in page


def test_security_txt_says_whom_to_tell_and_until_when(client: Client, db: None) -> None:
    import datetime

    told = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    until = datetime.datetime.fromisoformat(told["Expires"])

    assert told["Contact"].startswith("mailto:")
    assert told["Canonical"].endswith("/.well-known/security.txt")
    assert datetime.timedelta() < until - datetime.datetime.now(datetime.UTC) < datetime.timedelta(days=365)
