"""Posts that own something and that nobody holds: whoever is asked, nobody answers."""

import datetime
from collections import Counter
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Holding, Owner, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Reader, may
from probation_planning.organisation.roles import Kind as RoleKind
from probation_planning.reports.gaps import GapSheet
from probation_planning.reports.quality.lines import Kind, Line, Register

HOLDS = (Holding.Capacity.HOLDER, Holding.Capacity.ACTING)
THINGS = (("objective", "objectives"), ("risk", "risks"), ("measure", "measures"))


def post_lines(reader: Reader, year: Year, day: datetime.date, sheet: GapSheet | None) -> Iterator[Line]:
    """Vacant posts of which the reader sees something that they own: of others nothing is said."""
    if sheet is None:
        return
    owned: dict[str, Counter[str]] = {}
    named = (
        *(("objective", row.owner_names) for row in sheet.objectives),
        *(("risk", line.owners) for line in sheet.risks.values()),
        *(("measure", row.owner_names) for row in sheet.measures),
    )
    for thing, names in named:
        for name in names:
            owned.setdefault(name, Counter())[thing] += 1
    for post in _vacant(reader.trust.pk, day):
        if post.name in owned:
            says = f"Nobody holds the post today, and it owns {_in_words(owned[post.name])}."
            yield Line(Register.POSTS, Kind.MISSING, post.name, says, _address(reader, year, post))


def _in_words(counts: Counter[str]) -> str:
    """3 objectives and 1 risk."""
    said = [f"{counts[one]} {one if counts[one] == 1 else many}" for one, many in THINGS if counts[one]]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _address(reader: Reader, year: Year, post: Owner) -> str:
    managed = may(reader, Act.MANAGE, RoleKind.ORGANISATION)
    return way_to("organisation:post", year.trust.slug, post.slug) if managed else ""


@question
def _vacant(trust: int, day: datetime.date) -> QuerySet[Owner]:
    held = Holding.objects.on(day).filter(post=OuterRef("pk"), capacity__in=HOLDS)
    return Owner.objects.posts().filter(~Exists(held), trust=trust)
