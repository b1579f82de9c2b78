"""Where early warnings are shown: beside the risk, beside the form that rates it, and at the measure."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation import clock
from probation_planning.organisation.clock import standing_on
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import EarlyWarning
from probation_planning.reports.warnings import name_warning
from risks.models import Entry, Register, Review
from risks.services.assessing import assess
from scorecard.models import Measure, Result
from tests.factories import EntryFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT
from tests.risks.test_section_two import bare

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
Name = Callable[..., EarlyWarning]
YEAR = "/derbyshire/2011-12/"
MEASURE = f"{YEAR}scorecard/measures/2-1/"
QUALITY = f"{YEAR}data-quality/"
CANARY = "Canary of an early warning."
DAY = datetime.date(2011, 6, 20)
# Reads section 1 alone; owns nothing of section 2.
SECTION_ONE = "interventions@derbyshire.example"


@pytest.fixture
def measure(year: Year) -> Measure:
    """Measure 2-1."""
    return Measure.objects.of(year).get(perspective__number=2, number=1)


@pytest.fixture
def name(register: Register, measure: Measure, reader: Readers) -> Name:
    """The officer names measure 2-1 as an early warning of a risk, unless another is given."""

    def act(reference: str, of: Measure = measure, says: str = CANARY) -> EarlyWarning:
        entry = Entry.objects.get(register=register, reference=reference)
        return name_warning(entry=entry, measure=of, reader=reader(OFFICER), says=says)

    return act


@pytest.fixture
def missed(measure: Measure, reader: Readers, year: Year) -> None:
    """Two quarters' results far below the target, the second worse."""
    Quarter.objects.filter(year=year).update(opened_on=datetime.date(2011, 4, 1))
    for number, value in ((1, 12), (2, 11)):
        quarter = Quarter.objects.get(year=year, number=number)
        said = {"value": Decimal(value), "numerator": Decimal(value), "denominator": Decimal(100), "sequence": 1}
        Result.objects.create(
            measure=measure, quarter=quarter, dated=clock.today(), given_by=reader(OFFICER).user, **said
        )


@pytest.fixture
def rate(june: Review, reader: Readers) -> Callable[..., None]:
    """The owner of risk 1.1 rates it for Jun-11."""

    def act(likelihood: int, seen: int) -> None:
        said = {"comments": "The lease is late.", "proposed_actions": "Meet the landlord.", "reason": ""}
        entry = Entry.objects.get(reference="1.1")
        levels = {"likelihood": likelihood, "impact": 3}
        assess(entry=entry, review=june, reader=reader(OWNER), seen=seen, **levels, **said)

    return act


def text(client: Client, address: str) -> str:
    """The words of a page's main part in one line."""
    main = client.get(address).content.decode().split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


# At the risk


@pytest.mark.parametrize("page", ["risks/1.1/", "risks/1.1/deep-dive/"])
@pytest.mark.parametrize("email", [OWNER, SMT, AUDIT, "auditor@derbyshire.example"])
def test_whoever_reads_the_risk_reads_what_warns_of_it(
    sign_in: SignIn, name: Name, missed: None, measure: Measure, email: str, page: str
) -> None:
    name("1.1")

    shown = text(sign_in(email), YEAR + page)

    table = shown.split("Early warnings")[1]
    for words in (measure.name, "Measure 2-1", "11", "Q2 2011/12", "missed", "performance worse", CANARY):
        assert words in table, words


def test_beside_the_form_that_rates_it_stands_what_speaks_for_a_warning(
    sign_in: SignIn, name: Name, missed: None, measure: Measure
) -> None:
    client = sign_in(OWNER)
    assert "Early warnings" not in text(client, RISKS + "1.1/assess/")

    name("1.1")

    shown = text(client, RISKS + "1.1/assess/").split("Early warnings")[1]
    assert measure.name in shown
    assert f"Since the last rating: {measure.name} missed its target and got worse in Q2 2011/12." in shown
    assert f"Would be a warning: {CANARY}" in shown


@pytest.mark.parametrize(("email", "told"), [(OWNER, True), (SMT, True), (AUDIT, False)])
def test_what_was_known_when_the_risk_was_rated_is_no_news(
    sign_in: SignIn, name: Name, missed: None, measure: Measure, rate: Callable[..., None], email: str, told: bool
) -> None:
    name("1.1")
    news = f"{measure.name} missed its target and got worse in Q2 2011/12."
    assert (news in text(sign_in(email), RISKS + "1.1/")) is told

    rate(likelihood=4, seen=0)
    assert (news in text(sign_in(email), RISKS + "1.1/")) is told
    with standing_on(datetime.date(2011, 6, 21)):
        rate(likelihood=3, seen=1)
        assert news not in text(sign_in(email), RISKS + "1.1/")


def test_a_risk_without_any_says_so_and_offers_to_name_one(sign_in: SignIn, register: Register) -> None:
    none, way = "No measure is named as an early warning of this risk.", "Early warnings: name, change or drop"

    assert none in text(sign_in(OWNER), RISKS + "1.1/")
    assert way in text(sign_in(OWNER), RISKS + "1.1/")
    for email in (SMT, AUDIT, SECTION_ONE):
        assert way not in text(sign_in(email), RISKS + "1.1/")
    cycle.close(register.entries.get(reference="1.1"))
    assert way not in text(sign_in(OWNER), RISKS + "1.1/")


def test_a_measure_that_is_given_up_says_so(sign_in: SignIn, name: Name, measure: Measure) -> None:
    name("1.1")
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=DAY, withdrawn_reason="It is measured no more.")

    assert "withdrawn on 20 June 2011" in text(sign_in(OWNER), RISKS + "1.1/")


# At the measure


def test_the_measure_shows_the_risks_that_it_warns_of(sign_in: SignIn, name: Name, register: Register) -> None:
    for reference in ("2.3", "1.10", "1.9"):
        name(reference)

    shown = text(sign_in(OFFICER), MEASURE).split("Early warning of")[1]

    places = [shown.index(f"Risk {reference} ") for reference in ("1.9", "1.10", "2.3")]
    assert places == sorted(places)
    assert register.entries.get(reference="1.9").title in shown
    assert shown.count("Mar-11") == 3
    assert shown.count(f"Would be a warning: {CANARY}") == 3


@pytest.mark.parametrize("email", [SMT, SECTION_ONE])
def test_a_measure_that_warns_of_section_two_alone_warns_of_nothing(
    sign_in: SignIn, name: Name, email: str, count_queries: Any
) -> None:
    client = sign_in(email)
    before = bare(client.get(MEASURE))

    name("2.3")

    assert bare(client.get(MEASURE)) == before
    assert "Early warning of" not in before
    name("1.9")
    shown = text(client, MEASURE)
    assert shown.count("Would be a warning") == 1
    assert "Risk 2.3" not in shown


@pytest.mark.parametrize("email", [AUDIT, "auditor@derbyshire.example"])
def test_readers_of_what_was_issued_see_risks_as_they_were_given_them(
    sign_in: SignIn, name: Name, register: Register, email: str
) -> None:
    name("1.9")
    name("2.3")
    issued = register.entries.get(reference="1.9").title
    Entry.objects.filter(reference="1.9").update(title="Words that nobody issued")

    shown = text(sign_in(email), MEASURE).split("Early warning of")[1]

    assert issued in shown
    assert "Words that nobody issued" not in shown
    assert "Risk 2.3" in shown


def test_a_risk_that_was_never_issued_is_not_told_of(sign_in: SignIn, name: Name, register: Register) -> None:
    fresh = EntryFactory.create(register=register, reference="1.16", starts_at=register.reviews.get(slug="jun-11"))
    client = sign_in(AUDIT)
    before = bare(client.get(MEASURE))
    name(fresh.reference)

    assert bare(client.get(MEASURE)) == before


def test_the_owner_of_a_risk_of_section_two_sees_it_at_the_measure(sign_in: SignIn, name: Name) -> None:
    name("2.1")

    assert "Risk 2.1" in text(sign_in(OWNER), MEASURE)


# On "my work"


def test_a_risk_says_on_my_work_what_misses_its_target_and_warns_of_it(
    sign_in: SignIn, name: Name, measure: Measure, year: Year, reader: Readers
) -> None:
    client, says = sign_in(OWNER), "Early warning: "
    name("1.1")
    assert says not in text(client, "/")
    for number, value, said in ((1, 12, True), (2, 99, False)):
        quarter = Quarter.objects.get(year=year, number=number)
        row = {"value": Decimal(value), "numerator": Decimal(value), "denominator": Decimal(100), "sequence": 1}
        Measure.objects.filter(pk=measure.pk).update(accumulation="latest")
        Result.objects.create(measure=measure, quarter=quarter, dated=DAY, given_by=reader(OFFICER).user, **row)

        assert (f"{says}{measure.name} missed its target in Q{number} 2011/12." in text(client, "/")) is said
    assert says not in text(client, "/")


def test_my_work_tells_owners_alone_of_a_warning_of_section_two(
    sign_in: SignIn, name: Name, missed: None, measure: Measure
) -> None:
    others = {email: bare(sign_in(email).get("/")) for email in (SMT, SECTION_ONE, OFFICER)}
    name("2.1")

    shown = text(sign_in(OWNER), "/")

    assert shown.count(f"Early warning: {measure.name} missed its target") == 1
    assert {email: bare(sign_in(email).get("/")) for email in others} == others


def test_my_work_asks_one_question_more_for_all_warnings(
    sign_in: SignIn, name: Name, missed: None, count_queries: Any, year: Year
) -> None:
    client, counts = sign_in(OWNER), []
    others = list(Measure.objects.of(year).filter(perspective__number=1))
    for few in ([], others[:1], others[1:]):
        for one in few:
            name("1.1", one)
            name("1.3", one)
        client.get("/")
        with count_queries() as counted:
            client.get("/")
        counts.append(len(counted()))

    assert counts[1] == counts[2] == counts[0] + 1


# By address


@pytest.mark.parametrize("email", [SMT, SECTION_ONE])
def test_the_pages_of_section_two_are_unknown_ones(sign_in: SignIn, name: Name, measure: Measure, email: str) -> None:
    seen = name("2.3").pk
    client = sign_in(email)

    for rest in ("warnings/", "warnings/2-1/"):
        for data in (None, {"measure": "2-1", "says": "", "seen": seen}, {"drop": "2-1", "seen": seen}):
            ask = client.get if data is None else client.post
            there, unknown = (ask(f"{RISKS}{reference}/{rest}", data or {}) for reference in ("2.3", "2.99"))
            assert there.status_code == unknown.status_code == 404
            assert bare(there).replace("2.3/", "") == bare(unknown).replace("2.99/", "")
    assert EarlyWarning.objects.filter(measure=measure).count() == 1


# Data quality


def test_a_warning_by_a_measure_that_is_given_up_is_a_finding(sign_in: SignIn, name: Name, measure: Measure) -> None:
    name("1.9")
    name("2.3")
    says = "Its early warning, measure 2-1, was withdrawn on 20 June 2011."
    assert says not in sign_in(OFFICER).get(f"{QUALITY}export.csv").content.decode()

    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=DAY, withdrawn_reason="It is measured no more.")

    found = {
        email: sign_in(email).get(f"{QUALITY}export.csv").content.decode().count(says)
        for email in (OFFICER, "auditor@derbyshire.example", SMT, SECTION_ONE)
    }
    assert found == {OFFICER: 2, "auditor@derbyshire.example": 2, SMT: 1, SECTION_ONE: 1}


# What it costs


@pytest.mark.parametrize("page", ["risks/1.1/", "risks/1.1/deep-dive/", "risks/1.1/assess/"])
def test_the_risks_pages_ask_the_same_for_one_as_for_many(
    sign_in: SignIn, name: Name, count_queries: Any, year: Year, page: str
) -> None:
    client = sign_in(OWNER)
    others = list(Measure.objects.of(year).filter(perspective__number=1))
    counts = []
    for few in ([], others[:1], others[1:]):
        for one in few:
            name("1.1", one)
        client.get(YEAR + page)
        with count_queries() as counted:
            client.get(YEAR + page)
        counts.append(sum("earlywarning" in asked for asked in counted()))
        counts.append(len(counted()))

    assert counts[0] == counts[2] == counts[4] == 1
    assert counts[3] <= counts[5] <= counts[3] + 1
    assert counts[5] <= counts[1] + 7


def test_the_measures_page_asks_the_same_for_one_as_for_many(
    sign_in: SignIn, name: Name, count_queries: Any, register: Register
) -> None:
    client = sign_in(OFFICER)
    counts = []
    for few in ([], ["1.1"], ["1.2", "1.3", "1.4", "2.1", "2.2"]):
        for reference in few:
            name(reference)
        client.get(MEASURE)
        with count_queries() as counted:
            client.get(MEASURE)
        counts.append(len(counted()))

    assert counts[1] == counts[2]
    assert counts[1] <= counts[0] + 6
