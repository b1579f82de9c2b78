"""How to read this: every word, status, movement and rating in plain words, with the trust's own scales and key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from objectives.models import Status
from objectives.standing import NO_STATUS, NOT_YET_OPEN, OVERDUE, UNANSWERED
from probation_planning.organisation.models import Role, Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.ui.glossary import GROUPS, Group
from risks.models import Entry
from risks.reading import OpenRegister, open_register
from risks.scoring import Change
from scorecard.rating import Direction, Rating

SECTION_TWO = "section-2"


class Look(NamedTuple):
    """Something shown as a tag: its words, the shape they are shown in, and what it says."""

    label: str
    value: str
    says: str


class Entered(NamedTuple):
    """A word of the index, and the anchor it leads to."""

    word: str
    anchor: str


class Does(NamedTuple):
    """What somebody with a role does, and whether the reader has it."""

    role: Role
    says: str
    is_mine: bool


STATUSES = {
    Status.NOT_STARTED: "Nothing has been done yet, and its owner says so.",
    Status.ON_TRACK: "It will be done in time.",
    Status.AT_RISK: "It may not be done in time unless something changes.",
    Status.OFF_TRACK: "It will not be done in time as things are.",
    Status.COMPLETE: "It is done, and something shows that each outcome was reached.",
    Status.WITHDRAWN: "It is given up, and the answer says why.",
}
SILENCES = {
    UNANSWERED: "The quarter is open and no owner has answered yet; there is still time.",
    OVERDUE: "The day by which owners answer has passed without an answer.",
    NOT_YET_OPEN: "The quarter has not been opened, so nobody is asked.",
    NO_STATUS: "The quarter is known from the document alone, which gives no status. It is never overdue.",
}
CHANGES = {
    Change.UP: "The score is higher than it was: the risk has grown.",
    Change.DOWN: "The score is lower than it was: the risk has shrunk.",
    Change.LEVEL: "The score is what it was.",
    Change.FACTORS_CHANGED: "The score is what it was, and likelihood and impact are not.",
    Change.NEW: "The risk came into the register at this review.",
    Change.NO_EARLIER: "It was never assessed before, so there is nothing to hold the score against.",
    Change.REOPENED: "It had been closed and is back.",
    Change.CLOSED: "It is no longer a risk, or no longer watched; the register keeps what was said.",
    Change.NOT_ASSESSED: "It has no rating at this review.",
}
RATINGS = {
    Rating.MET: "The result reaches the target.",
    Rating.CLOSE: "It misses the target by no more than the tolerance that somebody set.",
    Rating.MISSED: "It does not reach the target.",
    Rating.NOT_YET_DUE: "No result is wanted yet.",
    Rating.BEFORE_YEAR_END: "The target is for the whole year, and nobody has said how far it should be by now.",
    Rating.NO_RESULT: "A result was due and there is none.",
    Rating.NO_TARGET: "There is nothing to hold the result against: the target is blank, or words.",
}
DIRECTIONS = {
    Direction.BETTER: "Performance is better than in the period before, whichever way the figure went.",
    Direction.WORSE: "Performance is worse than in the period before: more sickness is worse.",
    Direction.LEVEL: "Performance is what it was.",
    Direction.FIRST: "There is no result before it.",
}
SURENESS = (
    Look("unconfirmed", "unconfirmed", "A reading of the document that no person has confirmed."),
    Look("provisional", "provisional", "A result that may still change."),
    Look("late", "late", "A result whose day has passed."),
)
ROLES = {
    Role.DIRECTOR: "Holds posts and answers for what they own; reads the plan, the register and the scorecard.",
    Role.SMT: "Reads the register as it is being worked on, and agrees, changes or defers its ratings at the meeting.",
    Role.AUDIT: "Reads the register as it was issued to the committee, and its packs; asks questions of a risk. "
    "Changes nothing else.",
    Role.AUDITOR: "Reads everything that was issued, and the record of who changed what. Changes nothing.",
    Role.OFFICER: "Sets up the year, enters an owner's words where they were told, reminds, and issues papers. "
    "Cannot change what a body was given.",
    Role.ADMINISTRATOR: "Looks after people, posts and trusts. Reads no register without a role in the trust.",
}


@dataclass(frozen=True)
class Help:
    """What the page says to one reader; `opened` is None where there is no register for them to read."""

    groups: Sequence[Group]
    index: Sequence[Entered]
    roles: Sequence[Does]
    opened: OpenRegister | None
    reads_section_two: bool

    statuses = tuple(Look(str(status.label), status.value, says) for status, says in STATUSES.items())
    silences = tuple(Look(silence.label, silence.value, says) for silence, says in SILENCES.items())
    changes = tuple(CHANGES.items())
    ratings = tuple(Look(rating.label, rating.value, says) for rating, says in RATINGS.items())
    directions = tuple(DIRECTIONS.items())
    sureness = SURENESS


def help_for(reader: Reader, year: Year) -> Help:
    """The page as the reader may see it."""
    opened = open_register(reader, year) if may(reader, Act.READ, Kind.REGISTER) else None
    if opened is not None and opened.current is None:
        opened = None
    reads_section_two = opened is not None and _reads_section_two(opened)
    words = [Entered(word.word, name) for group in GROUPS for name, word in group.words.items()]
    if reads_section_two:
        words.append(Entered("Section 2", SECTION_TWO))
    return Help(
        groups=GROUPS,
        index=sorted(words, key=lambda one: one.word.lower()),
        roles=[Does(role, says, role in reader.roles) for role, says in ROLES.items()],
        opened=opened,
        reads_section_two=reads_section_two,
    )


def _reads_section_two(opened: OpenRegister) -> bool:
    """Whether the reader sees anything there: by role, or as an owner of a risk in it."""
    if opened.register.shows_section_two_to(opened.reader):
        return True
    mine = Entry.objects.visible_to(opened.reader, opened.register)
    return mine.filter(register=opened.register, section=2).exists()
