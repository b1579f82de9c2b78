"""The act by which the officer records that the plan was approved, and so makes a version of it."""

import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from objectives.contents import PlanWritten, contents_of
from objectives.models import AnnualPlan, PlanVersion
from objectives.services.locking import lock
from objectives.versions import Difference, differences, keep_version
from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.hands import Hand, last_hand
from probation_planning.organisation.hands import fingerprint as number_for
from probation_planning.organisation.models import Body
from probation_planning.organisation.roles import Reader


class Draft(NamedTuple):
    """The plan as it would be published: the version before it, what it says, and what is new."""

    last: PlanVersion | None
    contents: PlanWritten
    new: list[Difference]

    @property
    def digest(self) -> str:
        """The fingerprint it would have."""
        return fingerprint(self.contents)

    @property
    def seen(self) -> int:
        """What the form was filled in beside."""
        return number_for([self.last.number if self.last else 0, self.digest])

    @property
    def is_published(self) -> bool:
        """Whether the last version was approved and says all of it."""
        approved = self.last is not None and self.last.kind == PlanVersion.Kind.APPROVED
        return approved and self.last is not None and self.last.digest == self.digest


def draft_of(annual_plan: AnnualPlan) -> Draft:
    """The plan as it stands, beside its last version."""
    last = annual_plan.versions.select_related("body", "published_by").order_by("-number").first()
    contents = contents_of(annual_plan)
    return Draft(last, contents, differences(last.contents, plain(contents)) if last else [])


@transaction.atomic
def publish(
    *,
    annual_plan: AnnualPlan,
    reader: Reader,
    approved_on: datetime.date,
    body: Body | None,
    minute_reference: str,
    note: str,
    seen: int,
) -> PlanVersion:
    """Make the plan as it stands the next version, approved on the day. The same form sent twice makes one.

    Raises PermissionDenied, ValidationError, and Conflict with (Draft, Hand) where the plan is not as it was shown.
    """
    current = lock(annual_plan, reader)
    draft = draft_of(current)
    given = (approved_on, body.pk if body else None, minute_reference, note)
    if draft.is_published and draft.last is not None:
        last = draft.last
        if given == (last.approved_on, last.body_id, last.minute_reference, last.note):
            return last
        raise ValidationError(f"Nothing has changed since version {last.number}, so there is nothing to publish.")
    if seen != draft.seen:
        raise Conflict((draft, who_built_last(current)))
    return keep_version(
        current,
        draft.contents,
        kind=PlanVersion.Kind.APPROVED,
        approved_on=approved_on,
        body=body,
        minute_reference=minute_reference,
        note=note,
        published_by=reader.user,
    )


def who_built_last(annual_plan: AnnualPlan) -> Hand:
    """Who changed the plan last, and when."""
    of_objective = {"objective__annual_plan": annual_plan}
    return last_hand(
        "objectives",
        ("AnnualPlanEvent", {"pgh_obj": annual_plan.pk}),
        ("ObjectiveEvent", {"annual_plan": annual_plan.pk}),
        ("ThemeEvent", {"plan": annual_plan.plan_id}),
        ("AimEvent", {"plan": annual_plan.plan_id}),
        ("NarrativeEvent", {"annual_plan": annual_plan.pk}),
        ("PlanningTableEvent", {"annual_plan": annual_plan.pk}),
        *((f"Planning{part}Event", {"table__annual_plan": annual_plan.pk}) for part in ("Line", "Column")),
        ("PlanningCellEvent", {"row__table__annual_plan": annual_plan.pk}),
        *((name, of_objective) for name in ("OutcomeEvent", "ObjectiveOwnerEvent", "DeadlineEvent", "SubItemEvent")),
    )
