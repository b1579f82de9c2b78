"""Serves the project until somebody stops it, with what goes on beside it: drawing reports, sealing the record."""

import errno
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bootstrap.database import Database
from bootstrap.packages import PYTHON
from bootstrap.places import ROOT, Wishes
from bootstrap.processes import Command, last_words, log_of, start, stop
from bootstrap.project import STORY_PEOPLE, manage, people
from bootstrap.says import SetupError, say

HOST = "127.0.0.1"
# What goes on beside the web server: `manage.py` with these words.
BESIDE = (("db_worker", "--interval=1", "--no-startup-delay"), ("seal_audit", "--every=60"))
# Seconds before one of them that ended is begun again.
REST = 5.0
# Threads that share two heaps hold on to half the memory of threads with eight.
SPARING = {"MALLOC_ARENA_MAX": "2"}
GUNICORN = ["--workers=2", "--worker-class=gthread", "--threads=4", "--no-control-socket"]
GUNICORN += ["--graceful-timeout=5", "--log-level=warning"]


def require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise SetupError(f"Port {port} is open to root only. Choose one above 1023:  PORT=8000 ./run") from None
            other = port + 1 if port < 65535 else 8000
            raise SetupError(
                f"Port {port} is in use. Stop what uses it, or choose another:  PORT={other} ./run"
            ) from None


def serve(wishes: Wishes, database: Database, environment: Mapping[str, str], *, story: bool = False) -> None:
    bind = f"--bind={HOST}:{wishes.port}"
    command: Command = [PYTHON, "-m", "gunicorn", "probation_planning.wsgi:application", *GUNICORN, bind]
    options: dict[str, Any] = {"cwd": ROOT, "env": {**environment, **SPARING}, "stdin": subprocess.DEVNULL}
    process = start(command, apart=True, **options)
    beside = [Beside(words, options) for words in BESIDE]
    try:
        while not _answers(wishes.port):
            _require_alive(process, database)
            time.sleep(0.05)
        say_where(wishes, environment, story=story)
        while True:
            _require_alive(process, database)
            for one in beside:
                one.see_to_it()
            time.sleep(0.5)
    finally:
        say("\nStopping …")
        stop(process, signal.SIGTERM, patience=15)
        for one in beside:
            one.stop()


class Beside:
    """A process beside the web server. One that ends by itself is begun again, and it is told."""

    def __init__(self, words: Sequence[str], options: Mapping[str, Any]) -> None:
        self.words = words
        self.options = options
        self.process: subprocess.Popen[bytes] | None = None
        self.again_at = 0.0

    def see_to_it(self) -> None:
        """Begin it where it does not run, after a rest where it ended."""
        if self.process is not None and self.process.poll() is not None:
            say(f"{self.words[0]} ended by itself; its last words:\n{last_words(log_of(self.words[0]))}")
            self.process, self.again_at = None, time.monotonic() + REST
        if self.process is None and time.monotonic() >= self.again_at:
            with log_of(self.words[0]).open("wb") as log:
                command = manage(*self.words)
                self.process = start(command, apart=True, stdout=log, stderr=subprocess.STDOUT, **self.options)

    def stop(self) -> None:
        """What it was at is taken up again by the next."""
        if self.process is not None:
            stop(self.process, signal.SIGTERM, patience=2)


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _require_alive(process: subprocess.Popen[bytes], database: Database) -> None:
    if process.poll() is not None:
        raise SetupError("The web server stopped by itself. Its last words are above.")
    if not database.is_up:
        home = database.cluster.home if database.cluster else ""
        raise SetupError(f"The database stopped by itself. Its last words are in {home}/server.log")


def say_where(wishes: Wishes, environment: Mapping[str, str], *, story: bool) -> None:
    """The address, and for a demonstration who can sign in to it."""
    say(f"\nProbation Planning is at  http://localhost:{wishes.port}/")
    if wishes.mode == "demo":
        say(f"Today is pinned to        {environment['TODAY']}")
        say(f"Everybody's password      {environment['DEMO_PASSWORD']}")
        say("Sign in as\n")
        _say_people(people())
        if story:
            say("\nor at the Example Trust, which is made up and has a year behind it, as\n")
            _say_people(people(STORY_PEOPLE))
        else:
            say("\nA made-up trust with a year behind it comes with  ./run --story")
    say("\nCtrl-C stops it.")


def _say_people(known: list[tuple[str, str]]) -> None:
    for address, name in known:
        say(f"    {address:<44}{name}")
