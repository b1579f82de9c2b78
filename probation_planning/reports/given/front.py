"""What page 1 counts, the heat map, and what changed after the deciding body's meeting: each from the rows inside."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from probation_planning.reports.given.reading import Reading, band_word
from probation_planning.reports.given.shape import Agreed, Beside, Cell, Gone, Heat, Placed, Row, Tally, Term, Told
from probation_planning.ui.glossary import GLOSSARY
from probation_planning.ui.words import movement
from risks.models import Action, Assessment, AssessmentKind, Standing, Turn
from risks.scoring import LEVELS, Change

CLOSED = "Closed"
# The words of the register that a pack uses.
WORDS = (
    *("risk", "review", "likelihood", "impact", "score", "band", "change", "worked-out", "inherent-score"),
    *("target-score", "proximity", "appetite", "response", "owner", "action", "control", "acceptance"),
    *("question", "exception", "pack", "not-recorded"),
)


def glossary() -> tuple[Term, ...]:
    """The words that a pack uses, in the order of the alphabet."""
    return tuple(sorted((Term(*GLOSSARY[name]) for name in WORDS), key=lambda term: term.word))


def changed(rows: Iterable[Row], gone: Sequence[Gone]) -> tuple[Tally, ...]:
    """What changed since the body's last pack: the five that are always asked about, and others where there are any."""
    rows = list(rows)

    def moved(*changes: Change) -> tuple[str, ...]:
        return tuple(row.reference for row in rows if row.change in changes)

    always = (
        _of("New", moved(Change.NEW)),
        _of(CLOSED, (one.reference for one in gone if one.says == CLOSED)),
        _of("Risk higher ↑", moved(Change.UP)),
        _of("Risk lower ↓", moved(Change.DOWN)),
        _of("Band crossed", (row.reference for row in rows if row.before and row.band and row.band != row.before.band)),
    )
    others = (
        _of("Reopened", moved(Change.REOPENED)),
        _of("No longer in the section", (one.reference for one in gone if one.says != CLOSED)),
        _of("Not assessed", moved(Change.NOT_ASSESSED)),
    )
    return (*always, *(tally for tally in others if tally.count))


def needs(rows: Iterable[Row], told: Iterable[Gone], agreed: Agreed | None) -> tuple[Tally, ...]:
    """What needs attention; `told` are risks that are not printed and of which a question can be open."""
    rows = list(rows)
    outside = (row.reference for row in rows if row.tolerated and row.score and row.score > row.tolerated)
    tallies = (
        _of("Red or Black, and not moving", (row.reference for row in rows if row.sat > 1)),
        _of("Outside appetite", outside),
        _sum("Actions overdue", rows, lambda row: sum(action.overdue for action in row.actions)),
        _sum("Acceptances lapsed", rows, lambda row: sum(one.lapsed for one in row.acceptances)),
        _sum("Questions open", [*rows, *told], lambda row: len(row.questions)),
        _sum("Exceptions", rows, lambda row: len(row.missing) if isinstance(row, Row) else 0),
    )
    if agreed is None:
        return tallies
    return (*tallies, _of(f"Changed since the {agreed.body} agreed", (one.reference for one in agreed.since)))


def _of(words: str, references: Iterable[str]) -> Tally:
    found = tuple(references)
    return Tally(words, len(found), found)


def _sum(words: str, rows: Iterable[Row | Gone], many: Callable[..., int]) -> Tally:
    found = [(row.reference, number) for row in rows if (number := many(row))]
    return Tally(words, sum(number for _, number in found), tuple(reference for reference, _ in found))


def heat(rows: Sequence[Row], reading: Reading) -> Heat:
    """Where each risk stands, and from where it came."""
    placed: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    beside: dict[int, list[Placed]] = defaultdict(list)
    unrated = []
    for row in rows:
        if row.score is None:
            unrated.append(row.reference)
        elif row.likelihood and row.impact:
            placed[row.likelihood, row.impact].append(Placed(row.reference, _came(row)))
        else:
            beside[row.score].append(Placed(row.reference, _came(row)))

    def word(score: int) -> str:
        return band_word(score, reading.thresholds)

    return Heat(
        tuple(
            tuple(
                Cell(likelihood, impact, word(likelihood * impact), tuple(placed[likelihood, impact]))
                for impact in LEVELS
            )
            for likelihood in reversed(LEVELS)
        ),
        tuple(Beside(score, word(score), tuple(beside[score])) for score in sorted(beside, reverse=True)),
        tuple(unrated),
    )


def _came(row: Row) -> str:
    """How it moved and from where; empty where it stands as it stood, or nothing earlier is known."""
    if row.change in {Change.NEW, Change.REOPENED}:
        return str(row.change)
    if row.before is None or row.change not in {Change.UP, Change.DOWN, Change.FACTORS_CHANGED}:
        return ""
    known = row.before.likelihood and row.before.impact
    where = f"{row.before.likelihood} × {row.before.impact}" if known else str(row.before.score)
    moved = "" if row.change == Change.FACTORS_CHANGED else f"{movement(row.change).words.removeprefix('risk ')}, "
    return f"{moved}was {where}"


def agreed(reading: Reading, lives: Sequence[Standing], rows: Mapping[int, Row]) -> Agreed | None:
    """The meeting that agreed the ratings, and what changed after it; none where no other body has met on them."""
    act = reading.met
    if act is None or act.meeting is None:
        return None
    told = []
    for standing in lives:
        entry, row = standing.entry_id, rows[standing.entry_id]
        now = reading.now.get(entry)
        section = now.section if now else standing.section
        says = (
            *(_rated(reading, one) for one in reading.rated_since_met.get(entry, ())),
            *row.since,
            *(_turned(one) for one in reading.turns_since_met.get(entry, ())),
            *(_acted(one) for one in reading.done_since_met.get(entry, ()) if one.section == section),
        )
        if says:
            told.append(Told(row.reference, row.title, says))
    return Agreed(act.body.name, act.meeting.held_on, act.minute_reference, tuple(told))


def _rated(reading: Reading, given: Assessment) -> str:
    thresholds = reading.thresholds
    score = f"{given.score} {band_word(given.score, thresholds).capitalize()}"
    if given.kind == AssessmentKind.INTERIM:
        words = f"Rated {score} between reviews"
    else:
        was = given.corrects.score if given.corrects else None
        before = f", was {was} {band_word(was, thresholds).capitalize()}" if was else ""
        words = f"{reading.issued.frame.labels[given.review_id or 0]} corrected to {score}{before}"
    day = f" on {given.dated:%-d %B %Y}" if given.dated else ""
    return f"{words}{day}: {given.reason}" if given.reason else f"{words}{day}."


def _turned(turn: Turn) -> str:
    words = f"{turn.get_kind_display()} on {turn.dated:%-d %B %Y}"
    return f"{words}: {turn.reason}" if turn.reason else f"{words}."


def _acted(action: Action) -> str:
    what = "new" if action.sequence == 1 else "changed"
    state = what if action.state == Action.State.OPEN else action.get_state_display().lower()
    due = f", due {action.due_on:%-d %B %Y}" if action.due_on and action.state == Action.State.OPEN else ""
    return f"Action {action.number} {state}: {action.text.rstrip('.')}{due}."
