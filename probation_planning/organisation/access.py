"""What the routes need that belong to no room, and those of the trust's settings."""

from probation_planning.organisation.needs import (
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


declare("admin", {"*": administration()})

declare(
    "",
    {
        "account_login": public(write=True),
        "account_logout": public(write=True),
        "account_inactive": public(),
        "account_signup": public(write=True),
        "account_reauthenticate": signed_in(write=True),
        "account_email": signed_in(write=True),
        "account_email_verification_sent": public(),
        "account_confirm_email": public(write=True),
        "account_change_password": signed_in(write=True),
        "account_set_password": signed_in(write=True),
        "account_reset_password": public(write=True),
        "account_reset_password_done": public(),
        "account_reset_password_from_key": public(write=True),
        "account_reset_password_from_key_done": public(),
        "account_confirm_login_code": public(write=True),
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
