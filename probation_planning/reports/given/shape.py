"""The shape of what an issued pack prints: plain data, from which screen and paper are drawn."""

import datetime
from dataclasses import dataclass

from probation_planning.reports.contents import Count, Level, Span

VERSION = 3


@dataclass(frozen=True)
class Rated:
    """A score with its band, the review it was given at, and its factors where they are known."""

    review: str
    score: int
    band: str
    likelihood: int | None = None
    impact: int | None = None


@dataclass(frozen=True)
class Said:
    """What the deciding body said of the rating, and what had been proposed."""

    outcome: str
    minute: str
    proposed_score: int | None
    proposed_band: str


@dataclass(frozen=True)
class ActionLine:
    """An action in hand, or finished since the body's last pack."""

    number: int
    text: str
    owner: str
    due_on: datetime.date | None
    state: str
    said: str
    reason: str
    overdue: bool


@dataclass(frozen=True)
class ControlLine:
    """A control in place."""

    number: int
    text: str
    kind: str
    effectiveness: str
    line: str
    assured_by: str
    assured_on: datetime.date | None


@dataclass(frozen=True)
class AcceptanceLine:
    """An acceptance in force; `lapsed` once its last day is past."""

    accepted_by: str
    minute_reference: str
    why: str
    until: datetime.date
    watched: str
    lapsed: bool


@dataclass(frozen=True)
class TargetLine:
    """The rating it is to reach, and by when."""

    likelihood: int
    impact: int
    score: int
    band: str
    by_when: datetime.date


@dataclass(frozen=True)
class QuestionLine:
    """A question of this body that is not settled."""

    number: int
    kind: str
    text: str
    owner: str
    due_on: datetime.date | None
    state: str
    answer: str


@dataclass(frozen=True)
class Corrected:
    """A rating corrected after it was closed; `seen` where the body had been given it before."""

    review: str
    dated: datetime.date | None
    was_score: int | None
    was_band: str
    score: int | None
    band: str
    reason: str
    seen: bool


@dataclass(frozen=True)
class Event:
    """A decision on the risk's place since the body's last pack."""

    dated: datetime.date
    says: str
    reason: str


@dataclass(frozen=True)
class Row:
    """A risk as the pack prints it; what is not recorded is empty, an unknown factor or score None.

    `history`: of a Red or Black risk its last ratings, the oldest first, this one among them.
    """

    reference: str
    title: str
    cause: str
    event: str
    effect: str
    category: str
    success: str
    proximity: str
    inherent: str
    shared_with: str
    likelihood: int | None
    impact: int | None
    factors: str
    score: int | None
    band: str
    former_band: str
    response: str
    owner: str
    comments: str
    proposed_actions: str
    nothing_more: str
    change: str
    before: Rated | None
    history: tuple[Rated, ...]
    sat: int
    tolerated: int | None
    decision: Said | None
    target: TargetLine | None
    missing: tuple[str, ...]
    since: tuple[str, ...]
    events: tuple[Event, ...]
    corrected: tuple[Corrected, ...]
    actions: tuple[ActionLine, ...]
    controls: tuple[ControlLine, ...]
    acceptances: tuple[AcceptanceLine, ...]
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class Gone:
    """A risk that is told of and not printed: it has left what the body reads, or comes in at a later review, and why.

    With the body's open questions and with corrections, which outlast it.
    """

    reference: str
    title: str
    says: str
    reason: str
    corrected: tuple[Corrected, ...] = ()
    questions: tuple[QuestionLine, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of the register: its live risks in printed order, those that left it, and those that come in later.

    `still`: those that left before, of which a question of the body is open or a rating was corrected.
    """

    number: int
    title: str
    note: str
    counts: tuple[Count, ...]
    rows: tuple[Row, ...]
    gone: tuple[Gone, ...]
    come: tuple[Gone, ...]
    still: tuple[Gone, ...]


@dataclass(frozen=True)
class Heading:
    """What several risks have in common, with their references."""

    words: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """A line of page 1: what is counted, how many there are, and the references of the risks they are of."""

    words: str
    count: int
    references: tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """A risk on the heat map or beside it; `came` says from where, empty where it has not moved or nothing is known."""

    reference: str
    came: str


@dataclass(frozen=True)
class Cell:
    """A place on the heat map: likelihood, impact, the band of their product, and the risks that stand there."""

    likelihood: int
    impact: int
    band: str
    risks: tuple[Placed, ...]


@dataclass(frozen=True)
class Beside:
    """A score whose factors are not known, and its risks."""

    score: int
    band: str
    risks: tuple[Placed, ...]


@dataclass(frozen=True)
class Heat:
    """Every live risk by likelihood and impact, the highest likelihood first; who has no place stands beside it."""

    rows: tuple[tuple[Cell, ...], ...]
    beside: tuple[Beside, ...]
    unrated: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A risk that changed after the meeting, and how."""

    reference: str
    title: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Agreed:
    """The meeting of the deciding body, and what changed between it and the papers."""

    body: str
    held_on: datetime.date
    minute: str
    since: tuple[Told, ...]


@dataclass(frozen=True)
class Term:
    """A word and what it means."""

    word: str
    says: str


@dataclass(frozen=True)
class Attention:
    """A risk that is worth a look, and why."""

    reference: str
    title: str
    score: int | None
    band: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A dated line about the papers themselves."""

    words: str
    day: datetime.date | None
    reason: str


@dataclass(frozen=True)
class Previous:
    """The body's pack before this one."""

    review: str
    issued_on: datetime.date


@dataclass(frozen=True)
class Given:
    """All that an issued pack prints; `version` is the shape, so that packs of every age can be shown.

    `body` is empty in a report that is for nobody in particular. `order`: "reference" or "worst".
    """

    version: int
    trust: str
    year: str
    register: str
    period_from: datetime.date
    period_to: datetime.date
    review: str
    body: str
    number: int
    issued_on: datetime.date
    issued_by: str
    meeting_on: datetime.date | None
    presenter: str
    purpose: str
    recommendation: str
    marking: str
    order: str
    recorded_from_paper: bool
    previous: Previous | None
    lines: tuple[Line, ...]
    exceptions: tuple[Heading, ...]
    exceptions_reason: str
    exceptions_accepted_by: str
    total: int
    counts: tuple[Count, ...]
    changed: tuple[Tally, ...]
    needs: tuple[Tally, ...]
    changes: tuple[Heading, ...]
    attention: tuple[Attention, ...]
    agreed: Agreed | None
    heat: Heat
    sections: tuple[Section, ...]
    likelihood: tuple[Level, ...]
    impact: tuple[Level, ...]
    key: tuple[Span, ...]
    former_key: tuple[Span, ...]
    glossary: tuple[Term, ...]
