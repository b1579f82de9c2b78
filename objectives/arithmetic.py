"""Whether the figures of a planning table agree with each other. Plain figures, no database.

Totals are checked against their parts and percentages against their rows (domain.md); what does not agree is said and
never mended, and no total is ever worked out in place of a printed one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

DECIMALS = re.compile(r"[.](\d+)")
YEAR = re.compile(r"\d{4}(?:/\d{2,4})?")


@dataclass(frozen=True)
class Figure:
    """One cell: as printed, as read (None where it cannot be, or is blank), and why where the two differ."""

    printed: str = ""
    value: Decimal | None = None
    ground: str = ""
    is_unconfirmed: bool = False

    @property
    def decimals(self) -> int:
        """How many decimals it is given with: those printed, or those of a reading."""
        if self.ground and self.value is not None:
            return max(-int(self.value.normalize().as_tuple().exponent), 0)
        found = DECIMALS.search(self.printed)
        return len(found[1]) if found else 0


@dataclass(frozen=True)
class Line:
    """A row; `part_of` and `share_of` are places of other rows in the table."""

    label: str
    figures: tuple[Figure, ...]
    part_of: int | None = None
    share_of: int | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Column:
    """A column; `part_of` is the place of its total."""

    heading: str
    part_of: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A planning table as figures."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def is_total(self, place: int) -> bool:
        """Whether the row is what others add up to."""
        return any(line.part_of == place for line in self.lines)


class Check(NamedTuple):
    """One sum or percentage: where it stands, what stands there, what was worked out, and that in words."""

    where: str
    stands: Decimal | None
    worked_out: Decimal | None
    says: str

    @property
    def holds(self) -> bool | None:
        """Whether the two agree; None where a figure is missing."""
        if self.stands is None or self.worked_out is None:
            return None
        return self.stands == self.worked_out


def checks(sheet: Sheet) -> list[Check]:
    """Every sum of rows and of columns, and every percentage, in the order of the table."""
    return [*_sums_of_lines(sheet), *_sums_of_columns(sheet), *_shares(sheet)]


def _sums_of_lines(sheet: Sheet) -> Iterator[Check]:
    for place, total in enumerate(sheet.lines):
        parts = [line for line in sheet.lines if line.part_of == place]
        if not parts:
            continue
        for at, column in enumerate(sheet.columns):
            where = f"{name_of(sheet, place)}, {column.heading}"
            yield _sum(where, total.figures[at], [line.figures[at] for line in parts], "rows")


def _sums_of_columns(sheet: Sheet) -> Iterator[Check]:
    for place, total in enumerate(sheet.columns):
        parts = [at for at, column in enumerate(sheet.columns) if column.part_of == place]
        if not parts:
            continue
        for at, line in enumerate(sheet.lines):
            where = f"{name_of(sheet, at)}, {total.heading}"
            yield _sum(where, line.figures[place], [line.figures[part] for part in parts], "columns")


def _sum(where: str, total: Figure, parts: Sequence[Figure], of: str) -> Check:
    """A blank part counts nothing; one that is printed and cannot be read leaves the sum open."""
    if total.value is None or any(part.value is None and part.printed for part in parts):
        return Check(where, total.value, None, f"A figure of its {of} cannot be read.")
    worked_out = sum((part.value for part in parts if part.value is not None), Decimal())
    return Check(where, total.value, worked_out, f"Its {of} add up to {words_of(worked_out)}.")


def _shares(sheet: Sheet) -> Iterator[Check]:
    for place, line in enumerate(sheet.lines):
        if line.share_of is None:
            continue
        of = sheet.lines[line.share_of]
        whole = sheet.lines[of.part_of] if of.part_of is not None else None
        for at, column in enumerate(sheet.columns):
            share, part = line.figures[at], of.figures[at].value
            total = whole.figures[at].value if whole else None
            where = f"{name_of(sheet, place)}, {column.heading}"
            if share.value is None or part is None or not total:
                yield Check(where, share.value, None, "A figure it rests on cannot be read.")
                continue
            worked_out = (part * 100 / total).quantize(Decimal(1).scaleb(-share.decimals), ROUND_HALF_UP)
            says = f"{words_of(part)} of {words_of(total)} is {words_of(worked_out)}%."
            yield Check(where, share.value, worked_out, says)


def name_of(sheet: Sheet, place: int) -> str:
    """A row by its label; a percentage by that of the row whose it is."""
    line = sheet.lines[place]
    if line.share_of is None:
        return line.label
    of = sheet.lines[line.share_of].label
    return of if of == line.label else f"{of} {line.label}"


class Variance(NamedTuple):
    """How far an outturn lies from what was demanded; `percent` is None where nothing was."""

    value: Decimal
    percent: Decimal | None

    @property
    def words(self) -> str:
        """-345 (-15.4%), +120 (+2.0%)."""
        percent = "" if self.percent is None else f" ({self.percent:+,.1f}%)".replace("-", "\N{MINUS SIGN}")
        return f"{self.value.normalize():+,f}".replace("-", "\N{MINUS SIGN}") + percent


def outturn_columns(sheet: Sheet) -> tuple[int, int] | None:
    """The places of a demand and of its outturn in the same year, where the table has both."""
    headings = [column.heading for column in sheet.columns]
    for outturn, heading in enumerate(headings):
        year = YEAR.search(heading)
        if year and "outturn" in heading.lower():
            for demand, other in enumerate(headings):
                if "demand" in other.lower() and year[0] in other:
                    return demand, outturn
    return None


def variances(sheet: Sheet) -> list[Variance | None] | None:
    """For each row its outturn less its demand; None where the table has no such pair of columns."""
    places = outturn_columns(sheet)
    if places is None:
        return None
    found: list[Variance | None] = []
    for line in sheet.lines:
        demand, outturn = (line.figures[place].value for place in places)
        if demand is None or outturn is None:
            found.append(None)
            continue
        difference = outturn - demand
        percent = (difference * 100 / demand).quantize(Decimal("0.1"), ROUND_HALF_UP) if demand else None
        found.append(Variance(difference, percent))
    return found


def words_of(value: Decimal) -> str:
    """A figure with its thousands apart, and no noughts after its last decimal: 30,587,400."""
    return f"{value.normalize() + 0:,f}".replace("-", "\N{MINUS SIGN}")
