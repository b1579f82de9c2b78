"""Issuing papers in a few words, as the officer's page does."""

import datetime
import threading
import uuid
from typing import Any

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Body, User, Year
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from probation_planning.reports.drawer import draw
from probation_planning.reports.given.reading import Cover
from probation_planning.reports.issue import Accepted, issue_papers
from probation_planning.reports.models import Drawing, DrawnFile, Pack
from risks.frames import frame_of
from risks.gate import Gate, gate_of
from risks.models import Register, Review
from tests.risks import cycle

MEETING = datetime.date(2011, 7, 5)
COVER = Cover("Director of Business Services", "To agree the ratings of the quarter.", "agree")
ACCEPTED = Accepted("Ratings come in late this quarter.", "Chief Executive")


def reader_of(email: str = cycle.OFFICER) -> Reader:
    """Somebody of Derbyshire as the pages know them."""
    with tenancy.kept_context():
        return readers_of(User.objects.get(email=email), "derbyshire")[0]


def gate_now(review: Review, body: str = cycle.SMT) -> Gate:
    """The gate as it stands now."""
    register = Register.objects.get(pk=review.register_id)
    frame = frame_of(register)
    year = Year.objects.select_related("trust").get(pk=register.year_id)
    same = next(one for one in frame.reviews if one.pk == review.pk)
    return gate_of(frame, year, same, Body.objects.get(slug=body), cycle.day())


def issue(review: Review, body: str = cycle.SMT, **more: Any) -> Pack:
    """Give the body its papers, with whatever exceptions there are."""
    said = {
        "reader": reader_of(),
        "meeting_on": MEETING,
        "cover": COVER,
        "exceptions": ACCEPTED,
        "gate_seen": gate_now(review, body).fingerprint,
        "once": uuid.uuid4(),
    }
    return issue_papers(review=review, body=Body.objects.get(slug=body), **(said | more))


def draw_now(drawing: Drawing) -> DrawnFile:
    """Draw what was asked for inside the test's own transaction, which no other connection sees into; its file."""
    with tenancy.trust(drawing.trust):
        draw(drawing.trust, drawing.pk)
        return Drawing.objects.get(pk=drawing.pk).file


def wait_for_drawing() -> None:
    """Until every pack that is being drawn is drawn."""
    for hand in threading.enumerate():
        if hand.name.startswith("drawing "):
            hand.join()
