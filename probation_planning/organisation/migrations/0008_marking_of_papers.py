"""A line that a trust prints on each page of its papers."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from probation_planning.organisation.walls import Together


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0007_names_in_addresses'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='trust',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='trust',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='trust',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='trust',
                    name='marking',
                    field=models.CharField(blank=True, help_text='Printed on each page of every paper. For example, OFFICIAL', max_length=60, verbose_name='marking of its papers'),
                ),
                migrations.AddField(
                    model_name='trustevent',
                    name='marking',
                    field=models.CharField(blank=True, help_text='Printed on each page of every paper. For example, OFFICIAL', max_length=60, verbose_name='marking of its papers'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='trust',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_trustevent" ("id", "marking", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug") VALUES (NEW."id", NEW."marking", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."short_name", NEW."slug"); RETURN NULL;', hash='88ec341533065bb94e843b5ef4e03ee7ddaa539d', operation='INSERT', pgid='pgtrigger_insert_insert_39f3b', table='organisation_trust', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='trust',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_trustevent" ("id", "marking", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug") VALUES (NEW."id", NEW."marking", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."short_name", NEW."slug"); RETURN NULL;', hash='064816526ae0761a4816131648c0ab7abf7d0a48', operation='UPDATE', pgid='pgtrigger_update_update_b1d45', table='organisation_trust', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='trust',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_trustevent" ("id", "marking", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug") VALUES (OLD."id", OLD."marking", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."short_name", OLD."slug"); RETURN NULL;', hash='a51d303a4b0a367445010a44e31beff153638df2', operation='DELETE', pgid='pgtrigger_delete_delete_f3ec9', table='organisation_trust', when='AFTER')),
                ),
            ]
        ),
    ]
