"""Pieces of the operating system: looked for, installed when we are root on Debian, else named with the exact line."""

import ctypes
import ctypes.util
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bootstrap.processes import step
from bootstrap.says import SetupError

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Piece:
    """Something the machine must bring: how to see whether it is there, and Debian's package for it."""

    what: str
    package: str
    there: Callable[[], bool]


def _can_make_environments() -> bool:
    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def _can_load(name: str, soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return ctypes.util.find_library(name) is not None
    return True


PIECES = (
    Piece("Python's venv", "python3-venv", _can_make_environments),
    Piece("Pango", "libpango-1.0-0", partial(_can_load, "pango-1.0", "libpango-1.0.so.0")),
    Piece("Pango's font part", "libpangoft2-1.0-0", partial(_can_load, "pangoft2-1.0", "libpangoft2-1.0.so.0")),
    Piece(
        "HarfBuzz's subsetter",
        "libharfbuzz-subset0",
        partial(_can_load, "harfbuzz-subset", "libharfbuzz-subset.so.0"),
    ),
)


def find_chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """The browser the tests drive: $CHROMIUM, else the first on the path."""
    if wished := environment.get("CHROMIUM"):
        if not os.access(wished, os.X_OK):
            raise SetupError(f"CHROMIUM is {wished}, which is not a program. Correct it or unset it.")
        return wished
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    step("Reading Debian's list of packages", "apt-update", ["apt-get", "update", "-q"], env=quiet)
    names = ", ".join(packages)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    step(f"Installing {names} from Debian", "apt-install", command, env=quiet)


def require_pieces() -> None:
    missing = [piece for piece in PIECES if not piece.there()]
    if missing and can_install():
        install([piece.package for piece in missing])
        missing = [piece for piece in missing if not piece.there()]
    if missing:
        raise SetupError(_how_to_get(missing))


def _how_to_get(missing: list[Piece]) -> str:
    names = ", ".join(piece.what for piece in missing)
    packages = " ".join(piece.package for piece in missing)
    lines = [f"This machine lacks: {names}."]
    if Path("/etc/debian_version").exists():
        lines += ["Install it with the line below, then start again:", "", f"    sudo apt-get install -y {packages}"]
    elif sys.platform == "darwin":
        lines += ["Install Pango with the line below, then start again:", "", "    brew install pango"]
    else:
        lines += [f"Install it with the system's package manager (Debian calls it: {packages}), then start again."]
    return "\n".join(lines)


def require_chromium() -> str | None:
    """The browser, installed if we may; None when there is none to be had."""
    if not find_chromium() and can_install():
        with suppress(SetupError):
            install(["chromium"])
    return find_chromium()
