"""PDFs that somebody asked for, each seen by whoever asked as long as they may see what they might then."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from probation_planning.organisation.walls import RaiseWalls, Together

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0008_marking_of_papers'),
        ('reports', '0008_early_warning_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='DrawnFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64, verbose_name='SHA-256 of the page and all that gives it its look')),
                        ('content', models.BinaryField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('pages', models.PositiveIntegerField()),
                        ('drawn_at', models.DateTimeField(auto_now_add=True)),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('trust', 'key'), name='reports_drawnfile_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Drawing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=models.Func(function='app_roles', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), size=None)),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                        ('owners', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('title', models.CharField(max_length=200)),
                        ('name', models.CharField(max_length=120, verbose_name='name of the file, before its .pdf')),
                        ('came_from', models.CharField(max_length=500, verbose_name='address of the page it was asked for on')),
                        ('key', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the page and all that gives it its look')),
                        ('page', models.BinaryField(null=True, verbose_name='the page as HTML, packed; gone once nobody draws it any more')),
                        ('sheets', models.JSONField(default=list)),
                        ('rows', models.PositiveIntegerField(default=0)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('drawing', 'being drawn'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                        ('claim', models.UUIDField(blank=True, null=True, verbose_name='who draws it')),
                        ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='when whoever draws it counts as gone')),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('started_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('pages_done', models.PositiveIntegerField(default=0)),
                        ('problem', models.CharField(blank=True, max_length=300, verbose_name='why it failed, for its reader')),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pack', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawings', to='reports.pack')),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                        ('year', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.year')),
                        ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawings', to='reports.drawnfile')),
                    ],
                    options={
                        'ordering': ['-asked_at'],
                        'indexes': [models.Index(fields=['state', 'asked_at'], name='reports_drawing_in_turn'), models.Index(fields=['asked_by', '-asked_at'], name='reports_drawing_of_asker')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'drawing', 'done', 'failed', 'cancelled'])), name='reports_drawing_state', violation_error_message='A drawing waits, is being drawn, is done, failed or was cancelled.'), models.CheckConstraint(condition=models.Q(models.Q(('key__regex', '^[0-9a-f]{64}$'), ('pack', None)), models.Q(('key', ''), ('pack__isnull', False), ('page', None)), _connector='OR'), name='reports_drawing_of_page_or_pack', violation_error_message='A drawing is of a page or of a pack.'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('pack', None), ('state', 'done')), models.Q(('file', None), ('pack__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('file', None)), _connector='OR'), name='reports_drawing_done_with_file', violation_error_message='A drawing is done once its file is there.'), models.CheckConstraint(condition=models.Q(('page', None), ('state__in', ['waiting', 'drawing']), _connector='OR'), name='reports_drawing_page_let_go', violation_error_message='A page is kept as long as it is to be drawn.'), models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('claimed_until__isnull', False), ('state', 'drawing')), models.Q(models.Q(('state', 'drawing'), _negated=True), ('claim', None), ('claimed_until', None)), _connector='OR'), name='reports_drawing_claimed', violation_error_message='What is being drawn is drawn by somebody.')],
                    },
                ),
            ]
        ),
        RaiseWalls(
            "DrawnFile",
            narrow=f"""{IS_SYSTEM} OR EXISTS (SELECT 1 FROM reports_drawing drawing
                WHERE drawing.file_id = reports_drawnfile.id AND drawing.trust_id = reports_drawnfile.trust_id)""",
        ),
        RaiseWalls(
            "Drawing",
            narrow=f"""{IS_SYSTEM} OR (asked_by_id = (SELECT app_user())
                AND rights <@ coalesce((SELECT app_roles()), '{{}}'::text[])
                AND owners <@ coalesce((SELECT app_owners()), '{{}}'::bigint[]))""",
        ),
    ]
