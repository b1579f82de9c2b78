"""The form of who answers for a measure."""

from typing import Any

from django import forms
from django.db.models import Q

from probation_planning.organisation.models import Owner
from probation_planning.ui.forms import HouseForm
from scorecard.models import Measure


class AssignForm(HouseForm):
    """Who answers for a measure: one owner leads, and others may answer too.

    `seen` is how often that had been changed when the form was filled in.
    """

    leads = forms.ModelChoiceField(
        label="Who answers for it",
        queryset=Owner.objects.none(),
        required=False,
        empty_label="Nobody: leave it unassigned",
        help_text="A post, or a group of posts. Whoever holds the post enters the result.",
        error_messages={"invalid_choice": "Choose a post or a group from the list."},
    )
    others = forms.ModelMultipleChoiceField(
        label="Who may answer besides",
        queryset=Owner.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
        help_text="One answer serves all of them, and shows who gave it.",
        error_messages={
            "invalid_choice": "Choose posts or groups from the list.",
            "invalid_pk_value": "Choose from the list.",
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        rows = list(measure.owners.all())
        first = next((row.owner_id for row in rows if row.leads), rows[0].owner_id if rows else None)
        others = [row.owner_id for row in rows if row.owner_id != first]
        kwargs["initial"] = {"leads": first, "others": others, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        # An owner that has been closed since stays in the list while it is still named here.
        owners = Owner.objects.filter(Q(closed_on=None) | Q(pk__in=[row.owner_id for row in rows]))
        for name in ("leads", "others"):
            self.fields[name].queryset = owners.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Others need somebody who leads."""
        given = super().clean()
        if "leads" not in self.data:
            self.add_error("leads", "Choose who answers for it, or “Nobody”.")
        if given.get("others") and "leads" not in self.errors and not given.get("leads"):
            self.add_error("leads", "Choose who leads, or take the ticks away below.")
        return given
