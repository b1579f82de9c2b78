"""The officer creates a year's plan, says what it is, brings objectives forward and writes its text."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    DeadlineRevision,
    Narrative,
    Objective,
    ObjectiveOwner,
    Plan,
    StatusUpdate,
    SubItem,
    Theme,
)
from objectives.services.plans import bring_forward, to_bring_forward
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust, User, Year
from probation_planning.organisation.roles import Reader
from tests.factories import AnnualPlanFactory, YearFactory
from tests.objectives.building import seen_in, shown, text_of
from tests.objectives.conftest import OFFICER, OWNER, PLAN

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
NEXT = "/derbyshire/2012-13/plan/"
FORWARD = NEXT + "forward/"


@pytest.fixture
def next_year(derbyshire: Trust) -> Year:
    """2012/13, opened and without a plan."""
    return YearFactory(start=datetime.date(2012, 4, 1))


@pytest.fixture
def annual(year: Year) -> AnnualPlan:
    """Derbyshire's plan of 2011/12."""
    return AnnualPlan.objects.select_related("plan").get(year=year)


@pytest.fixture
def next_plan(annual: AnnualPlan, next_year: Year) -> AnnualPlan:
    """The plan of 2012/13, of the same plan of several years."""
    return AnnualPlanFactory(plan=annual.plan, year=next_year, title="Plan 2012/13")


def complete(objective: Objective, quarter: Quarter, by: User) -> None:
    """Have it answered: complete."""
    StatusUpdate.objects.create(
        objective=objective,
        quarter=quarter,
        sequence=1,
        status="complete",
        dated=datetime.date(2011, 6, 1),
        given_by=by,
    )


# Creating


def test_a_year_of_an_existing_plan_has_its_themes_and_aims(sign_in: SignIn, next_year: Year) -> None:
    client = sign_in(OFFICER)
    assert "Create the plan" in text_of(client.get(NEXT))
    assert "Create the plan" not in text_of(sign_in(OWNER).get(NEXT))

    there = NEXT + "new/"
    response = client.post(there, shown(client, there, title="Plan 2012/13", vision="Safer streets"), follow=True)

    page = text_of(response)
    assert "The plan of 2012/13 is created." in page
    assert "STRIVING FOR EXCELLENCE" in page
    plan = AnnualPlan.objects.get(year=next_year)
    assert (plan.title, plan.vision, plan.objectives.count()) == ("Plan 2012/13", "Safer streets", 0)


def test_a_new_plan_covers_the_years_it_says(sign_in: SignIn, next_year: Year) -> None:
    client = sign_in(OFFICER)
    there = NEXT + "new/"

    typed = {"of": "new", "plan_title": "Plan 2012 / 2015", "last_year": "2014"}
    client.post(there, shown(client, there, **typed))

    plan = AnnualPlan.objects.get(year=next_year).plan
    assert (plan.title, plan.starts.year, plan.ends) == ("Plan 2012 / 2015", 2012, datetime.date(2015, 3, 31))
    assert "The plan has no themes yet." in text_of(client.get(NEXT))


def test_a_double_click_creates_one(sign_in: SignIn, next_year: Year) -> None:
    client = sign_in(OFFICER)
    form = shown(client, NEXT + "new/", of="new", plan_title="Once")

    assert [client.post(NEXT + "new/", form).status_code for _ in range(2)] == [302, 302]
    assert Plan.objects.filter(title="Once").count() == 1
    other = client.post(NEXT + "new/", form | {"title": "Another"})
    assert "The year has a plan already. Somebody created it in the meantime." in text_of(other)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"of": "new"}, "Enter the title of the new plan."),
        ({"of": "999999"}, "Choose a plan from the list, or a new one."),
        ({"title": ""}, "Enter the title."),
        (
            {"of": "new", "plan_title": "Business Improvement Plan 2009 / 2013"},
            "The trust has a plan of this title already.",
        ),
        ({"of": "new", "plan_title": "New", "first_year": "1850"}, "Choose a year from the list."),
    ],
)
def test_a_bad_value_is_explained(sign_in: SignIn, next_year: Year, typed: dict[str, str], sentence: str) -> None:
    client = sign_in(OFFICER)

    response = client.post(NEXT + "new/", shown(client, NEXT + "new/", **({"mission": "Kept words"} | typed)))

    assert sentence in text_of(response)
    assert "Kept words" in response.content.decode()
    assert not AnnualPlan.objects.filter(year=next_year).exists()


def test_a_year_with_a_plan_is_given_no_other(sign_in: SignIn, annual: AnnualPlan) -> None:
    response = sign_in(OFFICER).get(PLAN + "new/")

    assert response.status_code == 403
    assert "2011/12 has a plan already." in text_of(response)


def test_titles_vision_and_mission_are_changed_and_a_stale_form_meets_both(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    there = PLAN + "edit/"
    form = shown(client, there, mission="Mine")
    client.post(there, shown(client, there, mission="Theirs", vision="Safer streets"))

    response = client.post(there, form)

    assert response.status_code == 409
    assert "Theirs" in text_of(response)
    assert client.post(there, form | {"seen": seen_in(response)}).status_code == 302
    annual.refresh_from_db()
    assert (annual.mission, annual.vision) == ("Mine", "")


# Bringing forward


def test_what_is_not_complete_is_offered_and_goes_on_marked_with_owners_and_outcomes(
    sign_in: SignIn, annual: AnnualPlan, next_plan: AnnualPlan, quarter: Quarter, person: Callable[[str], User]
) -> None:
    goes_on, done = (Objective.objects.get(annual_plan=annual, reference=one) for one in ("1.2-3", "1.2-2"))
    complete(done, quarter, person(OFFICER))
    due = Deadline.objects.create(objective=goes_on, month=datetime.date(2012, 1, 1), stage="The rest")
    Deadline.objects.create(objective=goes_on, month=datetime.date(2011, 9, 1))
    update = StatusUpdate.objects.create(
        objective=goes_on,
        quarter=quarter,
        sequence=1,
        status="off_track",
        dated=datetime.date(2011, 6, 1),
        given_by=person(OFFICER),
    )
    DeadlineRevision.objects.create(
        update=update, deadline=due, was=due.month, month=datetime.date(2012, 6, 1), reason="Late"
    )
    client = sign_in(OFFICER)
    page = text_of(client.get(FORWARD))
    assert "Bring forward from 2011/12" in page
    assert goes_on.text in page
    assert done.text not in page

    response = client.post(FORWARD, {"keys": [str(goes_on.pk)]}, follow=True)

    assert "1 objective is brought forward." in text_of(response)
    new = Objective.objects.get(annual_plan=next_plan)
    assert (new.carried_from, new.reference, new.aim, new.flags) == (goes_on, "1.2-1", goes_on.aim, ["brought_forward"])
    assert [row.text for row in new.outcomes.all()] == [row.text for row in goes_on.outcomes.all()]
    assert [row.owner.name for row in new.owners.all()] == ["Director of Business Services"]
    assert [(row.month, row.stage) for row in new.deadlines.all()] == [(datetime.date(2012, 6, 1), "The rest")]


def test_a_double_click_brings_each_once(sign_in: SignIn, annual: AnnualPlan, next_plan: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    keys = [str(row.pk) for row in Objective.objects.filter(annual_plan=annual, aim__number="1.2")]

    client.post(FORWARD, {"keys": keys})
    response = client.post(FORWARD, {"keys": keys}, follow=True)

    assert "They are here already." in text_of(response)
    assert Objective.objects.filter(annual_plan=next_plan).count() == len(keys)
    assert Objective.objects.filter(annual_plan=next_plan).first().reference == "1.2-1"


def moved(objective: Objective, quarter: Quarter, by: User, sequence: int, month: datetime.date | None) -> None:
    """Have it answered: at risk, its deadline moved to the month, or left."""
    update = StatusUpdate.objects.create(
        objective=objective,
        quarter=quarter,
        sequence=sequence,
        status="at_risk",
        dated=datetime.date(2011, 6, 1),
        given_by=by,
    )
    if month:
        [due] = objective.deadlines.all()
        DeadlineRevision.objects.create(update=update, deadline=due, was=due.month, month=month, reason="Late")


def test_a_month_that_an_answer_took_back_does_not_go_on(
    annual: AnnualPlan, next_plan: AnnualPlan, quarter: Quarter, person: Callable[[str], User], reader: Readers
) -> None:
    goes_on = Objective.objects.get(annual_plan=annual, reference="1.2-3")
    goes_on.deadlines.all().delete()
    Deadline.objects.create(objective=goes_on, month=datetime.date(2012, 5, 1))
    moved(goes_on, quarter, person(OFFICER), 1, datetime.date(2012, 9, 1))
    moved(goes_on, quarter, person(OFFICER), 2, None)

    [new] = bring_forward(annual_plan=next_plan, reader=reader(OFFICER), keys=[goes_on.pk])

    assert [row.month for row in new.deadlines.all()] == [datetime.date(2012, 5, 1)]


def test_only_units_that_were_open_in_the_year_are_waited_for(
    annual: AnnualPlan,
    next_plan: AnnualPlan,
    objective: Objective,
    each_unit: Callable[[int], list[DeliveryUnit]],
    say: Callable[..., StatusUpdate],
) -> None:
    DeliveryUnit.objects.filter(kind=DeliveryUnit.Kind.OFFENDER_MANAGEMENT).update(closed_on=datetime.date(2010, 6, 1))
    first, second, early, late = each_unit(4)
    DeliveryUnit.objects.filter(pk=early.pk).update(closed_on=datetime.date(2011, 3, 31))
    DeliveryUnit.objects.filter(pk=late.pk).update(opened_on=datetime.date(2012, 4, 1))

    say("complete", unit=first)
    assert objective in to_bring_forward(next_plan)

    say("complete", unit=second)
    assert objective not in to_bring_forward(next_plan)


def test_a_post_that_was_handed_over_goes_on_as_its_successor_and_the_first_kept_leads(
    annual: AnnualPlan, next_plan: AnnualPlan, objective: Objective, reader: Readers
) -> None:
    closed = {"kind": "post", "order": 90, "closed_on": datetime.date(2012, 3, 1)}
    chief, board = Owner.objects.get(name="Chief Executive"), Owner.objects.get(name="SMT")
    between = Owner.objects.create(name="Director for a while", successor=chief, **closed)
    handed = Owner.objects.create(name="Director of old", successor=between, **closed)
    gone = Owner.objects.create(name="Director of nothing", **closed)
    objective.owners.all().delete()
    for order, owner in enumerate([gone, handed, board, chief]):
        ObjectiveOwner.objects.create(objective=objective, owner=owner, order=order, leads=order == 0)

    [new] = bring_forward(annual_plan=next_plan, reader=reader(OFFICER), keys=[objective.pk])

    assert [(row.owner, row.leads) for row in new.owners.order_by("order")] == [(chief, True), (board, False)]


def test_what_was_read_into_it_goes_on_with_its_ground(
    next_plan: AnnualPlan, objective: Objective, reader: Readers
) -> None:
    read = {"flags_as_printed": "*", "flags_ground": "A star.", "for_each_ground": "Each LDU."}
    Objective.objects.filter(pk=objective.pk).update(**read)
    objective.owners.update(is_reading=True, ground="The page before.")
    SubItem.objects.create(objective=objective, order=9, label="I", label_as_read="1", label_ground="Misread.")

    [new] = bring_forward(annual_plan=next_plan, reader=reader(OFFICER), keys=[objective.pk])

    assert {name: getattr(new, name) for name in read} == read
    assert new.owners.get().ground == "The page before."
    part = new.sub_items.get(label="I")
    assert (part.label_as_read, part.label_ground) == ("1", "Misread.")


@pytest.mark.parametrize(("model", "number", "named"), [(Aim, "1.2", "aim 1.2"), (Theme, "1", "theme 1")])
def test_nothing_goes_on_under_what_is_withdrawn(
    sign_in: SignIn, next_plan: AnnualPlan, objective: Objective, model: Any, number: str, named: str
) -> None:
    rows = model._default_manager.filter(plan=next_plan.plan_id, number=number)
    rows.update(withdrawn_on=datetime.date(2012, 3, 1), withdrawn_reason="Given up")

    page = text_of(sign_in(OFFICER).post(FORWARD, {"keys": [str(objective.pk)]}))

    assert f"Objective 1.2-3 stands under {named}, which is withdrawn. Restore it first, or leave 1.2-3 out." in page
    assert not next_plan.objectives.exists()


def test_what_was_withdrawn_does_not_go_on(annual: AnnualPlan, next_plan: AnnualPlan) -> None:
    Objective.objects.filter(annual_plan=annual).exclude(reference="1.2-3").update(
        withdrawn_on=datetime.date(2011, 6, 1), withdrawn_reason="Given up"
    )

    assert [row.reference for row in to_bring_forward(next_plan)] == ["1.2-3"]


def test_nothing_chosen_or_something_else_is_explained(sign_in: SignIn, next_plan: AnnualPlan) -> None:
    client = sign_in(OFFICER)

    assert "Choose at least one objective." in text_of(client.post(FORWARD, {}))
    assert "Choose objectives from the list." in text_of(client.post(FORWARD, {"keys": ["999999"]}))


def test_under_another_plan_it_goes_where_the_number_is_the_same_or_says_what_is_missing(
    annual: AnnualPlan, next_year: Year, reader: Readers
) -> None:
    other = AnnualPlanFactory(year=next_year)
    keys = [Objective.objects.get(annual_plan=annual, reference="1.2-3").pk]
    with pytest.raises(ValidationError, match="which this plan does not have"):
        bring_forward(annual_plan=other, reader=reader(OFFICER), keys=keys)
    theme = Theme.objects.create(plan=other.plan, number="1", title="One", order=1)
    aim = Aim.objects.create(plan=other.plan, theme=theme, number="1.2", title="Two", order=1)

    [new] = bring_forward(annual_plan=other, reader=reader(OFFICER), keys=keys)

    assert (new.theme, new.aim) == (theme, aim)


def test_the_first_plan_has_nothing_to_bring(sign_in: SignIn, annual: AnnualPlan) -> None:
    assert sign_in(OFFICER).get(PLAN + "forward/").status_code == 404
    assert "Bring forward" not in text_of(sign_in(OFFICER).get(PLAN))


# The text


def test_a_section_is_added_changed_moved_and_deleted(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    new = PLAN + "narrative/new/"
    form = shown(client, new, kind="foreword", heading="Foreword", text="## Then\n\n- one\n- two")

    client.post(new, form)
    page = client.post(new, form, follow=True)

    assert Narrative.objects.filter(annual_plan=annual, heading="Foreword").count() == 1
    section = Narrative.objects.get(annual_plan=annual, heading="Foreword")
    assert f'href="{PLAN}narrative/{section.number}/edit/"' in page.content.decode()
    edit = f"{PLAN}narrative/{section.number}/edit/"
    client.post(edit, shown(client, edit, text="Other words"))
    moved = client.post(
        f"{PLAN}narrative/{section.number}/move/?what=narrative",
        {"direction": "up", "seen": seen_in(client.get(PLAN + "order/?what=narrative"))},
        follow=True,
    )
    assert "Foreword is moved up." in text_of(moved)
    in_order = [row.pk for row in annual.narratives.order_by("order")]
    assert in_order[-2] == section.pk
    section.refresh_from_db()
    assert section.text == "Other words"
    there = f"{PLAN}narrative/{section.number}/delete/"
    sent = shown(client, there)
    assert "“Foreword” is deleted." in text_of(client.post(there, sent, follow=True))
    assert "The section is deleted already." in text_of(client.post(there, sent, follow=True))
    assert client.post(there.replace(f"/{section.number}/", "/98/"), sent).status_code == 404
    assert client.get(there).status_code == 404


def test_the_number_of_a_deleted_section_is_never_given_again(sign_in: SignIn, annual: AnnualPlan) -> None:
    words = {"annual_plan": annual, "kind": "other", "text": "Words"}
    first = Narrative.objects.create(order=50, **words)
    first.delete()

    second = Narrative.objects.create(order=50, **words)

    client = sign_in(OFFICER)
    assert second.number == first.number + 1
    pages = [f"{PLAN}narrative/{number}/edit/" for number in (second.number, first.number, second.pk + 1000, 10**12)]
    assert [client.get(page).status_code for page in pages] == [200, 404, 404, 404]
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Narrative.objects.filter(pk=second.pk).update(number=99)


def test_a_section_is_known_by_its_number_wherever_it_stands(sign_in: SignIn, annual: AnnualPlan) -> None:
    words = {"annual_plan": annual, "kind": "other", "text": "Words"}
    last = Narrative.objects.create(order=50, heading="Last of all", **words)
    Narrative.objects.create(order=40, heading="Before it", **words)

    html = sign_in(OFFICER).get(PLAN + "narrative/").content.decode()

    assert f'<h2 class="govuk-heading-m" id="section-{last.number}">Last of all</h2>' in html
    assert f'href="#section-{last.number}">Last of all</a>' in html


def test_a_stale_section_meets_both_texts(sign_in: SignIn, annual: AnnualPlan) -> None:
    client = sign_in(OFFICER)
    section = annual.narratives.first()
    edit, delete = (f"{PLAN}narrative/{section.number}/{act}/" for act in ("edit", "delete"))
    form, gone = shown(client, edit, text="Mine"), shown(client, delete)
    client.post(edit, shown(client, edit, text="Theirs"))

    response = client.post(edit, form)

    assert response.status_code == 409
    assert "Theirs" in text_of(response)
    assert client.post(delete, gone).status_code == 409
    assert annual.narratives.filter(pk=section.pk).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Write the text."),
        ({"kind": "poem"}, "Choose from the list."),
        ({"text": "x" * 30_001}, "at most 30000"),
    ],
)
def test_a_bad_section_is_explained(sign_in: SignIn, annual: AnnualPlan, typed: dict[str, str], sentence: str) -> None:
    client = sign_in(OFFICER)
    new = PLAN + "narrative/new/"

    response = client.post(new, shown(client, new, **({"heading": "Kept heading", "text": "Kept"} | typed)))

    assert sentence in text_of(response)
    assert "Kept heading" in response.content.decode()


@pytest.mark.parametrize("address", ["edit/", "forward/", "narrative/new/"])
def test_who_may(sign_in: SignIn, next_plan: AnnualPlan, address: str) -> None:
    for name in ("business.services", "smt", "audit", "auditor"):
        response = sign_in(f"{name}@derbyshire.example").get(NEXT + address)
        assert response.status_code == 403
        assert "Only the performance officer changes the plan." in text_of(response)
    assert sign_in("officer@merseyside.example").get(NEXT + address).status_code == 404


def test_who_may_create(sign_in: SignIn, next_year: Year) -> None:
    assert sign_in(OWNER).get(NEXT + "new/").status_code == 403
    assert sign_in("officer@merseyside.example").get(NEXT + "new/").status_code == 404
