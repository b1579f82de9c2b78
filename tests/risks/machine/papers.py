"""Steps with papers: issued through the gate, withdrawn, decided on, met on, closed, skipped."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation.roles import Reader
from probation_planning.reports.given.reading import Cover
from probation_planning.reports.issue import Accepted, issue_papers
from probation_planning.reports.models import Pack
from risks.models import Acceptance, Action, Decision, Entry, EntryOwner, Review, Standing
from risks.services import cycle, meeting
from tests.reports.cycle import gate_now
from tests.risks.cycle import day
from tests.risks.machine.plain_cycle import FROM
from tests.risks.machine.ratings import Ratings
from tests.risks.machine.small_register import BODIES, REVIEWS, SECRET
from tests.risks.machine.world import DECIDER, REASON, bodies, latest_of, levels, reviews, risks

RED_FROM = 15
ACCEPTED = Accepted("Ratings come in late.", "Chief Executive")
COVER = Cover("Chief Executive", "To agree the ratings.", "agree")


said_at_meetings = st.lists(st.sampled_from(["agreed", "changed", "deferred"]), min_size=4, max_size=4)


class Papers(Ratings):
    """What the officer and the deciding body do with a review."""

    @initialize(far=st.integers(0, 7), rated=levels, said=said_at_meetings)
    def begin(self, far: int, rated: tuple[int, int], said: list[str]) -> None:
        """Some way into the year already."""
        year: list[Callable[[], None]] = [
            lambda: self.open("jun-11"),
            lambda: self.rate_all("jun-11", [rated] * 4),
            lambda: self.meet("jun-11", rated, said),
            lambda: self.open("sep-11"),
            lambda: self.issue("jun-11", "audit-committee", excused=True),
            lambda: self.meet("sep-11", rated, said),
            lambda: self.issue("sep-11", "audit-committee", excused=True),
        ]
        for step in year[:far]:
            self.and_then(step)

    @rule(pick=st.integers(0, 20), rated=levels, said=said_at_meetings)
    def next_step(self, pick: int, rated: tuple[int, int], said: list[str]) -> None:
        """One of those that can come next."""
        steps = [one for one in product(FROM, REVIEWS, BODIES) if self.plain.permits(*one)]
        steps += [("opened", review, "") for review in REVIEWS if review not in self.plain.opened]
        kind, review, body = steps[pick % len(steps)] if steps else ("", "", "")
        if not kind:
            return
        if kind == "opened":
            self.open(review)
        elif kind == "issued":
            self.issue(review, body, excused=True)
        elif kind == "met" and body == DECIDER:
            self.meet(review, rated, said)
        else:
            self.go_on(review, body, kind)

    @property
    def refused(self) -> list[Callable[[], None]]:
        """Every step that cannot come next."""
        steps = [one for one in product(FROM, REVIEWS, BODIES) if not self.plain.permits(*one)]
        return [
            *(partial(self.go_on, review, body, kind) for kind, review, body in steps if kind != "issued"),
            *(partial(self.issue, review, body, excused=True) for kind, review, body in steps if kind == "issued"),
            *(partial(self.open, review) for review in REVIEWS if not self.plain.may_open(review)),
        ]

    @rule()
    def look_at_the_gates(self) -> None:
        """Each finds what is missing, whether or not papers can be issued now."""
        for review, body in product(REVIEWS, BODIES):
            found = gate_now(self.review(review), body)
            missing = {(risk.entry, str(stop.missing)) for risk in found.stopped for stop in risk.stops}
            assert missing == plain_gate(self.review(review), BODIES[body])

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
                cover=COVER,
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
        review = self.at_the_meeting(review)
        entry = self.small.risks[risk].pk
        stands = next((one for one in self.in_the_papers(review) if one.entry_id == entry), None)
        proposed = stands.assessment if stands else None
        permitted = self.plain.state(review, DECIDER) == "issued" and stands is not None
        permitted = (
            permitted
            and {
                "agreed": proposed is not None,
                "changed": proposed is None or (proposed.likelihood, proposed.impact) != rated,
                "deferred": True,
                "cleared": self.decision(review, entry) is not None,
            }[outcome]
        )
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
        review = self.at_the_meeting(review)
        rest = [
            one
            for one in self.in_the_papers(review)
            if one.assessment and not one.decision and not (one.interim and one.ranked != one.score)
        ]
        permitted = self.plain.state(review, DECIDER) == "issued" and bool(rest)
        seen = frozenset(one.reference for one in rest)
        self.step = "decide"
        said: dict[str, Any] = {"review": self.review(review), "minute": "All as proposed.", "seen": seen}
        self.attempt(lambda who: meeting.decide_rest(**said, reader=who), permitted=permitted)

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

    @rule(review=reviews, rated=levels, said=said_at_meetings)
    def meet(self, review: str, rated: tuple[int, int], said: list[str]) -> None:
        """From open to closed in one go, so far as it can be gone."""
        self.and_then(lambda: self.rate_all(review, [rated] * 4))
        self.and_then(lambda: self.issue(review, DECIDER, excused=True))
        if self.plain.state(review, DECIDER) == "issued":
            for one, outcome in zip(self.in_the_papers(review), said, strict=False):
                self.and_then(partial(self.settle, one, review, outcome))
        self.hold(review)

    def settle(self, stands: Standing, review: str, outcome: str) -> None:
        """As was said, where that can be said; what was not proposed is put off."""
        risk = next(name for name, entry in self.small.risks.items() if entry.pk == stands.entry_id)
        other = (2, 2) if stands.score != 4 else (1, 1)
        self.decide(risk, review, outcome if stands.assessment else "deferred", other, "smt")

    def at_the_meeting(self, review: str) -> str:
        """The review whose papers the deciding body holds, if it holds any."""
        return next((one for one in REVIEWS if self.plain.state(one, DECIDER) == "issued"), review)


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
