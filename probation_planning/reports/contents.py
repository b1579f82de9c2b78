"""What a pack prints, read in one go into plain data. Paper and screen are drawn from it and from nothing else."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from probation_planning.organisation.models import Body
from risks.models import BandKey, Register, Response, Review, ScaleLevel, Stage, Standing
from risks.scoring import Band, Thresholds, band

VERSION = 1

RESPONSES = {one.value: str(one.label) for one in Response}

# The letters that the paper prints for a body; its name may be a reading of them.
LETTERS = {"smt": "SMT"}


@dataclass(frozen=True)
class Row:
    """A risk as the pack prints it; what is blank on the paper is empty, an unknown factor or score is None."""

    reference: str
    title: str
    category: str
    success: str
    likelihood: int | None
    impact: int | None
    factors: str
    score: int | None
    band: str
    response: str
    owner: str
    comments: str
    proposed_actions: str


@dataclass(frozen=True)
class Count:
    """How many risks are in a band."""

    band: str
    count: int


@dataclass(frozen=True)
class Section:
    """A section of the register with its risks in printed order."""

    number: int
    title: str
    note: str
    counts: tuple[Count, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Submission:
    """A line at the head of the printed register: which body it went to, and when."""

    words: str
    day: datetime.date


@dataclass(frozen=True)
class Level:
    """A level of likelihood or impact."""

    score: int
    name: str
    code: str
    range: str
    criteria: str


@dataclass(frozen=True)
class Span:
    """A band of the key with its lowest and highest score."""

    band: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Contents:
    """All that a pack prints; `version` is the shape, so that packs of every age can be shown."""

    version: int
    trust: str
    year: str
    register: str
    period_from: datetime.date
    period_to: datetime.date
    review: str
    body: str
    issued_on: datetime.date
    recorded_from_paper: bool
    submitted: tuple[Submission, ...]
    total: int
    commented: bool
    counts: tuple[Count, ...]
    sections: tuple[Section, ...]
    likelihood: tuple[Level, ...]
    impact: tuple[Level, ...]
    key: tuple[Span, ...]


def read_standings(review: Review, sections: Sequence[int]) -> list[Standing]:
    """How each risk of the sections stands at the review, in printed order."""
    standings = Standing.objects.filter(review=review, section__in=sections)
    return list(standings.select_related("entry", "assessment").by_reference())


def read_contents(
    review: Review,
    body: Body,
    sections: Sequence[int],
    standings: Iterable[Standing],
    *,
    issued_on: datetime.date,
    recorded_from_paper: bool,
) -> Contents:
    """What the pack of these sections says. Nothing of another section goes in, not even a number."""
    register = review.register
    thresholds = key_at(review).thresholds
    by_section: dict[int, list[Row]] = {number: [] for number in sections}
    for standing in standings:
        by_section[standing.section].append(_row(standing, thresholds, as_printed=recorded_from_paper))
    everything = [row for rows in by_section.values() for row in rows]
    return Contents(
        version=VERSION,
        trust=register.year.trust.name,
        year=register.year.label,
        register=register.title,
        period_from=register.period_from,
        period_to=register.period_to,
        review=review.label,
        body=body.name,
        issued_on=issued_on,
        recorded_from_paper=recorded_from_paper,
        submitted=_submissions(review) if recorded_from_paper else (),
        total=len(everything),
        commented=any(row.comments or row.proposed_actions for row in everything),
        counts=_counts(everything),
        sections=tuple(_section(register, number, rows) for number, rows in by_section.items()),
        likelihood=levels_at(review, ScaleLevel.Kind.LIKELIHOOD),
        impact=levels_at(review, ScaleLevel.Kind.IMPACT),
        key=tuple(Span(one.value, *thresholds.span(one)) for one in Band),
    )


def key_at(review: Review) -> BandKey:
    """The band key in force at the review."""
    return BandKey.objects.filter(_in_force(review), register=review.register).reverse()[:1].get()


def levels_at(review: Review, kind: str) -> tuple[Level, ...]:
    """The scale in force at the review, lowest level first."""
    rows = ScaleLevel.objects.filter(_in_force(review), register=review.register, kind=kind)
    latest = rows.order_by("score", "-starts_at__month").distinct("score")
    return tuple(Level(row.score, row.name, row.code, row.range, row.criteria) for row in latest)


def _in_force(review: Review) -> Q:
    return Q(starts_at=None) | Q(starts_at__month__lte=review.month)


def _submissions(review: Review) -> tuple[Submission, ...]:
    """The dates printed at the head of the register, once for each body."""
    stages = Stage.objects.filter(review=review, section=1, recorded_from_paper=True).select_related("body")
    return tuple(
        Submission(f"Submitted to {LETTERS.get(stage.body.slug, stage.body.name)}", stage.issued_on)
        for stage in stages.order_by("issued_on")
        if stage.issued_on
    )


def _section(register: Register, number: int, rows: list[Row]) -> Section:
    title, note = {
        1: (register.section_one_title, ""),
        2: (register.section_two_title, register.section_two_note),
    }[number]
    return Section(number, title, note, _counts(rows), tuple(rows))


def _row(standing: Standing, thresholds: Thresholds, *, as_printed: bool) -> Row:
    entry, factors, rated = standing.entry, standing.factors, standing.assessment
    return Row(
        reference=standing.reference,
        title=standing.title,
        category=entry.categories_as_printed if as_printed else ", ".join(standing.categories),
        success=standing.success,
        likelihood=factors.likelihood if factors else None,
        impact=factors.impact if factors else None,
        factors=standing.factors_source,
        score=standing.score,
        band=band(standing.score, thresholds).value if standing.score else "",
        response=entry.response_as_printed if as_printed else ", ".join(RESPONSES[one] for one in standing.responses),
        owner=entry.owners_as_printed if as_printed else ", ".join(standing.owners),
        comments=rated.comments if rated else "",
        proposed_actions=rated.proposed_actions if rated else "",
    )


def _counts(rows: Iterable[Row]) -> tuple[Count, ...]:
    """Worst band first, every band named; risks without a rating come last, if there are any."""
    found = Counter(row.band for row in rows)
    counts = [Count(one.value, found[one.value]) for one in reversed(Band)]
    return (*counts, Count("", found[""])) if found[""] else tuple(counts)
