"""The commands that fill the database: the story only where it is asked for, and known by its stamp afterwards."""

from pathlib import Path
from typing import Any

import pytest

from bootstrap.database import Database
from bootstrap.places import DEMO_PASSWORD, DEMO_TODAY, read_wishes
from bootstrap.project import STORY_LOADED, STORY_PEOPLE, has_story, people, require_story
from bootstrap.says import SetupError
from bootstrap.serve import say_where
from bootstrap.stamps import Stamps


class Kept:
    """A cluster so far as it keeps stamps."""

    def __init__(self, folder: Path) -> None:
        self.stamps = Stamps(folder)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database of our own into which nothing was loaded."""
    kept: Any = Kept(tmp_path / "stamps")
    return Database("postgresql://app@db/plan", "postgresql://owner@db/plan", kept)


def test_a_database_has_a_story_once_that_is_stamped(database: Database) -> None:
    assert not has_story(database)

    assert database.stamps
    database.stamps.put("load_story", STORY_LOADED)

    assert has_story(database)


def test_a_story_that_was_not_loaded_leaves_no_stamp(database: Database) -> None:
    nothing_to_go_by = {"PATH": "/usr/bin:/bin"}

    with pytest.raises(SetupError, match="This step failed: Playing a year of the Example Trust"):
        require_story(database, nothing_to_go_by)

    assert not has_story(database)


def test_of_somebody_elses_database_nothing_is_known() -> None:
    assert not has_story(Database("postgresql://app@db/plan", "postgresql://owner@db/plan"))


def said(capsys: pytest.CaptureFixture[str], *, story: bool) -> str:
    """What is said once the demonstration is served."""
    say_where(read_wishes({}), {"TODAY": DEMO_TODAY, "DEMO_PASSWORD": DEMO_PASSWORD}, story=story)
    return capsys.readouterr().out


def test_with_the_story_its_people_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, story=True)

    assert "officer@derbyshire.example" in words
    assert all(address in words for address, _ in people(STORY_PEOPLE))


def test_without_it_they_are_not_and_it_says_how_to_have_them(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, story=False)

    assert "example-trust.example" not in words
    assert "./run --story" in words
