"""Who is reading, found in one question that sets the walls on the way."""

from django.db import migrations

# Written in steps, since each opens the rows that the next one reads: one's own memberships, then the trusts they are
# in, then the posts held there and the groups these sit in.
ENTER = """
CREATE FUNCTION app_enter(person bigint, address text, today date)
RETURNS TABLE (trust jsonb, roles text[], owners jsonb, years jsonb) LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    found_trusts bigint[];
    found_roles text[];
    found_owners bigint[];
BEGIN
    PERFORM set_config('app.user', person::text, true), set_config('app.trusts', '', true),
        set_config('app.owners', '', true), set_config('app.roles', '', true);

    SELECT array_agg(DISTINCT membership.trust_id), array_agg(membership.trust_id || ':' || membership.role)
    INTO found_trusts, found_roles
    FROM organisation_membership membership JOIN organisation_trust one ON one.id = membership.trust_id
    WHERE membership.user_id = person AND (address IS NULL OR one.slug = address);
    IF found_trusts IS NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('app.trusts', array_to_string(found_trusts, ','), true),
        set_config('app.roles', array_to_string(found_roles, ','), true);

    WITH held AS (
        SELECT holding.post_id FROM organisation_holding holding
        WHERE holding.user_id = person
        AND (holding.since IS NULL OR holding.since <= today) AND (holding.until IS NULL OR holding.until >= today)
    )
    SELECT array_agg(DISTINCT owner_id) INTO found_owners FROM (
        SELECT post_id AS owner_id FROM held
        UNION
        SELECT seat.group_id FROM organisation_groupmember seat
        WHERE seat.post_id IN (SELECT post_id FROM held)
        AND (seat.since IS NULL OR seat.since <= today) AND (seat.until IS NULL OR seat.until >= today)
    ) answered_for;
    PERFORM set_config('app.owners', coalesce(array_to_string(found_owners, ','), ''), true);

    RETURN QUERY
    SELECT
        to_jsonb(one),
        ARRAY(SELECT m.role::text FROM organisation_membership m WHERE m.trust_id = one.id AND m.user_id = person),
        coalesce((
            SELECT jsonb_agg(o ORDER BY o."order", o.name) FROM organisation_owner o
            WHERE o.trust_id = one.id AND o.id = ANY (found_owners)
        ), '[]'),
        coalesce((
            SELECT jsonb_agg(y ORDER BY y.start DESC) FROM organisation_year y WHERE y.trust_id = one.id
        ), '[]')
    FROM organisation_trust one WHERE one.id = ANY (found_trusts) ORDER BY one.name;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_walls")]

    operations = [migrations.RunSQL(sql=ENTER, reverse_sql="DROP FUNCTION app_enter(bigint, text, date)")]
