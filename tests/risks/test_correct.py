"""Correcting a rating of a closed review: by the officer, with a reason, naming what it corrects, and never over it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Role
from probation_planning.organisation.roles import Reader
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG
from risks.models import Assessment, Entry, Register, Review, Standing
from risks.services.correcting import correct
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Rate
from tests.risks.test_risk_detail import text_of

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
Mend = Callable[..., Assessment]
AUDITOR = "auditor@derbyshire.example"
PAGE = RISKS + "1.1/correct/"
FORM = {
    "likelihood": "4",
    "impact": "4",
    "comments": "The lease in Derby is late.",
    "proposed_actions": "Words that took a while.",
    "nothing_more": "",
    "reason": "The register was misprinted.",
    "review": "mar-11",
    "seen": "1",
}


@pytest.fixture
def mend(reader: Readers, march: Review) -> Mend:
    """Corrects a rating of Mar-11 to 16 Red as the officer, unless changed."""

    def given(entry: Entry, email: str = OFFICER, **changed: Any) -> Assessment:
        words: dict[str, Any] = {
            "review": march,
            "likelihood": 4,
            "impact": 4,
            "comments": "",
            "proposed_actions": "",
            "nothing_more": "",
            "reason": "The register was misprinted.",
            "seen": 1,
        }
        return correct(entry=entry, reader=reader(email), **(words | changed))

    return given


def test_a_risk_that_leaves_sight_while_its_page_is_made_is_an_unknown_page(
    sign_in: SignIn, register: Register
) -> None:
    client, left = sign_in(OFFICER), []

    def leaving(execute: Any, sql: str, *more: Any) -> Any:
        found = execute(sql, *more)
        if "risks_standing" in sql and not left:
            left.append(sql)
            with tenancy.trust(register.trust):
                Register.objects.filter(pk=register.pk).update(section_two_roles=[Role.AUDIT])
        return found

    with connection.execute_wrapper(leaving):
        answer = client.get(RISKS + "2.1/correct/?review=mar-11")

    assert left
    assert answer.status_code == 404


# The act


def test_a_correction_is_a_new_row_that_names_what_it_corrects(mend: Mend, entry: Entry, march: Review) -> None:
    printed = Standing.objects.get(entry=entry, review=march)

    given = mend(entry)

    assert (given.kind, given.corrects, given.score) == ("correction", printed.assessment, 16)
    assert (given.dated, given.reason) == (cycle.day(), "The register was misprinted.")
    standing = Standing.objects.get(entry=entry, review=march)
    assert (standing.assessment, standing.score) == (given, 16)
    assert Assessment.objects.get(pk=printed.assessment_id).score == 9


def test_it_keeps_the_words_in_which_the_risk_stood(mend: Mend, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(title="Reworded since")

    given = mend(entry)

    assert given.title == entry.title
    assert given.owners == ["Director of Business Services"]
    assert given.categories == ["Operations"]


def test_what_is_measured_against_it_moves_along(mend: Mend, entry: Entry, june: Review) -> None:
    mend(entry)

    assert Standing.objects.get(entry=entry, review=june).previous_score == 16


def test_the_factors_of_a_printed_score_are_given_by_a_correction(mend: Mend, register: Register) -> None:
    twenty = register.entries.get(reference="1.14")

    given = mend(twenty, likelihood=4, impact=5, reason="Factors recorded.")

    assert (given.likelihood, given.impact, given.score) == (4, 5, 20)


@pytest.mark.parametrize("email", [OWNER, SMT, AUDIT, AUDITOR])
def test_only_the_officer_corrects(mend: Mend, entry: Entry, email: str) -> None:
    with pytest.raises(PermissionDenied, match="corrected by the performance officer"):
        mend(entry, email)


def test_an_open_review_takes_a_new_rating_instead(mend: Mend, entry: Entry, june: Review, rate: Rate) -> None:
    rate(entry)

    with pytest.raises(PermissionDenied, match="Until it is, give a new rating"):
        mend(entry, review=june)


def test_nor_while_its_papers_are_with_smt(mend: Mend, entry: Entry, june: Review, rate: Rate) -> None:
    rate(entry)
    cycle.issue(june)

    with pytest.raises(PermissionDenied, match="Jun-11 is not closed"):
        mend(entry, review=june)


def test_a_review_is_corrected_once_smt_has_met(mend: Mend, entry: Entry, june: Review, rate: Rate) -> None:
    rate(entry)
    cycle.meet(june)
    agreed = Standing.objects.get(entry=entry, review=june).assessment

    assert mend(entry, review=june, seen=2).corrects == agreed


def test_what_was_never_rated_cannot_be_corrected(mend: Mend, entry: Entry, june: Review) -> None:
    cycle.skip(june)

    with pytest.raises(PermissionDenied, match="was not rated at Jun-11, so there is nothing to correct"):
        mend(entry, review=june, seen=0)


def test_it_says_what_was_wrong(mend: Mend, entry: Entry) -> None:
    with pytest.raises(ValidationError) as refused:
        mend(entry, reason="")
    assert refused.value.message_dict == {"reason": ["Say what was wrong with the rating."]}


@pytest.mark.parametrize("changed", [{"likelihood": 0}, {"impact": 6}])
def test_a_level_is_from_1_to_5(mend: Mend, entry: Entry, changed: dict[str, int]) -> None:
    with pytest.raises(ValidationError) as refused:
        mend(entry, **changed)
    assert refused.value.message_dict == {next(iter(changed)): ["Choose a level from 1 to 5."]}


def test_the_same_correction_sent_twice_is_one(mend: Mend, entry: Entry) -> None:
    first = mend(entry)

    assert mend(entry) == first
    assert Assessment.objects.filter(kind="correction").count() == 1


def test_beside_another_correction_it_is_a_conflict(mend: Mend, entry: Entry) -> None:
    theirs = mend(entry)

    with pytest.raises(Conflict) as conflict:
        mend(entry, impact=5)
    assert conflict.value.latest == theirs
    assert mend(entry, impact=5, seen=2).corrects == theirs


# The page


def test_the_page_shows_what_it_replaces(sign_in: SignIn, entry: Entry) -> None:
    response = sign_in(OFFICER).get(PAGE + "?review=mar-11")
    words = text_of(response)

    assert "Correct the rating at Mar-11" in words
    assert "What it replaces 9 Amber" in words
    assert "recorded from paper" in words
    assert "3 Medium (as it stands, worked out from the score)" in words
    assert response.content.decode().count(" checked") == 2


def test_saving_shows_both_in_the_history(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)

    response = client.post(PAGE, FORM, follow=True)
    words = text_of(response)

    assert response.redirect_chain == [(RISKS + "1.1/?review=mar-11", 302)]
    assert "Risk 1.1 is corrected to 16 Red at Mar-11." in words
    assert "Mar-11 Correction of 9 Amber" in words
    assert "What was wrong The register was misprinted." in words
    assert "Recorded from paper, line 193; replaced by a later rating" in words
    assert "Correction of 9 Amber" in text_of(client.get(RISKS + "1.1/"))


@pytest.mark.parametrize("email", [AUDIT, AUDITOR])
def test_a_committee_sees_that_it_was_corrected(sign_in: SignIn, mend: Mend, entry: Entry, email: str) -> None:
    mend(entry)

    words = text_of(sign_in(email).get(RISKS + "1.1/"))

    assert "16 Red" in words
    assert "Correction of 9 Amber" in words


def test_somebody_elses_correction_in_between_shows_both(sign_in: SignIn, mend: Mend, entry: Entry) -> None:
    mend(entry, impact=5, comments="Told by telephone.")
    client = sign_in(OFFICER)

    response = client.post(PAGE, FORM)
    html = response.content.decode()

    assert response.status_code == 409
    assert "Told by telephone." in html
    assert "Words that took a while." in html
    assert '<td data-label="Saved already">5 Very High</td>' in html
    again = response.context["form"].data
    assert again["seen"] == "2"
    assert client.post(PAGE, again).status_code == 302
    assert Assessment.objects.filter(kind="correction").count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"likelihood": ""}, "Choose the likelihood."),
        ({"impact": "9"}, "Choose a level from 1 to 5."),
        ({"reason": ""}, "Say what was wrong with the rating."),
        ({"comments": "x" * 4001}, "at most 4000 characters"),
        ({"seen": "x"}, SENT_ALONG),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    sign_in: SignIn, entry: Entry, changed: dict[str, str], sentence: str
) -> None:
    response = sign_in(OFFICER).post(PAGE, FORM | changed)
    html = response.content.decode()

    assert response.status_code == 200
    assert sentence in html
    assert "Words that took a while." in html
    assert not Assessment.objects.filter(kind="correction").exists()


def test_a_double_click_makes_one_record(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)

    assert [client.post(PAGE, FORM).status_code for _ in range(2)] == [302, 302]
    assert Assessment.objects.filter(kind="correction").count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("email", [OWNER, SMT, AUDIT, AUDITOR])
def test_others_are_refused_in_words(sign_in: SignIn, entry: Entry, email: str, method: str) -> None:
    response = getattr(sign_in(email), method)(PAGE + "?review=mar-11", FORM)

    assert response.status_code == 403
    assert "corrected by the performance officer" in response.content.decode()
    assert not Assessment.objects.filter(kind="correction").exists()


@pytest.mark.parametrize(
    ("slug", "status", "sentence"),
    [("jun-11", 403, "Jun-11 is not closed."), ("sep-11", 404, ""), ("dec-11", 404, ""), ("", 403, "is not closed")],
)
def test_a_review_that_is_not_closed_is_refused(
    sign_in: SignIn, entry: Entry, slug: str, status: int, sentence: str
) -> None:
    response = sign_in(OFFICER).get(f"{PAGE}?review={slug}")

    assert response.status_code == status
    assert sentence in response.content.decode()


@pytest.mark.parametrize("address", ["2.1/correct/?review=mar-11", "9.1/correct/?review=mar-11"])
def test_a_risk_of_section_2_is_an_unknown_page(sign_in: SignIn, address: str) -> None:
    client = sign_in(SMT)

    assert (client.get(RISKS + address).status_code, client.post(RISKS + address, FORM).status_code) == (404, 404)


def test_an_officer_barred_from_section_2_corrects_nothing_of_it(sign_in: SignIn, register: Register) -> None:
    """Not even of a risk that has come into section 1 since."""
    cycle.move(register.entries.get(reference="2.1"), "1.16")
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "auditor"])
    client = sign_in(OFFICER)

    assert client.get(RISKS + "1.16/").status_code == 200
    assert client.get(RISKS + "1.16/correct/?review=mar-11").status_code == 404
    assert "Correct the rating" not in client.get(RISKS + "1.16/").content.decode()


def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("officer@merseyside.example").get(PAGE + "?review=mar-11").status_code == 404


@pytest.mark.parametrize(("email", "offered"), [(OFFICER, True), (OWNER, False), (SMT, False), (AUDIT, False)])
def test_it_is_offered_to_the_officer(sign_in: SignIn, entry: Entry, email: str, offered: bool) -> None:
    assert ("Correct the rating at Mar-11" in sign_in(email).get(RISKS + "1.1/").content.decode()) is offered


def test_the_page_asks_little(sign_in: SignIn, count_queries: Any, entry: Entry) -> None:
    client = sign_in(OFFICER)
    with count_queries() as shown:
        assert client.get(PAGE + "?review=mar-11").status_code == 200
    with count_queries() as saved:
        assert client.post(PAGE, FORM).status_code == 302

    assert len(shown()) <= 16, shown()
    assert len(saved()) <= 26, saved()


# What readers are told


@pytest.mark.parametrize("email", [OFFICER, SMT, AUDIT])
def test_list_and_page_say_what_a_corrected_rating_was(sign_in: SignIn, mend: Mend, entry: Entry, email: str) -> None:
    client, at = sign_in(email), "?review=mar-11"
    assert "corrected, was" not in text_of(client.get(RISKS + at))
    mend(entry)
    mend(entry, impact=5, seen=2)

    for address in (RISKS, RISKS + "1.1/"):
        page = text_of(client.get(address + at))

        assert page.count("corrected, was") == 1
        assert "corrected, was 9 Amber" in page


def test_who_reads_section_1_alone_is_told_of_no_correction_in_section_2(
    sign_in: SignIn, mend: Mend, register: Register
) -> None:
    mend(register.entries.get(reference="2.1"))

    assert "corrected, was" in text_of(sign_in(AUDIT).get(RISKS + "?review=mar-11"))
    assert "corrected, was" not in text_of(sign_in(SMT).get(RISKS + "?review=mar-11"))
