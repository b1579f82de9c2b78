"""A step is skipped only while nothing it depends on has changed."""

from pathlib import Path

import pytest

from bootstrap.stamps import Stamps, fingerprint


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    (folder / "deeper").mkdir(parents=True)
    (folder / "one.txt").write_text("one")
    (folder / "deeper" / "two.txt").write_text("two")
    return folder


def test_the_same_inputs_have_the_same_fingerprint(inputs: Path) -> None:
    assert fingerprint("3.11", inputs) == fingerprint("3.11", inputs)


def test_a_changed_file_changes_the_fingerprint(inputs: Path) -> None:
    before = fingerprint(inputs)
    (inputs / "deeper" / "two.txt").write_text("too")
    assert fingerprint(inputs) != before


def test_a_renamed_file_changes_the_fingerprint(inputs: Path) -> None:
    before = fingerprint(inputs)
    (inputs / "one.txt").rename(inputs / "won.txt")
    assert fingerprint(inputs) != before


def test_a_file_that_went_away_changes_the_fingerprint(inputs: Path) -> None:
    file = inputs / "one.txt"
    before = fingerprint(file)
    file.unlink()
    assert fingerprint(file) != before


def test_compiled_files_do_not_count(inputs: Path) -> None:
    before = fingerprint(inputs)
    (inputs / "__pycache__").mkdir()
    (inputs / "__pycache__" / "one.pyc").write_bytes(b"\0")
    assert fingerprint(inputs) == before


def test_words_do_not_run_together() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_a_finished_step_is_remembered(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    with stamps.renewing("tables", "abc"):
        assert not stamps.matches("tables", "abc")
    assert stamps.matches("tables", "abc")
    assert not stamps.matches("tables", "abd")


def test_a_step_that_failed_is_done_again(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    stamps.put("tables", "abc")
    with pytest.raises(RuntimeError), stamps.renewing("tables", "abc"):
        raise RuntimeError
    assert not stamps.matches("tables", "abc")
