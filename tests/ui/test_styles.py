"""The style sheets: what two rooms share stands in the house's."""

from collections import defaultdict
from pathlib import Path

from django.conf import settings


def test_no_rule_stands_in_the_style_sheets_of_two_rooms() -> None:
    rooms = defaultdict(set)
    for sheet in Path(settings.BASE_DIR, "static").glob("*/*.css"):
        # Rules for paper are each page's own.
        if not sheet.name.startswith("pdf"):
            for line in sheet.read_text().splitlines():
                if line.startswith((".", "dl.", "main ")):
                    rooms[line].add(sheet.parent.name)

    assert rooms
    assert {rule: sorted(sheets) for rule, sheets in rooms.items() if len(sheets) > 1} == {}
