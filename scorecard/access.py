"""What the routes of the scorecard need, and those of the trust's scales."""

from probation_planning.organisation.needs import button, declare, form, reads
from probation_planning.organisation.roles import Act, Kind

READ = reads(Kind.SCORECARD)
MANAGED = reads(Kind.SCORECARD, Act.MANAGE)
FORM = form(Kind.SCORECARD, Act.MANAGE)
BUTTON = button(Kind.SCORECARD, Act.MANAGE)
SHEET = reads(Kind.SCORECARD, Act.ANSWER_FOR_OTHERS)
SCALE = form(Kind.ORGANISATION, Act.MANAGE)

declare(
    "scales",
    {
        "scales": reads(Kind.ORGANISATION, Act.MANAGE),
        "add": SCALE,
        "scale": SCALE,
        "delete": SCALE,
    },
)

declare(
    "scorecard",
    {
        "scorecard": READ,
        "compare": READ,
        "export": READ,
        "measure_detail": READ,
        "measure_history": READ,
        "assign": FORM,
        "result": form(Kind.SCORECARD, Act.ANSWER, Act.ANSWER_FOR_OTHERS),
        "sheet_of_today": SHEET,
        "sheet": form(Kind.SCORECARD, Act.ANSWER_FOR_OTHERS),
        "sheet_export": SHEET,
        "target": FORM,
        "readings": FORM,
        "correct": FORM,
        "shares": FORM,
        "set_up": MANAGED,
        "measure_order": MANAGED,
        "scorecard_add": FORM,
        "scorecard_edit": FORM,
        "perspective_add": FORM,
        "perspective_edit": FORM,
        "perspective_move": BUTTON,
        "perspective_delete": FORM,
        "note_add": FORM,
        "note_edit": FORM,
        "note_delete": FORM,
        "measure_add": FORM,
        "measure_edit": FORM,
        "measure_move": BUTTON,
        "measure_withdraw": FORM,
        "measure_restore": FORM,
        "measure_delete": FORM,
        "bring_forward": FORM,
    },
)
