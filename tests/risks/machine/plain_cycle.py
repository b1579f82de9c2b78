"""How far a register's reviews have come with each body, worked out from the acts alone, as the design puts it."""

from dataclasses import dataclass, field

HAS_PAPERS = frozenset({"issued", "met", "closed"})
WAITS = frozenset({"open", "withdrawn"})
FROM = {
    "issued": WAITS,
    "withdrawn": {"issued"},
    "met": {"issued"},
    "closed": {"met"},
    "skipped": WAITS,
    "resumed": {"skipped"},
}


@dataclass
class Cycle:
    """`bodies`: the sections that each reads; `closed_by`: which body closed a section's ratings at a review."""

    reviews: list[str]
    bodies: dict[str, tuple[int, ...]]
    decider: str
    opened: set[str] = field(default_factory=set)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    closed_by: dict[tuple[str, int], str] = field(default_factory=dict)

    def state(self, review: str, body: str) -> str:
        """Where the review stands with the body."""
        return self.states.get((review, body), "open")

    def phase(self, review: str, section: int) -> str:
        """How far rating has come."""
        if (review, section) in self.closed_by:
            return "closed"
        if any(self.state(review, body) == "issued" and section in reads for body, reads in self.bodies.items()):
            return "papers"
        return "open" if review in self.opened else "unopened"

    def is_given(self, review: str, section: int) -> bool:
        """Whether its ratings are with a committee, or were; of a review not opened there are none."""
        return review in self.opened and self.phase(review, section) in {"papers", "closed"}

    def is_settled(self, review: str, section: int) -> bool:
        """Whether what its ratings are measured against stands: it is given, and no review before is still rated."""
        return self.is_given(review, section) and self._is_in_turn(review, [section])

    def before(self, review: str) -> list[str]:
        """Earlier reviews that were opened."""
        return [one for one in self.reviews[: self.reviews.index(review)] if one in self.opened]

    def after(self, review: str) -> list[str]:
        """Later reviews."""
        return self.reviews[self.reviews.index(review) + 1 :]

    def may_open(self, review: str) -> bool:
        """A review that a later one has overtaken is not opened any more."""
        given = any(self.is_given(later, part) for later in self.after(review) for part in (1, 2))
        return review in self.opened or not given

    def closes(self, review: str, body: str, kind: str) -> list[int]:
        """Sections whose ratings would end with the act."""
        decided = self.bodies[self.decider]
        if body == self.decider:
            ends = list(decided) if kind in {"met", "skipped"} else []
        else:
            ends = [part for part in self.bodies[body] if part not in decided and kind in {"issued", "skipped"}]
        return [part for part in ends if (review, part) not in self.closed_by]

    def reopens(self, review: str, body: str) -> list[int]:
        """Sections that could be rated again if the body's papers were taken back, or it were taken in again."""
        if body == self.decider and self.state(review, body) == "issued":
            return list(self.bodies[body])
        return [part for part in self.bodies[body] if self.closed_by.get((review, part)) == body]

    def permits(self, kind: str, review: str, body: str) -> bool:
        """Whether the act can come next; of the gate and of decisions it knows nothing."""
        if self.state(review, body) not in FROM[kind]:
            return False
        if kind == "issued":
            return self._may_issue(review, body)
        if kind == "skipped":
            return review not in self.opened or self._is_in_turn(review, self.closes(review, body, kind))
        if kind in {"withdrawn", "resumed"}:
            return not any(self._is_relied_on(review, part, body) for part in self.reopens(review, body))
        return True

    def _may_issue(self, review: str, body: str) -> bool:
        decided = self.bodies[self.decider]
        wanted = {
            part: "open" if body == self.decider else "closed" if part in decided else "" for part in self.bodies[body]
        }
        return (
            review in self.opened
            and all(phase in {"", self.phase(review, part)} for part, phase in wanted.items())
            and all(self.state(earlier, body) not in WAITS for earlier in self.before(review))
            and self._is_in_turn(review, self.bodies[body])
        )

    def _is_in_turn(self, review: str, sections: tuple[int, ...] | list[int]) -> bool:
        """Whether the sections are through with at every review before."""
        return all(self.phase(earlier, part) == "closed" for earlier in self.before(review) for part in sections)

    def _is_relied_on(self, review: str, section: int, but: str) -> bool:
        """Whether another body, or a later review, was given papers with these ratings behind them."""
        others = (self.state(review, body) for body, reads in self.bodies.items() if body != but and section in reads)
        return any(state in HAS_PAPERS for state in others) or any(
            self.is_given(later, section) for later in self.after(review)
        )

    def act(self, kind: str, review: str, body: str) -> None:
        """Take the step."""
        reopened, closed = self.reopens(review, body), self.closes(review, body, kind)
        if kind in {"withdrawn", "resumed"}:
            for part in reopened:
                self.closed_by.pop((review, part), None)
        for part in closed:
            self.closed_by[review, part] = body
        place = (review, body)
        if kind == "withdrawn":
            self.withdrawn.add(place)
        elif kind == "issued":
            self.withdrawn.discard(place)
        self.states[place] = ("withdrawn" if place in self.withdrawn else "open") if kind == "resumed" else kind
