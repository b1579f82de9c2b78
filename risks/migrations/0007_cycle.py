"""The committee cycle, kept by the database: who may write what, and when.

Acts write stages, turns write an entry's place, and every dated row is numbered and placed in one order. The rules are plain
triggers: pgtrigger's can be switched off by a setting. A refusal is a sentence under the name of its rule.
"""

from django.db import migrations

# The standings kept until now know nothing of the new columns; the next migration keeps them anew.
FORMER_STANDINGS = """
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
"""

# Functions of one's own beginning with `risks_begin` read the whole register as the system, wait for whoever holds its row,
# and hand back the roles to be put in force again at the end; a refusal undoes it with its savepoint.
SHARED = """
CREATE FUNCTION risks_refuse(rule text, says text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', says USING ERRCODE = '23514', CONSTRAINT = rule; END $$;

CREATE FUNCTION risks_begin(register bigint) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    PERFORM 1 FROM risks_register WHERE id = register FOR NO KEY UPDATE;
    RETURN reader;
END
$$;

CREATE FUNCTION risks_is_system(reader text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN RETURN 'system' = ANY (string_to_array(reader, ',')); END $$;

CREATE FUNCTION risks_refuse_other_hand(reader text, given_by bigint) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
    IF NOT risks_is_system(reader) AND given_by IS DISTINCT FROM app_user() THEN
        PERFORM risks_refuse('risks_given_by_who_is_at_work', 'A row is given by whoever is at work.');
    END IF;
END
$$;

-- In plpgsql, whose plans are kept, unlike those of a function in SQL that cannot be written into its query.
CREATE FUNCTION risks_phase(one bigint, part int) RETURNS text LANGUAGE plpgsql STABLE AS
$$
DECLARE
    closed boolean;
    given boolean;
BEGIN
    SELECT bool_or(ratings_closed_on IS NOT NULL), bool_or(state = 'issued') INTO closed, given
    FROM risks_stage WHERE review_id = one AND section = part;
    RETURN CASE
        WHEN closed THEN 'closed'
        WHEN given THEN 'papers'
        WHEN (SELECT opened_on FROM risks_review WHERE id = one) IS NULL THEN 'unopened'
        ELSE 'open'
    END;
END
$$;

-- The earliest review that a change made now still shows at; none once all of them are given to committees.
CREATE FUNCTION risks_next_review(register bigint, part int, also_papers boolean) RETURNS bigint LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN (
        SELECT review.id FROM risks_review review CROSS JOIN LATERAL risks_phase(review.id, part) phase
        WHERE review.register_id = register AND (phase IN ('unopened', 'open') OR also_papers AND phase = 'papers')
        ORDER BY review.month LIMIT 1
    );
END
$$;

REVOKE EXECUTE ON FUNCTION risks_begin(bigint) FROM PUBLIC;
"""

RATE = """
CREATE FUNCTION risks_rate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    entry risks_entry;
    label text;
    phase text;
    part int;
    said risks_decision;
    proposal risks_assessment;
BEGIN
    PERFORM risks_refuse_other_hand(reader, NEW.given_by_id) WHERE NEW.given_by_id IS NOT NULL;
    NEW.moment := nextval('risks_moment');
    SELECT coalesce(max(sequence), 0) + 1 INTO NEW.sequence FROM risks_assessment
    WHERE entry_id = NEW.entry_id AND review_id IS NOT DISTINCT FROM NEW.review_id;
    SELECT * INTO STRICT entry FROM risks_entry WHERE id = NEW.entry_id;
    IF NEW.review_id IS NULL THEN
        part := entry.section;
        NEW.filed_at_id := risks_next_review(NEW.register_id, part, true);
    ELSE
        SELECT review.label INTO STRICT label FROM risks_review review WHERE review.id = NEW.review_id;
        SELECT section INTO part FROM risks_standing WHERE entry_id = NEW.entry_id AND review_id = NEW.review_id;
        IF part IS NULL THEN
            PERFORM risks_refuse('risks_assessment_stands', format('The risk does not stand in %s.', label));
        END IF;
        phase := risks_phase(NEW.review_id, part);
    END IF;
    IF NEW.section <> part THEN
        PERFORM risks_refuse('risks_assessment_section', 'The risk stands in another section there.');
    END IF;
    IF NEW.kind IN ('proposed', 'interim') AND entry.closed_on IS NOT NULL THEN
        PERFORM risks_refuse('risks_assessment_risk_is_closed', 'The risk is closed and takes no ratings.');
    END IF;

    CASE NEW.kind
    WHEN 'paper' THEN
        IF NOT risks_is_system(reader) OR phase <> 'unopened' OR EXISTS (
            SELECT 1 FROM risks_stageact WHERE register_id = NEW.register_id AND kind <> 'recorded'
        ) THEN
            PERFORM risks_refuse('risks_assessment_paper', 'Only the loading of a paper records a printed rating.');
        END IF;
    WHEN 'proposed' THEN
        IF phase = 'unopened' THEN
            PERFORM risks_refuse('risks_assessment_phase', format('%s is not open yet.', label));
        ELSIF phase = 'papers' THEN
            PERFORM risks_refuse('risks_assessment_phase', format(
                'The papers for %s are with the %s; ratings change only at its meeting.',
                label, (SELECT name FROM organisation_body WHERE trust_id = NEW.trust_id AND decides)
            ));
        ELSIF phase = 'closed' THEN
            PERFORM risks_refuse('risks_assessment_phase', format(
                '%s is closed. Its ratings stand as the committees were given them.', label
            ));
        ELSIF NEW.likelihood IS NULL THEN
            PERFORM risks_refuse('risks_assessment_factors', 'Give both likelihood and impact.');
        END IF;
    WHEN 'agreed' THEN
        SELECT decision.* INTO said FROM risks_decision decision JOIN risks_stage stage ON stage.act_id = decision.act_id
        WHERE decision.id = NEW.decision_id AND decision.entry_id = NEW.entry_id AND decision.review_id = NEW.review_id
        AND stage.section = part AND stage.state = 'issued'
        AND decision.sequence = (
            SELECT max(sequence) FROM risks_decision d WHERE d.act_id = decision.act_id AND d.entry_id = decision.entry_id
        );
        SELECT * INTO proposal FROM risks_assessment WHERE id = said.proposal_id;
        IF phase <> 'papers' OR NOT coalesce(
            said.outcome = 'agreed'
            AND (NEW.likelihood, NEW.impact, NEW.printed_score)
                IS NOT DISTINCT FROM (proposal.likelihood, proposal.impact, proposal.printed_score)
            OR said.outcome = 'changed'
            AND (NEW.likelihood, NEW.impact, NEW.printed_score)
                IS NOT DISTINCT FROM (said.likelihood, said.impact, NULL::smallint)
            AND (NEW.likelihood, NEW.impact) IS DISTINCT FROM (proposal.likelihood, proposal.impact),
            false
        ) THEN
            PERFORM risks_refuse('risks_assessment_agreed', 'A rating is agreed through the minutes of the meeting.');
        END IF;
    WHEN 'correction' THEN
        IF phase <> 'closed' THEN
            PERFORM risks_refuse(
                'risks_assessment_phase', 'Correct a rating only once its review is closed; until then give a new one.'
            );
        END IF;
        IF NEW.corrects_id IS NOT NULL AND NEW.corrects_id IS DISTINCT FROM (
            SELECT assessment_id FROM risks_standing WHERE entry_id = NEW.entry_id AND review_id = NEW.review_id
        ) THEN
            PERFORM risks_refuse('risks_assessment_corrects', 'Somebody corrected it in the meantime.');
        END IF;
    WHEN 'carried' THEN
        IF phase NOT IN ('unopened', 'open') OR NEW.sequence <> 1 OR NOT EXISTS (
            SELECT 1 FROM risks_assessment rated
            JOIN risks_entry former ON former.id = rated.entry_id AND former.risk_id = entry.risk_id
            JOIN risks_standing stood ON stood.assessment_id = rated.id
            JOIN risks_register earlier ON earlier.id = rated.register_id
            JOIN organisation_year year ON year.id = earlier.year_id
            JOIN risks_register register ON register.id = NEW.register_id
            JOIN organisation_year this ON this.id = register.year_id
            WHERE rated.id = NEW.carried_from_id AND year.start = this.start - interval '1 year'
            AND (rated.section = 1 OR part = 2)
            AND (rated.likelihood, rated.impact, rated.printed_score)
                IS NOT DISTINCT FROM (NEW.likelihood, NEW.impact, NEW.printed_score)
        ) THEN
            PERFORM risks_refuse('risks_assessment_carried', 'Only a rating of last year''s register is carried over.');
        END IF;
    ELSE
        NULL;
    END CASE;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;
CREATE TRIGGER risks_rate BEFORE INSERT ON risks_assessment FOR EACH ROW EXECUTE FUNCTION risks_rate();
"""

ACT = """
CREATE FUNCTION risks_decided_sections(one bigint) RETURNS smallint[] LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT sections FROM organisation_body WHERE trust_id = one AND decides), '{}') $$;

CREATE FUNCTION risks_act_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    body organisation_body;
    review risks_review;
    decided smallint[] := risks_decided_sections(NEW.trust_id);
    was text;
    issued date;
    in_force bigint;
    expected smallint[];
    part int;
    many int;
    which text;
BEGIN
    PERFORM risks_refuse_other_hand(reader, NEW.given_by_id);
    NEW.moment := nextval('risks_moment');
    SELECT * INTO STRICT body FROM organisation_body WHERE id = NEW.body_id;
    SELECT * INTO STRICT review FROM risks_review WHERE id = NEW.review_id;
    SELECT coalesce(min(state), 'open'), max(issued_on), max(act_id) INTO was, issued, in_force
    FROM risks_stage WHERE review_id = NEW.review_id AND body_id = NEW.body_id;
    SELECT count(*) FILTER (WHERE kind = 'issued') + (NEW.kind = 'issued')::int INTO NEW.number
    FROM risks_stageact WHERE review_id = NEW.review_id AND body_id = NEW.body_id;

    IF NOT (NEW.kind, was) IN (
        ('recorded', 'open'), ('issued', 'open'), ('issued', 'withdrawn'), ('withdrawn', 'issued'), ('met', 'issued'),
        ('closed', 'met'), ('skipped', 'open'), ('skipped', 'withdrawn'), ('resumed', 'skipped')
    ) THEN
        PERFORM risks_refuse('risks_stageact_order', format(
            '%s is %s with the %s; that cannot be done now.', review.label,
            CASE was WHEN 'open' THEN 'not' WHEN 'met' THEN 'through' ELSE was END, body.name
        ));
    END IF;

    expected := CASE
        WHEN NEW.kind = 'recorded' THEN NEW.sections
        WHEN NEW.kind IN ('issued', 'skipped') THEN body.sections
        ELSE (
            SELECT act.sections FROM risks_stageact act WHERE act.review_id = NEW.review_id AND act.body_id = NEW.body_id
            ORDER BY act.moment DESC LIMIT 1
        )
    END;
    IF NEW.sections <> expected OR NOT NEW.sections <@ body.sections THEN
        PERFORM risks_refuse('risks_stageact_sections', 'The papers hold what the body reads.');
    END IF;
    IF NEW.meeting_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM organisation_meeting WHERE id = NEW.meeting_id AND body_id = NEW.body_id
    ) THEN
        PERFORM risks_refuse('risks_stageact_meeting', 'That is a meeting of another body.');
    END IF;

    CASE NEW.kind
    WHEN 'recorded' THEN
        IF NOT risks_is_system(reader) OR review.opened_on IS NOT NULL THEN
            PERFORM risks_refuse('risks_stageact_recorded', 'Only the loading of a paper records a printed issue.');
        END IF;
    WHEN 'issued' THEN
        IF review.opened_on IS NULL THEN
            PERFORM risks_refuse('risks_stageact_opened', format('%s is not open yet.', review.label));
        END IF;
        IF NEW.dated < review.opened_on THEN
            PERFORM risks_refuse('risks_stageact_dated', 'Papers are issued on or after the day the review was opened.');
        END IF;
        FOREACH part IN ARRAY NEW.sections LOOP
            IF body.decides AND risks_phase(review.id, part) <> 'open' THEN
                PERFORM risks_refuse(
                    'risks_stageact_phase', format('The ratings of section %s of %s are closed.', part, review.label)
                );
            ELSIF NOT body.decides AND part = ANY (decided) AND risks_phase(review.id, part) <> 'closed' THEN
                PERFORM risks_refuse('risks_stageact_phase', format(
                    'Section %s of %s is still being rated: record the meeting of the %s, or skip it with a reason.',
                    part, review.label, (SELECT name FROM organisation_body WHERE trust_id = NEW.trust_id AND decides)
                ));
            END IF;
        END LOOP;
        SELECT earlier.label INTO which FROM risks_review earlier
        WHERE earlier.register_id = NEW.register_id AND earlier.month < review.month AND earlier.opened_on IS NOT NULL
        AND (
            NOT EXISTS (
                SELECT 1 FROM risks_stage stage WHERE stage.review_id = earlier.id AND stage.body_id = NEW.body_id
                AND stage.state NOT IN ('open', 'withdrawn')
            )
            OR body.decides AND EXISTS (
                SELECT 1 FROM unnest(NEW.sections) one WHERE risks_phase(earlier.id, one) <> 'closed'
            )
        )
        ORDER BY earlier.month LIMIT 1;
        IF which IS NOT NULL THEN
            PERFORM risks_refuse('risks_stageact_in_turn', format(
                '%s is not through with the %s: issue it or skip it first.', which, body.name
            ));
        END IF;
    WHEN 'withdrawn' THEN
        SELECT count(*) INTO many FROM (
            SELECT DISTINCT ON (entry_id) outcome FROM risks_decision WHERE act_id = in_force
            ORDER BY entry_id, sequence DESC
        ) latest WHERE outcome <> 'cleared';
        IF many > 0 THEN
            PERFORM risks_refuse('risks_stageact_meeting_begun', format(
                'The meeting has begun: %s %s minuted. Clear them first.', many,
                CASE many WHEN 1 THEN 'decision is' ELSE 'decisions are' END
            ));
        END IF;
    WHEN 'met' THEN
        IF (SELECT held_on FROM organisation_meeting WHERE id = NEW.meeting_id) < issued THEN
            PERFORM risks_refuse('risks_stageact_dated', 'The body met on or after the day its papers were issued.');
        END IF;
        IF body.decides THEN
            SELECT count(*), string_agg(reference, ', ' ORDER BY "order") INTO many, which FROM (
                SELECT stood.reference, stood."order" FROM risks_standing stood
                WHERE stood.review_id = NEW.review_id AND stood.section = ANY (NEW.sections) AND stood.turn <> 'closed'
                AND coalesce((
                    SELECT outcome FROM risks_decision WHERE act_id = in_force AND entry_id = stood.entry_id
                    ORDER BY sequence DESC LIMIT 1
                ), 'cleared') = 'cleared'
            ) undecided;
            IF many > 0 THEN
                PERFORM risks_refuse('risks_stageact_all_decided', format(
                    '%s still to be decided: %s.', CASE many WHEN 1 THEN '1 risk is' ELSE many || ' risks are' END, which
                ));
            END IF;
            IF EXISTS (
                SELECT 1 FROM (
                    SELECT DISTINCT ON (entry_id) id, outcome FROM risks_decision WHERE act_id = in_force
                    ORDER BY entry_id, sequence DESC
                ) latest
                WHERE outcome IN ('agreed', 'changed')
                AND NOT EXISTS (SELECT 1 FROM risks_assessment WHERE decision_id = latest.id)
            ) THEN
                PERFORM risks_refuse('risks_stageact_all_rated', 'The ratings agreed are not written down yet.');
            END IF;
        END IF;
    ELSE
        NULL;
    END CASE;
    IF NEW.kind IN ('withdrawn', 'resumed') AND EXISTS (
        SELECT 1 FROM risks_stage own JOIN risks_stage other
        ON other.review_id = own.review_id AND other.section = own.section AND other.body_id <> own.body_id
        WHERE own.review_id = NEW.review_id AND own.body_id = NEW.body_id AND own.ratings_closed_on IS NOT NULL
        AND other.state IN ('issued', 'met', 'closed')
    ) THEN
        PERFORM risks_refuse('risks_stageact_others_rely_on_it', 'Another body has been given papers with these ratings.');
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;

-- A section's ratings end with the body that decides on them, or where none does with the first that is given them. What is
-- recorded from paper is closed as it is.
CREATE FUNCTION risks_act() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    decides boolean := (SELECT body.decides FROM organisation_body body WHERE body.id = NEW.body_id);
    decided smallint[] := risks_decided_sections(NEW.trust_id);
    given boolean := NEW.kind IN ('issued', 'recorded');
    undone boolean := NEW.kind IN ('withdrawn', 'resumed');
    told text := CASE
        WHEN NEW.kind = 'issued' THEN ''
        WHEN NEW.kind IN ('withdrawn', 'skipped', 'resumed') AND 2 = ANY (NEW.sections) THEN 'See the record of the cycle.'
        WHEN NEW.kind IN ('withdrawn', 'skipped', 'resumed') THEN NEW.reason
    END;
    part int;
    ends boolean;
BEGIN
    FOREACH part IN ARRAY NEW.sections LOOP
        ends := (
            NEW.kind = 'recorded'
            OR decides AND NEW.kind IN ('met', 'skipped')
            OR NOT decides AND NOT part = ANY (decided) AND NEW.kind IN ('issued', 'skipped')
        ) AND NOT EXISTS (
            SELECT 1 FROM risks_stage WHERE review_id = NEW.review_id AND section = part AND ratings_closed_on IS NOT NULL
        );
        INSERT INTO risks_stage (
            trust_id, review_id, body_id, section, recorded_from_paper, reason, document_id, line
        ) VALUES (
            NEW.trust_id, NEW.review_id, NEW.body_id, part, NEW.kind = 'recorded', '', NEW.document_id, NEW.line
        ) ON CONFLICT (review_id, body_id, section) DO NOTHING;
        UPDATE risks_stage SET
            act_id = CASE WHEN given THEN NEW.id ELSE act_id END,
            issued_on = CASE WHEN given THEN NEW.dated ELSE issued_on END,
            issued_moment = CASE WHEN given THEN NEW.moment ELSE issued_moment END,
            meeting_id = coalesce(NEW.meeting_id, meeting_id),
            met_on = CASE NEW.kind
                WHEN 'met' THEN (SELECT held_on FROM organisation_meeting WHERE id = NEW.meeting_id) ELSE met_on END,
            closed_on = CASE WHEN NEW.kind IN ('closed', 'recorded') THEN NEW.dated ELSE closed_on END,
            withdrawn_on = CASE NEW.kind WHEN 'withdrawn' THEN NEW.dated WHEN 'issued' THEN NULL ELSE withdrawn_on END,
            skipped_on = CASE NEW.kind WHEN 'skipped' THEN NEW.dated WHEN 'resumed' THEN NULL ELSE skipped_on END,
            reason = coalesce(told, reason),
            ratings_closed_on = CASE WHEN undone THEN NULL WHEN ends THEN NEW.dated ELSE ratings_closed_on END,
            closed_moment = CASE WHEN undone THEN NULL WHEN ends THEN NEW.moment ELSE closed_moment END
        WHERE review_id = NEW.review_id AND body_id = NEW.body_id AND section = part;
    END LOOP;
    IF undone THEN
        PERFORM risks_stand(ARRAY(SELECT id FROM risks_entry WHERE register_id = NEW.register_id));
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER risks_act_check BEFORE INSERT ON risks_stageact FOR EACH ROW EXECUTE FUNCTION risks_act_check();
CREATE TRIGGER risks_act AFTER INSERT ON risks_stageact FOR EACH ROW EXECUTE FUNCTION risks_act();
"""

DECIDE = """
CREATE FUNCTION risks_decision_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    stood risks_standing;
BEGIN
    PERFORM risks_refuse_other_hand(reader, NEW.given_by_id);
    NEW.moment := nextval('risks_moment');
    SELECT coalesce(max(sequence), 0) + 1 INTO NEW.sequence FROM risks_decision
    WHERE act_id = NEW.act_id AND entry_id = NEW.entry_id;
    SELECT * INTO stood FROM risks_standing WHERE entry_id = NEW.entry_id AND review_id = NEW.review_id;
    IF NOT EXISTS (
        SELECT 1 FROM risks_stage stage JOIN organisation_body body ON body.id = stage.body_id
        WHERE stage.act_id = NEW.act_id AND stage.review_id = NEW.review_id AND stage.section = NEW.section
        AND stage.section = stood.section AND stage.state = 'issued' AND body.decides
    ) OR stood.turn = 'closed' THEN
        PERFORM risks_refuse(
            'risks_decision_in_its_papers', 'A decision is minuted on a risk in the papers that the body holds now.'
        );
    END IF;
    IF NEW.outcome <> 'cleared' AND NEW.proposal_id IS DISTINCT FROM stood.assessment_id THEN
        PERFORM risks_refuse('risks_decision_on_what_counts', 'The rating was changed in the meantime.');
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;
CREATE TRIGGER risks_decision_guard BEFORE INSERT ON risks_decision
FOR EACH ROW EXECUTE FUNCTION risks_decision_guard();
"""

TURN = """
CREATE FUNCTION risks_turn_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    entry risks_entry;
    comes boolean;
    label text;
BEGIN
    PERFORM risks_refuse_other_hand(reader, NEW.given_by_id);
    SELECT * INTO entry FROM risks_entry WHERE id = NEW.entry_id AND register_id = NEW.register_id;
    IF entry.id IS NULL THEN
        PERFORM risks_refuse('risks_turn_register', 'The risk stands in another register.');
    END IF;
    NEW.moment := nextval('risks_moment');
    NEW.review_id := risks_next_review(NEW.register_id, NEW.section, false);
    NEW.former := CASE WHEN NEW.kind IN ('arrived', 'renumbered') THEN entry.reference ELSE '' END;
    SELECT coalesce(max(sequence), 0) + 1 INTO NEW.sequence FROM risks_turn
    WHERE entry_id = NEW.entry_id AND section = NEW.section;
    comes := NEW.kind IN ('entered', 'arrived') AND NEW.section <> entry.section;

    IF NOT comes AND NEW.section <> entry.section OR NEW.kind = 'arrived' AND (NOT comes OR NEW.section = 1)
        OR comes AND NEW.kind = 'entered' AND NEW.section = 2 THEN
        PERFORM risks_refuse('risks_turn_section', 'The risk stands in another section now.');
    END IF;
    IF comes AND NOT EXISTS (
        SELECT 1 FROM risks_turn went
        WHERE went.entry_id = entry.id AND went.section = entry.section AND went.kind = 'left'
        AND went.moment > coalesce((
            SELECT max(came.moment) FROM risks_turn came
            WHERE came.entry_id = entry.id AND came.kind IN ('entered', 'arrived', 'carried')
        ), 0)
    ) THEN
        PERFORM risks_refuse('risks_turn_leaves_first', 'A risk leaves one section before it comes into the other.');
    END IF;
    IF comes OR NEW.kind = 'left' THEN
        SELECT review.label INTO label FROM risks_standing stood JOIN risks_review review ON review.id = stood.review_id
        WHERE stood.entry_id = entry.id AND stood.turn <> 'closed'
        AND 'papers' IN (risks_phase(review.id, 1), risks_phase(review.id, 2))
        ORDER BY review.month LIMIT 1;
        IF label IS NOT NULL THEN
            PERFORM risks_refuse('risks_turn_waits_for_the_meeting', format(
                'Risk %s stands in the papers given to the %s for %s. Move it after the meeting, or withdraw the papers.',
                entry.reference, (SELECT name FROM organisation_body WHERE trust_id = NEW.trust_id AND decides), label
            ));
        END IF;
    END IF;
    IF NEW.kind = 'closed' AND entry.closed_on IS NOT NULL THEN
        PERFORM risks_refuse('risks_turn_closes_once', 'The risk is closed already.');
    ELSIF NEW.kind = 'reopened' AND entry.closed_on IS NULL THEN
        PERFORM risks_refuse('risks_turn_reopens_closed', 'The risk is not closed.');
    ELSIF NEW.kind IN ('entered', 'carried') AND NOT comes AND NEW.reference NOT IN (entry.reference, '') THEN
        PERFORM risks_refuse('risks_turn_reference', 'The risk is entered under its own reference.');
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;

CREATE FUNCTION risks_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
BEGIN
    CASE NEW.kind
    WHEN 'entered', 'arrived', 'renumbered' THEN
        UPDATE risks_entry SET
            section = NEW.section, reference = NEW.reference, "order" = coalesce(NEW."order", "order")
        WHERE id = NEW.entry_id;
    WHEN 'closed' THEN
        UPDATE risks_entry SET closed_on = NEW.dated, closed_reason = NEW.reason, ends_at_id = NEW.review_id
        WHERE id = NEW.entry_id;
    WHEN 'reopened' THEN
        UPDATE risks_entry SET closed_on = NULL, closed_reason = '', ends_at_id = NULL WHERE id = NEW.entry_id;
    ELSE
        NULL;
    END CASE;
    PERFORM set_config('app.roles', reader, true);
    RETURN NULL;
END
$$;

-- The two rows of a move are of one transaction: at its end nothing has left a section without coming into the other.
CREATE FUNCTION risks_turn_arrives() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true), set_config('app.trusts', NEW.trust_id::text, true);
    IF NOT EXISTS (
        SELECT 1 FROM risks_turn came WHERE came.entry_id = NEW.entry_id AND came.section <> NEW.section
        AND came.kind IN ('entered', 'arrived') AND came.moment > NEW.moment
    ) THEN
        PERFORM risks_refuse('risks_turn_arrives', 'A risk that leaves a section comes into the other at once.');
    END IF;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER risks_turn_check BEFORE INSERT ON risks_turn FOR EACH ROW EXECUTE FUNCTION risks_turn_check();
CREATE TRIGGER risks_turn AFTER INSERT ON risks_turn FOR EACH ROW EXECUTE FUNCTION risks_turn();
CREATE CONSTRAINT TRIGGER risks_turn_arrives AFTER INSERT ON risks_turn DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.kind = 'left') EXECUTE FUNCTION risks_turn_arrives();
"""

# `risks_entry_kept` runs with the rights of whoever writes: only a role that owns the table passes, which the application
# becomes in the definer function of a turn alone. A look at the depth of triggers would be passed by a temporary table with
# a trigger of one's own.
ENTRY = """
CREATE FUNCTION risks_entry_kept() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF (OLD.section, OLD.reference, OLD."order", OLD.closed_on, OLD.closed_reason, OLD.starts_at_id, OLD.ends_at_id,
        OLD.register_id, OLD.risk_id)
        IS DISTINCT FROM
        (NEW.section, NEW.reference, NEW."order", NEW.closed_on, NEW.closed_reason, NEW.starts_at_id, NEW.ends_at_id,
        NEW.register_id, NEW.risk_id)
        AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
    THEN
        PERFORM risks_refuse('risks_entry_kept', 'Move, renumber or close a risk by a dated decision.');
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION risks_entry_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    reader text := risks_begin(CASE TG_OP WHEN 'DELETE' THEN OLD.register_id ELSE NEW.register_id END);
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (
            SELECT 1 FROM risks_standing stood JOIN risks_review review ON review.id = stood.review_id
            WHERE stood.entry_id = OLD.id
            AND (review.opened_on IS NOT NULL OR EXISTS (
                SELECT 1 FROM risks_stage WHERE review_id = review.id AND issued_on IS NOT NULL
            ))
        ) THEN
            PERFORM risks_refuse('risks_entry_is_never_removed', 'A risk that stood in a review is closed, never removed.');
        END IF;
    ELSE
        IF NEW.closed_on IS NOT NULL OR NEW.ends_at_id IS NOT NULL THEN
            PERFORM risks_refuse('risks_entry_comes_open', 'A risk comes into the register open.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM risks_review review LEFT JOIN risks_review first ON first.id = NEW.starts_at_id
            WHERE review.register_id = NEW.register_id AND (first.id IS NULL OR review.month >= first.month)
            AND risks_phase(review.id, NEW.section) IN ('papers', 'closed')
        ) THEN
            PERFORM risks_refuse('risks_entry_starts', 'Say from which review the risk stands in the register.');
        END IF;
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION risks_refer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
BEGIN
    INSERT INTO risks_reference (trust_id, register_id, entry_id, section, reference)
    VALUES (NEW.trust_id, NEW.register_id, NEW.id, NEW.section, NEW.reference)
    ON CONFLICT (register_id, reference) DO NOTHING;
    IF NOT EXISTS (
        SELECT 1 FROM risks_reference
        WHERE register_id = NEW.register_id AND reference = NEW.reference AND entry_id = NEW.id
    ) THEN
        PERFORM risks_refuse('risks_reference_once', 'This reference was given before and is never given again.');
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER risks_entry_kept BEFORE UPDATE ON risks_entry FOR EACH ROW EXECUTE FUNCTION risks_entry_kept();
CREATE TRIGGER risks_entry_guard BEFORE INSERT OR DELETE ON risks_entry
FOR EACH ROW EXECUTE FUNCTION risks_entry_guard();
CREATE TRIGGER risks_refer AFTER INSERT OR UPDATE OF reference ON risks_entry
FOR EACH ROW EXECUTE FUNCTION risks_refer();
"""

# A risk has one target and one working note, which are always number 1; of everything else as many as are written.
THING = """
CREATE FUNCTION risks_thing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    reader text := risks_begin(NEW.register_id);
    one boolean := TG_ARGV[0] = 'one';
    stands int := (SELECT section FROM risks_entry WHERE id = NEW.entry_id);
    new_row jsonb := to_jsonb(NEW);
    latest jsonb;
BEGIN
    PERFORM risks_refuse_other_hand(reader, NEW.given_by_id);
    NEW.moment := nextval('risks_moment');
    IF one THEN
        NEW.number := 1;
    ELSIF NEW.number = 0 THEN
        EXECUTE format('SELECT coalesce(max(number), 0) + 1 FROM %I WHERE risk_id = $1 AND section = $2', TG_TABLE_NAME)
        INTO NEW.number USING NEW.risk_id, NEW.section;
    END IF;
    EXECUTE format(
        'SELECT to_jsonb(thing) FROM %I thing WHERE risk_id = $1 AND section = $2 AND number = $3 '
        'ORDER BY sequence DESC LIMIT 1', TG_TABLE_NAME
    ) INTO latest USING NEW.risk_id, NEW.section, NEW.number;
    NEW.sequence := coalesce((latest ->> 'sequence')::int, 0) + 1;

    IF latest IS NULL AND NOT one AND (new_row ->> 'number')::int <> 0 THEN
        PERFORM risks_refuse('risks_thing_is_there', 'There is no such thing of this risk.');
    END IF;
    IF NEW.section <> stands AND NOT (TG_TABLE_NAME = 'risks_question' AND latest IS NOT NULL) THEN
        PERFORM risks_refuse('risks_thing_section', 'The risk stands in another section now.');
    END IF;
    IF latest ->> 'state' IN ('dropped', 'moved', 'ended') THEN
        PERFORM risks_refuse('risks_thing_is_finished', 'This has come to its end. Write a new one.');
    ELSIF latest ->> 'state' IN ('done', 'closed')
        AND (new_row ->> 'state' NOT IN ('open', 'asked', 'assigned') OR new_row ->> 'reason' = '') THEN
        PERFORM risks_refuse('risks_thing_is_finished', 'This was finished. Say why it is open again.');
    END IF;
    IF NEW.section = 2 AND new_row ->> 'owner_id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM risks_entryowner
        WHERE entry_id = NEW.entry_id AND owner_id = (new_row ->> 'owner_id')::bigint
    ) THEN
        PERFORM risks_refuse(
            'risks_thing_owner_reads_it', 'Give it to an owner of the risk: others may not read section 2.'
        );
    END IF;
    CASE TG_TABLE_NAME
    WHEN 'risks_action' THEN
        IF latest ->> 'due_on' IS NOT NULL AND new_row ->> 'reason' = ''
            AND coalesce((new_row ->> 'due_on')::date, 'infinity') > (latest ->> 'due_on')::date THEN
            PERFORM risks_refuse('risks_action_slips', 'Say why the date moves.');
        END IF;
    WHEN 'risks_acceptance' THEN
        IF new_row ->> 'state' = 'in_force' AND EXISTS (
            SELECT 1 FROM risks_entryowner
            WHERE entry_id = NEW.entry_id AND owner_id = (new_row ->> 'accepted_by_id')::bigint
        ) THEN
            PERFORM risks_refuse('risks_acceptance_by_another', 'An owner of the risk does not accept it.');
        END IF;
    WHEN 'risks_question' THEN
        IF (latest ->> 'text', latest ->> 'body_id', latest ->> 'kind')
            <> (new_row ->> 'text', new_row ->> 'body_id', new_row ->> 'kind') THEN
            PERFORM risks_refuse('risks_question_stays', 'A question stays as it was asked.');
        END IF;
    ELSE
        NULL;
    END CASE;
    PERFORM set_config('app.roles', reader, true);
    RETURN NEW;
END
$$;
""" + "".join(
    f"CREATE TRIGGER risks_thing BEFORE INSERT ON risks_{thing} FOR EACH ROW EXECUTE FUNCTION risks_thing({kind});\n"
    for thing, kind in [
        ("action", "'many'"),
        ("control", "'many'"),
        ("acceptance", "'many'"),
        ("question", "'many'"),
        ("target", "'one'"),
        ("workingnote", "'one'"),
    ]
)

SETTING_UP = """
CREATE FUNCTION risks_scale_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    reader text := risks_begin(CASE TG_OP WHEN 'DELETE' THEN OLD.register_id ELSE NEW.register_id END);
    register bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.register_id ELSE NEW.register_id END;
    label text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        PERFORM set_config('app.roles', reader, true);
        RETURN NEW;
    END IF;
    IF (TG_OP <> 'INSERT' AND OLD.starts_at_id IS NULL OR TG_OP <> 'DELETE' AND NEW.starts_at_id IS NULL) AND EXISTS (
        SELECT 1 FROM risks_stageact WHERE register_id = register AND kind IN ('issued', 'recorded')
    ) THEN
        PERFORM risks_refuse(
            'risks_scale_is_locked',
            'The scales were locked when papers were first issued. Let a change start at a later review.'
        );
    END IF;
    SELECT review.label INTO label FROM risks_review review JOIN risks_review first ON review.month >= first.month
    WHERE review.register_id = register
    AND first.id IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.starts_at_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.starts_at_id END
    )
    AND EXISTS (SELECT 1 FROM risks_stageact WHERE review_id = review.id)
    ORDER BY review.month LIMIT 1;
    IF label IS NOT NULL THEN
        PERFORM risks_refuse(
            'risks_scale_starts_later', format('%s has gone to a committee; start at a later review.', label)
        );
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER risks_scale_guard BEFORE INSERT OR UPDATE OR DELETE ON risks_scalelevel
FOR EACH ROW EXECUTE FUNCTION risks_scale_guard();
CREATE TRIGGER risks_scale_guard BEFORE INSERT OR UPDATE OR DELETE ON risks_bandkey
FOR EACH ROW EXECUTE FUNCTION risks_scale_guard();

CREATE FUNCTION risks_review_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS
$$
DECLARE
    reader text := risks_begin(OLD.register_id);
    acted boolean := EXISTS (SELECT 1 FROM risks_stageact WHERE review_id = OLD.id);
    recorded boolean := EXISTS (SELECT 1 FROM risks_stageact WHERE review_id = OLD.id AND kind = 'recorded');
    rated boolean := EXISTS (SELECT 1 FROM risks_assessment WHERE review_id = OLD.id AND kind <> 'paper');
BEGIN
    IF acted OR rated THEN
        IF TG_OP = 'DELETE' OR (OLD.month, OLD.slug, OLD.register_id) <> (NEW.month, NEW.slug, NEW.register_id)
            OR acted AND OLD.label <> NEW.label THEN
            PERFORM risks_refuse(
                'risks_review_stays', format('%s holds ratings; its month and label stay.', OLD.label)
            );
        ELSIF OLD.opened_on IS DISTINCT FROM NEW.opened_on AND (OLD.opened_on IS NOT NULL OR recorded) THEN
            PERFORM risks_refuse('risks_review_stays_open', format('%s holds ratings; it stays when it was.', OLD.label));
        END IF;
    END IF;
    PERFORM set_config('app.roles', reader, true);
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER risks_review_guard BEFORE UPDATE OR DELETE ON risks_review
FOR EACH ROW EXECUTE FUNCTION risks_review_guard();

CREATE FUNCTION risks_body_guard() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM 1 FROM risks_register WHERE trust_id = OLD.trust_id ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM risks_stage WHERE body_id = OLD.id AND state = 'issued') THEN
        PERFORM risks_refuse('risks_body_has_papers', 'The body has papers before it; change this after its meeting.');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER risks_body_guard BEFORE UPDATE ON organisation_body
FOR EACH ROW WHEN ((OLD.sections, OLD.decides) IS DISTINCT FROM (NEW.sections, NEW.decides))
EXECUTE FUNCTION risks_body_guard();
"""

# Until now stages were written by the loading of papers, and by the generator of examples in the same manner.
BRING_ALONG = """
DO $$
DECLARE
    one bigint;
    reader text := coalesce(current_setting('app.roles', true), '');
    trusts text := coalesce(current_setting('app.trusts', true), '');
BEGIN
    PERFORM set_config('app.roles', 'system', true);
    FOR one IN SELECT id FROM organisation_trust LOOP
        PERFORM set_config('app.trusts', one::text, true);

        UPDATE organisation_body SET decides = true WHERE id = (
            SELECT id FROM organisation_body WHERE trust_id = one AND role = 'smt' ORDER BY "order", id LIMIT 1
        );
        UPDATE risks_register SET told_post_id = (
            SELECT id FROM organisation_owner WHERE trust_id = one AND kind = 'post' AND name = 'Chief Executive'
        );

        INSERT INTO risks_stageact (
            trust_id, register_id, review_id, body_id, sections, kind, number, dated, document_id, line, given_at,
            minute_reference, reason, exceptions, exceptions_reason, exceptions_accepted_by
        )
        SELECT
            one, review.register_id, stage.review_id, stage.body_id, array_agg(stage.section ORDER BY stage.section),
            'recorded', 0, min(stage.issued_on), min(stage.document_id), min(stage.line), now(), '', '', '[]', '', ''
        FROM risks_stage stage JOIN risks_review review ON review.id = stage.review_id
        WHERE stage.issued_on IS NOT NULL
        GROUP BY review.register_id, review.month, stage.review_id, stage.body_id
        ORDER BY review.month, min(stage.issued_on);
        UPDATE risks_stage stage SET act_id = act.id, issued_moment = act.moment
        FROM risks_stageact act WHERE act.review_id = stage.review_id AND act.body_id = stage.body_id;
        UPDATE risks_stage stage SET ratings_closed_on = stage.closed_on, closed_moment = stage.issued_moment
        WHERE stage.id IN (
            SELECT DISTINCT ON (review_id, section) id FROM risks_stage WHERE closed_on IS NOT NULL
            ORDER BY review_id, section, closed_on, id
        );

        INSERT INTO risks_reference (trust_id, register_id, entry_id, section, reference)
        SELECT one, register_id, id, section, reference FROM risks_entry;
        INSERT INTO risks_reference (trust_id, register_id, entry_id, section, reference)
        SELECT DISTINCT ON (register_id, reference) one, register_id, entry_id, section, reference
        FROM risks_assessment ORDER BY register_id, reference, moment
        ON CONFLICT DO NOTHING;
        UPDATE risks_entry SET ends_at_id = risks_next_review(register_id, section, false) WHERE closed_on IS NOT NULL;
    END LOOP;
    PERFORM set_config('app.roles', reader, true), set_config('app.trusts', trusts, true);
    SET CONSTRAINTS ALL IMMEDIATE;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("risks", "0006_cycle_tables")]

    operations = [
        migrations.RunSQL(sql=FORMER_STANDINGS + SHARED + BRING_ALONG),
        migrations.RunSQL(sql=RATE + ACT + DECIDE + TURN + ENTRY + THING + SETTING_UP),
    ]
