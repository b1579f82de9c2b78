"""The results of a period on one sheet: a row for each measure, or each unit of one; what is typed, and what is wrong.

What is typed is a mapping of names to texts, such as a form sends: `12-value`, and `12-3-value` for a unit's part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from probation_planning.organisation.models import Owner
from probation_planning.organisation.word import names_of
from probation_planning.ui.forms import LONGEST
from probation_planning.ui.typed import fault_in, in_one_form
from scorecard import pasting, targets, values
from scorecard.giving import Giving
from scorecard.models import Accumulation, Frequency, Measure, Result
from scorecard.pasting import Column
from scorecard.services.results import Given, Line, as_it_stands, odd_words, same_value

BOXES = ("value", "numerator", "denominator", "note", "odd_because")
LABELS = {
    "value": "Result",
    "numerator": "How many",
    "denominator": "Out of how many",
    "note": "Note",
    "odd_because": "Why it is right",
}
OF_COLUMN = {
    Column.VALUE: "value",
    Column.NUMERATOR: "numerator",
    Column.DENOMINATOR: "denominator",
    Column.NOTE: "note",
}
LONGEST_OF = {"value": values.LONGEST_RESULT, "numerator": 40, "denominator": 40, "note": LONGEST, "odd_because": 300}
ALONE = "A note stands here without a result. Enter the result, or take the note away."


@dataclass(frozen=True)
class Words:
    """What holds for all rows: whose word it is (None for each owner's own), where it comes from, why it is corrected.

    `final`: whether they are the last word, where a period is over.
    """

    final: bool = False
    given: Given = field(default_factory=Given)


@dataclass(frozen=True)
class Box:
    """One box of a row."""

    name: str
    label: str
    value: str
    fault: str
    hint: str = ""

    @property
    def described(self) -> str:
        """Ids of what is said of it."""
        return " ".join(f"{self.name}_{what}" for what, says in (("hint", self.hint), ("error", self.fault)) if says)


@dataclass
class Row:
    """A row: what is typed, by box; what is wrong, by box; `theirs` says what somebody else saved meanwhile."""

    giving: Giving
    typed: dict[str, str]
    seen: int
    faults: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    entry: values.Entry | None = None
    theirs: str = ""

    @property
    def key(self) -> str:
        """What the names of its boxes begin with."""
        return self.giving.key

    @property
    def says_anything(self) -> bool:
        """Whether anything is typed."""
        return any(self.typed[name].strip() for name in BOXES)

    @property
    def is_good(self) -> bool:
        """Whether a result is typed that can be read."""
        return self.entry is not None and not self.faults

    def box(self, name: str) -> Box:
        """One of its boxes."""
        hint = hint_of(self.giving.target, self.giving.quarter.number) if name == "value" else ""
        label = f"{LABELS[name]}, {self.giving.ref}"
        return Box(f"{self.key}-{name}", label, self.typed[name], self.faults.get(name, ""), hint)

    @property
    def value(self) -> Box:
        """The box of the result."""
        return self.box("value")

    @property
    def parts(self) -> list[Box]:
        """The boxes of its two parts; none where it has none."""
        return [self.box("numerator"), self.box("denominator")] if self.giving.has_parts else []

    @property
    def note(self) -> Box:
        """The box of the note."""
        return self.box("note")

    @property
    def odd_because(self) -> Box | None:
        """The box that asks why it is right; none where nothing is questioned."""
        return self.box("odd_because") if self.doubts or self.typed["odd_because"].strip() else None

    @property
    def owners(self) -> str:
        """Who answers for it, in words; empty where nobody is recorded."""
        return names_of(self.giving.measure.answerers(self.giving.unit))

    def check(self) -> None:
        """Read what is typed, and say what is wrong at its box."""
        if not self.says_anything:
            return
        for name, text in self.typed.items():
            longest = LONGEST_OF[name]
            if says := fault_in(text, LABELS[name]):
                self.faults[name] = says
            elif len(text) > longest:
                self.faults[name] = f"“{LABELS[name]}” has {len(text)} characters. Write at most {longest}."
        if self.faults:
            return
        try:
            entry = values.read_value(
                self.typed["value"],
                self.giving.target,
                bounds=self.giving.bounds,
                numerator=self.typed["numerator"],
                denominator=self.typed["denominator"],
            )
        except targets.Refused as refused:
            self.faults[refused.at if refused.at == "value" or self.giving.has_parts else "value"] = refused.sentence
            return
        if entry.value is None:
            noted = bool(self.typed["note"].strip())
            self.faults["note" if noted else "value"] = ALONE if noted else "Enter the result."
            return
        self.doubts, self.entry = entry.doubts, entry
        if wrong := self.giving.fault_of_done(entry.value):
            self.faults["value"] = wrong
        elif entry.doubts and not self.typed["odd_because"].strip():
            self.faults["odd_because"] = odd_words(entry.doubts)

    def line(self, words: Words) -> Line | None:
        """What the act takes; None where what is typed stands already."""
        entry, latest = self.entry or values.Entry(""), self.giving.latest
        is_figure = isinstance(entry.value, Decimal)
        said = words.given
        given = Given(
            value=entry.value if isinstance(entry.value, Decimal) else None,
            step="" if is_figure else str(entry.value),
            numerator=entry.numerator,
            denominator=entry.denominator,
            provisional=not (words.final and self.giving.is_over),
            source=said.source,
            note=self.typed["note"].strip(),
            odd_because=self.typed["odd_because"].strip(),
            reason=said.reason,
            given_for=(said.given_for or self.giving.owner) if self.owners else None,
            told_on=said.told_on if self.owners else None,
        )
        if latest is not None and self._stands(latest, given):
            if not latest.provisional or given.provisional:
                return None
            again = as_it_stands(latest)
            given = Given(
                **{
                    **{name: getattr(again, name) for name in ("value", "step", "numerator", "denominator", "note")},
                    "source": said.source or again.source,
                    "odd_because": given.odd_because or again.odd_because,
                    "given_for": given.given_for,
                    "told_on": given.told_on,
                }
            )
        return Line(self.giving.measure, self.giving.unit, given, self.seen)

    def _stands(self, latest: Result, given: Given) -> bool:
        """Whether nothing is said but what stands."""
        parts = given.numerator, given.denominator
        same_parts = parts in {(None, None), (latest.numerator, latest.denominator)}
        return same_value(latest, given) and same_parts and given.note in {"", latest.note}


def hint_of(target: targets.Target, quarter: int) -> str:
    """What is to be typed for the quarter, in a few words."""
    if target.takes is targets.Takes.STEP:
        return ", ".join(step.code for step in reversed(target.steps))
    if target.takes is targets.Takes.YES_NO:
        return "yes or no"
    if target.takes is targets.Takes.QUARTER:
        return f"{targets.QUARTERS[quarter - 1]}, a day, or not yet"
    return target.unit


def stands_at(measure: Measure, number: int) -> bool:
    """Whether the measure can have a result at the quarter: the year's stands at the fourth alone."""
    is_years = measure.frequency == Frequency.ANNUAL and measure.accumulation != Accumulation.ONCE
    return number == 4 or not is_years


def rows_of(givings: Sequence[Giving], typed: Mapping[str, str] | None = None) -> list[Row]:
    """A row for each, with what is typed; beside what it was filled in, if that was sent."""
    rows = []
    for giving in givings:
        said = typed or {}
        texts = {name: in_one_form(said.get(f"{giving.key}-{name}", "")) for name in BOXES}
        seen = said.get(f"{giving.key}-seen", "")
        is_number = seen.isascii() and seen.isdigit() and len(seen) < 9
        rows.append(Row(giving, texts, int(seen) if is_number else giving.seen))
    return rows


# So many rows of a pasted block are told of one by one.
MOST_SAID = 20


@dataclass(frozen=True)
class Put:
    """What became of a pasted block: how many rows were put into the sheet, what was wrong, and the rows left over.

    `doubts` are sentences about what was read otherwise than it stands.
    """

    rows: int
    faults: tuple[str, ...]
    left: str
    doubts: tuple[str, ...] = ()


def put(text: str, rows: Sequence[Row]) -> Put:
    """Put a pasted block into the rows it is for; what is for none is left over, to be mended and pasted again."""
    lines = [pasting.Line(row.giving.ref, row.giving.target, row.giving.name, row.giving.bounds) for row in rows]
    pasted = pasting.paste(text, lines)
    by_ref = {row.giving.ref: row for row in rows}
    faults, left, count = list(pasted.faults), list[str](), 0
    refs = [cell for each in pasted.rows for cell in each.cells if cell.column is Column.REF]
    doubts = tuple(says for cell in refs for says in cell.doubts)
    for each in pasted.rows:
        row = by_ref.get(each.ref)
        said = {OF_COLUMN[cell.column]: cell.text for cell in each.cells if cell.column in OF_COLUMN}
        if row is None:
            ref = next((cell for cell in each.cells if cell.column is Column.REF), None)
            faults.append(f"Row {each.number}: {ref.fault if ref else 'it is for no line.'}")
            left.append("\t".join(cell.text for cell in each.cells))
        elif any(said.values()):
            row.typed |= {name: in_one_form(text) for name, text in said.items()}
            count += 1
    if len(faults) > MOST_SAID:
        more = len(faults) - MOST_SAID
        faults[MOST_SAID:] = [f"And {more} more like these. Every row that is for no line stands in the box."]
    return Put(count, tuple(faults), "\n".join(left) if pasted.rows else text, doubts)


def owners_of(rows: Sequence[Row]) -> list[Owner]:
    """Everybody who answers for one of the rows, once each."""
    found: dict[int, Owner] = {}
    for row in rows:
        for tie in row.giving.measure.answerers(row.giving.unit):
            found.setdefault(tie.owner_id, tie.owner)
    return sorted(found.values(), key=lambda owner: (owner.order, owner.name))
