"""Of which risks something is planned at a review, or in date, or late: told in SQL for many at once."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from risks.cuts import Cut, cut_at, given_sections
from risks.models import Acceptance, Action, Register, Review, Standing
from risks.models.registers import SECTIONS
from risks.reading import OpenRegister, is_begun, register_asked, standings_asked
from risks.things import in_hand, overdue

Cuts = tuple[tuple[int, Cut], ...]


def with_plan(opened: OpenRegister, review: Review, plan: str) -> Q:
    """Standings of risks by what is planned of them at the review.

    `plan`: `overdue`, an action is; `in_hand`, an action is; `accepted`, an acceptance is in date; `lapsed`, there was
    one and none is.
    """
    return _hits(opened.reader, opened.register, _cuts(opened, review), plan)


def planned(opened: OpenRegister, review: Review, plan: str) -> set[int]:
    """The entries that stand at the review of which that is planned."""
    cuts = _cuts(opened, review)
    return set(_planned_at(*opened.asking, review.pk, frozenset({plan}), cuts)) if cuts and is_begun(review) else set()


def _cuts(opened: OpenRegister, review: Review) -> Cuts:
    """What "then" means in each section that the reader is told of."""
    told = SECTIONS if opened.reader.working_roles else given_sections(review)
    return tuple((section, cut_at(opened, review, section)) for section in SECTIONS if section in told)


@question
def _planned_at(
    reader: Reader, register: int, opens: frozenset[str], review: int, plans: frozenset[str], cuts: Cuts
) -> QuerySet[Standing, int]:
    [plan] = plans
    hits = _hits(reader, register_asked(register, opens), cuts, plan)
    return standings_asked(reader, register, opens, (review,)).filter(hits).values_list("entry_id", flat=True)


def _hits(reader: Reader, register: Register, cuts: Cuts, plan: str) -> Q:
    hits = Q(pk__in=[])
    for section, cut in cuts:
        hits |= Q(_of_section(reader, register, section, cut, plan), section=section)
    return hits


def _of_section(reader: Reader, register: Register, section: int, cut: Cut, plan: str) -> Q:
    def there(model: type[Action | Acceptance]) -> Any:
        rows: Any = model.objects.visible_to(reader, register)
        return rows.filter(entry=OuterRef("entry"), section=section).that_count(cut.moment)

    if plan == "overdue":
        return Q(Exists(there(Action).filter(overdue(cut.day))))
    if plan == "in_hand":
        return Q(Exists(there(Action).filter(in_hand(cut.day))))
    accepted = there(Acceptance).filter(state=Acceptance.State.IN_FORCE)
    in_date = Exists(accepted.filter(until__gte=cut.day))
    return Q(in_date) if plan == "accepted" else Q(Exists(accepted)) & ~Q(in_date)
