"""Databases that are gone afterwards, and servers on them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2  # type: ignore[import-untyped]

from bootstrap.serve import BESIDE, GUNICORN, SPARING

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2012-02-20"
PASSWORD = "benchmark-2012"


def database_url(url: str, name: str) -> str:
    """The same server and role, another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


class Databases:
    """Made by the owner; every one of them is dropped at the end."""

    def __init__(self) -> None:
        self.app, self.owner = os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
        self.made: list[str] = []

    def make(self, name: str, template: str = "template1") -> str:
        """A new database, a copy of the template; its name."""
        full = f"probation_bench_{os.getpid()}_{name}"
        self._say(f'CREATE DATABASE "{full}" TEMPLATE "{template}"')
        self.made.append(full)
        return full

    def settle(self, name: str) -> None:
        """What the server does by itself in a quiet minute: gather statistics and tidy up."""
        self._say("VACUUM ANALYZE", name)

    def version(self) -> str:
        """The server's version."""
        return self._say("SHOW server_version").split()[0]

    def drop(self) -> None:
        """All that were made."""
        for name in self.made:
            self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def environment(self, name: str) -> dict[str, str]:
        """What the product needs to work on the database."""
        return dict(os.environ) | {
            "DATABASE_URL": database_url(self.app, name),
            "DATABASE_OWNER_URL": database_url(self.owner, name),
            "MODE": "demo",
            "TODAY": TODAY,
            "DEMO_PASSWORD": PASSWORD,
            "SECRET_KEY": "a key for one measurement",
        }

    def _say(self, statement: str, name: str = "postgres") -> str:
        connection = psycopg2.connect(database_url(self.owner, name))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return str(cursor.fetchone()[0]) if cursor.description else ""
        finally:
            connection.close()


def run(*words: str, environment: Mapping[str, str]) -> str:
    """A program of the product's Python, to its end; what it printed."""
    done = subprocess.run(
        [sys.executable, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"This failed: {' '.join(words)}\n\n{done.stderr[-3000:]}")
    return done.stdout


@dataclass(frozen=True)
class Server:
    """A server that answers; how long it took to."""

    port: int
    pid: int
    seconds: float

    def memory(self) -> float:
        """MiB that the workers hold in memory, what they share counted for each."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        return sum(held_by(int(child)) for child in children)


def held_by(pid: int) -> float:
    """MiB that a process holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def served(application: str, environment: Mapping[str, str], port: int, probe: str) -> Iterator[Server]:
    """The application on 127.0.0.1 as ./run serves it, as long as the block lasts."""
    command = [sys.executable, "-m", "gunicorn", application, *GUNICORN, f"--bind=127.0.0.1:{port}"]
    started = time.perf_counter()
    process = subprocess.Popen(command, env={**environment, **SPARING}, cwd=ROOT)
    try:
        while not _answers(port, probe):
            if process.poll() is not None:
                raise SystemExit("The server stopped by itself. Its last words are above.")
            if time.perf_counter() - started > 60:
                raise SystemExit("The server has not answered for a minute.")
            time.sleep(0.01)
        yield Server(port, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int, probe: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", probe)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def going_on(*words: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A program of the product's Python, as long as the block lasts; it must still be at work at the end."""
    command = [sys.executable, *words]
    process = subprocess.Popen(
        command, env={**environment, **SPARING}, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
        if process.poll() is not None:
            raise SystemExit(f"This ended too early: {' '.join(words)}")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


@contextmanager
def what_goes_on_beside(environment: Mapping[str, str]) -> Iterator[dict[str, int]]:
    """What ./run starts beside the web server; the number of each process by its name."""
    with ExitStack() as stack:
        started = [
            (words[0], stack.enter_context(going_on("manage.py", *words, environment=environment))) for words in BESIDE
        ]
        yield {name: process.pid for name, process in started}
