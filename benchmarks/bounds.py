"""How long each request may take: goals and floors, and the bare page beside which they were set."""

from collections.abc import Mapping
from dataclasses import dataclass

# What the bare application is asked for.
BARE_LIST, BARE_ONE, BARE_SAVE = "a list of 50 rows", "one row", "saving a row"
BARE_CSV, BARE_XLSX = "all rows as CSV", "all rows as XLSX"

CSV, XLSX = "register as CSV", "register as XLSX"
# What holds all rows, and takes as long as they are many.
FILES = frozenset({CSV, XLSX})
STORED = "stored pack"
SAVE = "save an assessment"
SAVE_STATUS = "save an objective's answer"
DESK = "my work, 26 to answer"
SAVE_DESK = "save all 26"


@dataclass(frozen=True)
class Bound:
    """Goal and floor in milliseconds at the median of one client; what page `bare` took where they were set."""

    goal: float
    floor: float
    set_at: float
    bare: str


# By the number of risks from which they hold. A list is bound by 25 rows, as the register's is.
LIST = {0: Bound(12, 30, 6, BARE_LIST)}
ONE = {0: Bound(10, 20, 3.8, BARE_ONE)}
SAVING = {0: Bound(10, 20, 3.5, BARE_SAVE)}
FILE = {0: Bound(8, 20, 4.4, BARE_CSV), 2000: Bound(40, 100, 35, BARE_CSV)}
WORKBOOK = {0: Bound(30, 60, 16, BARE_XLSX), 2000: Bound(200, 400, 130, BARE_XLSX)}

# A PDF that was drawn before is one thing, as large as it may be.
KEPT = {0: Bound(10, 20, 3.8, BARE_ONE)}

BOUNDS: Mapping[str, Mapping[int, Bound]] = {
    "register, 25 rows": LIST,
    "register, 50 rows": LIST,
    "register with its heat map as last known": LIST,
    "one risk": ONE,
    CSV: FILE,
    XLSX: WORKBOOK,
    "review's progress": LIST,
    "meeting, one risk": ONE,
    "plan as a tree": LIST,
    "plan as a tree, a theme open": LIST,
    "plan as a list": LIST,
    "plan by deadline": LIST,
    "one objective": ONE,
    "scorecard": LIST,
    "year at a glance": LIST,
    "search, a common word": LIST,
    "search, a rare word": LIST,
    "gaps": LIST,
    "data quality": LIST,
    "help": LIST,
    "my work": LIST,
    DESK: LIST,
    STORED: KEPT,
    SAVE: SAVING,
    SAVE_STATUS: SAVING,
}
# Bounds are set for up to so many risks.
MOST = 2000


def bound_of(page: str, risks: int) -> Bound | None:
    """What binds the page at the size."""
    sizes = BOUNDS.get(page, {})
    held = [size for size in sizes if size <= risks]
    return sizes[max(held)] if held and risks <= MOST else None


def bare_page(page: str) -> str:
    """The bare page that a page is compared with; none where nothing binds it."""
    return next((bound.bare for bound in BOUNDS.get(page, {}).values()), "")
