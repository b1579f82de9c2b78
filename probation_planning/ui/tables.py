"""The one base of every list: 25 rows a page, drawn by templates/ui/table.html."""

from typing import Any, ClassVar

import django_tables2 as tables

from probation_planning.ui.words import NOT_RECORDED


class HouseTable(tables.Table):  # type: ignore[misc]
    """A list with a caption, headings that sort, and a sentence when it is empty.

    `rows_template` names a partial that writes a `<tr>` for each `record` of `rows`; each `<td>` carries its heading in
    `data-label`, which phones show above the value. Without it, django-tables2 fills the cells, a blank one with the
    words "not recorded".
    """

    caption: ClassVar[str] = ""
    hide_caption: ClassVar[bool] = False
    rows_template: ClassVar[str] = ""
    things: ClassVar[str] = "rows"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", NOT_RECORDED)
        super().__init__(*args, **kwargs)
