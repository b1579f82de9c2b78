"""What waits for one person: whatever their posts and groups own in a trust, and how it stands for this quarter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from objectives.standing import NO_STATUS, current_quarter
from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.items import NOT_ASSESSED, Item, Line, actions, lines, questions, risks
from probation_planning.reports.measure_items import measures
from probation_planning.reports.objective_items import objectives
from risks.models import Review
from risks.reading import OpenRegister, open_register

# Lots that are left out where there is nothing in them; the others say so.
RARE = frozenset({"Actions", "Questions"})


@dataclass(frozen=True)
class Lot:
    """Things of one kind, or of the groups somebody sits in, the most pressing first."""

    name: str
    singular: str
    answered: str
    items: Sequence[Item]
    of_groups: bool = False

    def thing(self, number: int) -> str:
        """What so many of them are called."""
        return self.singular if number == 1 else f"{self.singular}s"

    @property
    def sentence(self) -> str:
        """How many are answered, in words: 3 of 17 objectives answered for Q1 2011/12."""
        total = _many(self.items)
        return f"{total - self.many_waiting} of {total} {self.thing(total)} {self.answered}"

    @property
    def is_open(self) -> bool:
        """Whether the rest is to be seen at once: nothing waits, or words stand in a box there."""
        return not self.waiting or any(item.boxes and item.boxes.is_open for item in self.others)

    @property
    def waiting(self) -> list[Item]:
        """Those that want an answer now."""
        return [item for item in self.items if item.waits]

    @property
    def others(self) -> list[Item]:
        """Those that are answered, or not due."""
        return [item for item in self.items if not item.waits]

    @property
    def lines_waiting(self) -> Iterator[Line]:
        """Those that want an answer now, as the page shows them."""
        return lines(self.waiting, of_groups=self.of_groups)

    @property
    def lines_of_others(self) -> Iterator[Line]:
        """The rest, likewise."""
        return lines(self.others, of_groups=self.of_groups)

    @property
    def many_waiting(self) -> int:
        """How many want an answer; one that several units answer waits once, until all have."""
        return _many(self.waiting)

    @property
    def done(self) -> int:
        """How many lines are answered or not due."""
        return len(self.others)


def _many(items: Iterable[Item]) -> int:
    return len({(item.kind, item.whole) for item in items})


@dataclass(frozen=True)
class Work:
    """What waits for a person in one trust; `year` is None where the trust has opened none.

    `review` is the one that its risks are shown at; `answers`: to what the bodies asked that the person sits on.
    """

    reader: Reader
    year: Year | None
    quarter: Quarter | None
    opened: OpenRegister | None
    review: Review | None
    own: Sequence[Lot]
    groups: Lot
    answers: Sequence[Item] = ()

    @property
    def items(self) -> Iterator[Item]:
        """All of it, in the order of the page."""
        for lot in (*self.own, self.groups):
            yield from (*lot.waiting, *lot.others)

    @property
    def lines_of_answers(self) -> Iterator[Line]:
        """Answers to what their bodies asked, as the page shows them."""
        return lines(self.answers)

    @property
    def owns_anything(self) -> bool:
        """Whether any post or group of theirs owns something."""
        return any(lot.items for lot in (*self.own, self.groups))

    @property
    def open_review(self) -> Review | None:
        """The review that takes ratings now."""
        review = self.opened.current if self.opened else None
        return review if review and self.opened and self.opened.is_open(review) else None

    @property
    def sentence(self) -> str:
        """How much waits for the person's own posts, in words."""
        waiting = [f"{lot.many_waiting} {lot.thing(lot.many_waiting)}" for lot in self.own if lot.waiting]
        if not waiting:
            return "Nothing of yours waits for an answer."
        listed = " and ".join(filter(None, [", ".join(waiting[:-1]), waiting[-1]]))
        verb = "waits" if sum(lot.many_waiting for lot in self.own) == 1 else "wait"
        return f"{listed} of yours {verb} for an answer."


def work_of(
    reader: Reader,
    year: Year | None,
    quarters: Sequence[Quarter],
    *,
    quarter: Quarter | None = None,
    review: str = "",
) -> Work:
    """All that the reader's posts and groups own in the year; as many queries for one item as for thousands.

    For the quarter and the review that are open now, or for those that are named.
    """
    reader = reader.looking_at(year) if year else reader
    opened = open_register(reader, year) if year else None
    day, quarter = clock.today(), quarter or current_quarter(quarters)
    at = (opened.review(review) or opened.current) if opened else None
    waiting, answers = questions(reader, year, opened, day)
    if year is None or not reader.owners:
        return Work(reader, year, quarter, opened, at, (), _groups("For your groups", []), answers)
    asks = quarter is None or quarter.expects_answers
    stand = f"answered for {quarter}" if asks else f"with {NO_STATUS.label} for {quarter}"
    kinds = (
        ("Objectives", "objective", stand, objectives(reader, year, quarter, day)),
        ("Risks", "risk", f"assessed for {at}", risks(reader, year, quarters, opened, at, day)),
        ("Measures", "measure", f"up to date for {quarter}", measures(reader, year, quarters, quarter, day)),
        ("Actions", "action", "in time", actions(reader, year, opened)),
        ("Questions", "question", "answered", waiting),
    )
    own, of_groups = [], []
    for name, singular, answered, found in kinds:
        items = list(found)
        mine = [item for item in items if item.owner in reader.posts]
        closed = any(item.state is NOT_ASSESSED and not item.waits for item in mine)
        if mine or name not in RARE:
            own.append(_lot(name, mine, singular, f"{answered} or closed to ratings" if closed else answered))
        of_groups += [item for item in items if item.owner not in reader.posts]
    return Work(reader, year, quarter, opened, at, own, _groups("For the groups you sit in", of_groups), answers)


def _lot(name: str, items: Iterable[Item], singular: str, answered: str) -> Lot:
    return Lot(name, singular, answered, sorted(items, key=lambda item: item.order))


def _groups(name: str, items: Iterable[Item]) -> Lot:
    return Lot(name, "item", "answered", sorted(items, key=lambda item: item.order), of_groups=True)
