"""The whole of what an issued pack says."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from probation_planning.reports.contents import Count, Level, Span
from probation_planning.reports.given.front import CLOSED, agreed, changed, glossary, heat, needs
from probation_planning.reports.given.reading import Issued, Order, Reading
from probation_planning.reports.given.rows import corrected, questions, rows_of
from probation_planning.reports.given.shape import (
    VERSION,
    Attention,
    Given,
    Gone,
    Heading,
    Line,
    Previous,
    Row,
    Section,
)
from risks.gate import HEADS, Missing
from risks.models import ScaleLevel, Stage, StageAct, Standing
from risks.scoring import Band, Change, Thresholds


def read_given(reading: Reading) -> Given:
    """What the pack says."""
    issued = reading.issued
    register, gate, previous = issued.register, issued.gate, reading.previous
    lives = [standing for standing in reading.standings if standing.turn != "closed"]
    if issued.cover.order == Order.WORST:
        lives.sort(key=lambda standing: (standing.section, -(standing.ranked or 0)))
    rows = rows_of(reading, lives)
    sections = tuple(_section(reading, number, lives, rows) for number in reading.sections)
    printed = [row for section in sections for row in section.rows]
    gone = [one for section in sections for one in section.gone]
    told = [one for section in sections for one in (*section.gone, *section.come, *section.still)]
    since = agreed(reading, lives, rows)
    return Given(
        version=VERSION,
        trust=register.year.trust.name,
        year=register.year.label,
        register=register.title,
        period_from=register.period_from,
        period_to=register.period_to,
        review=issued.review.label,
        body=issued.body.name,
        number=issued.number,
        issued_on=issued.issued_on,
        issued_by=issued.issued_by,
        meeting_on=issued.meeting_on,
        presenter=issued.cover.presenter,
        purpose=issued.cover.purpose,
        recommendation=issued.cover.recommendation,
        marking=register.year.trust.marking,
        order=issued.cover.order,
        recorded_from_paper=False,
        previous=Previous(previous.review.label, previous.issued_on) if previous else None,
        lines=_lines(reading),
        exceptions=_exceptions(reading),
        exceptions_reason=issued.exceptions_reason,
        exceptions_accepted_by=issued.exceptions_accepted_by,
        total=len(rows),
        counts=_counts(rows.values()),
        changed=changed(printed, gone) if previous else (),
        needs=needs(printed, told, since),
        changes=_changes(reading, lives, rows),
        attention=tuple(
            Attention(risk.reference, risk.title, risk.score, risk.band.value if risk.band else "", risk.warnings)
            for risk in gate.warned
        ),
        agreed=since,
        heat=heat(printed, reading),
        sections=sections,
        likelihood=_levels(issued, ScaleLevel.Kind.LIKELIHOOD),
        impact=_levels(issued, ScaleLevel.Kind.IMPACT),
        key=_spans(reading.thresholds),
        former_key=_spans(reading.former_thresholds),
        glossary=glossary(),
    )


def _levels(issued: Issued, kind: ScaleLevel.Kind) -> tuple[Level, ...]:
    held = issued.frame.scale(kind, issued.review)
    return tuple(Level(one.score, one.name, one.code, one.range, one.criteria) for _, one in sorted(held.items()))


def _spans(thresholds: Thresholds | None) -> tuple[Span, ...]:
    return tuple(Span(one.value, *thresholds.span(one)) for one in Band) if thresholds else ()


def _lines(reading: Reading) -> tuple[Line, ...]:
    """Who agreed the ratings, whom the review skips, where this body was skipped since its last pack, what is replaced.

    Of acts on a section that the body does not read, nothing.
    """
    issued = reading.issued
    last = reading.previous.review.month if reading.previous else datetime.date.min
    since = [one for one in issued.frame.reviews if last < one.month <= issued.review.month]
    in_force = {(one.pk, stage.body_id): stage.state for one in since for stage in one.stages.all()}
    acts = reading.acts(StageAct.objects.filter(review__in=since))
    acts = acts.filter(kind__in=[StageAct.Kind.SKIPPED, StageAct.Kind.WITHDRAWN, StageAct.Kind.MET])
    lines: dict[str, Line] = {}
    for act in acts.select_related("body", "review", "meeting").order_by("moment"):
        is_own, is_here = act.body_id == issued.body.pk, act.review_id == issued.review.pk
        state = in_force.get((act.review_id, act.body_id))
        if not (is_own or is_here):
            continue
        if act.kind == StageAct.Kind.WITHDRAWN and is_own and is_here:
            line = Line(f"Replaces the papers withdrawn on {act.dated:%-d %B %Y}", None, act.reason)
        elif act.kind == StageAct.Kind.MET and is_here and act.body.decides and act.meeting and not is_own:
            minute = f"Minute {act.minute_reference}" if act.minute_reference else ""
            line = Line(f"Agreed by the {act.body}", act.meeting.held_on, minute)
        elif act.kind == StageAct.Kind.SKIPPED and state == Stage.State.SKIPPED:
            line = Line(f"{act.review} was not given to the {act.body}", None, act.reason)
        else:
            continue
        lines[line.words] = line
    return tuple(lines.values())


def _exceptions(reading: Reading) -> tuple[Heading, ...]:
    """What is missing, under one heading for all risks of which it is, in printed order."""
    found: dict[Missing, set[int]] = defaultdict(set)
    for risk in reading.issued.gate.stopped:
        for stop in risk.stops:
            found[stop.missing].add(risk.entry)
    return tuple(
        Heading(head, tuple(one.reference for one in reading.standings if one.entry_id in found[missing]))
        for missing, head in HEADS.items()
        if missing in found
    )


def _counts(rows: Iterable[Row]) -> tuple[Count, ...]:
    """Worst band first, every band named; risks without a rating come last, if there are any."""
    found = Counter(row.band for row in rows)
    counts = [Count(one.value, found[one.value]) for one in reversed(Band)]
    return (*counts, Count("", found[""])) if found[""] else tuple(counts)


def _section(reading: Reading, number: int, lives: Sequence[Standing], rows: Mapping[int, Row]) -> Section:
    register = reading.issued.register
    title, note = {
        1: (register.section_one_title, ""),
        2: (register.section_two_title, register.section_two_note),
    }[number]
    own = tuple(rows[standing.entry_id] for standing in lives if standing.section == number)
    return Section(
        number, title, note, _counts(own), own, _gone(reading, number), _come(reading, number), _still(reading, number)
    )


def _gone(reading: Reading, number: int) -> tuple[Gone, ...]:
    """Risks closed at this review, and those of the last pack that have left the section since."""
    lines = []
    for standing in reading.standings:
        if standing.section == number and standing.turn == "closed":
            lines.append(_told(reading, standing, "Closed", _reason(reading, standing, "closed")))
        elif (before := reading.earlier.get(standing.entry_id)) and before.section == number != standing.section:
            lines.append(Gone(standing.reference, standing.title, f"Now in section {standing.section}", ""))
    for standing in reading.gone_from_last:
        if standing.section == number:
            closed = _reason(reading, standing, "closed")
            says = "Closed" if closed else "No longer a key risk" if number == 1 else "No longer in this section"
            lines.append(_told(reading, standing, says, closed))
    return tuple(lines)


def _told(reading: Reading, standing: Standing, says: str, reason: str = "") -> Gone:
    """A risk that is printed no more, with what outlasts it."""
    entry = standing.entry_id
    return Gone(standing.reference, standing.title, says, reason, corrected(reading, entry), questions(reading, entry))


def _still(reading: Reading, number: int) -> tuple[Gone, ...]:
    """Risks that left before: a question stands until it is closed, a correction is told in every later pack."""
    lines = (_told(reading, one, "Gone before") for one in reading.gone_before if one.section == number)
    return tuple(line for line in lines if line.corrected or line.questions)


def _come(reading: Reading, number: int) -> tuple[Gone, ...]:
    """Risks that came in after the body's last pack, too late for this review."""
    stood = {standing.entry_id for standing in reading.standings}
    return tuple(
        Gone(
            entry.reference,
            entry.title,
            "Comes in at a later review",
            turn.reason,
            questions=questions(reading, entry.pk),
        )
        for entry in sorted(reading.now.values(), key=lambda entry: (entry.order, entry.pk))
        if entry.pk not in stood and entry.section == number
        for turn in reading.turns.get(entry.pk, ())
        if turn.kind in {"entered", "arrived"} and turn.section == number
    )


def _reason(reading: Reading, standing: Standing, kind: str) -> str:
    """Why it was closed, as told in the sections the body reads."""
    said = [turn.reason for turn in reading.turns.get(standing.entry_id, ()) if turn.kind == kind]
    entry = reading.now.get(standing.entry_id)
    return said[-1] if said else entry.closed_reason if entry else ""


def _changes(reading: Reading, lives: Sequence[Standing], rows: Mapping[int, Row]) -> tuple[Heading, ...]:
    """What changed since the body's last pack, each heading with the references of its risks."""
    if reading.previous is None:
        return ()
    found: dict[str, list[str]] = defaultdict(list)
    for standing in lives:
        row = rows[standing.entry_id]
        crossed = row.before is not None and row.band != row.before.band
        found[_heading(Change(row.change), crossed=crossed)].append(row.reference)
    gone = [one for number in reading.sections for one in _gone(reading, number)]
    found[CLOSED] = [one.reference for one in gone if one.says == "Closed"]
    found[LEFT] = [one.reference for one in gone if one.says != "Closed"]
    return tuple(Heading(words, tuple(found[words])) for words in HEADINGS if found.get(words))


LEFT = "No longer in their section"
HEADINGS = (
    "New",
    "Reopened",
    "Higher, in another band",
    "Higher within the band",
    "Lower, in another band",
    "Lower within the band",
    "Level, likelihood and impact changed",
    "Not assessed",
    CLOSED,
    LEFT,
)


def _heading(moved: Change, *, crossed: bool) -> str:
    """The heading that such a change stands under; empty for what did not change."""
    where = ", in another band" if crossed else " within the band"
    return {
        Change.NEW: "New",
        Change.REOPENED: "Reopened",
        Change.UP: f"Higher{where}",
        Change.DOWN: f"Lower{where}",
        Change.FACTORS_CHANGED: "Level, likelihood and impact changed",
        Change.NOT_ASSESSED: "Not assessed",
    }.get(moved, "")
