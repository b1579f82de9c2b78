"""Each pack with the issue it went with, and when its file was drawn."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_messages'),
        ('reports', '0002_walls'),
        ('risks', '0006_cycle_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='pack',
            name='act',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pack', to='risks.stageact', verbose_name='issue it went with'),
        ),
        migrations.AddField(
            model_name='packfile',
            name='made_at',
            field=models.DateTimeField(auto_now_add=True, null=True, verbose_name='drawn at'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(('act__isnull', False), ('recorded_from_paper', True), _connector='OR'), name='reports_pack_was_issued', violation_error_message='A pack is what papers were issued with.'),
        ),
    ]
