"""A link that a person moved knows where it came from."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


from probation_planning.organisation.walls import Together


class Migration(migrations.Migration):

    dependencies = [
        ('objectives', '0003_plan_complete'),
        ('organisation', '0006_plan_complete'),
        ('reports', '0004_links_asked_one_by_one'),
        ('risks', '0014_renamed'),
        ('scorecard', '0003_add_unit_ground'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='link',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='link',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='link',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='link',
                    name='moved_from',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_to', to='reports.link'),
                ),
                migrations.AddField(
                    model_name='linkevent',
                    name='moved_from',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.link'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='link',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_linkevent" ("aim_id", "decided_by_id", "decided_on", "document_id", "entry_id", "ground", "id", "line", "measure_id", "moved_from_id", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "says", "state", "theme_id", "trust_id") VALUES (NEW."aim_id", NEW."decided_by_id", NEW."decided_on", NEW."document_id", NEW."entry_id", NEW."ground", NEW."id", NEW."line", NEW."measure_id", NEW."moved_from_id", NEW."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference_id", NEW."says", NEW."state", NEW."theme_id", NEW."trust_id"); RETURN NULL;', hash='2b40a165a48b2f3ceab9c665bd119469bd35d82b', operation='INSERT', pgid='pgtrigger_insert_insert_062db', table='reports_link', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='link',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_linkevent" ("aim_id", "decided_by_id", "decided_on", "document_id", "entry_id", "ground", "id", "line", "measure_id", "moved_from_id", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "says", "state", "theme_id", "trust_id") VALUES (NEW."aim_id", NEW."decided_by_id", NEW."decided_on", NEW."document_id", NEW."entry_id", NEW."ground", NEW."id", NEW."line", NEW."measure_id", NEW."moved_from_id", NEW."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference_id", NEW."says", NEW."state", NEW."theme_id", NEW."trust_id"); RETURN NULL;', hash='e10192ceb5a720df04d55dff3211576239959463', operation='UPDATE', pgid='pgtrigger_update_update_16cb6', table='reports_link', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='link',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_linkevent" ("aim_id", "decided_by_id", "decided_on", "document_id", "entry_id", "ground", "id", "line", "measure_id", "moved_from_id", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "says", "state", "theme_id", "trust_id") VALUES (OLD."aim_id", OLD."decided_by_id", OLD."decided_on", OLD."document_id", OLD."entry_id", OLD."ground", OLD."id", OLD."line", OLD."measure_id", OLD."moved_from_id", OLD."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference_id", OLD."says", OLD."state", OLD."theme_id", OLD."trust_id"); RETURN NULL;', hash='912d743ee9f3fe94ef81a9c90c8b13dd8563181f', operation='DELETE', pgid='pgtrigger_delete_delete_e5716', table='reports_link', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='link',
                    constraint=models.CheckConstraint(condition=models.Q(('moved_from', models.F('pk')), _negated=True), name='reports_link_not_moved_from_itself', violation_error_message='A link is not moved from itself.'),
                ),
            ]
        ),
    ]
