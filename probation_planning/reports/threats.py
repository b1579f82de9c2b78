"""What a risk threatens in the plan: owners suggest, the performance officer confirms or rejects."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Prefetch

from objectives.models import Aim, AnnualPlan, Objective, Theme
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Reader
from probation_planning.reports.models import Link
from risks.models import Entry, EntryOwner
from risks.services.locking import lock
from risks.services.written import refuse_closed, refuse_unless_written_by

Part = Theme | Aim | Objective
KINDS: Mapping[type[Part], str] = {Theme: "theme", Aim: "aim", Objective: "objective"}


@dataclass(frozen=True)
class Threat:
    """One link of a risk to a part of the plan, for a person to decide on."""

    link: Link
    part: Part

    @property
    def key(self) -> str:
        """The part as forms name it."""
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


def key_of(part: Part) -> str:
    """A part of the plan as forms name it: aim-1.2."""
    return f"{KINDS[type(part)]}-{part.reference if isinstance(part, Objective) else part.number}"


def name_of(part: Part) -> str:
    """A part of the plan by its number: Aim 1.2."""
    return str(part) if isinstance(part, Objective) else f"{type(part).__name__} {part.number}"


def words_of(part: Part) -> str:
    """What a part of the plan says."""
    return part.text if isinstance(part, Objective) else part.title


def parts_of(reader: Reader, year: Year) -> dict[str, list[Part]]:
    """What a risk can threaten: the themes, aims and objectives of the year's plan, as printed; none without a plan."""
    annual_plan = AnnualPlan.objects.visible_to(reader).filter(year=year).first()
    if annual_plan is None:
        return {}
    return {
        "Themes": list(Theme.objects.filter(plan=annual_plan.plan_id).order_by("order")),
        "Aims": list(Aim.objects.filter(plan=annual_plan.plan_id).order_by("theme__order", "order")),
        "Objectives": list(Objective.objects.visible_to(reader).of(year).filter(withdrawn_on=None).in_printed_order()),
    }


def threats_of(entry: Entry) -> list[Threat]:
    """Every link of a risk that the reader was found to see, rejected ones last."""
    links = Link.objects.of_one(Entry, entry.pk, entry.trust_id).select_related(
        "theme", "aim", "objective", "decided_by"
    )
    rows = links.order_by(
        F("theme__order").asc(nulls_last=True), F("aim__order").asc(nulls_last=True), "objective__order", "pk"
    )
    threats = [Threat(link, part) for link in rows if (part := link.objective or link.aim or link.theme) is not None]
    return sorted(threats, key=lambda threat: threat.link.state == Link.State.REJECTED)


@transaction.atomic
def suggest(*, entry: Entry, reader: Reader, part: Part, says: str) -> Link:
    """Say that the risk threatens a part of the plan; what the officer says is confirmed at once.

    The same sent twice is one. Raises Entry.DoesNotExist where the reader no longer sees the risk, PermissionDenied,
    or ValidationError by field.
    """
    entry = _held(entry, reader)
    refuse_unless_written_by(entry, reader)
    refuse_closed(entry)
    ends = {"entry": entry, KINDS[type(part)]: part}
    link = Link.objects.filter(**ends).first()
    if link is None:
        return Link.objects.create(
            **ends,
            ground=Link.Ground.PERSON,
            says=says,
            **(_decided(reader, Link.State.CONFIRMED) if may_decide(entry, reader) else {}),
        )
    if link.ground == Link.Ground.PERSON and link.says == says and link.state != Link.State.REJECTED:
        return link
    raise ValidationError({"part": _there_already(link, may_decide(entry, reader))})


def _there_already(link: Link, may_decide: bool) -> str:
    if link.state != Link.State.REJECTED:
        return f"This link is there already: {Link.State(link.state).label.lower()}."
    by = f"{link.decided_by} rejected this link on {link.decided_on:%-d %B %Y}."
    return f"{by} {'Confirm it in the list.' if may_decide else 'Ask the performance officer to take it up again.'}"


@transaction.atomic
def decide(*, entry: Entry, reader: Reader, key: str, state: Link.State, seen: str) -> Link:
    """Confirm or reject a link, which stood in the state `seen`; the same sent twice is one.

    Raises Entry.DoesNotExist, PermissionDenied, Link.DoesNotExist, or Conflict with the link as it stands now.
    """
    entry = _held(entry, reader)
    if not may_decide(entry, reader):
        raise PermissionDenied("The performance officer confirms and rejects links to the plan.")
    link = next((threat.link for threat in threats_of(entry) if threat.key == key), None)
    if link is None:
        raise Link.DoesNotExist
    if link.state == state and link.decided_by_id == reader.user.pk:
        return link
    if link.state != seen:
        raise Conflict(link)
    for name, value in _decided(reader, state).items():
        setattr(link, name, value)
    link.save()
    return link


def may_decide(entry: Entry, reader: Reader) -> bool:
    """Whether the reader confirms and rejects."""
    return entry.may(reader, Act.MANAGE)


def _decided(reader: Reader, state: Link.State) -> dict[str, object]:
    return {"state": state, "decided_by": reader.user, "decided_on": clock.today()}


def _held(entry: Entry, reader: Reader) -> Entry:
    """The risk as it is now; whoever writes in its register waits until this is done."""
    register = lock(entry.register_id)
    owners = Prefetch("owners", EntryOwner.objects.select_related("owner"))
    return Entry.objects.visible_to(reader, register).prefetch_related(owners).get(pk=entry.pk)
