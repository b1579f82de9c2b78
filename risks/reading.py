"""A register as it is open to one reader: the reviews they may read, its scales and key, and each risk as one line."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

from probation_planning.organisation.models import Role, Year
from probation_planning.organisation.questions import PAGE, by_page, question
from probation_planning.organisation.roles import Act, Kind, Reader, may
from risks.frames import Frame, LevelWords, frame_of
from risks.lines import COLUMNS, Rating, RiskLine, rating, risk_line
from risks.models import (
    Assessment,
    AssessmentKind,
    Phase,
    Register,
    Review,
    ScaleLevel,
    Stage,
    Standing,
)
from risks.models.assessments import StandingQuerySet
from risks.models.registers import SECTIONS
from risks.scoring import LEVELS, Band, Thresholds


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

    def lines_of(self, entries: Sequence[int], review: Review) -> list[RiskLine]:
        """These risks as lines, at a review that is begun."""
        return self._lines(_standings_of(*self.asking, review.pk, by_page(entries)), review)

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

    def live(self, review: Review) -> list[RiskLine]:
        """Every line that is not closed at the review, worst first."""
        return self._lines(_live(*self.asking, review.pk), review) if is_begun(review) else []

    def _lines(self, rows: Iterable[Mapping[str, Any]], review: Review) -> list[RiskLine]:
        thresholds = self.thresholds(review)
        return [risk_line(row, self.frame, review, thresholds) for row in rows]

    def with_scores(self, lines: list[RiskLine], review: Review) -> list[RiskLine]:
        """The same lines, each with its score at every begun review up to this one at which the reader sees it."""
        before = {one.pk: one.label for one in self.begun if one.month <= review.month}
        if not lines or len(before) < 2:
            return lines
        entries = by_page([line.entry_id for line in lines])
        found = {(entry, at): score for entry, at, score in _scores(*self.asking, tuple(before), entries)}
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

    def with_carried(self, lines: list[RiskLine], review: Review) -> list[RiskLine]:
        """The same lines, each knowing whether its rating is last year's; only one without an earlier rating can be."""
        asked = [line.entry_id for line in lines if line.rating and not line.previous]
        if not asked or review.opened_on is None:
            return lines
        rows = Assessment.objects.visible_to(self.reader, self.register)
        rows = rows.filter(entry__in=asked, review=review).order_by("-sequence")
        latest: dict[int, bool] = {}
        for entry, carried_from in rows.values_list("entry", "carried_from"):
            latest.setdefault(entry, carried_from is not None)
        return [line._replace(is_carried=latest.get(line.entry_id, False)) for line in lines]

    def thresholds(self, review: Review) -> Thresholds | None:
        """The band key that holds at the review; none while the register has no key."""
        return self.frame.thresholds(review)

    def key(self, review: Review) -> tuple[BandSpan, ...]:
        """What each band spans at the review, worst first; empty while the register has no key."""
        thresholds = self.thresholds(review)
        return tuple(BandSpan(one, *thresholds.span(one)) for one in reversed(Band)) if thresholds else ()

    def scales(self, review: Review) -> tuple[tuple[str, tuple[tuple[int, LevelWords], ...]], ...]:
        """Both scales that hold at the review, each by its name with what its levels say."""
        return tuple((str(kind.label), self.frame.words_of(self.scale(kind, review))) for kind in ScaleLevel.Kind)

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


def open_registers(reader: Reader) -> list[OpenRegister]:
    """The registers of all years as they are open to the reader; none to who may read no register."""
    if not may(reader, Act.READ, Kind.REGISTER):
        return []
    return [OpenRegister(reader, register, frame_of(register)) for register in _registers_in(reader.trust.pk)]


@question
def _worst(
    reader: Reader, register: int, opens: frozenset[str], review: int, rows: range
) -> QuerySet[Standing, dict[str, Any]]:
    live = standings_asked(reader, register, opens, (review,)).live()
    worst: QuerySet[Standing, dict[str, Any]] = live.worst_first().values(*COLUMNS)[: len(rows)]
    return worst


@question
def _live(reader: Reader, register: int, opens: frozenset[str], review: int) -> QuerySet[Standing, dict[str, Any]]:
    live = standings_asked(reader, register, opens, (review,)).live()
    worst: QuerySet[Standing, dict[str, Any]] = live.worst_first().values(*COLUMNS)
    return worst


@question
def _standings_of(
    reader: Reader, register: int, opens: frozenset[str], review: int, entries: tuple[int, ...]
) -> QuerySet[Standing, dict[str, Any]]:
    rows = standings_asked(reader, register, opens, (review,)).filter(entry__in=entries)
    found: QuerySet[Standing, dict[str, Any]] = rows.values(*COLUMNS)
    return found


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


@question
def _registers_in(trust: int) -> QuerySet[Register]:
    return Register.objects.filter(trust=trust).order_by("pk")


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
