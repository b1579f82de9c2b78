"""Search over all text of a trust that the reader may see."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from objectives.models import (
    AnnualPlan,
    Deadline,
    DeadlineRevision,
    EvidenceFile,
    Narrative,
    Objection,
    Objective,
    Outcome,
    OutcomeEvidence,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
    PlanVersion,
    SubItem,
    Theme,
)
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Quarter, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.reports.models import EarlyWarning, Finding
from probation_planning.reports.search import OF_EACH, search
from probation_planning.reports.searched import KINDS
from risks.models import Acceptance, Action, Control, Entry, Question, Register, Review, Target, WorkingNote
from scorecard.models import Footnote, Measure, Scorecard
from tests.factories import (
    AimFactory,
    EntryFactory,
    MeasureFactory,
    ObjectiveFactory,
    ObjectiveOwnerFactory,
    RegisterFactory,
    ResultFactory,
    StatusUpdateFactory,
    ThemeFactory,
)
from tests.risks import cycle
from tests.risks.test_things import write

SignIn = Callable[[str], Client]

SEARCH = "/derbyshire/2011-12/search/"
OFFICER = "officer@derbyshire.example"
OWNER = "business.services@derbyshire.example"
SMT = "smt@derbyshire.example"
AUDIT = "audit@derbyshire.example"
AUDITOR = "auditor@derbyshire.example"
SECRETARY = "board.secretary@derbyshire.example"
# A word that stands in no document.
CANARY = "Xanthippe"


@pytest.fixture
def entry(register: Register) -> Entry:
    """Risk 1.1, of section 1."""
    return register.entries.get(reference="1.1")


@pytest.fixture
def hidden(register: Register) -> Entry:
    """Risk 2.1, of section 2."""
    return register.entries.get(reference="2.1")


@pytest.fixture
def found(year: Year) -> Callable[..., dict[str, int]]:
    """How many of each kind somebody finds."""

    def of(email: str, asked: str = CANARY) -> dict[str, int]:
        with tenancy.kept_context():
            reader = readers_of(User.objects.get(email=email), "derbyshire")[0]
            return {group.kind: group.total for group in search(reader, year, asked).groups}

    return of


Found = Callable[..., dict[str, int]]


def page_of(client: Client, query: str) -> str:
    """The page as text without spare spaces."""
    response = client.get(SEARCH + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# The plan and the scorecard: whoever reads them finds their words


def in_the_plan(words: str) -> Iterator[str]:
    """Puts the words into every text of the plan, and says of which kind each is."""
    annual_plan = AnnualPlan.objects.get(year__start="2011-04-01")
    objective = Objective.objects.get(annual_plan=annual_plan, reference="1.2-3")
    theme = ThemeFactory(plan=annual_plan.plan, title=words)
    yield "themes"
    AimFactory(theme=theme, title=words)
    yield "aims"
    ObjectiveFactory(annual_plan=annual_plan, aim=None, theme=theme, reference="9-1", text=words)
    yield "objectives"
    Outcome.objects.create(objective=objective, order=70, text=words)
    yield "objectives"
    SubItem.objects.create(objective=Objective.objects.get(reference="1.2-1"), order=70, text=words)
    yield "objectives"
    Objective.objects.filter(reference="1.1-1").update(acts=words)
    yield "objectives"
    Deadline.objects.create(objective=Objective.objects.get(reference="2.1-1"), month="2011-08-01", stage=words)
    yield "objectives"
    owner = Owner.objects.create(trust=annual_plan.trust, kind="post", name=words)
    ObjectiveOwnerFactory(objective=Objective.objects.get(reference="2.2-1"), owner=owner, leads=False, order=9)
    yield "objectives"
    yield from _in_its_tables(annual_plan, words)
    yield from _in_its_answers(annual_plan.year, objective, words)


def _in_its_tables(annual_plan: AnnualPlan, words: str) -> Iterator[str]:
    Narrative.objects.create(annual_plan=annual_plan, kind="other", text=words, order=70)
    yield "narrative"
    AnnualPlan.objects.filter(pk=annual_plan.pk).update(mission=words)
    yield "vision"
    table = PlanningTable.objects.create(annual_plan=annual_plan, kind="budget", title=f"Budget {words}", order=70)
    yield "tables"
    other = PlanningTable.objects.create(annual_plan=annual_plan, kind="budget", title="Staff", order=71)
    PlanningLine.objects.create(table=other, order=0, label="Managers", note=words)
    assert table.pk != other.pk
    yield "tables"
    third = PlanningTable.objects.create(annual_plan=annual_plan, kind="budget", title="Pay", order=72)
    PlanningColumn.objects.create(table=third, order=0, heading=words)
    yield "tables"
    latest = annual_plan.versions.order_by("-number").first()
    contents = {"contents": latest.contents if latest else {}, "digest": "0" * 64}
    approved = {"kind": "approved", "approved_on": cycle.day(), "minute_reference": "1", **contents}
    number = latest.number + 1 if latest else 1
    PlanVersion.objects.create(
        annual_plan=annual_plan, number=number, note=words, published_by=cycle.officer(), **approved
    )
    yield "versions"


def _in_its_answers(year: Year, objective: Objective, words: str) -> Iterator[str]:
    quarter = Quarter.objects.get(year=year, number=1)
    given = {"given_by": cycle.officer(), "dated": cycle.day()}
    StatusUpdateFactory(objective=objective, quarter=quarter, comment=words, **given)
    yield "answers"
    given_for = {"told_on": cycle.day(), **given}
    told = StatusUpdateFactory(objective=objective, quarter=quarter, sequence=2, comment="", **given_for)
    OutcomeEvidence.objects.create(update=told, outcome=objective.outcomes.first(), text=words)
    yield "answers"
    shown = StatusUpdateFactory(objective=objective, quarter=quarter, sequence=4, comment="", **given)
    facts = {"content_type": "text/plain", "size": 1, "sha256": "0" * 64, "uploaded_by": cycle.officer()}
    file = EvidenceFile.objects.create(objective=objective, name=f"{words}.txt", **facts)
    OutcomeEvidence.objects.create(update=shown, outcome=objective.outcomes.first(), file=file)
    yield "answers"
    moved = StatusUpdateFactory(objective=objective, quarter=quarter, sequence=3, comment="", **given)
    deadline = Deadline.objects.create(objective=objective, month="2011-09-01")
    DeadlineRevision.objects.create(update=moved, deadline=deadline, was="2011-09-01", month="2011-10-01", reason=words)
    yield "answers"
    Objection.objects.create(update=told, text=words, given_as=objective.owners.first().owner, **given)
    yield "objections"


def in_the_scorecard(words: str) -> Iterator[str]:
    """The same of the scorecard."""
    scorecard = Scorecard.objects.get(year__start="2011-04-01")
    perspective = scorecard.perspectives.first()
    MeasureFactory(perspective=perspective, number=90, name=words)
    yield "measures"
    MeasureFactory(perspective=perspective, number=91, description=words)
    yield "measures"
    quarter = Quarter.objects.get(year=scorecard.year, number=1)
    ResultFactory(measure=Measure.objects.get(number=91), quarter=quarter, note=words, given_by=cycle.officer())
    yield "results"
    Footnote.objects.create(scorecard=scorecard, order=70, marker="9", text=words)
    yield "footnotes"
    Scorecard.objects.filter(pk=scorecard.pk).update(note=words)
    yield "scorecard"


@pytest.mark.parametrize("put", [in_the_plan, in_the_scorecard])
@pytest.mark.parametrize("email", [OFFICER, SECRETARY, SMT, AUDIT, AUDITOR])
def test_every_text_of_plan_and_scorecard_is_found(
    year: Year, found: Found, put: Callable[[str], Iterator[str]], email: str
) -> None:
    assert found(email) == {}
    before: dict[str, int] = {}
    for kind in put(f"The {CANARY} works"):
        before[kind] = before.get(kind, 0) + 1
        # Posts are the settings', which are the officer's alone.
        assert {kind: many for kind, many in found(email).items() if kind != "posts"} == before, kind


def test_another_trusts_words_are_not(derbyshire: Trust, found: Found, sign_in: SignIn) -> None:
    list(in_the_plan(CANARY))

    assert found(OFFICER) != {}
    response = sign_in("officer@merseyside.example").get("/merseyside/2010-11/search/", {"q": CANARY})
    assert "Nothing that you may read" in " ".join(response.content.decode().split())
    assert sign_in("officer@merseyside.example").get(SEARCH, {"q": CANARY}).status_code == 404


# The register


THINGS = {Action: "actions", Control: "controls", Acceptance: "acceptances", Question: "questions"}
LONG_WORDS = ["title", "cause", "event", "effect", "success"]


@pytest.mark.parametrize("field", LONG_WORDS)
def test_every_text_of_a_risk_is_found(entry: Entry, found: Found, field: str) -> None:
    Entry.objects.filter(pk=entry.pk).update(**{field: CANARY})

    assert found(OFFICER) == found(SMT) == found(SECRETARY) == {"risks": 1}


@pytest.mark.parametrize("field", LONG_WORDS)
def test_of_section_2_by_those_alone_who_may_read_it(hidden: Entry, found: Found, field: str) -> None:
    Entry.objects.filter(pk=hidden.pk).update(**{field: CANARY})

    assert found(OFFICER) == {"risks": 1}
    # The Director of Business Services owns it.
    assert found(OWNER) == {"risks": 1}
    for email in (SMT, SECRETARY, "operations.city@derbyshire.example"):
        assert found(email) == {}


@pytest.mark.parametrize("field", LONG_WORDS)
def test_readers_of_issued_matter_find_it_as_they_were_given_it(
    entry: Entry, hidden: Entry, found: Found, field: str
) -> None:
    for each in (entry, hidden):
        Entry.objects.filter(pk=each.pk).update(**{field: CANARY})

    assert found(AUDIT) == found(AUDITOR) == {}


def test_and_once_the_papers_are_out_as_these_say_it(hidden: Entry, june: Review, found: Found) -> None:
    Entry.objects.filter(pk=hidden.pk).update(title=CANARY)
    cycle.propose(hidden, june, comments=CANARY)
    assert found(AUDIT) == {}
    cycle.skip(june)

    cycle.issue(june, cycle.AUDIT)

    assert found(AUDIT) == found(AUDITOR) == {"risks": 1, "ratings": 1}
    assert found(SMT) == {}


@pytest.mark.parametrize("field", ["comments", "proposed_actions", "nothing_more"])
def test_every_text_of_a_rating_is_found(entry: Entry, hidden: Entry, june: Review, found: Found, field: str) -> None:
    cycle.propose(entry, june, **{field: CANARY})
    cycle.propose(hidden, june, **{field: CANARY})

    assert found(OFFICER) == {"ratings": 2}
    assert found(SMT) == found(SECRETARY) == {"ratings": 1}
    assert found(AUDIT) == found(AUDITOR) == {}


@pytest.mark.parametrize("model", THINGS)
def test_every_thing_is_found(entry: Entry, hidden: Entry, found: Found, model: Any) -> None:
    words = "why" if model is Acceptance else "text"
    for each in (entry, hidden):
        write(model, each, **{words: CANARY})

    kind = THINGS[model]
    assert found(OFFICER) == {kind: 2}
    assert found(SMT) == found(SECRETARY) == {kind: 1}
    # The committee's own questions it sees whenever they were asked.
    assert found(AUDIT) == ({kind: 2} if model is Question else {})


def test_what_a_thing_said_before_is_found_once_and_its_words_as_they_stand(entry: Entry, found: Found) -> None:
    first = write(Action, entry, text=CANARY, said="Begun with Euryalus")
    write(Action, entry, number=first.number, text=CANARY, said="Half done")

    assert found(OFFICER) == {"actions": 1}
    assert found(OFFICER, "Euryalus") == {"actions": 1}


def test_why_a_target_was_changed_is_found(entry: Entry, found: Found) -> None:
    write(Target, entry)
    write(Target, entry, number=1, reason=CANARY)

    assert found(OFFICER) == {"targets": 1}


def test_early_warnings_are_found_by_those_who_see_their_risk(
    entry: Entry, hidden: Entry, found: Found, year: Year, sign_in: SignIn
) -> None:
    officer, [one, two] = User.objects.get(email=OFFICER), Measure.objects.of(year).order_by("pk")[:2]
    for each, says, of in ((entry, CANARY, one), (hidden, CANARY, one), (hidden, "", two)):
        EarlyWarning.objects.create(entry=each, measure=of, says=says, named_by=officer, named_on="2011-06-20")

    assert found(OFFICER) == found(OWNER) == found(AUDIT) == found(AUDITOR) == {"warnings": 2}
    assert found(SMT) == found(SECRETARY) == {"warnings": 1}
    assert "warnings" not in found(SMT, f'"{two.name}"')
    assert found(OWNER, f'"{two.name}"')["warnings"] == 1
    page = " ".join(sign_in(SMT).get(SEARCH, {"q": CANARY}).content.decode().split())
    assert "Early warning of risk 1.1" in page
    assert 'href="/derbyshire/2011-12/risks/1.1/"' in page


@pytest.mark.parametrize("email", [OFFICER, OWNER, SMT, SECRETARY, AUDIT, AUDITOR])
def test_a_working_note_is_never_found(entry: Entry, hidden: Entry, found: Found, email: str) -> None:
    write(WorkingNote, entry, text=CANARY)
    write(WorkingNote, hidden, text=CANARY)

    assert found(email) == {}


def test_a_risk_that_left_section_1_is_found_as_it_was_there(entry: Entry, june: Review, found: Found) -> None:
    cycle.propose(entry, june, comments="Agamemnon")
    cycle.move(entry, "2.5")
    Entry.objects.filter(pk=entry.pk).update(title=CANARY)
    cycle.propose(entry, june, comments=CANARY)
    write(Action, entry, text=CANARY)

    assert found(OFFICER) == {"risks": 1, "ratings": 1, "actions": 1}
    assert found(SMT) == found(SECRETARY) == {}
    assert found(SMT, "Agamemnon") == {"ratings": 1}
    assert found(SMT, "risk 2.5") == {}


def test_one_that_came_to_section_1_shows_nothing_from_before(hidden: Entry, june: Review, found: Found) -> None:
    cycle.propose(hidden, june, comments=CANARY)
    write(Action, hidden, text=CANARY)
    cycle.move(hidden, "1.16")

    assert found(SMT) == found(SECRETARY) == {}
    assert found(SMT, "risk 1.16") == {"risks": 1}
    assert found(SMT, "risk 2.1") == {}


def test_a_risk_that_waits_for_a_review_is_the_officers_to_find(register: Register, found: Found) -> None:
    later = register.reviews.filter(opened_on=None).order_by("month").last()
    EntryFactory(register=register, title=CANARY, starts_at=later)

    assert found(OFFICER) == {"waiting": 1}
    assert found(SMT) == found(SECRETARY) == found(AUDIT) == {}


def test_and_so_is_what_was_written_of_it(register: Register, found: Found, sign_in: SignIn) -> None:
    later = register.reviews.filter(opened_on=None).order_by("month").last()
    waiting = EntryFactory(register=register, title="Waiting", reference="9.1", starts_at=later)
    for model, words in ((Action, "text"), (Control, "text"), (Acceptance, "why")):
        write(model, waiting, **{words: CANARY})

    assert found(OFFICER) == {"actions": 1, "controls": 1, "acceptances": 1}
    assert found(SMT) == found(SECRETARY) == found(AUDIT) == {}
    client = sign_in(OFFICER)
    groups = client.get(SEARCH, {"q": CANARY}).context["found"].groups
    assert {client.get(hit.place.href).status_code for group in groups for hit in group.hits} == {200}


def test_findings_of_section_2_are_found_by_its_readers(year: Year, found: Found) -> None:
    for section in (1, 2):
        Finding.objects.create(year=year, kind="odd", about="Risk", says=f"{CANARY} {section}", section=section)

    assert found(OFFICER) == found(AUDITOR) == {"findings": 2}
    assert found(SMT) == {"findings": 1}
    assert found(AUDIT) == {}


def test_the_number_of_questions_tells_nothing(hidden: Entry, sign_in: SignIn, count_queries: Any) -> None:
    Entry.objects.filter(pk=hidden.pk).update(title=CANARY)
    client = sign_in(SMT)
    counts = []
    for asked in (CANARY, "Clytemnestra", "risk", "staff"):
        with count_queries() as counted:
            client.get(SEARCH, {"q": asked})
        counts.append(len(counted()))

    assert len(set(counts)) == 1
    assert counts[0] <= 8


def test_a_hidden_hit_and_none_look_alike(hidden: Entry, sign_in: SignIn) -> None:
    Entry.objects.filter(pk=hidden.pk).update(title=CANARY)
    client = sign_in(SMT)

    pages = [bare(client.get(SEARCH, {"q": asked})).replace(asked, "") for asked in (CANARY, "Clytemnestra")]

    assert pages[0] == pages[1]


def bare(response: Any) -> str:
    """A page without what differs from request to request."""
    return re.sub(r'nonce="[^"]*"|[0-9a-f]{32}|csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


# What is asked


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("1.10", "risks", "Risk 1.10"),
        ("risk 1.4", "risks", "Risk 1.4"),
        ("RISK 2.1", "risks", "Risk 2.1"),
        ("aim 2.1", "aims", "Aim 2.1"),
        ("1.2-3", "objectives", "Objective 1.2-3"),
        ("theme 3", "themes", "Theme 3"),
        ("measure 2-5", "measures", "Measure 2-5"),
    ],
)
def test_a_reference_finds_what_bears_it_first(
    sign_in: SignIn, derbyshire: Trust, asked: str, kind: str, name: str
) -> None:
    response = sign_in(OFFICER).get(SEARCH, {"q": asked})

    groups = {group.kind: group for group in response.context["found"].groups}
    assert groups[kind].hits[0].place.name == name


def test_each_hit_leads_to_a_page_that_the_reader_may_open(sign_in: SignIn, entry: Entry, june: Review) -> None:
    list(in_the_plan(CANARY))
    list(in_the_scorecard(CANARY))
    Entry.objects.filter(pk=entry.pk).update(title=CANARY)
    cycle.propose(entry, june, comments=CANARY)
    for model, words in ((Action, "text"), (Control, "text"), (Acceptance, "why"), (Question, "text")):
        write(model, entry, **{words: CANARY})
    client = sign_in(OFFICER)

    groups = client.get(SEARCH, {"q": CANARY}).context["found"].groups

    pages = {hit.place.href for group in groups for hit in group.hits if hit.place.href}
    assert len(groups) >= 15
    assert {client.get(page).status_code for page in pages} == {200}


def test_words_are_marked_where_they_stand(sign_in: SignIn, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(title=f"The lease of {CANARY} ends")

    page = page_of(sign_in(OFFICER), f"?q={CANARY}")

    assert f'<mark class="found__hit">{CANARY}</mark> ends' in page


@pytest.mark.parametrize("words", [f"<script>alert('{CANARY}')</script>", f"<b>{CANARY}</b> \ue000<i>", f"5<{CANARY}>"])
def test_html_in_words_is_found_and_shown_as_text(sign_in: SignIn, entry: Entry, words: str) -> None:
    Entry.objects.filter(pk=entry.pk).update(title=words)

    page = page_of(sign_in(OFFICER), f"?q={CANARY}")

    assert f'<mark class="found__hit">{CANARY}</mark>' in page
    assert "&lt;" in page
    for hole in ("<script>alert", "<b>", "<i>", f"<{CANARY}"):
        assert hole not in page, hole


def test_words_joined_by_a_stroke_are_found_apart(sign_in: SignIn, derbyshire: Trust) -> None:
    page = page_of(sign_in(OFFICER), "?q=payroll")

    assert 'HR/<mark class="found__hit">Payroll</mark>/Training' in page


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("policies", "One policy for all"),
        ("dying", "Who dies at home"),
        ("possibly", "A possibility"),
        ("organisations", "To organise it"),
        ("happiness", "A happy team"),
        ("skies", "Under one sky"),
        ("lying", "What lies ahead"),
        ("tie", "Tying it up"),
        ("using", "It was used"),
        ("LDU", "Each LDU"),
        ("5", "5 of them"),
    ],
)
def test_words_are_found_in_their_other_forms(entry: Entry, found: Found, asked: str, holds: str) -> None:
    Entry.objects.filter(pk=entry.pk).update(title=f"{CANARY}: {holds}")

    assert found(OFFICER, f"{CANARY} {asked}") == {"risks": 1}


def test_words_in_order_either_of_two_and_without_one(register: Register, found: Found) -> None:
    for reference, title in (("1.1", "Hector and Priam"), ("1.2", "Priam and Hector"), ("1.3", "Paris")):
        Entry.objects.filter(register=register, reference=reference).update(title=title)

    assert found(OFFICER, "hector priam") == {"risks": 2}
    assert found(OFFICER, '"hector and priam"') == {"risks": 1}
    assert found(OFFICER, "hector or paris") == {"risks": 3}
    assert found(OFFICER, "priam -paris") == {"risks": 2}
    assert found(OFFICER, "o'hector %_\\ priam") == {}


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("", 200, "Type what you look for."),
        ("?q=", 200, "Type what you look for."),
        ("?q=+++", 200, "Type what you look for."),
        ("?q=the+of+and", 200, "holds no word to look for"),
        ("?q=e", 200, "holds no word to look for"),
        ("?q=staff+or+e", 200, "holds no word to look for"),
        ("?q=-late", 200, "holds no word to look for"),
        ("?q=...", 200, "holds no word to look for"),
        ("?q=%22late", 200, "“&quot;late”"),
        ("?q=%27%28%29%26%7C%21%3A*staff", 200, "found for"),
        ("?q=" + "a" * 2000, 400, "Search for 200 letters at most."),
        ("?q=late%00", 400, "The request could not be read"),
        ("?q=late%E2%80%AE", 400, "invisible character"),
        ("?q=%FF%FE", 400, "The request could not be read"),
        ("?q=late&kind=notes", 400, "The search has no such kind of thing."),
        ("?q=late&kind=risks&page=99", 200, ""),
        ("?q=late&kind=risks&page=-1", 200, ""),
        ("?q=late&page=x", 200, ""),
        ("?q=late&year=1999-00", 400, "Choose one of the years, or all of them."),
    ],
)
def test_whatever_is_asked_is_answered_in_words(
    sign_in: SignIn, derbyshire: Trust, query: str, status: int, says: str
) -> None:
    response = sign_in(OFFICER).get(SEARCH + query)

    assert response.status_code == status
    assert says in " ".join(response.content.decode().split())


def test_a_kind_shows_ten_and_leads_to_the_rest(sign_in: SignIn, year: Year) -> None:
    annual_plan = AnnualPlan.objects.get(year=year)
    theme = Theme.objects.filter(plan=annual_plan.plan).first()
    for number in range(45):
        ObjectiveFactory(annual_plan=annual_plan, aim=None, theme=theme, reference=f"1-{number + 1}", text=CANARY)
    client = sign_in(OFFICER)

    whole = client.get(SEARCH, {"q": CANARY})
    group = whole.context["found"].groups[0]
    assert (group.total, len(group.hits)) == (45, 10)
    assert f"?q={CANARY}&amp;kind=objectives" in whole.content.decode()
    names = []
    for page in (1, 2, 3):
        response = client.get(SEARCH, {"q": CANARY, "kind": "objectives", "page": page})
        names += [hit.place.name for hit in response.context["found"].groups[0].hits]
    assert len(names) == len(set(names)) == 45
    assert "There is no such page." in page_of(client, f"?q={CANARY}&kind=objectives&page=4")


def test_beyond_100_of_a_kind_the_count_says_more_than(year: Year, sign_in: SignIn) -> None:
    annual_plan = AnnualPlan.objects.get(year=year)
    theme = Theme.objects.filter(plan=annual_plan.plan).first()
    Objective.objects.bulk_create(
        Objective(annual_plan=annual_plan, theme=theme, reference=f"1-{number}", order=number, text=CANARY)
        for number in range(1, OF_EACH.counted + 6)
    )

    assert "More than 100 found for" in page_of(sign_in(OFFICER), f"?q={CANARY}")
    assert "105 found for" in page_of(sign_in(OFFICER), f"?q={CANARY}&kind=objectives&page=6")


def test_every_page_of_a_year_has_the_box(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(SMT)

    for page in ("", "plan/", "risks/", "scorecard/", "reports/"):
        assert f'action="{SEARCH}"' in client.get(f"/derbyshire/2011-12/{page}").content.decode(), page


@pytest.mark.parametrize("email", [OFFICER, SMT, AUDIT])
def test_a_long_register_asks_no_more_of_the_database(
    sign_in: SignIn, register: Register, june: Review, count_queries: Any, email: str
) -> None:
    client = sign_in(email)
    counts = []
    for wanted in (3, 300):
        standing = register.entries.filter(title__startswith=CANARY).count()
        for number in range(standing, wanted):
            EntryFactory(register=register, title=f"{CANARY} {number}", reference=f"9.{number + 1}", starts_at=june)
        with count_queries() as counted:
            assert client.get(SEARCH, {"q": CANARY}).status_code == 200
        counts.append(len(counted()))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("email", [OFFICER, SMT, AUDIT])
def test_a_register_of_which_nothing_was_begun_or_issued_holds_nothing(
    sign_in: SignIn, derbyshire: Trust, email: str
) -> None:
    register = RegisterFactory(year__trust=derbyshire)
    EntryFactory(register=register, title=CANARY)

    page = sign_in(email).get(f"/derbyshire/{register.year.slug}/search/", {"q": CANARY})

    assert page.status_code == 200
    assert page.context["found"].total == int(email == OFFICER)


def test_every_kind_has_a_heading() -> None:
    assert len(set(KINDS.values())) == len(KINDS)


def test_the_owner_of_a_risk_of_section_2_finds_it(hidden: Entry, found: Found) -> None:
    hidden.owners.create(owner=Owner.objects.get(name="Board Secretary"), order=9)
    Entry.objects.filter(pk=hidden.pk).update(title=CANARY)

    assert found(SECRETARY) == {"risks": 1}
