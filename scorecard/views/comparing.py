"""The scorecard beside last year's."""

from itertools import groupby
from typing import Any, NamedTuple, cast

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from probation_planning.organisation import clock
from probation_planning.organisation.models import Year
from probation_planning.organisation.questions import question
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Reader
from scorecard.comparing import Pair, pairs
from scorecard.models import Measure, Scorecard
from scorecard.standing import standings
from scorecard.tables import Paged
from scorecard.views.reading import ON_ONE_PAGE, PER_PAGE, scorecard_of


class Gone(NamedTuple):
    """A measure that does not go on."""

    href: str
    name: str
    says: str


@question
def _given_up(reader: Reader, scorecard: int) -> QuerySet[Measure]:
    """Measures of a year that no measure of a later one goes on from."""
    goes_on = Measure.objects.visible_to(reader).filter(carried_from=OuterRef("pk"))
    rows = Measure.objects.visible_to(reader).filter(perspective__scorecard=scorecard).exclude(Exists(goes_on))
    return rows.select_related("perspective").in_printed_order()


class CompareView(TemplateView):
    """This year's measures beside those they go on from; new ones, and those that are given up, by name."""

    request: ReaderRequest
    template_name = "scorecard/compare.html"

    @cached_property
    def scorecard(self) -> Scorecard:
        """This year's."""
        found = scorecard_of(self.request)
        if found is None:
            raise Http404
        return found

    @cached_property
    def before(self) -> Scorecard | None:
        """The latest of an earlier year."""
        rows = Scorecard.objects.visible_to(self.request.reader).filter(year__start__lt=self.request.year.start)
        return rows.select_related("year").order_by("-year__start").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measures by perspective, each beside its former self."""
        context = super().get_context_data() | {"scorecard": self.scorecard, "before": self.before}
        if self.before is None:
            return context
        page = self._page()
        found = list(self._pairs(page, self.before.year))
        return context | {
            "page": page,
            "table": Paged(),
            "sections": [(title, list(rows)) for title, rows in groupby(found, lambda pair: pair.perspective)],
            "gone": self._gone(self.before) if page.number == 1 else [],
        }

    def _page(self) -> Page[Any]:
        rows = Measure.objects.visible_to(self.request.reader).of(self.request.year).standing().in_printed_order()
        paginator = Paginator(rows, PER_PAGE)
        if paginator.count <= ON_ONE_PAGE:
            paginator.per_page = ON_ONE_PAGE
        return paginator.get_page(self.request.GET.get("page"))

    def _pairs(self, page: Page[Any], year: Year) -> list[Pair]:
        now = standings(cast(Any, page.object_list), self.request.year, clock.today())
        carried = [one.measure.carried_from_id for one in now if one.measure.carried_from_id]
        rows = Measure.objects.visible_to(self.request.reader).of(year).filter(pk__in=carried)
        then = standings(rows, year, clock.today())
        return list(pairs(now, then, self._page_of(self.request.year), self._page_of(year)))

    def _page_of(self, year: Year) -> str:
        """The address of a year's measures, before their reference."""
        return reverse(
            "scorecard:measure_detail", args=[self.request.reader.trust.slug, year.slug, "0-0"]
        ).removesuffix("0-0/")

    def _gone(self, before: Scorecard) -> list[Gone]:
        """Last year's measures that do not go on, and this year's that are given up."""
        last, now = before.year, self.request.year
        rows = _given_up(self.request.reader, before.pk)
        gone = [Gone(f"{self._page_of(last)}{row.reference}/", row.name, f"not in {now.label}") for row in rows]
        ours = Measure.objects.visible_to(self.request.reader).of(now).filter(withdrawn_on__isnull=False)
        return gone + [
            Gone(f"{self._page_of(now)}{row.reference}/", row.name, f"withdrawn on {row.withdrawn_on:%-d %B %Y}")
            for row in ours.select_related("perspective").in_printed_order()
        ]
