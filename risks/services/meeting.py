"""Acts of a meeting: what was said of each rating, and that it was held."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Body
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.frames import Frame, frame_of
from risks.meeting import OVER, deciding_stage, in_the_papers, rated_since
from risks.models import Assessment, AssessmentKind, Decision, Register, Review, Stage, StageAct, Standing
from risks.models.assessments import StandingQuerySet
from risks.scoring import Band, Thresholds, band
from risks.services.assessing import with_words
from risks.services.cycle import meeting_on, write_act
from risks.services.locking import lock
from risks.services.telling import tell_if_turned

Outcome = Decision.Outcome


@transaction.atomic
def decide(
    *,
    review: Review,
    entry_id: int,
    reader: Reader,
    outcome: str,
    likelihood: int | None,
    impact: int | None,
    minute: str,
    seen: int,
) -> Decision:
    """Minute what the deciding body said of a risk in its papers; until the meeting is over a mind can be changed.

    `seen` is how many decisions on this risk the reader saw, 0 for none. The same answer sent twice is one.
    Raises PermissionDenied, ValidationError by field, or Conflict with the decision that came between.
    """
    register, _, review, stage = _at_the_meeting(review, reader)
    standing = _standings(register, review, stage, reader).select_related("assessment").filter(entry=entry_id).first()
    if standing is None:
        raise ValidationError(f"The risk is not in the papers given to the {stage.body} for {review}.")
    earlier = Decision.objects.visible_to(reader, register).filter(act=stage.act_id, entry=entry_id)
    said = list(earlier.select_related("given_by").order_by("sequence"))
    latest = said[-1] if said else None
    changed = outcome == Outcome.CHANGED
    answer: dict[str, Any] = {
        "outcome": outcome,
        "likelihood": likelihood if changed else None,
        "impact": impact if changed else None,
        "minute": minute,
        "given_by_id": reader.user.pk,
    }
    if latest and all(getattr(latest, name) == value for name, value in answer.items()):
        return latest
    if seen != len(said):
        raise Conflict(latest)
    if outcome == Outcome.CLEARED and (latest is None or latest.outcome == Outcome.CLEARED):
        raise ValidationError({"outcome": "Nothing is minuted that could be taken back."})
    if missing := _what_is_missing(standing.assessment, **answer):
        raise ValidationError(missing)
    decision = _decision(register, review, stage, standing, answer)
    decision.save()
    return decision


@transaction.atomic
def decide_rest(*, review: Review, reader: Reader, minute: str, seen: frozenset[str]) -> int:
    """Agree every proposed rating of which nothing is said yet, under one minute; returns how many.

    What is carried from last year was proposed by nobody, so it is agreed one by one or not at all.
    `seen` holds the references that the reader was shown. A second click changes nothing.
    """
    register, _, review, stage = _at_the_meeting(review, reader)
    proposed = _standings(register, review, stage, reader).filter(assessment__isnull=False)
    proposed = proposed.exclude(assessment__kind=AssessmentKind.CARRIED)
    rest = list(proposed.filter(decision="").exclude(rated_since()))
    if {row.reference for row in rest} != seen:
        mine = Decision.objects.visible_to(reader, register).filter(
            act=stage.act_id,
            entry__in=proposed.filter(reference__in=seen, decision=Outcome.AGREED).values("entry"),
            outcome=Outcome.AGREED,
            minute=minute,
            given_by=reader.user,
        )
        if seen and mine.values("entry").distinct().count() == len(seen):
            return len(seen)
        raise ValidationError("What is left has changed while you looked. Look at the list again before you agree it.")
    if not rest:
        raise ValidationError("Nothing is left to agree.")
    answer = {"outcome": Outcome.AGREED, "minute": minute, "given_by_id": reader.user.pk}
    Decision.objects.bulk_create(_decision(register, review, stage, row, answer) for row in rest)
    return len(rest)


@transaction.atomic
def hold_meeting(
    *,
    review: Review,
    body: Body,
    reader: Reader,
    held_on: datetime.date,
    seen: int,
    minute_reference: str = "",
) -> StageAct:
    """Record that the deciding body met on these papers; the ratings it agreed are written down with that.

    `seen` is how many decisions the reader saw minuted. The same form sent twice is one act. Of a body that only reads
    `cycle.hold` records it. Raises PermissionDenied or ValidationError by field.
    """
    register, frame, review, stage = _locked(review, body)
    refuse_unless_recording(register, body, reader)
    if stage and stage.state in OVER and not stage.recorded_from_paper:
        held = StageAct.objects.filter(review=review, body=body, kind=StageAct.Kind.MET).latest("moment")
        if (stage.met_on, held.minute_reference) == (held_on, minute_reference):
            return held
        raise ValidationError(f"The meeting is recorded as held on {stage.met_on:%-d %B %Y} already.")
    if not body.decides:
        raise ValidationError(f"The {body} only reads: its meeting is recorded with the review's other steps.")
    if stage is None or stage.state != Stage.State.ISSUED or stage.issued_on is None:
        raise ValidationError(f"The {body} holds no papers for {review}.")
    meeting = meeting_on(body, held_on, stage.issued_on)
    _write_down(register, frame, review, stage, reader, seen)
    said = {"sections": body.sections, "meeting": meeting, "minute_reference": minute_reference}
    return write_act(StageAct.Kind.MET, register, review, body, reader, **said)


def refuse_unless_recording(register: Register, body: Body | None, reader: Reader) -> None:
    """Refuse in words whoever may not record what the body decided."""
    if not may(reader, Act.RECORD_MEETING, Kind.REGISTER):
        raise PermissionDenied("Only members of SMT and the performance officer record what a meeting decided.")
    if body and 2 in body.sections and not register.shows_section_two_to(reader):
        raise PermissionDenied(f"The {body} reads section 2, which you may not read.")


def _locked(review: Review, body: Body | None) -> tuple[Register, Frame, Review, Stage | None]:
    """The register, whose row is held from here on, and where the body stands with the review now.

    Without a body, the one that decides.
    """
    register = lock(review.register_id)
    frame = frame_of(register)
    now = next(one for one in frame.reviews if one.pk == review.pk)
    if body is None:
        return register, frame, now, deciding_stage(now)
    return register, frame, now, next((one for one in now.stages.all() if one.body_id == body.pk), None)


def _at_the_meeting(review: Review, reader: Reader) -> tuple[Register, Frame, Review, Stage]:
    """The same, where the body that decides holds the papers and the reader records for it."""
    register, frame, review, stage = _locked(review, None)
    refuse_unless_recording(register, stage.body if stage else None, reader)
    if stage is None:
        raise ValidationError(f"No papers for {review} were issued yet.")
    if stage.state in OVER:
        raise ValidationError(f"The meeting on {review} is recorded as held. What was decided stands.")
    if stage.state != Stage.State.ISSUED:
        raise ValidationError(f"The {stage.body} holds no papers for {review}.")
    return register, frame, review, stage


def _standings(register: Register, review: Review, stage: Stage, reader: Reader) -> StandingQuerySet:
    return in_the_papers(Standing.objects.visible_to(reader, register).filter(review=review), stage)


def _decision(register: Register, review: Review, stage: Stage, standing: Standing, answer: dict[str, Any]) -> Decision:
    answer = answer | {"act_id": stage.act_id}
    return Decision(
        register=register,
        review=review,
        entry_id=standing.entry_id,
        section=standing.section,
        proposal_id=standing.assessment_id,
        dated=clock.today(),
        **answer,
    )


def _what_is_missing(
    proposal: Assessment | None, *, outcome: str, likelihood: int | None, impact: int | None, minute: str, **_: Any
) -> dict[str, str]:
    """What the decision cannot do without, by field."""
    missing = {}
    if outcome == Outcome.AGREED and proposal is None:
        missing["outcome"] = "Nothing was proposed: rate it here, or defer it."
    if outcome == Outcome.CHANGED:
        levels = {"likelihood": likelihood, "impact": impact}
        missing |= {name: f"Choose the {name}." for name, level in levels.items() if level is None}
        if proposal and (proposal.likelihood, proposal.impact) == (likelihood, impact):
            missing["outcome"] = "These are the levels that were proposed. Agree them, or choose others."
    if outcome in {Outcome.CHANGED, Outcome.DEFERRED} and not minute:
        missing["minute"] = f"Minute why the rating is {outcome}." if proposal else "Minute why."
    return missing


def _write_down(register: Register, frame: Frame, review: Review, stage: Stage, reader: Reader, seen: int) -> None:
    """Write a rating for each that was agreed or changed, in the words of the papers."""
    rows = Decision.objects.visible_to(reader, register).filter(act=stage.act_id).order_by("sequence")
    minuted = list(rows.select_related("proposal"))
    said = {row.entry_id: row for row in minuted}
    standings = list(_standings(register, review, stage, reader).order_by("section", "order"))
    undecided = [
        row.reference for row in standings if row.entry_id not in said or said[row.entry_id].outcome == Outcome.CLEARED
    ]
    if undecided:
        many = "1 risk is" if len(undecided) == 1 else f"{len(undecided)} risks are"
        raise ValidationError(f"{many} still to be decided: {', '.join(undecided)}.")
    if seen != len(minuted):
        raise ValidationError("The minutes have changed while you looked. Look at them again before you close them.")
    thresholds = frame.thresholds(review)
    ratings = [_as_agreed(register, review, row, said[row.entry_id], thresholds, reader) for row in standings]
    Assessment.objects.bulk_create(filter(None, ratings))
    for rating, standing in zip(ratings, standings, strict=True):
        if rating and rating.decision and rating.decision.outcome == Outcome.CHANGED:
            _tell(register, rating, standing, thresholds, reader)


def _tell(
    register: Register, rating: Assessment, standing: Standing, thresholds: Thresholds | None, reader: Reader
) -> None:
    """Tell of a risk that the meeting has turned Red or Black."""
    if thresholds is None or rating.likelihood is None or rating.impact is None:
        return
    tell_if_turned(
        register=register,
        entry=with_words(standing.entry_id),
        assessment=rating,
        before=band(standing.ranked, thresholds) if standing.ranked else None,
        after=band(rating.likelihood * rating.impact, thresholds),
        reader=reader,
    )


def _as_agreed(
    register: Register,
    review: Review,
    standing: Standing,
    decision: Decision,
    thresholds: Thresholds | None,
    reader: Reader,
) -> Assessment | None:
    """The rating that the decision comes to, with what the owner said; none where it was deferred."""
    proposal, changed = decision.proposal, decision.outcome == Outcome.CHANGED
    rated = decision if changed else proposal
    if rated is None or decision.outcome == Outcome.DEFERRED:
        return None
    nothing_more = proposal.nothing_more if proposal else ""
    if changed and _stays_hot(decision, standing, thresholds):
        nothing_more = nothing_more or decision.minute
    return Assessment(
        register=register,
        entry_id=standing.entry_id,
        review=review,
        kind=AssessmentKind.AGREED,
        decision=decision,
        dated=clock.today(),
        given_by=reader.user,
        likelihood=rated.likelihood,
        impact=rated.impact,
        printed_score=None if changed or proposal is None else proposal.printed_score,
        comments=proposal.comments if proposal else "",
        proposed_actions=proposal.proposed_actions if proposal else "",
        nothing_more=nothing_more,
        reason=decision.minute if changed or proposal is None else proposal.reason,
        section=standing.section,
        reference=standing.reference,
        title=standing.title,
        success=standing.success,
        categories=standing.categories,
        owners=standing.owners,
        responses=standing.responses,
    )


def _stays_hot(decision: Decision, standing: Standing, thresholds: Thresholds | None) -> bool:
    """Whether the rating that the body gave leaves the risk in Red or Black where it was: the minute then says why."""
    score = (decision.likelihood or 0) * (decision.impact or 0)
    return score == standing.previous_score and bool(thresholds and band(score, thresholds) in {Band.RED, Band.BLACK})
