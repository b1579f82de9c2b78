"""Closing a post or a group and handing its work over: everything open that it owns, in every room, in one act.

Risks that whoever hands over may not read move with the rest: they are moved as the system, and neither listed nor
counted. What was said stays under the name it was said in.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from objectives.models import AnnualPlan, Objective, ObjectiveOwner, Plan
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import DeliveryUnit, GroupMember, Holding, Owner, OwnerKind, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.holdings import refuse_own
from probation_planning.organisation.services.ownership import pass_on
from probation_planning.organisation.services.posts import refuse_closed
from probation_planning.organisation.services.settings import begin
from probation_planning.organisation.services.years import in_words
from probation_planning.organisation.years import first_day_at_work
from risks.models import Action, Entry, Question, Register
from risks.services import handing
from risks.services.locking import lock
from scorecard.models import Measure, MeasureOwner

LONGEST = 120
ONE_DAY = datetime.timedelta(days=1)
NOT_TAKEN = "The handover was refused, and nothing has moved. Ask an administrator to look into it."


class Thing(NamedTuple):
    """Something that moves: what it is called, its page where it has one, and its words."""

    name: str
    address: str
    words: str = ""


class Lot(NamedTuple):
    """Things of one kind."""

    singular: str
    plural: str
    things: Sequence[Thing]
    is_owned: bool = True

    @property
    def sentence(self) -> str:
        """How many, in words."""
        return f"{len(self.things)} {self.singular if len(self.things) == 1 else self.plural}"


@dataclass(frozen=True)
class Estate:
    """What a post or group owns that is open, as far as a reader sees it."""

    lots: Sequence[Lot]

    @property
    def seen(self) -> int:
        """The fingerprint of what the page lists."""
        return fingerprint([[lot.singular, [thing.name for thing in lot.things]] for lot in self.lots])

    @property
    def owned(self) -> bool:
        """Whether any of it needs somebody to take over: a seat in a group ends with the post."""
        return any(lot.is_owned for lot in self.lots)

    @property
    def sentence(self) -> str:
        """All of it in a row: 17 objectives, 9 risks and 1 group; "nothing" where there is nothing."""
        parts = [lot.sentence for lot in self.lots]
        return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])) or "nothing"


def years_not_closed(reader: Reader) -> list[Year]:
    """The years in which something can be open: what stands in a closed one stays as it is."""
    return [year for year in reader.years if year.closed_on is None]


def estate_of(reader: Reader, post: Owner) -> Estate:
    """What it owns that is open and that the reader sees; as many queries however much it is."""
    years = years_not_closed(reader)
    seats = [Thing(str(seat.group), "") for seat in _seats(post, clock.today())]
    lots = [
        Lot("objective", "objectives", list(_objectives(reader, post, years))),
        Lot("risk", "risks", list(_risks(reader, post, years))),
        Lot("action", "actions", list(_actions(reader, post, years))),
        Lot("question", "questions", list(_questions(reader, post, years))),
        Lot("measure", "measures", list(_measures(reader, post, years))),
        Lot("delivery unit", "delivery units", [Thing(str(unit), "") for unit in _units(post)]),
        Lot("seat in a group", "seats in groups", seats, is_owned=False),
        Lot(
            "register that tells it of Black and Red risks",
            "registers that tell it of Black and Red risks",
            [Thing(str(register), "") for register in Register.objects.filter(year__in=years, told_post=post)],
        ),
    ]
    return Estate([lot for lot in lots if lot.things])


@transaction.atomic
def hand_over(*, owner: Owner, successor: Owner | None, reader: Reader, day: datetime.date, seen: int) -> Owner | None:
    """Close a post or group on the day and let the successor own all that is open of it: all of it, or nothing.

    Without a successor it closes where nothing is open with it. `seen` is the fingerprint of the estate that the page
    showed. The same sent twice is done once. Raises PermissionDenied, ValidationError by field (successor, day), and
    Conflict with the estate as it is now.
    """
    begin(reader)
    wanted = [one.pk for one in (owner, successor) if one]
    rows = Owner.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    locked = {row.pk: row for row in rows}
    owner, successor = locked[owner.pk], locked[successor.pk] if successor else None
    if owner.closed_on == day and owner.successor_id == (successor.pk if successor else None):
        return successor
    refuse_closed(owner)
    _refuse_successor(owner, successor, reader)
    _refuse_day(owner, day, reader.years)
    if seen != (now := estate_of(reader, owner)).seen:
        raise Conflict(now)
    years = years_not_closed(reader)
    plans = AnnualPlan.objects.filter(year__in=years)
    list(Plan.objects.select_for_update(no_key=True).filter(pk__in=plans.values("plan")).order_by("pk"))
    list(plans.select_for_update(no_key=True).order_by("pk"))
    if successor:
        _hand_all(owner, successor, reader, years, day)
    else:
        _refuse_remainder(owner, reader, years)
    _end_seats(GroupMember.objects.filter(Q(post=owner) | Q(group=owner)), day)
    lasting: Any = Holding.objects.on(day)
    lasting.filter(post=owner).update(until=day - ONE_DAY)
    owner.closed_on, owner.successor = day, successor
    owner.save(update_fields=["closed_on", "successor"])
    return successor


def may_close_alone(reader: Reader, estate: Estate) -> bool:
    """Whether it can close with nobody to take over: nothing is open with it, and the reader would see if there were.

    Whoever does not read all of section 2 always names somebody, whether or not there is anything to take over.
    """
    registers = Register.objects.filter(year__in=years_not_closed(reader))
    reads_all = all(register.shows_section_two_to(reader) for register in registers)
    return reads_all and not estate.owned


def _refuse_successor(owner: Owner, successor: Owner | None, reader: Reader) -> None:
    kind = owner.get_kind_display().lower()
    if successor is None:
        if not may_close_alone(reader, estate_of(reader, owner)):
            raise ValidationError({"successor": f"Choose who takes over what the {kind} owns."})
        return
    if successor.pk == owner.pk:
        raise ValidationError({"successor": f"Choose another: this is the {kind} that closes."})
    if owner.kind == OwnerKind.POST and successor.kind != OwnerKind.POST:
        raise ValidationError({"successor": "Choose a post: a group cannot take a post over."})
    if successor.closed_on:
        raise ValidationError({"successor": f"{successor} is closed. Choose one that is open."})
    refuse_own(successor, reader)


def _refuse_day(owner: Owner, day: datetime.date, years: Iterable[Year]) -> None:
    earliest = first_day_at_work(years)
    if earliest and day < earliest:
        raise ValidationError({"day": f"Enter a day from {in_words(earliest)} on, when the earliest open year began."})
    if day > clock.today():
        raise ValidationError({"day": f"Enter today or a day before. To close it on {in_words(day)}, come back then."})
    holdings: Any = Holding.objects.filter(post=owner, since__gte=day)
    later = holdings.select_related("user").order_by("since").first()
    if later:
        begins = f"{later.user} is in the post from {in_words(later.since)} on."
        raise ValidationError({"day": f"{begins} End that or take it back first, or choose a later day."})


def _refuse_remainder(owner: Owner, reader: Reader, years: list[Year]) -> None:
    """Whatever came to be owned since the page was looked at stands in the way."""
    with tenancy.trust(reader.trust, user=reader.user.pk):
        for register in Register.objects.filter(year__in=years).order_by("pk"):
            lock(register.pk)
    if (now := estate_of(reader, owner)).owned:
        raise Conflict(now)


def _hand_all(owner: Owner, successor: Owner, reader: Reader, years: list[Year], day: datetime.date) -> None:
    mine = ObjectiveOwner.objects.filter(owner=owner, objective__in=Objective.objects.filter(**_stands_in(years)))
    pass_on(mine, "objective", successor)
    _hand_registers(owner, successor, reader, years)
    measures = Measure.objects.filter(perspective__scorecard__year__in=years)
    pass_on(MeasureOwner.objects.filter(owner=owner, measure__in=measures), "measure", successor)
    _units(owner).update(owner=successor)
    for seat in _seats(owner, day):
        _hand_seat(seat, successor, day)


def _hand_registers(post: Owner, successor: Owner, reader: Reader, years: list[Year]) -> None:
    """As the system, since some of it may be hidden from who hands over: a refusal there is told in no detail."""
    reason = f"{post} handed over to {successor}."
    with tenancy.trust(reader.trust, user=reader.user.pk):
        try:
            with transaction.atomic():
                for register in Register.objects.filter(year__in=years).order_by("pk"):
                    handing.hand_over(
                        register=register, post=post, successor=successor, given_by=reader.user, reason=reason
                    )
        except IntegrityError as refused:
            raise ValidationError(NOT_TAKEN) from refused


def _hand_seat(seat: GroupMember, successor: Owner, day: datetime.date) -> None:
    """The successor sits in the group from the day on; where it does already, for as long as either did."""
    seats: Any = GroupMember.objects.filter(group=seat.group_id, post=successor).exclude(until__lt=day)
    theirs = seats.order_by("since").first()
    until = seat.until
    begins_later = seat.since is not None and seat.since >= day
    since = seat.since if begins_later else day
    if theirs:
        theirs.since = min(theirs.since, since) if theirs.since and since else theirs.since
        theirs.until = max(theirs.until, until) if theirs.until and until else None
        theirs.save(update_fields=["since", "until"])
    else:
        GroupMember.objects.create(group_id=seat.group_id, post=successor, since=since, until=until)


def _end_seats(seats: Any, day: datetime.date) -> None:
    """They last until the day before; those that had not begun then never do."""
    seats.filter(since__gte=day).delete()
    seats.exclude(until__lt=day).update(until=day - ONE_DAY)


# What is open


def _stands_in(years: list[Year]) -> dict[str, Any]:
    return {"annual_plan__year__in": years, "withdrawn_on": None}


def _named(years: list[Year], pk: int) -> list[str]:
    """How addresses name the year of that key."""
    year = next(one for one in years if one.pk == pk)
    return [year.trust.slug, year.slug]


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST)


def _objectives(reader: Reader, post: Owner, years: list[Year]) -> Iterator[Thing]:
    rows = Objective.objects.visible_to(reader).filter(**_stands_in(years)).owned_by(frozenset({post.pk}))
    for row in rows.in_printed_order().values("reference", "text", "annual_plan__year"):
        named = _named(years, row["annual_plan__year"])
        address = reverse("objectives:objective_detail", args=[*named, row["reference"]])
        yield Thing(f"Objective {row['reference']}", address, _short(row["text"]))


def _risks(reader: Reader, post: Owner, years: list[Year]) -> Iterator[Thing]:
    rows = handing.owned(Entry.objects.visible_to(reader).filter(register__year__in=years), post)
    for row in rows.order_by("register", "section", "order", "pk").values("reference", "title", "register__year"):
        address = reverse("risks:risk_detail", args=[*_named(years, row["register__year"]), row["reference"]])
        yield Thing(f"Risk {row['reference']}", address, _short(row["title"]))


def _actions(reader: Reader, post: Owner, years: list[Year]) -> Iterator[Thing]:
    seen = Entry.objects.visible_to(reader)
    rows = handing.to_do(Action.objects.visible_to(reader).filter(register__year__in=years), post)
    wanted = ("entry__reference", "number", "text", "register__year")
    for row in rows.filter(entry__in=seen).order_by("register", "entry__order", "number").values(*wanted):
        named = [*_named(years, row["register__year"]), row["entry__reference"], row["number"]]
        name = f"Action {row['number']} of risk {row['entry__reference']}"
        yield Thing(name, reverse("risks:action", args=named), _short(row["text"]))


def _questions(reader: Reader, post: Owner, years: list[Year]) -> Iterator[Thing]:
    seen = Entry.objects.visible_to(reader)
    rows = handing.to_answer(Question.objects.visible_to(reader).filter(register__year__in=years), post)
    wanted = ("entry__reference", "number", "text", "register__year")
    for row in rows.filter(entry__in=seen).order_by("register", "entry__order", "section", "number").values(*wanted):
        address = reverse("risks:risk_detail", args=[*_named(years, row["register__year"]), row["entry__reference"]])
        yield Thing(f"Question {row['number']} on risk {row['entry__reference']}", address, _short(row["text"]))


def _measures(reader: Reader, post: Owner, years: list[Year]) -> Iterator[Thing]:
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year__in=years)
    mine = rows.owned_by(frozenset({post.pk})).select_related("perspective__scorecard")
    for row in mine.order_by("perspective__scorecard", "perspective__number", "number"):
        named = _named(years, row.perspective.scorecard.year_id)
        address = reverse("scorecard:measure_detail", args=[*named, row.reference])
        yield Thing(f"Measure {row.reference}", address, _short(row.name))


def _units(post: Owner) -> Any:
    return DeliveryUnit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=clock.today()), owner=post)


def _seats(post: Owner, day: datetime.date) -> Any:
    rows: Any = GroupMember.objects.filter(post=post).exclude(until__lt=day)
    return rows.select_related("group").order_by("group__order", "group__name", "since")
