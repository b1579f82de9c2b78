"""A closed year takes no answers, whatever state one of its quarters was left in by another route."""

from django.db import migrations

# Not locked: a year is closed once all its quarters are, and a quarter's close waits for answers that are being given.
RULE = """
CREATE FUNCTION objectives_update_in_open_year() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NOT coalesce('system' = ANY (app_roles()), false) AND EXISTS (
        SELECT 1 FROM organisation_quarter quarter JOIN organisation_year year ON year.id = quarter.year_id
        WHERE quarter.id = NEW.quarter_id AND year.closed_on IS NOT NULL
    ) THEN
        PERFORM objectives_refuse('objectives_statusupdate_year_is_open', 'The year is closed and takes no answers.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER objectives_statusupdate_in_open_year BEFORE INSERT ON objectives_statusupdate
FOR EACH ROW EXECUTE FUNCTION objectives_update_in_open_year();
"""


class Migration(migrations.Migration):
    dependencies = [("objectives", "0005_numbers_of_sections")]

    operations = [
        migrations.RunSQL(sql=RULE, reverse_sql="DROP FUNCTION objectives_update_in_open_year() CASCADE;"),
    ]
