"""The act by which a register takes over what last year's said: scales, bands, appetite, and risks as themselves."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.roles import Reader
from risks.frames import frame_of
from risks.models import (
    Appetite,
    Assessment,
    AssessmentKind,
    BandKey,
    Entry,
    Reference,
    Register,
    Review,
    ScaleLevel,
    Standing,
    Turn,
)
from risks.services.carrying import arrive, ask_again, has_lapsed, open_things
from risks.services.entries import (
    at_hand,
    enter,
    first_review,
    give_categories,
    give_owners,
    refuse_unless_managed,
    words_of,
)
from risks.services.locking import hold, lock
from risks.services.scales import levels_now

WHY = "Carried over from last year's register."


def register_before(register: Register) -> Register | None:
    """The trust's register of the year before."""
    start = register.year.start
    return Register.objects.filter(trust=register.trust_id, year__start=start.replace(year=start.year - 1)).first()


def risks_to_carry(register: Register, before: Register, reader: Reader) -> QuerySet[Entry]:
    """Live risks of last year's register that do not stand in this one, in sections that the reader reads in both."""
    rows = Entry.objects.visible_to(reader, before).filter(register=before, closed_on=None)
    if not (register.shows_section_two_to(reader) and before.shows_section_two_to(reader)):
        rows = rows.filter(section=1)
    return rows.exclude(risk__in=Entry.objects.filter(register=register).values("risk")).by_reference()


@transaction.atomic
def carry_over(*, register: Register, reader: Reader, setup: bool, references: Collection[str]) -> int:
    """Take over scales, bands and appetite where this register has none, and the risks named; says how many risks.

    Each risk keeps its identity, its reference where that is free, its owners and what is open of it; its last rating
    is carried to the first review. What stands here already is left alone, so that the same sent twice is one.
    """
    refuse_unless_managed(reader)
    before = register_before(register)
    if before is None:
        return 0
    # Both are held, always in the same order.
    held = {pk: hold(pk) for pk in sorted([register.pk, before.pk])}
    register, before = lock(register.pk), held[before.pk]
    if setup:
        _copy_setup(register, before)
    entries = list(risks_to_carry(register, before, reader).filter(reference__in=references))
    for former in entries:
        _carry(at_hand(former, reader), register, reader)
    return len(entries)


def _copy_setup(register: Register, before: Register) -> None:
    """The levels, bands and appetite that held last, where this register has none of the kind."""
    frame, last = frame_of(register), frame_of(before)
    for kind in ScaleLevel.Kind:
        if not levels_now(frame, kind):
            for level in levels_now(last, kind).values():
                words = {name: getattr(level, name) for name in ("score", "name", "code", "range", "criteria")}
                ScaleLevel.objects.create(register=register, kind=kind, **words)
    if not frame.keys and last.keys:
        key = last.keys[-1]
        floors = {name: getattr(key, name) for name in ("amber_from", "red_from", "black_from")}
        BandKey.objects.create(register=register, **floors)
    if not register.appetites.exists():
        names = ("category_id", "level", "tolerated", "approved_by", "approved_on")
        held = before.appetites.values(*names)
        Appetite.objects.bulk_create(Appetite(register=register, **row) for row in held)


def _carry(former: Entry, register: Register, reader: Reader) -> None:
    words_now = words_of(former)
    starts_at = first_review(register, former.section)
    entry = Entry(register=register, risk=former.risk, section=former.section, starts_at=starts_at, **words_now.plain)
    taken = Reference.objects.filter(register=register, reference=former.reference).exists()
    enter(entry, "" if taken else former.reference)
    give_categories(entry, words_now.categories)
    give_owners(entry, words_now.owners)
    Turn.objects.create(
        register=register,
        entry=entry,
        section=entry.section,
        kind=Turn.Kind.CARRIED,
        reference=entry.reference,
        reason=WHY,
        dated=clock.today(),
        given_by=reader.user,
    )
    rated = _last_rating(former)
    review = _first_to_rate(register, entry)
    if rated and review:
        names = ("reference", "title", "success", "categories", "owners", "responses")
        words: dict[str, Any] = Standing.objects.filter(entry=entry, review=review).values(*names).get()
        Assessment.objects.create(
            register=register,
            entry=entry,
            review=review,
            kind=AssessmentKind.CARRIED,
            carried_from=rated,
            section=entry.section,
            likelihood=rated.likelihood,
            impact=rated.impact,
            printed_score=rated.printed_score,
            dated=clock.today(),
            given_by=reader.user,
            **words,
        )
    things = [thing for thing in open_things(former) if not has_lapsed(thing)]
    arrive(things, entry, entry.section, reader.user, WHY)
    ask_again(former, entry, reader.user)


def _last_rating(entry: Entry) -> Assessment | None:
    """The rating that counted last of those told where the risk stands: in section 1 none given in section 2."""
    told = Standing.objects.filter(entry=entry, assessment__section__lte=entry.section)
    stood = told.select_related("assessment")
    last = stood.order_by("-review__month").first()
    return last.assessment if last else None


def _first_to_rate(register: Register, entry: Entry) -> Review | None:
    """The first review that the risk stands in and that no committee was given."""
    first = entry.starts_at
    to_come = frame_of(register).to_come(entry.section)
    return next((review for review in to_come if first is None or review.month >= first.month), None)
