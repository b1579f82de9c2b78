"""The scorecard's page: as the paper has it, with ratings, filters and pages."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import DeliveryUnit, Owner, Quarter, Trust, User, Year
from probation_planning.reports.example import Size, make_example
from scorecard.models import Footnote, Measure, MeasureOwner, PlanReference, Polarity
from scorecard.notes import footnote_for
from scorecard.rating import Direction, Rating
from scorecard.standing import Standing, standings
from tests.factories import ResultFactory, YearFactory
from tests.scorecard.conftest import CARD, OFFICER, POST

SignIn = Callable[[str], Client]
DAY = datetime.date(2011, 6, 20)


def page(client: Client, query: str = "") -> str:
    response = client.get(f"{CARD}{query}")
    assert response.status_code == 200, response.content
    return " ".join(unescape(response.content.decode()).split())


def rows(text: str) -> list[str]:
    return text.split('<tr class="measure">')[1:]


def standing_of(measure: Measure, day: datetime.date = DAY) -> Standing:
    year = measure.perspective.scorecard.year
    return standings(Measure.objects.filter(pk=measure.pk), year, day)[0]


def test_it_has_the_papers_28_measures_and_32_references(year: Year) -> None:
    assert Measure.objects.of(year).count() == 28
    assert PlanReference.objects.filter(measure__in=Measure.objects.of(year)).count() == 32


def test_it_reads_as_the_paper_does(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(OFFICER))

    assert "DERBYSHIRE PROBATION TRUST - BALANCED SCORECARD (2011/12)</h1>" in text
    assert text.index("Vision") < text.index("Mission") < text.index("EXCELLENT & EFFECTIVE SERVICE DELIVERY")
    titles = ["EXCELLENT &", "CUSTOMERS,", "DELIVERING VALUE", "ORGANISATIONAL DEVELOPMENT"]
    places = [text.index(f">{title}") for title in titles]
    assert places == sorted(places)
    assert len(rows(text)) == 28
    assert "1.2 ; 2.1" in rows(text)[1]
    assert "3.6*" in text
    assert "28 measures" in text


def test_targets_are_printed_back_as_written_in_the_papers_order(sign_in: SignIn, year: Year) -> None:
    written = [row.split("measure__target")[1].split("<")[1].split(">")[1] for row in rows(page(sign_in(OFFICER)))]

    found = [standing.target.printed for standing in standings(Measure.objects.of(year).in_printed_order(), year, DAY)]

    assert found == [
        *("3", "-9.2%", "4★", "<8", "Q2", "✓"),
        *("90%", "56%", "40%", "Q4", "", "71%", "85%"),
        *("Q3", "-2%", "100%", "-5%", "≤128", "2%", "12.3"),
        *("10.5", "GA", "55%", "95%", "", "Avg", "20%", "8.3%"),
    ]
    assert len(written) == 28


@pytest.mark.parametrize(
    ("reference", "printed", "words"),
    [
        ("4-2", ("Q2", "GA"), "reach GA (Green/Amber) or better by the end of Q2"),
        ("4-5", ("Q4", ""), "be done by the end of Q4"),
        ("4-6", ("Q2", "Avg"), "be done by the end of Q2"),
        ("2-5", ("", ""), "no target set"),
    ],
)
def test_odd_rows_keep_what_is_printed_apart_from_its_reading(
    measure_at: Callable[[str], Measure], reference: str, printed: tuple[str, str], words: str
) -> None:
    measure = measure_at(reference)
    standing = standing_of(measure)

    assert (measure.frequency_as_printed, standing.target.printed) == printed
    assert standing.target.in_words() == words
    assert standing.target_is_reading is (reference in {"4-5", "4-6"})
    assert standing.frequency_is_reading is (reference != "2-5")


def test_a_reading_is_marked_on_the_page(sign_in: SignIn, year: Year) -> None:
    delius = next(row for row in rows(page(sign_in(OFFICER))) if "DELIUS" in row)

    estate = next(row for row in rows(page(sign_in(OFFICER))) if "Estate" in row)
    assert '<span class="as-written">12.3</span> <span class="aside">m²/FTE<span class="on-screen">: a read' in estate
    assert 'read as Q4<span class="on-screen">, unconfirmed</span><span class="paper-mark"' in delius
    assert "due in Q4: a reading, unconfirmed" in delius
    assert "blank" in delius


def test_a_title_that_names_neither_trust_nor_year_stands_under_both(
    sign_in: SignIn, year: Year, merseyside: Trust
) -> None:
    ours = page(sign_in(OFFICER))
    theirs = sign_in("officer@merseyside.example").get("/merseyside/2010-11/scorecard/").content.decode()

    assert "balanced scorecard 2011/12" not in ours
    assert ">Merseyside Probation Trust, balanced scorecard 2010/11</span>" in theirs
    assert "Descriptions and notes are in fresh words" in theirs


def test_before_any_result_all_is_not_yet_due_but_what_has_no_target(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(OFFICER))

    assert len(rows(page(sign_in(OFFICER), "?rating=not-yet-due"))) == 27
    assert len(rows(page(sign_in(OFFICER), "?rating=no-target"))) == 1
    assert '<span class="tallies__count">27</span>' in text
    assert 'Owners and results are <span class="not-recorded">not recorded</span> for any of these measures.' in text


def test_a_result_shows_with_its_period_rating_and_note(
    sign_in: SignIn, enter: Callable[..., Any], all_open: None
) -> None:
    enter("4-1", 1, value=Decimal("9.8"))
    enter("4-1", 2, value=Decimal("11.1"), provisional=True, note="Two long absences.")

    row = next(row for row in rows(page(sign_in(OFFICER))) if "Staff Sickness" in row)

    assert "11.1 days" in row
    assert "Q2 2011/12, provisional" in row
    assert ">missed</strong>" in row
    assert "on a reading, unconfirmed" in row
    assert "performance worse" in row
    assert "↓" in row
    assert "since Q1 2011/12" in row
    assert "Two long absences." in row


def test_a_confirmed_reading_is_no_longer_mentioned_until_it_is_changed(
    measure_at: Callable[[str], Measure], enter: Callable[..., Any], confirm: Callable[..., Any]
) -> None:
    measure = measure_at("4-1")
    enter("4-1", 1, value=Decimal("9.8"))
    assert standing_of(measure).is_unconfirmed

    confirm("4-1")

    assert not standing_of(measure).is_unconfirmed
    measure.polarity = Polarity.HIGHER
    measure.save()
    assert standing_of(measure).is_unconfirmed


def test_a_rate_is_shown_for_the_year_to_date(enter: Callable[..., Any], all_open: None, measure_at: Any) -> None:
    enter("2-1", 1, value=Decimal("50"), numerator=Decimal(5), denominator=Decimal(10))
    enter("2-1", 2, value=Decimal("95"), numerator=Decimal(95), denominator=Decimal(100))

    standing = standing_of(measure_at("2-1"), datetime.date(2011, 10, 20))

    assert standing.value == "90.91%"
    assert standing.adds_up
    assert (standing.rating, standing.direction) == (Rating.MET, Direction.BETTER)


def test_the_target_in_force_at_the_results_period_counts(
    enter: Callable[..., Any], all_open: None, measure_at: Callable[[str], Measure]
) -> None:
    measure = measure_at("2-1")
    measure.targets.create(
        sequence=2, printed="80%", effective_from=datetime.date(2011, 7, 1), reason="The Board lowered it."
    )
    enter("2-1", 1, value=Decimal(85))
    october = datetime.date(2011, 10, 20)

    assert standing_of(measure, october).rating is Rating.MISSED
    enter("2-1", 2, value=Decimal(85))
    assert standing_of(measure, october).rating is Rating.MET


@pytest.mark.parametrize(
    ("day", "late"),
    [(datetime.date(2011, 7, 15), None), (datetime.date(2011, 7, 16), 1), (datetime.date(2011, 10, 16), 2)],
)
def test_a_result_is_late_after_the_measures_own_days(
    measure_at: Callable[[str], Measure], day: datetime.date, late: int | None
) -> None:
    standing = standing_of(measure_at("4-1"), day)

    assert (standing.late.number if standing.late else None) == late
    assert standing.rating is (Rating.NO_RESULT if late else Rating.NOT_YET_DUE)


def test_a_thing_that_is_done_is_never_late(enter: Callable[..., Any], measure_at: Callable[[str], Measure]) -> None:
    enter("1-5", 1, step="Q1")

    standing = standing_of(measure_at("1-5"), datetime.date(2012, 6, 1))

    assert (standing.rating, standing.late) == (Rating.MET, None)


def test_a_tolerance_that_a_person_set_makes_a_result_close(
    enter: Callable[..., Any], measure_at: Callable[[str], Measure]
) -> None:
    measure = measure_at("3-3")
    enter("3-3", 1, value=Decimal(99))
    assert standing_of(measure).rating is Rating.MISSED

    measure.targets.create(
        sequence=2,
        printed="100%",
        effective_from=datetime.date(2011, 4, 1),
        tolerance_under=Decimal(1),
        tolerance_over=Decimal("0.5"),
        reason="The Board set tolerances.",
    )

    assert standing_of(measure).rating is Rating.CLOSE


def test_markers_and_notes_find_each_other(sign_in: SignIn, year: Year) -> None:
    text = page(sign_in(OFFICER))
    row = next(row for row in rows(text) if "Offender Satisfaction" in row)

    assert "(2): read as note 1, unconfirmed" in row
    assert 'href="#note-' in row
    assert "The marker (2) is read as this note." in text


@pytest.mark.parametrize(("marker", "order"), [("(1)", 0), ("1", 0), ("(2)", 0), ("(3)", None), ("", None)])
def test_a_marker_is_answered_by_its_number_before_a_reading(marker: str, order: int | None) -> None:
    notes = [Footnote(order=0, marker="1", answers_marker="(2)"), Footnote(order=1, marker="", answers_marker="")]

    found = footnote_for(marker, notes)

    assert (found.order if found else None) == order


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?perspective=1", 6),
        ("?perspective=2", 7),
        ("?perspective=4&frequency=Q2", 2),
        ("?frequency=A", 6),
        ("?frequency=-", 1),
        ("?rating=no-target", 1),
        ("?rating=met", 1),
        ("?rating=met&perspective=2", 1),
        ("?rating=met&perspective=1", 0),
        ("?direction=first", 1),
        ("?direction=-", 27),
        (f"?owner={POST}", 1),
        ("?owner=-", 27),
        ("?sort=name&nonsense=1", 28),
    ],
)
def test_filters_narrow_the_page(
    sign_in: SignIn, answered_for: Callable[[str], Measure], enter: Callable[..., Any], query: str, count: int
) -> None:
    answered_for("2-1")
    enter("2-1", 1, value=Decimal(93))

    assert len(rows(page(sign_in(OFFICER), query))) == count


@pytest.mark.parametrize("query", ["rating=splendid", "perspective=9", "owner=1", "frequency=weekly", "direction=up"])
def test_a_filter_that_is_none_of_ours_is_a_bad_request_in_words(sign_in: SignIn, year: Year, query: str) -> None:
    client = sign_in(OFFICER)

    response = client.get(f"{CARD}?{query}")

    assert response.status_code == 400
    assert "Select a valid choice" in response.content.decode()
    assert client.get(f"{CARD}export.csv?{query}").status_code == 400


@pytest.mark.parametrize("query", ["page=0", "page=abc", "page=99", "owner__user__password=x"])
def test_other_nonsense_in_the_query_does_no_harm(sign_in: SignIn, year: Year, query: str) -> None:
    assert sign_in(OFFICER).get(f"{CARD}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["rating=%00", "owner=%ff"])
def test_bytes_that_no_page_sends_are_a_bad_request(sign_in: SignIn, year: Year, query: str) -> None:
    assert sign_in(OFFICER).get(f"{CARD}?{query}").status_code == 400


def test_no_measure_fits_is_said_in_words(sign_in: SignIn, year: Year) -> None:
    assert "No measure fits these filters." in page(sign_in(OFFICER), "?rating=missed")


def test_a_trust_without_a_scorecard_says_so(sign_in: SignIn, merseyside: Trust) -> None:
    YearFactory.create(start=datetime.date(2011, 4, 1))

    response = sign_in("officer@merseyside.example").get("/merseyside/2011-12/scorecard/")

    assert response.status_code == 200
    assert "Merseyside Probation Trust has no balanced scorecard for 2011/12." in response.content.decode()


@pytest.mark.parametrize("query", ["", "?rating=missed", "?frequency=Q"])
def test_the_page_asks_the_database_as_often_for_28_measures_as_for_2000(
    db: None, sign_in: SignIn, count_queries: Callable[[], Any], query: str
) -> None:
    counts = {}
    for number, measures in enumerate((28, 2000), start=1):
        trust = make_example(Size(risks=1, objectives=1, measures=measures, reviews=1), number=number, day=DAY)
        client = sign_in(f"officer@{trust.slug}.example")
        with count_queries() as counted:
            response = client.get(f"/{trust.slug}/2011-12/scorecard/{query}")
        assert response.status_code == 200
        counts[measures] = len(counted())

    assert counts[28] == counts[2000] <= 15


def test_a_long_scorecard_is_paged(db: None, sign_in: SignIn) -> None:
    make_example(Size(risks=1, objectives=1, measures=101, reviews=1), day=DAY)
    client = sign_in("officer@example.example")

    first, last = (client.get(f"/example/2011-12/scorecard/?page={number}") for number in (1, 5))

    assert first.content.decode().count('<tr class="measure">') == 25
    assert last.content.decode().count('<tr class="measure">') == 1
    assert "Showing 101 to 101 of 101 measures" in last.content.decode()


def test_owners_are_named_the_leading_one_first(sign_in: SignIn, answered_for: Callable[[str], Measure]) -> None:
    measure = answered_for("2-1")
    MeasureOwner.objects.create(measure=measure, owner=Owner.objects.get(name="SMT"), order=0)

    row = next(row for row in rows(page(sign_in(OFFICER))) if "Level 2/3" in row)

    assert f"{POST}; SMT" in row


def test_a_measure_that_is_withdrawn_leaves_list_counts_and_export_and_keeps_its_page(
    sign_in: SignIn, measure_at: Callable[[str], Measure]
) -> None:
    measure = measure_at("1-4")
    measure.withdrawn_on, measure.withdrawn_reason = datetime.date(2011, 6, 1), "The return was stopped."
    measure.save()
    client = sign_in(OFFICER)

    text = page(client)

    assert len(rows(text)) == 27
    assert '<span class="tallies__count">26</span>' in text
    assert "Serious Further Offences</a>" in text.split('id="given-up"')[1]
    assert measure.name not in client.get(f"{CARD}export.csv").content.decode()
    own = " ".join(client.get(f"{CARD}measures/1-4/").content.decode().split())
    assert "Withdrawn on 1 June 2011: The return was stopped." in own
    assert "Restore the measure" in own
    assert "Change the target" not in own


def test_units_results_make_the_trusts_on_the_page_and_stand_on_the_measures_own(
    sign_in: SignIn, measure_at: Callable[[str], Measure], all_open: None
) -> None:
    measure = measure_at("2-1")
    measure.for_each = DeliveryUnit.Kind.OFFENDER_MANAGEMENT
    measure.save()
    city, _ = (DeliveryUnit.objects.create(name=name, kind=measure.for_each) for name in ("City", "County"))
    client = sign_in(OFFICER)
    ResultFactory.create(
        measure=measure,
        quarter=Quarter.objects.get(year=measure.year, number=1),
        unit=city,
        value=Decimal(95),
        numerator=Decimal(95),
        denominator=Decimal(100),
        given_by=User.objects.get(email=OFFICER),
    )

    text = page(client, f"?unit={city.pk}")
    own = " ".join(client.get(f"{CARD}measures/2-1/").content.decode().split())

    assert len(rows(text)) == 1
    assert "Q1 2011/12, provisional, 1 of 2 units" in rows(text)[0]
    assert "The target is not shared out yet." in own
    assert "made from the units’ results" in own
    assert "95 of 100" in own
