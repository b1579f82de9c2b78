"""What the list is narrowed by, and what becomes of nonsense."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from risks.filters import RiskFilter
from risks.lines import CHANGED
from risks.models import Assessment, AssessmentKind, Entry, Review
from risks.picture import picture
from risks.reading import OpenRegister
from risks.scoring import LEVELS, Change
from tests.risks.conftest import OFFICER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
Opened = Callable[[str], OpenRegister]


@pytest.fixture
def narrowed(opened: Opened) -> Callable[..., list[str]]:
    """The references that a query string leaves, in the printed order."""

    def left(query: str, email: str = SMT, review: str = "mar-11") -> list[str]:
        register = opened(email)
        at = register.review(review)
        assert at is not None
        rows = register.standings(at)
        filters = RiskFilter(QueryDict(query), rows, seen=picture(register, at, last_known=False))
        assert filters.is_valid(), filters.errors
        return [str(one) for one in filters.qs.by_reference().values_list("reference", flat=True)]

    return left


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("band=red", ["1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "1.12", "1.14"]),
        ("band=amber", ["1.1", "1.2", "1.3", "1.13", "1.15"]),
        ("band=black", []),
        ("owner=Chief+Executive", ["1.3", "1.4"]),
        ("owner=-", ["1.12"]),
        ("category=Performance", ["1.3", "1.15"]),
        ("response=transfer", ["1.1"]),
        ("response=tolerate", ["1.3", "1.10", "1.14"]),
        ("response=-", ["1.12", "1.13"]),
        ("likelihood=3", ["1.1", "1.2", "1.15"]),
        ("likelihood=3&impact=3", ["1.1", "1.2", "1.15"]),
        ("likelihood=3&impact=4", []),
        ("factors=none", ["1.3", "1.13", "1.14"]),
        ("factors=none&score=12", ["1.3", "1.13"]),
        ("factors=recorded", []),
        ("score=20", ["1.14"]),
        ("assessed=no", []),
        ("band=red&owner=Chief+Executive", ["1.4"]),
        ("band=&owner=&review=jun-11&picture=last&per_page=50&page=3", [f"1.{place}" for place in range(1, 16)]),
    ],
)
def test_each_filter_leaves_what_fits(narrowed: Callable[..., list[str]], query: str, expected: list[str]) -> None:
    assert narrowed(query) == expected


@pytest.mark.parametrize("query", ["band=red", "likelihood=4&impact=4", "score=20", "factors=none"])
def test_a_review_still_to_come_is_filtered_by_the_last_known_rating(
    narrowed: Callable[..., list[str]], query: str
) -> None:
    assert narrowed(query, review="jun-11") == narrowed(query, review="mar-11")


def test_once_assessed_the_new_rating_counts(narrowed: Callable[..., list[str]], rate: Rate, entry: Entry) -> None:
    rate(entry, likelihood=4, impact=4, reason="The site fell through.")

    assert "1.1" in narrowed("band=red", review="jun-11")
    assert "1.1" not in narrowed("likelihood=3&impact=3", review="jun-11")
    assert narrowed("assessed=yes", review="jun-11") == ["1.1"]
    assert narrowed("factors=recorded", review="jun-11") == ["1.1"]
    assert narrowed("change=higher", review="jun-11") == ["1.1"]
    assert "1.1" not in narrowed("change=not+assessed", review="jun-11")


def test_section_filters_where_both_are_seen(narrowed: Callable[..., list[str]]) -> None:
    assert narrowed("section=2", OFFICER) == ["2.1", "2.2", "2.3", "2.4"]
    assert narrowed("section=2&factors=none", OFFICER) == ["2.2", "2.3", "2.4"]


RATINGS: list[tuple[int | None, int | None, int | None]] = [
    (None, None, 9),
    (None, None, 12),
    (None, None, 16),
    *((likelihood, 12 // likelihood, None) for likelihood in (3, 4)),
    *((level, level, None) for level in LEVELS),
]


def test_the_filter_by_change_and_the_words_of_change_agree(opened: Opened, register: Any, june: Review) -> None:
    """Every pair of ratings that one risk can have at two reviews, and none at the second."""
    entries = list(Entry.objects.filter(register=register, section=1))
    pairs = [(before, now) for before in RATINGS for now in [*RATINGS, None]]
    august = Review.objects.create(register=register, label="Aug-11", slug="aug-11", month="2011-08-01", opened_on=None)
    Review.objects.filter(pk=june.pk).update(opened_on=None)
    for start in range(0, len(pairs), len(entries)):
        for entry, (before, now) in zip(entries, pairs[start:], strict=False):
            for review, given in ((june, before), (august, now)):
                if given:
                    Assessment.objects.create(
                        register=register,
                        entry=entry,
                        review=review,
                        kind=AssessmentKind.PAPER,
                        likelihood=given[0],
                        impact=given[1],
                        printed_score=given[2],
                        section=1,
                        reference=entry.reference,
                        title=entry.title,
                    )
        seen = opened(SMT)
        rows = seen.standings_at([august])
        by_word = {line.reference: line.change for line in seen.lines(rows, august)}
        by_filter = {
            str(reference): change
            for change, fits in CHANGED.items()
            for reference in rows.filter(fits).values_list("reference", flat=True)
        }
        assert by_word == by_filter


def test_every_change_has_a_filter() -> None:
    assert set(CHANGED) == set(Change)


@pytest.mark.parametrize(
    "query",
    [
        "band=pink",
        "owner=Nobody",
        "category=%3Cscript%3E",
        "response=ignore",
        "change=sideways",
        "likelihood=6",
        "impact=0",
        "likelihood=99999999999999999999",
        "score=13",
        "factors=guessed",
        "assessed=maybe",
        "section=3",
    ],
)
def test_nonsense_is_answered_with_a_sentence(sign_in: SignIn, query: str) -> None:
    client = sign_in(OFFICER)

    page = client.get(f"{RISKS}?{query}")
    file = client.get(f"{RISKS}export.csv?{query}")

    assert (page.status_code, file.status_code) == (400, 400)
    assert "is not one of the choices. Choose from the list." in page.content.decode()
    assert "is not one of the choices. Choose from the list." in file.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "sort=title",
        "sort=owner__password",
        "sort=&sort=-",
        "sort=-score&sort=reference",
        "owner__name=x",
        "trust=2",
        "pk=1",
        "picture=%27",
        "q=" + "x" * 3000,
        "band=red&band=amber",
        "page=1e9",
        "page=" + "9" * 5000,
    ],
)
def test_what_is_no_filter_of_ours_changes_nothing(sign_in: SignIn, query: str) -> None:
    assert sign_in(SMT).get(f"{RISKS}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["band=%00", "%00=1", "band=%ff", "review=jun-11%00"])
def test_bytes_that_no_page_sends_are_a_bad_request(sign_in: SignIn, query: str) -> None:
    client = sign_in(SMT)

    assert client.get(f"{RISKS}?{query}").status_code == 400
    assert client.get(f"{RISKS}export.csv?{query}").status_code == 400


def test_filters_in_use_are_said_in_words_and_can_be_lifted(sign_in: SignIn) -> None:
    html = sign_in(SMT).get(RISKS + "?review=mar-11&band=red&likelihood=4").content.decode()

    assert "Band, or last known: Red" in html
    assert "Likelihood: 4 High" in html
    assert 'href="?review=mar-11&amp;likelihood=4"' in html
    assert '<input type="hidden" name="review" value="mar-11"' in html


def test_an_empty_list_says_so(sign_in: SignIn) -> None:
    assert "No risk fits these filters." in sign_in(SMT).get(RISKS + "?band=black").content.decode()
