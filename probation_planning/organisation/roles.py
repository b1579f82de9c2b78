"""Who may do what: the one table, and the reader it is asked about.

Rooms ask it in two places alone: their `visible_to(reader)` and their `may(reader, act, thing)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from probation_planning.organisation.models import Owner, OwnerKind, Role, Trust, User, Year


class Act(StrEnum):
    """What can be done with a kind of thing."""

    READ = "read"
    READ_WORKING = "read as it is being worked on"
    READ_SECTION_TWO = "read section 2"
    ANSWER = "answer for what one owns"
    ANSWER_FOR_OTHERS = "answer on an owner's word"
    MANAGE = "set up and change"
    ISSUE = "issue papers, withdraw them, close a stage"
    RECORD_MEETING = "record what a meeting decided"
    CORRECT = "correct a rating of a closed review"
    ACCEPT = "accept a risk as it is"
    ASK = "ask a question of a risk"
    CHASE = "remind owners"
    WRITE_THING = "write actions, controls and targets"
    NOTE = "keep a working note"


class Kind(StrEnum):
    """The kinds of thing."""

    PLAN = "plan"
    REGISTER = "register"
    SCORECARD = "scorecard"
    PACK = "pack"
    PROGRESS = "progress"
    QUALITY = "data quality"
    ORGANISATION = "organisation"
    PEOPLE = "people"
    RECORD = "record of changes"


EVERYONE = frozenset({Role.DIRECTOR, Role.SMT, Role.AUDIT, Role.AUDITOR, Role.OFFICER})
AT_WORK = frozenset({Role.DIRECTOR, Role.SMT, Role.OFFICER})
OFFICER = frozenset({Role.OFFICER})

# domain.md, "Who uses it". Section 2 besides follows the register's own list of roles and each risk's owners.
ROLES: dict[tuple[Kind, Act], frozenset[Role]] = {
    (Kind.PLAN, Act.READ): EVERYONE,
    (Kind.PLAN, Act.ANSWER): AT_WORK,
    (Kind.PLAN, Act.ANSWER_FOR_OTHERS): OFFICER,
    (Kind.PLAN, Act.MANAGE): OFFICER,
    (Kind.PLAN, Act.CHASE): OFFICER,
    (Kind.REGISTER, Act.READ): EVERYONE,
    (Kind.REGISTER, Act.READ_WORKING): AT_WORK,
    (Kind.REGISTER, Act.ANSWER): AT_WORK,
    (Kind.REGISTER, Act.ANSWER_FOR_OTHERS): OFFICER,
    (Kind.REGISTER, Act.MANAGE): OFFICER,
    (Kind.REGISTER, Act.ISSUE): OFFICER,
    (Kind.REGISTER, Act.RECORD_MEETING): frozenset({Role.SMT, Role.OFFICER}),
    (Kind.REGISTER, Act.CORRECT): OFFICER,
    (Kind.REGISTER, Act.ACCEPT): frozenset({Role.SMT, Role.OFFICER}),
    (Kind.REGISTER, Act.ASK): frozenset({Role.SMT, Role.AUDIT}),
    (Kind.REGISTER, Act.CHASE): OFFICER,
    (Kind.REGISTER, Act.WRITE_THING): AT_WORK,
    (Kind.REGISTER, Act.NOTE): AT_WORK,
    (Kind.SCORECARD, Act.READ): EVERYONE,
    (Kind.SCORECARD, Act.ANSWER): AT_WORK,
    (Kind.SCORECARD, Act.ANSWER_FOR_OTHERS): OFFICER,
    (Kind.SCORECARD, Act.MANAGE): OFFICER,
    (Kind.SCORECARD, Act.CHASE): OFFICER,
    (Kind.PACK, Act.READ): EVERYONE,
    (Kind.PACK, Act.MANAGE): OFFICER,
    (Kind.PROGRESS, Act.READ): OFFICER,
    (Kind.QUALITY, Act.READ): AT_WORK | {Role.AUDITOR},
    (Kind.ORGANISATION, Act.MANAGE): OFFICER,
    (Kind.PEOPLE, Act.MANAGE): OFFICER | {Role.ADMINISTRATOR},
    (Kind.RECORD, Act.READ): frozenset({Role.AUDITOR, Role.OFFICER}),
}


# Kinds that belong to no year, or stay as they were given; and what of the others can be done in a year that is closed
# (domain.md: a rating that was wrong is put right by a new dated row with a reason; notes are read, see `noting`).
OF_NO_YEAR = frozenset({Kind.ORGANISATION, Kind.PEOPLE, Kind.PACK})
WHEN_CLOSED = frozenset({Act.READ, Act.READ_WORKING, Act.READ_SECTION_TWO, Act.CORRECT, Act.NOTE})


@dataclass(frozen=True)
class Reader:
    """A person in one trust: the roles they have there, the owners they answer for today, and its years.

    `closed`: the closed year that is looked at; nothing of it is offered to be changed.
    """

    user: User
    trust: Trust
    roles: frozenset[Role]
    owners: tuple[Owner, ...] = field(default=())
    years: tuple[Year, ...] = field(default=())
    closed: Year | None = None

    def looking_at(self, year: Year) -> Self:
        """The same, with what the year still allows."""
        return replace(self, closed=year) if year.closed_on else self

    @property
    def owner_ids(self) -> frozenset[int]:
        """Posts held and groups these sit in."""
        return frozenset(owner.pk for owner in self.owners)

    @property
    def posts(self) -> tuple[Owner, ...]:
        """Posts held or deputised for today."""
        return tuple(owner for owner in self.owners if owner.kind == OwnerKind.POST)

    @property
    def groups(self) -> tuple[Owner, ...]:
        """Groups that a post held today sits in."""
        return tuple(owner for owner in self.owners if owner.kind != OwnerKind.POST)

    @property
    def working_roles(self) -> frozenset[Role]:
        """Roles that see things as they are being worked on, not only as issued."""
        return self.roles & AT_WORK

    @property
    def role_names(self) -> str:
        """Roles in words, for the account menu."""
        return ", ".join(role.label for role in Role if role in self.roles)

    def owns(self, owner_ids: Iterable[int]) -> bool:
        """Whether one of the owners is theirs to answer for."""
        return not self.owner_ids.isdisjoint(owner_ids)


def may(reader: Reader, act: Act, kind: Kind) -> bool:
    """Whether one of the reader's roles allows the act on this kind of thing, in the year that is looked at."""
    if reader.closed is not None and kind not in OF_NO_YEAR and act not in WHEN_CLOSED:
        return False
    return not ROLES.get((kind, act), frozenset()).isdisjoint(reader.roles)


def who_may(act: Act, kind: Kind) -> str:
    """The roles that allow the act on this kind of thing, in words."""
    *others, last = [str(role.label) for role in Role if role in ROLES.get((kind, act), ())]
    return f"{', '.join(others)} or {last}" if others else last
