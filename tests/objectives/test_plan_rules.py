"""What the database itself refuses of a plan, by whatever route."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError, ProgrammingError

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    DeadlineRevision,
    EvidenceBytes,
    EvidenceFile,
    FormerNumber,
    Objection,
    Objective,
    Outcome,
    OutcomeEvidence,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
    PlanVersion,
    StatusUpdate,
    Theme,
)
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Role, Trust, User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import Link
from risks.models import Entry, Register
from tests.factories import AimFactory, ObjectiveFactory, QuarterFactory, StatusUpdateFactory, ThemeFactory
from tests.objectives.conftest import OFFICER, OWNER
from tests.rules import at_work, refused, settle

TODAY = datetime.date(2011, 6, 20)


@pytest.fixture
def annual_plan(year: Year) -> AnnualPlan:
    return AnnualPlan.objects.get(year=year)


@pytest.fixture
def spare(annual_plan: AnnualPlan) -> Objective:
    """An objective that nothing points to."""
    aim = Aim.objects.get(number="1.1")
    spare: Objective = ObjectiveFactory.create(annual_plan=annual_plan, aim=aim, reference="1.1-2")
    return spare


def version_of(plan: AnnualPlan, contents: dict[str, Any], **more: Any) -> PlanVersion:
    """The plan as printed, or as the Board approved it."""
    said = {"kind": "paper", "number": 2, "digest": "0" * 64}
    return PlanVersion.objects.create(annual_plan=plan, contents=contents, **said | more)


# Numbers


def test_a_former_reference_of_an_objective_is_remembered(spare: Objective) -> None:
    Objective.objects.filter(pk=spare.pk).update(reference="1.1-9")
    former = FormerNumber.objects.get(number="1.1-2")
    assert (former.kind, former.objective, former.annual_plan) == ("objective", spare, spare.annual_plan)


def test_a_reference_is_never_given_to_another_objective(spare: Objective) -> None:
    Objective.objects.filter(pk=spare.pk).update(reference="1.1-9")
    with refused("1.1-2 was the reference of another objective"):
        ObjectiveFactory.create(annual_plan=spare.annual_plan, aim=spare.aim, reference="1.1-2")


def test_an_objective_may_have_its_own_former_reference_back(spare: Objective) -> None:
    for reference in ("1.1-9", "1.1-2", "1.1-9"):
        Objective.objects.filter(pk=spare.pk).update(reference=reference)
    assert set(FormerNumber.objects.values_list("number", flat=True)) == {"1.1-2", "1.1-9"}


def test_the_reference_of_a_deleted_objective_is_never_given_again(spare: Objective) -> None:
    plan, aim = spare.annual_plan, spare.aim
    spare.delete()
    assert FormerNumber.objects.get(number="1.1-2").objective is None
    with refused("given once"):
        ObjectiveFactory.create(annual_plan=plan, aim=aim, reference="1.1-2")


def test_aims_shift_where_a_plan_gains_one(annual_plan: AnnualPlan) -> None:
    for was, now in (("4.5", "4.6"), ("4.4", "4.5"), ("4.3", "4.4")):
        Aim.objects.filter(plan=annual_plan.plan, number=was).update(number=now)
    AimFactory.create(theme=Theme.objects.get(plan=annual_plan.plan, number="4"), number="4.3")
    assert Aim.objects.get(number="4.4").former_numbers.get().number == "4.3"
    assert Aim.objects.get(number="4.6").former_numbers.get().number == "4.5"


def test_two_aims_that_bore_one_number_can_both_go(annual_plan: AnnualPlan) -> None:
    theme = Theme.objects.get(plan=annual_plan.plan, number="4")
    for _ in range(2):
        aim = AimFactory.create(theme=theme, number="4.9")
        Aim.objects.filter(pk=aim.pk).update(number="4.10")
        Aim.objects.get(pk=aim.pk).delete()
    gone = FormerNumber.objects.filter(aim=None).order_by("number").values_list("number", flat=True)
    assert list(gone) == ["4.10", "4.9"]


def test_nobody_writes_a_former_number_by_hand(annual_plan: AnnualPlan) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FormerNumber.objects.create(kind="objective", number="9.9-9", annual_plan=annual_plan)


# Where an objective stands


def test_an_objective_stands_under_an_aim_of_its_theme(annual_plan: AnnualPlan) -> None:
    with refused("The aim is not one of this theme."):
        Objective.objects.filter(reference="1.1-1").update(aim=Aim.objects.get(number="2.1"))


def test_an_objective_stands_under_a_theme_of_its_plan(spare: Objective) -> None:
    with refused("The theme is not one of this plan."):
        Objective.objects.filter(pk=spare.pk).update(theme=ThemeFactory.create(), aim=None)


def test_whether_each_unit_answers_stays_once_it_was_answered(on_track: StatusUpdate) -> None:
    with refused("has been answered"):
        Objective.objects.filter(pk=on_track.objective_id).update(for_each="offender_management")


# Versions


@pytest.mark.parametrize(
    ("part", "model", "number"),
    [("themes", Theme, "101"), ("aims", Aim, "101.1"), ("objectives", Objective, "101.1-1")],
)
def test_what_stands_in_a_version_is_not_deleted(annual_plan: AnnualPlan, part: str, model: Any, number: str) -> None:
    theme = ThemeFactory.create(plan=annual_plan.plan, number="101")
    if part != "themes":
        aim = AimFactory.create(theme=theme, number="101.1")
    if part == "objectives":
        ObjectiveFactory.create(annual_plan=annual_plan, aim=aim, reference="101.1-1")
    named = {"reference" if part == "objectives" else "number": number}
    row = model.objects.get(**named)
    version_of(annual_plan, {part: [{"key": row.pk}]})
    with refused("It stands in a version of the plan. Withdraw it instead."):
        row.delete()
    with refused("It stands in a version"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])


def test_what_stands_in_no_version_is_deleted(spare: Objective, annual_plan: AnnualPlan) -> None:
    version_of(annual_plan, {"objectives": [{"key": spare.pk + 1}]})
    spare.delete()
    assert not Objective.objects.filter(reference="1.1-2").exists()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "approved"},
        {"kind": "approved", "approved_on": TODAY, "minute_reference": "Item 4"},
        {"kind": "approved", "approved_on": TODAY},
        {"kind": "approved", "minute_reference": "Item 4"},
        {"kind": "paper", "approved_on": TODAY},
        {"kind": "paper", "minute_reference": "Item 4"},
    ],
)
def test_an_approval_has_a_day_and_a_minute_and_paper_has_neither(
    annual_plan: AnnualPlan, said: dict[str, Any]
) -> None:
    with refused("Give the day of the approval and the minute reference."):
        version_of(annual_plan, {}, **said)


def test_a_version_is_never_changed(annual_plan: AnnualPlan) -> None:
    version = version_of(annual_plan, {})
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(note="Other words.")


# What is said


def test_an_answer_is_of_the_plans_own_year(objective: Objective) -> None:
    with refused("not one of the plan's year"):
        StatusUpdateFactory.create(objective=objective, quarter=QuarterFactory.create())


def test_an_objective_of_the_whole_trust_is_answered_by_no_unit(objective: Objective, quarter: Quarter) -> None:
    unit = DeliveryUnit.objects.create(name="Erewash", kind="offender_management")
    with refused("answered once for the whole trust"):
        StatusUpdateFactory.create(objective=objective, quarter=quarter, unit=unit)


@pytest.mark.parametrize("kind", ["", "interventions"])
def test_an_objective_of_each_unit_is_answered_by_units_of_that_kind(
    objective: Objective, quarter: Quarter, kind: str
) -> None:
    Objective.objects.filter(pk=objective.pk).update(for_each="offender_management")
    unit = DeliveryUnit.objects.create(name="Erewash", kind=kind) if kind else None
    with refused("Each unit answers for this objective; say for which."):
        StatusUpdateFactory.create(objective=objective, quarter=quarter, unit=unit)


@pytest.mark.parametrize(
    "change", [{"kind": "interventions"}, {"opened_on": "2011-07-01"}, {"closed_on": "2011-04-01"}]
)
def test_what_a_unit_said_keeps_counting(objective: Objective, quarter: Quarter, change: dict[str, str]) -> None:
    Objective.objects.filter(pk=objective.pk).update(for_each="offender_management")
    unit = DeliveryUnit.objects.create(name="Erewash", kind="offender_management")
    StatusUpdateFactory.create(objective=objective, quarter=quarter, unit=unit, status="off_track")
    with refused("The unit has answered for"):
        DeliveryUnit.objects.filter(pk=unit.pk).update(**change)
    DeliveryUnit.objects.filter(pk=unit.pk).update(opened_on="2011-06-30", closed_on="2011-07-01", name="Amber Valley")


def said_by(person: Reader, objective: Objective, quarter: Quarter, given_by: User) -> None:
    with at_work(person):
        StatusUpdateFactory.create(objective=objective, quarter=quarter, given_by=given_by)


def test_a_closed_year_takes_no_answer_though_a_quarter_was_left_open(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    person = reader(OWNER)
    Year.objects.filter(pk=quarter.year_id).update(closed_on=TODAY)
    with refused("The year is closed and takes no answers."):
        said_by(person, objective, quarter, person.user)


def test_a_closed_quarter_takes_no_answer(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    person = reader(OWNER)
    Quarter.objects.filter(pk=quarter.pk).update(closed_on=TODAY)
    with refused("The quarter takes no answers."):
        said_by(person, objective, quarter, person.user)


def test_a_withdrawn_objective_takes_no_answer(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    person = reader(OWNER)
    Objective.objects.filter(pk=objective.pk).update(withdrawn_on=TODAY, withdrawn_reason="Given up.")
    with refused("withdrawn from the plan"):
        said_by(person, objective, quarter, person.user)


def test_nobody_answers_in_anothers_name(
    objective: Objective, quarter: Quarter, reader: Callable[[str], Reader]
) -> None:
    with refused("given by whoever is at work"):
        said_by(reader(OFFICER), objective, quarter, reader(OWNER).user)


def test_an_answer_keeps_the_names_of_its_day(on_track: StatusUpdate) -> None:
    Owner.objects.filter(name="Director of Business Services").update(name="Director of Resources")
    on_track.refresh_from_db()
    assert on_track.owners == ["Director of Business Services"]
    assert on_track.given_as_name == "Director of Business Services"


def test_an_owner_objects_only_to_words_that_were_told(on_track: StatusUpdate) -> None:
    with refused("this was their own answer"):
        Objection.objects.create(
            update=on_track,
            text="I never said so.",
            given_by=on_track.given_by,
            given_as=Owner.objects.get(pk=on_track.given_as_id),
            dated=TODAY,
        )


# What shows it


def file_of(objective: Objective, person: User) -> EvidenceFile:
    file = EvidenceFile.objects.create(
        objective=objective,
        name="plan.pdf",
        content_type="application/pdf",
        size=4,
        sha256="0" * 64,
        uploaded_by=person,
    )
    EvidenceBytes.objects.create(file=file, data=b"%PDF")
    return file


def test_a_file_is_its_uploaders_alone_until_it_is_evidence(
    on_track: StatusUpdate, reader: Callable[[str], Reader]
) -> None:
    owner, officer = reader(OWNER), reader(OFFICER)
    with at_work(owner):
        file = file_of(on_track.objective, owner.user)
        assert bytes(EvidenceBytes.objects.get(file=file).data) == b"%PDF"
    with at_work(officer):
        assert not EvidenceFile.objects.exists()
        assert not EvidenceBytes.objects.exists()
    OutcomeEvidence.objects.create(update=on_track, outcome=on_track.objective.outcomes.first(), file=file)
    with at_work(officer):
        assert EvidenceFile.objects.get() == file
        assert EvidenceBytes.objects.exists()


def test_a_file_is_no_evidence_of_another_objective(on_track: StatusUpdate, spare: Objective) -> None:
    file = file_of(spare, on_track.given_by)
    with refused("put in for another objective"):
        OutcomeEvidence.objects.create(update=on_track, outcome=on_track.objective.outcomes.first(), file=file)


def test_evidence_shows_an_outcome_of_its_own_objective(on_track: StatusUpdate) -> None:
    with refused("belongs to another objective"):
        OutcomeEvidence.objects.create(
            update=on_track, outcome=Outcome.objects.exclude(objective=on_track.objective).first(), text="Done."
        )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "//example.org"])
def test_a_link_leads_to_a_page(on_track: StatusUpdate, link: str) -> None:
    with refused("Begin the link with https://"):
        OutcomeEvidence.objects.create(update=on_track, outcome=on_track.objective.outcomes.first(), link=link)


def test_evidence_shows_something(on_track: StatusUpdate) -> None:
    with refused("Give a sentence, a link or a file."):
        OutcomeEvidence.objects.create(update=on_track, outcome=on_track.objective.outcomes.first())


def test_a_pending_file_goes_with_its_objective(spare: Objective, reader: Callable[[str], Reader]) -> None:
    owner = reader(OWNER)
    with at_work(owner):
        file_of(spare, owner.user)
    with at_work(reader(OFFICER)):
        spare.delete()
        settle()
    assert not EvidenceFile.objects.exists()
    assert not EvidenceBytes.objects.exists()


def test_a_moved_deadline_is_one_of_the_answers_objective(on_track: StatusUpdate, spare: Objective) -> None:
    june = datetime.date(2011, 6, 1)
    deadline = Deadline.objects.create(objective=spare, month=june)
    with refused("belongs to another objective"):
        DeadlineRevision.objects.create(update=on_track, deadline=deadline, was=june, month=june, reason="Late.")


# What hangs on a part of the plan


def linked(objective: Objective, reference: str) -> Link:
    return Link.objects.create(
        objective=objective, entry=Entry.objects.get(reference=reference), ground=Link.Ground.SUBJECT, says="Costs"
    )


def test_a_part_lets_go_of_risks_that_its_remover_may_not_see(
    spare: Objective, derbyshire: Trust, reader: Callable[[str], Reader]
) -> None:
    officer = reader(OFFICER)
    linked(spare, "2.3")
    Register.objects.update(section_two_roles=[Role.AUDIT])
    with at_work(officer):
        assert not Link.objects.filter(objective=spare).exists()
        spare.delete()
        settle()
    assert not Objective.objects.filter(reference="1.1-2").exists()


def test_a_part_holds_on_to_risks_of_section_1(spare: Objective) -> None:
    linked(spare, "1.4")
    with pytest.raises(IntegrityError):
        settle("DELETE FROM objectives_objective WHERE id = %s", spare.pk)


# Figures


def test_a_figure_is_part_of_a_total_of_its_own_table(annual_plan: AnnualPlan) -> None:
    one, other = (PlanningTable.objects.create(annual_plan=annual_plan, kind="other", title=title) for title in "AB")
    for model, name in ((PlanningLine, "label"), (PlanningColumn, "heading")):
        total: Any = model.objects.create(table=other, order=1, **{name: "Total"})
        part = model.objects.create(table=one, order=1, **{name: "Part"})
        with pytest.raises(IntegrityError, match="same_table"):
            settle(f"UPDATE {model._meta.db_table} SET part_of_id = %s WHERE id = %s", total.pk, part.pk)
