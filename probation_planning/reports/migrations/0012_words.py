"""The words of what is searched, kept by the database: filled with what stands, and behind the walls of their rows."""

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

import django.db.models.deletion
from django.db import migrations, models

from probation_planning.organisation.walls import SAME_TRUST

OPEN_ROW = import_module("risks.migrations.0002_walls").OPEN_ROW

WALLS = f"""
ALTER TABLE reports_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports_word FORCE ROW LEVEL SECURITY;
CREATE POLICY same_trust ON reports_word USING ({SAME_TRUST}) WITH CHECK ({SAME_TRUST});
CREATE POLICY narrow ON reports_word AS RESTRICTIVE USING (section IS NULL OR {OPEN_ROW});
"""


class Kept(NamedTuple):
    """A kind of rows whose words are kept: their table, what leads from a row (`r`) to its year, and its texts.

    `wall` is what the row has of section, register and risk; `called` the reference by which it is known.
    """

    table: str
    texts: tuple[str, ...]
    year: str
    wall: tuple[str, str, str] = ("NULL", "NULL", "NULL")
    called: str = "NULL"


def joined(column: str, rows: str, *, where: str) -> str:
    """The texts of all rows that hang on one."""
    return f"(SELECT string_agg({column}, E'\\n') FROM {rows} WHERE {where})"


OWNERS = "{0} link JOIN organisation_owner o ON o.id = link.owner_id"
OF_PLAN = "(SELECT plan.year_id FROM objectives_annualplan plan WHERE plan.id = {0})"
OF_OBJECTIVE = OF_PLAN.format("(SELECT ob.annual_plan_id FROM objectives_objective ob WHERE ob.id = {0})")
OF_REGISTER = "(SELECT register.year_id FROM risks_register register WHERE register.id = r.register_id)"
OF_SIDE = """(SELECT card.year_id FROM scorecard_perspective side
    JOIN scorecard_scorecard card ON card.id = side.scorecard_id WHERE side.id = {0})"""
OF_MEASURE = OF_SIDE.format("(SELECT measure.perspective_id FROM scorecard_measure measure WHERE measure.id = r.measure_id)")
WRITTEN_IN = ("r.section", "r.register_id", "r.entry_id")
OF_RISK = tuple(f"r.{column}" for column in ("title", "cause", "event", "effect", "success", "shared_with"))

OWN = "x.objective_id = r.id"
KEPT = {
    "objectives": Kept(
        "objectives_objective",
        (
            "r.text",
            joined("x.text", "objectives_outcome x", where=OWN),
            joined("x.text", "objectives_subitem x", where=OWN),
            joined("x.stage", "objectives_deadline x", where=OWN),
            "r.acts",
            "r.owners_as_printed",
            joined("o.name", OWNERS.format("objectives_objectiveowner"), where="link.objective_id = r.id"),
            "r.withdrawn_reason",
        ),
        OF_PLAN.format("r.annual_plan_id"),
        called="r.reference",
    ),
    "answers": Kept(
        "objectives_statusupdate",
        (
            "r.comment",
            joined("concat_ws(E'\\n', x.text, x.link)", "objectives_outcomeevidence x", where="x.update_id = r.id"),
            joined(
                "file.name",
                "objectives_outcomeevidence x JOIN objectives_evidencefile file ON file.id = x.file_id",
                where="x.update_id = r.id",
            ),
            joined("x.reason", "objectives_deadlinerevision x", where="x.update_id = r.id"),
        ),
        OF_OBJECTIVE.format("r.objective_id"),
    ),
    "objections": Kept(
        "objectives_objection",
        ("r.text",),
        OF_OBJECTIVE.format("(SELECT told.objective_id FROM objectives_statusupdate told WHERE told.id = r.update_id)"),
    ),
    "measures": Kept(
        "scorecard_measure",
        (
            "r.name",
            "r.description",
            joined("concat_ws(E'\\n', x.printed, x.reason)", "scorecard_target x", where="x.measure_id = r.id"),
            joined("o.name", OWNERS.format("scorecard_measureowner"), where="link.measure_id = r.id"),
        ),
        OF_SIDE.format("r.perspective_id"),
        called="(SELECT side.number || '-' || r.number FROM scorecard_perspective side WHERE side.id = r.perspective_id)",
    ),
    "results": Kept("scorecard_result", ("r.note", "r.reason", "r.source"), OF_MEASURE),
    "risks": Kept(
        "risks_standing",
        (*OF_RISK, "array_to_string(r.owners, E'\\n')"),
        OF_REGISTER,
        WRITTEN_IN,
        "r.reference",
    ),
    "waiting": Kept(
        "risks_entry",
        (*OF_RISK, joined("o.name", OWNERS.format("risks_entryowner"), where="link.entry_id = r.id")),
        OF_REGISTER,
        ("r.section", "r.register_id", "r.id"),
        "r.reference",
    ),
} | {
    kind: Kept(f"risks_{table}", tuple(f"r.{text}" for text in texts), OF_REGISTER, WRITTEN_IN)
    for kind, table, *texts in [
        ("ratings", "assessment", "comments", "proposed_actions", "nothing_more", "reason"),
        ("minutes", "decision", "minute"),
        ("turns", "turn", "reason", "decided_by"),
        ("questions", "question", "text", "answer", "reason"),
        ("actions", "action", "text", "said", "reason"),
        ("controls", "control", "text", "assured_by", "reason"),
        ("acceptances", "acceptance", "why", "watched", "minute_reference", "reason"),
        ("targets", "target", "reason"),
    ]
}

# What PostgreSQL would take for tags and names of files is set apart, as when it searches (`search.py`).
# Every look-up has an index; a plan made while the tables were empty must not read them whole ever after. Words are
# compared with those of the same rows: without `ANY (rows)` the plan would gather all words of the kind.
KEEP = """
CREATE FUNCTION reports_words_of_{kind}(rows bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    IF cardinality(rows) = 0 THEN
        RETURN;
    END IF;
    PERFORM set_config('app.roles', 'system', true);
    WITH said AS MATERIALIZED (
        SELECT
            r.id AS row, r.trust_id, {year} AS year_id, {section}::smallint AS section,
            {register}::bigint AS register_id, {entry}::bigint AS entry_id, {called}::text AS called,
            concat_ws(E'\\n', {texts}) AS said
        FROM {table} r WHERE r.id = ANY (rows)
    ), held AS MATERIALIZED (
        SELECT said.*, one.word COLLATE "C" AS word FROM said CROSS JOIN LATERAL (
            SELECT unnest(tsvector_to_array(to_tsvector('english', translate(said.said, '<>/', '   ')))) AS word
            UNION SELECT '=' || said.called WHERE said.called <> ''
        ) one
    ), gone AS (
        DELETE FROM reports_word former WHERE former.about = '{kind}' AND former.row = ANY (rows)
        AND NOT EXISTS (
            SELECT FROM held WHERE held.trust_id = former.trust_id AND held.row = former.row AND held.word = former.word
        )
    )
    INSERT INTO reports_word (trust_id, about, word, row, year_id, section, register_id, entry_id)
    SELECT trust_id, '{kind}', word, row, year_id, section, register_id, entry_id FROM held
    WHERE NOT EXISTS (
        SELECT FROM reports_word same WHERE same.about = '{kind}' AND same.row = ANY (rows)
        AND same.trust_id = held.trust_id AND same.word = held.word AND same.row = held.row
        AND same.year_id = held.year_id AND same.section IS NOT DISTINCT FROM held.section
    )
    ORDER BY row, word
    ON CONFLICT (trust_id, about, word, row) DO UPDATE SET year_id = excluded.year_id, section = excluded.section;
    PERFORM set_config('app.roles', reader, true);
END
$$;
REVOKE EXECUTE ON FUNCTION reports_words_of_{kind}(bigint[]) FROM PUBLIC;
"""


class Watched(NamedTuple):
    """A table whose changes change words of a kind: its column that names the row, and what else of it matters."""

    table: str
    kind: str
    names: str = "id"
    columns: tuple[str, ...] = ()


# Rows that can be changed, and taken away.
CHANGING = [
    Watched(
        "objectives_objective",
        "objectives",
        columns=("text", "acts", "owners_as_printed", "withdrawn_reason", "reference", "annual_plan_id"),
    ),
    Watched("objectives_outcome", "objectives", "objective_id", ("text",)),
    Watched("objectives_subitem", "objectives", "objective_id", ("text",)),
    Watched("objectives_deadline", "objectives", "objective_id", ("stage",)),
    Watched("objectives_objectiveowner", "objectives", "objective_id", ("owner_id",)),
    Watched("scorecard_measure", "measures", columns=("name", "description", "number", "perspective_id")),
    Watched("scorecard_measureowner", "measures", "measure_id", ("owner_id",)),
    Watched(
        "risks_standing",
        "risks",
        columns=(*(column.removeprefix("r.") for column in OF_RISK), "owners", "section", "reference"),
    ),
    Watched(
        "risks_entry",
        "waiting",
        columns=(*(column.removeprefix("r.") for column in OF_RISK), "section", "reference"),
    ),
    Watched("risks_entryowner", "waiting", "entry_id", ("owner_id",)),
]
# Rows that are only ever added to.
DATED = [Watched(kept.table, kind) for kind, kept in KEPT.items() if kind not in {one.kind for one in CHANGING}]
DATED += [
    Watched("objectives_outcomeevidence", "answers", "update_id"),
    Watched("objectives_deadlinerevision", "answers", "update_id"),
    Watched("scorecard_target", "measures", "measure_id"),
]

TABLES = {
    "INSERT": "NEW TABLE AS now",
    "UPDATE": "OLD TABLE AS was NEW TABLE AS now",
    "DELETE": "OLD TABLE AS was",
}
TRIGGER = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN {does} RETURN NULL; END $$;
CREATE TRIGGER reports_words_{act} AFTER {ACT} ON {table} REFERENCING {tables}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
# A post or group that is called otherwise is found by its new name wherever it owns something.
RENAMED = "SELECT now.id FROM now JOIN was USING (id) WHERE now.name <> was.name"
RENAMES = "".join(
    f"PERFORM reports_words_of_{kind}(ARRAY(SELECT DISTINCT {names} FROM {table} WHERE owner_id IN ({RENAMED})));"
    for kind, table, names in (
        ("objectives", "objectives_objectiveowner", "objective_id"),
        ("measures", "scorecard_measureowner", "measure_id"),
        ("waiting", "risks_entryowner", "entry_id"),
    )
)
SEEN_BY_SYSTEM = """
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    {0}
    PERFORM set_config('app.roles', reader, true);
END;
"""
# A measure is known by its perspective's number and its own.
RENUMBERED = """PERFORM reports_words_of_measures(ARRAY(
    SELECT measure.id FROM scorecard_measure measure WHERE measure.perspective_id IN (
        SELECT now.id FROM now JOIN was USING (id) WHERE now.number <> was.number
    )
));"""


def changed(one: Watched) -> dict[str, str]:
    """By act, the rows whose words it changes."""
    columns = sorted({one.names, *one.columns} - {"id"})
    now, was = (", ".join(f"{side}.{column}" for column in columns) for side in ("now", "was"))
    paired = f"now JOIN was USING (id) WHERE ROW ({now}) IS DISTINCT FROM ROW ({was})"
    sides = {f"SELECT {side}.{one.names} FROM {paired}" for side in ("now", "was")}
    return {
        "INSERT": f"SELECT DISTINCT {one.names} FROM now",
        "UPDATE": " UNION ".join(sorted(sides)),
        "DELETE": f"SELECT DISTINCT {one.names} FROM was",
    }


def trigger(table: str, act: str, does: str) -> str:
    """A function for one act on one table, and the trigger that calls it once for each statement."""
    name = f"reports_words_after_{table}_{act.lower()}"
    return TRIGGER.format(name=name, act=act.lower(), ACT=act, table=table, tables=TABLES[act], does=does)


def triggers() -> Iterator[str]:
    """All of them."""
    for one in [*CHANGING, *DATED]:
        for act, rows in changed(one).items():
            if act == "INSERT" or one in CHANGING:
                yield trigger(one.table, act, f"PERFORM reports_words_of_{one.kind}(ARRAY({rows}));")
    yield trigger("organisation_owner", "UPDATE", SEEN_BY_SYSTEM.format(RENAMES))
    yield trigger("scorecard_perspective", "UPDATE", RENUMBERED)


def functions() -> Iterator[str]:
    """One for each kind."""
    for kind, kept in KEPT.items():
        section, register, entry = kept.wall
        yield KEEP.format(
            kind=kind,
            table=kept.table,
            texts=", ".join(kept.texts),
            year=kept.year,
            section=section,
            register=register,
            entry=entry,
            called=kept.called,
        )


FILL = f"""
DO $$
DECLARE
    one bigint;
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust LOOP
        PERFORM set_config('app.trusts', one::text, true);
        {"".join(f"PERFORM reports_words_of_{kind}(ARRAY(SELECT id FROM {kept.table}));" for kind, kept in KEPT.items())}
    END LOOP;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
END
$$;
"""
WITHOUT = (
    "".join(
        f"DROP FUNCTION reports_words_after_{one.table}_{act.lower()}() CASCADE;"
        for one in [*CHANGING, *DATED]
        for act in TABLES
        if act == "INSERT" or one in CHANGING
    )
    + "DROP FUNCTION reports_words_after_organisation_owner_update() CASCADE;"
    + "DROP FUNCTION reports_words_after_scorecard_perspective_update() CASCADE;"
    + "".join(f"DROP FUNCTION reports_words_of_{kind}(bigint[]);" for kind in KEPT)
)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0011_board_packs_drawn_in_turn"),
        ("objectives", "0005_numbers_of_sections"),
        ("organisation", "0008_marking_of_papers"),
        ("risks", "0014_renamed"),
        ("scorecard", "0006_numbers_of_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "trust_id", "about", "word", "row", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.CharField(db_collation="C", max_length=12)),
                ("word", models.TextField(db_collation="C")),
                ("row", models.BigIntegerField()),
                ("year_id", models.BigIntegerField()),
                ("section", models.PositiveSmallIntegerField(null=True)),
                ("register_id", models.BigIntegerField(null=True)),
                ("entry_id", models.BigIntegerField(null=True)),
                (
                    "trust",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.trust",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["about", "row"], name="reports_word_of_row")]},
        ),
        migrations.RunSQL(sql=WALLS, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql="".join(functions()) + "".join(triggers()), reverse_sql=WITHOUT),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
    ]
