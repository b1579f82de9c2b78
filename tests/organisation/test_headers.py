"""Every answer carries the headers that keep a browser from being used against its reader, whatever the answer is."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from probation_planning.organisation.models import Trust
from probation_planning.reports.models import Pack, PackFile
from tests.production import address_of, told_by

pytestmark = pytest.mark.usefixtures("routes_of_tests")

YEAR = "/derbyshire/2011-12/"
OFFICER, DIRECTOR = "officer@derbyshire.example", "business.services@derbyshire.example"
Ask = Callable[[Client], HttpResponseBase]


def of_a_pack(client: Client) -> HttpResponseBase:
    """The PDF of a pack."""
    pack = Pack.objects.order_by("pk")[0]
    PackFile.objects.get_or_create(pack=pack, defaults={"name": "p", "content": b"%PDF", "sha256": "", "pages": 1})
    return client.get(f"{YEAR}reports/{pack.uuid}/{pack.file.name}.pdf")


def unchanged(client: Client) -> HttpResponseBase:
    """A file that the browser has already."""
    return client.get("/static/ui/house.css", headers={"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"})


def too_often(client: Client) -> HttpResponseBase:
    """One try too many."""
    for _ in range(30):
        answer = Client().post("/accounts/login/", {"login": "nobody@derbyshire.example", "password": "no"})
        if answer.status_code == 429:
            break
    return answer


ANSWERS: list[tuple[str, int, Ask]] = [
    ("a page", 200, lambda client: client.get(YEAR)),
    ("health", 200, lambda client: client.get("/livez")),
    ("a spreadsheet", 200, lambda client: client.get(f"{YEAR}risks/export.csv")),
    ("a file of ours", 200, lambda client: client.get("/static/ui/house.css")),
    ("a PDF", 200, of_a_pack),
    ("for robots", 200, lambda client: client.get("/robots.txt")),
    ("security.txt", 200, lambda client: client.get("/.well-known/security.txt")),
    ("the administration", 200, lambda client: client.get("/admin/")),
    ("the way to sign in", 302, lambda _: Client().get(YEAR)),
    ("a slash forgotten", 301, lambda client: client.get(YEAR.rstrip("/"))),
    ("a file unchanged", 304, unchanged),
    ("nonsense", 400, lambda client: client.get(f"{YEAR}?q=%00")),
    ("a host that is not ours", 400, lambda client: client.get(YEAR, headers={"host": "evil.example"})),
    ("seen, not allowed", 403, lambda client: client.get(f"{YEAR}risks/1.2/correct/")),
    ("unknown", 404, lambda client: client.get("/nowhere/")),
    ("a file that is not there", 404, lambda client: client.get("/static/nothing.css")),
    ("a method it does not take", 405, lambda client: client.post("/livez")),
    ("too large", 413, lambda client: client.post(YEAR, {f"box-{number}": "" for number in range(1001)})),
    ("too often", 429, too_often),
    ("a value that cannot be stored", 400, lambda client: client.get("/unstorable/")),
    ("a fault", 500, lambda client: client.get("/fault/")),
    ("the database away", 503, lambda client: client.get("/unreachable/")),
]


@pytest.mark.parametrize(("ask", "status"), [pytest.param(ask, status, id=name) for name, status, ask in ANSWERS])
def test_every_answer_carries_all_headers(
    sign_in: Callable[[str], Client], derbyshire: Trust, settings: object, ask: Ask, status: int
) -> None:
    settings.ROOT_URLCONF = "tests.organisation.faulty_urls"  # type: ignore[attr-defined]
    client = sign_in(OFFICER)
    client.raise_request_exception = False

    answer = ask(client)

    assert answer.status_code == status
    assert faults_of(answer, of_a_file=answer.get("Content-Type", "").startswith("text/css") or status == 304) == []


def faults_of(answer: HttpResponseBase, *, of_a_file: bool = False) -> list[str]:
    """What is amiss with the headers; files of ours may be kept by whoever fetches them."""
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    faults = [f"{name}: {answer.get(name)}" for name, value in wanted.items() if answer.get(name) != value]
    kept = {part.strip() for part in answer.get("Cache-Control", "").split(",")}
    faults += [] if of_a_file or {"private", "no-store"} <= kept else [f"Cache-Control: {kept}"]
    policy = answer.get("Content-Security-Policy", "")
    parts = {part.split()[0]: part.split()[1:] for part in policy.split("; ") if part}
    nothing = ("default-src", "object-src", "base-uri", "frame-ancestors")
    faults += [f"{part}: {parts.get(part)}" for part in nothing if parts.get(part) != ["'none'"]]
    faults += [] if parts.get("form-action") == ["'self'"] else ["form-action"]
    faults += ["unsafe"] if "unsafe" in policy or "*" in policy or "http" in policy else []
    faults += [] if "camera=()" in answer.get("Permissions-Policy", "") else ["Permissions-Policy"]
    faults += [] if re.fullmatch("[0-9a-f]{32}", answer.get("X-Request-Id", "")) else ["X-Request-Id"]
    faults += [name for name in ("Access-Control-Allow-Origin", "X-Powered-By") if name in answer]
    return faults


def test_each_answer_has_a_nonce_of_its_own(sign_in: Callable[[str], Client]) -> None:
    client = sign_in(OFFICER)

    first, second = (re.findall(r"'nonce-([^']+)'", client.get(YEAR)["Content-Security-Policy"]) for _ in range(2))

    assert len(first) == len(second) == 1
    assert first != second
    assert len(first[0]) >= 16


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_no_other_site_is_let_read_anything(sign_in: Callable[[str], Client], origin: str) -> None:
    client = sign_in(OFFICER)
    asked = {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "x-a"}

    for answer in (client.get(YEAR, headers=asked), client.options(YEAR, headers=asked)):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost@evil.example", "localhost:80:80", "localhost, evil.example", "a b", "", "ö"]
)
def test_a_host_that_is_not_ours_is_turned_away(sign_in: Callable[[str], Client], host: str) -> None:
    answer = sign_in(OFFICER).get(YEAR, headers={"host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_what_a_proxy_might_have_been_told_changes_no_address(sign_in: Callable[[str], Client]) -> None:
    forged = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-original-url": "/admin/"}
    forged |= {"x-rewrite-url": "/admin/", "x-http-method-override": "DELETE", "x-forwarded-proto": "javascript"}

    answer = sign_in(DIRECTOR).get(YEAR, headers=forged)

    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


IN_PRODUCTION = """
from django.test import Client
from django.db import connection
client = Client(SERVER_NAME="planning.example")
plain = client.get("/livez")
page = client.get("/accounts/login/", secure=True)
cookies = {name: dict(morsel) for name, morsel in page.cookies.items()}
from django.conf import settings
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
from django.contrib.messages.storage import default_storage
from django.test import RequestFactory
request = RequestFactory().get("/")
request.session = {}
names.append(default_storage(request).storages[0].cookie_name)
from django.urls import set_urlconf
print(json.dumps({
    "plain": [plain.status_code, plain["Location"], dict(plain.headers)],
    "page": [page.status_code, dict(page.headers)],
    "cookies": cookies, "names": names,
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE,
        settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH],
}, default=str))
"""


def test_in_production_cookies_are_of_this_host_alone_and_everything_else_is_sent_to_https(db: None) -> None:
    told = told_by(IN_PRODUCTION, DATABASE_URL=address_of(connection.settings_dict["NAME"]))

    status, location, headers = told["plain"]
    assert (status, location) == (301, "https://planning.example/livez")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert told["page"][0] == 200
    assert told["page"][1]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert all(name.startswith("__Host-") for name in told["names"])
    assert told["cookies"]
    for name, morsel in told["cookies"].items():
        assert name.startswith("__Host-")
        assert (morsel["secure"], morsel["path"], morsel["domain"]) == (True, "/", "")
        assert morsel["httponly"] is True
        assert morsel["samesite"] in {"Lax", "Strict"}
    assert told["session"] == [True, True, "Lax", None, "/"]


def test_the_policy_is_written_without_anything_unsafe() -> None:
    written = str(settings.CONTENT_SECURITY_POLICY)

    assert "unsafe" not in written
    assert "http" not in written
