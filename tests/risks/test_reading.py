"""What the rooms above ask of a register."""

from collections.abc import Callable

import pytest

from probation_planning.organisation.parted import Span
from risks.answers import answers_by_owner, risks_to_answer
from risks.models import BandKey, Entry, Register, Review, ScaleLevel
from risks.reading import OpenRegister
from risks.scoring import Band
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT, Rate, Readers

Opened = Callable[[str], OpenRegister]


@pytest.mark.parametrize(
    ("email", "slugs"),
    [
        (SMT, ["mar-11", "jun-11", "sep-11", "nov-11", "mar-12"]),
        (OFFICER, ["mar-11", "jun-11", "sep-11", "nov-11", "mar-12"]),
        (AUDIT, ["mar-11"]),
        ("auditor@derbyshire.example", ["mar-11"]),
    ],
)
def test_the_reviews_open_to_each(opened: Opened, email: str, slugs: list[str]) -> None:
    assert [review.slug for review in opened(email).reviews] == slugs


def test_papers_withdrawn_are_no_longer_open_to_the_committee(opened: Opened, june: Review) -> None:
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    assert [review.slug for review in opened(AUDIT).reviews] == ["mar-11", "jun-11"]

    cycle.withdraw(june, cycle.AUDIT)

    assert [review.slug for review in opened(AUDIT).reviews] == ["mar-11"]


def test_the_review_of_those_at_work_is_the_latest_open_one(opened: Opened, register: Register) -> None:
    assert str(opened(SMT).current) == "Jun-11"
    Review.objects.filter(register=register, slug="sep-11").update(opened_on="2011-06-20")
    assert str(opened(SMT).current) == "Sep-11"
    assert str(opened(AUDIT).current) == "Mar-11"


def test_whose_risks_wait_for_an_answer(reader: Readers, june: Review, entry: Entry, rate: Rate) -> None:
    rate(entry)
    mine = risks_to_answer(reader(OWNER), june).by_reference()

    assert [row.reference for row in mine if row.assessment_id] == ["1.1"]
    assert [row.reference for row in mine if not row.assessment_id] == [
        *("1.2", "1.5", "1.6", "1.7", "1.8", "1.14"),
        *("2.1", "2.2", "2.3", "2.4"),
    ]
    assert not risks_to_answer(reader(SMT), june).exists()


def test_who_has_and_who_has_not_answered(opened: Opened, june: Review, entry: Entry, rate: Rate) -> None:
    rate(entry)
    found = answers_by_owner(opened(OFFICER), june, Span(0, 25))
    answers: dict[tuple[str, bool], list[str]] = {}
    for part in found.parts:
        answers.setdefault((part.owner, part.answered), []).append(part.reference)

    assert answers["Director of Business Services", True] == ["1.1"]
    assert len(answers["Director of Business Services", False]) == 8
    assert answers["Directors", False] == ["1.14", "2.4"]
    assert answers["", False] == ["1.12"]
    assert found.parts[-1].owner == ""
    assert found.answered == 1


def test_of_one_owner_those_from_one_to_another(opened: Opened, june: Review) -> None:
    found = answers_by_owner(opened(OFFICER), june, Span(2, 4), "Director of Business Services")

    assert {part.owner for part in found.parts} == {"Director of Business Services"}
    assert [part.reference for part in found.parts if part.is_shown] == ["1.5", "1.6"]
    assert {part.many for part in found.parts} == {9}


def test_a_later_key_holds_from_its_review_on(opened: Opened, register: Register, march: Review, june: Review) -> None:
    BandKey.objects.create(
        register=register,
        starts_at=june,
        amber_from=4,
        red_from=9,
        black_from=16,
        approved_by="The Board",
        approved_on="2011-06-01",
    )
    seen = opened(SMT)

    then, now = (
        next(line for line in seen.lines(seen.standings(review), review) if line.reference == "1.1")
        for review in (march, june)
    )

    assert then.rating is not None
    assert now.previous is not None
    assert (then.rating.band, now.previous.band) == (Band.AMBER, Band.RED)


def test_a_later_name_of_a_level_holds_from_its_review_on(
    opened: Opened, register: Register, march: Review, june: Review
) -> None:
    ScaleLevel.objects.create(
        register=register,
        starts_at=june,
        approved_by="The Board",
        approved_on="2011-06-01",
        kind="likelihood",
        score=1,
        name="Rare",
        code="R",
        criteria="Hardly ever",
    )
    seen = opened(SMT)

    assert seen.names(ScaleLevel.Kind.LIKELIHOOD, march)[0] == "Very Low"
    assert seen.names(ScaleLevel.Kind.LIKELIHOOD, june) == ["Rare", "Low", "Medium", "High", "Very High"]
