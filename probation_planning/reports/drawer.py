"""Drawing the PDFs that were asked for: beside the web server's work, or in turn by the worker.

A few places serve all processes. Each step that is written is a short transaction inside the drawing's trust, and none
is open while the child draws; whoever draws claims the drawing, and one that falls silent loses it.
"""

import datetime
import logging
import threading
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, connections, transaction
from django.db.models import F, Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports import pdf
from probation_planning.reports.files import has_file, keep_file, page_of
from probation_planning.reports.models import Drawing, DrawnFile
from probation_planning.reports.pdf import PdfError
from probation_planning.reports.tasks import draw_in_turn

# Seconds for which a page waits for the drawing that it asked for.
PATIENCE = 8.0
# PDFs being drawn at once, over all processes; each has a place, kept by a lock of the session that draws.
PLACES = 2
LOCKS = 20_110_620
# Seconds after which a drawing whose drawer said nothing counts as left, and how often it is taken up again.
LEFT_AFTER = 2 * pdf.SECONDS
TRIES = 3
KEPT_FOR = datetime.timedelta(days=7)

PARTS_OF_PACKS = ("pack__year__trust", "pack__review", "pack__body", "board_pack__year__trust", "board_pack__body")

logger = logging.getLogger(__name__)


def set_off(trust: Trust, drawing: Drawing) -> None:
    """Have it drawn once the asking is there for good: a short one at once, a long one in its turn."""
    pk = drawing.pk
    if drawing.queued_at:
        draw_in_turn.enqueue(trust.pk, pk)
        return

    def work() -> None:
        with _place() as place:
            if place is None:
                _leave_to_worker(trust, pk)
            else:
                draw(trust, pk)

    _apart(f"drawing {pk}", work)


def _leave_to_worker(trust: Trust, *pks: int) -> None:
    """Put them in the queue."""
    with tenancy.trust(trust):
        Drawing.objects.filter(pk__in=pks).update(queued_at=timezone.now())
        for pk in pks:
            draw_in_turn.enqueue(trust.pk, pk)


def see_to(trust: Trust, drawing: Drawing) -> None:
    """Set off again what is in hand and was asked for once more, should whoever was to draw it have gone meanwhile."""
    if drawing.state == Drawing.State.WAITING and drawing.queued_at is None:
        set_off(trust, drawing)
    elif not _is_awaited():
        draw_in_turn.enqueue(trust.pk, drawing.pk)


def _is_awaited() -> bool:
    """Whether the worker has still to look at the queue."""
    return DBTaskResult.objects.ready().filter(task_path=draw_in_turn.module_path).exists()


def _apart(name: str, work: Callable[[], None]) -> None:
    """Work on a thread of its own once the request is done, outside every lock; the page waits a little for it.

    What is at work under this name is not begun again: each thread holds a connection to the database.
    """

    def begin() -> None:
        hand = next((one for one in threading.enumerate() if one.name == name), None)
        if hand is None:
            hand = threading.Thread(target=_on_its_own, args=(name, work), name=name, daemon=True)
            hand.start()
        hand.join(PATIENCE)

    transaction.on_commit(begin, robust=True)


def _on_its_own(name: str, work: Callable[[], None]) -> None:
    """With a connection of its own."""
    try:
        work()
    except PdfError as failed:
        logger.warning("%s: %s", name, failed)
    except Exception:
        logger.exception("%s was not done.", name)
    finally:
        connections.close_all()


@contextmanager
def _place() -> Iterator[int | None]:
    """One of the places at which PDFs are drawn, None where all are taken; given back even by a process that dies."""
    with connection.cursor() as cursor:
        for place in range(PLACES):
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, place])
            if cursor.fetchone()[0]:
                break
        else:
            yield None
            return
    try:
        yield place
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, place])


def anybody_draws() -> bool:
    """Whether one of the places is taken, for whatever trust."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [LOCKS],
        )
        return bool(cursor.fetchone()[0])


def draw_next(trust: Trust, pk: int) -> None:
    """Draw one of what was left to the worker, of the trust whose turn it is, once a place is free; the worker's way.

    Each asking is in the queue once, and each time the queue is looked at one is drawn, though it may be another. An
    asking that the trust does not know draws nothing.
    """
    with tenancy.trust(trust):
        if not Drawing.objects.filter(pk=pk).exists():
            return
    while not _with_a_place(_draw_whose_turn_it_is):
        time.sleep(0.5)
    if (left := whose_turn()) is not None and not _is_awaited():
        draw_in_turn.enqueue(left[0].pk, left[1])


def _with_a_place(work: Callable[[], None]) -> bool:
    """Work, if a place is free; whether one was."""
    with _place() as place:
        if place is not None:
            work()
        return place is not None


def _draw_whose_turn_it_is() -> None:
    """The next that no other worker has taken meanwhile."""
    while (turn := whose_turn()) is not None:
        if draw(*turn):
            return


def whose_turn() -> tuple[Trust, int] | None:
    """What the worker draws next: of the trusts with a drawing in the queue that which was served the longest ago.

    Of one trust it is the oldest. None where nothing waits.
    """
    with tenancy.system():
        trusts = {one.pk: one for one in Trust.objects.all()}
    with tenancy.trusts(trusts):
        waiting = Drawing.objects.filter(state=Drawing.State.WAITING, queued_at__isnull=False)
        first = waiting.order_by("trust", "asked_at", "pk").distinct("trust").values_list("trust", "asked_at", "pk")
        found = list(first)
        began = Drawing.objects.filter(trust__in=[trust for trust, _, _ in found]).order_by()
        served = dict(began.values_list("trust").annotate(last=Max("started_at")))
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    if not found:
        return None
    trust, _, pk = min(found, key=lambda one: (served.get(one[0]) or never, one[1]))
    return trusts[trust], pk


@dataclass(frozen=True)
class Claimed:
    """A drawing that is this drawer's own until it says that it is done, or says nothing for too long."""

    trust: Trust
    pk: int
    claim: uuid.UUID

    def goes_on(self, pages: int) -> bool:
        """Write how far it is; whether it is still wanted."""
        return self._write(pages_done=pages, claimed_until=_until())

    def ends(self, state: Drawing.State, **more: object) -> bool:
        """Write what became of it, unless somebody else has meanwhile."""
        ended = {"state": state, "ended_at": timezone.now(), "page": None, "claim": None, "claimed_until": None}
        return self._write(**ended, **more)

    def _write(self, **values: object) -> bool:
        with tenancy.trust(self.trust):
            own = Drawing.objects.filter(pk=self.pk, state=Drawing.State.DRAWING, claim=self.claim)
            return bool(own.update(**values))


def _until() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(seconds=LEFT_AFTER)


def draw(trust: Trust, pk: int) -> bool:
    """Draw what waits; what becomes of it is written, whatever happens. False where somebody else has taken it."""
    claimed = Claimed(trust, pk, uuid.uuid4())
    with tenancy.trust(trust):
        waits = Drawing.objects.filter(pk=pk, state=Drawing.State.WAITING)
        if not waits.update(
            state=Drawing.State.DRAWING,
            claim=claimed.claim,
            claimed_until=_until(),
            started_at=timezone.now(),
            tries=F("tries") + 1,
            pages_done=0,
        ):
            return False
        drawing = Drawing.objects.select_related(*PARTS_OF_PACKS).get(pk=pk)
        issued = drawing.issued
        is_drawn = issued is not None and has_file(issued)
    if is_drawn:
        claimed.ends(Drawing.State.DONE)
        return True
    html, sheets = page_of(issued) if issued else (zlib.decompress(drawing.page or b"").decode(), drawing.sheets)
    try:
        paper = pdf.render(html, sheets=sheets, goes_on=claimed.goes_on)
    except pdf.NotWantedError:
        return True
    except PdfError as failed:
        claimed.ends(Drawing.State.FAILED, problem=str(failed))
        return True
    with tenancy.trust(trust):
        if issued:
            keep_file(issued, paper)
            claimed.ends(Drawing.State.DONE, pages_done=paper.pages)
            return True
        file = DrawnFile(key=drawing.key, content=paper.content, sha256=paper.sha256, pages=paper.pages)
        DrawnFile.objects.bulk_create([file], ignore_conflicts=True)
        kept = DrawnFile.objects.defer("content").get(key=drawing.key)
        claimed.ends(Drawing.State.DONE, file=kept, pages_done=paper.pages)
    return True


def tidy(trust: Trust) -> None:
    """Take up again what its drawer has left, and let go of what was asked for a week ago."""
    now = timezone.now()
    with tenancy.trust(trust):
        left = Drawing.objects.filter(state=Drawing.State.DRAWING, claimed_until__lt=now)
        given_up = {"state": Drawing.State.FAILED, "page": None, "ended_at": now, "claim": None, "claimed_until": None}
        left.filter(tries__gte=TRIES).update(
            problem=f"The report could not be made: drawing it stopped {TRIES} times before it was done.", **given_up
        )
        again = list(left.values_list("pk", flat=True))
        Drawing.objects.filter(pk__in=again).update(state=Drawing.State.WAITING, claim=None, claimed_until=None)
        _leave_to_worker(trust, *again)
        Drawing.objects.filter(asked_at__lt=now - KEPT_FOR).exclude(state=Drawing.State.DRAWING).delete()
        DrawnFile.objects.filter(drawings=None, drawn_at__lt=now - KEPT_FOR).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR).delete()
