"""The generated Example Trust that tests and benchmark share."""

import datetime
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import factory
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client

from objectives.models import AnnualPlan, Objective, ObjectiveOwner, StatusUpdate
from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust, User, Year
from probation_planning.reports.example import BUSY, BUSY_POST, PEOPLE, Size, make_example
from probation_planning.reports.example.measures import FORMS
from probation_planning.reports.models import EarlyWarning
from risks.models import Assessment, AssessmentKind, Entry, EntryOwner, Review, Standing
from scorecard.models import Measure, Result, Sharing, Target, UnitShare
from scorecard.standing import standings
from scorecard.targets import Form
from tests import factories

DAY = datetime.date(2011, 6, 20)
LATE = datetime.date(2012, 2, 20)
SMALL = Size(risks=20, objectives=12, measures=9, reviews=4)
FACTORIES = [
    made
    for made in vars(factories).values()
    if isinstance(made, type)
    and issubclass(made, factory.django.DjangoModelFactory)
    and made not in {factory.django.DjangoModelFactory, factories.TrustFactory}
]


def words_of(trust: Trust) -> str:
    """A fingerprint of everything that was drawn by lot."""
    with tenancy.trust(trust):
        return fingerprint(
            plain(
                [
                    list(Entry.objects.order_by("order").values_list("reference", "section", "title", "responses")),
                    list(
                        Standing.objects.order_by("review__month", "order").values_list(
                            "review__slug", "reference", "score", "previous_score", "owners", "categories"
                        )
                    ),
                    list(Objective.objects.order_by("order").values_list("reference", "text")),
                    list(StatusUpdate.objects.order_by("pk").values_list("status", "comment", "dated")),
                    list(Result.objects.order_by("pk").values_list("value", "step", "note")),
                ]
            )
        )


@pytest.fixture
def example(db: None) -> Trust:
    """A small Example Trust on 20 June 2011."""
    return make_example(SMALL, day=DAY)


@pytest.mark.parametrize("size", [SMALL, Size(risks=1, objectives=1, measures=1, reviews=1), Size(risks=0)])
def test_it_has_so_many_of_everything(db: None, size: Size) -> None:
    trust = make_example(size, day=DAY)

    with tenancy.trust(trust):
        this_year = Measure.objects.of(Year.objects.latest("start"))
        counts = [rows.count() for rows in (Entry.objects, Objective.objects, this_year, Review.objects)]
    assert counts == [size.risks, size.objectives, size.measures, size.reviews]


def drawn(seed: int) -> str:
    """What a seed draws; the trust itself is gone afterwards."""
    before = transaction.savepoint()
    try:
        return words_of(make_example(SMALL, seed=seed, day=DAY))
    finally:
        transaction.savepoint_rollback(before)


def test_a_seed_always_draws_the_same_trust(db: None) -> None:
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_one_risk_in_ten_stands_in_section_2(example: Trust) -> None:
    with tenancy.trust(example):
        sections = Counter(Entry.objects.values_list("section", flat=True))

    assert sections == {1: 19, 2: 1}


def test_earlier_reviews_are_rated_and_closed_and_the_open_one_in_part(example: Trust) -> None:
    with tenancy.trust(example):
        *past, now = Review.objects.prefetch_related("stages").order_by("month")
        rated = {
            review: Standing.objects.filter(review=review, assessment__isnull=False).count() for review in (*past, now)
        }

    assert [review.slug for review in (*past, now)] == ["sep-10", "dec-10", "mar-11", "jun-11"]
    assert [rated[review] for review in past] == [19, 19, 19]
    assert 0 < rated[now] < 20
    assert all(not review.is_open(section) for review in past for section in (1, 2))
    assert now.is_open(1)
    assert now.is_open(2)


def test_the_oldest_scores_are_printed_without_factors(example: Trust) -> None:
    with tenancy.trust(example):
        oldest = Assessment.objects.filter(review__slug="sep-10")

        assert {row.kind for row in oldest} == {AssessmentKind.PAPER}
        assert all(row.likelihood is None and row.score == row.printed_score for row in oldest)


def test_late_in_the_year_its_quarters_are_answered(db: None) -> None:
    with tenancy.trust(make_example(SMALL, day=LATE)):
        this_year = Quarter.objects.filter(year__start__year=2011)
        closed = this_year.filter(closed_on__isnull=False).values_list("number", flat=True)
        answered = Counter(StatusUpdate.objects.that_count().values_list("quarter__number", flat=True))
        slugs = Review.objects.order_by("month").values_list("slug", flat=True)

        assert list(closed) == [1, 2, 3]
        assert answered[1] > answered[4] > 0
        assert list(slugs) == ["jun-11", "sep-11", "dec-11", "mar-12"]
        assert not StatusUpdate.objects.filter(dated__gt=LATE).exists()


def test_answers_of_more_quarters_than_the_year_has_are_of_years_before(db: None) -> None:
    with tenancy.trust(make_example(replace(SMALL, quarters=6), day=LATE)):
        answered = StatusUpdate.objects.values_list("quarter__year__start__year", "quarter__number").distinct()
        plans = AnnualPlan.objects.order_by("year__start").annotate(number=Count("objectives"))
        this_year = Objective.objects.filter(annual_plan=plans[1]).select_related("carried_from")

        assert set(answered) == {(2010, 3), (2010, 4), (2011, 1), (2011, 2), (2011, 3), (2011, 4)}
        assert [(plan.year.label, plan.number) for plan in plans] == [("2010/11", 12), ("2011/12", 12)]
        assert all(row.carried_from and row.carried_from.text == row.text for row in this_year)
        assert Year.objects.get(start__year=2010).closed_on == datetime.date(2011, 3, 31)


@pytest.mark.parametrize(("quarters", "years"), [(1, 1), (2, 2), (5, 2), (6, 3)])
def test_early_in_the_year_they_reach_further_back(db: None, quarters: int, years: int) -> None:
    with tenancy.trust(make_example(replace(SMALL, quarters=quarters), day=DAY)):
        assert AnnualPlan.objects.count() == years


def test_as_much_as_is_asked_for_waits_for_the_busy_director(db: None, settings: Any) -> None:
    settings.TODAY = LATE
    make_example(Size(risks=20, objectives=20, measures=9, reviews=3, busy=26), day=LATE)
    client = Client()
    client.force_login(User.objects.get(email=f"{BUSY}@example.example"))

    [one] = client.get("/").context["trusts"]

    assert {lot.name: len(lot.waiting) for lot in one["work"].own} == {"Objectives": 17, "Risks": 9, "Measures": 0}


def test_nothing_waits_for_the_busy_director_unless_asked_for(example: Trust) -> None:
    with tenancy.trust(example):
        post = Owner.objects.get(name=BUSY_POST)

        assert not ObjectiveOwner.objects.filter(owner=post).exists()
        assert not EntryOwner.objects.filter(owner=post).exists()


# Its scorecard


@pytest.fixture
def measured(db: None) -> Iterator[Trust]:
    """An Example Trust with a measure of every form, late in its year, with the test inside it as the system."""
    trust = make_example(Size(risks=4, objectives=2, measures=len(FORMS) + 1, reviews=1), day=LATE)
    with tenancy.trust(trust):
        yield trust


def test_its_measures_have_every_form_of_target(measured: Trust) -> None:
    year = Year.objects.latest("start")
    read = [one.target for one in standings(Measure.objects.of(year), year, LATE)]

    assert {target.form for target in read} == set(Form)
    assert not [target.fault for target in read if target.fault]


def test_most_of_its_measures_go_on_from_last_years(measured: Trust) -> None:
    this_year, before = Year.objects.order_by("-start")
    rows = Measure.objects.of(this_year).select_related("carried_from")
    carried = [row for row in rows if row.carried_from]

    assert len(carried) == Measure.objects.of(before).count() == len(rows) - len(rows) // 4
    assert all(row.name == row.carried_from.name for row in carried if row.carried_from)
    assert before.closed_on
    assert set(Result.objects.filter(quarter__year=before).values_list("quarter__number", flat=True)) == {1, 2, 3, 4}


def test_what_is_shared_out_has_shares_that_add_up_and_results_of_its_units(measured: Trust) -> None:
    units = set(DeliveryUnit.objects.values_list("name", flat=True))
    this_year = Year.objects.latest("start")
    (sharing,) = Sharing.objects.filter(target__measure__perspective__scorecard__year=this_year)
    shares = UnitShare.objects.filter(sharing=sharing)
    results = Result.objects.filter(measure=sharing.target.measure_id)

    assert sum(int(share.printed) for share in shares) == int(sharing.target.printed) == 300
    assert {share.unit.name for share in shares} == {result.unit.name for result in results if result.unit} == units
    assert not Result.objects.filter(unit=None, measure=sharing.target.measure_id).exists()


def test_rates_have_both_parts_and_some_results_are_corrected(measured: Trust) -> None:
    rates = Result.objects.filter(measure__accumulation="rate")

    assert rates
    assert all(row.denominator and row.value == round(row.numerator * 100 / row.denominator, 4) for row in rates)
    assert Result.objects.filter(sequence=2).exclude(reason="").exists()
    assert Target.objects.exclude(profile=[]).exists()
    assert Target.objects.exclude(tolerance_under=None).exists()
    assert EarlyWarning.objects.count() == 4


def test_a_thing_is_not_said_to_be_done_before_its_quarter(measured: Trust) -> None:
    done = Result.objects.filter(step__startswith="Q").select_related("quarter")

    assert done
    assert all(row.step == f"Q{row.quarter.number}" for row in done)


def test_its_ratings_are_of_many_kinds(measured: Trust) -> None:
    year = Year.objects.latest("start")
    ratings = Counter(one.rating for one in standings(Measure.objects.of(year), year, LATE))

    assert {"met", "close", "missed", "no-target"} <= {rating.value for rating in ratings}


@pytest.mark.parametrize("name", [*PEOPLE, BUSY])
def test_its_people_sign_in_with_the_password(db: None, name: str) -> None:
    make_example(Size(risks=1, objectives=1, measures=1, reviews=1), day=DAY, password="a fair long one")

    assert Client().login(email=f"{name}@example.example", password="a fair long one")


def test_without_a_password_nobody_signs_in(example: Trust) -> None:
    assert not User.objects.get(email="officer@example.example").has_usable_password()


def test_every_page_of_it_opens(example: Trust, sign_in: Callable[[str], Client]) -> None:
    year = "/example/2011-12/"
    with tenancy.trust(example):
        entry, objective = Entry.objects.first(), Objective.objects.first()
    addresses = ["/", year, f"{year}plan/", f"{year}plan/objectives/{objective.reference}/", f"{year}risks/"]
    addresses += [f"{year}risks/{entry.reference}/", f"{year}scorecard/", f"{year}scorecard/measures/1-1/"]
    client = sign_in("officer@example.example")

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_command_makes_trusts_of_any_size(db: None, derbyshire: Trust) -> None:
    said = io.StringIO()

    call_command("example_trust", risks=3, objectives=2, measures=1, reviews=2, trusts=2, stdout=said)

    assert "Example Trust: risks 3, objectives 2, measures 1, reviews 2, quarters 1, busy 0." in said.getvalue()
    with tenancy.system():
        assert Trust.objects.filter(slug__in=["example", "example-2"]).count() == 2


def test_the_command_refuses_production(db: None, settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="refused in production"):
        call_command("example_trust")


def test_the_command_refuses_a_second_example(example: Trust) -> None:
    with pytest.raises(CommandError, match="here already"):
        call_command("example_trust")


@pytest.mark.parametrize("made", FACTORIES, ids=lambda made: made.__name__)
def test_every_factory_makes_a_row(merseyside: Trust, made: Any) -> None:
    row = made()

    assert type(row)._default_manager.filter(pk=row.pk).exists()
