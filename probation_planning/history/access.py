"""What the routes of the record of changes need."""

from probation_planning.organisation.needs import declare, reads
from probation_planning.organisation.roles import Act, Kind

RECORD = reads(Kind.RECORD, Act.READ)

declare(
    "history",
    {
        "record": RECORD,
        "record_file": RECORD,
        "events": RECORD,
        "events_file": RECORD,
        "post_history": RECORD,
        "group_history": RECORD,
    },
)
