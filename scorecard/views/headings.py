"""The officer's pages that create a scorecard, say what it is, and write its perspectives and its notes."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from probation_planning.organisation.acts import BothTexts, DeletedOnce
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint, was_deleted
from probation_planning.organisation.readers import ReaderRequest
from scorecard.forms.headings import DirectionForm, NoteForm, PerspectiveForm, ScorecardForm, SeenForm
from scorecard.models import Footnote, Perspective, Scorecard
from scorecard.services.carrying import scorecard_before
from scorecard.services.headings import (
    about,
    add_note,
    add_perspective,
    create_scorecard,
    delete_note,
    delete_perspective,
    edit_note,
    edit_perspective,
    edit_scorecard,
    move_perspective,
    said_in,
    said_of,
    what_stands_in,
)
from scorecard.services.setting_up import refuse_unless_managed
from scorecard.views.reading import scorecard_of
from scorecard.views.setting_up import CardAct, address, perspective_asked, scorecard_asked


class CreateView(CardAct):
    """A scorecard for a year that has none."""

    template_name = "scorecard/create.html"
    heading = "Create the scorecard"
    button = "Create the scorecard"
    leave = "Back to the scorecard"

    def enter(self) -> None:
        """A year without a scorecard, or the same form sent again."""
        there = scorecard_of(self.request)
        refuse_unless_managed(self.request.reader)
        if there is not None and self.request.method != "POST":
            raise PermissionDenied(f"{self.request.year.label} has a scorecard already.")
        self.scorecard = Scorecard(year=self.request.year, title=self.request.year.label)

    @property
    def back(self) -> str:
        """The page that says there is none."""
        return self.address("scorecard")

    def context(self) -> dict[str, Any]:
        """An earlier one besides, which can be brought forward."""
        return super().context() | {"before": scorecard_before(self.request.year)}

    def form(self, data: QueryDict | None = None) -> ScorecardForm:
        """With a title as is usual."""
        initial = {"title": f"Balanced scorecard {self.request.year.label}"}
        return ScorecardForm(data, is_new=True, initial=initial)

    def act(self, form: ScorecardForm) -> str:
        """Create it."""
        create_scorecard(year=self.request.year, reader=self.request.reader, values=form.values)
        messages.success(self.request, f"The scorecard of {self.request.year.label} is created.")
        return self.address("set_up")


class EditView(BothTexts, CardAct):
    """Title, vision and mission."""

    heading = "Title, vision and mission"

    def form(self, data: QueryDict | None = None) -> ScorecardForm:
        """With what it says now."""
        now = about(self.scorecard)
        return ScorecardForm(data, is_new=False, initial={**now, "seen": fingerprint(now)})

    def act(self, form: ScorecardForm) -> str:
        """Change it."""
        seen = form.cleaned_data["seen"]
        edit_scorecard(scorecard=self.scorecard, reader=self.request.reader, seen=seen, values=form.values)
        messages.success(self.request, "The scorecard is changed.")
        return self.address("scorecard")


# Perspectives


class AddPerspectiveView(CardAct):
    """A new perspective."""

    heading = "Add a perspective"
    button = "Add the perspective"
    leave = "Back to setting up"

    def form(self, data: QueryDict | None = None) -> PerspectiveForm:
        """Empty."""
        return PerspectiveForm(data, is_new=True)

    def act(self, form: PerspectiveForm) -> str:
        """Add it."""
        added = add_perspective(scorecard=self.scorecard, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"“{added}” is added.")
        return self.back

    def conflict(self, form: PerspectiveForm, conflict: Conflict) -> HttpResponse:
        """Sent before with another title."""
        sentence = f"This form was saved already as “{conflict.latest}”. To add another perspective, save again."
        return self.sent_before(form, sentence)


class OnePerspective(BothTexts, CardAct):
    """A page of one perspective."""

    perspective: Perspective

    def find(self, **kwargs: Any) -> None:
        """The scorecard's perspective of that number."""
        self.perspective = perspective_asked(self.request, self.scorecard, kwargs["number"])
        self.caption = str(self.perspective)


class EditPerspectiveView(OnePerspective):
    """A perspective's title."""

    heading = "Change the perspective"

    def form(self, data: QueryDict | None = None) -> PerspectiveForm:
        """With what it says now."""
        now = said_of(self.perspective)
        return PerspectiveForm(data, is_new=False, initial={**now, "seen": fingerprint(now)})

    def act(self, form: PerspectiveForm) -> str:
        """Change it."""
        changed = edit_perspective(perspective=self.perspective, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"“{changed}” is changed.")
        return self.back


class Deleting(BothTexts, CardAct):
    """A page that asks whether something is to be deleted; where it cannot be, says why."""

    template_name = "scorecard/delete.html"
    button = "Delete it"
    warns = True

    def conflict(self, form: SeenForm, conflict: Conflict) -> HttpResponse:
        """What it says now."""
        latest: Latest = conflict.latest
        now = "\n".join(str(value) for value in latest.values.values())
        lines: list[tuple[str, object, object]] = [("What it says now", now, "Delete it")]
        seen = fingerprint(dict(latest.values))
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)


class DeletePerspectiveView(Deleting, OnePerspective):
    """Deleting a perspective without measures."""

    heading = "Delete the perspective"
    consequences = ("Its number is not given again. This cannot be undone.",)

    def context(self) -> dict[str, Any]:
        """Why it cannot be, if it cannot."""
        held = what_stands_in(self.perspective)
        return super().context() | {"held": held} | ({"consequences": ()} if held else {})

    def form(self, data: QueryDict | None = None) -> SeenForm:
        """Nothing is typed."""
        return SeenForm(data, initial={"seen": fingerprint(said_of(self.perspective))})

    def act(self, form: SeenForm) -> str:
        """Delete it."""
        seen = form.cleaned_data["seen"]
        delete_perspective(perspective=self.perspective, reader=self.request.reader, seen=seen)
        messages.success(self.request, f"“{self.perspective}” is deleted.")
        return self.back


@require_POST
def move_perspective_by(request: HttpRequest, trust: str, year: str, number: int) -> HttpResponse:
    """One step up or down; back to the list, the keyboard on the button pressed."""
    ours = cast(ReaderRequest, request)
    perspective = perspective_asked(ours, scorecard_asked(ours), number)
    refuse_unless_managed(ours.reader)
    form = DirectionForm(request.POST)
    asked: dict[str, object] = {}
    if form.is_valid():
        try:
            moved = move_perspective(perspective=perspective, reader=ours.reader, **form.cleaned_data)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        say_moved(request, str(perspective), form, moved=moved)
        asked = {"moved": number, "by": form.cleaned_data["direction"]}
    return redirect(f"{address(ours, 'set_up')}?{urlencode(asked)}")


def say_moved(request: HttpRequest, name: str, form: DirectionForm, *, moved: bool) -> None:
    """That it was, or why not."""
    if moved:
        messages.success(request, f"{name[:80]} is moved {form.cleaned_data['direction']}.")
    else:
        messages.warning(request, "The order has changed since you opened the page. Nothing was moved now.")


# Notes


class AddNoteView(CardAct):
    """A new note."""

    heading = "Add a note"
    button = "Add the note"
    leave = "Back to setting up"

    def form(self, data: QueryDict | None = None) -> NoteForm:
        """Empty."""
        return NoteForm(data, is_new=True)

    def act(self, form: NoteForm) -> str:
        """Add it."""
        once = form.cleaned_data["once"]
        note = add_note(scorecard=self.scorecard, reader=self.request.reader, once=once, values=form.values)
        messages.success(self.request, f"Note {note.marker} is added.")
        return self.back

    def conflict(self, form: NoteForm, conflict: Conflict) -> HttpResponse:
        """Sent before with other words."""
        sentence = f"This form was saved already as note {conflict.latest.marker}. To add another note, save again."
        return self.sent_before(form, sentence)


class OneNote(BothTexts, CardAct):
    """A page of one note."""

    note: Footnote

    def find(self, **kwargs: Any) -> None:
        """The scorecard's note of that number."""
        note = Footnote.objects.filter(scorecard=self.scorecard, number=kwargs["number"]).first()
        if note is None:
            raise Http404
        note.scorecard = self.scorecard
        self.note, self.caption = note, f"Note {note.marker}".strip()


class EditNoteView(OneNote):
    """What a note says."""

    heading = "Change the note"

    def form(self, data: QueryDict | None = None) -> NoteForm:
        """With what it says now."""
        now = said_in(self.note)
        return NoteForm(data, is_new=False, initial={**now, "seen": fingerprint(now)})

    def act(self, form: NoteForm) -> str:
        """Change it."""
        seen = form.cleaned_data["seen"]
        note = edit_note(footnote=self.note, reader=self.request.reader, seen=seen, values=form.values)
        messages.success(self.request, f"Note {note.marker} is changed.")
        return self.back


class DeleteNoteView(DeletedOnce, Deleting, OneNote):
    """Deleting a note."""

    heading = "Delete the note"
    consequences = ("Measures keep the markers that lead to it. This cannot be undone.",)
    what = "note"

    def was_deleted(self, number: int) -> bool:
        """Of this scorecard."""
        return was_deleted("scorecard", "FootnoteEvent", scorecard=self.scorecard.pk, number=number)

    def form(self, data: QueryDict | None = None) -> SeenForm:
        """Nothing is typed."""
        return SeenForm(data, initial={"seen": fingerprint(said_in(self.note))})

    def act(self, form: SeenForm) -> str:
        """Delete it."""
        delete_note(footnote=self.note, reader=self.request.reader, seen=form.cleaned_data["seen"])
        messages.success(self.request, f"Note {self.note.marker} is deleted.")
        return self.back


urlpatterns = [
    path("new/", CreateView.as_view(), name="scorecard_add"),
    path("edit/", EditView.as_view(), name="scorecard_edit"),
    path("perspectives/new/", AddPerspectiveView.as_view(), name="perspective_add"),
    path("perspectives/<int:number>/edit/", EditPerspectiveView.as_view(), name="perspective_edit"),
    path("perspectives/<int:number>/move/", move_perspective_by, name="perspective_move"),
    path("perspectives/<int:number>/delete/", DeletePerspectiveView.as_view(), name="perspective_delete"),
    path("notes/new/", AddNoteView.as_view(), name="note_add"),
    path("notes/<int:number>/edit/", EditNoteView.as_view(), name="note_edit"),
    path("notes/<int:number>/delete/", DeleteNoteView.as_view(), name="note_delete"),
]
