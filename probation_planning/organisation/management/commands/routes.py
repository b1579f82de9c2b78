"""Prints every route with what it needs, from the table that the middleware enforces."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from probation_planning.organisation.needs import READS, WRITES, Route, routes

UNDECLARED = "not declared: nobody"


class Command(BaseCommand):
    """One route a line: its name, its address, its methods, its kind of thing, who may read and who may write."""

    help = "Prints every route: name, address, methods, kind of thing, who may read and who may write."

    def add_arguments(self, parser: CommandParser) -> None:
        """As lines for people, or as JSON."""
        parser.add_argument("--json", action="store_true", help="print a list of objects")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them."""
        lines = [told(route) for route in routes()]
        if options["json"]:
            self.stdout.write(json.dumps(lines, indent=2))
            return
        for line in lines:
            self.stdout.write(
                f"{line['name'] or '(no name)'}  {line['pattern']}  {' '.join(line['methods']) or '-'}  "
                f"[{line['kind'] or line['level']}]  read: {line['read']}  write: {line['write']}"
            )


def told(route: Route) -> dict[str, Any]:
    """What is told of one route; `readers` and `writers` are None where whoever the level admits may."""
    need = route.need
    if need is None:
        return {
            "name": route.name,
            "pattern": route.pattern,
            "methods": [],
            "level": UNDECLARED,
            "kind": None,
            "read": UNDECLARED,
            "write": UNDECLARED,
            "readers": [],
            "writers": [],
        }
    readers, writers = need.roles(READS[0]), need.roles(WRITES[0])
    return {
        "name": route.name,
        "pattern": route.pattern,
        "methods": list(need.methods),
        "level": str(need.level),
        "kind": str(need.kind) if need.kind else None,
        "read": need.in_words(READS[0]),
        "write": need.in_words(WRITES[0]),
        "readers": None if readers is None else sorted(map(str, readers)),
        "writers": None if writers is None else sorted(map(str, writers)),
    }
