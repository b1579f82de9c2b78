"""What ./run test says to pytest."""

import pytest

from bootstrap.checks import pytest_words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["-n", "2"]),
        (["tests/risks", "-x"], ["-n", "2", "tests/risks", "-x"]),
        (["-n", "0"], ["-n", "0"]),
        (["-n4", "tests"], ["-n4", "tests"]),
        (["--numprocesses=1"], ["--numprocesses=1"]),
        (["--pdb"], ["--pdb"]),
    ],
)
def test_two_processes_unless_the_caller_says_otherwise(words: list[str], expected: list[str]) -> None:
    assert pytest_words(words, with_browser=True) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["tests"], ["-n", "2", "tests", "-m", "not browser"]),
        (["-m", "slow or odd", "tests"], ["-n", "2", "tests", "-m", "(slow or odd) and not browser"]),
        (["-m=slow"], ["-n", "2", "-m", "(slow) and not browser"]),
    ],
)
def test_without_a_browser_its_tests_are_left_out_whatever_else_is_chosen(
    words: list[str], expected: list[str]
) -> None:
    assert pytest_words(words, with_browser=False) == expected
