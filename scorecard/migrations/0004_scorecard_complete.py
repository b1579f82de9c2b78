"""Measures that go on from year to year, readings confirmed one by one, profiles, and targets shared out."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from probation_planning.organisation.walls import Together
from django.conf import settings
from django.db import migrations, models

# Who had confirmed a measure's readings had confirmed each of them as it was.
MOVED = """
DO $$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    PERFORM set_config('app.trusts', coalesce((SELECT string_agg(id::text, ',') FROM organisation_trust), ''), true);
    INSERT INTO scorecard_confirmation (trust_id, measure_id, reading, value, dated, given_by_id, given_at)
    SELECT measure.trust_id, measure.id, made.reading, coalesce(nullif(made.value, ''), 'nothing'),
        measure.readings_confirmed_on, measure.readings_confirmed_by_id, now()
    FROM scorecard_measure measure
    LEFT JOIN LATERAL (
        SELECT target.*, scale.name FROM scorecard_target target
        LEFT JOIN scorecard_orderedscale scale ON scale.id = target.scale_id
        WHERE target.measure_id = measure.id ORDER BY sequence DESC LIMIT 1
    ) target ON true
    CROSS JOIN LATERAL (VALUES
        ('target', coalesce(target.ground, ''), target.reading),
        ('frequency', measure.frequency_ground, measure.frequency),
        ('unit', measure.unit_ground,
            trim(measure.unit || ' ' || measure.unit_as_read) || coalesce(' on ' || target.name, '')),
        ('polarity', measure.polarity_ground, measure.polarity),
        ('accumulation', measure.accumulation_ground, measure.accumulation)
    ) made (reading, ground, value)
    WHERE measure.readings_confirmed_on IS NOT NULL AND measure.readings_confirmed_by_id IS NOT NULL AND made.ground <> '';
    SET CONSTRAINTS ALL IMMEDIATE;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0006_plan_complete'),
        ('scorecard', '0003_add_unit_ground'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='Confirmation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reading', models.CharField(choices=[('target', 'Target'), ('frequency', 'Frequency'), ('unit', 'Counted in'), ('polarity', 'Which way is better'), ('accumulation', 'How it adds up over the year')], max_length=15)),
                        ('value', models.CharField(max_length=200, verbose_name='what was confirmed')),
                        ('dated', models.DateField(verbose_name='business day it was confirmed')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ['measure', 'reading', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Sharing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sequence', models.PositiveIntegerField()),
                        ('reason', models.TextField(blank=True)),
                        ('dated', models.DateField(verbose_name='business day it was shared out')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ['target', 'sequence'],
                    },
                ),
                migrations.DeleteModel(
                    name='UnitShare',
                ),
            ]
        ),
        Together(
            [
                migrations.AddField(
                    model_name='confirmation',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='confirmation',
                    name='measure',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='scorecard.measure'),
                ),
                migrations.AddField(
                    model_name='confirmation',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='sharing',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='sharing',
                    name='target',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='scorecard.target'),
                ),
                migrations.AddField(
                    model_name='sharing',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AlterModelOptions(
                    name='measure',
                    options={'ordering': ['perspective', 'order', 'number']},
                ),
                migrations.AlterModelOptions(
                    name='perspective',
                    options={'ordering': ['scorecard', 'order', 'number']},
                ),
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
                pgtrigger.migrations.RemoveTrigger(
                    model_name='measure',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='measure',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='measure',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='perspective',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='perspective',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='perspective',
                    name='delete_delete',
                ),
            ]
        ),
        migrations.RunSQL(sql=MOVED, reverse_sql=migrations.RunSQL.noop),
        Together(
            [
                migrations.RemoveField(
                    model_name='measure',
                    name='readings_confirmed_by',
                ),
                migrations.RemoveField(
                    model_name='measure',
                    name='readings_confirmed_on',
                ),
                migrations.RemoveField(
                    model_name='measureevent',
                    name='readings_confirmed_by',
                ),
                migrations.RemoveField(
                    model_name='measureevent',
                    name='readings_confirmed_on',
                ),
                migrations.RemoveField(
                    model_name='target',
                    name='shares_reason',
                ),
                migrations.AddField(
                    model_name='footnote',
                    name='confirmed_by',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='footnote',
                    name='confirmed_on',
                    field=models.DateField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='footnoteevent',
                    name='confirmed_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='footnoteevent',
                    name='confirmed_on',
                    field=models.DateField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='measure',
                    name='carried_from',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='scorecard.measure'),
                ),
                migrations.AddField(
                    model_name='measure',
                    name='order',
                    field=models.PositiveSmallIntegerField(default=0, verbose_name='place in its perspective'),
                ),
                migrations.AddField(
                    model_name='measure',
                    name='plausible_from',
                    field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='figures below this are questioned'),
                ),
                migrations.AddField(
                    model_name='measure',
                    name='plausible_to',
                    field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='figures above this are questioned'),
                ),
                migrations.AddField(
                    model_name='measure',
                    name='withdrawn_on',
                    field=models.DateField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='measure',
                    name='withdrawn_reason',
                    field=models.TextField(blank=True, editable=False, verbose_name='why it is given up'),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='carried_from',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.measure'),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='order',
                    field=models.PositiveSmallIntegerField(default=0, verbose_name='place in its perspective'),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='plausible_from',
                    field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='figures below this are questioned'),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='plausible_to',
                    field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='figures above this are questioned'),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='withdrawn_on',
                    field=models.DateField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='withdrawn_reason',
                    field=models.TextField(blank=True, editable=False, verbose_name='why it is given up'),
                ),
                migrations.AddField(
                    model_name='perspective',
                    name='order',
                    field=models.PositiveSmallIntegerField(default=0, verbose_name='place among the perspectives'),
                ),
                migrations.AddField(
                    model_name='perspectiveevent',
                    name='order',
                    field=models.PositiveSmallIntegerField(default=0, verbose_name='place among the perspectives'),
                ),
                migrations.AddField(
                    model_name='result',
                    name='given_as_name',
                    field=models.CharField(blank=True, editable=False, max_length=120, verbose_name='what the owner was called then'),
                ),
                migrations.AddField(
                    model_name='result',
                    name='odd_because',
                    field=models.CharField(blank=True, max_length=300, verbose_name='why an odd figure is right'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='profile',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(blank=True, max_length=40), blank=True, default=list, size=None, verbose_name='level to date at each quarter, as written'),
                ),
                migrations.RemoveConstraint(
                    model_name='measure',
                    name='scorecard_measure_words_for_a_plain_number',
                ),
                migrations.AddField(
                    model_name='measure',
                    name='rolling',
                    field=models.CharField(blank=True, choices=[('whole_year', 'A whole year already'), ('annualised', "The quarter, made into a year's from the year so far"), ('four_quarters', 'The quarter, summed over the last four')], max_length=15, verbose_name='what a rolling figure is of'),
                ),
                migrations.AddField(
                    model_name='measureevent',
                    name='rolling',
                    field=models.CharField(blank=True, choices=[('whole_year', 'A whole year already'), ('annualised', "The quarter, made into a year's from the year so far"), ('four_quarters', 'The quarter, summed over the last four')], max_length=15, verbose_name='what a rolling figure is of'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='tolerance_measured',
                    field=models.CharField(choices=[('unit', "The measure's own unit"), ('percent', 'Percent of the target')], default='unit', max_length=10, verbose_name='tolerances are given in'),
                ),
                migrations.AlterField(
                    model_name='measure',
                    name='unit',
                    field=models.CharField(choices=[('percent', '%'), ('number', ''), ('count', 'a count'), ('days', 'days'), ('money', '£'), ('step', 'step of a scale'), ('yes_no', 'yes or no'), ('quarter', 'quarter')], default='number', max_length=10),
                ),
                migrations.AlterField(
                    model_name='measure',
                    name='unit_as_read',
                    field=models.CharField(blank=True, help_text='For a number or a count: m²/FTE, offenders.', max_length=30, verbose_name='unit in words'),
                ),
                migrations.AlterField(
                    model_name='measureevent',
                    name='unit',
                    field=models.CharField(choices=[('percent', '%'), ('number', ''), ('count', 'a count'), ('days', 'days'), ('money', '£'), ('step', 'step of a scale'), ('yes_no', 'yes or no'), ('quarter', 'quarter')], default='number', max_length=10),
                ),
                migrations.AlterField(
                    model_name='measureevent',
                    name='unit_as_read',
                    field=models.CharField(blank=True, help_text='For a number or a count: m²/FTE, offenders.', max_length=30, verbose_name='unit in words'),
                ),
                migrations.AddConstraint(
                    model_name='measure',
                    constraint=models.CheckConstraint(condition=models.Q(('unit_as_read', ''), ('unit__in', ['number', 'count']), _connector='OR'), name='scorecard_measure_words_for_a_plain_number', violation_error_message='A unit in words is for a plain number or a count. Give one or the other.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='footnote',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "line", "marker", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (NEW."answers_marker", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."line", NEW."marker", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scorecard_id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='a3c019cc284d4eb07374d184261394af9a2cbfee', operation='INSERT', pgid='pgtrigger_insert_insert_806e1', table='scorecard_footnote', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='footnote',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "line", "marker", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (NEW."answers_marker", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."line", NEW."marker", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scorecard_id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='f50846e73f8e813d514f883416443c749455758a', operation='UPDATE', pgid='pgtrigger_update_update_bebb9', table='scorecard_footnote', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='footnote',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "line", "marker", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (OLD."answers_marker", OLD."confirmed_by_id", OLD."confirmed_on", OLD."document_id", OLD."ground", OLD."id", OLD."line", OLD."marker", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scorecard_id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='bc55acc549a905b0fd9063e9746655503f2811eb', operation='DELETE', pgid='pgtrigger_delete_delete_953dc', table='scorecard_footnote', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measure',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_measureevent" ("accumulation", "accumulation_ground", "carried_from_id", "description", "document_id", "due_days", "for_each", "frequency", "frequency_as_printed", "frequency_ground", "id", "level_within", "line", "marker", "name", "number", "order", "perspective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plausible_from", "plausible_to", "polarity", "polarity_ground", "rolling", "trust_id", "unit", "unit_as_read", "unit_ground", "withdrawn_on", "withdrawn_reason") VALUES (NEW."accumulation", NEW."accumulation_ground", NEW."carried_from_id", NEW."description", NEW."document_id", NEW."due_days", NEW."for_each", NEW."frequency", NEW."frequency_as_printed", NEW."frequency_ground", NEW."id", NEW."level_within", NEW."line", NEW."marker", NEW."name", NEW."number", NEW."order", NEW."perspective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plausible_from", NEW."plausible_to", NEW."polarity", NEW."polarity_ground", NEW."rolling", NEW."trust_id", NEW."unit", NEW."unit_as_read", NEW."unit_ground", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='845d220b02301c86b242c2ead59d3cdedc8d8c60', operation='INSERT', pgid='pgtrigger_insert_insert_9f0bf', table='scorecard_measure', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measure',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_measureevent" ("accumulation", "accumulation_ground", "carried_from_id", "description", "document_id", "due_days", "for_each", "frequency", "frequency_as_printed", "frequency_ground", "id", "level_within", "line", "marker", "name", "number", "order", "perspective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plausible_from", "plausible_to", "polarity", "polarity_ground", "rolling", "trust_id", "unit", "unit_as_read", "unit_ground", "withdrawn_on", "withdrawn_reason") VALUES (NEW."accumulation", NEW."accumulation_ground", NEW."carried_from_id", NEW."description", NEW."document_id", NEW."due_days", NEW."for_each", NEW."frequency", NEW."frequency_as_printed", NEW."frequency_ground", NEW."id", NEW."level_within", NEW."line", NEW."marker", NEW."name", NEW."number", NEW."order", NEW."perspective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plausible_from", NEW."plausible_to", NEW."polarity", NEW."polarity_ground", NEW."rolling", NEW."trust_id", NEW."unit", NEW."unit_as_read", NEW."unit_ground", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='1faa7daa41d6b69e0f701c039fe52cff59d11c91', operation='UPDATE', pgid='pgtrigger_update_update_a6e51', table='scorecard_measure', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measure',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_measureevent" ("accumulation", "accumulation_ground", "carried_from_id", "description", "document_id", "due_days", "for_each", "frequency", "frequency_as_printed", "frequency_ground", "id", "level_within", "line", "marker", "name", "number", "order", "perspective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plausible_from", "plausible_to", "polarity", "polarity_ground", "rolling", "trust_id", "unit", "unit_as_read", "unit_ground", "withdrawn_on", "withdrawn_reason") VALUES (OLD."accumulation", OLD."accumulation_ground", OLD."carried_from_id", OLD."description", OLD."document_id", OLD."due_days", OLD."for_each", OLD."frequency", OLD."frequency_as_printed", OLD."frequency_ground", OLD."id", OLD."level_within", OLD."line", OLD."marker", OLD."name", OLD."number", OLD."order", OLD."perspective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plausible_from", OLD."plausible_to", OLD."polarity", OLD."polarity_ground", OLD."rolling", OLD."trust_id", OLD."unit", OLD."unit_as_read", OLD."unit_ground", OLD."withdrawn_on", OLD."withdrawn_reason"); RETURN NULL;', hash='3508a3b594fce9016a13d55880bd2d2cebd51cfe', operation='DELETE', pgid='pgtrigger_delete_delete_26c9d', table='scorecard_measure', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='perspective',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_perspectiveevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scorecard_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='927c9f023d94b2b7c9dfe77a101650013653528a', operation='INSERT', pgid='pgtrigger_insert_insert_d4162', table='scorecard_perspective', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='perspective',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_perspectiveevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scorecard_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='f1869c1066c5467e83689b170dc865df7ae95228', operation='UPDATE', pgid='pgtrigger_update_update_097c2', table='scorecard_perspective', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='perspective',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_perspectiveevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "title", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."number", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scorecard_id", OLD."title", OLD."trust_id"); RETURN NULL;', hash='0e9eb33f05d2791f0259d6ddfa863d6df3fd4a48', operation='DELETE', pgid='pgtrigger_delete_delete_40579', table='scorecard_perspective', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='footnote',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_on__isnull', True)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='scorecard_footnote_confirmed_by_somebody', violation_error_message='Say who confirmed the reading, and when.'),
                ),
                migrations.AddConstraint(
                    model_name='measure',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='scorecard_measure_withdrawn_with_reason', violation_error_message='Say why the measure is given up.'),
                ),
                migrations.AddConstraint(
                    model_name='measure',
                    constraint=models.CheckConstraint(condition=models.Q(('plausible_from__isnull', True), ('plausible_to__isnull', True), ('plausible_from__lte', models.F('plausible_to')), _connector='OR'), name='scorecard_measure_plausible_in_order', violation_error_message='The lowest figure to be expected is above the highest.'),
                ),
                migrations.AddConstraint(
                    model_name='measure',
                    constraint=models.UniqueConstraint(fields=('carried_from',), name='scorecard_measure_carried_once', violation_error_message='The measure goes on in another one already.'),
                ),
                migrations.AddConstraint(
                    model_name='measure',
                    constraint=models.CheckConstraint(condition=models.Q(('carried_from', models.F('pk')), _negated=True), name='scorecard_measure_not_carried_from_itself', violation_error_message='A measure is not carried from itself.'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.CheckConstraint(condition=models.Q(('profile__len', 0), ('profile__len', 4), _connector='OR'), name='scorecard_target_profile_of_four', violation_error_message='A profile says something of each of the four quarters, or nothing at all.'),
                ),
                migrations.AddConstraint(
                    model_name='confirmation',
                    constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='scorecard_confirmation_of_something', violation_error_message='Say what is confirmed.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='confirmation',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c339731f57b681f3ea5898731dba25406058949', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_13a53', table='scorecard_confirmation', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='sharing',
                    constraint=models.UniqueConstraint(fields=('target', 'sequence'), name='scorecard_sharing_sequence_once', violation_error_message='Somebody else shared the target out in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='sharing',
                    constraint=models.CheckConstraint(condition=models.Q(('sequence', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='scorecard_sharing_anew_has_reason', violation_error_message='Say why the target is shared out anew.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sharing',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d8c3af83cb08c2390d225d03189b8a8aca08ae64', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5f6c', table='scorecard_sharing', when='BEFORE')),
                ),
            ]
        ),
        migrations.CreateModel(
            name='UnitShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('printed', models.CharField(max_length=120, verbose_name='share as written')),
                ('sharing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='scorecard.sharing')),
                ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='organisation.deliveryunit')),
            ],
            options={
                'ordering': ['sharing', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('sharing', 'unit'), name='scorecard_unitshare_once', violation_error_message='The unit has a share already.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitshare',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fc55d8a6d71abb144951b15540bcad886d4d2eee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a4ef2', table='scorecard_unitshare', when='BEFORE')),
        ),
    ]
