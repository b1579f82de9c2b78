"""Units that a document names, and who leads them as read."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


from probation_planning.organisation.walls import Together


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0005_deliveries_of_the_system'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='deliveryunit',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='deliveryunit',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='deliveryunit',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='confirmed_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='confirmed_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='document',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document'),
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='ground',
                    field=models.TextField(blank=True, verbose_name='ground of the reading'),
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='is_reading',
                    field=models.BooleanField(default=False, verbose_name='is a reading, not printed'),
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='line',
                    field=models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='confirmed_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='confirmed_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='document',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document'),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='ground',
                    field=models.TextField(blank=True, verbose_name='ground of the reading'),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='is_reading',
                    field=models.BooleanField(default=False, verbose_name='is a reading, not printed'),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='line',
                    field=models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliveryunit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "is_reading", "kind", "line", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."closed_on", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."is_reading", NEW."kind", NEW."line", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='20f8d4b561c351cd88bb5e348c9b3b824938eeac', operation='INSERT', pgid='pgtrigger_insert_insert_c4f96', table='organisation_deliveryunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliveryunit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "is_reading", "kind", "line", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."closed_on", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."is_reading", NEW."kind", NEW."line", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='3d740cca1cbd3a7ad47c5be8c5a5509578ea2569', operation='UPDATE', pgid='pgtrigger_update_update_200a2', table='organisation_deliveryunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliveryunit',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "is_reading", "kind", "line", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."closed_on", OLD."confirmed_by_id", OLD."confirmed_on", OLD."document_id", OLD."ground", OLD."id", OLD."is_reading", OLD."kind", OLD."line", OLD."name", OLD."opened_on", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='d413b7d236a3a6d0fd3d43a8d7717b9ba0e93886', operation='DELETE', pgid='pgtrigger_delete_delete_c96fc', table='organisation_deliveryunit', when='AFTER')),
                ),
            ]
        ),
        migrations.RunSQL(
            sql="ALTER TABLE organisation_deliveryunit ADD CONSTRAINT organisation_deliveryunit_document_id_same_trust "
            "FOREIGN KEY (trust_id, document_id) REFERENCES organisation_document (trust_id, id) "
            "DEFERRABLE INITIALLY DEFERRED;",
            reverse_sql="ALTER TABLE organisation_deliveryunit "
            "DROP CONSTRAINT organisation_deliveryunit_document_id_same_trust;",
        ),
    ]
