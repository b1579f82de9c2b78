"""Merseyside's 38 operational targets, as loaded: two printed parts, what is read into them, and what stays blank."""

import re
import shutil
import tomllib
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from objectives.models import PlanningCell
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Trust, Year
from probation_planning.reports.load_paper import load_folder
from probation_planning.reports.models import EarlyWarning, Finding
from scorecard.models import (
    Confirmation,
    Footnote,
    Measure,
    MeasureOwner,
    OrderedScale,
    Perspective,
    PlanReference,
    Result,
    Scorecard,
    Sharing,
    Target,
    Unit,
)
from scorecard.notes import readings_of
from scorecard.standing import Standing, standings
from scorecard.targets import Form
from tests.scorecard.printed import DERBYSHIRE, MERSEYSIDE, Printed

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "merseyside-2010-11"
STARRED = {
    "ATR – Completions": 469,
    "DRR – Starts": 473,
    "DRR – Completions": 475,
    "Sustained Employment": 486,
    "Education Referrals": 491,
    "Education Starts": 493,
}


@pytest.fixture
def stands(merseyside: Trust) -> dict[int, Standing]:
    """How each target is read, by the line it is printed at."""
    year = Year.objects.get()
    return {one.measure.line or 0: one for one in standings(Measure.objects.all(), year, year.start)}


def test_38_targets_stand_in_their_two_printed_parts(merseyside: Trust) -> None:
    card = Scorecard.objects.get()
    parts = Perspective.objects.all()

    assert (card.title, card.vision, card.mission, card.note) == ("Targets and Performance", "", "", "")
    assert [(part.number, part.title, part.line) for part in parts] == [
        (1, "Operational Targets and Performance (1)", 386),
        (2, "Operational Targets and Performance (2)", 441),
    ]
    assert [part.measures.count() for part in parts] == [14, 24]
    lines = list(Measure.objects.in_printed_order().values_list("line", flat=True))
    assert lines == sorted(lines)


def test_26_are_percentages_10_counts_one_in_days_and_one_has_no_figure(merseyside: Trust) -> None:
    units = Counter(Measure.objects.exclude(line=389).values_list("unit", flat=True))
    printed = dict(Target.objects.values_list("line", "printed"))

    assert units == {Unit.PERCENT: 26, Unit.COUNT: 10, Unit.DAYS: 1}
    assert sum(one.endswith("%") for one in printed.values()) == 26
    assert [line for line, one in printed.items() if not one] == [389]
    assert (printed[450], printed[483], printed[498]) == ("20 offenders", "1.5%", "10.5")
    assert Measure.objects.get(line=389).description.count("statistically significant") == 1


@pytest.mark.parametrize("row", MERSEYSIDE, ids=str)
def test_each_is_loaded_as_it_is_rated(stands: dict[int, Standing], row: Printed) -> None:
    read = stands[row.line]

    assert read.row is not None
    assert read.row.printed == row.printed
    assert read.target.form is row.form
    assert (read.target.level, read.measure.accumulation) == (row.target.level, row.accumulation)
    if row.form is not Form.UNRATED:
        assert read.measure.polarity == row.target.better


def test_a_plain_number_counts_what_its_description_says(merseyside: Trust) -> None:
    counted = {row.line: (row.unit_as_read, bool(row.unit_ground)) for row in Measure.objects.filter(unit=Unit.COUNT)}

    assert Counter(words for words, _ in counted.values()) == {
        "offenders": 7,
        "perpetrators": 1,
        "referrals": 1,
        "starts": 1,
    }
    assert [line for line, (_, has_ground) in counted.items() if not has_ground] == [450]


def test_a_figure_that_came_out_wrong_keeps_what_is_printed_beside_its_reading(stands: dict[int, Standing]) -> None:
    awards = stands[495]

    assert awards.row is not None
    assert (awards.row.printed, awards.row.reading) == ("1 0%", "10%")
    assert awards.row.ground
    assert awards.target_is_reading
    assert [line for line, one in stands.items() if one.row and one.row.reading] == [495]


def test_letters_that_came_out_wrong_are_mended_and_listed(merseyside: Trust) -> None:
    names = dict(Measure.objects.values_list("line", "name"))
    found = " ".join(Finding.objects.filter(about="Targets").values_list("says", flat=True))

    assert not [name for name in names.values() if re.search(r"[|_—*]|  ", name)]
    assert names[453] == "Sex Offender Programme – Completion Rate"
    assert names[477] == "DRR – Completion rate"
    assert names[417] == "OASyS Timeliness (Tiers 2, 3, 4 and PPO) Final Reviews"
    assert names[500] == "Victim Contact"
    for printed in ("Comp|etion", "VICtIm", "1 0%", "Ig/r??t", "commepcing", "Tiers 2 ,3 4", "UPW Requirement"):
        assert found.count(printed) == 1


def test_six_starred_targets_are_for_the_units_of_offender_management(merseyside: Trust) -> None:
    starred = Measure.objects.exclude(marker="")
    units = DeliveryUnit.Kind.OFFENDER_MANAGEMENT

    assert {row.name: row.line for row in starred} == STARRED
    assert {(row.marker, row.for_each) for row in starred} == {("*", units)}
    assert not Measure.objects.filter(marker="").exclude(for_each="").exists()
    assert Finding.objects.filter(line=506, kind="reading", says__contains="OM LDUs are read").exists()


def test_the_note_stands_under_the_mark_that_came_out_and_is_read_to_be_the_stars(merseyside: Trust) -> None:
    note = Footnote.objects.get()

    assert (note.marker, note.answers_marker, note.line) == ('"', "*", 506)
    assert "OM LDUs" in note.text
    assert note.ground
    assert note.confirmed_on is None


@pytest.mark.parametrize("row", [Scorecard, Perspective, Measure, Target, Footnote])
def test_every_row_says_at_which_line_it_stands(merseyside: Trust, row: type) -> None:
    assert row.objects.exists()
    assert all(one.document and 384 <= one.line <= 506 for one in row.objects.all())


def test_each_description_is_there_in_words_that_are_not_the_papers(merseyside: Trust) -> None:
    rows = dict(Measure.objects.values_list("line", "description"))
    printed = [
        "To manage cases across a basket of National Standards",
        "To produce reports within the timescale",
        "undertaken within the timescales laid down",
        "The proportion of",
        "Proportion of",
        "The number of",
        "The average number of days lost",
        "who are satisfied or very satisfied with service received",
        "laid down by National Standards",
        "These targets will be distributed",
    ]

    assert all(rows.values())
    assert len(set(rows.values())) == 38
    texts = [*rows.values(), Footnote.objects.get().text]
    assert not [(words, text) for words in printed for text in texts if words in text]
    for line, fact in ((406, "24 hours"), (426, "25 days"), (436, "10 days"), (466, "OGRS3"), (486, "4 weeks")):
        assert fact in rows[line]


def test_what_is_not_printed_stays_blank(merseyside: Trust) -> None:
    for model in (MeasureOwner, PlanReference, Result, Sharing, Confirmation, OrderedScale, EarlyWarning):
        assert not model.objects.exists()
    assert set(Measure.objects.values_list("frequency", "frequency_as_printed")) == {("", "")}
    assert not Target.objects.exclude(tolerance_under=None, tolerance_over=None, profile=[]).exists()


@pytest.mark.parametrize(("slug", "papers"), [("derbyshire", DERBYSHIRE), ("merseyside", MERSEYSIDE)])
def test_which_way_is_better_and_how_it_adds_up_are_readings_of_all_66(
    db: None, slug: str, papers: list[Printed]
) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug=slug)
    with tenancy.trust(trust):
        year = Year.objects.get()
        rows = standings(Measure.objects.all(), year, year.start)
        made = [{one.label: one for one in readings_of(row)} for row in rows]

        assert len(rows) == len(papers)
        for reading in made:
            assert reading["How it adds up over the year"].is_unconfirmed
            assert reading["Which way is better"].ground


def test_whole_things_are_counted_in_derbyshire_too(derbyshire: Trust) -> None:
    offences = Measure.objects.get(line=256)

    assert (offences.unit, offences.unit_as_read) == (Unit.COUNT, "offences")
    assert list(Measure.objects.filter(unit=Unit.COUNT)) == [offences]


@pytest.mark.parametrize(
    ("line", "rows"), [(460, (312, 313, 316, 317)), (455, (314,)), (450, (315,))], ids=["GOB", "DV", "SOP"]
)
def test_completions_agree_with_the_demand_the_plan_expects(
    stands: dict[int, Standing], line: int, rows: tuple[int, ...]
) -> None:
    demand = PlanningCell.objects.filter(row__line__in=rows, column__heading="Projected Demand 2010/11")

    assert demand.count() == len(rows)
    assert sum(cell.value for cell in demand) == stands[line].target.level


# Loading again


def test_a_second_load_lists_what_somebody_changed_and_leaves_it(merseyside: Trust) -> None:
    Measure.objects.filter(line=398).update(name="Renamed by hand")
    said = StringIO()

    call_command("load_paper", stdout=said)

    assert "Renamed by hand (measure): name is not as in the paper." in said.getvalue()
    assert said.getvalue().count("Nothing was missing.") == 2
    assert Measure.objects.count() == 38
    assert Target.objects.count() == 38


def test_a_trust_that_was_loaded_without_its_targets_gains_them(db: None, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(FOLDER, older, ignore=shutil.ignore_patterns("scorecard.toml"))
    about = (older / "trust.toml").read_text(encoding="utf-8").replace('slug = "merseyside"', 'slug = "older"')
    about = about.replace('name = "Merseyside Probation Trust"', 'name = "Older Trust"', 1)
    (older / "trust.toml").write_text(about, encoding="utf-8")
    before = load_folder(older)
    shutil.copy(FOLDER / "scorecard.toml", older)

    after, again = load_folder(older), load_folder(older)

    assert "Scorecard" not in before.created
    assert after.created == {"Scorecard": 1, "Perspective": 2, "Measure": 38, "Target": 38, "Footnote": 1}
    assert (again.created, again.differences) == ({}, [])


def test_no_line_is_said_twice_by_two_targets() -> None:
    rows = tomllib.loads((FOLDER / "scorecard.toml").read_text(encoding="utf-8"))["measure"]

    assert set(Counter(row["line"] for row in rows).values()) == {1}
