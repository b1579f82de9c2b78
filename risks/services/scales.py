"""The acts by which the officer says what each level means and from which score each band starts."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.roles import Reader
from risks.frames import Frame, LevelWords, frame_of
from risks.models import BandKey, Register, Review, ScaleLevel
from risks.scoring import LEVELS, Thresholds, faults_of
from risks.services.entries import refuse_unless_managed
from risks.services.hands import Latest, fingerprint, last_hand
from risks.services.locking import lock


class Approval(NamedTuple):
    """From which review a change of scales or bands holds, who approved it, and when; none before papers are issued."""

    starts_at: Review | None = None
    approved_by: str = ""
    approved_on: datetime.date | None = None


def locked_since(frame: Frame) -> datetime.date | None:
    """The day on which papers were first issued, which locks scales and bands; none while they are free."""
    issued = (stage.issued_on for review in frame.reviews for stage in review.stages.all() if stage.issued_on)
    return min(issued, default=None)


def may_start_at(frame: Frame, changes: Sequence[ScaleLevel | BandKey]) -> list[Review]:
    """Reviews from which a change can hold: no committee had one of them or a later one, and no change is later."""
    given = [place for place, review in enumerate(frame.reviews) if review.stages.all()]
    after = frame.reviews[given[-1] + 1 :] if given else frame.reviews
    latest = max((one.starts_at.month for one in changes if one.starts_at), default=datetime.date.min)
    return [review for review in after if review.month >= latest]


def levels_now(frame: Frame, kind: str) -> dict[int, ScaleLevel]:
    """The levels of a scale with every change to them, by score."""
    return {level.score: level for level in frame.levels if level.kind == kind}


def words_of_levels(levels: Mapping[int, ScaleLevel]) -> list[LevelWords]:
    """What five levels say, from 1 to 5; blanks for one that is not there."""
    said = dict(Frame.words_of(levels))
    return [said.get(score, LevelWords("", "", "", "")) for score in LEVELS]


@transaction.atomic
def save_scale(
    *, register: Register, reader: Reader, kind: str, levels: Sequence[LevelWords], approval: Approval, seen: int
) -> int:
    """Set the five levels of a scale, or change them from a review on; says how many changed.

    Raises ValidationError by field and Conflict with the Latest levels.
    """
    refuse_unless_managed(reader)
    frame = frame_of(lock(register.pk))
    rows = levels_now(frame, kind)
    now = words_of_levels(rows)
    changed = [score for score in LEVELS if levels[score - 1] != now[score - 1]]
    if not changed:
        return 0
    if seen != fingerprint(now):
        hand = last_hand(("ScaleLevelEvent", {"register": register.pk, "kind": kind}))
        raise Conflict(Latest({"levels": now}, *hand))
    changes = [level for level in frame.levels if level.kind == kind]
    approval = _approved(frame, changes, approval)
    for score in changed:
        of = {"register": register, "kind": kind, "score": score, "starts_at": approval.starts_at}
        row = ScaleLevel.objects.filter(**of).first() or ScaleLevel(**of)
        _write(row, levels[score - 1]._asdict(), approval)
    return len(changed)


@transaction.atomic
def save_key(*, register: Register, reader: Reader, thresholds: Thresholds, approval: Approval, seen: int) -> bool:
    """Set the band thresholds, or change them from a review on; says whether that changed anything."""
    refuse_unless_managed(reader)
    frame = frame_of(lock(register.pk))
    row = frame.keys[-1] if frame.keys else None
    if row and row.thresholds == thresholds:
        return False
    if seen != key_seen(row):
        now = {name: getattr(row, name) for name in ("amber_from", "red_from", "black_from")} if row else {}
        raise Conflict(Latest(now, *last_hand(("BandKeyEvent", {"register": register.pk}))))
    if faults := faults_of(thresholds):
        raise ValidationError(faults)
    approval = _approved(frame, frame.keys, approval)
    of = {"register": register, "starts_at": approval.starts_at}
    _write(BandKey.objects.filter(**of).first() or BandKey(**of), asdict(thresholds), approval)
    return True


def key_seen(key: BandKey | None) -> int:
    """The fingerprint of the bands that a form is filled in beside."""
    return fingerprint([key.amber_from, key.red_from, key.black_from] if key else [])


def _write(row: ScaleLevel | BandKey, values: Mapping[str, Any], approval: Approval) -> None:
    said = {"approved_by": approval.approved_by, "approved_on": approval.approved_on}
    for name, value in (dict(values) | said).items():
        setattr(row, name, value)
    row.clean_fields(exclude=["trust", "register", "starts_at", "document"])
    row.save()


def _approved(frame: Frame, changes: Sequence[ScaleLevel | BandKey], approval: Approval) -> Approval:
    """What a change says of its approval: nothing before papers are issued, and from then on all of it."""
    if not locked_since(frame):
        return Approval()
    faults = {}
    if approval.starts_at is None:
        faults["starts_at"] = "The scales are locked. Choose from which review the change holds."
    elif approval.starts_at not in may_start_at(frame, changes):
        faults["starts_at"] = f"{approval.starts_at} has gone to a committee. Choose a later review."
    if not approval.approved_by:
        faults["approved_by"] = "Say who approved the change."
    if approval.approved_on is None:
        faults["approved_on"] = "Say when the change was approved."
    elif approval.approved_on > clock.today():
        faults["approved_on"] = "Enter a day that is not in the future."
    if faults:
        raise ValidationError(faults)
    return approval
