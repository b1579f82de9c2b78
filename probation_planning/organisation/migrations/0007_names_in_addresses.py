"""Posts, groups and units get a word in addresses, and holdings and seats a number, instead of the database's keys."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from probation_planning.organisation.walls import Together

WORDS = r"""
-- A name as addresses have it: small letters, digits and hyphens.
CREATE FUNCTION organisation_word(name text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$
    SELECT trim(BOTH '-' FROM left(trim(BOTH '-' FROM regexp_replace(lower(regexp_replace(
        normalize(name, NFKD), '[\u0300-\u036f''\u2019]', '', 'g')), '[^a-z0-9]+', '-', 'g')), 70))
$$;

-- The first name makes the word, with a number where another bears it; it stays when the name changes.
CREATE FUNCTION organisation_give_word() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    word text := coalesce(nullif(organisation_word(NEW.name), ''), 'unnamed');
    number integer := 1;
    taken boolean;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.slug <> '' THEN
        IF NEW.slug <> OLD.slug THEN
            RAISE EXCEPTION 'A name in addresses stays as it is.'
                USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_slug_stays';
        END IF;
        RETURN NEW;
    END IF;
    NEW.slug := word;
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE trust_id = $1 AND slug = $2)', TG_RELID::regclass)
            INTO taken USING NEW.trust_id, NEW.slug;
        -- The word "new" is the address of the page on which one is added.
        EXIT WHEN NOT taken AND NEW.slug <> 'new';
        number := number + 1;
        NEW.slug := word || '-' || number;
    END LOOP;
    RETURN NEW;
END
$$;
CREATE TRIGGER give_word BEFORE INSERT OR UPDATE OF slug ON organisation_owner
    FOR EACH ROW EXECUTE FUNCTION organisation_give_word();
CREATE TRIGGER give_word BEFORE INSERT OR UPDATE OF slug ON organisation_deliveryunit
    FOR EACH ROW EXECUTE FUNCTION organisation_give_word();
"""

NO_WORDS = """
DROP TRIGGER give_word ON organisation_deliveryunit;
DROP TRIGGER give_word ON organisation_owner;
DROP FUNCTION organisation_give_word();
DROP FUNCTION organisation_word(text);
"""

NUMBERS = """
-- The next number of its post or group; one that was given and taken back is not given again.
CREATE FUNCTION organisation_count() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    of bigint := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.number <> OLD.number THEN
            RAISE EXCEPTION 'A number in addresses stays as it is.'
                USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_number_stays';
        END IF;
        RETURN NEW;
    END IF;
    EXECUTE format(
        'SELECT 1 + greatest((SELECT max(number) FROM %s WHERE %I = $1), (SELECT max(number) FROM %s WHERE %I = $1), 0)',
        TG_RELID::regclass, TG_ARGV[0], (TG_RELID::regclass::text || 'event')::regclass, TG_ARGV[0]
    ) INTO NEW.number USING of;
    RETURN NEW;
END
$$;
CREATE TRIGGER count BEFORE INSERT OR UPDATE OF number ON organisation_holding
    FOR EACH ROW EXECUTE FUNCTION organisation_count('post_id');
CREATE TRIGGER count BEFORE INSERT OR UPDATE OF number ON organisation_groupmember
    FOR EACH ROW EXECUTE FUNCTION organisation_count('group_id');
"""

NO_NUMBERS = """
DROP TRIGGER count ON organisation_groupmember;
DROP TRIGGER count ON organisation_holding;
DROP FUNCTION organisation_count();
"""

# Those that are there get theirs, trust by trust. It is no change of theirs, so their history is not written meanwhile.
FILL = """
DO $$
DECLARE
    one bigint;
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust ORDER BY id LOOP
        PERFORM set_config('app.trusts', one::text, true);
        UPDATE organisation_owner SET slug = '' WHERE slug = '';
        UPDATE organisation_deliveryunit SET slug = '' WHERE slug = '';
        UPDATE organisation_holding AS held SET number = counted.number FROM (
            SELECT id, row_number() OVER (PARTITION BY post_id ORDER BY id) AS number FROM organisation_holding
        ) AS counted WHERE counted.id = held.id;
        UPDATE organisation_groupmember AS seat SET number = counted.number FROM (
            SELECT id, row_number() OVER (PARTITION BY group_id ORDER BY id) AS number FROM organisation_groupmember
        ) AS counted WHERE counted.id = seat.id;
    END LOOP;
    PERFORM set_config('app.trusts', '', true), set_config('app.roles', '', true);
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0006_plan_complete'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name='deliveryunit',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='deliveryunit',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='deliveryunit',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='groupmember',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='groupmember',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='groupmember',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='holding',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='holding',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='holding',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='owner',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='owner',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='owner',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='deliveryunit',
                    name='slug',
                    field=models.CharField(db_default='', editable=False, max_length=80, verbose_name='name in addresses'),
                ),
                migrations.AddField(
                    model_name='deliveryunitevent',
                    name='slug',
                    field=models.CharField(db_default='', editable=False, max_length=80, verbose_name='name in addresses'),
                ),
                migrations.AddField(
                    model_name='groupmember',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
                migrations.AddField(
                    model_name='groupmemberevent',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
                migrations.AddField(
                    model_name='holding',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
                migrations.AddField(
                    model_name='holdingevent',
                    name='number',
                    field=models.PositiveSmallIntegerField(db_default=0, editable=False),
                ),
                migrations.AddField(
                    model_name='owner',
                    name='slug',
                    field=models.CharField(db_default='', editable=False, max_length=80, verbose_name='name in addresses'),
                ),
                migrations.AddField(
                    model_name='ownerevent',
                    name='slug',
                    field=models.CharField(db_default='', editable=False, max_length=80, verbose_name='name in addresses'),
                ),
            ]
        ),
        migrations.RunSQL(sql=WORDS, reverse_sql=NO_WORDS),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=NUMBERS, reverse_sql=NO_NUMBERS),
        Together(
            [
                migrations.AddConstraint(
                    model_name='deliveryunit',
                    constraint=models.UniqueConstraint(fields=('trust', 'slug'), name='organisation_deliveryunit_slug_once', violation_error_message='Somebody added another at the same moment. Save again.'),
                ),
                migrations.AddConstraint(
                    model_name='deliveryunit',
                    constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='organisation_deliveryunit_slug_plain', violation_error_message='A name in addresses has small letters, digits and hyphens.'),
                ),
                migrations.AddConstraint(
                    model_name='groupmember',
                    constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='organisation_groupmember_number_counted', violation_error_message='Numbers are counted from 1.'),
                ),
                migrations.AddConstraint(
                    model_name='groupmember',
                    constraint=models.UniqueConstraint(fields=('group', 'number'), name='organisation_groupmember_number_once', violation_error_message='Somebody added another at the same moment. Save again.'),
                ),
                migrations.AddConstraint(
                    model_name='holding',
                    constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='organisation_holding_number_counted', violation_error_message='Numbers are counted from 1.'),
                ),
                migrations.AddConstraint(
                    model_name='holding',
                    constraint=models.UniqueConstraint(fields=('post', 'number'), name='organisation_holding_number_once', violation_error_message='Somebody added another at the same moment. Save again.'),
                ),
                migrations.AddConstraint(
                    model_name='owner',
                    constraint=models.UniqueConstraint(fields=('trust', 'slug'), name='organisation_owner_slug_once', violation_error_message='Somebody added another at the same moment. Save again.'),
                ),
                migrations.AddConstraint(
                    model_name='owner',
                    constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='organisation_owner_slug_plain', violation_error_message='A name in addresses has small letters, digits and hyphens.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliveryunit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "is_reading", "kind", "line", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "trust_id") VALUES (NEW."closed_on", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."is_reading", NEW."kind", NEW."line", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='0ebda4ca3a07a80435d542811e127ffcea0ff586', operation='INSERT', pgid='pgtrigger_insert_insert_c4f96', table='organisation_deliveryunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliveryunit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "is_reading", "kind", "line", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "trust_id") VALUES (NEW."closed_on", NEW."confirmed_by_id", NEW."confirmed_on", NEW."document_id", NEW."ground", NEW."id", NEW."is_reading", NEW."kind", NEW."line", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug", NEW."trust_id"); RETURN NULL;', hash='8d848b3a1940adc60b63a40a954300370f1ea788', operation='UPDATE', pgid='pgtrigger_update_update_200a2', table='organisation_deliveryunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliveryunit',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_deliveryunitevent" ("closed_on", "confirmed_by_id", "confirmed_on", "document_id", "ground", "id", "is_reading", "kind", "line", "name", "opened_on", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "trust_id") VALUES (OLD."closed_on", OLD."confirmed_by_id", OLD."confirmed_on", OLD."document_id", OLD."ground", OLD."id", OLD."is_reading", OLD."kind", OLD."line", OLD."name", OLD."opened_on", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug", OLD."trust_id"); RETURN NULL;', hash='4a40a67821eb987b22439402c10246fa98ff89de', operation='DELETE', pgid='pgtrigger_delete_delete_c96fc', table='organisation_deliveryunit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='groupmember',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_groupmemberevent" ("confirmed_by_id", "confirmed_on", "ground", "group_id", "id", "is_reading", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."group_id", NEW."id", NEW."is_reading", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until"); RETURN NULL;', hash='0b0524ca72ef26661f60292af33583f4f939557e', operation='INSERT', pgid='pgtrigger_insert_insert_6d4fe', table='organisation_groupmember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='groupmember',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_groupmemberevent" ("confirmed_by_id", "confirmed_on", "ground", "group_id", "id", "is_reading", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until") VALUES (NEW."confirmed_by_id", NEW."confirmed_on", NEW."ground", NEW."group_id", NEW."id", NEW."is_reading", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until"); RETURN NULL;', hash='5c0c74c1dda6042d66baf3d883bfa171884e5da2', operation='UPDATE', pgid='pgtrigger_update_update_35ae3', table='organisation_groupmember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='groupmember',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_groupmemberevent" ("confirmed_by_id", "confirmed_on", "ground", "group_id", "id", "is_reading", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until") VALUES (OLD."confirmed_by_id", OLD."confirmed_on", OLD."ground", OLD."group_id", OLD."id", OLD."is_reading", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post_id", OLD."since", OLD."trust_id", OLD."until"); RETURN NULL;', hash='40bb0e67df1ee0d033e5426c51a17395710c8414', operation='DELETE', pgid='pgtrigger_delete_delete_53174', table='organisation_groupmember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='holding',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_holdingevent" ("capacity", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until", "user_id") VALUES (NEW."capacity", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until", NEW."user_id"); RETURN NULL;', hash='56ca875f4e88d65d9138559c46175d921d6820ca', operation='INSERT', pgid='pgtrigger_insert_insert_29d39', table='organisation_holding', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='holding',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_holdingevent" ("capacity", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until", "user_id") VALUES (NEW."capacity", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post_id", NEW."since", NEW."trust_id", NEW."until", NEW."user_id"); RETURN NULL;', hash='0c15e6160a6cee0158517f9a7b868d8b8a561b07', operation='UPDATE', pgid='pgtrigger_update_update_e09ce', table='organisation_holding', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='holding',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_holdingevent" ("capacity", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "since", "trust_id", "until", "user_id") VALUES (OLD."capacity", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post_id", OLD."since", OLD."trust_id", OLD."until", OLD."user_id"); RETURN NULL;', hash='6277548f0d8928ea68a53a90e11851565304e498', operation='DELETE', pgid='pgtrigger_delete_delete_54b29', table='organisation_holding', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='owner',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_ownerevent" ("closed_on", "document_id", "id", "kind", "line", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "successor_id", "trust_id") VALUES (NEW."closed_on", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug", NEW."successor_id", NEW."trust_id"); RETURN NULL;', hash='97083c505952158f4da6f0ff7d0144b07d3b2289', operation='INSERT', pgid='pgtrigger_insert_insert_8d372', table='organisation_owner', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='owner',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisation_ownerevent" ("closed_on", "document_id", "id", "kind", "line", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "successor_id", "trust_id") VALUES (NEW."closed_on", NEW."document_id", NEW."id", NEW."kind", NEW."line", NEW."name", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug", NEW."successor_id", NEW."trust_id"); RETURN NULL;', hash='115a64c5735a316a6278e65eb192142f4f3337eb', operation='UPDATE', pgid='pgtrigger_update_update_ab8a1', table='organisation_owner', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='owner',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisation_ownerevent" ("closed_on", "document_id", "id", "kind", "line", "name", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "successor_id", "trust_id") VALUES (OLD."closed_on", OLD."document_id", OLD."id", OLD."kind", OLD."line", OLD."name", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug", OLD."successor_id", OLD."trust_id"); RETURN NULL;', hash='907e54abde371853527975af5a4d9bf7c36f13d4', operation='DELETE', pgid='pgtrigger_delete_delete_623a0', table='organisation_owner', when='AFTER')),
                ),
            ]
        ),
    ]
