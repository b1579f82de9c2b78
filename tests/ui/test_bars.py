"""The bar of how things stand: parts that add up, and a sentence that says all of it."""

from decimal import Decimal

from django.template.loader import render_to_string

from probation_planning.ui.bars import SHAPES, LevelBar, LevelBars, StatusBar, Tally

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


def test_bars_on_paper_are_as_many_pictures_as_fit_their_pages_and_say_all_of_them() -> None:
    bars = LevelBars("Cases", tuple(LevelBar(f"Tier {number}", Decimal(number), str(number)) for number in range(50)))

    pictures = bars.pictures

    assert [len(picture.placed) for picture in pictures] == [24, 24, 2]
    assert pictures[2].sentence == "Cases: Tier 48 48, Tier 49 49."
    assert pictures[2].placed[1].length == bars.width


def test_a_long_label_stands_in_two_lines_about_the_middle_of_its_bar() -> None:
    label = "Addressing Substance Related Offending, completions of " * 3
    (picture,) = LevelBars("Cases", (LevelBar(label, Decimal(1), "1"),)).pictures

    (first, upper), (second, lower) = picture.placed[0].lines

    assert max(len(first), len(second)) <= picture.letters
    assert second.endswith("…")
    assert upper < picture.placed[0].words_at < lower < picture.height
