"""The first lines anybody meets."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

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


def test_help_names_the_story() -> None:
    assert "./run --story" in _run("--help").stdout


def test_production_refuses_the_story_before_anything_is_done(tmp_path: Path) -> None:
    told = _run("--fresh", "--yes", "--story", MODE="production", DATA_DIR=str(tmp_path))

    assert told.returncode == 1
    assert "MODE=production refuses it" in told.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--yes"], ["--story", "--yes"], ["--story", "--sure"]])
def test_flags_that_do_not_go_together_are_refused_with_the_help(words: list[str]) -> None:
    told = _run(*words)

    assert told.returncode == 2
    assert "does not know" in told.stdout


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
