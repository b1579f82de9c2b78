"""The page of a risk's working note."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse

from probation_planning.organisation.roles import Act
from probation_planning.organisation.years import refuse_closed
from risks.forms.noting import NoteForm
from risks.services.noting import keep_note, notes_of, refuse_unless_noted
from risks.views.writing import RiskFormView


class NoteView(RiskFormView):
    """What the risk's owners and the officer keep in mind, written by any of them."""

    boxes = ("text",)
    act = Act.NOTE

    def prepare(self) -> None:
        """Others learn that there are such notes, never whether there is one."""
        refuse_unless_noted(self.entry, self.request.reader)
        if self.request.method != "POST":
            refuse_closed(self.request.year)

    def form(self, *args: Any, **kwargs: Any) -> NoteForm:
        """One box."""
        return NoteForm(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        """The note as it stands."""
        rows = notes_of(self.entry, self.request.reader)
        return {"text": rows[-1].text if rows else "", "seen": len(rows)}

    def seen_now(self) -> int:
        """How often it was written."""
        return len(notes_of(self.entry, self.request.reader))

    def page(self, form: Any, *, draft: bool = False) -> HttpResponse:
        """The form alone."""
        context = {"form": form, "draft": draft, "entry": self.entry, "opened": self.opened}
        return TemplateResponse(self.request, "risks/note.html", context)

    def save(self, given: dict[str, Any]) -> None:
        """Keep it."""
        keep_note(entry=self.entry, reader=self.request.reader, **given)
        messages.success(self.request, f"The working note of {self.entry} is {'saved' if given['text'] else 'empty'}.")
