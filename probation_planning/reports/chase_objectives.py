"""Reminding owners of objectives without an answer for the open quarter: one message for each owner and day."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from objectives.models import AnnualPlan
from objectives.models.counting import days_of
from objectives.standing import current_quarter
from probation_planning.organisation import clock
from probation_planning.organisation.models import Message, Owner, Quarter, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.years import quarters_of
from probation_planning.reports.progress import Thing, answers_wanted, objectives_asked
from probation_planning.reports.reminding import MOST_LINKS, OwnerReminder, chased, fill, many, send_to


@dataclass
class AnswerReminder(OwnerReminder):
    """What an owner would be told: how many answers are wanted for the quarter, and who is told."""

    quarter: Quarter
    silent: list[Thing]

    @property
    def count(self) -> str:
        """How many, in words."""
        return many(len(self.silent), "objective", "objectives")

    @property
    def told(self) -> list[str]:
        """What it is about, for whoever sends it."""
        return [f"{one.name}: {one.title}" for one in self.silent]

    @property
    def subject(self) -> str:
        """What the mail is called."""
        return f"{self.quarter}: objectives of the {self.owner}"[:120]

    @property
    def text(self) -> str:
        """How many answers, and by when; of what they are stands in the links alone."""
        waits = many(len(self.silent), "objective waits for an answer", "objectives wait for an answer")
        verb = "were" if self.quarter.due_on < clock.today() else "are"
        return f"For {self.quarter}, {waits}. Answers {verb} due by {self.quarter.due_on:%-d %B %Y}. Sign in to answer:"

    @property
    def links(self) -> list[str]:
        """The pages on which to answer; of very many the first."""
        return [one.address for one in self.silent[:MOST_LINKS]]


def quarter_to_answer(year: Year) -> Quarter | None:
    """The quarter that is open and expects answers; None where none does."""
    quarter = current_quarter(quarters_of(year))
    return quarter if quarter and quarter.is_open and quarter.expects_answers else None


def silent_by_owner(reader: Reader, year: Year, quarter: Quarter | None) -> dict[str, list[Thing]]:
    """What waits for an answer at the quarter, by the name of each owner who is asked; "" for what nobody owns."""
    found: dict[str, list[Thing]] = {}
    rows = objectives_asked(reader, year.pk, days_of(quarter)) if quarter else []
    for name, is_silent, thing in answers_wanted(year, rows):
        if is_silent:
            found.setdefault(name, []).append(thing)
    return found


def answer_reminders(year: Year, quarter: Quarter, silent: dict[str, list[Thing]]) -> list[AnswerReminder]:
    """Every owner of whom an answer is wanted; those with most first."""
    owners = Owner.objects.filter(trust=year.trust_id, name__in=silent)
    found = {owner.pk: AnswerReminder(owner, quarter, silent[owner.name]) for owner in owners}
    fill(found, year.trust_id, _about(year, quarter))
    return sorted(found.values(), key=lambda one: (-len(one.silent), one.owner.name))


def answers_chased(year: Year, quarter: Quarter) -> Iterable[Message]:
    """What was sent for the quarter's answers, the latest first."""
    return chased(year.trust_id, _about(year, quarter))


@transaction.atomic
def remind_of_answers(
    *, reader: Reader, year: Year, owners: Collection[int], once: uuid.UUID
) -> tuple[list[Message], list[str]]:
    """Send each of these owners their reminder; the same form sent twice sends nothing more.

    Returns the messages, and the names of owners of whom nothing is wanted any more, or who were reminded today.
    Raises PermissionDenied, or ValidationError where nobody is chosen.
    """
    refuse_unless_chases_answers(reader)
    # One at a time, so that nobody is told twice.
    list(AnnualPlan.objects.select_for_update(no_key=True, of=("self",)).filter(year=year).values_list("pk"))
    quarter = quarter_to_answer(year)
    if quarter is None:
        return [], []
    found = answer_reminders(year, quarter, silent_by_owner(reader, year, quarter))
    return send_to(owners, reader, found, once=once, about=_about(year, quarter))


def refuse_unless_chases_answers(reader: Reader) -> None:
    """Refuse in words whoever reminds nobody."""
    if not may(reader, Act.CHASE, Kind.PLAN):
        raise PermissionDenied("Only the performance officer reminds owners, while the year is open.")


def _about(year: Year, quarter: Quarter) -> str:
    return f"{year.slug}/answers-q{quarter.number}"
