"""Settings: the ordered scales of the trust."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse

from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.views.settings import Crumb, SettingsAct, SettingsPage, SureAct
from scorecard.forms.scales import AddScaleForm, ScaleForm
from scorecard.models import OrderedScale
from scorecard.services.scales import (
    BROUGHT,
    add_scale,
    delete_scale,
    edit_scale,
    measures_on,
    named_steps,
    scale_of,
    scale_seen,
    slug_of,
    steps_of,
    was_deleted,
)


def address(request: ReaderRequest, name: str, *more: str) -> str:
    """A page of the trust's scales."""
    return reverse(f"scales:{name}", args=[request.reader.trust.slug, *more])


def scale_asked(request: ReaderRequest, slug: str) -> OrderedScale:
    """The scale that the address names; 404 where the trust has none."""
    scale = scale_of(request.reader.trust, slug)
    if scale is None:
        raise Http404
    return scale


class ScalesView(SettingsPage):
    """Every scale of the trust."""

    template_name = "scorecard/scales.html"
    title = "Scales"

    def context(self) -> dict[str, Any]:
        """By name, each with its steps and what is on it."""
        scales = OrderedScale.objects.filter(trust=self.request.reader.trust).prefetch_related("steps")
        on = scales.prefetch_related("targets__measure")
        return {
            "scales": [
                (
                    scale,
                    address(self.request, "scale", slug_of(scale.name)),
                    sorted({target.measure.name for target in scale.targets.all()}),
                )
                for scale in on
            ]
        }


class ScaleAct(SettingsAct):
    """A form about a scale."""

    @property
    def back_url(self) -> str:
        """The list of scales."""
        return address(self.request, "scales")

    @property
    def crumbs(self) -> list[Crumb]:
        """The way back."""
        home = reverse("organisation:settings", args=[self.request.reader.trust.slug])
        return [("Settings", home), ("Scales", self.back_url)]


class AddView(ScaleAct):
    """A scale more."""

    heading, button = "Add a scale", "Add the scale"

    def form(self, data: QueryDict | None = None) -> AddScaleForm:
        """Empty."""
        return AddScaleForm(data)

    def act(self, form: AddScaleForm) -> str:
        """Add it."""
        said = form.cleaned_data
        steps = BROUGHT.get(said["steps"], ())
        scale = add_scale(reader=self.request.reader, name=said["name"], steps=steps)
        messages.success(self.request, f"The scale “{scale}” is added.")
        return address(self.request, "scale", slug_of(scale.name))


class OneScale(ScaleAct):
    """A form about one scale."""

    scale: OrderedScale

    def find(self, **kwargs: Any) -> None:
        """The scale."""
        self.scale = scale_asked(self.request, kwargs["scale"])


class ScaleView(OneScale):
    """A scale: its name and its steps."""

    template_name = "scorecard/scale.html"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Its name."""
        return str(self.scale)

    def form(self, data: QueryDict | None = None) -> ScaleForm:
        """As it stands."""
        steps = steps_of(self.scale)
        said: dict[str, Any] = {f"name_{step.position}": step.name for step in steps}
        said |= {"name": self.scale.name, "seen": scale_seen(self.scale)}
        return ScaleForm(data, steps=steps, named=named_steps(self.scale), initial=said)

    def context(self) -> dict[str, Any]:
        """What is on it, and where it is deleted."""
        on = measures_on(self.scale)
        delete = address(self.request, "delete", slug_of(self.scale.name))
        return super().context() | {"on": on, "delete_url": "" if on else delete}

    def act(self, form: ScaleForm) -> str:
        """Save it."""
        scale = edit_scale(
            scale=self.scale,
            reader=self.request.reader,
            name=form.cleaned_data["name"],
            names=form.names,
            dropped=form.dropped,
            added=form.added,
            seen=form.cleaned_data["seen"],
        )
        messages.success(self.request, f"The scale “{scale}” is saved.")
        return address(self.request, "scale", slug_of(scale.name))

    def conflict(self, form: ScaleForm, conflict: Conflict) -> HttpResponse:
        """Both scales."""
        latest: Latest = conflict.latest
        mine = [f"{code} {name}".strip() for code, name in form.names.items() if code not in form.dropped]
        if form.added:
            mine.append(f"added: {form.added.code} {form.added.name}".strip())
        theirs = [f"{code} {name}".strip() for code, name in latest.values["steps"]]
        lines = [
            ("Name", latest.values["name"], form.cleaned_data["name"]),
            ("Steps, lowest first", "\n".join(theirs), "\n".join(mine)),
        ]
        seen = fingerprint(dict(latest.values))
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)


class DeleteView(SureAct, OneScale):
    """Deleting a scale that nothing names."""

    button = "Delete the scale"
    is_gone = False

    @property
    def heading(self) -> str:  # type: ignore[override]
        """Which one."""
        return f"Delete the scale “{self.scale}”?"

    @property
    def consequences(self) -> Sequence[str]:
        """That it goes with its steps."""
        return ("The scale and its steps are deleted. It can be added again.",)

    def find(self, **kwargs: Any) -> None:
        """The scale; to the button, also one that it deleted before."""
        self.is_gone = self.request.method == "POST" and was_deleted(self.request.reader.trust, kwargs["scale"])
        if not self.is_gone:
            super().find(**kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Deleted before by the same button, it is gone, and that is what was wanted."""
        return redirect(self.back_url) if self.is_gone else super().post(request, **kwargs)

    def seen(self) -> int:
        """Its name and its steps."""
        return scale_seen(self.scale)

    def sure(self) -> str:
        """Delete it."""
        delete_scale(scale=self.scale, reader=self.request.reader)
        messages.success(self.request, f"The scale “{self.scale}” is deleted.")
        return self.back_url


urlpatterns = [
    path("", ScalesView.as_view(), name="scales"),
    path("new/", AddView.as_view(), name="add"),
    path("<slug:scale>/", ScaleView.as_view(), name="scale"),
    path("<slug:scale>/delete/", DeleteView.as_view(), name="delete"),
]
