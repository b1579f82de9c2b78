"""Who owns a risk reads that at once: the wall round owners no longer gathers every risk to tell them their own."""

from django.db import migrations

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
OPEN_RISK = "EXISTS (SELECT 1 FROM risks_entry entry WHERE entry.id = entry_id)"

# A risk is open to its owners (`risks_owned_entries`), so a row that names one of them is. For reading alone: whoever
# could write such a row without seeing the risk would open it to themselves.
OWN = "owner_id = ANY ((SELECT app_owners())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("risks", "0008_standings")]

    operations = [
        migrations.RunSQL(
            sql=f"""
                ALTER POLICY narrow ON risks_entryowner
                USING ({IS_SYSTEM} OR {OWN} OR {OPEN_RISK}) WITH CHECK ({IS_SYSTEM} OR {OPEN_RISK});
            """,
            # A policy cannot lose its check: it is made anew.
            reverse_sql=f"""
                DROP POLICY narrow ON risks_entryowner;
                CREATE POLICY narrow ON risks_entryowner AS RESTRICTIVE USING ({IS_SYSTEM} OR {OPEN_RISK});
            """,
        ),
    ]
