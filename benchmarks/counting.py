"""Which of the statements sent to the database count as queries: those that ask for rows or write some."""

import re
from collections.abc import Iterable

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config", "SELECT coalesce(current_setting", "BEGIN")

# Who is at work, set for the history before a statement and sent with it.
BEFORE_A_STATEMENT = re.compile(r"SELECT set_config\('pghistory\.context_id'.*?, true\); ", re.DOTALL)


def counted(captured: Iterable[dict[str, str]]) -> list[str]:
    """The statements that count, of those that Django captured."""
    sent = (BEFORE_A_STATEMENT.sub("", query["sql"], count=1) for query in captured)
    return [statement for statement in sent if not statement.startswith(NOT_COUNTED)]
