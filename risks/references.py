"""References: which is the next free one, where it is printed, and what a risk is called that had it before."""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import Any

from django.db import IntegrityError

from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from risks.models import Entry, Reference, Register
from risks.reading import OpenRegister, open_register

LAST = 999
HIGHEST_PLACE = 32_767


def natural(reference: str) -> tuple[tuple[bool, int], ...]:
    """For sorting: 1.9 comes before 1.10, 2 before 2a."""
    parts = re.findall(r"\d+|[a-z]", reference)
    return tuple((False, int(part)) if part.isdigit() else (True, ord(part)) for part in parts)


def free_references(given: Iterable[str], section: int) -> Iterator[str]:
    """References of the section after the last of those given: 1.16 after 1.15, and 1a.1 after 1.999."""
    known = list(given)
    for head in (str(section), *(f"{section}{letter}" for letter in ascii_lowercase)):
        numbers = [int(found[1]) for one in known if (found := re.fullmatch(rf"{head}[.](\d+)", one))]
        yield from (f"{head}.{number}" for number in range(max(numbers, default=0) + 1, LAST + 1))


def references_to_give(register: Register, section: int) -> Iterator[str]:
    """The section's next references, as far as the reader sees what was given; the database has the last word."""
    given = Reference.objects.filter(register=register).order_by()
    return free_references(given.values_list("reference", flat=True), section)


def place_for(register: Register, section: int, reference: str, entry: Entry | None = None) -> int:
    """The order in which a risk of this reference is printed: after those before it, where there is room."""
    others = Entry.objects.filter(register=register, section=section)
    if entry:
        others = others.exclude(pk=entry.pk)
    rows = list(others.order_by().values_list("reference", "order"))
    before = [order for one, order in rows if natural(one) < natural(reference)]
    after = [order for one, order in rows if natural(one) > natural(reference)]
    if before:
        return min(max(before) + (not after or min(after) > max(before) + 1), HIGHEST_PLACE)
    return max(min(after) - 1, 0) if after else 1


def is_given(error: IntegrityError) -> bool:
    """Whether the database refused a reference because another risk has it, or had it."""
    told: Any = getattr(error.__cause__, "diag", None)
    return told is not None and str(told.constraint_name).endswith("reference_once")


def now_called(request: ReaderRequest, reference: str) -> str:
    """What the risk is called that had this reference before, if the reader may see both; empty where there is none.

    Whoever reads only what was issued is told no other reference than those they were given.
    """
    reader = request.reader
    if not may(reader, Act.READ, Kind.REGISTER):
        return ""
    if not reader.working_roles:
        return _given_since(open_register(reader, request.year), reference)
    held = Reference.objects.visible_to(reader).filter(register__year=request.year, reference=reference)
    found = Entry.objects.visible_to(reader).filter(pk__in=held.values("entry")).exclude(reference=reference)
    return found.order_by().values_list("reference", flat=True).first() or ""


def _given_since(opened: OpenRegister | None, reference: str) -> str:
    if opened is None:
        return ""
    rows = opened.standings_at(opened.begun)
    rows = rows.filter(entry__in=rows.filter(reference=reference).values("entry")).order_by("-review__month")
    last = rows.values_list("reference", flat=True).first()
    return last if last and last != reference else ""
