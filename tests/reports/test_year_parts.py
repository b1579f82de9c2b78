"""The parts of the year at a glance: themes, movement, what is due, what changed, and what each reader is told."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import (
    AnnualPlan,
    Deadline,
    DeadlineRevision,
    Objective,
    Plan,
    PlanVersion,
    Status,
    StatusUpdate,
)
from probation_planning.organisation.models import Body, Meeting, Owner, Quarter, Trust, User, Year
from risks.models import Entry, Register, Review
from risks.scoring import Change
from scorecard.models import Accumulation, Measure, Polarity, Unit
from tests.factories import (
    AimFactory,
    AnnualPlanFactory,
    EntryFactory,
    MeasureFactory,
    ObjectiveFactory,
    PerspectiveFactory,
    ResultFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.risks import cycle

SignIn = Callable[[str], Client]

YEAR = "/derbyshire/2011-12/"
OFFICER = "officer@derbyshire.example"
SMT = "smt@derbyshire.example"
AUDIT = "audit@derbyshire.example"
JUNE_20 = datetime.date(2011, 6, 20)


def shown(client: Client, address: str = YEAR) -> Any:
    """What the page is made of."""
    return client.get(address).context


def say(reference: str, status: Status, *, day: int = 20, sequence: int = 1, **more: Any) -> StatusUpdate:
    """The officer enters an answer, for the first quarter unless another is given."""
    return StatusUpdate.objects.create(
        objective=Objective.objects.get(reference=reference),
        quarter=more.pop("quarter", None) or Quarter.objects.get(number=1),
        sequence=sequence,
        status=status,
        dated=datetime.date(2011, 6, day),
        given_by=User.objects.get(email=OFFICER),
        **more,
    )


def risk(register: Register, reference: str) -> Entry:
    """The risk of that reference."""
    return register.entries.get(reference=reference)


def test_each_theme_has_its_own_bar_and_each_number_leads_to_so_many_objectives(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    say("1.2-2", Status.AT_RISK)
    client = sign_in(SMT)

    themes = shown(client)["glance"].plan.themes

    assert [(theme.number, theme.bar.total) for theme in themes] == [
        ("1", 11),
        ("2", 12),
        ("3", 7),
        ("4", 6),
        ("5", 16),
    ]
    assert themes[0].bar.sentence == "11 objectives: 1 at risk, 10 unanswered this quarter."
    for theme in themes:
        for tally in theme.bar.tallies:
            assert shown(client, tally.href)["table"].paginator.count == tally.number


def test_every_number_of_the_whole_plan_and_of_the_scorecard_leads_to_so_many(sign_in: SignIn) -> None:
    client = sign_in(SMT)
    glance = shown(client)["glance"]

    for tally in glance.plan.tallies:
        assert shown(client, tally.href)["table"].paginator.count == tally.number
    for tally in glance.scorecard.tallies:
        assert shown(client, tally.href)["page"].paginator.count == tally.number


def test_a_withdrawn_objective_is_in_no_count(sign_in: SignIn, derbyshire: Trust) -> None:
    Objective.objects.filter(reference="1.1-1").update(withdrawn_on=JUNE_20, withdrawn_reason="Given up.")

    glance = shown(sign_in(SMT))["glance"]

    assert (glance.plan.total, glance.plan.themes[0].bar.total) == (51, 10)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "paper"}, "as printed."),
        (
            {"kind": "approved", "approved_on": datetime.date(2011, 5, 3), "minute_reference": "11/23"},
            "approved by the Senior Management Team on 3 May 2011 (minute 11/23).",
        ),
    ],
)
def test_the_latest_version_of_the_plan_says_when_it_was_approved(
    sign_in: SignIn, derbyshire: Trust, more: dict[str, Any], words: str
) -> None:
    number = PlanVersion.objects.count() + 1
    PlanVersion.objects.create(
        annual_plan=AnnualPlan.objects.get(),
        number=number,
        contents={},
        digest="0" * 64,
        published_by=User.objects.get(email=OFFICER) if more["kind"] == "approved" else None,
        body=Body.objects.get(slug="smt") if more["kind"] == "approved" else None,
        **more,
    )

    assert f"Version {number} of the plan, {words}" in sign_in(SMT).get(YEAR).content.decode()


def test_risks_are_counted_by_how_they_moved_and_each_number_leads_to_so_many(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    cycle.propose(risk(register, "1.1"), june, likelihood=4, impact=4, reason="The lease is lost.")
    cycle.propose(risk(register, "1.2"), june, likelihood=1, impact=1, reason="Two staff came.")
    EntryFactory(register=register, starts_at=june)
    client = sign_in(SMT)

    moves = shown(client)["glance"].register.moves

    counts = {move.change: move.number for move in moves}
    assert (counts[Change.UP], counts[Change.DOWN], counts[Change.NOT_ASSESSED]) == (1, 1, 14)
    assert sum(counts.values()) == 16
    for move in moves:
        assert shown(client, move.href)["table"].paginator.count == move.number


def test_a_closed_risk_is_told_as_closed(sign_in: SignIn, register: Register) -> None:
    cycle.close(risk(register, "1.3"))

    moves = shown(sign_in(SMT))["glance"].register.moves

    assert (Change.CLOSED, 1) in [(move.change, move.number) for move in moves]


def test_what_is_due_counts_answers_ratings_results_and_names_the_next_meetings(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    Meeting.objects.filter(held_on__gte=JUNE_20).delete()
    for body, day in [("smt", 5), ("smt", 26), ("audit-committee", 12)]:
        Meeting.objects.create(body=Body.objects.get(slug=body), held_on=datetime.date(2011, 7, day))
    say("1.1-1", Status.ON_TRACK)

    context = shown(sign_in(OFFICER))

    assert context["upcoming"].unanswered == 51
    assert [str(meeting) for meeting in context["upcoming"].meetings] == [
        "Senior Management Team, 5 July 2011",
        "Audit Committee, 12 July 2011",
    ]
    page = " ".join(re.sub(r"<[^>]*>", " ", sign_in(OFFICER).get(YEAR).content.decode()).split())
    assert "51 answers for Q1 2011/12 by 15 July 2011" in page
    assert "19 risks to assess: the Jun-11 review is open" in page
    assert "18 results for Q1 2011/12, 0 given" in page


def test_a_body_that_reads_section_2_alone_is_unknown_to_whoever_may_not(sign_in: SignIn, derbyshire: Trust) -> None:
    body = Body.objects.create(slug="hidden", name="Hidden Panel", sections=[2])
    Meeting.objects.create(body=body, held_on=datetime.date(2011, 7, 5))

    assert "Hidden Panel" not in sign_in(SMT).get(YEAR).content.decode()
    assert "Hidden Panel" in sign_in(OFFICER).get(YEAR).content.decode()


def test_deadlines_stand_by_month_for_this_quarter_and_the_next(sign_in: SignIn, derbyshire: Trust) -> None:
    for reference, month in [("1.1-1", 3), ("1.2-1", 6), ("1.2-2", 9), ("1.2-3", 9), ("1.3-1", 10)]:
        Deadline.objects.create(
            objective=Objective.objects.get(reference=reference), month=datetime.date(2011, month, 1)
        )
    say("1.2-3", Status.COMPLETE)

    months = shown(sign_in(SMT))["upcoming"].months

    assert [(one.month.first.month, one.month.objectives, one.month.done, one.named) for one in months] == [
        (6, 1, 0, ["1.2-1"]),
        (9, 2, 1, ["1.2-2", "1.2-3"]),
    ]


def test_of_two_deadlines_of_an_objective_each_stands_in_its_own_month(sign_in: SignIn, derbyshire: Trust) -> None:
    objective = Objective.objects.get(reference="1.2-1")
    first, _ = (
        Deadline.objects.create(objective=objective, month=datetime.date(2011, month, 1), stage=stage)
        for month, stage in ((6, "The lease is signed"), (9, "The office is open"))
    )
    DeadlineRevision.objects.create(
        update=say("1.2-1", Status.AT_RISK),
        deadline=first,
        was=first.month,
        month=datetime.date(2011, 7, 1),
        reason="The landlord is late.",
    )

    months = shown(sign_in(SMT))["upcoming"].months

    assert [(one.month.first.month, one.month.objectives) for one in months] == [(7, 1), (9, 1)]


def test_a_deadline_that_an_answer_moved_stands_where_it_was_moved_to_until_another_answer(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    deadline = Deadline.objects.create(
        objective=Objective.objects.get(reference="1.2-1"), month=datetime.date(2011, 6, 1)
    )
    DeadlineRevision.objects.create(
        update=say("1.2-1", Status.AT_RISK),
        deadline=deadline,
        was=deadline.month,
        month=datetime.date(2011, 8, 1),
        reason="The contractor is late.",
    )
    client = sign_in(SMT)
    assert [one.month.first.month for one in shown(client)["upcoming"].months] == [8]

    say("1.2-1", Status.ON_TRACK, sequence=2)

    assert [one.month.first.month for one in shown(client)["upcoming"].months] == [6]


def test_what_changed_tells_the_latest_first_with_who_and_where(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    director = Owner.objects.get(name="Director of Interventions")
    say("1.1-1", Status.OFF_TRACK, day=10, given_as=director)
    say("1.2-1", Status.ON_TRACK, day=12)
    say("1.2-2", Status.COMPLETE, day=15)
    cycle.propose(risk(register, "1.1"), june, likelihood=4, impact=4, reason="The lease is lost.")

    news = shown(sign_in(SMT))["news"]

    assert [(one.name, one.says or one.label, one.who) for one in news] == [
        ("Risk 1.1", "from Amber to Red", "Performance officer"),
        ("Objective 1.2-2", "Complete", "Performance officer"),
        ("Objective 1.1-1", "Off track", "Director of Interventions"),
    ]
    for one in news:
        assert sign_in(SMT).get(one.href).status_code == 200


def test_an_answer_that_was_taken_back_is_no_news(sign_in: SignIn, derbyshire: Trust) -> None:
    say("1.1-1", Status.OFF_TRACK)
    say("1.1-1", Status.ON_TRACK, sequence=2)

    assert shown(sign_in(SMT))["news"] == []


@pytest.mark.parametrize("was", [Status.AT_RISK, Status.OFF_TRACK])
def test_what_is_on_track_again_is_news(sign_in: SignIn, year: Year, was: Status) -> None:
    say("1.1-1", was)
    say("1.2-1", Status.ON_TRACK)
    Quarter.objects.filter(year=year, number=1).update(closed_on="2011-06-19")
    Quarter.objects.filter(year=year, number=2).update(opened_on="2011-06-19")
    second = Quarter.objects.get(year=year, number=2)
    say("1.1-1", Status.ON_TRACK, quarter=second)
    say("1.2-1", Status.ON_TRACK, quarter=second)

    (one,) = shown(sign_in(SMT))["news"]

    assert (one.name, one.label, one.says) == ("Objective 1.1-1", "On track", f"again, after {was.label.lower()}")


def test_what_its_owner_or_the_plan_gave_up_is_news(sign_in: SignIn, year: Year) -> None:
    say("1.1-1", Status.WITHDRAWN, day=12, comment="The lease was sold.")
    given_up = {"withdrawn_on": datetime.date(2011, 6, 15), "withdrawn_reason": "The lease was sold."}
    Objective.objects.filter(annual_plan__year=year, reference="1.2-1").update(**given_up)
    given_up["withdrawn_on"] = datetime.date(2011, 6, 21)
    Objective.objects.filter(annual_plan__year=year, reference="1.2-2").update(**given_up)

    news = shown(sign_in(SMT))["news"]

    assert [(one.name, one.label, one.says, one.who) for one in news] == [
        ("Objective 1.2-1", "Withdrawn", "The lease was sold.", ""),
        ("Objective 1.1-1", "Withdrawn", "", "Performance officer"),
    ]


def test_a_score_that_moves_within_its_band_is_no_news(sign_in: SignIn, register: Register, june: Review) -> None:
    cycle.propose(risk(register, "1.1"), june, likelihood=4, impact=3)

    assert shown(sign_in(SMT))["news"] == []


def test_a_result_that_turned_is_told_in_performance(sign_in: SignIn, year: Year) -> None:
    quarters = {quarter.number: quarter for quarter in Quarter.objects.filter(year=year)}
    perspective = Measure.objects.order_by("perspective__number").first().perspective  # type: ignore[union-attr]
    measure = MeasureFactory(
        perspective=perspective,
        number=99,
        name="Sickness",
        unit=Unit.DAYS,
        polarity=Polarity.LOWER,
        accumulation=Accumulation.LATEST,
    )
    TargetFactory(measure=measure, printed="10")
    officer = User.objects.get(email=OFFICER)
    ResultFactory(measure=measure, quarter=quarters[1], value="9", given_by=officer)
    Quarter.objects.filter(pk=quarters[1].pk).update(closed_on="2011-06-19")
    Quarter.objects.filter(pk=quarters[2].pk).update(opened_on="2011-06-19")
    client = sign_in(SMT)
    assert shown(client)["news"] == []

    ResultFactory(measure=measure, quarter=quarters[2], value="11", dated=JUNE_20, given_by=officer)

    (one,) = shown(client)["news"]
    assert (one.name, one.moved, one.who) == (f"Measure {measure.reference}", "worse", "Performance officer")
    assert "performance worse" in client.get(YEAR).content.decode()


def test_no_more_than_ten_are_told_and_each_kind_has_its_turn(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    for objective in Objective.objects.all()[:12]:
        say(objective.reference, Status.OFF_TRACK)
    cycle.propose(risk(register, "1.1"), june, likelihood=4, impact=4, reason="The lease is lost.")

    news = shown(sign_in(SMT))["news"]

    assert len(news) == 10
    assert "Risk 1.1" in [one.name for one in news]


def test_whoever_may_not_read_section_2_finds_no_trace_of_what_moved_there(
    sign_in: SignIn, register: Register, june: Review
) -> None:
    entry = register.entries.filter(section=2).first()
    assert entry is not None
    clients = {email: sign_in(email) for email in (SMT, OFFICER)}
    before = shown(clients[SMT])
    cycle.propose(entry, june, likelihood=5, impact=5, reason="The server room is flooded.")

    after = shown(clients[SMT])

    assert after["news"] == before["news"] == []
    assert [(move.change, move.number) for move in after["glance"].register.moves] == [
        (move.change, move.number) for move in before["glance"].register.moves
    ]
    page = clients[SMT].get(YEAR).content.decode()
    assert f"Risk {entry.reference}" not in page
    assert "ection 2" not in page
    assert [one.name for one in shown(clients[OFFICER])["news"]] == [f"Risk {entry.reference}"]


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_a_committee_is_told_what_was_issued_and_nothing_of_the_open_review(
    sign_in: SignIn, register: Register, june: Review, email: str
) -> None:
    cycle.propose(risk(register, "1.1"), june, likelihood=4, impact=4, reason="The lease is lost.")

    context = shown(sign_in(email))

    assert context["glance"].register.review.slug == "mar-11"
    assert context["news"] == []
    assert "Jun-11" not in sign_in(email).get(YEAR).content.decode()


@pytest.fixture
def paper_plan(merseyside: Trust) -> AnnualPlan:
    """A plan of Merseyside's 2010/11, of which all quarters are known from the document alone."""
    year = Year.objects.get(trust=merseyside)
    plan = AnnualPlan.objects.filter(year=year).first()
    if plan is None:
        span = {"starts": datetime.date(2010, 4, 1), "ends": datetime.date(2011, 3, 31)}
        whole = Plan.objects.create(title="Annual Plan", **span)
        plan = AnnualPlanFactory(plan=whole, year=year)
        theme = ThemeFactory(plan=whole, number="1")
        for number in range(3):
            ObjectiveFactory(annual_plan=plan, aim=None, theme=theme, reference=f"1-{number + 1}")
    return plan


def test_a_year_known_from_the_document_alone_says_so_and_nothing_in_it_is_overdue(
    sign_in: SignIn, paper_plan: AnnualPlan
) -> None:
    client = sign_in("officer@merseyside.example")
    page = client.get("/merseyside/2010-11/").content.decode()

    (only,) = shown(client, "/merseyside/2010-11/")["glance"].plan.tallies
    assert (only.label, only.value) == ("no status in the document", "no-status")
    assert "known from the document alone" in page
    assert "Nothing is asked for now: no quarter and no review is open." in page
    for alarm in ("overdue", "status--unanswered", "status--off-track", "answers for"):
        assert alarm not in page


def test_a_plan_without_objectives_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    year = Year.objects.get(trust=merseyside)
    Objective.objects.all().update(withdrawn_on=JUNE_20, withdrawn_reason="Given up.")
    AnnualPlan.objects.filter(year=year).exists() or AnnualPlanFactory(year=year)

    page = sign_in("officer@merseyside.example").get("/merseyside/2010-11/").content.decode()

    assert "The plan for 2010/11 has no objectives yet." in page


def grow(register: Register, june: Review, many: int) -> None:
    """So many themes, objectives with news and a deadline, risks new and across a band, and results that turned."""
    plan = AnnualPlan.objects.get()
    quarters = {quarter.number: quarter for quarter in plan.year.quarters.all()}
    perspective = PerspectiveFactory(scorecard=Measure.objects.all()[0].perspective.scorecard)
    officer = User.objects.get(email=OFFICER)
    for _ in range(many):
        aim = AimFactory(theme=ThemeFactory(plan=plan.plan))
        objective = ObjectiveFactory(annual_plan=plan, aim=aim, theme=aim.theme)
        Deadline.objects.create(objective=objective, month=datetime.date(2011, 8, 1))
        say(objective.reference, Status.OFF_TRACK, quarter=quarters[2])
        EntryFactory(register=register, starts_at=june)
        measure = MeasureFactory(perspective=perspective)
        TargetFactory(measure=measure)
        ResultFactory(measure=measure, quarter=quarters[1], value="80", given_by=officer)
        ResultFactory(measure=measure, quarter=quarters[2], value="95", given_by=officer, dated=JUNE_20)
    for entry in register.entries.exclude(assessments__review=june).filter(assessments__isnull=False)[: many // 3]:
        cycle.propose(entry, june, likelihood=1, impact=1, reason="It is over.")


@pytest.mark.parametrize("email", [OFFICER, SMT, AUDIT])
def test_the_year_takes_no_more_queries_for_many_rows_than_for_few(
    sign_in: SignIn, register: Register, june: Review, count_queries: Any, email: str
) -> None:
    Quarter.objects.filter(number=1).update(closed_on="2011-06-19")
    Quarter.objects.filter(number=2).update(opened_on="2011-06-19")
    counts = []
    for many in (3, 27):
        grow(register, june, many)
        client = sign_in(email)
        client.get(YEAR)
        with count_queries() as counted:
            client.get(YEAR)
        counts.append(len(counted()))
    context = shown(client)
    assert len(context["news"]) == 10
    assert context["upcoming"].months[0].more == 24

    assert counts[0] == counts[1] <= 24
