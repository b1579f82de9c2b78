"""Working notes: kept by a risk's owners and the officer, read by nobody else, and never printed or handed on.

No other module reads them, but for the page that shows a note and the administration's list of tables.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner
from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as
from risks.models import Entry, WorkingNote
from risks.services.locking import lock


@transaction.atomic
def keep_note(*, entry: Entry, reader: Reader, text: str, seen: int) -> WorkingNote | None:
    """Write the risk's working note; an empty one clears it. What it said before stays in the database.

    `seen` is how often the reader saw it written, 0 for never. The same words sent twice are one note.
    Raises Entry.DoesNotExist where the reader no longer sees the risk, PermissionDenied, or Conflict with the note that
    came between.
    """
    register = lock(entry.register_id)
    current = Entry.objects.visible_to(reader, register).prefetch_related("owners__owner").get(pk=entry.pk)
    refuse_unless_noted(current, reader)
    rows = notes_of(current, reader)
    latest = rows[-1] if rows else None
    if text == (latest.text if latest else ""):
        return latest
    if seen != len(rows):
        raise Conflict(latest)
    note = WorkingNote(
        register=register,
        entry=current,
        risk_id=current.risk_id,
        section=current.section,
        text=text,
        dated=clock.today(),
        given_by=reader.user,
        given_as=_as_whom(current, reader),
    )
    note.clean_fields(exclude={"trust", "register", "entry", "risk", "given_by", "given_as", "number", "sequence"})
    note.save()
    return note


def change_note(*, entry: Entry, reader: Reader, text: str, seen: int) -> WorkingNote | None:
    """Write the note where its words are others than those the reader saw; untouched, it stays as it may be by now.

    Raises as `keep_note` does.
    """
    rows = notes_of(entry, reader)
    if text == (rows[seen - 1].text if 0 < seen <= len(rows) else ""):
        return None
    return keep_note(entry=entry, reader=reader, text=text, seen=seen)


def notes_of(entry: Entry, reader: Reader) -> list[WorkingNote]:
    """Every wording of the note that the reader may see, the latest last; none written in another section."""
    return _notes(reader, entry.pk, entry.section)


@question
def _notes(reader: Reader, entry: int, section: int) -> QuerySet[WorkingNote]:
    rows = WorkingNote.objects.visible_to(reader).filter(entry=entry, section=section)
    return rows.select_related("given_by").order_by("sequence")


def note_of(entry: Entry | None, reader: Reader) -> WorkingNote | None:
    """The note as it stands; none where there is none, and nothing is asked for whoever may not read one."""
    if entry is None or not entry.may(reader, Act.NOTE):
        return None
    rows = notes_of(entry, reader)
    return rows[-1] if rows and rows[-1].text else None


def refuse_unless_noted(entry: Entry, reader: Reader) -> None:
    """Refuse in words whoever keeps no note of the risk."""
    if not entry.may(reader, Act.NOTE):
        raise PermissionDenied("A risk's owners and the performance officer keep its working note.")


def _as_whom(entry: Entry, reader: Reader) -> Owner | None:
    return answers_as(entry.owners.all(), reader)
