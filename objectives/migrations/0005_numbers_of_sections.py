"""Sections of a plan's text get a number in addresses, instead of the database's keys."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from probation_planning.organisation.walls import Together

# Those that are there get theirs in their order, trust by trust. It is no change of theirs, so their history is not
# written meanwhile.
FILL = """
DO $$
DECLARE
    one bigint;
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust ORDER BY id LOOP
        PERFORM set_config('app.trusts', one::text, true);
        UPDATE objectives_narrative AS row SET number = counted.number FROM (
            SELECT id, row_number() OVER (PARTITION BY annual_plan_id ORDER BY "order", id) AS number FROM objectives_narrative
        ) AS counted WHERE counted.id = row.id;
    END LOOP;
    PERFORM set_config('app.trusts', '', true), set_config('app.roles', '', true);
END
$$;
"""

# The next number, by what counts holdings and seats too; one that was given is not given again.
COUNT = """
CREATE TRIGGER count BEFORE INSERT OR UPDATE OF number ON objectives_narrative
    FOR EACH ROW EXECUTE FUNCTION organisation_count('annual_plan_id');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('objectives', '0004_plan_rules'),
        ('organisation', '0007_names_in_addresses'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='narrative',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='narrative',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='narrative',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='narrative',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
                migrations.AddField(
                    model_name='narrativeevent',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
            ]
        ),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=COUNT, reverse_sql="DROP TRIGGER count ON objectives_narrative;"),
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name='narrative',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_narrativeevent" ("annual_plan_id", "document_id", "heading", "id", "kind", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."annual_plan_id", NEW."document_id", NEW."heading", NEW."id", NEW."kind", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='336ac4780ba28499c874f56f0b2fdb10ed78d2ea', operation='INSERT', pgid='pgtrigger_insert_insert_5367a', table='objectives_narrative', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='narrative',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_narrativeevent" ("annual_plan_id", "document_id", "heading", "id", "kind", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."annual_plan_id", NEW."document_id", NEW."heading", NEW."id", NEW."kind", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='15dad95a58d401898cec65a4810d0c134d233f5c', operation='UPDATE', pgid='pgtrigger_update_update_f94cc', table='objectives_narrative', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='narrative',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_narrativeevent" ("annual_plan_id", "document_id", "heading", "id", "kind", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (OLD."annual_plan_id", OLD."document_id", OLD."heading", OLD."id", OLD."kind", OLD."line", OLD."number", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='4389b1f58a8600835537e49bf38028cce1fc3418', operation='DELETE', pgid='pgtrigger_delete_delete_97895', table='objectives_narrative', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='narrative',
                    constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='objectives_narrative_number_counted', violation_error_message='Numbers are counted from 1.'),
                ),
                migrations.AddConstraint(
                    model_name='narrative',
                    constraint=models.UniqueConstraint(fields=('annual_plan', 'number'), name='objectives_narrative_number_once', violation_error_message='Somebody added another at the same moment. Save again.'),
                ),
            ]
        ),
    ]
