"""A real server, started and stopped: it keeps its data, and refuses folders that are not its own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bootstrap.accounts import server_account
from bootstrap.binaries import find_binaries, within_reach
from bootstrap.cluster import APPLICATION, OWNER, SUPERUSER, Cluster
from bootstrap.database import DATABASE, require_roles
from bootstrap.says import SetupError


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    account = server_account()
    # Not under pytest's own folder: when we are root, the server's account could not enter it.
    with tempfile.TemporaryDirectory(prefix="probation-cluster-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        cluster = Cluster(Path(folder) / "home", within_reach(find_binaries(), account), account, throwaway=True)
        with cluster.running() as server:
            require_roles(cluster, server.socket)
        yield cluster


def _ask(cluster: Cluster, socket: Path, role: str, question: str) -> str:
    command = [cluster.binaries / "psql", "-X", "-At", "-h", socket, "-U", role, "-d", DATABASE, "-c", question]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    return (told.stdout + told.stderr).strip()


def test_data_outlives_the_server(cluster: Cluster) -> None:
    with cluster.running() as server:
        _ask(cluster, server.socket, OWNER, "CREATE TABLE kept AS SELECT 42 AS answer")
        _ask(cluster, server.socket, SUPERUSER, "CHECKPOINT")
    assert cluster.live() is None
    with cluster.running() as server:
        assert _ask(cluster, server.socket, OWNER, "SELECT answer FROM kept") == "42"


def test_a_second_user_joins_the_server_that_is_up(cluster: Cluster) -> None:
    with cluster.running() as first:
        with cluster.running() as second:
            assert second == first
        assert cluster.live() == first


def test_a_server_that_was_killed_leaves_nothing_in_the_way(cluster: Cluster) -> None:
    with cluster.running() as server:
        os.kill(server.pid, signal.SIGKILL)
    assert (cluster.data / "postmaster.pid").exists()
    with cluster.running() as server:
        assert _ask(cluster, server.socket, APPLICATION, "SELECT 1") == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows where a process stands")
def test_somebody_elses_process_is_not_taken_for_our_server(cluster: Cluster) -> None:
    lines = [str(os.getpid()), str(cluster.data), "1", "5432", str(cluster.home / "socket"), "", "", "ready"]
    (cluster.data / "postmaster.pid").write_text("\n".join(lines))
    assert cluster.live() is None
    with cluster.running() as server:
        assert server.pid != os.getpid()


def test_nobody_comes_in_over_the_network_or_past_the_folder(cluster: Cluster) -> None:
    with cluster.running() as server:
        assert _ask(cluster, server.socket, APPLICATION, "SHOW listen_addresses") == ""
        assert server.socket.stat().st_mode & 0o777 == 0o700
        assert cluster.data.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("act", ["CREATE TABLE mine (a int)", "CREATE ROLE other", "CREATE DATABASE other"])
def test_the_application_may_make_nothing(cluster: Cluster, act: str) -> None:
    with cluster.running() as server:
        assert "permission denied" in _ask(cluster, server.socket, APPLICATION, act)


def test_the_application_waits_for_nothing_for_long(cluster: Cluster) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    question = f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}"
    with cluster.running() as server:
        assert _ask(cluster, server.socket, APPLICATION, question) == "10s|3s|30s"


@pytest.mark.parametrize("role", [APPLICATION, OWNER])
def test_the_walls_hold_for_every_role_of_the_project(cluster: Cluster, role: str) -> None:
    question = f"SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = '{role}'"
    with cluster.running() as server:
        assert _ask(cluster, server.socket, role, question) == "f"


def test_half_a_database_never_counts(cluster: Cluster) -> None:
    (cluster.home / "data.new" / "base").mkdir(parents=True)
    with cluster.running() as server:
        assert _ask(cluster, server.socket, APPLICATION, "SELECT 1") == "1"


@pytest.mark.parametrize(
    ("version", "sentence"),
    [("14\n", "was written by PostgreSQL 14"), ("", "is no whole PostgreSQL data folder"), (None, "is no whole")],
)
def test_a_folder_of_another_version_is_left_alone(cluster: Cluster, version: str | None, sentence: str) -> None:
    told = cluster.data / "PG_VERSION"
    true = told.read_text()
    try:
        told.unlink()
        if version is not None:
            told.write_text(version)
        with pytest.raises(SetupError, match=sentence) as refusal, cluster.running():
            pass
        assert "Nothing was changed" in str(refusal.value)
        assert (told.read_text() if told.exists() else None) == version
    finally:
        told.write_text(true)
        os.chown(told, cluster.account.uid, cluster.account.gid)


def test_a_broken_folder_is_explained_by_the_servers_last_words(cluster: Cluster) -> None:
    control = cluster.data / "global" / "pg_control"
    aside = control.with_name("pg_control.aside")
    control.rename(aside)
    try:
        with pytest.raises(SetupError, match="did not start") as refusal, cluster.running():
            pass
        assert "pg_control" in str(refusal.value)
        assert "Nothing was removed" in str(refusal.value)
    finally:
        aside.rename(control)


@pytest.mark.parametrize("name", ["a folder with spaces", 'quo"ted, and a comma', "x" * 80])
def test_any_folder_will_do(cluster: Cluster, name: str) -> None:
    odd = Cluster(cluster.home.parent / name, cluster.binaries, cluster.account, throwaway=True)
    with odd.running() as server:
        require_roles(odd, server.socket)
        assert _ask(odd, server.socket, APPLICATION, "SELECT 1") == "1"


def test_a_socket_folder_that_somebody_made_before_us_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    trap = tmp_path / "socket"
    trap.symlink_to("/tmp")
    with pytest.raises(SetupError, match="should be a folder of"):
        cluster.account.private_folder(trap)
