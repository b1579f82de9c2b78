"""The example's scorecards: this year's with its results so far, and last year's, which most measures go on from."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from probation_planning.organisation import calendar
from probation_planning.organisation.models import DeliveryUnit, Quarter, Role, Year
from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker, dealt
from probation_planning.reports.example.measures import FORMS, SCALES, Form
from scorecard.models import (
    Frequency,
    Measure,
    MeasureOwner,
    OrderedScale,
    Perspective,
    Result,
    ScaleStep,
    Scorecard,
    Sharing,
    Target,
    Unit,
    UnitShare,
)
from scorecard.shares import split

UNITS = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
IN_STEPS = frozenset({Unit.STEP, Unit.YES_NO, Unit.QUARTER})
# Of so many measures one is new this year; the others were measured last year too.
ONE_IN_NEW = 4


@dataclass(frozen=True)
class Card:
    """A year's scorecard: its measures with the form of each."""

    year: Year
    quarters: Sequence[Quarter]
    measures: list[Measure]
    forms: list[Form]


def make_scorecard(maker: Maker) -> list[Measure]:
    """This year's measures; one in three has no owner, as is usual on paper."""
    scales = {name: _make_scale(maker, name) for name in SCALES}
    units = list(DeliveryUnit.objects.filter(kind=UNITS).order_by("name"))
    before = _make_year_before(maker)
    earlier = _make_card(maker, before, list(before.quarters.order_by("number")), scales)
    this_year = _make_card(maker, maker.year, maker.quarters, scales, earlier)
    for card in (earlier, this_year):
        _share_out(maker, card, units)
        maker.add(Result, _results(maker, card, units))
    maker.own(MeasureOwner, "measure", this_year.measures, none_in=3)
    return this_year.measures


def _make_scale(maker: Maker, name: str) -> OrderedScale:
    scale = maker.add_one(OrderedScale, name=name)
    steps = enumerate(SCALES[name], start=1)
    maker.add(ScaleStep, ({"scale": scale, "position": at, "code": code, "name": said} for at, (code, said) in steps))
    return scale


def _make_year_before(maker: Maker) -> Year:
    """The year before; where the plan does not reach back to it, the scorecard is all that the example keeps of it."""
    start = calendar.year_start(maker.start - datetime.timedelta(days=1))
    if there := next((year for year, _ in maker.years if year.start == start), None):
        return there
    year = maker.add_one(Year, start=start, opened_on=start, answers_from=start, closed_on=maker.start)
    dates = {number: calendar.quarter_dates(start, number) for number in calendar.QUARTERS}
    maker.add(
        Quarter,
        (
            {"year": year, "number": number, "opened_on": first, "closed_on": last}
            for number, (first, last) in dates.items()
        ),
    )
    return year


def _make_card(
    maker: Maker, year: Year, quarters: Sequence[Quarter], scales: dict[str, OrderedScale], earlier: Card | None = None
) -> Card:
    """A year's scorecard; of the year before only those that were measured then, with the same names and numbers."""
    card = maker.add_one(Scorecard, year=year, title=f"Example scorecard {year.label}")
    perspectives = maker.add(
        Perspective,
        (
            {"scorecard": card, "number": number, "title": title}
            for number, title in enumerate(words.PERSPECTIVES, start=1)
        ),
    )
    before = {f"{each.perspective.number}-{each.number}": each for each in earlier.measures} if earlier else {}
    places = [
        (at, perspective, place)
        for at, (perspective, place) in enumerate(dealt(perspectives, maker.size.measures))
        if earlier or at % ONE_IN_NEW < ONE_IN_NEW - 1
    ]
    forms = [FORMS[at % len(FORMS)] for at, _, _ in places]
    measures = maker.add(
        Measure,
        (
            _words(at, form)
            | {
                "perspective": perspective,
                "number": place,
                "carried_from": before.get(f"{perspective.number}-{place}"),
            }
            for (at, perspective, place), form in zip(places, forms, strict=True)
        ),
    )
    maker.add(
        Target,
        (
            _target(form, year) | {"measure": measure, "scale": scales.get(form.scale)}
            for measure, form in zip(measures, forms, strict=True)
        ),
    )
    return Card(year, quarters, measures, forms)


def _words(at: int, form: Form) -> dict[str, Any]:
    """What a measure says; of the names that come again, each has the number of its round."""
    again = at // len(FORMS)
    lowest, highest = form.plausible or (None, None)
    return {
        "name": f"{form.name} ({again + 1})" if again else form.name,
        "frequency": form.frequency,
        "frequency_as_printed": form.frequency,
        "unit": form.unit,
        "unit_as_read": form.in_words,
        "polarity": form.polarity,
        "accumulation": form.accumulation,
        "rolling": form.rolling,
        "for_each": UNITS if form.by_unit else "",
        "plausible_from": lowest,
        "plausible_to": highest,
    }


def _target(form: Form, year: Year) -> dict[str, Any]:
    return {
        "sequence": 1,
        "printed": form.printed.format(year=year.start.year),
        "reading": form.reading,
        "ground": form.ground,
        "effective_from": year.start,
        "tolerance_under": form.under,
        "tolerance_over": form.over,
        "tolerance_measured": form.measured,
        "profile": form.profile,
    }


def _share_out(maker: Maker, card: Card, units: Sequence[DeliveryUnit]) -> None:
    """Each unit's share of what is shared out, evenly."""
    shared = {measure.pk for measure, form in zip(card.measures, card.forms, strict=True) if form.by_unit}
    targets = list(Target.objects.filter(measure__in=shared).order_by("pk"))
    given = {"given_by": maker.people[Role.OFFICER], "dated": card.year.start}
    sharings = maker.add(Sharing, ({"target": target, "sequence": 1, **given} for target in targets))
    maker.add(
        UnitShare,
        (
            {"sharing": sharing, "unit": unit, "printed": str(share)}
            for sharing, target in zip(sharings, targets, strict=True)
            for unit, share in zip(units, _even(target, units), strict=True)
        ),
    )


def _even(target: Target, units: Sequence[DeliveryUnit]) -> list[Decimal]:
    return list(split(Decimal(target.printed), {unit.name: Decimal(1) for unit in units}).values())


def _results(maker: Maker, card: Card, units: Sequence[DeliveryUnit]) -> Iterator[dict[str, Any]]:
    """Each period's result, or each unit's, as far as they were given; a corrected one says why."""
    for quarter in card.quarters:
        for measure, form in zip(card.measures, card.forms, strict=True):
            if form.frequency is Frequency.ANNUAL and quarter.number < calendar.QUARTERS[-1]:
                continue
            for unit in units if form.by_unit else [None]:
                for sequence in maker.answers(quarter):
                    yield {
                        "measure": measure,
                        "quarter": quarter,
                        "unit": unit,
                        "sequence": sequence,
                        "provisional": quarter.closed_on is None,
                        "note": maker.line(("", "", *words.NOTES)),
                        "reason": "Figures that came in late are now counted." if sequence > 1 else "",
                        **_value(maker, form, quarter),
                        **maker.given(quarter.last_day),
                    }


def _value(maker: Maker, form: Form, quarter: Quarter) -> dict[str, Any]:
    said = maker.random.choice(form.near)
    if isinstance(said, tuple):
        above, below = (Decimal(part) for part in said)
        return {"value": round(above * 100 / below, 4), "numerator": above, "denominator": below}
    if form.unit in IN_STEPS:
        return {"step": f"Q{quarter.number}" if said == "done" else said}
    return {"value": said}
