"""Two made-up trusts that differ in size alone, and the address of every page of each."""

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from benchmarks.inside import committee_papers
from objectives.models import (
    AnnualPlan,
    Narrative,
    Objective,
    ObjectiveOwner,
    PlanningCell,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
)
from objectives.services.publishing import draft_of, publish
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    GroupMember,
    Holding,
    Owner,
    OwnerKind,
    Role,
    Trust,
    User,
)
from probation_planning.organisation.readers import readers_of
from probation_planning.reports import packs
from probation_planning.reports.example import BUSY, BUSY_POST, Size, make_example
from probation_planning.reports.load_paper.keeper import Keeper
from probation_planning.reports.models import Link, Pack
from risks.models import Acceptance, Action, Category, Control, Entry, Question, Review, Target

DAY = datetime.date(2012, 2, 20)
PEOPLE = (Role.OFFICER, Role.SMT, Role.AUDIT, BUSY)
EACH_UNIT = "1.1-90"
# How many there are of what a thing has: in the one trust and in the other.
FEW, MANY = 1, 6

# Parts of an address that are the same in every trust, by the name they have in the address and the folder it is in.
ALIKE: dict[tuple[str, str], tuple[str, ...]] = {
    ("year", ""): ("2011-12",),
    ("reference", "risks/"): ("1.1",),
    ("reference", "measures/"): ("1-1",),
    ("reference", "plan/objectives/"): ("1.1-1", EACH_UNIT),
    ("reference", "plan/aims/"): ("1.1",),
    ("reference", "plan/themes/"): ("1",),
    ("number", "quarters/"): ("3", "4"),
    ("number", ""): ("1",),
    ("row", ""): ("1",),
    ("body", ""): ("smt", "audit-committee"),
    ("kind", "scales/"): ("likelihood", "impact"),
}
# Ways in which a page is asked for besides plainly.
QUERIES: dict[str, tuple[str, ...]] = {
    "reports:my_work": ("?answer=all",),
    "reports:search": ("?q=office", "?q=office&kind=risks", "?q=neighbourhoods"),
    "objectives:plan": ("?view=table", "?view=timeline", "?open=all", "?theme=1", "?status=on_track"),
    "objectives:objective_detail": ("?quarter=1",),
    "risks:risk_list": ("?per_page=50", "?picture=last", "?picture=came", "?review=dec-11"),
    "scorecard:scorecard": ("?quarter=1",),
}


def grown(number: int, size: Size, things: int) -> Trust:
    """Example Trust `number`, with so many of everything that a risk, a post, a group or a plan has besides."""
    trust = make_example(size, number=number, day=DAY)
    with tenancy.trust(trust):
        officer = User.objects.get(email=f"officer@{trust.slug}.example")
        _grow_house(things)
        _grow_plan(officer, trust, things)
        _grow_register(officer, things)
        packs.freeze(Keeper(), committee_papers())
    return trust


def _grow_house(things: int) -> None:
    people = User.objects.filter(email__startswith=BUSY)
    post, group = Owner.objects.get(name=BUSY_POST), Owner.objects.get(name="SMT")
    for at in range(things):
        other = Owner.objects.create(name=f"Head of team {at}", kind=OwnerKind.POST, order=100 + at)
        Owner.objects.create(name=f"Team {at}", kind=OwnerKind.GROUP, order=200 + at)
        GroupMember.objects.create(group=group, post=other)
        DeliveryUnit.objects.create(name=f"Unit {at}", kind=DeliveryUnit.Kind.OFFENDER_MANAGEMENT, owner=other)
        Category.objects.create(name=f"Category {at}")
        for person in people:
            until = DAY - datetime.timedelta(days=2 * at + 1)
            deputy = Holding.Capacity.DEPUTY
            Holding.objects.create(post=post, user=person, capacity=deputy, since=until, until=until)


def _grow_plan(officer: User, trust: Trust, things: int) -> None:
    annual = AnnualPlan.objects.select_related("year__trust").order_by("-year__start")[0]
    one = Objective.objects.select_related("aim", "theme").get(annual_plan=annual, reference="1.1-1")
    kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    each = Objective.objects.create(
        annual_plan=annual, theme=one.theme, aim=one.aim, reference=EACH_UNIT, order=9000, text="Each", for_each=kind
    )
    ObjectiveOwner.objects.create(objective=each, owner=Owner.objects.get(name=BUSY_POST), leads=True)
    for at in range(things):
        Narrative.objects.create(
            annual_plan=annual, kind=Narrative.Kind.OTHER, order=50 + at, heading=f"{at}", text="x"
        )
        table = PlanningTable.objects.create(annual_plan=annual, kind="other", title=f"Table {at}", order=at)
        columns = [PlanningColumn.objects.create(table=table, order=place, heading="h") for place in range(things)]
        for place in range(things):
            line = PlanningLine.objects.create(table=table, order=place, label="A row")
            PlanningCell.objects.bulk_create(
                PlanningCell(row=line, column=column, printed="1", value=1, is_reading=True, ground="Damaged.")
                for column in columns
            )
    with tenancy.kept_context():
        [reader] = readers_of(officer, trust.slug)
        seen = draft_of(annual).seen
        body = Body.objects.get(slug="board")
        publish(annual_plan=annual, reader=reader, approved_on=DAY, body=body, minute_reference="1", note="", seen=seen)


def _grow_register(officer: User, things: int) -> None:
    entries = list(Entry.objects.filter(section=1).order_by("order"))
    post, body = Owner.objects.get(name=BUSY_POST), Body.objects.get(slug="audit-committee")
    later = DAY + datetime.timedelta(days=30)
    words: list[tuple[Any, dict[str, Any]]] = [
        (Action, {"text": "Do it", "owner": post, "due_on": later}),
        (Control, {"text": "Weekly checks"}),
        (
            Acceptance,
            {
                "accepted_by_body": body,
                "minute_reference": "4",
                "why": "It must do",
                "until": later,
                "watched": "The pilot",
            },
        ),
        (Question, {"body": body, "text": "Why is that so?", "owner": post, "due_on": later, "state": "assigned"}),
        (Target, {"likelihood": 1, "impact": 1, "by_when": later}),
    ]
    for model, said in words:
        of = entries if model is Target else [*entries, *[entries[0]] * (things - 1)]
        for entry in of:
            at = {"register_id": entry.register_id, "risk_id": entry.risk_id, "section": entry.section}
            model.objects.create(entry=entry, dated=DAY, given_by=officer, **at, **said)


# Addresses


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "", room: str = "") -> Iterator[tuple[str, str]]:
    """Every page of the house: its name and its route."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route, pattern.namespace or room)
        elif not route.startswith(("admin/", "accounts/")):
            yield f"{room}:{pattern.name}", route


def pages(trust: Trust) -> Iterator[tuple[str, str]]:
    """Every page of the trust by name, with each address under which it is asked for here."""
    own = _own(trust)
    for name, route in routes(get_resolver().url_patterns):
        for spelt in _spelt(route):
            parts = re.split(r"<(?:\w+:)?(\w+)>", spelt)
            choices = [
                [part] if place % 2 == 0 else _choices(part, "".join(parts[:place]), own)
                for place, part in enumerate(parts)
            ]
            for address in map("".join, product(*choices)):
                for query in ("", *QUERIES.get(name, ())):
                    yield name, f"/{address}{query}"


def _spelt(route: str) -> list[str]:
    """A route with the kinds of parts of a plan spelt out."""
    for converter, kinds in (("part", ("theme", "aim", "objective")), ("heading", ("theme", "aim"))):
        if f"<{converter}:kind>" in route:
            return [route.replace(f"<{converter}:kind>", kind) for kind in kinds]
    return [route]


def _choices(name: str, before: str, own: dict[tuple[str, str], tuple[str, ...]]) -> tuple[str, ...]:
    """What stands for a part of an address: by the deepest folder that has a say."""
    known = [(before.rfind(folder), said) for (part, folder), said in own.items() if part == name and folder in before]
    return max(known)[1]


def _own(trust: Trust) -> dict[tuple[str, str], tuple[str, ...]]:
    with tenancy.trust(trust):
        slugs = tuple(Review.objects.order_by("month").values_list("slug", flat=True))[-2:]
        post = Owner.objects.get(name=BUSY_POST)
        group = Owner.objects.get(name="SMT")
        pack = Pack.objects.select_related("file").get()
        tied = {
            "risks/": Link.objects.filter(entry__reference="1.1"),
            "measures/": Link.objects.filter(measure__number=1, measure__perspective__number=1),
        }
        aims = {folder: links.select_related("aim")[0].aim for folder, links in tied.items()}
        return ALIKE | {
            ("trust", ""): (trust.slug,),
            ("slug", "reviews/"): slugs,
            ("pk", "posts/"): (str(post.pk),),
            ("holding", ""): (str(post.holdings.order_by("pk")[0].pk),),
            ("pk", "groups/"): (str(group.pk),),
            ("member", ""): (str(group.members.order_by("pk")[0].pk),),
            ("pk", "units/"): (str(DeliveryUnit.objects.order_by("-pk")[0].pk),),
            ("key", "narrative/"): (str(Narrative.objects.order_by("-pk")[0].pk),),
            **{("key", folder): (f"aim-{aim.number}",) for folder, aim in aims.items() if aim},
            ("uuid", ""): (str(pack.uuid),),
            ("name", ""): (pack.file.name.removesuffix(".pdf"),),
            ("review", ""): slugs,
        }
