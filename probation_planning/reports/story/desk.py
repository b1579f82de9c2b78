"""Somebody at work on a day of the story: what they do goes through the application's own services, as on its pages."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from objectives.models import Objective
from objectives.services.answering import give_status
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Body, Holding, Quarter, Trust, User
from probation_planning.organisation.readers import readers_of
from probation_planning.reports import chase
from probation_planning.reports.given.reading import Cover, Order, Recommendation
from probation_planning.reports.issue import Accepted, issue_papers
from probation_planning.reports.story.risk_work import Levels, RiskWork
from risks.gate import gate_of
from risks.models import Decision, EntryOwner, Review, StageAct
from risks.services import cycle, meeting
from scorecard.models import Measure, Unit
from scorecard.services.results import Given, enter_result


@dataclass(frozen=True)
class Story:
    """The trust while its year is played."""

    trust: Trust

    @contextmanager
    def at_work(self, who: str, day: datetime.date) -> Iterator["Desk"]:
        """Somebody of the trust on that day, with the walls that their own pages have; `who` begins their address."""
        user = User.objects.get(email=f"{who}@{self.trust.slug}.example")
        with clock.standing_on(day), tenancy.kept_context():
            tenancy.tell_history(user=user.pk)
            [reader] = readers_of(user, self.trust.slug)
            yield Desk(reader)

    def holder(self, reference: str) -> str:
        """Who holds the post that leads on the risk, by the beginning of their address; the officer where none does."""
        with tenancy.trust(self.trust):
            leads = EntryOwner.objects.filter(entry__reference=reference, leads=True).first()
            return Holding.objects.get(post=leads.owner_id).user.email.split("@")[0] if leads else "officer"


PRESENTER = "Performance Officer"
COVERS = {
    "smt": Cover(
        PRESENTER,
        "To agree the ratings that owners propose for this review, and what is to be done about the worst of them.",
        Recommendation.AGREE,
    ),
    "audit-committee": Cover(
        PRESENTER,
        "To show what changed since the last meeting, and how far the worst risks are held and acted on.",
        Recommendation.DISCUSS,
        Order.WORST,
    ),
    "board": Cover(PRESENTER, "To tell the Board where the key risks stand.", Recommendation.NOTE, Order.WORST),
}


class Desk(RiskWork):
    """What somebody does today; a risk is named by its reference, a review by its name in addresses."""

    # The cycle

    def issue(self, review: str, body: str, meeting_on: datetime.date, accepted: Accepted | None = None) -> None:
        """Give a body its papers; with exceptions where these are accepted."""
        opened, of, to = self.opened, self.review(review), self.body(body)
        issue_papers(
            review=of,
            body=to,
            reader=self.reader,
            meeting_on=meeting_on,
            cover=COVERS[body],
            exceptions=accepted,
            gate_seen=gate_of(opened.frame, self.year, of, to, clock.today()).fingerprint,
            once=uuid.uuid4(),
        )

    def _step(self, review: str, body: str) -> dict[str, Any]:
        of, to = self.review(review), self.body(body)
        seen = StageAct.objects.filter(review=of, body=to).count()
        return {"review": of, "body": to, "reader": self.reader, "seen": seen, "once": uuid.uuid4()}

    def withdraw(self, review: str, body: str, reason: str) -> None:
        """Take the papers back."""
        cycle.withdraw(**self._step(review, body), reason=reason)

    def skip(self, review: str, body: str, reason: str) -> None:
        """Leave the body out."""
        cycle.skip(**self._step(review, body), reason=reason)

    def hold(self, review: str, body: str) -> None:
        """A body that decides nothing met today."""
        cycle.hold(**self._step(review, body), held_on=clock.today(), minute_reference="")

    def close(self, review: str, body: str, minute_reference: str) -> None:
        """The minutes of its meeting are written."""
        cycle.close_stage(**self._step(review, body), minute_reference=minute_reference)

    def decide(
        self, reference: str, review: str, outcome: str = Decision.Outcome.AGREED, minute: str = "", levels: Levels = ()
    ) -> None:
        """Minute what the meeting said of a rating."""
        entry, of = self.entry(reference), self.review(review)
        minuted = Decision.objects.visible_to(self.reader).filter(entry=entry, review=of, act__number=self._issue(of))
        meeting.decide(
            review=of,
            entry_id=entry.pk,
            reader=self.reader,
            outcome=outcome,
            likelihood=levels[0] if levels else None,
            impact=levels[1] if levels else None,
            minute=minute,
            seen=minuted.count(),
        )

    def agree_the_rest(self, review: str, minute: str = "") -> None:
        """Agree every rating of which nothing was said."""
        of = self.review(review)
        standings = self.opened.standings(of).live().filter(section=1, decision="", assessment__isnull=False)
        shown = frozenset(standings.values_list("reference", flat=True))
        meeting.decide_rest(review=of, reader=self.reader, minute=minute, seen=shown)

    def hold_meeting(self, review: str) -> None:
        """The body that decides met today."""
        of, body = self.review(review), Body.objects.get(decides=True)
        said = Decision.objects.visible_to(self.reader).filter(review=of, act__number=self._issue(of))
        meeting.hold_meeting(review=of, body=body, reader=self.reader, held_on=clock.today(), seen=said.count())

    def _issue(self, review: Review) -> int:
        issued = StageAct.objects.filter(review=review, body__decides=True, kind=StageAct.Kind.ISSUED)
        return issued.latest("moment").number

    def remind(self, review: str, owners: Sequence[str]) -> None:
        """Remind owners of what is still wanted."""
        pks = [self.owner(name).pk for name in owners]
        chase.remind(opened=self.opened, year=self.year, review=self.review(review), owners=pks, once=uuid.uuid4())

    # The plan and the scorecard

    def give_status(self, reference: str, quarter: int, status: str, comment: str, evidence: str = "") -> None:
        """Say how an objective stands; the evidence is for each of its outcomes."""
        objective = Objective.objects.visible_to(self.reader).get(reference=reference)
        give_status(
            objective=objective,
            quarter=Quarter.objects.select_related("year").get(year=self.year, number=quarter),
            reader=self.reader,
            status=status,
            comment=comment,
            evidence={outcome.pk: evidence for outcome in objective.outcomes.all() if evidence},
            seen=0,
        )

    def give_result(self, perspective: int, number: int, quarter: int, result: str, reason: str = "") -> None:
        """Give a measure's result: a figure, or yes or no, or when a thing was done; with a reason, corrected."""
        measure = Measure.objects.visible_to(self.reader).get(perspective__number=perspective, number=number)
        period = Quarter.objects.select_related("year").get(year=self.year, number=quarter)
        in_words = {Unit.YES_NO, Unit.QUARTER}
        said = Given(step=result) if measure.unit in in_words else Given(value=Decimal(result))
        enter_result(
            measure=measure,
            quarter=period,
            reader=self.reader,
            given=replace(said, reason=reason, provisional=period.last_day >= clock.today()),
            seen=1 if reason else 0,
        )
