"""The walls round the register, the second wall round its section 2, and the standings the database keeps."""

from django.db import migrations

from probation_planning.organisation.walls import RaiseWalls

IS_SYSTEM = "'system' = ANY ((SELECT app_roles())::text[])"

# Who reads section 2 is data of the register; each risk's own owners read theirs besides.
SECTION_TWO = """
CREATE FUNCTION risks_section_two_registers(roles text[]) RETURNS SETOF bigint LANGUAGE sql STABLE AS
$$
    SELECT register.id FROM risks_register register
    WHERE EXISTS (
        SELECT 1 FROM unnest(register.section_two_roles) role
        WHERE register.trust_id || ':' || role = ANY (roles)
    )
$$;
CREATE FUNCTION risks_owned_entries(owners bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    IF owners IS NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('app.roles', 'system', true);
    RETURN QUERY SELECT owned.entry_id FROM risks_entryowner owned WHERE owned.owner_id = ANY (owners);
    PERFORM set_config('app.roles', reader, true);
END
$$;
"""

OPEN_ENTRY = f"""section = 1 OR {IS_SYSTEM}
    OR register_id IN (SELECT risks_section_two_registers(app_roles()))
    OR id IN (SELECT risks_owned_entries(app_owners()))"""

# Whose words stand elsewhere: a row is open where its risk is.
OPEN_THROUGH_ENTRY = f"""{IS_SYSTEM} OR EXISTS (SELECT 1 FROM risks_entry entry WHERE entry.id = entry_id)"""

OPEN_ROW = f"""section = 1 OR {IS_SYSTEM}
    OR register_id IN (SELECT risks_section_two_registers(app_roles()))
    OR entry_id IN (SELECT risks_owned_entries(app_owners()))"""

# For every review of the register: the assessment that counts, and the last one before it. A rating given in section 2
# is no earlier rating to a risk that has since come into section 1. Every look-up has an index; a plan made while the tables
# were empty must not read them whole ever after.
STANDINGS = """
CREATE FUNCTION risks_stand(one bigint, rated_anew boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    PERFORM 1 FROM risks_register register JOIN risks_entry entry ON entry.register_id = register.id
    WHERE entry.id = one FOR NO KEY UPDATE OF register;
    INSERT INTO risks_standing (
        trust_id, register_id, entry_id, review_id, section, reference, "order", title, success,
        categories, owners, responses,
        assessment_id, likelihood, impact, score, previous_id, previous_score, ranked
    )
    SELECT
        entry.trust_id, entry.register_id, entry.id, review.id, coalesce(rated.section, entry.section),
        coalesce(rated.reference, entry.reference), entry."order",
        coalesce(rated.title, entry.title), coalesce(rated.success, entry.success),
        coalesce(rated.categories, ARRAY(
            SELECT category.name FROM risks_entrycategory link JOIN risks_category category ON category.id = link.category_id
            WHERE link.entry_id = entry.id ORDER BY link."order", link.id
        )),
        coalesce(rated.owners, ARRAY(
            SELECT owner.name FROM risks_entryowner link JOIN organisation_owner owner ON owner.id = link.owner_id
            WHERE link.entry_id = entry.id ORDER BY link."order", link.id
        )),
        coalesce(rated.responses, entry.responses),
        rated.id, rated.likelihood, rated.impact, rated.score,
        earlier.id, earlier.score, coalesce(rated.score, earlier.score)
    FROM risks_entry entry
    JOIN risks_review review ON review.register_id = entry.register_id
    LEFT JOIN risks_review first ON first.id = entry.starts_at_id
    LEFT JOIN risks_standing kept ON kept.entry_id = entry.id AND kept.review_id = review.id
    LEFT JOIN LATERAL (
        SELECT * FROM risks_assessment a
        WHERE a.entry_id = entry.id AND a.review_id = review.id
        ORDER BY a.sequence DESC LIMIT 1
    ) rated ON true
    LEFT JOIN LATERAL (
        SELECT a.* FROM risks_assessment a JOIN risks_review r ON r.id = a.review_id
        WHERE a.entry_id = entry.id AND r.month < review.month
        ORDER BY r.month DESC, a.sequence DESC LIMIT 1
    ) earlier ON earlier.section = 1 OR coalesce(rated.section, entry.section) = 2
    WHERE entry.id = one
    AND (first.id IS NULL OR review.month >= first.month)
    AND (rated_anew OR kept.id IS NULL OR NOT EXISTS (
        SELECT 1 FROM risks_stage stage
        WHERE stage.review_id = review.id AND stage.section = kept.section AND stage.closed_on IS NOT NULL
    ))
    ON CONFLICT (entry_id, review_id) DO UPDATE SET
        section = excluded.section,
        reference = excluded.reference,
        "order" = excluded."order",
        title = excluded.title,
        success = excluded.success,
        categories = excluded.categories,
        owners = excluded.owners,
        responses = excluded.responses,
        assessment_id = excluded.assessment_id,
        likelihood = excluded.likelihood,
        impact = excluded.impact,
        score = excluded.score,
        previous_id = excluded.previous_id,
        previous_score = excluded.previous_score,
        ranked = excluded.ranked;
    PERFORM set_config('app.roles', reader, true);
END
$$;
CREATE FUNCTION risks_stand_after_assessment() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM risks_stand(NEW.entry_id, true); RETURN NULL; END $$;
CREATE FUNCTION risks_stand_after_entry() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM risks_stand(NEW.id, false); RETURN NULL; END $$;
CREATE FUNCTION risks_stand_after_link() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM risks_stand(CASE WHEN TG_OP = 'DELETE' THEN OLD.entry_id ELSE NEW.entry_id END, false);
    RETURN NULL;
END
$$;
CREATE FUNCTION risks_stand_after_review() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    PERFORM risks_stand(id, false) FROM risks_entry WHERE register_id = NEW.register_id;
    PERFORM set_config('app.roles', reader, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER risks_stand AFTER INSERT ON risks_assessment
FOR EACH ROW EXECUTE FUNCTION risks_stand_after_assessment();
CREATE TRIGGER risks_stand AFTER INSERT OR UPDATE ON risks_entry
FOR EACH ROW EXECUTE FUNCTION risks_stand_after_entry();
CREATE TRIGGER risks_stand AFTER INSERT OR UPDATE OR DELETE ON risks_entryowner
FOR EACH ROW EXECUTE FUNCTION risks_stand_after_link();
CREATE TRIGGER risks_stand AFTER INSERT OR UPDATE OR DELETE ON risks_entrycategory
FOR EACH ROW EXECUTE FUNCTION risks_stand_after_link();
CREATE TRIGGER risks_stand AFTER INSERT OR UPDATE OF month ON risks_review
FOR EACH ROW EXECUTE FUNCTION risks_stand_after_review();
"""


# A rating, a standing and a change of key or scale stay within one register.
TIES = [
    ("risks_assessment", "entry_id", "risks_entry"),
    ("risks_assessment", "review_id", "risks_review"),
    ("risks_standing", "entry_id", "risks_entry"),
    ("risks_standing", "review_id", "risks_review"),
    ("risks_entry", "starts_at_id", "risks_review"),
    ("risks_bandkey", "starts_at_id", "risks_review"),
    ("risks_scalelevel", "starts_at_id", "risks_review"),
]
ONE_REGISTER = """
ALTER TABLE risks_entry ADD CONSTRAINT risks_entry_register_id_id_key UNIQUE (register_id, id);
ALTER TABLE risks_review ADD CONSTRAINT risks_review_register_id_id_key UNIQUE (register_id, id);
""" + "".join(
    f"ALTER TABLE {child} ADD CONSTRAINT {child}_{column}_same_register FOREIGN KEY (register_id, {column}) "
    f"REFERENCES {parent} (register_id, id) "
    f"{'ON DELETE CASCADE ' if child == 'risks_standing' else ''}DEFERRABLE INITIALLY DEFERRED;"
    for child, column, parent in TIES
)
UNTIE_REGISTER = (
    "".join(f"ALTER TABLE {child} DROP CONSTRAINT {child}_{column}_same_register;" for child, column, _ in TIES)
    + "ALTER TABLE risks_entry DROP CONSTRAINT risks_entry_register_id_id_key;"
    + "ALTER TABLE risks_review DROP CONSTRAINT risks_review_register_id_id_key;"
)


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_initial"), ("organisation", "0002_walls")]

    operations = [
        migrations.RunSQL(
            sql=SECTION_TWO,
            reverse_sql="""
                DROP FUNCTION risks_owned_entries(bigint[]);
                DROP FUNCTION risks_section_two_registers(text[]);
            """,
        ),
        RaiseWalls(
            "Register",
            "ScaleLevel",
            "Review",
            "BandKey",
            "Stage",
            "Risk",
            "Category",
        ),
        RaiseWalls("Entry", narrow=OPEN_ENTRY),
        RaiseWalls("EntryOwner", "EntryCategory", narrow=OPEN_THROUGH_ENTRY),
        RaiseWalls("Assessment", "Standing", narrow=OPEN_ROW),
        RaiseWalls("RegisterEvent", "ScaleLevelEvent", "ReviewEvent", "BandKeyEvent", "StageEvent", "CategoryEvent"),
        RaiseWalls("EntryEvent", narrow=OPEN_ENTRY),
        RaiseWalls("EntryOwnerEvent", "EntryCategoryEvent", narrow=OPEN_THROUGH_ENTRY),
        migrations.RunSQL(sql=ONE_REGISTER, reverse_sql=UNTIE_REGISTER),
        migrations.RunSQL(
            sql=STANDINGS,
            reverse_sql="""
                DROP TRIGGER risks_stand ON risks_review;
                DROP TRIGGER risks_stand ON risks_entrycategory;
                DROP TRIGGER risks_stand ON risks_entryowner;
                DROP TRIGGER risks_stand ON risks_entry;
                DROP TRIGGER risks_stand ON risks_assessment;
                DROP FUNCTION risks_stand_after_review();
                DROP FUNCTION risks_stand_after_link();
                DROP FUNCTION risks_stand_after_entry();
                DROP FUNCTION risks_stand_after_assessment();
                DROP FUNCTION risks_stand(bigint, boolean);
            """,
        ),
    ]
