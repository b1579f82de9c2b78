"""Somebody at work on a day of the story: what they do goes through the application's own services, as on its pages."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pghistory
from django.db import models

from objectives.models import Objective
from objectives.services import give_status
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Body, Holding, Owner, Quarter, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports import chase, threats
from probation_planning.reports.issue import Accepted, issue_papers
from risks.gate import gate_of
from risks.models import (
    Action,
    Assessment,
    Category,
    Control,
    Decision,
    Entry,
    EntryOwner,
    Question,
    Review,
    StageAct,
    Target,
)
from risks.reading import OpenRegister, open_register
from risks.services import (
    asking,
    assessing,
    between,
    correcting,
    cycle,
    entries,
    meeting,
    noting,
    places,
    setup,
    things,
)
from scorecard.models import Measure, Unit
from scorecard.services import Given, enter_result

Levels = Sequence[int]


@dataclass(frozen=True)
class Story:
    """The trust while its year is played."""

    trust: Trust

    @contextmanager
    def at_work(self, who: str, day: datetime.date) -> Iterator["Desk"]:
        """Somebody of the trust on that day, with the walls that their own pages have; `who` begins their address."""
        user = User.objects.get(email=f"{who}@{self.trust.slug}.example")
        with clock.standing_on(day), tenancy.kept_context(), pghistory.context(user=user.pk):
            [reader] = readers_of(user, self.trust.slug)
            yield Desk(reader)

    def holder(self, reference: str) -> str:
        """Who holds the post that leads on the risk, by the beginning of their address; the officer where none does."""
        with tenancy.trust(self.trust):
            leads = EntryOwner.objects.filter(entry__reference=reference, leads=True).first()
            return Holding.objects.get(post=leads.owner_id).user.email.split("@")[0] if leads else "officer"


@dataclass(frozen=True)
class Desk:
    """What somebody does today; a risk is named by its reference, a review by its name in addresses."""

    reader: Reader

    # What is at hand

    @property
    def year(self) -> Year:
        """The year of the story."""
        return self.reader.years[0]

    @property
    def opened(self) -> OpenRegister:
        """The register as it is open to them now."""
        found = open_register(self.reader, self.year)
        if found is None:
            raise LookupError("The register is not set up yet.")
        return found

    def entry(self, reference: str) -> Entry:
        """The risk that has this reference now."""
        entry: Entry = Entry.objects.visible_to(self.reader).get(reference=reference)
        return entry

    def review(self, slug: str) -> Review:
        """The review as it stands now."""
        return next(one for one in self.opened.frame.reviews if one.slug == slug)

    def body(self, slug: str) -> Body:
        """A body."""
        return Body.objects.get(slug=slug)

    def owner(self, name: str) -> Owner:
        """A post or a group."""
        return Owner.objects.get(name=name)

    def _rows(self, model: type[models.Model], entry: Entry, **of: Any) -> Any:
        rows: Any = model._default_manager
        return rows.visible_to(self.reader).filter(entry=entry, section=entry.section, **of).order_by("sequence")

    # The register and its risks

    def open_review(self, slug: str) -> None:
        """Let owners rate their risks from today."""
        setup.open_review(review=self.review(slug), reader=self.reader)

    def add_risk(self, row: dict[str, Any]) -> None:
        """Enter a risk as the story tells it."""
        entries.add_risk(
            register=self.opened.register,
            reader=self.reader,
            section=int(row["reference"].split(".")[0]),
            reference=row["reference"],
            words=self._words(row),
            once=uuid.uuid4(),
        )

    def _words(self, row: dict[str, Any]) -> entries.Words:
        inherent = row.get("inherent", [None, None])
        return entries.Words(
            **{name: row.get(name, "") for name in ("title", "cause", "event", "effect", "success", "proximity")},
            inherent_likelihood=inherent[0],
            inherent_impact=inherent[1],
            responses=tuple(row["responses"]),
            categories=tuple(Category.objects.get(name=name) for name in row["categories"]),
            owners=tuple(self.owner(name) for name in row["owners"]),
        )

    def change_risk(self, reference: str, reason: str, **changed: Any) -> None:
        """Other owners, by name, or other responses."""
        now = entries.words_of(entries.at_hand(self.entry(reference), self.reader))
        if "owners" in changed:
            changed["owners"] = tuple(self.owner(name) for name in changed["owners"])
        words = entries.Words(**{**now.__dict__, **changed})
        entries.edit_risk(
            entry=self.entry(reference), reader=self.reader, words=words, reason=reason, seen=now.fingerprint
        )

    def _place(self, reference: str, reason: str, by: str) -> dict[str, Any]:
        entry = self.entry(reference)
        said = {"entry": entry, "reader": self.reader, "dated": clock.today(), "reason": reason, "decided_by": by}
        return said | {"seen": places.place_seen(entry), "once": uuid.uuid4()}

    def close_risk(self, reference: str, reason: str, by: str) -> None:
        """Close it."""
        places.close_risk(**self._place(reference, reason, by))

    def reopen_risk(self, reference: str, reason: str, by: str) -> None:
        """Open it again."""
        places.reopen_risk(**self._place(reference, reason, by))

    def move_risk(self, reference: str, to: str, reason: str, by: str) -> None:
        """Into the other section."""
        places.move_risk(reference=to, **self._place(reference, reason, by))

    def renumber_risk(self, reference: str, to: str, reason: str, by: str) -> None:
        """Under another reference."""
        places.renumber_risk(reference=to, **self._place(reference, reason, by))

    def link(self, reference: str, objective: str, says: str) -> None:
        """Say which objective the risk threatens."""
        part = Objective.objects.visible_to(self.reader).get(reference=objective)
        threats.suggest(entry=self.entry(reference), reader=self.reader, part=part, says=says)

    # Ratings

    def rate(
        self,
        reference: str,
        review: str,
        levels: Levels,
        *,
        comments: str = "",
        actions: str = "",
        reason: str = "",
        nothing_more: str = "",
        told_by: str = "",
    ) -> None:
        """Propose a rating; the officer does on the word of `told_by`, heard today."""
        entry, of = self.entry(reference), self.review(review)
        assessing.assess(
            entry=entry,
            review=of,
            reader=self.reader,
            likelihood=levels[0],
            impact=levels[1],
            comments=comments,
            proposed_actions=actions,
            reason=reason,
            nothing_more=nothing_more,
            seen=assessing.standing_to_rate(entry, of).given,
            told_on=clock.today() if told_by else None,
            given_as=self.owner(told_by) if told_by else None,
        )

    def rate_between(self, reference: str, levels: Levels, *, reason: str, comments: str, actions: str = "") -> None:
        """Rate it today, between reviews."""
        entry = self.entry(reference)
        between.assess_between(
            entry=entry,
            reader=self.reader,
            likelihood=levels[0],
            impact=levels[1],
            dated=clock.today(),
            reason=reason,
            comments=comments,
            proposed_actions=actions,
            seen=len(between.given_between(entry)),
            once=uuid.uuid4(),
        )

    def correct(self, reference: str, review: str, levels: Levels, *, reason: str) -> None:
        """Put a rating of a closed review right; its words stay."""
        entry, of = self.entry(reference), self.review(review)
        standing = assessing.standing_to_rate(entry, of)
        wrong: Assessment = standing.assessment
        correcting.correct(
            entry=entry,
            review=of,
            reader=self.reader,
            likelihood=levels[0],
            impact=levels[1],
            comments=wrong.comments,
            proposed_actions=wrong.proposed_actions,
            nothing_more=wrong.nothing_more,
            reason=reason,
            seen=standing.given,
        )

    def note(self, reference: str, text: str) -> None:
        """Keep a working note."""
        entry = self.entry(reference)
        noting.keep_note(entry=entry, reader=self.reader, text=text, seen=len(noting.notes_of(entry, self.reader)))

    # Things of a risk

    def add_action(self, reference: str, text: str, owner: str, due_on: datetime.date) -> None:
        """Say what will be done."""
        things.add_action(
            entry=self.entry(reference),
            reader=self.reader,
            once=uuid.uuid4(),
            text=text,
            owner=self.owner(owner),
            due_on=due_on,
        )

    def report(
        self,
        reference: str,
        number: int,
        *,
        state: str = Action.State.OPEN,
        said: str = "",
        reason: str = "",
        due_on: datetime.date | None = None,
    ) -> None:
        """Say how an action goes on; its day stays unless another is given."""
        entry = self.entry(reference)
        rows = list(self._rows(Action, entry, number=number))
        things.change_action(
            entry=entry,
            reader=self.reader,
            number=number,
            seen=len(rows),
            state=state,
            due_on=due_on or rows[-1].due_on,
            said=said,
            reason=reason,
        )

    def finish(self, reference: str, number: int, said: str) -> None:
        """An action is done."""
        self.report(reference, number, state=Action.State.DONE, said=said)

    def slip(self, reference: str, number: int, due_on: datetime.date, reason: str) -> None:
        """An action takes longer."""
        self.report(reference, number, due_on=due_on, reason=reason)

    def drop(self, reference: str, number: int, reason: str) -> None:
        """An action will not be done."""
        self.report(reference, number, state=Action.State.DROPPED, reason=reason)

    def add_control(
        self,
        reference: str,
        text: str,
        kind: str,
        effectiveness: str,
        line: int,
        assured_by: str = "",
        assured_on: datetime.date | None = None,
    ) -> None:
        """Name a control that is in place."""
        things.add_control(
            entry=self.entry(reference),
            reader=self.reader,
            once=uuid.uuid4(),
            text=text,
            kind=kind,
            effectiveness=effectiveness,
            line=line,
            assured_by=assured_by,
            assured_on=assured_on,
        )

    def change_control(self, reference: str, number: int, **changed: Any) -> None:
        """Say anew how good a control is, or that it has ended."""
        entry = self.entry(reference)
        rows = list(self._rows(Control, entry, number=number))
        kept = ("text", "kind", "effectiveness", "line", "assured_by", "assured_on", "state", "reason")
        words = {name: getattr(rows[-1], name) for name in kept} | changed
        things.change_control(entry=entry, reader=self.reader, number=number, seen=len(rows), **words)

    def accept(self, reference: str, by: str, *, why: str, until: datetime.date, watched: str) -> None:
        """Record that a post accepts the risk as it is."""
        things.accept(
            entry=self.entry(reference),
            reader=self.reader,
            once=uuid.uuid4(),
            accepted_by=self.owner(by),
            accepted_by_body=None,
            minute_reference="",
            why=why,
            until=until,
            watched=watched,
        )

    def aim_for(self, reference: str, levels: Levels, by_when: datetime.date, reason: str = "") -> None:
        """Set what the risk is to come to, and by when."""
        entry = self.entry(reference)
        things.set_target(
            entry=entry,
            reader=self.reader,
            seen=self._rows(Target, entry).count(),
            likelihood=levels[0],
            impact=levels[1],
            by_when=by_when,
            reason=reason,
        )

    # Questions

    def ask(self, reference: str, body: str, text: str, kind: str = Question.Kind.QUESTION) -> None:
        """Ask for a body that one sits on."""
        entry = self.entry(reference)
        asking.ask(opened=self.opened, entry=entry, body=self.body(body), kind=kind, text=text, once=uuid.uuid4())

    def _question(self, reference: str, number: int) -> dict[str, Any]:
        entry = self.entry(reference)
        rows = list(self._rows(Question, entry, number=number))
        return {"question": rows[-1], "entry": entry, "reader": self.reader, "seen": len(rows)}

    def assign(self, reference: str, number: int, owner: str, due_on: datetime.date) -> None:
        """Give a question to somebody to answer."""
        asking.assign_question(**self._question(reference, number), owner=self.owner(owner), due_on=due_on)

    def answer(self, reference: str, number: int, answer: str) -> None:
        """Answer it."""
        asking.answer_question(**self._question(reference, number), answer=answer)

    def settle(self, reference: str, number: int, reason: str) -> None:
        """Close it for good."""
        asking.close_question(**self._question(reference, number), reason=reason)

    # The cycle

    def issue(self, review: str, body: str, meeting_on: datetime.date, accepted: Accepted | None = None) -> None:
        """Give a body its papers; with exceptions where these are accepted."""
        opened, of, to = self.opened, self.review(review), self.body(body)
        issue_papers(
            review=of,
            body=to,
            reader=self.reader,
            meeting_on=meeting_on,
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

    def give_result(self, perspective: int, number: int, quarter: int, result: str) -> None:
        """Give a measure's result: a value, or yes or no."""
        measure = Measure.objects.visible_to(self.reader).get(perspective__number=perspective, number=number)
        enter_result(
            measure=measure,
            quarter=Quarter.objects.select_related("year").get(year=self.year, number=quarter),
            reader=self.reader,
            given=Given(step=result) if measure.unit == Unit.YES_NO else Given(value=Decimal(result)),
            seen=0,
        )
