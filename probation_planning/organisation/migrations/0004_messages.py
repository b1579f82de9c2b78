"""What people were told, and which body decides on ratings."""

from django.conf import settings
import django.contrib.postgres.fields
from django.db import migrations, models
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from probation_planning.organisation.walls import RaiseWalls, Together


IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"

# Of section 2 a message is open to its writer, to those it was sent to, and to the roles written on it.
OPEN_MESSAGE = f"""section = 1 OR {IS_SYSTEM} OR sent_by_id = (SELECT app_user())
    OR (SELECT app_user()) = ANY (recipients) OR open_to && (SELECT app_roles())::varchar[]"""
OPEN_THROUGH_MESSAGE = "EXISTS (SELECT 1 FROM organisation_message message WHERE message.id = message_id)"


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_readers'),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outcome', models.CharField(choices=[('sent', 'Sent'), ('failed', 'Failed'), ('shown', 'Addresses shown')], max_length=6)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('says', models.CharField(blank=True, max_length=200, verbose_name='what the mail server said')),
                    ],
                    options={
                        'verbose_name_plural': 'deliveries',
                        'ordering': ['message', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('chase', 'An answer is due'), ('black', 'A risk turned Black'), ('red', 'A risk turned Red')], max_length=8)),
                        ('about', models.CharField(max_length=60)),
                        ('section', models.PositiveSmallIntegerField()),
                        ('open_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                        ('recipients', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                        ('addresses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=254), blank=True, default=list, size=None)),
                        ('subject', models.CharField(max_length=120)),
                        ('text', models.TextField()),
                        ('links', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-pk'],
                    },
                ),
            ]
        ),
        Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='body',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='body',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='body',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='body',
                    name='decides',
                    field=models.BooleanField(default=False, help_text='Agrees, changes or defers ratings at its meeting.', verbose_name='decides on ratings'),
                ),
                migrations.AddField(
                    model_name='bodyevent',
                    name='decides',
                    field=models.BooleanField(default=False, help_text='Agrees, changes or defers ratings at its meeting.', verbose_name='decides on ratings'),
                ),
                migrations.AddConstraint(
                    model_name='body',
                    constraint=models.UniqueConstraint(condition=models.Q(('decides', True)), fields=('trust',), name='organisation_body_one_decides', violation_error_message='One body decides on ratings.'),
                ),
                migrations.AddField(
                    model_name='delivery',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='message',
                    name='owner',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='message',
                    name='sent_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='message',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='delivery',
                    name='message',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='organisation.message'),
                ),
                migrations.AddIndex(
                    model_name='message',
                    index=models.Index(models.F('kind'), models.F('about'), name='organisation_message_about'),
                ),
                migrations.AddConstraint(
                    model_name='message',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='organisation_message_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='message',
                    constraint=models.UniqueConstraint(condition=models.Q(('kind', 'chase')), fields=('trust', 'kind', 'about', 'owner', 'dated'), name='organisation_message_chased_once_a_day', violation_error_message='This owner was chased today already.'),
                ),
                migrations.AddConstraint(
                    model_name='message',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='organisation_message_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='body',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_bodyevent" ("decides", "id", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "slug", "trust_id") VALUES (NEW."decides", NEW."id", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."sections", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='db185948c108c30514707be71b1dfb93b3be3b26', operation='INSERT', pgid='pgtrigger_insert_insert_bf5e1', table='organisation_body', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='body',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_bodyevent" ("decides", "id", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "slug", "trust_id") VALUES (NEW."decides", NEW."id", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."sections", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='98b38c0e35bdc42ad5519a2eb47fb34bb69bd6d3', operation='UPDATE', pgid='pgtrigger_update_update_52c8f', table='organisation_body', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='body',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_bodyevent" ("decides", "id", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "slug", "trust_id") VALUES (OLD."decides", OLD."id", OLD."name", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."sections", OLD."slug", OLD."trust_id"); RETURN NULL;', hash='811d39a85150e206d47bf8aaa4b3d8d8c00f76d3', operation='DELETE', pgid='pgtrigger_delete_delete_57615', table='organisation_body', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='message',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='708ac29a8f602c9a4cb73b7387983faff65703eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_133b0', table='organisation_message', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='delivery',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae9df33dc87d85776b3950704dbd291dea52211b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2d006', table='organisation_delivery', when='BEFORE')),
                ),
            ]
        ),
        RaiseWalls("Message", narrow=OPEN_MESSAGE),
        RaiseWalls("Delivery", narrow=OPEN_THROUGH_MESSAGE),
    ]
