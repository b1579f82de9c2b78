"""The walls round the record, and the functions that its triggers call."""

from django.db import migrations

from probation_planning.organisation.walls import SAME_TRUST, RaiseWalls

# The chain of people belongs to no trust: the system alone reads and lengthens it.
OWN_CHAIN = f"{SAME_TRUST} OR (trust_id IS NULL AND 'system' = ANY ((SELECT app_roles())::text[]))"

# By whom and by which request, as pghistory's triggers are told it. Not the address: it may name a risk of section 2.
FUNCTIONS = """
CREATE FUNCTION history_added() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO history_addition (trust_id, "table", "row", at, context) VALUES (
        NEW.trust_id, TG_TABLE_NAME, NEW.id, clock_timestamp(),
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb - 'address'
    );
    RETURN NULL;
END
$$;
CREATE FUNCTION history_truncated() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The table % is on record and cannot be emptied.', TG_TABLE_NAME; END $$;

-- The whole number of a transaction that is over, from the part of it that each row carries.
CREATE FUNCTION history_transaction(carried xid) RETURNS bigint LANGUAGE sql STABLE AS
$$
    SELECT next - (next % 4294967296 - carried::text::bigint + 4294967296) % 4294967296
    FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) one
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0001_record"), ("organisation", "0002_walls")]

    operations = [
        migrations.RunSQL(
            sql=FUNCTIONS,
            reverse_sql="""
                DROP FUNCTION history_transaction(xid);
                DROP FUNCTION history_truncated() CASCADE;
                DROP FUNCTION history_added() CASCADE;
            """,
        ),
        RaiseWalls("Addition"),
        migrations.RunSQL(
            sql=f"""
                ALTER TABLE history_link ENABLE ROW LEVEL SECURITY;
                ALTER TABLE history_link FORCE ROW LEVEL SECURITY;
                CREATE POLICY own_chain ON history_link USING ({OWN_CHAIN}) WITH CHECK ({OWN_CHAIN});
            """,
            reverse_sql="""
                DROP POLICY own_chain ON history_link;
                ALTER TABLE history_link NO FORCE ROW LEVEL SECURITY;
                ALTER TABLE history_link DISABLE ROW LEVEL SECURITY;
            """,
        ),
    ]
