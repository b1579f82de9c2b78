"""An owner or a category that is called otherwise is called so wherever a risk's words are not frozen yet."""

from django.db import migrations

# Each table of names, the rows by which a risk bears one, and the key in them.
NAMES = {
    "organisation_owner": ("risks_entryowner", "owner_id"),
    "risks_category": ("risks_entrycategory", "category_id"),
}

# Whoever may rename is no reader of every risk: how they stand is kept for all, as for any other change.
RENAMED = """
CREATE FUNCTION risks_stand_after_{table}_renamed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
    renamed bigint[] := ARRAY(SELECT now.id FROM now JOIN was USING (id) WHERE now.name <> was.name);
BEGIN
    IF cardinality(renamed) > 0 THEN
        PERFORM set_config('app.roles', 'system', true);
        PERFORM risks_stand(ARRAY(SELECT DISTINCT entry_id FROM {links} WHERE {key} = ANY (renamed)));
        PERFORM set_config('app.roles', reader, true);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER risks_stand_renamed AFTER UPDATE ON {table} REFERENCING OLD TABLE AS was NEW TABLE AS now
FOR EACH STATEMENT EXECUTE FUNCTION risks_stand_after_{table}_renamed();
"""
AS_BEFORE = """
DROP TRIGGER risks_stand_renamed ON {table};
DROP FUNCTION risks_stand_after_{table}_renamed();
"""


def for_each(statements: str) -> str:
    """The statements for each table of names."""
    return "".join(statements.format(table=table, links=links, key=key) for table, (links, key) in NAMES.items())


class Migration(migrations.Migration):
    dependencies = [("risks", "0013_reviews_in_turn")]

    operations = [migrations.RunSQL(sql=for_each(RENAMED), reverse_sql=for_each(AS_BEFORE))]
