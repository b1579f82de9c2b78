"""The committee cycle in a few words: acts, decisions and turns as the services will write them, one row each."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Body, Meeting, User
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.refusals import sentence_of
from risks.models import Assessment, AssessmentKind, Decision, Entry, Review, StageAct, Standing, Turn

OFFICER = "officer@derbyshire.example"
SMT = "smt"
AUDIT = "audit-committee"
BOARD = "board"


@contextmanager
def refused(says: str) -> Iterator[None]:
    """Refused by a rule of the database, in this sentence."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
    assert sentence_of(error.value) == says


@contextmanager
def at_work(email: str) -> Iterator[None]:
    """As that person's pages ask the database: with their roles, not as the system."""
    with tenancy.kept_context():
        readers_of(User.objects.get(email=email), "derbyshire")
        yield


def day() -> datetime.date:
    """The day of the demonstration."""
    return clock.today()


def officer() -> User:
    """Who gives what is given here."""
    return User.objects.get(email=OFFICER)


def act(review: Review, body: str, kind: str, **more: Any) -> StageAct:
    """One step of the review with the body."""
    to = Body.objects.get(slug=body)
    said = {"register": review.register, "sections": to.sections, "dated": day(), "given_by": officer()}
    return StageAct.objects.create(review=review, body=to, kind=kind, **(said | more))


def issue(review: Review, body: str = SMT, **more: Any) -> StageAct:
    """Give the body its papers."""
    return act(review, body, "issued", **more)


def withdraw(review: Review, body: str = SMT, **more: Any) -> StageAct:
    """Take them back."""
    return act(review, body, "withdrawn", **({"reason": "A page is missing."} | more))


def skip(review: Review, body: str = SMT, **more: Any) -> StageAct:
    """Leave the body out."""
    return act(review, body, "skipped", **({"reason": "The meeting was cancelled."} | more))


def resume(review: Review, body: str = SMT, **more: Any) -> StageAct:
    """Take it in again."""
    return act(review, body, "resumed", **({"reason": "It meets after all."} | more))


def meeting(body: str, held_on: datetime.date | None = None) -> Meeting:
    """A day on which the body meets, today unless told otherwise."""
    return Meeting.objects.get_or_create(body=Body.objects.get(slug=body), held_on=held_on or day())[0]


def hold(review: Review, body: str = SMT, held_on: datetime.date | None = None, **more: Any) -> StageAct:
    """The body met."""
    return act(review, body, "met", **({"meeting": meeting(body, held_on)} | more))


def end(review: Review, body: str = SMT, **more: Any) -> StageAct:
    """Its minutes are written."""
    return act(review, body, "closed", **({"minute_reference": "2011/06 item 4"} | more))


def papers(review: Review, body: str = SMT) -> StageAct:
    """The issue that the body holds."""
    return StageAct.objects.filter(review=review, body__slug=body, kind="issued").latest("moment")


def decide(entry: Entry, review: Review, outcome: str = "agreed", **more: Any) -> Decision:
    """Minute what the body said of the risk."""
    standing = Standing.objects.get(entry=entry, review=review)
    said = {
        "act": papers(review),
        "register": review.register,
        "section": standing.section,
        "proposal_id": standing.assessment_id,
        "dated": day(),
        "given_by": officer(),
        "minute": "" if outcome in {"agreed", "cleared"} else "Said at the meeting.",
    }
    return Decision.objects.create(entry=entry, review=review, outcome=outcome, **(said | more))


def said_of(entry: Entry, review: Review | None, kind: str, **more: Any) -> Assessment:
    """A rating of that kind, 4×3 unless told otherwise, in the words and section in which the risk stands there."""
    standing = Standing.objects.get(entry=entry, review=review) if review else entry
    said = {
        "register": entry.register,
        "section": standing.section,
        "reference": standing.reference,
        "title": standing.title,
        "likelihood": 4,
        "impact": 3,
        "dated": day(),
        "given_by": officer(),
        "reason": "" if kind in {"proposed", "agreed", "paper"} else "It was asked for.",
    }
    given = Assessment.objects.create(entry=entry, review=review, kind=kind, **(said | more))
    return Assessment.objects.get(pk=given.pk)


def propose(entry: Entry, review: Review, **more: Any) -> Assessment:
    """A rating proposed for the review."""
    return said_of(entry, review, AssessmentKind.PROPOSED, **more)


def agree_rest(review: Review) -> None:
    """Agree every rating that the papers hold, and defer what was not rated."""
    for standing in Standing.objects.filter(review=review, section=1, decision="").live().select_related("assessment"):
        rated = standing.assessment
        decision = decide(standing.entry, review, "agreed" if rated else "deferred")
        if rated:
            levels = {"likelihood": rated.likelihood, "impact": rated.impact}
            said_of(standing.entry, review, AssessmentKind.AGREED, decision=decision, **levels)


def meet(review: Review) -> None:
    """SMT's papers, its decisions and its meeting."""
    issue(review)
    agree_rest(review)
    hold(review)


def turn(entry: Entry, kind: str, **more: Any) -> Turn:
    """A dated decision on the risk's place."""
    said = {"register": entry.register, "section": entry.section, "dated": day(), "given_by": officer()}
    said |= {"reason": "Decided by SMT.", "decided_by": "SMT"}
    return Turn.objects.get(pk=Turn.objects.create(entry=entry, kind=kind, **(said | more)).pk)


def move(entry: Entry, reference: str) -> None:
    """Into the other section, under that reference."""
    other = 3 - entry.section
    turn(entry, "left", reason="No longer a key risk." if entry.section == 1 else "Decided by SMT.")
    turn(entry, "arrived" if other == 2 else "entered", section=other, reference=reference)
    entry.refresh_from_db()


def close(entry: Entry, **more: Any) -> Turn:
    """Close the risk."""
    closed = turn(entry, "closed", **more)
    entry.refresh_from_db()
    return closed
