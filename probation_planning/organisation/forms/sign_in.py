"""The forms of sign-in at which somebody could guess, each try counted, and the one that makes an account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from probation_planning.organisation import guesses
from probation_planning.organisation.models import Trust, User
from probation_planning.ui import sign_in
from probation_planning.ui.typed import fault_in, in_one_form


class ChangePasswordForm(sign_in.ChangePasswordForm):
    """Change a password one knows."""

    def clean_oldpassword(self) -> str:
        """The password now; a wrong one is a guess."""
        password: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ResetPasswordForm(sign_in.ResetPasswordForm):
    """Ask for a link by e-mail; each ask is counted, since it costs the owner of the address a mail."""

    def clean_email(self) -> str:
        """The address, known or not."""
        guesses.count(context.request, self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class CodeField(forms.CharField):
    """A code of an authenticator app or a recovery code, typed with spaces or without."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(
            {"autocomplete": "one-time-code", "spellcheck": "false", "class": "govuk-input--width-10"}
        )
        super().__init__(widget=box, max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        """Its digits."""
        return "".join((super().to_python(value) or "").split())


class CodeForm(sign_in.Reworded, code_forms.AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in."""

    code = CodeField(
        label="Code", help_text="Six digits from your authenticator app, or one of your recovery codes of eight digits."
    )

    def clean_code(self) -> str:
        """The code; a wrong one is a guess."""
        with guesses.guessing(context.request, self.user.email):
            code: str = super().clean_code()
        return code


class CodeAgainForm(sign_in.Reworded, code_forms.ReauthenticateForm):  # type: ignore[misc]
    """The second factor before a change."""

    code = CodeField(label="Code", help_text="Six digits from your authenticator app, or one of your recovery codes.")

    def clean_code(self) -> str:
        """The code; a wrong one is a guess."""
        with guesses.guessing(context.request, self.user.email):
            code: str = super().clean_code()
        return code


class ActivateForm(sign_in.Reworded, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """An authenticator app proves that it holds the key."""

    code = CodeField(label="Code that the app shows now", help_text="Six digits. They change every 30 seconds.")

    def clean_code(self) -> str:
        """The code; a wrong one is a guess."""
        with guesses.guessing(context.request, self.user.email):
            code: str = super().clean_code()
        return code


class PasskeyName(forms.CharField):
    """What its owner calls a passkey."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Name of the passkey",
            help_text="So that you know it again: the device it is on.",
            max_length=60,
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """The name in one form."""
        return in_one_form(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """What can be read."""
        super().validate(value)
        if says := fault_in(value, str(self.label)):
            raise forms.ValidationError(says)


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey more."""

    name = PasskeyName(required=False)
    passwordless = forms.BooleanField(
        label="Sign in with it alone, without the password",
        help_text="It then asks for your fingerprint, face or PIN each time.",
        required=False,
        initial=True,
    )


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = PasskeyName()


class PasskeyForm(passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor at sign-in."""

    def clean_credential(self) -> Any:
        """What the passkey signed; a wrong one is a guess."""
        with guesses.guessing(context.request, self.user.email):
            return super().clean_credential()


class PasskeyAgainForm(passkey_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a change."""

    def clean_credential(self) -> Any:
        """What the passkey signed; a wrong one is a guess."""
        with guesses.guessing(context.request, self.user.email):
            return super().clean_credential()


class AcceptForm(forms.Form):
    """Who accepts an invitation and has no account yet. Any letter may be part of a password."""

    name = forms.CharField(label="Your name", max_length=120, error_messages={"required": "Enter your name."})
    password1 = forms.CharField(
        label="Password",
        help_text=sign_in.ABOUT_NEW_ONES,
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
