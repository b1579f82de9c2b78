"""Standings worked out the same way whatever the tables held when the way was planned: one risk at a time, by key."""

from collections.abc import Callable
from importlib import import_module

from django.db import migrations, models

FORMER = import_module("risks.migrations.0008_standings")
EITHER, KEPT = FORMER.EITHER, FORMER.KEPT

# The statement is planned once on a connection, as planning takes ten times as long as one risk does. While the tables
# are small every way through them looks alike, and one chosen then (all standings of a review for each risk) takes the
# square of their number later. So the way is laid down: risk by risk (LATERAL, with OFFSET 0 or LIMIT so that it stays
# so), never by reading a table whole, and, as sorting is ruled out where an index can do it, through the one index that
# has the rows in the order asked for. That order is why a standing is looked for between its keys and not by them.
KEPT_AT = """SELECT * FROM risks_standing s
        WHERE {1} AND s.entry_id BETWEEN {0}.entry_id AND {0}.entry_id
        AND s.review_id BETWEEN {0}.review_id AND {0}.review_id
        ORDER BY s.entry_id, s.review_id LIMIT 1"""
DECIDED = """coalesce((
            SELECT CASE decided.outcome WHEN 'cleared' THEN '' ELSE decided.outcome END
            FROM risks_stage stage CROSS JOIN LATERAL (
                SELECT d.outcome, d.sequence FROM risks_decision d
                WHERE d.act_id = stage.act_id AND d.entry_id = row.entry_id
                ORDER BY d.sequence DESC LIMIT 1
            ) decided
            WHERE stage.review_id = row.review_id AND stage.section = row.section AND stage.withdrawn_on IS NULL
            ORDER BY decided.sequence DESC LIMIT 1
        ), '')"""
# What the rating before said, and at which review: read with the rest, without looking the rating itself up.
BEFORE = {
    f"previous_{column}": f"CASE WHEN row.before_in = 1 OR row.section = 2 THEN row.before_{column} END"
    for column in ("likelihood", "impact", "review_id")
}
# Of a risk that was taken up again nothing says that it is closed, at whichever review it was.
TURNED = KEPT["turn"].replace(
    "ORDER BY turn.sequence", "AND (turn.kind <> 'closed' OR entry.closed_on IS NOT NULL) ORDER BY turn.sequence"
)
SAID = KEPT | {"decision": DECIDED, "turn": TURNED} | BEFORE
COLUMNS = ", ".join(SAID)


def of(table: str) -> str:
    """The columns, each of that table."""
    return ", ".join(f"{table}.{column}" for column in SAID)


# As the owner, who sees no row outside a trust.
FILLED = """
DO $$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    PERFORM set_config('app.trusts', coalesce((SELECT string_agg(id::text, ',') FROM organisation_trust), ''), true);
    UPDATE risks_standing SET previous_likelihood = before.likelihood, previous_impact = before.impact,
        previous_review_id = before.review_id
    FROM risks_assessment before WHERE before.id = risks_standing.previous_id;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
END
$$;
"""

# `wanted`: the reviews to stand at, all of the register where none are named; the others are looked at all the same.
# `held`, `rating`, `before` and `sat` mean what they meant before (0008).
STAND = f"""
CREATE FUNCTION risks_stand(entries bigint[], wanted bigint[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off SET enable_memoize = off
SET enable_sort = off AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
    registers bigint[];
BEGIN
    IF cardinality(entries) = 0 THEN
        RETURN;
    END IF;
    PERFORM set_config('app.roles', 'system', true);
    registers := ARRAY(
        SELECT DISTINCT entry.register_id FROM unnest(entries) one (id)
        CROSS JOIN LATERAL (SELECT * FROM risks_entry WHERE id = one.id OFFSET 0) entry
        ORDER BY 1
    );
    PERFORM 1 FROM unnest(registers) one (id)
    CROSS JOIN LATERAL (SELECT 1 FROM risks_register WHERE id = one.id FOR NO KEY UPDATE) locked;

    IF EXISTS (
        SELECT 1 FROM unnest(entries) one (id)
        CROSS JOIN LATERAL (SELECT * FROM risks_entry WHERE id = one.id OFFSET 0) entry
        WHERE entry.closed_on IS NOT NULL
    ) THEN
        DELETE FROM risks_standing WHERE id = ANY (ARRAY(
            SELECT gone.id FROM unnest(entries) one (id)
            CROSS JOIN LATERAL (SELECT * FROM risks_entry WHERE id = one.id OFFSET 0) entry
            JOIN risks_review review ON review.register_id = entry.register_id
            LEFT JOIN risks_review last ON last.id = entry.ends_at_id
            CROSS JOIN LATERAL (SELECT entry.id AS entry_id, review.id AS review_id) place
            CROSS JOIN LATERAL ({KEPT_AT.format("place", "true")}) gone
            WHERE entry.closed_on IS NOT NULL AND NOT coalesce(review.month <= last.month, false)
            AND risks_phase(review.id, gone.section) IN ('unopened', 'open')
        ));
    END IF;

    INSERT INTO risks_standing (trust_id, register_id, entry_id, review_id, {COLUMNS})
    WITH review AS MATERIALIZED (
        SELECT
            review.id, review.register_id, review.month, ARRAY(
                SELECT stage.section FROM risks_stage stage
                WHERE stage.review_id = review.id AND (stage.ratings_closed_on IS NOT NULL OR stage.state = 'issued')
            ) AS given, (
                SELECT key.red_from FROM risks_bandkey key LEFT JOIN risks_review since ON since.id = key.starts_at_id
                WHERE key.register_id = review.register_id AND (since.id IS NULL OR since.month <= review.month)
                ORDER BY since.month DESC NULLS LAST LIMIT 1
            ) AS red_from
        FROM risks_review review WHERE review.register_id = ANY (registers)
    ), cell AS (
        SELECT
            place.*, review.month, review.red_from, stage.held,
            CASE WHEN stage.held THEN kept.section ELSE entry.section END AS section
        FROM unnest(entries) one (id)
        CROSS JOIN LATERAL (SELECT * FROM risks_entry WHERE id = one.id OFFSET 0) entry
        JOIN review ON review.register_id = entry.register_id
        LEFT JOIN risks_review first ON first.id = entry.starts_at_id
        LEFT JOIN risks_review last ON last.id = entry.ends_at_id
        CROSS JOIN LATERAL (SELECT entry.id AS entry_id, review.id AS review_id) place
        LEFT JOIN LATERAL ({KEPT_AT.format("place", "true")}) kept ON true
        CROSS JOIN LATERAL (SELECT review.given && ARRAY[kept.section, entry.section] AS held) stage
        WHERE kept.id IS NOT NULL
        OR NOT stage.held AND (first.id IS NULL OR review.month >= first.month)
        AND (entry.closed_on IS NULL OR review.month <= last.month)
    ), said AS (
        SELECT
            cell.*, rated.id AS rating, rated.likelihood, rated.impact, rated.score, rated.section AS given_in,
            rated.moment, between_reviews.id AS interim, between_reviews.score AS interim_score,
            between_reviews.moment AS interim_moment, rated.score >= cell.red_from AS hot
        FROM cell
        LEFT JOIN LATERAL (
            SELECT a.id, a.section, a.likelihood, a.impact, a.score, a.moment FROM risks_assessment a
            WHERE a.entry_id = cell.entry_id AND a.review_id = cell.review_id AND (a.section = 1 OR cell.section = 2)
            ORDER BY a.sequence DESC LIMIT 1
        ) rated ON true
        LEFT JOIN LATERAL (
            SELECT a.id, a.score, a.moment FROM risks_assessment a
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
            max(given_in) OVER since AS known_in, max(sat) OVER since AS known_sat,
            max(likelihood) OVER since AS known_likelihood, max(impact) OVER since AS known_impact,
            max(review_id) FILTER (WHERE rating IS NOT NULL) OVER since AS known_review_id
        FROM sat WINDOW since AS (PARTITION BY entry_id, ratings)
    ), row AS (
        SELECT
            *, lag(known) OVER in_time AS before, lag(known_score) OVER in_time AS before_score,
            lag(known_in) OVER in_time AS before_in, lag(known_sat) OVER in_time AS before_sat,
            lag(known_likelihood) OVER in_time AS before_likelihood, lag(known_impact) OVER in_time AS before_impact,
            lag(known_review_id) OVER in_time AS before_review_id
        FROM known WINDOW in_time AS (PARTITION BY entry_id ORDER BY month)
    )
    SELECT
        entry.trust_id, entry.register_id, row.entry_id, row.review_id,
        {", ".join(SAID.values())}
    FROM row
    CROSS JOIN LATERAL (SELECT * FROM risks_entry WHERE id = row.entry_id OFFSET 0) entry
    LEFT JOIN LATERAL ({KEPT_AT.format("row", "row.held")}) kept ON true
    WHERE wanted IS NULL OR row.review_id = ANY (wanted)
    ON CONFLICT (entry_id, review_id) DO UPDATE SET ({COLUMNS}) = ROW ({of("excluded")})
    WHERE ({of("risks_standing")}) IS DISTINCT FROM ({of("excluded")});
    PERFORM set_config('app.roles', reader, true);
END
$$;
REVOKE EXECUTE ON FUNCTION risks_stand(bigint[], bigint[]) FROM PUBLIC;
"""

# The registers are locked before their risks are gathered: a risk added meanwhile is seen by one side or the other.
# A new review changes nothing of how a risk stands at the others, as nothing was said at it yet.
REGISTERS = """
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
    registers bigint[] := ARRAY({registers} ORDER BY 1);
BEGIN
    IF cardinality(registers) > 0 THEN
        PERFORM set_config('app.roles', 'system', true);
        PERFORM 1 FROM unnest(registers) one (id)
        CROSS JOIN LATERAL (SELECT 1 FROM risks_register WHERE id = one.id FOR NO KEY UPDATE) locked;
        PERFORM risks_stand(ARRAY(SELECT id FROM risks_entry WHERE register_id = ANY (registers)), {wanted});
        PERFORM set_config('app.roles', reader, true);
    END IF;
    RETURN NULL;
END
"""


def registers_of(table: str, act: str) -> str:
    """The registers whose rows the statement wrote."""
    return FORMER.MOVED if (table, act) == ("risks_review", "UPDATE") else EITHER[act].format("register_id")


def body_now(table: str, act: str) -> str:
    """What the trigger does."""
    is_new = (table, act) == ("risks_review", "INSERT")
    wanted = "ARRAY(SELECT id FROM now)" if is_new else "NULL"
    return REGISTERS.format(registers=registers_of(table, act), wanted=wanted)


def body_before(table: str, act: str) -> str:
    """What it did."""
    return FORMER.REGISTERS.format(registers_of(table, act))


def after_register(body: Callable[[str, str], str]) -> str:
    """The functions behind the triggers that stand a whole register anew."""
    return "".join(
        f"""
            CREATE OR REPLACE FUNCTION {table.replace("risks_", "risks_stand_after_")}_{act.lower()}() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ {body(table, act)} $$;
        """
        for table, acts in FORMER.OF_A_REGISTER.items()
        for act in acts
    )


class Migration(migrations.Migration):
    dependencies = [("risks", "0009_own_risks_owners")]

    operations = [
        migrations.AddField("standing", "previous_likelihood", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("standing", "previous_impact", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "standing",
            "previous_review",
            models.ForeignKey(
                "risks.review", models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
            ),
        ),
        migrations.RunSQL(sql=FILLED, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(
            sql=f"DROP FUNCTION risks_stand(bigint[]); {STAND} {after_register(body_now)}",
            reverse_sql=f"DROP FUNCTION risks_stand(bigint[], bigint[]); {FORMER.STAND} {after_register(body_before)}",
        ),
    ]
