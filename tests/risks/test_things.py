"""The things of a risk: numbered by the database, each change a row, and what is refused in which words."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from probation_planning.organisation.models import Body, Owner
from risks.models import (
    Acceptance,
    Action,
    Appetite,
    Category,
    Control,
    Entry,
    Question,
    Register,
    Review,
    Standing,
    Target,
    WorkingNote,
)
from risks.models.dated import Thing
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, SMT

THINGS: list[type[Thing]] = [Action, Control, Acceptance, Target, Question, WorkingNote]
DUE = datetime.date(2011, 9, 30)
OTHER_OWNER = "Director of Interventions"


def words(model: type[Thing]) -> dict[str, Any]:
    """What a first row of the thing says."""
    return {
        Action: {"text": "Sign the lease", "due_on": DUE},
        Control: {"text": "Monthly check of leases"},
        Acceptance: {
            "accepted_by": Owner.objects.get(name="Chief Executive"),
            "why": "Nothing better is to be had",
            "until": DUE,
            "watched": "The landlord's letters",
        },
        Target: {"likelihood": 2, "impact": 2, "by_when": DUE},
        Question: {"text": "Why is it late?", "body": Body.objects.get(slug=cycle.AUDIT)},
        WorkingNote: {"text": "Ask the landlord's wife"},
    }[model]


def write(model: type[Thing], entry: Entry, **more: Any) -> Any:
    """A row of the thing."""
    said = {"register": entry.register, "risk": entry.risk, "section": entry.section, "dated": cycle.day()}
    said |= {"given_by": cycle.officer(), **words(model), **more}
    return model._default_manager.create(entry=entry, **said)


@pytest.mark.parametrize("model", THINGS)
def test_each_change_is_a_row_and_the_last_one_counts(entry: Entry, model: type[Thing]) -> None:
    first = write(model, entry)
    second = write(model, entry, number=first.number, **({"reason": "Later"} if model is Target else {}))

    assert [(row.number, row.sequence) for row in (first, second)] == [(1, 1), (1, 2)]
    rows: Any = model._default_manager.all()
    assert list(rows.that_count()) == [second]
    assert list(rows.that_count(up_to=first.moment)) == [first]


@pytest.mark.parametrize("model", [Action, Control, Acceptance, Question])
def test_a_new_one_has_the_next_number_of_its_risk(entry: Entry, register: Register, model: type[Thing]) -> None:
    other = register.entries.get(reference="1.2")

    assert [write(model, row).number for row in (entry, entry, other)] == [1, 2, 1]


@pytest.mark.parametrize("model", THINGS)
def test_numbers_begin_again_in_the_other_section(register: Register, model: type[Thing]) -> None:
    hidden = register.entries.get(reference="2.1")
    write(model, hidden)
    write(model, hidden, **({"reason": "Later"} if model is Target else {}))
    cycle.move(hidden, "1.16")

    row = write(model, hidden)

    assert (row.section, row.number, row.sequence) == (1, 1, 1)


@pytest.mark.parametrize("model", THINGS)
@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_row_is_never_changed_or_removed(entry: Entry, model: type[Thing], act: str) -> None:
    row = write(model, entry)
    rows = model._default_manager.filter(pk=row.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(dated="2011-01-01") if act == "update" else rows.delete()


@pytest.mark.parametrize("model", THINGS)
def test_it_is_written_in_the_risks_section_by_whoever_is_at_work(entry: Entry, model: type[Thing]) -> None:
    with cycle.refused("The risk stands in another section now."):
        write(model, entry, section=2)
    with cycle.at_work(SMT), cycle.refused("A row is given by whoever is at work."):
        write(model, entry)


@pytest.mark.parametrize("model", [Action, Control, Acceptance, Question])
def test_what_is_not_there_is_not_changed(entry: Entry, model: type[Thing]) -> None:
    with cycle.refused("There is no such thing of this risk."):
        write(model, entry, number=7)


@pytest.mark.parametrize("model", THINGS)
def test_the_same_form_sent_twice_writes_once(entry: Entry, model: type[Thing]) -> None:
    once = "7d9f3c1e-0000-4000-8000-000000000002"
    write(model, entry, once=once)

    with cycle.refused("This was sent already."):
        write(model, entry, once=once, **({"reason": "Later"} if model is Target else {}))


LACKS: list[tuple[type[Thing], dict[str, Any], str]] = [
    (Action, {"text": ""}, "Say what will be done."),
    (Action, {"state": "done"}, "Say what was done."),
    (Action, {"state": "dropped"}, "Say why nothing more is done here."),
    (Action, {"state": "moved"}, "Say why nothing more is done here."),
    (Control, {"text": ""}, "Name the control."),
    (Control, {"line": 4}, "There are three lines of assurance."),
    (Control, {"state": "ended"}, "Say why the control has ended."),
    (Control, {"assured_on": DUE}, "Say who assured it."),
    (Acceptance, {"accepted_by": None}, "Name the post or the body that accepts the risk, one of them."),
    (Acceptance, {"why": ""}, "Say why it is accepted, and what is watched."),
    (Acceptance, {"watched": ""}, "Say why it is accepted, and what is watched."),
    (Acceptance, {"until": "2011-06-19"}, "An acceptance ends after it begins."),
    (Acceptance, {"state": "ended"}, "Say why the acceptance has ended."),
    (Target, {"likelihood": 6}, "Choose levels from 1 to 5."),
    (Target, {"impact": 0}, "Choose levels from 1 to 5."),
    (Question, {"text": ""}, "Write the question."),
    (Question, {"state": "assigned"}, "Say who is to answer."),
    (Question, {"state": "answered"}, "Write the answer."),
    (Question, {"state": "closed"}, "Say how it was settled."),
]


@pytest.mark.parametrize(("model", "given", "sentence"), LACKS)
def test_what_it_lacks_is_said(entry: Entry, model: type[Thing], given: dict[str, Any], sentence: str) -> None:
    with cycle.refused(sentence):
        write(model, entry, **given)


def test_a_body_accepts_by_a_minute(entry: Entry) -> None:
    by_body = {"accepted_by": None, "accepted_by_body": Body.objects.get(slug=cycle.SMT)}
    with cycle.refused("Give the minute in which the body accepted it."):
        write(Acceptance, entry, **by_body)

    assert write(Acceptance, entry, minute_reference="2011/06 item 4", **by_body).number == 1


def test_an_acceptance_is_in_date_on_its_last_day(entry: Entry) -> None:
    assert write(Acceptance, entry, until=cycle.day()).number == 1


def test_nobody_accepts_a_risk_of_their_own(entry: Entry) -> None:
    with cycle.refused("An owner of the risk does not accept it."):
        write(Acceptance, entry, accepted_by=entry.owners.get().owner)


def test_a_target_is_changed_with_a_reason(entry: Entry) -> None:
    write(Target, entry)

    with cycle.refused("Say why the target changes."):
        write(Target, entry, by_when="2011-12-31")


SLIPS = "Say why the date moves."


@pytest.mark.parametrize(
    ("due_on", "slips"),
    [("2011-10-01", True), (None, True), ("2011-09-30", False), ("2011-09-29", False)],
)
def test_a_date_that_moves_away_has_a_reason(entry: Entry, due_on: str | None, slips: bool) -> None:
    write(Action, entry)
    if slips:
        with cycle.refused(SLIPS):
            write(Action, entry, number=1, due_on=due_on)

    assert write(Action, entry, number=1, due_on=due_on, reason="Late" if slips else "").sequence == 2


FINISHED = "This has come to its end. Write a new one."
ENDED: list[tuple[type[Thing], dict[str, Any]]] = [
    (Action, {"state": "dropped", "reason": "No use"}),
    (Action, {"state": "moved", "reason": "Gone to section 2"}),
    (Control, {"state": "ended", "reason": "The check was stopped"}),
    (Acceptance, {"state": "ended", "reason": "The lease is signed"}),
]


@pytest.mark.parametrize(("model", "ended"), ENDED)
def test_what_has_come_to_its_end_stays_ended(entry: Entry, model: type[Thing], ended: dict[str, Any]) -> None:
    write(model, entry)
    write(model, entry, number=1, **ended)

    with cycle.refused(FINISHED):
        write(model, entry, number=1, reason="Again")


REOPENED: list[tuple[type[Thing], dict[str, Any]]] = [
    (Action, {"state": "done", "said": "Signed"}),
    (Question, {"state": "closed", "reason": "Answered at the meeting"}),
]


@pytest.mark.parametrize(("model", "ended"), REOPENED)
def test_what_was_finished_is_opened_again_with_a_reason(
    entry: Entry, model: type[Thing], ended: dict[str, Any]
) -> None:
    write(model, entry)
    write(model, entry, number=1, **ended)
    with cycle.refused("This was finished. Say why it is open again."):
        write(model, entry, number=1)
    with cycle.refused("This was finished. Say why it is open again."):
        write(model, entry, number=1, **ended)

    assert write(model, entry, number=1, reason="It was not finished").sequence == 3


@pytest.mark.parametrize("given", [{"text": "Why so late?"}, {"kind": "deep_dive"}])
def test_a_question_stays_as_it_was_asked(entry: Entry, given: dict[str, Any]) -> None:
    write(Question, entry)

    with cycle.refused("A question stays as it was asked."):
        write(Question, entry, number=1, **given)


def test_and_where_it_was_asked(register: Register) -> None:
    hidden = register.entries.get(reference="2.1")
    write(Question, hidden)
    cycle.move(hidden, "1.16")

    answered = write(Question, hidden, section=2, number=1, state="answered", answer="It is not.")

    assert (answered.section, answered.sequence) == (2, 2)
    with cycle.at_work(SMT):
        assert not Question.objects.exists()


@pytest.mark.parametrize("model", [Action, Question])
def test_in_section_2_an_owner_of_the_risk_is_given_it(register: Register, model: type[Thing]) -> None:
    hidden = register.entries.get(reference="2.1")
    with cycle.refused("Give it to an owner of the risk: others may not read section 2."):
        write(model, hidden, owner=Owner.objects.get(name=OTHER_OWNER))

    row = write(model, hidden, owner=hidden.owners.get().owner, **({"state": "assigned"} if model is Question else {}))
    assert row.number == 1


# Who reads them

READ = [Action, Control, Acceptance, Target]


@pytest.mark.parametrize("model", READ)
def test_a_committee_reads_what_there_was_when_it_was_issued(
    reader: Any, entry: Entry, june: Review, model: type[Thing]
) -> None:
    rows: Any = model._default_manager
    write(model, entry)
    assert not rows.visible_to(reader(AUDIT)).exists()
    assert rows.visible_to(reader(SMT)).count() == 1
    cycle.skip(june)
    cycle.issue(june, cycle.AUDIT)
    write(model, entry, number=1, **({"reason": "Later"} if model is Target else {}))

    assert rows.visible_to(reader(AUDIT)).count() == 1
    assert rows.visible_to(reader(SMT)).count() == 2


@pytest.mark.parametrize("model", [*READ, Question, WorkingNote])
def test_nothing_of_section_2_reaches_smt(reader: Any, register: Register, model: type[Thing]) -> None:
    rows: Any = model._default_manager
    write(model, register.entries.get(reference="2.1"))

    assert not rows.visible_to(reader(SMT)).exists()
    assert rows.visible_to(reader(OWNER)).count() == 1
    assert rows.visible_to(reader(OFFICER)).count() == 1
    with cycle.at_work(SMT):
        assert not rows.exists()
    with cycle.at_work(OWNER):
        assert rows.count() == 1


@pytest.mark.parametrize(("email", "reads"), [(OWNER, True), (OFFICER, True), (SMT, False), (AUDIT, False)])
def test_a_working_note_is_for_owners_and_the_officer(reader: Any, entry: Entry, email: str, reads: bool) -> None:
    write(WorkingNote, entry)

    assert WorkingNote.objects.visible_to(reader(email)).exists() is reads
    with cycle.at_work(email):
        assert WorkingNote.objects.exists() is reads


def test_a_committee_reads_its_own_questions_at_once_and_others_by_its_papers(reader: Any, entry: Entry) -> None:
    write(Question, entry)
    write(Question, entry, body=Body.objects.get(slug=cycle.BOARD))

    assert [row.body.slug for row in Question.objects.visible_to(reader(AUDIT))] == [cycle.AUDIT]
    assert Question.objects.visible_to(reader(SMT)).count() == 2
    assert not Question.objects.visible_to(reader("auditor@derbyshire.example")).exists()


# Appetite


@pytest.fixture
def cautious(register: Register, entry: Entry) -> Appetite:
    """At most 6 where risk 1.1 is."""
    category = entry.categories.select_related("category").order_by("order")[0].category
    more = {"approved_by": "The Board", "approved_on": "2011-06-01"}
    return Appetite.objects.create(register=register, category=category, level="cautious", tolerated=6, **more)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"tolerated": 0}, "A score lies between 1 and 25."),
        ({"tolerated": 26}, "A score lies between 1 and 25."),
        ({"approved_by": ""}, "Say who approved the appetite."),
    ],
)
def test_an_appetite_that_is_none(cautious: Appetite, changed: dict[str, Any], sentence: str) -> None:
    with cycle.refused(sentence):
        Appetite.objects.filter(pk=cautious.pk).update(**changed)


def test_a_category_has_one_appetite(cautious: Appetite) -> None:
    cautious.pk = None

    with cycle.refused("The category has its appetite already."):
        cautious.save(force_insert=True)


def test_a_risk_tolerates_what_the_strictest_of_its_categories_does(
    cautious: Appetite, entry: Entry, june: Review, march: Review, register: Register
) -> None:
    def tolerated(review: Review) -> int | None:
        return Standing.objects.get(entry=entry, review=review).tolerated

    assert (tolerated(march), tolerated(june)) == (None, 6)
    other = Category.objects.exclude(entries__entry=entry)[0]
    entry.categories.create(category=other, order=9)
    Appetite.objects.create(
        register=register, category=other, level="averse", tolerated=3, approved_by="SMT", approved_on="2011-06-01"
    )
    assert tolerated(june) == 3
    cycle.issue(june)
    Appetite.objects.all().delete()

    assert (tolerated(june), tolerated(register.reviews.get(slug="sep-11"))) == (3, None)


def test_an_appetite_is_read_by_those_who_see_a_risk_of_its_category(
    reader: Any, cautious: Appetite, register: Register
) -> None:
    alone = Category.objects.create(name="Of section 2 alone")
    register.entries.get(reference="2.1").categories.create(category=alone, order=9)
    Appetite.objects.create(
        register=register, category=alone, level="averse", tolerated=3, approved_by="SMT", approved_on="2011-06-01"
    )

    assert list(Appetite.objects.visible_to(reader(SMT))) == [cautious]
    assert Appetite.objects.visible_to(reader(OWNER)).count() == 2
    assert Appetite.objects.visible_to(reader(OFFICER)).count() == 2
