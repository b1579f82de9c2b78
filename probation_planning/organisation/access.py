"""What the routes need that belong to no room, and those of the trust's settings."""

from probation_planning.organisation.needs import (
    CLOSED,
    administration,
    button,
    declare,
    form,
    member,
    public,
    reads,
    signed_in,
)
from probation_planning.organisation.roles import Act, Kind

SETTINGS = Kind.ORGANISATION
READ = reads(SETTINGS, Act.MANAGE)
FORM = form(SETTINGS, Act.MANAGE)
BUTTON = button(SETTINGS, Act.MANAGE)
PEOPLE = form(Kind.PEOPLE, Act.MANAGE)


declare("admin", {"*": administration()})

declare(
    "",
    {
        "account_login": public(write=True),
        "account_logout": public(write=True),
        "account_inactive": public(),
        "account_signup": public(write=True),
        "account_reauthenticate": signed_in(write=True),
        "account_email": CLOSED,
        "account_email_verification_sent": CLOSED,
        "account_confirm_email": CLOSED,
        "account_change_password": signed_in(write=True),
        "account_set_password": signed_in(),
        "account_reset_password": public(write=True),
        "account_reset_password_done": public(),
        "account_reset_password_from_key": public(write=True),
        "account_reset_password_from_key_done": public(),
        "account_confirm_login_code": CLOSED,
        # Ours.
        "account": signed_in(),
        "sessions": signed_in(),
        "end_others": signed_in(read=False, write=True),
        "end_session": signed_in(read=False, write=True),
        "session": public(write=True),
        "invitation": public(write=True),
        "open_invitation": public(),
        "single_sign_on": public(write=True),
        "single_sign_on_callback": public(write=True),
        "no_password": signed_in(),
        # The second factor.
        "mfa_index": signed_in(),
        "mfa_authenticate": public(write=True),
        "mfa_reauthenticate": signed_in(write=True),
        "mfa_activate_totp": signed_in(write=True),
        "mfa_deactivate_totp": signed_in(write=True),
        "mfa_view_recovery_codes": signed_in(),
        "mfa_download_recovery_codes": CLOSED,
        "mfa_generate_recovery_codes": signed_in(write=True),
        "mfa_list_webauthn": signed_in(),
        "mfa_add_webauthn": signed_in(write=True),
        "mfa_edit_webauthn": signed_in(write=True),
        "mfa_remove_webauthn": signed_in(write=True),
        "mfa_reauthenticate_webauthn": signed_in(write=True),
        "mfa_login_webauthn": public(write=True),
        # Behind ours, or closed.
        "openid_connect_login": CLOSED,
        "openid_connect_callback": CLOSED,
        "socialaccount_connections": CLOSED,
        "socialaccount_login_cancelled": CLOSED,
        "socialaccount_login_error": CLOSED,
        "socialaccount_signup": CLOSED,
        # What has no name leads nowhere.
        "": CLOSED,
    },
)

declare(
    "organisation",
    {
        "live": public(),
        "ready": public(),
        "security": public(),
        "robots": public(),
        "accessibility": public(),
        "administered_trust": administration(read=False),
        "draft": member(read=False, write=True),
        "settings": READ,
        "years": READ,
        "add_year": FORM,
        "edit_year": FORM,
        "open_year": FORM,
        "reopen_year": FORM,
        "open_quarter": FORM,
        "reopen_quarter": FORM,
        "papers": FORM,
        "people": reads(Kind.PEOPLE, Act.MANAGE),
        "invite": PEOPLE,
        "withdraw_invitation": PEOPLE,
        "roles": PEOPLE,
        "sign_out": PEOPLE,
        "leave": PEOPLE,
        "remove_factor": PEOPLE,
        "posts": READ,
        "add_post": FORM,
        "post": READ,
        "rename_post": FORM,
        "reopen_post": FORM,
        "move_post": BUTTON,
        "hold": FORM,
        "holding": FORM,
        "cancel_holding": FORM,
        "groups": READ,
        "add_group": FORM,
        "group": READ,
        "rename_group": FORM,
        "reopen_group": FORM,
        "confirm_seats": BUTTON,
        "add_seat": FORM,
        "seat": FORM,
        "units": READ,
        "add_unit": FORM,
        "unit": FORM,
        "confirm_unit": BUTTON,
    },
)
