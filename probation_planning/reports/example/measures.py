"""What the example's measures are: every form of target that a scorecard can hold, with results that come near it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scorecard.models import Accumulation, Frequency, Measured, Polarity, Rolling, Unit

HIGHER, LOWER, NEAREST = Polarity.HIGHER, Polarity.LOWER, Polarity.NEAREST
LATEST, SUM, RATE, ROLLING = Accumulation.LATEST, Accumulation.SUM, Accumulation.RATE, Accumulation.ROLLING
SCALES = {
    "Stars": [(f"{at}★", "") for at in range(1, 6)],
    "Opinions": [("R", "Red"), ("AR", "Amber/Red"), ("GA", "Green/Amber"), ("G", "Green")],
}


@dataclass(frozen=True)
class Form:
    """A measure with its target as written.

    `near`: what quarters reach, as figures or steps; of a rate the two parts. `{year}` in a target is the year's first.
    A measure that is `by_unit` is shared out, and its results are the units'.
    """

    name: str
    printed: str
    unit: Unit = Unit.NUMBER
    polarity: str = ""
    accumulation: str = LATEST
    near: Sequence[str | tuple[int, int]] = ()
    in_words: str = ""
    scale: str = ""
    frequency: Frequency = Frequency.QUARTERLY
    reading: str = ""
    ground: str = ""
    under: str | None = None
    over: str | None = None
    measured: Measured = Measured.UNIT
    profile: list[str] = field(default_factory=list)
    rolling: str = ""
    plausible: tuple[str, str] | None = None
    by_unit: bool = False


FORMS = (
    Form(
        *("First appointments within five working days", "90%", Unit.PERCENT, HIGHER, RATE),
        near=((82, 91), (88, 94), (97, 104), (71, 88)),
        under="2",
    ),
    Form(
        *("Days lost to sickness for each member of staff", "10.5", Unit.DAYS, LOWER, ROLLING, ("9.8", "10.5", "12.1")),
        over="0.5",
        rolling=Rolling.WHOLE_YEAR,
        plausible=("0", "40"),
    ),
    Form(
        *("Places filled on the evening programme", "240", Unit.COUNT, HIGHER, SUM, ("52", "61", "74"), "places"),
        under="5",
        measured=Measured.PERCENT,
        profile=["50", "110", "170", "240"],
    ),
    Form("Complaints found to be right", "<8", Unit.COUNT, LOWER, SUM, ("0", "1", "3"), "complaints", over="1"),
    Form("Standard of the buildings", "4★", Unit.STEP, HIGHER, LATEST, ("3★", "4★", "5★"), scale="Stars"),
    Form("No record without a supervisor's name", "✓", Unit.YES_NO, "", Accumulation.EVERY, ("yes", "yes", "no")),
    Form("The new record is in use in every office", "Q3", Unit.QUARTER, "", Accumulation.ONCE, ("no", "done")),
    Form("Cost of an order against last year's", "-2%", Unit.PERCENT, LOWER, LATEST, ("-2.4", "-1.1", "0.6")),
    Form("Visits to the hostel by its neighbours", "", near=("14", "17"), accumulation=""),
    Form(
        *("Orders completed as sentenced", "300", Unit.COUNT, HIGHER, SUM, ("19", "24", "31"), "orders"),
        under="10",
        profile=["70", "145", "220", "300"],
        by_unit=True,
    ),
    Form(
        *("Spending against budget", "100% ± 2%", Unit.PERCENT, NEAREST, Accumulation.FORECAST),
        near=("98.6", "100.4", "103.2"),
    ),
    Form("Cases for each supervisor", "between 40 and 50", polarity=NEAREST, near=("42", "48", "53"), in_words="cases"),
    Form(
        *("Reports delivered to court on the day they are due", ">95%", Unit.PERCENT, HIGHER, RATE),
        near=((188, 194), (201, 214), (176, 182)),
    ),
    Form("Wait at the front desk", "≤12", polarity=LOWER, near=("9.5", "12", "13.5"), in_words="minutes", over="1"),
    Form("The emergency plan is tested", "by 31/12/{year}", Unit.QUARTER, "", Accumulation.ONCE, ("no", "done")),
    Form(
        *("Opinion of the auditors", "GA", Unit.STEP, HIGHER, LATEST, ("AR", "GA", "G")),
        scale="Opinions",
        reading="GA by Q2",
        ground="The Board asked for it by the autumn.",
    ),
    Form("Cost of a completed order", "£2,400", Unit.MONEY, LOWER, LATEST, ("2310", "2455", "2398.5"), over="50"),
    Form(
        *("Staff who would recommend the work", "55%", Unit.PERCENT, HIGHER, LATEST, ("51.5", "58")),
        frequency=Frequency.ANNUAL,
    ),
    Form("Reduce journeys without a passenger", "5%", Unit.PERCENT, HIGHER, LATEST, ("3.1", "5.6"), under="1"),
    Form("What partners say of us", "as agreed with the partners", near=("6", "7")),
)
