"""The golden thread: what ties a part of the plan to risks and measures, confirmed and unconfirmed apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from objectives.models import Aim, Objective, Status
from objectives.standing import current_quarter
from objectives.standing import standing as objective_standing
from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import Link
from risks.lines import Rating
from risks.models import Entry
from risks.reading import open_register
from scorecard.models import Measure
from scorecard.standing import quarters_of, standing, with_standing_rows

CONFIRMED = "Confirmed"
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
    """One end of a link: what it is, where it is shown, how it stands, and what the link rests on."""

    name: str
    title: str
    address: str
    stands: Stands
    says: str


@dataclass
class Strand:
    """Ties that rest on the same ground, or that a person has confirmed."""

    name: str
    is_confirmed: bool
    ties: list[Tie] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """One side of a page's thread, and the words for when nothing is tied there."""

    heading: str
    none: str
    strands: list[Strand]


def thread_of_aim(reader: Reader, year: Year, aim: Aim) -> list[Thread]:
    """Risks against the aim or one of its objectives of the year, and the measures of either."""
    of_aim = Q(aim=aim) | Q(objective__aim=aim, objective__annual_plan__year=year)
    return _risks_and_measures(reader, year, of_aim, "this aim or to its objectives", through="objective")


def thread_of_objective(reader: Reader, year: Year, objective: Objective) -> list[Thread]:
    """Risks against the objective or its aim, and the measures of either."""
    of_it = Q(objective=objective)
    if objective.aim_id is None:
        return _risks_and_measures(reader, year, of_it, "this objective")
    of_it |= Q(aim=objective.aim_id)
    return _risks_and_measures(reader, year, of_it, "this objective or to its aim", through="aim")


def _risks_and_measures(reader: Reader, year: Year, of_it: Q, it: str, *, through: str = "") -> list[Thread]:
    """What is tied to a part of the plan, `it` in words; a tie that comes through another part says so."""
    tied = Link.objects.visible_to(reader).told(at_work=bool(reader.working_roles)).filter(of_it)
    links = list(tied.select_related("aim", "objective", "entry", "measure__perspective"))
    risks = _risks(reader, year, [link.entry for link in links if link.entry])
    measures = _measures(reader, year, [link.measure for link in links if link.measure])
    of_risks = [(link, *risks[link.entry_id]) for link in links if link.entry_id in risks]
    of_measures = [(link, *measures[link.measure_id]) for link in links if link.measure_id in measures]
    return [
        Thread("Risks against it", f"No risk is linked to {it}.", _strands(of_risks, through)),
        Thread("Measures of it", f"No measure is linked to {it}.", _strands(of_measures, through)),
    ]


def thread_of(reader: Reader, year: Year, thing: Entry | Measure) -> list[Thread]:
    """The parts of the plan that a risk or a measure bears on."""
    links = _links_of(type(thing), thing.pk, thing.trust_id, bool(reader.working_roles))
    objectives = _objectives(reader, year, [link.objective_id for link in links if link.objective_id])
    found = []
    for link in links:
        if link.objective_id in objectives:
            found.append((link, *objectives[link.objective_id]))
        elif link.aim:
            found.append((link, f"Aim {link.aim.number}", link.aim.title, link.aim.address(year), Stands()))
        elif link.theme:
            address = f"{reverse('objectives:plan', args=[year.trust.slug, year.slug])}?theme={link.theme.number}"
            found.append((link, f"Theme {link.theme.number}", link.theme.title, address, Stands()))
    what = "risk" if isinstance(thing, Entry) else "measure"
    return [Thread("What it bears on in the plan", f"This {what} is linked to nothing in the plan.", _strands(found))]


@question
def _links_of(kind: type[Entry | Measure], thing: int, trust: int, at_work: bool) -> QuerySet[Link]:
    return Link.objects.of_one(kind, thing, trust).told(at_work=at_work).select_related("theme", "aim")


def measures_beside(reader: Reader, year: Year, entry: Entry) -> Thread:
    """The measures of whatever the risk bears on: of the same aim, the same objective, or that objective's aim."""
    at_work = bool(reader.working_roles)
    own = Link.objects.of_one(Entry, entry.pk, entry.trust_id).told(at_work=at_work)
    aims, objectives = own.values("aim"), own.values("objective")
    shared = Q(aim__in=aims) | Q(objective__in=objectives) | Q(aim__in=own.values("objective__aim"))
    tied = Link.objects.visible_to(reader).told(at_work=at_work).filter(shared, measure__isnull=False)
    links = list(tied.select_related("aim", "objective", "measure__perspective"))
    measures = _measures(reader, year, [link.measure for link in links if link.measure])
    found = [(link, *measures[link.measure_id]) for link in links if link.measure_id in measures]
    none = "No measure is linked to what this risk bears on."
    return Thread("Measures of what it bears on", none, _strands(found, through="aim"))


Found = tuple[str, str, str, Stands]


def _strands(found: Iterable[tuple[Any, str, str, str, Stands]], through: str = "") -> list[Strand]:
    """Confirmed ties first, then the others by their ground; no strand that is empty.

    `through`: of which part of the plan ("objective", "aim") a link says so.
    """
    strands = {name: Strand(name, name == CONFIRMED) for name in (CONFIRMED, *UNCONFIRMED.values())}
    for link, name, title, address, stands in found:
        confirmed = link.state == Link.State.CONFIRMED
        strand = CONFIRMED if confirmed else UNCONFIRMED[Link.Ground(link.ground)]
        part = getattr(link, through) if through else None
        by_way = f", through {f'Aim {part.number}' if isinstance(part, Aim) else part}" if part else ""
        strands[strand].ties.append(Tie(name, title, address, stands, _ground(link) + by_way))
    return [strand for strand in strands.values() if strand.ties]


def _ground(link: Link) -> str:
    """What the link rests on, in words."""
    return f"The scorecard prints {link.says}" if link.ground == Link.Ground.NUMBER else link.says


def _risks(reader: Reader, year: Year, entries: list[Entry]) -> dict[int, Found]:
    """Each risk by its entry, as it stands at the review where the reader starts, or stood before."""
    opened = open_register(reader, year) if entries else None
    if opened is None or opened.current is None:
        return {}
    rows = opened.standings(opened.current).filter(entry__in=entries)
    return {
        line.entry_id: (
            f"Risk {line.reference}",
            line.title,
            reverse("risks:risk_detail", args=[year.trust.slug, year.slug, line.reference]),
            Stands(rating=line.rating or line.previous),
        )
        for line in opened.lines(rows, opened.current)
    }


def _measures(reader: Reader, year: Year, measures: list[Measure]) -> dict[int, Found]:
    """Each measure by its id, with its rating today."""
    if not measures:
        return {}
    rows = Measure.objects.visible_to(reader).of(year).filter(pk__in=[measure.pk for measure in measures])
    quarters = quarters_of(year)
    found = {}
    for row in with_standing_rows(rows):
        rating = standing(row, quarters, clock.today()).rating
        address = reverse("scorecard:measure_detail", args=[year.trust.slug, year.slug, row.reference])
        found[row.pk] = (f"Measure {row.reference}", row.name, address, Stands(rating.label, rating.value))
    return found


def _objectives(reader: Reader, year: Year, ids: list[int]) -> dict[int, Found]:
    """Each objective by its id, with its status at the current quarter."""
    if not ids:
        return {}
    quarter = current_quarter(quarters_of(year))
    rows: list[Any] = list(Objective.objects.visible_to(reader).of(year).filter(pk__in=ids).with_answer(quarter))
    found = {}
    for row in rows:
        stands = objective_standing(Status(row.answer) if row.answer else None, quarter, clock.today())
        address = reverse("objectives:objective_detail", args=[year.trust.slug, year.slug, row.reference])
        found[row.pk] = (str(row), row.text, address, Stands(*stands))
    return found
