import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import probation_planning.organisation.walls
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
    ]

    operations = [
        probation_planning.organisation.walls.Together(
            operations=[migrations.CreateModel(
                name='Plan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('starts', models.DateField(verbose_name='first day it covers')),
                    ('ends', models.DateField(verbose_name='last day it covers')),
                    ('span_ground', models.TextField(blank=True, verbose_name='ground for reading the days it covers')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['-starts'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'title'), name='objectives_plan_title_once', violation_error_message='The trust has a plan of this title already.'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='objectives_plan_ends_after_start', violation_error_message='The plan ends before it starts.')],
                },
            ), migrations.CreateModel(
                name='AnnualPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('vision', models.TextField(blank=True)),
                    ('mission', models.TextField(blank=True)),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='approved by the Board on')),
                    ('minute_reference', models.CharField(blank=True, max_length=60)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annual_plans', to='organisation.year')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annual_plans', to='objectives.plan')),
                ],
                options={
                    'ordering': ['-year'],
                    'constraints': [models.UniqueConstraint(fields=('year',), name='objectives_annualplan_one_a_year', violation_error_message='The year has a plan already.')],
                },
            ), migrations.CreateModel(
                name='PlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('starts', models.DateField(verbose_name='first day it covers')),
                    ('ends', models.DateField(verbose_name='last day it covers')),
                    ('span_ground', models.TextField(blank=True, verbose_name='ground for reading the days it covers')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.plan')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.CharField(max_length=10)),
                    ('number_is_reading', models.BooleanField(default=False, verbose_name='the number is not printed')),
                    ('title', models.CharField(max_length=300)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='objectives.plan')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['plan', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='objectives_theme_number_once', violation_error_message='The plan has a theme of this number already.')],
                },
            ), migrations.CreateModel(
                name='Aim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.CharField(max_length=10)),
                    ('title', models.CharField(max_length=300)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='objectives.plan')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='objectives.theme')),
                ],
                options={
                    'ordering': ['plan', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='objectives_aim_number_once', violation_error_message='The plan has an aim of this number already.')],
                },
            ), migrations.CreateModel(
                name='Narrative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('introduction', 'Introduction'), ('foreword', 'Foreword'), ('purpose', 'Purpose'), ('values', 'Values'), ('progress', 'Progress'), ('capacity', 'Capacity'), ('other', 'Other')], max_length=20)),
                    ('heading', models.CharField(blank=True, max_length=200)),
                    ('text', models.TextField()),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('annual_plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='narratives', to='objectives.annualplan')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['annual_plan', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('annual_plan', 'order'), name='objectives_narrative_order_once', violation_error_message='Another section stands at this place.')],
                },
            ), migrations.CreateModel(
                name='AnnualPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('vision', models.TextField(blank=True)),
                    ('mission', models.TextField(blank=True)),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='approved by the Board on')),
                    ('minute_reference', models.CharField(blank=True, max_length=60)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.annualplan')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.year')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.plan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlanningTable',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('budget', 'Budget'), ('staffing', 'Staffing'), ('demand', 'Demand'), ('needs', 'Assessed needs'), ('sentencing', 'Sentencing profile'), ('other', 'Other')], max_length=20)),
                    ('title', models.CharField(max_length=200)),
                    ('unit', models.CharField(blank=True, max_length=60)),
                    ('note', models.TextField(blank=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('annual_plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='objectives.annualplan')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['annual_plan', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('annual_plan', 'title'), name='objectives_planningtable_title_once', violation_error_message='The plan has a table of this title already.')],
                },
            ), migrations.CreateModel(
                name='ThemeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.CharField(max_length=10)),
                    ('number_is_reading', models.BooleanField(default=False, verbose_name='the number is not printed')),
                    ('title', models.CharField(max_length=300)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.theme')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.plan')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='NarrativeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('introduction', 'Introduction'), ('foreword', 'Foreword'), ('purpose', 'Purpose'), ('values', 'Values'), ('progress', 'Progress'), ('capacity', 'Capacity'), ('other', 'Other')], max_length=20)),
                    ('heading', models.CharField(blank=True, max_length=200)),
                    ('text', models.TextField()),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('annual_plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.annualplan')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.narrative')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Objective',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('reference', models.CharField(help_text='Given once and never used again: 1.2-3, or 3-4 under a theme.', max_length=20)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('owners_as_printed', models.CharField(blank=True, max_length=300)),
                    ('acts', models.CharField(blank=True, max_length=120, verbose_name="who acts, in the paper's words")),
                    ('for_each', models.CharField(blank=True, choices=[('offender_management', 'Offender management LDU'), ('interventions', 'Interventions'), ('other', 'Other')], max_length=30, verbose_name='meant for each unit of a kind')),
                    ('flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('brought_forward', 'Brought forward'), ('ongoing', 'Ongoing'), ('regional', 'Regional priority'), ('unknown', 'Ongoing or regional priority (the mark was lost)')], max_length=20), blank=True, default=list, size=None)),
                    ('shared_row', models.BooleanField(default=False, verbose_name='printed in a row with others')),
                    ('outcomes_split', models.BooleanField(default=False, verbose_name='outcomes were told apart by a reading')),
                    ('offered_owner', models.CharField(blank=True, max_length=120, verbose_name='owner offered as a reading')),
                    ('offered_ground', models.TextField(blank=True, verbose_name='ground of the offer')),
                    ('withdrawn_on', models.DateField(blank=True, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True)),
                    ('aim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='objectives.aim')),
                    ('annual_plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='objectives.annualplan')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('hangs_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hanging', to='objectives.objective')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='objectives.theme')),
                ],
                options={
                    'ordering': ['annual_plan', 'theme', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('annual_plan', 'reference'), name='objectives_objective_reference_once', violation_error_message='The plan has an objective of this reference already.'), models.CheckConstraint(condition=models.Q(('flags__contained_by', ['brought_forward', 'ongoing', 'regional', 'unknown'])), name='objectives_objective_known_flags', violation_error_message='Choose flags from the list.'), models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='objectives_objective_withdrawn_with_reason', violation_error_message='Say why the objective is withdrawn.')],
                },
            ), migrations.CreateModel(
                name='PlanningColumn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField()),
                    ('heading', models.CharField(max_length=120)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='columns', to='objectives.planningtable')),
                ],
                options={
                    'ordering': ['table', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('table', 'order'), name='objectives_planningcolumn_order_once', violation_error_message='Another column stands at this place.')],
                },
            ), migrations.CreateModel(
                name='PlanningLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(max_length=200)),
                    ('is_total', models.BooleanField(default=False)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='objectives.planningtable')),
                ],
                options={
                    'ordering': ['table', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('table', 'order'), name='objectives_planningline_order_once', violation_error_message='Another row stands at this place.')],
                },
            ), migrations.CreateModel(
                name='PlanningTableEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('budget', 'Budget'), ('staffing', 'Staffing'), ('demand', 'Demand'), ('needs', 'Assessed needs'), ('sentencing', 'Sentencing profile'), ('other', 'Other')], max_length=20)),
                    ('title', models.CharField(max_length=200)),
                    ('unit', models.CharField(blank=True, max_length=60)),
                    ('note', models.TextField(blank=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('annual_plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.annualplan')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.planningtable')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='AimEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.CharField(max_length=10)),
                    ('title', models.CharField(max_length=300)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.aim')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.plan')),
                    ('theme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.theme')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Deadline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('month', models.DateField(verbose_name='first day of the month')),
                    ('stage', models.CharField(blank=True, max_length=200)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='objectives.objective')),
                ],
                options={
                    'ordering': ['objective', 'month'],
                    'constraints': [models.UniqueConstraint(fields=('objective', 'month', 'stage'), name='objectives_deadline_once', violation_error_message='The objective has this deadline already.'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='objectives_deadline_is_a_month', violation_error_message='A deadline is a month; write its first day.')],
                },
            ), migrations.CreateModel(
                name='ObjectiveOwner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('leads', models.BooleanField(default=False)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='objectives.objective')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('objective', 'owner'), name='objectives_objectiveowner_once', violation_error_message='This owner is named already.'), models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('objective',), name='objectives_objectiveowner_one_leads', violation_error_message='One owner leads; choose which.')],
                },
            ), migrations.CreateModel(
                name='Outcome',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('shared_row', models.BooleanField(default=False, verbose_name='stands for the whole printed row')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='objectives.objective')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['objective', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('objective', 'order'), name='objectives_outcome_order_once', violation_error_message='Another outcome stands at this place.')],
                },
            ), migrations.CreateModel(
                name='PlanningCell',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('printed', models.CharField(blank=True, max_length=60)),
                    ('value', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('column', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='objectives.planningcolumn')),
                    ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='objectives.planningline')),
                ],
                options={
                    'ordering': ['row', 'column'],
                    'constraints': [models.UniqueConstraint(fields=('row', 'column'), name='objectives_planningcell_once', violation_error_message='This cell is filled already.'), models.CheckConstraint(condition=models.Q(('is_reading', False), models.Q(('ground', ''), _negated=True), _connector='OR'), name='objectives_planningcell_reading_has_ground', violation_error_message='Say why the figure is read so.')],
                },
            ), migrations.CreateModel(
                name='PlanningLineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(max_length=200)),
                    ('is_total', models.BooleanField(default=False)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.planningline')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('table', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningtable')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlanningColumnEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('order', models.PositiveSmallIntegerField()),
                    ('heading', models.CharField(max_length=120)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.planningcolumn')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('table', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningtable')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='StatusUpdate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.PositiveIntegerField()),
                    ('status', models.CharField(choices=[('not_started', 'Not started'), ('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track'), ('complete', 'Complete'), ('withdrawn', 'Withdrawn')], max_length=20)),
                    ('comment', models.TextField(blank=True, help_text='Printed in the plan report and read by everybody who may read the plan.')),
                    ('dated', models.DateField(verbose_name='business day it was given')),
                    ('given_at', models.DateTimeField(auto_now_add=True)),
                    ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                    ('given_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner', verbose_name='the post that answered')),
                    ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='objectives.objective')),
                    ('quarter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_updates', to='organisation.quarter')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.deliveryunit')),
                ],
                options={
                    'ordering': ['objective', 'quarter', 'unit', 'sequence'],
                    'constraints': [models.UniqueConstraint(fields=('objective', 'quarter', 'unit', 'sequence'), name='objectives_statusupdate_sequence_once', nulls_distinct=False, violation_error_message='Somebody else answered in the meantime.'), models.CheckConstraint(condition=models.Q(('status__in', ['not_started', 'on_track', 'at_risk', 'off_track', 'complete', 'withdrawn'])), name='objectives_statusupdate_known_status', violation_error_message='Choose a status from the list.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='objectives_statusupdate_withdrawn_says_why', violation_error_message='Say in the comment why the objective is withdrawn.'), models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='objectives_statusupdate_sequence_from_1')],
                },
            ), migrations.CreateModel(
                name='SubItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(blank=True, max_length=10, verbose_name='label as printed')),
                    ('text', models.TextField()),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sub_items', to='objectives.objective')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['objective', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('objective', 'order'), name='objectives_subitem_order_once', violation_error_message='Another part stands at this place.')],
                },
            ), migrations.CreateModel(
                name='ObjectiveEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('reference', models.CharField(help_text='Given once and never used again: 1.2-3, or 3-4 under a theme.', max_length=20)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('owners_as_printed', models.CharField(blank=True, max_length=300)),
                    ('acts', models.CharField(blank=True, max_length=120, verbose_name="who acts, in the paper's words")),
                    ('for_each', models.CharField(blank=True, choices=[('offender_management', 'Offender management LDU'), ('interventions', 'Interventions'), ('other', 'Other')], max_length=30, verbose_name='meant for each unit of a kind')),
                    ('flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('brought_forward', 'Brought forward'), ('ongoing', 'Ongoing'), ('regional', 'Regional priority'), ('unknown', 'Ongoing or regional priority (the mark was lost)')], max_length=20), blank=True, default=list, size=None)),
                    ('shared_row', models.BooleanField(default=False, verbose_name='printed in a row with others')),
                    ('outcomes_split', models.BooleanField(default=False, verbose_name='outcomes were told apart by a reading')),
                    ('offered_owner', models.CharField(blank=True, max_length=120, verbose_name='owner offered as a reading')),
                    ('offered_ground', models.TextField(blank=True, verbose_name='ground of the offer')),
                    ('withdrawn_on', models.DateField(blank=True, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True)),
                    ('aim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.aim')),
                    ('annual_plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.annualplan')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('hangs_on', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.objective')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('theme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.theme')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='DeadlineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('month', models.DateField(verbose_name='first day of the month')),
                    ('stage', models.CharField(blank=True, max_length=200)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.deadline')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('objective', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ObjectiveOwnerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('leads', models.BooleanField(default=False)),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('objective', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective')),
                    ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.objectiveowner')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='OutcomeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('shared_row', models.BooleanField(default=False, verbose_name='stands for the whole printed row')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('objective', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.outcome')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlanningCellEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('printed', models.CharField(blank=True, max_length=60)),
                    ('value', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True)),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.planningcell')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('column', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningcolumn')),
                    ('row', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.planningline')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='OutcomeEvidence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='objectives.outcome')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('update', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='objectives.statusupdate')),
                ],
                options={
                    'ordering': ['update', 'outcome'],
                    'constraints': [models.UniqueConstraint(fields=('update', 'outcome'), name='objectives_outcomeevidence_once', violation_error_message='This outcome has its sentence already.')],
                },
            ), migrations.CreateModel(
                name='SubItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(blank=True, max_length=10, verbose_name='label as printed')),
                    ('text', models.TextField()),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('objective', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='objectives.objective')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='objectives.subitem')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='narrative',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_narrativeevent" ("annual_plan_id", "document_id", "heading", "id", "kind", "line", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."annual_plan_id", NEW."document_id", NEW."heading", NEW."id", NEW."kind", NEW."line", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='2c0ea99c9e64435820d521d5f3ed4e62ad654ce3', operation='INSERT', pgid='pgtrigger_insert_insert_5367a', table='objectives_narrative', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='narrative',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_narrativeevent" ("annual_plan_id", "document_id", "heading", "id", "kind", "line", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."annual_plan_id", NEW."document_id", NEW."heading", NEW."id", NEW."kind", NEW."line", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='31a7fe5f87cbaa25c7360e26f271a62fc964d6e5', operation='UPDATE', pgid='pgtrigger_update_update_f94cc', table='objectives_narrative', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='narrative',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_narrativeevent" ("annual_plan_id", "document_id", "heading", "id", "kind", "line", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (OLD."annual_plan_id", OLD."document_id", OLD."heading", OLD."id", OLD."kind", OLD."line", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='343648fd13e080f9580f391ab526513080745f22', operation='DELETE', pgid='pgtrigger_delete_delete_97895', table='objectives_narrative', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='narrativeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='72cb10b4557abf269239edb5e71a6557b56e61fa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16eb9', table='objectives_narrativeevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deadlineevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='556c17972edba0657edcf1a944c886af0e05b2c4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_14204', table='objectives_deadlineevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deadline',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_deadlineevent" ("document_id", "id", "line", "month", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."month", NEW."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."stage", NEW."trust_id"); RETURN NULL;', hash='cf5974981371a6c01189f826eb1cd2552c45e786', operation='INSERT', pgid='pgtrigger_insert_insert_8e7d1', table='objectives_deadline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deadline',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_deadlineevent" ("document_id", "id", "line", "month", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."month", NEW."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stage", NEW."trust_id"); RETURN NULL;', hash='19fadb62192c35519e33207b878195b6cf3705aa', operation='UPDATE', pgid='pgtrigger_update_update_a049e', table='objectives_deadline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deadline',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_deadlineevent" ("document_id", "id", "line", "month", "objective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."month", OLD."objective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stage", OLD."trust_id"); RETURN NULL;', hash='7203324b1a52b33472f2a69c62bf172f766700ab', operation='DELETE', pgid='pgtrigger_delete_delete_4c2b4', table='objectives_deadline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objectiveowner',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_objectiveownerevent" ("confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "leads", "objective_id", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."id", NEW."is_reading", NEW."leads", NEW."objective_id", NEW."order", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='85ff82a4384c8c2250477000c4fdb841404fd9b4', operation='INSERT', pgid='pgtrigger_insert_insert_31b76', table='objectives_objectiveowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objectiveowner',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_objectiveownerevent" ("confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "leads", "objective_id", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."id", NEW."is_reading", NEW."leads", NEW."objective_id", NEW."order", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='5f388219a4a76e5ddc35a0b433874093a2a586fd', operation='UPDATE', pgid='pgtrigger_update_update_55d09', table='objectives_objectiveowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objectiveowner',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_objectiveownerevent" ("confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "leads", "objective_id", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."confirmed_by_id", OLD."confirmed_on", OLD."ground", OLD."id", OLD."is_reading", OLD."leads", OLD."objective_id", OLD."order", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='78fba7b6f97db941ce9782c966b282f1027e174b', operation='DELETE', pgid='pgtrigger_delete_delete_7385b', table='objectives_objectiveowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objectiveownerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6669edd846057b2d74ba5e78ab0b94b97ca27a32', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_08d93', table='objectives_objectiveownerevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='outcome',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_outcomeevent" ("document_id", "id", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_row", "text", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."objective_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."shared_row", NEW."text", NEW."trust_id"); RETURN NULL;', hash='6cd0ccc7cf274cfbf1b5419e7e1d1064c1e1fb61', operation='INSERT', pgid='pgtrigger_insert_insert_9e358', table='objectives_outcome', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='outcome',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_outcomeevent" ("document_id", "id", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_row", "text", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."objective_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."shared_row", NEW."text", NEW."trust_id"); RETURN NULL;', hash='0a2b1dc701ced74f0468aa51eec49c2066f6df7c', operation='UPDATE', pgid='pgtrigger_update_update_84c7c', table='objectives_outcome', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='outcome',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_outcomeevent" ("document_id", "id", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_row", "text", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."objective_id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."shared_row", OLD."text", OLD."trust_id"); RETURN NULL;', hash='f0c55f1858dfccb0813dc8a63517a90155293c3c', operation='DELETE', pgid='pgtrigger_delete_delete_86858', table='objectives_outcome', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='outcomeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='894e30cbc0b88adc6cfab4b1da9a8eadef095b49', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee280', table='objectives_outcomeevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='plan',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planevent" ("document_id", "ends", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span_ground", "starts", "title", "trust_id") VALUES (NEW."document_id", NEW."ends", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."span_ground", NEW."starts", NEW."title", NEW."trust_id"); RETURN NULL;', hash='e480a1023242ef987b8f755a839c4c68bdd8c8eb', operation='INSERT', pgid='pgtrigger_insert_insert_ed2e1', table='objectives_plan', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='plan',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planevent" ("document_id", "ends", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span_ground", "starts", "title", "trust_id") VALUES (NEW."document_id", NEW."ends", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."span_ground", NEW."starts", NEW."title", NEW."trust_id"); RETURN NULL;', hash='8d41ee00f60bfc7cac75a5834bd469d8f56cb936', operation='UPDATE', pgid='pgtrigger_update_update_56f8d', table='objectives_plan', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='plan',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planevent" ("document_id", "ends", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span_ground", "starts", "title", "trust_id") VALUES (OLD."document_id", OLD."ends", OLD."id", OLD."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."span_ground", OLD."starts", OLD."title", OLD."trust_id"); RETURN NULL;', hash='e99ddae7635ff6401022034ad018ec7d105fdc2e', operation='DELETE', pgid='pgtrigger_delete_delete_46e08', table='objectives_plan', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='annualplanevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='50fbea6e25ee86c7916169a1945b733694973918', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1362f', table='objectives_annualplanevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='annualplan',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_annualplanevent" ("approved_on", "document_id", "id", "line", "minute_reference", "mission", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "vision", "year_id") VALUES (NEW."approved_on", NEW."document_id", NEW."id", NEW."line", NEW."minute_reference", NEW."mission", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id", NEW."vision", NEW."year_id"); RETURN NULL;', hash='6fc3d5b9346213cbafc01035593add0c03e820ce', operation='INSERT', pgid='pgtrigger_insert_insert_e6dc6', table='objectives_annualplan', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='annualplan',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_annualplanevent" ("approved_on", "document_id", "id", "line", "minute_reference", "mission", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "vision", "year_id") VALUES (NEW."approved_on", NEW."document_id", NEW."id", NEW."line", NEW."minute_reference", NEW."mission", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id", NEW."vision", NEW."year_id"); RETURN NULL;', hash='fc26996f525b06a09197c21244b2d5305399efd4', operation='UPDATE', pgid='pgtrigger_update_update_e63f7', table='objectives_annualplan', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='annualplan',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_annualplanevent" ("approved_on", "document_id", "id", "line", "minute_reference", "mission", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id", "vision", "year_id") VALUES (OLD."approved_on", OLD."document_id", OLD."id", OLD."line", OLD."minute_reference", OLD."mission", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."title", OLD."trust_id", OLD."vision", OLD."year_id"); RETURN NULL;', hash='9d823370a7a19b65ce1b8655c5efabba44f4c95a', operation='DELETE', pgid='pgtrigger_delete_delete_cfd58', table='objectives_annualplan', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4fc58eef6d25a511b5e09cd06e766d34b9067c36', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_43be5', table='objectives_planevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcellevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9cb575e698272f4b060e06592cd5873087de1bbf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73e02', table='objectives_planningcellevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcell',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningcellevent" ("column_id", "confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "row_id", "trust_id", "value") VALUES (NEW."column_id", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."id", NEW."is_reading", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed", NEW."row_id", NEW."trust_id", NEW."value"); RETURN NULL;', hash='edbdb8f1257551569d93a60c7ceff1017fbe8567', operation='INSERT', pgid='pgtrigger_insert_insert_70312', table='objectives_planningcell', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcell',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planningcellevent" ("column_id", "confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "row_id", "trust_id", "value") VALUES (NEW."column_id", NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."id", NEW."is_reading", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed", NEW."row_id", NEW."trust_id", NEW."value"); RETURN NULL;', hash='4bc4cc8b8c4a29f3a0d091e9b082aeb2c9d9bff0', operation='UPDATE', pgid='pgtrigger_update_update_e82a8', table='objectives_planningcell', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcell',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningcellevent" ("column_id", "confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "row_id", "trust_id", "value") VALUES (OLD."column_id", OLD."confirmed_by_id", OLD."confirmed_on", OLD."ground", OLD."id", OLD."is_reading", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed", OLD."row_id", OLD."trust_id", OLD."value"); RETURN NULL;', hash='4def499bcb8f74fed9328000c9ce3f1a8cbec34c', operation='DELETE', pgid='pgtrigger_delete_delete_683ec', table='objectives_planningcell', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningtable',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningtableevent" ("annual_plan_id", "document_id", "id", "kind", "line", "note", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "trust_id", "unit") VALUES (NEW."annual_plan_id", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."note", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."trust_id", NEW."unit"); RETURN NULL;', hash='40a4b40ef61608e911f93cfa94c94678b714f8d5', operation='INSERT', pgid='pgtrigger_insert_insert_b722a', table='objectives_planningtable', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningtable',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planningtableevent" ("annual_plan_id", "document_id", "id", "kind", "line", "note", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "trust_id", "unit") VALUES (NEW."annual_plan_id", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."note", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."trust_id", NEW."unit"); RETURN NULL;', hash='76258c999d64d0e8068c0c983fe6affdd1e6af79', operation='UPDATE', pgid='pgtrigger_update_update_161fb', table='objectives_planningtable', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningtable',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningtableevent" ("annual_plan_id", "document_id", "id", "kind", "line", "note", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "trust_id", "unit") VALUES (OLD."annual_plan_id", OLD."document_id", OLD."id", OLD."kind", OLD."line", OLD."note", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."title", OLD."trust_id", OLD."unit"); RETURN NULL;', hash='cec72aaf370674d3ec8a7b196526bc400fd86c51', operation='DELETE', pgid='pgtrigger_delete_delete_429e1', table='objectives_planningtable', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planninglineevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fffdb6fe2e34769abe7cb8a77c85993c8041f88e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_170c0', table='objectives_planninglineevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningline',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planninglineevent" ("document_id", "id", "is_total", "label", "line", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."is_total", NEW."label", NEW."line", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."table_id", NEW."trust_id"); RETURN NULL;', hash='8930074f0e849e0bdcfb344397e8b49373669844', operation='INSERT', pgid='pgtrigger_insert_insert_8dd95', table='objectives_planningline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningline',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planninglineevent" ("document_id", "id", "is_total", "label", "line", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."is_total", NEW."label", NEW."line", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."table_id", NEW."trust_id"); RETURN NULL;', hash='ce7eb968998df2ba5f0582df651882d6916eab2f', operation='UPDATE', pgid='pgtrigger_update_update_3319b', table='objectives_planningline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningline',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planninglineevent" ("document_id", "id", "is_total", "label", "line", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."is_total", OLD."label", OLD."line", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."table_id", OLD."trust_id"); RETURN NULL;', hash='09a95d486e05e5612a782a430ef72cfde0a05576', operation='DELETE', pgid='pgtrigger_delete_delete_43653', table='objectives_planningline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcolumnevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d47eba91ad1ea7ac217261d18d65c791bbfb4190', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94ae8', table='objectives_planningcolumnevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcolumn',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningcolumnevent" ("heading", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (NEW."heading", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."table_id", NEW."trust_id"); RETURN NULL;', hash='4282442bf36d22b934012b70ef04a168469b7f21', operation='INSERT', pgid='pgtrigger_insert_insert_703eb', table='objectives_planningcolumn', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcolumn',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_planningcolumnevent" ("heading", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (NEW."heading", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."table_id", NEW."trust_id"); RETURN NULL;', hash='7455555cae46d0e450ad02a0143968c1af84442c', operation='UPDATE', pgid='pgtrigger_update_update_ab591', table='objectives_planningcolumn', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningcolumn',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_planningcolumnevent" ("heading", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "table_id", "trust_id") VALUES (OLD."heading", OLD."id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."table_id", OLD."trust_id"); RETURN NULL;', hash='3fb9721d4db8f7d86d5bfae9fe5dd396bc146984', operation='DELETE', pgid='pgtrigger_delete_delete_1bb5a', table='objectives_planningcolumn', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planningtableevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7b13bd33b59793d65c93896ba7f532c268864fef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d1d1d', table='objectives_planningtableevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='statusupdate',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b4c04946b9d0ceed0a782047044353de312ea3f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b29c', table='objectives_statusupdate', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='outcomeevidence',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6abb4299c32be44b42734fc37b62d7cf7b7fe16', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a515', table='objectives_outcomeevidence', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='subitem',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_subitemevent" ("document_id", "id", "label", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."line", NEW."objective_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='d93c585502b5ae2201245b923c715ee274ca93e0', operation='INSERT', pgid='pgtrigger_insert_insert_683d1', table='objectives_subitem', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='subitem',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_subitemevent" ("document_id", "id", "label", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."line", NEW."objective_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='22276742fe1f2d979f724076ee5344ba6c772a09', operation='UPDATE', pgid='pgtrigger_update_update_8d79e', table='objectives_subitem', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='subitem',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_subitemevent" ("document_id", "id", "label", "line", "objective_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."label", OLD."line", OLD."objective_id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='e591321639b0f9eea78077a54ad8e553e3f72cc7', operation='DELETE', pgid='pgtrigger_delete_delete_98d7a', table='objectives_subitem', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='subitemevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='85f098a27bb6f8cccfe1ba61ae43cedeb382ef7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01022', table='objectives_subitemevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_themeevent" ("document_id", "id", "line", "number", "number_is_reading", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."number_is_reading", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='fa95b1b1f02af91bade0d281d037e4793f7f8d49', operation='INSERT', pgid='pgtrigger_insert_insert_e5c05', table='objectives_theme', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_themeevent" ("document_id", "id", "line", "number", "number_is_reading", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."number_is_reading", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='b1968635dd23424de05a20506bb1ac8e82edec0e', operation='UPDATE', pgid='pgtrigger_update_update_8d227', table='objectives_theme', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_themeevent" ("document_id", "id", "line", "number", "number_is_reading", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "title", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."number", OLD."number_is_reading", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."title", OLD."trust_id"); RETURN NULL;', hash='fc354834958eff29c584e9110be19f0e36e1afbb', operation='DELETE', pgid='pgtrigger_delete_delete_75481', table='objectives_theme', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objectiveevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1cb3a68cd8fa41393a913ce6eb4026fc00060ad1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86cfc', table='objectives_objectiveevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objective',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_objectiveevent" ("acts", "aim_id", "annual_plan_id", "document_id", "flags", "for_each", "hangs_on_id", "id", "line", "offered_ground", "offered_owner", "order", "outcomes_split", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "shared_row", "text", "theme_id", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."acts", NEW."aim_id", NEW."annual_plan_id", NEW."document_id", NEW."flags", NEW."for_each", NEW."hangs_on_id", NEW."id", NEW."line", NEW."offered_ground", NEW."offered_owner", NEW."order", NEW."outcomes_split", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."shared_row", NEW."text", NEW."theme_id", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='0df50c4e638a504b197f6d07030478002f8eddab', operation='INSERT', pgid='pgtrigger_insert_insert_4e40f', table='objectives_objective', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objective',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_objectiveevent" ("acts", "aim_id", "annual_plan_id", "document_id", "flags", "for_each", "hangs_on_id", "id", "line", "offered_ground", "offered_owner", "order", "outcomes_split", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "shared_row", "text", "theme_id", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (NEW."acts", NEW."aim_id", NEW."annual_plan_id", NEW."document_id", NEW."flags", NEW."for_each", NEW."hangs_on_id", NEW."id", NEW."line", NEW."offered_ground", NEW."offered_owner", NEW."order", NEW."outcomes_split", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."shared_row", NEW."text", NEW."theme_id", NEW."trust_id", NEW."withdrawn_on", NEW."withdrawn_reason"); RETURN NULL;', hash='6c5a3ea2b87433f2b34c8b4803c264d839d1ef91', operation='UPDATE', pgid='pgtrigger_update_update_6b1f5', table='objectives_objective', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='objective',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_objectiveevent" ("acts", "aim_id", "annual_plan_id", "document_id", "flags", "for_each", "hangs_on_id", "id", "line", "offered_ground", "offered_owner", "order", "outcomes_split", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "shared_row", "text", "theme_id", "trust_id", "withdrawn_on", "withdrawn_reason") VALUES (OLD."acts", OLD."aim_id", OLD."annual_plan_id", OLD."document_id", OLD."flags", OLD."for_each", OLD."hangs_on_id", OLD."id", OLD."line", OLD."offered_ground", OLD."offered_owner", OLD."order", OLD."outcomes_split", OLD."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."shared_row", OLD."text", OLD."theme_id", OLD."trust_id", OLD."withdrawn_on", OLD."withdrawn_reason"); RETURN NULL;', hash='18ef56a210d402e802e2647b12ef293dd4ca40e1', operation='DELETE', pgid='pgtrigger_delete_delete_9a7da', table='objectives_objective', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='aimevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83a12d1af7f5ebac835cb8d2ba2b5714ba67dfd7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_390cd', table='objectives_aimevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='aim',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_aimevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "theme_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."theme_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='688815daae91dd06f604aecd62b8cef233ce1fae', operation='INSERT', pgid='pgtrigger_insert_insert_27d6f', table='objectives_aim', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='aim',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "objectives_aimevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "theme_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."theme_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='fe767a3f553aed77cc69806807f23fa20e6f48a0', operation='UPDATE', pgid='pgtrigger_update_update_922ea', table='objectives_aim', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='aim',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "objectives_aimevent" ("document_id", "id", "line", "number", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "theme_id", "title", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."number", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."theme_id", OLD."title", OLD."trust_id"); RETURN NULL;', hash='333a9331598a54d4359baa0be137bcd81e32559c', operation='DELETE', pgid='pgtrigger_delete_delete_a22c9', table='objectives_aim', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='themeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6369978e8ed6274f1a20d83937c4e0c984b07c23', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8d482', table='objectives_themeevent', when='BEFORE')),
            )],
        ),
    ]
