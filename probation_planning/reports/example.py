"""The Example Trust: a made-up trust of any size, the same each time, for tests, the benchmark and the story.

Nothing in it exists. A year is under way on the day given: earlier quarters and reviews are answered and closed, and the
quarter and review in progress are answered in part.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, models

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    Narrative,
    Objective,
    ObjectiveOwner,
    Outcome,
    OutcomeEvidence,
    Plan,
    Status,
    StatusUpdate,
    Theme,
)
from probation_planning.organisation import calendar, clock, tenancy
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    GroupMember,
    Holding,
    Meeting,
    Membership,
    Owner,
    OwnerKind,
    Quarter,
    Role,
    Trust,
    User,
    Year,
)
from probation_planning.reports import example_words as words
from probation_planning.reports.models import Link
from risks.models import (
    Assessment,
    AssessmentKind,
    BandKey,
    Category,
    Entry,
    EntryCategory,
    EntryOwner,
    Register,
    Response,
    Review,
    Risk,
    ScaleLevel,
    Stage,
)
from scorecard.models import (
    Accumulation,
    Frequency,
    Measure,
    MeasureOwner,
    OrderedScale,
    Perspective,
    PlanReference,
    Polarity,
    Result,
    ScaleStep,
    Scorecard,
    Target,
    Unit,
)

AT_ONCE = 500
LARGEST_NUMBER = 999
IN_SECTION_TWO = 10

PEOPLE = {
    Role.OFFICER: "Performance officer",
    Role.SMT: "SMT member",
    Role.DIRECTOR: "Director of Operations",
    Role.AUDIT: "Audit Committee member",
}
LEVELS = ("Very low", "Low", "Medium", "High", "Very high")
CODES = ("VL", "L", "M", "H", "VH")
RANGES = ("0 to 5%", "6 to 20%", "21 to 50%", "51 to 80%", "above 80%")

# Target as written, unit, polarity, accumulation, and results near it: every form a scorecard is likely to print.
TARGETS: tuple[tuple[str, Unit, str, str, tuple[str, ...]], ...] = (
    ("90%", Unit.PERCENT, Polarity.HIGHER, Accumulation.RATE, ("88.4", "91.2", "93", "79.5")),
    ("10.5", Unit.DAYS, Polarity.LOWER, Accumulation.ROLLING, ("9.8", "10.5", "12.1")),
    ("240", Unit.NUMBER, Polarity.HIGHER, Accumulation.SUM, ("52", "61", "74")),
    ("4★", Unit.STEP, Polarity.HIGHER, Accumulation.LATEST, ("3★", "4★", "5★")),
    ("✓", Unit.YES_NO, "", Accumulation.EVERY, ("yes", "yes", "no")),
    ("Q3", Unit.QUARTER, "", Accumulation.ONCE, ("Q2", "Q3", "Q4")),
    ("-2%", Unit.PERCENT, Polarity.LOWER, Accumulation.LATEST, ("-2.4", "-1.1", "0.6")),
    ("", Unit.NUMBER, "", "", ("14", "17")),
)


@dataclass(frozen=True)
class Size:
    """How much of everything; `reviews` counts the open one."""

    risks: int = 200
    objectives: int = 60
    measures: int = 28
    reviews: int = 4


def make_example(
    size: Size | None = None, *, number: int = 1, seed: int = 2011, day: datetime.date | None = None, password: str = ""
) -> Trust:
    """Make Example Trust `number` with its people; without a password nobody can sign in as them.

    The same size, number, seed and day make the same rows.
    """
    with tenancy.system():
        name = "Example Trust" if number == 1 else f"Example Trust {number}"
        trust = Trust.objects.create(slug=name.lower().replace(" ", "-").replace("-trust", ""), name=name)
        with tenancy.trust(trust):
            Example(trust, size or Size(), Random(seed * 1000 + number), day or clock.today()).make(password)  # noqa: S311
    return trust


class Example:
    """One trust while it is being made."""

    def __init__(self, trust: Trust, size: Size, random: Random, day: datetime.date) -> None:
        self.trust = trust
        self.size = size
        self.random = random
        self.words = words.Words(random)
        self.day = day
        self.start = calendar.year_start(day)
        self.people: dict[Role, User] = {}

    def make(self, password: str) -> None:
        """Everything, room by room."""
        with connection.cursor() as cursor:
            # The triggers' plans are made while the tables are still empty, and would read them from end to end ever after.
            pass
        self._people(password)
        self._owners()
        self._year()
        self._plan()
        self._scorecard()
        self._register()
        self._links()

    # Who and when

    def _people(self, password: str) -> None:
        hashed = make_password(password or None)
        for role, name in PEOPLE.items():
            self.people[role] = User.objects.create(
                email=f"{role}@{self.trust.slug}.example", name=name, password=hashed
            )
        self._add(Membership, (dict(user=user, role=role) for role, user in self.people.items()))

    def _owners(self) -> None:
        kinds = [(name, OwnerKind.POST) for name in words.POSTS]
        kinds += [("SMT", OwnerKind.GROUP), ("Heads of service", OwnerKind.GROUP), ("Information unit", OwnerKind.UNIT)]
        self.owners: list[Owner] = self._add(
            Owner, (dict(name=name, kind=kind, order=order) for order, (name, kind) in enumerate(kinds, start=1))
        )
        posts, (smt, heads, _) = self.owners[:10], self.owners[10:]
        Holding.objects.create(trust=self.trust, post=posts[1], user=self.people[Role.DIRECTOR])
        members = [dict(group=smt, post=post) for post in posts[:4]] + [dict(group=heads, post=post) for post in posts[5:]]
        self._add(GroupMember, members)
        kind = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
        self._add(DeliveryUnit, (dict(name=name, kind=kind, owner=self._owner()) for name in words.UNITS))
        bodies = [
            dict(slug="smt", name="Senior Management Team", sections=[1], role=Role.SMT, order=1),
            dict(slug="audit-committee", name="Audit Committee", sections=[1, 2], role=Role.AUDIT, order=2),
            dict(slug="board", name="Board", sections=[1], order=3),
        ]
        self.smt, self.audit_committee, _ = self._add(Body, bodies)

    def _year(self) -> None:
        self.year = Year.objects.create(
            trust=self.trust, start=self.start, opened_on=self.start, answers_from=self.start
        )
        now = calendar.quarter_number(self.day)
        dates = {number: calendar.quarter_dates(self.start, number) for number in calendar.QUARTERS}
        self.quarters: list[Quarter] = self._add(
            Quarter,
            (
                dict(
                    year=self.year,
                    number=number,
                    opened_on=first if number <= now else None,
                    closed_on=last if number < now else None,
                )
                for number, (first, last) in dates.items()
            ),
        )[:now]

    # The plan

    def _plan(self) -> None:
        plan = Plan.objects.create(
            trust=self.trust,
            title=f"Example plan {self.year.label}",
            starts=self.start,
            ends=self.start.replace(year=self.start.year + 4) - datetime.timedelta(days=1),
        )
        annual = AnnualPlan.objects.create(
            trust=self.trust, plan=plan, year=self.year, title=f"Plan of the Example Trust {self.year.label}"
        )
        texts = (self.words.some(words.COMMENTS, 4, 8) for _ in range(3))
        kind = Narrative.Kind.INTRODUCTION
        self._add(Narrative, (dict(annual_plan=annual, order=at, kind=kind, text=text) for at, text in enumerate(texts)))
        themes: list[Theme] = self._add(
            Theme,
            (dict(plan=plan, number=str(at), title=title, order=at) for at, title in enumerate(words.THEMES, start=1)),
        )
        aims = min(max(len(themes), self.size.objectives // 2), len(themes) * LARGEST_NUMBER)
        self.aims: list[Aim] = self._add(
            Aim,
            (
                dict(plan=plan, theme=theme, number=f"{theme.number}.{count}", title=self.words.aim(), order=at)
                for at, (theme, count) in enumerate(_dealt(themes, aims))
            ),
        )
        self._objectives(annual)

    def _objectives(self, annual: AnnualPlan) -> None:
        objectives: list[Objective] = self._add(
            Objective,
            (
                dict(
                    annual_plan=annual,
                    theme=aim.theme,
                    aim=aim,
                    reference=f"{aim.number}-{count}",
                    order=at,
                    text=self.random.choice(words.OBJECTIVES),
                )
                for at, (aim, count) in enumerate(_dealt(self.aims, self.size.objectives))
            ),
        )
        outcomes: list[Outcome] = self._add(
            Outcome,
            (
                dict(objective=objective, order=order, text=text)
                for objective in objectives
                for order, text in enumerate(self.random.sample(words.OUTCOMES, self.random.randint(1, 3)))
            ),
        )
        self._own(ObjectiveOwner, "objective", objectives, none_in=12)
        months = [_month(self.start, self.random.randint(3, 11)) for _ in objectives]
        some = (pair for at, pair in enumerate(zip(objectives, months, strict=True)) if at % 10)
        self._add(Deadline, (dict(objective=objective, month=month) for objective, month in some))
        self._answers(objectives, outcomes)

    def _answers(self, objectives: list[Objective], outcomes: list[Outcome]) -> None:
        usual = [Status.ON_TRACK] * 6 + [Status.AT_RISK] * 2 + [Status.OFF_TRACK, Status.NOT_STARTED, Status.COMPLETE]
        updates: list[StatusUpdate] = self._add(
            StatusUpdate,
            (
                dict(
                    objective=objective,
                    quarter=quarter,
                    sequence=sequence,
                    status=self.random.choice(usual),
                    comment=self.random.choice(words.NOTES),
                    **self._given(quarter.last_day),
                )
                for quarter in self.quarters
                for objective in objectives
                for sequence in range(1, self._times(quarter) + 1)
            ),
        )
        complete = {update.objective_id: update for update in updates if update.status == Status.COMPLETE}
        self._add(
            OutcomeEvidence,
            (
                dict(update=complete[outcome.objective_id], outcome=outcome, text=self.random.choice(words.SUCCESSES))
                for outcome in outcomes
                if outcome.objective_id in complete
            ),
        )

    def _times(self, quarter: Quarter) -> int:
        """How often somebody answered: nearly always once in a quarter that is over, and not half as often in this one."""
        answered = self.random.random() < (0.95 if quarter.closed_on else 0.4)
        return int(answered) + int(answered and self.random.random() < 0.1)

    # The scorecard

    def _scorecard(self) -> None:
        scorecard = Scorecard.objects.create(
            trust=self.trust, year=self.year, title=f"Scorecard of the Example Trust {self.year.label}"
        )
        perspectives: list[Perspective] = self._add(
            Perspective,
            (
                dict(scorecard=scorecard, number=number, title=title)
                for number, title in enumerate(words.PERSPECTIVES, start=1)
            ),
        )
        stars = OrderedScale.objects.create(trust=self.trust, name="Stars")
        self._add(ScaleStep, (dict(scale=stars, position=position, code=f"{position}★") for position in range(1, 6)))
        forms = [TARGETS[at % len(TARGETS)] for at in range(self.size.measures)]
        self.measures: list[Measure] = self._add(
            Measure,
            (
                dict(
                    perspective=perspective,
                    number=number,
                    name=self.random.choice(words.MEASURES),
                    frequency=Frequency.QUARTERLY,
                    frequency_as_printed="Q",
                    unit=unit,
                    polarity=polarity,
                    accumulation=accumulation,
                )
                for (perspective, number), (_, unit, polarity, accumulation, _) in zip(
                    _dealt(perspectives, self.size.measures), forms, strict=True
                )
            ),
        )
        self._add(
            Target,
            (
                dict(
                    measure=measure,
                    sequence=1,
                    printed=printed,
                    scale=stars if unit is Unit.STEP else None,
                    effective_from=self.start,
                )
                for measure, (printed, unit, *_) in zip(self.measures, forms, strict=True)
            ),
        )
        self._own(MeasureOwner, "measure", self.measures, none_in=3)
        self._results([form[4] for form in forms])

    def _results(self, values: list[tuple[str, ...]]) -> None:
        self._add(
            Result,
            (
                dict(
                    measure=measure,
                    quarter=quarter,
                    sequence=sequence,
                    provisional=quarter.closed_on is None,
                    note=self.random.choice(("", "", *words.NOTES)),
                    reason="Figures that came in late are now counted." if sequence > 1 else "",
                    **self._value(measure, near),
                    **self._given(quarter.last_day),
                )
                for quarter in self.quarters
                for measure, near in zip(self.measures, values, strict=True)
                for sequence in range(1, self._times(quarter) + 1)
            ),
        )

    def _value(self, measure: Measure, near: tuple[str, ...]) -> dict[str, Any]:
        value = self.random.choice(near)
        return {"step": value} if measure.unit in {Unit.STEP, Unit.YES_NO, Unit.QUARTER} else {"value": value}

    # The register

    def _register(self) -> None:
        register = Register.objects.create(
            trust=self.trust,
            year=self.year,
            title=f"Risk register of the Example Trust {self.year.label}",
            period_from=self.start,
            period_to=self.year.end,
            section_one_title="Key risks",
            section_two_title="Residual business risks",
        )
        self._add(
            ScaleLevel,
            (
                dict(register=register, kind=kind, score=at + 1, name=name, code=CODES[at], range=RANGES[at], criteria=name)
                for kind in ScaleLevel.Kind
                for at, name in enumerate(LEVELS)
            ),
        )
        BandKey.objects.create(trust=self.trust, register=register, amber_from=6, red_from=15, black_from=21)
        now = 3 * calendar.quarter_number(self.day) - 1
        months = [_month(self.start, now - 3 * back) for back in reversed(range(self.size.reviews))]
        self.reviews: list[Review] = self._add(
            Review,
            (
                dict(register=register, label=f"{month:%b-%y}", slug=f"{month:%b-%y}".lower(), month=month, opened_on=month)
                for month in months
            ),
        )
        self._entries(register)
        self._assessments(register)
        self._stages()

    def _entries(self, register: Register) -> None:
        risks = self._add(Risk, ({} for _ in range(self.size.risks)))
        counts = {1: 0, 2: 0}
        rows = []
        for order, risk in enumerate(risks):
            section = 2 if order % IN_SECTION_TWO == IN_SECTION_TWO - 1 else 1
            page, place = divmod(counts[section], LARGEST_NUMBER)
            counts[section] += 1
            rows.append(
                dict(
                    register=register,
                    risk=risk,
                    section=section,
                    reference=f"{2 * page + section}.{place + 1}",
                    order=order,
                    title=self.words.risk(),
                    success=self.words.some(words.SUCCESSES, 1, 2),
                    responses=self.random.sample(list(Response), self.random.choice((1, 1, 1, 2))),
                    starts_at=self.reviews[-1] if order % 20 == 19 else None,
                )
            )
        self.entries: list[Entry] = self._add(Entry, rows)
        self._own(EntryOwner, "entry", self.entries)
        categories = self._add(Category, (dict(name=name) for name in words.CATEGORIES))
        self._add(
            EntryCategory,
            (
                dict(entry=entry, category=category, order=order)
                for entry in self.entries
                for order, category in enumerate(self.random.sample(categories, self.random.choice((1, 1, 2))))
            ),
        )
        # What stood when a rating was given is copied into it, as the forms do.
        self.stood = {entry.pk: dict[str, list[str]](owners=[], categories=[]) for entry in self.entries}
        for owner in EntryOwner.objects.filter(entry__register=register).select_related("owner").order_by("order"):
            self.stood[owner.entry_id]["owners"].append(owner.owner.name)
        for link in EntryCategory.objects.filter(entry__register=register).select_related("category").order_by("order"):
            self.stood[link.entry_id]["categories"].append(link.category.name)

    def _assessments(self, register: Register) -> None:
        self._add(
            Assessment, (dict(register=register, **row) for entry in self.entries for row in self._ratings(entry))
        )

    def _ratings(self, entry: Entry) -> Iterable[dict[str, Any]]:
        """Its ratings, oldest first: on paper a bare score, later the factors; at the open review for six in ten."""
        likelihood, impact = self.random.randint(1, 5), self.random.randint(1, 5)
        as_it_stood = dict(
            entry=entry,
            section=entry.section,
            reference=entry.reference,
            title=entry.title,
            success=entry.success,
            responses=entry.responses,
            **self.stood[entry.pk],
        )
        for review in self.reviews[-1:] if entry.starts_at_id else self.reviews:
            said = as_it_stood | dict(review=review, comments=self.words.some(words.COMMENTS, 1, 4))
            if review == self.reviews[-1] and self.random.random() < 0.4:
                return
            if review == self.reviews[0] and len(self.reviews) > 1:
                yield said | dict(kind=AssessmentKind.PAPER, sequence=1, printed_score=likelihood * impact)
                continue
            likelihood, impact = self._step(likelihood), self._step(impact)
            said |= self._given(_month_end(review.month)) | dict(
                likelihood=likelihood, impact=impact, proposed_actions=self.words.some(words.ACTIONS, 1, 2)
            )
            yield said | dict(kind=AssessmentKind.PROPOSED, sequence=1)
            if review != self.reviews[-1] and self.random.random() < 0.25:
                likelihood = self._step(likelihood)
                yield said | dict(kind=AssessmentKind.AGREED, sequence=2, likelihood=likelihood)

    def _step(self, level: int) -> int:
        return min(5, max(1, level + self.random.choice((-1, 0, 0, 0, 1))))

    def _stages(self) -> None:
        """Every review but the open one went to SMT and then to the Audit Committee."""
        sent = [(self.smt, 1, 35), (self.audit_committee, 1, 65), (self.audit_committee, 2, 65)]
        for review in self.reviews[:-1]:
            days = {body: min(review.month + datetime.timedelta(days=later), self.day) for body, _, later in sent}
            meetings = {body: Meeting.objects.create(trust=self.trust, body=body, held_on=day) for body, day in days.items()}
            self._add(
                Stage,
                (
                    dict(
                        review=review,
                        body=body,
                        section=section,
                        issued_on=days[body],
                        meeting=meetings[body],
                        closed_on=days[body],
                    )
                    for body, section, _ in sent
                ),
            )

    # Across the registers

    def _links(self) -> None:
        aims = [self.random.choice(self.aims) for _ in self.measures]
        references: list[PlanReference] = self._add(
            PlanReference,
            (
                dict(measure=measure, order=0, printed=aim.number)
                for measure, aim in zip(self.measures, aims, strict=True)
            ),
        )
        matches = [
            dict(measure=reference.measure, reference=reference, aim=aim, ground=Link.Ground.NUMBER, says=aim.number)
            for reference, aim in zip(references, aims, strict=True)
        ]
        threads = [
            dict(entry=entry, aim=self.random.choice(self.aims), ground=Link.Ground.SUBJECT)
            for entry in self.entries[::3]
        ]
        self._add(Link, [*matches, *threads])

    # How rows are made

    def _add(self, model: type[models.Model], rows: Iterable[dict[str, Any]]) -> list[Any]:
        """The rows, many to a statement; the database's triggers see each of them."""
        made = [model(trust=self.trust, **row) for row in rows]
        return model._default_manager.bulk_create(made, batch_size=AT_ONCE)

    def _owner(self) -> Owner:
        return self.random.choice(self.owners)

    def _own(self, model: type[models.Model], name: str, things: list[Any], none_in: int = 0) -> None:
        """One or two owners for each thing, the first leading; for one thing in `none_in` none."""
        self._add(
            model,
            (
                {name: thing, "owner": owner, "order": order, "leads": order == 0}
                for at, thing in enumerate(things, start=1)
                if not none_in or at % none_in
                for order, owner in enumerate(self.random.sample(self.owners, self.random.choice((1, 1, 2))))
            ),
        )

    @cached_property
    def officer(self) -> User:
        """Who typed everything in, on the owners' word."""
        return self.people[Role.OFFICER]

    def _given(self, last: datetime.date) -> dict[str, Any]:
        """Who gave an answer, and on which day: the last possible, or today if that comes first."""
        return {"given_by": self.officer, "dated": min(last, self.day)}


def _dealt(groups: list[Any], count: int) -> Iterable[tuple[Any, int]]:
    """`count` places shared out evenly, group by group: (group, place in it from 1)."""
    each, more = divmod(count, len(groups))
    return ((group, place) for at, group in enumerate(groups) for place in range(1, each + (at < more) + 1))


def _month(start: datetime.date, later: int) -> datetime.date:
    """The first day of the month so many months after (or, below nought, before) the start of the year."""
    years, month = divmod(start.month - 1 + later, 12)
    return start.replace(year=start.year + years, month=month + 1)


def _month_end(month: datetime.date) -> datetime.date:
    return _month(month, 1) - datetime.timedelta(days=1)
