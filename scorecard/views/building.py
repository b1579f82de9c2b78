"""The officer's pages that add a measure, change it, give it another place, withdraw it, restore it or delete it."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.deleting import what_points_to
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.ui.forms import Refusable
from scorecard.forms.building import MeasureForm, WithdrawForm
from scorecard.forms.headings import DirectionForm, SeenForm
from scorecard.models import Measure, Scorecard
from scorecard.services.building import (
    Written,
    add_measure,
    delete_measure,
    edit_measure,
    in_words,
    move_measure,
    refuse_withdrawn,
    restore_measure,
    seen_of,
    was_deleted,
    withdraw_measure,
)
from scorecard.services.headings import LAST_NUMBER
from scorecard.services.setting_up import refuse_unless_managed
from scorecard.views.headings import say_moved
from scorecard.views.setting_up import CardAct, address, scorecard_asked


def numbers_in(reference: str) -> tuple[int, int]:
    """Perspective and number of 2-5; raises Http404 for what is no such reference."""
    perspective, _, number = reference.partition("-")
    if not (perspective.isdigit() and number.isdigit()) or reference != f"{int(perspective)}-{int(number)}":
        raise Http404
    return int(perspective), int(number)


def measure_asked(request: ReaderRequest, scorecard: Scorecard, reference: str) -> Measure | None:
    """The scorecard's measure of that reference."""
    perspective, number = numbers_in(reference)
    rows = Measure.objects.visible_to(request.reader).filter(perspective__scorecard=scorecard)
    measure = rows.select_related("perspective").filter(perspective__number=perspective, number=number).first()
    if measure is not None:
        measure.perspective.scorecard = scorecard
    return measure


class AddView(CardAct):
    """A new measure, in the perspective that the address names or one that is chosen."""

    template_name = "scorecard/measure_form.html"
    heading = "Add a measure"
    button = "Add the measure"
    leave = "Back to setting up"

    def form(self, data: QueryDict | None = None) -> MeasureForm:
        """With what is usual, in the perspective asked for."""
        asked = self.request.GET.get("perspective", "")
        is_number = asked.isdecimal() and len(asked) <= len(str(LAST_NUMBER))
        within = self.scorecard.perspectives.filter(number=int(asked)).first() if is_number else None
        initial = {"perspective": within.pk} if within else {}
        return MeasureForm(data, scorecard=self.scorecard, initial=initial)

    def act(self, form: MeasureForm) -> str:
        """Add it."""
        said = form.cleaned_data
        measure = add_measure(
            scorecard=self.scorecard,
            reader=self.request.reader,
            perspective=said["perspective"],
            values=form.values,
            once=said["once"],
        )
        messages.success(self.request, f"Measure {measure.reference} is added.")
        return self.address("measure_detail", measure.reference)

    def conflict(self, form: MeasureForm, conflict: Conflict) -> HttpResponse:
        """Sent before with other words, as when somebody goes back to the form."""
        added: Measure = conflict.latest
        return self.sent_before(
            form,
            f"This form was saved already as measure {added.reference}: “{added}”. To change that measure, open it and "
            "change it there. To add another measure with the words below, save again.",
        )


class OneMeasure(CardAct):
    """A page about one measure."""

    measure: Measure
    verb = ""

    def find(self, **kwargs: Any) -> None:
        """The measure of the reference."""
        found = measure_asked(self.request, self.scorecard, kwargs["reference"])
        if found is None:
            self.is_gone(kwargs["reference"])
        else:
            self.measure = found

    def is_gone(self, reference: str) -> None:
        """Nothing bears the reference."""
        raise Http404

    @property
    def back(self) -> str:
        """Its page."""
        return self.address("measure_detail", self.measure.reference)

    def context(self) -> dict[str, Any]:
        """What the page says of the act."""
        name = f"Measure {self.measure.reference}"
        said = {
            "crumb": name,
            "caption": f"{name}: {self.measure}",
            "heading": self.heading or f"{self.verb} the measure",
        }
        return super().context() | said

    def form(self, data: QueryDict | None = None) -> Refusable:
        """Nothing is typed."""
        return SeenForm(data, initial={"seen": seen_of(self.measure)})

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """How it stands now."""
        row, hand = conflict.latest
        state = "It stands"
        if row.withdrawn_on:
            state = f"Withdrawn on {row.withdrawn_on:%-d %B %Y}: {row.withdrawn_reason}"
        lines: list[tuple[str, object, object]] = [
            (f"Measure {row.reference}", str(row), ""),
            ("How it stands", state, self.verb),
        ]
        return conflict_response(self.request, form, lines, *hand, seen=seen_of(row))


class EditView(OneMeasure):
    """What a measure says."""

    template_name = "scorecard/measure_form.html"
    heading = "Change the measure"

    def form(self, data: QueryDict | None = None) -> MeasureForm:
        """With what it says now."""
        return MeasureForm(data, scorecard=self.scorecard, now=self.measure)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What is withdrawn says so, and is not changed."""
        try:
            refuse_withdrawn(self.measure)
        except ValidationError as wrong:
            messages.warning(request, wrong.messages[0])
            return HttpResponseRedirect(self.back)
        return super().get(request, **kwargs)

    def act(self, form: MeasureForm) -> str:
        """Change it."""
        seen = form.cleaned_data["seen"]
        edit_measure(measure=self.measure, reader=self.request.reader, values=form.values, seen=seen)
        messages.success(self.request, f"Measure {self.measure.reference} is changed.")
        return self.back

    def conflict(self, form: MeasureForm, conflict: Conflict) -> HttpResponse:
        """Both texts, where they differ."""
        theirs: Written = conflict.latest
        typed = in_words(form.values)
        lines: list[tuple[str, object, object]] = [
            (str(form[name].label), said, typed[name]) for name, said in theirs.words.items() if said != typed[name]
        ]
        return conflict_response(self.request, form, lines, *theirs.hand, seen=theirs.seen)


class WithdrawView(OneMeasure):
    """Giving a measure up."""

    verb, button = "Withdraw", "Withdraw it"

    @property
    def consequences(self) -> Sequence[str]:
        """What becomes of it."""
        return [
            "It keeps its number, its results and its page, which says why it was withdrawn, and it can be restored. "
            "Nobody is asked about it any more, and it takes no results and no targets."
        ]

    def form(self, data: QueryDict | None = None) -> WithdrawForm:
        """Today."""
        return WithdrawForm(data, initial={"withdrawn_on": clock.today(), "seen": seen_of(self.measure)})

    def act(self, form: WithdrawForm) -> str:
        """Withdraw it."""
        withdraw_measure(measure=self.measure, reader=self.request.reader, **form.cleaned_data)
        messages.success(self.request, f"Measure {self.measure.reference} is withdrawn.")
        return self.back


class RestoreView(OneMeasure):
    """Taking it up again."""

    verb, button = "Restore", "Restore it"

    @property
    def consequences(self) -> Sequence[str]:
        """What becomes of it."""
        if self.measure.withdrawn_on is None:
            return ["It is not withdrawn."]
        return [
            f"It was withdrawn on {self.measure.withdrawn_on:%-d %B %Y}: {self.measure.withdrawn_reason}",
            "It takes results and targets again, as it did before.",
        ]

    def act(self, form: SeenForm) -> str:
        """Restore it."""
        restore_measure(measure=self.measure, reader=self.request.reader, seen=form.cleaned_data["seen"])
        messages.success(self.request, f"Measure {self.measure.reference} is restored.")
        return self.back


class DeleteView(OneMeasure):
    """Deleting what nothing points to; else the page says why not, and offers withdrawing."""

    template_name = "scorecard/delete.html"
    verb, button, warns = "Delete", "Delete it", True
    consequences = ("It goes with everything that it says. Its number is not given again. This cannot be undone.",)
    gone = ""

    def is_gone(self, reference: str) -> None:
        """Whoever clicks twice is told that it is done."""
        if self.request.method != "POST" or not was_deleted(self.scorecard, *numbers_in(reference)):
            raise Http404
        self.gone = reference

    def context(self) -> dict[str, Any]:
        """Why it cannot be, if it cannot."""
        held = what_points_to(self.measure)
        may_withdraw = held and self.measure.withdrawn_on is None
        withdraw = self.address("measure_withdraw", self.measure.reference) if may_withdraw else ""
        said = {"held": held, "withdraw_url": withdraw}
        return super().context() | said | ({"consequences": ()} if held else {})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Delete it, unless it is gone already."""
        if self.gone:
            messages.info(request, f"Measure {self.gone} is deleted already.")
            return HttpResponseRedirect(self.address("scorecard"))
        return super().post(request, **kwargs)

    def act(self, form: SeenForm) -> str:
        """Delete it."""
        delete_measure(measure=self.measure, reader=self.request.reader, seen=form.cleaned_data["seen"])
        messages.success(self.request, f"Measure {self.measure.reference} is deleted.")
        return self.address("scorecard")


@require_POST
def move_measure_by(request: HttpRequest, trust: str, year: str, reference: str) -> HttpResponse:
    """One step up or down; back to the list, the keyboard on the button pressed."""
    ours = cast(ReaderRequest, request)
    measure = measure_asked(ours, scorecard_asked(ours), reference)
    if measure is None:
        raise Http404
    refuse_unless_managed(ours.reader)
    form = DirectionForm(request.POST)
    asked: dict[str, str] = {}
    if form.is_valid():
        try:
            moved = move_measure(measure=measure, reader=ours.reader, **form.cleaned_data)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        say_moved(request, f"{measure.reference} {measure}", form, moved=moved)
        asked = {"moved": reference, "by": form.cleaned_data["direction"]}
    return redirect(f"{address(ours, 'measure_order', measure.perspective.number)}?{urlencode(asked)}")


urlpatterns = [
    path("measures/new/", AddView.as_view(), name="measure_add"),
    path("measures/<reference:reference>/edit/", EditView.as_view(), name="measure_edit"),
    path("measures/<reference:reference>/move/", move_measure_by, name="measure_move"),
    path("measures/<reference:reference>/withdraw/", WithdrawView.as_view(), name="measure_withdraw"),
    path("measures/<reference:reference>/restore/", RestoreView.as_view(), name="measure_restore"),
    path("measures/<reference:reference>/delete/", DeleteView.as_view(), name="measure_delete"),
]
