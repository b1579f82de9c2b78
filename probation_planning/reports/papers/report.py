"""What a report is: who may have it, what it reads, and the templates that show it."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.template.loader import render_to_string

from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.packs import breakable


@dataclass(frozen=True)
class Asked:
    """What a report is asked for: by whom, of which year, as at which day; `options` as its page offers them."""

    reader: Reader
    year: Year
    today: datetime.date
    options: Mapping[str, str] = field(default_factory=dict)


class Report(ABC):
    """One kind of report. Screen and paper are drawn from what `read` returns, so both say the same.

    Its parts are `templates/reports/papers/_<slug>.html` for the screen and `templates/reports/pdf/papers/_<slug>.html`
    for paper; each is given the report's own data as `data`. A part of paper begins with an h2 and may stand in a board
    pack. `sheets` are the style sheets it needs besides pdf.css, by name, `screen_sheets` those of its page on screen.
    `has_cover`: whether its front takes a page of its own. `tells_of_risks`: whether anything in it comes from the
    register; a board pack with it in is kept for those alone who may see the sections its body reads. `shape` is raised
    when the data change their shape: `_<slug>_2.html` then stands beside `_<slug>.html`, from which what was issued
    before is still drawn.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    says: ClassVar[str]
    sheets: ClassVar[tuple[str, ...]] = ()
    screen_sheets: ClassVar[tuple[str, ...]] = ()
    has_cover: ClassVar[bool] = False
    shape: ClassVar[int] = 1
    tells_of_risks: ClassVar[bool] = True

    @abstractmethod
    def may_read(self, reader: Reader, year: Year) -> bool:
        """Whether the reader may have it of the year; to others its address is unknown."""

    @abstractmethod
    def read(self, asked: Asked) -> Any:
        """All that it says, as a frozen dataclass of plain values; of what the reader may see, and nothing else."""

    @abstractmethod
    def rows(self, data: Mapping[str, Any]) -> int:
        """How many rows its tables have; a long report is drawn away from the web server."""

    def title_of(self, asked: Asked) -> str:
        """What this one is called."""
        return self.title

    @property
    def paper(self) -> str:
        """The template of its part on paper."""
        return part_on_paper(self.slug, self.shape)

    @property
    def screen(self) -> str:
        """The template of its part on screen."""
        return part_on_screen(self.slug, self.shape)

    def file_name(self, asked: Asked) -> str:
        """What its file is called, before its .pdf."""
        return f"{asked.reader.trust.slug}-{asked.year.slug}-{self.slug}"


def part_on_paper(slug: str, shape: int) -> str:
    """The template that prints a report's data of this shape."""
    return f"reports/pdf/papers/{_part(slug, shape)}"


def part_on_screen(slug: str, shape: int) -> str:
    """The template that shows a report's data of this shape."""
    return f"reports/papers/{_part(slug, shape)}"


def _part(slug: str, shape: int) -> str:
    return f"_{slug}.html" if shape == 1 else f"_{slug}_{shape}.html"


@dataclass(frozen=True)
class Front:
    """What the cover and the head of every page say of a report; `standing` is empty once it is issued."""

    trust: str
    year: str
    title: str
    marking: str
    standing: str


def front_of(report: Report, asked: Asked) -> Front:
    """The front of a draft: as at which day, and that nobody has issued it."""
    return Front(
        trust=asked.reader.trust.name,
        year=asked.year.label,
        title=report.title_of(asked),
        marking=asked.reader.trust.marking,
        standing=f"Draft as at {asked.today:%-d %B %Y}, not issued",
    )


def read_report(report: Report, asked: Asked) -> dict[str, Any]:
    """What the report says, in JSON's own types."""
    data: dict[str, Any] = plain(report.read(asked))
    return data


def as_html(report: Report, front: Front, data: dict[str, Any]) -> str:
    """The page that its PDF is drawn from; the same data give the same page."""
    context = {"front": front, "report": report, "data": breakable(data), "fingerprint": fingerprint(data)}
    return render_to_string("reports/pdf/report.html", context)
