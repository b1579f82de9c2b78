"""Pages of the things of a risk: one to add each, and one with its past and the form that changes it."""

import uuid
from abc import abstractmethod
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path
from django.views.generic import View

from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, Difference, conflict_response
from probation_planning.organisation.models import Body, Owner
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.organisation.word import answers_as
from risks.cuts import Cut, cut_at
from risks.forms.things import (
    AcceptanceForm,
    ActionForm,
    ChangeActionForm,
    ChangeControlForm,
    ControlForm,
    EndAcceptanceForm,
    ReopenForm,
    ReportForm,
    TargetForm,
    ThingForm,
)
from risks.models import Acceptance, Action, Control, Entry, Target
from risks.models.dated import Thing
from risks.past import facts_of, past_of, stands_of
from risks.reading import OpenRegister
from risks.record import RiskRecord, record_of
from risks.services.things import (
    accept,
    add_action,
    add_control,
    change_action,
    change_control,
    end_acceptance,
    set_target,
)
from risks.services.written import (
    refuse_closed,
    refuse_unless_accepted_by,
    refuse_unless_reported_by,
    refuse_unless_written_by,
)
from risks.things import section_shown
from risks.views.base import entry_asked, register_of


class ThingView(View):
    """One thing of a risk, or the form for a new one where the address names no number."""

    request: ReaderRequest
    opened: OpenRegister
    record: RiskRecord
    rows: list[Any]

    model: ClassVar[type[Thing]]
    # What it is called, and what a button says that adds one.
    thing: ClassVar[str]
    adds: ClassVar[str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the risk and the thing among those the reader may see."""
        super().setup(request, *args, **kwargs)
        opened, reference = register_of(self.request), kwargs["reference"]
        if opened is None or opened.current is None:
            raise Http404
        entry = entry_asked(self.request, opened, reference)
        record = record_of(opened, entry, reference, opened.current)
        if record is None:
            raise Http404
        self.opened, self.record = opened, record
        self.rows = self._rows_of(self.number) if self.number else []
        if self.must_be_there and not self.rows:
            raise Http404

    @property
    def number(self) -> int:
        """The number in the address, 0 for a new thing."""
        return int(self.kwargs.get("number", 0))

    @property
    def must_be_there(self) -> bool:
        """Whether the address names a thing."""
        return "number" in self.kwargs

    @property
    def latest(self) -> Any:
        """The row that counts; none of a new thing."""
        return self.rows[-1] if self.rows else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The thing with its past, and its form for those who may."""
        if not self.rows:
            self.refuse()
        draft = drafts.draft_of(request) if self.may_write else None
        form = self.form(initial=draft.dict() if draft else None) if self.may_write else None
        return self._page(form, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write a row."""
        self.refuse()
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    return self._written(self.save(form))
            except ValidationError as wrong:
                form.take_faults(wrong)
            except Conflict as conflict:
                return self._conflict(form, conflict)
            except IntegrityError as error:
                says = sentence_of(error)
                if not says:
                    raise
                form.add_error(None, says)
            except Entry.DoesNotExist:
                raise Http404 from None
        return self._page(form)

    @abstractmethod
    def form(self, *args: Any, **kwargs: Any) -> ThingForm:
        """The form of what the reader may write now."""

    @abstractmethod
    def save(self, form: Any) -> Thing:
        """Write what was typed."""

    @property
    def entry(self) -> Entry:
        """The risk as it is now; one that has left what the reader sees is not written to."""
        if self.record.entry is None:
            raise PermissionDenied("This risk is no longer a key risk. What was written to it stays as it was.")
        return self.record.entry

    def refuse(self) -> None:
        """Refuse in words what the reader may not write."""
        refuse_unless_written_by(self.entry, self.request.reader)
        if not self.rows:
            refuse_closed(self.entry)

    @property
    def may_write(self) -> bool:
        """Whether the page has a form."""
        try:
            self.refuse()
        except PermissionDenied:
            return False
        return not self.is_ended

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is written to it."""
        return getattr(self.latest, "state", "") in {"dropped", "moved", "ended"}

    @property
    def title(self) -> str:
        """What the page is about."""
        return self.name_of(self.latest) if self.rows else self.adds

    @property
    def of_form(self) -> dict[str, Any]:
        """What every form of a thing is made with."""
        return {
            "latest": self.latest,
            "seen": len(self.rows) if self.number or self.rows else None,
            "word_of": self._word_of(),
        }

    def name_of(self, row: Thing) -> str:
        """What a row's thing is called."""
        return f"{self.thing} {row.number}"

    def _rows_of(self, number: int) -> list[Any]:
        """The rows of the thing that the reader sees, the oldest first."""
        rows: Any = self.model._default_manager
        named = [name for name in ("owner", "accepted_by", "accepted_by_body") if hasattr(self.model, name)]
        section, cut = section_shown(self.record), self.cut
        rows = rows.visible_to(self.request.reader, self.opened.register)
        rows = rows.filter(entry=self.record.line.entry_id, section=section, number=number)
        rows = rows if cut.moment is None else rows.filter(moment__lte=cut.moment)
        return list(rows.select_related("given_by", "given_as", *named).order_by("sequence"))

    @property
    def cut(self) -> Cut:
        """Now for those at work on the risk; for others, and of a risk that has left, as on the risk's page."""
        if self.record.entry and self.request.reader.working_roles:
            return Cut(None, clock.today())
        return cut_at(self.opened, self.record.review, section_shown(self.record))

    def _word_of(self) -> list[Owner]:
        """Owners on whose word the reader may write: for the officer, where they own nothing of it."""
        reader, owned = self.request.reader, self.entry.owners.all()
        if answers_as(owned, reader) or not may(reader, Act.ANSWER_FOR_OTHERS, Kind.REGISTER):
            return []
        own = getattr(self.latest, "owner", None)
        return list({owner.pk: owner for owner in [*(row.owner for row in owned), *([own] if own else [])]}.values())

    def _page(self, form: ThingForm | None, *, draft: bool = False) -> HttpResponse:
        day = self.cut.day
        context = {
            "form": form,
            "draft": draft,
            "record": self.record,
            "reference": self.kwargs["reference"],
            "title": self.title,
            "latest": self.latest,
            "stands": stands_of(self.latest, day) if self.latest else None,
            "facts": facts_of(self.latest) if self.latest and not isinstance(self.latest, Target) else [],
            "past": past_of(self.rows, day),
            "is_ended": self.is_ended,
        }
        return TemplateResponse(self.request, "risks/thing.html", context)

    def _conflict(self, form: ThingForm, conflict: Conflict) -> HttpResponse:
        theirs: Any = conflict.latest
        lines = form.differences(theirs)
        if "once" in form.fields:
            # The very form that was sent once came back with other words: they can still become another one.
            again = cast(QueryDict, form.data).copy()
            again["once"] = str(uuid.uuid4())
            form.data = again
            context = {
                "form": form,
                "lines": [Difference(*line) for line in lines],
                "sent": theirs,
                "title": self.name_of(theirs),
                "adds": self.adds,
                "address": self._address(theirs),
            }
            return render(self.request, "risks/thing_sent.html", context, status=409)
        seen = len(self._rows_of(self.number))
        given_by, given_at = (theirs.given_by, theirs.given_at) if theirs else (None, None)
        return conflict_response(self.request, form, lines, given_by, given_at, seen=seen)

    def _address(self, row: Thing) -> str:
        """The page of a thing that was just added, to another risk where the form was sent from there first."""
        address = self.request.path.removesuffix("new/") + f"{row.number}/"
        if row.entry_id == self.entry.pk:
            return address
        of = Entry.objects.visible_to(self.request.reader, self.opened.register).filter(pk=row.entry_id).first()
        here = self.kwargs["reference"]
        return address.replace(f"/{here}/", f"/{of.reference}/") if of else self.request.path

    def _written(self, row: Thing) -> HttpResponse:
        drafts.discard(self.request)
        messages.success(self.request, f"{self.name_of(row)} of {self.entry} is saved.")
        year = self.request.year
        return redirect("risks:risk_detail", year.trust.slug, year.slug, self.entry.reference)


class ActionView(ThingView):
    """An action: what is done about the risk, by whom, by when, and how it goes on."""

    model = Action
    thing = "Action"
    adds = "Add an action"

    def refuse(self) -> None:
        """Its own owner reports on it too."""
        if self.rows:
            refuse_unless_reported_by(self.entry, self.latest, self.request.reader)
        else:
            super().refuse()

    def form(self, *args: Any, **kwargs: Any) -> ThingForm:
        """To add one, to change it, to report on it, or to open it again."""
        kwargs |= self.of_form
        if not self.rows:
            return ActionForm(*args, owners=self._owners(), **kwargs)
        # Whoever reported while somebody finished it sends the other form, and keeps their words.
        if self.latest.state == Action.State.DONE and "state" not in self.request.POST:
            return ReopenForm(*args, **kwargs)
        if self.entry.may(self.request.reader, Act.WRITE_THING):
            return ChangeActionForm(*args, owners=self._owners(), **kwargs)
        return ReportForm(*args, **kwargs)

    def save(self, form: Any) -> Thing:
        """A new action, or a row more of one."""
        given = dict(form.cleaned_data)
        if not self.rows:
            return add_action(entry=self.entry, reader=self.request.reader, **given)
        if isinstance(form, ReopenForm):
            given |= {"state": Action.State.OPEN, "said": ""}
        return change_action(entry=self.entry, reader=self.request.reader, number=self.number, **given)

    def _owners(self) -> list[Owner]:
        """Who can be given it: in section 2 the risk's own owners, since nobody else reads it."""
        if self.entry.section == 2:
            return [row.owner for row in self.entry.owners.all()]
        kept = self.latest.owner_id if self.latest else None
        return list(Owner.objects.filter(Q(closed_on=None) | Q(pk=kept)))


class ControlView(ThingView):
    """A control: what holds the risk, how good it is and who assures it."""

    model = Control
    thing = "Control"
    adds = "Add a control"

    def form(self, *args: Any, **kwargs: Any) -> ThingForm:
        """To add one, or to change it."""
        kwargs |= self.of_form
        return ChangeControlForm(*args, **kwargs) if self.rows else ControlForm(*args, **kwargs)

    def save(self, form: Any) -> Thing:
        """A new control, or a row more of one."""
        if self.rows:
            return change_control(entry=self.entry, reader=self.request.reader, number=self.number, **form.cleaned_data)
        return add_control(entry=self.entry, reader=self.request.reader, **form.cleaned_data)


class AcceptanceView(ThingView):
    """An acceptance: who accepts the risk as it is, why, until when, and what is watched."""

    model = Acceptance
    thing = "Acceptance"
    adds = "Record an acceptance"

    def refuse(self) -> None:
        """The officer and SMT record it, but nobody for a risk of their own."""
        refuse_unless_accepted_by(self.entry, self.request.reader)
        if not self.rows:
            refuse_closed(self.entry)

    def form(self, *args: Any, **kwargs: Any) -> ThingForm:
        """To record one, or to end it."""
        kwargs |= self.of_form | {"word_of": ()}
        if self.rows:
            return EndAcceptanceForm(*args, **kwargs)
        owners = [row.owner_id for row in self.entry.owners.all()]
        posts = Owner.objects.posts().filter(closed_on=None).exclude(pk__in=owners)
        bodies = Body.objects.filter(sections__contains=[self.entry.section])
        return AcceptanceForm(*args, posts=posts, bodies=bodies, **kwargs)

    def save(self, form: Any) -> Thing:
        """A new acceptance, or the end of one."""
        if self.rows:
            return end_acceptance(entry=self.entry, reader=self.request.reader, number=self.number, **form.cleaned_data)
        return accept(entry=self.entry, reader=self.request.reader, **form.values)


class TargetView(ThingView):
    """What the risk is to come to, and by when."""

    model = Target
    thing = "The target"
    adds = "Set a target"

    @property
    def number(self) -> int:
        """A risk has one."""
        return 1

    def name_of(self, row: Thing) -> str:
        """There is only one."""
        return self.thing

    def refuse(self) -> None:
        """A closed risk comes to nothing more."""
        refuse_unless_written_by(self.entry, self.request.reader)
        refuse_closed(self.entry)

    def form(self, *args: Any, **kwargs: Any) -> ThingForm:
        """To set it, or to change it."""
        return TargetForm(*args, opened=self.opened, review=self.record.review, **kwargs, **self.of_form)

    def save(self, form: Any) -> Thing:
        """A row more of it."""
        given = {"reason": ""} | form.cleaned_data
        return set_target(entry=self.entry, reader=self.request.reader, **given)


RISK = "<reference:reference>/"

urlpatterns = [
    path(RISK + "actions/new/", ActionView.as_view(), name="action_add"),
    path(RISK + "actions/<int:number>/", ActionView.as_view(), name="action"),
    path(RISK + "controls/new/", ControlView.as_view(), name="control_add"),
    path(RISK + "controls/<int:number>/", ControlView.as_view(), name="control"),
    path(RISK + "acceptances/new/", AcceptanceView.as_view(), name="acceptance_add"),
    path(RISK + "acceptances/<int:number>/", AcceptanceView.as_view(), name="acceptance"),
    path(RISK + "target/", TargetView.as_view(), name="target"),
]
