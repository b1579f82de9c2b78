"""PDFs that somebody asked for, each seen by whoever asked."""

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
                    name='Drawing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('title', models.CharField(max_length=200)),
                        ('name', models.CharField(max_length=120, verbose_name='name of the file, before its .pdf')),
                        ('came_from', models.CharField(max_length=500, verbose_name='address of the page it was asked for on')),
                        ('key', models.CharField(max_length=64, verbose_name='SHA-256 of the page and its style sheets')),
                        ('page', models.BinaryField(null=True, verbose_name='the page as HTML, packed; gone once it is drawn')),
                        ('sheets', models.JSONField(default=list)),
                        ('rows', models.PositiveIntegerField(default=0)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('drawing', 'being drawn'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                        ('started_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('pages_done', models.PositiveIntegerField(default=0)),
                        ('problem', models.CharField(blank=True, max_length=300, verbose_name='why it failed, for its reader')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pack', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawings', to='reports.pack')),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                        ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.year')),
                    ],
                    options={
                        'ordering': ['-asked_at'],
                        'indexes': [models.Index(fields=['state', 'asked_at'], name='reports_drawing_in_turn')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'drawing', 'done', 'failed', 'cancelled'])), name='reports_drawing_state', violation_error_message='A drawing waits, is being drawn, is done, failed or was cancelled.')],
                    },
                ),
                migrations.CreateModel(
                    name='DrawnFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64, verbose_name='SHA-256 of the page and its style sheets')),
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
            ]
        ),
        RaiseWalls("Drawing", narrow=f"{IS_SYSTEM} OR asked_by_id = (SELECT app_user())"),
        RaiseWalls(
            "DrawnFile",
            narrow=f"{IS_SYSTEM} OR EXISTS (SELECT 1 FROM reports_drawing drawing WHERE drawing.key = reports_drawnfile.key)",
        ),
    ]
