"""The one table template."""

import re
from typing import Any

import django_tables2
import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django_tables2 import RequestConfig

from probation_planning.ui.tables import HouseTable


class RiskTable(HouseTable):
    """A list as a room would declare it."""

    caption = "Section 1: key risks"
    things = "risks"

    ref = django_tables2.Column("Ref")
    score = django_tables2.Column("Score", attrs={"td": {"class": "numeric"}})
    owner = django_tables2.Column("Owner", orderable=False)


def rows(count: int) -> list[dict[str, Any]]:
    """Made-up risks, the first without an owner."""
    return [{"ref": f"1.{n}", "score": n, "owner": "<b>PIU</b>" if n > 1 else ""} for n in range(1, count + 1)]


def drawn(table: HouseTable, address: str = "/") -> str:
    """The list as one line of HTML."""
    request: HttpRequest = RequestFactory().get(address)
    RequestConfig(request).configure(table)
    html = Template('{% include "ui/table.html" %}').render(Context({"table": table, "request": request}))
    return re.sub(r"\s+", " ", html)


def test_a_list_has_a_caption_and_a_heading_for_each_column() -> None:
    html = drawn(RiskTable(rows(2)))
    assert re.search(r"<caption [^>]*>Section 1: key risks</caption>", html)
    assert html.count('<th scope="col"') == 3


def test_cells_are_escaped_and_carry_their_heading_for_phones() -> None:
    html = drawn(RiskTable(rows(2)))
    assert '<td data-label="Owner">&lt;b&gt;PIU&lt;/b&gt;</td>' in html
    assert '<td data-label="Score" class="numeric">1</td>' in html


def test_a_blank_cell_says_not_recorded() -> None:
    assert '<td data-label="Owner"><span class="not-recorded">not recorded</span></td>' in drawn(RiskTable(rows(1)))


@pytest.mark.parametrize(
    ("address", "state", "next_sort"),
    [("/", "none", "score"), ("/?sort=score", "ascending", "-score"), ("/?sort=-score", "descending", "score")],
)
def test_a_heading_says_how_it_sorts_and_turns_it_round(address: str, state: str, next_sort: str) -> None:
    html = drawn(RiskTable(rows(3)), address)
    assert f'aria-sort="{state}"><a class="house-table__sort" href="?sort={next_sort}">Score</a>' in html


def test_sorting_keeps_the_filters_and_goes_back_to_the_first_page() -> None:
    html = drawn(RiskTable(rows(60)), "/?band=red&band=black&page=2")
    assert 'href="?band=red&amp;band=black&amp;sort=score"' in html


def test_a_column_that_does_not_sort_has_no_link() -> None:
    assert re.search(r'<th scope="col">\s*Owner\s*</th>', drawn(RiskTable(rows(1))))


def test_a_long_list_comes_in_pages_of_25() -> None:
    html = drawn(RiskTable(rows(190)), "/?page=3")
    assert "Showing 51 to 75 of 190 risks" in html
    assert html.count("<tr>") == 26
    assert 'aria-label="Page 3" aria-current="page"' in html
    assert 'href="?page=2" rel="prev"' in html
    assert 'href="?page=4" rel="next"' in html
    assert 'aria-label="Page 8"' in html
    assert 'aria-label="Page 6"' not in html


@pytest.mark.parametrize("address", ["/?page=99", "/?page=x", "/?sort=nothing", "/?sort="])
def test_nonsense_in_the_address_still_shows_the_list(address: str) -> None:
    assert "of 30 risks" in drawn(RiskTable(rows(30)), address)


def test_a_short_list_has_no_page_numbers() -> None:
    html = drawn(RiskTable(rows(3)))
    assert "Showing 1 to 3 of 3 risks" in html
    assert "govuk-pagination" not in html


def test_an_empty_list_is_a_sentence() -> None:
    html = drawn(RiskTable([], empty_text="No risk matches these filters."))
    assert '<p class="house-empty">No risk matches these filters.</p>' in html
    assert "<table" not in html


def test_an_empty_list_without_words_of_its_own_still_says_something() -> None:
    assert "Nothing is recorded here yet." in drawn(RiskTable([]))


def test_rows_come_from_the_partial_that_the_list_names(settings: Any, tmp_path: Any) -> None:
    one = '<tr><td data-label="Ref">Risk {{ row.record.ref }}</td></tr>'
    (tmp_path / "_rows.html").write_text(f"{{% for row in rows %}}{one}{{% endfor %}}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]

    class PartialTable(RiskTable):
        rows_template = "_rows.html"

    html = drawn(PartialTable(rows(2)))
    assert '<td data-label="Ref">Risk 1.2</td>' in html
    assert 'data-label="Score"' not in html
