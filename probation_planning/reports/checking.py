"""Whether a PDF is one that was issued: its bytes are compared with those kept, and nothing of it is stored."""

import hashlib
from typing import NamedTuple

from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import BoardPack, Drawing, Pack

UNKNOWN = "This is not a file that was issued and that you may read, or it was altered since."
ONLY_THE_SAME = (
    "Only the very same file is known again: a scan, a copy with notes in it, or one that another program saved anew "
    "never matches."
)


class Answer(NamedTuple):
    """What the file is, in a sentence, what to know besides, and the page of it; `is_known` where it is one kept."""

    says: str
    besides: str
    href: str
    link: str
    is_known: bool


def check(reader: Reader, content: bytes) -> Answer:
    """What the PDF is, so far as the reader may know."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = issued(reader, sha256) or issued_to_board(reader, sha256) or drawn(reader, sha256)
    return known or Answer(UNKNOWN, ONLY_THE_SAME, "", "", is_known=False)


def issued(reader: Reader, sha256: str) -> Answer | None:
    """What was issued with these bytes, among all that the reader may read; none where nothing was."""
    packs = Pack.objects.visible_to(reader).with_withdrawal().filter(file__sha256=sha256)
    pack = packs.select_related("body", "review", "year__trust").defer("data").first()
    if pack is None:
        return None
    what = f"the risk register at the {pack.review} review of {pack.year}"
    if pack.recorded_from_paper:
        says = f"This is this product’s re-creation of the printed register: {what}, for the {pack.body}."
        besides = f"The {pack.body} was given the printed register on {pack.issued_on:%-d %B %Y}, and not this file."
    else:
        says = f"This is the file issued to the {pack.body} on {pack.issued_on:%-d %B %Y}: {what}."
        again = f" It is issue {pack.number}." if pack.number > 1 else ""
        besides = f"Not a letter of it has changed since.{again}"
    if pack.withdrawn_on:
        besides += f" These papers were withdrawn on {pack.withdrawn_on:%-d %B %Y}."
    return Answer(says, besides, pack.get_absolute_url(), "Look at the pack", is_known=True)


def issued_to_board(reader: Reader, sha256: str) -> Answer | None:
    """What board pack these bytes were issued as, among those that the reader may read; none where they were none."""
    packs = BoardPack.objects.visible_to(reader).filter(file__sha256=sha256).defer("data")
    pack = packs.select_related("body", "year__trust", "withdrawal").first()
    if pack is None:
        return None
    says = (
        f"This is the file issued to the {pack.body} on {pack.issued_on:%-d %B %Y}: {pack.title}, number {pack.number}."
    )
    besides = "Not a letter of it has changed since."
    if withdrawal := getattr(pack, "withdrawal", None):
        besides += f" These papers were withdrawn on {withdrawal.dated:%-d %B %Y}."
    return Answer(says, besides, pack.get_absolute_url(), "Look at the pack", is_known=True)


def drawn(reader: Reader, sha256: str) -> Answer | None:
    """What was drawn for the reader and never issued; none where nothing was."""
    drawings = Drawing.objects.visible_to(reader).filter(file__sha256=sha256)
    drawing = drawings.defer("page").select_related("year__trust").order_by("-asked_at").first()
    if drawing is None:
        return None
    says = f"This is a draft that this product drew for you on {drawing.asked_at:%-d %B %Y}: {drawing.title}."
    besides = "Nobody issued it to a body."
    return Answer(says, besides, drawing.get_absolute_url(), "Look at the drawing", is_known=True)
