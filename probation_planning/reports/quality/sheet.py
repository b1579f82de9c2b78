"""The data-quality page of a year: every line of every register, counted by register and by who can mend it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.gaps import gaps_of, live_risks
from probation_planning.reports.quality.document import finding_lines, link_lines
from probation_planning.reports.quality.lines import Kind, Line, Register
from probation_planning.reports.quality.plan import plan_lines
from probation_planning.reports.quality.posts import post_lines
from probation_planning.reports.quality.register import risk_lines
from probation_planning.reports.quality.scorecard import measure_lines
from probation_planning.ui.filters import fault_of
from risks.reading import open_register


class Tally(NamedTuple):
    """How many lines there are of a register or of an owner: the words, the value a filter takes, and the number."""

    label: str
    value: str
    number: int


def quality_of(reader: Reader, year: Year) -> list[Line]:
    """Everything that is wrong, as far as the reader may know: register by register, kind by kind."""
    day, sheet, quarters = clock.today(), gaps_of(reader, year), quarters_of(year)
    opened = sheet.opened if sheet else open_register(reader, year)
    live = sheet.risks if sheet else live_risks(opened)
    found = [
        *plan_lines(reader, year, quarters, day),
        *risk_lines(reader, year, opened, live),
        *measure_lines(reader, year, quarters, day, sheet),
        *link_lines(year, sheet),
        *post_lines(reader, year, day, sheet),
        *finding_lines(reader, year, sheet),
    ]
    registers, kinds = list(Register), list(Kind)
    return sorted(found, key=lambda line: (registers.index(line.register), kinds.index(line.kind)))


def by_register(lines: Sequence[Line]) -> list[Tally]:
    """How many lines each register has, all of them named."""
    counts = Counter(line.register for line in lines)
    return [Tally(str(one.label), one.value, counts[one]) for one in Register]


def by_owner(lines: Sequence[Line]) -> list[Tally]:
    """How many lines each owner can mend, the most first; a line of several owners counts for each."""
    counts = Counter(owner for line in lines for owner in line.mends)
    return [Tally(owner, owner, number) for owner, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


class QualityFilter:
    """What the page, and its file, can be narrowed by; an owner is one of those the reader's lines name."""

    def __init__(self, data: QueryDict, lines: Sequence[Line]) -> None:
        self.lines = lines
        choices: dict[str, list[tuple[str, str]]] = {
            "Register": [(one.value, str(one.label)) for one in Register],
            "Kind": [(one.value, str(one.label)) for one in Kind],
            "Owner": [(tally.value, tally.label) for tally in sorted(by_owner(lines))],
        }
        self.form = forms.Form(data)
        for label, known in choices.items():
            self.form.fields[label.lower()] = forms.ChoiceField(
                label="Who can mend it" if label == "Owner" else label, choices=[("", "All"), *known], required=False
            )

    @property
    def all_faults(self) -> str:
        """All that is wrong with the address, as one sentence or more; empty when nothing is."""
        return " ".join(fault_of(field) for field in self.form if field.errors)

    @property
    def found(self) -> list[Line]:
        """The lines that fit; none where the address is wrong."""
        if not self.form.is_valid():
            return []
        given: dict[str, Any] = self.form.cleaned_data
        return [
            line
            for line in self.lines
            if given["register"] in {"", line.register}
            and given["kind"] in {"", line.kind}
            and (not given["owner"] or given["owner"] in line.mends)
        ]
