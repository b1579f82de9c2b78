"""Asking for PDFs: once for the same page, within bounds, and what becomes of each.

A drawing is asked for inside a request and drawn after it (`drawer.py`). A short one is drawn at once, beside the web
server's work; a long one, or one that comes while two are being drawn, by the worker (`manage.py db_worker`).
"""

import datetime
import hashlib
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports import pdf
from probation_planning.reports.drawer import anybody_draws, see_to, set_off
from probation_planning.reports.models import BoardPack, Drawing, DrawnFile, Pack
from risks.models import Entry, Register, Standing
from risks.models.risks import owned_entries

# Rows of a report that are drawn while its reader waits; more go to the worker.
SHORT = 100
# PDFs in hand for one person, and for one trust.
OF_A_PERSON, OF_A_TRUST = 5, 20
# How long a drawing may wait while nothing is drawn until it is said that nobody seems to draw.
NOBODY_DRAWS = datetime.timedelta(minutes=1)


@cache
def look() -> str:
    """What gives every page its look: the program that draws, its style sheets and its fonts."""
    files = [Path(pdf.__file__), *sorted(pdf.STYLES.glob("pdf*.css")), *sorted(pdf.FONTS.glob("*.woff"))]
    whole = hashlib.sha256(version("weasyprint").encode())
    for path in files:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def key_of(html: str, sheets: Sequence[str]) -> str:
    """What a drawn page is known by: the SHA-256 of the page and of all that gives it its look."""
    return fingerprint([look(), list(sheets), html])


def ask_for(
    reader: Reader,
    year: Year,
    *,
    title: str,
    name: str,
    came_from: str,
    html: str,
    sheets: Sequence[str],
    rows: int,
    tells_of: Register | None,
) -> Drawing:
    """Ask for a page as a PDF. One that was drawn before is there at once, and the same is not asked for twice.

    `tells_of`: the register whose section 2 the page may show, so far as the reader may see it. Raises
    PermissionDenied, in words, while too many are in hand.
    """
    key = key_of(html, sheets)
    mine = Drawing.objects.visible_to(reader).filter(year=year, key=key)
    if (same := mine.in_hand().first()) is not None:
        see_to(reader.trust, same)
        return same
    drawn = _drawn_before(reader.trust, key)
    is_long = drawn is None and rows > SHORT
    if drawn is None:
        _refuse_too_many(reader)
    drawing = Drawing.objects.create(
        year=year,
        asked_by=reader.user,
        owners=sorted(reader.owner_ids),
        title=title,
        name=name,
        came_from=came_from,
        key=key,
        page=None if drawn else zlib.compress(html.encode()),
        sheets=list(sheets),
        rows=rows,
        queued_at=timezone.now() if is_long else None,
        file=drawn,
        state=Drawing.State.DONE if drawn else Drawing.State.WAITING,
        ended_at=timezone.now() if drawn else None,
        **_shown_of_section_two(reader, tells_of),
    )
    if drawn is None:
        set_off(reader.trust, drawing)
    return drawing


def ask_for_pack(reader: Reader, pack: Pack | BoardPack) -> Drawing:
    """Ask for the file of a pack of either kind that has none yet; whoever asked first, it is asked for once."""
    if (same := latest_of(pack)) is not None and same.is_in_hand:
        see_to(reader.trust, same)
        return same
    rows = pack.risks.count() if isinstance(pack, Pack) else sum(part["rows"] for part in pack.data["parts"])
    drawing = Drawing.objects.create(
        year=pack.year,
        asked_by=reader.user,
        owners=sorted(reader.owner_ids),
        title=str(pack)[:200],
        name="pack",
        came_from=pack.get_absolute_url(),
        rows=rows,
        queued_at=timezone.now() if rows > SHORT else None,
        pack=pack if isinstance(pack, Pack) else None,
        board_pack=pack if isinstance(pack, BoardPack) else None,
    )
    set_off(reader.trust, drawing)
    return drawing


def latest_of(pack: Pack | BoardPack) -> Drawing | None:
    """The last drawing of the pack that anybody asked for; for whoever may have the pack drawn."""
    with tenancy.trust(pack.year.trust):
        return Drawing.objects.of_pack(pack).order_by("-asked_at", "-pk").first()


def _shown_of_section_two(reader: Reader, register: Register | None) -> dict[str, Any]:
    """By what the reader sees section 2: the register that opens it to their role, or else the risks they own."""
    if register is None:
        return {}
    if register.shows_section_two_to(reader):
        return {"register": register}
    owned = Entry.objects.filter(register=register, pk__in=owned_entries(reader.owner_ids))
    stood = Standing.objects.filter(entry=OuterRef("pk"), section=2)
    return {"entries": sorted(owned.filter(Q(section=2) | Exists(stood)).values_list("pk", flat=True))}


def cancel(drawing: Drawing) -> bool:
    """Take an asking back; whoever draws it stops. False where it had come to its end already."""
    ended = {"state": Drawing.State.CANCELLED, "page": None, "ended_at": timezone.now()}
    return bool(Drawing.objects.in_hand().filter(pk=drawing.pk).update(claim=None, claimed_until=None, **ended))


def stands_still(drawing: Drawing) -> bool:
    """Whether nobody seems to draw it: it has waited long while nothing is drawn, or its drawer has said nothing."""
    if drawing.state == Drawing.State.WAITING:
        return timezone.now() - drawing.asked_at > NOBODY_DRAWS and not anybody_draws()
    return drawing.claimed_until is not None and drawing.claimed_until < timezone.now()


def _drawn_before(trust: Trust, key: str) -> DrawnFile | None:
    """The same page, whoever asked for it; the asker may have it, since it is what they have been shown."""
    with tenancy.trust(trust):
        return DrawnFile.objects.defer("content").filter(key=key).first()


def _refuse_too_many(reader: Reader) -> None:
    with tenancy.trust(reader.trust):
        in_hand = Drawing.objects.in_hand()
        of_person, of_trust = in_hand.filter(asked_by=reader.user).count(), in_hand.count()
    if of_person >= OF_A_PERSON:
        raise PermissionDenied(f"You have {of_person} PDFs in hand. Wait for one of them or cancel it, then ask again.")
    if of_trust >= OF_A_TRUST:
        raise PermissionDenied(f"{of_trust} PDFs of this trust are in hand. Try again in a few minutes.")


def before(drawing: Drawing) -> int:
    """How many of its trust come before it."""
    with tenancy.trust(drawing.trust):
        return Drawing.objects.in_hand().filter(asked_at__lt=drawing.asked_at).count()
