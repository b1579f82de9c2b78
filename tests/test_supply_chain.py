"""What the product is made of: safe versions, no secrets in the repository, and nothing fetched from anybody else."""

import datetime
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.version import Version

from bootstrap.places import ROOT

FLOORS = tomllib.loads((ROOT / "floors.toml").read_text(encoding="utf-8"))["python"]
PIN = re.compile(r"^([a-z][a-z0-9._-]*)(?:\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)
# What a program would take for a secret, each with the shape it has.
SECRETS = {
    "a private key": re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY"),
    "a key of a cloud": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22}|glpat-[\w-]{20})"),
    "a token of a chat": re.compile(rb"\bxox[abprs]-[0-9A-Za-z-]{10,}"),
    "a signed token": re.compile(rb"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."),
    "a password in an address": re.compile(rb"://[^\s/:@'\"{}<>]+:[^\s/:@'\"{}<>]+@"),
    "a key written down": re.compile(rb"(?i)\b(?:secret_key|api_key|password)\s*=\s*['\"][\w+/=-]{24,}['\"]"),
}
# Written for tests, and worth nothing.
WORTHLESS = {"tests/production.py": "a key written down"}
HOST = re.compile(
    r"""(?:src|href|action|poster|data|url\(|@import|from|import\()\s*[=(]?\s*["']?(?:https?:)?//([^"'\s/)>]+)"""
)
# Links that a person follows, and names of what is not fetched.
FOLLOWED = frozenset({"www.w3.org", "www.gov.uk"})


def locked(name: str) -> dict[str, Version]:
    """The version of each package in a lock."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {package: Version(version) for package, version in PIN.findall(text)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_library_is_older_than_is_safe(name: str) -> None:
    for lock in ("run", "dev"):
        assert locked(lock)[name] >= Version(FLOORS[name]["floor"])


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_every_floor_has_its_reason_and_its_day(name: str) -> None:
    assert FLOORS[name]["why"].endswith(".")
    assert isinstance(FLOORS[name]["decided"], datetime.date)


def test_few_enough_libraries_run_to_know_them_by_name() -> None:
    assert len(locked("run")) <= 60


def committed() -> Iterator[Path]:
    """Every file of the repository."""
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in said.split("\0"):
        if name and (ROOT / name).is_file():
            yield ROOT / name


def test_no_secret_is_in_the_repository() -> None:
    found = []
    for path in committed():
        name, content = str(path.relative_to(ROOT)), path.read_bytes()
        found += [
            f"{name}: {kind}"
            for kind, shape in SECRETS.items()
            if shape.search(content) and WORTHLESS.get(name) != kind and path != Path(__file__)
        ]

    assert found == []


@pytest.mark.parametrize("kind", sorted(SECRETS))
def test_a_secret_would_be_seen(kind: str) -> None:
    shapes = {
        "a private key": b"-----BEGIN RSA PRIVATE KEY-----",
        "a key of a cloud": b"AKIA" + b"ABCDEFGHIJKLMNOP",
        "a token of a forge": b"ghp_" + b"a" * 36,
        "a token of a chat": b"xoxb-" + b"1234567890-abc",
        "a signed token": b"eyJhbGciOiJIUzI1NiJ9" + b".eyJzdWIiOiIxMjM0NTY3ODkwIn0.",
        "a password in an address": b"postgresql://app:hunter2@db/x",
        "a key written down": b"SECRET_KEY = '" + b"k" * 40 + b"'",
    }

    assert SECRETS[kind].search(shapes[kind])


def test_no_key_or_database_is_committed() -> None:
    endings = {".pem", ".key", ".p12", ".pfx", ".sqlite3", ".dump", ".env"}

    assert [path.name for path in committed() if path.suffix in endings or path.name.startswith(".env")] == []


def served() -> list[Path]:
    """Every file that a browser is sent, and every template one is made of; what libraries bring for browsers too."""
    ours = [
        path for path in committed() if path.suffix in {".html", ".css", ".js", ".svg"} and "tests" not in path.parts
    ]
    brought = [path for path in (ROOT / "var" / "assets").rglob("*") if path.suffix in {".css", ".js"}]
    return ours + brought


def test_nothing_is_fetched_from_anybody_else() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in served()
        for host in HOST.findall(path.read_text(encoding="utf-8"))
        if host not in FOLLOWED and "{" not in host
    }

    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example/x.js">',
        "@import '//fonts.example/a.css'",
        "background: url(http://a.example/b.png)",
        'import("https://cdn.example/m.js")',
    ],
)
def test_a_fetch_from_elsewhere_would_be_seen(line: str) -> None:
    assert HOST.search(line)
