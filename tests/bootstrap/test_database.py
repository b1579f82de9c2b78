"""Where the kept database lives, and how Django and PostgreSQL's own programs are told."""

from pathlib import Path

import dj_database_url
import pytest

from bootstrap.accounts import Account, us
from bootstrap.database import POINTER, choose_home, socket_url
from bootstrap.project import secret_key
from bootstrap.says import SetupError

SOMEBODY_ELSE = Account("somebody-else", 4_000_000_000, 4_000_000_000)


@pytest.mark.parametrize("folder", ["/srv/data", "/srv/My Data/100%", "/srv/a+b/ü?x=1&y#z"])
def test_the_socket_folder_reaches_django_letter_by_letter(folder: str) -> None:
    settings = dj_database_url.parse(socket_url("probation_app", Path(folder)))
    assert settings["OPTIONS"] == {"host": folder}
    assert (settings["HOST"], settings["USER"], settings["NAME"]) == ("", "probation_app", "probation")


def test_our_own_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert choose_home(tmp_path / "data", us()) == tmp_path / "data" / "postgresql"


def test_a_database_that_is_there_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "postgresql" / "data").mkdir(parents=True)
    assert choose_home(tmp_path, SOMEBODY_ELSE) == tmp_path / "postgresql"


def test_a_closed_data_folder_keeps_its_database_in_a_folder_of_the_system(tmp_path: Path) -> None:
    data_dir, state = tmp_path / "checkout" / "var", tmp_path / "state"
    home = choose_home(data_dir, SOMEBODY_ELSE, state)
    assert home.parent == state
    assert home.name.startswith("checkout-")
    assert (data_dir / POINTER).read_text().strip() == str(home)
    assert not (data_dir / "postgresql").exists()
    assert choose_home(data_dir, SOMEBODY_ELSE, state) == home


def test_a_moved_data_folder_is_not_given_an_empty_database_in_silence(tmp_path: Path) -> None:
    state = tmp_path / "state"
    home = choose_home(tmp_path / "before", SOMEBODY_ELSE, state)
    (tmp_path / "before").rename(tmp_path / "after")
    with pytest.raises(SetupError, match="If you moved the folder") as refusal:
        choose_home(tmp_path / "after", SOMEBODY_ELSE, state)
    assert str(home) in str(refusal.value)


def test_the_secret_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "data")
    assert len(key) >= 50
    assert secret_key(tmp_path / "data") == key
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600
