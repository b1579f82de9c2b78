"""Each pack with the issue it went with, and when its file was drawn."""

import django.db.models.deletion
from django.db import migrations, models

# Packs made until now went with what is recorded of their stages.
BRING_ALONG = """
ALTER TABLE reports_pack DISABLE TRIGGER USER;
DO $$
DECLARE
    one bigint;
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust LOOP
        PERFORM set_config('app.trusts', one::text, true);
        UPDATE reports_pack pack SET act_id = act.id FROM risks_stageact act
        WHERE act.review_id = pack.review_id AND act.body_id = pack.body_id AND pack.number = 1;
    END LOOP;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
    SET CONSTRAINTS ALL IMMEDIATE;
END
$$;
ALTER TABLE reports_pack ENABLE TRIGGER USER;
ALTER TABLE reports_pack ADD CONSTRAINT reports_pack_act_id_same_trust FOREIGN KEY (trust_id, act_id)
REFERENCES risks_stageact (trust_id, id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0004_messages"),
        ("reports", "0002_walls"),
        ("risks", "0007_cycle"),
    ]

    operations = [
        migrations.AddField(
            model_name="pack",
            name="act",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pack",
                to="risks.stageact",
                verbose_name="the issue",
            ),
        ),
        migrations.AddField(
            model_name="packfile",
            name="made_at",
            field=models.DateTimeField(auto_now_add=True, null=True, verbose_name="drawn at"),
        ),
        migrations.RunSQL(
            sql=BRING_ALONG, reverse_sql="ALTER TABLE reports_pack DROP CONSTRAINT reports_pack_act_id_same_trust"
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__isnull", False), ("recorded_from_paper", True), _connector="OR"),
                name="reports_pack_was_issued",
                violation_error_message="A pack is what papers were issued with.",
            ),
        ),
    ]
