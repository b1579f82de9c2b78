"""The wall round deliveries lets the system through at once, as the others do."""

from django.db import migrations

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
OPEN_MESSAGE = "EXISTS (SELECT 1 FROM organisation_message message WHERE message.id = message_id)"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_messages")]

    operations = [
        migrations.RunSQL(
            sql=f"ALTER POLICY narrow ON organisation_delivery USING ({IS_SYSTEM} OR {OPEN_MESSAGE})",
            reverse_sql=f"ALTER POLICY narrow ON organisation_delivery USING ({OPEN_MESSAGE})",
        ),
    ]
