"""A closed year takes no results, whatever state one of its quarters was left in by another route."""

from django.db import migrations

# Not locked: a year is closed once all its quarters are, and a quarter's close waits for results that are being given.
RULE = """
CREATE FUNCTION scorecard_result_in_open_year() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NOT scorecard_is_system() AND (scorecard_year_of(NEW.measure_id)).closed_on IS NOT NULL THEN
        PERFORM scorecard_refuse('scorecard_result_year_is_open', 'The year is closed and takes no results.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER scorecard_result_in_open_year BEFORE INSERT ON scorecard_result
FOR EACH ROW EXECUTE FUNCTION scorecard_result_in_open_year();
"""


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0006_numbers_of_notes")]

    operations = [
        migrations.RunSQL(sql=RULE, reverse_sql="DROP FUNCTION scorecard_result_in_open_year() CASCADE;"),
    ]
