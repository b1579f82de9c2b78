"""The bar of how things stand: parts that add up, and a sentence that says all of it."""

from django.template.loader import render_to_string

from probation_planning.ui.bars import SHAPES, StatusBar, Tally

BAR = StatusBar("objectives", (Tally("On track", "on_track", 3, "/plan/"), Tally("overdue", "overdue", 1)))


def test_the_parts_fill_the_bar_by_their_numbers() -> None:
    first, second = BAR.parts

    assert (first.x, first.width, second.x, second.width) == (1, 448, 451, 148)
    assert (first.shape, second.shape) == (SHAPES["on-track"], SHAPES["overdue"])


def test_it_says_in_words_what_it_shows() -> None:
    assert BAR.sentence == "4 objectives: 3 on track, 1 overdue."
    assert StatusBar("measures", ()).sentence == "No measures."


def test_a_number_stands_with_its_word_beside_the_picture_and_leads_to_its_list() -> None:
    html = render_to_string("ui/charts/status_bar.html", {"bar": BAR, "of": "objectives of theme 1"})

    assert html.index("<title>4 objectives: 3 on track, 1 overdue.</title>") < html.index("<rect")
    assert '<a class="status-bar__link" href="/plan/">' in html
    assert html.count('<strong class="status ') == 2
    assert "style=" not in html


def test_nothing_to_count_is_said_and_not_drawn() -> None:
    html = render_to_string("ui/charts/status_bar.html", {"bar": StatusBar("measures", ())})

    assert "No measures." in html
    assert "<svg" not in html


def test_silence_and_bad_news_are_drawn_apart() -> None:
    apart = ["no-status", "unanswered", "overdue", "off-track", "at-risk", "on-track", "complete"]

    assert len({SHAPES[value] for value in apart}) == len(apart)
