"""The walls round the scorecard's new tables, and what the database itself refuses of a scorecard."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls

TIE = """
ALTER TABLE scorecard_measure ADD CONSTRAINT scorecard_measure_carried_from_id_same_trust
FOREIGN KEY (trust_id, carried_from_id) REFERENCES scorecard_measure (trust_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
UNTIE = "ALTER TABLE scorecard_measure DROP CONSTRAINT scorecard_measure_carried_from_id_same_trust;"

REFUSE = """
CREATE FUNCTION scorecard_refuse(rule text, says text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', says USING ERRCODE = '23514', CONSTRAINT = rule; END $$;

CREATE FUNCTION scorecard_is_system() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce('system' = ANY (app_roles()), false) $$;

CREATE FUNCTION scorecard_year_of(measure bigint) RETURNS organisation_year LANGUAGE sql STABLE AS
$$
    SELECT year FROM scorecard_measure one
    JOIN scorecard_perspective perspective ON perspective.id = one.perspective_id
    JOIN scorecard_scorecard card ON card.id = perspective.scorecard_id
    JOIN organisation_year year ON year.id = card.year_id
    WHERE one.id = measure
$$;
"""

# A measure goes on into a later year, and how it is answered stays as it is once it was.
MEASURED = """
CREATE FUNCTION scorecard_measure_stands() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.for_each <> OLD.for_each
        AND EXISTS (SELECT 1 FROM scorecard_result WHERE measure_id = NEW.id)
    THEN
        PERFORM scorecard_refuse('scorecard_measure_for_each_stays',
            'The measure has results; whether units enter them stays as it is.');
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.perspective_id <> OLD.perspective_id THEN
        PERFORM scorecard_refuse('scorecard_measure_perspective_stays',
            'A measure stays in its perspective. Withdraw it, and add it to the other one.');
    END IF;
    IF NEW.carried_from_id IS NOT NULL AND (scorecard_year_of(NEW.carried_from_id)).start >= (
        SELECT year.start FROM scorecard_perspective perspective
        JOIN scorecard_scorecard card ON card.id = perspective.scorecard_id
        JOIN organisation_year year ON year.id = card.year_id WHERE perspective.id = NEW.perspective_id
    ) THEN
        PERFORM scorecard_refuse('scorecard_measure_carried_forward',
            'A measure goes on from one of an earlier year.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_measure_stands BEFORE INSERT OR UPDATE OF for_each, perspective_id, carried_from_id
ON scorecard_measure FOR EACH ROW EXECUTE FUNCTION scorecard_measure_stands();
"""

# A change of target leaves what was rated as it was: it begins after the quarters that are closed. What the system
# loads was set elsewhere.
SET = """
CREATE FUNCTION scorecard_target_is_set() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    of_year organisation_year := scorecard_year_of(NEW.measure_id);
    closed_to date;
BEGIN
    IF NEW.effective_from NOT BETWEEN of_year.start AND of_year.start + interval '1 year - 1 day' THEN
        PERFORM scorecard_refuse('scorecard_target_in_its_year', format(
            'A target begins on a day of its year, %s to %s.', to_char(of_year.start, 'FMDD FMMonth YYYY'),
            to_char(of_year.start + interval '1 year - 1 day', 'FMDD FMMonth YYYY')));
    END IF;
    IF scorecard_is_system() THEN
        RETURN NEW;
    END IF;
    IF of_year.closed_on IS NOT NULL THEN
        PERFORM scorecard_refuse('scorecard_target_year_is_open', 'The year is closed and takes no targets.');
    END IF;
    PERFORM 1 FROM organisation_quarter WHERE year_id = of_year.id FOR SHARE;
    SELECT max(of_year.start + make_interval(months => 3 * number)) INTO closed_to
    FROM organisation_quarter WHERE year_id = of_year.id AND closed_on IS NOT NULL;
    IF NEW.effective_from < closed_to AND EXISTS (SELECT 1 FROM scorecard_target WHERE measure_id = NEW.measure_id) THEN
        PERFORM scorecard_refuse('scorecard_target_leaves_the_past', format(
            'Earlier quarters are closed and keep their target. Choose a day from %s on.', to_char(closed_to, 'FMDD FMMonth YYYY')));
    END IF;
    IF NEW.given_by_id IS DISTINCT FROM app_user() THEN
        PERFORM scorecard_refuse('scorecard_target_by_who_is_at_work', 'A target is set by whoever is at work.');
    END IF;
    IF EXISTS (SELECT 1 FROM scorecard_measure WHERE id = NEW.measure_id AND withdrawn_on IS NOT NULL) THEN
        PERFORM scorecard_refuse('scorecard_target_measure_stands', 'The measure is withdrawn and takes no target.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_target_set BEFORE INSERT ON scorecard_target
FOR EACH ROW EXECUTE FUNCTION scorecard_target_is_set();

CREATE FUNCTION scorecard_target_is_shared() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    of_measure scorecard_measure;
BEGIN
    SELECT measure.* INTO of_measure FROM scorecard_target target
    JOIN scorecard_measure measure ON measure.id = target.measure_id WHERE target.id = NEW.target_id;
    IF of_measure.for_each = '' THEN
        PERFORM scorecard_refuse('scorecard_sharing_of_what_units_enter',
            'The measure is the whole trust''s. Say first that units enter its results.');
    END IF;
    IF NOT scorecard_is_system() THEN
        IF NEW.given_by_id IS DISTINCT FROM app_user() THEN
            PERFORM scorecard_refuse('scorecard_sharing_by_who_is_at_work', 'A target is shared out by whoever is at work.');
        END IF;
        IF (scorecard_year_of(of_measure.id)).closed_on IS NOT NULL THEN
            PERFORM scorecard_refuse('scorecard_sharing_year_is_open', 'The year is closed; its targets are shared out no more.');
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_sharing_made BEFORE INSERT ON scorecard_sharing
FOR EACH ROW EXECUTE FUNCTION scorecard_target_is_shared();

CREATE FUNCTION scorecard_share_is_a_units() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM scorecard_sharing sharing
        JOIN scorecard_target target ON target.id = sharing.target_id
        JOIN scorecard_measure measure ON measure.id = target.measure_id
        JOIN organisation_deliveryunit unit ON unit.id = NEW.unit_id AND unit.kind = measure.for_each
        WHERE sharing.id = NEW.sharing_id
    ) THEN
        PERFORM scorecard_refuse('scorecard_unitshare_of_its_kind', 'The target is shared out to units of another kind.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_unitshare_placed BEFORE INSERT ON scorecard_unitshare
FOR EACH ROW EXECUTE FUNCTION scorecard_share_is_a_units();

CREATE FUNCTION scorecard_confirmed_by_who_is_at_work() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NOT scorecard_is_system() AND NEW.given_by_id IS DISTINCT FROM app_user() THEN
        PERFORM scorecard_refuse('scorecard_confirmation_by_who_is_at_work', 'A reading is confirmed by whoever is at work.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_confirmation_given BEFORE INSERT ON scorecard_confirmation
FOR EACH ROW EXECUTE FUNCTION scorecard_confirmed_by_who_is_at_work();
"""

# A result is of a period that takes results. The period of an annual measure that is not done once is the year, which
# stands at the fourth quarter and takes results while any quarter is open.
GIVEN = """
CREATE FUNCTION scorecard_result_is_given() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    said_of scorecard_measure;
    said_at organisation_quarter;
    of_year organisation_year := scorecard_year_of(NEW.measure_id);
BEGIN
    SELECT * INTO said_of FROM scorecard_measure WHERE id = NEW.measure_id;
    PERFORM 1 FROM organisation_quarter WHERE year_id = of_year.id ORDER BY number FOR SHARE;
    SELECT * INTO said_at FROM organisation_quarter WHERE id = NEW.quarter_id;
    IF of_year.id IS DISTINCT FROM said_at.year_id THEN
        PERFORM scorecard_refuse('scorecard_result_of_the_year', 'The quarter is not one of the scorecard''s year.');
    END IF;
    IF (said_of.for_each <> '') <> (NEW.unit_id IS NOT NULL) OR NEW.unit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM organisation_deliveryunit WHERE id = NEW.unit_id AND kind = said_of.for_each
    ) THEN
        PERFORM scorecard_refuse('scorecard_result_by_unit', CASE WHEN said_of.for_each = ''
            THEN 'This measure has one result for the whole trust.'
            ELSE 'Each unit enters its own result of this measure; say for which.' END);
    END IF;
    IF NOT scorecard_is_system() THEN
        IF said_at.closed_on IS NOT NULL OR said_at.opened_on IS NULL AND NOT (
            said_of.frequency = 'A' AND said_of.accumulation <> 'once' AND said_at.number = 4 AND EXISTS (
                SELECT 1 FROM organisation_quarter
                WHERE year_id = of_year.id AND opened_on IS NOT NULL AND closed_on IS NULL
            )
        ) THEN
            PERFORM scorecard_refuse('scorecard_result_period_is_open', 'The period takes no results.');
        END IF;
        IF said_of.withdrawn_on IS NOT NULL THEN
            PERFORM scorecard_refuse('scorecard_result_measure_stands', 'The measure is withdrawn and takes no results.');
        END IF;
        IF NEW.given_by_id IS DISTINCT FROM app_user() THEN
            PERFORM scorecard_refuse('scorecard_result_by_who_is_at_work', 'A result is entered by whoever is at work.');
        END IF;
    END IF;
    NEW.given_as_name := coalesce((SELECT name FROM organisation_owner WHERE id = NEW.given_as_id), '');
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_result_given BEFORE INSERT ON scorecard_result
FOR EACH ROW EXECUTE FUNCTION scorecard_result_is_given();

CREATE FUNCTION scorecard_unit_has_results() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    label text;
BEGIN
    IF NEW.kind <> OLD.kind AND (
        EXISTS (SELECT 1 FROM scorecard_result WHERE unit_id = NEW.id)
        OR EXISTS (SELECT 1 FROM scorecard_unitshare WHERE unit_id = NEW.id)
    ) THEN
        PERFORM scorecard_refuse('scorecard_unit_kind_stays', 'The unit has results or shares of targets, so its kind stays.');
    END IF;
    SELECT format('Q%s', quarter.number) INTO label
    FROM scorecard_result given
    JOIN organisation_quarter quarter ON quarter.id = given.quarter_id
    JOIN organisation_year year ON year.id = quarter.year_id
    JOIN scorecard_measure measure ON measure.id = given.measure_id
    WHERE given.unit_id = NEW.id AND NOT (
        coalesce(NEW.opened_on, '-infinity') < year.start + make_interval(months => 3 * quarter.number)
        AND coalesce(NEW.closed_on, 'infinity') > year.start
            + make_interval(months => CASE WHEN measure.frequency = 'A' THEN 0 ELSE 3 * (quarter.number - 1) END)
    ) ORDER BY year.start, quarter.number LIMIT 1;
    IF label IS NOT NULL THEN
        PERFORM scorecard_refuse('scorecard_unit_open_where_it_has_results',
            format('The unit has results of %s, so it was open then. Choose days that leave it open.', label));
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_unit_has_results BEFORE UPDATE OF kind, opened_on, closed_on ON organisation_deliveryunit
FOR EACH ROW EXECUTE FUNCTION scorecard_unit_has_results();
"""

AS_BEFORE = """
DROP FUNCTION scorecard_unit_has_results() CASCADE;
DROP FUNCTION scorecard_result_is_given() CASCADE;
DROP FUNCTION scorecard_confirmed_by_who_is_at_work() CASCADE;
DROP FUNCTION scorecard_share_is_a_units() CASCADE;
DROP FUNCTION scorecard_target_is_shared() CASCADE;
DROP FUNCTION scorecard_target_is_set() CASCADE;
DROP FUNCTION scorecard_measure_stands() CASCADE;
DROP FUNCTION scorecard_year_of(bigint);
DROP FUNCTION scorecard_is_system();
DROP FUNCTION scorecard_refuse(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0004_scorecard_complete"), ("organisation", "0006_plan_complete")]

    operations = [
        RaiseWalls("Confirmation", "Sharing", "UnitShare"),
        migrations.RunSQL(sql=TIE, reverse_sql=UNTIE),
        migrations.RunSQL(sql=REFUSE + MEASURED + SET + GIVEN, reverse_sql=AS_BEFORE),
    ]
