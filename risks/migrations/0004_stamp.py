"""A stamp on each register, new whenever what frames it changes: its reviews, stages, scales and key."""

import django.contrib.postgres.functions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

STAMP = """
CREATE FUNCTION risks_stamp_register() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.stamp := gen_random_uuid(); RETURN NEW; END $$;
CREATE TRIGGER risks_stamp BEFORE UPDATE ON risks_register
FOR EACH ROW EXECUTE FUNCTION risks_stamp_register();

CREATE FUNCTION risks_stamp_after_part() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    UPDATE risks_register SET stamp = stamp
    WHERE (TG_OP <> 'DELETE' AND id = NEW.register_id) OR (TG_OP <> 'INSERT' AND id = OLD.register_id);
    RETURN NULL;
END
$$;
CREATE FUNCTION risks_stamp_after_stage() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    UPDATE risks_register SET stamp = stamp FROM risks_review review
    WHERE review.register_id = risks_register.id
    AND ((TG_OP <> 'DELETE' AND review.id = NEW.review_id) OR (TG_OP <> 'INSERT' AND review.id = OLD.review_id));
    RETURN NULL;
END
$$;
CREATE FUNCTION risks_stamp_after_body() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN UPDATE risks_register SET stamp = stamp WHERE trust_id = NEW.trust_id; RETURN NULL; END $$;

CREATE TRIGGER risks_stamp AFTER INSERT OR UPDATE OR DELETE ON risks_review
FOR EACH ROW EXECUTE FUNCTION risks_stamp_after_part();
CREATE TRIGGER risks_stamp AFTER INSERT OR UPDATE OR DELETE ON risks_scalelevel
FOR EACH ROW EXECUTE FUNCTION risks_stamp_after_part();
CREATE TRIGGER risks_stamp AFTER INSERT OR UPDATE OR DELETE ON risks_bandkey
FOR EACH ROW EXECUTE FUNCTION risks_stamp_after_part();
CREATE TRIGGER risks_stamp AFTER INSERT OR UPDATE OR DELETE ON risks_stage
FOR EACH ROW EXECUTE FUNCTION risks_stamp_after_stage();
CREATE TRIGGER risks_stamp AFTER UPDATE ON organisation_body
FOR EACH ROW EXECUTE FUNCTION risks_stamp_after_body();
"""
UNSTAMP = """
DROP TRIGGER risks_stamp ON organisation_body;
DROP TRIGGER risks_stamp ON risks_stage;
DROP TRIGGER risks_stamp ON risks_bandkey;
DROP TRIGGER risks_stamp ON risks_scalelevel;
DROP TRIGGER risks_stamp ON risks_review;
DROP TRIGGER risks_stamp ON risks_register;
DROP FUNCTION risks_stamp_after_body(), risks_stamp_after_stage(), risks_stamp_after_part(), risks_stamp_register();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('risks', '0003_reference_fits_an_address'),
        ('organisation', '0003_readers'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='register',
            name='update_update',
        ),
        migrations.AddField(
            model_name='register',
            name='stamp',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='register',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."period_from" IS DISTINCT FROM (NEW."period_from") OR OLD."period_to" IS DISTINCT FROM (NEW."period_to") OR OLD."section_one_title" IS DISTINCT FROM (NEW."section_one_title") OR OLD."section_two_note" IS DISTINCT FROM (NEW."section_two_note") OR OLD."section_two_roles" IS DISTINCT FROM (NEW."section_two_roles") OR OLD."section_two_title" IS DISTINCT FROM (NEW."section_two_title") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."trust_id" IS DISTINCT FROM (NEW."trust_id") OR OLD."year_id" IS DISTINCT FROM (NEW."year_id"))', func='INSERT INTO "risks_registerevent" ("document_id", "id", "line", "period_from", "period_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_one_title", "section_two_note", "section_two_roles", "section_two_title", "title", "trust_id", "year_id") VALUES (NEW."document_id", NEW."id", NEW."line", NEW."period_from", NEW."period_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."section_one_title", NEW."section_two_note", NEW."section_two_roles", NEW."section_two_title", NEW."title", NEW."trust_id", NEW."year_id"); RETURN NULL;', hash='b3cc170738d7b43330fe2f6979304c29785771ee', operation='UPDATE', pgid='pgtrigger_update_update_4bd67', table='risks_register', when='AFTER')),
        ),
        migrations.RunSQL(sql=STAMP, reverse_sql=UNSTAMP),
    ]
