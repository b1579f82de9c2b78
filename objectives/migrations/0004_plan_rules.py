"""The walls round the plan's new tables, and what the database itself refuses of a plan."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"
# A file is its uploader's alone until an answer names it.
OPEN_FILE = f"""{IS_SYSTEM} OR uploaded_by_id = (SELECT app_user())
    OR EXISTS (SELECT 1 FROM objectives_outcomeevidence evidence WHERE evidence.file_id = {{table}}.id)"""
OPEN_BYTES = f"{IS_SYSTEM} OR EXISTS (SELECT 1 FROM objectives_evidencefile file WHERE file.id = file_id)"

# New columns of tables whose walls stand already.
WITHIN_TRUST = [
    ("objectives_objective", "carried_from_id", "objectives_objective"),
    ("objectives_outcomeevidence", "file_id", "objectives_evidencefile"),
]
# A part and its total, a percentage and its row: of one table.
WITHIN_TABLE = [
    ("objectives_planningcolumn", "part_of_id"),
    ("objectives_planningline", "part_of_id"),
    ("objectives_planningline", "share_of_id"),
]
TIE = "".join(
    f"ALTER TABLE {child} ADD CONSTRAINT {child}_{column}_same_trust FOREIGN KEY (trust_id, {column}) "
    f"REFERENCES {parent} (trust_id, id) DEFERRABLE INITIALLY DEFERRED;"
    for child, column, parent in WITHIN_TRUST
) + "".join(
    [
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_table_id_id_key UNIQUE (table_id, id);"
            for table in ("objectives_planningcolumn", "objectives_planningline")
        ),
        *(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_table FOREIGN KEY (table_id, {column}) "
            f"REFERENCES {table} (table_id, id) DEFERRABLE INITIALLY DEFERRED;"
            for table, column in WITHIN_TABLE
        ),
    ]
)
UNTIE = (
    "".join(f"ALTER TABLE {child} DROP CONSTRAINT {child}_{column}_same_trust;" for child, column, _ in WITHIN_TRUST)
    + "".join(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_table;" for table, column in WITHIN_TABLE)
    + "".join(
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_table_id_id_key;"
        for table in ("objectives_planningcolumn", "objectives_planningline")
    )
)

REFUSE = """
CREATE FUNCTION objectives_refuse(rule text, says text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', says USING ERRCODE = '23514', CONSTRAINT = rule; END $$;
"""

# An objective stands where its plan has a place for it.
PLACED = """
CREATE FUNCTION objectives_objective_is_placed() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NEW.aim_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM objectives_aim WHERE id = NEW.aim_id AND theme_id = NEW.theme_id
    ) THEN
        PERFORM objectives_refuse('objectives_objective_aim_of_theme', 'The aim is not one of this theme.');
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM objectives_theme theme JOIN objectives_annualplan annual USING (plan_id)
        WHERE theme.id = NEW.theme_id AND annual.id = NEW.annual_plan_id
    ) THEN
        PERFORM objectives_refuse('objectives_objective_theme_of_plan', 'The theme is not one of this plan.');
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.for_each <> OLD.for_each AND EXISTS (
        SELECT 1 FROM objectives_statusupdate WHERE objective_id = NEW.id
    ) THEN
        PERFORM objectives_refuse('objectives_objective_for_each_stays',
            'The objective has been answered; whether each unit answers for it stays as it is.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER objectives_objective_placed BEFORE INSERT OR UPDATE OF theme_id, aim_id, annual_plan_id, for_each
ON objectives_objective FOR EACH ROW EXECUTE FUNCTION objectives_objective_is_placed();
"""

# Numbers that were borne before, and parts that a version holds. The application may only read former numbers.
NUMBERED = """
CREATE FUNCTION objectives_number_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    what text := TG_ARGV[0];
    part jsonb := to_jsonb(coalesce(NEW, OLD));
    of_plan bigint := part ->> 'plan_id';
    of_annual bigint := part ->> 'annual_plan_id';
    now_borne text := CASE WHEN TG_OP <> 'DELETE' THEN coalesce(to_jsonb(NEW) ->> 'reference', to_jsonb(NEW) ->> 'number') END;
    borne text := CASE WHEN TG_OP <> 'INSERT' THEN coalesce(to_jsonb(OLD) ->> 'reference', to_jsonb(OLD) ->> 'number') END;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (
            SELECT 1 FROM objectives_planversion
            WHERE contents @> jsonb_build_object(what || 's', jsonb_build_array(jsonb_build_object('key', OLD.id)))
        ) THEN
            PERFORM objectives_refuse('objectives_' || what || '_stands_in_a_version',
                'It stands in a version of the plan. Withdraw it instead.');
        END IF;
        -- Of two that are gone and bore the same number, one row tells.
        DELETE FROM objectives_formernumber mine WHERE mine.kind = what
            AND OLD.id = CASE what WHEN 'theme' THEN mine.theme_id WHEN 'aim' THEN mine.aim_id ELSE mine.objective_id END
            AND EXISTS (
                SELECT 1 FROM objectives_formernumber gone
                WHERE gone.kind = what AND gone.number = mine.number
                AND gone.plan_id IS NOT DISTINCT FROM mine.plan_id
                AND gone.annual_plan_id IS NOT DISTINCT FROM mine.annual_plan_id
                AND coalesce(gone.theme_id, gone.aim_id, gone.objective_id) IS NULL
            );
        UPDATE objectives_formernumber SET theme_id = NULL, aim_id = NULL, objective_id = NULL WHERE kind = what
            AND OLD.id = CASE what WHEN 'theme' THEN theme_id WHEN 'aim' THEN aim_id ELSE objective_id END;
    ELSIF now_borne IS NOT DISTINCT FROM borne THEN
        RETURN NEW;
    ELSIF what = 'objective' AND EXISTS (
        SELECT 1 FROM objectives_formernumber
        WHERE kind = what AND annual_plan_id = of_annual AND number = now_borne
        AND objective_id IS DISTINCT FROM NEW.id
    ) THEN
        PERFORM objectives_refuse('objectives_objective_reference_never_again',
            format('%s was the reference of another objective, and a reference is given once.', now_borne));
    END IF;
    IF borne IS NOT NULL THEN
        INSERT INTO objectives_formernumber (trust_id, kind, number, plan_id, annual_plan_id, theme_id, aim_id, objective_id)
        VALUES (
            OLD.trust_id, what, borne, of_plan, of_annual,
            CASE WHEN what = 'theme' AND TG_OP = 'UPDATE' THEN OLD.id END,
            CASE WHEN what = 'aim' AND TG_OP = 'UPDATE' THEN OLD.id END,
            CASE WHEN what = 'objective' AND TG_OP = 'UPDATE' THEN OLD.id END
        ) ON CONFLICT DO NOTHING;
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;
""" + "".join(
    f"""
CREATE TRIGGER objectives_{what}_number BEFORE INSERT OR UPDATE OF {column} OR DELETE ON objectives_{what}
FOR EACH ROW EXECUTE FUNCTION objectives_number_changes('{what}');
"""
    for what, column in (("theme", "number"), ("aim", "number"), ("objective", "reference"))
)

# What is said of an objective: by a unit where each unit answers, while the quarter takes answers, and under the names
# that its owners bore on the day. The system loads what was said elsewhere, in quarters that may be closed.
SAID = """
CREATE FUNCTION objectives_update_is_said() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    said_of objectives_objective;
    said_at organisation_quarter;
    of_year bigint;
    starts date;
BEGIN
    SELECT * INTO said_of FROM objectives_objective WHERE id = NEW.objective_id FOR SHARE;
    SELECT * INTO said_at FROM organisation_quarter WHERE id = NEW.quarter_id FOR SHARE;
    SELECT year_id INTO of_year FROM objectives_annualplan WHERE id = said_of.annual_plan_id;
    IF said_of.id IS NULL OR said_at.id IS NULL OR of_year IS DISTINCT FROM said_at.year_id THEN
        PERFORM objectives_refuse('objectives_statusupdate_of_the_year', 'The quarter is not one of the plan''s year.');
    END IF;
    IF (said_of.for_each <> '') <> (NEW.unit_id IS NOT NULL) OR NEW.unit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM organisation_deliveryunit WHERE id = NEW.unit_id AND kind = said_of.for_each
    ) THEN
        PERFORM objectives_refuse('objectives_statusupdate_by_unit', CASE WHEN said_of.for_each = ''
            THEN 'This objective is answered once for the whole trust.'
            ELSE 'Each unit answers for this objective; say for which.' END);
    END IF;
    IF NOT coalesce('system' = ANY (app_roles()), false) THEN
        IF said_at.opened_on IS NULL OR said_at.closed_on IS NOT NULL THEN
            PERFORM objectives_refuse('objectives_statusupdate_quarter_is_open', 'The quarter takes no answers.');
        END IF;
        IF said_of.withdrawn_on IS NOT NULL THEN
            PERFORM objectives_refuse('objectives_statusupdate_objective_stands',
                'The objective is withdrawn from the plan and takes no answers.');
        END IF;
        IF NEW.given_by_id IS DISTINCT FROM app_user() THEN
            PERFORM objectives_refuse('objectives_statusupdate_by_who_is_at_work', 'An answer is given by whoever is at work.');
        END IF;
    END IF;
    NEW.owners := ARRAY(
        SELECT owner.name FROM objectives_objectiveowner of_it JOIN organisation_owner owner ON owner.id = of_it.owner_id
        WHERE of_it.objective_id = NEW.objective_id ORDER BY of_it.leads DESC, of_it."order", of_it.id
    );
    NEW.given_as_name := coalesce((SELECT name FROM organisation_owner WHERE id = NEW.given_as_id), '');
    RETURN NEW;
END
$$;
CREATE TRIGGER objectives_statusupdate_said BEFORE INSERT ON objectives_statusupdate
FOR EACH ROW EXECUTE FUNCTION objectives_update_is_said();

CREATE FUNCTION objectives_shown_of_one() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    said objectives_statusupdate;
    part jsonb := to_jsonb(NEW);
BEGIN
    SELECT * INTO said FROM objectives_statusupdate WHERE id = NEW.update_id;
    IF part ->> 'outcome_id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM objectives_outcome
        WHERE id = (part ->> 'outcome_id')::bigint AND objective_id = said.objective_id
    ) OR part ->> 'deadline_id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM objectives_deadline
        WHERE id = (part ->> 'deadline_id')::bigint AND objective_id = said.objective_id
    ) THEN
        PERFORM objectives_refuse(TG_TABLE_NAME || '_of_one_objective', 'It belongs to another objective.');
    END IF;
    IF part ->> 'file_id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM objectives_evidencefile WHERE id = (part ->> 'file_id')::bigint
        AND objective_id = said.objective_id
    ) THEN
        PERFORM objectives_refuse(TG_TABLE_NAME || '_own_file', 'The file was put in for another objective.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER objectives_outcomeevidence_of_one BEFORE INSERT ON objectives_outcomeevidence
FOR EACH ROW EXECUTE FUNCTION objectives_shown_of_one();
CREATE TRIGGER objectives_deadlinerevision_of_one BEFORE INSERT ON objectives_deadlinerevision
FOR EACH ROW EXECUTE FUNCTION objectives_shown_of_one();

CREATE FUNCTION objectives_objection_is_made() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM objectives_statusupdate WHERE id = NEW.update_id AND told_on IS NOT NULL) THEN
        PERFORM objectives_refuse('objectives_objection_to_words_told',
            'An owner objects to what somebody else entered for them, and this was their own answer.');
    END IF;
    IF NOT coalesce('system' = ANY (app_roles()), false) AND NEW.given_by_id IS DISTINCT FROM app_user() THEN
        PERFORM objectives_refuse('objectives_objection_by_who_is_at_work', 'An objection is made by whoever is at work.');
    END IF;
    NEW.given_as_name := coalesce((SELECT name FROM organisation_owner WHERE id = NEW.given_as_id), '');
    RETURN NEW;
END
$$;
CREATE TRIGGER objectives_objection_made BEFORE INSERT ON objectives_objection
FOR EACH ROW EXECUTE FUNCTION objectives_objection_is_made();
"""

# What a unit said counts where the unit is of the kind that is asked, and open in the quarter.
ANSWERED = """
CREATE FUNCTION objectives_unit_has_answered() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    label text;
BEGIN
    IF NEW.kind <> OLD.kind AND EXISTS (SELECT 1 FROM objectives_statusupdate WHERE unit_id = NEW.id) THEN
        PERFORM objectives_refuse('objectives_unit_kind_stays', 'The unit has answered for objectives, so its kind stays.');
    END IF;
    SELECT format('Q%s', quarter.number) INTO label
    FROM objectives_statusupdate said
    JOIN organisation_quarter quarter ON quarter.id = said.quarter_id
    JOIN organisation_year year ON year.id = quarter.year_id
    WHERE said.unit_id = NEW.id AND NOT (
        coalesce(NEW.opened_on, '-infinity') < year.start + make_interval(months => 3 * quarter.number)
        AND coalesce(NEW.closed_on, 'infinity') > year.start + make_interval(months => 3 * (quarter.number - 1))
    ) ORDER BY year.start, quarter.number LIMIT 1;
    IF label IS NOT NULL THEN
        PERFORM objectives_refuse('objectives_unit_open_where_it_answered',
            format('The unit has answered for %s, so it was open then. Choose days that leave it open.', label));
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER objectives_unit_answered BEFORE UPDATE OF kind, opened_on, closed_on ON organisation_deliveryunit
FOR EACH ROW EXECUTE FUNCTION objectives_unit_has_answered();
"""

SIZED = """
ALTER TABLE objectives_evidencebytes ADD CONSTRAINT objectives_evidencebytes_of_a_size
CHECK (octet_length(data) BETWEEN 1 AND 10485760);
"""

AS_BEFORE = """
DROP FUNCTION objectives_unit_has_answered() CASCADE;
DROP FUNCTION objectives_objection_is_made() CASCADE;
DROP FUNCTION objectives_shown_of_one() CASCADE;
DROP FUNCTION objectives_update_is_said() CASCADE;
DROP FUNCTION objectives_number_changes() CASCADE;
DROP FUNCTION objectives_objective_is_placed() CASCADE;
DROP FUNCTION objectives_refuse(text, text);
ALTER TABLE objectives_evidencebytes DROP CONSTRAINT objectives_evidencebytes_of_a_size;
"""


def open_files() -> migrations.RunSQL:
    """Whoever may write a file may not therefore read another's."""
    pairs = {
        "objectives_evidencefile": OPEN_FILE.format(table="objectives_evidencefile"),
        "objectives_evidencebytes": OPEN_BYTES,
    }
    return migrations.RunSQL(
        sql="".join(
            f"CREATE POLICY narrow ON {table} AS RESTRICTIVE FOR SELECT USING ({to});" for table, to in pairs.items()
        ),
        reverse_sql="".join(f"DROP POLICY narrow ON {table};" for table in pairs),
    )


class Migration(migrations.Migration):
    dependencies = [("objectives", "0003_plan_complete"), ("organisation", "0006_plan_complete")]

    operations = [
        RaiseWalls(
            "EvidenceFile",
            "EvidenceBytes",
            "DeadlineRevision",
            "Objection",
            "PlanVersion",
            "FormerNumber",
        ),
        open_files(),
        migrations.RunSQL(sql=TIE, reverse_sql=UNTIE),
        migrations.RunSQL(sql=REFUSE + PLACED + NUMBERED + SAID + ANSWERED + SIZED, reverse_sql=AS_BEFORE),
    ]
