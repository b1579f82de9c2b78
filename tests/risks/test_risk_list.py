"""The register's page: reviews, list, picture, and what is said in their place."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Body, Trust
from risks.models import Category, Entry, EntryCategory
from tests.factories import EntryFactory, RegisterFactory, ReviewFactory, YearFactory
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def references(response: Any) -> list[str]:
    """The list's references, in its order."""
    return [row.record.reference for row in response.context["table"].page.object_list]


def test_the_list_opens_at_the_open_review_for_those_at_work(sign_in: SignIn) -> None:
    response = sign_in(SMT).get(RISKS)

    assert response.status_code == 200
    words = text_of(response)
    assert "Risk register at Jun-11" in words
    assert "0 of 15 assessed at Jun-11" in words
    assert "NATIONAL PROBATION SERVICE DERBYSHIRE - WHOLE AREA - RISK REGISTER" in words
    assert "For the period from 1 April 2011 to 31 March 2012" in words
    assert "Key Risks 2011/12" in words
    assert words.count("not assessed yet") == 15
    assert "20 Red Mar-11" in words


def test_it_is_worst_first_by_the_last_known_score(sign_in: SignIn) -> None:
    found = references(sign_in(SMT).get(RISKS))

    assert found[0] == "1.14"
    assert found[-3:] == ["1.1", "1.2", "1.15"]


def test_by_reference_1_9_comes_before_1_10(sign_in: SignIn) -> None:
    client = sign_in(SMT)

    assert references(client.get(RISKS + "?sort=reference")) == [f"1.{place}" for place in range(1, 16)]
    assert references(client.get(RISKS + "?sort=-reference"))[0] == "1.15"
    assert references(client.get(RISKS + "?sort=score"))[:3] == ["1.1", "1.2", "1.15"]


def test_a_past_review_shows_its_own_scores(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "?review=mar-11"))

    assert "15 of 15 assessed at Mar-11" in words
    assert "Papers issued to Senior Management Team on 5 April 2011, to Audit Committee on 20 June 2011" in words
    assert "no earlier rating" in words


def test_the_chooser_says_how_far_each_review_has_come(sign_in: SignIn) -> None:
    states = sign_in(SMT).get(RISKS).context["opened"].states

    assert [(one.review.label, one.state) for one in states] == [
        ("Mar-11", "closed"),
        ("Jun-11", "open"),
        ("Sep-11", "not open yet"),
        ("Nov-11", "not open yet"),
        ("Mar-12", "not open yet"),
    ]


def test_a_review_not_open_yet_says_so(sign_in: SignIn) -> None:
    response = sign_in(SMT).get(RISKS + "?review=sep-11")

    assert response.status_code == 200
    assert "Sep-11 is not open yet" in text_of(response)


@pytest.mark.parametrize("slug", ["dec-11", "JUN-11", "1", "mar-11 ", "x" * 500])
def test_an_unknown_review_is_an_unknown_page(sign_in: SignIn, slug: str) -> None:
    assert sign_in(SMT).get(RISKS, {"review": slug}).status_code == 404


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_a_committee_sees_the_last_review_it_was_given_and_no_later_one(sign_in: SignIn, email: str) -> None:
    client = sign_in(email)
    response = client.get(RISKS)

    assert "Risk register at Mar-11" in text_of(response)
    assert len(references(response)) == 19
    assert not re.search("(?i)jun-11|sep-11|nov-11|mar-12", response.content.decode())
    for slug in ["jun-11", "sep-11", "nov-11", "mar-12"]:
        assert client.get(RISKS, {"review": slug}).status_code == 404


def test_a_committee_that_was_given_nothing_is_told_so(sign_in: SignIn, derbyshire: Trust) -> None:
    Body.objects.filter(role="audit").update(role="")

    response = sign_in(AUDIT).get(RISKS)

    assert response.status_code == 200
    assert "has been issued to the committee yet" in text_of(response)


def test_a_trust_without_a_register_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    response = sign_in("director@merseyside.example").get("/merseyside/2010-11/risks/")

    assert response.status_code == 200
    assert "has no risk register for 2010/11" in text_of(response)


def test_nobody_reads_another_trusts_register(sign_in: SignIn) -> None:
    assert sign_in("smt@merseyside.example").get(RISKS).status_code == 404
    assert sign_in("smt@merseyside.example").get(RISKS + "1.1/").status_code == 404
    assert Client().get(RISKS).status_code == 302


def test_an_administrator_reads_no_register(sign_in: SignIn) -> None:
    client = sign_in("admin@probation.example")
    for address in [RISKS, RISKS + "1.1/", RISKS + "export.csv", RISKS + "1.1/assess/"]:
        assert client.get(address).status_code == 404


def test_the_change_is_said_in_word_and_arrow(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    rate(entry)

    words = text_of(sign_in(SMT).get(RISKS))

    assert "1 of 15 assessed at Jun-11" in words
    assert "12 Amber" in words
    assert "risk higher ↑" in words.replace("\N{NO-BREAK SPACE} ", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_blanks_say_not_recorded(sign_in: SignIn) -> None:
    words = text_of(sign_in(SMT).get(RISKS + "?owner=-"))

    assert "Costs not reduced for 2012/13." in words
    assert words.count("not recorded") >= 2


def test_words_are_escaped(sign_in: SignIn, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(title="<script>alert(1)</script>", success="<b>")
    spelled = Category.objects.create(name="<i>spelled</i>")
    EntryCategory.objects.create(entry=entry, category=spelled, order=1)
    client = sign_in(SMT)

    for address in [RISKS, RISKS + "1.1/", RISKS + "?category=<i>spelled</i>"]:
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<i>spelled" not in html


def test_a_register_without_a_key_or_levels_still_opens(sign_in: SignIn, derbyshire: Trust) -> None:
    bare = RegisterFactory(year=YearFactory(start=date(2012, 4, 1)))
    EntryFactory(register=bare)
    ReviewFactory(register=bare)

    response = sign_in(SMT).get("/derbyshire/2012-13/risks/")

    assert response.status_code == 200
    assert "The register has no band key yet" in text_of(response)


# The picture


def test_the_heat_map_counts_recorded_and_worked_out_factors(sign_in: SignIn) -> None:
    heat_map = sign_in(SMT).get(RISKS + "?review=mar-11").context["picture"].heat_map

    counts = {(cell.likelihood, cell.impact): cell.count for row in heat_map.rows for cell in row.cells if cell.count}
    assert counts == {(4, 4): 9, (3, 3): 3}
    assert [(one.score, one.count) for one in heat_map.unplaced] == [(20, 1), (12, 2)]
    assert heat_map.total == 15


def test_an_empty_review_has_an_empty_picture_and_offers_the_last_known_ratings(sign_in: SignIn) -> None:
    client = sign_in(SMT)

    empty = client.get(RISKS).context["picture"]
    last = client.get(RISKS + "?picture=last").context["picture"]

    assert (empty.assessed, empty.total, empty.heat_map.total) == (0, 15, 0)
    assert (last.assessed, last.total, last.heat_map.total) == (0, 15, 15)
    assert last.totals.sentence == "15 rated risks: 10 Red, 5 Amber."


@pytest.mark.parametrize("asked", ["?review=mar-11", "?review=jun-11", "?picture=last", "?picture=last&section=1"])
@pytest.mark.parametrize("email", [SMT, OFFICER])
def test_every_count_of_the_picture_leads_to_so_many_risks(
    sign_in: SignIn, rate: Rate, entry: Entry, email: str, asked: str
) -> None:
    rate(entry)
    client = sign_in(email)
    heat_map = client.get(RISKS + asked).context["picture"].heat_map
    links = [(cell.href, cell.count) for row in heat_map.rows for cell in row.cells if cell.count]
    links += [(one.href, one.count) for one in heat_map.unplaced]

    assert links
    for href, count in links:
        response = client.get(RISKS + href.partition("#")[0])
        assert response.status_code == 200
        assert len(references(response)) == count


def test_the_picture_keeps_to_the_section_looked_at(sign_in: SignIn) -> None:
    client = sign_in(OFFICER)

    totals = [
        client.get(RISKS + f"?review=mar-11{asked}").context["picture"].total
        for asked in ("", "&section=1", "&section=2")
    ]

    assert totals == [19, 15, 4]


# Pages and figures


@pytest.mark.parametrize("size", ["0", "-1", "100000", "x", "", "26"])
def test_only_25_or_50_rows_are_shown(sign_in: SignIn, grow_register: Callable[[int], None], size: str) -> None:
    grow_register(60)
    client = sign_in(SMT)

    assert len(references(client.get(RISKS, {"per_page": size}))) == 25
    assert len(references(client.get(RISKS, {"per_page": "50"}))) == 50


@pytest.mark.parametrize(("page", "first"), [("2", 26), ("999", 51), ("0", 51), ("-5", 51), ("x", 1), ("", 1)])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(
    sign_in: SignIn, grow_register: Callable[[int], None], page: str, first: int
) -> None:
    grow_register(60)

    response = sign_in(OFFICER).get(RISKS, {"page": page})

    assert response.status_code == 200
    assert response.context["table"].page.start_index() == first


@pytest.mark.parametrize("query", ["", "?review=mar-11&band=red", "?picture=last&sort=reference"])
def test_the_page_asks_no_more_of_a_longer_register(
    sign_in: SignIn, count_queries: Any, grow_register: Callable[[int], None], query: str
) -> None:
    client = sign_in(SMT)
    counted = []
    for size in (20, 200):
        grow_register(size)
        with count_queries() as asked:
            assert client.get(RISKS + query).status_code == 200
        counted.append(len(asked()))

    assert counted[0] == counted[1]
    assert counted[0] <= 15


def test_nor_of_2000_risks(sign_in: SignIn, count_queries: Any, grow_register: Callable[[int], None]) -> None:
    grow_register(2000)
    client = sign_in(SMT)

    for address, most in [("", 15), ("?page=80", 15), ("export.csv", 15), ("1.1/", 20)]:
        with count_queries() as asked:
            assert client.get(RISKS + address).status_code == 200
        assert len(asked()) <= most, asked()


def test_a_director_sees_what_is_theirs_of_section_2_and_no_more(sign_in: SignIn) -> None:
    found = {email: references(sign_in(email).get(RISKS)) for email in (OWNER, "interventions@derbyshire.example")}

    assert [one for one in found[OWNER] if one.startswith("2")] == ["2.3", "2.1", "2.2", "2.4"]
    assert [one for one in found["interventions@derbyshire.example"] if one.startswith("2")] == ["2.4"]
