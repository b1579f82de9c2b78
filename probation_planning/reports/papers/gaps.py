"""The gap sheet as a report: where plan, register and scorecard are not tied together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from objectives.models import AnnualPlan
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.gaps import Gap, Group, gaps_of
from probation_planning.reports.papers.report import Asked, Report


@dataclass(frozen=True)
class GapLine:
    """One break in the thread; `offered` says what is suggested for it, `band` is empty but for a risk."""

    name: str
    title: str
    says: str
    offered: str
    score: int | None
    band: str


@dataclass(frozen=True)
class GapKind:
    """Gaps of one kind; `about` is what is wrong, or that there are none; `says_more`: whether one says more."""

    heading: str
    about: str
    says_more: bool
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True)
class LackCount:
    """How many of all objectives lack something."""

    says: str
    number: int
    total: int


@dataclass(frozen=True)
class GapData:
    """What the report says."""

    trust: str
    year: str
    total: int
    with_register: bool
    with_measures: bool
    kinds: tuple[GapKind, ...]
    counts: tuple[LackCount, ...]


class GapsReport(Report):
    """Everything that the gap sheet says of what the reader sees."""

    slug = "gaps"
    title = "Gap sheet"
    says = "Aims without a measure or a risk, references that no aim answers, Red and Black risks without an objective."
    sheets = ("pdf-gaps",)

    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whoever reads plans, of a year that has one."""
        return AnnualPlan.is_open_to(reader) and AnnualPlan.objects.visible_to(reader).filter(year=year).exists()

    def read(self, asked: Asked) -> GapData:
        """As the sheet tells of them, without what the officer may do there."""
        sheet = gaps_of(asked.reader, asked.year)
        if sheet is None:
            raise ValueError("The year has no plan, so there is no gap sheet.")
        return GapData(
            trust=asked.reader.trust.name,
            year=asked.year.label,
            total=sheet.total,
            with_register=sheet.opened is not None,
            with_measures=bool(sheet.measures),
            kinds=tuple(map(_kind, sheet.groups)),
            counts=tuple(LackCount(count.says, count.number, count.total) for count in sheet.counts),
        )

    def rows(self, data: Mapping[str, Any]) -> int:
        """Its gaps."""
        return int(data["total"])


def _kind(group: Group) -> GapKind:
    gaps = tuple(map(_line, group.gaps))
    return GapKind(group.heading, group.about if gaps else group.none, any(gap.says for gap in gaps), gaps)


def _line(gap: Gap) -> GapLine:
    offers = "; ".join(f"{offer.name} ({offer.says})" for offer in gap.offers)
    return GapLine(
        name=gap.name,
        title=gap.title,
        says=gap.says,
        offered=f"{gap.offered}: {offers}" if offers else "",
        score=gap.score,
        band=gap.band.value if gap.band else "",
    )
