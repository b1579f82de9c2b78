"""What the routes of the plan need."""

from probation_planning.organisation.needs import button, declare, form, page, reads
from probation_planning.organisation.roles import Act, Kind

READ = reads(Kind.PLAN)
FORM = form(Kind.PLAN, Act.MANAGE)
BUTTON = button(Kind.PLAN, Act.MANAGE)

declare(
    "objectives",
    {
        "plan": READ,
        "export": READ,
        "deadlines_export": READ,
        "unowned": reads(Kind.PLAN, Act.MANAGE),
        "give_owner": BUTTON,
        "aim_detail": READ,
        "aim_history": READ,
        "narrative": READ,
        "tables": READ,
        "table_add": FORM,
        "table": READ,
        "table_export": READ,
        "table_confirm": BUTTON,
        "table_remove": FORM,
        "table_edit": FORM,
        "table_column": FORM,
        "table_row": FORM,
        "objective_detail": page(Kind.PLAN, writes=(Act.ANSWER, Act.ANSWER_FOR_OTHERS)),
        "objective_history": READ,
        "objective_add": FORM,
        "objective_edit": FORM,
        "objective_confirm": BUTTON,
        "heading_add": FORM,
        "heading_edit": FORM,
        "order": reads(Kind.PLAN, Act.MANAGE),
        "part_move": BUTTON,
        "part_withdraw": FORM,
        "part_restore": FORM,
        "part_delete": FORM,
        "narrative_move": BUTTON,
        "plan_add": FORM,
        "plan_edit": FORM,
        "bring_forward": FORM,
        "section_add": FORM,
        "section_edit": FORM,
        "section_delete": FORM,
        "publish": FORM,
        "version_list": READ,
        "version_detail": READ,
        "object": form(Kind.PLAN, Act.ANSWER),
        "evidence": READ,
    },
)
