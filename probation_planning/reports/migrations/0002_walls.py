"""The walls round links, findings and packs."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
OPEN_REGISTER = "IN (SELECT risks_section_two_registers(app_roles()))"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("risks", "0002_walls"), ("scorecard", "0002_walls")]

    operations = [
        RaiseWalls(
            "Finding",
            narrow=f"""section = 1 OR {IS_SYSTEM}
                OR year_id IN (SELECT year_id FROM risks_register WHERE id {OPEN_REGISTER})""",
        ),
        RaiseWalls(
            "Link",
            "LinkEvent",
            narrow="entry_id IS NULL OR EXISTS (SELECT 1 FROM risks_entry entry WHERE entry.id = entry_id)",
        ),
        RaiseWalls("Pack", narrow=f"NOT 2 = ANY (sections) OR {IS_SYSTEM} OR register_id {OPEN_REGISTER}"),
        RaiseWalls("PackFile", "PackedRisk", narrow="EXISTS (SELECT 1 FROM reports_pack pack WHERE pack.id = pack_id)"),
    ]
