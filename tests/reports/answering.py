"""What a director sends from "my work", in a few words."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from objectives.models import Objective, StatusUpdate
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import Draft, Owner, Quarter, Trust, User
from risks.models import Entry
from scorecard.models import Measure, MeasureOwner

DIRECTOR = "business.services@derbyshire.example"
CHIEF = "chief.executive@derbyshire.example"
OFFICER = "officer@derbyshire.example"
POST = "Director of Business Services"
ANSWERS = "/derbyshire/2011-12/answers/"
SAVED = "/#messages"
# What the hidden boxes of the page say on the day of the demonstration.
OPEN = {"quarter": "1", "review": "jun-11"}
RATED = {"likelihood": "4", "impact": "3", "comments": "The lease in Derby is late."}


def key(kind: str, reference: str) -> str:
    """What the names of a thing's boxes begin with."""
    rows: dict[str, Any] = {"objective": Objective.objects, "risk": Entry.objects}
    if kind == "measure":
        perspective, number = reference.split("-")
        return f"measure-{Measure.objects.get(perspective__number=perspective, number=number).pk}"
    return f"{kind}-{rows[kind].get(reference=reference).pk}"


def boxes(kind: str, reference: str, **typed: str) -> dict[str, str]:
    """What a thing's boxes send: what is typed, beside no answer unless told otherwise."""
    return {f"{key(kind, reference)}-{name}": value for name, value in ({"seen": "0"} | typed).items()}


def objective(reference: str, status: str = "at_risk", comment: str = "The supplier is late.", **more: str) -> Any:
    """An objective's boxes."""
    return boxes("objective", reference, status=status, comment=comment, **more)


def risk(reference: str, **more: str) -> dict[str, str]:
    """A risk's boxes: 4×3, unless told otherwise."""
    return boxes("risk", reference, **(RATED | more))


def measure(reference: str, **more: str) -> dict[str, str]:
    """A measure's boxes: a provisional result of the first quarter."""
    return boxes("measure", reference, **({"quarter": "1", "standing": "provisional"} | more))


def send(client: Client, *parts: dict[str, Any], **more: Any) -> HttpResponse:
    """Press the button."""
    data: dict[str, Any] = {**OPEN, "save": "all"}
    for part in parts:
        data |= part
    sent: Any = client.post(ANSWERS, data | more)
    return sent


def words(response: Any) -> str:
    """A page in one line."""
    return " ".join(response.content.decode().split())


def assign(reference: str, owner: str = POST) -> Measure:
    """A measure that the post owns."""
    perspective, number = reference.split("-")
    found = Measure.objects.get(perspective__number=perspective, number=number)
    MeasureOwner.objects.create(measure=found, owner=Owner.objects.get(name=owner))
    return found


def drafts_of(email: str) -> dict[str, dict[str, list[str]]]:
    """What somebody typed into Derbyshire's pages and has not saved, by address; nobody else may ask."""
    with tenancy.trust(Trust.objects.get(slug="derbyshire"), user=User.objects.get(email=email).pk):
        return {draft.address: draft.fields for draft in Draft.objects.all()}


def answered(
    reference: str, status: str, comment: str = "", *, quarter: int = 1, by: str = DIRECTOR, **more: Any
) -> Any:
    """An answer that stands already."""
    return StatusUpdate.objects.create(
        objective=Objective.objects.get(reference=reference),
        quarter=Quarter.objects.get(number=quarter),
        sequence=1,
        status=status,
        comment=comment,
        dated=clock.today(),
        given_by=User.objects.get(email=by),
        **more,
    )
