import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import probation_planning.organisation.walls
import risks.models.registers
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
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'verbose_name_plural': 'categories',
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'name'), name='risks_category_once', violation_error_message='The trust has this category already.')],
                },
            ), migrations.CreateModel(
                name='Register',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('period_from', models.DateField()),
                    ('period_to', models.DateField()),
                    ('section_one_title', models.CharField(max_length=300)),
                    ('section_two_title', models.CharField(max_length=300)),
                    ('section_two_note', models.TextField(blank=True)),
                    ('section_two_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('director', 'Director or other post-holder'), ('smt', 'SMT member'), ('audit', 'Audit Committee member'), ('auditor', 'Auditor'), ('officer', 'Performance officer'), ('administrator', 'Administrator')], max_length=20), blank=True, default=risks.models.registers.default_section_two_roles, size=None)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registers', to='organisation.year')),
                ],
                options={
                    'ordering': ['-year'],
                    'constraints': [models.UniqueConstraint(fields=('year',), name='risks_register_one_a_year', violation_error_message='The year has a register already.'), models.CheckConstraint(condition=models.Q(('section_two_roles__contained_by', ['audit', 'auditor', 'director', 'officer', 'smt'])), name='risks_register_section_two_known_roles', violation_error_message='Section 2 can be opened to directors, SMT, committee, auditors and officers.'), models.CheckConstraint(condition=models.Q(('period_to__gt', models.F('period_from'))), name='risks_register_ends_after_start', violation_error_message='The period ends before it starts.')],
                },
            ), migrations.CreateModel(
                name='Risk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ), migrations.CreateModel(
                name='CategoryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.category')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RegisterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('title', models.CharField(max_length=200)),
                    ('period_from', models.DateField()),
                    ('period_to', models.DateField()),
                    ('section_one_title', models.CharField(max_length=300)),
                    ('section_two_title', models.CharField(max_length=300)),
                    ('section_two_note', models.TextField(blank=True)),
                    ('section_two_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('director', 'Director or other post-holder'), ('smt', 'SMT member'), ('audit', 'Audit Committee member'), ('auditor', 'Auditor'), ('officer', 'Performance officer'), ('administrator', 'Administrator')], max_length=20), blank=True, default=risks.models.registers.default_section_two_roles, size=None)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.register')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.year')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('label', models.CharField(max_length=20)),
                    ('slug', models.SlugField(max_length=20)),
                    ('month', models.DateField(verbose_name='first day of the month')),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='risks.register')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['register', 'month'],
                    'constraints': [models.UniqueConstraint(fields=('register', 'slug'), name='risks_review_slug_once', violation_error_message='The register has a review of this name already.'), models.UniqueConstraint(fields=('register', 'month'), name='risks_review_month_once', violation_error_message='The register has a review in this month already.'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='risks_review_is_a_month', violation_error_message='A review has a month; write its first day.')],
                },
            ), migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('section', models.PositiveSmallIntegerField()),
                    ('reference', models.CharField(max_length=20)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=500, verbose_name='risk')),
                    ('success', models.TextField(blank=True, verbose_name='what success looks like')),
                    ('categories_as_printed', models.CharField(blank=True, max_length=120)),
                    ('owners_as_printed', models.CharField(blank=True, max_length=300)),
                    ('response_as_printed', models.CharField(blank=True, max_length=60)),
                    ('responses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate')], max_length=10), blank=True, default=list, size=None)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('closed_reason', models.TextField(blank=True)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='risks.register')),
                    ('starts_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.review', verbose_name='first review it stands in')),
                    ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='risks.risk')),
                ],
                options={
                    'verbose_name_plural': 'entries',
                    'ordering': ['register', 'section', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('register', 'reference'), name='risks_entry_reference_once', violation_error_message='The register has used this reference already.'), models.UniqueConstraint(fields=('register', 'risk'), name='risks_entry_risk_once', violation_error_message='The risk stands in this register already.'), models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_entry_section_1_or_2', violation_error_message='A register has section 1 and section 2.'), models.CheckConstraint(condition=models.Q(('responses__contained_by', ['treat', 'tolerate', 'transfer', 'terminate'])), name='risks_entry_known_responses', violation_error_message='Choose responses from the list.'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='risks_entry_closed_with_reason', violation_error_message='Say why the risk is closed.')],
                },
            ), migrations.CreateModel(
                name='BandKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('amber_from', models.PositiveSmallIntegerField()),
                    ('red_from', models.PositiveSmallIntegerField()),
                    ('black_from', models.PositiveSmallIntegerField()),
                    ('approved_by', models.CharField(blank=True, max_length=120)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='band_keys', to='risks.register')),
                    ('starts_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.review', verbose_name='holds from the review')),
                ],
                options={
                    'ordering': ['register', models.OrderBy(models.F('starts_at__month'), nulls_first=True)],
                    'constraints': [models.UniqueConstraint(fields=('register', 'starts_at'), name='risks_bandkey_one_a_review', nulls_distinct=False, violation_error_message='Another key starts at this review.'), models.CheckConstraint(condition=models.Q(('amber_from__gt', 1), ('red_from__gt', models.F('amber_from')), ('black_from__gt', models.F('red_from')), ('black_from__lte', 25)), name='risks_bandkey_bands_in_order', violation_error_message='Each band starts above the one below it, and Black at 25 or lower.'), models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), models.Q(('approved_by', ''), _negated=True), _connector='OR'), name='risks_bandkey_change_is_approved', violation_error_message='Say who approved the change of the bands.')],
                },
            ), migrations.CreateModel(
                name='ReviewEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('label', models.CharField(max_length=20)),
                    ('slug', models.SlugField(db_index=False, max_length=20)),
                    ('month', models.DateField(verbose_name='first day of the month')),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.review')),
                    ('register', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.register')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ScaleLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('approved_by', models.CharField(blank=True, max_length=120)),
                    ('kind', models.CharField(choices=[('likelihood', 'Likelihood'), ('impact', 'Impact')], max_length=10)),
                    ('score', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=40)),
                    ('code', models.CharField(max_length=4)),
                    ('range', models.CharField(blank=True, max_length=40, verbose_name='probability range')),
                    ('criteria', models.TextField()),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='risks.register')),
                    ('starts_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.review', verbose_name='holds from')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['register', 'kind', 'score'],
                    'constraints': [models.UniqueConstraint(fields=('register', 'kind', 'score', 'starts_at'), name='risks_scalelevel_once', nulls_distinct=False, violation_error_message='The scale has this level already.'), models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='risks_scalelevel_1_to_5', violation_error_message='A scale has levels 1 to 5.'), models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), models.Q(('approved_by', ''), _negated=True), _connector='OR'), name='risks_scalelevel_change_is_approved', violation_error_message='Say who approved the change of the scale.')],
                },
            ), migrations.CreateModel(
                name='Stage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('section', models.PositiveSmallIntegerField()),
                    ('recorded_from_paper', models.BooleanField(default=False)),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='papers issued')),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='papers withdrawn')),
                    ('skipped_on', models.DateField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True, verbose_name='reason for skipping or withdrawing')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='organisation.body')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='organisation.meeting')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='risks.review')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['review', 'body', 'section'],
                    'constraints': [models.UniqueConstraint(fields=('review', 'body', 'section'), name='risks_stage_once', violation_error_message='The review has this stage already.'), models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_stage_section_1_or_2', violation_error_message='A register has section 1 and section 2.'), models.CheckConstraint(condition=models.Q(models.Q(('skipped_on__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_stage_says_why', violation_error_message='Say why the body is skipped or its papers withdrawn.'), models.CheckConstraint(condition=models.Q(('skipped_on__isnull', True), ('issued_on__isnull', True), _connector='OR'), name='risks_stage_skipped_or_issued', violation_error_message='A body that is skipped is issued no papers.'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('issued_on__isnull', True), ('closed_on__gte', models.F('issued_on')), _connector='OR'), name='risks_stage_closes_after_issue', violation_error_message='A stage closes on or after the day its papers are issued.')],
                },
            ), migrations.CreateModel(
                name='EntryCategory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='risks.category')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='risks.entry')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'verbose_name_plural': 'entry categories',
                    'ordering': ['entry', 'order'],
                    'constraints': [models.UniqueConstraint(fields=('entry', 'category'), name='risks_entrycategory_once', violation_error_message='The risk has this category already.')],
                },
            ), migrations.CreateModel(
                name='EntryOwner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('leads', models.BooleanField(default=False)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='risks.entry')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('entry', 'owner'), name='risks_entryowner_once', violation_error_message='This owner is named already.'), models.UniqueConstraint(condition=models.Q(('leads', True)), fields=('entry',), name='risks_entryowner_one_leads', violation_error_message='One owner leads; choose which.')],
                },
            ), migrations.CreateModel(
                name='BandKeyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('amber_from', models.PositiveSmallIntegerField()),
                    ('red_from', models.PositiveSmallIntegerField()),
                    ('black_from', models.PositiveSmallIntegerField()),
                    ('approved_by', models.CharField(blank=True, max_length=120)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.bandkey')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('register', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.register')),
                    ('starts_at', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.review', verbose_name='holds from the review')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('paper', 'Recorded from paper'), ('proposed', 'Proposed by the owner'), ('agreed', 'Agreed by SMT'), ('interim', 'Between reviews'), ('correction', 'Correction')], max_length=12)),
                    ('sequence', models.PositiveIntegerField()),
                    ('dated', models.DateField(blank=True, null=True, verbose_name='business day')),
                    ('likelihood', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, 'Choose a level from 1 to 5.'), django.core.validators.MaxValueValidator(5, 'Choose a level from 1 to 5.')])),
                    ('impact', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, 'Choose a level from 1 to 5.'), django.core.validators.MaxValueValidator(5, 'Choose a level from 1 to 5.')])),
                    ('printed_score', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('score', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(models.F('likelihood'), '*', models.F('impact')), models.F('printed_score')), output_field=models.PositiveSmallIntegerField())),
                    ('comments', models.TextField(blank=True, help_text='Printed in the register and read by the committees.')),
                    ('proposed_actions', models.TextField(blank=True, help_text='Printed in the register beside the comments.', verbose_name='proposed actions over the next quarter')),
                    ('reason', models.TextField(blank=True)),
                    ('section', models.PositiveSmallIntegerField(verbose_name='section it stood in')),
                    ('reference', models.CharField(max_length=20, verbose_name='reference it stood under')),
                    ('title', models.CharField(max_length=500, verbose_name='words it stood in')),
                    ('success', models.TextField(blank=True, verbose_name='what success looked like')),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                    ('owners', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None, verbose_name='owners it had')),
                    ('responses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate')], max_length=10), blank=True, default=list, size=None)),
                    ('given_at', models.DateTimeField(auto_now_add=True)),
                    ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('given_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner')),
                    ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.entry')),
                    ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register')),
                    ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.review')),
                ],
                options={
                    'ordering': ['entry', 'review__month', 'sequence'],
                    'constraints': [models.UniqueConstraint(fields=('entry', 'review', 'sequence'), name='risks_assessment_sequence_once', nulls_distinct=False, violation_error_message='Somebody else rated this risk in the meantime.'), models.CheckConstraint(condition=models.Q(('likelihood__isnull', True), ('likelihood__range', (1, 5)), _connector='OR'), name='risks_assessment_likelihood_1_to_5', violation_error_message='Likelihood is a level from 1 to 5.'), models.CheckConstraint(condition=models.Q(('impact__isnull', True), ('impact__range', (1, 5)), _connector='OR'), name='risks_assessment_impact_1_to_5', violation_error_message='Impact is a level from 1 to 5.'), models.CheckConstraint(condition=models.Q(models.Q(('impact__isnull', True), ('likelihood__isnull', True), ('printed_score__isnull', False)), models.Q(('impact__isnull', False), ('likelihood__isnull', False)), _connector='OR'), name='risks_assessment_both_factors_or_printed', violation_error_message='Give both likelihood and impact.'), models.CheckConstraint(condition=models.Q(('printed_score__isnull', True), models.Q(('printed_score__in', (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25)), models.Q(('likelihood__isnull', True), ('printed_score', django.db.models.expressions.CombinedExpression(models.F('likelihood'), '*', models.F('impact'))), _connector='OR')), _connector='OR'), name='risks_assessment_printed_score_agrees', violation_error_message='The score is not likelihood times impact.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'interim'), ('review__isnull', True)), models.Q(models.Q(('kind', 'interim'), _negated=True), ('review__isnull', False)), _connector='OR'), name='risks_assessment_interim_has_no_review', violation_error_message='An assessment belongs to a review unless it was made between reviews.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['interim', 'correction']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_assessment_says_why', violation_error_message='Say why the rating is given outside the review.'), models.CheckConstraint(condition=models.Q(('kind', 'paper'), models.Q(('dated__isnull', False), ('given_by__isnull', False)), _connector='OR'), name='risks_assessment_says_who_and_when', violation_error_message='Say who gave the rating, and when.'), models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_assessment_section_1_or_2', violation_error_message='A register has section 1 and section 2.')],
                },
            ), migrations.CreateModel(
                name='EntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('section', models.PositiveSmallIntegerField()),
                    ('reference', models.CharField(max_length=20)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=500, verbose_name='risk')),
                    ('success', models.TextField(blank=True, verbose_name='what success looks like')),
                    ('categories_as_printed', models.CharField(blank=True, max_length=120)),
                    ('owners_as_printed', models.CharField(blank=True, max_length=300)),
                    ('response_as_printed', models.CharField(blank=True, max_length=60)),
                    ('responses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate')], max_length=10), blank=True, default=list, size=None)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('closed_reason', models.TextField(blank=True)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.entry')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('register', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.register')),
                    ('starts_at', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.review', verbose_name='first review it stands in')),
                    ('risk', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.risk')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ScaleLevelEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('approved_by', models.CharField(blank=True, max_length=120)),
                    ('kind', models.CharField(choices=[('likelihood', 'Likelihood'), ('impact', 'Impact')], max_length=10)),
                    ('score', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=40)),
                    ('code', models.CharField(max_length=4)),
                    ('range', models.CharField(blank=True, max_length=40, verbose_name='probability range')),
                    ('criteria', models.TextField()),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.scalelevel')),
                    ('register', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.register')),
                    ('starts_at', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.review', verbose_name='holds from')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='StageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('section', models.PositiveSmallIntegerField()),
                    ('recorded_from_paper', models.BooleanField(default=False)),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='papers issued')),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='papers withdrawn')),
                    ('skipped_on', models.DateField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True, verbose_name='reason for skipping or withdrawing')),
                    ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.body')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('meeting', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.meeting')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.stage')),
                    ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.review')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='EntryCategoryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.category')),
                    ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.entry')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.entrycategory')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='EntryOwnerEvent',
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
                    ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.entry')),
                    ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.entryowner')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Standing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('section', models.PositiveSmallIntegerField()),
                    ('reference', models.CharField(max_length=20)),
                    ('order', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=500)),
                    ('success', models.TextField()),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                    ('owners', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None)),
                    ('responses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate')], max_length=10), size=None)),
                    ('likelihood', models.PositiveSmallIntegerField(null=True)),
                    ('impact', models.PositiveSmallIntegerField(null=True)),
                    ('score', models.PositiveSmallIntegerField(null=True)),
                    ('previous_score', models.PositiveSmallIntegerField(null=True)),
                    ('ranked', models.PositiveSmallIntegerField(null=True, verbose_name='score, or the last one known')),
                    ('assessment', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risks.assessment')),
                    ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='standings', to='risks.entry')),
                    ('previous', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risks.assessment')),
                    ('register', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='standings', to='risks.register')),
                    ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='standings', to='risks.review')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['review', 'entry'],
                    'indexes': [models.Index(models.F('review'), models.OrderBy(models.F('ranked'), descending=True, nulls_last=True), models.F('entry'), name='risks_standing_worst_first')],
                    'constraints': [models.UniqueConstraint(fields=('entry', 'review'), name='risks_standing_once')],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='category',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_categoryevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='b9ac919e798269783edad1598de0c87c9724e313', operation='INSERT', pgid='pgtrigger_insert_insert_fb1d2', table='risks_category', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='category',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_categoryevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='f7a834464555130814675f44d84738d4af70ec70', operation='UPDATE', pgid='pgtrigger_update_update_5ed2d', table='risks_category', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='category',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_categoryevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='c59c778bc2dea7cc0f184abee966a36347e95466', operation='DELETE', pgid='pgtrigger_delete_delete_b9bd7', table='risks_category', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='categoryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f186fc16373ee619ae1ecc340ba510ddd03abc8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a866', table='risks_categoryevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entrycategory',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entrycategoryevent" ("category_id", "entry_id", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."category_id", NEW."entry_id", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='f53747e30bbfa1579d45fb731be05102d9de5e31', operation='INSERT', pgid='pgtrigger_insert_insert_ee4d6', table='risks_entrycategory', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entrycategory',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_entrycategoryevent" ("category_id", "entry_id", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."category_id", NEW."entry_id", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='3f09f958ee5c56152a02c25c2e16e4911210894c', operation='UPDATE', pgid='pgtrigger_update_update_c3265', table='risks_entrycategory', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entrycategory',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entrycategoryevent" ("category_id", "entry_id", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."category_id", OLD."entry_id", OLD."id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='5c8011046fa9a6cb6da8bc375eba50ea90c54d21', operation='DELETE', pgid='pgtrigger_delete_delete_ad635', table='risks_entrycategory', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entrycategoryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d24fe198e8c0700fb3d9b450218c65b869029fa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6340e', table='risks_entrycategoryevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entryowner',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entryownerevent" ("confirmed_by_id", "confirmed_on", "entry_id", "ground", "id", "is_reading", "leads", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."entry_id", NEW."ground", NEW."id", NEW."is_reading", NEW."leads", NEW."order", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='fe4004d5dfb6d561f56540e8073fef0fcd838a62', operation='INSERT', pgid='pgtrigger_insert_insert_3e656', table='risks_entryowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entryowner',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_entryownerevent" ("confirmed_by_id", "confirmed_on", "entry_id", "ground", "id", "is_reading", "leads", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."entry_id", NEW."ground", NEW."id", NEW."is_reading", NEW."leads", NEW."order", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='44821bffbb798a29bf02d19d1f7d578aa1d45fe4', operation='UPDATE', pgid='pgtrigger_update_update_e5f52', table='risks_entryowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entryowner',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entryownerevent" ("confirmed_by_id", "confirmed_on", "entry_id", "ground", "id", "is_reading", "leads", "order", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."confirmed_by_id", OLD."confirmed_on", OLD."entry_id", OLD."ground", OLD."id", OLD."is_reading", OLD."leads", OLD."order", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='fcc79be2cc7c4674ca9d1e7684e87b84cc8ca61c', operation='DELETE', pgid='pgtrigger_delete_delete_d2d00', table='risks_entryowner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entryownerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0aca63ab3086ae96745d4961736a76dd497ec3f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_48f9b', table='risks_entryownerevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='register',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "trust_id", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."period_from", NEW."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."section_one_title", NEW."section_two_note", NEW."section_two_roles", NEW."section_two_title", NEW."title", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='c604bfc2a16f9e28d88b268bc2802a1f59871f75', operation='INSERT', pgid='pgtrigger_insert_insert_dd049', table='risks_register', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='register',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "trust_id", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."period_from", NEW."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."section_one_title", NEW."section_two_note", NEW."section_two_roles", NEW."section_two_title", NEW."title", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='a5b1c36c7cedd9830c4389e92ac231202edc3611', operation='UPDATE', pgid='pgtrigger_update_update_4bd67', table='risks_register', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='register',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "trust_id", "year_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."period_from", OLD."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."section_one_title", OLD."section_two_note", OLD."section_two_roles", OLD."section_two_title", OLD."title", OLD."trust_id", OLD."year_id"); RETURN NULL;', hash='08aaaef6e9ae3a09af8917dea4e8620961980732', operation='DELETE', pgid='pgtrigger_delete_delete_a7021', table='risks_register', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='registerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7c28a9f19327f7972279071d6017f2a69ac60428', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7440b', table='risks_registerevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='review',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_reviewevent" ("document_id", "id", "label", "line", "month", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "slug", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."line", NEW."month", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."register_id", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='980c89334ee8c1e54bf395f853602a9333985fd7', operation='INSERT', pgid='pgtrigger_insert_insert_b4c7b', table='risks_review', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='review',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_reviewevent" ("document_id", "id", "label", "line", "month", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "slug", "trust_id") VALUES (NEW."document_id", NEW."id", NEW."label", NEW."line", NEW."month", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."register_id", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='60f6dbebeefafed7f94990875f26560cc1865046', operation='UPDATE', pgid='pgtrigger_update_update_d075a', table='risks_review', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='review',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_reviewevent" ("document_id", "id", "label", "line", "month", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "slug", "trust_id") VALUES (OLD."document_id", OLD."id", OLD."label", OLD."line", OLD."month", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."register_id", OLD."slug", OLD."trust_id"); RETURN NULL;', hash='cf8841ec021f27651aa97199582ee4624cb0e329', operation='DELETE', pgid='pgtrigger_delete_delete_49926', table='risks_review', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='bandkeyevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa1de557618fbd43341dead42e034233a55f796b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3639b', table='risks_bandkeyevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='bandkey',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_bandkeyevent" ("amber_from", "approved_by", "black_from", "document_id", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_from", "register_id", "starts_at_id", "trust_id") VALUES (NEW."amber_from", NEW."approved_by", NEW."black_from", NEW."document_id", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."red_from", NEW."register_id", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='07253c0172b44bdf04aa37eb71e546565461a0e7', operation='INSERT', pgid='pgtrigger_insert_insert_974d2', table='risks_bandkey', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='bandkey',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_bandkeyevent" ("amber_from", "approved_by", "black_from", "document_id", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_from", "register_id", "starts_at_id", "trust_id") VALUES (NEW."amber_from", NEW."approved_by", NEW."black_from", NEW."document_id", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."red_from", NEW."register_id", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='780a43bccfb586c040bd70352d0c0c5e05bd268c', operation='UPDATE', pgid='pgtrigger_update_update_7015a', table='risks_bandkey', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='bandkey',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_bandkeyevent" ("amber_from", "approved_by", "black_from", "document_id", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_from", "register_id", "starts_at_id", "trust_id") VALUES (OLD."amber_from", OLD."approved_by", OLD."black_from", OLD."document_id", OLD."id", OLD."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."red_from", OLD."register_id", OLD."starts_at_id", OLD."trust_id"); RETURN NULL;', hash='04ff695bc6e2aace862d0515da776ccd88469b69', operation='DELETE', pgid='pgtrigger_delete_delete_6e10c', table='risks_bandkey', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='assessment',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3bc9e667c56600a8daf15f25613238402b0a7431', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6e3ed', table='risks_assessment', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='reviewevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='67dd134b7cd4bcc7b4e7e0d35d2d5adf67fbe2d4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c74d3', table='risks_reviewevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7c472fdb73fbf2925fe6738ac4cb51916cfc9c2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b78ee', table='risks_entryevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entryevent" ("categories_as_printed", "closed_on", "closed_reason", "document_id", "id", "line", "order", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "register_id", "response_as_printed", "responses", "risk_id", "section", "starts_at_id", "success", "title", "trust_id") VALUES (NEW."categories_as_printed", NEW."closed_on", NEW."closed_reason", NEW."document_id", NEW."id", NEW."line", NEW."order", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."register_id", NEW."response_as_printed", NEW."responses", NEW."risk_id", NEW."section", NEW."starts_at_id", NEW."success", NEW."title", NEW."trust_id"); RETURN NULL;', hash='b776adfc0ac92b8289c48c119284fd8278d4ca69', operation='INSERT', pgid='pgtrigger_insert_insert_e95cd', table='risks_entry', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_entryevent" ("categories_as_printed", "closed_on", "closed_reason", "document_id", "id", "line", "order", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "register_id", "response_as_printed", "responses", "risk_id", "section", "starts_at_id", "success", "title", "trust_id") VALUES (NEW."categories_as_printed", NEW."closed_on", NEW."closed_reason", NEW."document_id", NEW."id", NEW."line", NEW."order", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."register_id", NEW."response_as_printed", NEW."responses", NEW."risk_id", NEW."section", NEW."starts_at_id", NEW."success", NEW."title", NEW."trust_id"); RETURN NULL;', hash='f8efd5f4c8b9d74fc55069281c1778772f1189b8', operation='UPDATE', pgid='pgtrigger_update_update_0454c', table='risks_entry', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entryevent" ("categories_as_printed", "closed_on", "closed_reason", "document_id", "id", "line", "order", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "register_id", "response_as_printed", "responses", "risk_id", "section", "starts_at_id", "success", "title", "trust_id") VALUES (OLD."categories_as_printed", OLD."closed_on", OLD."closed_reason", OLD."document_id", OLD."id", OLD."line", OLD."order", OLD."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."register_id", OLD."response_as_printed", OLD."responses", OLD."risk_id", OLD."section", OLD."starts_at_id", OLD."success", OLD."title", OLD."trust_id"); RETURN NULL;', hash='829535b099ffde9d4b2840d4a4a2e91f27447e1f', operation='DELETE', pgid='pgtrigger_delete_delete_092a4', table='risks_entry', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalelevel',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_scalelevelevent" ("approved_by", "code", "criteria", "document_id", "id", "kind", "line", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "range", "register_id", "score", "starts_at_id", "trust_id") VALUES (NEW."approved_by", NEW."code", NEW."criteria", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."range", NEW."register_id", NEW."score", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='645b7949477c0b548bffbaa9f02b567ea8b759e2', operation='INSERT', pgid='pgtrigger_insert_insert_695d0', table='risks_scalelevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalelevel',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_scalelevelevent" ("approved_by", "code", "criteria", "document_id", "id", "kind", "line", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "range", "register_id", "score", "starts_at_id", "trust_id") VALUES (NEW."approved_by", NEW."code", NEW."criteria", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."range", NEW."register_id", NEW."score", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='3b24478c451e30fd5fefa52a31409f8042760663', operation='UPDATE', pgid='pgtrigger_update_update_7c9ed', table='risks_scalelevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalelevel',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_scalelevelevent" ("approved_by", "code", "criteria", "document_id", "id", "kind", "line", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "range", "register_id", "score", "starts_at_id", "trust_id") VALUES (OLD."approved_by", OLD."code", OLD."criteria", OLD."document_id", OLD."id", OLD."kind", OLD."line", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."range", OLD."register_id", OLD."score", OLD."starts_at_id", OLD."trust_id"); RETURN NULL;', hash='805337dfaef7867d0dd0d458deb3749e9be62b07', operation='DELETE', pgid='pgtrigger_delete_delete_3d087', table='risks_scalelevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='scalelevelevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='337ba93f7c9da3917e98df673cd403a258dda775', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0ad57', table='risks_scalelevelevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='stage',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_stageevent" ("body_id", "closed_on", "document_id", "id", "issued_on", "line", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_from_paper", "review_id", "section", "skipped_on", "trust_id", "withdrawn_on") VALUES (NEW."body_id", NEW."closed_on", NEW."document_id", NEW."id", NEW."issued_on", NEW."line", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_from_paper", NEW."review_id", NEW."section", NEW."skipped_on", NEW."trust_id", NEW."withdrawn_on"); RETURN NULL;', hash='a839ebdf61eb6c081e14f1bf697b3211f724e9f8', operation='INSERT', pgid='pgtrigger_insert_insert_22308', table='risks_stage', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='stage',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_stageevent" ("body_id", "closed_on", "document_id", "id", "issued_on", "line", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_from_paper", "review_id", "section", "skipped_on", "trust_id", "withdrawn_on") VALUES (NEW."body_id", NEW."closed_on", NEW."document_id", NEW."id", NEW."issued_on", NEW."line", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_from_paper", NEW."review_id", NEW."section", NEW."skipped_on", NEW."trust_id", NEW."withdrawn_on"); RETURN NULL;', hash='0dc7a71614a02bb4205e3f2809e47a70a175f3f3', operation='UPDATE', pgid='pgtrigger_update_update_6421c', table='risks_stage', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='stage',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_stageevent" ("body_id", "closed_on", "document_id", "id", "issued_on", "line", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_from_paper", "review_id", "section", "skipped_on", "trust_id", "withdrawn_on") VALUES (OLD."body_id", OLD."closed_on", OLD."document_id", OLD."id", OLD."issued_on", OLD."line", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_from_paper", OLD."review_id", OLD."section", OLD."skipped_on", OLD."trust_id", OLD."withdrawn_on"); RETURN NULL;', hash='eb5d2bcc38e8331691c7dfd1e4a3995a77cbf7ca', operation='DELETE', pgid='pgtrigger_delete_delete_bb275', table='risks_stage', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='stageevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e87e84b2759c66ab19b6429227e78fb7ea868524', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72261', table='risks_stageevent', when='BEFORE')),
            )],
        ),
    ]
