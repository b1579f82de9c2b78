"""What every page asks on which the officer does something with a form."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.ui.forms import Refusable

MANY = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


class ActView(View):
    """A form for one act: what is refused comes back beside its boxes, what was typed is kept until it is saved."""

    request: ReaderRequest
    template_name: str
    http_method_names = ["get", "head", "options", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find what it is about among what the reader may see, then ask whether they may do it."""
        super().setup(request, *args, **kwargs)
        self.enter()
        self.find(**kwargs)
        self.permit()

    def enter(self) -> None:
        """Find what every page of the room begins with."""

    def find(self, **kwargs: Any) -> None:
        """Find what the address names besides; raises Http404 for what the reader does not see."""

    def permit(self) -> None:
        """Raise PermissionDenied, in words, where the reader may not do it."""
        raise NotImplementedError

    def form(self, data: QueryDict | None = None) -> Refusable:
        """The form, empty or with what was sent."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Do it; the address to go to."""
        raise NotImplementedError

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """The page for whoever came second."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """What the page shows besides its form."""
        return {}

    def page(self, form: Refusable, *, draft: bool = False, status: int = 200) -> HttpResponse:
        """The form on its page."""
        context = {**self.context(), "form": form, "draft": draft}
        return TemplateResponse(self.request, self.template_name, context, status=status)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form as things stand, or with what was typed and not saved."""
        form = self.form()
        draft = drafts.draft_of(request, **draft_keys(form)) if form.draft_by is not None else None
        if draft is not None:
            typed = {name: field for name, field in form.fields.items() if not field.widget.is_hidden}
            for name, field in typed.items():
                form.initial[name] = draft.getlist(name) if isinstance(field, MANY) else draft.get(name, "")
        return self.page(form, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say what is in its way."""
        form = self.form(request.POST)
        if "discard" in request.POST:
            drafts.discard(request, **draft_keys(form))
            return HttpResponseRedirect(request.path)
        if form.is_valid():
            try:
                address = self.act(form)
            except ValidationError as wrong:
                form.take_faults(wrong)
            except IntegrityError as error:
                if not (says := sentence_of(error)):
                    raise
                form.add_error(None, says)
            except PermissionDenied as refused:
                form.add_error(None, str(refused))
                return self.page(form, status=403)
            except Conflict as conflict:
                return self.conflict(form, conflict)
            except ObjectDoesNotExist as gone:
                raise Http404 from gone
            else:
                drafts.discard(request, **draft_keys(form))
                return HttpResponseRedirect(address)
        return self.page(form)

    def sent_before(self, form: Any, sentence: str) -> HttpResponse:
        """A form of something new was saved before with other words: nothing is lost, nothing doubled."""
        again = self.request.POST.copy()
        again["once"] = str(uuid.uuid4())
        form.data = again
        form.add_error(None, sentence)
        return self.page(form, status=409)


class YearAct(ActView):
    """A form by which something of a year is set up; in a closed year nobody may (`organisation/middleware.py`)."""

    heading = ""
    caption = ""
    button = "Save"
    leave = "Leave it as it is"

    @property
    def back(self) -> str:
        """Where one goes who does nothing."""
        raise NotImplementedError

    @property
    def consequences(self) -> Sequence[str]:
        """What follows from the act, in sentences."""
        return ()

    def context(self) -> dict[str, Any]:
        """What the page says of the act."""
        return {
            "heading": self.heading,
            "caption": self.caption,
            "button": self.button,
            "back_url": self.back,
            "leave": self.leave,
            "consequences": self.consequences,
        }


class DeletedOnce(YearAct):
    """Deleting what bears a number: whoever clicks twice is told that it is done. `what` it is, in a word."""

    what: str
    is_gone = False

    def was_deleted(self, number: int) -> bool:
        """Whether what bore the number was deleted here before."""
        raise NotImplementedError

    def find(self, **kwargs: Any) -> None:
        """It, or that it is gone."""
        try:
            super().find(**kwargs)
        except Http404:
            self.is_gone = self.request.method == "POST" and self.was_deleted(kwargs["number"])
            if not self.is_gone:
                raise

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Delete it, unless it is gone already."""
        if self.is_gone:
            messages.info(request, f"The {self.what} is deleted already.")
            return redirect(self.back)
        return super().post(request, **kwargs)


class BothTexts(ActView):
    """A form whose conflict shows, box by box, what was saved meanwhile."""

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """Both, where they differ."""
        latest: Latest = conflict.latest
        lines: list[tuple[str, object, object]] = [
            (str(form[name].label), value, form.cleaned_data[name])
            for name, value in latest.values.items()
            if name in form.fields and value != form.cleaned_data[name]
        ]
        seen = fingerprint(dict(latest.values))
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)


def draft_keys(form: Refusable) -> dict[str, Any]:
    """The hidden boxes that tell the form's draft from others of its page."""
    return {name: form[name].value() for name in (form.draft_by or "").split()}
