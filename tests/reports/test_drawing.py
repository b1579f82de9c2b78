"""PDFs that somebody asks for: drawn once, in turns, outside every request, and for their asker alone."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Membership, Role, Trust, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports import drawer, pdf
from probation_planning.reports import drawing as asking
from probation_planning.reports.drawer import PLACES, draw, tidy
from probation_planning.reports.drawing import OF_A_PERSON, ask_for, cancel, key_of
from probation_planning.reports.models import Drawing, DrawnFile
from probation_planning.reports.tasks import draw_in_turn
from tests.production import address_of
from tests.reports.cycle import wait_for_drawing

OFFICER, DIRECTOR, COMMITTEE = (
    "officer@derbyshire.example",
    "business.services@derbyshire.example",
    "audit@derbyshire.example",
)
A_REPORT: dict[str, Any] = {
    "title": "A report",
    "name": "report",
    "came_from": "/",
    "html": "<p>Plan</p>",
    "sheets": (),
    "rows": 500,
    "tells_of": None,
}
PAGE = '<!doctype html><html lang="en"><head><title>T</title></head><body><h1>{}</h1>{}</body></html>'
SignIn = Callable[[str], Client]


def page_of(words: str, more: str = "") -> str:
    """A page to draw."""
    return PAGE.format(words, more)


def trust_named(slug: str) -> Trust:
    """A trust, for a test that stands in none."""
    with tenancy.system():
        return Trust.objects.get(slug=slug)


@contextmanager
def as_somebody(email: str, trust: str = "derbyshire") -> Iterator[Reader]:
    """Inside a transaction such as a request of theirs has."""
    with tenancy.kept_context():
        yield readers_of(User.objects.get(email=email), trust)[0]


def asked(email: str, html: str, *, rows: int = 500, title: str = "A report", trust: str = "derbyshire") -> Drawing:
    """What somebody asks for; long enough for the worker unless said otherwise."""
    with as_somebody(email, trust) as reader:
        drawing = ask_for(reader, reader.years[-1], **A_REPORT | {"title": title, "html": html, "rows": rows})
    wait_for_drawing()
    return drawing


def as_it_stands(drawing: Drawing) -> Drawing:
    """The drawing, read anew as the system."""
    with tenancy.trust(trust_named("derbyshire")):
        return Drawing.objects.select_related("file").get(pk=drawing.pk)


def work() -> None:
    """The worker, until nothing is left to do."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def test_a_long_report_waits_for_the_worker_and_its_file_is_there_afterwards(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("Plan"))
    waits = as_it_stands(drawing).state
    work()
    done = as_it_stands(drawing)

    assert (waits, done.state, done.page, done.pages_done) == ("waiting", "done", None, 1)
    assert done.file is not None
    assert bytes(done.file.content).startswith(b"%PDF")


def test_a_short_report_is_drawn_while_its_reader_waits(fresh_database: str) -> None:
    assert as_it_stands(asked(OFFICER, page_of("Plan"), rows=3)).state == "done"


def test_what_was_drawn_before_is_there_at_once_whoever_asks(fresh_database: str) -> None:
    first = asked(OFFICER, page_of("Plan"), rows=3)
    second = asked(DIRECTOR, page_of("Plan"))

    with tenancy.trust(trust_named("derbyshire")):
        files = DrawnFile.objects.count()
    assert as_it_stands(second).state == "done"
    assert as_it_stands(second).file == as_it_stands(first).file
    assert files == 1


def test_another_page_another_sheet_and_another_look_are_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    same = key_of(page_of("Plan"), ("pdf-plan",))
    others = [key_of(page_of("Plan"), ()), key_of(page_of("Plans"), ("pdf-plan",))]
    monkeypatch.setattr(asking, "look", lambda: "another")

    assert same not in [*others, key_of(page_of("Plan"), ("pdf-plan",))]
    assert len({*others, same}) == 3


def test_the_same_page_asked_for_twice_while_it_waits_is_one_drawing(fresh_database: str) -> None:
    assert asked(OFFICER, page_of("Plan")) == asked(OFFICER, page_of("Plan"))


def test_what_is_being_drawn_is_not_begun_again_however_often_it_is_asked_for(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawer, "PATIENCE", 0)
    begun: list[int] = []
    may_end = threading.Event()

    def draws_slowly(trust: Trust, pk: int) -> bool:
        begun.append(pk)
        may_end.wait()
        return True

    monkeypatch.setattr(drawer, "draw", draws_slowly)
    for _ in range(3):
        with as_somebody(OFFICER) as reader:
            drawing = ask_for(reader, reader.years[-1], **A_REPORT | {"rows": 3})
    may_end.set()
    wait_for_drawing()

    assert begun == [drawing.pk]


def test_what_is_rolled_back_leaves_nothing_to_draw(fresh_database: str) -> None:
    with as_somebody(OFFICER) as reader:
        ask_for(reader, reader.years[-1], **A_REPORT)
        transaction.set_rollback(True)

    with tenancy.trust(trust_named("derbyshire")):
        assert not Drawing.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_nobody_fills_the_queue(fresh_database: str) -> None:
    for place in range(OF_A_PERSON):
        asked(OFFICER, page_of(f"Plan {place}"))

    with pytest.raises(PermissionDenied, match="You have 5 PDFs in hand"):
        asked(OFFICER, page_of("One more"))
    assert asked(DIRECTOR, page_of("One more")).state == "waiting"


def test_the_queue_holds_names_and_no_content(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("the canary sings"), title="The canary's report")
    [queued] = DBTaskResult.objects.all()

    assert queued.args_kwargs == {"args": [drawing.trust_id, drawing.pk], "kwargs": {}}


def test_a_task_without_its_trust_draws_nothing(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("Plan"))
    other = trust_named("merseyside").pk
    DBTaskResult.objects.all().delete()

    for trust in (0, other):
        draw_in_turn.enqueue(trust, drawing.pk)
    work()

    assert as_it_stands(drawing).state == "waiting"
    assert [one.traceback for one in DBTaskResult.objects.all()] == ["", ""]


def test_the_same_task_twice_draws_once(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("Plan"))
    draw_in_turn.enqueue(drawing.trust_id, drawing.pk)
    work()

    assert as_it_stands(drawing).tries == 1


def test_what_cannot_be_drawn_fails_with_a_sentence_and_lets_its_page_go(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.render, "__kwdefaults__", pdf.render.__kwdefaults__ | {"memory": 60 * 2**20})
    drawing = asked(OFFICER, page_of("Plan"))
    work()
    failed = as_it_stands(drawing)

    assert (failed.state, failed.page, failed.file) == ("failed", None, None)
    assert failed.problem == "The report could not be made: it is too large for the memory a report may use."


def endless() -> str:
    """A page that takes far longer than a test."""
    return page_of("Long", f"<p>{'word ' * 400_000}</p>")


def test_cancelling_stops_the_child_at_once(fresh_database: str) -> None:
    drawing = asked(OFFICER, endless())
    hand = threading.Thread(target=_draw_on_a_thread, args=(drawing,))
    hand.start()
    wait_until(lambda: as_it_stands(drawing).state == "drawing")
    with tenancy.trust(trust_named("derbyshire")):
        taken_back = cancel(drawing)
    hand.join(20)
    stands = as_it_stands(drawing)

    assert taken_back
    assert not hand.is_alive()
    assert (stands.state, stands.page, stands.file, stands.claim) == ("cancelled", None, None, None)


def _draw_on_a_thread(drawing: Drawing) -> None:
    try:
        draw(trust_named("derbyshire"), drawing.pk)
    finally:
        connections.close_all()


def wait_until(comes: Callable[[], bool], seconds: float = 30) -> None:
    """Look until it has come."""
    until = time.monotonic() + seconds
    while not comes():
        assert time.monotonic() < until, "It did not come."
        threading.Event().wait(0.05)


def no(pages: int) -> bool:
    """Not wanted any more."""
    return False


def test_what_is_done_cannot_be_cancelled(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("Plan"), rows=3)

    with tenancy.trust(trust_named("derbyshire")):
        assert not cancel(drawing)
    assert as_it_stands(drawing).state == "done"


def test_the_pages_laid_out_are_told_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "A_WORD", 0.01)
    told: list[int] = []

    def hears(pages: int) -> bool:
        told.append(pages)
        return True

    rows = "".join(f"<p>Line {place} of a long report that fills many pages of paper</p>" for place in range(600))
    paper = pdf.render(page_of("Long", rows), goes_on=hears)

    assert told == sorted(told)
    assert 0 < max(told) <= paper.pages


def test_a_report_that_nobody_wants_any_more_is_not_finished() -> None:
    with pytest.raises(pdf.NotWantedError):
        pdf.render(endless(), goes_on=no)


def test_the_child_gives_way_to_those_who_wait_for_a_page(fresh_database: str) -> None:
    seen: list[int] = []

    def looks(pages: int) -> bool:
        children = subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True, check=False)
        for child in children.stdout.split():
            with open(f"/proc/{child}/cmdline", "rb") as words:
                if b"pdf.py" in words.read():
                    seen.append(os.getpriority(os.PRIO_PROCESS, int(child)))
        return False

    with pytest.raises(pdf.NotWantedError):
        pdf.render(endless(), goes_on=looks)

    assert seen == [pdf.GIVES_WAY]


def test_at_most_two_are_drawn_at_once_and_eight_all_come(fresh_database: str) -> None:
    lines = "".join(f"<p>Line {place}</p>" for place in range(60))
    most: list[int] = []
    people = [OFFICER, DIRECTOR]
    waiting = [asked(people[place % 2], page_of(f"Plan {place}", lines)) for place in range(8)]
    words = [sys.executable, "manage.py", "db_worker", "--batch", "--interval=0", "--no-startup-delay"]
    environment = os.environ | {"DATABASE_URL": address_of(fresh_database)}
    workers = [subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) for _ in range(4)]
    while any(worker.poll() is None for worker in workers):
        with tenancy.trust(trust_named("derbyshire")):
            most.append(Drawing.objects.filter(state="drawing").count())
        threading.Event().wait(0.05)

    assert [worker.returncode for worker in workers] == [0] * 4
    assert [as_it_stands(drawing).state for drawing in waiting] == ["done"] * 8
    assert max(most) == PLACES


def begun_in_order() -> list[str]:
    """The trusts of all drawings, as these were begun."""
    with tenancy.trusts([trust_named(slug).pk for slug in ("derbyshire", "merseyside")]):
        return list(Drawing.objects.order_by("started_at").values_list("trust__slug", flat=True))


def test_a_trust_with_many_that_wait_lets_another_s_go_in_between(fresh_database: str) -> None:
    of_one = [asked((OFFICER, DIRECTOR)[place % 2], page_of(f"Plan {place}")) for place in range(6)]
    for place in range(2):
        asked("officer@merseyside.example", page_of(f"Plan {place}"), trust="merseyside")
    work()
    begun = [as_it_stands(drawing).started_at for drawing in of_one]

    assert begun_in_order() == ["derbyshire", "merseyside"] * 2 + ["derbyshire"] * 4
    assert begun == sorted(moment for moment in begun if moment)


def test_what_the_queue_has_lost_is_drawn_with_the_next_that_is_asked_for(fresh_database: str) -> None:
    lost = asked(OFFICER, page_of("Lost"))
    DBTaskResult.objects.all().delete()
    asked("officer@merseyside.example", page_of("Plan"), trust="merseyside")
    work()

    assert as_it_stands(lost).state == "done"
    assert begun_in_order() == ["derbyshire", "merseyside"]


def test_what_waits_while_others_are_drawn_is_not_said_to_be_forgotten(fresh_database: str) -> None:
    with drawer._place():
        while_drawn = drawer.anybody_draws()

    assert (while_drawn, drawer.anybody_draws()) == (True, False)


def test_what_a_dead_worker_left_is_taken_up_again_and_given_up_after_three_tries(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("Plan"))
    trust = trust_named("derbyshire")
    DBTaskResult.objects.all().delete()
    left = {"state": "drawing", "claim": drawing.uuid, "claimed_until": timezone.now() - timezone.timedelta(minutes=1)}
    with tenancy.trust(trust):
        Drawing.objects.filter(pk=drawing.pk).update(tries=1, **left)
    tidy(trust)
    again = as_it_stands(drawing).state
    with tenancy.trust(trust):
        Drawing.objects.filter(pk=drawing.pk).update(tries=3, **left)
    tidy(trust)
    given_up = as_it_stands(drawing)

    assert (again, DBTaskResult.objects.count()) == ("waiting", 1)
    assert (given_up.state, given_up.page) == ("failed", None)
    assert given_up.problem == "The report could not be made: drawing it stopped 3 times before it was done."


def test_a_drawer_that_was_given_up_writes_nothing_over_its_successor(fresh_database: str) -> None:
    drawing = asked(OFFICER, page_of("Plan"))
    trust = trust_named("derbyshire")
    old = drawer.Claimed(trust, drawing.pk, drawing.uuid)
    work()

    assert not old.ends(Drawing.State.FAILED, problem="Too late.")
    assert as_it_stands(drawing).state == "done"


def test_old_drawings_go_with_files_that_nobody_else_asked_for(fresh_database: str) -> None:
    trust = trust_named("derbyshire")
    mine, shared = asked(OFFICER, page_of("Mine"), rows=3), asked(OFFICER, page_of("Shared"), rows=3)
    asked(DIRECTOR, page_of("Shared"))
    long_ago = timezone.now() - 2 * drawer.KEPT_FOR
    with tenancy.trust(trust):
        Drawing.objects.filter(pk__in=[mine.pk, shared.pk]).update(asked_at=long_ago)
        DrawnFile.objects.update(drawn_at=long_ago)
    tidy(trust)

    with tenancy.trust(trust):
        assert Drawing.objects.count() == 1
        assert [file.drawings.count() for file in DrawnFile.objects.all()] == [1]


# Who sees a drawing


@pytest.fixture
def done(derbyshire: Trust, year: Year) -> Drawing:
    """The officer's, done."""
    with as_somebody(OFFICER) as reader:
        drawing = ask_for(reader, year, **A_REPORT)
    file = DrawnFile.objects.create(key=drawing.key, content=b"%PDF-drawn", sha256="0" * 64, pages=1)
    Drawing.objects.filter(pk=drawing.pk).update(state="done", page=None, file=file)
    drawing.refresh_from_db()
    return drawing


def test_its_asker_fetches_the_file(sign_in: SignIn, done: Drawing) -> None:
    answer = sign_in(OFFICER).get(f"{done.get_absolute_url()}report.pdf")

    assert answer.content == b"%PDF-drawn"
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'


@pytest.mark.parametrize("email", [DIRECTOR, COMMITTEE, "officer@merseyside.example"])
@pytest.mark.parametrize("part", ["", "report.pdf"])
def test_nobody_else_knows_of_it(sign_in: SignIn, done: Drawing, email: str, part: str) -> None:
    assert sign_in(email).get(f"{done.get_absolute_url()}{part}").status_code == 404


def test_nobody_else_cancels_it(sign_in: SignIn, done: Drawing) -> None:
    assert sign_in(DIRECTOR).post(f"{done.get_absolute_url()}cancel/").status_code == 404


def test_whoever_lost_a_role_since_may_not_fetch_it(sign_in: SignIn, done: Drawing) -> None:
    officer = User.objects.get(email=OFFICER)
    Membership.objects.create(user=officer, role=Role.DIRECTOR)
    still = sign_in(OFFICER).get(done.get_absolute_url()).status_code
    Membership.objects.filter(user=officer, role=Role.OFFICER).delete()

    assert still == 200
    assert sign_in(OFFICER).get(done.get_absolute_url()).status_code == 404
    assert sign_in(OFFICER).get(f"{done.get_absolute_url()}report.pdf").status_code == 404


def test_the_database_itself_shows_drawing_and_file_to_their_asker_alone(done: Drawing) -> None:
    def seen_by(email: str) -> tuple[int, int]:
        with as_somebody(email):
            return Drawing.objects.count(), DrawnFile.objects.count()

    assert [seen_by(email) for email in (OFFICER, DIRECTOR, COMMITTEE)] == [(1, 1), (0, 0), (0, 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "done", "file": None},
        {"state": "drawing"},
        {"key": ""},
        {"state": "finished"},
        {"page": b"kept"},
    ],
)
def test_the_database_refuses_a_drawing_that_cannot_be(done: Drawing, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Drawing.objects.filter(pk=done.pk).update(**wrong)


# Its page


def test_a_drawing_in_hand_is_looked_at_again_by_itself(sign_in: SignIn, done: Drawing) -> None:
    Drawing.objects.filter(pk=done.pk).update(state="waiting", file=None)
    officer = sign_in(OFFICER)
    waits = officer.get(done.get_absolute_url())
    soon = {"claim": done.uuid, "claimed_until": timezone.now() + timezone.timedelta(minutes=1)}
    Drawing.objects.filter(pk=done.pk).update(state="drawing", pages_done=12, **soon)
    drawn = officer.get(done.get_absolute_url())

    assert waits["Refresh"] == drawn["Refresh"] == "5"
    assert "It is the next of your trust to be drawn." in waits.content.decode()
    assert "It is being drawn: 12 pages so far." in drawn.content.decode()


def test_what_is_at_its_end_is_not_looked_at_again(sign_in: SignIn, done: Drawing) -> None:
    answer = sign_in(OFFICER).get(done.get_absolute_url())

    assert "Refresh" not in answer
    assert "It is done: 1 page." in answer.content.decode()


def test_a_drawing_that_nobody_draws_says_so(sign_in: SignIn, done: Drawing) -> None:
    ago = timezone.now() - timezone.timedelta(minutes=5)
    Drawing.objects.filter(pk=done.pk).update(state="waiting", file=None, asked_at=ago)

    assert "Nobody seems to be drawing it" in sign_in(OFFICER).get(done.get_absolute_url()).content.decode()


def test_a_failed_drawing_says_why_and_leads_back(sign_in: SignIn, done: Drawing) -> None:
    Drawing.objects.filter(pk=done.pk).update(state="failed", file=None, problem="It was too large.")
    page = sign_in(OFFICER).get(done.get_absolute_url()).content.decode()

    assert "It was too large." in page
    assert "Go back and ask for it again" in page


def test_cancelling_takes_it_back(sign_in: SignIn, done: Drawing) -> None:
    Drawing.objects.filter(pk=done.pk).update(state="waiting", file=None)
    answer = sign_in(OFFICER).post(f"{done.get_absolute_url()}cancel/", follow=True)

    assert "It was cancelled." in answer.content.decode()


def test_cancelling_is_no_get(sign_in: SignIn, done: Drawing) -> None:
    assert sign_in(OFFICER).get(f"{done.get_absolute_url()}cancel/").status_code == 405


def test_the_reports_page_lists_what_its_reader_asked_for(sign_in: SignIn, done: Drawing) -> None:
    address = done.get_absolute_url()

    assert address in sign_in(OFFICER).get("/derbyshire/2011-12/reports/").content.decode()
    assert address not in sign_in(DIRECTOR).get("/derbyshire/2011-12/reports/").content.decode()
