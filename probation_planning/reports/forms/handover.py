"""The form by which a post or group closes and its work is handed to another."""

from typing import Any

from django import forms

from probation_planning.organisation.forms.settings import SeenForm
from probation_planning.organisation.models import Owner, OwnerKind
from probation_planning.ui.forms import DayField


class HandOverForm(SeenForm):
    """Which post or group takes over, and when. `alone`: whether it may close without one."""

    successor = forms.ModelChoiceField(
        label="Who takes over",
        queryset=Owner.objects.none(),
        error_messages={"required": "Choose who takes over.", "invalid_choice": "Choose from the list."},
    )
    day = DayField(
        label="From which day",
        help_text="The first day on which it is closed; today or before. For example, 20 6 2011",
        error_messages={"required": "Enter the day."},
    )

    def __init__(self, *args: Any, owner: Owner, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Owner.objects.filter(trust=owner.trust_id, closed_on=None).exclude(pk=owner.pk)
        chosen: Any = self.fields["successor"]
        if owner.kind == OwnerKind.POST:
            others = others.filter(kind=OwnerKind.POST)
            chosen.label = "Which post takes over"
        chosen.queryset = others
        chosen.required = not alone
        chosen.empty_label = "Nobody: nothing is open with it" if alone else "Choose"
        which = "Posts that are open." if owner.kind == OwnerKind.POST else "Posts and groups that are open."
        chosen.help_text = (
            which if alone else f"{which} Whoever holds it, or a post in it, answers for all listed above."
        )
