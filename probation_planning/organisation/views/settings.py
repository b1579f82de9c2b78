"""What every page of the settings begins with, and the page that leads to them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from probation_planning.organisation import acts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.forms.settings import ConfirmForm
from probation_planning.organisation.hands import Latest, fingerprint
from probation_planning.organisation.models import Owner
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.organisation.services.settings import begin, refuse_unless_managed

Crumb = tuple[str, str]


def address(request: ReaderRequest, name: str, *more: object) -> str:
    """A page of this trust's settings."""
    return reverse(f"organisation:{name}", args=[request.reader.trust.slug, *more])


def settings_crumbs(request: ReaderRequest, title: str, href: str = "") -> list[Crumb]:
    """The way back to the settings, for who may enter them, and the page itself."""
    found: list[Crumb] = []
    if may(request.reader, Act.MANAGE, Kind.ORGANISATION):
        found.append(("Settings", address(request, "settings")))
    return [*found, (title, href)]


def post_of(request: ReaderRequest, slug: str) -> Owner:
    """The post that the address names; 404 where the trust has none."""
    return get_object_or_404(Owner.objects.posts().filter(trust=request.reader.trust), slug=slug)


def group_of(request: ReaderRequest, slug: str) -> Owner:
    """The group that the address names; 404 where the trust has none."""
    return get_object_or_404(Owner.objects.groups().filter(trust=request.reader.trust), slug=slug)


class SettingsPage(View):
    """A page of the settings that is read."""

    request: ReaderRequest
    template_name: str
    title = ""
    http_method_names = ["get", "head", "options"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find what it is about, then ask whether the reader sets the trust up."""
        super().setup(request, *args, **kwargs)
        self.find(**kwargs)
        self.permit()

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_managed(self.request.reader)

    def find(self, **kwargs: Any) -> None:
        """Find what the address names; raises Http404 for what is not there."""

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page."""
        crumbs = [("Settings", address(self.request, "settings")), (self.title, "")]
        return TemplateResponse(request, self.template_name, {"crumbs": crumbs, **self.context()})


class SettingsView(SettingsPage):
    """Where the trust is set up."""

    template_name = "organisation/settings.html"

    def context(self) -> dict[str, Any]:
        """What of it the reader may enter besides."""
        return {"administers": self.request.user.is_staff}


class SettingsAct(acts.ActView):
    """A form of the settings."""

    template_name = "organisation/act.html"
    heading = ""
    button = "Save"
    back = "settings"
    back_name = "Settings"

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_managed(self.request.reader)

    @property
    def back_url(self) -> str:
        """Where one came from, and goes when it is done."""
        return address(self.request, self.back)

    @property
    def crumbs(self) -> list[Crumb]:
        """The way back."""
        found = [("Settings", address(self.request, "settings"))]
        return found if self.back == "settings" else [*found, (self.back_name, self.back_url)]

    @property
    def consequences(self) -> Sequence[str]:
        """What follows from it, in sentences."""
        return ()

    def context(self) -> dict[str, Any]:
        """Its heading, what follows, and the way back."""
        return {
            "heading": self.heading,
            "button": self.button,
            "consequences": self.consequences,
            "crumbs": [*self.crumbs, (self.heading, "")],
            "back_url": self.back_url,
        }

    def in_words(self, name: str, value: Any) -> object:
        """A saved value as its box shows it."""
        return value

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """What was saved meanwhile and what was typed, line by line where they differ."""
        latest: Latest = conflict.latest
        lines = [
            (str(form[box].label), self.in_words(name, value), form.cleaned_data.get(box))
            for name, value in latest.values.items()
            if (box := self.box_of(name)) in form.fields
        ]
        differing = [line for line in lines if str(line[1] or "") != str(line[2] or "")]
        seen = fingerprint(dict(latest.values))
        return conflict_response(self.request, form, differing, latest.who, latest.when, seen=seen)

    def box_of(self, name: str) -> str:
        """The box in which a column is typed."""
        return name


class SureAct(SettingsAct):
    """A page that only asks whether one is sure; what it tells of may have changed before the button is pressed."""

    def seen(self) -> int:
        """A number for what the page tells of, as it is now."""
        raise NotImplementedError

    def is_done(self) -> bool:
        """Whether things stand already as the button would have them: pressed twice it is one."""
        return False

    def begin(self) -> None:
        """Wait for whoever changes the same now."""
        begin(self.request.reader)

    def sure(self) -> str:
        """Do it; the address to go to."""
        raise NotImplementedError

    def form(self, data: QueryDict | None = None) -> ConfirmForm:
        """Nothing but the button."""
        return ConfirmForm(data, initial={"seen": self.seen()})

    def act(self, form: ConfirmForm) -> str:
        """Do it, unless somebody was here since the page was opened."""
        self.begin()
        if not self.is_done() and form.cleaned_data["seen"] != self.seen():
            raise Conflict(None)
        return self.sure()

    def conflict(self, form: ConfirmForm, conflict: Conflict) -> HttpResponse:
        """The page as it is now."""
        self.find(**self.kwargs)
        now = self.form()
        changed = self.form(QueryDict(f"seen={now.initial['seen']}"))
        changed.add_error(None, "Somebody changed this after you opened the page. Nothing is done yet: look again.")
        return self.page(changed, status=409)


class AddAct(SettingsAct):
    """A form that adds something: sent twice it adds one, and says so both times."""

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """Sent before with other words, as when somebody goes back to the form: nothing is lost, nothing doubled."""
        sentence = f"This form was saved already as {conflict.latest}. To add another, save again."
        return self.sent_before(form, sentence)
