"""Which of the statements sent to the database count as queries: those that ask for rows or write some."""

from collections.abc import Iterable

NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config", "SELECT coalesce(current_setting", "BEGIN")


def counted(captured: Iterable[dict[str, str]]) -> list[str]:
    """The statements that count, of those that Django captured."""
    return [query["sql"] for query in captured if not query["sql"].startswith(NOT_COUNTED)]
