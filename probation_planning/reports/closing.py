"""Closing a year: nothing of it changes afterwards, so that its reviews are through with every body first."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from probation_planning.organisation.models import Body, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.services import years
from probation_planning.organisation.services.settings import begin
from risks.frames import frame_of
from risks.models import Register
from risks.services.locking import hold
from risks.steps import OVER_WITH, state_of


class UnderWay(NamedTuple):
    """A review that was opened, the bodies that it is not through with, and its page."""

    review: str
    bodies: tuple[str, ...]
    address: str

    @property
    def says(self) -> str:
        """What is still to be done."""
        with_whom = " and ".join(filter(None, [", ".join(self.bodies[:-1]), *self.bodies[-1:]]))
        return f"{self.review} is not through with the {with_whom}."


def under_way(reader: Reader, year: Year) -> list[UnderWay]:
    """The year's reviews that are still in their cycle: opened, and with a body neither closed nor skipped."""
    register = Register.objects.filter(year=year).first()
    return _under_way(register, reader, year) if register else []


def _under_way(register: Register, reader: Reader, year: Year) -> list[UnderWay]:
    bodies = list(Body.objects.filter(trust=reader.trust))
    found = []
    for review in frame_of(register).reviews:
        still = tuple(str(body) for body in bodies if state_of(review, body) not in OVER_WITH)
        if review.opened_on and still:
            address = reverse("risks:review_detail", args=[year.trust.slug, year.slug, review.slug])
            found.append(UnderWay(str(review), still, address))
    return found


@transaction.atomic
def close_year(*, year: Year, reader: Reader) -> Year:
    """Close the year: whoever is writing to its register now comes first. The same sent twice closes once.

    Raises PermissionDenied, and ValidationError where a quarter is open or a review is still in its cycle.
    """
    begin(reader)
    register = Register.objects.filter(year=year).first()
    still = _under_way(hold(register.pk), reader, year) if register else []
    if Year.objects.filter(pk=year.pk, closed_on=None).exists():
        faults = [f"{one.says} Close it with its minutes, or skip the body, first." for one in still]
    else:
        faults = []
    try:
        current = years.close_year(year=year, reader=reader)
    except ValidationError as refused:
        faults = [*refused.messages, *faults]
    if faults:
        raise ValidationError(faults)
    return current
