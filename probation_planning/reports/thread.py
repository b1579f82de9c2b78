"""The golden thread: what ties a part of the plan to risks and measures, confirmed and unconfirmed apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from objectives.models import Aim, Objective, Status
from objectives.models.counting import Days, days_of
from objectives.standing import current_quarter
from objectives.standing import standing as objective_standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.links import (
    Thing,
    address_of,
    address_of_links,
    decided_words,
    key_of,
    may_decide,
    name_of,
    part_of,
    words_of,
)
from probation_planning.reports.lost import SECTION, lost_links
from probation_planning.reports.models import Link
from probation_planning.reports.models.links import LinkQuerySet
from risks.lines import Rating
from risks.models import Entry
from risks.reading import open_register
from scorecard.models import Measure
from scorecard.standing import standing, with_standing_rows

CONFIRMED, REJECTED = "Confirmed", "Rejected"
UNCONFIRMED = {
    Link.Ground.NUMBER: "Number matches, unconfirmed",
    Link.Ground.SUBJECT: "Same subject, unconfirmed",
    Link.Ground.PERSON: "Made by a person, unconfirmed",
}


class Stands(NamedTuple):
    """How a thing stands now: words and their shape (`status--<value>`), or a rating; neither for what has none."""

    label: str = ""
    value: str = ""
    rating: Rating | None = None


class Tie(NamedTuple):
    """One end of a link: what it is, where it is shown, who owns it, how it stands, and what the link rests on.

    `decided`: who decided and when; `acts`: where the reader decides on it, under which key; empty for who does not.
    """

    name: str
    title: str
    address: str
    stands: Stands
    owners: str
    says: str
    state: str
    decided: str
    acts: str = ""
    key: str = ""


@dataclass
class Strand:
    """Ties that rest on the same ground, or that a person has confirmed."""

    name: str
    is_confirmed: bool
    ties: list[Tie] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """One side of a page's thread, the words for when nothing is tied there, and what is told of links that went."""

    heading: str
    none: str
    strands: list[Strand]
    rejected: Strand | None = None
    lost: tuple[str, ...] = ()


def thread_of_aim(reader: Reader, year: Year, aim: Aim) -> list[Thread]:
    """Risks against the aim or one of its objectives of the year, and the measures of either."""
    links = _links_of_aim(reader, aim.pk, year.pk)
    return _risks_and_measures(reader, year, links, "this aim or to its objectives", through="objective")


def thread_of_objective(reader: Reader, year: Year, objective: Objective) -> list[Thread]:
    """Risks against the objective or its aim, and the measures of either."""
    links = _links_of_objective(reader, objective.pk, objective.aim_id)
    if objective.aim_id is None:
        return _risks_and_measures(reader, year, links, "this objective")
    return _risks_and_measures(reader, year, links, "this objective or to its aim", through="aim")


@question
def _links_of_aim(reader: Reader, aim: int, year: int) -> QuerySet[Link]:
    of_aim = Q(aim=aim) | Q(objective__aim=aim, objective__annual_plan__year=year)
    return _shown(Link.objects.visible_to(reader), reader).filter(of_aim).with_ends()


@question
def _links_of_objective(reader: Reader, objective: int, aim: int | None) -> QuerySet[Link]:
    of_it = Q(objective=objective) if aim is None else Q(objective=objective) | Q(aim=aim)
    return _shown(Link.objects.visible_to(reader), reader).filter(of_it).with_ends()


def _risks_and_measures(
    reader: Reader, year: Year, links: Sequence[Link], it: str, *, through: str = ""
) -> list[Thread]:
    """What is tied to a part of the plan, `it` in words; a tie that comes through another part says so."""
    risks = risks_found(reader, year, [link.entry_id for link in links if link.entry_id])
    measures = _measures(reader, year, [link.measure for link in links if link.measure])
    of_risks = [(link, risks[link.entry_id]) for link in links if link.entry_id in risks]
    of_measures = [(link, measures[link.measure_id]) for link in links if link.measure_id in measures]
    return [
        _thread("Risks against it", f"No risk is linked to {it}.", _ties(reader, year, of_risks, through)),
        _thread("Measures of it", f"No measure is linked to {it}.", _ties(reader, year, of_measures, through)),
    ]


def thread_of(reader: Reader, year: Year, thing: Thing) -> list[Thread]:
    """The parts of the plan that a risk or a measure bears on."""
    at_work, decides = bool(reader.working_roles), may_decide(thing, reader)
    links = _links_of(type(thing), thing.pk, thing.trust_id, at_work, decides)
    objectives = _objectives(reader, year, [link.objective_id for link in links if link.objective_id])
    found = []
    for link in links:
        if isinstance(thing, Entry):
            link.entry = thing
        else:
            link.measure = thing
        if link.objective_id in objectives:
            found.append((link, objectives[link.objective_id]))
        elif link.objective_id is None:
            part = part_of(link)
            found.append((link, Found(name_of(part), words_of(part), address_of(part, year))))
    what = "risk" if isinstance(thing, Entry) else "measure"
    none = f"This {what} is linked to nothing in the plan."
    # A risk's own page leads to the one on which its links are decided on.
    ties = _ties(reader, year, found, deciding=isinstance(thing, Measure))
    thread = _thread("What it bears on in the plan", none, ties)
    if isinstance(thing, Entry) and thing.section == SECTION:
        lost = lost_links([thing.pk], at_work=at_work)
        thread = replace(thread, lost=tuple(one.says for one in lost))
    return [thread]


@question
def _links_of(kind: type[Thing], thing: int, trust: int, at_work: bool, decides: bool) -> QuerySet[Link]:
    links = Link.objects.of_one(kind, thing, trust).with_parts()
    return links if decides else links.told(at_work=at_work)


def measures_beside(reader: Reader, year: Year, entry: Entry) -> Thread:
    """The measures of whatever the risk bears on: of the same aim, the same objective, or that objective's aim."""
    at_work = bool(reader.working_roles)
    own = Link.objects.of_one(Entry, entry.pk, entry.trust_id).told(at_work=at_work)
    aims, objectives = own.values("aim"), own.values("objective")
    shared = Q(aim__in=aims) | Q(objective__in=objectives) | Q(aim__in=own.values("objective__aim"))
    tied = Link.objects.visible_to(reader).told(at_work=at_work).filter(shared, measure__isnull=False)
    links = list(tied.with_ends())
    measures = _measures(reader, year, [link.measure for link in links if link.measure])
    found = [(link, measures[link.measure_id]) for link in links if link.measure_id in measures]
    none = "No measure is linked to what this risk bears on."
    return _thread("Measures of what it bears on", none, _ties(reader, year, found, through="aim", deciding=False))


class Found(NamedTuple):
    """A thing as a tie shows it."""

    name: str
    title: str
    address: str
    stands: Stands = Stands()
    owners: str = ""


def _shown(links: LinkQuerySet, reader: Reader) -> LinkQuerySet:
    """Those that stand; rejected ones besides for those who can take them up again."""
    if may(reader, Act.MANAGE, Kind.REGISTER) or may(reader, Act.MANAGE, Kind.SCORECARD):
        return links
    return links.told(at_work=bool(reader.working_roles))


def _thread(heading: str, none: str, ties: Iterable[tuple[str, Tie]]) -> Thread:
    """Confirmed ties first, then the others by their ground; no strand that is empty; rejected ones apart."""
    strands = {name: Strand(name, name == CONFIRMED) for name in (CONFIRMED, *UNCONFIRMED.values(), REJECTED)}
    for strand, tie in ties:
        strands[strand].ties.append(tie)
    rejected = strands.pop(REJECTED)
    standing_ones = [strand for strand in strands.values() if strand.ties]
    return Thread(heading, none, standing_ones, rejected if rejected.ties else None)


def _ties(
    reader: Reader,
    year: Year,
    found: Iterable[tuple[Link, Found]],
    through: str = "",
    *,
    deciding: bool = True,
) -> Iterable[tuple[str, Tie]]:
    """Each link as a tie, and the strand it stands in.

    `through`: of which part of the plan ("objective", "aim") a link says so; `deciding`: whether the page lets those
    who may decide.
    """
    for link, thing in found:
        part = getattr(link, through) if through else None
        by_way = f", through {name_of(part)}" if part else ""
        end: Any = link.entry or link.measure
        decides = deciding and may_decide(end, reader)
        if link.state == Link.State.REJECTED and not decides:
            continue
        yield (
            _strand(link),
            Tie(
                **thing._asdict(),
                says=_ground(link) + by_way,
                state=link.state,
                decided=decided_words(link),
                acts=address_of_links(year, end) if decides else "",
                key=key_of(part_of(link)) if decides else "",
            ),
        )


def _strand(link: Link) -> str:
    if link.state == Link.State.SUGGESTED:
        return UNCONFIRMED[Link.Ground(link.ground)]
    return CONFIRMED if link.state == Link.State.CONFIRMED else REJECTED


def _ground(link: Link) -> str:
    """What the link rests on, in words."""
    return f"The scorecard prints {link.says}" if link.ground == Link.Ground.NUMBER else link.says


def risks_found(reader: Reader, year: Year, entries: Sequence[int]) -> dict[int, Found]:
    """Each risk by its entry, as it stands at the review where the reader starts, or stood before."""
    opened = open_register(reader, year) if entries else None
    if opened is None or opened.current is None:
        return {}
    return {
        line.entry_id: Found(
            f"Risk {line.reference}",
            line.title,
            reverse("risks:risk_detail", args=[year.trust.slug, year.slug, line.reference]),
            Stands(rating=line.rating or line.previous),
            "; ".join(line.owners) or "Owner not recorded",
        )
        for line in opened.lines_of(entries, opened.current)
    }


def _measures(reader: Reader, year: Year, measures: list[Measure]) -> dict[int, Found]:
    """Each measure by its id, with its rating today."""
    if not measures:
        return {}
    rows = _measures_called(reader, year.pk, by_page([measure.pk for measure in measures]))
    quarters = quarters_of(year)
    found = {}
    for row in rows:
        rating = standing(row, quarters, clock.today()).rating
        address = reverse("scorecard:measure_detail", args=[year.trust.slug, year.slug, row.reference])
        owners = "; ".join(getattr(row, "owner_names", [])) or "Owner not recorded"
        stands = Stands(rating.label, rating.value)
        found[row.pk] = Found(f"Measure {row.reference}", row.name, address, stands, owners)
    return found


@question
def _measures_called(reader: Reader, year: int, keys: tuple[int, ...]) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard__year=year, pk__in=keys)
    return with_standing_rows(rows.with_references_and_owners())


def _objectives(reader: Reader, year: Year, ids: list[int]) -> dict[int, Found]:
    """Each objective by its id, with its status at the current quarter."""
    if not ids:
        return {}
    quarter = current_quarter(quarters_of(year))
    rows: list[Any] = _objectives_called(reader, year.pk, by_page(ids), days_of(quarter))
    found = {}
    for row in rows:
        stands = objective_standing(Status(row.answer) if row.answer else None, quarter, clock.today())
        address = reverse("objectives:objective_detail", args=[year.trust.slug, year.slug, row.reference])
        owners = "; ".join(row.owner_names) or "Owner not recorded"
        found[row.pk] = Found(str(row), row.text, address, Stands(*stands), owners)
    return found


@question
def _objectives_called(reader: Reader, year: int, keys: tuple[int, ...], quarter: Days | None) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, pk__in=keys)
    return rows.with_answer(quarter).with_owner_names()
