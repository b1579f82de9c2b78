"""One thing that is wrong: where, how, and who can mend it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import TextChoices

OFFICER = "Performance officer"


class Register(TextChoices):
    """Where it is wrong."""

    PLAN = "plan", "Plan"
    RISKS = "risks", "Risk register"
    SCORECARD = "scorecard", "Scorecard"
    POSTS = "posts", "Posts"
    DOCUMENT = "document", "Document as loaded"


class Kind(TextChoices):
    """How it is wrong."""

    MISSING = "missing", "Missing"
    LATE = "late", "Late"
    CONTRADICTORY = "contradictory", "Contradictory"
    IMPOSSIBLE = "impossible", "Impossible"
    UNCONFIRMED = "unconfirmed", "Reading, unconfirmed"
    MISREAD = "misread", "Misread"
    ODD = "odd", "Odd"


class Line(NamedTuple):
    """One thing that is wrong; the address is where it is mended, empty where no page of the reader's mends it.

    `mends`: the owners who can mend it, or the performance officer where nobody else can.
    """

    register: Register
    kind: Kind
    name: str
    says: str
    address: str
    mends: tuple[str, ...] = (OFFICER,)


def once_for_all(lines: Sequence[Line], whole: int, things: str, what: str, address: str) -> Sequence[Line]:
    """One line instead of many, where none of the `whole` has it: that a paper prints no owners is one thing to know.

    For years known from their document alone; where people are at work each line is somebody's to mend.
    """
    if len(lines) < max(whole, 2):
        return lines
    return [lines[0]._replace(name=f"All {whole} {things}", says=f"None of them has {what}.", address=address)]
