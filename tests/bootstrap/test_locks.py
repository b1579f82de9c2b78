"""The locks pin everything by hash and say nothing of where it was fetched."""

import json
import re

import pytest

from bootstrap.places import ROOT

LOCKS = ["run", "dev", "node", "postgresql"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_python_package_is_pinned_by_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert pins
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_host_or_a_folder(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|^/", text, flags=re.MULTILINE)


def test_the_tools_agree_with_what_runs() -> None:
    run, dev = (set(_pins(name)) for name in ("run", "dev"))
    assert run <= dev


def _pins(name: str) -> list[str]:
    return re.findall(
        r"^[a-z][^ \\]*==[^ ;\\]+", (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE
    )


def test_every_browser_package_is_pinned_by_hash_without_a_host() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}
    assert fetched
    assert [name for name, entry in fetched.items() if "resolved" in entry or "integrity" not in entry] == []
