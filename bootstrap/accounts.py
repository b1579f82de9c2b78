"""Who runs the database server: we ourselves, or, as PostgreSQL refuses root, an account without a shell."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootstrap.processes import step, succeeds
from bootstrap.says import SetupError

SYSTEM_ACCOUNT = "probation-db"


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def as_it(self) -> dict[str, Any]:
        """Arguments that make subprocess run a program as this account."""
        return {} if self.is_us else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, test: str, path: Path) -> bool:
        """Whether it may enter a folder or run a program (`x`), or read a file (`r`), parents included."""
        return succeeds(["/bin/sh", "-c", f'test -{test} "$1"', "sh", path], cwd="/", **self.as_it)

    def private_folder(self, path: Path) -> Path:
        """A folder only this account may enter; refused when somebody else was there first."""
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            pass
        else:
            os.chown(path, self.uid, self.gid)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.uid:
            raise SetupError(
                f"{path} should be a folder of {self.name} but is not. Look at it, remove it and start again."
            )
        path.chmod(0o700)
        return path


def us() -> Account:
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise SetupError(
            f"The system knows no name for user number {os.geteuid()}, and PostgreSQL asks for one. "
            "Run as a user with a name, or set DATABASE_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def server_account() -> Account:
    if os.geteuid() != 0:
        return us()
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        _make_system_account()
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    if entry.pw_uid == 0:
        raise SetupError(
            f"The account {SYSTEM_ACCOUNT} is root by another name, and PostgreSQL refuses to run as root."
        )
    account = Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    if not succeeds(["/bin/sh", "-c", ":"], cwd="/", **account.as_it):
        raise SetupError(
            f"Here root may not become {SYSTEM_ACCOUNT}, and PostgreSQL refuses to run as root. "
            "Run as an ordinary user, or set DATABASE_URL."
        )
    return account


def _make_system_account() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
    if useradd is None:
        raise SetupError(
            f"PostgreSQL refuses to run as root, and there is no useradd here to make it an account. "
            f"Make a system account called {SYSTEM_ACCOUNT}, run as an ordinary user, or set DATABASE_URL."
        )
    command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir=/nonexistent"]
    command += ["--shell=/usr/sbin/nologin", SYSTEM_ACCOUNT]
    step(f"Making the system account {SYSTEM_ACCOUNT}, as PostgreSQL refuses to run as root", "useradd", command)
