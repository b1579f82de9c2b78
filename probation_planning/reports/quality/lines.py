"""One thing that is wrong: where, how, and who can mend it."""

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
