"""What "then" means: up to which of the room's dated rows a reader sees a review of the past."""

import datetime
from typing import NamedTuple

from probation_planning.organisation import clock
from probation_planning.organisation.models import Role
from risks.models import Review
from risks.reading import OpenRegister


class Cut(NamedTuple):
    """The last moment that counts, none for all there is, and the day on which dates are looked at."""

    moment: int | None
    day: datetime.date


def closed_at(review: Review, section: int) -> Cut:
    """When the review's ratings of the section closed; its beginning where they have not."""
    for stage in review.stages.all():
        if stage.section == section and stage.ratings_closed_on:
            return Cut(stage.closed_moment or 0, stage.ratings_closed_on)
    return Cut(0, review.opened_on or review.month)


def given_sections(review: Review) -> set[int]:
    """Sections of the review that the Audit Committee was given."""
    return {
        stage.section
        for stage in review.stages.all()
        if stage.issued_on and not stage.withdrawn_on and stage.body.role == Role.AUDIT
    }


def cut_at(opened: OpenRegister, review: Review, section: int) -> Cut:
    """For a committee the issue of its papers; for those at work now, or when the ratings of a past review closed."""
    stages = [stage for stage in review.stages.all() if stage.section == section]
    if not opened.reader.working_roles:
        given = [
            Cut(stage.issued_moment, stage.issued_on)
            for stage in stages
            if stage.issued_on and not stage.withdrawn_on and stage.body.role == Role.AUDIT
        ]
        return max(given)
    if review != opened.begun[-1]:
        for stage in stages:
            if stage.ratings_closed_on:
                return Cut(stage.closed_moment, stage.ratings_closed_on)
    return Cut(None, clock.today())
