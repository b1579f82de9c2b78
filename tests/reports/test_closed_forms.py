"""Every form of a closed year is refused at once, for that reason alone, and what was typed comes back."""

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from objectives.models import AnnualPlan, Objective, PlanningColumn, PlanningLine, PlanningTable, StatusUpdate
from objectives.services.answering import give_status
from probation_planning.organisation.models import Owner, Quarter, Year
from probation_planning.organisation.roles import Reader
from risks.models import Action, Entry
from tests.risks import cycle
from tests.risks.test_things import write

SignIn = Callable[[str], Client]
OFFICER = "officer@derbyshire.example"
DIRECTOR = "business.services@derbyshire.example"
HOME = "/derbyshire/2011-12/"
SENTENCE = "2011/12 is closed and takes no more changes. The performance officer can reopen it in the settings."
WORDS = "Words that somebody typed for long"
IN_A_YEAR = "<trust:trust>/<year:year>/"

# What stands in the addresses.
KNOWN = {
    IN_A_YEAR: HOME,
    "plan/<heading:kind>s/<reference:reference>": "plan/aims/1.2",
    "plan/<heading:kind>s": "plan/aims",
    "plan/<part:kind>s/<reference:reference>": "plan/objectives/1.2-3",
    "plan/objectives/<reference:reference>": "plan/objectives/1.2-3",
    "risks/<reference:reference>": "risks/1.1",
    "measures/<reference:reference>": "measures/2-1",
    "<reference:measure>": "2-1",
    "reviews/<slug:slug>": "reviews/jun-11",
    "reviews/<review:slug>": "reviews/jun-11",
    "<slug:body>": "smt",
    "scales/<slug:kind>": "scales/likelihood",
    "perspectives/<int:number>": "perspectives/2",
    "readings/<slug:reading>": "readings/polarity",
    "results/<slug:quarter>": "results/2011-q1",
    "<str:key>": "objective-1.2-3",
    "<int:number>": "1",
    "<int:place>": "1",
}
# Here nothing of the year is changed, nothing that a closed year could have stands there, or it is asked apart, below.
ELSEWHERE = re.compile(
    r"export[.]<|/reports/|evidence/|messages/|/meeting/|(controls|acceptances|questions)/<int:number>/|/object/"
    r"|aims/<str:key>/move/|scorecard/results/$|plan/forward/|setup/carry/|scorecard/bring-forward/"
)


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the site, with its view."""
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        else:
            yield here, one.callback


def forms_of_a_year() -> list[str]:
    """Every address of a year to which something is sent."""
    found = []
    for pattern, view in patterns(get_resolver()):
        kind = getattr(view, "view_class", None)
        takes = kind is None or (hasattr(kind, "post") and "post" in kind.http_method_names)
        if takes and pattern.startswith(IN_A_YEAR) and not ELSEWHERE.search(pattern):
            address = pattern
            for word, known in KNOWN.items():
                address = address.replace(word, known)
            found.append(address)
    return sorted(set(found))


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def told(year: Year, reader: Callable[[str], Reader]) -> StatusUpdate:
    """What the officer entered for the owner of objective 1.2-3."""
    return give_status(
        objective=Objective.objects.get(annual_plan__year=year, reference="1.2-3"),
        quarter=Quarter.objects.get(year=year, number=1),
        reader=reader(OFFICER),
        status="on_track",
        comment="Told in the corridor.",
        evidence={},
        seen=0,
        given_for=Owner.objects.get(name="Director of Business Services"),
        told_on=datetime.date(2011, 6, 17),
    )


@pytest.fixture
def closed(told: StatusUpdate, year: Year) -> Year:
    """The year, closed, with an answer, an action and a planning table."""
    write(Action, Entry.objects.get(register__year=year, reference="1.1"))
    table = PlanningTable.objects.create(annual_plan=AnnualPlan.objects.get(year=year), title="Budget", kind="budget")
    PlanningColumn.objects.create(table=table, order=0, heading="2011/12")
    PlanningLine.objects.create(table=table, order=0, label="Staff")
    Quarter.objects.filter(year=year).update(closed_on=cycle.day())
    Year.objects.filter(pk=year.pk).update(closed_on=cycle.day())
    year.refresh_from_db()
    return year


@pytest.mark.parametrize("address", forms_of_a_year())
def test_an_incomplete_form_is_refused_for_the_year_alone(sign_in: SignIn, closed: Year, address: str) -> None:
    response = sign_in(OFFICER).post(address, {"text": WORDS, "heading": "Foreword"})

    assert (response.status_code, SENTENCE in text_of(response)) == (403, True)
    assert all(words in response.content.decode() for words in (WORDS, "Foreword"))
    assert 'class="govuk-error-summary"' not in response.content.decode()


def test_the_addresses_are_all_that_there_are() -> None:
    assert len(forms_of_a_year()) > 75
    assert not [address for address in forms_of_a_year() if "<" in address]


@pytest.mark.parametrize(
    "sent",
    [
        {"confirm": "objective-1.2-3", "quarter": "1", "same-sentence": WORDS},
        {"save": "all", "quarter": "1", "objective-1.2-3-status": "on_track", "objective-1.2-3-comment": WORDS},
        {"agree": "1", "anything": WORDS},
    ],
)
def test_my_work_gives_the_same_reason_and_keeps_the_words(sign_in: SignIn, closed: Year, sent: dict[str, str]) -> None:
    before = StatusUpdate.objects.count()

    response = sign_in(DIRECTOR).post(HOME + "answers/", sent)

    assert (response.status_code, SENTENCE in text_of(response)) == (403, True)
    assert WORDS in response.content.decode()
    assert StatusUpdate.objects.count() == before


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("plan/objectives/1.2-3/", {"status": "on_track", "quarter": "1", "seen": "1"}),
        ("plan/objectives/1.2-3/", {"confirm": "1"}),
        ("risks/1.1/assess/", {}),
        ("risks/1.1/actions/1/", {}),
    ],
)
def test_an_owner_is_told_of_the_year_too(sign_in: SignIn, closed: Year, address: str, sent: dict[str, str]) -> None:
    response = sign_in(DIRECTOR).post(HOME + address, sent | {"comment": WORDS})

    assert (response.status_code, SENTENCE in text_of(response)) == (403, True)
    assert WORDS in response.content.decode()


def test_an_objection_is_refused_for_the_year_alone(sign_in: SignIn, told: StatusUpdate, closed: Year) -> None:
    sent = {"answer": str(told.pk), "text": WORDS}
    response = sign_in(DIRECTOR).post(HOME + "plan/objectives/1.2-3/object/", sent)

    assert (response.status_code, SENTENCE in text_of(response)) == (403, True)
    assert WORDS in response.content.decode()


def test_what_nobody_may_see_stays_unknown_in_a_closed_year(sign_in: SignIn, closed: Year) -> None:
    client = sign_in("chief.executive@derbyshire.example")

    answers = [client.post(HOME + page, {"text": WORDS}) for page in ("risks/2.1/note/", "risks/9.99/note/")]

    assert [answer.status_code for answer in answers] == [404, 404]
