"""The action plan: every action of the risks that a reader sees, what narrows it, and its order."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import django_tables2 as tables
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.http import QueryDict
from django_tables2.data import TableQuerysetData

from probation_planning.organisation import clock
from probation_planning.organisation.models import Role
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from probation_planning.ui.filters import HouseFilterSet
from probation_planning.ui.tables import HouseTable
from risks.filters import BLANK, NOT_RECORDED, ChoiceFilter, KeptFilter
from risks.lines import Rating, rating
from risks.models import Action, Entry, Register, Review
from risks.models.assessments import StandingQuerySet
from risks.reading import OpenRegister, is_begun, register_asked, standings_asked
from risks.things import Stands, action_stands, is_overdue, overdue

COLUMNS = (
    *(
        "entry_id",
        "section",
        "number",
        "sequence",
        "text",
        "owner__name",
        "due_on",
        "state",
        "dated",
        "progress",
        "reason",
    ),
    *("under", "words", "ranked", "risk_closed", "entry_id", "sequence"),
)
SORTS = frozenset({"due", "reference"})


class ActionRow(NamedTuple):
    """A line of the action plan, on screen and in a file."""

    day: datetime.date
    section: int
    reference: str
    title: str
    rating: Rating | None
    is_closed: bool
    number: int
    text: str
    owner: str
    due_on: datetime.date | None
    state: str
    dated: datetime.date
    progress: str
    entry_id: int
    sequence: int

    @property
    def is_overdue(self) -> bool:
        """Whether it is open after its day."""
        return is_overdue(self.day, self.state, self.due_on)

    @property
    def days_late(self) -> int:
        """How many days ago an overdue action was due."""
        return (self.day - self.due_on).days if self.due_on else 0

    @property
    def stands(self) -> Stands:
        """In words."""
        return action_stands(self.day, self.state, self.due_on)


@dataclass(frozen=True)
class ActionPlan:
    """The actions of the risks that a reader sees at a review."""

    opened: OpenRegister
    review: Review

    @cached_property
    def day(self) -> datetime.date:
        """The day on which due dates are looked at: for committees that of the issue of what they read."""
        if self.opened.reader.working_roles:
            return clock.today()
        return max(
            stage.issued_on
            for stage in self.review.stages.all()
            if stage.issued_on and not stage.withdrawn_on and stage.body.role == Role.AUDIT
        )

    @property
    def rows(self) -> QuerySet[Action]:
        """The last row of each action; one that moved with its risk to another section is told there."""
        opened = self.opened
        return last_rows(opened.reader, opened.register, opened.standings(self.review))

    @property
    def own(self) -> list[ActionRow]:
        """What the reader has still to do, by its day."""
        return self._lines(_own(*self.opened.asking, self.review.pk))

    @cached_property
    def groups(self) -> list[tuple[int, str, str, int, int]]:
        """Section, owner, state, how many, and how many of these overdue: what the head and the filters say."""
        begun = (self.review.pk,) if is_begun(self.review) else ()
        rows = _groups(*self.opened.asking, begun, self.day)
        return [(section, owner or "", state, many, late) for section, owner, state, many, late in rows]

    @property
    def counts(self) -> Counter[str]:
        """How many there are in each state, and overdue."""
        found: Counter[str] = Counter()
        for _, _, state, many, late in self.groups:
            found[state] += many
            found["overdue"] += late
            found["all"] += many
        return found

    @property
    def owners(self) -> list[str]:
        """Every owner that an action has, in order."""
        return sorted({owner for _, owner, _, _, _ in self.groups if owner})

    @property
    def sections(self) -> list[int]:
        """The sections of which the reader sees an action."""
        return sorted({section for section, _, _, _, _ in self.groups})

    def lines(self, rows: QuerySet[Action]) -> list[ActionRow]:
        """The rows as lines."""
        return self._lines(rows.values(*COLUMNS))

    def _lines(self, rows: Iterable[Mapping[str, Any]]) -> list[ActionRow]:
        thresholds = self.opened.thresholds(self.review)
        return [
            ActionRow(
                day=self.day,
                section=row["section"],
                reference=row["under"],
                title=row["words"],
                rating=rating(row["ranked"], None, None, thresholds, self.review.label),
                is_closed=row["risk_closed"],
                number=row["number"],
                text=row["text"],
                owner=row["owner__name"] or "",
                due_on=row["due_on"],
                state=row["state"],
                dated=row["dated"],
                # Of what was dropped, why.
                progress=(row["reason"] if row["state"] == Action.State.DROPPED else row["progress"]) or "",
                entry_id=row["entry_id"],
                sequence=row["sequence"],
            )
            for row in rows
        ]


def last_rows(reader: Reader, register: Register, at_review: StandingQuerySet) -> QuerySet[Action]:
    """The last row of each action; one that moved with its risk to another section is told there.

    `at_review`: how the register's risks stand that the reader sees.
    """
    rows = Action.objects.visible_to(reader, register).filter(register=register.pk)
    said = rows.exclude(said="").filter(entry=OuterRef("entry"), section=OuterRef("section"), number=OuterRef("number"))
    standings = at_review.filter(entry=OuterRef("entry")).order_by()
    rows = rows.that_count().exclude(state=Action.State.MOVED)
    told: Any = rows.annotate(
        progress=Subquery(said.order_by("-sequence").values("said")[:1]),
        ranked=Subquery(standings.values("ranked")[:1]),
    )
    if reader.working_roles:
        seen = Entry.objects.visible_to(reader, register).filter(register=register.pk)
        told = told.filter(entry__in=seen, section=F("entry__section"))
        closed = Case(When(entry__closed_on__isnull=False, then=Value(True)), default=Value(False))
        told = told.annotate(under=F("entry__reference"), words=F("entry__title"), risk_closed=closed)
    else:
        told = told.filter(Exists(standings.filter(section=OuterRef("section")))).annotate(
            under=Subquery(standings.values("reference")[:1]),
            words=Subquery(standings.values("title")[:1]),
            risk_closed=Exists(standings.filter(turn="closed")),
        )
    found: QuerySet[Action] = told
    return found


@question
def _own(reader: Reader, register: int, opens: frozenset[str], review: int) -> QuerySet[Action, dict[str, Any]]:
    at_review = standings_asked(reader, register, opens, (review,))
    rows = last_rows(reader, register_asked(register, opens), at_review)
    own = rows.filter(state=Action.State.OPEN, owner__in=reader.owner_ids, entry__closed_on=None)
    found: QuerySet[Action, dict[str, Any]] = own.order_by("due_on", "entry_id", "number").values(*COLUMNS)
    return found


class ActionFilter(HouseFilterSet):
    """The plan's filters; owners and sections are those of the rows the reader may see."""

    owner = ChoiceFilter(label="Owner", method="owned_by")
    state = ChoiceFilter(
        label="State", choices=[(state.value, state.label) for state in Action.State if state != Action.State.MOVED]
    )
    overdue = ChoiceFilter(label="Overdue", method="is_late", choices=[("yes", "yes"), ("no", "no")])
    section = ChoiceFilter(label="Section", choices=[("1", "Section 1"), ("2", "Section 2")])
    per_page = KeptFilter()

    def __init__(self, data: QueryDict, plan: ActionPlan) -> None:
        super().__init__(data, plan.rows)
        self.plan = plan
        if not data.get("per_page"):
            del self.filters["per_page"]
        if 2 not in plan.sections:
            del self.filters["section"]
        self.filters["owner"].extra["choices"] = [*((name, name) for name in plan.owners), NOT_RECORDED]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is in use."""
        return any(self.form.cleaned_data.values())

    def owned_by(self, rows: QuerySet[Action], name: str, value: str) -> QuerySet[Action]:
        """Actions of one owner, or of nobody."""
        return rows.filter(owner=None) if value == BLANK else rows.filter(owner__name=value)

    def is_late(self, rows: QuerySet[Action], name: str, value: str) -> QuerySet[Action]:
        """Actions open after their day, or all the others."""
        late = overdue(self.plan.day)
        return rows.filter(late) if value == "yes" else rows.exclude(late)


class Lines(TableQuerysetData):  # type: ignore[misc]
    """Actions that turn into lines as the list reads them, a page at a time."""

    def __init__(self, rows: QuerySet[Action], plan: ActionPlan, count: int | None) -> None:
        super().__init__(rows)
        self._length = count
        self.plan = plan

    def __iter__(self) -> Iterator[ActionRow]:
        return iter(self.plan.lines(self.data))

    def __getitem__(self, key: slice) -> list[ActionRow]:
        return self.plan.lines(self.data[key])


class ActionTable(HouseTable):
    """What is still to be done first, by its day, unless asked for by reference."""

    things = "actions"
    caption = "Actions"
    hide_caption = True
    rows_template = "risks/_action_rows.html"

    reference = tables.Column("Risk")
    text = tables.Column("Action", orderable=False)
    owner = tables.Column("Owner", orderable=False)
    due = tables.Column("Due")
    stands = tables.Column("State", orderable=False)
    progress = tables.Column("What happened", orderable=False)

    class Meta:
        order_by = "due"

    def order_reference(self, rows: QuerySet[Action], is_descending: bool) -> tuple[QuerySet[Action], bool]:
        """As printed, where 1.10 comes after 1.9."""
        rows = rows.order_by("section", "entry__order", "entry_id", "number")
        return (rows.reverse() if is_descending else rows), True

    def order_due(self, rows: QuerySet[Action], is_descending: bool) -> tuple[QuerySet[Action], bool]:
        """What is still to be done, then the rest; without a day last."""
        still = Case(When(state=Action.State.OPEN, then=0), default=1)
        by_day = F("due_on").desc(nulls_last=True) if is_descending else F("due_on").asc(nulls_last=True)
        return rows.order_by(still, by_day, "section", "entry__order", "entry_id", "number"), True


def action_table(plan: ActionPlan, filters: ActionFilter, sort: Sequence[str]) -> ActionTable:
    """The list in the order asked for."""
    chosen = [one for one in sort if one.lstrip("-") in SORTS]
    count = None if filters.is_narrowed else plan.counts["all"]
    empty = "No action fits these filters." if plan.groups else "No action is recorded yet for a risk that you see."
    return ActionTable(Lines(filters.qs.order_by("pk"), plan, count), order_by=chosen[:1] or None, empty_text=empty)


@question
def _groups(
    reader: Reader, register: int, opens: frozenset[str], reviews: tuple[int, ...], day: datetime.date
) -> QuerySet[Action, tuple[int, str | None, str, int, int]]:
    rows = last_rows(reader, register_asked(register, opens), standings_asked(reader, register, opens, reviews))
    late = Count("pk", filter=overdue(day))
    return rows.order_by().values_list("section", "owner__name", "state").annotate(many=Count("pk"), late=late)
