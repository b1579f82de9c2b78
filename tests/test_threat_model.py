"""The threat model names tests that are there, and every part of the bar it is written against."""

import re

import pytest

from bootstrap.places import ROOT

TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:tests|docs|probation_planning)/[^`]+)`", TEXT)))


@pytest.mark.parametrize("name", NAMED)
def test_what_it_names_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_every_case_names_a_test_or_says_why_not() -> None:
    rows = re.findall(r"^\| ([A-Z]\d[^|]*)\|([^|]*)\|([^|]*)\|$", TEXT, re.MULTILINE)

    assert len(rows) > 60
    assert [case for case, stops, test in rows if "`tests/" not in test and not stops.strip().startswith("—")] == []


def test_it_claims_no_more_than_is_so() -> None:
    for name in ("docs/threat-model.md", "SECURITY.md", "README.md"):
        text = (ROOT / name).read_text(encoding="utf-8").lower()
        assert "certified" not in text.replace("never certified", "")
