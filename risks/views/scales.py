"""The officer's pages of the scales and the bands."""

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.functional import cached_property

from probation_planning.organisation.conflict import Conflict
from probation_planning.ui.forms import Refusable
from risks.forms.scales import FLOORS, BandsForm, PictureForm, ScaleForm
from risks.models import ScaleLevel
from risks.scoring import LEVELS, Band, Thresholds, band, faults_of
from risks.services.hands import Latest, fingerprint
from risks.services.scales import (
    key_seen,
    levels_now,
    locked_since,
    may_start_at,
    save_key,
    save_scale,
    words_of_levels,
)
from risks.views.setup import SetupAct


class ApprovedAct(SetupAct):
    """A change of scales or bands, which says who approved it once they are locked."""

    def approved(self, changes: Any) -> dict[str, Any]:
        """What the form has to know of the lock."""
        frame = self.opened.frame
        return {"locked": locked_since(frame) is not None, "reviews": may_start_at(frame, changes)}

    def context(self) -> dict[str, Any]:
        """Since when it is locked."""
        return super().context() | {"locked_since": locked_since(self.opened.frame)}


class ScaleView(ApprovedAct):
    """The five levels of likelihood or of impact."""

    template_name = "risks/setup_scale.html"
    kind: ScaleLevel.Kind

    def find(self, **kwargs: Any) -> None:
        """Which of the two."""
        if kwargs["kind"] not in ScaleLevel.Kind.values:
            raise Http404
        self.kind = ScaleLevel.Kind(kwargs["kind"])
        self.heading = f"Scale of {self.kind.label.lower()}"
        self.done = f"The scale of {self.kind.label.lower()} is saved."

    def form(self, data: QueryDict | None = None) -> ScaleForm:
        """With what the levels say now."""
        frame = self.opened.frame
        now = words_of_levels(levels_now(frame, self.kind))
        changes = [level for level in frame.levels if level.kind == self.kind]
        said = ScaleForm.filled_in(now) | {"seen": str(fingerprint(now))}
        return ScaleForm(data, kind=self.kind, initial=said, **self.approved(changes))

    def act(self, form: ScaleForm) -> str:
        """Set it."""
        save_scale(
            register=self.opened.register,
            reader=self.request.reader,
            kind=self.kind,
            levels=form.levels,
            approval=form.approval,
            seen=form.cleaned_data["seen"],
        )
        return self.home

    def conflict(self, form: ScaleForm, conflict: Conflict) -> HttpResponse:
        """Both scales, where they differ."""
        latest: Latest = conflict.latest
        now = latest.values["levels"]
        for level, boxes in form.levels_of_boxes:
            for box in boxes:
                box.label = f"Level {level}: {str(box.label).lower()}"
        return self.both(form, latest, ScaleForm.filled_in(now), fingerprint(now))


class Cell(NamedTuple):
    """A cell of the grid: its score and its band."""

    impact: int
    score: int
    band: Band


def picture_of(thresholds: Thresholds) -> dict[str, Any]:
    """The 5×5 grid as the thresholds paint it, likeliest first, and what each band spans."""
    rows = [
        (likelihood, [Cell(impact, likelihood * impact, band(likelihood * impact, thresholds)) for impact in LEVELS])
        for likelihood in reversed(LEVELS)
    ]
    return {"rows": rows, "levels": LEVELS, "spans": [(one, *thresholds.span(one)) for one in Band]}


class BandsView(ApprovedAct):
    """From which score each band starts, with a picture of the grid."""

    template_name = "risks/setup_bands.html"
    heading = "Bands"
    done = "The bands are saved."

    @cached_property
    def asked(self) -> PictureForm | None:
        """The thresholds of which a picture is asked, in the address."""
        return PictureForm(self.request.GET) if any(name in self.request.GET for name in FLOORS) else None

    def form(self, data: QueryDict | None = None) -> BandsForm:
        """With the bands as they are now, or as the picture was asked for."""
        keys = self.opened.frame.keys
        now = keys[-1] if keys else None
        said: dict[str, Any] = {name: getattr(now, name) for name in FLOORS} if now else {}
        if data is None and self.asked:
            typed = (*FLOORS, "starts_at", "approved_by", "approved_on")
            said |= {name: self.request.GET[name] for name in typed if name in self.request.GET}
        return BandsForm(data, initial=said | {"seen": key_seen(now)}, **self.approved(keys))

    def page(self, form: Refusable, *, draft: bool = False, status: int = 200) -> HttpResponse:
        """The form beside the picture of what is in its boxes, or a word on why there is none."""
        shown = PictureForm({name: form[name].value() for name in FLOORS})
        thresholds = Thresholds(*(shown.cleaned_data[name] for name in FLOORS)) if shown.is_valid() else None
        faults = list(faults_of(thresholds).values()) if thresholds else []
        if self.asked and thresholds is None:
            faults = [str(sentence) for sentences in shown.errors.values() for sentence in sentences]
        context = {
            **self.context(),
            "form": form,
            "draft": draft,
            "picture": picture_of(thresholds) if thresholds and not faults else None,
            "faults": faults if not form.is_bound else [],
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)

    def act(self, form: BandsForm) -> str:
        """Set them."""
        save_key(
            register=self.opened.register,
            reader=self.request.reader,
            thresholds=form.thresholds,
            approval=form.approval,
            seen=form.cleaned_data["seen"],
        )
        return self.home

    def conflict(self, form: BandsForm, conflict: Conflict) -> HttpResponse:
        """Both keys."""
        latest: Latest = conflict.latest
        return self.both(form, latest, latest.values, fingerprint(list(latest.values.values())))


urlpatterns = [
    path("setup/scales/<slug:kind>/", ScaleView.as_view(), name="setup_scale"),
    path("setup/bands/", BandsView.as_view(), name="setup_bands"),
]
