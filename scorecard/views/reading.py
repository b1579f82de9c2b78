"""The scorecard as it is read."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple, cast

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from probation_planning.organisation import clock
from probation_planning.organisation.downloads import download
from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.ui.filters import in_words
from scorecard.exports import MEASURES, scorecard_rows
from scorecard.filters import MeasureFilter, blank_filters, choices_of, perspectives_of
from scorecard.models import Measure, Perspective, Scorecard
from scorecard.models.measures import MeasureQuerySet
from scorecard.notes import footnotes_of, lines, tallies
from scorecard.standing import Standing, standings, standings_of, with_standing_rows
from scorecard.tables import MeasureRow, Paged, columns_of, measure_rows

ON_ONE_PAGE = 100
PER_PAGE = 25


@question
def _scorecards(reader: Reader, year: int) -> QuerySet[Scorecard]:
    stands = Count("perspectives__measures", filter=Q(perspectives__measures__withdrawn_on=None))
    return (
        Scorecard.objects.visible_to(reader)
        .filter(year=year)
        .select_related("document")
        .annotate(measures_count=stands)
    )


@question
def _all_measures(reader: Reader, scorecard: int) -> QuerySet[Measure]:
    return with_standing_rows(_of(reader).filter(perspective__scorecard=scorecard))


@question
def _measures_of(reader: Reader, scorecard: int, keys: tuple[int, ...]) -> QuerySet[Measure]:
    return with_standing_rows(_of(reader).filter(perspective__scorecard=scorecard, pk__in=keys))


@question
def _given_up(reader: Reader, scorecard: int) -> QuerySet[Measure]:
    measures = Measure.objects.visible_to(reader).filter(perspective__scorecard=scorecard, withdrawn_on__isnull=False)
    return measures.select_related("perspective").in_printed_order()


def _of(reader: Reader) -> MeasureQuerySet:
    return Measure.objects.visible_to(reader).standing().in_printed_order().with_references_and_owners()


def scorecard_of(request: ReaderRequest) -> Scorecard | None:
    """The year's scorecard, None where the trust has none."""
    if not Scorecard.is_open_to(request.reader):
        raise Http404
    return next(iter(_scorecards(request.reader, request.year.pk)), None)


class Card:
    """A year's scorecard as a reader narrows it down."""

    def __init__(self, request: ReaderRequest, scorecard: Scorecard) -> None:
        self.request, self.scorecard = request, scorecard
        self.perspectives = perspectives_of(scorecard.pk)
        self.choices = choices_of(scorecard.pk, self.perspectives)
        self.footnotes = footnotes_of(scorecard.pk)
        self.is_narrowed = any(name in MeasureFilter.base_filters for name in request.GET)

    @cached_property
    def filters(self) -> MeasureFilter:
        """What the query narrows the reader's measures of the year by."""
        measures = _of(self.request.reader).filter(perspective__scorecard=self.scorecard.pk)
        return MeasureFilter(self.request.GET, measures, choices=self.choices)

    @property
    def faults(self) -> str:
        """What is wrong with the query."""
        return self.filters.all_faults if self.is_narrowed else ""

    def all(self) -> list[Standing]:
        """Where each of the measures stands, on whatever page."""
        if self.is_narrowed and self.filters.asks_database:
            found = self._of_keys(self._keys)
        else:
            rows = _all_measures(self.request.reader, self.scorecard.pk)
            found = standings_of(rows, self.request.year, clock.today())
        return [each for each in found if self.filters.fits(each)] if self._is_worked_out else found

    def page(self) -> tuple[Page[Any], list[Standing]]:
        """One page of them: all up to a hundred, and 25 of more."""
        if self._is_worked_out or (not self.is_narrowed and self._is_short):
            page = self._paged(self.all())
            return page, list(page.object_list)
        if self.is_narrowed:
            page = self._paged(self._keys)
            return page, self._of_keys(list(page.object_list))
        page = self._paged(self.filters.qs)
        return page, standings(cast(Any, page.object_list), self.request.year, clock.today())

    @property
    def _is_worked_out(self) -> bool:
        return self.is_narrowed and self.filters.is_worked_out

    @cached_property
    def _keys(self) -> list[int]:
        """The measures that the database finds, in their order."""
        return list(self.filters.qs.values_list("pk", flat=True))

    def _of_keys(self, keys: list[int]) -> list[Standing]:
        rows = _measures_of(self.request.reader, self.scorecard.pk, by_page(keys)) if keys else []
        return standings_of(rows, self.request.year, clock.today())

    @property
    def _is_short(self) -> bool:
        return cast(Any, self.scorecard).measures_count <= ON_ONE_PAGE  # type: ignore[no-any-return]

    def _paged(self, rows: Any) -> Page[Any]:
        paginator: Any = Paginator(rows, PER_PAGE)
        if not self.is_narrowed:
            paginator.count = cast(Any, self.scorecard).measures_count
        if paginator.count <= ON_ONE_PAGE:
            paginator.per_page = ON_ONE_PAGE
        return paginator.get_page(self.request.GET.get("page"))  # type: ignore[no-any-return]


class Section(NamedTuple):
    """A perspective with its measures on the page."""

    perspective: Perspective
    rows: Sequence[MeasureRow]


class ScorecardView(TemplateView):
    """Vision, mission, and the measures by perspective, in the paper's order; 25 a page above a hundred."""

    request: ReaderRequest
    template_name = "scorecard/scorecard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without the words of the address, which would hide the trust and year of the house."""
        return super().get_context_data()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A scorecard, or the words that there is none; a filter that is none of ours is a bad request, and says so."""
        scorecard = scorecard_of(self.request)
        context["may_manage"] = may(self.request.reader, Act.MANAGE, Kind.SCORECARD)
        if scorecard is None:
            return TemplateResponse(self.request, "scorecard/no_scorecard.html", context)
        card = Card(self.request, scorecard)
        page, found = card.page()
        is_whole = not card.is_narrowed and not page.has_other_pages()
        sections = self._sections(card, found, is_whole=is_whole)
        context |= {
            "scorecard": scorecard,
            "whose": scorecard.whose(self.request.reader.trust, self.request.year),
            "sections": sections,
            "columns": columns_of([row for section in sections for row in section.rows]),
            "page": page,
            "table": Paged(),
            "is_narrowed": card.is_narrowed,
            "tallies": [] if page.has_other_pages() else tallies(found),
            "footnotes": card.footnotes,
            "given_up": _given_up(self.request.reader, scorecard.pk),
            "may_see_quality": may(self.request.reader, Act.READ, Kind.QUALITY),
        }
        context |= {"filter": card.filters} if card.is_narrowed else {"blank_filters": blank_filters(card.choices)}
        return TemplateResponse(self.request, self.get_template_names(), context, status=400 if card.faults else 200)

    def _sections(self, card: Card, found: list[Standing], *, is_whole: bool) -> list[Section]:
        """The measures by perspective; of the whole scorecard, those that have none yet too."""
        addresses = [self.request.reader.trust.slug, self.request.year.slug]
        page_of = reverse("scorecard:measure_detail", args=[*addresses, "0-0"]).removesuffix("0-0/")
        rows = {
            number: list(measure_rows(lines(here, card.footnotes), page_of))
            for number, here in groupby(found, lambda one: one.measure.perspective.number)
        }
        return [
            Section(perspective, rows.get(perspective.number, ()))
            for perspective in card.perspectives
            if is_whole or perspective.number in rows
        ]


@require_safe
def export(request: HttpRequest, trust: str, year: str, ending: str) -> HttpResponse:
    """Every measure that the scorecard would show under the same filters."""
    ours = cast(ReaderRequest, request)
    scorecard = scorecard_of(ours)
    read = (Act.READ, Kind.SCORECARD)
    file = partial(download, ours, ending, name="scorecard", things="Measures", open_to=read, columns=MEASURES)
    if scorecard is None:
        return file(title="Scorecard", rows=[])
    card = Card(ours, scorecard)
    if card.faults:
        raise BadRequest(card.faults)
    return file(
        title=scorecard.title,
        rows=scorecard_rows(lines(card.all(), card.footnotes)),
        narrowed=in_words(card.filters, request.GET) if card.is_narrowed else "",
    )
