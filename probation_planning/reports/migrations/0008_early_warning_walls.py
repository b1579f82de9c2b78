"""The walls round early warnings: read where their risk is, and gone with their measure where its remover may not see it."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"

RULES = """
CREATE FUNCTION reports_earlywarning_is_named() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF (SELECT register.year_id FROM risks_entry entry JOIN risks_register register ON register.id = entry.register_id
        WHERE entry.id = NEW.entry_id)
        IS DISTINCT FROM
       (SELECT card.year_id FROM scorecard_measure measure
        JOIN scorecard_perspective perspective ON perspective.id = measure.perspective_id
        JOIN scorecard_scorecard card ON card.id = perspective.scorecard_id WHERE measure.id = NEW.measure_id)
    THEN
        PERFORM scorecard_refuse('reports_earlywarning_of_one_year', 'Risk and measure are of different years.');
    END IF;
    IF NOT coalesce('system' = ANY (app_roles()), false) AND TG_OP = 'INSERT'
        AND NEW.named_by_id IS DISTINCT FROM app_user()
    THEN
        PERFORM scorecard_refuse('reports_earlywarning_by_who_is_at_work',
            'An early warning is named by whoever is at work.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reports_earlywarning_named BEFORE INSERT OR UPDATE ON reports_earlywarning
FOR EACH ROW EXECUTE FUNCTION reports_earlywarning_is_named();

CREATE FUNCTION reports_earlywarnings_let_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    DELETE FROM reports_earlywarning warning USING risks_entry entry
    WHERE entry.id = warning.entry_id AND entry.section = 2 AND warning.measure_id = OLD.id;
    PERFORM set_config('app.roles', reader, true);
    RETURN OLD;
END
$$;
CREATE TRIGGER reports_earlywarnings_let_go BEFORE DELETE ON scorecard_measure
FOR EACH ROW EXECUTE FUNCTION reports_earlywarnings_let_go();
"""
AS_BEFORE = """
DROP FUNCTION reports_earlywarnings_let_go() CASCADE;
DROP FUNCTION reports_earlywarning_is_named() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_early_warnings"), ("risks", "0014_renamed"), ("scorecard", "0005_scorecard_rules")]

    operations = [
        RaiseWalls(
            "EarlyWarning",
            "EarlyWarningEvent",
            narrow=f"{IS_SYSTEM} OR (SELECT true FROM risks_entry entry WHERE entry.id = entry_id)",
        ),
        migrations.RunSQL(sql=RULES, reverse_sql=AS_BEFORE),
    ]
