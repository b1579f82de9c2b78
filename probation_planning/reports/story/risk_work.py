"""What is done about single risks: entered, changed, rated, acted on, asked about."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from objectives.models import Objective
from probation_planning.organisation import clock
from probation_planning.reports import links
from probation_planning.reports.story.at_hand import AtHand
from risks.models import Action, Assessment, Category, Control, Question, Target
from risks.services import asking, assessing, between, correcting, entries, noting, places, setup, things

Levels = Sequence[int]


class RiskWork(AtHand):
    """Work on a risk, named by its reference."""

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
        links.suggest(thing=self.entry(reference), reader=self.reader, part=part, says=says)

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
