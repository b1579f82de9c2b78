"""Notes of a scorecard get a number in addresses, instead of the database's keys."""

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
        UPDATE scorecard_footnote AS row SET number = counted.number FROM (
            SELECT id, row_number() OVER (PARTITION BY scorecard_id ORDER BY "order", id) AS number FROM scorecard_footnote
        ) AS counted WHERE counted.id = row.id;
    END LOOP;
    PERFORM set_config('app.trusts', '', true), set_config('app.roles', '', true);
END
$$;
"""

# The next number, by what counts holdings and seats too; one that was given is not given again.
COUNT = """
CREATE TRIGGER count BEFORE INSERT OR UPDATE OF number ON scorecard_footnote
    FOR EACH ROW EXECUTE FUNCTION organisation_count('scorecard_id');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0007_names_in_addresses'),
        ('scorecard', '0005_scorecard_rules'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='footnote',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='footnote',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='footnote',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='footnote',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
                migrations.AddField(
                    model_name='footnoteevent',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
            ]
        ),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=COUNT, reverse_sql="DROP TRIGGER count ON scorecard_footnote;"),
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name='footnote',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "line", "marker", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (NEW."answers_marker", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."line", NEW."marker", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scorecard_id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='66d01f7eeb060b74c73de9a6a64405f822bcf5f8', operation='INSERT', pgid='pgtrigger_insert_insert_806e1', table='scorecard_footnote', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='footnote',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "line", "marker", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (NEW."answers_marker", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."line", NEW."marker", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scorecard_id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='4f8addbff6b4fb74b0df227c0e64c1167426e167', operation='UPDATE', pgid='pgtrigger_update_update_bebb9', table='scorecard_footnote', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='footnote',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "line", "marker", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (OLD."answers_marker", OLD."confirmed_by_id", OLD."confirmed_on", OLD."document_id", OLD."ground", OLD."id", OLD."line", OLD."marker", OLD."number", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scorecard_id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='8877ccff50e3db38822e95b97c62c60ee2f7a46d', operation='DELETE', pgid='pgtrigger_delete_delete_953dc', table='scorecard_footnote', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='footnote',
                    constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='scorecard_footnote_number_counted', violation_error_message='Numbers are counted from 1.'),
                ),
                migrations.AddConstraint(
                    model_name='footnote',
                    constraint=models.UniqueConstraint(fields=('scorecard', 'number'), name='scorecard_footnote_number_once', violation_error_message='Somebody added another at the same moment. Save again.'),
                ),
            ]
        ),
    ]
