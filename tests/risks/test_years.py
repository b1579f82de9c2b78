"""A register takes over what last year's said, and each risk keeps its identity."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation import clock
from probation_planning.organisation.models import Body, Owner, Trust
from probation_planning.reports.work import work_of
from risks.changes import Changes
from risks.models import (
    Acceptance,
    Action,
    Appetite,
    Assessment,
    Category,
    Decision,
    Question,
    Register,
    Review,
    Standing,
    Target,
)
from risks.reading import open_register
from risks.services.meeting import decide_rest
from risks.services.years import carry_over
from tests.factories import EntryFactory, RegisterFactory, ReviewFactory, YearFactory
from tests.risks import cycle
from tests.risks.conftest import OFFICER, OWNER, SMT, Rate, Readers
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
NEXT = "/derbyshire/2012-13/risks/"
PAGE = NEXT + "setup/carry/"


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def following(register: Register) -> Register:
    """An empty register of 2012/13 with a review that is open."""
    new: Register = RegisterFactory(year=YearFactory(start=datetime.date(2012, 4, 1)), title="Risks of 2012/13")
    month = datetime.date(2012, 6, 1)
    ReviewFactory(register=new, month=month, label="Jun-12", slug="jun-12", opened_on=month)
    return new


@pytest.fixture
def officer(sign_in: SignIn, following: Register) -> Client:
    """The performance officer."""
    return sign_in(OFFICER)


def everything(client: Client) -> dict[str, Any]:
    """All that the page offers, ticked."""
    form = client.get(PAGE).context["form"]
    return {"setup": "on", "references": form["references"].value()}


def test_risks_come_over_with_identity_reference_owners_and_last_rating(
    officer: Client, following: Register, register: Register, rate: Rate, june: Review
) -> None:
    rate(register.entries.get(reference="1.1"))

    page = officer.post(PAGE, everything(officer), follow=True)

    assert "19 risks taken over." in text_of(page)
    for former in register.entries.all():
        entry = following.entries.get(risk=former.risk_id)
        assert (entry.reference, entry.section, entry.title, entry.responses) == (
            former.reference,
            former.section,
            former.title,
            former.responses,
        )
        owners = [[row.owner.name for row in one.owners.order_by("order")] for one in (entry, former)]
        assert owners[0] == owners[1]
        assert [turn.kind for turn in entry.turns.all()] == ["carried"]
    carried = Assessment.objects.get(register=following, entry__reference="1.1")
    assert (carried.kind, carried.likelihood, carried.impact, carried.review.slug) == ("carried", 4, 3, "jun-12")
    assert carried.carried_from.review == june
    assert Standing.objects.get(entry=carried.entry).score == 12
    assert "Carried from last year" in text_of(officer.get(NEXT + "1.1/"))


def test_scales_bands_and_appetite_come_over_as_they_held_last(
    officer: Client, following: Register, register: Register
) -> None:
    category = Category.objects.get(name="Financial")
    said = {"category": category, "level": "open", "tolerated": 9, "approved_by": "Board", "approved_on": cycle.day()}
    Appetite.objects.create(register=register, **said)
    september = register.reviews.get(slug="sep-11")
    register.band_keys.create(
        starts_at=september, amber_from=5, red_from=12, black_from=20, approved_by="Board", approved_on=cycle.day()
    )

    officer.post(PAGE, {"setup": "on"})
    officer.post(PAGE, {"setup": "on"})

    key = following.band_keys.get()
    assert (key.amber_from, key.red_from, key.black_from, key.starts_at) == (5, 12, 20, None)
    assert following.levels.count() == 10
    assert following.appetites.get().tolerated == 9
    assert not following.entries.exists()


def test_the_same_sent_twice_is_one_and_a_risk_left_out_may_follow(officer: Client, following: Register) -> None:
    form = everything(officer)
    form["references"].remove("1.5")

    first, second = officer.post(PAGE, form), officer.post(PAGE, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert following.entries.count() == 18
    assert officer.get(PAGE).context["form"]["references"].value() == ["1.5"]


def test_what_is_open_comes_along(officer: Client, following: Register, register: Register) -> None:
    former = register.entries.get(reference="1.1")
    due = datetime.date(2012, 9, 30)
    given = {"register": register, "entry": former, "risk": former.risk, "section": 1, "dated": cycle.day()}
    given |= {"given_by": cycle.officer()}
    Action.objects.create(text="Sign the lease", due_on=due, **given)
    Action.objects.create(text="Done already", state="done", said="Done", **given)
    Target.objects.create(likelihood=1, impact=1, by_when=due, **given)

    officer.post(PAGE, everything(officer))

    entry = following.entries.get(reference="1.1")
    assert [(row.text, row.due_on, row.state) for row in Action.objects.filter(entry=entry)] == [
        ("Sign the lease", due, "open")
    ]
    assert Target.objects.get(entry=entry).reason == "Carried over from last year's register."


def test_a_lapsed_acceptance_stays_behind(
    officer: Client, following: Register, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    former, other = register.entries.get(reference="1.1"), register.entries.get(reference="1.2")
    board = Owner.objects.get(name="Chief Executive")
    for entry, until in ((former, cycle.day()), (other, cycle.day() + datetime.timedelta(days=30))):
        entry.owners.filter(owner=board).delete()
        write(Acceptance, entry, accepted_by=board, until=until)
    tomorrow = cycle.day() + datetime.timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)

    officer.post(PAGE, {"references": ["1.1", "1.2"]})

    assert following.entries.count() == 2
    assert [row.entry.reference for row in Acceptance.objects.filter(register=following)] == ["1.2"]


def test_what_is_carried_is_no_answer_for_the_review_anywhere(
    officer: Client, reader: Readers, following: Register, register: Register, rate: Rate
) -> None:
    rate(register.entries.get(reference="1.1"))
    officer.post(PAGE, everything(officer))
    review = NEXT + "reviews/jun-12/"
    progress = officer.get(review + "progress/").context["progress"]
    sections = officer.get(review).context["sections"]
    reminders = officer.get(review + "chase/").context["reminders"]
    reminded = {line.reference for one in reminders for line in one.unanswered}
    gate = officer.get(review + "issue/audit-committee/").context["gate"]
    register_page = officer.get(NEXT + "?review=jun-12")
    unassessed = officer.get(NEXT + "?review=jun-12&assessed=no&per_page=all").context["table"].page.object_list
    rated = officer.get(NEXT + "?review=jun-12&assessed=yes").context["table"].page.object_list
    glance = officer.get("/derbyshire/2012-13/").context["glance"].register
    changes = Changes(open_register(reader(OFFICER), following.year), *[following.reviews.get()] * 2)
    mine = next(lot for lot in work_of(reader(OWNER), following.year, []).own if lot.name == "Risks")

    assert next(one for one in progress.counts if one.things == "risks").answered == 0
    assert [section.assessed for section in sections] == [0, 0]
    assert sum(sections[0].bands.values()) > 0
    assert "1.1" in reminded
    assert {risk.reference for risk in gate.stopped} >= {"1.1"}
    assert "1.1" in {item.reference for item in mine.waiting}
    assert "0 of 19 assessed at Jun-12" in text_of(register_page)
    assert "last year’s rating: not assessed at this review" in text_of(register_page)
    assert register_page.context["picture"].heat_map.total == 0
    assert {"1.1"} <= {row.record.reference for row in unassessed}
    assert not list(rated)
    assert (glance.picture.assessed, glance.waiting) == (0, 19)
    assert changes.not_assessed == 19
    assert "last year’s rating: not assessed at this review" in text_of(officer.get(NEXT + "1.1/"))


def test_rated_at_the_review_it_is_answered(
    officer: Client, following: Register, register: Register, rate: Rate
) -> None:
    rate(register.entries.get(reference="1.1"))
    officer.post(PAGE, everything(officer))
    cycle.propose(following.entries.get(reference="1.1"), following.reviews.get())

    words = text_of(officer.get(NEXT + "?review=jun-12&assessed=yes"))

    assert "1 of 19 assessed at Jun-12" in words
    assert "last year’s rating" not in words


def test_the_rest_of_a_meeting_is_agreed_without_what_is_carried(
    officer: Client, reader: Readers, following: Register, register: Register, rate: Rate, settings: Any
) -> None:
    rate(register.entries.get(reference="1.1"))
    officer.post(PAGE, everything(officer))
    settings.TODAY = datetime.date(2012, 6, 20)
    review = following.reviews.get()
    cycle.propose(following.entries.get(reference="1.2"), review)
    cycle.issue(review)
    meeting = NEXT + "reviews/jun-12/meeting/"
    page, listed = text_of(officer.get(meeting + "rest/")), text_of(officer.get(meeting))
    of_one, of_other = (text_of(officer.get(f"{meeting}{reference}/")) for reference in ("1.1", "1.2"))

    assert "Agree 1 rating " in page
    assert re.search(r"Nothing is proposed for .*1[.]1 ?,", page)
    assert "last year’s rating: not assessed at this review" in listed
    assert "last year’s rating: not assessed at this review" in of_one
    assert "last year’s rating" not in of_other
    with pytest.raises(ValidationError, match="What is left has changed"):
        decide_rest(review=review, reader=reader(OFFICER), minute="All.", seen=frozenset({"1.1", "1.2"}))
    assert decide_rest(review=review, reader=reader(OFFICER), minute="All.", seen=frozenset({"1.2"})) == 1
    assert Decision.objects.get().entry.reference == "1.2"


def test_what_is_carried_is_wanting_where_no_gate_looks(
    officer: Client, sign_in: SignIn, following: Register, register: Register
) -> None:
    officer.post(PAGE, everything(officer))
    came = following.entries.get(reference="2.1")
    owner, quality = sign_in(OWNER), "/derbyshire/2012-13/data-quality/"
    says = r"Risk 2[.]1 .{0,80}It is not assessed for Jun-12[.]"

    assert re.search(says, text_of(owner.get(quality)))
    cycle.propose(came, following.reviews.get())
    assert not re.search(says, text_of(owner.get(quality)))


def test_a_rating_given_in_section_2_is_not_carried_into_section_1(
    officer: Client, following: Register, register: Register, june: Review
) -> None:
    hidden = register.entries.get(reference="2.1")
    cycle.propose(hidden, june, likelihood=5, impact=5)
    cycle.move(hidden, "1.16")

    officer.post(PAGE, {"references": ["1.16"]})

    assert following.entries.get().reference == "1.16"
    assert not Assessment.objects.filter(register=following).exists()


def test_an_open_question_stands_in_the_new_year_until_it_is_closed(
    officer: Client, following: Register, register: Register
) -> None:
    former = register.entries.get(reference="1.1")
    smt = Body.objects.get(slug="smt")
    write(Question, former, body=smt, text="Why is it late?", state="answered", answer="The roof leaks.")
    write(Question, former, body=smt, text="Settled?", state="closed", reason="Told.")
    hidden = register.entries.get(reference="2.1")
    write(Question, hidden, body=Body.objects.get(slug="audit-committee"), text="What of this?")
    cycle.move(hidden, "1.16")

    officer.post(PAGE, {"references": ["1.1", "1.16"]})

    asked = Question.objects.filter(register=following)
    assert [(row.text, row.state, row.answer, row.section) for row in asked] == [
        ("Why is it late?", "answered", "The roof leaks.", 1)
    ]


def test_a_question_in_section_2_given_to_no_owner_of_the_risk_waits_to_be_given_again(
    officer: Client, following: Register, register: Register
) -> None:
    entry, committee = register.entries.get(reference="1.1"), Body.objects.get(slug="audit-committee")
    stranger = Owner.objects.get(name="Director of Interventions")
    write(Question, entry, body=committee, text="Why?", state="assigned", owner=stranger)
    write(Question, entry, body=Body.objects.get(slug="smt"), text="Not of section 2")
    cycle.move(entry, "2.5")

    officer.post(PAGE, {"references": ["2.5"]})

    asked = Question.objects.get(register=following)
    assert (asked.text, asked.state, asked.owner, asked.section) == ("Why?", "asked", None, 2)


def test_a_reference_that_is_taken_gives_way(officer: Client, following: Register, register: Register) -> None:
    EntryFactory(register=following, reference="1.1")

    officer.post(PAGE, everything(officer))

    risk = register.entries.get(reference="1.1").risk_id
    assert following.entries.get(risk=risk).reference not in {"1.1", ""}
    assert following.entries.count() == 20


def test_a_closed_risk_stays_behind(officer: Client, register: Register) -> None:
    cycle.close(register.entries.get(reference="1.1"))

    assert "1.1" not in everything(officer)["references"]


def test_section_2_comes_over_by_those_alone_who_read_it_in_both(
    officer: Client, following: Register, register: Register
) -> None:
    Register.objects.filter(pk=following.pk).update(section_two_roles=["audit"])

    offered = everything(officer)["references"]
    page = officer.post(PAGE, {"references": ["2.1"]})

    assert not [one for one in offered if one.startswith("2")]
    assert "Choose risks from the list." in text_of(page)
    assert not following.entries.exists()


@pytest.mark.parametrize("references", [["9.1"], ["x"]])
def test_what_is_not_there_is_not_taken(officer: Client, following: Register, references: list[str]) -> None:
    assert "Choose risks from the list." in text_of(officer.post(PAGE, {"references": references}))


def test_only_the_officer_takes_over(
    sign_in: SignIn, following: Register, register: Register, reader: Readers, merseyside: Trust
) -> None:
    assert sign_in("officer@merseyside.example").get(PAGE).status_code == 404


def test_nobody_else_of_the_trust_does(sign_in: SignIn, following: Register, reader: Readers) -> None:
    assert sign_in(SMT).get(PAGE).status_code == 403
    with pytest.raises(PermissionDenied):
        carry_over(register=following, reader=reader(SMT), setup=True, references=["1.1"])


def test_without_a_register_of_last_year_there_is_no_such_page(sign_in: SignIn, register: Register) -> None:
    client = sign_in(OFFICER)

    assert client.get("/derbyshire/2011-12/risks/setup/carry/").status_code == 404
    assert "From last year" not in text_of(client.get("/derbyshire/2011-12/risks/setup/"))
    assert Owner.objects.exists()
