"""The walls round ratings and standings as they are built since the first release, also where they were built then."""

from importlib import import_module

from django.db import migrations

OPEN_ROW = import_module("risks.migrations.0002_walls").OPEN_ROW


class Migration(migrations.Migration):
    dependencies = [("risks", "0010_standings_laid_down")]

    operations = [
        migrations.RunSQL(
            sql=f"""
                ALTER POLICY narrow ON risks_assessment USING ({OPEN_ROW});
                ALTER POLICY narrow ON risks_standing USING ({OPEN_ROW});
                DROP FUNCTION IF EXISTS risks_section_two_entries(text[], bigint[]);
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
