"""Bands, statuses, movements and blanks: always a word."""

import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory

from probation_planning.organisation.context import Room
from probation_planning.ui.templatetags.ui_tags import band_tag, movement, not_recorded, page_numbers, status_tag


class Band(models.TextChoices):
    """As a room would declare its bands."""

    RED = "red", "Red"


class Status(models.TextChoices):
    """As a room would declare its statuses."""

    ON_TRACK = "on_track", "On track"


@pytest.mark.parametrize("word", ["Green", "Amber", "Red", "Black"])
def test_a_band_is_a_word_on_its_colour(word: str) -> None:
    assert band_tag(word.lower()) == f'<strong class="band band--{word.lower()}">{word}</strong>'


def test_a_band_may_be_a_choice_and_stand_after_its_score() -> None:
    assert band_tag(Band.RED, 16) == '<strong class="band band--red"><span class="band__score">16</span> Red</strong>'


@pytest.mark.parametrize("band", ["", None])
def test_no_band_is_said_in_words(band: Any) -> None:
    assert "not rated" in band_tag(band)


def test_an_unknown_band_is_escaped_and_plain() -> None:
    assert band_tag("<b>") == '<strong class="band band--plain">&lt;b&gt;</strong>'


@pytest.mark.parametrize(
    ("arguments", "shape", "word"),
    [
        ((Status.ON_TRACK,), "on-track", "On track"),
        (("Off track",), "off-track", "Off track"),
        (("No status in the document", "no-status"), "no-status", "No status in the document"),
        (("<i>", "overdue"), "overdue", "&lt;i&gt;"),
    ],
)
def test_a_status_is_a_word_in_a_shape_of_its_own(arguments: tuple[Any, ...], shape: str, word: str) -> None:
    assert status_tag(*arguments) == f'<strong class="status status--{shape}">{word}</strong>'


@pytest.mark.parametrize(
    ("change", "of", "words", "arrow"),
    [
        ("higher", "risk", "risk higher", "↑"),
        ("lower", "risk", "risk lower", "↓"),
        ("level", "risk", "no change", "→"),
        ("level, factors changed", "risk", "no change in score, factors changed", "→"),
        ("new", "risk", "new", ""),
        ("no earlier rating", "risk", "no earlier rating", ""),
        (None, "risk", "no earlier rating", ""),
        ("not assessed", "risk", "not assessed", ""),
        ("<b>", "risk", "&lt;b&gt;", ""),
        ("worse", "performance", "performance worse", "↓"),
        ("better", "performance", "performance better", "↑"),
        ("level", "performance", "performance level", "→"),
    ],
)
def test_a_movement_is_words_and_an_arrow_never_alone(change: Any, of: str, words: str, arrow: str) -> None:
    html = movement(change, of)
    assert f">{words}" in html
    assert (f'aria-hidden="true">{arrow}<' in html) if arrow else ("movement__arrow" not in html)


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_says_not_recorded(blank: Any) -> None:
    assert not_recorded(blank) == '<span class="not-recorded">not recorded</span>'


@pytest.mark.parametrize("value", [0, False, "PIU"])
def test_what_is_recorded_is_left_alone(value: Any) -> None:
    assert not_recorded(value) is value


def test_breadcrumbs_link_all_but_the_last_and_escape_their_words() -> None:
    source = '{% load ui_tags %}{% breadcrumbs "Risks" "/risks/" name %}'
    html = Template(source).render(Context({"name": "<b>Risk 1.1</b>"}))
    assert '<a class="govuk-breadcrumbs__link" href="/risks/">Risks</a>' in html
    assert '<li class="govuk-breadcrumbs__list-item" aria-current="page">&lt;b&gt;Risk 1.1&lt;/b&gt;</li>' in html


def test_page_numbers_leave_out_the_far_ones() -> None:
    page = Paginator(range(1000), 25).page(20)
    assert list(page_numbers(page)) == [1, "…", 19, 20, 21, "…", 40]


# Templates drawn once. The one drawn here says nothing of the page it stands on.


def kept(page: dict[str, Any] | None = None, **values: Any) -> str:
    """The rooms of the navigation as the tag draws them, on a page that knows something more."""
    drawn = Template('{% load ui_tags %}{% kept "ui/rooms.html" rooms=rooms %}')
    return drawn.render(Context((page or {}) | values))


def test_what_was_drawn_once_is_said_again_and_other_values_draw_another() -> None:
    plan, risks = (Room("Plan", "/plan/", current=False),), (Room("Risks", "/risks/", current=True),)

    assert 'href="/plan/"' in kept(rooms=plan) == kept(rooms=plan)
    assert 'href="/risks/"' in kept(rooms=risks)
    assert "/plan/" not in kept(rooms=risks)


def test_it_is_drawn_from_its_values_alone() -> None:
    here = (Room("Year", "/year/", current=False),)

    assert kept({"reader": "somebody", "request": "a request"}, rooms=here) == kept(rooms=here)
    assert kept({"rooms": here, "here": ()}, rooms=()).count("<li") == 0


def test_it_escapes_as_every_template_does() -> None:
    assert "&lt;b&gt;Plan&lt;/b&gt;" in kept(rooms=(Room("<b>Plan</b>", "/", current=False),))


def test_values_that_are_equal_but_of_another_type_are_drawn_apart() -> None:
    page = Template('{% load ui_tags %}{% kept "risks/_factors.html" factors=factors rating=None %}')

    assert ">True<" in page.render(Context({"factors": True}))
    assert ">1<" in page.render(Context({"factors": 1}))


def test_a_table_is_taken_along_narrowed_as_the_page_is() -> None:
    request = RequestFactory().get("/?band=red&page=2")
    tag = '{{% load ui_tags %}}{{% downloads "these risks" "risks:export" "derbyshire" "2011-12"{} %}}'
    folder = "/derbyshire/2011-12/risks/export"

    narrowed, whole = (
        Template(tag.format(more)).render(Context({"request": request})) for more in ("", " narrowed=False")
    )

    assert re.findall('href="([^"]*)"', narrowed) == [f"{folder}.{one}?band=red&amp;page=2" for one in ("csv", "xlsx")]
    assert re.findall('href="([^"]*)"', whole) == [f"{folder}.csv", f"{folder}.xlsx"]
    words = " ".join(re.sub("<[^>]+>", "", whole).split())
    assert words == "Download these risks as CSV or Download these risks as a spreadsheet (XLSX)"
