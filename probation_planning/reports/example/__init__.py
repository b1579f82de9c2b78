"""The Example Trust: a made-up trust of any size, the same each time, for tests and the benchmark.

Nothing in it exists. On the day given a year is under way: quarters and reviews that are over are answered and closed,
those in progress are answered in part. Of the year before there is the scorecard alone.
"""

import datetime
from random import Random

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports.example.links import make_links
from probation_planning.reports.example.maker import Maker, Size
from probation_planning.reports.example.plan import make_plan
from probation_planning.reports.example.register import make_register
from probation_planning.reports.example.scorecard import make_scorecard
from probation_planning.reports.example.trust import BUSY, BUSY_POST, PEOPLE, make_owners, make_people, make_years

__all__ = ["BUSY", "BUSY_POST", "PEOPLE", "Size", "make_example"]


def make_example(
    size: Size | None = None, *, number: int = 1, seed: int = 2011, day: datetime.date | None = None, password: str = ""
) -> Trust:
    """Make Example Trust `number` and its people; without a password nobody can sign in as them.

    The same size, number, seed and day make the same rows. The address of the first is /example/, of the second
    /example-2/; people are officer@example.example and so on.
    """
    name, slug = ("Example Trust", "example") if number == 1 else (f"Example Trust {number}", f"example-{number}")
    with tenancy.system():
        trust = Trust.objects.create(slug=slug, name=name, short_name="Example")
        with tenancy.trust(trust):
            maker = Maker(trust, size or Size(), Random(f"{seed} {number}"), day or clock.today())  # noqa: S311
            make_people(maker, password)
            make_owners(maker)
            make_years(maker)
            aims = make_plan(maker)
            measures = make_scorecard(maker)
            entries = make_register(maker)
            make_links(maker, aims, measures, entries)
    return trust
