"""matrix.yaml as it is written: one flow mapping a line, which is all of YAML that it uses."""

import re
from pathlib import Path
from typing import NamedTuple

LINE = re.compile(r"([\w:]+): \{(.+)\}")
PART = re.compile(r"(thing|read|write|hidden|now): ([^,{}]+)")
EVERYONE = frozenset({"owner", "director", "smt", "audit", "auditor", "officer"})
WORDS = EVERYONE | {"everyone", "administrator", "anybody", "signed-in", "staff", "none"}


class Line(NamedTuple):
    """One route: what it is about, who reads, who writes, and to whom it is as if there were nothing."""

    route: str
    thing: str
    read: frozenset[str]
    write: frozenset[str]
    hidden: frozenset[str]
    maybe_not_now: bool

    @property
    def methods(self) -> frozenset[str]:
        """What is taken at all."""
        return frozenset({"GET", "HEAD"} if self.read else ()) | frozenset({"POST"} if self.write else ())

    def allowed(self, method: str) -> frozenset[str]:
        """Who may send a request with this method."""
        return self.write if method == "POST" else self.read


def lines() -> dict[str, Line]:
    """Every line by its route; a line that cannot be read, or stands twice, is a ValueError."""
    found: dict[str, Line] = {}
    for written in (Path(__file__).parent.parent / "matrix.yaml").read_text().splitlines():
        if written.startswith("#") or not written:
            continue
        whole = LINE.fullmatch(written)
        parts = [PART.fullmatch(part) for part in whole[2].split(", ")] if whole else [None]
        if whole is None or not all(parts) or whole[1] in found:
            raise ValueError(f"matrix.yaml has a line that cannot be read: {written}")
        said = {part[1]: part[2] for part in parts if part}
        found[whole[1]] = Line(
            whole[1],
            said["thing"],
            _who(said["read"]),
            _who(said["write"]),
            _who(said.get("hidden", "none")),
            said.get("now") == "maybe not",
        )
    return found


def _who(written: str) -> frozenset[str]:
    words = frozenset(written.split())
    if words - WORDS:
        raise ValueError(f"matrix.yaml names somebody unknown: {written}")
    return (words - {"everyone", "none"}) | (EVERYONE if "everyone" in words else frozenset())
