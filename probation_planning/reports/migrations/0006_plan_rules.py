"""A moved link stays in its trust; and what hangs unseen on a part of the plan goes with it."""

from django.db import migrations

TIE = """
ALTER TABLE reports_link ADD CONSTRAINT reports_link_moved_from_id_same_trust FOREIGN KEY (trust_id, moved_from_id)
REFERENCES reports_link (trust_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
UNTIE = "ALTER TABLE reports_link DROP CONSTRAINT reports_link_moved_from_id_same_trust;"

# Whoever removes a part of the plan may not read section 2. A refusal because a risk of it is linked there would tell
# them of the risk; so such links go with the part. What the remover may see, the application refuses to remove.
LET_GO = """
CREATE FUNCTION reports_links_let_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    UPDATE reports_link SET moved_from_id = NULL WHERE moved_from_id IN (
        SELECT link.id FROM reports_link link JOIN risks_entry entry ON entry.id = link.entry_id
        WHERE entry.section = 2 AND CASE TG_ARGV[0]
            WHEN 'theme' THEN link.theme_id WHEN 'aim' THEN link.aim_id ELSE link.objective_id END = OLD.id
    );
    DELETE FROM reports_link link USING risks_entry entry
    WHERE entry.id = link.entry_id AND entry.section = 2 AND CASE TG_ARGV[0]
        WHEN 'theme' THEN link.theme_id WHEN 'aim' THEN link.aim_id ELSE link.objective_id END = OLD.id;
    PERFORM set_config('app.roles', reader, true);
    RETURN OLD;
END
$$;
""" + "".join(
    f"""
CREATE TRIGGER reports_links_let_go BEFORE DELETE ON objectives_{what}
FOR EACH ROW EXECUTE FUNCTION reports_links_let_go('{what}');
"""
    for what in ("theme", "aim", "objective")
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_plan_complete"), ("objectives", "0004_plan_rules"), ("risks", "0014_renamed")]

    operations = [
        migrations.RunSQL(sql=TIE, reverse_sql=UNTIE),
        migrations.RunSQL(sql=LET_GO, reverse_sql="DROP FUNCTION reports_links_let_go() CASCADE;"),
    ]
