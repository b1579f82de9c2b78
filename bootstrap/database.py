"""The database the project runs on: one of our own, kept or thrown away, or the one DATABASE_URL names."""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bootstrap.accounts import Account, server_account
from bootstrap.binaries import STATE, find_binaries, open_folder, within_reach
from bootstrap.cluster import APPLICATION, OWNER, SUPERUSER, Cluster, Server
from bootstrap.places import Wishes
from bootstrap.processes import Command
from bootstrap.says import SetupError, say
from bootstrap.stamps import Stamps, fingerprint

DATABASE = "probation"
POINTER = "database-lives-in"
THROWAWAY_PREFIX = "probation-test-"

# The owner may make databases only where they are thrown away: there the tests copy theirs from a template.
ROLES = """
SELECT 'CREATE ROLE {owner}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{owner}') \\gexec
SELECT 'CREATE ROLE {app}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{app}') \\gexec
ALTER ROLE {owner} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {createdb};
ALTER ROLE {app} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
ALTER ROLE {app} SET statement_timeout = '10s';
ALTER ROLE {app} SET lock_timeout = '3s';
ALTER ROLE {app} SET idle_in_transaction_session_timeout = '30s';
SELECT 'CREATE DATABASE {database} OWNER {owner}'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {app};
\\connect {database}
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
"""


@dataclass(frozen=True)
class Database:
    """Its two doors, for as long as it is open."""

    url: str
    owner_url: str
    cluster: Cluster | None = None
    server: Server | None = None

    @property
    def stamps(self) -> Stamps | None:
        """What was done to it; kept beside a database of our own, unknown for somebody else's."""
        return self.cluster.stamps if self.cluster else None

    @property
    def is_up(self) -> bool:
        return self.server is None or self.server.is_up


def socket_url(role: str, socket: Path) -> str:
    """The folder goes in the query, as readers of such addresses put a host name into small letters."""
    return f"postgresql://{role}@/{DATABASE}?host={quote(str(socket), safe='')}"


@contextmanager
def opened(wishes: Wishes) -> Iterator[Database]:
    if wishes.database_url and wishes.owner_url:
        if wishes.owner_url == wishes.database_url:
            say("DATABASE_OWNER_URL is not set: the role in DATABASE_URL is used as the owner too.")
        yield Database(wishes.database_url, wishes.owner_url)
        return
    with _served(kept_cluster(wishes.data_dir)) as database:
        yield database


@contextmanager
def _served(cluster: Cluster) -> Iterator[Database]:
    with cluster.running() as server:
        require_roles(cluster, server.socket)
        url, owner_url = (socket_url(role, server.socket) for role in (APPLICATION, OWNER))
        yield Database(url, owner_url, cluster, server)


def require_roles(cluster: Cluster, socket: Path) -> None:
    createdb = "CREATEDB" if cluster.throwaway else "NOCREATEDB"
    commands = ROLES.format(owner=OWNER, app=APPLICATION, database=DATABASE, createdb=createdb)
    strict = ["-X", "-q", "-v", "ON_ERROR_STOP=1"]
    psql: Command = [cluster.binaries / "psql", *strict, "-h", socket, "-U", SUPERUSER, "-d", "postgres"]
    bare = {"PATH": "/usr/bin:/bin"}
    told = subprocess.run(psql, check=False, input=commands, capture_output=True, text=True, env=bare)
    if told.returncode:
        raise SetupError(f"The database in {cluster.data} would not make its roles:\n\n{told.stderr}")


def kept_cluster(data_dir: Path) -> Cluster:
    account = server_account()
    binaries = within_reach(find_binaries(), account)
    return Cluster(choose_home(data_dir, account), binaries, account)


def choose_home(data_dir: Path, account: Account, state: Path = STATE) -> Path:
    """Under the data folder, or, where root's account cannot enter that, in a folder of the system named after it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    beside = data_dir / "postgresql"
    if account.is_us or (beside / "data").exists():
        return beside
    elsewhere = state / f"{data_dir.parent.name}-{fingerprint(str(data_dir))[:12]}"
    pointer = data_dir / POINTER
    if pointer.exists() and (former := Path(pointer.read_text(encoding="utf-8").strip())) != elsewhere:
        raise SetupError(
            f"The database of this data folder lives in {former}, made when the folder was in another place.\n"
            f'If you moved the folder:   mv "{former}" "{elsewhere}" && rm "{pointer}"\n'
            f'If you copied it, to begin a database of its own:   rm "{pointer}"'
        )
    if not (elsewhere / "data").exists():
        open_folder(beside)
        if account.can("x", beside):
            return beside
        beside.rmdir()
    open_folder(state)
    pointer.write_text(f"{elsewhere}\n", encoding="utf-8")
    say(f"The database lives in {elsewhere}, as the account {account.name} may not enter {data_dir}.")
    return elsewhere


@contextmanager
def throwaway() -> Iterator[Database]:
    """A quick and careless server in a temporary folder, for one run of the tests."""
    account = server_account()
    binaries = within_reach(find_binaries(), account)
    base = _temporary_base(account)
    _sweep(base)
    home = Path(tempfile.mkdtemp(prefix=THROWAWAY_PREFIX, dir=base))
    handle = os.open(home / "alive.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with _served(Cluster(home, binaries, account, throwaway=True)) as database:
            yield database
    finally:
        shutil.rmtree(home, ignore_errors=True)
        os.close(handle)


def _temporary_base(account: Account) -> Path:
    for base in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if account.can("x", base):
            return base
    raise SetupError(f"The account {account.name} may enter no folder for temporary files. Set TMPDIR to one it may.")


def _sweep(base: Path) -> None:
    """Removes what runs that were killed left behind."""
    for lock in base.glob(f"{THROWAWAY_PREFIX}*/alive.lock"):
        home = lock.parent
        if home.is_symlink() or home.lstat().st_uid != os.geteuid() or time.time() - lock.stat().st_mtime < 60:
            continue
        handle = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(home, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)


def remove_kept(data_dir: Path) -> None:
    """Deletes the kept database, unless it is in use."""
    cluster = kept_cluster(data_dir)
    if cluster.live():
        raise SetupError(f"The database in {cluster.data} is in use by another ./run. Stop that first.")
    for name in ("stamps", "data.new", "data"):
        shutil.rmtree(cluster.home / name, ignore_errors=True)
    if cluster.data.exists():
        raise SetupError(f"{cluster.data} could not be deleted wholly. Delete it by hand and start again.")


def client_environment(cluster: Cluster, server: Server, environment: Mapping[str, str]) -> dict[str, str]:
    """Lets psql, pg_dump and pg_restore find a database of our own, as the role that may do everything."""
    return {
        **environment,
        "PATH": f"{cluster.binaries.folder}:{environment.get('PATH', '/usr/bin:/bin')}",
        "PGHOST": str(server.socket),
        "PGUSER": SUPERUSER,
        "PGDATABASE": DATABASE,
    }
