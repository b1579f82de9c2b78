"""The walls round links and packs let the system through at once; a link's own risk is asked for, not all of them."""

from django.db import migrations

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
OPEN_PACK = "EXISTS (SELECT 1 FROM reports_pack pack WHERE pack.id = pack_id)"
OPEN_RISK = "entry_id IS NULL OR EXISTS (SELECT 1 FROM risks_entry entry WHERE entry.id = entry_id)"

# PostgreSQL may answer EXISTS (...) for many rows from one pass over all risks. A value is looked up for each row.
OPEN_RISK_BY_KEY = "entry_id IS NULL OR (SELECT true FROM risks_entry entry WHERE entry.id = entry_id)"


def narrow(*tables: str, to: str, before: str) -> migrations.RunSQL:
    """Rows must pass this now."""
    return migrations.RunSQL(
        sql="".join(f"ALTER POLICY narrow ON {table} USING ({to});" for table in tables),
        reverse_sql="".join(f"ALTER POLICY narrow ON {table} USING ({before});" for table in tables),
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_pack_act")]

    operations = [
        narrow("reports_link", "reports_linkevent", to=f"{IS_SYSTEM} OR {OPEN_RISK_BY_KEY}", before=OPEN_RISK),
        narrow("reports_packfile", "reports_packedrisk", to=f"{IS_SYSTEM} OR {OPEN_PACK}", before=OPEN_PACK),
    ]
