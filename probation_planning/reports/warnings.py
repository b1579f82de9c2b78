"""Naming the measures that warn of a risk: whoever writes for the risk does, while it and its year are open."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Latest, fingerprint, last_hand
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Reader
from probation_planning.reports.models import EarlyWarning
from risks.models import Entry
from risks.services.written import held, refuse_closed, refuse_unless_written_by
from scorecard.models import Measure


def may_name(entry: Entry, reader: Reader, year: Year) -> bool:
    """Whether the reader says now what warns of the risk."""
    return not (entry.closed_on or year.closed_on) and entry.may(reader, Act.WRITE_THING)


def seen_of(warning: EarlyWarning) -> int:
    """What a form about it was filled in beside."""
    return fingerprint(warning.says)


def refuse_unless_open(entry: Entry, year: Year) -> None:
    """What warns of a closed risk, or of a risk of a closed year, stays as it is."""
    refuse_closed(entry)
    if year.closed_on:
        raise PermissionDenied(f"{year.label} is closed. What warns of its risks stays as it is.")


@transaction.atomic
def name_warning(*, entry: Entry, measure: Measure, reader: Reader, says: str) -> EarlyWarning:
    """Say that a measure of the year warns of the risk, and what of it would; the same sent twice is one.

    Raises DoesNotExist where the reader no longer sees one of them, PermissionDenied, or ValidationError by field.
    """
    entry = _held(entry, reader)
    measure = _held_measure(measure, entry, reader)
    if measure.withdrawn_on:
        raise ValidationError({"measure": f"“{measure}” was withdrawn on {measure.withdrawn_on:%-d %B %Y}."})
    there = _there(entry, measure)
    if there is None:
        return EarlyWarning.objects.create(
            entry=entry, measure=measure, says=says, named_by=reader.user, named_on=clock.today()
        )
    if there.says == says:
        return there
    raise ValidationError({"measure": "The risk names this measure already. Change its words in the list."})


@transaction.atomic
def reword_warning(*, entry: Entry, measure: Measure, reader: Reader, says: str, seen: int) -> EarlyWarning:
    """Say otherwise what of the measure would be a warning; `seen` is what the words were when the reader looked.

    Raises what `name_warning` does, and Conflict with the words of whoever came first.
    """
    entry = _held(entry, reader)
    there = _there(entry, _held_measure(measure, entry, reader))
    if there is None:
        raise ValidationError("The measure was dropped in the meantime. Name it anew to keep these words.")
    if there.says != says:
        _refuse_stale(there, seen)
        there.says = says
        there.save(update_fields=["says"])
    return there


@transaction.atomic
def drop_warning(*, entry: Entry, measure: Measure, reader: Reader, seen: int) -> bool:
    """Say that the measure does not warn of the risk after all; says whether it did until now.

    Raises what `reword_warning` does.
    """
    entry = _held(entry, reader)
    there = _there(entry, _held_measure(measure, entry, reader))
    if there is None:
        return False
    _refuse_stale(there, seen)
    there.delete()
    return True


def latest_of(warning: EarlyWarning) -> Latest:
    """What it says now, who said so and when."""
    return Latest({"says": warning.says}, *last_hand("reports", ("EarlyWarningEvent", {"pgh_obj": warning.pk})))


def _refuse_stale(warning: EarlyWarning, seen: int) -> None:
    if seen != seen_of(warning):
        raise Conflict(latest_of(warning))


def _held(entry: Entry, reader: Reader) -> Entry:
    """The risk as it is now, whoever writes in its register waiting; its year stays open until this is done."""
    entry = held(entry, reader)
    refuse_unless_written_by(entry, reader)
    [year] = Year.objects.raw("SELECT * FROM organisation_year WHERE id = %s FOR SHARE", [entry.register.year_id])
    refuse_unless_open(entry, year)
    return entry


def _held_measure(measure: Measure, entry: Entry, reader: Reader) -> Measure:
    """The measure as it is now: nobody gives it up until this is done."""
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=entry.register.year_id)
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=measure.pk)


def _there(entry: Entry, measure: Measure) -> EarlyWarning | None:
    return EarlyWarning.objects.filter(entry=entry, measure=measure).first()
