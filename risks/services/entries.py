"""The acts by which the officer adds a risk to the register and changes what it says."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner, User
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.frames import frame_of
from risks.models import (
    Category,
    Entry,
    EntryCategory,
    EntryOwner,
    Phase,
    Proximity,
    Reference,
    Register,
    Response,
    Review,
    Risk,
    Turn,
)
from risks.references import is_given, place_for, references_to_give
from risks.services.hands import fingerprint, last_hand
from risks.services.locking import lock

NOT_THE_OFFICER = "Only the performance officer changes the register."
PLAIN = (
    *("title", "cause", "event", "effect", "success", "proximity"),
    *("inherent_likelihood", "inherent_impact", "shared_with"),
)


@dataclass(frozen=True)
class Words:
    """What a risk says of itself, its owners and its response; who leads comes first among the owners."""

    title: str
    cause: str = ""
    event: str = ""
    effect: str = ""
    success: str = ""
    proximity: str = ""
    inherent_likelihood: int | None = None
    inherent_impact: int | None = None
    shared_with: str = ""
    responses: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    owners: tuple[Owner, ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """What stands in the entry's own columns."""
        return {name: getattr(self, name) for name in PLAIN} | {"responses": list(self.responses)}

    @property
    def in_words(self) -> dict[str, str]:
        """Each as a person reads it, for the page of a conflict, the fingerprint and the risk's turns."""
        return {name: str(getattr(self, name) or "") for name in PLAIN} | {
            "proximity": dict(Proximity.choices).get(self.proximity, ""),
            "responses": ", ".join(Response(word).label for word in self.responses),
            "categories": ", ".join(str(one) for one in self.categories),
            "leads": str(self.owners[0]) if self.owners else "",
            "others": "; ".join(str(one) for one in self.owners[1:]),
        }

    @property
    def owners_in_words(self) -> str:
        """Who owns it, and of several who leads."""
        names = [str(one) for one in self.owners]
        return "; ".join([f"{names[0]} (leads)", *names[1:]] if len(names) > 1 else names)

    @property
    def fingerprint(self) -> int:
        """What a form was filled in beside."""
        return fingerprint(self.in_words)


class Written(NamedTuple):
    """What was saved meanwhile, by whom and when."""

    words: Words
    who: User | None
    when: datetime.datetime | None


def words_of(entry: Entry) -> Words:
    """What the risk says now; takes an entry as `at_hand` reads it."""
    owners = sorted(entry.owners.all(), key=lambda row: (not row.leads, row.order, row.pk))
    return Words(
        **{name: getattr(entry, name) for name in PLAIN},
        responses=tuple(entry.responses),
        categories=tuple(row.category for row in entry.categories.all()),
        owners=tuple(row.owner for row in owners),
    )


def at_hand(entry: Entry, reader: Reader) -> Entry:
    """The risk as it stands now, with owners and categories, if the reader may still see it (else DoesNotExist).

    Raises PermissionDenied where they see it and may not change it.
    """
    rows = (
        Entry.objects.visible_to(reader)
        .select_related("register__year__trust")
        .prefetch_related(
            Prefetch("owners", EntryOwner.objects.select_related("owner").order_by("order", "pk")),
            Prefetch("categories", EntryCategory.objects.select_related("category").order_by("order", "pk")),
        )
    )
    current: Entry = rows.order_by().get(pk=entry.pk)
    refuse_unless_managed(reader)
    return current


def refuse_unless_managed(reader: Reader) -> None:
    """Refuse in words whoever does not set up the register."""
    if not may(reader, Act.MANAGE, Kind.REGISTER):
        raise PermissionDenied(NOT_THE_OFFICER)


def refuse_closed(entry: Entry) -> None:
    """What is closed is reopened before it is changed."""
    if entry.closed_on:
        raise PermissionDenied(f"{entry} was closed on {entry.closed_on:%-d %B %Y}. Reopen it before you change it.")


def first_review(register: Register, section: int) -> Review | None:
    """From which review a risk that comes in now stands: after all that went to a committee; none for every review.

    Raises ValidationError where no such review is left.
    """
    reviews = frame_of(register).reviews
    given = [place for place, one in enumerate(reviews) if one.phase(section) in {Phase.PAPERS, Phase.CLOSED}]
    if not given:
        return None
    if given[-1] + 1 == len(reviews):
        raise ValidationError("Every review of the register has gone to a committee. Add a review first.")
    return reviews[given[-1] + 1]


@transaction.atomic
def add_risk(
    *, register: Register, reader: Reader, section: int, reference: str, words: Words, once: uuid.UUID
) -> Entry:
    """Enter a new risk. Without a reference it is given the next free one, as to all who do not read section 2.

    The same form sent twice adds one risk; sent again with other words, it is a Conflict with the risk it added.
    Raises PermissionDenied and ValidationError by field.
    """
    refuse_unless_managed(reader)
    register = lock(register.pk)
    if sent := Turn.objects.filter(register=register, once=once).select_related("entry").first():
        added = at_hand(sent.entry, reader)
        if words_of(added) != words:
            raise Conflict(added)
        return added
    whole = register.shows_section_two_to(reader)
    if section != 1 and not whole:
        raise PermissionDenied("Only those who read section 2 add a risk to it.")
    entry = Entry(register=register, section=section, starts_at=first_review(register, section), **words.plain)
    enter(entry, reference if whole else "")
    give_categories(entry, words.categories)
    give_owners(entry, words.owners)
    Turn.objects.create(
        register=register,
        entry=entry,
        section=section,
        kind=Turn.Kind.ENTERED,
        reference=entry.reference,
        dated=clock.today(),
        given_by=reader.user,
        once=once,
    )
    return entry


def enter(entry: Entry, reference: str) -> None:
    """Save it under the reference, or under the first that nobody had: one may have been given out of sight.

    A risk that is new has its identity from now on.
    """
    known = Entry.risk.is_cached(entry)
    if reference:
        refuse_reference(entry, reference)
    for one in [reference] if reference else references_to_give(entry.register, entry.section):
        entry.reference, entry.order = one, place_for(entry.register, entry.section, one)
        entry.clean_fields(exclude=["trust", "risk", "register", "starts_at", "document"])
        try:
            with transaction.atomic():
                if not known:
                    entry.risk = Risk.objects.create()
                entry.save(force_insert=True)
        except IntegrityError as error:
            if reference or not is_given(error):
                raise
        else:
            return


def refuse_reference(entry: Entry, reference: str) -> None:
    """A reference is never given twice."""
    held = Reference.objects.filter(register=entry.register, reference=reference).order_by().first()
    if held and held.entry_id != entry.pk:
        free = next(references_to_give(entry.register, entry.section))
        said = f"{reference} was given before and is never given again. The next free reference is {free}."
        raise ValidationError({"reference": said})


@transaction.atomic
def edit_risk(*, entry: Entry, reader: Reader, words: Words, reason: str, seen: int) -> Entry:
    """Change what the risk says; a change of owners or response is kept as a turn, with its reason.

    `seen` is the fingerprint of the words the form was filled in beside; the same words sent again change nothing.
    Raises PermissionDenied, ValidationError by field, and Conflict with what was Written meanwhile.
    """
    register = lock(entry.register_id)
    current = at_hand(entry, reader)
    refuse_closed(current)
    now = words_of(current)
    if now == words:
        return current
    if seen != now.fingerprint:
        events = [("EntryOwnerEvent", {"entry": current.pk}), ("EntryCategoryEvent", {"entry": current.pk})]
        raise Conflict(Written(now, *last_hand(("EntryEvent", {"pgh_obj": current.pk}), *events)))
    changes = {
        Turn.Kind.OWNERS: (now.owners_in_words, words.owners_in_words),
        Turn.Kind.RESPONSE: (now.in_words["responses"], words.in_words["responses"]),
    }
    turned = {kind: pair for kind, pair in changes.items() if pair[0] != pair[1]}
    by_owning = current.section == 2 and not register.shows_section_two_to(reader)
    if by_owning and not reader.owns(one.pk for one in words.owners):
        raise ValidationError({"leads": "You read this risk as its owner: let somebody who reads section 2 do this."})
    if turned and not reason:
        what = " and the ".join({Turn.Kind.OWNERS: "owners", Turn.Kind.RESPONSE: "response"}[kind] for kind in turned)
        raise ValidationError({"reason": f"Say why the {what} change{'s' if what == 'response' else ''}."})
    for name, value in words.plain.items():
        setattr(current, name, value)
    current.clean_fields(exclude=["trust", "risk", "register", "starts_at", "ends_at", "document", "reference"])
    current.save(update_fields=list(words.plain))
    if now.categories != words.categories:
        give_categories(current, words.categories)
    if now.owners != words.owners:
        give_owners(current, words.owners)
    for kind, (before, after) in turned.items():
        Turn.objects.create(
            register=register,
            entry=current,
            section=current.section,
            kind=kind,
            before=before,
            after=after,
            reason=reason,
            dated=clock.today(),
            given_by=reader.user,
        )
    return at_hand(current, reader)


def give_categories(entry: Entry, categories: Iterable[Category]) -> None:
    """These categories and no others, in this order; a link that stays is the same row."""
    wanted = list(categories)
    EntryCategory.objects.filter(entry=entry).exclude(category__in=wanted).delete()
    for order, category in enumerate(wanted):
        EntryCategory.objects.update_or_create(entry=entry, category=category, defaults={"order": order})


def give_owners(entry: Entry, owners: Iterable[Owner]) -> None:
    """These owners and no others, the first of them leading; what was read into an owner's name stays with it.

    Whoever stops leading goes first: the database allows one leader at a time.
    """
    wanted = list(owners)
    EntryOwner.objects.filter(entry=entry).exclude(owner__in=wanted).delete()
    for order, owner in sorted(enumerate(wanted), reverse=True):
        EntryOwner.objects.update_or_create(entry=entry, owner=owner, defaults={"order": order, "leads": order == 0})
