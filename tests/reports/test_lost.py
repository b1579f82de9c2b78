"""A link of section 2 that went with the part of the plan it led to is told to those who read section 2 alone."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from objectives.models import Aim, AnnualPlan, Objective
from probation_planning.organisation.models import User, Year
from probation_planning.reports.models import Link
from risks.models import Entry, Register
from tests.objectives.building import shown
from tests.risks.conftest import AUDIT, OFFICER, RISKS, SMT

SignIn = Callable[[str], Client]
AUDITOR = "auditor@derbyshire.example"
PLAN = "/derbyshire/2011-12/plan/"
QUALITY = "/derbyshire/2011-12/data-quality/?register=risks&kind=missing"


@pytest.fixture
def entry(year: Year) -> Entry:
    """Risk 2.1, which somebody but the officer reads."""
    Register.objects.update(section_two_roles=["audit", "auditor"])
    return Entry.objects.get(register__year=year, reference="2.1")


def delete(client: Client, address: str) -> None:
    """As the officer does who does not see what hangs on it."""
    assert client.post(address, shown(client, address)).status_code == 302


@pytest.fixture
def lost(year: Year, entry: Entry, sign_in: SignIn) -> Entry:
    """The risk, after the aim that it bore on was deleted."""
    annual = AnnualPlan.objects.get(year=year)
    theme = Aim.objects.filter(plan=annual.plan)[0].theme
    aim = Aim.objects.create(plan=annual.plan, theme=theme, number="1.9", title="To be given up", order=90)
    user = User.objects.get(email=OFFICER)
    Link.objects.create(
        entry=entry, aim=aim, ground="subject", state="confirmed", decided_by=user, decided_on="2011-06-20"
    )
    delete(sign_in(OFFICER), PLAN + "aims/1.9/delete/")
    assert not Link.objects.filter(aim__number="1.9").exists()
    return entry


def lines(client: Client) -> list[str]:
    """What the data quality page says of it."""
    return re.findall(r"Its link to [^<]*went with[^<]*", client.get(QUALITY).content.decode())


@pytest.mark.parametrize("who", [AUDIT, AUDITOR])
def test_readers_of_section_2_are_told_on_the_risk_and_on_the_data_quality_page(
    sign_in: SignIn, lost: Entry, who: str
) -> None:
    client = sign_in(who)
    page = client.get(RISKS + "2.1/").content.decode()
    assert "Its link to Aim 1.9 went with the aim, which was deleted on" in page
    assert "by Performance officer" in page
    # The committee's members have no data quality page.
    assert len(lines(client)) == (who == AUDITOR)


@pytest.mark.parametrize("who", [OFFICER, SMT])
def test_nobody_else_is_told_anything(sign_in: SignIn, lost: Entry, who: str) -> None:
    client = sign_in(who)
    assert client.get(RISKS + "2.1/").status_code == 404
    for address in (QUALITY, PLAN, "/derbyshire/2011-12/gaps/", "/derbyshire/2011-12/"):
        assert "1.9 went" not in client.get(address).content.decode()


def test_the_officer_who_reads_section_2_hears_of_it_later(sign_in: SignIn, lost: Entry) -> None:
    Register.objects.update(section_two_roles=["audit", "officer"])
    client = sign_in(OFFICER)
    assert "went with the aim" in client.get(RISKS + "2.1/").content.decode()
    assert len(lines(client)) == 1
    client.post(RISKS + "2.1/aims/", {"part": "aim-1.2", "says": ""})
    assert lines(client) == []
    assert "went with the aim" in client.get(RISKS + "2.1/").content.decode()


def test_a_link_that_was_rejected_is_not_missed(sign_in: SignIn, entry: Entry, year: Year) -> None:
    annual = AnnualPlan.objects.get(year=year)
    aim = Aim.objects.filter(plan=annual.plan)[0]
    new = Objective.objects.create(
        annual_plan=annual, theme=aim.theme, aim=aim, reference="1.1-9", order=90, text="New"
    )
    user = User.objects.get(email=OFFICER)
    Link.objects.create(
        entry=entry, objective=new, ground="subject", state="rejected", decided_by=user, decided_on="2011-06-20"
    )
    client = sign_in(OFFICER)
    delete(client, PLAN + "objectives/1.1-9/delete/")
    Register.objects.update(section_two_roles=["audit", "officer"])
    assert "went with" not in client.get(RISKS + "2.1/").content.decode()
