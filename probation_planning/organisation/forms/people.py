"""Forms about the people of a trust."""

from collections.abc import Collection
from typing import Any

from django import forms

from probation_planning.organisation.models import Owner, Role
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.people import roles_given_by
from probation_planning.ui.forms import HintedCheckboxes, Refusable

WHAT = {
    Role.DIRECTOR: "Answers for what their posts own; sees the plan, section 1 and the scorecard.",
    Role.SMT: "Sees section 1 as it is being worked on, and agrees ratings at the meeting.",
    Role.AUDIT: "Reads what was issued, section 2 included, and asks questions.",
    Role.AUDITOR: "Reads all that was issued, and the record of changes.",
    Role.OFFICER: "Sets up the year, chases and issues packs. Needs a second factor.",
    Role.ADMINISTRATOR: "Keeps people, posts and bodies in the administration. Needs a second factor.",
}


class RolesField(forms.MultipleChoiceField):
    """One or more roles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Roles",
            help_text="Rights add up.",
            widget=HintedCheckboxes({role.value: what for role, what in WHAT.items()}),
            error_messages={"required": "Choose at least one role.", "invalid_choice": "Choose from the list."},
            **kwargs,
        )


class InviteForm(Refusable):
    """Who is invited, in which roles."""

    draft_by = ""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation is for this address alone.",
        error_messages={"required": "Enter an e-mail address."},
    )
    roles = RolesField()
    post = forms.ModelChoiceField(
        Owner.objects.none(),
        label="Post",
        required=False,
        empty_label="No post",
        help_text="Held from the day the invitation is accepted.",
    )

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in roles_given_by(reader)]  # type: ignore[attr-defined]
        posts = Owner.objects.posts().filter(trust=reader.trust, closed_on=None)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """In small letters."""
        email: str = self.cleaned_data["email"]
        return email.strip().lower()


class RolesForm(Refusable):
    """The roles of one person; `seen` is the fingerprint of those the form showed."""

    draft_by = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    roles = RolesField()

    def __init__(self, *args: Any, reader: Reader, kept: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody who keeps a role that is not the reader's to take needs no other.
        self.fields["roles"].required = not kept
        self.fields["roles"].choices = [(role.value, role.label) for role in roles_given_by(reader)]  # type: ignore[attr-defined]
