"""The history of one record, and the record of changes of a whole trust."""

import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.generic import View

from probation_planning.history.changes import PAGE, Asked, Change, Changes, Part, changes_of, changes_of_trust
from probation_planning.history.keeping import recorded
from probation_planning.history.told import Events, Told, events_of_trust
from probation_planning.organisation.downloads import download
from probation_planning.organisation.models import Owner, OwnerKind, User
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.organisation.security import Happened
from probation_planning.organisation.services.settings import refuse_unless_managed
from probation_planning.organisation.views.settings import Crumb, address, group_of, post_of, settings_crumbs
from probation_planning.ui.forms import HouseForm
from probation_planning.ui.spreadsheets import Column

NOT_ALLOWED = "The record of changes is read by the performance officer and the auditor."
# Pages of changes that can be asked for, and lines in a file.
FURTHEST, LINES = 200, 5000
SYSTEM = 0

COLUMNS = (
    Column("when", "When (UTC)", "The moment of the change, in real time.", 22),
    Column("who", "Who", "Who made it; the system where nobody did.", 26),
    Column("what", "What", "Added, changed or removed.", 12),
    Column("thing", "Thing", "What kind of thing it is.", 20),
    Column("name", "Name", "Which one.", 40),
    Column("field", "Field", "What of it changed.", 20),
    Column("before", "Before", "What was there before.", 40),
    Column("after", "After", "What is there since.", 40),
    Column("request", "Request", "The request by which it was made.", 34),
)


EVENT_COLUMNS = (
    Column("when", "When (UTC)", "The moment of it, in real time.", 22),
    Column("who", "Who", "Whose account it was, so far as it belongs to this trust.", 26),
    Column("what", "What", "What happened.", 26),
    Column("page", "Page", "On which page, by its name in the program.", 26),
    Column("year", "Year", "Of which year, where the page is of one.", 10),
    Column("thing", "Thing", "Of which thing, as it is called today.", 40),
    Column("section_2", "Section 2", "Whether something of section 2 was shown.", 10),
    Column("more", "More", "A word more.", 20),
    Column("request", "Request", "The request by which it came.", 34),
)


class NarrowForm(HouseForm):
    """What the changes are narrowed by; anything else that an address says is left aside."""

    person = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    room = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *Happened.choices])
    day = forms.DateField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=FURTHEST)

    def __init__(self, data: Any, reader: Reader) -> None:
        super().__init__(data)
        people = User.objects.filter(memberships__trust=reader.trust).distinct().order_by("name")
        self.people: list[tuple[int, str]] = [(SYSTEM, "The system"), *people.values_list("pk", "name")]
        self.rooms = rooms()
        self.fields["person"].choices = [("", ""), *self.people]  # type: ignore[attr-defined]
        self.fields["room"].choices = [("", ""), *self.rooms]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for and can be answered."""
        return self.cleaned_data

    @property
    def in_words(self) -> str:
        """The same in words; empty where nothing is narrowed."""
        said, day = self.said, self.said.get("day")
        names = [name for key, name in self.people if key == said.get("person")]
        names += [name for key, name in self.rooms if key == said.get("room")]
        kind = str(Happened(said["kind"]).label) if said.get("kind") else ""
        return "; ".join(filter(None, [*names, kind, f"{day:%-d %B %Y}" if day else ""]))

    @property
    def asked(self) -> Asked:
        """The same for the question; a day stands for itself alone."""
        day: datetime.date | None = self.said.get("day")
        return Asked(self.said.get("person"), since=day, until=day, page=self.said.get("page") or 1)


def rooms() -> list[tuple[str, str]]:
    """Rooms that keep anything on record, by name."""
    labels = {one.model._meta.app_label for one in recorded() if one.trust} - {"history"}
    return sorted(((label, str(apps.get_app_config(label).verbose_name)) for label in labels), key=lambda one: one[1])


def reads_record(reader: Reader) -> bool:
    """Whether the reader may see the whole record of changes, and by which request each was made."""
    return may(reader, Act.READ, Kind.RECORD)


class HistoryView(View):
    """What was changed of one record, newest first. A room says which record it is, and which rows tell of it."""

    request: ReaderRequest
    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs: Any) -> None:
        """Find what the address names; raises Http404 for what the reader may not see."""
        raise NotImplementedError

    def parts(self) -> list[Part]:
        """The rows that tell of it, as far as the reader may see them."""
        raise NotImplementedError

    def named(self) -> tuple[str, list[Crumb]]:
        """What it is called, and the way to its page."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page."""
        self.find(**kwargs)
        form = NarrowForm(request.GET, self.request.reader)
        name, crumbs = self.named()
        shown = {
            "name": name,
            "crumbs": [*crumbs, ("History", "")],
            **_shown(form, changes_of(self.parts(), form.asked)),
            "tells_requests": reads_record(self.request.reader),
        }
        return TemplateResponse(request, "history/history.html", shown)


class OwnerHistoryView(HistoryView):
    """A post's or a group's."""

    about: Owner
    kind: OwnerKind = OwnerKind.POST

    def find(self, **kwargs: Any) -> None:
        """The post or group of the address; the settings are the officer's, and the auditor reads the record."""
        asked = post_of if self.kind is OwnerKind.POST else group_of
        self.about = asked(self.request, kwargs["slug"])
        if not reads_record(self.request.reader):
            refuse_unless_managed(self.request.reader)

    def parts(self) -> list[Part]:
        """Itself, who held it, and which seats it has."""
        holdings, seats = apps.get_model("organisation", "Holding"), apps.get_model("organisation", "GroupMember")
        key = self.about.pk
        rows = [Part(Owner, "id", key), Part(holdings, "post_id", key)]
        return [*rows, Part(seats, "post_id" if self.kind is OwnerKind.POST else "group_id", key)]

    def named(self) -> tuple[str, list[Crumb]]:
        """Its name and its page among the settings."""
        page = "post" if self.kind is OwnerKind.POST else "group"
        return str(self.about), [
            ("Settings", address(self.request, "settings")),
            (f"{page.capitalize()}s", address(self.request, f"{page}s")),
            (str(self.about), address(self.request, page, self.about.slug)),
        ]


class GroupHistoryView(OwnerHistoryView):
    """A group's."""

    kind = OwnerKind.GROUP


class RecordView(View):
    """The record of changes of a trust."""

    request: ReaderRequest
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page, narrowed by day, person and room."""
        form, changes = self.found(Asked())
        crumbs = settings_crumbs(self.request, "The record of changes")
        shown = {"crumbs": crumbs, **_shown(form, changes), "tells_requests": True, "by_room": True}
        return TemplateResponse(request, "history/record.html", shown)

    def found(self, wider: Asked) -> tuple[NarrowForm, Changes]:
        """What was asked for; raises PermissionDenied where the reader may not see it."""
        if not reads_record(self.request.reader):
            raise PermissionDenied(NOT_ALLOWED)
        form = NarrowForm(self.request.GET, self.request.reader)
        asked = form.asked
        if wider.size != asked.size:
            asked = Asked(asked.person, asked.since, asked.until, 1, wider.size)
        return form, changes_of_trust(self.request.reader, form.said.get("room") or "", asked)


class RecordFileView(RecordView):
    """The same as a file: the newest lines of what was asked for."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file."""
        form, changes = self.found(Asked(size=LINES))
        return download(
            self.request,
            kwargs["ending"],
            name="record",
            title=f"The record of changes of {self.request.reader.trust.name}",
            things="Changes",
            open_to=(Act.READ, Kind.RECORD),
            columns=COLUMNS,
            rows=(line for change in changes.rows for line in _file_lines(change)),
            about=[("Holds", f"The newest {LINES} changes at most.")],
            narrowed=form.in_words,
            day=timezone.localdate(),
        )


class EventsView(View):
    """The security events of a trust."""

    request: ReaderRequest
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page, narrowed by kind, person and day."""
        form, events = self.found(PAGE)
        shown = _shown(form, events)
        shown |= {"events": events, "kind": form.said.get("kind") or "", "kinds": Happened.choices}
        shown["crumbs"] = settings_crumbs(self.request, "Security events")
        return TemplateResponse(request, "history/events.html", shown)

    def found(self, size: int) -> tuple[NarrowForm, Events]:
        """What was asked for; raises PermissionDenied where the reader may not see it."""
        if not reads_record(self.request.reader):
            raise PermissionDenied(NOT_ALLOWED)
        form = NarrowForm(self.request.GET, self.request.reader)
        asked = form.asked
        asked = Asked(asked.person, asked.since, asked.until, asked.page if size == PAGE else 1, size)
        return form, events_of_trust(self.request.reader.trust.pk, form.said.get("kind") or "", asked)


class EventsFileView(EventsView):
    """The same as a file: the newest lines of what was asked for."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file."""
        form, events = self.found(LINES)
        return download(
            self.request,
            kwargs["ending"],
            name="events",
            title=f"Security events of {self.request.reader.trust.name}",
            things="Events",
            open_to=(Act.READ, Kind.RECORD),
            columns=EVENT_COLUMNS,
            rows=(_event_line(one) for one in events.rows),
            about=[("Holds", f"The newest {LINES} events at most.")],
            narrowed=form.in_words,
            day=timezone.localdate(),
        )


def _event_line(one: Told) -> list[object]:
    at = one.at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    return [
        at,
        one.who,
        one.what,
        one.page,
        one.year,
        one.thing,
        "yes" if one.section_two else "",
        one.says,
        one.request,
    ]


def _file_lines(change: Change) -> list[list[object]]:
    at = change.at.astimezone(datetime.UTC).isoformat(timespec="seconds") if change.at else ""
    said = [at, change.who, change.verb, change.thing, change.name]
    lines = change.lines or (("", "", ""),)
    return [[*said, *line, change.request] for line in lines]


def _shown(form: NarrowForm, changes: Changes | Events) -> dict[str, Any]:
    page = form.asked.page
    narrowed = {key: value for key in ("person", "room", "kind", "day") if (value := form.data.get(key))}
    return {
        "form": form,
        "changes": changes,
        "page_number": page,
        "older": page + 1 if changes.has_older and page < FURTHEST else None,
        "newer": page - 1 if page > 1 else None,
        "is_narrowed": bool(narrowed),
        "person": form.said.get("person"),
        "room": form.said.get("room") or "",
        "day": form.said.get("day"),
        "day_is_wrong": "day" in form.errors,
        "day_typed": form.data.get("day", ""),
        "real_day": timezone.localdate(),
    }
