"""The story: a trust that does not exist, with a year played quarter by quarter, to see what the product does with one.

Its words stand in the TOML files, what happened in the files of the quarters. Trust, year, posts, plan and scorecard
are written as they are when papers are loaded. Everything of the register, and what owners say of objectives and
measures, goes through the application's own services: each act by whom and on the day it is told of, behind the walls
that this person's pages have. Business dates are the story's therefore, while the record of changes says when the story
was loaded.
"""

import datetime
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.db import transaction

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports.files import draw_file
from probation_planning.reports.models import Pack
from probation_planning.reports.pdf import PdfError
from probation_planning.reports.story import august, february, may, november, setting_up
from probation_planning.reports.story.desk import Story
from probation_planning.reports.story.founding import found_trust, read

__all__ = ["ENDS", "NAME", "PEOPLE", "TooEarly", "play_story", "trust_of_the_story"]

FOLDER = Path(__file__).resolve().parent
PEOPLE = FOLDER / "people.toml"
NAME = "Example Trust"
SLUG = "example-trust"
# The day on which the fourth quarter's meeting is half way through.
ENDS = datetime.date(2011, 6, 20)


class TooEarly(Exception):
    """Today lies before the story's last day."""


def trust_of_the_story() -> Trust | None:
    """The story's trust, where it was loaded."""
    with tenancy.system():
        return Trust.objects.filter(slug=SLUG).first()


@transaction.atomic
def play_story() -> Trust:
    """Make the trust and play its year: all of it or nothing. Raises TooEarly where its days would lie ahead.

    Once that stands its packs are drawn, as always; then those that took too long to wait for, as nobody stays to ask.
    """
    if clock.today() < ENDS:
        raise TooEarly
    register = read("register")
    trust = found_trust(read("trust"), PEOPLE)
    story = Story(trust)
    setting_up.play(story, register)
    for quarter in (august, november, february, may):
        quarter.play(story, register)
    transaction.on_commit(partial(_draw_the_rest, trust), robust=True)
    return trust


def _draw_the_rest(trust: Trust) -> None:
    """Draw what is not drawn yet; a pack that cannot be stays without its file, and its page offers to make it."""
    with tenancy.trust(trust):
        undrawn = list(Pack.objects.filter(file=None).select_related("year__trust", "review", "body"))
    for pack in undrawn:
        with suppress(PdfError):
            draw_file(trust, pack)
