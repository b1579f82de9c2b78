"""The example's scorecard: measures with every form of target that a scorecard prints, and their results."""

from typing import Any, NamedTuple

from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker, dealt
from scorecard.models import (
    Accumulation,
    Frequency,
    Measure,
    MeasureOwner,
    OrderedScale,
    Perspective,
    Polarity,
    Result,
    ScaleStep,
    Scorecard,
    Target,
    Unit,
)


class Form(NamedTuple):
    """A target as written, what its measure counts, and results that come near it."""

    printed: str
    unit: Unit
    polarity: str
    accumulation: str
    near: tuple[str, ...]


FORMS = (
    Form("90%", Unit.PERCENT, Polarity.HIGHER, Accumulation.LATEST, ("88.4", "91.2", "93", "79.5")),
    Form("10.5", Unit.DAYS, Polarity.LOWER, Accumulation.ROLLING, ("9.8", "10.5", "12.1")),
    Form("240", Unit.NUMBER, Polarity.HIGHER, Accumulation.SUM, ("52", "61", "74")),
    Form("<8", Unit.NUMBER, Polarity.LOWER, Accumulation.LATEST, ("5", "7.9", "8")),
    Form("4★", Unit.STEP, Polarity.HIGHER, Accumulation.LATEST, ("3★", "4★", "5★")),
    Form("✓", Unit.YES_NO, "", Accumulation.EVERY, ("yes", "yes", "no")),
    Form("Q3", Unit.QUARTER, "", Accumulation.ONCE, ("Q2", "Q3", "Q4")),
    Form("-2%", Unit.PERCENT, Polarity.LOWER, Accumulation.LATEST, ("-2.4", "-1.1", "0.6")),
    Form("", Unit.NUMBER, "", "", ("14", "17")),
)
IN_STEPS = frozenset({Unit.STEP, Unit.YES_NO, Unit.QUARTER})


def make_scorecard(maker: Maker) -> list[Measure]:
    """The scorecard with its measures; one in three has no owner, as is usual on paper."""
    card = maker.add_one(Scorecard, year=maker.year, title=f"Example scorecard {maker.year.label}")
    perspectives = maker.add(
        Perspective,
        (
            {"scorecard": card, "number": number, "title": title}
            for number, title in enumerate(words.PERSPECTIVES, start=1)
        ),
    )
    stars = maker.add_one(OrderedScale, name="Stars")
    maker.add(ScaleStep, ({"scale": stars, "position": at, "code": f"{at}★"} for at in range(1, 6)))
    forms = [FORMS[at % len(FORMS)] for at in range(maker.size.measures)]
    places = dealt(perspectives, maker.size.measures)
    measures = maker.add(
        Measure,
        (
            {
                "perspective": perspective,
                "number": place,
                "name": maker.line(words.MEASURES),
                "frequency": Frequency.QUARTERLY,
                "frequency_as_printed": "Q",
                "unit": form.unit,
                "polarity": form.polarity,
                "accumulation": form.accumulation,
            }
            for (perspective, place), form in zip(places, forms, strict=True)
        ),
    )
    maker.add(
        Target,
        (
            {
                "measure": measure,
                "sequence": 1,
                "printed": form.printed,
                "scale": stars if form.unit is Unit.STEP else None,
                "effective_from": maker.start,
            }
            for measure, form in zip(measures, forms, strict=True)
        ),
    )
    maker.own(MeasureOwner, "measure", measures, none_in=3)
    _make_results(maker, measures, forms)
    return measures


def _make_results(maker: Maker, measures: list[Measure], forms: list[Form]) -> None:
    maker.add(
        Result,
        (
            {
                "measure": measure,
                "quarter": quarter,
                "sequence": sequence,
                "provisional": quarter.closed_on is None,
                "note": maker.line(("", "", *words.NOTES)),
                "reason": "Figures that came in late are now counted." if sequence > 1 else "",
                **_value(maker, form),
                **maker.given(quarter.last_day),
            }
            for quarter in maker.quarters
            for measure, form in zip(measures, forms, strict=True)
            for sequence in maker.answers(quarter)
        ),
    )


def _value(maker: Maker, form: Form) -> dict[str, Any]:
    return {"step" if form.unit in IN_STEPS else "value": maker.random.choice(form.near)}
