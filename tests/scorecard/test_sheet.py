"""The sheet on which the officer enters the results of a period for all measures."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation import clock
from probation_planning.organisation.models import DeliveryUnit, Draft, Owner, Quarter, Year
from scorecard.models import Measure, Result, Sharing, Target, UnitShare
from scorecard.sheet import MOST_SAID, put
from tests.files import first_sheet, rows_of
from tests.scorecard.conftest import CARD, HOLDER, OFFICER, OTHER, POST

SignIn = Callable[[str], Client]
MeasureAt = Callable[[str], Measure]
SHEET = f"{CARD}results/2011-q1/"
KIND = DeliveryUnit.Kind.OFFENDER_MANAGEMENT


@pytest.fixture
def client(sign_in: SignIn, year: Year) -> Client:
    return sign_in(OFFICER)


@pytest.fixture
def units(year: Year, measure_at: MeasureAt) -> list[DeliveryUnit]:
    """Three units of a kind to which 2-3 is shared out, of which one opens later and one has an owner."""
    Measure.objects.filter(pk=measure_at("2-3").pk).update(for_each=KIND)
    owner = Owner.objects.get(name=POST)
    return [
        DeliveryUnit.objects.create(name="City", kind=KIND, opened_on="2011-04-01", owner=owner),
        DeliveryUnit.objects.create(name="County", kind=KIND),
        DeliveryUnit.objects.create(name="Later", kind=KIND, opened_on="2011-07-01"),
    ]


@pytest.fixture
def boxes(measure_at: MeasureAt) -> Callable[..., dict[str, str]]:
    """What a form sends: texts by reference and box (`2-1` for the result, `2-1 note` for its note)."""

    def send(said: dict[str, str], unit: DeliveryUnit | None = None, **more: str) -> dict[str, str]:
        sent = {"standing": "provisional", "page": "1", "save": "1", **more}
        for words, text in said.items():
            reference, _, box = words.partition(" ")
            key = f"{measure_at(reference).pk}-{unit.pk}" if unit else str(measure_at(reference).pk)
            sent |= {f"{key}-seen": sent.get(f"{key}-seen", "0"), f"{key}-{box or 'value'}": text}
        return {name: text for name, text in sent.items() if text != "-"}

    return send


Boxes = Callable[..., dict[str, str]]


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def stored() -> list[tuple[str, Decimal | str]]:
    rows = Result.objects.select_related("measure__perspective").order_by("pk")
    return [(row.measure.reference, row.value if row.value is not None else row.step) for row in rows]


@contextmanager
def after_q1() -> Iterator[None]:
    with clock.standing_on(date(2011, 7, 1)):
        yield


def test_it_shows_every_measure_that_can_have_a_result_then(client: Client) -> None:
    shown = {row.giving.ref: row for row in client.get(SHEET).context["rows"]}

    assert "2-1" in shown
    assert "3-7" not in shown
    assert shown["2-1"].giving.is_due
    assert [row.giving.ref for row in client.get(f"{CARD}results/2011-q4/").context["rows"]].count("3-7") == 1


def test_several_results_are_saved_at_once_each_read_by_what_it_takes(client: Client, boxes: Boxes) -> None:
    sent = boxes(
        {"2-1": "92.5%", "2-1 note": "All areas.", "1-1": "3", "1-5": "3 May 2011", "1-6": "✓", "2-3 numerator": "3"}
        | {"2-3 denominator": "4"},
        source="Case system",
    )

    response = client.post(SHEET, sent, follow=True)

    assert "5 results for Q1 2011/12 are saved." in words(response)
    assert dict(stored()) == {"2-1": Decimal("92.5"), "1-1": "3", "1-5": "2011-05-03", "1-6": "yes", "2-3": 75}
    assert {(row.source, row.provisional, row.given_by.email) for row in Result.objects.all()} == {
        ("Case system", True, OFFICER)
    }
    assert Result.objects.get(value="92.5").note == "All areas."


def test_nothing_is_saved_until_all_are_good_and_each_fault_stands_at_its_cell(client: Client, boxes: Boxes) -> None:
    response = client.post(SHEET, boxes({"2-1": "92.5", "2-2": "most", "1-6": "perhaps", "1-5 note": "Soon."}))

    text = words(response)
    assert not Result.objects.exists()
    assert "2-2: “most” is not a figure." in text
    assert "1-6: “perhaps” is neither yes nor no. Enter “yes” or “no”." in text
    assert "1-5: A note stands here without a result." in text
    assert 'value="92.5"' in text
    assert "1 row can be saved as it is." in text
    assert "Save the good ones, set the rest aside" in text


def test_the_good_ones_are_saved_and_the_rest_stays_as_it_was_typed(client: Client, boxes: Boxes) -> None:
    sent = boxes({"2-1": "92.5", "2-2": "most", "2-2 note": "Typed with care."}, set_aside="1", save="-")

    response = client.post(SHEET, sent, follow=True)

    text = words(response)
    assert stored() == [("2-1", Decimal("92.5"))]
    assert "1 result for Q1 2011/12 is saved." in text
    assert "1 is set aside, and here as you typed it." in text
    assert 'value="most"' in text
    assert "Typed with care." in text
    assert 'value="92.5"' not in text
    assert "“most” is not a figure." in text


def test_a_questioned_figure_wants_a_sentence_at_its_cell(client: Client, boxes: Boxes, measure_at: MeasureAt) -> None:
    asked = client.post(SHEET, boxes({"2-1": "240"}))
    assert "2-1: 240% is above 100%. Correct it, or say why it is right." in words(asked)
    assert f'name="{measure_at("2-1").pk}-odd_because"' in words(asked)
    assert not Result.objects.exists()

    client.post(SHEET, boxes({"2-1": "240", "2-1 odd_because": "A backlog was cleared."}))

    assert Result.objects.get().odd_because == "A backlog was cleared."


def test_what_stands_already_is_left_alone_and_what_differs_is_a_correction(
    client: Client, boxes: Boxes, measure_at: MeasureAt
) -> None:
    client.post(SHEET, boxes({"2-1": "92.5", "2-2": "10", "2-3": "50"}))
    seen = {f"{measure_at(each).pk}-seen": "1" for each in ("2-1", "2-2")}
    sent = boxes({"2-1": "92.5", "2-2": "11"}, **seen)

    refused = client.post(SHEET, sent)
    assert "One result here replaces what stands. Say why." in words(refused)
    assert Result.objects.count() == 3
    done = client.post(SHEET, sent | {"reason": "Two were counted twice."}, follow=True)

    assert "1 result for Q1 2011/12 is saved." in words(done)
    assert "1 result stands already as you typed it." in words(done)
    assert list(Result.objects.filter(sequence=2).values_list("value", "reason")) == [(11, "Two were counted twice.")]


def test_the_same_sheet_sent_twice_is_saved_once(client: Client, boxes: Boxes) -> None:
    for _ in range(2):
        assert client.post(SHEET, boxes({"2-1": "92.5", "2-2": "10"})).status_code == 302

    assert len(stored()) == 2


def test_provisional_results_become_final_without_a_reason(client: Client, boxes: Boxes, measure_at: MeasureAt) -> None:
    client.post(SHEET, boxes({"2-1": "92.5", "2-1 note": "Early.", "2-2": "10"}))
    seen = {f"{measure_at(each).pk}-seen": "1" for each in ("2-1", "2-2")}

    with after_q1():
        client.post(SHEET, boxes({"2-1": "92.5", "2-2": "12"}, standing="final", **seen))

    rows = Result.objects.filter(sequence=2).order_by("pk").values_list("value", "provisional", "note", "reason")
    assert list(rows) == [(Decimal("92.5"), False, "Early.", "Final figure."), (12, False, "", "Final figure.")]


def test_final_is_only_what_is_over(client: Client, boxes: Boxes) -> None:
    client.post(SHEET, boxes({"2-1": "92.5"}, standing="final"))

    assert Result.objects.get().provisional


def test_a_stale_row_shows_both_at_its_cell_and_saves_none(
    client: Client, boxes: Boxes, sign_in: SignIn, answered_for: MeasureAt, measure_at: MeasureAt
) -> None:
    answered_for("2-1")
    theirs = {"value": "80", "standing": "provisional", "quarter": "1", "seen": "0"}
    sign_in(HOLDER).post(f"{CARD}measures/2-1/result/", theirs)
    officer = sign_in(OFFICER)
    sent = boxes({"2-1": "92.5", "2-2": "10"}, given_for="each", told_on="19 6 2011")

    response = officer.post(SHEET, sent)

    text = words(response)
    assert response.status_code == 409
    assert "Director of Interventions entered 80%" in text
    assert 'value="92.5"' in text
    assert stored() == [("2-1", 80)]
    again = sent | {f"{measure_at('2-1').pk}-seen": "1", "reason": "Later figures came in."}
    assert officer.post(SHEET, again).status_code == 302
    assert len(stored()) == 3


def test_they_stand_on_the_word_of_each_measures_owner_or_of_one_that_is_named(
    client: Client, boxes: Boxes, answered_for: MeasureAt, measure_at: MeasureAt
) -> None:
    answered_for("2-1")
    owner = Owner.objects.get(name=POST)
    sent = boxes({"2-1": "92.5", "2-2": "10"}, given_for="each")

    asked = client.post(SHEET, sent)
    future = client.post(SHEET, sent | {"told_on": "21 6 2011"})
    assert "Enter the day on which they told you." in words(asked)
    assert "Enter a day that is not in the future." in words(future)
    assert not Result.objects.exists()
    client.post(SHEET, sent | {"told_on": "19 6 2011"})

    rows = Result.objects.order_by("pk").values_list("given_as", "told_on")
    assert set(rows) == {(owner.pk, date(2011, 6, 19)), (None, None)}


def test_pasted_cells_are_put_into_their_rows_and_nothing_is_saved(client: Client, boxes: Boxes) -> None:
    block = "Ref\tResult\tHow many\tOut of\tNote\n2-1\t92.5%\t\t\tAll areas.\n2-2\tmost\t\t\t\n9-9\t1\t\t\t"

    response = client.post(SHEET, boxes({}, pasted=block, paste="1", save="-"))

    text, rows = words(response), {row.giving.ref: row for row in response.context["rows"]}
    assert (rows["2-1"].typed["value"], rows["2-1"].typed["note"]) == ("92.5%", "All areas.")
    assert "“most” is not a figure." in rows["2-2"].faults["value"]
    assert "2 rows are put into the boxes below. Nothing is saved yet." in text
    assert "Row 4: No line here has the reference “9-9”." in text
    assert response.context["form"]["pasted"].value().startswith("9-9\t1")
    assert not Result.objects.exists()
    kept = client.get(SHEET)
    assert 'value="92.5%"' in words(kept)


def test_a_pasted_column_stands_in_the_order_of_the_rows(client: Client, boxes: Boxes) -> None:
    refs = [row.giving.ref for row in client.get(SHEET).context["rows"]]
    column = "\n".join("92.5" if ref == "2-1" else "" for ref in refs)

    response = client.post(SHEET, boxes({}, pasted=column, paste="1", save="-"))

    typed = {row.giving.ref: row.typed["value"] for row in response.context["rows"] if row.typed["value"]}
    assert typed == {"2-1": "92.5"}


def test_more_is_pasted_than_can_be_kept_is_said_and_stays_in_the_box(client: Client, boxes: Boxes) -> None:
    pasted = f"9-9\t1\t{'w' * 200_000}"

    for button in ("paste", "set_aside"):
        response = client.post(SHEET, boxes({"2-1": "92"}, pasted=pasted, save="-", **{button: "yes"}))

        assert "200,006 letters are pasted. Paste at most 200,000 at a time." in words(response)
        assert response.context["form"]["pasted"].value() == pasted


def test_an_empty_paste_says_so(client: Client, boxes: Boxes) -> None:
    assert "Nothing is pasted." in words(client.post(SHEET, boxes({}, pasted="", paste="1", save="-")))


def test_an_empty_sheet_says_so(client: Client, boxes: Boxes) -> None:
    assert "Nothing is typed." in words(client.post(SHEET, boxes({})))


def test_each_unit_has_a_row_of_its_own_with_its_share(
    client: Client, boxes: Boxes, units: list[DeliveryUnit], measure_at: MeasureAt
) -> None:
    target = Target.objects.get(measure=measure_at("2-3"))
    sharing = Sharing.objects.create(target=target, sequence=1, dated="2011-04-01", given_by=client_user(client))
    UnitShare.objects.create(sharing=sharing, unit=units[0], printed="35%")

    rows = {row.giving.ref: row for row in client.get(SHEET).context["rows"] if row.giving.unit}
    assert list(rows) == ["2-3 City", "2-3 County"]
    assert (rows["2-3 City"].giving.target.printed, rows["2-3 City"].giving.has_share) == ("35%", True)
    assert not rows["2-3 County"].giving.has_share
    sent = boxes({"2-3": "30"}, units[0], given_for="each", told_on="19 6 2011") | boxes({"2-3": "31"}, units[1])
    client.post(SHEET, {**sent, "given_for": "each", "told_on": "19 6 2011"})

    found = Result.objects.order_by("unit__name").values_list("unit__name", "value", "given_as__name")
    assert list(found) == [("City", 30, POST), ("County", 31, None)]


def client_user(client: Client) -> Any:
    return client.get(CARD).wsgi_request.user


def test_a_closed_period_says_so_and_keeps_what_was_typed(client: Client, boxes: Boxes, year: Year) -> None:
    Quarter.objects.filter(year=year, number=1).update(closed_on=date(2011, 6, 20))

    shown, sent = client.get(SHEET), client.post(SHEET, boxes({"2-1": "92.5"}))

    assert "Q1 2011/12 is closed, so no result can be entered for it." in words(shown)
    assert "Save the results" not in words(shown)
    assert "2-1: Q1 2011/12 is closed, so no result can be entered for it." in words(sent)
    assert 'value="92.5"' in words(sent)
    assert not Result.objects.exists()


def test_a_measure_withdrawn_meanwhile_says_so_at_its_cell(client: Client, boxes: Boxes, measure_at: MeasureAt) -> None:
    sent = boxes({"2-1": "92.5"})
    Measure.objects.filter(pk=measure_at("2-1").pk).update(withdrawn_on="2011-06-01", withdrawn_reason="Given up.")

    assert "2-1" not in [row.giving.ref for row in client.get(SHEET).context["rows"]]
    assert "This measure was withdrawn on 1 June 2011 and takes no results." in words(client.post(SHEET, sent))


@pytest.mark.parametrize(
    ("box", "text", "sentence"),
    [
        ("value", "a\x07b", "holds an invisible character"),
        ("value", "9" * 101, "has 101 characters. Write at most 100."),
        ("value", "9" * 20, "is too large: a figure has at most twelve digits before the point."),
        ("value", "#DIV/0!", "The spreadsheet shows #DIV/0! here and not a figure."),
        ("note", "n" * 4001, "has 4001 characters. Write at most 4000."),
        ("denominator", "12", "Give both parts, how many and out of how many, or neither."),
        ("seen", "x", ""),
    ],
)
def test_nonsense_in_a_cell_is_answered_in_words(
    client: Client, boxes: Boxes, box: str, text: str, sentence: str
) -> None:
    typed = {"2-1": "9", f"2-1 {box}": text} if box != "value" else {"2-1": text, "2-1 odd_because": "It is."}

    response = client.post(SHEET, boxes(typed))

    assert response.status_code in {200, 302}
    assert sentence in words(response)
    assert Result.objects.exists() == (box == "seen")


@pytest.mark.parametrize(
    ("email", "status"),
    [(HOLDER, 403), (OTHER, 403), ("auditor@derbyshire.example", 403), ("officer@merseyside.example", 404)],
)
def test_only_the_officer_opens_it(sign_in: SignIn, year: Year, email: str, status: int) -> None:
    client = sign_in(email)

    for address in (SHEET, f"{CARD}results/"):
        assert client.get(address).status_code == status
    assert client.post(SHEET, {}).status_code == status


def test_a_period_that_there_is_not_is_unknown(client: Client) -> None:
    for name in ("2011-q5", "2010-q1", "q1"):
        assert client.get(f"{CARD}results/{name}/").status_code == 404


def test_the_scorecard_leads_to_the_sheet_of_the_open_quarter(client: Client) -> None:
    assert f'href="{CARD}results/"' in words(client.get(CARD))
    shown = words(client.get(f"{CARD}results/"))
    assert "Results for Q1 2011/12" in shown
    assert f'action="{SHEET}"' in shown
    assert f'data-draft-page="{SHEET}"' in shown


def test_a_draft_comes_back_can_be_thrown_away_and_is_gone_on_save(
    client: Client, boxes: Boxes, measure_at: MeasureAt
) -> None:
    box = f"{measure_at('2-1').pk}-value"
    client.post("/derbyshire/draft/", {"address": f"{SHEET}?page=1", box: "91.5", "source": "Half a sente"})
    text = words(client.get(SHEET))
    assert 'value="91.5"' in text
    assert "Half a sente" in text

    client.post(SHEET, {"discard": "1", "page": "1"})
    assert not Draft.objects.exists()
    client.post("/derbyshire/draft/", {"address": f"{SHEET}?page=1", box: "91.5"})
    client.post(SHEET, boxes({"2-1": "92.5"}))
    assert not Draft.objects.exists()


def test_it_asks_as_many_questions_for_many_rows_as_for_few(
    client: Client, boxes: Boxes, units: list[DeliveryUnit], count_queries: Callable[[], Any], measure_at: MeasureAt
) -> None:
    client.get(SHEET)
    with count_queries() as few:
        client.get(SHEET)
    Measure.objects.exclude(pk=measure_at("2-1").pk).filter(results=None).update(for_each=KIND)
    for number in range(3):
        DeliveryUnit.objects.create(name=f"Unit {number}", kind=KIND)
    with count_queries() as many:
        shown = client.get(SHEET)

    assert len(shown.context["rows"]) == 100
    assert len(many()) == len(few())


def test_above_a_hundred_rows_are_paged_and_each_page_is_saved_by_itself(
    client: Client, units: list[DeliveryUnit], measure_at: MeasureAt
) -> None:
    Measure.objects.exclude(pk=measure_at("2-1").pk).update(for_each=KIND)
    for number in range(3):
        DeliveryUnit.objects.create(name=f"Unit {number}", kind=KIND)
    shown = client.get(f"{SHEET}?page=2")
    row = shown.context["rows"][-1]
    sent = {"standing": "provisional", "page": "2", "save": "1", "given_for": "each", "told_on": "19 6 2011"}

    saved = client.post(SHEET, sent | {f"{row.key}-value": "8", f"{row.key}-seen": "0"})

    assert "Save before you go to another page" in words(shown)
    assert saved["Location"] == f"{SHEET}?page=2"
    assert str(Result.objects.get().unit) == str(row.giving.unit)


def test_a_thing_done_once_is_asked_of_the_sheets_own_quarter(client: Client, all_open: None) -> None:
    assert "Q1, a day, or not yet" in client.get(SHEET).content.decode()
    assert "Q3, a day, or not yet" in client.get(f"{CARD}results/2011-q3/").content.decode()


# Its file


def test_its_file_has_the_rows_of_the_page_and_room_for_results(
    client: Client, units: list[DeliveryUnit], boxes: Boxes
) -> None:
    client.post(SHEET, boxes({"2-1": "91%"}))
    page = client.get(SHEET).context["rows"]

    rows = rows_of(client.get(f"{SHEET}export.xlsx").content)

    assert [row["Ref"] for row in rows] == [row.giving.ref for row in page]
    assert {"2-3 City", "2-3 County"} < {row["Ref"] for row in rows}
    recorded = next(row for row in rows if row["Ref"] == "2-1")
    assert (recorded["Recorded"], recorded["State"], recorded["Result"]) == (0.91, "provisional", None)


def test_its_file_filled_in_is_pasted_into_the_page_as_it_is(client: Client, units: list[DeliveryUnit]) -> None:
    heading, *rows = first_sheet(client.get(f"{SHEET}export.xlsx").content).iter_rows(values_only=True)
    at = heading.index("Result")
    filled = [[*row[:at], "92%" if row[0] in {"2-1", "2-3 City"} else "", *row[at + 1 :]] for row in rows]
    pasted = "\n".join("\t".join(str("" if one is None else one) for one in row) for row in [heading, *filled])

    put = client.post(SHEET, {"pasted": pasted, "paste": "1", "page": "1", "standing": "provisional"}).context["put"]

    assert (put.rows, put.faults) == (2, ())


def test_its_file_is_for_those_who_enter_results_for_all(sign_in: SignIn, year: Year) -> None:
    assert sign_in(HOLDER).get(f"{SHEET}export.xlsx").status_code == 403
    assert sign_in(OFFICER).get(f"{CARD}results/2011-q9/export.xlsx").status_code == 404


def test_the_file_of_a_period_that_takes_no_results_has_none(client: Client) -> None:
    assert rows_of(client.get(f"{CARD}results/2011-q2/export.xlsx").content) == []


def test_of_many_rows_that_are_for_no_line_the_first_are_named_and_the_rest_counted() -> None:
    pasted = put("\n".join(f"9-{number}\t50" for number in range(1, 3001)), [])

    assert len(pasted.faults) == MOST_SAID + 1
    assert pasted.faults[-1].startswith("And 2980 more like these.")
    assert pasted.left.count("\n") == 2999
