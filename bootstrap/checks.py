"""./run test and ./run lint."""

import os
from collections.abc import Mapping, Sequence

from bootstrap.database import Database
from bootstrap.packages import PYTHON, VENV
from bootstrap.places import DEMO_TODAY, ROOT, Wishes
from bootstrap.processes import Command, in_front
from bootstrap.project import environment_for, manage
from bootstrap.says import SetupError, say
from bootstrap.system import require_chromium

WITHOUT_BROWSER = "not browser"

NO_CHROMIUM = """
******************************************************************************
  BROWSER TESTS ARE LEFT OUT: no Chromium was found on this machine.
  With one, the journeys are played too. On Debian or Ubuntu:

      sudo apt-get install -y chromium

  Elsewhere, set CHROMIUM to the path of a Chromium or Chrome.
******************************************************************************
"""


def chromium_for(wishes: Wishes) -> str | None:
    """The browser, asked for before anything long begins."""
    chromium = require_chromium()
    if chromium is None:
        say(NO_CHROMIUM)
        if wishes.ci:
            raise SetupError("With CI=true, leaving the browser tests out is a failure.")
    return chromium


def run_tests(wishes: Wishes, database: Database, chromium: str | None, words: Sequence[str]) -> int:
    environment = environment_for(
        wishes, database, MODE="demo", TODAY=DEMO_TODAY, SECRET_KEY="test", CHROMIUM=chromium or ""
    )
    code = in_front([PYTHON, "-m", "pytest", *pytest_words(words, with_browser=bool(chromium))], environment)
    if chromium is None:
        say(NO_CHROMIUM)
    return code


def pytest_words(words: Sequence[str], *, with_browser: bool) -> list[str]:
    """The caller's words, on two processes unless they say otherwise, less the browser tests where there is none."""
    ours = [] if any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in words) else ["-n", "2"]
    if with_browser:
        return [*ours, *words]
    rest, chosen = [], []
    pending = list(words)
    while pending:
        word = pending.pop(0)
        if word == "-m" and pending:
            chosen.append(pending.pop(0))
        elif word.startswith("-m") and len(word) > 2:
            chosen.append(word[2:].removeprefix("="))
        else:
            rest.append(word)
    # pytest takes the last -m alone, so the caller's and ours become one.
    return [*ours, *rest, "-m", " and ".join([*(f"({one})" for one in chosen), WITHOUT_BROWSER])]


def run_lint(wishes: Wishes, database: Database) -> int:
    """Every check, whatever the ones before it said; the failed ones are named at the end."""
    environment = environment_for(wishes, database, MODE="demo", TODAY=DEMO_TODAY, SECRET_KEY="lint")
    failed = [name for name, command, more in _checks() if not _passes(name, command, {**environment, **more})]
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
        return 1
    say("\nAll checks passed.")
    return 0


def _checks() -> list[tuple[str, Command, Mapping[str, str]]]:
    tools = VENV / "bin"
    templates = sorted(ROOT.glob("templates/**/*.html"))
    production = {"MODE": "production", "SECRET_KEY": os.urandom(40).hex(), "TODAY": "", "DEMO_PASSWORD": ""}
    return [
        ("ruff check", [tools / "ruff", "check", "."], {}),
        ("ruff format", [tools / "ruff", "format", "--check", "."], {}),
        ("mypy", [PYTHON, "-m", "mypy", "."], {}),
        ("djade", [tools / "djade", "--check", "--target-version=5.2", *templates], {}),
        ("import-linter", [tools / "lint-imports"], {}),
        ("makemigrations", manage("makemigrations", "--check", "--dry-run"), {}),
        ("check --deploy", manage("check", "--deploy", "--fail-level=WARNING"), production),
    ]


def _passes(name: str, command: Command, environment: Mapping[str, str]) -> bool:
    say(f"\n== {name}")
    return in_front(command, {name: value for name, value in environment.items() if value}) == 0
