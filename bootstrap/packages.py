"""Python packages, from locks with hashes, into var/venv."""

import os
import platform
import shutil
import sys
from pathlib import Path

from bootstrap.places import ROOT, VAR
from bootstrap.processes import Command, step, succeeds
from bootstrap.says import SetupError, say
from bootstrap.stamps import Stamps, fingerprint

VENV = VAR / "venv"
PYTHON = VENV / "bin" / "python"
STAMPS = Stamps(VENV / "stamps")
REQUIREMENTS = ROOT / "requirements"


def _this_python() -> str:
    return fingerprint(platform.python_version(), os.path.realpath(sys.executable), str(ROOT))


def require_environment() -> None:
    mark = _this_python()
    if STAMPS.matches("venv", mark) and succeeds([PYTHON, "-c", ""]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    with STAMPS.renewing("venv", mark):
        step(f"Making a Python {platform.python_version()} environment", "venv", [sys.executable, "-m", "venv", VENV])


def require_packages(lock: str, title: str) -> None:
    path = REQUIREMENTS / f"{lock}.txt"
    mark = fingerprint(_this_python(), path)
    if STAMPS.matches(lock, mark):
        return
    with STAMPS.renewing(lock, mark):
        step(title, f"pip-{lock}", pip_install(PYTHON, path))


def pip_install(python: Path, lock: Path) -> Command:
    # The lock is complete and nothing is to be built here: no dependencies, wheels only.
    strict = ["--require-hashes", "--no-deps", "--only-binary=:all:"]
    calm = ["--disable-pip-version-check", "--no-input", "--no-compile", "--progress-bar=off"]
    return [python, "-m", "pip", "install", *strict, *calm, "-r", lock]


def try_packages(lock: str, title: str, otherwise: str) -> None:
    """As above, for packages that some machines have no wheel of."""
    try:
        require_packages(lock, title)
    except SetupError:
        say(f"  {otherwise}")
