"""What the routes of the register need."""

from probation_planning.organisation.needs import button, declare, form, page, reads
from probation_planning.organisation.roles import Act, Kind

READ = reads(Kind.REGISTER)
MANAGE = form(Kind.REGISTER, Act.MANAGE)
ISSUE = form(Kind.REGISTER, Act.ISSUE)
MEETING = form(Kind.REGISTER, Act.RECORD_MEETING)
ANSWER = form(Kind.REGISTER, Act.ANSWER, Act.ANSWER_FOR_OTHERS)
NEW_THING = form(Kind.REGISTER, Act.WRITE_THING)
THING = page(Kind.REGISTER, writes=(Act.WRITE_THING,))

declare(
    "risks",
    {
        "risk_list": READ,
        "export": READ,
        "forecasts": READ,
        "forecasts_export": READ,
        "changes": READ,
        "changes_export": READ,
        "messages": page(Kind.REGISTER, writes=(Act.CHASE,)),
        "risk_detail": READ,
        "risk_history": READ,
        "assess": ANSWER,
        "interim": ANSWER,
        "correct": form(Kind.REGISTER, Act.CORRECT),
        "note": form(Kind.REGISTER, Act.NOTE),
        "add": MANAGE,
        "edit": MANAGE,
        "close": MANAGE,
        "reopen": MANAGE,
        "move": MANAGE,
        "renumber": MANAGE,
        "setup": reads(Kind.REGISTER, Act.MANAGE),
        "setup_register": MANAGE,
        "setup_categories": MANAGE,
        "setup_appetite": MANAGE,
        "setup_carry": MANAGE,
        "setup_scale": MANAGE,
        "setup_bands": MANAGE,
        "review_list": READ,
        "review_add": MANAGE,
        "review_edit": MANAGE,
        "review_open": button(Kind.REGISTER, Act.MANAGE),
        "review_detail": READ,
        "action_list": READ,
        "action_export": READ,
        "action_add": NEW_THING,
        "action": THING,
        "control_add": NEW_THING,
        "control": THING,
        "acceptance_add": form(Kind.REGISTER, Act.ACCEPT),
        "acceptance": page(Kind.REGISTER, writes=(Act.ACCEPT,)),
        "target": THING,
        "stage_withdraw": ISSUE,
        "stage_skip": ISSUE,
        "stage_resume": ISSUE,
        "stage_held": MEETING,
        "stage_close": ISSUE,
        "meeting": reads(Kind.REGISTER, Act.RECORD_MEETING),
        "meeting_rest": MEETING,
        "meeting_held": MEETING,
        "meeting_step": MEETING,
        "question_list": READ,
        "question_new": form(Kind.REGISTER, Act.ASK),
        "question": READ,
        "question_assign": MANAGE,
        "question_answer": ANSWER,
        "question_close": form(Kind.REGISTER, Act.ASK, Act.MANAGE),
    },
)
