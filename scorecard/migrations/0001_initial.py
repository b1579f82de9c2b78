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
                name='OrderedScale',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'name'), name='scorecard_orderedscale_once', violation_error_message='The trust has this scale already.')],
                },
            ), migrations.CreateModel(
                name='Scorecard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('vision', models.TextField(blank=True)),
                    ('mission', models.TextField(blank=True)),
                    ('note', models.TextField(blank=True, verbose_name='note on the direction of travel')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='organisation.year')),
                ],
                options={
                    'ordering': ['-year'],
                    'constraints': [models.UniqueConstraint(fields=('year',), name='scorecard_scorecard_one_a_year', violation_error_message='The year has a scorecard already.')],
                },
            ), migrations.CreateModel(
                name='Footnote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('marker', models.CharField(blank=True, max_length=10, verbose_name='marker as printed')),
                    ('text', models.TextField()),
                    ('answers_marker', models.CharField(blank=True, max_length=10, verbose_name='marker it is read to answer')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='footnotes', to='scorecard.scorecard')),
                ],
                options={
                    'ordering': ['scorecard', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('scorecard', 'order'), name='scorecard_footnote_order_once', violation_error_message='Another note stands at this place.')],
                },
            ), migrations.CreateModel(
                name='OrderedScaleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.orderedscale')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Perspective',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='perspectives', to='scorecard.scorecard')),
                ],
                options={
                    'ordering': ['scorecard', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('scorecard', 'number'), name='scorecard_perspective_number_once', violation_error_message='The scorecard has a perspective of this number already.')],
                },
            ), migrations.CreateModel(
                name='ScaleStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('code', models.CharField(max_length=20)),
                    ('name', models.CharField(blank=True, max_length=60)),
                    ('scale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='scorecard.orderedscale')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['scale', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('scale', 'position'), name='scorecard_scalestep_position_once', violation_error_message='Another step stands at this place.'), models.UniqueConstraint(fields=('scale', 'code'), name='scorecard_scalestep_code_once', violation_error_message='The scale has this step already.')],
                },
            ), migrations.CreateModel(
                name='ScorecardEvent',
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
                    ('note', models.TextField(blank=True, verbose_name='note on the direction of travel')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.scorecard')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.year')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Measure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=300)),
                    ('description', models.TextField(blank=True)),
                    ('frequency_as_printed', models.CharField(blank=True, max_length=20)),
                    ('frequency', models.CharField(blank=True, choices=[('Q', 'Quarterly'), ('A', 'Annual'), ('Q1', 'Due in Q1'), ('Q2', 'Due in Q2'), ('Q3', 'Due in Q3'), ('Q4', 'Due in Q4')], max_length=2)),
                    ('frequency_ground', models.TextField(blank=True, verbose_name='ground for reading the frequency')),
                    ('unit', models.CharField(choices=[('percent', '%'), ('number', ''), ('days', 'days'), ('step', 'step of a scale'), ('yes_no', 'yes or no'), ('quarter', 'quarter')], default='number', max_length=10)),
                    ('polarity', models.CharField(blank=True, choices=[('higher', 'Higher is better'), ('lower', 'Lower is better'), ('nearest', 'Nearest the target is better')], max_length=10)),
                    ('polarity_ground', models.TextField(blank=True, verbose_name='ground for reading the polarity')),
                    ('accumulation', models.CharField(blank=True, choices=[('latest', 'Latest value'), ('sum', 'Sum'), ('rate', 'Rate from summed parts'), ('rolling', 'Rolling or annualised'), ('forecast', 'Forecast for the year'), ('once', 'Done once'), ('every', 'Must hold every quarter')], max_length=10)),
                    ('accumulation_ground', models.TextField(blank=True, verbose_name='ground for reading the accumulation')),
                    ('readings_confirmed_on', models.DateField(blank=True, null=True)),
                    ('due_days', models.PositiveSmallIntegerField(default=15, verbose_name='days after a period by which results are due')),
                    ('level_within', models.DecimalField(decimal_places=4, default=0, max_digits=12, verbose_name='changes up to this count as level')),
                    ('marker', models.CharField(blank=True, max_length=10, verbose_name='footnote marker as printed')),
                    ('for_each', models.CharField(blank=True, choices=[('offender_management', 'Offender management LDU'), ('interventions', 'Interventions'), ('other', 'Other')], max_length=30, verbose_name='shared out to units of a kind')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('readings_confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('perspective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='scorecard.perspective')),
                ],
                options={
                    'ordering': ['perspective', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('perspective', 'number'), name='scorecard_measure_number_once', violation_error_message='The perspective has a measure of this number already.')],
                },
            ), migrations.CreateModel(
                name='ScaleStepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('code', models.CharField(max_length=20)),
                    ('name', models.CharField(blank=True, max_length=60)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.scalestep')),
                    ('scale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.orderedscale')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PerspectiveEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.perspective')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('scorecard', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.scorecard')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='FootnoteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('marker', models.CharField(blank=True, max_length=10, verbose_name='marker as printed')),
                    ('text', models.TextField()),
                    ('answers_marker', models.CharField(blank=True, max_length=10, verbose_name='marker it is read to answer')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.footnote')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('scorecard', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.scorecard')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='MeasureOwner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('leads', models.BooleanField(default=False)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='scorecard.measure')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('measure', 'owner'), name='scorecard_measureowner_once', violation_error_message='This owner is named already.'), models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('measure',), name='scorecard_measureowner_one_leads', violation_error_message='One owner leads; choose which.')],
                },
            ), migrations.CreateModel(
                name='MeasureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=300)),
                    ('description', models.TextField(blank=True)),
                    ('frequency_as_printed', models.CharField(blank=True, max_length=20)),
                    ('frequency', models.CharField(blank=True, choices=[('Q', 'Quarterly'), ('A', 'Annual'), ('Q1', 'Due in Q1'), ('Q2', 'Due in Q2'), ('Q3', 'Due in Q3'), ('Q4', 'Due in Q4')], max_length=2)),
                    ('frequency_ground', models.TextField(blank=True, verbose_name='ground for reading the frequency')),
                    ('unit', models.CharField(choices=[('percent', '%'), ('number', ''), ('days', 'days'), ('step', 'step of a scale'), ('yes_no', 'yes or no'), ('quarter', 'quarter')], default='number', max_length=10)),
                    ('polarity', models.CharField(blank=True, choices=[('higher', 'Higher is better'), ('lower', 'Lower is better'), ('nearest', 'Nearest the target is better')], max_length=10)),
                    ('polarity_ground', models.TextField(blank=True, verbose_name='ground for reading the polarity')),
                    ('accumulation', models.CharField(blank=True, choices=[('latest', 'Latest value'), ('sum', 'Sum'), ('rate', 'Rate from summed parts'), ('rolling', 'Rolling or annualised'), ('forecast', 'Forecast for the year'), ('once', 'Done once'), ('every', 'Must hold every quarter')], max_length=10)),
                    ('accumulation_ground', models.TextField(blank=True, verbose_name='ground for reading the accumulation')),
                    ('readings_confirmed_on', models.DateField(blank=True, null=True)),
                    ('due_days', models.PositiveSmallIntegerField(default=15, verbose_name='days after a period by which results are due')),
                    ('level_within', models.DecimalField(decimal_places=4, default=0, max_digits=12, verbose_name='changes up to this count as level')),
                    ('marker', models.CharField(blank=True, max_length=10, verbose_name='footnote marker as printed')),
                    ('for_each', models.CharField(blank=True, choices=[('offender_management', 'Offender management LDU'), ('interventions', 'Interventions'), ('other', 'Other')], max_length=30, verbose_name='shared out to units of a kind')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.measure')),
                    ('readings_confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('perspective', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.perspective')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlanReference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('printed', models.CharField(max_length=20)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='scorecard.measure')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['measure', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'order'), name='scorecard_planreference_order_once', violation_error_message='Another reference stands at this place.')],
                },
            ), migrations.CreateModel(
                name='Result',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.PositiveIntegerField()),
                    ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('step', models.CharField(blank=True, max_length=20)),
                    ('numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('provisional', models.BooleanField(default=False)),
                    ('source', models.CharField(blank=True, max_length=200, verbose_name='where the figure comes from')),
                    ('note', models.TextField(blank=True, help_text='Printed beside the result and read by everybody who may read the scorecard.')),
                    ('reason', models.TextField(blank=True, verbose_name='reason for the correction')),
                    ('dated', models.DateField(verbose_name='business day it was given')),
                    ('given_at', models.DateTimeField(auto_now_add=True)),
                    ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                    ('given_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner')),
                    ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='scorecard.measure')),
                    ('quarter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='organisation.quarter')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.deliveryunit')),
                ],
                options={
                    'ordering': ['measure', 'quarter', 'unit', 'sequence'],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'quarter', 'unit', 'sequence'), name='scorecard_result_sequence_once', nulls_distinct=False, violation_error_message='Somebody else entered a result in the meantime.'), models.CheckConstraint(condition=models.Q(models.Q(('step', ''), ('value__isnull', False)), models.Q(('value__isnull', True), models.Q(('step', ''), _negated=True)), _connector='OR'), name='scorecard_result_value_or_step', violation_error_message='Enter the result.'), models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__gt', 0), ('numerator__isnull', False)), _connector='OR'), name='scorecard_result_both_parts', violation_error_message='Give both parts of the percentage, the second above nought.'), models.CheckConstraint(condition=models.Q(('sequence', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='scorecard_result_correction_has_reason', violation_error_message='Say why the result is corrected.')],
                },
            ), migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('sequence', models.PositiveIntegerField()),
                    ('printed', models.CharField(blank=True, max_length=120, verbose_name='target as written')),
                    ('reading', models.CharField(blank=True, max_length=120, verbose_name='target as read')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('effective_from', models.DateField()),
                    ('tolerance_under', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                    ('tolerance_over', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                    ('shares_reason', models.TextField(blank=True, verbose_name='why the shares do not add up to it')),
                    ('reason', models.TextField(blank=True)),
                    ('approved_by', models.CharField(blank=True, max_length=120)),
                    ('given_at', models.DateTimeField(auto_now_add=True)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='scorecard.measure')),
                    ('scale', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='scorecard.orderedscale')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['measure', 'sequence'],
                    'constraints': [models.UniqueConstraint(fields=('measure', 'sequence'), name='scorecard_target_sequence_once', violation_error_message='Somebody else changed the target in the meantime.'), models.CheckConstraint(condition=models.Q(('sequence', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='scorecard_target_change_has_reason', violation_error_message='Say why the target changes.'), models.CheckConstraint(condition=models.Q(('reading', ''), models.Q(('ground', ''), _negated=True), _connector='OR'), name='scorecard_target_reading_has_ground', violation_error_message='Say why the target is read so.')],
                },
            ), migrations.CreateModel(
                name='MeasureOwnerEvent',
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
                    ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.measure')),
                    ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.measureowner')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlanReferenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('printed', models.CharField(max_length=20)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='scorecard.measure')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='scorecard.planreference')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='UnitShare',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('printed', models.CharField(max_length=120, verbose_name='share as written')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='scorecard.target')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='organisation.deliveryunit')),
                ],
                options={
                    'ordering': ['target', 'unit'],
                    'constraints': [models.UniqueConstraint(fields=('target', 'unit'), name='scorecard_unitshare_once', violation_error_message='The unit has a share already.')],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='measureowner',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_measureownerevent" ("confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "leads", "measure_id", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."id", NEW."is_reading", NEW."leads", NEW."measure_id", NEW."order", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='f60861f1c2883cbf9d16a8d5b144d11ad84e21b7', operation='INSERT', pgid='pgtrigger_insert_insert_236f0', table='scorecard_measureowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measureowner',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_measureownerevent" ("confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "leads", "measure_id", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."id", NEW."is_reading", NEW."leads", NEW."measure_id", NEW."order", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='f05580c6ca595d541d4d74992d6f2d20fcf385c5', operation='UPDATE', pgid='pgtrigger_update_update_52ae5', table='scorecard_measureowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measureowner',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_measureownerevent" ("confirmed_by_id", "confirmed_on", "ground", "id", "is_reading", "leads", "measure_id", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."confirmed_by_id", OLD."confirmed_on", OLD."ground", OLD."id", OLD."is_reading", OLD."leads", OLD."measure_id", OLD."order", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='812cf5b7c14cab4b0273e431528bde2397c6bd43', operation='DELETE', pgid='pgtrigger_delete_delete_d9fa0', table='scorecard_measureowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measureownerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ad428bb27796d31d414487005aa9c2cc6b7a542', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_10d99', table='scorecard_measureownerevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='orderedscale',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_orderedscaleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='034056284a428c9e3e6a68c035ca9f5b6ec16d78', operation='INSERT', pgid='pgtrigger_insert_insert_949c5', table='scorecard_orderedscale', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='orderedscale',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_orderedscaleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='78f475fdfd3b9c51459c629eabb0114a475387c4', operation='UPDATE', pgid='pgtrigger_update_update_3f521', table='scorecard_orderedscale', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='orderedscale',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_orderedscaleevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='06c320b319bae4269b3287d144f72978b22bb3c6', operation='DELETE', pgid='pgtrigger_delete_delete_502c7', table='scorecard_orderedscale', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='orderedscaleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f5076380e1d752485ec0ac715b4fb081cf930912', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef9df', table='scorecard_orderedscaleevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measureevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='650bc4fd87ea26f0c2e3cec234b11c12ba73cdcc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4edf0', table='scorecard_measureevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_measureevent" ("accumulation", "accumulation_ground", "description", "document_id", "due_days", "for_each", "frequency", "frequency_as_printed", "frequency_ground", "id", "level_within", "line", "marker", "name", "number", "perspective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "polarity_ground", "readings_confirmed_by_id", "readings_confirmed_on", "trust_id", "unit") VALUES (NEW."accumulation", NEW."accumulation_ground", NEW."description", NEW."document_id", NEW."due_days", NEW."for_each", NEW."frequency", NEW."frequency_as_printed", NEW."frequency_ground", NEW."id", NEW."level_within", NEW."line", NEW."marker", NEW."name", NEW."number", NEW."perspective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."polarity", NEW."polarity_ground", NEW."readings_confirmed_by_id", NEW."readings_confirmed_on", NEW."trust_id", NEW."unit"); RETURN NULL;', hash='b7343f6063339f52e4b3881aac34b043e9f2e4e3', operation='INSERT', pgid='pgtrigger_insert_insert_9f0bf', table='scorecard_measure', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_measureevent" ("accumulation", "accumulation_ground", "description", "document_id", "due_days", "for_each", "frequency", "frequency_as_printed", "frequency_ground", "id", "level_within", "line", "marker", "name", "number", "perspective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "polarity_ground", "readings_confirmed_by_id", "readings_confirmed_on", "trust_id", "unit") VALUES (NEW."accumulation", NEW."accumulation_ground", NEW."description", NEW."document_id", NEW."due_days", NEW."for_each", NEW."frequency", NEW."frequency_as_printed", NEW."frequency_ground", NEW."id", NEW."level_within", NEW."line", NEW."marker", NEW."name", NEW."number", NEW."perspective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."polarity", NEW."polarity_ground", NEW."readings_confirmed_by_id", NEW."readings_confirmed_on", NEW."trust_id", NEW."unit"); RETURN NULL;', hash='1cada0753c59f65b92aeed9b6011852db700b419', operation='UPDATE', pgid='pgtrigger_update_update_a6e51', table='scorecard_measure', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='measure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_measureevent" ("accumulation", "accumulation_ground", "description", "document_id", "due_days", "for_each", "frequency", "frequency_as_printed", "frequency_ground", "id", "level_within", "line", "marker", "name", "number", "perspective_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "polarity_ground", "readings_confirmed_by_id", "readings_confirmed_on", "trust_id", "unit") VALUES (OLD."accumulation", OLD."accumulation_ground", OLD."description", OLD."document_id", OLD."due_days", OLD."for_each", OLD."frequency", OLD."frequency_as_printed", OLD."frequency_ground", OLD."id", OLD."level_within", OLD."line", OLD."marker", OLD."name", OLD."number", OLD."perspective_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."polarity", OLD."polarity_ground", OLD."readings_confirmed_by_id", OLD."readings_confirmed_on", OLD."trust_id", OLD."unit"); RETURN NULL;', hash='e1f20bd4104c158980a4fb8b3c1f4d4155fe59c0', operation='DELETE', pgid='pgtrigger_delete_delete_26c9d', table='scorecard_measure', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planreference',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_planreferenceevent" ("document_id", "id", "line", "measure_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."measure_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed", NEW."trust_id"); RETURN NULL;', hash='ae29f45d719a296acc52b1ca6cd10b1a7e11b7a8', operation='INSERT', pgid='pgtrigger_insert_insert_256d6', table='scorecard_planreference', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planreference',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_planreferenceevent" ("document_id", "id", "line", "measure_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."measure_id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed", NEW."trust_id"); RETURN NULL;', hash='ac317a6e1c0f1750a0dcfda36f8f66e07c8fbee7', operation='UPDATE', pgid='pgtrigger_update_update_3fc34', table='scorecard_planreference', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planreference',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_planreferenceevent" ("document_id", "id", "line", "measure_id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."measure_id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed", OLD."trust_id"); RETURN NULL;', hash='fed376fa9c81b99040ceca61f89bcfeb577a869c', operation='DELETE', pgid='pgtrigger_delete_delete_df8f2', table='scorecard_planreference', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='planreferenceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c088b25a13e0383136e15028450430c893cdcb4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b11af', table='scorecard_planreferenceevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='result',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28a35761bfee83aed26a54fb58028d591eee1d5f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af20f', table='scorecard_result', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalestep',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_scalestepevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "trust_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."scale_id", NEW."trust_id"); RETURN NULL;', hash='efb8ce84853223dc049648d419719b21d7fb82ca', operation='INSERT', pgid='pgtrigger_insert_insert_4ad86', table='scorecard_scalestep', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalestep',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_scalestepevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "trust_id") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."scale_id", NEW."trust_id"); RETURN NULL;', hash='8021b7b0b0720a50d95a6b98a4d0d66c38741c39', operation='UPDATE', pgid='pgtrigger_update_update_8d555', table='scorecard_scalestep', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalestep',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_scalestepevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "trust_id") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."scale_id", OLD."trust_id"); RETURN NULL;', hash='ae7c54f94b9cafc05e34fed6806b644a695b2004', operation='DELETE', pgid='pgtrigger_delete_delete_282b0', table='scorecard_scalestep', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalestepevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13a861edb7a127a29b60861ec6859628bfc4dd88', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb46b', table='scorecard_scalestepevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scorecard',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_scorecardevent" ("document_id", "id", "line", "mission", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "trust_id", "vision", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."mission", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."trust_id", NEW."vision", NEW."year_id"); RETURN NULL;', hash='11ffe443d9b81fc47b1ac5dac38e6f0f901afcae', operation='INSERT', pgid='pgtrigger_insert_insert_7e79e', table='scorecard_scorecard', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scorecard',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_scorecardevent" ("document_id", "id", "line", "mission", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "trust_id", "vision", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."mission", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."trust_id", NEW."vision", NEW."year_id"); RETURN NULL;', hash='7f2a737d273640ba5dcdf1d86c6322be12acad2b', operation='UPDATE', pgid='pgtrigger_update_update_3e617', table='scorecard_scorecard', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scorecard',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_scorecardevent" ("document_id", "id", "line", "mission", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "trust_id", "vision", "year_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."mission", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."title", OLD."trust_id", OLD."vision", OLD."year_id"); RETURN NULL;', hash='24df3feae5422f15d77b9ed4664c39472976d686', operation='DELETE', pgid='pgtrigger_delete_delete_dd5eb', table='scorecard_scorecard', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='perspectiveevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='197a2dbf54b9f7cd858658d3b91c8b8272fc8789', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52e52', table='scorecard_perspectiveevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='perspective',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_perspectiveevent" ("document_id", "id", "line", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scorecard_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='6905d4799869db246ee90144b43989d562050d33', operation='INSERT', pgid='pgtrigger_insert_insert_d4162', table='scorecard_perspective', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='perspective',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_perspectiveevent" ("document_id", "id", "line", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "title", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scorecard_id", NEW."title", NEW."trust_id"); RETURN NULL;', hash='ea570f76aa6d99fe450b9dfc610263016d95e81b', operation='UPDATE', pgid='pgtrigger_update_update_097c2', table='scorecard_perspective', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='perspective',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_perspectiveevent" ("document_id", "id", "line", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "title", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scorecard_id", OLD."title", OLD."trust_id"); RETURN NULL;', hash='5562ee7e808f87a53c53b4aacaa785072ab67fc0', operation='DELETE', pgid='pgtrigger_delete_delete_40579', table='scorecard_perspective', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='footnoteevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bfde9395b231f0f2d4c0e3077ca6771ebd2070c7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5bb76', table='scorecard_footnoteevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='footnote',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "document_id", "ground", "id", "line", "marker", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (NEW."answers_marker", NEW."document_id", NEW."ground", NEW."id", NEW."line", NEW."marker", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scorecard_id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='0c9a0b7f2edfba6b2c7961f80d72f04b7ce2eb1c', operation='INSERT', pgid='pgtrigger_insert_insert_806e1', table='scorecard_footnote', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='footnote',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "document_id", "ground", "id", "line", "marker", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (NEW."answers_marker", NEW."document_id", NEW."ground", NEW."id", NEW."line", NEW."marker", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scorecard_id", NEW."text", NEW."trust_id"); RETURN NULL;', hash='93a2f87420032b9b19557827d8e41c4ff4ae6f80', operation='UPDATE', pgid='pgtrigger_update_update_bebb9', table='scorecard_footnote', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='footnote',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "scorecard_footnoteevent" ("answers_marker", "document_id", "ground", "id", "line", "marker", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scorecard_id", "text", "trust_id") VALUES (OLD."answers_marker", OLD."document_id", OLD."ground", OLD."id", OLD."line", OLD."marker", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scorecard_id", OLD."text", OLD."trust_id"); RETURN NULL;', hash='e33f8bb48b3c8792bb4a0bfa19e02e24a5dc3134', operation='DELETE', pgid='pgtrigger_delete_delete_953dc', table='scorecard_footnote', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scorecardevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09f9c53a4c0498b478585c6ee581963f894e11d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bbf8e', table='scorecard_scorecardevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fab8f4dcdb3c004306bbbff7df9e511b52f6dc13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95ce5', table='scorecard_target', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unitshare',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fc55d8a6d71abb144951b15540bcad886d4d2eee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a4ef2', table='scorecard_unitshare', when='BEFORE')),
            )],
        ),
    ]
