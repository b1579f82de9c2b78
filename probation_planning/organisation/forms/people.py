"""Forms about the people of a trust, and for who accepts an invitation."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms

from probation_planning.organisation.models import Owner, Role, Trust, User
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services.people import roles_given_by
from probation_planning.ui.forms import HintedCheckboxes, Refusable
from probation_planning.ui.sign_in import ABOUT_NEW_ONES
from probation_planning.ui.typed import fault_in, in_one_form

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

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in roles_given_by(reader)]  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """Who accepts an invitation and has no account yet. Any letter may be part of a password."""

    name = forms.CharField(label="Your name", max_length=120, error_messages={"required": "Enter your name."})
    password1 = forms.CharField(
        label="Password",
        help_text=ABOUT_NEW_ONES,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Password again", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, trust: Trust, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = User(email=email)
        self.trust = trust
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_name(self) -> str:
        """The name, which can be read."""
        name = in_one_form(self.cleaned_data["name"])
        if says := fault_in(name, "Your name"):
            raise forms.ValidationError(says)
        return name

    def clean(self) -> dict[str, Any]:
        """Two passwords that agree, and that the rules let through."""
        said: dict[str, Any] = super().clean() or {}
        self.user.name = said.get("name", "")
        self.user.joins = self.trust  # type: ignore[attr-defined]
        if password := said.get("password1"):
            try:
                get_adapter().clean_password(password, user=self.user)
            except forms.ValidationError as refused:
                self.add_error("password1", refused)
            if said.get("password2") and password != said["password2"]:
                self.add_error("password2", "The two passwords are not the same.")
        return said
