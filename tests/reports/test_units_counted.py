"""An objective that each unit answers is counted by its units, wherever somebody is told what is unanswered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from objectives.models import Deadline, Objective, StatusUpdate
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, User, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.glance import glance_at
from probation_planning.reports.progress import Progress
from probation_planning.reports.quality.lines import Line, Register
from probation_planning.reports.quality.sheet import quality_of
from probation_planning.reports.unanswered import unanswered

OFFICER = "officer@derbyshire.example"
PLAN = "/derbyshire/2011-12/plan/"
PROGRESS = "/derbyshire/2011-12/risks/reviews/jun-11/progress/"
Readers = Callable[[str], Reader]
Say = Callable[..., StatusUpdate]


@pytest.fixture
def units(year: Year) -> list[DeliveryUnit]:
    """1.2-3 is answered by two units, of a post each; another closed before the quarter."""
    Objective.objects.filter(reference="1.2-3").update(for_each="other")
    made = []
    for name, closed_on in (("Alfreton", None), ("Buxton", None), ("Chesterfield", date(2011, 4, 1))):
        owner = Owner.objects.create(kind="post", name=f"Head of {name}", order=200)
        made.append(DeliveryUnit.objects.create(name=name, kind="other", owner=owner, closed_on=closed_on))
    return made


@pytest.fixture
def say(units: list[DeliveryUnit]) -> Say:
    """What a unit said of 1.2-3."""

    def put(unit: DeliveryUnit, status: str, number: int = 1) -> StatusUpdate:
        return StatusUpdate.objects.create(
            objective=Objective.objects.get(reference="1.2-3"),
            quarter=Quarter.objects.get(number=number, year__trust__slug="derbyshire"),
            unit=unit,
            sequence=1,
            status=status,
            comment="Said.",
            dated=date(2011, 6, 20),
            given_by=User.objects.get(email=OFFICER),
        )

    return put


def progress(client: Client) -> Progress:
    """What the page shows."""
    found: Progress = client.get(PROGRESS).context["progress"]
    return found


def told(reader: Reader, year: Year) -> list[Line]:
    """What data quality says of 1.2-3."""
    return [line for line in quality_of(reader, year) if line.name == "Objective 1.2-3" and "answered" in line.says]


@pytest.mark.parametrize(("words", "silent"), [((), 1), (("off_track",), 1), (("off_track", "complete"), 0)])
def test_it_is_unanswered_until_each_unit_has_answered(
    reader: Readers, year: Year, units: list[DeliveryUnit], say: Say, words: tuple[str, ...], silent: int
) -> None:
    for unit, word in zip(units, words, strict=False):
        say(unit, word)
    quarter = Quarter.objects.select_related("year").get(year=year, number=1)

    plan = glance_at(reader(OFFICER), year).plan

    assert unanswered(reader(OFFICER), quarter) == 51 + silent
    assert plan is not None
    assert plan.total - plan.answered == 51 + silent


def test_a_final_word_of_a_unit_is_not_asked_for_again(
    reader: Readers, year: Year, units: list[DeliveryUnit], say: Say
) -> None:
    say(units[0], "complete")
    say(units[1], "on_track")
    second = Quarter.objects.select_related("year").get(year=year, number=2)

    rows: Any = Objective.objects.with_silence(second).with_units(second)

    row = rows.get(reference="1.2-3")
    assert row.silent is True
    assert [said[1:4] for said in row.units_said] == [
        ["Alfreton", "Head of Alfreton", "complete"],
        ["Buxton", "Head of Buxton", None],
    ]


def test_the_owner_of_the_silent_unit_is_the_one_to_answer(
    sign_in: Callable[[str], Client], reader: Readers, year: Year, units: list[DeliveryUnit], say: Say
) -> None:
    say(units[0], "off_track")

    owners = {one.owner: one for one in progress(sign_in(OFFICER)).waiting}
    finished = {one.owner: one for one in progress(sign_in(OFFICER)).finished}
    lines = told(reader(OFFICER), year)

    silent = owners["Head of Buxton"].objectives.unanswered
    assert [(one.name, one.address) for one in silent] == [
        ("Objective 1.2-3, Buxton", f"{PLAN}objectives/1.2-3/?unit=buxton")
    ]
    assert [one.name for one in finished["Head of Alfreton"].objectives.answered] == ["Objective 1.2-3, Alfreton"]
    assert "Head of Chesterfield" not in owners | finished
    assert [(line.says, line.address, line.mends) for line in lines] == [
        (
            "Buxton: It is not answered for Q1 2011/12 yet.",
            f"{PLAN}objectives/1.2-3/?unit=buxton#answer",
            ("Head of Buxton",),
        )
    ]


def test_a_passed_deadline_is_for_the_owners_of_units_that_have_not_finished(
    reader: Readers, year: Year, units: list[DeliveryUnit], say: Say
) -> None:
    Deadline.objects.create(objective=Objective.objects.get(reference="1.2-3"), month=date(2011, 5, 1))
    say(units[0], "complete")

    late = [line for line in quality_of(reader(OFFICER), year) if "was due in" in line.says]

    assert [(line.says, line.mends) for line in late] == [
        ("It was due in May 2011 and is not complete.", ("Head of Buxton",))
    ]


def test_what_the_officer_mends_leads_to_where_it_is_mended(
    reader: Readers, sign_in: Callable[[str], Client], year: Year, units: list[DeliveryUnit]
) -> None:
    DeliveryUnit.objects.filter(pk=units[0].pk).update(is_reading=True, ground="Read from a table.")
    officer = quality_of(reader(OFFICER), year)
    auditor = quality_of(reader("auditor@derbyshire.example"), year)

    def addresses(lines: list[Line], says: str) -> set[str]:
        return {line.address for line in lines if line.register is Register.PLAN and line.says.startswith(says)}

    assert addresses(officer, "It has no owner.") == {f"{PLAN}unowned/"}
    assert addresses(officer, "The unit is a reading") == {"/derbyshire/settings/units/"}
    for address in (f"{PLAN}unowned/", "/derbyshire/settings/units/"):
        assert sign_in(OFFICER).get(address).status_code == 200
    assert addresses(auditor, "The unit is a reading") == {""}
    assert f"{PLAN}objectives/2.2-2/" in addresses(auditor, "It has no owner.")


def test_a_year_known_from_the_document_says_so_instead_of_counting_answers(
    sign_in: Callable[[str], Client], merseyside: Any
) -> None:
    client = sign_in("officer@merseyside.example")

    page = " ".join(client.get("/merseyside/2010-11/").content.decode().split())

    assert "no status in the document for Q4 2010/11" in page
    assert "answered for Q4 2010/11" not in page
