"""Measures that warn of risks."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from probation_planning.organisation.walls import Together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0006_plan_complete'),
        ('reports', '0006_plan_rules'),
        ('risks', '0014_renamed'),
        ('scorecard', '0005_scorecard_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='EarlyWarning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('says', models.CharField(blank=True, max_length=300, verbose_name='what would be a warning')),
                        ('named_on', models.DateField(editable=False)),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='early_warnings', to='risks.entry', verbose_name='risk')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warns_of', to='scorecard.measure')),
                        ('named_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ],
                    options={
                        'ordering': ['entry', 'measure'],
                    },
                ),
                migrations.CreateModel(
                    name='EarlyWarningEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('says', models.CharField(blank=True, max_length=300, verbose_name='what would be a warning')),
                        ('named_on', models.DateField(editable=False)),
                        ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.entry', verbose_name='risk')),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.measure')),
                        ('named_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.earlywarning')),
                        ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
        Together(
            [
                migrations.AddConstraint(
                    model_name='earlywarning',
                    constraint=models.UniqueConstraint(fields=('entry', 'measure'), name='reports_earlywarning_once', violation_error_message='The risk names this measure already.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='earlywarning',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_earlywarningevent" ("entry_id", "id", "measure_id", "named_by_id", "named_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says", "trust_id") VALUES (NEW."entry_id", NEW."id", NEW."measure_id", NEW."named_by_id", NEW."named_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."says", NEW."trust_id"); RETURN NULL;', hash='9b453e3977f6eb1aded351145a1e7e079ac68d18', operation='INSERT', pgid='pgtrigger_insert_insert_e7538', table='reports_earlywarning', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='earlywarning',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_earlywarningevent" ("entry_id", "id", "measure_id", "named_by_id", "named_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says", "trust_id") VALUES (NEW."entry_id", NEW."id", NEW."measure_id", NEW."named_by_id", NEW."named_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."says", NEW."trust_id"); RETURN NULL;', hash='cd21d20791dfbaffa4f535a06aef49eea6ec71d8', operation='UPDATE', pgid='pgtrigger_update_update_e73d6', table='reports_earlywarning', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='earlywarning',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_earlywarningevent" ("entry_id", "id", "measure_id", "named_by_id", "named_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says", "trust_id") VALUES (OLD."entry_id", OLD."id", OLD."measure_id", OLD."named_by_id", OLD."named_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."says", OLD."trust_id"); RETURN NULL;', hash='adedd19f39cafeeb6f6e9e18393da73f4d1b730a', operation='DELETE', pgid='pgtrigger_delete_delete_fd744', table='reports_earlywarning', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='earlywarningevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6644a85cbcba5f20d262375165810766477cda0d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b7923', table='reports_earlywarningevent', when='BEFORE')),
                ),
            ]
        ),
    ]
