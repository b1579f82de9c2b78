import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import probation_planning.organisation.walls
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.RunSQL(
            sql="\n                CREATE FUNCTION app_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS\n                $$ SELECT nullif(current_setting('app.user', true), '')::bigint $$;\n                CREATE FUNCTION app_trusts() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS\n                $$ SELECT string_to_array(nullif(current_setting('app.trusts', true), ''), ',')::bigint[] $$;\n                CREATE FUNCTION app_owners() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS\n                $$ SELECT string_to_array(nullif(current_setting('app.owners', true), ''), ',')::bigint[] $$;\n                CREATE FUNCTION app_roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS\n                $$ SELECT string_to_array(nullif(current_setting('app.roles', true), ''), ',') $$;\n                CREATE FUNCTION app_trust() RETURNS bigint LANGUAGE plpgsql VOLATILE AS\n                $$\n                BEGIN\n                    IF coalesce(cardinality(app_trusts()), 0) <> 1 THEN\n                        RAISE EXCEPTION 'A row of a trust can be written only inside one trust.'\n                            USING HINT = 'Open it with organisation.tenancy.trust(...), or name the trust of the row.';\n                    END IF;\n                    RETURN (app_trusts())[1];\n                END\n                $$;\n            ",
            reverse_sql='DROP FUNCTION app_trust(), app_roles(), app_owners(), app_trusts(), app_user()',
        ),
        probation_planning.organisation.walls.Together(
            operations=[migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_staff', models.BooleanField(default=False, verbose_name='may open the administration')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'ordering': ['name', 'email'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='organisation_user_email_lower_case', violation_error_message='Write the e-mail address in small letters.')],
                },
            ), migrations.CreateModel(
                name='Trust',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=40, unique=True, verbose_name='name in addresses')),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('short_name', models.CharField(blank=True, max_length=60)),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('slug__in', ('admin', 'accounts', 'static', 'livez', 'readyz', 'draft', 'help', 'accessibility')), _negated=True), name='organisation_trust_slug_not_reserved', violation_error_message='That name is an address of the site itself; choose another.'), models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z][a-z0-9-]*$')), name='organisation_trust_slug_plain', violation_error_message='Write the name in addresses with small letters, digits and hyphens.')],
                },
            ), migrations.CreateModel(
                name='Body',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=40)),
                    ('name', models.CharField(max_length=120)),
                    ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), help_text='Sections of the risk register it reads.', size=None)),
                    ('role', models.CharField(blank=True, choices=[('director', 'Director or other post-holder'), ('smt', 'SMT member'), ('audit', 'Audit Committee member'), ('auditor', 'Auditor'), ('officer', 'Performance officer'), ('administrator', 'Administrator')], help_text='The role whose papers these are; blank for none.', max_length=20)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'verbose_name_plural': 'bodies',
                    'ordering': ['order', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'slug'), name='organisation_body_slug_once', violation_error_message='The trust has this body already.'), models.CheckConstraint(condition=models.Q(('sections__contained_by', [1, 2]), models.Q(('sections', []), _negated=True)), name='organisation_body_reads_sections_1_and_2', violation_error_message='A body reads section 1, section 2, or both.')],
                },
            ), migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=200)),
                    ('file', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['title'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'file'), name='organisation_document_file_once', violation_error_message='The document is recorded already.')],
                },
            ), migrations.CreateModel(
                name='TrustEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=40, verbose_name='name in addresses')),
                    ('name', models.CharField(max_length=120)),
                    ('short_name', models.CharField(blank=True, max_length=60)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254)),
                    ('name', models.CharField(max_length=120)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_staff', models.BooleanField(default=False, verbose_name='may open the administration')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Year',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('start', models.DateField(verbose_name='1 April on which it starts')),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('answers_from', models.DateField(help_text='First day of the first quarter that owners answer here; earlier quarters are never overdue.')),
                    ('answer_days', models.PositiveSmallIntegerField(default=15, verbose_name='days after a quarter by which answers are due')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['-start'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'start'), name='organisation_year_one_per_trust', violation_error_message='The trust has this year already.'), models.CheckConstraint(condition=models.Q(('start__day', 1), ('start__month', 4)), name='organisation_year_starts_1_april', violation_error_message='A financial year starts on 1 April.'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='organisation_year_closes_after_opening', violation_error_message='A year that was opened closes on or after the day it was opened.')],
                },
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('director', 'Director or other post-holder'), ('smt', 'SMT member'), ('audit', 'Audit Committee member'), ('auditor', 'Auditor'), ('officer', 'Performance officer'), ('administrator', 'Administrator')], max_length=20)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['trust', 'user', 'role'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'user', 'role'), name='organisation_membership_once', violation_error_message='The person has this role already.'), models.CheckConstraint(condition=models.Q(('role__in', ['director', 'smt', 'audit', 'auditor', 'officer', 'administrator'])), name='organisation_membership_known_role', violation_error_message='Choose one of the roles.')],
                },
            ), migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(max_length=300)),
                    ('fields', models.JSONField()),
                    ('saved_at', models.DateTimeField(auto_now=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['-saved_at'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'user', 'address'), name='organisation_draft_one_per_form')],
                },
            ), migrations.CreateModel(
                name='Quarter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)])),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quarters', to='organisation.year')),
                ],
                options={
                    'ordering': ['year', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='organisation_quarter_once_a_year', violation_error_message='The year has this quarter already.'), models.CheckConstraint(condition=models.Q(('number__range', (1, 4))), name='organisation_quarter_1_to_4', violation_error_message='A quarter is 1, 2, 3 or 4.')],
                },
            ), migrations.CreateModel(
                name='YearEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('start', models.DateField(verbose_name='1 April on which it starts')),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('answers_from', models.DateField(help_text='First day of the first quarter that owners answer here; earlier quarters are never overdue.')),
                    ('answer_days', models.PositiveSmallIntegerField(default=15, verbose_name='days after a quarter by which answers are due')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.year')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_on', models.DateField(verbose_name='day')),
                    ('minute_reference', models.CharField(blank=True, max_length=60)),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='organisation.body')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['held_on'],
                    'constraints': [models.UniqueConstraint(fields=('body', 'held_on'), name='organisation_meeting_once_a_day', violation_error_message='The body meets on that day already.')],
                },
            ), migrations.CreateModel(
                name='Owner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('post', 'Post'), ('group', 'Group'), ('unit', 'Unit')], max_length=10)),
                    ('name', models.CharField(max_length=120)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('document', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document')),
                    ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['order', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'name'), name='organisation_owner_name_once', violation_error_message='The trust has a post or group of this name already.'), models.CheckConstraint(condition=models.Q(('kind__in', ['post', 'group', 'unit'])), name='organisation_owner_known_kind', violation_error_message='An owner is a post, a group or a unit.'), models.CheckConstraint(condition=models.Q(('successor', models.F('pk')), _negated=True), name='organisation_owner_not_own_successor', violation_error_message='A post cannot succeed itself.')],
                },
            ), migrations.CreateModel(
                name='MembershipEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('director', 'Director or other post-holder'), ('smt', 'SMT member'), ('audit', 'Audit Committee member'), ('auditor', 'Auditor'), ('officer', 'Performance officer'), ('administrator', 'Administrator')], max_length=20)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.membership')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='DocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('file', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.document')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='BodyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=40)),
                    ('name', models.CharField(max_length=120)),
                    ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), help_text='Sections of the risk register it reads.', size=None)),
                    ('role', models.CharField(blank=True, choices=[('director', 'Director or other post-holder'), ('smt', 'SMT member'), ('audit', 'Audit Committee member'), ('auditor', 'Auditor'), ('officer', 'Performance officer'), ('administrator', 'Administrator')], help_text='The role whose papers these are; blank for none.', max_length=20)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.body')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Holding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('capacity', models.CharField(choices=[('holder', 'Holder'), ('acting', 'Acting holder'), ('deputy', 'Deputy')], default='holder', max_length=10)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['post', 'since'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisation_holding_ends_after_start', violation_error_message='The last day is before the first.')],
                },
            ), migrations.CreateModel(
                name='GroupMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_reading', models.BooleanField(default=False, verbose_name='is a reading, not printed')),
                    ('ground', models.TextField(blank=True, verbose_name='ground of the reading')),
                    ('confirmed_on', models.DateField(blank=True, null=True)),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organisation.owner')),
                    ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sits_in', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['group', 'post'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisation_groupmember_ends_after_start', violation_error_message='The last day is before the first.'), models.UniqueConstraint(fields=('group', 'post', 'since'), name='organisation_groupmember_once', nulls_distinct=False, violation_error_message='The post sits in this group from that day already.')],
                },
            ), migrations.CreateModel(
                name='DeliveryUnit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('offender_management', 'Offender management LDU'), ('interventions', 'Interventions'), ('other', 'Other')], max_length=30)),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='organisation.owner', verbose_name='who answers for it')),
                    ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('trust', 'name'), name='organisation_deliveryunit_name_once', violation_error_message='The trust has a unit of this name already.')],
                },
            ), migrations.CreateModel(
                name='Group',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('organisation.owner',),
            ), migrations.CreateModel(
                name='Post',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('organisation.owner',),
            ), migrations.CreateModel(
                name='QuarterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)])),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.quarter')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                    ('year', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.year')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='OwnerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('kind', models.CharField(choices=[('post', 'Post'), ('group', 'Group'), ('unit', 'Unit')], max_length=10)),
                    ('name', models.CharField(max_length=120)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.document')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.owner')),
                    ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='MeetingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('held_on', models.DateField(verbose_name='day')),
                    ('minute_reference', models.CharField(blank=True, max_length=60)),
                    ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.body')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.meeting')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='HoldingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('capacity', models.CharField(choices=[('holder', 'Holder'), ('acting', 'Acting holder'), ('deputy', 'Deputy')], default='holder', max_length=10)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.holding')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='GroupMemberEvent',
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
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.groupmember')),
                    ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='DeliveryUnitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('offender_management', 'Offender management LDU'), ('interventions', 'Interventions'), ('other', 'Other')], max_length=30)),
                    ('opened_on', models.DateField(blank=True, null=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisation.deliveryunit')),
                    ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner', verbose_name='who answers for it')),
                    ('trust', models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust')),
                ],
                options={
                    'abstract': False,
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='trust',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_trustevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."short_name", NEW."slug"); RETURN NULL;', hash='d78a58ae6b854664e7d92e4a86e136b2c9e74263', operation='INSERT', pgid='pgtrigger_insert_insert_39f3b', table='organisation_trust', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='trust',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_trustevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."short_name", NEW."slug"); RETURN NULL;', hash='e64646dfbc2ae3a6201f2379d569ed310a07fa28', operation='UPDATE', pgid='pgtrigger_update_update_b1d45', table='organisation_trust', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='trust',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_trustevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."short_name", OLD."slug"); RETURN NULL;', hash='39f61b5cfdb8048e5af37d15786f60c57453de30', operation='DELETE', pgid='pgtrigger_delete_delete_f3ec9', table='organisation_trust', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_userevent" ("email", "id", "is_active", "is_staff", "is_superuser", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='9dccd16abbfa99043278a4dd3ace8341d9fe4588', operation='INSERT', pgid='pgtrigger_insert_insert_8dce9', table='organisation_user', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."name" IS DISTINCT FROM (NEW."name"))', func='INSERT INTO "organisation_userevent" ("email", "id", "is_active", "is_staff", "is_superuser", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='76dd64cac137bd8d89c299f4c965a9df3eb7ca39', operation='UPDATE', pgid='pgtrigger_update_update_d7eb0', table='organisation_user', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_userevent" ("email", "id", "is_active", "is_staff", "is_superuser", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."email", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='c3cef2b86559bf92659c2cdc1d4c4826d17297ed', operation='DELETE', pgid='pgtrigger_delete_delete_b3007', table='organisation_user', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='ownerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='88c627664b1993b966b6990890606484d85f3215', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73b25', table='organisation_ownerevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='owner',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_ownerevent" ("closed_on", "document_id", "id", "kind", "line", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id", "trust_id") VALUES (NEW."closed_on", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."successor_id", NEW."trust_id"); RETURN NULL;', hash='1e6a89952f9a50b939d913daba82a0cc42715f94', operation='INSERT', pgid='pgtrigger_insert_insert_8d372', table='organisation_owner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='owner',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_ownerevent" ("closed_on", "document_id", "id", "kind", "line", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id", "trust_id") VALUES (NEW."closed_on", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."successor_id", NEW."trust_id"); RETURN NULL;', hash='88cd3e0584a7ed5c8fa6d3714d56275849e9c030', operation='UPDATE', pgid='pgtrigger_update_update_ab8a1', table='organisation_owner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='owner',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_ownerevent" ("closed_on", "document_id", "id", "kind", "line", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id", "trust_id") VALUES (OLD."closed_on", OLD."document_id", OLD."id", OLD."kind", OLD."line", OLD."name", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."successor_id", OLD."trust_id"); RETURN NULL;', hash='a108714d481c1fcead5f5ddbd90a601561f2c5c4', operation='DELETE', pgid='pgtrigger_delete_delete_623a0', table='organisation_owner', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='membershipevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9cca67cd0638d1a2877b587f00e551b28032233', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e789f', table='organisation_membershipevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_membershipevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "trust_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."trust_id", NEW."user_id"); RETURN NULL;', hash='d9b04abb650eed76f73dc263248c1d589b277ece', operation='INSERT', pgid='pgtrigger_insert_insert_01674', table='organisation_membership', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_membershipevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "trust_id", "user_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."trust_id", NEW."user_id"); RETURN NULL;', hash='66a407ced441d9240f03473c8aebe4681b26b824', operation='UPDATE', pgid='pgtrigger_update_update_5f00d', table='organisation_membership', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_membershipevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "trust_id", "user_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."trust_id", OLD."user_id"); RETURN NULL;', hash='5395f76ca382d095cf23af6415e44357a647f73e', operation='DELETE', pgid='pgtrigger_delete_delete_31653', table='organisation_membership', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='meetingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5dce4e8bda82c80a88784e7073d7b1ceeff50d1e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_909bf', table='organisation_meetingevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='meeting',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_meetingevent" ("body_id", "held_on", "id", "minute_reference", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."body_id", NEW."held_on", NEW."id", NEW."minute_reference", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='bf44a2994647a2ea50ac79ab91dba0edea0a9fc3', operation='INSERT', pgid='pgtrigger_insert_insert_56cab', table='organisation_meeting', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='meeting',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_meetingevent" ("body_id", "held_on", "id", "minute_reference", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."body_id", NEW."held_on", NEW."id", NEW."minute_reference", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='be2b08be30984756b27dc04df24cf34dd60eeb93', operation='UPDATE', pgid='pgtrigger_update_update_8fab5', table='organisation_meeting', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='meeting',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_meetingevent" ("body_id", "held_on", "id", "minute_reference", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."body_id", OLD."held_on", OLD."id", OLD."minute_reference", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='7fa968b02ef65a7a06ad00ac897cf92636eeb10f', operation='DELETE', pgid='pgtrigger_delete_delete_54c87', table='organisation_meeting', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='holdingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='46a000d70e32235c5a926eb0fecb685ccae33eab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90f56', table='organisation_holdingevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='holding',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_holdingevent" ("capacity", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until", "user_id") VALUES (NEW."capacity", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until", NEW."user_id"); RETURN NULL;', hash='062f0372b7bf9b4c2d89d117a995189312e94b33', operation='INSERT', pgid='pgtrigger_insert_insert_29d39', table='organisation_holding', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='holding',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_holdingevent" ("capacity", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until", "user_id") VALUES (NEW."capacity", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until", NEW."user_id"); RETURN NULL;', hash='4422d3a8d99070498872b499b3bb2328b9710bf4', operation='UPDATE', pgid='pgtrigger_update_update_e09ce', table='organisation_holding', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='holding',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_holdingevent" ("capacity", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until", "user_id") VALUES (OLD."capacity", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post_id", OLD."since", OLD."trust_id", OLD."until", OLD."user_id"); RETURN NULL;', hash='84bc5cb5591ed1b7ac5b69dc26c7c665e6c785e4', operation='DELETE', pgid='pgtrigger_delete_delete_54b29', table='organisation_holding', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='groupmemberevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='537c81c7c3b5ac6b3a5a84ea5a289dc6e8aa1acb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4d119', table='organisation_groupmemberevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='groupmember',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_groupmemberevent" ("confirmed_by_id", "confirmed_on", "ground", "group_id", "id", "is_reading", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."group_id", NEW."id", NEW."is_reading", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until"); RETURN NULL;', hash='cf7ffe57e7cc03617f6a544c64810e99854fbd7a', operation='INSERT', pgid='pgtrigger_insert_insert_6d4fe', table='organisation_groupmember', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='groupmember',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_groupmemberevent" ("confirmed_by_id", "confirmed_on", "ground", "group_id", "id", "is_reading", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."group_id", NEW."id", NEW."is_reading", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until"); RETURN NULL;', hash='bc8e30731defd29b5ce458c60f79ce40faa6f56e', operation='UPDATE', pgid='pgtrigger_update_update_35ae3', table='organisation_groupmember', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='groupmember',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_groupmemberevent" ("confirmed_by_id", "confirmed_on", "ground", "group_id", "id", "is_reading", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until") VALUES (OLD."confirmed_by_id", OLD."confirmed_on", OLD."ground", OLD."group_id", OLD."id", OLD."is_reading", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post_id", OLD."since", OLD."trust_id", OLD."until"); RETURN NULL;', hash='5ba5ec72b4f0995ca28afca35a4701f435a8dc8c', operation='DELETE', pgid='pgtrigger_delete_delete_53174', table='organisation_groupmember', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='documentevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='82cb87dadc04fc07724f4ce30df101f8fd27e400', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_76d39', table='organisation_documentevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_documentevent" ("file", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "trust_id") VALUES (NEW."file", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."title", NEW."trust_id"); RETURN NULL;', hash='1e4b7fd6159789d2e07d781628987eb83e14483d', operation='INSERT', pgid='pgtrigger_insert_insert_2c23a', table='organisation_document', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_documentevent" ("file", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "trust_id") VALUES (NEW."file", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."title", NEW."trust_id"); RETURN NULL;', hash='4e6798fe8d66b872c82350b33398970fe8c85d3c', operation='UPDATE', pgid='pgtrigger_update_update_01987', table='organisation_document', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_documentevent" ("file", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "trust_id") VALUES (OLD."file", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."title", OLD."trust_id"); RETURN NULL;', hash='4053e81e8e8e35c684fc71eb78a39cf5bd45a9d4', operation='DELETE', pgid='pgtrigger_delete_delete_493ec', table='organisation_document', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deliveryunitevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f27c5ba1995ecae5cd02d3457a5833953c7db514', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27d22', table='organisation_deliveryunitevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deliveryunit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "id", "kind", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."closed_on", NEW."id", NEW."kind", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='46ed010cf9fdb34f0661cf819c0dcdcbe013a3a6', operation='INSERT', pgid='pgtrigger_insert_insert_c4f96', table='organisation_deliveryunit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deliveryunit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "id", "kind", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (NEW."closed_on", NEW."id", NEW."kind", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id"); RETURN NULL;', hash='02819cd524eb26efb0d3192f146e5900db2cbfe7', operation='UPDATE', pgid='pgtrigger_update_update_200a2', table='organisation_deliveryunit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='deliveryunit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "id", "kind", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id") VALUES (OLD."closed_on", OLD."id", OLD."kind", OLD."name", OLD."opened_on", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id"); RETURN NULL;', hash='b752a5ee3d85dc1a0c78d0f017f82a0f0154e3ba', operation='DELETE', pgid='pgtrigger_delete_delete_c96fc', table='organisation_deliveryunit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='bodyevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='680c10355ad745e06bf2afbd05c77c22fc4febe9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_339d6', table='organisation_bodyevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='body',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_bodyevent" ("id", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "slug", "trust_id") VALUES (NEW."id", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."sections", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='1ee2d1f706aeab0975d1d67c769b103a81089e45', operation='INSERT', pgid='pgtrigger_insert_insert_bf5e1', table='organisation_body', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='body',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_bodyevent" ("id", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "slug", "trust_id") VALUES (NEW."id", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."sections", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='0661772ac370a33e4d8b222c17c8915d9b9da4ec', operation='UPDATE', pgid='pgtrigger_update_update_52c8f', table='organisation_body', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='body',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_bodyevent" ("id", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "slug", "trust_id") VALUES (OLD."id", OLD."name", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."sections", OLD."slug", OLD."trust_id"); RETURN NULL;', hash='77bd5870d8c997195113e907791ada5b31a8542a', operation='DELETE', pgid='pgtrigger_delete_delete_57615', table='organisation_body', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='trustevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0687c2c4c2533f92ea706f189e4a78875fb602ff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84496', table='organisation_trustevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='userevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='879cf9bd59aa5e233987f12efde35cd26441c868', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1706f', table='organisation_userevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='year',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_yearevent" ("answer_days", "answers_from", "closed_on", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start", "trust_id") VALUES (NEW."answer_days", NEW."answers_from", NEW."closed_on", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."start", NEW."trust_id"); RETURN NULL;', hash='066cce50fa17c9fe616797dfb82792bffbb5a80f', operation='INSERT', pgid='pgtrigger_insert_insert_1eba0', table='organisation_year', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='year',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_yearevent" ("answer_days", "answers_from", "closed_on", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start", "trust_id") VALUES (NEW."answer_days", NEW."answers_from", NEW."closed_on", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."start", NEW."trust_id"); RETURN NULL;', hash='450cea0fe787f369449efe368da103904bbd310e', operation='UPDATE', pgid='pgtrigger_update_update_1553b', table='organisation_year', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='year',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_yearevent" ("answer_days", "answers_from", "closed_on", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start", "trust_id") VALUES (OLD."answer_days", OLD."answers_from", OLD."closed_on", OLD."id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."start", OLD."trust_id"); RETURN NULL;', hash='16b32d263ef88ae3fe29c0c45cc249a4aa492638', operation='DELETE', pgid='pgtrigger_delete_delete_6e2c5', table='organisation_year', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='quarterevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='377d9801bd2dc1c8ca5d88a61cd471a4410ba988', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_75641', table='organisation_quarterevent', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='quarter',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_quarterevent" ("closed_on", "id", "number", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id", "year_id") VALUES (NEW."closed_on", NEW."id", NEW."number", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='e5ba66c8303134a81c4a71d31443dbbe2d32c674', operation='INSERT', pgid='pgtrigger_insert_insert_4eef5', table='organisation_quarter', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='quarter',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_quarterevent" ("closed_on", "id", "number", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id", "year_id") VALUES (NEW."closed_on", NEW."id", NEW."number", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='77d71070f08100c74fdd4ec1f47c79fbf7478029', operation='UPDATE', pgid='pgtrigger_update_update_1dae6', table='organisation_quarter', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='quarter',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_quarterevent" ("closed_on", "id", "number", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "trust_id", "year_id") VALUES (OLD."closed_on", OLD."id", OLD."number", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."trust_id", OLD."year_id"); RETURN NULL;', hash='8c7d32925f5c8acb76438e77f63ac4661b1b317b', operation='DELETE', pgid='pgtrigger_delete_delete_78976', table='organisation_quarter', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='yearevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3015f08c1e0f3f35ecd3a5fa969463ccbb33f1d7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_353ea', table='organisation_yearevent', when='BEFORE')),
            )],
        ),
    ]
