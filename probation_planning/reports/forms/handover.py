"""The form by which a post's work is handed to another post."""

from typing import Any

from django import forms

from probation_planning.organisation.forms.settings import SeenForm
from probation_planning.organisation.models import Owner
from probation_planning.ui.forms import DayField


class HandOverForm(SeenForm):
    """Which post takes over, and when."""

    successor = forms.ModelChoiceField(
        label="Which post takes over",
        queryset=Owner.objects.none(),
        empty_label="Choose",
        help_text="Posts that are open. Whoever holds it answers for everything listed above.",
        error_messages={"required": "Choose a post.", "invalid_choice": "Choose a post from the list."},
    )
    day = DayField(
        label="From which day",
        help_text="The first day of the post that takes over; today or before. For example, 20 6 2011",
        error_messages={"required": "Enter the day."},
    )

    def __init__(self, *args: Any, post: Owner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Owner.objects.posts().filter(trust=post.trust_id, closed_on=None)
        self.fields["successor"].queryset = others.exclude(pk=post.pk)  # type: ignore[attr-defined]
