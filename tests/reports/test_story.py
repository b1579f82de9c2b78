"""The story: what a year of use looks like, played through the services, and nothing of it in anybody else's trust."""

import datetime
import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test import Client

from objectives.models import StatusUpdate
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Message, Trust, User
from probation_planning.reports import story
from probation_planning.reports.example import Size, make_example
from probation_planning.reports.files import draw_file
from probation_planning.reports.models import Pack, PackFile
from probation_planning.reports.people import people_in
from risks.models import Acceptance, Action, Assessment, Decision, Entry, Review, StageAct, Standing, Turn
from risks.models.dated import Dated
from scorecard.models import Result
from tests.conftest import copy_of, use_database
from tests.files import parts_of
from tests.links import followed
from tests.risks.test_section_two import bare

SignIn = Callable[[str], Client]

YEAR = "/example-trust/2010-11/"
RISKS = f"{YEAR}risks/"
REVIEWS = ["aug-10", "nov-10", "feb-11", "may-11"]
OTHERS = ("derbyshire", "merseyside")
# Whoever owns nothing in section 2.
SECTION_ONE = ("smt", "sampleford", "information", "learning")
IN_SECTION_TWO = (
    "Two grievances end before a tribunal",
    "An inquiry of our own finds that travel was paid twice",
    "Who signed the claims that were paid twice?",
    "Agree with our lawyers how far an offer may go",
    "Residual risks, for the Audit Committee only",
    "What is left of it is the building",
)

# Fixtures


def rows_of(slug: str) -> dict[str, tuple[int, str]]:
    """How many rows each table holds of the trust, and a fingerprint of them."""
    with tenancy.system():
        trust = Trust.objects.get(slug=slug)
    found = {}
    owned = (model for model in apps.get_models() if issubclass(model, tenancy.TrustOwned))
    with tenancy.trust(trust), connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in owned if not model._meta.proxy}):
            cursor.execute(
                f"SELECT count(*), coalesce(md5(string_agg(one::text, '|' ORDER BY id)), '') FROM {table} one "
                "WHERE trust_id = %s",
                [trust.pk],
            )
            found[table] = cursor.fetchone()
    return found


@pytest.fixture(scope="module")
def told(django_db_setup: None, template_database: str, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """A database with the story in it, loaded once; what others had before, and what was said.

    Its nine packs are not drawn and its mails not sent, which happens after the commit and takes longer than the year.
    """
    before = connections["default"].settings_dict["NAME"]
    name = f"{before}_story"
    with copy_of(template_database, name), django_db_blocker.unblock():
        use_database(name)
        others = {slug: rows_of(slug) for slug in OTHERS}
        said = io.StringIO()
        with transaction.atomic():
            call_command("load_story", stdout=said)
            connection.run_on_commit.clear()
        yield {"others": others, "said": said.getvalue()}
        use_database(before)


@pytest.fixture
def trust(told: dict[str, Any], db: None) -> Iterator[Trust]:
    """The Example Trust, with the test inside it as the system."""
    with tenancy.system():
        found = Trust.objects.get(slug="example-trust")
    with tenancy.trust(found):
        yield found


@pytest.fixture
def read(trust: Trust, sign_in: SignIn) -> Callable[..., str]:
    """A page as somebody of the story reads it."""

    def page(who: str, address: str, status: int = 200) -> str:
        response = sign_in(f"{who}@example-trust.example").get(address)
        assert response.status_code == status
        return str(response.content.decode())

    return page


def words(page: str) -> str:
    """A page's text with its white space made plain."""
    return " ".join(page.replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", " ").split())


# What was played


def test_four_reviews_are_played_and_the_fourth_is_half_way(trust: Trust, read: Callable[..., str]) -> None:
    reviews = list(Review.objects.prefetch_related("stages").order_by("month"))

    assert [review.slug for review in reviews] == REVIEWS
    assert [review.phase(1) for review in reviews] == ["closed", "closed", "closed", "papers"]
    assert [review.phase(2) for review in reviews] == ["closed", "closed", "closed", "open"]
    assert "3 of 10 decided" in words(read("officer", f"{RISKS}reviews/may-11/meeting/"))


def test_everything_was_given_in_the_order_of_its_days_and_nothing_after_the_last(trust: Trust) -> None:
    given: list[tuple[int, datetime.date]] = []
    for model in apps.get_models():
        if issubclass(model, Dated) or model is Assessment:
            given += model._default_manager.values_list("moment", "dated")
    days = [day for _, day in sorted(given)]

    assert all(before <= after for before, after in pairwise(days))
    assert days[0] == datetime.date(2010, 4, 26)
    assert days[-1] == story.ENDS


def test_every_row_was_given_by_somebody_of_the_trust(trust: Trust) -> None:
    givers = set(Assessment.objects.values_list("given_by__email", flat=True))
    givers |= set(StageAct.objects.values_list("given_by__email", flat=True))

    assert givers
    assert all(email and email.endswith("@example-trust.example") for email in givers)


@pytest.mark.parametrize(
    ("reference", "scores"),
    [("1.1", "9, 16, 16, 16"), ("1.2", "16, 12, 9, 6"), ("1.3", "9, 12, 20, 16"), ("1.8", "6, –, 12, 9")],
)
def test_the_register_shows_how_a_risk_went(read: Callable[..., str], reference: str, scores: str) -> None:
    page = words(read("officer", RISKS))
    row = page[page.index(f'class="nowrap">{reference}<') :]

    assert scores in row[: row.index("</tr>")]


def test_a_risk_sits_in_red_with_an_answer_each_time(trust: Trust, read: Callable[..., str]) -> None:
    rated = Assessment.objects.filter(entry__reference="1.1", kind="proposed").order_by("moment")
    stood = Standing.objects.filter(entry__reference="1.1").order_by("review__month")

    assert list(stood.values_list("sat", flat=True)) == [0, 1, 2, 3]
    assert [bool(row.nothing_more) for row in rated] == [False, False, True, True]
    assert "3 reviews in Red without moving" in words(read("officer", f"{RISKS}1.1/"))


def test_a_risk_turns_black_between_reviews_and_people_are_told(trust: Trust) -> None:
    between = Assessment.objects.get(kind="interim")
    told = Message.objects.get(kind=Message.Kind.BLACK)

    assert (between.entry.reference, between.score, between.dated) == ("1.3", 20, datetime.date(2011, 1, 21))
    assert told.about == "2010-11/1.3"
    assert set(told.addresses) == {f"{who}@example-trust.example" for who in ("chief.executive", "officer")}


def test_objectives_and_measures_are_answered_each_quarter_but_for_one_of_each(trust: Trust) -> None:
    answered = Counter(StatusUpdate.objects.values_list("quarter__number", flat=True))
    measured = Counter(Result.objects.values_list("quarter__number", flat=True))

    assert answered == {1: 4, 2: 4, 3: 4, 4: 3}
    assert measured == {1: 7, 2: 7, 3: 7, 4: 6 + 1}


def test_risks_change_their_place_and_their_hands(trust: Trust) -> None:
    turns = Counter(Turn.objects.values_list("kind", flat=True))

    assert turns == {
        "entered": 14,
        "closed": 2,
        "reopened": 1,
        "left": 1,
        "arrived": 1,
        "renumbered": 1,
        "owners": 2,
        "response": 1,
    }
    assert Entry.objects.get(reference="1.13").turns.get(kind="renumbered").former == "1.11"
    assert Entry.objects.get(reference="2.3").section == 2


def test_actions_are_done_slip_with_reasons_lapse_and_are_dropped(trust: Trust) -> None:
    latest = list(Action.objects.that_count())
    rows = Action.objects.order_by("risk", "section", "number", "sequence")
    slips = [
        after
        for before, after in pairwise(rows)
        if after.sequence > 1 and before.due_on and after.due_on and after.due_on > before.due_on
    ]

    assert {row.state for row in latest} == {"open", "done", "dropped", "moved"}
    assert len(slips) >= 4
    assert all(row.reason for row in slips)
    assert {row.text for row in latest if row.state == "open" and row.due_on and row.due_on < story.ENDS} == {
        "Hold an open day for those who might apply",
        "Speak to everybody who was away three times",
    }


def test_one_acceptance_is_in_date_and_one_has_run_out(trust: Trust) -> None:
    until = {row.entry.reference: row.until for row in Acceptance.objects.that_count().select_related("entry")}

    assert until["1.10"] > story.ENDS > until["1.13"]


def test_targets_are_met_missed_moved_and_still_ahead(read: Callable[..., str]) -> None:
    page = words(read("officer", f"{RISKS}forecasts/"))

    assert "Of 4 targets that fell due 2 were met, 2 missed" in page
    assert "moved 243 days later" in page
    assert "not yet due" in page


def test_papers_go_out_with_an_exception_are_withdrawn_and_a_body_is_skipped(trust: Trust) -> None:
    acts = StageAct.objects.order_by("moment")
    first, second = acts.filter(review__slug="nov-10", body__slug="smt", kind="issued")

    assert [line["condition"] for line in second.exceptions] == ["no_owner"]
    assert (first.number, second.number) == (1, 2)
    assert acts.get(kind="withdrawn").reason == "Risk 1.2 went out with the spending of the quarter before."
    assert set(acts.filter(kind="skipped").values_list("body__slug", "review__slug")) == {
        ("board", "aug-10"),
        ("board", "feb-11"),
    }


def test_the_meeting_agreed_changed_and_deferred_with_minutes(trust: Trust) -> None:
    said = Decision.objects.filter(review__slug="nov-10")

    assert Counter(said.values_list("outcome", flat=True)) == {"agreed": 9, "changed": 1, "deferred": 1}
    assert all(said.exclude(outcome="agreed").values_list("minute", flat=True))


def test_a_rating_is_corrected_after_the_committee_saw_it(trust: Trust) -> None:
    corrected = Assessment.objects.get(kind="correction")

    assert (corrected.entry.reference, corrected.review.slug, corrected.score) == ("1.9", "feb-11", 9)


# Packs


def pack(review: str, body: str) -> Pack:
    """What the body was given last for the review."""
    return Pack.objects.filter(review__slug=review, body__slug=body).latest("number")


def test_a_pack_is_drawn(trust: Trust) -> None:
    given = pack("may-11", "smt")

    draw_file(trust, given)

    file = PackFile.objects.get(pack=given)
    assert bytes(file.content[:4]) == b"%PDF"
    assert file.pages > 1


def test_the_papers_of_each_body_are_kept(trust: Trust) -> None:
    assert Counter(Pack.objects.values_list("body__slug", flat=True)) == {"smt": 5, "audit-committee": 3, "board": 1}


def test_a_question_stands_in_the_following_pack_of_its_body_and_in_no_other(trust: Trust) -> None:
    question = "How many waited longer than a month, and do we know who they are?"

    assert question not in str(pack("nov-10", "audit-committee").data)
    assert question in str(pack("feb-11", "audit-committee").data)
    assert question not in str(pack("may-11", "smt").data)


def test_a_question_that_was_settled_leaves_the_packs(trust: Trust) -> None:
    question = "What would we work with if the supplier gave up?"

    assert question in str(pack("nov-10", "audit-committee").data)
    assert question not in str(pack("feb-11", "audit-committee").data)


# Who may read what


@pytest.mark.parametrize("who", SECTION_ONE)
@pytest.mark.parametrize(
    "address",
    [
        *(YEAR, RISKS, f"{RISKS}?review=feb-11", f"{RISKS}?picture=came", f"{RISKS}export.csv", f"{RISKS}actions/"),
        *(f"{RISKS}questions/?state=all", f"{RISKS}forecasts/", f"{RISKS}messages/", f"{RISKS}reviews/may-11/"),
        *(f"{RISKS}reviews/may-11/changes/", f"{RISKS}reviews/feb-11/changes/", f"{YEAR}reports/"),
        *(f"{RISKS}export.xlsx", f"{RISKS}export.xlsx?review=feb-11", f"{RISKS}actions/export.xlsx"),
        *(f"{RISKS}forecasts/export.xlsx", f"{RISKS}reviews/may-11/changes/export.xlsx", f"{YEAR}gaps/export.xlsx"),
    ],
)
def test_section_2_leaves_no_trace_for_readers_of_section_1(
    told: dict[str, Any], sign_in: SignIn, db: None, who: str, address: str
) -> None:
    response = sign_in(f"{who}@example-trust.example").get(address)
    page = parts_of(b"".join(response) if response.streaming else response.content)

    assert response.status_code == 200
    assert [words for words in (*IN_SECTION_TWO, ">2.1<", ">2.2<", ">2.3<", "Risk 2.") if words in page] == []


def test_a_guessed_address_answers_as_an_unknown_one(trust: Trust, sign_in: SignIn) -> None:
    client = sign_in("smt@example-trust.example")

    hidden, unknown = client.get(f"{RISKS}2.1/"), client.get(f"{RISKS}2.9/")

    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert bare(hidden) == bare(unknown).replace("2.9", "2.1")


@pytest.mark.parametrize("who", ["audit", "auditor", "officer"])
def test_section_2_is_there_for_its_readers(read: Callable[..., str], who: str) -> None:
    page = read(who, f"{RISKS}?review=feb-11")

    assert all(title in page for title in IN_SECTION_TWO[:2])


def test_each_page_names_the_trust(read: Callable[..., str]) -> None:
    for address in (YEAR, RISKS, f"{RISKS}1.1/", f"{RISKS}reviews/may-11/meeting/", f"{YEAR}plan/"):
        page = read("officer", address)
        assert "Example Trust 2010/11" in page[page.index("<title>") : page.index("</title>")]


# Who has what to do


@pytest.mark.parametrize("person", people_in(story.PEOPLE), ids=lambda row: row["email"].split("@")[0])
def test_everybody_signs_in_with_the_password_of_the_demonstration(
    trust: Trust, settings: Any, person: dict[str, Any]
) -> None:
    assert Client().login(email=person["email"], password=settings.DEMO_PASSWORD)


@pytest.mark.parametrize(
    ("who", "waits"),
    [
        ("resources", "An inquiry of our own finds that travel was paid twice"),
        ("testbury", "A resident comes to harm in the hostel at night"),
        ("learning", "Offer the evening course in a third place"),
        ("sampleford", "Hold an open day for those who might apply"),
        ("chief.executive", "Speak to everybody who was away three times"),
        ("smt", "Meeting of the Senior Management Team"),
        ("officer", "Meeting of the Senior Management Team"),
        ("audit", "Feb-11 pack for the Audit Committee"),
    ],
)
def test_everybody_finds_something_to_do(read: Callable[..., str], who: str, waits: str) -> None:
    assert waits in read(who, "/")


# Loading


def test_nothing_of_the_other_trusts_was_touched(told: dict[str, Any], db: None) -> None:
    assert {slug: rows_of(slug) for slug in OTHERS} == told["others"]


def test_it_says_what_it_loaded(told: dict[str, Any], db: None) -> None:
    assert told["said"] == "Example Trust: a year of four reviews, as it stands on 20 June 2011.\n"


def test_loaded_twice_it_changes_nothing_and_says_so(trust: Trust) -> None:
    before = rows_of("example-trust")
    said = io.StringIO()

    call_command("load_story", stdout=said)

    assert said.getvalue() == "The story is here already; nothing was changed.\n"
    assert rows_of("example-trust") == before


def test_its_people_get_a_new_password_with_everybody_else(trust: Trust, settings: Any) -> None:
    settings.DEMO_PASSWORD = "another fair long one"

    call_command("demo_people", stdout=io.StringIO())

    assert User.objects.get(email="officer@example-trust.example").check_password("another fair long one")


def test_a_generated_trust_of_its_name_is_refused_beside_it(trust: Trust) -> None:
    with pytest.raises(CommandError, match="is here already"):
        call_command("example_trust")


def refused(says: str) -> None:
    """Loading is refused in these words, and leaves nothing."""
    with pytest.raises(CommandError, match=says):
        call_command("load_story")
    assert story.trust_of_the_story() is None


@pytest.fixture
def unloaded(fresh_database: str) -> Iterator[None]:
    """A database without the story."""
    with tenancy.system():
        yield


def test_production_refuses_it(unloaded: None, settings: Any) -> None:
    settings.PRODUCTION = True

    refused("refused in production")


def test_without_a_password_it_is_refused(unloaded: None, settings: Any) -> None:
    settings.DEMO_PASSWORD = ""

    refused("Set DEMO_PASSWORD")


def test_a_day_before_its_last_is_refused(unloaded: None, settings: Any) -> None:
    settings.TODAY = story.ENDS - datetime.timedelta(days=1)

    refused("ends on 20 June 2011")


def test_it_is_refused_beside_a_generated_trust_of_its_name(unloaded: None) -> None:
    make_example(Size(risks=1, objectives=1, measures=1, reviews=1), day=story.ENDS)

    refused("of another make")


@pytest.mark.parametrize("who", ["officer", "audit"])
def test_every_link_leads_to_a_page(sign_in: SignIn, trust: Trust, who: str) -> None:
    links = list(followed(sign_in(f"{who}@example-trust.example"), YEAR, inside=YEAR))

    astray = [link for link in links if link.status != 200 and not link.page.startswith(RISKS + "messages/")]
    assert len(links) > 50
    assert astray == []
