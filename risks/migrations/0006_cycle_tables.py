"""The tables of the committee cycle, of turns, and of the things of a risk, behind their walls."""

from django.conf import settings
import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from probation_planning.organisation.walls import RaiseWalls, Together


IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
SECTION_TWO_REGISTERS = "register_id IN (SELECT risks_section_two_registers(app_roles()))"
OWNED = "entry_id IN (SELECT risks_owned_entries(app_owners()))"

OPEN_ROW = f"section = 1 OR {IS_SYSTEM} OR {SECTION_TWO_REGISTERS} OR {OWNED}"
OPEN_ACT = f"NOT 2 = ANY (sections) OR {IS_SYSTEM} OR {SECTION_TWO_REGISTERS}"
# A working note is for the risk's owners, and for an officer who may read its section.
OPEN_NOTE = f"""{IS_SYSTEM} OR {OWNED}
    OR (trust_id || ':officer' = ANY ((SELECT app_roles())::text[]) AND (section = 1 OR {SECTION_TWO_REGISTERS}))"""

# Every row about a risk or a review stays within its register, every thing of a risk with the risk.
TIES = [
    ("risks_assessment", "filed_at_id", "risks_review"),
    ("risks_entry", "ends_at_id", "risks_review"),
    ("risks_stageact", "review_id", "risks_review"),
    ("risks_decision", "review_id", "risks_review"),
    ("risks_decision", "entry_id", "risks_entry"),
    ("risks_turn", "review_id", "risks_review"),
    ("risks_turn", "entry_id", "risks_entry"),
    ("risks_question", "review_id", "risks_review"),
]
# New columns of tables whose walls stand already.
WITHIN_TRUST = [
    ("risks_register", "told_post_id", "organisation_owner"),
    ("risks_assessment", "filed_at_id", "risks_review"),
    ("risks_assessment", "corrects_id", "risks_assessment"),
    ("risks_assessment", "carried_from_id", "risks_assessment"),
    ("risks_assessment", "decision_id", "risks_decision"),
    ("risks_entry", "ends_at_id", "risks_review"),
    ("risks_stage", "act_id", "risks_stageact"),
    ("risks_standing", "interim_id", "risks_assessment"),
]
THINGS = ["action", "control", "acceptance", "target", "question", "workingnote"]
TIES += [(f"risks_{thing}", "entry_id", "risks_entry") for thing in THINGS]
TIE = (
    "ALTER TABLE risks_entry ADD CONSTRAINT risks_entry_risk_id_id_key UNIQUE (risk_id, id);"
    + "".join(
        f"ALTER TABLE {child} ADD CONSTRAINT {child}_{column}_same_register FOREIGN KEY (register_id, {column}) "
        f"REFERENCES {parent} (register_id, id) DEFERRABLE INITIALLY DEFERRED;"
        for child, column, parent in TIES
    )
    + "".join(
        f"ALTER TABLE risks_{thing} ADD CONSTRAINT risks_{thing}_entry_id_same_risk FOREIGN KEY (risk_id, entry_id) "
        "REFERENCES risks_entry (risk_id, id) DEFERRABLE INITIALLY DEFERRED;"
        for thing in THINGS
    )
    + "".join(
        f"ALTER TABLE {child} ADD CONSTRAINT {child}_{column}_same_trust FOREIGN KEY (trust_id, {column}) "
        f"REFERENCES {parent} (trust_id, id) DEFERRABLE INITIALLY DEFERRED;"
        for child, column, parent in WITHIN_TRUST
    )
)
UNTIE = (
    "".join(f"ALTER TABLE {child} DROP CONSTRAINT {child}_{column}_same_trust;" for child, column, _ in WITHIN_TRUST) +
    "".join(f"ALTER TABLE risks_{thing} DROP CONSTRAINT risks_{thing}_entry_id_same_risk;" for thing in THINGS)
    + "".join(f"ALTER TABLE {child} DROP CONSTRAINT {child}_{column}_same_register;" for child, column, _ in TIES)
    + "ALTER TABLE risks_entry DROP CONSTRAINT risks_entry_risk_id_id_key;"
)


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_messages'),
        ('risks', '0005_printed_order'),
    ]

    operations = [
        migrations.RunSQL(sql="CREATE SEQUENCE risks_moment", reverse_sql="DROP SEQUENCE risks_moment"),
        Together(
            operations=[
                migrations.CreateModel(
                    name='Acceptance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was written in')),
                        ('number', models.PositiveSmallIntegerField(db_default=0)),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('minute_reference', models.CharField(blank=True, max_length=60)),
                        ('why', models.TextField()),
                        ('until', models.DateField()),
                        ('watched', models.TextField(verbose_name='what is watched')),
                        ('state', models.CharField(choices=[('in_force', 'In force'), ('ended', 'Ended')], default='in_force', max_length=8)),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'number', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Action',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was written in')),
                        ('number', models.PositiveSmallIntegerField(db_default=0)),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('text', models.TextField(verbose_name='what will be done')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                        ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('dropped', 'Dropped'), ('moved', 'Moved with the risk')], default='open', max_length=8)),
                        ('said', models.TextField(blank=True, verbose_name='what happened')),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'number', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Appetite',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('averse', 'Averse'), ('minimal', 'Minimal'), ('cautious', 'Cautious'), ('open', 'Open'), ('eager', 'Eager')], max_length=8)),
                        ('tolerated', models.PositiveSmallIntegerField(verbose_name='highest score tolerated')),
                        ('approved_by', models.CharField(max_length=120)),
                        ('approved_on', models.DateField()),
                    ],
                    options={
                        'ordering': ['register', 'category'],
                    },
                ),
                migrations.CreateModel(
                    name='AppetiteEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('level', models.CharField(choices=[('averse', 'Averse'), ('minimal', 'Minimal'), ('cautious', 'Cautious'), ('open', 'Open'), ('eager', 'Eager')], max_length=8)),
                        ('tolerated', models.PositiveSmallIntegerField(verbose_name='highest score tolerated')),
                        ('approved_by', models.CharField(max_length=120)),
                        ('approved_on', models.DateField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Control',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was written in')),
                        ('number', models.PositiveSmallIntegerField(db_default=0)),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('text', models.TextField(verbose_name='control')),
                        ('kind', models.CharField(blank=True, choices=[('preventive', 'Preventive'), ('detective', 'Detective'), ('directive', 'Directive'), ('corrective', 'Corrective')], max_length=10)),
                        ('effectiveness', models.CharField(blank=True, choices=[('effective', 'Effective'), ('partly', 'Partly effective'), ('ineffective', 'Not effective')], max_length=11)),
                        ('line', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'First: those who run it'), (2, 'Second: oversight'), (3, 'Third: independent')], null=True, verbose_name='line of assurance')),
                        ('assured_by', models.CharField(blank=True, max_length=120)),
                        ('assured_on', models.DateField(blank=True, null=True)),
                        ('state', models.CharField(choices=[('in_place', 'In place'), ('ended', 'Ended')], default='in_place', max_length=8)),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'number', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it stood in')),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('outcome', models.CharField(choices=[('agreed', 'Agreed'), ('changed', 'Changed'), ('deferred', 'Deferred'), ('cleared', 'Taken back')], max_length=8)),
                        ('likelihood', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, 'Choose a level from 1 to 5.'), django.core.validators.MaxValueValidator(5, 'Choose a level from 1 to 5.')])),
                        ('impact', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, 'Choose a level from 1 to 5.'), django.core.validators.MaxValueValidator(5, 'Choose a level from 1 to 5.')])),
                        ('minute', models.TextField(blank=True, help_text="Printed in the Audit Committee's pack and in the risk's history; the owner reads it.")),
                    ],
                    options={
                        'ordering': ['act_id', 'entry_id', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was written in')),
                        ('number', models.PositiveSmallIntegerField(db_default=0)),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('kind', models.CharField(choices=[('question', 'Question'), ('deep_dive', 'Deep dive')], default='question', max_length=9)),
                        ('text', models.TextField(verbose_name='question')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='answer by')),
                        ('answer', models.TextField(blank=True)),
                        ('state', models.CharField(choices=[('asked', 'Asked'), ('assigned', 'Assigned'), ('answered', 'Answered'), ('closed', 'Closed')], default='asked', max_length=8)),
                        ('reason', models.TextField(blank=True, verbose_name='how it was settled')),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'number', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Reference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was given in')),
                        ('reference', models.CharField(max_length=20)),
                    ],
                    options={
                        'ordering': ['register_id', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='StageAct',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None)),
                        ('kind', models.CharField(choices=[('recorded', 'Recorded from paper'), ('issued', 'Papers issued'), ('withdrawn', 'Papers withdrawn'), ('met', 'Meeting held'), ('closed', 'Closed'), ('skipped', 'Skipped'), ('resumed', 'Taken up again')], max_length=10)),
                        ('number', models.PositiveSmallIntegerField(db_default=0, editable=False, help_text='Which issue of the papers it belongs to; 0 before the first.')),
                        ('minute_reference', models.CharField(blank=True, max_length=60)),
                        ('reason', models.TextField(blank=True)),
                        ('exceptions', models.JSONField(blank=True, default=list, help_text='What was missing when the papers were issued, line by line.')),
                        ('exceptions_reason', models.TextField(blank=True)),
                        ('exceptions_accepted_by', models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        'verbose_name': 'act of the cycle',
                        'verbose_name_plural': 'acts of the cycle',
                        'ordering': ['moment'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Target',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was written in')),
                        ('number', models.PositiveSmallIntegerField(db_default=0)),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('likelihood', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, 'Choose a level from 1 to 5.'), django.core.validators.MaxValueValidator(5, 'Choose a level from 1 to 5.')])),
                        ('impact', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, 'Choose a level from 1 to 5.'), django.core.validators.MaxValueValidator(5, 'Choose a level from 1 to 5.')])),
                        ('by_when', models.DateField(verbose_name='by')),
                        ('reason', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'number', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Turn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it is told in')),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('kind', models.CharField(choices=[('entered', 'Entered'), ('arrived', 'Came from section 1'), ('left', 'No longer in the section'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('renumbered', 'Renumbered'), ('carried', "Carried from last year's register"), ('owners', 'Owners changed'), ('response', 'Response changed')], max_length=10)),
                        ('reference', models.CharField(blank=True, max_length=20)),
                        ('former', models.CharField(blank=True, editable=False, max_length=20, verbose_name='reference before')),
                        ('order', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('before', models.TextField(blank=True)),
                        ('after', models.TextField(blank=True)),
                        ('reason', models.TextField(blank=True)),
                        ('decided_by', models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'sequence'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='WorkingNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moment', models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False)),
                        ('dated', models.DateField(verbose_name='business day')),
                        ('told_on', models.DateField(blank=True, null=True, verbose_name='told by the owner on')),
                        ('given_at', models.DateTimeField(auto_now_add=True)),
                        ('once', models.UUIDField(blank=True, editable=False, null=True)),
                        ('section', models.PositiveSmallIntegerField(verbose_name='section it was written in')),
                        ('number', models.PositiveSmallIntegerField(db_default=0)),
                        ('sequence', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                        ('text', models.TextField(blank=True, verbose_name='working note')),
                    ],
                    options={
                        'ordering': ['entry_id', 'section', 'number', 'sequence'],
                        'abstract': False,
                    },
                ),
            ]
        ),
        Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='bandkey',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='bandkey',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='bandkey',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='entry',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='entry',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='entry',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='register',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='register',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='register',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='scalelevel',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='scalelevel',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='scalelevel',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='stage',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='stage',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='stage',
                    name='delete_delete',
                ),
                migrations.RemoveConstraint(
                    model_name='stage',
                    name='risks_stage_skipped_or_issued',
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='carried_from',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.assessment'),
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='corrects',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='risks.assessment'),
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='filed_at',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.review', verbose_name='review in preparation when it was given'),
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='moment',
                    field=models.BigIntegerField(db_default=models.Func(models.Value('risks_moment'), function='nextval'), editable=False),
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='nothing_more',
                    field=models.TextField(blank=True, help_text='Printed in the register beside the comments.', verbose_name='can nothing more be done?'),
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='once',
                    field=models.UUIDField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='bandkey',
                    name='approved_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='bandkeyevent',
                    name='approved_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='cause',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='effect',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='ends_at',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.review', verbose_name='last review it stands in, as closed'),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='event',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='inherent_impact',
                    field=models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='inherent_likelihood',
                    field=models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='proximity',
                    field=models.CharField(blank=True, choices=[('now', 'Within a month'), ('3', 'Within 3 months'), ('6', 'Within 6 months'), ('12', 'Within 12 months'), ('later', 'Later')], max_length=5, verbose_name='how soon it could happen'),
                ),
                migrations.AddField(
                    model_name='entry',
                    name='shared_with',
                    field=models.CharField(blank=True, max_length=200, verbose_name='partner it is shared with'),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='cause',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='effect',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='ends_at',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.review', verbose_name='last review it stands in, as closed'),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='event',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='inherent_impact',
                    field=models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='inherent_likelihood',
                    field=models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='proximity',
                    field=models.CharField(blank=True, choices=[('now', 'Within a month'), ('3', 'Within 3 months'), ('6', 'Within 6 months'), ('12', 'Within 12 months'), ('later', 'Later')], max_length=5, verbose_name='how soon it could happen'),
                ),
                migrations.AddField(
                    model_name='entryevent',
                    name='shared_with',
                    field=models.CharField(blank=True, max_length=200, verbose_name='partner it is shared with'),
                ),
                migrations.AddField(
                    model_name='register',
                    name='told_post',
                    field=models.ForeignKey(blank=True, help_text='Told when a risk turns Black or newly Red, if its holder may read it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner', verbose_name='post told besides owners and officer'),
                ),
                migrations.AddField(
                    model_name='registerevent',
                    name='told_post',
                    field=models.ForeignKey(blank=True, db_constraint=False, help_text='Told when a risk turns Black or newly Red, if its holder may read it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.owner', verbose_name='post told besides owners and officer'),
                ),
                migrations.AddField(
                    model_name='scalelevel',
                    name='approved_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='scalelevelevent',
                    name='approved_on',
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name='stage',
                    name='closed_moment',
                    field=models.BigIntegerField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='stage',
                    name='issued_moment',
                    field=models.BigIntegerField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='stage',
                    name='met_on',
                    field=models.DateField(blank=True, null=True, verbose_name='meeting held'),
                ),
                migrations.AddField(
                    model_name='stage',
                    name='ratings_closed_on',
                    field=models.DateField(blank=True, null=True, verbose_name='closed the ratings'),
                ),
                migrations.AddField(
                    model_name='stageevent',
                    name='met_on',
                    field=models.DateField(blank=True, null=True, verbose_name='meeting held'),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='interim',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risks.assessment'),
                ),
                migrations.AddField(
                    model_name='stageevent',
                    name='closed_moment',
                    field=models.BigIntegerField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='stageevent',
                    name='issued_moment',
                    field=models.BigIntegerField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name='stageevent',
                    name='ratings_closed_on',
                    field=models.DateField(blank=True, null=True, verbose_name='closed the ratings'),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='cause',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='decision',
                    field=models.CharField(blank=True, max_length=8, verbose_name='what the deciding body said'),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='effect',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='event',
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='inherent_impact',
                    field=models.PositiveSmallIntegerField(null=True),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='inherent_likelihood',
                    field=models.PositiveSmallIntegerField(null=True),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='proximity',
                    field=models.CharField(blank=True, choices=[('now', 'Within a month'), ('3', 'Within 3 months'), ('6', 'Within 6 months'), ('12', 'Within 12 months'), ('later', 'Later')], max_length=5),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='sat',
                    field=models.PositiveSmallIntegerField(null=True, verbose_name='reviews it has sat in Red or Black without moving'),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='sat_before',
                    field=models.PositiveSmallIntegerField(null=True, verbose_name='the same at the last assessed review before'),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='shared_with',
                    field=models.CharField(blank=True, max_length=200),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='tolerated',
                    field=models.PositiveSmallIntegerField(null=True, verbose_name='highest score its categories tolerate'),
                ),
                migrations.AddField(
                    model_name='standing',
                    name='turn',
                    field=models.CharField(blank=True, max_length=12, verbose_name='what happened to it here'),
                ),
                migrations.AlterField(
                    model_name='assessment',
                    name='kind',
                    field=models.CharField(choices=[('paper', 'Recorded from paper'), ('proposed', 'Proposed by the owner'), ('agreed', 'Agreed by SMT'), ('interim', 'Between reviews'), ('correction', 'Correction'), ('carried', "Carried from last year's register")], max_length=12),
                ),
                migrations.AlterField(
                    model_name='assessment',
                    name='sequence',
                    field=models.PositiveIntegerField(db_default=0, editable=False),
                ),
                migrations.AlterField(
                    model_name='standing',
                    name='ranked',
                    field=models.PositiveSmallIntegerField(null=True, verbose_name='score now, or the last one known'),
                ),
                migrations.AddConstraint(
                    model_name='bandkey',
                    constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('approved_on__isnull', False), _connector='OR'), name='risks_bandkey_change_has_a_day', violation_error_message='Say when the change was approved.'),
                ),
                migrations.AddConstraint(
                    model_name='bandkey',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('amber_from__gt', 1), ('amber_from__gt', 2), ('amber_from__gt', 3), ('amber_from__gt', 4), ('amber_from__gt', 5), ('amber_from__gt', 6), ('amber_from__gt', 8), ('amber_from__gt', 9), ('amber_from__gt', 10), ('amber_from__gt', 12), ('amber_from__gt', 15), ('amber_from__gt', 16), ('amber_from__gt', 20), ('amber_from__gt', 25), _connector='OR'), models.Q(models.Q(('amber_from__lte', 1), ('red_from__gt', 1)), models.Q(('amber_from__lte', 2), ('red_from__gt', 2)), models.Q(('amber_from__lte', 3), ('red_from__gt', 3)), models.Q(('amber_from__lte', 4), ('red_from__gt', 4)), models.Q(('amber_from__lte', 5), ('red_from__gt', 5)), models.Q(('amber_from__lte', 6), ('red_from__gt', 6)), models.Q(('amber_from__lte', 8), ('red_from__gt', 8)), models.Q(('amber_from__lte', 9), ('red_from__gt', 9)), models.Q(('amber_from__lte', 10), ('red_from__gt', 10)), models.Q(('amber_from__lte', 12), ('red_from__gt', 12)), models.Q(('amber_from__lte', 15), ('red_from__gt', 15)), models.Q(('amber_from__lte', 16), ('red_from__gt', 16)), models.Q(('amber_from__lte', 20), ('red_from__gt', 20)), models.Q(('amber_from__lte', 25), ('red_from__gt', 25)), _connector='OR'), models.Q(models.Q(('red_from__lte', 1), ('black_from__gt', 1)), models.Q(('red_from__lte', 2), ('black_from__gt', 2)), models.Q(('red_from__lte', 3), ('black_from__gt', 3)), models.Q(('red_from__lte', 4), ('black_from__gt', 4)), models.Q(('red_from__lte', 5), ('black_from__gt', 5)), models.Q(('red_from__lte', 6), ('black_from__gt', 6)), models.Q(('red_from__lte', 8), ('black_from__gt', 8)), models.Q(('red_from__lte', 9), ('black_from__gt', 9)), models.Q(('red_from__lte', 10), ('black_from__gt', 10)), models.Q(('red_from__lte', 12), ('black_from__gt', 12)), models.Q(('red_from__lte', 15), ('black_from__gt', 15)), models.Q(('red_from__lte', 16), ('black_from__gt', 16)), models.Q(('red_from__lte', 20), ('black_from__gt', 20)), models.Q(('red_from__lte', 25), ('black_from__gt', 25)), _connector='OR'), models.Q(('black_from__lte', 1), ('black_from__lte', 2), ('black_from__lte', 3), ('black_from__lte', 4), ('black_from__lte', 5), ('black_from__lte', 6), ('black_from__lte', 8), ('black_from__lte', 9), ('black_from__lte', 10), ('black_from__lte', 12), ('black_from__lte', 15), ('black_from__lte', 16), ('black_from__lte', 20), ('black_from__lte', 25), _connector='OR')), name='risks_bandkey_paints_every_band', violation_error_message='Each band must paint a cell of the grid.'),
                ),
                migrations.AddConstraint(
                    model_name='entry',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('inherent_impact__isnull', True), ('inherent_likelihood__isnull', True)), models.Q(('inherent_impact__isnull', False), ('inherent_likelihood__isnull', False), ('inherent_impact__range', (1, 5)), ('inherent_likelihood__range', (1, 5))), _connector='OR'), name='risks_entry_both_inherent_or_neither', violation_error_message='Give both inherent levels, from 1 to 5, or neither.'),
                ),
                migrations.AddConstraint(
                    model_name='scalelevel',
                    constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('approved_on__isnull', False), _connector='OR'), name='risks_scalelevel_change_has_a_day', violation_error_message='Say when the change was approved.'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='accepted_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='accepted_by_body',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.body'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='risk',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.risk'),
                ),
                migrations.AddField(
                    model_name='acceptance',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='action',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='action',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='action',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='action',
                    name='owner',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='action',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='action',
                    name='risk',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.risk'),
                ),
                migrations.AddField(
                    model_name='action',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='appetite',
                    name='category',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appetites', to='risks.category'),
                ),
                migrations.AddField(
                    model_name='appetite',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appetites', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='appetite',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='appetiteevent',
                    name='category',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.category'),
                ),
                migrations.AddField(
                    model_name='appetiteevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.appetite'),
                ),
                migrations.AddField(
                    model_name='appetiteevent',
                    name='register',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='appetiteevent',
                    name='trust',
                    field=models.ForeignKey(db_constraint=False, db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='control',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='control',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='control',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='control',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='control',
                    name='risk',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.risk'),
                ),
                migrations.AddField(
                    model_name='control',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='proposal',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.assessment'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='review',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='risks.review'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='assessment',
                    name='decision',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.decision'),
                ),
                migrations.AddIndex(
                    model_name='assessment',
                    index=models.Index(models.F('filed_at'), models.F('entry'), models.OrderBy(models.F('moment'), descending=True), condition=models.Q(('kind', 'interim')), name='risks_assessment_interim'),
                ),
                migrations.AddConstraint(
                    model_name='assessment',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_assessment_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='assessment',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('kind', 'correction')), models.Q(models.Q(('kind', 'correction'), _negated=True), ('corrects__isnull', True)), _connector='OR'), name='risks_assessment_correction_names_one', violation_error_message='Say which rating is corrected.'),
                ),
                migrations.AddConstraint(
                    model_name='assessment',
                    constraint=models.CheckConstraint(condition=models.Q(('kind', 'interim'), ('filed_at__isnull', True), _connector='OR'), name='risks_assessment_interim_is_filed', violation_error_message='Only a rating between reviews is filed at one.'),
                ),
                migrations.AddConstraint(
                    model_name='assessment',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('carried_from__isnull', False), ('kind', 'carried')), models.Q(models.Q(('kind', 'carried'), _negated=True), ('carried_from__isnull', True)), _connector='OR'), name='risks_assessment_carried_names_one', violation_error_message='Say which rating is carried over.'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='body',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='organisation.body'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='question',
                    name='owner',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='review',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.review', verbose_name='asked on the papers of'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='risk',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.risk'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='reference',
                    name='entry',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='references', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='reference',
                    name='register',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='references', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='reference',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='body',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='organisation.body'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='document',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.document'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='given_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='meeting',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='organisation.meeting'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='review',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='risks.review'),
                ),
                migrations.AddField(
                    model_name='stageact',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='decision',
                    name='act',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='risks.stageact'),
                ),
                migrations.AddField(
                    model_name='stage',
                    name='act',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.stageact', verbose_name='last issue of its papers'),
                ),
                migrations.AddField(
                    model_name='stageevent',
                    name='act',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.stageact', verbose_name='last issue of its papers'),
                ),
                migrations.AddConstraint(
                    model_name='stage',
                    constraint=models.UniqueConstraint(condition=models.Q(('ratings_closed_on__isnull', False)), fields=('review', 'section'), name='risks_stage_one_closes', violation_error_message='The ratings of the section are closed already.'),
                ),
                migrations.AddConstraint(
                    model_name='stage',
                    constraint=models.CheckConstraint(condition=models.Q(('skipped_on__isnull', True), ('issued_on__isnull', True), ('withdrawn_on__isnull', False), _connector='OR'), name='risks_stage_skipped_or_issued', violation_error_message='A body that is skipped is issued no papers.'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='target',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='risk',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.risk'),
                ),
                migrations.AddField(
                    model_name='target',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='turn',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='turn',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='turn',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='turn',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='turn',
                    name='review',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='risks.review', verbose_name='first review it shows at'),
                ),
                migrations.AddField(
                    model_name='turn',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddField(
                    model_name='workingnote',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.entry'),
                ),
                migrations.AddField(
                    model_name='workingnote',
                    name='given_as',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.owner'),
                ),
                migrations.AddField(
                    model_name='workingnote',
                    name='given_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
                migrations.AddField(
                    model_name='workingnote',
                    name='register',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.register'),
                ),
                migrations.AddField(
                    model_name='workingnote',
                    name='risk',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='risks.risk'),
                ),
                migrations.AddField(
                    model_name='workingnote',
                    name='trust',
                    field=models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust'),
                ),
                migrations.AddIndex(
                    model_name='acceptance',
                    index=models.Index(fields=['entry', 'section', 'number', '-sequence'], name='risks_acceptance_latest'),
                ),
                migrations.AddIndex(
                    model_name='acceptance',
                    index=models.Index(fields=['register', '-moment'], name='risks_acceptance_moment'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_acceptance_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.UniqueConstraint(fields=('risk', 'section', 'number', 'sequence'), name='risks_acceptance_sequence_once', violation_error_message='Somebody wrote to this in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_acceptance_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_by__isnull', True), ('accepted_by_body__isnull', False)), models.Q(('accepted_by__isnull', False), ('accepted_by_body__isnull', True)), _connector='OR'), name='risks_acceptance_by_one', violation_error_message='Name the post or the body that accepts the risk, one of them.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.CheckConstraint(condition=models.Q(('accepted_by_body__isnull', True), models.Q(('minute_reference', ''), _negated=True), _connector='OR'), name='risks_acceptance_by_a_body_has_a_minute', violation_error_message='Give the minute in which the body accepted it.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('why', ''), _negated=True), models.Q(('watched', ''), _negated=True)), name='risks_acceptance_says_why_and_what', violation_error_message='Say why it is accepted, and what is watched.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'ended'), ('until__gte', models.F('dated')), _connector='OR'), name='risks_acceptance_ends_after_it_begins', violation_error_message='An acceptance ends after it begins.'),
                ),
                migrations.AddConstraint(
                    model_name='acceptance',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_acceptance_says_why_it_ended', violation_error_message='Say why the acceptance has ended.'),
                ),
                migrations.AddIndex(
                    model_name='action',
                    index=models.Index(fields=['entry', 'section', 'number', '-sequence'], name='risks_action_latest'),
                ),
                migrations.AddIndex(
                    model_name='action',
                    index=models.Index(fields=['register', '-moment'], name='risks_action_moment'),
                ),
                migrations.AddIndex(
                    model_name='action',
                    index=models.Index(models.F('register'), models.F('owner'), name='risks_action_owner'),
                ),
                migrations.AddConstraint(
                    model_name='action',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_action_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='action',
                    constraint=models.UniqueConstraint(fields=('risk', 'section', 'number', 'sequence'), name='risks_action_sequence_once', violation_error_message='Somebody wrote to this in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='action',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_action_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='action',
                    constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='risks_action_has_words', violation_error_message='Say what will be done.'),
                ),
                migrations.AddConstraint(
                    model_name='action',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('said', ''), _negated=True), _connector='OR'), name='risks_action_done_says_what', violation_error_message='Say what was done.'),
                ),
                migrations.AddConstraint(
                    model_name='action',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['dropped', 'moved']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_action_says_why', violation_error_message='Say why nothing more is done here.'),
                ),
                migrations.AddConstraint(
                    model_name='appetite',
                    constraint=models.UniqueConstraint(fields=('register', 'category'), name='risks_appetite_once', violation_error_message='The category has its appetite already.'),
                ),
                migrations.AddConstraint(
                    model_name='appetite',
                    constraint=models.CheckConstraint(condition=models.Q(('tolerated__range', (1, 25))), name='risks_appetite_1_to_25', violation_error_message='A score lies between 1 and 25.'),
                ),
                migrations.AddConstraint(
                    model_name='appetite',
                    constraint=models.CheckConstraint(condition=models.Q(('approved_by', ''), _negated=True), name='risks_appetite_is_approved', violation_error_message='Say who approved the appetite.'),
                ),
                migrations.AddIndex(
                    model_name='control',
                    index=models.Index(fields=['entry', 'section', 'number', '-sequence'], name='risks_control_latest'),
                ),
                migrations.AddIndex(
                    model_name='control',
                    index=models.Index(fields=['register', '-moment'], name='risks_control_moment'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_control_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.UniqueConstraint(fields=('risk', 'section', 'number', 'sequence'), name='risks_control_sequence_once', violation_error_message='Somebody wrote to this in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_control_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='risks_control_has_words', violation_error_message='Name the control.'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.CheckConstraint(condition=models.Q(('line__isnull', True), ('line__range', (1, 3)), _connector='OR'), name='risks_control_line_1_to_3', violation_error_message='There are three lines of assurance.'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_control_says_why', violation_error_message='Say why the control has ended.'),
                ),
                migrations.AddConstraint(
                    model_name='control',
                    constraint=models.CheckConstraint(condition=models.Q(('assured_on__isnull', True), models.Q(('assured_by', ''), _negated=True), _connector='OR'), name='risks_control_says_who_assured', violation_error_message='Say who assured it.'),
                ),
                migrations.AddIndex(
                    model_name='question',
                    index=models.Index(fields=['entry', 'section', 'number', '-sequence'], name='risks_question_latest'),
                ),
                migrations.AddIndex(
                    model_name='question',
                    index=models.Index(fields=['register', '-moment'], name='risks_question_moment'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_question_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.UniqueConstraint(fields=('risk', 'section', 'number', 'sequence'), name='risks_question_sequence_once', violation_error_message='Somebody wrote to this in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_question_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='risks_question_has_words', violation_error_message='Write the question.'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'assigned'), _negated=True), ('owner__isnull', False), _connector='OR'), name='risks_question_assigned_to_somebody', violation_error_message='Say who is to answer.'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='risks_question_answered_in_words', violation_error_message='Write the answer.'),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_question_says_how_settled', violation_error_message='Say how it was settled.'),
                ),
                migrations.AddConstraint(
                    model_name='reference',
                    constraint=models.UniqueConstraint(fields=('register', 'reference'), name='risks_reference_once', violation_error_message='This reference was given before and is never given again.'),
                ),
                migrations.AddIndex(
                    model_name='stageact',
                    index=models.Index(fields=['review', 'body', '-moment'], name='risks_stageact_latest'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_stageact_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['recorded', 'issued', 'met', 'closed'])), fields=('review', 'body', 'kind', 'number'), name='risks_stageact_once', violation_error_message='This was done already.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.CheckConstraint(condition=models.Q(('sections__contained_by', [1, 2]), models.Q(('sections', []), _negated=True)), name='risks_stageact_sections_1_and_2', violation_error_message='Papers hold section 1, section 2, or both.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.CheckConstraint(condition=models.Q(('kind', 'recorded'), ('given_by__isnull', False), _connector='OR'), name='risks_stageact_says_who', violation_error_message='Say who did this.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['withdrawn', 'skipped', 'resumed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_stageact_says_why', violation_error_message='Say why.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'met'), _negated=True), ('meeting__isnull', False), _connector='OR'), name='risks_stageact_names_the_meeting', violation_error_message='Say on which day the body met.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'closed'), _negated=True), models.Q(('minute_reference', ''), _negated=True), _connector='OR'), name='risks_stageact_has_a_minute', violation_error_message='Give the minute reference.'),
                ),
                migrations.AddConstraint(
                    model_name='stageact',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('exceptions', []), ('exceptions_accepted_by', ''), ('exceptions_reason', '')), models.Q(('kind', 'issued'), models.Q(('exceptions', []), _negated=True), models.Q(('exceptions_reason', ''), _negated=True), models.Q(('exceptions_accepted_by', ''), _negated=True)), _connector='OR'), name='risks_stageact_exceptions_accepted', violation_error_message='Say who accepts the exceptions, and why.'),
                ),
                migrations.AddIndex(
                    model_name='decision',
                    index=models.Index(fields=['act', 'entry', '-sequence'], name='risks_decision_latest'),
                ),
                migrations.AddConstraint(
                    model_name='decision',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_decision_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='decision',
                    constraint=models.UniqueConstraint(fields=('act', 'entry', 'sequence'), name='risks_decision_sequence_once', violation_error_message='Somebody minuted this risk in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='decision',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('impact__isnull', False), ('likelihood__isnull', False), ('outcome', 'changed'), ('impact__range', (1, 5)), ('likelihood__range', (1, 5))), models.Q(models.Q(('outcome', 'changed'), _negated=True), ('impact__isnull', True), ('likelihood__isnull', True)), _connector='OR'), name='risks_decision_changed_has_both_levels', violation_error_message='Give both levels where the rating is changed, and only there.'),
                ),
                migrations.AddConstraint(
                    model_name='decision',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['changed', 'deferred']), _negated=True), models.Q(('minute', ''), _negated=True), _connector='OR'), name='risks_decision_says_why', violation_error_message='Minute why.'),
                ),
                migrations.AddConstraint(
                    model_name='decision',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'agreed'), _negated=True), ('proposal__isnull', False), _connector='OR'), name='risks_decision_agrees_to_something', violation_error_message='Nothing was proposed: change or defer it.'),
                ),
                migrations.AddField(
                    model_name='stage',
                    name='state',
                    field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(skipped_on__isnull=False, then=models.Value('skipped')), models.When(then=models.Value('withdrawn'), withdrawn_on__isnull=False), models.When(closed_on__isnull=False, then=models.Value('closed')), models.When(met_on__isnull=False, then=models.Value('met')), models.When(issued_on__isnull=False, then=models.Value('issued')), default=models.Value('open')), output_field=models.CharField(choices=[('open', 'Open'), ('issued', 'Papers issued'), ('met', 'Meeting held'), ('closed', 'Closed'), ('withdrawn', 'Papers withdrawn'), ('skipped', 'Skipped')], max_length=10)),
                ),
                migrations.AddIndex(
                    model_name='target',
                    index=models.Index(fields=['entry', 'section', 'number', '-sequence'], name='risks_target_latest'),
                ),
                migrations.AddIndex(
                    model_name='target',
                    index=models.Index(fields=['register', '-moment'], name='risks_target_moment'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_target_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.UniqueConstraint(fields=('risk', 'section', 'number', 'sequence'), name='risks_target_sequence_once', violation_error_message='Somebody wrote to this in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_target_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.CheckConstraint(condition=models.Q(('number', 1)), name='risks_target_one', violation_error_message='A risk has one target.'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('likelihood__range', (1, 5))), name='risks_target_1_to_5', violation_error_message='Choose levels from 1 to 5.'),
                ),
                migrations.AddConstraint(
                    model_name='target',
                    constraint=models.CheckConstraint(condition=models.Q(('sequence', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_target_says_why', violation_error_message='Say why the target changes.'),
                ),
                migrations.AddIndex(
                    model_name='turn',
                    index=models.Index(fields=['entry', 'section', '-sequence'], name='risks_turn_latest'),
                ),
                migrations.AddIndex(
                    model_name='turn',
                    index=models.Index(models.F('review'), models.F('section'), name='risks_turn_at_review'),
                ),
                migrations.AddConstraint(
                    model_name='turn',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_turn_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='turn',
                    constraint=models.UniqueConstraint(fields=('entry', 'section', 'sequence'), name='risks_turn_sequence_once', violation_error_message='Somebody decided on this risk in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='turn',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_turn_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='turn',
                    constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['entered', 'carried']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='risks_turn_says_why', violation_error_message='Say why.'),
                ),
                migrations.AddConstraint(
                    model_name='turn',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['entered', 'arrived', 'renumbered']), _negated=True), models.Q(('reference', ''), _negated=True), _connector='OR'), name='risks_turn_has_a_reference', violation_error_message='Give the reference it has from now on.'),
                ),
                migrations.AddIndex(
                    model_name='workingnote',
                    index=models.Index(fields=['entry', 'section', 'number', '-sequence'], name='risks_workingnote_latest'),
                ),
                migrations.AddIndex(
                    model_name='workingnote',
                    index=models.Index(fields=['register', '-moment'], name='risks_workingnote_moment'),
                ),
                migrations.AddConstraint(
                    model_name='workingnote',
                    constraint=models.UniqueConstraint(fields=('trust', 'once'), name='risks_workingnote_sent_once', violation_error_message='This was sent already.'),
                ),
                migrations.AddConstraint(
                    model_name='workingnote',
                    constraint=models.UniqueConstraint(fields=('risk', 'section', 'number', 'sequence'), name='risks_workingnote_sequence_once', violation_error_message='Somebody wrote to this in the meantime.'),
                ),
                migrations.AddConstraint(
                    model_name='workingnote',
                    constraint=models.CheckConstraint(condition=models.Q(('section__in', (1, 2))), name='risks_workingnote_section_1_or_2', violation_error_message='A register has section 1 and section 2.'),
                ),
                migrations.AddConstraint(
                    model_name='workingnote',
                    constraint=models.CheckConstraint(condition=models.Q(('number', 1)), name='risks_workingnote_one', violation_error_message='A risk has one note.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bandkey',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_bandkeyevent" ("amber_from", "approved_by", "approved_on", "black_from", "document_id", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_from", "register_id", "starts_at_id", "trust_id") VALUES (NEW."amber_from", NEW."approved_by", NEW."approved_on", NEW."black_from", NEW."document_id", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."red_from", NEW."register_id", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='2f1b8dbf2a5e957fb4df5d4afff36f0ed49269c8', operation='INSERT', pgid='pgtrigger_insert_insert_974d2', table='risks_bandkey', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bandkey',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_bandkeyevent" ("amber_from", "approved_by", "approved_on", "black_from", "document_id", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_from", "register_id", "starts_at_id", "trust_id") VALUES (NEW."amber_from", NEW."approved_by", NEW."approved_on", NEW."black_from", NEW."document_id", NEW."id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."red_from", NEW."register_id", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='d46d67094d16a7a58032e87dbbd5255c55a260f7', operation='UPDATE', pgid='pgtrigger_update_update_7015a', table='risks_bandkey', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bandkey',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_bandkeyevent" ("amber_from", "approved_by", "approved_on", "black_from", "document_id", "id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red_from", "register_id", "starts_at_id", "trust_id") VALUES (OLD."amber_from", OLD."approved_by", OLD."approved_on", OLD."black_from", OLD."document_id", OLD."id", OLD."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."red_from", OLD."register_id", OLD."starts_at_id", OLD."trust_id"); RETURN NULL;', hash='1183b34ecb539bc896a9f76d3e04265902c5ddcf', operation='DELETE', pgid='pgtrigger_delete_delete_6e10c', table='risks_bandkey', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='entry',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entryevent" ("categories_as_printed", "cause", "closed_on", "closed_reason", "document_id", "effect", "ends_at_id", "event", "id", "inherent_impact", "inherent_likelihood", "line", "order", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proximity", "reference", "register_id", "response_as_printed", "responses", "risk_id", "section", "shared_with", "starts_at_id", "success", "title", "trust_id") VALUES (NEW."categories_as_printed", NEW."cause", NEW."closed_on", NEW."closed_reason", NEW."document_id", NEW."effect", NEW."ends_at_id", NEW."event", NEW."id", NEW."inherent_impact", NEW."inherent_likelihood", NEW."line", NEW."order", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proximity", NEW."reference", NEW."register_id", NEW."response_as_printed", NEW."responses", NEW."risk_id", NEW."section", NEW."shared_with", NEW."starts_at_id", NEW."success", NEW."title", NEW."trust_id"); RETURN NULL;', hash='fd5399d022a8b02e04d2455d7c2362cc88099160', operation='INSERT', pgid='pgtrigger_insert_insert_e95cd', table='risks_entry', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='entry',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_entryevent" ("categories_as_printed", "cause", "closed_on", "closed_reason", "document_id", "effect", "ends_at_id", "event", "id", "inherent_impact", "inherent_likelihood", "line", "order", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proximity", "reference", "register_id", "response_as_printed", "responses", "risk_id", "section", "shared_with", "starts_at_id", "success", "title", "trust_id") VALUES (NEW."categories_as_printed", NEW."cause", NEW."closed_on", NEW."closed_reason", NEW."document_id", NEW."effect", NEW."ends_at_id", NEW."event", NEW."id", NEW."inherent_impact", NEW."inherent_likelihood", NEW."line", NEW."order", NEW."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proximity", NEW."reference", NEW."register_id", NEW."response_as_printed", NEW."responses", NEW."risk_id", NEW."section", NEW."shared_with", NEW."starts_at_id", NEW."success", NEW."title", NEW."trust_id"); RETURN NULL;', hash='d5126d24fcd9b6b885fad0d4c540cbb1b7aff34d', operation='UPDATE', pgid='pgtrigger_update_update_0454c', table='risks_entry', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='entry',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_entryevent" ("categories_as_printed", "cause", "closed_on", "closed_reason", "document_id", "effect", "ends_at_id", "event", "id", "inherent_impact", "inherent_likelihood", "line", "order", "owners_as_printed", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proximity", "reference", "register_id", "response_as_printed", "responses", "risk_id", "section", "shared_with", "starts_at_id", "success", "title", "trust_id") VALUES (OLD."categories_as_printed", OLD."cause", OLD."closed_on", OLD."closed_reason", OLD."document_id", OLD."effect", OLD."ends_at_id", OLD."event", OLD."id", OLD."inherent_impact", OLD."inherent_likelihood", OLD."line", OLD."order", OLD."owners_as_printed", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proximity", OLD."reference", OLD."register_id", OLD."response_as_printed", OLD."responses", OLD."risk_id", OLD."section", OLD."shared_with", OLD."starts_at_id", OLD."success", OLD."title", OLD."trust_id"); RETURN NULL;', hash='3724940c1461aa4ac32d144a6a2284a79604ccf0', operation='DELETE', pgid='pgtrigger_delete_delete_092a4', table='risks_entry', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='register',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "told_post_id", "trust_id", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."period_from", NEW."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."section_one_title", NEW."section_two_note", NEW."section_two_roles", NEW."section_two_title", NEW."title", NEW."told_post_id", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='93f4fdf8f7619c00df530c3796264749dcb32054', operation='INSERT', pgid='pgtrigger_insert_insert_dd049', table='risks_register', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='register',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."period_from" IS DISTINCT FROM (NEW."period_from") OR OLD."period_to" IS DISTINCT FROM (NEW."period_to") OR OLD."section_one_title" IS DISTINCT FROM (NEW."section_one_title") OR OLD."section_two_note" IS DISTINCT FROM (NEW."section_two_note") OR OLD."section_two_roles" IS DISTINCT FROM (NEW."section_two_roles") OR OLD."section_two_title" IS DISTINCT FROM (NEW."section_two_title") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."told_post_id" IS DISTINCT FROM (NEW."told_post_id") OR OLD."trust_id" IS DISTINCT FROM (NEW."trust_id") OR OLD."year_id" IS DISTINCT FROM (NEW."year_id"))', func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "told_post_id", "trust_id", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."period_from", NEW."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."section_one_title", NEW."section_two_note", NEW."section_two_roles", NEW."section_two_title", NEW."title", NEW."told_post_id", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='b5aacc93e1736c97159f75af5fcdeaa48a965389', operation='UPDATE', pgid='pgtrigger_update_update_4bd67', table='risks_register', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='register',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "told_post_id", "trust_id", "year_id") VALUES (OLD."document_id", OLD."id", OLD."line", OLD."period_from", OLD."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."section_one_title", OLD."section_two_note", OLD."section_two_roles", OLD."section_two_title", OLD."title", OLD."told_post_id", OLD."trust_id", OLD."year_id"); RETURN NULL;', hash='986851f55cf337bc02f6480c935c56d8acb39b37', operation='DELETE', pgid='pgtrigger_delete_delete_a7021', table='risks_register', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='scalelevel',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_scalelevelevent" ("approved_by", "approved_on", "code", "criteria", "document_id", "id", "kind", "line", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "range", "register_id", "score", "starts_at_id", "trust_id") VALUES (NEW."approved_by", NEW."approved_on", NEW."code", NEW."criteria", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."range", NEW."register_id", NEW."score", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='6674461cf6a477d10004979c274261053ee2ec7d', operation='INSERT', pgid='pgtrigger_insert_insert_695d0', table='risks_scalelevel', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='scalelevel',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_scalelevelevent" ("approved_by", "approved_on", "code", "criteria", "document_id", "id", "kind", "line", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "range", "register_id", "score", "starts_at_id", "trust_id") VALUES (NEW."approved_by", NEW."approved_on", NEW."code", NEW."criteria", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."range", NEW."register_id", NEW."score", NEW."starts_at_id", NEW."trust_id"); RETURN NULL;', hash='2c6a8ae2ff6c4d07125b5b00bc5127b588d28c3c', operation='UPDATE', pgid='pgtrigger_update_update_7c9ed', table='risks_scalelevel', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='scalelevel',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_scalelevelevent" ("approved_by", "approved_on", "code", "criteria", "document_id", "id", "kind", "line", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "range", "register_id", "score", "starts_at_id", "trust_id") VALUES (OLD."approved_by", OLD."approved_on", OLD."code", OLD."criteria", OLD."document_id", OLD."id", OLD."kind", OLD."line", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."range", OLD."register_id", OLD."score", OLD."starts_at_id", OLD."trust_id"); RETURN NULL;', hash='c348f4146b02faf40eee9472fa9f0c7ce31eb5aa', operation='DELETE', pgid='pgtrigger_delete_delete_3d087', table='risks_scalelevel', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stage',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_stageevent" ("act_id", "body_id", "closed_moment", "closed_on", "document_id", "id", "issued_moment", "issued_on", "line", "meeting_id", "met_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ratings_closed_on", "reason", "recorded_from_paper", "review_id", "section", "skipped_on", "trust_id", "withdrawn_on") VALUES (NEW."act_id", NEW."body_id", NEW."closed_moment", NEW."closed_on", NEW."document_id", NEW."id", NEW."issued_moment", NEW."issued_on", NEW."line", NEW."meeting_id", NEW."met_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."ratings_closed_on", NEW."reason", NEW."recorded_from_paper", NEW."review_id", NEW."section", NEW."skipped_on", NEW."trust_id", NEW."withdrawn_on"); RETURN NULL;', hash='fd97e7427193d1b634f8c5da8351672c41d6ca34', operation='INSERT', pgid='pgtrigger_insert_insert_22308', table='risks_stage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stage',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act_id" IS DISTINCT FROM (NEW."act_id") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."closed_moment" IS DISTINCT FROM (NEW."closed_moment") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_moment" IS DISTINCT FROM (NEW."issued_moment") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."met_on" IS DISTINCT FROM (NEW."met_on") OR OLD."ratings_closed_on" IS DISTINCT FROM (NEW."ratings_closed_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_from_paper" IS DISTINCT FROM (NEW."recorded_from_paper") OR OLD."review_id" IS DISTINCT FROM (NEW."review_id") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."skipped_on" IS DISTINCT FROM (NEW."skipped_on") OR OLD."trust_id" IS DISTINCT FROM (NEW."trust_id") OR OLD."withdrawn_on" IS DISTINCT FROM (NEW."withdrawn_on"))', func='INSERT INTO "risks_stageevent" ("act_id", "body_id", "closed_moment", "closed_on", "document_id", "id", "issued_moment", "issued_on", "line", "meeting_id", "met_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ratings_closed_on", "reason", "recorded_from_paper", "review_id", "section", "skipped_on", "trust_id", "withdrawn_on") VALUES (NEW."act_id", NEW."body_id", NEW."closed_moment", NEW."closed_on", NEW."document_id", NEW."id", NEW."issued_moment", NEW."issued_on", NEW."line", NEW."meeting_id", NEW."met_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."ratings_closed_on", NEW."reason", NEW."recorded_from_paper", NEW."review_id", NEW."section", NEW."skipped_on", NEW."trust_id", NEW."withdrawn_on"); RETURN NULL;', hash='b402072f5c50653177f1b2bfc9b3ef1e9060e732', operation='UPDATE', pgid='pgtrigger_update_update_6421c', table='risks_stage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stage',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_stageevent" ("act_id", "body_id", "closed_moment", "closed_on", "document_id", "id", "issued_moment", "issued_on", "line", "meeting_id", "met_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ratings_closed_on", "reason", "recorded_from_paper", "review_id", "section", "skipped_on", "trust_id", "withdrawn_on") VALUES (OLD."act_id", OLD."body_id", OLD."closed_moment", OLD."closed_on", OLD."document_id", OLD."id", OLD."issued_moment", OLD."issued_on", OLD."line", OLD."meeting_id", OLD."met_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."ratings_closed_on", OLD."reason", OLD."recorded_from_paper", OLD."review_id", OLD."section", OLD."skipped_on", OLD."trust_id", OLD."withdrawn_on"); RETURN NULL;', hash='0913f6487d356bf6f5c12749a59af6373dd349b1', operation='DELETE', pgid='pgtrigger_delete_delete_bb275', table='risks_stage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='acceptance',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b3903d0232f8658bc8f77a4dbdc509e59ae3c2a5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5d51', table='risks_acceptance', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='action',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c50c91747d781af6a3cb37720e1af341c5cbb74', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7753', table='risks_action', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appetite',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_appetiteevent" ("approved_by", "approved_on", "category_id", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "tolerated", "trust_id") VALUES (NEW."approved_by", NEW."approved_on", NEW."category_id", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."register_id", NEW."tolerated", NEW."trust_id"); RETURN NULL;', hash='d8b7d8fdc58f644d9ba4591a23081203c0da0877', operation='INSERT', pgid='pgtrigger_insert_insert_1a9bf', table='risks_appetite', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appetite',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_appetiteevent" ("approved_by", "approved_on", "category_id", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "tolerated", "trust_id") VALUES (NEW."approved_by", NEW."approved_on", NEW."category_id", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."register_id", NEW."tolerated", NEW."trust_id"); RETURN NULL;', hash='109e984a96af2a54775a3dca662b382510419de8', operation='UPDATE', pgid='pgtrigger_update_update_3ccad', table='risks_appetite', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appetite',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_appetiteevent" ("approved_by", "approved_on", "category_id", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "tolerated", "trust_id") VALUES (OLD."approved_by", OLD."approved_on", OLD."category_id", OLD."id", OLD."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."register_id", OLD."tolerated", OLD."trust_id"); RETURN NULL;', hash='8ff6b2750de36385e8057e310497b3e34d83907e', operation='DELETE', pgid='pgtrigger_delete_delete_59947', table='risks_appetite', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appetiteevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6688599d3b94841f0672446fd9a12ee90531d367', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_179d0', table='risks_appetiteevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='control',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1da4a4f37ba2df036dac86a8dbe2ce2f9d048080', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f9083', table='risks_control', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='question',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0131e1f0e9a3f138fda52a6acb581c2f91964cda', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aa71c', table='risks_question', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stageact',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd3ab13e3cee52e2caa96854a5496ad0d9274cf4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3c3cb', table='risks_stageact', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='decision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='72fa3d4f156c6aa38c8d373dccf719cd5c3d41f1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9d2c7', table='risks_decision', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='target',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36937f994d30644331068e680f0493fd43efffbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1899d', table='risks_target', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='turn',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='622e9959975b67084a87beb2274e09282817b1b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_410e4', table='risks_turn', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='workingnote',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='843c393f9bbe251bd1829cab71a974da5b83f6f8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7f75d', table='risks_workingnote', when='BEFORE')),
                ),
            ]
        ),
        RaiseWalls("StageAct", narrow=OPEN_ACT),
        RaiseWalls("Decision", "Turn", "Reference", narrow=OPEN_ROW),
        RaiseWalls("Action", "Control", "Acceptance", "Target", "Question", narrow=OPEN_ROW),
        RaiseWalls("WorkingNote", narrow=OPEN_NOTE),
        RaiseWalls("Appetite", "AppetiteEvent"),
        migrations.RunSQL(sql=TIE, reverse_sql=UNTIE),
    ]
