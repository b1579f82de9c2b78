# ruff: noqa: S608 - nothing in this SQL was typed by anybody
"""Erasing a person from what is on record: their rows get another name, the chain says so and still verifies."""

from django.core.exceptions import ValidationError
from django.db import connections, transaction

from probation_planning.history.chain import PLAINLY, digest_sql
from probation_planning.organisation.models import User

EVENTS = User.pgh_event_model._meta.db_table  # type: ignore[attr-defined]


def erase_person(*, email: str, reason: str) -> str:
    """Give an account and all its events a name that says nothing, end it, and write down that it was done.

    What the person did stays, under that name. Only the owner of the database may: to the application events cannot be
    changed. Answers with the new name; raises ValidationError where nobody has this address or no reason is given.
    """
    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise ValidationError("Nobody has this e-mail address.")
    if not reason.strip():
        raise ValidationError("Say why the person is erased.")
    name, address = f"Former person {person.pk}", f"former-{person.pk}@erased.invalid"
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(PLAINLY)
        cursor.execute("SELECT set_config('app.roles', 'system', true)")
        cursor.execute(
            "DELETE FROM account_emailconfirmation WHERE email_address_id IN "
            "(SELECT id FROM account_emailaddress WHERE user_id = %s)",
            [person.pk],
        )
        cursor.execute("DELETE FROM account_emailaddress WHERE user_id = %s", [person.pk])
        cursor.execute(
            "UPDATE organisation_user SET name = %s, email = %s, password = '!', is_active = false, is_staff = false"
            " WHERE id = %s",
            [name, address, person.pk],
        )
        cursor.execute(f"ALTER TABLE {EVENTS} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {EVENTS} SET name = %s, email = %s WHERE id = %s", [name, address, person.pk])
        cursor.execute(f"ALTER TABLE {EVENTS} ENABLE TRIGGER USER")
        cursor.execute(
            f"""
            INSERT INTO history_erasure ("table", "row", digest, reason, at)
            SELECT %s, t.pgh_id, {digest_sql([])}, %s, now() FROM {EVENTS} t WHERE t.id = %s
            """,
            [EVENTS, reason.strip(), person.pk],
        )
    return name
