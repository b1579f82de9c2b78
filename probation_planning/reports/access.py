"""What the routes of what we publish need."""

from probation_planning.organisation.needs import Level, Need, button, declare, form, member, page, reads, signed_in
from probation_planning.organisation.roles import Act, Kind

SETTINGS = form(Kind.ORGANISATION, Act.MANAGE)
PACK = reads(Kind.PACK)
DRAW = button(Kind.PACK, Act.MANAGE)
ISSUE = form(Kind.REGISTER, Act.ISSUE)
OF_RISK = form(Kind.REGISTER, Act.WRITE_THING)
OF_MEASURE = form(Kind.SCORECARD, Act.MANAGE)
ANSWER = (Act.ANSWER, Act.ANSWER_FOR_OTHERS)
OWED = (Kind.PLAN, Kind.REGISTER, Kind.SCORECARD)

declare(
    "reports",
    {
        "my_work": signed_in(),
        "trust": member(),
        "hand_to_person": SETTINGS,
        "hand_to_post": SETTINGS,
        "hand_group_over": SETTINGS,
        "close_year": SETTINGS,
        "close_quarter": SETTINGS,
        "year": member(),
        "search": member(),
        "help": member(),
        "answers": Need(Level.TRUST, read=(), write=tuple((act, kind) for kind in OWED for act in ANSWER)),
        "gaps": reads(Kind.PLAN),
        "gaps_export": reads(Kind.PLAN),
        "quality": reads(Kind.QUALITY),
        "quality_export": reads(Kind.QUALITY),
        "pack_list": PACK,
        "pack_detail": PACK,
        "pack_file": PACK,
        "pack_draw": DRAW,
        "check": form(Kind.PACK, Act.READ),
        "board_new": form(Kind.PACK, Act.MANAGE),
        "board_pack": PACK,
        "board_pack_draw": DRAW,
        "board_pack_withdraw": form(Kind.PACK, Act.MANAGE),
        "board_pack_file": PACK,
        "report": PACK,
        # A reader's own drawing of what they may read.
        "report_pdf": button(Kind.PACK, Act.READ),
        "drawing": PACK,
        "cancel_drawing": button(Kind.PACK, Act.READ),
        "drawn_file": PACK,
        "issue": ISSUE,
        "issue_draft": ISSUE,
        "chase": form(Kind.REGISTER, Act.CHASE),
        "chase_answers": form(Kind.PLAN, Act.CHASE),
        "chase_results": form(Kind.SCORECARD, Act.CHASE),
        "progress": reads(Kind.PROGRESS),
        "progress_export": reads(Kind.PROGRESS),
        "threats": OF_RISK,
        "threat_move": form(Kind.REGISTER, Act.MANAGE),
        "measure_links": OF_MEASURE,
        "measure_link_move": OF_MEASURE,
        "warnings": OF_RISK,
        "warning": OF_RISK,
        "deep_dive": reads(Kind.REGISTER),
        "aim_thread": reads(Kind.PLAN),
        "objective_thread": page(Kind.PLAN, writes=ANSWER),
        "risk_thread": reads(Kind.REGISTER),
        "assess_thread": form(Kind.REGISTER, *ANSWER),
        "review_packs": reads(Kind.REGISTER),
        "measure_thread": reads(Kind.SCORECARD),
    },
)
