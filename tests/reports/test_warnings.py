"""Naming the measures that warn of a risk, changing what of them would, and dropping them."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Trust, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import EarlyWarning
from probation_planning.reports.warnings import drop_warning, name_warning, reword_warning, seen_of
from risks.models import Entry, Register
from scorecard.models import Measure
from tests.factories import MeasureFactory, PerspectiveFactory, ScorecardFactory
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
DAY = datetime.date(2011, 6, 20)
PAGE = RISKS + "1.1/warnings/"
SAYS = "Three months running above the target."
FORM = {"measure": "3-5", "says": SAYS}
# The Director of Business Services owns risk 1.1, the Director of Interventions does not.
NOT_ITS_OWNER = "interventions@derbyshire.example"


@pytest.fixture
def entry(register: Register) -> Entry:
    """Risk 1.1, owned by the Director of Business Services."""
    return register.entries.get(reference="1.1")


@pytest.fixture
def measure(year: Year) -> Measure:
    """Measure 3-5."""
    return Measure.objects.of(year).get(perspective__number=3, number=5)


@pytest.fixture
def warning(entry: Entry, measure: Measure, reader: Readers) -> EarlyWarning:
    """That measure 3-5 warns of risk 1.1, named by its owner."""
    return name_warning(entry=entry, measure=measure, reader=reader(OWNER), says=SAYS)


def page(client: Client, address: str = PAGE) -> str:
    """A page in one line."""
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def now(entry: Entry) -> list[tuple[str, str]]:
    """What warns of the risk: the measure's reference and the words."""
    return [(row.measure.reference, row.says) for row in EarlyWarning.objects.filter(entry=entry)]


# Naming


@pytest.mark.parametrize("email", [OWNER, OFFICER])
def test_the_owner_and_the_officer_name_a_measure(sign_in: SignIn, entry: Entry, email: str) -> None:
    client = sign_in(email)

    answer = client.post(PAGE, FORM)

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert now(entry) == [("3-5", SAYS)]
    row = EarlyWarning.objects.get()
    assert (row.named_by.email, row.named_on) == (email, DAY)
    html = page(client)
    assert "is an early warning of Risk 1.1 now." in html
    assert SAYS in html


def test_measures_are_offered_by_perspective_without_those_given_up_or_named(
    sign_in: SignIn, warning: EarlyWarning, year: Year
) -> None:
    given_up = Measure.objects.of(year).filter(perspective__number=1, number=1)
    given_up.update(withdrawn_on=DAY, withdrawn_reason="It is measured no more.")
    offered = dict(sign_in(OWNER).get(PAGE).context["form"].fields["measure"].choices[1:])

    assert list(offered) == [str(row.title) for row in year.scorecards.get().perspectives.all()]
    references = [reference for group in offered.values() for reference, _ in group]
    assert len(references) == 28 - 2
    assert not {"1-1", "3-5"} & set(references)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"measure": "", "says": SAYS}, "Choose the measure that warns of the risk."),
        ({"measure": "9-9", "says": SAYS}, "Choose a measure of this year’s scorecard from the list."),
        ({"measure": "1-1", "says": SAYS}, "Choose a measure of this year’s scorecard from the list."),
        ({"measure": "3-4", "says": "x" * 301}, "Say it in at most 300 letters; these are 301."),
        ({"measure": "3-4", "says": "\u200b"}, "What would be a warning"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(
    sign_in: SignIn, entry: Entry, year: Year, sent: dict[str, str], sentence: str
) -> None:
    given_up = Measure.objects.of(year).filter(perspective__number=1, number=1)
    given_up.update(withdrawn_on=DAY, withdrawn_reason="It is measured no more.")

    answer = sign_in(OWNER).post(PAGE, sent)

    assert sentence in answer.content.decode()
    assert answer.context["form"].data["says"] == sent["says"]
    assert now(entry) == []


def test_a_double_click_names_one(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OWNER)

    assert [client.post(PAGE, FORM).status_code for _ in range(2)] == [302, 302]
    assert now(entry) == [("3-5", SAYS)]


def test_a_measure_is_named_once(sign_in: SignIn, warning: EarlyWarning, entry: Entry) -> None:
    answer = sign_in(OFFICER).post(PAGE, FORM | {"says": "Other words."})

    assert "The risk names this measure already. Change its words in the list." in answer.content.decode()
    assert now(entry) == [("3-5", SAYS)]


def test_a_measure_given_up_meanwhile_is_refused(entry: Entry, measure: Measure, reader: Readers) -> None:
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=DAY, withdrawn_reason="It is measured no more.")

    with pytest.raises(ValidationError, match="was withdrawn on 20 June 2011"):
        name_warning(entry=entry, measure=measure, reader=reader(OWNER), says="")


# Changing the words


def test_the_words_are_changed(sign_in: SignIn, warning: EarlyWarning, entry: Entry) -> None:
    client = sign_in(OWNER)
    form = client.get(f"{PAGE}3-5/").context["form"]
    assert form.initial == {"says": SAYS, "seen": seen_of(warning)}

    answer = client.post(f"{PAGE}3-5/", {"says": "Two months.", "seen": seen_of(warning)})

    assert answer["Location"] == PAGE
    assert now(entry) == [("3-5", "Two months.")]


def test_who_comes_second_sees_both_and_loses_nothing(
    sign_in: SignIn, warning: EarlyWarning, entry: Entry, measure: Measure, reader: Readers
) -> None:
    seen = seen_of(warning)
    sign_in(OFFICER).post(f"{PAGE}3-5/", {"says": "Theirs.", "seen": seen})
    client = sign_in(OWNER)

    answer = client.post(f"{PAGE}3-5/", {"says": "Mine.", "seen": seen})

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Theirs." in html
    assert "Mine." in html
    assert "Performance officer" in html
    assert now(entry) == [("3-5", "Theirs.")]
    again = answer.context["form"].data["seen"]
    assert client.post(f"{PAGE}3-5/", {"says": "Mine.", "seen": again}).status_code == 302
    assert now(entry) == [("3-5", "Mine.")]


def test_the_same_words_sent_twice_are_no_conflict(
    warning: EarlyWarning, entry: Entry, measure: Measure, reader: Readers
) -> None:
    said: dict[str, Any] = {"entry": entry, "measure": measure, "reader": reader(OWNER), "seen": seen_of(warning)}
    for _ in range(2):
        reword_warning(**said, says="Two months.")

    events: Any = apps.get_model("reports", "EarlyWarningEvent")
    assert [event.pgh_label for event in events.objects.order_by("pgh_id")] == ["insert", "update"]


def test_words_of_a_measure_dropped_meanwhile_come_back(sign_in: SignIn, warning: EarlyWarning) -> None:
    seen = seen_of(warning)
    warning.delete()

    answer = sign_in(OWNER).post(f"{PAGE}3-5/", {"says": "Two months.", "seen": seen})

    html = answer.content.decode()
    assert "The measure was dropped in the meantime. Name it anew to keep these words." in html
    assert "Two months." in html
    assert sign_in(OWNER).get(f"{PAGE}3-5/").status_code == 404


# Dropping


def test_a_measure_is_dropped_and_the_history_keeps_it(sign_in: SignIn, warning: EarlyWarning, entry: Entry) -> None:
    client = sign_in(OWNER)
    drop = {"drop": "3-5", "seen": seen_of(warning)}

    assert client.post(PAGE, drop)["Location"] == PAGE

    assert now(entry) == []
    assert "is dropped: it is no early warning of Risk 1.1." in page(client)
    events: Any = apps.get_model("reports", "EarlyWarningEvent")
    last = events.objects.order_by("-pgh_id").first()
    assert (last.pgh_label, last.says) == ("delete", SAYS)
    assert client.post(PAGE, drop).status_code == 302
    assert "was dropped already" in page(client)


def test_a_measure_that_is_given_up_can_be_dropped(
    sign_in: SignIn, warning: EarlyWarning, entry: Entry, measure: Measure
) -> None:
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=DAY, withdrawn_reason="It is measured no more.")

    assert sign_in(OWNER).post(PAGE, {"drop": "3-5", "seen": seen_of(warning)}).status_code == 302
    assert now(entry) == []


def test_what_somebody_changed_meanwhile_is_not_dropped_unread(
    sign_in: SignIn, warning: EarlyWarning, entry: Entry
) -> None:
    seen = seen_of(warning)
    sign_in(OFFICER).post(f"{PAGE}3-5/", {"says": "Theirs.", "seen": seen})

    answer = sign_in(OWNER).post(PAGE, {"drop": "3-5", "seen": seen})

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Performance officer changed what is said of" in html
    assert "Theirs." in html
    assert now(entry) == [("3-5", "Theirs.")]


@pytest.mark.parametrize("seen", ["", "-1", "x", "٣", "9" * 5000])
def test_a_forged_mark_of_what_was_seen_is_a_stale_one(sign_in: SignIn, warning: EarlyWarning, seen: str) -> None:
    assert sign_in(OWNER).post(PAGE, {"drop": "3-5", "seen": seen}).status_code == 409


@pytest.mark.parametrize("reference", ["9-9", "x", "-", "3-05", "3-5-1", "99999999999999999999-1", "٣-٥", ""])
def test_dropping_an_unknown_measure_finds_nothing(sign_in: SignIn, warning: EarlyWarning, reference: str) -> None:
    assert sign_in(OWNER).post(PAGE, {"drop": reference, "seen": "1"}).status_code == 404


# When nothing may be changed


def test_a_closed_risk_takes_none(sign_in: SignIn, warning: EarlyWarning, entry: Entry) -> None:
    cycle.close(entry)
    client = sign_in(OWNER)
    closed = "Nothing new is written to it."

    html = page(client)
    assert closed in html
    assert SAYS in html
    assert "<select" not in html
    assert "Drop" not in html
    answer = client.post(PAGE, {"measure": "3-4", "says": "Kept."})
    assert answer.status_code == 403
    assert closed in answer.content.decode()
    assert "Kept." in answer.content.decode()
    assert client.post(PAGE, {"drop": "3-5", "seen": seen_of(warning)}).status_code == 403
    assert client.get(f"{PAGE}3-5/").status_code == 403
    assert client.post(f"{PAGE}3-5/", {"says": "Kept.", "seen": seen_of(warning)}).status_code == 403
    assert now(entry) == [("3-5", SAYS)]


def test_a_closed_year_refuses_in_words(sign_in: SignIn, warning: EarlyWarning, entry: Entry, year: Year) -> None:
    Year.objects.filter(pk=year.pk).update(closed_on=DAY)
    client = sign_in(OWNER)
    closed = "2011/12 is closed"

    assert closed in page(client)
    answer = client.post(PAGE, {"measure": "3-4", "says": "Kept."})
    assert answer.status_code == 403
    assert closed in answer.content.decode()
    assert "Kept." in answer.content.decode()
    assert client.post(PAGE, {"drop": "3-5", "seen": seen_of(warning)}).status_code == 403
    answer = client.post(f"{PAGE}3-5/", {"says": "Kept.", "seen": seen_of(warning)})
    assert (answer.status_code, closed in answer.content.decode()) == (403, True)
    assert now(entry) == [("3-5", SAYS)]


@pytest.mark.parametrize("email", [NOT_ITS_OWNER, SMT, AUDIT, "auditor@derbyshire.example"])
def test_nobody_else_names_changes_or_drops(sign_in: SignIn, warning: EarlyWarning, entry: Entry, email: str) -> None:
    client, seen = sign_in(email), seen_of(warning)

    assert [client.get(address).status_code for address in (PAGE, f"{PAGE}3-5/")] == [403, 403]
    assert client.post(PAGE, {"measure": "3-4", "says": ""}).status_code == 403
    assert client.post(PAGE, {"drop": "3-5", "seen": seen}).status_code == 403
    assert client.post(f"{PAGE}3-5/", {"says": "", "seen": seen}).status_code == 403
    assert now(entry) == [("3-5", SAYS)]


def test_the_services_ask_who_may(warning: EarlyWarning, entry: Entry, measure: Measure, reader: Readers) -> None:
    of: dict[str, Any] = {"entry": entry, "measure": measure, "reader": reader(NOT_ITS_OWNER)}

    for act in (
        lambda: name_warning(**of, says=""),
        lambda: reword_warning(**of, says="", seen=seen_of(warning)),
        lambda: drop_warning(**of, seen=seen_of(warning)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(Conflict):
        drop_warning(entry=entry, measure=measure, reader=reader(OWNER), seen=0)


def test_a_measure_of_another_year_is_not_found(entry: Entry, reader: Readers, year: Year) -> None:
    other = Year.objects.create(start="2010-04-01", answers_from="2010-04-01")
    card = ScorecardFactory.create(year=other)
    elsewhere = MeasureFactory.create(perspective=PerspectiveFactory.create(scorecard=card, number=3), number=5)

    for measure in (elsewhere, Measure(pk=0)):
        with pytest.raises(Measure.DoesNotExist):
            name_warning(entry=entry, measure=measure, reader=reader(OWNER), says="")


def test_another_trusts_officer_finds_no_such_page(sign_in: SignIn, warning: EarlyWarning, derbyshire: Trust) -> None:
    client = sign_in("officer@merseyside.example")

    for address in (PAGE, f"{PAGE}3-5/"):
        assert client.get(address).status_code == 404
        assert client.post(address, FORM | {"seen": seen_of(warning), "drop": "3-5"}).status_code == 404


def test_the_page_asks_the_same_however_many(sign_in: SignIn, count_queries: Any, year: Year, warning: Any) -> None:
    client = sign_in(OFFICER)
    counts = []
    for number in (1, 2):
        for measure in Measure.objects.of(year).filter(perspective__number=number).select_related("perspective"):
            client.post(PAGE, {"measure": measure.reference, "says": ""})
        client.get(PAGE)
        with count_queries() as counted:
            client.get(PAGE)
        counts.append(len(counted()))

    assert counts[0] == counts[1] <= 18, counted()
