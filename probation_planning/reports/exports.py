"""Tables of the year as files: what is wrong in it, where the thread is broken, and who has answered."""

from collections.abc import Iterable, Iterator, Sequence

from probation_planning.reports.gaps import Gap, Group
from probation_planning.reports.progress import OwnerProgress, Progress, Thing
from probation_planning.reports.quality.lines import Line
from probation_planning.ui.spreadsheets import Column
from probation_planning.ui.words import band_word

QUALITY = (
    Column("register", "Register", "Where it is wrong: plan, register, scorecard, or the links between them.", 16),
    Column("kind", "Kind", "Whether something is missing, late, contradictory or impossible.", 16),
    Column("about", "About", "What it is about.", 24),
    Column("what is wrong", "What is wrong", "In a sentence.", 70),
    Column("who can mend it", "Who can mend it", "The posts or people who can.", 30),
    Column("address", "Address", "The page on which it is mended.", 50),
)
GAPS = (
    Column("gap", "Gap", "What kind of gap it is.", 34),
    Column("about", "About", "What lacks a link, or has a doubtful one.", 18),
    Column("title", "Title", "Its title.", 50),
    Column("score", "Score", "The score, of a risk.", 8),
    Column("band", "Band", "The band of that score.", 9, is_band=True),
    Column("says", "In words", "What is wrong with it.", 50),
    Column("offered", "Suggested", "Links that are suggested, and what each suggestion rests on.", 50),
)
PROGRESS = (
    Column("owner", "Owner", "Who is asked; empty where nobody is recorded.", 34),
    Column("held_by", "Held by", "Who holds the post, or sits in the group, today.", 28),
    Column("kind", "Kind", "Objective, risk, measure or result.", 12),
    Column("about", "About", "What is to be answered.", 20),
    Column("title", "Title", "Its title; of a risk that is not complete, what it lacks.", 60),
    Column("state", "State", "Answered, not answered, not complete, or late.", 16),
    Column("due", "Due", "Of a late result: the day by which it was due.", 13),
)


def quality_rows(lines: Iterable[Line], site: str) -> Iterator[Sequence[object]]:
    """Rows under `QUALITY`; `site` is what stands before an address."""
    for line in lines:
        address = f"{site}{line.address}" if line.address else ""
        yield line.register.label, line.kind.label, line.name, line.says, line.mends, address


def gap_rows(groups: Iterable[Group]) -> Iterator[Sequence[object]]:
    """Rows under `GAPS`."""
    for group in groups:
        for gap in group.gaps:
            yield group.heading, gap.name, gap.title, gap.score, band_word(gap.band), gap.says, _offers(gap)


def _offers(gap: Gap) -> list[str]:
    return [f"{offer.name} ({offer.says})" for offer in gap.offers]


def progress_rows(progress: Progress) -> Iterator[Sequence[object]]:
    """Rows under `PROGRESS`, in the order of the page: late results, then each owner, the silent ones first."""
    for late in progress.late:
        title = f"{late.thing.title}: {late.period}"
        yield late.owners, "", "Result", late.thing.name, title, "late", late.due_on
    for owner in [*progress.waiting, *([progress.nobody] if progress.nobody else []), *progress.finished]:
        for kind, thing, state in _things(owner):
            yield owner.owner, owner.holders, kind, thing.name, thing.title, state, None


def _things(owner: OwnerProgress) -> Iterator[tuple[str, Thing, str]]:
    for answers in owner.kinds:
        for state, things in (("not answered", answers.unanswered), ("answered", answers.answered)):
            yield from ((answers.kind.capitalize(), thing, state) for thing in things)
    yield from (("Risk", thing, "not complete") for thing in owner.incomplete)
