"""Sharing a measure's target out to units."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.functional import cached_property

from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import DeliveryUnit
from scorecard.forms.sharing import SharesForm
from scorecard.models import Target
from scorecard.services.sharing import (
    ReadShares,
    Shared,
    even_shares,
    read_shares,
    share_out,
    shared_now,
    units_of,
)
from scorecard.services.targets import last_target
from scorecard.views.targets import CheckedAct

WHOLE = "This measure has one result for the whole trust: there is nothing to share out."
NO_TARGET = "The measure has no target yet. Set it before you share it out."
NO_UNITS = "The trust has no open unit of this kind. Add the units in the settings first."
NOT_EVEN = "Only a whole number, or a target that each unit has whole, can be filled in evenly."


class SharesView(CheckedAct):
    """The shares of units in the target that was set last."""

    template_name = "scorecard/shares.html"
    reading_template = "scorecard/_shares_reading.html"

    @property
    def heading(self) -> str:  # type: ignore[override]
        """First, or again."""
        return "Share the target out anew" if self.now.row else "Share the target out"

    @cached_property
    def whole(self) -> Target:
        """The target that was set last, or where there is none a blank one, which `dispatch` turns away."""
        return last_target(self.measure) or Target()

    @cached_property
    def units(self) -> list[DeliveryUnit]:
        """The units that may have a share."""
        return units_of(self.measure, self.whole)

    @cached_property
    def now(self) -> Shared:
        """How it is shared out."""
        return shared_now(self.whole)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What cannot be shared out leads back to the measure, with the reason."""
        says = WHOLE if not self.measure.for_each else NO_TARGET if not self.whole.text else ""
        if says or not self.units:
            messages.warning(request, says or NO_UNITS)
            return HttpResponseRedirect(self.measure.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: QueryDict | None = None) -> SharesForm:
        """With the shares as they are."""
        said: dict[str, Any] = {f"unit_{key}": text for key, text in self.now.written.items()}
        said["seen"] = self.now.seen
        return SharesForm(data, units=self.units, anew=self.now.row is not None, initial=said)

    def read(self, form: SharesForm) -> ReadShares:
        """What the shares come to."""
        return read_shares(self.measure, self.whole, self.units, form.written)

    def shown(self, form: SharesForm) -> int:
        """The target and the shares."""
        return fingerprint([self.whole.sequence, sorted(form.written.items())])

    def faults_of(self, reading: ReadShares) -> dict[str, str]:
        """By box."""
        return {f"unit_{key}": sentence for key, sentence in reading.faults.items()}

    def fill_in(self, form: SharesForm) -> bool:
        """Equal shares."""
        even = even_shares(self.measure, self.whole, self.units)
        if even:
            form.fill_in(even)
        else:
            form.add_error(None, NOT_EVEN)
        return bool(even)

    def context(self) -> dict[str, Any]:
        """The target, and how it is shared out now."""
        kind = DeliveryUnit.Kind(self.measure.for_each).label
        given = self.read_now()
        return super().context() | {"whole": given.whole, "row": self.whole, "now": self.now, "kind": kind}

    def read_now(self) -> ReadShares:
        """What the shares that stand come to."""
        return read_shares(self.measure, self.whole, self.units, self.now.written)

    def act(self, form: SharesForm) -> str:
        """Share it out."""
        share_out(
            measure=self.measure,
            target=self.whole,
            reader=self.request.reader,
            written=form.written,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        )
        messages.success(self.request, f"The target is shared out. {self.read(form).shares.sentence}")
        return self.measure.get_absolute_url()

    def conflict(self, form: SharesForm, conflict: Conflict) -> HttpResponse:
        """Both, unit by unit; a target set meanwhile is told of."""
        theirs: Shared = conflict.latest
        lines: list[tuple[str, object, object]] = [
            (unit.name, theirs.written.get(unit.pk, ""), form.written[unit.pk]) for unit in self.units
        ]
        lines.append(("Reason", theirs.row.reason if theirs.row else "", form.cleaned_data["reason"]))
        who, when = (theirs.row.given_by, theirs.row.given_at) if theirs.row else (None, None)
        if theirs.row is not None:
            form.fields["reason"].required = True
            form.fields["reason"].help_text = "Say why the target is shared out anew."
        return conflict_response(self.request, form, lines, who, when, seen=theirs.seen)
