"""The officer sets what a measure must reach: typed, read back in words, and only then saved."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from probation_planning.organisation.models import Quarter, Trust, Year
from scorecard.models import Measure, Result, Target
from tests.scorecard.conftest import CARD, HOLDER, OFFICER

SignIn = Callable[[str], Client]
MeasureAt = Callable[[str], Measure]
# 2-1: attendance, in percent, higher is better. 1-3: stars.
ADDRESS = f"{CARD}measures/2-1/target/"
CHANGE = {
    "effective_from": "1 7 2011",
    "tolerance_measured": "unit",
    "reason": "The Board raised it.",
    "approved_by": "The Board",
    "seen": "1",
}


def typed(printed: str, **said: str) -> dict[str, str]:
    return {**CHANGE, "printed": printed, **said}


def main(response: Any) -> str:
    """The page's own words, without tags."""
    page = response.content.decode()
    page = page.split("<main")[1].split("</main>")[0] if "<main" in page else page
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def checked(response: Any) -> str:
    """The mark of the reading that the page shows."""
    return str(response.context["form"]["checked"].value())


@pytest.fixture
def save(sign_in: SignIn, derbyshire: Trust) -> Callable[..., HttpResponse]:
    """Sends a target as the officer, once to see it read and once to save it."""
    client = sign_in(OFFICER)

    def act(address: str, form: dict[str, str]) -> Any:
        first = client.post(address, form)
        return client.post(address, {**form, "checked": checked(first)})

    return act


@pytest.fixture
def latest(measure_at: MeasureAt) -> Callable[[str], Target]:
    """The target that was set last."""
    return lambda reference: measure_at(reference).targets.order_by("-sequence")[0]


def test_the_page_says_how_it_is_read_before_anything_is_saved(
    sign_in: SignIn, latest: Callable[[str], Target]
) -> None:
    client = sign_in(OFFICER)

    shown = client.post(ADDRESS, {**typed("at least 92%"), "check": "yes"})
    first = client.post(ADDRESS, typed("at least 92%"))

    assert "Reach 92% or more." in main(shown)
    assert "Nothing is saved yet." not in main(shown)
    assert "Reach 92% or more." in main(first)
    assert "Nothing is saved yet." in main(first)
    assert latest("2-1").sequence == 1

    saved = client.post(ADDRESS, {**typed("at least 92%"), "checked": checked(first)}, follow=True)

    assert "It is read as: reach 92% or more." in main(saved)
    row = latest("2-1")
    assert (row.sequence, row.printed, row.reason, row.approved_by) == (
        2,
        "at least 92%",
        "The Board raised it.",
        "The Board",
    )
    assert row.given_by is not None
    assert row.given_by.email == OFFICER


def test_what_was_typed_after_the_reading_was_shown_is_read_again(
    sign_in: SignIn, latest: Callable[[str], Target]
) -> None:
    client = sign_in(OFFICER)
    first = client.post(ADDRESS, typed("92%"))

    other = client.post(ADDRESS, {**typed("≤ 128"), "checked": checked(first)})

    assert "Stay at or below 128%" in main(other)
    assert latest("2-1").sequence == 1


def test_the_reading_alone_comes_back_while_somebody_types(sign_in: SignIn, latest: Callable[[str], Target]) -> None:
    response = sign_in(OFFICER).post(ADDRESS, typed("under 8"), headers={"HX-Request": "true"})

    assert "<main" not in response.content.decode()
    assert "Stay below 8%." in main(response)
    assert latest("2-1").sequence == 1


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("90 %%", "cannot be read as a target"),
        ("31/02/2011", "is not a day of the calendar"),
        ("Q5", "There is no Q5: a year has Q1 to Q4."),
        ("4★", "needs a scale of steps"),
        ("at least 12k", "“at least 12k” is a figure in short. Write it in full, such as 12,000."),
        ("≥ 1e3", "“≥ 1e3” cannot be read as a target."),
    ],
)
def test_what_nearly_is_a_target_is_refused_with_the_reason(
    sign_in: SignIn, latest: Callable[[str], Target], printed: str, says: str
) -> None:
    client = sign_in(OFFICER)
    first = client.post(ADDRESS, typed(printed))
    second = client.post(ADDRESS, {**typed(printed), "checked": checked(first)})

    for response in (first, second):
        assert response.status_code == 200
        assert says in main(response)
        assert response.context["form"]["printed"].value() == printed
    assert latest("2-1").sequence == 1


@pytest.mark.parametrize("printed", ["", "To be agreed with the region in the autumn"])
def test_a_sentence_and_a_blank_are_kept_and_are_no_target(
    save: Callable[..., Any], latest: Callable[[str], Target], printed: str
) -> None:
    assert save(ADDRESS, typed(printed)).status_code == 302
    assert (latest("2-1").sequence, latest("2-1").printed) == (2, printed)


def test_a_sentence_says_that_no_target_is_set(sign_in: SignIn, derbyshire: Trust) -> None:
    page = sign_in(OFFICER).post(ADDRESS, {**typed("To be agreed with the region"), "check": "yes"})

    assert "No target set. “To be agreed with the region” is kept as written" in main(page)


def test_which_way_is_better_is_asked_where_nothing_tells_it(
    sign_in: SignIn, save: Callable[..., Any], measure_at: MeasureAt
) -> None:
    Measure.objects.filter(pk=measure_at("2-1").pk).update(polarity="", polarity_ground="")
    client = sign_in(OFFICER)

    refused = client.post(ADDRESS, {**typed("92%"), "check": "yes"})

    assert "“92%” can be read either way. Say which way is better." in main(refused)
    assert save(ADDRESS, typed("92%", polarity="lower")).status_code == 302
    measure = measure_at("2-1")
    assert (measure.polarity, measure.polarity_ground) == ("lower", "")
    assert "Which way is better?" not in main(client.get(ADDRESS))


def test_a_choice_that_the_target_itself_denies_is_refused(
    sign_in: SignIn, derbyshire: Trust, measure_at: MeasureAt
) -> None:
    Measure.objects.filter(pk=measure_at("2-1").pk).update(polarity="", polarity_ground="")

    page = sign_in(OFFICER).post(ADDRESS, {**typed("≤ 128", polarity="higher"), "check": "yes"})

    assert "“≤ 128” says itself that lower is better." in main(page)


def test_a_step_is_read_on_the_scale_chosen(save: Callable[..., Any], latest: Callable[[str], Target]) -> None:
    assert save(ADDRESS, typed("4*", scale="Stars")).status_code == 302
    assert str(latest("2-1").scale) == "Stars"
    assert save(ADDRESS, typed("9*", scale="Stars", seen="2")).status_code == 200


def test_a_scale_that_is_not_the_trusts_is_refused(sign_in: SignIn, derbyshire: Trust) -> None:
    page = sign_in(OFFICER).post(ADDRESS, {**typed("4*", scale="Moons"), "check": "yes"})

    assert "Choose a scale from the list." in main(page)


def test_a_figure_is_refused_where_results_are_steps(
    sign_in: SignIn, measure_at: MeasureAt, latest: Callable[[str], Target]
) -> None:
    measure = next(row.measure for row in Target.objects.exclude(scale=None).select_related("measure__perspective"))
    page = sign_in(OFFICER).post(f"{CARD}measures/{measure.reference}/target/", {**typed("90%"), "check": "yes"})

    assert "Results of this measure are given as steps of a scale, and this is a figure." in main(page)


def test_tolerances_are_kept_in_the_unit_or_in_percent_of_the_target(
    save: Callable[..., Any], latest: Callable[[str], Target]
) -> None:
    said = {"tolerance_under": "2.5", "tolerance_over": "", "tolerance_measured": "percent"}

    assert save(ADDRESS, typed("92%", **said)).status_code == 302
    row = latest("2-1")
    assert (str(row.tolerance_under.normalize()), row.tolerance_over, row.tolerance_measured) == (  # type: ignore[union-attr]
        "2.5",
        None,
        "percent",
    )


@pytest.mark.parametrize("printed", ["yes", "Q2", "4★", "by 31/08/2011"])
def test_nothing_is_close_to_what_is_no_figure(
    sign_in: SignIn, derbyshire: Trust, latest: Callable[[str], Target], printed: str
) -> None:
    client = sign_in(OFFICER)
    form = typed(printed, scale="Stars", tolerance_under="1", profile_2="5")

    page = client.post(ADDRESS, {**form, "check": "yes"})

    assert "Only a figure can be nearly reached. Leave this empty." in main(page)
    assert "Only a figure has a level at each quarter." in main(page)
    client.post(ADDRESS, {**form, "checked": checked(page)})
    assert latest("2-1").sequence == 1


@pytest.mark.parametrize("given", ["-1", "x", "100000000", "1.23456"])
def test_a_tolerance_is_a_figure_of_nought_or_more(sign_in: SignIn, derbyshire: Trust, given: str) -> None:
    page = sign_in(OFFICER).post(ADDRESS, {**typed("92%", tolerance_under=given), "check": "yes"})

    assert f"“{given}” is not a tolerance." in main(page)


def test_what_has_no_effect_is_questioned_and_not_refused(save: Callable[..., Any], sign_in: SignIn) -> None:
    page = sign_in(OFFICER).post(ADDRESS, {**typed("92%", tolerance_over="3"), "check": "yes"})

    assert "the tolerance over has no effect" in main(page)
    assert save(ADDRESS, typed("92%", tolerance_over="3")).status_code == 302


def test_the_profile_is_filled_in_evenly_and_kept_as_written(
    sign_in: SignIn, save: Callable[..., Any], latest: Callable[[str], Target]
) -> None:
    page = sign_in(OFFICER).post(ADDRESS, {**typed("1,000 offenders"), "even": "yes"})
    levels = [box.value() for box in page.context["form"].profile_boxes]

    assert levels == ["250 offenders", "500 offenders", "750 offenders", "1000 offenders"]
    said = {f"profile_{quarter}": level for quarter, level in enumerate(levels, start=1)} | {"profile_3": ""}
    assert save(ADDRESS, typed("1,000 offenders", **said)).status_code == 302
    assert latest("2-1").profile == ["250 offenders", "500 offenders", "", "1000 offenders"]


def test_a_profile_that_does_not_end_at_the_target_is_questioned(sign_in: SignIn, derbyshire: Trust) -> None:
    said = {"profile_1": "20", "profile_4": "80"}
    page = sign_in(OFFICER).post(ADDRESS, {**typed("92%", **said), "check": "yes"})
    wrong = sign_in(OFFICER).post(ADDRESS, {**typed("92%", profile_2="half"), "check": "yes"})

    assert "The profile ends at 80% and the target is 92%." in main(page)
    assert "“half” is not a figure." in main(wrong)


def test_a_step_has_no_even_profile(sign_in: SignIn, derbyshire: Trust) -> None:
    page = sign_in(OFFICER).post(ADDRESS, {**typed("yes"), "even": "yes"})

    assert "Only a figure can be spread evenly." in main(page)


@pytest.mark.parametrize(
    ("box", "says"), [("reason", "Say why the target changes."), ("approved_by", "Say who approved the change.")]
)
def test_a_change_says_why_and_who_approved_it(
    save: Callable[..., Any], latest: Callable[[str], Target], box: str, says: str
) -> None:
    response = save(ADDRESS, typed("92%", **{box: ""}))

    assert says in main(response)
    assert latest("2-1").sequence == 1


def test_a_first_target_needs_no_reason(save: Callable[..., Any], sign_in: SignIn, measure_at: MeasureAt) -> None:
    other = Measure.objects.create(perspective=measure_at("2-1").perspective, number=99, name="Visits", unit="count")
    address = f"{CARD}measures/2-99/target/"
    page = sign_in(OFFICER).get(address)

    assert "Why the target changes" not in main(page)
    assert page.context["form"]["effective_from"].value() == datetime.date(2011, 4, 1)
    form = {"printed": "at least 20", "effective_from": "1 4 2011", "tolerance_measured": "unit", "seen": "0"}
    assert save(address, form).status_code == 302
    assert other.targets.get().printed == "at least 20"


@pytest.mark.parametrize("day", ["31 3 2011", "1 4 2012"])
def test_a_target_holds_from_a_day_of_its_year(save: Callable[..., Any], day: str) -> None:
    assert "A target holds from a day of its year, 2011/12" in main(save(ADDRESS, typed("92%", effective_from=day)))


def test_closed_quarters_keep_the_target_they_were_rated_against(
    save: Callable[..., Any], sign_in: SignIn, year: Year, latest: Callable[[str], Target]
) -> None:
    Quarter.objects.filter(year=year, number=1).update(closed_on="2011-07-20")

    page = sign_in(OFFICER).get(ADDRESS)
    response = save(ADDRESS, typed("92%", effective_from="30 6 2011"))

    assert "Quarters that ended before it holds keep the target they were rated against." in main(page)
    assert "Q1 2011/12 is closed: choose a day from 1 July 2011 on." in main(page)
    assert page.context["form"]["effective_from"].value() == datetime.date(2011, 7, 1)
    assert "Earlier quarters are closed and keep their target." in main(response)
    assert latest("2-1").sequence == 1
    assert save(ADDRESS, typed("92%", effective_from="1 7 2011")).status_code == 302


def test_a_withdrawn_measure_takes_no_target(save: Callable[..., Any], measure_at: MeasureAt) -> None:
    Measure.objects.filter(pk=measure_at("2-1").pk).update(withdrawn_on="2011-06-01", withdrawn_reason="Given up.")

    assert "The measure is withdrawn and takes no target." in main(save(ADDRESS, typed("92%")))


def test_of_two_who_set_it_at_once_the_later_sees_both(
    sign_in: SignIn, save: Callable[..., Any], latest: Callable[[str], Target]
) -> None:
    save(ADDRESS, typed("92%"))

    later = save(ADDRESS, typed("≤ 128"))
    lines = {line.label: (line.theirs, line.mine) for line in later.context["lines"]}

    assert later.status_code == 409
    assert lines["Target"] == ("92%", "≤ 128")
    assert lines["Read as"] == ("reach 92% or more", "stay at or below 128%")
    assert latest("2-1").printed == "92%"
    again = {name: later.context["form"][name].value() for name in ("seen", "checked")}
    assert sign_in(OFFICER).post(ADDRESS, {**typed("≤ 128"), **again}).status_code == 302
    assert latest("2-1").sequence == 3


def test_the_same_sent_twice_is_one_target(save: Callable[..., Any], latest: Callable[[str], Target]) -> None:
    assert [save(ADDRESS, typed("92%")).status_code for _ in range(2)] == [302, 302]
    assert latest("2-1").sequence == 2


def test_results_in_another_form_are_told_of(sign_in: SignIn, enter: Callable[..., Result]) -> None:
    enter("2-1", 1, value="93")

    page = sign_in(OFFICER).post(ADDRESS, {**typed("yes"), "check": "yes"})

    assert "Results were entered in another form" in main(page)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (OFFICER, 200),
        (HOLDER, 403),
        ("smt@derbyshire.example", 403),
        ("audit@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("admin@probation.example", 404),
        ("officer@merseyside.example", 404),
    ],
)
@pytest.mark.parametrize("page", ["target", "readings", "readings/polarity"])
def test_who_may_open_and_send_the_officers_pages(
    sign_in: SignIn, derbyshire: Trust, email: str, expected: int, page: str
) -> None:
    client, address = sign_in(email), f"{CARD}measures/2-1/{page}/"
    before = Target.objects.count()

    assert client.get(address).status_code == expected
    assert client.post(address, typed("92%")).status_code == expected
    assert client.put(address).status_code == (404 if email == "officer@merseyside.example" else 405)
    assert Target.objects.count() == before or expected == 404


def test_what_is_no_measure_has_no_page(sign_in: SignIn, derbyshire: Trust) -> None:
    for page in ("target", "readings", "shares"):
        assert sign_in(OFFICER).get(f"{CARD}measures/9-9/{page}/").status_code == 404
    assert sign_in(OFFICER).get(f"{CARD}measures/2-1/readings/target/").status_code == 404
    assert sign_in(OFFICER).get(f"{CARD}measures/2-1/readings/nothing/").status_code == 404


def test_a_page_asks_as_much_of_many_targets_as_of_one(
    sign_in: SignIn, measure_at: MeasureAt, count_queries: Callable[[], Any]
) -> None:
    row = Target.objects.filter(scale__name="Stars").select_related("measure__perspective")[0]
    address = f"{CARD}measures/{row.measure.reference}/target/"
    client = sign_in(OFFICER)
    client.get(address)
    with count_queries() as counted:
        client.get(address)
    for sequence in range(2, 8):
        Target.objects.create(
            measure=row.measure,
            sequence=sequence,
            printed="3★",
            scale=row.scale,
            effective_from="2011-07-01",
            reason="Again.",
        )
    with count_queries() as again:
        page = client.get(address)

    assert len(page.context["past"]) == 7
    assert len(again()) == len(counted())
