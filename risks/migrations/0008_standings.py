"""Standings by the committee cycle: words frozen with the papers, what sat unmoved, what was decided, what a turn left."""

from django.db import migrations

# Taken from the entry as it stands now, until papers with the risk in them go to the body that decides.
WORDS = [
    "reference",
    '"order"',
    "title",
    "cause",
    "event",
    "effect",
    "success",
    "proximity",
    "inherent_likelihood",
    "inherent_impact",
    "shared_with",
    "responses",
]
WORKED_OUT = {
    "section": "row.section",
    "turn": """CASE
            WHEN row.held THEN kept.turn
            WHEN entry.ends_at_id = row.review_id THEN 'closed'
            ELSE coalesce((
                SELECT turn.kind FROM risks_turn turn
                WHERE turn.entry_id = row.entry_id AND turn.review_id = row.review_id AND turn.section = row.section
                AND turn.kind IN ('entered', 'arrived', 'reopened', 'closed')
                ORDER BY turn.sequence DESC LIMIT 1
            ), '')
        END""",
    "categories": """CASE WHEN row.held THEN kept.categories ELSE ARRAY(
            SELECT category.name FROM risks_entrycategory link
            JOIN risks_category category ON category.id = link.category_id
            WHERE link.entry_id = row.entry_id ORDER BY link."order", link.id
        ) END""",
    "owners": """CASE WHEN row.held THEN kept.owners ELSE ARRAY(
            SELECT owner.name FROM risks_entryowner link JOIN organisation_owner owner ON owner.id = link.owner_id
            WHERE link.entry_id = row.entry_id ORDER BY link."order", link.id
        ) END""",
    "tolerated": """CASE WHEN row.held THEN kept.tolerated ELSE (
            SELECT min(appetite.tolerated) FROM risks_entrycategory link
            JOIN risks_appetite appetite
            ON appetite.register_id = entry.register_id AND appetite.category_id = link.category_id
            WHERE link.entry_id = row.entry_id
        ) END""",
    "assessment_id": "row.rating",
    "likelihood": "row.likelihood",
    "impact": "row.impact",
    "score": "row.score",
    "previous_id": "CASE WHEN row.before_in = 1 OR row.section = 2 THEN row.before END",
    "previous_score": "CASE WHEN row.before_in = 1 OR row.section = 2 THEN row.before_score END",
    "interim_id": "row.interim",
    "ranked": """coalesce(
            CASE WHEN row.interim_moment > coalesce(row.moment, 0) THEN row.interim_score ELSE row.score END,
            CASE WHEN row.before_in = 1 OR row.section = 2 THEN row.before_score END
        )""",
    "sat": "row.sat",
    "sat_before": "CASE WHEN row.before_in = 1 OR row.section = 2 THEN row.before_sat END",
    "decision": """coalesce((
            SELECT CASE decided.outcome WHEN 'cleared' THEN '' ELSE decided.outcome END
            FROM risks_stage stage JOIN risks_decision decided ON decided.act_id = stage.act_id
            WHERE stage.review_id = row.review_id AND stage.section = row.section AND stage.withdrawn_on IS NULL
            AND decided.entry_id = row.entry_id
            ORDER BY decided.sequence DESC LIMIT 1
        ), '')""",
}
KEPT = {word: f"CASE WHEN row.held THEN kept.{word} ELSE entry.{word} END" for word in WORDS} | WORKED_OUT
COLUMNS = ", ".join(KEPT)


def of(table: str) -> str:
    """The columns, each of that table."""
    return ", ".join(f"{table}.{column}" for column in KEPT)


# `held`: the row stands as it was given to the body that decides, or would come into a section that was. Such a row is not
# rewritten but for its rating and what follows from that, and none is added.
# `rating`: what was said in section 2 is never shown in section 1. `before`: the last assessed review before, none where that
# rating was given in section 2 and the risk stands in section 1 now; such a risk arrives as new.
# `sat`: how many assessed reviews in a row it has had the same score, Red or Black by the key of each; 0 when it is neither.
# Every look-up has an index; a plan made while the tables were empty must not read them whole ever after. Planning takes
# ten times as long as one risk does, so it is done once on a connection.
STAND = f"""
CREATE FUNCTION risks_stand(entries bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    IF cardinality(entries) = 0 THEN
        RETURN;
    END IF;
    PERFORM set_config('app.roles', 'system', true);
    PERFORM 1 FROM risks_register register
    WHERE register.id = ANY (ARRAY(SELECT DISTINCT register_id FROM risks_entry WHERE id = ANY (entries)))
    ORDER BY register.id FOR NO KEY UPDATE;

    IF EXISTS (SELECT 1 FROM risks_entry WHERE id = ANY (entries) AND closed_on IS NOT NULL) THEN
        DELETE FROM risks_standing gone USING risks_entry entry, risks_review review
        WHERE entry.id = ANY (entries) AND entry.closed_on IS NOT NULL
        AND gone.entry_id = entry.id AND review.id = gone.review_id
        AND NOT coalesce(review.month <= (SELECT last.month FROM risks_review last WHERE last.id = entry.ends_at_id), false)
        AND risks_phase(review.id, gone.section) IN ('unopened', 'open');
    END IF;

    INSERT INTO risks_standing (trust_id, register_id, entry_id, review_id, {COLUMNS})
    WITH cell AS (
        SELECT
            entry.id AS entry_id, review.id AS review_id, review.month, stage.held,
            CASE WHEN stage.held THEN kept.section ELSE entry.section END AS section
        FROM unnest(entries) affected (id)
        JOIN risks_entry entry ON entry.id = affected.id
        JOIN risks_review review ON review.register_id = entry.register_id
        LEFT JOIN risks_review first ON first.id = entry.starts_at_id
        LEFT JOIN risks_review last ON last.id = entry.ends_at_id
        LEFT JOIN risks_standing kept ON kept.entry_id = entry.id AND kept.review_id = review.id
        CROSS JOIN LATERAL (
            SELECT coalesce(bool_or(one.ratings_closed_on IS NOT NULL OR one.state = 'issued'), false) AS held
            FROM risks_stage one WHERE one.review_id = review.id AND one.section IN (kept.section, entry.section)
        ) stage
        WHERE kept.id IS NOT NULL
        OR NOT stage.held AND (first.id IS NULL OR review.month >= first.month)
        AND (entry.closed_on IS NULL OR review.month <= last.month)
    ), said AS (
        SELECT
            cell.*, rated.id AS rating, rated.likelihood, rated.impact, rated.score, rated.section AS given_in,
            rated.moment, between_reviews.id AS interim, between_reviews.score AS interim_score,
            between_reviews.moment AS interim_moment,
            rated.score >= (
                SELECT key.red_from FROM risks_review review
                JOIN risks_bandkey key ON key.register_id = review.register_id
                LEFT JOIN risks_review since ON since.id = key.starts_at_id
                WHERE review.id = cell.review_id AND (since.id IS NULL OR since.month <= cell.month)
                ORDER BY since.month DESC NULLS LAST LIMIT 1
            ) AS hot
        FROM cell
        LEFT JOIN LATERAL (
            SELECT * FROM risks_assessment a
            WHERE a.entry_id = cell.entry_id AND a.review_id = cell.review_id AND (a.section = 1 OR cell.section = 2)
            ORDER BY a.sequence DESC LIMIT 1
        ) rated ON true
        LEFT JOIN LATERAL (
            SELECT * FROM risks_assessment a
            WHERE a.kind = 'interim' AND a.entry_id = cell.entry_id AND a.filed_at_id = cell.review_id
            AND (a.section = 1 OR cell.section = 2)
            ORDER BY a.moment DESC LIMIT 1
        ) between_reviews ON true
    ), beside AS (
        SELECT
            *, count(rating) OVER in_time AS ratings, lag(score) OVER rated AS was, lag(hot) OVER rated AS was_hot,
            lag(given_in) OVER rated AS was_in
        FROM said
        WINDOW in_time AS (PARTITION BY entry_id ORDER BY month),
            rated AS (PARTITION BY entry_id, rating IS NULL ORDER BY month)
    ), run AS (
        SELECT *, count(*) FILTER (
            WHERE NOT coalesce(hot AND was_hot AND score = was AND (was_in = 1 OR section = 2), false)
        ) OVER (PARTITION BY entry_id, rating IS NULL ORDER BY month) AS run
        FROM beside
    ), sat AS (
        SELECT *, CASE
            WHEN rating IS NULL THEN NULL
            WHEN hot THEN row_number() OVER (PARTITION BY entry_id, rating IS NULL, run ORDER BY month)
            ELSE 0
        END AS sat
        FROM run
    ), known AS (
        SELECT
            *, max(rating) OVER since AS known, max(score) OVER since AS known_score,
            max(given_in) OVER since AS known_in, max(sat) OVER since AS known_sat
        FROM sat WINDOW since AS (PARTITION BY entry_id, ratings)
    ), row AS (
        SELECT
            *, lag(known) OVER in_time AS before, lag(known_score) OVER in_time AS before_score,
            lag(known_in) OVER in_time AS before_in, lag(known_sat) OVER in_time AS before_sat
        FROM known WINDOW in_time AS (PARTITION BY entry_id ORDER BY month)
    )
    SELECT
        entry.trust_id, entry.register_id, row.entry_id, row.review_id,
        {''',
        '''.join(KEPT.values())}
    FROM row
    JOIN risks_entry entry ON entry.id = row.entry_id
    LEFT JOIN risks_standing kept ON kept.entry_id = row.entry_id AND kept.review_id = row.review_id
    ON CONFLICT (entry_id, review_id) DO UPDATE SET ({COLUMNS}) = ROW ({of("excluded")})
    WHERE ({of("risks_standing")}) IS DISTINCT FROM ({of("excluded")});
    PERFORM set_config('app.roles', reader, true);
END
$$;
REVOKE EXECUTE ON FUNCTION risks_stand(bigint[]) FROM PUBLIC;
"""

# The tables whose rows name their entry, with what may happen to them.
OF_AN_ENTRY = {
    "risks_assessment": ["INSERT"],
    "risks_decision": ["INSERT"],
    "risks_turn": ["INSERT"],
    "risks_entryowner": ["INSERT", "UPDATE", "DELETE"],
    "risks_entrycategory": ["INSERT", "UPDATE", "DELETE"],
}
# Those whose rows change how every risk of the register stands.
OF_A_REGISTER = {
    "risks_review": ["INSERT", "UPDATE"],
    "risks_bandkey": ["INSERT", "UPDATE", "DELETE"],
    "risks_appetite": ["INSERT", "UPDATE", "DELETE"],
}
SEEN = {
    "INSERT": "NEW TABLE AS now",
    "UPDATE": "OLD TABLE AS was NEW TABLE AS now",
    "DELETE": "OLD TABLE AS was",
}
EITHER = {
    "INSERT": "SELECT DISTINCT {0} FROM now",
    "UPDATE": "SELECT {0} FROM was UNION SELECT {0} FROM now",
    "DELETE": "SELECT DISTINCT {0} FROM was",
}


def trigger(table: str, act: str, body: str) -> str:
    """A function for one act on one table, and the trigger that calls it once for each statement."""
    name = f"{table.replace('risks_', 'risks_stand_after_')}_{act.lower()}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ {body} $$;
CREATE TRIGGER risks_stand_{act.lower()} AFTER {act} ON {table} REFERENCING {SEEN[act]}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


ENTRIES = "BEGIN PERFORM risks_stand(ARRAY({})); RETURN NULL; END"
REGISTERS = """
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    PERFORM risks_stand(ARRAY(SELECT id FROM risks_entry WHERE register_id IN ({})));
    PERFORM set_config('app.roles', reader, true);
    RETURN NULL;
END
"""
MOVED = "SELECT now.register_id FROM now JOIN was USING (id) WHERE now.month <> was.month"
TRIGGERS = [("risks_entry", act, ENTRIES.format("SELECT id FROM now")) for act in ("INSERT", "UPDATE")]
TRIGGERS += [
    (table, act, ENTRIES.format(EITHER[act].format("entry_id"))) for table, acts in OF_AN_ENTRY.items() for act in acts
]
TRIGGERS += [
    (table, act, REGISTERS.format(MOVED if (table, act) == ("risks_review", "UPDATE") else EITHER[act].format("register_id")))
    for table, acts in OF_A_REGISTER.items()
    for act in acts
]

# Every standing once more, trust by trust: a row that was given to a committee keeps its words.
AGAIN = """
DO $$
DECLARE
    one bigint;
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust LOOP
        PERFORM set_config('app.trusts', one::text, true);
        PERFORM risks_stand(ARRAY(SELECT id FROM risks_entry));
    END LOOP;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("risks", "0007_cycle")]

    operations = [
        migrations.RunSQL(sql=STAND + "".join(trigger(*one) for one in TRIGGERS)),
        migrations.RunSQL(sql=AGAIN),
    ]
