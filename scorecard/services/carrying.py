"""The act by which the officer brings an earlier year's scorecard forward into this one."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Prefetch

from probation_planning.organisation.models import Year
from probation_planning.organisation.ordering import next_order
from probation_planning.organisation.roles import Reader
from scorecard.judging import read_row
from scorecard.models import (
    Footnote,
    Measure,
    MeasureOwner,
    Perspective,
    PlanReference,
    Scorecard,
    Target,
)
from scorecard.models.measures import MeasureQuerySet
from scorecard.readings import readings_made, with_confirmations
from scorecard.services.building import COLUMNS, GROUNDS, measures_of, next_number
from scorecard.services.headings import ever_given, next_perspective_number, perspectives_of
from scorecard.services.setting_up import lock, lock_year

# A marker leads to a note of its own year.
CARRIED = tuple(name for name in COLUMNS if name != "marker")

# What a target says.
SAID = (
    "printed",
    "reading",
    "ground",
    "scale",
    "profile",
    "tolerance_under",
    "tolerance_over",
    "tolerance_measured",
)


class Brought(NamedTuple):
    """The scorecard, the measures that came into it, and in sentences what was left behind."""

    scorecard: Scorecard
    measures: Sequence[Measure]
    left: Sequence[str]


def scorecard_before(year: Year) -> Scorecard | None:
    """The trust's scorecard of the latest year before."""
    earlier = Scorecard.objects.filter(trust=year.trust_id, year__start__lt=year.start)
    return earlier.select_related("year__trust").order_by("-year__start").first()


def to_bring_forward(before: Scorecard) -> MeasureQuerySet:
    """Its measures that are neither given up nor carried already, in their order."""
    rows = Measure.objects.filter(perspective__scorecard=before, carried_to=None).standing()
    return rows.select_related("perspective").in_printed_order()


@transaction.atomic
def bring_forward(*, year: Year, reader: Reader, keys: Iterable[int], with_targets: bool) -> Brought:
    """Have these measures of the scorecard before go on in the year, whose scorecard is made where there is none.

    What was carried already is left as it is. Raises PermissionDenied, ValidationError where no number is left, and
    Scorecard.DoesNotExist where there is none to bring forward.
    """
    held = lock_year(year, reader)
    before = scorecard_before(held)
    if before is None:
        raise Scorecard.DoesNotExist
    there = Scorecard.objects.filter(year=held).first()
    into = lock(there, reader) if there else _open(held, before)
    places = _places(into, before, all_of_them=there is None)
    wanted = set(keys)
    owners = Prefetch("owners", MeasureOwner.objects.select_related("owner").order_by("-leads", "order", "pk"))
    targets = Prefetch("targets", Target.objects.select_related("scale").prefetch_related("scale__steps"))
    rows = with_confirmations(to_bring_forward(before)).prefetch_related(owners, targets, "references")
    left: list[str] = []
    made = []
    for row in rows:
        if row.pk not in wanted:
            continue
        within = places.get(row.perspective_id) or _place_for(row.perspective, into)
        places[row.perspective_id] = within
        measure = _carry(row, within)
        left += _carry_owners(measure, row)
        if with_targets:
            left += _carry_target(measure, row, held, reader)
        made.append(measure)
    if made:
        left += _notes_left(before, [row for row in rows if row.pk in wanted])
    return Brought(into, made, left)


def _open(year: Year, before: Scorecard) -> Scorecard:
    title = before.title.replace(before.year.label, year.label)
    said = {name: getattr(before, name) for name in ("vision", "mission", "note")}
    return Scorecard.objects.create(year=year, title=title, **said)


def _places(into: Scorecard, before: Scorecard, *, all_of_them: bool) -> dict[int, Perspective]:
    """Where measures of each perspective before go: where others of it went, else under its title.

    `all_of_them` makes those that are not there yet.
    """
    places: dict[int, Perspective] = {}
    carried = Measure.objects.filter(perspective__scorecard=into, carried_from__perspective__scorecard=before)
    for measure in carried.select_related("perspective", "carried_from"):
        if measure.carried_from is not None:
            places[measure.carried_from.perspective_id] = measure.perspective
    by_title = {perspective.title: perspective for perspective in perspectives_of(into)}
    for perspective in perspectives_of(before):
        if perspective.pk not in places and (same := by_title.get(perspective.title)):
            places[perspective.pk] = same
        elif perspective.pk not in places and all_of_them:
            places[perspective.pk] = _place_for(perspective, into)
    return places


def _place_for(before: Perspective, into: Scorecard) -> Perspective:
    """A perspective of its title, under its number where that was never given."""
    was_given = ever_given("PerspectiveEvent", scorecard=into.pk, number=before.number)
    number = next_perspective_number(into) if was_given else before.number
    order = next_order(perspectives_of(into))
    return Perspective.objects.create(scorecard=into, number=number, title=before.title, order=order)


def _carry(before: Measure, within: Perspective) -> Measure:
    """The measure as it was, under its number where that was never given.

    What was read into it and confirmed is the word of who confirmed it, which needs no ground any more.
    """
    was_given = ever_given("MeasureEvent", perspective=within.pk, number=before.number)
    measure = Measure.objects.create(
        perspective=within,
        number=next_number(within) if was_given else before.number,
        order=next_order(measures_of(within)),
        carried_from=before,
        frequency_as_printed=before.frequency_as_printed,
        **{name: getattr(before, name) for name in CARRIED},
        **_grounds_of(before),
    )
    for reference in before.references.all():
        PlanReference.objects.create(measure=measure, order=reference.order, printed=reference.printed)
    return measure


def _grounds_of(before: Measure) -> dict[str, str]:
    readings = readings_made(before, _last_target(before))
    confirmed = {f"{reading.value}_ground" for reading, made in readings.items() if made.confirmed is not None}
    return {name: "" if name in confirmed else getattr(before, name) for name in set(GROUNDS.values())}


def _carry_owners(measure: Measure, before: Measure) -> list[str]:
    """Its owners that are not closed, in their order; where the one that led is gone, the first of the others does."""
    rows = list(before.owners.all())
    led = any(row.leads for row in rows)
    kept = [row.owner for row in rows if row.owner.closed_on is None]
    for order, owner in enumerate(kept):
        MeasureOwner.objects.create(measure=measure, owner=owner, order=order, leads=led and order == 0)
    gone = [str(row.owner) for row in rows if row.owner.closed_on is not None]
    return [f"{measure.reference}: {name} is closed and does not answer for it any more." for name in gone]


def _carry_target(measure: Measure, before: Measure, year: Year, reader: Reader) -> list[str]:
    """The target that counted last, in the same words, from the year's first day; a day of another year stays there."""
    row = _last_target(before)
    if row is None or not row.text:
        return []
    day = read_row(before, row, year.start).day
    if day is not None and not _is_in(day, year):
        return [f"{measure.reference}: the target “{row.printed}” names a day that is not in {year.label}."]
    Target.objects.create(
        measure=measure,
        sequence=1,
        effective_from=year.start,
        given_by=reader.user,
        **{name: getattr(row, name) for name in SAID},
    )
    return []


def _last_target(measure: Measure) -> Target | None:
    return max(measure.targets.all(), key=lambda target: target.sequence, default=None)


def _is_in(day: datetime.date, year: Year) -> bool:
    return year.start <= day <= year.end


def _notes_left(before: Scorecard, rows: Sequence[Measure]) -> list[str]:
    marked = [row.reference for row in rows if row.marker]
    notes = Footnote.objects.filter(scorecard=before).count()
    said = []
    if notes:
        said.append(f"{'1 note' if notes == 1 else f'{notes} notes'} of {before.year.label}. Add what still holds.")
    if marked:
        said.append(f"The markers of {', '.join(marked)}, which lead to notes of {before.year.label}.")
    return said


def choices_of(rows: MeasureQuerySet) -> Mapping[int, str]:
    """Each measure as a list offers it."""
    return {row.pk: f"{row.reference} {row}" for row in rows}
