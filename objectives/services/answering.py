"""Giving an objective, or a unit of it, a status: one dated row, what shows it complete, and moved deadlines."""

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from objectives.deadlines import dues_of
from objectives.models import Deadline, DeadlineRevision, EvidenceFile, Objective, OutcomeEvidence, Status, StatusUpdate
from objectives.spread import is_open_within
from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter
from probation_planning.organisation.questions import attach, question
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as, faults_of_word, names_of

SEQUENCE_ONCE = "objectives_statusupdate_sequence_once"
# What stands in the place of an outcome where the objective has none: the objective itself.
OF_THE_OBJECTIVE = 0
BAD_LINK = "Enter a whole link, beginning with https:// or http://."
LONGEST_LINK = 500
BELONGS_TO_COMPLETE = "Evidence goes with “Complete”. Choose it, or empty the box."
NO_MONTH = "Enter the month to which it moves, or empty the reason."
NO_REASON = "Say why the deadline moves."
SAME_MONTH = "It is due in {month} already. Enter another month, or empty both boxes."

is_link = URLValidator(schemes=["http", "https"])


class Proof(NamedTuple):
    """What shows that an outcome was reached: a sentence, a link, a file, or more than one."""

    text: str = ""
    link: str = ""
    file: EvidenceFile | None = None

    @property
    def same(self) -> tuple[str, str, str]:
        """What of it makes it the same when it is sent again."""
        return self.text, self.link, f"{self.file.sha256} {self.file.name}" if self.file else ""


class Move(NamedTuple):
    """To which month a deadline moves (its first day; None where the box was empty), and why."""

    month: datetime.date | None
    reason: str


def refusal(objective: Objective, unit: DeliveryUnit | None = None) -> str:
    """Why somebody may not answer for the objective, or its unit: who does."""
    if objective.withdrawn_on:
        return f"{objective} is withdrawn from the plan and takes no answers."
    who = names_of(objective.answerers(unit)) or "nobody yet: no owner is recorded"
    if not objective.for_each:
        return (
            f"{objective} is answered for by {who}. Only its owners, and the performance officer on their word, answer."
        )
    if unit is None and not objective.units:
        return f"{objective} is answered by each unit ({objective.get_for_each_display()}), and no unit is recorded."
    by = f"for {unit} by {who}" if unit else f"by each unit: {who}"
    return (
        f"{objective} is answered {by}. Only who answers for a unit, and the performance officer on their word, answer."
    )


@transaction.atomic
def give_status(
    *,
    objective: Objective,
    quarter: Quarter,
    reader: Reader,
    status: str,
    comment: str,
    evidence: Mapping[int, str | Proof],
    seen: int,
    unit: DeliveryUnit | None = None,
    told_on: datetime.date | None = None,
    given_for: Owner | None = None,
    moves: Mapping[int, Move] | None = None,
) -> StatusUpdate:
    """Add the reader's answer for the quarter, beside the row of sequence `seen` (0 for none).

    `unit`: whose answer it is, where each unit answers. `evidence`: what shows each outcome, by its id, a sentence or a
    `Proof`; under OF_THE_OBJECTIVE where it has no outcomes. `moves`: deadlines that move, by their id; None leaves
    what the replaced answer said of them and still holds. Whoever does not answer themself answers on the word of an
    owner, `given_for`, heard on the day `told_on`. The same answer sent again is the row that stands already.

    Raises PermissionDenied, ValidationError (by field: status, comment, told_on, given_for, evidence_<outcome id>,
    link_<outcome id>, month_<deadline id>, reason_<deadline id>) and Conflict, which carries the row that stands.
    """
    if not objective.may(reader, Act.ANSWER, unit):
        raise PermissionDenied(refusal(objective, unit))
    _refuse_unit(objective, quarter, unit)
    shown = {key: _trimmed(proof) for key, proof in evidence.items() if any(_trimmed(proof))}
    faults = _faults(objective, status, comment, shown)
    own = answers_as(objective.answerers(unit), reader)
    if own is not None:
        given_for, told_on = own, None
    else:
        faults |= faults_of_word(objective.answerers(unit), given_for, told_on)
    new = StatusUpdate(
        objective=objective,
        quarter=quarter,
        unit=unit,
        sequence=seen + 1,
        status=status,
        comment=comment.strip(),
        dated=clock.today(),
        given_by=reader.user,
        given_as=given_for,
        told_on=told_on,
    )
    latest = _latest(new)
    if moves is None:
        moves = moves_of(latest, objective.deadlines.all())
    else:
        faults |= _faults_of_moves(new, moves)
    if faults:
        raise ValidationError(faults)
    _hold_open(quarter)
    moved = {key: Move(move.month, move.reason.strip()) for key, move in moves.items() if move.month}
    if latest is not None and _says_the_same(latest, new, shown, moved):
        return latest
    if (latest.sequence if latest else 0) != seen:
        raise Conflict(latest)
    return _add(new, shown, moved)


def _refuse_unit(objective: Objective, quarter: Quarter, unit: DeliveryUnit | None) -> None:
    """Answered once by the trust, or by each unit of the kind that is open in the quarter."""
    if objective.withdrawn_on:
        raise ValidationError(refusal(objective))
    if not objective.for_each and unit is not None:
        raise ValidationError("This objective is answered once for the whole trust.")
    if objective.for_each and unit is None:
        raise ValidationError("Each unit answers for this objective; choose for which.")
    if unit is not None and not is_open_within(unit, quarter.first_day, quarter.last_day):
        raise ValidationError(f"{unit} was not open in {quarter}, so no answer can be given for it.")


def _trimmed(proof: str | Proof) -> Proof:
    given = Proof(proof) if isinstance(proof, str) else proof
    return Proof(given.text.strip(), given.link.strip(), given.file)


def _faults(objective: Objective, status: str, comment: str, shown: Mapping[int, Proof]) -> dict[str, str]:
    """What the words lack for the status they go with."""
    if status not in Status.values:
        return {"status": "Choose a status from the list."}
    if status == Status.WITHDRAWN and not comment.strip():
        return {"comment": "Say in the comment why the objective is withdrawn."}
    if status == Status.COMPLETE:
        wanted = {outcome.pk: f"outcome {place}" for place, outcome in enumerate(objective.outcomes.all(), start=1)}
        wanted = wanted or {OF_THE_OBJECTIVE: "the objective"}
        faults = {
            f"evidence_{key}": f"Say what shows that {what} was reached."
            for key, what in wanted.items()
            if key not in shown
        }
        return faults | {f"link_{key}": BAD_LINK for key, proof in shown.items() if not _is_link(proof.link)}
    boxes = ("evidence", "link", "file")
    return {
        f"{box}_{key}": BELONGS_TO_COMPLETE
        for key, proof in shown.items()
        for box, given in zip(boxes, proof, strict=True)
        if given
    }


def _is_link(text: str) -> bool:
    """Whether it is nothing, or a link that may be followed."""
    try:
        if text:
            is_link(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_LINK


def _faults_of_moves(new: StatusUpdate, moves: Mapping[int, Move]) -> dict[str, str]:
    """A new month and a reason, or neither; another month than the one it was due in before this quarter."""
    moves_one = any(move.month for move in moves.values())
    earlier = _earlier_moves(new.objective_id, new.unit_id, new.quarter.number) if moves_one else []
    dues = dues_of(new.objective.deadlines.all(), earlier)
    faults = {}
    for due in dues:
        key = due.deadline.pk
        move = moves.get(key, Move(None, ""))
        if move.month is None and move.reason.strip():
            faults[f"month_{key}"] = NO_MONTH
        elif move.month is not None and not move.reason.strip():
            faults[f"reason_{key}"] = NO_REASON
        if move.month == due.month:
            faults[f"month_{key}"] = SAME_MONTH.format(month=f"{due.month:%B %Y}")
    return faults


@question
def _earlier_moves(objective: int, unit: int | None, quarter: int) -> QuerySet[DeadlineRevision]:
    rows = DeadlineRevision.objects.that_count().filter(
        update__objective=objective, update__unit=unit, update__quarter__number__lt=quarter
    )
    return rows.order_by("update__quarter__number")


def _add(new: StatusUpdate, shown: Mapping[int, Proof], moved: Mapping[int, Move]) -> StatusUpdate:
    """The new row with its parts, or the one that says the same and was added at the same moment."""
    try:
        with transaction.atomic():
            new.save(force_insert=True)
            _save_parts(new, shown, moved)
    except IntegrityError as error:
        if SEQUENCE_ONCE not in str(error):
            if says := sentence_of(error):
                raise ValidationError(says) from error
            raise
        latest = _latest(new)
        if latest is not None and _says_the_same(latest, new, shown, moved):
            return latest
        raise Conflict(latest) from error
    return new


def _save_parts(new: StatusUpdate, shown: Mapping[int, Proof], moved: Mapping[int, Move]) -> None:
    OutcomeEvidence.objects.bulk_create(
        OutcomeEvidence(update=new, outcome_id=key or None, text=proof.text, link=proof.link, file=proof.file)
        for key, proof in shown.items()
    )
    was = {deadline.pk: deadline.month for deadline in new.objective.deadlines.all()}
    DeadlineRevision.objects.bulk_create(
        DeadlineRevision(update=new, deadline_id=key, was=was[key], month=move.month, reason=move.reason)
        for key, move in moved.items()
        if key in was and move.month
    )


def _hold_open(quarter: Quarter) -> None:
    """Keep the quarter from being closed until this answer is in; refuse where it takes no answers."""
    [row] = Quarter.objects.raw("SELECT * FROM organisation_quarter WHERE id = %s FOR SHARE", [quarter.pk])
    row.year = quarter.year
    if not row.is_open:
        state = "not open yet" if row.opened_on is None else "closed"
        raise ValidationError(f"{quarter} is {state}, so no answer can be given for it.")
    if not row.expects_answers:
        raise ValidationError(f"{quarter} is known from the document alone, so no answer can be given for it.")


def _latest(new: StatusUpdate) -> StatusUpdate | None:
    """The row that counts now for the same objective, quarter and unit."""
    latest = next(iter(_answers(new.objective_id, new.quarter_id, new.unit_id)), None)
    if latest is not None:
        attach(latest, "evidence", _evidence(latest.pk))
        attach(latest, "revisions", _revisions(latest.pk))
    return latest


@question
def _answers(objective: int, quarter: int, unit: int | None) -> QuerySet[StatusUpdate]:
    rows = StatusUpdate.objects.filter(objective=objective, quarter=quarter, unit=unit)
    return rows.select_related("given_by", "given_as").order_by("-sequence")[:1]


@question
def _evidence(update: int) -> QuerySet[OutcomeEvidence]:
    return OutcomeEvidence.objects.filter(update=update).select_related("file")


@question
def _revisions(update: int) -> QuerySet[DeadlineRevision]:
    return DeadlineRevision.objects.filter(update=update)


def proofs_of(update: StatusUpdate | None) -> dict[int, Proof]:
    """What an answer shows, by outcome."""
    rows = update.evidence.all() if update else []
    return {row.outcome_id or OF_THE_OBJECTIVE: Proof(row.text, row.link, row.file) for row in rows}


def moves_of(update: StatusUpdate | None, deadlines: Iterable[Deadline]) -> dict[int, Move]:
    """What an answer moves, by deadline; not what the plan has taken back since, by giving it another month."""
    due = {deadline.pk: deadline.month for deadline in deadlines}
    rows = update.revisions.all() if update else []
    return {row.deadline_id: Move(row.month, row.reason) for row in rows if due.get(row.deadline_id) == row.was}


def _says_the_same(
    latest: StatusUpdate, new: StatusUpdate, shown: Mapping[int, Proof], moved: Mapping[int, Move]
) -> bool:
    """Whether the same person says the same again."""
    fields = ("status", "comment", "given_by_id", "given_as_id", "told_on")
    if any(getattr(latest, name) != getattr(new, name) for name in fields):
        return False
    if moves_of(latest, new.objective.deadlines.all()) != dict(moved):
        return False
    before = {key: proof.same for key, proof in proofs_of(latest).items()}
    return before == {key: proof.same for key, proof in shown.items()}
