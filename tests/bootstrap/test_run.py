"""The first lines anybody meets."""

import os
import shutil
import subprocess
from pathlib import Path

from bootstrap.places import ROOT


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", ROOT / "run", *words],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], **environment},
    )


def test_help_names_both_commands() -> None:
    told = _run("--help")
    assert told.returncode == 0
    assert "./run test" in told.stdout


def test_an_unknown_word_is_refused_with_the_help() -> None:
    told = _run("sreve")
    assert told.returncode == 2
    assert "does not know: sreve" in told.stdout


def test_bad_environment_is_refused_in_a_sentence() -> None:
    told = _run(PORT="eighty")
    assert told.returncode == 1
    assert "PORT is eighty" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr


def test_without_python_it_says_which_is_needed(tmp_path: Path) -> None:
    dirname = shutil.which("dirname")
    assert dirname
    (tmp_path / "dirname").symlink_to(dirname)
    told = _run(PATH=str(tmp_path))
    assert told.returncode == 1
    assert "needs Python 3.11 or newer" in told.stderr
