"""What changes now shows at a review still to be given, never at one that was passed over unopened."""

from django.db import migrations

NEXT = """
CREATE OR REPLACE FUNCTION risks_next_review(register bigint, part int, also_papers boolean) RETURNS bigint
LANGUAGE plpgsql STABLE AS
$$
BEGIN
    RETURN (
        SELECT review.id FROM risks_review review CROSS JOIN LATERAL risks_phase(review.id, part) phase
        WHERE review.register_id = register AND (phase IN ('unopened', 'open') OR also_papers AND phase = 'papers')
        {passed_over}
        ORDER BY review.month LIMIT 1
    );
END
$$;
"""
PASSED_OVER = """AND NOT (phase = 'unopened' AND EXISTS (
            SELECT 1 FROM risks_review later
            WHERE later.register_id = register AND later.month > review.month AND later.opened_on IS NOT NULL
        ))"""


class Migration(migrations.Migration):
    dependencies = [("risks", "0011_one_wall_everywhere")]

    operations = [
        migrations.RunSQL(sql=NEXT.format(passed_over=PASSED_OVER), reverse_sql=NEXT.format(passed_over="")),
    ]
