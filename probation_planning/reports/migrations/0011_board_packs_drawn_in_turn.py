"""Board packs are drawn in their turn, their risks are kept, and a drawing knows whose section 2 it may show."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from probation_planning.organisation.walls import RaiseWalls, Together

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
OPEN_PACK = "EXISTS (SELECT 1 FROM reports_boardpack pack WHERE pack.id = pack_id)"
OPEN_RISK = "(SELECT true FROM risks_entry entry WHERE entry.id = entry_id)"

OF_ASKER = f"""{IS_SYSTEM} OR (asked_by_id = (SELECT app_user())
    AND rights <@ coalesce((SELECT app_roles()), '{{}}'::text[])
    AND owners <@ coalesce((SELECT app_owners()), '{{}}'::bigint[])%s)"""
STILL_OPEN = """
    AND (register_id IS NULL OR register_id IN (SELECT risks_section_two_registers(app_roles())))
    AND (entries = '{}' OR entries <@ ARRAY(SELECT risks_owned_entries(app_owners())))"""

# A drawing of a page made until now does not say what it shows, and is asked for again with two clicks. A board pack
# issued until now keeps every risk that its body may see.
BRING_ALONG = """
DO $$
DECLARE
    one bigint;
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust LOOP
        PERFORM set_config('app.trusts', one::text, true);
        DELETE FROM reports_drawing WHERE pack_id IS NULL;
        DELETE FROM reports_drawnfile;
        INSERT INTO reports_boardpackedrisk (trust_id, pack_id, entry_id)
        SELECT one, pack.id, entry.id FROM reports_boardpack pack
        JOIN risks_entry entry ON entry.register_id = pack.register_id AND entry.section = ANY (pack.sections);
    END LOOP;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
    SET CONSTRAINTS ALL IMMEDIATE;
END
$$;
"""
SAME_TRUST = """
ALTER TABLE reports_drawing ADD CONSTRAINT reports_drawing_{key}_same_trust FOREIGN KEY (trust_id, {key})
REFERENCES {table} (trust_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
POINTS_TO = {"board_pack_id": "reports_boardpack", "register_id": "risks_register"}


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0008_marking_of_papers'),
        ('reports', '0010_board_packs'),
        ('risks', '0014_renamed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='BoardPackedRisk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('trust', models.ForeignKey(db_default=models.Func(function='app_trust', output_field=models.BigIntegerField()), editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.trust')),
                        ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='reports.boardpack')),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_packed', to='risks.entry')),
                    ],
                    options={
                        'ordering': ['pack', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('pack', 'entry'), name='reports_boardpackedrisk_once')],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name='drawing',
                    name='reports_drawing_of_page_or_pack',
                ),
                migrations.RemoveConstraint(
                    model_name='drawing',
                    name='reports_drawing_done_with_file',
                ),
                migrations.RemoveField(
                    model_name='drawing',
                    name='roles',
                ),
                migrations.AddField(
                    model_name='drawing',
                    name='board_pack',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawings', to='reports.boardpack'),
                ),
                migrations.AddField(
                    model_name='drawing',
                    name='entries',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='risks of section 2 seen as their owner'),
                ),
                migrations.AddField(
                    model_name='drawing',
                    name='queued_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='when it was left to the worker'),
                ),
                migrations.AddField(
                    model_name='drawing',
                    name='register',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risks.register', verbose_name='opened section 2'),
                ),
                migrations.AddConstraint(
                    model_name='drawing',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('board_pack', None), ('pack', None)), ('key__regex', '^[0-9a-f]{64}$')), models.Q(models.Q(models.Q(('board_pack', None), ('pack__isnull', False)), models.Q(('board_pack__isnull', False), ('pack', None)), _connector='OR'), ('key', ''), ('page', None)), _connector='OR'), name='reports_drawing_of_page_or_pack', violation_error_message='A drawing is of a page or of a pack.'),
                ),
                migrations.AddConstraint(
                    model_name='drawing',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('board_pack', None), ('pack', None)), ('file__isnull', False), ('state', 'done')), models.Q(models.Q(models.Q(('board_pack', None), ('pack__isnull', False)), models.Q(('board_pack__isnull', False), ('pack', None)), _connector='OR'), ('file', None), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('file', None)), _connector='OR'), name='reports_drawing_done_with_file', violation_error_message='A drawing is done once its file is there.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boardpackedrisk',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6f77cff670bf381a94a9b66e5fbeaa34817ea415', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e34e2', table='reports_boardpackedrisk', when='BEFORE')),
                ),
            ]
        ),
        RaiseWalls("BoardPackedRisk", narrow=f"{IS_SYSTEM} OR ({OPEN_PACK} AND {OPEN_RISK})"),
        migrations.RunSQL(sql=BRING_ALONG, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(
            sql="".join(SAME_TRUST.format(key=key, table=table) for key, table in POINTS_TO.items()),
            reverse_sql="".join(
                f"ALTER TABLE reports_drawing DROP CONSTRAINT reports_drawing_{key}_same_trust;" for key in POINTS_TO
            ),
        ),
        migrations.RunSQL(
            sql=f"ALTER POLICY narrow ON reports_drawing USING ({OF_ASKER % STILL_OPEN});",
            reverse_sql=f"ALTER POLICY narrow ON reports_drawing USING ({OF_ASKER % ''});",
        ),
    ]
