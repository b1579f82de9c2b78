"""The gate: what of the register stops a body's papers, and what the officer is told besides (domain.md, "The gate").

It looks at the sections the body reads and at nothing else, whoever asks.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation.addresses import way_to
from probation_planning.organisation.models import Body, Holding, OwnerKind, Year
from probation_planning.organisation.questions import question
from risks.answers import is_answered, rated_at
from risks.frames import Frame
from risks.lines import worse
from risks.models import (
    Acceptance,
    Action,
    AssessmentKind,
    Decision,
    Entry,
    EntryOwner,
    Question,
    Review,
    Standing,
)
from risks.scoring import HOT, Band, Thresholds, band, known_factors
from risks.things import in_hand


class Missing(StrEnum):
    """What stops the papers."""

    NOT_ASSESSED = "not_assessed"
    NO_OWNER = "no_owner"
    NO_RESPONSE = "no_response"
    NO_PLAN = "no_plan"


class Only(Enum):
    """Which risks are looked at: all, or no others than may stop the papers, or than may though they are rated."""

    ALL = "all"
    STOPPING = "stopping"
    RATED_AND_STOPPING = "rated and stopping"


# Nobody rates a risk in a section that it has left.
MOVED = ", and has moved to another section since: it is rated there from the next review on."
# Under one head for all risks of which it is missing, as page 1 of a pack prints it.
HEADS: Mapping[Missing, str] = {
    Missing.NOT_ASSESSED: "Not assessed for this review",
    Missing.NO_OWNER: "No owner",
    Missing.NO_RESPONSE: "No response",
    Missing.NO_PLAN: "Red or Black without an action in hand or an acceptance in date",
}


class Way(NamedTuple):
    """A page on which something is mended."""

    label: str
    address: str


class Stop(NamedTuple):
    """One thing missing of one risk."""

    missing: Missing
    says: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Looked:
    """A risk as the gate finds it: what stops the papers, and what is only worth a look."""

    entry: int
    section: int
    reference: str
    title: str
    score: int | None
    band: Band | None
    owners: tuple[str, ...]
    stops: tuple[Stop, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """What the gate finds of a review's risks for one body, worst first; and in which sections it looked."""

    risks: tuple[Looked, ...]
    sections: frozenset[int] = frozenset()

    @cached_property
    def stopped(self) -> tuple[Looked, ...]:
        """Risks that stop the papers."""
        return tuple(risk for risk in self.risks if risk.stops)

    @cached_property
    def warned(self) -> tuple[Looked, ...]:
        """Risks with something to look at."""
        return tuple(risk for risk in self.risks if risk.warnings)

    @property
    def total(self) -> int:
        """How many things are missing."""
        return sum(len(risk.stops) for risk in self.stopped)

    @property
    def lines(self) -> frozenset[str]:
        """Each thing missing in a word, `1.12:no_owner`, for a form to say what was seen."""
        return frozenset(f"{risk.reference}:{stop.missing}" for risk in self.stopped for stop in risk.stops)

    @property
    def fingerprint(self) -> str:
        """Another one whenever something is mended or comes to be missing."""
        return fingerprint(sorted([risk.entry, stop.missing] for risk in self.stopped for stop in risk.stops))

    @property
    def exceptions(self) -> list[dict[str, Any]]:
        """What is missing, as the act that issues the papers all the same keeps it."""
        return [
            {
                "entry": risk.entry,
                "section": risk.section,
                "reference": risk.reference,
                "condition": stop.missing.value,
                "says": stop.says,
            }
            for risk in self.stopped
            for stop in risk.stops
        ]


def gate_of(frame: Frame, year: Year, review: Review, body: Body, day: datetime.date, only: Only = Only.ALL) -> Gate:
    """What the gate finds on the day; one question to the database, however many risks there are.

    `review` is one of the frame's; `year` is the register's, with its trust. `only`: of which risks alone.
    """
    thresholds = frame.thresholds(review)
    hot = min((thresholds.span(one)[0] for one in HOT), default=0) if thresholds else 0
    sections = frozenset(body.sections)
    rows = _rows(review.pk, body.pk, sections, day, hot, only)
    return Gate(tuple(_look(row, thresholds, year, review, body) for row in rows), sections)


@question
def _rows(
    review: int, body: int, sections: frozenset[int], day: datetime.date, hot: int, only: Only
) -> QuerySet[Standing, dict[str, Any]]:
    """Every live risk of the sections the body reads, worst first, with all that is asked of it.

    A risk that now stands where the reader may not follow has no `now`, and is looked at as it stood. `hot` is the
    lowest score that is Red or Black.
    """
    now = Entry.objects.filter(pk=OuterRef("entry")).order_by()
    owners = EntryOwner.objects.filter(entry=OuterRef("entry")).order_by()
    held = Holding.objects.on(day).filter(post=OuterRef("owner"))
    here = {
        "entry": OuterRef("entry"),
        "section": Coalesce(Subquery(now.values("section")), OuterRef("section")),
        "section__in": sections,
    }
    actions = Action.objects.that_count().filter(state=Action.State.OPEN, **here)
    accepted = Acceptance.objects.that_count().filter(state=Acceptance.State.IN_FORCE, until__gte=day, **here)
    asked = Question.objects.that_count().filter(entry=OuterRef("entry"), section__in=sections, body=body)
    rows = Standing.objects.filter(review=review, section__in=sections).live()
    rows = rows.annotate(
        now=Subquery(now.values(row=JSONObject(section="section", reference="reference", responses="responses"))),
        owned=Exists(owners),
        unheld=Exists(
            owners.filter(
                Q(owner__closed_on__lte=day) | Q(owner__kind=OwnerKind.POST) & ~Exists(held),
            )
        ),
        planned=Exists(actions.filter(in_hand(day))),
        overdue=Exists(actions.filter(due_on__lt=day)),
        accepted=Exists(accepted),
        asked=Exists(asked.exclude(state=Question.State.CLOSED)),
    )
    if only is not Only.ALL:
        bare = Exists(now.filter(responses=[])) | Q(now=None, responses=[])
        unplanned = (Q(ranked__gte=hot) | Q(score__gte=hot)) & Q(planned=False, accepted=False)
        stops = Q(owned=False) | Q(owners=[]) | bare | unplanned
        rated = rated_at(review)
        rows = rows.filter(rated & stops if only is Only.RATED_AND_STOPPING else ~rated | stops)
    found: QuerySet[Standing, dict[str, Any]] = rows.order_by(
        F("ranked").desc(nulls_last=True), "section", "order", "entry_id"
    ).values(
        *("entry_id", "section", "reference", "title", "owners", "responses"),
        *("likelihood", "impact", "score", "ranked", "sat", "tolerated", "decision"),
        *("assessment__kind", "assessment__nothing_more", "assessment__moment", "interim__moment"),
        *("now", "owned", "unheld", "planned", "overdue", "accepted", "asked"),
    )
    return found


def _look(row: Mapping[str, Any], thresholds: Thresholds | None, year: Year, review: Review, body: Body) -> Looked:
    score = worse(row["ranked"], row["score"])
    found = band(score, thresholds) if score and thresholds else None
    return Looked(
        entry=row["entry_id"],
        section=row["section"],
        reference=row["reference"],
        title=row["title"],
        score=score,
        band=found,
        owners=tuple(row["owners"]),
        stops=tuple(_stops(row, found, year, review, body)),
        warnings=tuple(_warnings(row, found)),
    )


def _stops(row: Mapping[str, Any], found: Band | None, year: Year, review: Review, body: Body) -> Iterable[Stop]:
    now = row["now"] or {"section": None, "responses": row["responses"]}
    owned = row["owned"] if row["now"] else bool(row["owners"])
    to_mend = (year.trust.slug, year.slug, now["reference"]) if now["section"] in body.sections else None
    if not is_answered(row):
        if review.is_open(row["section"]):
            has_moved = to_mend and now["section"] != row["section"]
            says = f"It is not assessed for {review}{MOVED if has_moved else '.'}"
            ways = _ways(None if has_moved else to_mend, ("Assess it", f"assess/?review={review.slug}"))
            yield Stop(Missing.NOT_ASSESSED, says, ways)
        else:
            yield Stop(Missing.NOT_ASSESSED, f"It is not assessed for {review}, whose ratings are closed.", ())
    if not owned:
        yield Stop(Missing.NO_OWNER, "It has no owner.", _ways(to_mend, ("Name an owner", "edit/#id_leads")))
    if not now["responses"]:
        ways = _ways(to_mend, ("Choose a response", "edit/#id_responses_0"))
        yield Stop(Missing.NO_RESPONSE, "It has no response.", ways)
    if found in HOT and not (row["planned"] or row["accepted"]):
        yield Stop(
            Missing.NO_PLAN,
            f"It is {found.label}, with no open action that has an owner and a date still to come, "
            "and no acceptance in date.",
            _ways(to_mend, ("Add an action", "actions/new/"), ("Record an acceptance", "acceptances/new/")),
        )


def _warnings(row: Mapping[str, Any], found: Band | None) -> Iterable[str]:
    sat: int = row["sat"] or 0
    last_moment, between = row["assessment__moment"], row["interim__moment"]
    if between and (last_moment is None or between > last_moment):
        yield "It was rated again between reviews, after its rating for this one."
    if row["decision"] == Decision.Outcome.DEFERRED:
        yield "Its rating was deferred at the meeting."
    if row["assessment__kind"] == AssessmentKind.CORRECTION:
        yield "Its rating was corrected after it was closed."
    if found in HOT and sat > 1 and not (row["assessment__nothing_more"] or row["accepted"]):
        yield f"It has sat in {found.label} for {sat} reviews, and nobody has said whether more can be done."
    if row["score"] and known_factors(row["likelihood"], row["impact"], row["score"])[0] is None:
        yield "Its score has no likelihood and impact."
    if row["tolerated"] and row["ranked"] and row["ranked"] > row["tolerated"]:
        yield f"It is outside appetite: {row['tolerated']} is tolerated."
    if row["overdue"]:
        yield "An action is overdue."
    if row["unheld"]:
        yield "A post that owns it is vacant or closed."
    if row["asked"]:
        yield "A question of this body is open."


def _ways(to_mend: tuple[str, str, str] | None, *ways: tuple[str, str]) -> tuple[Way, ...]:
    """The pages under the risk's own; none of a risk that is not the body's to read any more."""
    if to_mend is None:
        return ()
    risk = way_to("risks:risk_detail", *to_mend)
    return tuple(Way(label, risk + rest) for label, rest in ways)
