"""The acts by which the officer sets a register up: what it is, its categories, its appetite and its reviews."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.security import Happened, noted
from probation_planning.organisation.years import refuse_closed
from risks.frames import Frame, frame_of
from risks.models import Appetite, Category, Register, Review, ScaleLevel
from risks.models.registers import SECTIONS
from risks.reading import is_begun
from risks.scoring import LEVELS
from risks.services.entries import refuse_unless_managed
from risks.services.hands import Latest, fingerprint, last_hand
from risks.services.locking import lock
from risks.services.scales import levels_now
from risks.steps import overtaken_by

ABOUT = (
    *("title", "period_from", "period_to", "section_one_title", "section_two_title", "section_two_note"),
    *("told_post", "section_two_roles"),
)
RESERVED = frozenset({"new"})


# The register


@transaction.atomic
def open_register(*, year: Year, reader: Reader, values: Mapping[str, Any]) -> Register:
    """Set up the year's register. The same form sent twice makes one; raises ValidationError where there is another."""
    refuse_unless_managed(reader)
    refuse_closed(Year.objects.select_for_update(no_key=True).get(pk=year.pk))
    there = Register.objects.filter(year=year).first()
    if there is None:
        register = Register(year=year, **values)
        register.clean_fields(exclude=["trust", "year", "told_post", "document"])
        _refuse_backwards(values)
        register.save(force_insert=True)
        _tell_who_reads(register, reader)
        return register
    if about(there) == about(Register(year=year, **values)):
        return there
    raise ValidationError("The year has a register already. Somebody set it up in the meantime.")


@transaction.atomic
def edit_register(*, register: Register, reader: Reader, seen: int, values: Mapping[str, Any]) -> Register:
    """Change what the register says of itself; who reads section 2 is changed by those who read it alone."""
    refuse_unless_managed(reader)
    current = lock(register.pk)
    now = about(current)
    wanted = now | dict(values)
    if wanted == now:
        return current
    if wanted["section_two_roles"] != now["section_two_roles"] and not current.shows_section_two_to(reader):
        raise PermissionDenied("Only those who read section 2 say who reads it.")
    if seen != fingerprint(now):
        raise Conflict(Latest(now, *last_hand(("RegisterEvent", {"pgh_obj": current.pk}))))
    _refuse_backwards(wanted)
    for name, value in values.items():
        setattr(current, name, value)
    current.clean_fields(exclude=["trust", "year", "told_post", "document"])
    current.save(update_fields=list(values))
    if wanted["section_two_roles"] != now["section_two_roles"]:
        _tell_who_reads(current, reader)
    return current


def about(register: Register) -> dict[str, Any]:
    """What a register says of itself."""
    said = {name: getattr(register, name) for name in ABOUT}
    return said | {"section_two_roles": sorted(str(role) for role in register.section_two_roles)}


def _refuse_backwards(values: Mapping[str, Any]) -> None:
    if values["period_to"] <= values["period_from"]:
        raise ValidationError({"period_to": "The period ends before it starts."})


def _tell_who_reads(register: Register, reader: Reader) -> None:
    """A security event, for whoever watches over it; it names no risk."""
    roles = ", ".join(sorted(register.section_two_roles)) or "nobody"
    noted(Happened.OPENED, user=reader.user.pk, trust=reader.trust.pk, thing=register, says=f"to {roles}")


# Categories and appetite


def names_of_categories(reader: Reader) -> dict[int, str]:
    """The trust's categories that the reader may know of, by key."""
    return dict(Category.objects.visible_to(reader).values_list("pk", "name"))


@transaction.atomic
def save_categories(
    *, register: Register, reader: Reader, names: Mapping[int, str], more: Sequence[str], seen: int
) -> bool:
    """Rename categories and add others; risks bear the new name wherever their words are not frozen."""
    refuse_unless_managed(reader)
    lock(register.pk)
    now = names_of_categories(reader)
    renamed = {pk: name for pk, name in names.items() if pk in now and now[pk] != name}
    added = [name for name in more if name not in now.values()]
    if not renamed and not added:
        return False
    if seen != fingerprint(now):
        raise Conflict(Latest({str(pk): name for pk, name in now.items()}, *last_hand(("CategoryEvent", {}))))
    _refuse_names(renamed, added)
    for pk, name in renamed.items():
        Category.objects.filter(pk=pk).update(name=name)
    for name in added:
        Category.objects.create(name=name)
    return True


def _refuse_names(renamed: Mapping[int, str], added: Sequence[str]) -> None:
    """Names that a category has already of which the reader does not know, so that the form could not say so."""
    typed = [*((f"name_{pk}", name) for pk, name in renamed.items()), *(("more", name) for name in added)]
    others = Category.objects.exclude(pk__in=renamed).filter(name__in=[name for _, name in typed])
    taken = set(others.values_list("name", flat=True))
    faults: dict[str, list[str]] = {}
    for box, name in typed:
        if name in taken:
            faults.setdefault(box, []).append(f"The trust has a category “{name}” already.")
    if faults:
        raise ValidationError(faults)


class Tolerance(NamedTuple):
    """How much risk is tolerated in a category: none where the level is empty."""

    level: str = ""
    tolerated: int | None = None


def appetite_now(register: Register, reader: Reader) -> dict[int, Tolerance]:
    """The register's appetite by the key of the category."""
    rows = Appetite.objects.visible_to(reader).filter(register=register)
    return {row.category_id: Tolerance(row.level, row.tolerated) for row in rows}


@transaction.atomic
def save_appetite(
    *,
    register: Register,
    reader: Reader,
    wanted: Mapping[int, Tolerance],
    approved_by: str,
    approved_on: datetime.date | None,
    seen: int,
) -> int:
    """Set how much is tolerated in each category, as somebody approved it; says in how many that changed."""
    refuse_unless_managed(reader)
    lock(register.pk)
    now = appetite_now(register, reader)
    changed = {pk: one for pk, one in wanted.items() if now.get(pk, Tolerance()) != one}
    if not changed:
        return 0
    if seen != fingerprint(now):
        hand = last_hand(("AppetiteEvent", {"register": register.pk}))
        raise Conflict(Latest({str(pk): one for pk, one in now.items()}, *hand))
    faults = {}
    if not approved_by:
        faults["approved_by"] = "Say who approved the appetite."
    if approved_on is None:
        faults["approved_on"] = "Say when it was approved."
    elif approved_on > clock.today():
        faults["approved_on"] = "Enter a day that is not in the future."
    if faults:
        raise ValidationError(faults)
    gone = [pk for pk, one in changed.items() if not one.level]
    if gone:
        Appetite.objects.filter(register=register, category__in=gone).delete()
    said = {"approved_by": approved_by, "approved_on": approved_on}
    new = [pk for pk in changed if pk not in now and pk not in gone]
    Appetite.objects.bulk_create(
        Appetite(register=register, category_id=pk, **changed[pk]._asdict(), **said) for pk in new
    )
    for pk, one in changed.items():
        if pk not in new and pk not in gone:
            Appetite.objects.filter(register=register, category=pk).update(**one._asdict(), **said)
    return len(changed)


# Reviews


def review_slug(label: str, month: datetime.date) -> str:
    """The review's name in addresses: its label in small letters, or its month where nothing is left of that."""
    slug = slugify(label)[:20].strip("-")
    return f"{month:%Y-%m}" if not slug or slug in RESERVED else slug


def _refuse_review(
    register: Register, label: str, slug: str, month: datetime.date, itself: Review | None = None
) -> None:
    others = Review.objects.filter(register=register)
    if itself:
        others = others.exclude(pk=itself.pk)
    faults = {}
    if named := others.filter(slug=slug).first():
        faults["label"] = f"The register has a review of this name already: {named}, of {named.month:%B %Y}."
    if then := others.filter(month=month).first():
        faults["month"] = f"The register has a review in this month already: {then}."
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def add_review(*, register: Register, reader: Reader, label: str, month: datetime.date) -> Review:
    """A review more, of any month; the same sent twice is one."""
    refuse_unless_managed(reader)
    register = lock(register.pk)
    if there := Review.objects.filter(register=register, label=label, month=month).first():
        return there
    slug = review_slug(label, month)
    _refuse_review(register, label, slug, month)
    return Review.objects.create(register=register, label=label, slug=slug, month=month)


def review_seen(review: Review) -> int:
    """The fingerprint of what the form of a review was filled in beside."""
    return fingerprint([review.label, review.month])


@transaction.atomic
def edit_review(*, review: Review, reader: Reader, label: str, month: datetime.date, seen: int) -> Review:
    """Another label or month; its name in addresses follows until it holds anything. What stays the database says."""
    refuse_unless_managed(reader)
    register = lock(review.register_id)
    current = next(one for one in frame_of(register).reviews if one.pk == review.pk)
    if (current.label, current.month) == (label, month):
        return current
    if seen != review_seen(current):
        now = {"label": current.label, "month": current.month}
        raise Conflict(Latest(now, *last_hand(("ReviewEvent", {"pgh_obj": review.pk}))))
    slug = current.slug if is_begun(current) else review_slug(label, month)
    _refuse_review(register, label, slug, month, current)
    if current.opened_on and month != current.month:
        later = overtaken(frame_of(register), month)
        if later and later.pk != current.pk:
            raise ValidationError({"month": f"{later} is with a committee or closed already. Choose a month after it."})
    changed = Review.objects.get(pk=current.pk)
    changed.label, changed.month, changed.slug = label, month, slug
    changed.save(update_fields=["label", "month", "slug"])
    return changed


def overtaken(frame: Frame, month: datetime.date) -> Review | None:
    """The first later review that was given to a committee, or closed: it is measured against what came before."""
    return overtaken_by(frame, month, SECTIONS)


def what_is_missing(frame: Frame) -> list[str]:
    """What a register has to have before owners can rate, in words; empty when it has it."""
    missing = [
        f"the {kind.label.lower()} scale" for kind in ScaleLevel.Kind if len(levels_now(frame, kind)) < len(LEVELS)
    ]
    return [*missing, *([] if frame.keys else ["the bands"])]


@transaction.atomic
def open_review(*, review: Review, reader: Reader) -> Review:
    """Open the review: owners may rate their risks from now on. Opened already, it stays when it was."""
    refuse_unless_managed(reader)
    register = lock(review.register_id)
    frame = frame_of(register)
    current = next(one for one in frame.reviews if one.pk == review.pk)
    if current.opened_on:
        return current
    if is_begun(current):
        raise PermissionDenied(f"{current} was recorded from paper. It holds what was printed and is not opened again.")
    if later := overtaken(frame, current.month):
        raise PermissionDenied(
            f"{later} is with a committee or closed already, so {current} stays passed over. "
            "Rate the risks at a later review."
        )
    if missing := what_is_missing(frame):
        raise PermissionDenied(f"Set up {' and '.join(missing)} before you open a review: owners rate by them.")
    changed = Review.objects.get(pk=current.pk)
    changed.opened_on = clock.today()
    changed.save(update_fields=["opened_on"])
    return changed
