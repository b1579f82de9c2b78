"""Every page of plan, register and scorecard asks the database no more of a trust that is ten times as large."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from objectives.models import AnnualPlan, Objective
from objectives.versions import keep_as_printed
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, Year
from probation_planning.reports.example import Size, make_example
from risks.models import Entry, Review
from scorecard.models import Footnote, Measure, Scorecard
from tests.reports.test_closed_forms import IN_A_YEAR, patterns

DAY = datetime.date(2011, 6, 20)
SMALL, LARGE = (Size(risks=60 * times, objectives=36 * times, measures=27 * times, reviews=4) for times in (1, 10))
# Pages of one row that the example has none of: their own tests count them.
ELSEWHERE = ("<uuid:", "<str:", "/tables/<int:", "/meeting/<", "/meeting/held", "/meeting/rest", "/questions/<int:")


def known_of(trust: Trust, year: Year) -> dict[str, str]:
    """What stands in the addresses: the first of everything."""
    objective = Objective.objects.of(year).select_related("theme", "aim").order_by("order")[0]
    entry = Entry.objects.filter(register__year=year).order_by("section", "order")[0]
    measure = Measure.objects.of(year).in_printed_order().select_related("perspective")[0]
    review = Review.objects.filter(register__year=year, opened_on__isnull=False).order_by("-month")[0]
    return {
        IN_A_YEAR: f"/{trust.slug}/{year.slug}/",
        "<heading:kind>s/<reference:reference>": f"themes/{objective.theme.number}",
        "<heading:kind>s": "aims",
        "<part:kind>s/<reference:reference>": f"objectives/{objective.reference}",
        "objectives/<reference:reference>": f"objectives/{objective.reference}",
        "aims/<reference:reference>": f"aims/{objective.aim.number if objective.aim else ''}",
        "risks/<reference:reference>": f"risks/{entry.reference}",
        "measures/<reference:reference>": f"measures/{measure.reference}",
        "<reference:measure>": measure.reference,
        "reviews/<slug:slug>": f"reviews/{review.slug}",
        "reviews/<review:slug>": f"reviews/{review.slug}",
        "<slug:body>": "smt",
        "<slug:kind>": "likelihood",
        "perspectives/<int:number>": f"perspectives/{measure.perspective.number}",
        "<slug:reading>": "polarity",
        "<slug:quarter>": f"{year.start.year}-q1",
        "<int:number>": "1",
        "<ending:ending>": "csv",
        "<slug:report>": "plan",
    }


def addresses(known: dict[str, str]) -> Iterator[str]:
    """Every page of a year."""
    for pattern, _ in patterns(get_resolver()):
        if pattern.startswith(IN_A_YEAR) and not any(left in pattern for left in ELSEWHERE):
            address = pattern
            for word, stands in known.items():
                address = address.replace(word, stands)
            yield address


def asked_of(size: Size, sign_in: Callable[[str], Client], count_queries: Any) -> dict[str, tuple[int, int]]:
    """By address: the answer's status, and how many queries it took. The trust is gone afterwards."""
    before, asked = transaction.savepoint(), {}
    trust = make_example(size, day=DAY)
    with tenancy.trust(trust):
        year = Year.objects.latest("start")
        keep_as_printed(AnnualPlan.objects.get(year=year))
        Footnote.objects.create(scorecard=Scorecard.objects.get(year=year), order=0, marker="1", text="A note")
        known = known_of(trust, year)
    client = sign_in(f"officer@{trust.slug}.example")
    for address in addresses(known):
        with count_queries() as counted:
            response = client.get(address)
            b"".join(response.streaming_content if response.streaming else [])  # type: ignore[attr-defined]
        asked[address] = response.status_code, len(counted())
    transaction.savepoint_rollback(before)
    return asked


def test_no_page_asks_more_of_ten_times_as_much(db: None, sign_in: Callable[[str], Client], count_queries: Any) -> None:
    few, many = (asked_of(size, sign_in, count_queries) for size in (SMALL, LARGE))

    # One more may be about what the first risk or measure happens to be: rated between reviews, say.
    grown = [page for page, (status, much) in few.items() if many[page][0] != status or many[page][1] > much + 1]
    assert grown == []
    assert len([page for page, (status, _) in few.items() if status == 200]) > 85
    assert not [page for page, (status, _) in few.items() if status >= 500 or "<" in page]
