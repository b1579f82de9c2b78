"""Where the cycle is played: the register, the models beside it, and what holds after each step."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Trust
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports.issue import GateMoved
from probation_planning.reports.models import Pack
from risks.models import (
    Acceptance,
    Action,
    Assessment,
    Decision,
    Entry,
    Phase,
    Question,
    Reference,
    Review,
    Stage,
    StageAct,
    Standing,
    Turn,
)
from tests.risks.machine.plain_cycle import Cycle
from tests.risks.machine.small_register import BODIES, REVIEWS, RISKS, SECRET, SmallRegister, make_register
from tests.risks.plain_standings import stored, worked_out

DECIDER = "smt"
PLACES = [(slug, part) for slug in REVIEWS for part in (1, 2)]
REASON = "It was asked for."

reviews = st.sampled_from(list(REVIEWS))
bodies = st.sampled_from(list(BODIES))
risks = st.sampled_from(list(RISKS))
levels = st.sampled_from([(1, 1), (3, 3), (4, 4), (5, 3), (5, 5)])

RATING = {"assessment_id", "likelihood", "impact", "score", "ranked", "sat"}
BEFORE = {
    *("previous_id", "previous_score", "previous_likelihood", "previous_impact", "previous_review_id"),
    *("ranked", "sat", "sat_before"),
}
# What of a standing that a committee was given may still change, and by which step alone.
MAY_MOVE = {
    "correct": RATING | BEFORE,
    "between": {"interim_id", "ranked"},
    "decide": {"decision"},
    "hold": RATING | BEFORE,
}
PAGES = ("", "export.csv", "forecasts/", "messages/", "actions/", "questions/", "reviews/{0}/", "reviews/{0}/changes/")


class World(RuleBasedStateMachine):
    """What there is, how a step is taken, and what holds after each; `small` is what all examples begin with."""

    trust: Trust

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.small: SmallRegister = make_register(self.trust)
        self.plain = Cycle(list(REVIEWS), BODIES, DECIDER)
        self.packs: dict[int, tuple[str, str]] = {}
        self.known_as = {name: entry.pk for name, entry in self.small.risks.items()}
        self.said = 0
        self.before = stored()
        self.phases = self.phases_now()
        self.settled = self.settled_now()
        self.step = ""

    def teardown(self) -> None:
        """Whatever was done is undone."""
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    # What there is

    def entry(self, risk: str) -> Entry:
        """The risk that began under this reference, as it is now."""
        return Entry.objects.prefetch_related("owners__owner").get(pk=self.small.risks[risk].pk)

    def review(self, slug: str) -> Review:
        """The review as it is now."""
        return Review.objects.prefetch_related("stages__body").get(pk=self.small.reviews[slug].pk)

    def standing(self, risk: str, review: str) -> Standing | None:
        """How the risk stands there."""
        rows = Standing.objects.select_related("assessment")
        return rows.filter(entry=self.small.risks[risk], review=self.small.reviews[review]).first()

    def phases_now(self) -> dict[tuple[int, int], str]:
        """How far rating has come, by review and section."""
        return {(self.small.reviews[slug].pk, part): self.plain.phase(slug, part) for slug, part in PLACES}

    def settled_now(self) -> dict[tuple[int, int], bool]:
        """Whether what ratings are measured against stands, by review and section."""
        return {(self.small.reviews[slug].pk, part): self.plain.is_settled(slug, part) for slug, part in PLACES}

    def words(self, entry: Entry, section: int | None = None) -> str:
        """Something new to say; of a risk in section 2 it bears the secret."""
        self.said += 1
        return f"Said {self.said} {SECRET if (section or entry.section) == 2 else ''}".strip()

    def papers(self, review: str) -> StageAct | None:
        """The last issue to the body that decides."""
        acts = StageAct.objects.filter(review=self.small.reviews[review], body__slug=DECIDER, kind="issued")
        return acts.order_by("moment").last()

    def in_the_papers(self, review: str) -> list[Standing]:
        """The risks on which the deciding body decides."""
        rows = Standing.objects.filter(review=self.small.reviews[review], section=1).exclude(turn="closed")
        return list(rows.select_related("assessment", "interim"))

    def decision(self, review: str, entry: int) -> Decision | None:
        """What was minuted last at the papers that the body holds, unless it was taken back."""
        said = Decision.objects.filter(act=self.papers(review), entry=entry).order_by("sequence").last()
        return said if said and said.outcome != "cleared" else None

    def acts(self, review: str, body: str) -> int:
        """How many steps were taken with the body."""
        return StageAct.objects.filter(review=self.small.reviews[review], body=self.small.bodies[body]).count()

    # Doing it

    def and_then(self, step: Callable[[], None]) -> None:
        """A step among several, after which all holds."""
        step()
        self.all_holds()

    def attempt(self, act: Callable[[Reader], object], *, permitted: bool | None, who: str = "officer") -> bool:
        """Do it as that person: done, or refused in words, as the model says; None where it has nothing to say."""
        try:
            with transaction.atomic(), self.small.at_work(who) as reader:
                act(reader)
                check_what_was_deferred()
        except (PermissionDenied, ValidationError, Conflict, GateMoved, Entry.DoesNotExist) as refused:
            says = repr(refused)
        except IntegrityError as refused:
            if not (says := sentence_of(refused)):
                raise
        else:
            says = ""
        assert permitted is None or permitted is (says == ""), says or "This should have been refused."
        return says == ""

    @contextmanager
    def forging(self, *, permitted: bool) -> Iterator[None]:
        """A row written past the services, as the application's role; whatever comes of it is undone."""
        says = ""
        with transaction.atomic():
            try:
                with transaction.atomic(), self.small.at_work("officer"):
                    yield
                    check_what_was_deferred()
            except DatabaseError as refused:
                says = str(refused)
            transaction.set_rollback(True)
        assert permitted is (says == ""), says or "The database should have refused this."

    def take(self, kind: str, review: str, body: str, act: Callable[[Reader], object], *, permitted: bool) -> bool:
        """One step of a review with a body, kept in the model too."""
        if not self.attempt(act, permitted=permitted):
            return False
        self.plain.act(kind, review, body)
        return True

    # Whoever does not read section 2

    def read(self, who: str, page: str, review: str) -> None:
        """Get it, and find no trace of section 2 there or in any table."""
        with tenancy.kept_context():
            answer = self.small.client(who).get(f"{self.small.address}{page.format(review)}?review={review}")
        text = answer.content.decode()
        hidden = [one for one in self.small.risks.values() if not was_in_section_one(one)]
        # A review that is not open yet has no changes.
        assert answer.status_code in ({200, 404} if review else {404})
        assert SECRET not in text
        assert not re.search(r"Risk 2\.\d|/risks/2\.\d", text)
        assert not [one for one in hidden if one.title in text]
        with self.small.at_work(who):
            for model in (Standing, Assessment, Turn, Decision, Action, Acceptance, Question, Reference, Entry):
                assert not model._default_manager.filter(section=2).exists()

    # What always holds

    @invariant()
    def all_holds(self) -> None:
        """Standings, stages, packs and references are as the models say, and nothing that was given has moved."""
        self.nothing_given_moves()
        self.stages_follow_the_acts()
        self.packs_stay_as_they_were_given()
        self.references_are_given_once()

    def nothing_given_moves(self) -> None:
        """What a committee holds, or held when the review closed, stays but for what this very step may change."""
        now, phases = stored(), self.phases_now()
        may_move = MAY_MOVE.get(self.step, set())
        given = {"papers", "closed"}
        for key, was in self.before.items():
            place = (key[1], was["section"])
            if self.phases[place] in given and phases[place] in given:
                assert key in now, "A standing that was given is gone."
                moved = {name for name, value in now[key].items() if was[name] != value}
                measured = set() if self.settled[place] else BEFORE
                assert moved <= may_move | measured, (self.step, moved)
                if self.phases[place] == "closed" and moved & RATING - BEFORE:
                    assert Assessment.objects.get(pk=now[key]["assessment_id"]).corrects_id == was["assessment_id"]
        assert now == worked_out(self.before)
        self.before, self.phases, self.settled, self.step = now, phases, self.settled_now(), ""

    def stages_follow_the_acts(self) -> None:
        """Each stage is what the acts make of it, and each phase is what the stages make of it."""
        found = {(one.review.slug, one.body.slug, one.section): one for one in stages_of(self.small)}
        for (review, body, part), stage in found.items():
            assert stage.state == self.plain.state(review, body)
            closes = self.plain.closed_by.get((review, part)) == body
            assert (stage.ratings_closed_on is not None) is closes
        for (review, body), state in self.plain.states.items():
            assert state == "open" or all((review, body, part) in found for part in BODIES[body])
        for slug in REVIEWS:
            review = self.review(slug)
            assert [review.phase(part) for part in (1, 2)] == [Phase(self.plain.phase(slug, part)) for part in (1, 2)]

    def packs_stay_as_they_were_given(self) -> None:
        """Every byte of what was printed, withdrawn or not."""
        kept = {pack.pk: (pack.fingerprint, fingerprint(pack.data)) for pack in Pack.objects.all()}
        assert kept == self.packs
        assert all(printed == worked for printed, worked in kept.values())

    def references_are_given_once(self) -> None:
        """To one risk for ever."""
        for entry in Entry.objects.all():
            assert self.known_as.setdefault(entry.reference, entry.pk) == entry.pk


def check_what_was_deferred() -> None:
    """As at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def latest_of(model: Any, entry: Entry, state: str) -> list[Any]:
    """The things of the risk in its section whose last row is in that state, the slow way."""
    rows = {row.number: row for row in model.objects.filter(entry=entry, section=entry.section).order_by("sequence")}
    return [row for row in rows.values() if row.state == state]


def was_in_section_one(entry: Entry) -> bool:
    """Whether the readers of section 1 have ever seen the risk."""
    return entry.section == 1 or Turn.objects.filter(entry=entry, section=1).exists()


def stages_of(small: SmallRegister) -> Iterable[Stage]:
    """Every stage of the register."""
    return Stage.objects.filter(review__register=small.register).select_related("review", "body")
