"""Board packs, their files and their withdrawals; those with section 2 behind its own wall."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from probation_planning.organisation.walls import RaiseWalls, Together

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
OPEN_REGISTER = "IN (SELECT risks_section_two_registers(app_roles()))"


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0008_marking_of_papers'),
        ('reports', '0009_drawings'),
        ('risks', '0014_renamed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='BoardPack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, size=None)),
                        ('number', models.PositiveSmallIntegerField(verbose_name='1 for the first of the year for the body')),
                        ('title', models.CharField(max_length=120)),
                        ('meeting_on', models.DateField(verbose_name='day of the meeting')),
                        ('issued_on', models.DateField(verbose_name='day the body was given it')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('data', models.JSONField()),
                        ('fingerprint', models.CharField(max_length=64, verbose_name='SHA-256 of the data printed in it')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_packs', to='organisation.body')),
                        ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('register', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='board_packs', to='risks.register')),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                        ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_packs', to='organisation.year')),
                    ],
                    options={
                        'ordering': ['-issued_on', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('year', 'body', 'number'), name='reports_boardpack_once', violation_error_message='Another board pack was issued for this body at the same moment. Look at yours again, then issue it.'), models.CheckConstraint(condition=models.Q(('sections__contained_by', [1, 2])), name='reports_boardpack_sections_1_and_2', violation_error_message='A board pack holds section 1, section 2, both or none.'), models.CheckConstraint(condition=models.Q(('register__isnull', False), ('sections', []), _connector='OR'), name='reports_boardpack_of_a_register', violation_error_message='Sections are those of a register.')],
                    },
                ),
                migrations.CreateModel(
                    name='BoardPackFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('content', models.BinaryField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('pages', models.PositiveIntegerField()),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='drawn at')),
                        ('pack', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='reports.boardpack')),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ],
                ),
                migrations.CreateModel(
                    name='BoardPackWithdrawal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dated', models.DateField()),
                        ('reason', models.TextField()),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pack', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='reports.boardpack')),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ],
                    options={'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reports_boardpackwithdrawal_reason', violation_error_message='Say why the board pack is withdrawn.')]},
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boardpack',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='997e35fa77eac5f428c518d80ecc52da70f4bc42', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_74ae0', table='reports_boardpack', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boardpackfile',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b813c89220cc56daadfa438cc92b881db94f2635', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b07c0', table='reports_boardpackfile', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boardpackwithdrawal',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25756bdb5f928f09cac269383dd71b347000fc1f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5c6e', table='reports_boardpackwithdrawal', when='BEFORE')),
                ),
            ]
        ),
        RaiseWalls("BoardPack", narrow=f"NOT 2 = ANY (sections) OR {IS_SYSTEM} OR register_id {OPEN_REGISTER}"),
        RaiseWalls(
            "BoardPackFile",
            "BoardPackWithdrawal",
            narrow=f"{IS_SYSTEM} OR EXISTS (SELECT 1 FROM reports_boardpack pack WHERE pack.id = pack_id)",
        ),
    ]
