"""What ties a risk or a measure to the plan: owners of a risk suggest, the performance officer decides."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q

from objectives.models import Aim, AnnualPlan, Objective, Theme
from probation_planning.organisation import clock, years
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Reader
from probation_planning.reports.models import Link
from risks.models import Entry
from risks.services.written import held, refuse_closed, refuse_unless_written_by
from scorecard.models import Measure, PlanReference

Part = Theme | Aim | Objective
Thing = Entry | Measure
KINDS: Mapping[type[Part], str] = {Theme: "theme", Aim: "aim", Objective: "objective"}


@dataclass(frozen=True)
class Tied:
    """One link of a risk or a measure to a part of the plan, for a person to decide on."""

    link: Link
    part: Part

    @property
    def key(self) -> str:
        """The part as forms and addresses name it."""
        return key_of(self.part)

    @property
    def name(self) -> str:
        """What it is called."""
        return name_of(self.part)

    @property
    def title(self) -> str:
        """Its words."""
        return words_of(self.part)

    @property
    def state(self) -> str:
        """What a person has said of it, in words."""
        return Link.State(self.link.state).label

    @property
    def decided(self) -> str:
        """Who decided, and when."""
        return decided_words(self.link)


def key_of(part: Part) -> str:
    """A part of the plan as forms and addresses name it: aim-1.2."""
    return f"{KINDS[type(part)]}-{part.reference if isinstance(part, Objective) else part.number}"


def name_of(part: Part) -> str:
    """A part of the plan by its number: Aim 1.2."""
    return str(part) if isinstance(part, Objective) else f"{type(part).__name__} {part.number}"


def words_of(part: Part) -> str:
    """What a part of the plan says."""
    return part.text if isinstance(part, Objective) else part.title


def part_of(link: Link) -> Part:
    """The part of the plan at the end of a link; the database sees to it that there is one."""
    part: Any = link.objective or link.aim or link.theme
    return part  # type: ignore[no-any-return]


def address_of(part: Part, year: Year) -> str:
    """Its page in a year; a theme unfolds in the tree."""
    named = [year.trust.slug, year.slug]
    if isinstance(part, Objective):
        return way_to("objectives:objective_detail", *named, part.reference)
    if isinstance(part, Aim):
        return part.address(year)
    return f"{way_to('objectives:plan', *named)}?theme={part.number}#theme-{part.number}"


def address_of_links(year: Year, thing: Thing) -> str:
    """The page on which the links of a risk or a measure are decided on."""
    name = "reports:threats" if isinstance(thing, Entry) else "reports:measure_links"
    return way_to(name, year.trust.slug, year.slug, thing.reference)


def decided_words(link: Link) -> str:
    """Who decided on a link and when, and from where it was moved here; empty while nobody has."""
    said = []
    if link.decided_by and link.decided_on:
        said.append(f"{Link.State(link.state).label} by {link.decided_by} on {link.decided_on:%-d %B %Y}")
    if link.moved_from and link.state == Link.State.CONFIRMED:
        said.append(f"moved here from {name_of(part_of(link.moved_from))}")
    return ", ".join(said)


def in_force(last_day: datetime.date) -> Q:
    """Themes and aims that are not withdrawn in the year that ends on the day."""
    return Q(withdrawn_on=None) | Q(withdrawn_on__gt=last_day)


def parts_of(reader: Reader, year: Year) -> dict[str, list[Part]]:
    """What can be linked to: the themes, aims and objectives of the year's plan, as printed; none without a plan."""
    annual_plan = AnnualPlan.objects.visible_to(reader).filter(year=year).first()
    if annual_plan is None:
        return {}
    of_plan = Q(plan=annual_plan.plan_id) & in_force(year.end)
    return {
        "Themes": list(Theme.objects.filter(of_plan).order_by("order")),
        "Aims": list(Aim.objects.filter(of_plan).order_by("theme__order", "order")),
        "Objectives": list(Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None).in_printed_order()),
    }


def links_of(thing: Thing) -> list[Tied]:
    """Every link of a risk or a measure that the reader was found to see, rejected ones last."""
    links = Link.objects.of_one(type(thing), thing.pk, thing.trust_id).with_parts()
    rows = links.order_by(
        F("theme__order").asc(nulls_last=True), F("aim__order").asc(nulls_last=True), "objective__order", "pk"
    )
    ties = [Tied(link, part_of(link)) for link in rows]
    return sorted(ties, key=lambda tie: tie.link.state == Link.State.REJECTED)


def may_decide(thing: Thing, reader: Reader) -> bool:
    """Whether the reader confirms, moves and rejects."""
    return thing.may(reader, Act.MANAGE)


def refuse_unless_linked_by(thing: Thing, reader: Reader) -> None:
    """Refuse in words whoever neither suggests nor decides: a risk's owners suggest, a measure's do not."""
    if isinstance(thing, Entry):
        refuse_unless_written_by(thing, reader)
    elif not may_decide(thing, reader):
        raise PermissionDenied("The performance officer links measures to the plan. You can read what is linked.")


@transaction.atomic
def suggest(*, thing: Thing, reader: Reader, part: Part, says: str, reference: PlanReference | None = None) -> Link:
    """Say that the risk or measure bears on a part of the plan; what the officer says is confirmed at once.

    The same sent twice is one. `reference`: the printed reference of a measure that the link answers.
    Raises DoesNotExist where the reader no longer sees the thing, PermissionDenied, or ValidationError by field.
    """
    thing = _held(thing, reader)
    refuse_unless_linked_by(thing, reader)
    _refuse_closed(thing)
    link = _there(thing, part)
    if link is None:
        decided = _decided(reader, Link.State.CONFIRMED) if may_decide(thing, reader) else {}
        return Link.objects.create(
            **_ends(thing, part), ground=Link.Ground.PERSON, says=says, reference=reference, **decided
        )
    if link.ground == Link.Ground.PERSON and link.says == says and link.state != Link.State.REJECTED:
        return link
    raise ValidationError({"part": _there_already(link, may_decide(thing, reader))})


def _there_already(link: Link, may_decide: bool) -> str:
    if link.state != Link.State.REJECTED:
        return f"This link is there already: {Link.State(link.state).label.lower()}."
    by = f"{link.decided_by} rejected this link on {link.decided_on:%-d %B %Y}."
    return f"{by} {'Confirm it in the list.' if may_decide else 'Ask the performance officer to take it up again.'}"


@transaction.atomic
def decide(*, thing: Thing, reader: Reader, key: str, state: Link.State, seen: str) -> Link:
    """Confirm or reject a link, or take it up again as a suggestion; it stood in the state `seen`.

    The same sent twice is one. Raises DoesNotExist, PermissionDenied, or Conflict with the link as it stands now.
    """
    thing = _held(thing, reader)
    _refuse_unless_decided_by(thing, reader)
    link = _found(thing, key)
    if link.state == state and link.decided_by_id in {reader.user.pk, None}:
        return link
    if link.state != seen:
        raise Conflict(link)
    return _give(link, reader, state)


@transaction.atomic
def move(*, thing: Thing, reader: Reader, key: str, part: Part, says: str, seen: str) -> Link:
    """Reject a link and confirm one to another part of the plan in its place, in one act; the link that counts now.

    A link that stands at the new place already is the one confirmed. The same sent twice is one. Raises DoesNotExist,
    PermissionDenied, ValidationError by field, or Conflict with the link as it stands now.
    """
    thing = _held(thing, reader)
    _refuse_unless_decided_by(thing, reader)
    _refuse_closed(thing)
    link, there = _found(thing, key), _there(thing, part)
    if there == link:
        raise ValidationError({"part": "The link stands there already. Choose another part of the plan."})
    if there and _was_moved(link, there, reader):
        return there
    if link.state != seen:
        raise Conflict(link)
    if link.state == Link.State.REJECTED:
        raise ValidationError("The link is rejected. Take it up again before you move it.")
    _give(link, reader, Link.State.REJECTED)
    if there is None:
        there = Link(**_ends(thing, part), ground=Link.Ground.PERSON, says=says, reference=link.reference)
    there.moved_from = link
    if there.state == Link.State.CONFIRMED:  # Whoever confirmed it stays named.
        there.save()
        return there
    return _give(there, reader, Link.State.CONFIRMED)


def _was_moved(link: Link, there: Link, reader: Reader) -> bool:
    """Whether this very move was made before by the same person."""
    return (
        there.moved_from_id == link.pk
        and (there.state, link.state) == (Link.State.CONFIRMED, Link.State.REJECTED)
        and link.decided_by_id == reader.user.pk
    )


def _give(link: Link, reader: Reader, state: Link.State) -> Link:
    for name, value in _decided(reader, state).items():
        setattr(link, name, value)
    link.save()
    return link


def _decided(reader: Reader, state: Link.State) -> dict[str, object]:
    by, on = (None, None) if state == Link.State.SUGGESTED else (reader.user, clock.today())
    return {"state": state, "decided_by": by, "decided_on": on}


def _ends(thing: Thing, part: Part) -> dict[str, Any]:
    """Both ends of a link by the names of their columns."""
    return {"entry" if isinstance(thing, Entry) else "measure": thing, KINDS[type(part)]: part}


def _there(thing: Thing, part: Part) -> Link | None:
    return Link.objects.with_parts().filter(**_ends(thing, part)).first()


def _found(thing: Thing, key: str) -> Link:
    link = next((tie.link for tie in links_of(thing) if tie.key == key), None)
    if link is None:
        raise Link.DoesNotExist
    return link


def _refuse_unless_decided_by(thing: Thing, reader: Reader) -> None:
    if not may_decide(thing, reader):
        raise PermissionDenied("The performance officer confirms, moves and rejects links to the plan.")


def _refuse_closed(thing: Thing) -> None:
    if isinstance(thing, Entry):
        refuse_closed(thing)


def _held(thing: Thing, reader: Reader) -> Thing:
    """The risk or measure as it is now; whoever writes about it waits until this is done."""
    if isinstance(thing, Entry):
        return held(thing, reader)
    rows = Measure.objects.visible_to(reader).select_for_update(no_key=True, of=("self",))
    measure = rows.select_related("perspective__scorecard__year").get(pk=thing.pk)
    years.refuse_closed(measure.perspective.scorecard.year)
    return measure
