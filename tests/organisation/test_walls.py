"""The second wall: what the database itself refuses."""

from collections.abc import Callable

import psycopg2
import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, ProgrammingError, connection, connections, transaction
from django.test import Client

from objectives.models import Objective, Plan, StatusUpdate, Theme
from probation_planning.organisation import tenancy
from probation_planning.organisation.middleware import context_is_empty
from probation_planning.organisation.models import Owner, Trust
from probation_planning.organisation.walls import is_append_only
from risks.models import Assessment, Standing

# Tables that belong to no trust, each with its reason.
OPEN_TABLES = {
    "organisation_user": "a person may belong to several trusts",
    "organisation_userevent": "changes of people",
    "organisation_user_groups": "Django's own, unused",
    "organisation_user_user_permissions": "Django's own, unused",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "Django's own",
    "account_emailaddress": "sign-in",
    "account_emailconfirmation": "sign-in",
    "mfa_authenticator": "sign-in",
    "organisation_guesses": "sign-in",
    "organisation_session": "sign-in",
    "socialaccount_socialaccount": "sign-in",
    "socialaccount_socialapp": "allauth's own, unused",
    "socialaccount_socialtoken": "allauth's own, unused",
    "django_admin_log": "Django's own, never written",
    "django_cache": "rate limits of sign-in",
    "django_content_type": "Django's own",
    "django_migrations": "Django's own",
    "django_session": "Django's own, unused",
    "django_tasks_database_dbtaskresult": "names of what is to be drawn; what it is stands behind the walls",
    "history_erasure": "of people, who may belong to several trusts",
    "history_shape": "names of tables and columns",
    "pghistory_context": "unused: each event carries its own context",
}


def ask(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_every_table_stands_behind_the_walls_or_has_a_reason_not_to(db: None) -> None:
    rows = ask("""
        SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
            EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid),
            EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'trust_id' AND a.attnotnull)
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    """)
    # The chain of people, and events outside every trust, belong to none: their walls let the system alone through.
    trusts_own = {"organisation_trust", "organisation_trustevent", "history_link", "history_platformevent"}

    open_tables = {name for name, *walls in rows if not all(walls) and name not in trusts_own}

    assert open_tables == set(OPEN_TABLES)


def test_every_narrow_policy_lets_the_system_through_without_looking_further(db: None) -> None:
    """Asked once for a query, not for each row. A draft is its writer's alone: not even the system reads it."""
    asks_each_row = ask("""
        SELECT polrelid::regclass::text FROM pg_policy
        WHERE NOT polpermissive
        AND pg_get_expr(polqual, polrelid) NOT LIKE '%''system''::text = ANY (( SELECT app_roles()%'
    """)

    assert asks_each_row == [("organisation_draft",)]


def test_every_reference_within_a_trust_is_composite(db: None) -> None:
    single = ask("""
        SELECT k.conrelid::regclass::text, a.attname FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND a.attname <> 'trust_id'
        AND EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = k.conrelid AND t.attname = 'trust_id')
        AND EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = k.confrelid AND t.attname = 'trust_id')
        AND NOT EXISTS (
            SELECT 1 FROM pg_constraint pair WHERE pair.conrelid = k.conrelid AND pair.contype = 'f'
            AND cardinality(pair.conkey) = 2 AND pair.conkey[2] = k.conkey[1]
        )
    """)

    assert single == []


def test_the_application_can_neither_own_nor_walk_round_anything(db: None) -> None:
    [(superuser, bypass, owned)] = ask("""
        SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)
        FROM pg_roles WHERE rolname = current_user
    """)

    assert (superuser, bypass, owned) == (False, False, 0)


def test_dated_rows_can_only_be_added_to(db: None) -> None:
    changeable = ask("""
        SELECT table_name FROM information_schema.role_table_grants
        WHERE grantee = current_user AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
    """)
    kept = {model._meta.db_table for model in apps.get_models() if is_append_only(model)} | {Standing._meta.db_table}

    assert kept & {name for (name,) in changeable} == set()
    assert {Assessment._meta.db_table, StatusUpdate._meta.db_table} <= kept


def test_nothing_may_be_truncated(db: None) -> None:
    truncatable = ask("""
        SELECT table_name FROM information_schema.role_table_grants
        WHERE grantee = current_user AND privilege_type = 'TRUNCATE'
    """)

    assert truncatable == []


def test_without_a_context_every_table_of_a_trust_reads_empty(db: None) -> None:
    assert Owner.objects.count() == 0
    assert Objective.objects.count() == 0


def test_inside_one_trust_nothing_of_the_other_is_read(merseyside: Trust) -> None:
    assert set(Owner.objects.values_list("trust", flat=True)) == {merseyside.pk}
    assert set(Objective.objects.values_list("trust", flat=True)) == {merseyside.pk}
    assert Assessment.objects.count() == 0


def test_a_row_written_inside_a_trust_is_that_trusts(derbyshire: Trust) -> None:
    owner = Owner.objects.create(name="Treasurer", kind="post")

    assert owner.trust_id == derbyshire.pk


def test_a_row_of_another_trust_is_refused(derbyshire: Trust) -> None:
    with tenancy.system():
        other = Trust.objects.get(slug="merseyside")

    with tenancy.trust(derbyshire), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Owner.objects.create(trust=other, name="Treasurer", kind="post")


def test_a_reference_across_trusts_is_refused_even_by_sql(derbyshire: Trust) -> None:
    plan = Plan.objects.get()
    with tenancy.system():
        other = Trust.objects.get(slug="merseyside")

    def stray() -> None:
        with tenancy.trust(other), connection.cursor() as cursor:
            Theme.objects.create(plan_id=plan.pk, number="9", title="Strays", order=9)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="same_trust"):
        stray()


def test_a_row_written_outside_any_trust_is_refused_in_words(db: None) -> None:
    with pytest.raises(InternalError, match="only inside one trust"), transaction.atomic():
        Owner.objects.create(name="Treasurer", kind="post")


def test_the_context_is_empty_after_a_request(db: None, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("smt@derbyshire.example")

    assert client.get("/derbyshire/2011-12/plan/").status_code == 200

    assert context_is_empty()


def test_the_context_ends_with_the_transaction(fresh_database: str) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        assert Owner.objects.count() == 14

    assert context_is_empty()
    assert Owner.objects.count() == 0


def test_even_the_owner_reads_nothing_without_a_context(db: None) -> None:
    parameters = connections["owner"].get_connection_params()
    parameters.pop("cursor_factory", None)
    owner = psycopg2.connect(**parameters)
    try:
        with owner.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM objectives_objective")
            assert cursor.fetchone() == (0,)
    finally:
        owner.close()
