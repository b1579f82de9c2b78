"""Entering results: one of a measure or of a unit's part of it, or a whole sheet of them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.word import answers_as, faults_of_word, names_of
from scorecard.giving import Giving, givings, takes
from scorecard.models import Measure, Result
from scorecard.services.locking import hold_measures, hold_quarters
from scorecard.standing import period_name, value_of
from scorecard.targets import Value
from scorecard.values import doubts

NOT_THE_OFFICER = "Only the performance officer enters results for everybody. Enter yours on the page of each measure."
FINAL_FIGURE = "Final figure."
NO_REASON = "Say why the result is corrected."
KNOWN = ("trust", "measure", "quarter", "unit", "given_by", "given_as")
SAID = ("value", "step", "numerator", "denominator", "provisional", "source", "note", "odd_because", "given_by_id")


@dataclass(frozen=True)
class Given:
    """What a person says of a measure's period: a value in its unit, or the code of a step, a quarter, yes or no.

    `odd_because` says why a figure that can hardly be is right, `reason` why the result that stands is corrected.
    """

    value: Decimal | None = None
    step: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provisional: bool = False
    source: str = ""
    note: str = ""
    odd_because: str = ""
    reason: str = ""
    given_for: Owner | None = None
    told_on: datetime.date | None = None


@dataclass(frozen=True)
class Line:
    """One line of a sheet: for what, what is said, and beside which row it was filled in (0 for none)."""

    measure: Measure
    unit: DeliveryUnit | None
    given: Given
    seen: int


@dataclass
class Entered:
    """What became of a sheet's lines, by their key: saved, faulty with sentences by box, or stale.

    `stale` holds the row that stands instead.
    """

    saved: dict[str, Result] = field(default_factory=dict)
    faults: dict[str, Mapping[str, list[str]]] = field(default_factory=dict)
    stale: dict[str, Result | None] = field(default_factory=dict)


def refusal(measure: Measure, unit: DeliveryUnit | None = None) -> str:
    """Why somebody may not enter the measure's result, or its unit's: who may."""
    who = names_of(measure.answerers(unit))
    if not measure.for_each:
        if not who:
            return "Nobody answers for this measure yet. The performance officer can assign it to a post or a group."
        return f"Results of this measure are given by {who}, and by the performance officer on their word."
    whose = f"Results of {unit}" if unit else "Results of this measure, one for each unit,"
    if not who:
        return f"{whose} are entered by the performance officer: nobody is recorded who answers for it."
    return f"{whose} are given by {who}, and by the performance officer on their word."


def closed_words(measure: Measure, quarter: Quarter) -> str:
    """Why no result is taken for the period, in a sentence."""
    state = "closed" if quarter.closed_on else "not open yet"
    return f"{period_name(measure, quarter)} is {state}, so no result can be entered for it."


def withdrawn_words(measure: Measure) -> str:
    """Why a measure that is given up takes no results, in a sentence; empty for one that stands."""
    if not measure.withdrawn_on:
        return ""
    return f"This measure was withdrawn on {measure.withdrawn_on:%-d %B %Y} and takes no results."


@transaction.atomic
def enter_result(
    *,
    measure: Measure,
    quarter: Quarter,
    reader: Reader,
    given: Given,
    seen: int,
    unit: DeliveryUnit | None = None,
) -> Result:
    """Add the reader's result for the period, beside the row of sequence `seen` (0 for none).

    `unit`: whose result it is, where each unit gives one. The same result sent again by the same person is the row that
    stands already.
    Raises PermissionDenied, ValidationError (by field: quarter, unit, value, standing, odd_because, given_for, told_on,
    reason) and Conflict with the row that stands instead.
    """
    if not measure.may(reader, Act.ANSWER, unit):
        raise PermissionDenied(refusal(measure, unit))
    quarters = hold_quarters(quarter.year)
    hold_measures([measure.pk])
    line = Line(measure, unit, given, seen)
    result = _result(line, quarter, _found([line], quarter), quarters, reader)
    if result.pk is None:
        result.full_clean(exclude=KNOWN)
        result.save(force_insert=True)
    return result


@transaction.atomic
def enter_results(*, quarter: Quarter, reader: Reader, lines: Mapping[str, Line], set_aside: bool = False) -> Entered:
    """Add all results of a sheet, by its keys, in one transaction; none where one of them cannot be taken.

    `set_aside`: those that can be taken are added all the same, and the others left. Raises PermissionDenied.
    """
    refuse_unless_for_all(reader)
    entered, new = Entered(), dict[str, Result]()
    quarters = hold_quarters(quarter.year)
    hold_measures({line.measure.pk for line in lines.values()})
    found = _found(list(lines.values()), quarter)
    for key, line in lines.items():
        try:
            result = _result(line, quarter, found, quarters, reader)
            if result.pk is None:
                # What its constraints would refuse cannot be here: each would be asked for in a question of its own.
                result.full_clean(exclude=KNOWN, validate_unique=False, validate_constraints=False)
        except ValidationError as wrong:
            entered.faults[key] = wrong.message_dict
        except Conflict as conflict:
            entered.stale[key] = conflict.latest
        else:
            (entered.saved if result.pk else new)[key] = result
    if (entered.faults or entered.stale) and not set_aside:
        entered.saved = {}
        return entered
    Result.objects.bulk_create(new.values())
    entered.saved |= new
    return entered


def refuse_unless_for_all(reader: Reader) -> None:
    """Refuse in words whoever does not enter results on others' word."""
    if not may(reader, Act.ANSWER_FOR_OTHERS, Kind.SCORECARD):
        raise PermissionDenied(NOT_THE_OFFICER)


Found = Mapping[tuple[int, int | None], Giving]


def _found(lines: Sequence[Line], quarter: Quarter) -> Found:
    """What stands for each measure and unit now, asked for while nobody else can change it."""
    held = Measure.objects.filter(pk__in={line.measure.pk for line in lines})
    measures = list(held.select_related("perspective").prefetch_related("owners__owner"))
    return {(one.measure.pk, one.unit.pk if one.unit else None): one for one in givings(measures, quarter)}


def _result(line: Line, quarter: Quarter, found: Found, quarters: Sequence[Quarter], reader: Reader) -> Result:
    """The row to add, or the row that says the same already."""
    giving = found.get((line.measure.pk, line.unit.pk if line.unit else None))
    if giving is None:
        raise ValidationError({"unit": _wrong_unit(line, quarter)})
    given = line.given
    if faults := _faults_of_period(giving, quarters) or _faults(giving, given):
        raise ValidationError(faults)
    owners = giving.measure.answerers(giving.unit)
    mine = answers_as(owners, reader)
    if owners and mine is None and (unheard := faults_of_word(owners, given.given_for, given.told_on)):
        raise ValidationError(unheard)
    latest = giving.latest
    is_odd = bool(doubts(giving.target, _value(given), giving.bounds)) if _says(given) else False
    new = Result(
        measure=giving.measure,
        quarter=giving.quarter,
        unit=giving.unit,
        sequence=line.seen + 1,
        value=given.value,
        step=given.step,
        numerator=given.numerator,
        denominator=given.denominator,
        provisional=given.provisional,
        source=given.source,
        note=given.note,
        odd_because=given.odd_because.strip() if is_odd else "",
        reason=given.reason.strip() if latest else "",
        dated=clock.today(),
        given_by=reader.user,
        given_as=mine or given.given_for,
        told_on=None if mine else given.told_on,
    )
    if latest is not None and all(getattr(latest, name) == getattr(new, name) for name in SAID):
        return latest
    if giving.seen != line.seen:
        raise Conflict(latest)
    if latest is not None and not new.reason:
        if not (latest.provisional and not new.provisional):
            raise ValidationError({"reason": NO_REASON})
        new.reason = FINAL_FIGURE
    return new


def _wrong_unit(line: Line, quarter: Quarter) -> str:
    if not line.measure.for_each:
        return "This measure has one result for the whole trust."
    if line.unit is None:
        return "Each unit enters its own result of this measure; say for which."
    return f"{line.unit} was not open in {period_name(line.measure, quarter)}, so no result can be entered for it."


def _faults_of_period(giving: Giving, quarters: Sequence[Quarter]) -> dict[str, str]:
    """What stands in the way of any result."""
    measure, quarter = giving.measure, giving.quarter
    if words := withdrawn_words(measure):
        return {"quarter": words}
    if not takes(measure, quarter, quarters):
        return {"quarter": closed_words(measure, next(row for row in quarters if row.pk == quarter.pk))}
    return {"quarter": giving.not_begun} if giving.not_begun else {}


def _faults(giving: Giving, given: Given) -> dict[str, str]:
    """What is wrong with this one."""
    if not _says(given):
        return {}
    value, faults = _value(given), {}
    if not given.provisional and not giving.is_over:
        faults["standing"] = not_over_words(giving)
    if wrong := giving.fault_of_done(value):
        faults["value"] = wrong
    elif not given.odd_because.strip() and (found := doubts(giving.target, value, giving.bounds)):
        faults["odd_because"] = odd_words(found)
    return faults


def not_over_words(giving: Giving) -> str:
    """Why a result cannot be the last word yet."""
    return f"{giving.period} runs until {giving.last_day:%-d %B %Y}. Until it is over a result is provisional."


def odd_words(found: Sequence[str]) -> str:
    """That a figure can hardly be right, and what to do."""
    return f"{' '.join(found)} Correct it, or say why it is right."


def _says(given: Given) -> bool:
    return given.value is not None or bool(given.step)


def _value(given: Given) -> Value:
    return given.value if given.value is not None else given.step


def as_it_stands(result: Result) -> Given:
    """The same again, as the last word."""
    return Given(
        value=result.value,
        step=result.step,
        numerator=result.numerator,
        denominator=result.denominator,
        source=result.source,
        note=result.note,
        odd_because=result.odd_because,
    )


def same_value(result: Result, given: Given) -> bool:
    """Whether what is said is the value that stands."""
    return value_of(result) == (_value(given) if _says(given) else None)
