"""The cycle in any order: two reviews, three bodies, four risks, and whoever writes past the services.

Every step is taken through the product's own services and compared with a plain model beside it (`plain_cycle.py`,
`plain_standings.py`): what the model permits must be done, and what it forbids must be refused in words. After each step
nothing that a committee was given has moved but by a correction.

The order is the same at every run. Longer, and in another: CYCLE_EXAMPLES=300 pytest … --hypothesis-seed=7
"""

import datetime
import os
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Trust
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports.issue import Accepted, GateMoved, issue_papers
from probation_planning.reports.models import Pack
from risks.models import (
    Acceptance,
    Action,
    Assessment,
    AssessmentKind,
    Decision,
    Entry,
    EntryOwner,
    Question,
    Reference,
    Review,
    Stage,
    StageAct,
    Standing,
    Turn,
)
from risks.models import Phase as RatingPhase
from risks.reading import OpenRegister
from risks.frames import frame_of
from risks.services import asking, cycle, meeting, places, setup, things
from risks.services.assessing import assess, standing_to_rate
from risks.services.between import assess_between, given_between
from risks.services.correcting import correct
from risks.services.entries import Words, at_hand, edit_risk, words_of
from tests.reports.cycle import gate_now
from tests.risks.cycle import day
from tests.risks.plain_cycle import TO, Cycle
from tests.risks.plain_standings import stored, worked_out
from tests.risks.small_register import BODIES, REVIEWS, RISKS, SECRET, SmallRegister, make_register, make_trust

RED_FROM = 15
DECIDER = "smt"
LATER = datetime.date(2011, 9, 30)
ACCEPTED = Accepted("Ratings come in late.", "Chief Executive")
REASON = "It was asked for."

reviews = st.sampled_from(list(REVIEWS))
bodies = st.sampled_from(list(BODIES))
risks = st.sampled_from(list(RISKS))
levels = st.sampled_from([(1, 1), (3, 3), (4, 4), (5, 3), (5, 5)])
numbers = st.integers(1, 6)

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
FORGED = (
    "UPDATE risks_stage SET ratings_closed_on = NULL",
    "DELETE FROM risks_stage",
    "UPDATE risks_standing SET score = 1, previous_score = 1",
    "DELETE FROM risks_standing",
    "UPDATE risks_assessment SET likelihood = 1",
    "DELETE FROM risks_assessment",
    "UPDATE risks_decision SET outcome = 'agreed'",
    "UPDATE risks_stageact SET exceptions = '[]'",
    "DELETE FROM risks_stageact",
    "DELETE FROM risks_turn",
    "DELETE FROM risks_reference",
    "UPDATE risks_entry SET section = 3 - section",
    "UPDATE risks_entry SET reference = reference || '9'",
    "UPDATE reports_pack SET data = '{}'",
    "DELETE FROM reports_packedrisk",
    "SELECT risks_stand(ARRAY(SELECT id FROM risks_entry))",
)


class CycleMachine(RuleBasedStateMachine):
    """Every step as one rule; `small` is the register that all examples begin with."""

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
        self.step = ""

    def teardown(self) -> None:
        """Whatever was done is undone; whoever does not read section 2 looks round before."""
        try:
            for page in PAGES:
                self.read("stranger", page, "jun-11")
        finally:
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
        return {
            (self.small.reviews[slug].pk, part): self.plain.phase(slug, part) for slug in REVIEWS for part in (1, 2)
        }

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

    def attempt(self, act: Callable[[Reader], object], *, permitted: bool | None, who: str = "officer") -> bool:
        """Do it as that person: done, or refused in words, as the model says; None where it has nothing to say."""
        try:
            with transaction.atomic(), self.small.at_work(who) as reader:
                act(reader)
                check_what_was_deferred()
        except (PermissionDenied, ValidationError, Conflict, GateMoved, Entry.DoesNotExist) as refused:
            says = repr(refused)
        except IntegrityError as refused:
            says = sentence_of(refused)
            assert says, refused
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

    # Owners and risks

    @rule(review=reviews)
    def open(self, review: str) -> None:
        """Owners may rate from now on."""
        permitted = self.plain.may_open(review)
        if self.attempt(lambda who: setup.open_review(review=self.review(review), reader=who), permitted=permitted):
            self.plain.opened.add(review)

    def may_rate(self, entry: Entry, risk: str, review: str) -> bool:
        """Whether the review takes ratings of the risk where it stands."""
        stands = self.standing(risk, review)
        is_open = self.plain.phase(review, entry.section) == "open"
        return is_open and not entry.closed_on and stands is not None and stands.section == entry.section

    @rule(risk=risks, review=reviews, rated=levels)
    def rate(self, risk: str, review: str, rated: tuple[int, int]) -> None:
        """A rating on the owner's word."""
        entry = self.entry(risk)
        stands = self.standing(risk, review)
        words = self.words(entry)

        def act(who: Reader) -> None:
            given = standing_to_rate(entry, self.review(review)).given if stands else 0
            assess(
                entry=entry,
                review=self.review(review),
                reader=who,
                likelihood=rated[0],
                impact=rated[1],
                comments=words,
                proposed_actions=words,
                reason=words,
                nothing_more=words,
                seen=given,
                given_as=self.word_of(entry),
                told_on=day(),
            )

        self.attempt(act, permitted=self.may_rate(entry, risk, review))

    def word_of(self, entry: Entry) -> Any:
        """An owner of the risk, or any post where it has none."""
        first = entry.owners.first()
        return first.owner if first else self.small.chief

    @rule(review=reviews, rated=st.lists(levels, min_size=4, max_size=4))
    def rate_all(self, review: str, rated: list[tuple[int, int]]) -> None:
        """Every risk that can be."""
        for risk, pair in zip(RISKS, rated, strict=True):
            if self.may_rate(self.entry(risk), risk, review):
                self.rate(risk, review, pair)

    def next_review(self, risk: str, section: int) -> str | None:
        """Where a rating between reviews is filed: the first that is not closed or passed over, and holds the risk."""
        for slug in REVIEWS:
            overtaken = slug not in self.plain.opened and any(one in self.plain.opened for one in self.plain.after(slug))
            stands = self.standing(risk, slug)
            passed = overtaken and self.plain.phase(slug, section) == "unopened"
            if stands and stands.section == section and self.plain.phase(slug, section) != "closed" and not passed:
                return slug
        return None

    @rule(risk=risks, rated=levels)
    def between(self, risk: str, rated: tuple[int, int]) -> None:
        """A rating on a day between reviews."""
        entry = self.entry(risk)
        filed_at = self.next_review(risk, entry.section)
        words = self.words(entry)

        def act(who: Reader) -> None:
            assess_between(
                entry=entry,
                reader=who,
                likelihood=rated[0],
                impact=rated[1],
                dated=day(),
                reason=words,
                comments=words,
                proposed_actions=words,
                seen=given_between(entry).count(),
                once=uuid.uuid4(),
                given_as=self.word_of(entry),
                told_on=day(),
            )

        self.step = "between"
        if self.attempt(act, permitted=filed_at is not None and not entry.closed_on):
            stands = self.standing(risk, str(filed_at))
            assert stands is not None
            assert stands.interim is not None
            assert stands.interim.comments == words

    @rule(risk=risks, owned=st.booleans(), answered=st.booleans())
    def word(self, risk: str, owned: bool, answered: bool) -> None:
        """Who owns it and what the response is."""
        entry = self.entry(risk)

        def act(who: Reader) -> None:
            current = at_hand(entry, who)
            now = words_of(current)
            said = {name: getattr(now, name) for name in ("title", "success")}
            words = Words(
                **said, owners=(self.small.owner,) if owned else (), responses=("treat",) if answered else ()
            )
            edit_risk(entry=entry, reader=who, words=words, reason=self.words(entry), seen=now.fingerprint)

        self.attempt(act, permitted=not entry.closed_on)

    @rule(risk=risks, by_owner=st.booleans())
    def plan(self, risk: str, by_owner: bool) -> None:
        """An action with a day, given to an owner or to somebody else."""
        entry = self.entry(risk)
        owners = [row.owner for row in entry.owners.all()]
        given_to = owners[0] if owners and by_owner else self.small.chief
        readable = entry.section == 1 or given_to in owners

        def act(who: Reader) -> None:
            once = uuid.uuid4()
            things.add_action(
                entry=entry, reader=who, once=once, text=self.words(entry), owner=given_to, due_on=LATER
            )

        self.attempt(act, permitted=readable and not entry.closed_on)

    @rule(risk=risks)
    def accept(self, risk: str) -> None:
        """Somebody accepts it as it is."""
        entry = self.entry(risk)
        own = any(row.owner_id == self.small.chief.pk for row in entry.owners.all())

        def act(who: Reader) -> None:
            words = self.words(entry)
            things.accept(
                entry=entry,
                reader=who,
                once=uuid.uuid4(),
                accepted_by=self.small.chief,
                accepted_by_body=None,
                minute_reference="",
                why=words,
                until=LATER,
                watched=words,
            )

        self.attempt(act, permitted=not own and not entry.closed_on)

    @rule(risk=risks)
    def finish(self, risk: str) -> None:
        """Every plan of the risk comes to its end."""
        entry = self.entry(risk)

        def act(who: Reader) -> None:
            for action in latest_of(Action, entry, "open"):
                seen = Action.objects.filter(entry=entry, section=entry.section, number=action.number).count()
                said = self.words(entry)
                done = {"state": "done", "due_on": action.due_on, "said": said, "reason": ""}
                things.change_action(entry=entry, reader=who, number=action.number, seen=seen, **done)
            for one in latest_of(Acceptance, entry, "in_force"):
                seen = Acceptance.objects.filter(entry=entry, section=entry.section, number=one.number).count()
                reason = self.words(entry)
                things.end_acceptance(entry=entry, reader=who, number=one.number, seen=seen, reason=reason)

        self.attempt(act, permitted=None)

    @rule(risk=risks)
    def close_or_reopen(self, risk: str) -> None:
        """What is open is closed and the other way round; done twice it is refused."""
        entry = self.entry(risk)
        first, second = places.close_risk, places.reopen_risk
        if entry.closed_on:
            first, second = second, first
        self.attempt(lambda who: second(**self.decided(entry), reader=who), permitted=False)
        self.attempt(lambda who: first(**self.decided(entry), reader=who), permitted=True)

    def decided(self, entry: Entry) -> dict[str, Any]:
        """What every dated decision on a risk says."""
        now = {"seen": places.place_seen(entry), "once": uuid.uuid4()}
        return {"entry": entry, "dated": day(), "reason": self.words(entry), "decided_by": "SMT"} | now

    @rule(risk=risks)
    def move(self, risk: str) -> None:
        """Into the other section."""
        entry = self.entry(risk)
        held = any(
            (stands := self.standing(risk, slug)) is not None
            and stands.turn != "closed"
            and "papers" in {self.plain.phase(slug, 1), self.plain.phase(slug, 2)}
            for slug in REVIEWS
        )
        owners = {None, *(row.owner_id for row in entry.owners.all())}
        strangers = any(one.owner_id not in owners for one in latest_of(Action, entry, "open"))
        permitted = not entry.closed_on and not held and not (strangers and entry.section == 1)
        # Section 2 alone is told why.
        said = self.decided(entry) | {"reason": self.words(entry, section=2)}
        self.attempt(lambda who: places.move_risk(**said, reader=who, reference=""), permitted=permitted)

    @rule(risk=risks, number=numbers)
    def renumber(self, risk: str, number: int) -> None:
        """Under a reference that nobody had."""
        entry = self.entry(risk)
        reference = f"{entry.section}.{number}"
        taken = self.known_as.get(reference, entry.pk) != entry.pk or reference == entry.reference
        said = self.decided(entry)
        self.attempt(
            lambda who: places.renumber_risk(**said, reader=who, reference=reference), permitted=not taken
        )

    # The cycle

    @rule(review=reviews, body=bodies, excused=st.booleans())
    def issue(self, review: str, body: str, excused: bool) -> None:
        """Papers to a body, through the gate or with what is missing accepted by name."""
        missing = plain_gate(self.review(review), BODIES[body])
        permitted = self.plain.permits("issued", review, body) and (excused or not missing)

        def act(who: Reader) -> None:
            pack = issue_papers(
                review=self.review(review),
                body=self.small.bodies[body],
                reader=who,
                meeting_on=day(),
                exceptions=ACCEPTED if excused else None,
                gate_seen=gate_now(self.review(review), body).fingerprint,
                once=uuid.uuid4(),
            )
            assert pack.act is not None
            assert {(one["entry"], one["condition"]) for one in pack.act.exceptions} == missing
            assert set(pack.sections) == set(BODIES[body])
            if 2 not in pack.sections:
                assert SECRET not in str(pack.data)

        if self.take("issued", review, body, act, permitted=permitted):
            pack = Pack.objects.latest("pk")
            self.packs[pack.pk] = (pack.fingerprint, fingerprint(pack.data))

    @rule(review=reviews, body=bodies, kind=st.sampled_from(["withdrawn", "skipped", "resumed", "closed", "met"]))
    def go_on(self, review: str, body: str, kind: str) -> None:
        """Any other step with a body."""
        permitted = self.plain.permits(kind, review, body)
        said: dict[str, Any] = {"review": self.review(review), "body": self.small.bodies[body]}
        said |= {"seen": self.acts(review, body), "once": uuid.uuid4()}
        if kind == "withdrawn" and body == DECIDER:
            permitted = permitted and not any(self.decision(review, pk) for pk in self.pks())
        if kind == "met" and body == DECIDER:
            return self.hold(review)
        verb: Callable[..., object] = {
            "withdrawn": cycle.withdraw,
            "skipped": cycle.skip,
            "resumed": cycle.resume,
            "met": cycle.hold,
            "closed": cycle.close_stage,
        }[kind]
        said |= {"minute_reference": "Item 4"} if kind in {"closed", "met"} else {"reason": REASON}
        said |= {"held_on": day()} if kind == "met" else {}
        self.take(kind, review, body, lambda who: verb(**said, reader=who), permitted=permitted)
        return None

    def pks(self) -> Iterable[int]:
        """Every risk."""
        return (entry.pk for entry in self.small.risks.values())

    @rule(
        risk=risks,
        review=reviews,
        outcome=st.sampled_from(["agreed", "changed", "deferred", "cleared"]),
        rated=levels,
        who=st.sampled_from(["officer", "smt"]),
    )
    def decide(self, risk: str, review: str, outcome: str, rated: tuple[int, int], who: str) -> None:
        """What the deciding body said of one rating."""
        entry = self.small.risks[risk].pk
        stands = next((one for one in self.in_the_papers(review) if one.entry_id == entry), None)
        proposed = stands.assessment if stands else None
        permitted = self.plain.state(review, DECIDER) == "issued" and stands is not None
        permitted = permitted and {
            "agreed": proposed is not None,
            "changed": proposed is None or (proposed.likelihood, proposed.impact) != rated,
            "deferred": True,
            "cleared": self.decision(review, entry) is not None,
        }[outcome]
        self.said += 1

        def act(reader: Reader) -> None:
            meeting.decide(
                review=self.review(review),
                entry_id=entry,
                reader=reader,
                outcome=outcome,
                likelihood=rated[0],
                impact=rated[1],
                minute=f"Minute {self.said}",
                seen=Decision.objects.filter(act=self.papers(review), entry=entry).count(),
            )

        self.step = "decide"
        self.attempt(act, permitted=permitted, who=who)

    @rule(review=reviews)
    def decide_rest(self, review: str) -> None:
        """Everything that was proposed and not rated since is agreed at once."""
        rest = [
            one
            for one in self.in_the_papers(review)
            if one.assessment and not one.decision and not (one.interim and one.ranked != one.score)
        ]
        permitted = self.plain.state(review, DECIDER) == "issued" and bool(rest)
        seen = frozenset(one.reference for one in rest)
        self.step = "decide"
        self.attempt(
            lambda who: meeting.decide_rest(review=self.review(review), reader=who, minute="All as proposed.", seen=seen),
            permitted=permitted,
        )

    @rule(review=reviews)
    def hold(self, review: str) -> None:
        """The deciding body's meeting is over."""
        decided = all(self.decision(review, one.entry_id) for one in self.in_the_papers(review))
        permitted = self.plain.permits("met", review, DECIDER) and decided
        minuted = Decision.objects.filter(act=self.papers(review)).count()
        self.said += 1

        def act(who: Reader) -> None:
            meeting.hold_meeting(
                review=self.review(review),
                body=self.small.bodies[DECIDER],
                reader=who,
                held_on=day(),
                minute_reference=f"Item {self.said}",
                seen=minuted,
            )

        self.step = "hold"
        self.take("met", review, DECIDER, act, permitted=permitted)

    @rule(review=reviews, rated=levels)
    def meet(self, review: str, rated: tuple[int, int]) -> None:
        """From open to closed in one go, so far as it can be gone."""
        self.rate_all(review, [rated] * 4)
        self.issue(review, DECIDER, excused=True)
        for one in self.in_the_papers(review):
            risk = next(name for name, entry in self.small.risks.items() if entry.pk == one.entry_id)
            self.decide(risk, review, "agreed" if one.assessment else "deferred", rated, "smt")
        self.hold(review)

    @rule(risk=risks, review=reviews, rated=levels)
    def correct(self, risk: str, review: str, rated: tuple[int, int]) -> None:
        """A rating of a closed review is put right."""
        entry, stands = self.entry(risk), self.standing(risk, review)
        closed = stands is not None and self.plain.phase(review, stands.section) == "closed"
        words = self.words(entry, section=stands.section if stands else None)

        def act(who: Reader) -> None:
            given = standing_to_rate(entry, self.review(review)).given if stands else 0
            correct(
                entry=entry,
                review=self.review(review),
                reader=who,
                likelihood=rated[0],
                impact=rated[1],
                comments=words,
                proposed_actions=words,
                nothing_more=words,
                reason=words,
                seen=given,
            )

        self.step = "correct"
        self.attempt(act, permitted=bool(closed and stands and stands.assessment))

    @rule(risk=risks)
    def ask(self, risk: str) -> None:
        """A member asks, the officer answers and closes with the body's minute."""
        entry = self.entry(risk)
        words = self.words(entry)

        def act(who: Reader) -> None:
            opened = OpenRegister(who, self.small.register, frame_of(self.small.register))
            asking.ask(
                opened=opened, entry=entry, body=self.small.bodies["smt"], kind="question", text=words, once=uuid.uuid4()
            )

        def settle(who: Reader) -> None:
            asked = Question.objects.order_by("-moment").select_related("body").first()
            assert asked is not None
            asking.answer_question(question=asked, entry=entry, reader=who, answer=words, seen=1)
            asking.close_question(
                question=asked, entry=entry, reader=who, reason=words, minute_reference="Item 4", seen=2
            )

        if self.attempt(act, permitted=entry.section == 1, who="smt"):
            self.attempt(settle, permitted=True)

    # Past the services

    @rule(statement=st.sampled_from(FORGED))
    def forge(self, statement: str) -> None:
        """What a committee was given, and whatever follows from it, nobody writes by hand."""
        with self.forging(permitted=False), connection.cursor() as cursor:
            cursor.execute(statement)

    @rule(review=reviews, body=bodies, kind=st.sampled_from([*TO, "recorded"]))
    def forge_act(self, review: str, body: str, kind: str) -> None:
        """A step written out of order."""
        permitted = kind in TO and self.plain.permits(kind, review, body)
        if body == DECIDER and kind in {"met", "withdrawn"}:
            said = [self.decision(review, pk) for pk in self.pks()]
            waits = [one for one in self.in_the_papers(review) if not self.decision(review, one.entry_id)]
            # An agreed rating is written with the meeting, so only what was deferred throughout passes by itself.
            deferred = not waits and all(one is None or one.outcome == "deferred" for one in said)
            permitted = permitted and (deferred if kind == "met" else not any(said))
        to = self.small.bodies[body]
        last = StageAct.objects.filter(review=self.small.reviews[review], body=to).order_by("moment").last()
        with self.forging(permitted=permitted):
            StageAct.objects.create(
                register=self.small.register,
                review=self.small.reviews[review],
                body=to,
                sections=last.sections if last else to.sections,
                kind=kind,
                dated=day(),
                given_by=self.small.people["officer"],
                reason=REASON,
                minute_reference="Item 4",
                meeting=to.meetings.get_or_create(held_on=day())[0],
            )

    @rule(risk=risks, review=reviews, kind=st.sampled_from(["proposed", "agreed", "correction", "paper", "carried"]))
    def forge_rating(self, risk: str, review: str, kind: str) -> None:
        """A rating written past its form."""
        entry, stands = self.entry(risk), self.standing(risk, review)
        phase = self.plain.phase(review, stands.section) if stands else ""
        decision = self.decision(review, entry.pk) if kind == "agreed" else None
        corrects = stands.assessment if stands and kind == "correction" else None
        rated: Any = decision if decision and decision.outcome == "changed" else stands.assessment if stands else None
        permitted = {
            "proposed": phase == "open" and not entry.closed_on,
            "agreed": bool(phase == "papers" and decision and decision.outcome in {"agreed", "changed"}),
            "correction": phase == "closed" and corrects is not None,
            "paper": False,
            "carried": False,
        }[kind]
        with self.forging(permitted=permitted):
            Assessment.objects.create(
                register=self.small.register,
                entry=entry,
                review=self.small.reviews[review],
                kind=kind,
                likelihood=rated.likelihood if rated and kind == "agreed" else 2,
                impact=rated.impact if rated and kind == "agreed" else 2,
                section=stands.section if stands else entry.section,
                reference=entry.reference,
                title=entry.title,
                dated=day(),
                given_by=self.small.people["officer"],
                reason=REASON,
                decision=decision,
                corrects=corrects,
            )

    @rule(risk=risks, kind=st.sampled_from(["closed", "reopened", "arrived", "left", "renumbered"]))
    def forge_turn(self, risk: str, kind: str) -> None:
        """A decision on its place written past its form."""
        entry = self.entry(risk)
        other = next(name for name, pk in self.known_as.items() if pk != entry.pk)
        permitted = {"closed": not entry.closed_on, "reopened": bool(entry.closed_on)}.get(kind, False)
        with self.forging(permitted=permitted):
            Turn.objects.create(
                register=self.small.register,
                entry=entry,
                kind=kind,
                section=3 - entry.section if kind == "arrived" else entry.section,
                reference=other,
                reason=REASON,
                dated=day(),
                given_by=self.small.people["officer"],
            )

    @rule(risk=risks, review=reviews)
    def forge_decision(self, risk: str, review: str) -> None:
        """A minute written before, after or beside the meeting."""
        entry, act = self.entry(risk), self.papers(review)
        if act is None:
            return
        stands = next((one for one in self.in_the_papers(review) if one.entry_id == entry.pk), None)
        with self.forging(permitted=self.plain.state(review, DECIDER) == "issued" and stands is not None):
            Decision.objects.create(
                act=act,
                register=self.small.register,
                review=self.small.reviews[review],
                entry=entry,
                section=1,
                outcome="deferred",
                proposal=stands.assessment if stands else None,
                minute=REASON,
                dated=day(),
                given_by=self.small.people["officer"],
            )

    # Whoever does not read section 2

    @rule(who=st.sampled_from(["stranger", "smt"]), page=st.sampled_from(PAGES), review=reviews)
    def look(self, who: str, page: str, review: str) -> None:
        """One page, as somebody who does not read section 2 gets it."""
        self.read(who, page, review)

    @rule(who=st.sampled_from(["stranger", "smt"]), risk=risks)
    def look_for(self, who: str, risk: str) -> None:
        """A risk under the reference that it has in section 2 is as one that was never there."""
        entry = self.entry(risk)
        if entry.section == 2:
            self.read(who, f"{entry.reference}/", "")

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
                assert moved <= may_move, (self.step, moved)
                if self.phases[place] == "closed" and moved & RATING - BEFORE:
                    assert Assessment.objects.get(pk=now[key]["assessment_id"]).corrects_id == was["assessment_id"]
        assert now == worked_out(self.before)
        self.before, self.phases, self.step = now, phases, ""

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
            assert [review.phase(part) for part in (1, 2)] == [
                RatingPhase(self.plain.phase(slug, part)) for part in (1, 2)
            ]

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


def plain_gate(review: Review, sections: tuple[int, ...]) -> set[tuple[int, str]]:
    """What is missing of each live risk of these sections, risk by risk."""
    missing = set()
    for stands in Standing.objects.filter(review=review, section__in=sections).exclude(turn="closed"):
        entry = Entry.objects.get(pk=stands.entry_id)
        plans = [one for one in latest_of(Action, entry, "open") if one.owner_id and one.due_on >= day()]
        plans += [one for one in latest_of(Acceptance, entry, "in_force") if one.until >= day()]
        is_hot = max(stands.score or 0, stands.ranked or 0) >= RED_FROM
        found = {
            "not_assessed": stands.score is None,
            "no_owner": not EntryOwner.objects.filter(entry=entry).exists(),
            "no_response": not entry.responses,
            "no_plan": is_hot and not (plans and entry.section in sections),
        }
        missing |= {(entry.pk, condition) for condition, is_missing in found.items() if is_missing}
    return missing


def was_in_section_one(entry: Entry) -> bool:
    """Whether the readers of section 1 have ever seen the risk."""
    return entry.section == 1 or Turn.objects.filter(entry=entry, section=1).exists()


def stages_of(small: SmallRegister) -> Iterable[Stage]:
    """Every stage of the register."""
    return Stage.objects.filter(review__register=small.register).select_related("review", "body")


EXAMPLES = int(os.environ.get("CYCLE_EXAMPLES", "0"))
LENGTH = settings(
    derandomize=not EXAMPLES,
    max_examples=EXAMPLES or 12,
    stateful_step_count=40,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
)


@pytest.mark.django_db
def test_in_whatever_order_the_cycle_is_gone_through_what_a_committee_was_given_stays() -> None:
    CycleMachine.trust = make_trust()
    with tenancy.trust(CycleMachine.trust):
        run_state_machine_as_test(CycleMachine, settings=LENGTH)
