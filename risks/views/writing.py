"""What every form about one risk does: find the risk, keep what is typed, and say in words what was refused."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act
from probation_planning.ui.forms import HouseForm
from risks.forms.assessing import difference
from risks.models import Entry
from risks.reading import OpenRegister
from risks.record import find_entry
from risks.views.base import register_of

# Boxes that nobody types into: a draft has none of them.
HIDDEN = frozenset({"review", "seen", "note_seen", "once"})


class RiskFormView(View):
    """A form about a risk that the reader sees; who may not see it finds no such page.

    `boxes` are compared on the page that shows two people's answers side by side.
    """

    boxes: tuple[str, ...]
    # What whoever may send the form may do with the risk, whatever has become of it while they typed.
    act = Act.ANSWER
    # By which methods they are not simply refused what is not taken any more.
    told_on = frozenset({"POST"})
    refused: PermissionDenied | None = None

    request: ReaderRequest
    opened: OpenRegister
    entry: Entry

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the risk among those the reader may see, and refuse in words what they may not do with it."""
        super().setup(request, *args, **kwargs)
        opened = register_of(self.request)
        entry = find_entry(opened, kwargs["reference"]) if opened else None
        if opened is None or entry is None:
            raise Http404
        self.opened, self.entry = opened, entry
        try:
            self.prepare()
        except Entry.DoesNotExist:
            raise Http404 from None
        except PermissionDenied as refused:
            if request.method not in self.told_on or not entry.may(self.request.reader, self.act):
                raise
            self.refused = refused

    def prepare(self) -> None:
        """Find what else the form is about, and refuse whoever may not send it."""
        raise NotImplementedError

    def form(self, *args: Any, **kwargs: Any) -> HouseForm:
        """The form, empty or with what was sent."""
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        """What stands in the boxes of a form that nobody has typed into yet, hidden ones included."""
        raise NotImplementedError

    def page(self, form: Any, *, draft: bool = False) -> HttpResponse:
        """The page with its form; `draft`: filled in with words typed before and not saved."""
        raise NotImplementedError

    def save(self, given: dict[str, Any]) -> None:
        """Do it; raises ValidationError by box, or Conflict with what came between."""
        raise NotImplementedError

    def seen_now(self) -> int:
        """What a form sent now would have been filled in beside."""
        raise NotImplementedError

    def done(self) -> str:
        """Where it leads once saved."""
        year = self.request.year
        return resolve_url("risks:risk_detail", year.trust.slug, year.slug, self.entry.reference)

    @property
    def kept_by(self) -> dict[str, object]:
        """Which of the page's drafts this is; empty where it has one."""
        return {}

    @property
    def address(self) -> str:
        """The page itself."""
        return self.request.path

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, with what was said before, or typed and not saved."""
        draft = drafts.draft_of(request, **self.kept_by)
        initial = self.said()
        if draft is not None:
            hidden = {name: value for name, value in initial.items() if name in HIDDEN}
            initial = dict(draft.dict()) | hidden
        return self.page(self.form(initial=self.chosen(initial)), draft=draft is not None)

    def chosen(self, initial: dict[str, Any]) -> dict[str, Any]:
        """What the address asks to be filled in besides."""
        return initial

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it, or say what is wrong; nothing typed is lost."""
        if "discard" in request.POST:
            drafts.discard(request, **self.kept_by)
            return redirect(self.address)
        form = self.form(request.POST)
        if self.refused:
            return self.refuse(form, self.refused)
        try:
            return self.saved(form) if form.is_valid() else self.page(form)
        except PermissionDenied as refused:
            return self.refuse(form, refused)
        except Entry.DoesNotExist:
            raise Http404 from None

    def saved(self, form: HouseForm) -> HttpResponse:
        """Where it leads once saved, else the form with what stood in the way."""
        try:
            self.save(form.cleaned_data)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except IntegrityError as broken:
            if not (says := sentence_of(broken)):
                raise
            form.add_error(None, says)
        except Conflict as conflict:
            return self.conflict(form, conflict.latest)
        else:
            drafts.discard(self.request, **self.kept_by)
            return redirect(self.done())
        return self.page(form)

    def refuse(self, form: HouseForm, refused: PermissionDenied) -> HttpResponse:
        """The form with all that was typed, and why it cannot be saved any more."""
        form.full_clean()
        form.add_error(None, str(refused))
        try:
            page = self.page(form)
        except Http404:
            raise refused from None
        page.status_code = 403
        return page

    def conflict(self, form: HouseForm, theirs: Any) -> HttpResponse:
        """Both answers side by side, and the form to be sent again."""
        return conflict_response(
            self.request,
            form,
            [difference(form, name, theirs) for name in self.boxes if name in form.fields],
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=self.seen_now(),
        )
