"""A PostgreSQL cluster of our own: made, started, stopped. It listens on a socket in a private folder only."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir

from bootstrap.accounts import Account, us
from bootstrap.binaries import Binaries, open_folder
from bootstrap.processes import Command, Stopped, is_running, last_words, start, step, stop
from bootstrap.says import Progress, SetupError, say, working
from bootstrap.stamps import Stamps, alone, fingerprint

SUPERUSER = "probation_cluster"
OWNER = "probation_owner"
APPLICATION = "probation_app"

LONGEST_SOCKET_FOLDER = 80  # bytes; the system allows about 107 for the whole address of a socket
WHO_STANDS_IN = 'for it in /proc/[0-9]*; do [ "$it/cwd" -ef "$1" ] && echo "${it#/proc/}"; done; true'
SOCKET_FILES = (".s.PGSQL.5432", ".s.PGSQL.5432.lock")

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
}


@dataclass(frozen=True)
class Server:
    """A running server: ours to stop when it comes with its process."""

    pid: int
    socket: Path
    process: subprocess.Popen[bytes] | None = field(default=None, compare=False)

    @property
    def is_up(self) -> bool:
        return is_running(self.pid) if self.process is None else self.process.poll() is None


@dataclass(frozen=True)
class Cluster:
    """`home` is ours; in it `data` and the socket's folder belong to the account that runs the server."""

    home: Path
    binaries: Binaries
    account: Account
    throwaway: bool = False

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def stamps(self) -> Stamps:
        return Stamps(self.home / "stamps")

    @contextmanager
    def running(self) -> Iterator[Server]:
        """A server on our data: the one that is up already, or one that we start and stop."""
        self._check_owner()
        open_folder(self.home)
        starting, using = self.home / "start.lock", self.home / "in-use.lock"
        with ExitStack() as at_the_end:
            with alone(starting, "another ./run that is starting or stopping the database"):
                if server := self.live():
                    at_the_end.enter_context(alone(using, "the database", shared=True))
                else:
                    self._require_data()
                    server = self._start()
            try:
                yield server
            finally:
                if server.process:
                    self._stop(server.process, server.socket, starting, using)

    # What is there

    def live(self) -> Server | None:
        """The server that works in our data folder and is ready, if there is one."""
        server = self._announced()
        return server if server and self._works_here(server.pid) else None

    def _announced(self) -> Server | None:
        """The server that postmaster.pid calls ready; it may be long gone."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return Server(int(lines[0]), Path(lines[4])) if lines[7].strip() == "ready" else None
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def _works_here(self, pid: int) -> bool:
        return pid in self._standing_here() if sys.platform == "linux" else is_running(pid)

    def _standing_here(self) -> set[int]:
        """The processes that stand in our data folder, as a server and all its helpers do."""
        # Asked by their own account: even root may not always see where another's process stands.
        command: Command = ["/bin/sh", "-c", WHO_STANDS_IN, "sh", self.data]
        told = subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", **self.account.as_it)
        return {int(pid) for pid in told.stdout.split()}

    # Making

    def _require_data(self) -> None:
        if self.data.exists():
            self._check_data()
            return
        # Made under another name first, so that half a database never counts.
        half_made = self.home / "data.new"
        shutil.rmtree(half_made, ignore_errors=True)
        self.account.private_folder(half_made)
        step("Making an empty database", "initdb", self._initdb(half_made), cwd="/", **self.account.as_it)
        half_made.rename(self.data)

    def _initdb(self, folder: Path) -> list[str | Path]:
        command: list[str | Path] = [self.binaries / "initdb", "-D", folder, "-U", SUPERUSER, "-E", "UTF8"]
        command += ["--auth-local=peer", "--auth-host=reject", "--data-checksums", "--no-instructions"]
        if self.binaries.major >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            command += ["--locale=C.UTF-8"]
        return [*command, "--no-sync"] if self.throwaway else command

    def _check_owner(self) -> None:
        owner = self.data.stat().st_uid if self.data.exists() else self.account.uid
        if owner != self.account.uid:
            raise SetupError(
                f"The database in {self.data} belongs to user number {owner}, not to {self.account.name}. "
                "Run as the user who made it, or set DATA_DIR to another folder. Nothing was changed."
            )

    def _check_data(self) -> None:
        if not self.account.can("x", self.data):
            raise SetupError(
                f"The account {self.account.name}, which runs the database, may not enter {self.data}. "
                "Let it through the folders above, or set DATA_DIR to another folder. Nothing was changed."
            )
        try:
            major = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            major = ""
        if not major.isdigit():
            raise SetupError(
                f"{self.data} is no whole PostgreSQL data folder: it does not say which version wrote it. "
                "Nothing was changed. Put back a copy of it, or move it away and start again with an empty database."
            )
        if int(major) != self.binaries.major:
            raise SetupError(self._other_major(major))

    def _other_major(self, major: str) -> str:
        """The lines that carry a database from one major version of PostgreSQL to another."""
        return "\n".join(
            [
                f"The database in {self.data} was written by PostgreSQL {major}; this is {self.binaries.version}.",
                f"Nothing was changed. To carry it over, with PostgreSQL {major}'s programs on the machine:",
                "",
                f"    PG_BINDIR=/usr/lib/postgresql/{major}/bin ./run database pg_dump -Fc -f probation.dump",
                f'    mv "{self.data}" "{self.data}.{major}"',
                f'    rm -r "{self.stamps.folder}"',
                "    ./run database pg_restore -d probation probation.dump",
                "    ./run",
            ]
        )

    # Starting

    def _start(self) -> Server:
        self._clear_stale()
        self._write_rules()
        log = self.home / "server.log"
        if log.exists():
            log.replace(self.home / "server.log.1")
        log.touch(mode=0o600)  # it may quote what people typed
        socket = self._socket_folder()
        for name in SOCKET_FILES:
            (socket / name).unlink(missing_ok=True)
        with log.open("wb") as output, working("Starting the database") as progress:
            process = start(
                [self.binaries / "postgres", "-D", self.data, *self._options(socket)],
                ending=signal.SIGQUIT if self.throwaway else signal.SIGINT,
                apart=True,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self.account.as_it,
            )
            try:
                self._wait_until_ready(process, log, progress)
            except BaseException:
                stop(process, signal.SIGINT, patience=30)
                raise
        return Server(process.pid, socket, process)

    def _clear_stale(self) -> None:
        """Removes what a killed server left, once nothing of it works in our folder any more."""
        if sys.platform != "linux":
            return  # PostgreSQL judges for itself there, a little less surely
        patience = time.monotonic() + 10
        while pids := self._standing_here():
            if time.monotonic() > patience:
                raise SetupError(
                    f"Something still works in {self.data}: process {', '.join(map(str, pids))}. "
                    "End it and start again. Nothing was changed."
                )
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _write_rules(self) -> None:
        """Who may come in: nobody over the network, and here whoever the system says is us."""
        (self.home / "pg_hba.conf").write_text("local all all peer map=probation\n", encoding="utf-8")
        quoted = '"' + us().name.replace('"', '""') + '"'
        lines = [f"probation {quoted} {role}\n" for role in (SUPERUSER, OWNER, APPLICATION)]
        (self.home / "pg_ident.conf").write_text("".join(lines), encoding="utf-8")
        for name in ("pg_hba.conf", "pg_ident.conf"):
            (self.home / name).chmod(0o644)

    def _socket_folder(self) -> Path:
        folder = self.home / "socket"
        if not _fit_for_a_socket(folder):
            folder = Path(gettempdir()) / f"probation-{self.account.uid}-{fingerprint(str(self.home))[:12]}"
        if not _fit_for_a_socket(folder):
            raise SetupError(f"The path {folder} does not do for a socket. Set TMPDIR to a plain one, such as /tmp.")
        return self.account.private_folder(folder)

    def _options(self, socket: Path) -> list[str]:
        settings = {
            **SETTINGS,
            **(THROWAWAY_SETTINGS if self.throwaway else {}),
            "unix_socket_directories": '"' + str(socket).replace('"', '""') + '"',
            "hba_file": str(self.home / "pg_hba.conf"),
            "ident_file": str(self.home / "pg_ident.conf"),
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _wait_until_ready(self, process: subprocess.Popen[bytes], log: Path, progress: Progress) -> None:
        ticked = time.monotonic()
        while (server := self._announced()) is None or server.pid != process.pid:
            if process.poll() is not None:
                raise SetupError(
                    f"The database in {self.data} did not start. Its last words:\n\n{last_words(log)}\n\n"
                    "Nothing was removed. Put right what it says, or put back a copy of the folder, or move it away "
                    "and start again with an empty database."
                )
            time.sleep(0.05)
            if time.monotonic() - ticked >= 1:
                ticked = time.monotonic()
                progress.tick()

    # Stopping

    def _stop(self, process: subprocess.Popen[bytes], socket: Path, starting: Path, using: Path) -> None:
        if self.throwaway:
            stop(process, signal.SIGQUIT, patience=10)
        else:
            try:
                with alone(starting, "another ./run"), alone(using, "another ./run that uses this database to end"):
                    stop(process, signal.SIGINT, patience=60)
            except Stopped:
                say("Stopping the database at once.")
                stop(process, signal.SIGINT, patience=60)
        if socket.parent != self.home:
            with suppress(OSError):
                socket.rmdir()


def _fit_for_a_socket(folder: Path) -> bool:
    # Readers of a server's address take a comma for the next server.
    return len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and "," not in str(folder)
