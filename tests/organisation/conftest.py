"""What tests of requests share."""

import pytest

from probation_planning.organisation import needs

FAULTY = ("faulty_fault", "faulty_unreachable", "faulty_unstorable")
IN_THE_WAY = ("in_the_way_crossing", "in_the_way_never", "in_the_way_broken", "in_the_way_killed")


@pytest.fixture
def routes_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages that only tests have be asked for: the middleware refuses a route that does not say what it needs."""
    for name in FAULTY:
        monkeypatch.setitem(needs._TABLE, name, needs.public())
    for name in IN_THE_WAY:
        monkeypatch.setitem(needs._TABLE, name, needs.member(write=True))
