"""The form by which a target is shared out to units."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict

from probation_planning.organisation.models import DeliveryUnit
from scorecard.forms.targets import CheckedForm, LaterWords

WHY_NOT = "Where the shares do not add up to the target, you can say why. It is shown beside them."
WHY_ANEW = "The shares so far are kept, and this reason beside the new ones."


class SharesForm(CheckedForm):
    """A box for each unit's share, as written."""

    reason = LaterWords(label="Reason", rows=2)

    def __init__(self, *args: Any, units: Sequence[DeliveryUnit], anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        self.fields["reason"].help_text = WHY_ANEW if anew else WHY_NOT
        self.fields["reason"].required = anew
        for unit in units:
            self.fields[f"unit_{unit.pk}"] = forms.CharField(
                label=unit.name,
                max_length=120,
                required=False,
                widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
            )
        self.order_fields([f"unit_{unit.pk}" for unit in units])

    @property
    def unit_boxes(self) -> list[Any]:
        """The units' boxes."""
        return [self[f"unit_{unit.pk}"] for unit in self.units]

    @property
    def written(self) -> dict[int, str]:
        """The shares by the unit's key, blank for none."""
        return {unit.pk: self.cleaned_data.get(f"unit_{unit.pk}", "") for unit in self.units}

    def fill_in(self, written: Mapping[int, str]) -> None:
        """Put shares into the boxes."""
        again = cast(QueryDict, self.data).copy()
        for key, text in written.items():
            again[self.add_prefix(f"unit_{key}")] = text
        self.data = again
