"""A register as it is open to one reader: the reviews they may read, its scales and key, and each risk as one line."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, QuerySet, When

from probation_planning.organisation.models import Role, Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.frames import Frame, frame_of
from risks.models import (
    Assessment,
    AssessmentKind,
    Phase,
    Register,
    Response,
    Review,
    ScaleLevel,
    Stage,
    Standing,
    Turn,
)
from risks.models.assessments import StandingQuerySet
from risks.models.registers import SECTIONS
from risks.scoring import LEVELS, Band, Change, Factors, FactorsSource, Thresholds, band, change, known_factors

RESPONSES = {value: str(label) for value, label in Response.choices}
PAGE = 25

# What a line is made of: one row of standings.
COLUMNS = (
    *("entry_id", "section", "order", "reference", "title", "success", "categories", "owners", "responses"),
    *("assessment_id", "likelihood", "impact", "score"),
    *("previous_likelihood", "previous_impact", "previous_score", "previous_review_id"),
    *("turn", "interim_id", "ranked", "sat", "tolerated", "decision"),
)

# What happened to a risk at a review says more than how its rating moved.
TURNED = {
    Turn.Kind.ENTERED: Change.NEW,
    Turn.Kind.ARRIVED: Change.NEW,
    Turn.Kind.CLOSED: Change.CLOSED,
    Turn.Kind.REOPENED: Change.REOPENED,
}
_NEW = [kind for kind, change in TURNED.items() if change is Change.NEW]
_UNTURNED = Q(turn="")

# Likelihood and impact at the review, or at the last one before it where the risk is not assessed yet.
KNOWN_LIKELIHOOD = Case(When(score__isnull=False, then=F("likelihood")), default=F("previous_likelihood"))
KNOWN_IMPACT = Case(When(score__isnull=False, then=F("impact")), default=F("previous_impact"))

# `scoring.change` asked of many rows. Factors can differ under one score only where both pairs were recorded.
_SAME_SCORE = Q(score=F("previous_score"))
_SAME_LIKELIHOOD = (
    Q(likelihood=F("previous_likelihood")) | Q(likelihood__isnull=True) | Q(previous_likelihood__isnull=True)
)
CHANGED: Mapping[Change, Q] = {
    Change.UP: _UNTURNED & Q(score__gt=F("previous_score")),
    Change.DOWN: _UNTURNED & Q(score__lt=F("previous_score")),
    Change.LEVEL: _UNTURNED & _SAME_SCORE & _SAME_LIKELIHOOD,
    Change.FACTORS_CHANGED: _UNTURNED
    & _SAME_SCORE
    & (Q(likelihood__gt=F("previous_likelihood")) | Q(likelihood__lt=F("previous_likelihood"))),
    Change.NO_EARLIER: _UNTURNED & Q(score__isnull=False, previous_score__isnull=True),
    Change.NOT_ASSESSED: _UNTURNED & Q(score__isnull=True),
    Change.NEW: Q(turn__in=_NEW),
    Change.REOPENED: Q(turn=Turn.Kind.REOPENED),
    Change.CLOSED: Q(turn=Turn.Kind.CLOSED),
}


@dataclass(frozen=True, slots=True)
class Rating:
    """A score, what is known of its factors, its band, and the label of the review it was given at."""

    score: int
    factors: Factors | None
    source: FactorsSource
    band: Band | None
    review: str

    @property
    def is_worked_out(self) -> bool:
        """Whether the factors are a reading of the score, not recorded."""
        return self.source is FactorsSource.WORKED_OUT


@cache
def rating(
    score: int | None, likelihood: int | None, impact: int | None, thresholds: Thresholds | None, review: str
) -> Rating | None:
    """The rating these figures make; none without a score."""
    if score is None:
        return None
    factors, source = known_factors(likelihood, impact, score)
    return Rating(score, factors, source, band(score, thresholds) if thresholds else None, review)


def move_of(now: Rating | None, before: Rating | None) -> Change:
    """How a rating stands against an earlier one."""
    return change(
        now.score if now else None,
        now.factors if now else None,
        before.score if before else None,
        before.factors if before else None,
    )


class RiskLine(NamedTuple):
    """A risk as it stands at one review: a line of the register, on screen, on paper and in a file.

    `turn`: what happened to it here, `between`: a rating given since outside any review, `sat`: at how many reviews it
    has sat in Red or Black without moving, `ranked` and `tolerated`: its last known score, and the highest that the
    appetite for its categories tolerates; `scores`: the reviews up to this one, each with its score; `overdue`: how
    many of its actions are; `put_right`: what its rating was before it was corrected.
    """

    entry_id: int
    section: int
    order: int
    reference: str
    title: str
    success: str
    categories: tuple[str, ...]
    owners: tuple[str, ...]
    responses: tuple[str, ...]
    rating: Rating | None
    previous: Rating | None
    comments: str
    turn: str = ""
    between: Rating | None = None
    ranked: int | None = None
    sat: int | None = None
    tolerated: int | None = None
    decision: str = ""
    scores: tuple[tuple[str, int | None], ...] = ()
    overdue: int = 0
    put_right: Rating | None = None

    @property
    def is_outside(self) -> bool:
        """Whether its last known score is above what the appetite tolerates."""
        return self.ranked is not None and self.tolerated is not None and self.ranked > self.tolerated

    @property
    def change(self) -> Change:
        """What happened to it at the review, else how it moved since the last assessed one."""
        if self.turn:
            return TURNED[Turn.Kind(self.turn)]
        return move_of(self.rating, self.previous)


def risk_line(
    row: Mapping[str, Any], frame: Frame, review: Review, thresholds: Thresholds | None, comments: str = ""
) -> RiskLine:
    """The line of a row that holds COLUMNS."""
    return RiskLine(
        entry_id=row["entry_id"],
        section=row["section"],
        order=row["order"],
        reference=row["reference"],
        title=row["title"],
        success=row["success"],
        categories=tuple(row["categories"]),
        owners=tuple(row["owners"]),
        responses=tuple(map(RESPONSES.__getitem__, row["responses"])),
        rating=rating(row["score"], row["likelihood"], row["impact"], thresholds, review.label),
        previous=rating(
            row["previous_score"],
            row["previous_likelihood"],
            row["previous_impact"],
            thresholds,
            frame.labels.get(row["previous_review_id"], ""),
        ),
        comments=comments,
        turn=row["turn"],
        between=_between(row, thresholds),
        ranked=row["ranked"],
        sat=row["sat"],
        tolerated=row["tolerated"],
        decision=row["decision"],
    )


def _between(row: Mapping[str, Any], thresholds: Thresholds | None) -> Rating | None:
    """The rating given outside any review, where it is the latest: it alone can rank a risk otherwise."""
    known = row["previous_score"] if row["score"] is None else row["score"]
    if not row["interim_id"] or row["ranked"] == known:
        return None
    return rating(row["ranked"], None, None, thresholds, "")


class ReviewState(NamedTuple):
    """A review and how far it has come, in words; none for a committee, which is only given closed ones."""

    review: Review
    is_begun: bool
    state: str


class BandSpan(NamedTuple):
    """A line of the band key."""

    band: Band
    lowest: int
    highest: int


class LevelMeaning(NamedTuple):
    """One level of a scale, with the words that say when it applies."""

    score: int
    name: str
    code: str
    range: str
    criteria: str


@dataclass
class OpenRegister:
    """A register, its frame, and what of it is open to the reader."""

    reader: Reader
    register: Register
    frame: Frame

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Those the reader may look at, oldest first: all for those at work, those issued to it for a committee."""
        if not may(self.reader, Act.READ, Kind.REGISTER):
            return ()
        at_work = bool(self.reader.working_roles)
        return tuple(review for review in self.frame.reviews if at_work or _is_issued_to_committee(review))

    @property
    def current(self) -> Review | None:
        """Where the reader starts: the review that is open, else the last begun; for committees the last issued."""
        begun = self.begun
        return next((review for review in reversed(begun) if self.is_open(review)), begun[-1] if begun else None)

    @cached_property
    def begun(self) -> list[Review]:
        """Those that hold anything yet."""
        return [review for review in self.reviews if is_begun(review)]

    def review(self, slug: str) -> Review | None:
        """The review of that name, if there is one that the reader may look at."""
        return next((review for review in self.reviews if review.slug == slug), None)

    @property
    def sections(self) -> tuple[int, ...]:
        """Sections whose stages the reader follows; whoever owns single risks of section 2 follows section 1 alone."""
        return SECTIONS if self.register.shows_section_two_to(self.reader) else (1,)

    def is_open(self, review: Review) -> bool:
        """Whether ratings are being given at the review, in a section that the reader follows."""
        return bool(self.reader.working_roles) and any(review.is_open(section) for section in self.sections)

    @property
    def states(self) -> list[ReviewState]:
        """Every review that the reader may look at, with how far it has come."""
        if not self.reader.working_roles:
            return [ReviewState(review, True, "") for review in self.reviews]
        return [
            ReviewState(
                review,
                begun := is_begun(review),
                "open" if self.is_open(review) else "closed" if begun else "not open yet",
            )
            for review in self.reviews
        ]

    def to_assess(self, section: int) -> Review | None:
        """The latest review that takes ratings for the section."""
        return next((review for review in reversed(self.reviews) if review.is_open(section)), None)

    def stages(self, review: Review) -> list[Stage]:
        """When the review's papers went to each body, for the sections that the reader follows, one for each body."""
        issued = (stage for stage in review.stages.all() if stage.issued_on and not stage.withdrawn_on)
        return list({stage.body_id: stage for stage in issued if stage.section in self.sections}.values())

    def standings(self, review: Review) -> StandingQuerySet:
        """How each risk that the reader may see stands at the review; nothing before the review is begun."""
        return self.standings_at([review] if is_begun(review) else [])

    def standings_at(self, reviews: Collection[Review]) -> StandingQuerySet:
        """The same at each of several reviews."""
        rows = Standing.objects.visible_to(self.reader, self.register)
        return rows.filter(register=self.register, review__in=[review.pk for review in reviews])

    @property
    def asking(self) -> tuple[Reader, int, frozenset[str]]:
        """What the questions about one risk begin with: who reads, the register, and whom its section 2 is open to."""
        return self.reader, self.register.pk, frozenset(self.register.section_two_roles)

    def lines(self, rows: StandingQuerySet, review: Review) -> list[RiskLine]:
        """The rows as lines."""
        return self._lines(rows.values(*COLUMNS), review)

    def lines_of_file(self, rows: StandingQuerySet, review: Review) -> Iterator[RiskLine]:
        """The rows as lines with the comments of the ratings, one after the other: a file never holds all at once."""
        # Asked for apart: joined to a whole register, each rating would be looked up behind its own wall.
        said = dict(_comments_at(*self.asking, review.pk))
        thresholds = self.thresholds(review)
        for row in rows.values(*COLUMNS).iterator():
            yield risk_line(row, self.frame, review, thresholds, said.get(row["assessment_id"], ""))

    def worst(self, review: Review, many: int) -> list[RiskLine]:
        """The first lines of the whole register, worst first: the list as everybody opens it."""
        # Asked for by the page, so that another number of risks is not another question.
        rows = _worst(*self.asking, review.pk, range(-(-many // PAGE) * PAGE))
        return self._lines(rows[:many], review)

    def _lines(self, rows: Iterable[Mapping[str, Any]], review: Review) -> list[RiskLine]:
        thresholds = self.thresholds(review)
        return [risk_line(row, self.frame, review, thresholds) for row in rows]

    def with_scores(self, lines: list[RiskLine], review: Review) -> list[RiskLine]:
        """The same lines, each with its score at every begun review up to this one at which the reader sees it."""
        before = {one.pk: one.label for one in self.begun if one.month <= review.month}
        if not lines or len(before) < 2:
            return lines
        entries = [line.entry_id for line in lines]
        # Asked for by the page, so that another number of risks is not another question.
        entries += entries[-1:] * (-len(entries) % PAGE)
        found = {(entry, at): score for entry, at, score in _scores(*self.asking, tuple(before), tuple(entries))}
        return [
            line._replace(scores=tuple((label, found.get((line.entry_id, at))) for at, label in before.items()))
            for line in lines
        ]

    def with_corrections(self, lines: list[RiskLine], review: Review) -> list[RiskLine]:
        """The same lines, each with what its rating was before the first correction; only closed ratings have one."""
        if not lines or all(review.phase(section) is not Phase.CLOSED for section in SECTIONS):
            return lines
        thresholds = self.thresholds(review)
        # The latest come first, so that the one that was given to a committee is what stays.
        was = {entry: rating(*given, thresholds, review.label) for entry, *given in _corrected(*self.asking, review.pk)}
        return [line._replace(put_right=was.get(line.entry_id)) for line in lines]

    def thresholds(self, review: Review) -> Thresholds | None:
        """The band key that holds at the review; none while the register has no key."""
        return self.frame.thresholds(review)

    def key(self, review: Review) -> tuple[BandSpan, ...]:
        """What each band spans at the review, worst first; empty while the register has no key."""
        thresholds = self.thresholds(review)
        return tuple(BandSpan(one, *thresholds.span(one)) for one in reversed(Band)) if thresholds else ()

    def scales(self, review: Review) -> tuple[tuple[str, tuple[LevelMeaning, ...]], ...]:
        """Both scales that hold at the review, each by its name with what its levels mean."""
        return tuple(
            (
                str(kind.label),
                tuple(
                    LevelMeaning(level.score, level.name, level.code, level.range, level.criteria)
                    for level in self.scale(kind, review).values()
                ),
            )
            for kind in ScaleLevel.Kind
        )

    def scale(self, kind: ScaleLevel.Kind, review: Review) -> dict[int, ScaleLevel]:
        """The levels of one scale that hold at the review, from 1 to 5."""
        return self.frame.scale(kind, review)

    def names(self, kind: ScaleLevel.Kind, review: Review) -> list[str]:
        """The names of one scale's levels, from 1 to 5; empty for a level that has none yet."""
        scale = self.scale(kind, review)
        return [scale[level].name if level in scale else "" for level in LEVELS]

    def factors_in_words(self, rated: Rating | None, review: Review) -> str:
        """Likelihood and impact with the names of their levels; empty where they are not known."""
        if rated is None or rated.factors is None:
            return ""
        named = zip(ScaleLevel.Kind, rated.factors, strict=True)
        return ", ".join(f"{kind.label.lower()} {level} {self.names(kind, review)[level - 1]}" for kind, level in named)


def open_register(reader: Reader, year: Year) -> OpenRegister | None:
    """The year's register as it is open to the reader; none where the trust has none."""
    register = next(iter(_registers_of(year.pk)), None)
    return OpenRegister(reader, register, frame_of(register)) if register else None


@question
def _worst(
    reader: Reader, register: int, opens: frozenset[str], review: int, rows: range
) -> QuerySet[Standing, dict[str, Any]]:
    live = standings_asked(reader, register, opens, (review,)).live()
    worst: QuerySet[Standing, dict[str, Any]] = live.worst_first().values(*COLUMNS)[: len(rows)]
    return worst


@question
def _scores(
    reader: Reader, register: int, opens: frozenset[str], reviews: tuple[int, ...], entries: tuple[int, ...]
) -> QuerySet[Standing, tuple[int, int, int | None]]:
    rows = standings_asked(reader, register, opens, reviews).filter(entry__in=entries, score__isnull=False)
    return rows.values_list("entry_id", "review_id", "score")


@question
def _corrected(
    reader: Reader, register: int, opens: frozenset[str], review: int
) -> QuerySet[Assessment, tuple[int, int, int | None, int | None]]:
    rows = Assessment.objects.visible_to(reader, register_asked(register, opens))
    rows = rows.filter(register=register, review=review, kind=AssessmentKind.CORRECTION).order_by("-moment")
    return rows.values_list("entry_id", "corrects__score", "corrects__likelihood", "corrects__impact")


@question
def _comments_at(
    reader: Reader, register: int, opens: frozenset[str], review: int
) -> QuerySet[Assessment, tuple[int, str]]:
    rows = Assessment.objects.visible_to(reader, register_asked(register, opens))
    return rows.filter(register=register, review=review).exclude(comments="").order_by().values_list("pk", "comments")


@question
def _registers_of(year: int) -> QuerySet[Register]:
    return Register.objects.filter(year=year).order_by()


def register_asked(register: int, section_two_roles: frozenset[str]) -> Register:
    """What of a register a question about its rows looks at."""
    return Register(pk=register, section_two_roles=sorted(section_two_roles))


def standings_asked(reader: Reader, register: int, opens: frozenset[str], reviews: tuple[int, ...]) -> StandingQuerySet:
    """What a question about how risks stand begins with; `opens`: whom the register's section 2 is open to."""
    rows = Standing.objects.visible_to(reader, register_asked(register, opens))
    return rows.filter(register=register, review__in=reviews).order_by()


def is_begun(review: Review) -> bool:
    """Whether the review holds anything: opened here, or issued on paper."""
    return review.opened_on is not None or any(stage.issued_on for stage in review.stages.all())


def _is_issued_to_committee(review: Review) -> bool:
    return any(
        stage.issued_on and not stage.withdrawn_on and stage.body.role == Role.AUDIT for stage in review.stages.all()
    )
