"""Rating a risk: who may, when, with which words, and once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Draft, Holding, Owner, User
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.models import Assessment, Entry, Register, Review, Standing
from tests.factories import EntryFactory, EntryOwnerFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate

SignIn = Callable[[str], Client]
PAGE = RISKS + "1.1/assess/"
FORM = {
    "likelihood": "4",
    "impact": "3",
    "comments": "The lease in Derby is late.",
    "proposed_actions": "Meet the landlord.",
    "reason": "",
    "review": "jun-11",
    "seen": "0",
}


def faults(rate: Rate, entry: Entry, email: str = OWNER, **changed: Any) -> dict[str, list[str]]:
    """What is refused, by field."""
    with pytest.raises(ValidationError) as refused:
        rate(entry, email, **changed)
    found: dict[str, list[str]] = refused.value.message_dict
    return found


def refusal(rate: Rate, entry: Entry, email: str = OWNER, **changed: Any) -> str:
    """The sentence that refuses the act altogether."""
    with pytest.raises(PermissionDenied) as refused:
        rate(entry, email, **changed)
    return str(refused.value)


# The act


def test_an_owner_rates_their_risk(rate: Rate, entry: Entry, june: Review) -> None:
    given = rate(entry)

    assert (given.kind, given.sequence, given.likelihood, given.impact, given.score) == ("proposed", 1, 4, 3, 12)
    assert given.dated == datetime.date(2011, 6, 20)
    assert str(given.given_as) == "Director of Business Services"
    assert given.given_by is not None
    assert given.given_by.email == OWNER
    assert given.told_on is None
    assert Standing.objects.get(entry=entry, review=june).assessment == given


def test_it_keeps_the_risks_words_as_they_stand(rate: Rate, register: Register) -> None:
    shared = register.entries.get(reference="1.14")

    given = rate(shared, likelihood=4, impact=5, nothing_more="The bill is before Parliament.")

    assert (given.section, given.reference, given.title) == (1, "1.14", shared.title)
    assert given.success == shared.success
    assert given.owners == ["Directors", "Operations Managers"]
    assert given.categories == ["Reputational", "Financial"]
    assert given.responses == ["tolerate"]


def test_a_deputy_rates_for_the_post(rate: Rate, entry: Entry) -> None:
    deputy = User.objects.get(email="board.secretary@derbyshire.example")
    post = Owner.objects.get(name="Director of Business Services")
    Holding.objects.create(post=post, user=deputy, capacity=Holding.Capacity.DEPUTY)

    assert rate(entry, deputy.email).given_as == post


def test_a_member_of_an_owning_group_rates_for_the_group(rate: Rate, register: Register) -> None:
    shared = register.entries.get(reference="1.14")
    words = {"likelihood": 4, "impact": 5, "nothing_more": "The bill is before Parliament."}

    given = rate(shared, "operations.city@derbyshire.example", **words)

    assert str(given.given_as) == "Operations Managers"


def test_an_owner_rates_their_risk_of_section_2(rate: Rate, register: Register) -> None:
    given = rate(register.entries.get(reference="2.1"), likelihood=3, impact=3)

    assert given.section == 2


def test_the_officer_rates_on_an_owners_word(rate: Rate, entry: Entry) -> None:
    owner = Owner.objects.get(name="Director of Business Services")

    given = rate(entry, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17))

    assert (given.given_as, given.told_on) == (owner, datetime.date(2011, 6, 17))


def test_the_officer_says_on_whose_word_and_when(rate: Rate, entry: Entry) -> None:
    assert faults(rate, entry, OFFICER) == {
        "given_as": ["Choose the owner whose word this is."],
        "told_on": ["Enter the day on which they told you."],
    }


def test_the_word_is_an_owners_and_not_of_tomorrow(rate: Rate, entry: Entry) -> None:
    stranger = Owner.objects.get(name="Chief Executive")

    assert faults(rate, entry, OFFICER, given_as=stranger, told_on=datetime.date(2011, 6, 21)) == {
        "given_as": ["Chief Executive does not own this. Choose one of its owners."],
        "told_on": ["Enter a day that is not in the future."],
    }


def test_without_an_owner_any_post_may_have_told_the_officer(rate: Rate, register: Register) -> None:
    blank = register.entries.get(reference="1.12")
    told_by = Owner.objects.get(name="Chief Executive")

    word = {"given_as": told_by, "told_on": datetime.date(2011, 6, 17)}
    given = rate(blank, OFFICER, likelihood=4, impact=4, nothing_more="No.", **word)

    assert given.owners == []
    assert given.given_as == told_by


@pytest.mark.parametrize("email", [SMT, "interventions@derbyshire.example"])
def test_nobody_else_rates_it(rate: Rate, entry: Entry, email: str) -> None:
    assert refusal(rate, entry, email) == (
        "Risk 1.1 belongs to Director of Business Services. You can read it but not rate it."
    )


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_a_committee_is_refused_without_a_name(rate: Rate, entry: Entry, email: str) -> None:
    assert refusal(rate, entry, email) == "A risk is rated by its owners and the performance officer. You can read it."


def test_a_closed_review_takes_no_rating(rate: Rate, entry: Entry, march: Review) -> None:
    assert refusal(rate, entry, review=march) == (
        "Mar-11 is closed. Its ratings stand as the committees were given them."
    )


def test_nor_does_one_that_is_not_open_yet(rate: Rate, entry: Entry, register: Register) -> None:
    september = register.reviews.get(slug="sep-11")

    assert refusal(rate, entry, review=september) == ("Sep-11 is not open yet. Ratings can be given once it is opened.")


def test_a_section_that_is_closed_leaves_the_other_open(
    rate: Rate, register: Register, june: Review, entry: Entry
) -> None:
    cycle.skip(june)

    assert refusal(rate, entry).startswith("Jun-11 is closed.")
    assert rate(register.entries.get(reference="2.1"), likelihood=3, impact=3).sequence == 1


def test_a_closed_risk_takes_no_rating(rate: Rate, entry: Entry) -> None:
    cycle.close(entry, dated="2011-06-01")

    assert refusal(rate, entry) == "Risk 1.1 was closed on 1 June 2011 and takes no more ratings."


def test_a_risk_takes_no_rating_before_it_stands(rate: Rate, entry: Entry, register: Register) -> None:
    later = EntryFactory(register=register, reference="1.16", starts_at=register.reviews.get(slug="sep-11"))
    EntryOwnerFactory(entry=later, owner=entry.owners.get().owner)

    assert refusal(rate, later) == "Risk 1.16 stands in the register from Sep-11 only."


@pytest.mark.parametrize("changed", [{"likelihood": 6}, {"likelihood": 0}, {"impact": 6}])
def test_a_level_is_from_1_to_5(rate: Rate, entry: Entry, changed: dict[str, int]) -> None:
    assert faults(rate, entry, **changed) == {next(iter(changed)): ["Choose a level from 1 to 5."]}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"likelihood": 4, "impact": 4}, "Say why the rating changes: it goes from Amber to Red."),
        ({"likelihood": 1, "impact": 5}, "Say why the rating changes: it goes from Amber to Green."),
        ({"likelihood": 5, "impact": 3}, "Say why the rating changes: it goes from Amber to Red."),
        ({"likelihood": 2, "impact": 4}, "Say why the rating changes: it moves 2 steps."),
    ],
)
def test_a_reason_is_asked_for(rate: Rate, entry: Entry, changed: dict[str, int], sentence: str) -> None:
    assert faults(rate, entry, **changed) == {"reason": [sentence]}
    assert rate(entry, **changed, reason="The site fell through.").reason == "The site fell through."


def test_no_change_asks_for_a_sentence(rate: Rate, entry: Entry) -> None:
    assert faults(rate, entry, likelihood=3, impact=3, comments="") == {
        "comments": ["The rating does not change. Say in a sentence why it stands."]
    }
    assert rate(entry, likelihood=3, impact=3, comments="Nothing new.").score == 9


def test_a_first_rating_needs_neither(rate: Rate, register: Register, june: Review) -> None:
    hidden = register.entries.get(reference="2.1")
    cycle.move(hidden, "1.16")

    assert rate(hidden, likelihood=5, impact=5, comments="").score == 25


def test_the_same_answer_sent_twice_is_one(rate: Rate, entry: Entry, june: Review) -> None:
    first = rate(entry)

    assert rate(entry) == first
    assert rate(entry, seen=1) == first
    assert Assessment.objects.filter(entry=entry, review=june).count() == 1


def test_an_answer_beside_one_that_has_been_overtaken_is_a_conflict(rate: Rate, entry: Entry) -> None:
    theirs = rate(entry)

    with pytest.raises(Conflict) as conflict:
        rate(entry, comments="Something else.")

    assert conflict.value.latest == theirs
    assert rate(entry, comments="Something else.", seen=1).sequence == 2


def test_the_same_words_of_somebody_else_are_an_answer_of_their_own(rate: Rate, entry: Entry) -> None:
    rate(entry)
    owner = Owner.objects.get(name="Director of Business Services")

    with pytest.raises(Conflict):
        rate(entry, OFFICER, given_as=owner, told_on=datetime.date(2011, 6, 17))


# The form


def test_the_form_shows_each_level_with_its_criteria_and_the_last_choice(sign_in: SignIn) -> None:
    html = sign_in(OWNER).get(PAGE).content.decode()

    assert "4 High" in html
    assert "51 – 80%. The chance of it is greater than the chance against." in html
    assert html.count("3 Medium (last time, worked out from the score)") == 2
    assert "Printed in the register and read by the committees." in html
    assert 'data-draft="/derbyshire/draft/"' in html
    assert " checked" not in html


def test_a_rating_of_this_review_comes_back_to_be_changed(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    rate(entry)

    response = sign_in(OWNER).get(PAGE)
    initial = response.context["form"].initial

    assert (initial["likelihood"], initial["comments"], initial["seen"]) == (4, "The lease in Derby is late.", 1)
    assert response.content.decode().count(" checked") == 2


def test_recorded_factors_of_last_time_are_marked_as_such(
    sign_in: SignIn, rate: Rate, entry: Entry, register: Register
) -> None:
    rate(entry)
    Review.objects.filter(register=register, slug="sep-11").update(opened_on="2011-06-20")

    html = sign_in(OWNER).get(PAGE + "?review=sep-11").content.decode()

    assert "4 High (last time)" in html
    assert "3 Medium (last time)" in html
    assert "The lease in Derby is late." in html


def test_saving_leads_to_the_risk_and_says_so(sign_in: SignIn, entry: Entry) -> None:
    response = sign_in(OWNER).post(PAGE, FORM, follow=True)

    assert response.redirect_chain == [(RISKS + "1.1/", 302)]
    assert "Risk 1.1 is rated 12 Amber for Jun-11." in response.content.decode()
    assert Assessment.objects.get(entry=entry, kind="proposed").score == 12


def test_a_double_click_makes_one_record(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)

    assert [client.post(PAGE, FORM).status_code for _ in range(2)] == [302, 302]
    assert Assessment.objects.filter(entry=entry, kind="proposed").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"likelihood": "6"}, "Choose a level from 1 to 5."),
        ({"likelihood": "x"}, "Choose a level from 1 to 5."),
        ({"impact": ""}, "Choose the impact."),
        ({"likelihood": "4", "impact": "4"}, "Say why the rating changes: it goes from Amber to Red."),
        ({"likelihood": "3", "comments": ""}, "The rating does not change. Say in a sentence why it stands."),
        ({"comments": "x" * 4001}, "at most 4000 characters"),
        ({"comments": "\u200b\u202e"}, "“Comments” holds nothing that can be read."),
        ({"reason": "a\u202eb"}, "“Reason for the change” holds an invisible character"),
        ({"seen": "-1"}, SENT_ALONG),
        ({"seen": "9" * 400}, SENT_ALONG),
        ({"seen": ""}, SENT_ALONG),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, entry: Entry, changed: dict[str, str], sentence: str
) -> None:
    response = sign_in(OWNER).post(PAGE, FORM | {"proposed_actions": "Words that took a while."} | changed)
    html = response.content.decode()

    assert response.status_code == 200
    assert sentence in html
    assert "Words that took a while." in html
    assert "<title>Error: " in html
    assert not Assessment.objects.filter(kind="proposed").exists()


def test_only_the_forms_own_fields_are_taken(sign_in: SignIn, entry: Entry) -> None:
    forged = {
        "score": "1",
        "printed_score": "1",
        "kind": "agreed",
        "section": "2",
        "sequence": "9",
        "given_by": "1",
        "given_as": "1",
        "told_on": "1 1 2011",
        "dated": "2010-01-01",
        "trust": "2",
        "owners": "x",
    }

    sign_in(OWNER).post(PAGE, FORM | forged)

    given = Assessment.objects.get(entry=entry, review__slug="jun-11")
    assert (given.score, given.printed_score, given.kind, given.section, given.sequence) == (12, None, "proposed", 1, 1)
    assert given.given_by is not None
    assert given.given_by.email == OWNER
    assert (given.told_on, given.dated) == (None, datetime.date(2011, 6, 20))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("email", [SMT, "interventions@derbyshire.example"])
def test_somebody_elses_risk_is_refused_in_words(sign_in: SignIn, entry: Entry, email: str, method: str) -> None:
    response = getattr(sign_in(email), method)(PAGE, FORM)

    assert response.status_code == 403
    assert "belongs to Director of Business Services" in response.content.decode()
    assert not Assessment.objects.filter(kind="proposed").exists()


def test_papers_that_go_out_while_it_is_typed_cost_no_words(sign_in: SignIn, entry: Entry, june: Review) -> None:
    client = sign_in(OWNER)
    cycle.issue(june)
    response = client.post(PAGE, FORM)
    page = response.content.decode()

    assert response.status_code == 403
    assert "ratings change only at its meeting." in page
    assert "The lease in Derby is late." in page
    assert "Meet the landlord." in page
    assert client.get(PAGE)["Location"] == RISKS + "1.1/"
    assert not Assessment.objects.filter(kind="proposed").exists()


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_a_committee_cannot_rate_and_learns_of_no_later_review(sign_in: SignIn, entry: Entry, email: str) -> None:
    client = sign_in(email)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, FORM | {"review": "mar-11"}).status_code == 403
    assert client.post(PAGE, FORM).status_code == 404
    assert client.post(PAGE, FORM | {"review": "dec-11"}).status_code == 404
    assert not Assessment.objects.filter(kind="proposed").exists()


@pytest.mark.parametrize(
    ("slug", "status", "sentence"),
    [
        ("mar-11", 403, "Mar-11 is closed."),
        ("sep-11", 403, "Sep-11 is not open yet."),
        ("dec-11", 404, ""),
        ("x" * 400, 404, ""),
    ],
)
def test_a_review_that_is_not_open_is_refused_in_words(
    sign_in: SignIn, entry: Entry, slug: str, status: int, sentence: str
) -> None:
    response = sign_in(OWNER).post(PAGE, FORM | {"review": slug})

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not Assessment.objects.filter(kind="proposed").exists()


@pytest.mark.parametrize(("slug", "sentence"), [("mar-11", "Mar-11 is closed."), ("sep-11", "Sep-11 is not open yet.")])
def test_an_old_link_to_rate_leads_to_the_risk_which_says_so(
    sign_in: SignIn, entry: Entry, slug: str, sentence: str
) -> None:
    led = sign_in(OWNER).get(f"{PAGE}?review={slug}", follow=True)

    assert led.redirect_chain == [(RISKS + "1.1/", 302)]
    assert sentence in led.content.decode()


def test_words_typed_before_a_review_closed_are_shown_once_more(sign_in: SignIn, entry: Entry, june: Review) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": f"{PAGE}?review=jun-11", "comments": "The lease in Derby is late."})
    cycle.skip(june)

    page = client.get(f"{PAGE}?review=jun-11")

    assert page.status_code == 403
    assert "Jun-11 is closed." in page.content.decode()
    assert "The lease in Derby is late." in page.content.decode()


def test_an_old_link_to_a_risk_of_somebody_else_is_refused(sign_in: SignIn, entry: Entry) -> None:
    assert sign_in("interventions@derbyshire.example").get(f"{PAGE}?review=mar-11").status_code == 403


def test_somebody_elses_save_in_between_shows_both_answers(sign_in: SignIn, rate: Rate, entry: Entry) -> None:
    owner = Owner.objects.get(name="Director of Business Services")
    rate(entry, OFFICER, comments="Told by telephone.", given_as=owner, told_on=datetime.date(2011, 6, 17))
    client = sign_in(OWNER)

    response = client.post(PAGE, FORM)
    html = response.content.decode()

    assert response.status_code == 409
    assert "Performance officer" in html
    assert "Told by telephone." in html
    assert "Can nothing more be done?" not in [line.label for line in response.context["lines"]]
    assert '<td data-label="Saved already">4 High</td>' in html
    assert "The lease in Derby is late." in html
    assert f'href="{PAGE}?review=jun-11">Leave theirs as it is' in html
    again = response.context["form"].data
    assert (again["seen"], again["review"]) == ("1", "jun-11")
    assert client.post(PAGE, again).status_code == 302
    assert list(Assessment.objects.filter(entry=entry, kind="proposed").values_list("sequence", flat=True)) == [1, 2]


def test_what_was_typed_and_not_saved_comes_back_until_it_is(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    typed = {"address": f"{PAGE}?review=jun-11", "comments": "Half a thought", "likelihood": "5"}
    client.post("/derbyshire/draft/", typed)

    html = client.get(PAGE).content.decode()
    assert "Half a thought" in html
    assert "These are the words you typed before and have not saved." in html

    client.post(PAGE, FORM)
    assert "Half a thought" not in client.get(PAGE).content.decode()
    assert not Draft.objects.exists()


def test_what_was_typed_for_another_review_stays_there(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": f"{PAGE}?review=sep-11", "comments": "Half a thought"})

    html = client.get(PAGE).content.decode()

    assert "Half a thought" not in html
    assert 'data-draft-by="review"' in html


def test_a_draft_can_be_forgotten(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)
    client.post("/derbyshire/draft/", {"address": f"{PAGE}?review=jun-11", "comments": "Half a thought"})

    client.post(PAGE, {"discard": "yes", "review": "jun-11"})

    assert "Half a thought" not in client.get(PAGE).content.decode()


def test_the_officer_is_asked_on_whose_word(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    html = client.get(PAGE).content.decode()
    assert "On whose word" in html

    owner = Owner.objects.get(name="Director of Business Services")
    wrong = client.post(PAGE, FORM | {"given_as": owner.pk, "told_on": "31 2 2011"})
    assert "There is no 31 February 2011" in wrong.content.decode()
    right = client.post(PAGE, FORM | {"given_as": owner.pk, "told_on": "17 6 2011"})
    assert right.status_code == 302
    assert Assessment.objects.get(entry=entry, kind="proposed").told_on == datetime.date(2011, 6, 17)


def test_looking_changes_nothing(sign_in: SignIn, entry: Entry) -> None:
    before = (Assessment.objects.count(), Standing.objects.count())
    client = sign_in(OWNER)

    for address in ["", "1.1/", "1.1/assess/", "export.csv"]:
        client.get(RISKS + address)

    assert (Assessment.objects.count(), Standing.objects.count()) == before


def test_saving_asks_little(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(OWNER)

    with count_queries() as asked:
        assert client.post(PAGE, FORM).status_code == 302

    assert len(asked()) <= 28, asked()
