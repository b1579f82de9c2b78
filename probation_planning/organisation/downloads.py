"""Tables of a trust or of one of its years as files; the key says whose each is, as at when, and who may read it."""

import datetime
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from probation_planning.organisation import clock
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, who_may
from probation_planning.ui.spreadsheets import Column, Part, Table, file_response


def download(
    request: ReaderRequest,
    ending: str,
    *,
    name: str,
    title: str,
    things: str,
    open_to: tuple[Act, Kind],
    warning: str = "",
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    at: str = "",
    about: Iterable[tuple[str, str]] = (),
    narrowed: str = "",
    parts: Sequence[Part] = (),
    day: datetime.date | None = None,
) -> HttpResponse:
    """A table as a file called name-trust-year-at, as at today unless another `day` is given.

    The year is left out where the address names none.

    `about`: what its key says besides; `narrowed`: what it is narrowed by, in words; `open_to`: what somebody must be
    allowed who sees the same, and `warning` what else is to be said of that.
    """
    trust, year = request.reader.trust, getattr(request, "year", None)
    as_at = day or clock.today()
    table = Table(
        name="-".join(filter(None, [name, trust.slug, year.slug if year else "", at])),
        title=title,
        things=things,
        columns=columns,
        rows=rows,
        day=as_at,
        about=[
            ("Trust", trust.name),
            *([("Year", year.label)] if year else []),
            *about,
            ("As at", f"{as_at:%-d %B %Y}"),
            ("Showing only", narrowed or "Everything: no filter is in use."),
            ("Who may read it", f"People of {trust.name} whose role is {who_may(*open_to)}. {warning}".strip()),
        ],
        parts=parts,
    )
    return file_response(table, ending)
