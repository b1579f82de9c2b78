"""Rows written past the services, as the application's role, and whoever looks for what is not theirs to read."""

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import rule

from risks.models import Assessment, Decision, StageAct, Turn
from tests.risks.cycle import day
from tests.risks.machine.plain_cycle import FROM
from tests.risks.machine.small_register import BODIES, REVIEWS, RISKS
from tests.risks.machine.world import DECIDER, PAGES, REASON, World, reviews, risks

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
RATINGS = ("proposed", "agreed", "correction", "paper", "carried")
TURNS = ("closed", "reopened", "arrived", "left", "renumbered")


class Forging(World):
    """What nobody may do."""

    @property
    def forgeries(self) -> list[Callable[[], None]]:
        """Everything that can be tried past the services."""
        return [
            *(partial(self.forge, statement) for statement in FORGED),
            *(partial(self.forge_act, *one) for one in product(REVIEWS, BODIES, [*FROM, "recorded"])),
            *(partial(self.forge_rating, *one) for one in product(RISKS, REVIEWS, RATINGS)),
            *(partial(self.forge_turn, *one) for one in product(RISKS, TURNS)),
            *(partial(self.forge_decision, *one) for one in product(RISKS, REVIEWS)),
        ]

    @rule(pick=st.integers(0, 200))
    def try_one(self, pick: int) -> None:
        """One of them."""
        self.forgeries[pick % len(self.forgeries)]()

    def forge(self, statement: str) -> None:
        """What a committee was given, and whatever follows from it, nobody writes by hand."""
        with self.forging(permitted=False), connection.cursor() as cursor:
            cursor.execute(statement)

    def forge_act(self, review: str, body: str, kind: str) -> None:
        """A step written out of order."""
        permitted = kind in FROM and self.plain.permits(kind, review, body)
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
