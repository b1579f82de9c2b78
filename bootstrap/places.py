"""Where things lie, and what the environment asks for."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bootstrap.says import SetupError

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "logs"
ASSETS = VAR / "assets"
STATIC = VAR / "static"

DEMO_PASSWORD = "derbyshire-2011"
DEMO_TODAY = "2011-06-20"


@dataclass(frozen=True)
class Wishes:
    """The environment, read once."""

    mode: str
    port: int
    data_dir: Path
    database_url: str | None
    owner_url: str | None
    ci: bool

    @property
    def embedded(self) -> bool:
        return self.database_url is None


def read_wishes(environment: Mapping[str, str] = os.environ) -> Wishes:
    database_url = environment.get("DATABASE_URL") or None
    owner_url = environment.get("DATABASE_OWNER_URL") or None
    if owner_url and not database_url:
        raise SetupError("DATABASE_OWNER_URL is set but DATABASE_URL is not. Set both, or neither.")
    mode = environment.get("MODE") or "demo"
    if mode not in {"demo", "production"}:
        raise SetupError(f"MODE is {mode}. Set it to demo or production.")
    return Wishes(
        mode=mode,
        port=_port(environment.get("PORT") or "8000"),
        data_dir=(ROOT / Path(environment.get("DATA_DIR") or VAR).expanduser()).resolve(),
        database_url=database_url,
        owner_url=owner_url or database_url,
        ci=environment.get("CI", "").lower() in {"true", "1"},
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SetupError(f"PORT is {text}. Set it to a whole number from 1 to 65535.")
    return int(text)
