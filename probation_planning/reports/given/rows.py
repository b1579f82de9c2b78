"""Each risk as an issued pack prints it."""

import datetime
from collections.abc import Sequence

from probation_planning.reports.given.reading import Reading, band_word
from probation_planning.reports.given.shape import (
    AcceptanceLine,
    ActionLine,
    ControlLine,
    Corrected,
    Event,
    QuestionLine,
    Rated,
    Row,
    Said,
    TargetLine,
)
from risks.models import Acceptance, Action, Control, Question, Response, Review, Standing, Target
from risks.scoring import Change, Factors, change
from risks.things import is_overdue

# How many ratings of a Red or Black risk are printed.
LAST_RATINGS = 8
RESPONSES = {one.value: str(one.label) for one in Response}


def rows_of(reading: Reading, lives: Sequence[Standing]) -> dict[int, Row]:
    """Each live risk, by entry."""
    actions = reading.things(Action, "owner")
    controls = reading.things(Control, state=Control.State.IN_PLACE)
    acceptances = reading.things(Acceptance, "accepted_by", "accepted_by_body", state=Acceptance.State.IN_FORCE)
    targets = reading.things(Target)
    missing = {risk.entry: tuple(stop.says for stop in risk.stops) for risk in reading.issued.gate.stopped}
    day = reading.issued.issued_on
    rows = {}
    for standing in lives:
        entry, rated, factors = standing.entry_id, standing.assessment, standing.factors
        target = targets[entry][0] if entry in targets else None
        rows[entry] = Row(
            reference=standing.reference,
            title=standing.title,
            cause=standing.cause,
            event=standing.event,
            effect=standing.effect,
            category=", ".join(standing.categories),
            success=standing.success,
            proximity=str(standing.get_proximity_display()),
            inherent=_inherent(standing),
            shared_with=standing.shared_with,
            likelihood=factors.likelihood if factors else None,
            impact=factors.impact if factors else None,
            factors=standing.factors_source,
            score=standing.score,
            band=band_word(standing.score, reading.thresholds),
            former_band=_former_band(standing.score, reading),
            response=", ".join(RESPONSES[one] for one in standing.responses),
            owner=", ".join(standing.owners),
            comments=rated.comments if rated else "",
            proposed_actions=rated.proposed_actions if rated else "",
            nothing_more=rated.nothing_more if rated else "",
            change=_change(reading, standing),
            before=_before(reading, entry),
            history=_history(reading, entry),
            sat=standing.sat or 0,
            tolerated=standing.tolerated,
            decision=_said(reading, entry),
            target=_target(target, reading) if target else None,
            missing=missing.get(entry, ()),
            since=_since(reading, standing),
            events=_events(reading, entry),
            corrected=corrected(reading, entry),
            actions=tuple(_action(one, day) for one in actions[entry] if _is_shown(one, reading)),
            controls=tuple(_control(one) for one in controls[entry]),
            acceptances=tuple(_acceptance(one, day) for one in acceptances[entry]),
            questions=questions(reading, entry),
        )
    return rows


def _inherent(standing: Standing) -> str:
    likelihood, impact = standing.inherent_likelihood, standing.inherent_impact
    return f"{likelihood} × {impact} = {likelihood * impact}" if likelihood and impact else ""


def _former_band(score: int | None, reading: Reading) -> str:
    """The band by the key before, where another starts at this review and says something else."""
    former = band_word(score, reading.former_thresholds)
    return former if former != band_word(score, reading.thresholds) else ""


def _change(reading: Reading, standing: Standing) -> str:
    """Against the body's last pack; empty where there is none."""
    if reading.previous is None:
        return ""
    if standing.turn == "reopened":
        return Change.REOPENED
    earlier = reading.earlier.get(standing.entry_id)
    if earlier is None:
        return Change.NEW
    return change(standing.score, standing.factors, earlier.score, earlier.factors)


def _before(reading: Reading, entry: int) -> Rated | None:
    earlier = reading.earlier.get(entry)
    if earlier is None or earlier.score is None or reading.previous is None:
        return None
    return _rated(reading, reading.previous.review, earlier.score, earlier.factors)


def _history(reading: Reading, entry: int) -> tuple[Rated, ...]:
    """Its last ratings, so far as they were given where the body reads."""
    reviews = {one.pk: one for one in reading.issued.frame.reviews}
    last = reading.ratings.get(entry, [])[-LAST_RATINGS:]
    return tuple(_rated(reading, reviews[review], score, factors) for review, score, factors in last)


def _rated(reading: Reading, review: Review, score: int, factors: Factors | None) -> Rated:
    word = band_word(score, reading.issued.frame.thresholds(review))
    return Rated(
        review.label, score, word, factors.likelihood if factors else None, factors.impact if factors else None
    )


def _said(reading: Reading, entry: int) -> Said | None:
    decision = reading.decisions.get(entry)
    if decision is None:
        return None
    proposed = decision.proposal.score if decision.proposal else None
    return Said(decision.get_outcome_display(), decision.minute, proposed, band_word(proposed, reading.thresholds))


def _target(row: Target, reading: Reading) -> TargetLine:
    score = row.likelihood * row.impact
    return TargetLine(row.likelihood, row.impact, score, band_word(score, reading.thresholds), row.by_when)


def _since(reading: Reading, standing: Standing) -> tuple[str, ...]:
    """Where the risk now differs from what it was when its ratings were closed."""
    entry = reading.now.get(standing.entry_id)
    if entry is None:
        return ()
    owners = [row.owner.name for row in entry.owners.all()]
    said = []
    if sorted(owners) != sorted(standing.owners):
        said.append(f"Its owner is now {', '.join(owners)}." if owners else "It has no owner now.")
    if entry.responses != standing.responses:
        words = ", ".join(RESPONSES[one] for one in entry.responses)
        said.append(f"Its response is now {words}." if words else "It has no response now.")
    if entry.reference != standing.reference:
        said.append(f"It is now Risk {entry.reference}.")
    return tuple(said)


def _events(reading: Reading, entry: int) -> tuple[Event, ...]:
    return tuple(
        Event(
            turn.dated,
            f"{turn.get_kind_display()}{f': {turn.before} to {turn.after}' if turn.before or turn.after else ''}",
            turn.reason,
        )
        for turn in reading.turns.get(entry, ())
    )


def corrected(reading: Reading, entry: int) -> tuple[Corrected, ...]:
    """Corrections of what the body had been given, and of what comes to it now for the first time."""
    reviews = {one.pk: one for one in reading.issued.frame.reviews}
    lines = []
    for row in reading.corrections.get(entry, ()):
        review = reviews[row.review_id or 0]
        issues = [act.moment for act in reading.issues.get(review.pk, ()) if row.section in act.sections]
        seen = any(moment < row.moment for moment in issues)
        if not seen and review != reading.issued.review:
            continue
        thresholds = reading.issued.frame.thresholds(review)
        was = row.corrects.score if row.corrects else None
        lines.append(
            Corrected(
                review.label,
                row.dated,
                was,
                band_word(was, thresholds),
                row.score,
                band_word(row.score, thresholds),
                row.reason,
                seen=seen,
            )
        )
    return tuple(lines)


def questions(reading: Reading, entry: int) -> tuple[QuestionLine, ...]:
    """What the body asked of it and is not settled."""
    return tuple(_question(one) for one in reading.questions.get(entry, ()))


def _is_shown(row: Action, reading: Reading) -> bool:
    """What is in hand, and what was finished since the body last had a pack."""
    finished = row.state in {Action.State.DONE, Action.State.DROPPED}
    return row.state == Action.State.OPEN or (finished and row.moment > reading.since)


def _action(row: Action, day: datetime.date) -> ActionLine:
    return ActionLine(
        number=row.number,
        text=row.text,
        owner=row.owner.name if row.owner else "",
        due_on=row.due_on,
        state=row.get_state_display(),
        said=row.said,
        reason=row.reason,
        overdue=is_overdue(day, row.state, row.due_on),
    )


def _control(row: Control) -> ControlLine:
    return ControlLine(
        number=row.number,
        text=row.text,
        kind=row.get_kind_display(),
        effectiveness=row.get_effectiveness_display(),
        line=row.get_line_display() or "",
        assured_by=row.assured_by,
        assured_on=row.assured_on,
    )


def _acceptance(row: Acceptance, day: datetime.date) -> AcceptanceLine:
    by = row.accepted_by or row.accepted_by_body
    return AcceptanceLine(str(by), row.minute_reference, row.why, row.until, row.watched, lapsed=row.until < day)


def _question(row: Question) -> QuestionLine:
    return QuestionLine(
        row.number,
        row.get_kind_display(),
        row.text,
        row.owner.name if row.owner else "",
        row.due_on,
        row.get_state_display(),
        row.answer,
    )
