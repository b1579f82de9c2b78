"""How to read this: every word, every look, the trust's own scales, and no trace of what a reader may not see."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Status
from probation_planning.organisation.models import Role
from probation_planning.reports import help as explained
from probation_planning.ui.glossary import GLOSSARY
from risks.models import BandKey, Register
from risks.scoring import Change
from scorecard.rating import Direction, Rating

SignIn = Callable[[str], Client]

HELP = "/derbyshire/2011-12/help/"
SMT = "smt@derbyshire.example"
OFFICER = "officer@derbyshire.example"
# The words that everybody uses in one meaning (domain.md, "Words").
WORDS = [
    "trust",
    "delivery-unit",
    "post",
    "group",
    "owner",
    "body",
    "year",
    "quarter",
    "theme",
    "aim",
    "objective",
    "outcome",
    "strategic-plan-reference",
    "status-update",
    "risk",
    "review",
    "assessment",
    "score",
    "band",
    "response",
    "action",
    "acceptance",
    "pack",
    "perspective",
    "measure",
    "target",
    "result",
    "direction-of-travel",
]


def page(client: Client, address: str = HELP) -> str:
    """What the page says."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_ours_is_explained_and_stands_in_the_index(sign_in: SignIn, word: str) -> None:
    html = page(sign_in(SMT))

    assert f'id="{word}"' in html
    assert f'href="#{word}"' in html


def test_the_index_is_in_the_order_of_the_alphabet_and_leads_to_every_word(sign_in: SignIn) -> None:
    html = page(sign_in(SMT))
    index = re.findall(r'<li><a class="govuk-link govuk-link--no-visited-state" href="#([a-z0-9-]+)">([^<]+)</a>', html)

    assert {anchor for anchor, _ in index} == set(GLOSSARY)
    assert [word for _, word in index] == sorted((word for _, word in index), key=str.lower)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_nothing_that_is_shown_is_left_without_an_explanation() -> None:
    assert set(explained.STATUSES) == set(Status)
    assert set(explained.CHANGES) == set(Change)
    assert set(explained.RATINGS) == set(Rating)
    assert set(explained.DIRECTIONS) == set(Direction)
    assert set(explained.ROLES) == set(Role)


def test_silences_stand_side_by_side_each_in_its_own_look(sign_in: SignIn) -> None:
    html = page(sign_in(SMT))

    for look, words in [
        ("no-status", "no status in the document"),
        ("unanswered", "unanswered this quarter"),
        ("overdue", "overdue"),
        ("not-yet-due", "not yet open"),
    ]:
        assert f'<strong class="status status--{look}">{words}</strong>' in html


def test_the_key_and_the_scales_are_the_trusts_own(sign_in: SignIn, register: Register) -> None:
    html = page(sign_in(SMT))
    key = BandKey.objects.get(register=register)

    assert f"{key.red_from} to {key.black_from - 1}" in html
    for level in register.levels.all():
        assert f"{level.score} {level.name} ({level.code})" in html


def test_a_trust_without_a_register_says_so(sign_in: SignIn) -> None:
    html = page(sign_in("officer@merseyside.example"), "/merseyside/2010-11/help/")

    assert "There is no register of Merseyside Probation Trust for 2010/11 to take a key or scales from." in html


@pytest.mark.parametrize("email", [SMT, "board.secretary@derbyshire.example", "operations.city@derbyshire.example"])
def test_whoever_may_not_read_section_2_finds_no_mention_of_it(sign_in: SignIn, email: str) -> None:
    html = page(sign_in(email))

    for trace in ("ection 2", "section-2", "esidual", "ection two"):
        assert trace not in html


@pytest.mark.parametrize(
    "email", [OFFICER, "audit@derbyshire.example", "auditor@derbyshire.example", "business.services@derbyshire.example"]
)
def test_whoever_reads_any_of_section_2_is_told_that_it_is_there(sign_in: SignIn, email: str) -> None:
    html = page(sign_in(email))

    assert 'href="#section-2"' in html
    assert 'id="section-2"' in html


def test_an_owner_of_one_of_its_risks_is_told_that_they_see_their_own_alone(sign_in: SignIn) -> None:
    assert "that you own, and nothing else of it" in page(sign_in("business.services@derbyshire.example"))
    assert "that you own, and nothing else of it" not in page(sign_in(OFFICER))


def test_somebodys_own_roles_are_marked(sign_in: SignIn) -> None:
    html = page(sign_in(SMT))

    assert 'SMT member <span class="help-mine">you</span>' in html
    assert html.count('class="help-mine"') == 1


def test_an_administrator_without_a_role_reads_the_words_and_nothing_of_the_register(sign_in: SignIn) -> None:
    html = page(sign_in("admin@probation.example"))

    assert 'id="band"' in html
    assert "National" not in html
    assert "NATIONAL" not in html


@pytest.mark.parametrize(
    "address", ["/merseyside/2010-11/help/", "/derbyshire/2009-10/help/", "/nowhere/2011-12/help/"]
)
def test_another_trusts_page_and_an_unknown_years_are_unknown(sign_in: SignIn, address: str) -> None:
    assert sign_in(OFFICER).get(address).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(db: None) -> None:
    assert Client().get(HELP)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", ["", "plan/", "risks/", "scorecard/", "reports/", "help/"])
def test_every_page_of_a_year_leads_to_it(sign_in: SignIn, address: str) -> None:
    assert f'href="{HELP}"' in sign_in(OFFICER).get(f"/derbyshire/2011-12/{address}").content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("risks/", ["score", "response", "change", "previous-score"]),
        ("risks/1.1/", ["category"]),
        ("risks/reviews/jun-11/", ["assessment", "body"]),
        ("plan/objectives/1.1-1/", ["theme", "aim", "deadline"]),
        ("plan/?view=table", ["status"]),
        ("scorecard/", ["target", "rating", "strategic-plan-reference"]),
        ("", ["theme", "band", "change", "rating"]),
    ],
)
def test_words_explain_themselves_where_they_stand_once_on_a_page(
    sign_in: SignIn, address: str, words: list[str]
) -> None:
    html = sign_in(OFFICER).get(f"/derbyshire/2011-12/{address}").content.decode()

    for word in words:
        assert html.count(f' id="term-{word}"') == 1
        assert f'href="{HELP}#{word}"' in html


def test_my_work_explains_what_it_lists(sign_in: SignIn) -> None:
    html = sign_in("business.services@derbyshire.example").get("/").content.decode()

    for word in ("objective", "risk"):
        assert html.count(f' id="term-{word}"') == 1


def test_the_page_takes_few_queries(sign_in: SignIn, count_queries: Any) -> None:
    client = sign_in(OFFICER)
    client.get(HELP)
    with count_queries() as counted:
        client.get(HELP)

    assert len(counted()) <= 8
