import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import probation_planning.organisation.walls
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('objectives', '0001_initial'),
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
        ('risks', '0001_initial'),
        ('scorecard', '0001_initial'),
    ]

    operations = [
        probation_planning.organisation.walls.Together(
            operations=[migrations.CreateModel(
                name='Link',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('ground', models.CharField(choices=[('number', 'Number matches'), ('subject', 'Same subject'), ('person', 'Made by a person')], max_length=10)),
                    ('says', models.CharField(blank=True, max_length=200, verbose_name='ground in words')),
                    ('state', models.CharField(choices=[('suggested', 'Unconfirmed'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10)),
                    ('decided_on', models.DateField(blank=True, null=True)),
                    ('aim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='objectives.aim')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='risks.entry', verbose_name='risk')),
                    ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='scorecard.measure')),
                    ('objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='objectives.objective')),
                    ('reference', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='scorecard.planreference')),
                    ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='objectives.theme')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk__in', []), models.Q(('aim__isnull', True), ('objective__isnull', True), ('theme__isnull', False)), models.Q(('aim__isnull', False), ('objective__isnull', True), ('theme__isnull', True)), models.Q(('aim__isnull', True), ('objective__isnull', False), ('theme__isnull', True)), _connector='OR'), name='reports_link_one_part_of_the_plan', violation_error_message='Link to one theme, one aim or one objective.'), models.CheckConstraint(condition=models.Q(('pk__in', []), models.Q(('entry__isnull', False), ('measure__isnull', True)), models.Q(('entry__isnull', True), ('measure__isnull', False)), _connector='OR'), name='reports_link_one_risk_or_measure', violation_error_message='Link one risk or one measure.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('state', 'suggested')), models.Q(models.Q(('state', 'suggested'), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='reports_link_decided_by_somebody', violation_error_message='Say who decided on the link, and when.'), models.UniqueConstraint(fields=('theme', 'aim', 'objective', 'entry', 'measure'), name='reports_link_once', nulls_distinct=False, violation_error_message='This link is there already.')],
                },
            ), migrations.CreateModel(
                name='Pack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('number', models.PositiveSmallIntegerField(default=1, verbose_name='1 for the first issue of the review to the body')),
                    ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None)),
                    ('recorded_from_paper', models.BooleanField(default=False)),
                    ('issued_on', models.DateField(verbose_name='day the body was given it')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('data', models.JSONField()),
                    ('fingerprint', models.CharField(max_length=64, verbose_name='SHA-256 of the data printed in it')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='organisation.body')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='risks.register')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='risks.review')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='organisation.year')),
                ],
                options={
                    'ordering': ['-issued_on', 'body'],
                    'constraints': [models.UniqueConstraint(fields=('review', 'body', 'number'), name='reports_pack_once', violation_error_message='The body was given this pack already.'), models.CheckConstraint(condition=models.Q(('sections__contained_by', [1, 2]), models.Q(('sections', []), _negated=True)), name='reports_pack_sections_1_and_2', violation_error_message='A pack holds section 1, section 2, or both.')],
                },
            ), migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('missing', 'Missing'), ('contradictory', 'Contradictory'), ('misread', 'Misread'), ('reading', 'Reading'), ('odd', 'Odd')], max_length=20)),
                    ('about', models.CharField(max_length=120)),
                    ('says', models.TextField()),
                    ('section', models.PositiveSmallIntegerField(help_text='2 keeps the finding to those who may read section 2.', verbose_name='section of the risk register')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='organisation.year')),
                ],
                options={
                    'ordering': ['line', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('year', 'about', 'says'), name='reports_finding_once', violation_error_message='This finding is recorded already.'), models.CheckConstraint(condition=models.Q(('section__in', [1, 2])), name='reports_finding_section_1_or_2', violation_error_message='A register has section 1 and section 2.')],
                },
            ), migrations.CreateModel(
                name='LinkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('ground', models.CharField(choices=[('number', 'Number matches'), ('subject', 'Same subject'), ('person', 'Made by a person')], max_length=10)),
                    ('says', models.CharField(blank=True, max_length=200, verbose_name='ground in words')),
                    ('state', models.CharField(choices=[('suggested', 'Unconfirmed'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10)),
                    ('decided_on', models.DateField(blank=True, null=True)),
                    ('aim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.aim')),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('entry', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.entry', verbose_name='risk')),
                    ('measure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.measure')),
                    ('objective', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.link')),
                    ('reference', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.planreference')),
                    ('theme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.theme')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PackedRisk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('section', models.PositiveSmallIntegerField()),
                    ('assessment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='packed', to='risks.assessment')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packed', to='risks.entry')),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='reports.pack')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['pack', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('pack', 'entry'), name='reports_packedrisk_once')],
                },
            ), migrations.CreateModel(
                name='PackFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('content', models.BinaryField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('pages', models.PositiveIntegerField()),
                    ('pack', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='reports.pack')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
            ), pgtrigger.migrations.AddTrigger(
                model_name='link',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_linkevent" ("aim_id", "decided_by_id", "decided_on", "document_id", "entry_id", "ground", "id", "line", "measure_id", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "says", "state", "theme_id", "trust_id") VALUES (NEW."aim_id", NEW."decided_by_id", NEW."decided_on", NEW."document_id", NEW."entry_id", NEW."ground", NEW."id", NEW."line", NEW."measure_id", NEW."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference_id", NEW."says", NEW."state", NEW."theme_id", NEW."trust_id"); RETURN NULL;', hash='d6f07d0978e6777870b711ffecbecb54376b16b0', operation='INSERT', pgid='pgtrigger_insert_insert_062db', table='reports_link', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='link',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_linkevent" ("aim_id", "decided_by_id", "decided_on", "document_id", "entry_id", "ground", "id", "line", "measure_id", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "says", "state", "theme_id", "trust_id") VALUES (NEW."aim_id", NEW."decided_by_id", NEW."decided_on", NEW."document_id", NEW."entry_id", NEW."ground", NEW."id", NEW."line", NEW."measure_id", NEW."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference_id", NEW."says", NEW."state", NEW."theme_id", NEW."trust_id"); RETURN NULL;', hash='16640b9a5161978a0ad43cc3c80289e3f2025500', operation='UPDATE', pgid='pgtrigger_update_update_16cb6', table='reports_link', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='link',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_linkevent" ("aim_id", "decided_by_id", "decided_on", "document_id", "entry_id", "ground", "id", "line", "measure_id", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "says", "state", "theme_id", "trust_id") VALUES (OLD."aim_id", OLD."decided_by_id", OLD."decided_on", OLD."document_id", OLD."entry_id", OLD."ground", OLD."id", OLD."line", OLD."measure_id", OLD."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference_id", OLD."says", OLD."state", OLD."theme_id", OLD."trust_id"); RETURN NULL;', hash='76cca5665d564183ee40cf69f777002ced7dc3f3', operation='DELETE', pgid='pgtrigger_delete_delete_e5716', table='reports_link', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='linkevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f651d9b0b299e5733726c83b8ae22023febb2eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a249', table='reports_linkevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='pack',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41022e3165904f1cabc83c0e030d283ad8d81d63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02ddb', table='reports_pack', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='packedrisk',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e29b567b03993ee03969bf0bf8309381a2c16717', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d5a16', table='reports_packedrisk', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='packfile',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d09eddb64b23da0a4bb68207d86e06c2da0fcbc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04703', table='reports_packfile', when='BEFORE')),
            )],
        ),
    ]
