"""The Django project: its environment, and the commands that make its database and files ready."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from bootstrap.database import Database
from bootstrap.packages import PYTHON, REQUIREMENTS
from bootstrap.places import ASSETS, DEMO_PASSWORD, DEMO_TODAY, ROOT, STATIC, Wishes
from bootstrap.processes import Command, step
from bootstrap.stamps import Stamps, fingerprint

CODE = ("probation_planning", "objectives", "risks", "scorecard")
PEOPLE = ROOT / "fixtures" / "people.toml"
STORY_PEOPLE = ROOT / "probation_planning" / "reports" / "story" / "people.toml"
STORY_LOADED = "loaded"


def environment_for(
    wishes: Wishes, database: Database, outer: Mapping[str, str] = os.environ, **more: str
) -> dict[str, str]:
    """Our own environment, with what the settings need."""
    environment = {
        **outer,
        "MODE": wishes.mode,
        "PORT": str(wishes.port),
        "DATA_DIR": str(wishes.data_dir),
        "DATABASE_URL": database.url,
        "DATABASE_OWNER_URL": database.owner_url,
        "SECRET_KEY": outer.get("SECRET_KEY") or secret_key(wishes.data_dir),
    }
    if database.cluster:
        # What somebody set for another server must not reach ours.
        environment = {name: value for name, value in environment.items() if not name.startswith("PG")}
    if wishes.mode == "demo":
        environment["TODAY"] = outer.get("TODAY") or DEMO_TODAY
        environment["DEMO_PASSWORD"] = outer.get("DEMO_PASSWORD") or DEMO_PASSWORD
    return {**environment, **more}


def secret_key(data_dir: Path) -> str:
    """Made once, and readable to its owner alone."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def manage(*words: str) -> Command:
    return [PYTHON, ROOT / "manage.py", *words]


def require_static(stamps: Stamps, environment: Mapping[str, str]) -> None:
    mark = fingerprint(ASSETS, ROOT / "static", REQUIREMENTS / "run.txt", ROOT / "probation_planning" / "settings.py")
    if stamps.matches("static", mark) and STATIC.is_dir():
        return
    with stamps.renewing("static", mark):
        command = manage("collectstatic", "--noinput", "--clear")
        step("Gathering the files that browsers fetch", "collectstatic", command, env=environment)


def require_content(database: Database, wishes: Wishes, environment: Mapping[str, str]) -> None:
    """Tables for everybody; papers and people for the demonstration."""
    code = fingerprint(*_code(), REQUIREMENTS / "run.txt")
    steps = [("prepare_database", "Preparing the tables", code)]
    if wishes.mode == "demo":
        papers = fingerprint(code, ROOT / "fixtures")
        # The key goes in so that a stamp tells nobody the password.
        who = fingerprint(papers, environment["SECRET_KEY"], environment["DEMO_PASSWORD"])
        steps += [
            ("load_paper", "Loading the printed documents", papers),
            ("demo_people", "Letting the demonstration's people in", who),
        ]
    for name, title, mark in steps:
        if database.stamps and database.stamps.matches(name, mark):
            continue
        with database.stamps.renewing(name, mark) if database.stamps else nullcontext():
            step(title, name, manage(name), env=environment)


def require_story(database: Database, environment: Mapping[str, str]) -> None:
    """The Example Trust with its year. The command itself looks whether it is here, and then changes nothing."""
    title = "Looking for the Example Trust" if has_story(database) else "Playing a year of the Example Trust"
    step(title, "load_story", manage("load_story"), env=environment)
    if database.stamps:
        database.stamps.put("load_story", STORY_LOADED)


def has_story(database: Database) -> bool:
    """Whether the story was loaded into a database of our own."""
    return database.stamps is not None and database.stamps.matches("load_story", STORY_LOADED)


def people(path: Path = PEOPLE) -> list[tuple[str, str]]:
    """Whom the demonstration lets in: address and name."""
    text = path.read_text(encoding="utf-8")
    return [(person["email"], person["name"]) for person in tomllib.loads(text)["person"]]


def _code() -> list[Path]:
    return [ROOT / name for name in CODE]
