"""The register as a list."""

from collections.abc import Iterator, Sequence

import django_tables2 as tables
from django.db.models import F
from django_tables2.data import TableQuerysetData

from probation_planning.ui.tables import HouseTable
from risks.lines import RiskLine
from risks.models import Review
from risks.models.assessments import StandingQuerySet
from risks.reading import OpenRegister
from risks.things import with_overdue

SORTS = frozenset({"reference", "score"})
WORST_FIRST = "-score"


class Lines(TableQuerysetData):  # type: ignore[misc]
    """Standings that turn into lines as they are read: a page of the list at a time, or all of them for a file."""

    def __init__(
        self,
        rows: StandingQuerySet,
        *,
        opened: OpenRegister,
        review: Review,
        count: int | None,
        worst: bool,
    ) -> None:
        super().__init__(rows)
        self._length = count
        self.opened, self.review, self.worst = opened, review, worst

    def __iter__(self) -> Iterator[RiskLine]:
        return self.opened.lines_of_file(self.data, self.review)

    def __getitem__(self, key: slice) -> list[RiskLine]:
        if self.worst and not key.start:
            lines = self.opened.worst(self.review, key.stop)
        else:
            lines = self.opened.lines(self.data[key], self.review)
        lines = self.opened.with_corrections(self.opened.with_scores(lines, self.review), self.review)
        lines = self.opened.with_carried(lines, self.review)
        return with_overdue(self.opened, self.review, lines)


class RiskTable(HouseTable):
    """Worst first unless asked for by reference."""

    things = "risks"
    rows_template = "risks/_risk_rows.html"

    reference = tables.Column("Ref")
    title = tables.Column("Risk", orderable=False)
    categories = tables.Column("Categories", orderable=False, attrs={"th": {"term": "category"}})
    owners = tables.Column("Owners", orderable=False)
    responses = tables.Column("Response", orderable=False, attrs={"th": {"term": "response"}})
    previous = tables.Column("Previous score", orderable=False, attrs={"th": {"term": "previous-score"}})
    score = tables.Column("Score", initial_sort_descending=True, attrs={"th": {"term": "score"}})
    change = tables.Column("Change", orderable=False, attrs={"th": {"term": "change"}})

    class Meta:
        order_by = WORST_FIRST

    def order_reference(self, rows: StandingQuerySet, is_descending: bool) -> tuple[StandingQuerySet, bool]:
        """As printed, where 1.10 comes after 1.9."""
        rows = rows.by_reference()
        return (rows.reverse() if is_descending else rows), True

    def order_score(self, rows: StandingQuerySet, is_descending: bool) -> tuple[StandingQuerySet, bool]:
        """By the score at the review, or the last one known."""
        best_first = rows.order_by(F("ranked").asc(nulls_last=True), "entry_id")
        return (rows.worst_first() if is_descending else best_first), True


def risk_table(
    rows: StandingQuerySet,
    *,
    opened: OpenRegister,
    review: Review,
    sort: Sequence[str],
    count: int | None = None,
    whole: bool = False,
) -> RiskTable:
    """The list of these standings in the order asked for.

    `count` is how many rows there are, where that is known; `whole`: whether they are all that the reader sees at the
    review and are not closed.
    """
    chosen = [one for one in sort if one.lstrip("-") in SORTS]
    worst = whole and chosen[:1] in ([], [WORST_FIRST])
    data = rows.worst_first()
    lines = Lines(data, opened=opened, review=review, count=count, worst=worst)
    table = RiskTable(lines, order_by=chosen[:1] or None, empty_text="No risk fits these filters.")
    table.columns["score"].column.verbose_name = f"Score at {review.label}"
    return table
