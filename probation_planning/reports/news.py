"""What changed in a year lately: owners' words that are news, bands that risks crossed, results that turned."""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects

from objectives.falling import given_up
from objectives.falling import news as objective_news
from objectives.models import Status
from probation_planning.organisation import clock
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.glance import Glance, RegisterGlance, ScorecardGlance
from risks.lines import Rating
from risks.moving import crossings
from scorecard.rating import Direction

MOST = 10
TURNED = frozenset({Direction.BETTER, Direction.WORSE})


class News(NamedTuple):
    """One thing that changed: on which day, what and where, how it stands, and who said so.

    `label` and `value` are of a status; of what the plan itself withdraws it says no one. `now` is a risk's rating,
    `moved` a measure's direction.
    """

    dated: datetime.date
    name: str
    title: str
    href: str
    who: str
    says: str = ""
    label: str = ""
    value: str = ""
    now: Rating | None = None
    moved: str = ""


def news_of(reader: Reader, year: Year, glance: Glance) -> list[News]:
    """The latest first, ten at most, of one day each kind in turn; as many queries for a few as for thousands."""
    kinds: list[Iterator[News]] = []
    if glance.plan and glance.quarter:
        kinds += [_of_plan(reader, year, glance.quarter), _of_withdrawn(reader, year, glance.quarter)]
    if glance.register:
        kinds.append(_of_register(year, glance.register))
    if glance.scorecard and glance.quarter:
        kinds.append(_of_scorecard(year, glance.scorecard, glance.quarter))
    in_turn = [(place, one) for kind in kinds for place, one in enumerate(kind)]
    in_turn.sort(key=lambda found: (-found[1].dated.toordinal(), found[0]))
    return [one for _, one in in_turn[:MOST]]


def _of_plan(reader: Reader, year: Year, quarter: Quarter) -> Iterator[News]:
    for update in objective_news(reader, year, quarter, MOST):
        objective = update.objective
        yield News(
            dated=update.dated,
            name=str(objective) + (f", {update.unit}" if update.unit else ""),
            title=objective.text,
            href=way_to("objectives:objective_detail", year.trust.slug, year.slug, objective.reference),
            who=update.given_as_name or str(update.given_by.name),
            label=update.get_status_display(),
            value=update.status,
            says=f"again, after {Status(update.recovered_from).label.lower()}" if update.recovered_from else "",
        )


def _of_withdrawn(reader: Reader, year: Year, quarter: Quarter) -> Iterator[News]:
    for objective in given_up(reader, year, quarter, clock.today(), MOST):
        yield News(
            dated=objective.withdrawn_on or clock.today(),
            name=str(objective),
            title=objective.text,
            href=way_to("objectives:objective_detail", year.trust.slug, year.slug, objective.reference),
            who="",
            label=Status.WITHDRAWN.label,
            value=Status.WITHDRAWN,
            says=objective.withdrawn_reason,
        )


def _of_register(year: Year, register: RegisterGlance) -> Iterator[News]:
    for one in crossings(register.opened, register.review):
        yield News(
            dated=one.dated or one.given_at.date(),
            name=f"Risk {one.reference}",
            title=one.title,
            href=way_to("risks:risk_detail", year.trust.slug, year.slug, one.reference)
            + f"?review={register.review.slug}",
            who=one.who or "recorded from paper",
            says=one.words,
            now=one.now,
        )


def _of_scorecard(year: Year, scorecard: ScorecardGlance, quarter: Quarter) -> Iterator[News]:
    turned = [(one, one.latest, one.direction) for one in scorecard.standings if one.direction in TURNED]
    given: list[Any] = [
        (stands, latest, direction)
        for stands, latest, direction in turned
        if latest is not None and latest.quarter_id == quarter.pk
    ]
    given = sorted(given, key=lambda one: (one[1].dated, one[1].given_at), reverse=True)[:MOST]
    prefetch_related_objects([latest for _, latest, _ in given], "given_by", "given_as")
    for stands, latest, direction in given:
        measure = stands.measure
        yield News(
            dated=latest.dated,
            name=f"Measure {measure.reference}",
            title=measure.name,
            href=way_to("scorecard:measure_detail", year.trust.slug, year.slug, measure.reference),
            who=str(latest.given_as or latest.given_by.name),
            says=f"{stands.value}, {stands.period}",
            moved=direction.value,
        )
