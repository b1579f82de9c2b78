"""The charts say in words what they show."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from probation_planning.ui.bars import band_bar
from probation_planning.ui.charts import HeatMap, Point, Trend, Unplaced, heat_map

LIKELIHOOD = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
IMPACT = ["Insignificant", "Minor", "Moderate", "Major", "Catastrophic"]


def band_of(score: int) -> str:
    """The band key printed in the register."""
    return "Green" if score <= 5 else "Amber" if score <= 14 else "Red" if score <= 20 else "Black"


def a_map() -> HeatMap:
    """Three risks at 4 × 4, one at 5 × 5, and four of score 12 without factors."""
    return heat_map(
        {(4, 4): 3, (5, 5): 1},
        caption="Section 1 at Jun-11",
        likelihood_names=LIKELIHOOD,
        impact_names=IMPACT,
        band_of=band_of,
        link=lambda likelihood, impact: f"?likelihood={likelihood}&impact={impact}",
        unplaced=[Unplaced(12, "Amber", 4, "?score=12")],
    )


def test_a_heat_map_runs_from_likelihood_five_down_and_impact_one_up() -> None:
    rows = a_map().rows
    assert (rows[0].level, rows[0].name) == (5, "Almost certain")
    assert [cell.impact for cell in rows[0].cells] == [1, 2, 3, 4, 5]
    assert sum(len(row.cells) for row in rows) == 25


def test_every_rated_risk_is_in_the_total() -> None:
    found = a_map()
    assert (found.placed, found.beside, found.total) == (4, 4, 8)


def test_a_count_leads_to_its_risks_and_says_its_band_and_score() -> None:
    html = re.sub(r"\s+", " ", render_to_string("ui/charts/heat_map.html", {"heat_map": a_map()}))
    assert 'href="?likelihood=4&amp;impact=4"' in html
    assert (
        '3<span class="govuk-visually-hidden"> risks, score 16,</span></span> <span class="heat-map__band">Red</span>'
        in html
    )
    assert (
        '1<span class="govuk-visually-hidden"> risk, score 25,</span></span> <span class="heat-map__band">Black</span>'
        in html
    )
    assert html.count("No risks, score") == 23
    assert html.count("<a ") == 3


def test_risks_without_factors_stand_beside_the_map() -> None:
    html = re.sub(r"\s+", " ", render_to_string("ui/charts/heat_map.html", {"heat_map": a_map()}))
    assert '<a class="govuk-link govuk-link--no-visited-state" href="?score=12">4 risks</a> at score 12' in html
    assert "8 rated in all: 4 on the map, 4 beside it." in html


@pytest.mark.parametrize("template", ["ui/charts/trend.html", "ui/charts/bars.html"])
def test_a_trend_is_a_picture_whose_first_child_is_its_title(template: str) -> None:
    trend = Trend("Score of Risk 1.1", (Point("Mar-11", 12, band="Amber"), Point("Jun-11", 16, band="Red")), 1, 25)
    picture = ElementTree.fromstring(render_to_string(template, {"trend": trend}))
    assert picture[0].tag.endswith("title")
    assert picture[0].text == "Score of Risk 1.1: 12 at Mar-11, 16 at Jun-11."
    assert not any("style" in part.attrib for part in picture.iter())


@pytest.mark.parametrize("template", ["ui/charts/trend.html", "ui/charts/bars.html"])
@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((), "Score of Risk 1.1: nothing rated yet."),
        ((Point("Mar-11", 12),), "Score of Risk 1.1: 12 at Mar-11 (one rating so far)."),
    ],
)
def test_fewer_than_two_ratings_are_a_sentence(template: str, points: tuple[Point, ...], sentence: str) -> None:
    html = render_to_string(template, {"trend": Trend("Score of Risk 1.1", points)})
    assert sentence in html
    assert "<svg" not in html


def test_a_trend_stays_inside_its_frame_and_rises_with_the_value() -> None:
    marks = Trend("Score", (Point("a", 1), Point("b", 25), Point("c", 99)), 1, 25).marks
    assert [mark.y for mark in marks] == [56.0, 8.0, 8.0]
    assert [mark.x for mark in marks] == [8.0, 120.0, 232.0]


def test_a_bar_below_nought_hangs_from_it() -> None:
    below, above = Trend("Change", (Point("a", -10), Point("b", 10)), -10, 10).marks
    assert (below.top, below.bottom) == (32.0, 56.0)
    assert (above.top, above.bottom) == (8.0, 32.0)


def test_a_trend_that_never_moves_is_drawn_all_the_same() -> None:
    assert len(Trend("Score", (Point("a", 5), Point("b", 5)), 5, 5).marks) == 2


def test_a_band_bar_shares_its_width_by_count_and_names_each_band() -> None:
    bar = band_bar([("Green", 1), ("Amber", 2), ("Red", 1), ("Black", 0)], what="risks")
    assert [(part.band, part.x, part.width) for part in bar.segments] == [
        ("Green", 0.0, 150.0),
        ("Amber", 150.0, 300.0),
        ("Red", 450.0, 150.0),
    ]
    html = render_to_string("ui/charts/band_bar.html", {"bar": bar})
    assert "<title>4 risks: 1 Green, 2 Amber, 1 Red.</title>" in html
    assert '<strong class="band band--amber">Amber</strong> 2' in html


def test_what_is_not_rated_is_drawn_in_outline() -> None:
    bar = band_bar([("Amber", 1), ("not rated", 3)], what="risks")

    html = render_to_string("ui/charts/band_bar.html", {"bar": bar})

    assert bar.sentence == "4 risks: 1 Amber, 3 not rated."
    assert 'width="450.0" height="24" fill="#ffffff" stroke="#505a5f"' in html
    assert html.count('stroke="#ffffff"') == 1


def test_an_empty_band_bar_is_a_sentence() -> None:
    html = render_to_string("ui/charts/band_bar.html", {"bar": band_bar([("Green", 0)], what="risks")})
    assert "No risks." in html
    assert "<svg" not in html
