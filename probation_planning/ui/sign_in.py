"""Sign-in in the house's words: the labels of allauth's forms, and its sentences."""

from typing import Any

from allauth.account import forms as account_forms

# For the adapters' `error_messages`, by allauth's names.
SENTENCES = {
    "email_password_mismatch": "The e-mail address or the password is wrong. Check both and try again.",
    "enter_current_password": "That is not your current password.",
    "incorrect_password": "That is not your password.",
    "rate_limited": "Too many tries in a short time. Wait a few minutes, then try again.",
    "incorrect_code": "That code or passkey is wrong or too old. Check your device’s clock and try the next code.",
    "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
}
LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password again",
}
ABOUT_NEW_ONES = (
    "At least 12 characters. Any characters and spaces; three or four words that do not belong together are good. "
    "It may not be one of those that are tried first, nor little more than the name of the trust or yourself."
)


class Reworded:
    """Gives a form our labels, and leaves out the link that allauth puts under a password."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            if name in {"password", "oldpassword"}:
                field.help_text = ""
            if name == "password1":
                field.help_text = ABOUT_NEW_ONES
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Reworded, account_forms.LoginForm):  # type: ignore[misc]
    """Sign in."""


class ChangePasswordForm(Reworded, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """Change a password one knows."""


class ResetPasswordForm(Reworded, account_forms.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link by e-mail."""


class ResetPasswordKeyForm(Reworded, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose a new password by that link."""


class ReauthenticateForm(Reworded, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """Give the password again before a change."""
