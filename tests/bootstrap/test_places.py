"""What ./run reads from the environment."""

from pathlib import Path

import pytest

from bootstrap.places import ROOT, VAR, read_wishes
from bootstrap.says import SetupError


def test_an_empty_environment_means_the_demonstration_on_port_8000_in_var() -> None:
    wishes = read_wishes({})
    assert (wishes.mode, wishes.port, wishes.data_dir, wishes.embedded, wishes.ci) == ("demo", 8000, VAR, True, False)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80 80", "８０００", "8000.0"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SetupError, match=f"PORT is {port}"):
        read_wishes({"PORT": port})


@pytest.mark.parametrize("port", ["1", "8000", "65535"])
def test_every_port_there_is_can_be_asked_for(port: str) -> None:
    assert read_wishes({"PORT": port}).port == int(port)


def test_a_data_folder_may_be_named_from_anywhere_or_from_the_checkout() -> None:
    assert read_wishes({"DATA_DIR": "/srv/probation data"}).data_dir == Path("/srv/probation data")
    assert read_wishes({"DATA_DIR": "elsewhere"}).data_dir == ROOT / "elsewhere"


def test_a_database_url_alone_serves_the_owner_too() -> None:
    wishes = read_wishes({"DATABASE_URL": "postgresql://app@db/plan"})
    assert wishes.owner_url == wishes.database_url == "postgresql://app@db/plan"
    assert not wishes.embedded


def test_an_owner_without_an_application_is_refused() -> None:
    with pytest.raises(SetupError, match="Set both, or neither"):
        read_wishes({"DATABASE_OWNER_URL": "postgresql://owner@db/plan"})


def test_a_mode_that_is_none_is_refused() -> None:
    with pytest.raises(SetupError, match="MODE is test"):
        read_wishes({"MODE": "test"})
