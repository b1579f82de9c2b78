"""What ./run was asked to do."""

import os
import shlex
import sys
from collections.abc import Sequence

from bootstrap import assets, packages, serve
from bootstrap.checks import chromium_for, run_lint, run_tests
from bootstrap.database import client_environment, opened, remove_kept, throwaway
from bootstrap.places import DEMO_PASSWORD, DEMO_TODAY, VAR, Wishes, read_wishes
from bootstrap.processes import Stopped, in_front, stop_when_told
from bootstrap.project import environment_for, has_story, manage, require_content, require_static, require_story
from bootstrap.says import SetupError, agreed, say
from bootstrap.stamps import Stamps, alone
from bootstrap.system import require_pieces

SETUP_LOCK = VAR / "setup.lock"
FLAGS = frozenset({"--fresh", "--yes", "--story"})

HELP = f"""
./run                    set up what is missing and serve the demonstration on http://localhost:8000/
./run --story            the same, with the Example Trust besides: made up, and a year of four reviews played
./run --fresh            the same, after deleting the database and everything typed into it (asks; --yes answers)
./run test [words]       set up what is missing and run the tests; words go to pytest
./run lint               style, types, layers, templates, migrations and the deployment check
./run manage [words]     Django's manage.py, with the database up
./run database [words]   a program such as psql, pg_dump or pg_restore, with the database up
./run --help             this

From the environment:
  PORT           8000
  DATA_DIR       var; the database and the secret key live there
  DEMO_PASSWORD  {DEMO_PASSWORD}
  TODAY          {DEMO_TODAY}; the day the demonstration takes for today
  MODE           demo, or production, which refuses demonstration people and a pinned day
  DATABASE_URL, DATABASE_OWNER_URL   a PostgreSQL server of yours instead of the one ./run brings
  PG_BINDIR      a folder with PostgreSQL's programs to use instead of those ./run brings
  CHROMIUM       the browser for the browser tests

Ctrl-C stops everything it started. A second ./run is quick and keeps the data.
""".strip()


def main(words: Sequence[str]) -> int:
    wishes = read_wishes()
    match words:
        case [*flags] if FLAGS.issuperset(flags) and ("--fresh" in flags or "--yes" not in flags):
            story = "--story" in flags
            if story and wishes.mode != "demo":
                raise SetupError("The story is made up, and MODE=production refuses it. Nothing was changed.")
            if "--fresh" in flags:
                code = start_over(wishes, sure="--yes" in flags, story=story)
            else:
                code = serve_it(wishes, story=story)
        case ["test", *rest]:
            chromium = chromium_for(wishes)
            set_up(wishes, for_tests=True)
            with throwaway() as database:
                code = run_tests(wishes, database, chromium, rest)
        case ["lint"]:
            set_up(wishes, for_tests=True)
            with throwaway() as database:
                code = run_lint(wishes, database)
        case ["manage", *rest]:
            set_up(wishes)
            with opened(wishes) as database:
                code = in_front(manage(*rest), environment_for(wishes, database))
        case ["database", program, *rest]:
            code = database_program(wishes, [program, *rest])
        case ["-h" | "--help" | "help", *_]:
            say(HELP)
            code = 0
        case _:
            say(f"./run does not know: {shlex.join(words)}\n\n{HELP}")
            code = 2
    return code


def require_own_var() -> None:
    """Two users' files in one folder would get in each other's way for good."""
    VAR.mkdir(exist_ok=True)
    if SETUP_LOCK.exists() and (owner := SETUP_LOCK.stat().st_uid) != os.geteuid():
        raise SetupError(
            f"User number {owner} set this checkout up. Run as that user, or clone the repository to a folder "
            "of your own. Nothing was changed."
        )


def set_up(wishes: Wishes, *, for_tests: bool = False) -> None:
    """Everything but the database; one ./run at a time."""
    require_own_var()
    require_pieces()
    with alone(SETUP_LOCK, "another ./run that is setting up"):
        packages.require_environment()
        packages.require_packages("run", "Installing Python packages")
        if wishes.embedded or for_tests:
            otherwise = "There is none for this machine; looking for another."
            packages.try_packages("postgresql", "Installing PostgreSQL", otherwise)
        if for_tests:
            packages.require_packages("dev", "Installing the tools for tests")
        assets.require_assets(Stamps(VAR / "stamps"))


def serve_it(wishes: Wishes, *, story: bool) -> int:
    serve.require_free_port(wishes.port)
    set_up(wishes)
    with opened(wishes) as database:
        environment = environment_for(wishes, database)
        with alone(SETUP_LOCK, "another ./run that is setting up"):
            require_static(Stamps(VAR / "stamps"), environment)
            require_content(database, wishes, environment)
            if story:
                require_story(database, environment)
        serve.serve(wishes, database, environment, story=story or has_story(database))
    return 0


def start_over(wishes: Wishes, *, sure: bool, story: bool) -> int:
    if not wishes.embedded:
        raise SetupError("The database in DATABASE_URL is not ours to delete. Empty it by hand, or unset DATABASE_URL.")
    serve.require_free_port(wishes.port)
    question = f"This deletes the database under {wishes.data_dir} and everything typed into it. Go on? [y/N]"
    if not sure and not agreed(question):
        raise SetupError("Nothing was deleted. Where nobody can answer, say: ./run --fresh --yes")
    set_up(wishes)
    remove_kept(wishes.data_dir)
    return serve_it(wishes, story=story)


def database_program(wishes: Wishes, words: Sequence[str]) -> int:
    set_up(wishes)
    with opened(wishes) as database:
        if database.cluster is None or database.server is None:
            raise SetupError("DATABASE_URL names a server of yours; use its own programs on it.")
        environment = environment_for(wishes, database)
        return in_front(words, client_environment(database.cluster, database.server, environment))


def guarded(words: Sequence[str]) -> int:
    stop_when_told()
    try:
        return main(words)
    except SetupError as trouble:
        say(f"\n{trouble}")
        return 1
    except OSError as error:
        say(f"\n{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        say("Run as the user that made it, or put its permissions right, and start again. Nothing was deleted.")
        return 1
    except Stopped as told:
        say("Stopped.")
        return told.exit_code


if __name__ == "__main__":
    sys.exit(guarded(sys.argv[1:]))
