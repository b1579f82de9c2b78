"""Every table leaves a record: which way each does, and what the application and the owner are refused."""

import json
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from objectives.models import Theme
from probation_planning.history.keeping import ADDED, TRUNCATED, recorded
from probation_planning.history.models import Addition
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import DeliveryUnit, Owner, Trust, User
from probation_planning.organisation.walls import is_append_only
from risks.models import Assessment, Entry, WorkingNote
from scorecard.models import MeasureOwner
from tests.pressing import press

# Tables of which no record is kept, each with its reason.
LEFT_OUT = {
    "account_emailaddress": "sign-in, a copy of the account's address",
    "account_emailconfirmation": "sign-in",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "Django's own",
    "django_admin_log": "Django's own, never written",
    "django_content_type": "Django's own",
    "django_session": "Django's own, unused",
    "django_tasks_database_dbtaskresult": "what the worker has to do, gone after a week",
    "history_link": "the seal itself",
    "history_shape": "the seal itself: a changed shape breaks the digests under it",
    "objectives_evidencebytes": "what is in a file of the table below",
    "objectives_evidencefile": "its uploader's alone until an answer names it; cannot be changed",
    "objectives_formernumber": "worked out by the database",
    "mfa_authenticator": "holds secrets",
    "organisation_guesses": "counts that are of no use after five minutes",
    "organisation_session": "who is signed in now",
    "organisation_draft": "typed and not said yet: its writer's alone",
    "organisation_user_groups": "Django's own, unused",
    "organisation_user_user_permissions": "Django's own, unused",
    "pghistory_context": "unused: each event carries its own context",
    "reports_drawing": "a paper being drawn, of what stands elsewhere",
    "reports_drawnfile": "a paper being drawn, of what stands elsewhere",
    "reports_finding": "made from a document at load, and again from the same document",
    "reports_word": "worked out by the database",
    "risks_reference": "worked out by the database",
    "risks_risk": "an identity without words: its entries are on record",
    "risks_standing": "worked out by the database",
    "socialaccount_socialaccount": "written again at each sign-in",
    "socialaccount_socialapp": "allauth's own, unused",
    "socialaccount_socialtoken": "allauth's own, unused",
}
THEME = "UPDATE objectives_theme SET title = 'Safer' WHERE id = (SELECT min(id) FROM objectives_theme)"


def test_every_table_leaves_a_record_or_has_a_reason_not_to() -> None:
    silent = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed or is_append_only(model):
            continue
        if set(getattr(model, "pgh_event_models", {})) != {"insert", "update", "delete"}:
            silent.add(model._meta.db_table)

    seals = {"history_link", "history_shape"}
    assert silent | seals == set(LEFT_OUT)


def test_every_table_on_record_has_its_triggers(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        there = cursor.fetchall()
    held = {table for table, name in there if "append_only" in name}
    for one in recorded():
        assert (one.table, TRUNCATED) in there
        assert one.table in held
        unsaid = {"history_addition", "history_erasure", "history_event", "history_platformevent"}
        assert ((one.table, ADDED) in there) == (not one.is_event and one.table not in unsaid)
    assert {("history_link", TRUNCATED), ("history_shape", TRUNCATED)} <= set(there)


@pytest.mark.parametrize("act", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_the_application_changes_nothing_on_record(derbyshire: Trust, act: str) -> None:
    tables = [(one.table, one.key) for one in recorded()] + [("history_link", "id"), ("history_shape", "id")]
    for table, key in tables:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(act.format(table, key))


def owner() -> Any:
    parameters = connections["owner"].get_connection_params()
    parameters.pop("cursor_factory", None)
    return psycopg2.connect(**parameters)


def test_even_the_owner_empties_no_table_on_record(db: None) -> None:
    for table in [*(one.table for one in recorded()), "history_link", "history_shape"]:
        outside = owner()
        with outside.cursor() as cursor, pytest.raises(psycopg2.Error, match="on record and cannot be emptied"):
            cursor.execute(f"TRUNCATE {table} CASCADE")
        outside.close()


def test_even_the_owner_changes_no_event_and_no_dated_row(fresh_database: str) -> None:
    for act in ("UPDATE risks_assessment SET comments = ''", "DELETE FROM objectives_themeevent"):
        outside = owner()
        with outside.cursor() as cursor:
            cursor.execute("SELECT set_config('app.roles', 'system', true), set_config('app.trusts', '1,2,3', true)")
            with pytest.raises(psycopg2.Error, match="append_only"):
                cursor.execute(act)
        outside.close()


def events() -> Any:
    return Theme.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]


def test_a_change_in_the_shell_leaves_one_event_of_nobody(derbyshire: Trust) -> None:
    before = events().count()
    theme = Theme.objects.earliest("pk")
    was = theme.title
    theme.title = "Safer"

    theme.save()

    event = events().last()
    assert events().count() == before + 1
    assert (event.pgh_label, event.title, event.trust_id, event.pgh_context) == ("update", "Safer", derbyshire.pk, None)
    assert events().filter(pgh_obj=theme.pk, pgh_id__lt=event.pgh_id).last().title == was


def test_changes_in_bulk_leave_an_event_each(derbyshire: Trust) -> None:
    before = events().count()

    changed = Theme.objects.update(title="Safer")

    assert events().count() == before + changed > before + 1


def test_sql_of_the_application_leaves_an_event(derbyshire: Trust) -> None:
    before = events().count()

    with connection.cursor() as cursor:
        cursor.execute(THEME)

    assert events().count() == before + 1


def test_sql_of_the_owner_leaves_an_event(fresh_database: str) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    outside = owner()
    with outside, outside.cursor() as cursor:
        cursor.execute("SELECT set_config('app.trusts', %s, true)", [str(trust.pk)])
        cursor.execute(THEME)
    outside.close()

    with tenancy.trust(trust):
        assert events().latest("pgh_id").title == "Safer"


def test_a_change_that_is_taken_back_leaves_nothing(derbyshire: Trust) -> None:
    before = events().count()
    with transaction.atomic():
        Theme.objects.update(title="Safer")
        transaction.set_rollback(True)

    assert events().count() == before


def test_a_dated_row_says_who_added_it_when_and_by_which_request(derbyshire: Trust) -> None:
    officer = User.objects.get(email="officer@derbyshire.example")
    tenancy.tell_history(user=officer.pk, request="abc", address="/derbyshire/2011-12/risks/2.1/note/")
    rated = Assessment.objects.filter(section=1).latest("pk")
    entry = Entry.objects.get(pk=rated.entry_id)
    note = WorkingNote.objects.create(
        entry=entry,
        register_id=entry.register_id,
        risk_id=entry.risk_id,
        section=1,
        given_by=officer,
        text="Look",
        dated="2011-06-20",
    )

    added = Addition.objects.get(table="risks_workingnote", row=note.pk)
    assert added.context == {"user": officer.pk, "request": "abc"}
    assert (added.trust_id, added.at.tzinfo is not None) == (derbyshire.pk, True)


def test_no_password_is_on_record(db: None) -> None:
    person = User.objects.get(email="officer@derbyshire.example")
    person.password = make_password("another-2011")
    person.name = "Another"
    person.save()

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t) FROM organisation_userevent t WHERE t.id = %s", [person.pk])
        kept = json.dumps(cursor.fetchall(), default=str)

    assert "Another" in kept
    assert "password" not in kept
    assert person.password not in kept


def request_of(event: Any) -> tuple[str, str]:
    return event.pgh_label, (event.pgh_context or {}).get("request", "")


def test_a_form_and_the_administration_leave_one_event_each_with_their_request(sign_in: Any, derbyshire: Trust) -> None:
    officer, administrator = sign_in("officer@derbyshire.example"), sign_in("admin@probation.example")
    administrator.post("/accounts/administered-trust/", {"trust": "derbyshire"})
    units: Any = DeliveryUnit.pgh_event_model.objects  # type: ignore[attr-defined]
    owners: Any = MeasureOwner.pgh_event_model.objects  # type: ignore[attr-defined]
    before = units.count(), owners.count()

    by_form = officer.post(
        "/derbyshire/2011-12/scorecard/measures/2-1/assign/",
        {"leads": Owner.objects.get(name="SMT").pk, "others": [], "seen": 0},
    )
    by_admin = press(
        administrator, "/admin/organisation/deliveryunit/add/", {"name": "Glossop", "slug": "glossop", "kind": "other"}
    )

    assert (by_form.status_code, by_admin.status_code) == (302, 302)
    assert (units.count(), owners.count()) == (before[0] + 1, before[1] + 1)
    assert request_of(owners.latest("pgh_id")) == ("insert", by_form["X-Request-Id"])
    assert request_of(units.latest("pgh_id")) == ("insert", by_admin["X-Request-Id"])


def test_outside_every_context_nothing_on_record_is_to_be_seen(db: None) -> None:
    for one in recorded():
        if one.trust:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {one.table}")
                assert cursor.fetchone() == (0,), one.table
