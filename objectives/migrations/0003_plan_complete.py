"""Versions, former numbers, evidence of every kind, moved deadlines, objections, and what a figure is a part of."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


from probation_planning.organisation.walls import Together


class Migration(migrations.Migration):

    dependencies = [
        ('objectives', '0002_walls'),
        ('organisation', '0006_plan_complete'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.DateField(verbose_name="the deadline's own month then")),
                ('month', models.DateField(verbose_name='first day of the month')),
                ('reason', models.TextField()),
            ],
            options={
                'ordering': ['update', 'deadline'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceBytes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField(verbose_name='size in octets')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['objective', 'uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='FormerNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('theme', 'Theme'), ('aim', 'Aim'), ('objective', 'Objective')], max_length=10)),
                ('number', models.CharField(max_length=20)),
            ],
            options={
                'ordering': ['kind', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='Stands beside the answer wherever it is read.')),
                ('given_as_name', models.CharField(blank=True, editable=False, max_length=120)),
                ('dated', models.DateField(verbose_name='business day it was given')),
                ('given_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['update', 'given_at'],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paper', 'As printed'), ('approved', 'Approved')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('minute_reference', models.CharField(blank=True, max_length=60)),
                ('note', models.TextField(blank=True, verbose_name='what is new in it')),
                ('contents', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['annual_plan', '-number'],
            },
        ),
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='aim',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='aim',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='aim',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='annualplan',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='annualplan',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='annualplan',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='objective',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='objective',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='objective',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='planningcolumn',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='planningcolumn',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='planningcolumn',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='planningline',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='planningline',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='planningline',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='subitem',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='subitem',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='subitem',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='theme',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='theme',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='theme',
                    name='delete_delete',
                ),
                migrations.RemoveConstraint(
                    model_name='outcomeevidence',
                    name='objectives_outcomeevidence_once',
                ),
                migrations.RemoveField(
                    model_name='annualplan',
                    name='approved_on',
                ),
                migrations.RemoveField(
                    model_name='annualplan',
                    name='minute_reference',
                ),
                migrations.RemoveField(
                    model_name='annualplanevent',
                    name='approved_on',
                ),
                migrations.RemoveField(
                    model_name='annualplanevent',
                    name='minute_reference',
                ),
                migrations.RemoveField(
                    model_name='planningline',
                    name='is_total',
                ),
                migrations.RemoveField(
                    model_name='planninglineevent',
                    name='is_total',
                ),
                migrations.AddField(
                    model_name='aim',
                    name='withdrawn_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='aim',
                    name='withdrawn_reason',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='aimevent',
                    name='withdrawn_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='aimevent',
                    name='withdrawn_reason',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='carried_from',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='objectives.objective', verbose_name='the objective of an earlier year that it goes on from'),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='flags_as_printed',
                    field=models.CharField(blank=True, max_length=10, verbose_name='marks as printed'),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='flags_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading the marks'),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='for_each_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading it as meant for each unit'),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='hangs_on_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading that it hangs on another'),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='readings_confirmed_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='objective',
                    name='readings_confirmed_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='carried_from',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective', verbose_name='the objective of an earlier year that it goes on from'),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='flags_as_printed',
                    field=models.CharField(blank=True, max_length=10, verbose_name='marks as printed'),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='flags_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading the marks'),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='for_each_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading it as meant for each unit'),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='hangs_on_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading that it hangs on another'),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='readings_confirmed_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='objectiveevent',
                    name='readings_confirmed_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='outcomeevidence',
                    name='link',
                    field=models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=["http", "https"])]),
                ),
                migrations.AddField(
                    model_name='planningcolumn',
                    name='part_of',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='objectives.planningcolumn', verbose_name='the total it is a part of'),
                ),
                migrations.AddField(
                    model_name='planningcolumnevent',
                    name='part_of',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningcolumn', verbose_name='the total it is a part of'),
                ),
                migrations.AddField(
                    model_name='planningline',
                    name='note',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='planningline',
                    name='part_of',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='objectives.planningline', verbose_name='the total it is a part of'),
                ),
                migrations.AddField(
                    model_name='planningline',
                    name='share_of',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='shares', to='objectives.planningline', verbose_name='the row whose percentage of its total it gives'),
                ),
                migrations.AddField(
                    model_name='planningline',
                    name='unit',
                    field=models.CharField(blank=True, help_text="Where it is another than the table's.", max_length=60),
                ),
                migrations.AddField(
                    model_name='planninglineevent',
                    name='note',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='planninglineevent',
                    name='part_of',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningline', verbose_name='the total it is a part of'),
                ),
                migrations.AddField(
                    model_name='planninglineevent',
                    name='share_of',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningline', verbose_name='the row whose percentage of its total it gives'),
                ),
                migrations.AddField(
                    model_name='planninglineevent',
                    name='unit',
                    field=models.CharField(blank=True, help_text="Where it is another than the table's.", max_length=60),
                ),
                migrations.AddField(
                    model_name='statusupdate',
                    name='given_as_name',
                    field=models.CharField(blank=True, editable=False, max_length=120),
                ),
                migrations.AddField(
                    model_name='statusupdate',
                    name='owners',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, editable=False, size=None),
                ),
                migrations.AddField(
                    model_name='subitem',
                    name='label_as_read',
                    field=models.CharField(blank=True, max_length=10, verbose_name='label as read'),
                ),
                migrations.AddField(
                    model_name='subitem',
                    name='label_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading the label'),
                ),
                migrations.AddField(
                    model_name='subitemevent',
                    name='label_as_read',
                    field=models.CharField(blank=True, max_length=10, verbose_name='label as read'),
                ),
                migrations.AddField(
                    model_name='subitemevent',
                    name='label_ground',
                    field=models.TextField(blank=True, verbose_name='ground for reading the label'),
                ),
                migrations.AddField(
                    model_name='theme',
                    name='withdrawn_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='theme',
                    name='withdrawn_reason',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='themeevent',
                    name='withdrawn_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='themeevent',
                    name='withdrawn_reason',
                    field=models.TextField(blank=True),
                ),
                migrations.AlterField(
                    model_name='outcomeevidence',
                    name='outcome',
                    field=models.ForeignKey(blank=True, help_text='None where the objective has no outcomes recorded: then it is evidence of the objective.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='objectives.outcome'),
                ),
                migrations.AlterField(
                    model_name='outcomeevidence',
                    name='text',
                    field=models.TextField(blank=True),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='aim',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_aimevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "theme_id", "title", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."theme_id", NEW."title", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='aa4e77b21df5bba41e4979f77bbc8f235cde59a4', operation='INSERT', pgid='pgtrigger_insert_insert_27d6f', table='objectives_aim', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='aim',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_aimevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "theme_id", "title", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."theme_id", NEW."title", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='22e55e9690e8f5d9e443aadc63402e78eacfd754', operation='UPDATE', pgid='pgtrigger_update_update_922ea', table='objectives_aim', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='aim',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_aimevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "theme_id", "title", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."number", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."theme_id", OLD."title", OLD."trust_id", OLD."withdrawn_on", OLD."withdrawn_reason"); RETURN NULL;', hash='bd326c63da9324a7eb0e860f27bb389a25fbc96e', operation='DELETE', pgid='pgtrigger_delete_delete_a22c9', table='objectives_aim', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='annualplan',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_annualplanevent" ("document_id", "id", "line", "mission", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "vision", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."mission", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id", NEW."vision", NEW."year_id"); RETURN NULL;', hash='8756b23a726211413ec30ac7c09cee96b2f9da7c', operation='INSERT', pgid='pgtrigger_insert_insert_e6dc6', table='objectives_annualplan', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='annualplan',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_annualplanevent" ("document_id", "id", "line", "mission", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "vision", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."mission", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id", NEW."vision", NEW."year_id"); RETURN NULL;', hash='b7f4e67356f1055ca428002c069cc51267cbb341', operation='UPDATE', pgid='pgtrigger_update_update_e63f7', table='objectives_annualplan', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='annualplan',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_annualplanevent" ("document_id", "id", "line", "mission", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "vision", "year_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."mission", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."title", OLD."trust_id", OLD."vision", OLD."year_id"); RETURN NULL;', hash='224bf20352ae79c494f177c59267a54a077cd708', operation='DELETE', pgid='pgtrigger_delete_delete_cfd58', table='objectives_annualplan', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='objective',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_objectiveevent" ("acts", "aim_id", "annual_plan_id", "carried_from_id", "document_id", "flags", "flags_as_printed", "flags_ground", "for_each", "for_each_ground", "hangs_on_ground", "hangs_on_id", "id", "line", "offered_ground", "offered_owner", "order", "outcomes_split", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readings_confirmed_by_id", "readings_confirmed_on", "reference", "shared_row", "text", "theme_id", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."acts", NEW."aim_id", NEW."annual_plan_id", NEW."carried_from_id", NEW."document_id", NEW."flags", NEW."flags_as_printed", NEW."flags_ground", NEW."for_each", NEW."for_each_ground", NEW."hangs_on_ground", NEW."hangs_on_id", NEW."id", NEW."line", NEW."offered_ground", NEW."offered_owner", NEW."order", NEW."outcomes_split", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."readings_confirmed_by_id", NEW."readings_confirmed_on", NEW."reference", NEW."shared_row", NEW."text", NEW."theme_id", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='cdb4fd453019b4ca54de5975a0163cec8aca993c', operation='INSERT', pgid='pgtrigger_insert_insert_4e40f', table='objectives_objective', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='objective',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_objectiveevent" ("acts", "aim_id", "annual_plan_id", "carried_from_id", "document_id", "flags", "flags_as_printed", "flags_ground", "for_each", "for_each_ground", "hangs_on_ground", "hangs_on_id", "id", "line", "offered_ground", "offered_owner", "order", "outcomes_split", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readings_confirmed_by_id", "readings_confirmed_on", "reference", "shared_row", "text", "theme_id", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."acts", NEW."aim_id", NEW."annual_plan_id", NEW."carried_from_id", NEW."document_id", NEW."flags", NEW."flags_as_printed", NEW."flags_ground", NEW."for_each", NEW."for_each_ground", NEW."hangs_on_ground", NEW."hangs_on_id", NEW."id", NEW."line", NEW."offered_ground", NEW."offered_owner", NEW."order", NEW."outcomes_split", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."readings_confirmed_by_id", NEW."readings_confirmed_on", NEW."reference", NEW."shared_row", NEW."text", NEW."theme_id", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='43092c00b04b26346b7847c04879be7d217f4cbd', operation='UPDATE', pgid='pgtrigger_update_update_6b1f5', table='objectives_objective', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='objective',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_objectiveevent" ("acts", "aim_id", "annual_plan_id", "carried_from_id", "document_id", "flags", "flags_as_printed", "flags_ground", "for_each", "for_each_ground", "hangs_on_ground", "hangs_on_id", "id", "line", "offered_ground", "offered_owner", "order", "outcomes_split", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readings_confirmed_by_id", "readings_confirmed_on", "reference", "shared_row", "text", "theme_id", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (OLD."acts", OLD."aim_id", OLD."annual_plan_id", OLD."carried_from_id", OLD."document_id", OLD."flags", OLD."flags_as_printed", OLD."flags_ground", OLD."for_each", OLD."for_each_ground", OLD."hangs_on_ground", OLD."hangs_on_id", OLD."id", OLD."line", OLD."offered_ground", OLD."offered_owner", OLD."order", OLD."outcomes_split", OLD."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."readings_confirmed_by_id", OLD."readings_confirmed_on", OLD."reference", OLD."shared_row", OLD."text", OLD."theme_id", OLD."trust_id", OLD."withdrawn_on", OLD."withdrawn_reason"); RETURN NULL;', hash='e9d03f1aa8c12f17180c7dfd82fba369f1402a9a', operation='DELETE', pgid='pgtrigger_delete_delete_9a7da', table='objectives_objective', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planningcolumn',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningcolumnevent" ("heading", "id", "order", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (NEW."heading", NEW."id", NEW."order", NEW."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."table_id", NEW."trust_id"); RETURN NULL;', hash='714bb48210323bb0c7a9c75c5c1a3d6005a1a723', operation='INSERT', pgid='pgtrigger_insert_insert_703eb', table='objectives_planningcolumn', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planningcolumn',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planningcolumnevent" ("heading", "id", "order", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (NEW."heading", NEW."id", NEW."order", NEW."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."table_id", NEW."trust_id"); RETURN NULL;', hash='a8cf61e26ae68a5a98fdd6f403a77bfd107934bd', operation='UPDATE', pgid='pgtrigger_update_update_ab591', table='objectives_planningcolumn', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planningcolumn',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningcolumnevent" ("heading", "id", "order", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (OLD."heading", OLD."id", OLD."order", OLD."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."table_id", OLD."trust_id"); RETURN NULL;', hash='ed4a5e46e5977134cd4f37f82d357b1da0f430d5', operation='DELETE', pgid='pgtrigger_delete_delete_1bb5a', table='objectives_planningcolumn', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planningline',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planninglineevent" ("document_id", "id", "label", "line", "note", "order", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_of_id", "table_id", "trust_id", "unit") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."line", NEW."note", NEW."order", NEW."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."share_of_id", NEW."table_id", NEW."trust_id", NEW."unit"); RETURN NULL;', hash='e2158f6beac6ee6782e961720889ade41a671fc9', operation='INSERT', pgid='pgtrigger_insert_insert_8dd95', table='objectives_planningline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planningline',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planninglineevent" ("document_id", "id", "label", "line", "note", "order", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_of_id", "table_id", "trust_id", "unit") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."line", NEW."note", NEW."order", NEW."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."share_of_id", NEW."table_id", NEW."trust_id", NEW."unit"); RETURN NULL;', hash='1d1bbbdfd0dbdf7b7316410d95cb01a3bbbe8ba6', operation='UPDATE', pgid='pgtrigger_update_update_3319b', table='objectives_planningline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planningline',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planninglineevent" ("document_id", "id", "label", "line", "note", "order", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "share_of_id", "table_id", "trust_id", "unit") VALUES (OLD."document_id", OLD."id", OLD."label", OLD."line", OLD."note", OLD."order", OLD."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."share_of_id", OLD."table_id", OLD."trust_id", OLD."unit"); RETURN NULL;', hash='f01eccf46fadb68eac7bff9628b0568c714a8014', operation='DELETE', pgid='pgtrigger_delete_delete_43653', table='objectives_planningline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='subitem',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_subitemevent" ("document_id", "id", "label", "label_as_read", "label_ground", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."label_as_read", NEW."label_ground", NEW."line", NEW."objective_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='e5f234c63f89fb1fa9c2fcafba639829abebe97c', operation='INSERT', pgid='pgtrigger_insert_insert_683d1', table='objectives_subitem', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='subitem',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_subitemevent" ("document_id", "id", "label", "label_as_read", "label_ground", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."label_as_read", NEW."label_ground", NEW."line", NEW."objective_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='95d43c536e52f2e8370c828d1579ac588ca057a4', operation='UPDATE', pgid='pgtrigger_update_update_8d79e', table='objectives_subitem', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='subitem',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_subitemevent" ("document_id", "id", "label", "label_as_read", "label_ground", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."label", OLD."label_as_read", OLD."label_ground", OLD."line", OLD."objective_id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='4d82236b624e2c6838ae267c32fa82943b9fc842', operation='DELETE', pgid='pgtrigger_delete_delete_98d7a', table='objectives_subitem', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='theme',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_themeevent" ("document_id", "id", "line", "number", "number_is_reading", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."number_is_reading", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='80a4abc026b6abc9c40511ad2d2386c1d6efaac5', operation='INSERT', pgid='pgtrigger_insert_insert_e5c05', table='objectives_theme', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='theme',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_themeevent" ("document_id", "id", "line", "number", "number_is_reading", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."number_is_reading", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='46e5b6b09304bdd7d3289f8f017f41b6a39292b1', operation='UPDATE', pgid='pgtrigger_update_update_8d227', table='objectives_theme', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='theme',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_themeevent" ("document_id", "id", "line", "number", "number_is_reading", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."number", OLD."number_is_reading", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."title", OLD."trust_id", OLD."withdrawn_on", OLD."withdrawn_reason"); RETURN NULL;', hash='8fdb9e24fbd08e18060a3b86b7c51e95c36951e4', operation='DELETE', pgid='pgtrigger_delete_delete_75481', table='objectives_theme', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='aim',
                    constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='objectives_aim_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
                ),
                migrations.AddConstraint(
                    model_name='objective',
                    constraint=models.UniqueConstraint(fields=('annual_plan', 'carried_from'), name='objectives_objective_carried_once', violation_error_message='This objective is carried into the plan already.'),
                ),
                migrations.AddConstraint(
                    model_name='planningcolumn',
                    constraint=models.CheckConstraint(condition=models.Q(('part_of', models.F('pk')), _negated=True), name='objectives_planningcolumn_not_own_part', violation_error_message='A column is not a part of itself.'),
                ),
                migrations.AddConstraint(
                    model_name='planningline',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('part_of', models.F('pk')), _negated=True), models.Q(('share_of', models.F('pk')), _negated=True)), name='objectives_planningline_not_own_part', violation_error_message='A row is not a part or a percentage of itself.'),
                ),
                migrations.AddConstraint(
                    model_name='theme',
                    constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='objectives_theme_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
                ),
                migrations.AlterConstraint(
                    model_name='objective',
                    name='objectives_objective_withdrawn_with_reason',
                    constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='objectives_objective_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
                ),
                migrations.AddField(
                    model_name='deadlinerevision',
                    name='deadline',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='objectives.deadline'),
                ),
                migrations.AddField(
                    model_name='deadlinerevision',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='deadlinerevision',
                    name='update',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='objectives.statusupdate'),
                ),
                migrations.AddField(
                    model_name='evidencebytes',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='evidencefile',
                    name='objective',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='files', to='objectives.objective'),
                ),
                migrations.AddField(
                    model_name='evidencefile',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='evidencefile',
                    name='uploaded_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='evidencebytes',
                    name='file',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, related_name='bytes', to='objectives.evidencefile'),
                ),
                migrations.AddField(
                    model_name='outcomeevidence',
                    name='file',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='objectives.evidencefile'),
                ),
                migrations.AddConstraint(
                    model_name='outcomeevidence',
                    constraint=models.UniqueConstraint(fields=('update', 'outcome'), name='objectives_outcomeevidence_once', nulls_distinct=False, violation_error_message='This outcome has its evidence already.'),
                ),
                migrations.AddConstraint(
                    model_name='outcomeevidence',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('link', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='objectives_outcomeevidence_shows_something', violation_error_message='Give a sentence, a link or a file.'),
                ),
                migrations.AddField(
                    model_name='formernumber',
                    name='aim',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_numbers', to='objectives.aim'),
                ),
                migrations.AddField(
                    model_name='formernumber',
                    name='annual_plan',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_numbers', to='objectives.annualplan'),
                ),
                migrations.AddField(
                    model_name='formernumber',
                    name='objective',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_numbers', to='objectives.objective'),
                ),
                migrations.AddField(
                    model_name='formernumber',
                    name='plan',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_numbers', to='objectives.plan'),
                ),
                migrations.AddField(
                    model_name='formernumber',
                    name='theme',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former_numbers', to='objectives.theme'),
                ),
                migrations.AddField(
                    model_name='formernumber',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='objection',
                    name='given_as',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner', verbose_name='the post that objects'),
                ),
                migrations.AddField(
                    model_name='objection',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='objection',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='objection',
                    name='update',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='objectives.statusupdate'),
                ),
                migrations.AddField(
                    model_name='planversion',
                    name='annual_plan',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='objectives.annualplan'),
                ),
                migrations.AddField(
                    model_name='planversion',
                    name='body',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.body', verbose_name='approved by'),
                ),
                migrations.AddField(
                    model_name='planversion',
                    name='published_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='planversion',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddConstraint(
                    model_name='deadlinerevision',
                    constraint=models.UniqueConstraint(fields=('update', 'deadline'), name='objectives_deadlinerevision_once', violation_error_message='This answer moves the deadline already.'),
                ),
                migrations.AddConstraint(
                    model_name='deadlinerevision',
                    constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='objectives_deadlinerevision_is_a_month', violation_error_message='A deadline is a month; write its first day.'),
                ),
                migrations.AddConstraint(
                    model_name='deadlinerevision',
                    constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='objectives_deadlinerevision_says_why', violation_error_message='Say why the deadline moves.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deadlinerevision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='617803670fd0d7cfbe07e4413f2ea9c94c12f231', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d255f', table='objectives_deadlinerevision', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='evidencefile',
                    constraint=models.CheckConstraint(condition=models.Q(('size__range', (1, 10485760))), name='objectives_evidencefile_of_a_size', violation_error_message='A file holds something, and 10 MB at most.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='evidencefile',
                    trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4ac1e2938b72b0cf3f68a4e6f06963a7e1c3c869', operation='UPDATE', pgid='pgtrigger_never_changed_b556d', table='objectives_evidencefile', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='evidencebytes',
                    trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='78988540d84ec84c8fcf275e3f8636fd013aae8a', operation='UPDATE', pgid='pgtrigger_never_changed_b9fe6', table='objectives_evidencebytes', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='formernumber',
                    constraint=models.UniqueConstraint(fields=('kind', 'number', 'plan', 'annual_plan', 'theme', 'aim', 'objective'), name='objectives_formernumber_once', nulls_distinct=False),
                ),
                migrations.AddConstraint(
                    model_name='objection',
                    constraint=models.UniqueConstraint(fields=('update', 'given_as'), name='objectives_objection_once', violation_error_message='This owner has objected already.'),
                ),
                migrations.AddConstraint(
                    model_name='objection',
                    constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='objectives_objection_says_what', violation_error_message='Say what is wrong with the answer.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='objection',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a6d6968b477bfe450176af2e10bec10c5db96873', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_75271', table='objectives_objection', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='planversion',
                    constraint=models.UniqueConstraint(fields=('annual_plan', 'number'), name='objectives_planversion_number_once', violation_error_message='Somebody else published the plan in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='planversion',
                    constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='objectives_planversion_number_from_1'),
                ),
                migrations.AddConstraint(
                    model_name='planversion',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_on__isnull', True), ('kind', 'paper'), ('minute_reference', ''), ('published_by__isnull', True)), models.Q(('approved_on__isnull', False), ('kind', 'approved'), ('published_by__isnull', False), models.Q(('minute_reference', ''), _negated=True)), _connector='OR'), name='objectives_planversion_approved_with_a_minute', violation_error_message='Give the day of the approval and the minute reference.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planversion',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bba16c6736d14269188724882d6096f9497b20fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5f83b', table='objectives_planversion', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='outcomeevidence',
                    constraint=models.CheckConstraint(condition=models.Q(('link', ''), ('link__regex', '^https?://'), _connector='OR'), name='objectives_outcomeevidence_link_is_a_link', violation_error_message='Begin the link with https:// or http://.'),
                ),
            ]
        ),
    ]
