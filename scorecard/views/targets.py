"""Setting what a measure must reach: typed, read back in words, and only then saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.functional import cached_property

from probation_planning.organisation.acts import ActView
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.readers import ReaderRequest
from scorecard.forms.targets import QUARTERS, CheckedForm, TargetForm
from scorecard.judging import read_row
from scorecard.models import Measured, Target
from scorecard.services.targets import (
    Read,
    even_levels,
    first_day_offered,
    last_target,
    may_begin,
    read_wanted,
    refuse_unless_managed,
    set_target,
    targets_set,
)
from scorecard.targets import figure_words
from scorecard.views.measures import OneMeasure


class MeasureAct(OneMeasure, ActView):
    """A form of the officer's about one measure."""

    request: ReaderRequest
    heading = ""

    def find(self, **kwargs: Any) -> None:
        """The measure."""
        self.measure  # noqa: B018 - raises Http404 for what the reader does not see

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_managed(self.measure, self.request.reader)

    def context(self) -> dict[str, Any]:
        """The measure, and the heading."""
        return {"measure": self.measure, "heading": self.heading, "standing": self.standing}


class CheckedAct(MeasureAct):
    """A form whose reading is shown before it is saved: by a button, or while it is typed.

    What was typed is saved once its very reading was shown; until then "Save" shows it.
    """

    reading_template: str

    def read(self, form: Any) -> Any:
        """What is made of what was typed; None where it cannot be read at all."""
        raise NotImplementedError

    def shown(self, form: Any) -> int:
        """A number for what the reading is of."""
        raise NotImplementedError

    def faults_of(self, reading: Any) -> dict[str, str]:
        """What is refused, by box."""
        raise NotImplementedError

    def fill_in(self, form: Any) -> bool:
        """Fill in what was asked for by a button; says whether anything was."""
        raise NotImplementedError

    def reading(self, form: CheckedForm) -> dict[str, Any]:
        """The reading for the page."""
        return {"reading": self.read(form), "asked_again": False}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show how it is read, or save what was shown."""
        if "discard" in request.POST:
            return super().post(request, **kwargs)
        form: Any = self.form(request.POST)
        form.full_clean()
        live = request.headers.get("HX-Request") == "true"
        if not live and "even" in request.POST and self.fill_in(form):
            form.full_clean()
        before = form.cleaned_data.get("checked")
        # What a conflict page sends again was read on the page before it.
        if not live and not {"check", "even"} & set(request.POST) and not form.errors and before == self.shown(form):
            return super().post(request, **kwargs)
        reading = self.read(form)
        for box, sentence in self.faults_of(reading).items():
            if box in form.fields and box not in form.errors:
                form.add_error(box, sentence)
        form.say_checked(self.shown(form))
        saving = not {"check", "even"} & set(request.POST) and not form.errors
        said = {"form": form, "reading": reading, "asked_again": saving and not live}
        if live:
            return TemplateResponse(request, self.reading_template, {**said, "measure": self.measure, "live": True})
        return TemplateResponse(request, self.template_name, {**self.context(), **said, "draft": False})

    def page(self, form: Any, *, draft: bool = False, status: int = 200) -> HttpResponse:
        """The form, with its reading where something was typed."""
        said = self.reading(form) if form.is_bound else {}
        context = {**self.context(), **said, "form": form, "draft": draft}
        return TemplateResponse(self.request, self.template_name, context, status=status)


class TargetView(CheckedAct):
    """What a measure must reach."""

    template_name = "scorecard/target.html"
    reading_template = "scorecard/_target_reading.html"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """First, or again."""
        return "Change the target" if self.last else "Set the target"

    @cached_property
    def last(self) -> Target | None:
        """The target that was set last."""
        return last_target(self.measure)

    def form(self, data: QueryDict | None = None) -> TargetForm:
        """With the target that was set last."""
        year, last = self.request.year, self.last
        said: dict[str, Any] = {"effective_from": first_day_offered(self.measure, year, last)}
        said["seen"] = last.sequence if last else 0
        if last:
            said |= {"printed": last.printed, "scale": last.scale.name if last.scale else None}
            said |= {name: getattr(last, name) for name in ("tolerance_under", "tolerance_over", "tolerance_measured")}
            said |= {f"profile_{quarter}": level for quarter, level in zip(QUARTERS, last.profile, strict=False)}
        return TargetForm(data, measure=self.measure, last=last, initial=said)

    def read(self, form: TargetForm) -> Read:
        """The words as they would be read."""
        return read_wanted(self.measure, form.wanted)

    def shown(self, form: TargetForm) -> int:
        """The words and what goes with them, but not from when and why."""
        wanted = form.wanted
        numbers = [str(wanted.tolerance_under), str(wanted.tolerance_over), wanted.tolerance_measured]
        return fingerprint([wanted.printed, str(wanted.scale), wanted.polarity, *numbers, *wanted.profile])

    def faults_of(self, reading: Read) -> dict[str, str]:
        """By box."""
        return reading.faults

    def fill_in(self, form: TargetForm) -> bool:
        """The profile in equal steps."""
        levels = even_levels(self.read(form).target)
        if levels:
            form.fill_in(levels)
        else:
            form.add_error("profile_1", "Only a figure can be spread evenly. Give the target as a figure first.")
        return bool(levels)

    def context(self) -> dict[str, Any]:
        """The targets so far, and from when another may hold."""
        past = [(row, read_row(self.measure, row, self.request.year.start)) for row in targets_set(self.measure)]
        closed = [quarter for quarter in self.quarters if quarter.closed_on]
        return super().context() | {
            "past": past,
            "last": self.last,
            "closed": closed,
            "from_day": may_begin(self.measure, self.request.year, self.last),
        }

    def act(self, form: TargetForm) -> str:
        """Set it."""
        seen = form.cleaned_data["seen"]
        row = set_target(measure=self.measure, reader=self.request.reader, wanted=form.wanted, seen=seen)
        goal = self.read(form).target.in_words()
        messages.success(self.request, f"The target is saved: {row.printed or 'blank'}. It is read as: {goal}.")
        return self.measure.get_absolute_url()

    def conflict(self, form: TargetForm, conflict: Conflict) -> HttpResponse:
        """Both targets."""
        theirs: Target | None = conflict.latest
        mine = form.wanted
        read = read_row(self.measure, theirs, self.request.year.start).in_words() if theirs else ""
        rows: list[tuple[str, object, object]] = [
            ("Target", theirs and theirs.printed, mine.printed),
            ("Read as", read, self.read(form).target.in_words()),
            ("Scale", theirs and theirs.scale, mine.scale),
            ("Holds from", theirs and _day(theirs.effective_from), _day(mine.effective_from)),
            ("Close when", theirs and _tolerance(theirs), _tolerance(mine)),
            ("Profile", theirs and _profile(theirs.profile), _profile(mine.profile)),
            ("Why the target changes", theirs and theirs.reason, mine.reason),
            ("Approved by", theirs and theirs.approved_by, mine.approved_by),
        ]
        who, when = (theirs.given_by, theirs.given_at) if theirs else (None, None)
        return conflict_response(self.request, form, rows, who, when, seen=theirs.sequence if theirs else 0)


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def _tolerance(said: Any) -> str:
    """Under by up to 2, over by up to 3 percent of the target."""
    sides = (("under", said.tolerance_under), ("over", said.tolerance_over))
    parts = [f"{side} by up to {figure_words(figure)}" for side, figure in sides if figure is not None]
    measured = " percent of the target" if parts and said.tolerance_measured == Measured.PERCENT else ""
    return f"{', '.join(parts)}{measured}"


def _profile(levels: Any) -> str:
    return "; ".join(f"Q{quarter} {level}" for quarter, level in zip(QUARTERS, levels, strict=False) if level)
