"""Risks that are rated and still want something: an owner, a response, or a plan where they are Red or Black."""

from typing import NamedTuple

from django.db.models import QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.models import Body, Year
from probation_planning.organisation.questions import question
from risks.gate import Gate, Missing, Only, gate_of
from risks.lines import RiskLine
from risks.models import Review
from risks.reading import OpenRegister, is_begun


class Gap(NamedTuple):
    """A risk, and what it still wants in words."""

    line: RiskLine
    says: str


def gate_at(opened: OpenRegister, year: Year, review: Review, only: Only) -> Gate:
    """The gate of the body that reads most of what the reader follows; an empty one where no body does."""
    bodies = [body for body in _bodies(opened.reader.trust.pk) if set(body.sections) <= set(opened.sections)]
    if not bodies:
        return Gate(())
    body = max(bodies, key=lambda one: len(one.sections))
    return gate_of(opened.frame, year, review, body, clock.today(), only)


@question
def _bodies(trust: int) -> QuerySet[Body]:
    return Body.objects.filter(trust=trust).order_by("order")


def gaps_at(opened: OpenRegister, year: Year, review: Review) -> list[Gap]:
    """What is not rated yet is no gap."""
    gate = gate_at(opened, year, review, Only.RATED_AND_STOPPING)
    wanting = {
        risk.entry: " ".join(stop.says for stop in risk.stops)
        for risk in gate.stopped
        if all(stop.missing is not Missing.NOT_ASSESSED for stop in risk.stops)
    }
    lines = opened.lines_of(list(wanting), review) if wanting and is_begun(review) else []
    lines.sort(key=lambda line: (line.section, line.order, line.entry_id))
    return [Gap(line, wanting[line.entry_id]) for line in lines]
