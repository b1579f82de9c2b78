"""Steps with single risks: rated, owned, planned for, accepted, closed, moved, renumbered, corrected, asked about."""

import datetime
import uuid
from itertools import product
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from probation_planning.organisation.roles import Reader
from risks.frames import frame_of
from risks.models import Acceptance, Action, Entry, Question
from risks.reading import OpenRegister
from risks.services import asking, places, setup, things
from risks.services.assessing import assess, standing_to_rate
from risks.services.between import assess_between, given_between
from risks.services.correcting import correct
from risks.services.entries import Words, at_hand, edit_risk, words_of
from tests.risks.cycle import day
from tests.risks.machine.small_register import REVIEWS, RISKS
from tests.risks.machine.world import World, latest_of, levels, reviews, risks

LATER = datetime.date(2011, 9, 30)

numbers = st.integers(1, 6)


class Ratings(World):
    """What owners and the officer do with a risk."""

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
            phase, stands = self.plain.phase(slug, section), self.standing(risk, slug)
            passed_over = phase == "unopened" and any(one in self.plain.opened for one in self.plain.after(slug))
            if stands and stands.section == section and phase != "closed" and not passed_over:
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
            words = Words(**said, owners=(self.small.owner,) if owned else (), responses=("treat",) if answered else ())
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
            things.add_action(entry=entry, reader=who, once=once, text=self.words(entry), owner=given_to, due_on=LATER)

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
        self.attempt(lambda who: places.renumber_risk(**said, reader=who, reference=reference), permitted=not taken)

    @rule(risk=risks, review=reviews, rated=levels, pick=st.integers(0, 9))
    def correct(self, risk: str, review: str, rated: tuple[int, int], pick: int) -> None:
        """A rating of a closed review is put right; now and then one that is not."""
        stood = [(one, at) for one, at in product(RISKS, REVIEWS) if self.is_closed_at(one, at)]
        risk, review = stood[pick % len(stood)] if stood and pick else (risk, review)
        entry, stands = self.entry(risk), self.standing(risk, review)
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
        self.attempt(act, permitted=self.is_closed_at(risk, review))

    def is_closed_at(self, risk: str, review: str) -> bool:
        """Whether its rating there can only be corrected."""
        stands = self.standing(risk, review)
        return bool(stands and stands.assessment and self.plain.phase(review, stands.section) == "closed")

    @rule(risk=risks)
    def ask(self, risk: str) -> None:
        """A member asks, the officer answers and closes with the body's minute."""
        entry = self.entry(risk)
        words = self.words(entry)

        def act(who: Reader) -> None:
            opened = OpenRegister(who, self.small.register, frame_of(self.small.register))
            body = self.small.bodies["smt"]
            asking.ask(opened=opened, entry=entry, body=body, kind="question", text=words, once=uuid.uuid4())

        def settle(who: Reader) -> None:
            asked = Question.objects.order_by("-moment").select_related("body").first()
            assert asked is not None
            asking.answer_question(question=asked, entry=entry, reader=who, answer=words, seen=1)
            asking.close_question(
                question=asked, entry=entry, reader=who, reason=words, minute_reference="Item 4", seen=2
            )

        if self.attempt(act, permitted=entry.section == 1, who="smt"):
            self.attempt(settle, permitted=True)
