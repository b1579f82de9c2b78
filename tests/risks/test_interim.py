"""Rating a risk between reviews: who may, on which day, with a reason, once, and where it shows."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner
from probation_planning.organisation.roles import Reader
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.frames import frame_of
from risks.models import Assessment, Entry, Register, Review, Standing
from risks.services.between import assess_between
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate
from tests.risks.test_risk_detail import text_of

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
Between = Callable[..., Assessment]
AUDITOR = "auditor@derbyshire.example"
PAGE = RISKS + "1.1/interim/"
ONCE = "a3c56b2e-6f0e-4b0a-9d7a-0d0c5a7f1e11"
FORM = {
    "likelihood": "4",
    "impact": "4",
    "dated": "17 6 2011",
    "reason": "The landlord gave notice.",
    "comments": "The lease in Derby is late.",
    "proposed_actions": "Words that took a while.",
    "seen": "0",
    "once": ONCE,
}


@pytest.fixture
def between(reader: Readers) -> Between:
    """Rates a risk between reviews as its owner: 16 Red on 17 June, unless changed."""

    def given(entry: Entry, email: str = OWNER, **changed: Any) -> Assessment:
        words: dict[str, Any] = {
            "likelihood": 4,
            "impact": 4,
            "dated": datetime.date(2011, 6, 17),
            "reason": "The landlord gave notice.",
            "comments": "",
            "proposed_actions": "",
            "seen": 0,
            "once": uuid.uuid4(),
        }
        rated = assess_between(entry=entry, reader=reader(email), **(words | changed))
        return Assessment.objects.get(pk=rated.pk)

    return given


def faults(between: Between, entry: Entry, email: str = OWNER, **changed: Any) -> dict[str, list[str]]:
    """What is refused, by field."""
    with pytest.raises(ValidationError) as refused:
        between(entry, email, **changed)
    found: dict[str, list[str]] = refused.value.message_dict
    return found


# The act


def test_an_owner_rates_their_risk_on_any_day(between: Between, entry: Entry, june: Review) -> None:
    given = between(entry)

    assert (given.kind, given.review, given.filed_at, given.score) == ("interim", None, june, 16)
    assert (given.dated, given.reason) == (datetime.date(2011, 6, 17), "The landlord gave notice.")
    assert (given.title, given.owners, given.section) == (entry.title, ["Director of Business Services"], 1)
    standing = Standing.objects.get(entry=entry, review=june)
    assert (standing.interim, standing.assessment, standing.ranked) == (given, None, 16)


def test_it_is_filed_at_the_review_in_preparation(between: Between, entry: Entry, june: Review) -> None:
    for step in (None, cycle.issue, cycle.meet):
        if step is cycle.meet:
            cycle.agree_rest(june)
            cycle.hold(june)
        elif step:
            step(june)
        expected = frame_of(Register.objects.get(pk=entry.register_id)).in_preparation(1)[0]
        given = between(entry, seen=Assessment.objects.filter(entry=entry, kind="interim").count())
        assert given.filed_at == expected
    assert expected is not None
    assert expected.slug == "sep-11"


def test_the_officer_rates_on_an_owners_word(between: Between, entry: Entry) -> None:
    owner = entry.owners.get().owner
    assert set(faults(between, entry, OFFICER)) == {"given_as", "told_on"}

    given = between(entry, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17))

    assert (given.given_as, given.told_on) == (owner, datetime.date(2011, 6, 17))


@pytest.mark.parametrize("email", [SMT, "interventions@derbyshire.example"])
def test_nobody_else_does(between: Between, entry: Entry, email: str) -> None:
    with pytest.raises(PermissionDenied, match="belongs to Director of Business Services"):
        between(entry, email)


@pytest.mark.parametrize("email", [AUDIT, AUDITOR])
def test_a_committee_is_refused_without_a_name(between: Between, entry: Entry, email: str) -> None:
    with pytest.raises(PermissionDenied, match="A risk is rated by its owners and the performance officer"):
        between(entry, email)


def test_a_closed_risk_takes_none(between: Between, entry: Entry) -> None:
    cycle.close(entry, dated="2011-06-01")

    with pytest.raises(PermissionDenied, match="was closed on 1 June 2011"):
        between(entry)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((2011, 6, 21), "Enter a day that is not in the future."),
        ((2011, 3, 31), "The register begins on 1 April 2011. Enter a day from then on."),
    ],
)
def test_the_day_lies_in_the_register_and_not_ahead(
    between: Between, entry: Entry, day: tuple[int, int, int], sentence: str
) -> None:
    assert faults(between, entry, dated=datetime.date(*day)) == {"dated": [sentence]}


@pytest.mark.parametrize("day", [(2011, 4, 1), (2011, 6, 20)])
def test_its_first_day_and_today_will_do(between: Between, entry: Entry, day: tuple[int, int, int]) -> None:
    assert between(entry, dated=datetime.date(*day)).dated == datetime.date(*day)


def test_it_says_why(between: Between, entry: Entry) -> None:
    assert faults(between, entry, reason="") == {"reason": ["Say why the rating is given between reviews."]}


def test_the_same_form_sent_twice_is_one_rating(between: Between, entry: Entry) -> None:
    once = uuid.uuid4()
    first = between(entry, once=once)

    assert between(entry, once=once) == first
    assert Assessment.objects.filter(kind="interim").count() == 1


def test_the_same_form_with_other_words_is_a_conflict(between: Between, entry: Entry) -> None:
    once = uuid.uuid4()
    first = between(entry, once=once)

    with pytest.raises(Conflict) as conflict:
        between(entry, once=once, reason="Something else.", seen=1)
    assert conflict.value.latest == first


def test_beside_one_that_came_in_between_is_a_conflict(between: Between, entry: Entry) -> None:
    theirs = between(entry)

    with pytest.raises(Conflict) as conflict:
        between(entry)
    assert conflict.value.latest == theirs
    assert between(entry, seen=1).sequence == 2


def test_one_of_section_2_is_not_counted_for_section_1(between: Between, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    owner = Owner.objects.get(name="Director of Business Services")
    between(hidden, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17))
    cycle.move(hidden, "1.16")

    assert between(hidden, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17), seen=0).section == 1


# The page


def test_the_page_shows_the_scales_the_rating_now_and_today(sign_in: SignIn, entry: Entry) -> None:
    html = sign_in(OWNER).get(PAGE).content.decode()

    assert "Rate between reviews" in html
    assert html.count("3 Medium (last time, worked out from the score)") == 2
    assert 'value="20 6 2011"' in html
    assert "it is read again at Jun-11, which still needs a rating of its own" in html
    assert 'data-draft="/derbyshire/draft/"' in html


def test_saving_shows_it_on_the_risks_page(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)

    response = client.post(PAGE, FORM, follow=True)
    words = text_of(response)

    assert response.redirect_chain == [(RISKS + "1.1/", 302)]
    assert "Risk 1.1 is rated 16 Red on 17 June 2011." in words
    assert "16 Red between reviews, on 17 June 2011: The landlord gave notice." in words
    assert "Score: 9 at Mar-11, 16 on 17 June 2011, between reviews." in words
    assert "17 June 2011 Between reviews" in words
    assert "replaced by a later rating" not in words


def test_a_later_rating_at_the_review_overtakes_it(sign_in: SignIn, between: Between, rate: Rate, entry: Entry) -> None:
    between(entry)
    rate(entry)

    words = text_of(sign_in(OWNER).get(RISKS + "1.1/"))

    assert "16 Red between reviews, on" not in words
    assert "Score: 9 at Mar-11, 16 on 17 June 2011, between reviews, 12 at Jun-11." in words


def test_it_fills_in_the_next_rating(sign_in: SignIn, between: Between, entry: Entry) -> None:
    between(entry, comments="Said between.")

    response = sign_in(OWNER).get(RISKS + "1.1/assess/")
    html = response.content.decode()

    assert "Filled in from the rating between reviews of 17 June 2011." in html
    assert "Said between." in html
    assert html.count(" checked") == 2
    assert response.context["form"].initial["seen"] == 0


def test_a_past_review_knows_nothing_of_it(sign_in: SignIn, between: Between, entry: Entry) -> None:
    between(entry)

    assert "17 June 2011" not in text_of(sign_in(OWNER).get(RISKS + "1.1/?review=mar-11"))


@pytest.mark.parametrize(("issued", "shown"), [(False, False), (True, True)])
@pytest.mark.parametrize("email", [AUDIT, AUDITOR])
def test_a_committee_is_given_it_with_the_papers(
    sign_in: SignIn, between: Between, entry: Entry, june: Review, email: str, issued: bool, shown: bool
) -> None:
    between(entry)
    if issued:
        cycle.meet(june)
        cycle.issue(june, cycle.AUDIT)

    page = sign_in(email).get(RISKS + "1.1/").content.decode()

    assert ("The landlord gave notice." in page) is shown


def test_one_given_since_the_papers_is_not_theirs(
    sign_in: SignIn, between: Between, entry: Entry, june: Review
) -> None:
    cycle.meet(june)
    cycle.issue(june, cycle.AUDIT)
    between(entry)

    assert "The landlord gave notice." in text_of(sign_in(OWNER).get(RISKS + "1.1/"))
    assert "The landlord gave notice." not in text_of(sign_in(AUDIT).get(RISKS + "1.1/"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"likelihood": ""}, "Choose the likelihood."),
        ({"impact": "6"}, "Choose a level from 1 to 5."),
        ({"dated": "31 2 2011"}, "There is no 31 February 2011"),
        ({"dated": ""}, "Enter the day on which the rating changed."),
        ({"dated": "21 6 2011"}, "Enter a day that is not in the future."),
        ({"dated": "31 3 2011"}, "The register begins on 1 April 2011."),
        ({"reason": " "}, "Say why the rating is given between reviews."),
        ({"reason": "\u200b"}, "holds nothing that can be read"),
        ({"seen": "-1"}, SENT_ALONG),
        ({"once": "x"}, SENT_ALONG),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, entry: Entry, changed: dict[str, str], sentence: str
) -> None:
    response = sign_in(OWNER).post(PAGE, FORM | changed)
    html = response.content.decode()

    assert response.status_code == 200
    assert sentence in html
    assert "Words that took a while." in html
    assert "<title>Error: " in html
    assert not Assessment.objects.filter(kind="interim").exists()


def test_a_double_click_makes_one_record(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)

    assert [client.post(PAGE, FORM).status_code for _ in range(2)] == [302, 302]
    assert Assessment.objects.filter(kind="interim").count() == 1


def test_the_browsers_back_with_other_words_shows_both_and_can_be_sent_again(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, FORM)

    response = client.post(PAGE, FORM | {"reason": "Two landlords gave notice."})
    html = response.content.decode()

    assert response.status_code == 409
    assert "The landlord gave notice." in html
    assert "Two landlords gave notice." in html
    assert '<td data-label="Saved already">17 June 2011</td>' in html
    again = response.context["form"].data
    assert again["seen"] == "1"
    assert again["once"] != ONCE
    assert client.post(PAGE, again).status_code == 302
    assert Assessment.objects.filter(kind="interim").count() == 2


def test_what_was_typed_comes_back_until_it_is_saved(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": PAGE, "comments": "Half a thought"})

    assert "Half a thought" in client.get(PAGE).content.decode()
    client.post(PAGE, FORM)
    assert "Half a thought" not in client.get(PAGE).content.decode()


def test_the_officer_gives_it_on_an_owners_word_and_day(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    word = {"given_as": str(entry.owners.get().owner.pk), "told_on": "16 6 2011"}

    assert "On whose word" in client.get(PAGE).content.decode()
    assert client.post(PAGE, FORM | word).status_code == 302
    assert Assessment.objects.get(kind="interim").told_on == datetime.date(2011, 6, 16)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("email", [SMT, "interventions@derbyshire.example"])
def test_somebody_elses_risk_is_refused_in_words(sign_in: SignIn, entry: Entry, email: str, method: str) -> None:
    response = getattr(sign_in(email), method)(PAGE, FORM)

    assert response.status_code == 403
    assert "belongs to Director of Business Services" in response.content.decode()


@pytest.mark.parametrize("address", ["2.1/interim/", "9.1/interim/"])
def test_a_risk_of_section_2_is_an_unknown_page(sign_in: SignIn, address: str) -> None:
    client = sign_in(SMT)

    assert client.get(RISKS + address).status_code == 404
    assert client.post(RISKS + address, FORM).status_code == 404


def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


@pytest.mark.parametrize(("email", "offered"), [(OWNER, True), (OFFICER, True), (SMT, False), (AUDIT, False)])
def test_it_is_offered_to_those_who_may_give_it(sign_in: SignIn, entry: Entry, email: str, offered: bool) -> None:
    assert ("Rate between reviews" in sign_in(email).get(RISKS + "1.1/").content.decode()) is offered


def test_one_of_section_2_leaves_no_trace_after_a_move(sign_in: SignIn, between: Between, register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    owner = Owner.objects.get(name="Director of Business Services")
    between(hidden, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17))
    cycle.move(hidden, "1.16")

    words = text_of(sign_in(SMT).get(RISKS + "1.16/"))

    assert "The landlord gave notice." not in words
    assert "17 June 2011" not in words


def test_the_page_asks_little(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(OWNER)
    with count_queries() as shown:
        assert client.get(PAGE).status_code == 200
    with count_queries() as saved:
        assert client.post(PAGE, FORM).status_code == 302

    assert len(shown()) <= 16, shown()
    assert len(saved()) <= 26, saved()


def test_a_review_passed_over_unopened_takes_no_more_ratings_between(
    between: Between, entry: Entry, june: Review
) -> None:
    cycle.skip(june)
    november = june.register.reviews.get(slug="nov-11")
    Review.objects.filter(pk=november.pk).update(opened_on=cycle.day())

    given = between(entry)
    given.refresh_from_db()

    assert given.filed_at == november
    assert frame_of(Register.objects.get(pk=entry.register_id)).in_preparation(1)[0] == november


def test_without_a_review_to_come_there_is_nothing_to_file_it_at(between: Between, entry: Entry, june: Review) -> None:
    for review in june.register.reviews.filter(month__gte=june.month):
        cycle.skip(review)

    with pytest.raises(ValidationError, match="add the next one first"):
        between(entry)
