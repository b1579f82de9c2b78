"""What stands behind figures that a committee was given stays; a rating or a turn is filed where the risk stands.

An earlier review is not opened, or its ratings opened again, once a later one is with a committee or closed, and no body is
left out of an open review while the ratings before it are still being given. Where papers are withdrawn, a risk closed
meanwhile stands there as closed.
"""

from importlib import import_module

from django.db import migrations

FORMER = import_module("risks.migrations.0007_cycle")
FORMER_NEXT = import_module("risks.migrations.0012_next_review")

# The first review that a change of the risk made now shows at: none at which it stands in another section for good, and
# none before it stands at all.
NEXT = """
CREATE FUNCTION risks_next_review_of(entry bigint, part int, also_papers boolean) RETURNS bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS
$$
BEGIN
    RETURN (
        SELECT review.id FROM risks_entry risk
        JOIN risks_review review ON review.register_id = risk.register_id
        LEFT JOIN risks_review first ON first.id = risk.starts_at_id
        CROSS JOIN LATERAL risks_phase(review.id, part) phase
        WHERE risk.id = entry AND (first.id IS NULL OR review.month >= first.month)
        AND (phase IN ('unopened', 'open') OR also_papers AND phase = 'papers')
        AND NOT (phase = 'unopened' AND EXISTS (
            SELECT 1 FROM risks_review later
            WHERE later.register_id = risk.register_id AND later.month > review.month AND later.opened_on IS NOT NULL
        ))
        AND NOT EXISTS (
            SELECT 1 FROM risks_standing stood WHERE stood.entry_id = risk.id AND stood.review_id = review.id
            AND stood.section <> part AND risks_phase(review.id, stood.section) IN ('papers', 'closed')
        )
        -- A risk taken up again after papers went out does not stand in them.
        AND (NOT also_papers OR EXISTS (
            SELECT 1 FROM risks_standing stood
            WHERE stood.entry_id = risk.id AND stood.review_id = review.id AND stood.section = part
        ))
        ORDER BY review.month LIMIT 1
    );
END
$$;
"""

# The label of the first review after this one of which a section is with a committee, or closed. One at which a body is
# left out before it is opened holds nothing that could move.
OVERTAKEN = """
CREATE FUNCTION risks_overtaken_by(register bigint, since date, sections int[]) RETURNS text
LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN (
        SELECT later.label FROM risks_review later
        WHERE later.register_id = register AND later.month > since
        AND (later.opened_on IS NOT NULL OR EXISTS (
            SELECT 1 FROM risks_stage WHERE review_id = later.id AND issued_on IS NOT NULL
        ))
        AND EXISTS (SELECT 1 FROM unnest(sections) part WHERE risks_phase(later.id, part) IN ('papers', 'closed'))
        ORDER BY later.month LIMIT 1
    );
END
$$;
"""

ACT_IN_TURN = """
CREATE FUNCTION risks_act_in_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    body organisation_body;
    review risks_review;
    decided int[] := risks_decided_sections(NEW.trust_id);
    moved int[];
    which text;
BEGIN
    SELECT * INTO STRICT body FROM organisation_body WHERE id = NEW.body_id;
    SELECT * INTO STRICT review FROM risks_review WHERE id = NEW.review_id;
    IF NEW.kind IN ('issued', 'skipped') THEN
        -- The sections given, or closed by leaving the body out.
        moved := ARRAY(
            SELECT part FROM unnest(NEW.sections) part
            WHERE NEW.kind = 'issued' OR review.opened_on IS NOT NULL AND (body.decides OR NOT part = ANY (decided))
        );
        SELECT earlier.label INTO which FROM risks_review earlier
        WHERE earlier.register_id = NEW.register_id AND earlier.month < review.month AND earlier.opened_on IS NOT NULL
        AND EXISTS (SELECT 1 FROM unnest(moved) part WHERE risks_phase(earlier.id, part) <> 'closed')
        ORDER BY earlier.month LIMIT 1;
        IF which IS NOT NULL THEN
            PERFORM risks_refuse('risks_stageact_in_turn', format(
                '%s is still being rated: issue its papers and record their meeting, or skip it, first.', which
            ));
        END IF;
    ELSIF NEW.kind IN ('withdrawn', 'resumed') THEN
        moved := ARRAY(
            SELECT stage.section FROM risks_stage stage
            WHERE stage.review_id = NEW.review_id AND stage.body_id = NEW.body_id
            AND (stage.ratings_closed_on IS NOT NULL OR body.decides AND stage.state = 'issued')
        );
        which := risks_overtaken_by(NEW.register_id, review.month, moved);
        IF which IS NOT NULL THEN
            PERFORM risks_refuse('risks_stageact_later_relies_on_it', format(
                '%s is with a committee or closed, and is measured against these ratings. Take it back first, or put a '
                'rating right by a correction.', which
            ));
        END IF;
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;
CREATE TRIGGER risks_act_in_turn BEFORE INSERT ON risks_stageact FOR EACH ROW EXECUTE FUNCTION risks_act_in_turn();
"""

REVIEW_IN_TURN = """
CREATE FUNCTION risks_review_in_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    which text := risks_overtaken_by(NEW.register_id, NEW.month, '{1,2}');
BEGIN
    IF which IS NOT NULL THEN
        PERFORM risks_refuse('risks_review_in_turn', format(
            '%s is with a committee or closed already, so %s stays passed over. Rate the risks at a later review.',
            which, NEW.label
        ));
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;
CREATE TRIGGER risks_review_in_turn BEFORE UPDATE ON risks_review FOR EACH ROW
WHEN (NEW.opened_on IS NOT NULL AND (OLD.opened_on IS NULL OR OLD.month IS DISTINCT FROM NEW.month))
EXECUTE FUNCTION risks_review_in_turn();
"""

FILED = (
    FORMER.RATE,
    "NEW.filed_at_id := risks_next_review(NEW.register_id, part, true)",
    "NEW.filed_at_id := risks_next_review_of(NEW.entry_id, part, true)",
)
TURNED = (
    FORMER.TURN,
    "NEW.review_id := risks_next_review(NEW.register_id, NEW.section, false)",
    "NEW.review_id := risks_next_review_of(NEW.entry_id, NEW.section, false)",
)
CLOSED_MEANWHILE = (
    FORMER.ACT,
    "    IF undone THEN\n",
    """    IF undone THEN
        UPDATE risks_entry SET ends_at_id = NEW.review_id
        FROM risks_review review
        WHERE risks_entry.register_id = NEW.register_id AND risks_entry.closed_on IS NOT NULL
        AND review.id = NEW.review_id AND risks_phase(NEW.review_id, risks_entry.section) IN ('unopened', 'open')
        AND coalesce(review.month < (SELECT last.month FROM risks_review last WHERE last.id = risks_entry.ends_at_id), true)
        AND EXISTS (
            SELECT 1 FROM risks_standing stood WHERE stood.entry_id = risks_entry.id AND stood.review_id = NEW.review_id
            AND stood.section = risks_entry.section
        );
""",
)


def functions(sql: str) -> str:
    """The functions alone, each in place of the one of its name."""
    return sql.split("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def changed(former: str, *passages: str) -> str:
    """The functions with these passages changed: one as it was, one as it is, and so on."""
    for before, after in zip(passages[::2], passages[1::2], strict=True):
        former = former.replace(before, after)
    return functions(former)


# `risks_act_in_turn` says it of every section that an act closes, and how it is mended.
SAID_THERE = """
            OR body.decides AND EXISTS (
                SELECT 1 FROM unnest(NEW.sections) one WHERE risks_phase(earlier.id, one) <> 'closed'
            )"""

CHANGES = (FILED, TURNED, (*CLOSED_MEANWHILE, SAID_THERE, ""))


class Migration(migrations.Migration):
    dependencies = [("risks", "0012_next_review")]

    operations = [
        migrations.AlterModelOptions("assessment", {"ordering": ["entry_id", "review__month", "sequence"]}),
        migrations.AlterModelOptions("standing", {"ordering": ["review_id", "entry_id"]}),
        migrations.RunSQL(
            sql=NEXT
            + OVERTAKEN
            + ACT_IN_TURN
            + REVIEW_IN_TURN
            + "".join(changed(*one) for one in CHANGES)
            + "DROP FUNCTION risks_next_review(bigint, int, boolean);",
            reverse_sql=FORMER_NEXT.NEXT.format(passed_over=FORMER_NEXT.PASSED_OVER)
            + "".join(functions(former) for former, *_ in CHANGES)
            + """
                DROP TRIGGER risks_review_in_turn ON risks_review;
                DROP TRIGGER risks_act_in_turn ON risks_stageact;
                DROP FUNCTION risks_review_in_turn();
                DROP FUNCTION risks_act_in_turn();
                DROP FUNCTION risks_overtaken_by(bigint, date, int[]);
                DROP FUNCTION risks_next_review_of(bigint, int, boolean);
            """,
        ),
    ]
