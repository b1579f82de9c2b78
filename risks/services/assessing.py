"""The act of rating a risk, and what stands in its way."""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from probation_planning.organisation import clock
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Owner
from probation_planning.organisation.questions import attach, question
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as, faults_of_word, names_of
from risks.frames import frame_of
from risks.models import (
    Acceptance,
    Assessment,
    AssessmentKind,
    Entry,
    EntryCategory,
    Phase,
    Review,
    Stage,
    Standing,
)
from risks.models.assessments import StandingQuerySet
from risks.reading import is_begun
from risks.record import owners_of
from risks.scoring import Change, Factors, Thresholds, band, change, sits, why_asked
from risks.services.locking import lock
from risks.services.telling import tell_if_turned

# Checked by the database and never typed by a person.
GIVEN = frozenset({"trust", "register", "entry", "review", "given_by", "given_as", "document"})


@transaction.atomic
def assess(
    *,
    entry: Entry,
    review: Review,
    reader: Reader,
    likelihood: int,
    impact: int,
    comments: str,
    proposed_actions: str,
    reason: str,
    seen: int,
    nothing_more: str = "",
    told_on: datetime.date | None = None,
    given_as: Owner | None = None,
) -> Assessment:
    """Propose a rating of the risk for the review, with the risk's words as they stand now.

    `seen` is how many assessments the reader saw there, 0 for none. The same answer sent twice is one.
    `nothing_more` answers whether more can be done, where the risk stays in Red or Black without moving.
    Raises Entry.DoesNotExist where the reader no longer sees the risk, PermissionDenied, ValidationError by field, or
    Conflict with the assessment that came between.
    """
    register = lock(entry.register_id)
    frame = frame_of(register)
    reviews = {one.pk: one for one in frame.reviews}
    review = reviews[review.pk]
    current = with_words(entry.pk)
    current.starts_at = reviews.get(current.starts_at_id)
    refuse_unless_answerable(current, review, reader)
    answer: dict[str, Any] = {
        "likelihood": likelihood,
        "impact": impact,
        "comments": comments,
        "proposed_actions": proposed_actions,
        "nothing_more": nothing_more,
        "reason": reason,
        "given_by_id": reader.user.pk,
        **on_whose_word(current, reader, told_on, given_as),
    }
    standing = standing_to_rate(current, review)
    latest: Assessment | None = standing.assessment
    if latest and all(getattr(latest, name) == value for name, value in answer.items()):
        return latest
    if seen != standing.given:
        raise Conflict(latest)
    assessment = Assessment(
        register=register,
        entry=current,
        review=review,
        kind=AssessmentKind.PROPOSED,
        dated=clock.today(),
        **as_it_stands(current),
        **answer,
    )
    assessment.clean_fields(exclude=GIVEN)
    thresholds = frame.thresholds(review)
    if missing := _what_is_missing(assessment, Factors(likelihood, impact), standing, thresholds):
        raise ValidationError(missing)
    assessment.save()
    tell_if_turned(
        register=register,
        entry=current,
        assessment=assessment,
        before=band(standing.ranked, thresholds) if standing.ranked and thresholds else None,
        after=band(likelihood * impact, thresholds) if thresholds else None,
        reader=reader,
    )
    return assessment


def standing_to_rate(entry: Entry, review: Review) -> Any:
    """How the risk stands at the review, with what it is rated beside.

    `given` is how many assessments are told of it there, for a form to say what it was filled in beside; `is_accepted`
    whether an acceptance in date answers for its staying in Red or Black.
    Raises Entry.DoesNotExist where the walls let nobody see it there.
    """
    found = _standing_to_rate(entry.pk, review.pk, clock.today())
    if not found:
        raise Entry.DoesNotExist
    return found[0]


@question
def _standing_to_rate(entry: int, review: int, day: datetime.date) -> QuerySet[Standing]:
    rows = beside_which_to_rate(Standing.objects.all(), day).filter(entry=entry, review=review)
    return rows.select_related("assessment__given_by", "previous")


def beside_which_to_rate(rows: StandingQuerySet, day: datetime.date) -> StandingQuerySet:
    """Each with `given` and `is_accepted`, as `standing_to_rate` says them."""
    given = Assessment.objects.filter(entry=OuterRef("entry"), review=OuterRef("review")).told_in(OuterRef("section"))
    how_many = given.order_by().values("entry").annotate(many=Count("pk")).values("many")
    accepted = Acceptance.objects.that_count().filter(
        entry=OuterRef("entry"),
        section=OuterRef("section"),
        state=Acceptance.State.IN_FORCE,
        until__gte=day,
    )
    return rows.annotate(given=Coalesce(Subquery(how_many), 0), is_accepted=Exists(accepted))


def with_words(pk: int) -> Any:
    """The risk as it stands now, with its owners and, as `category_names`, its categories.

    Raises Entry.DoesNotExist where the walls let nobody see it.
    """
    found = _with_words(pk)
    if not found:
        raise Entry.DoesNotExist
    entry = found[0]
    attach(entry, "owners", owners_of(pk))
    return entry


@question
def _with_words(pk: int) -> QuerySet[Entry]:
    of_entry = EntryCategory.objects.filter(entry=OuterRef("pk")).order_by("order")
    return Entry.objects.annotate(category_names=ArraySubquery(of_entry.values("category__name"))).filter(pk=pk)


def as_it_stands(entry: Any) -> dict[str, Any]:
    """What a rating keeps of the risk, read by `with_words`: its place, words, owners and responses."""
    return {
        "section": entry.section,
        "reference": entry.reference,
        "title": entry.title,
        "success": entry.success,
        "categories": entry.category_names,
        "owners": [row.owner.name for row in entry.owners.all()],
        "responses": entry.responses,
    }


def refuse_unless_answerable(entry: Entry, review: Review, reader: Reader) -> None:
    """Refuse in words what the reader may not rate, or not now."""
    refuse_unless_ratable(entry, reader)
    if not is_begun(review):
        raise PermissionDenied(f"{review} is not open yet. Ratings can be given once it is opened.")
    if review.phase(entry.section) is Phase.PAPERS:
        body = next(stage.body for stage in review.stages.all() if stage.state == Stage.State.ISSUED)
        raise PermissionDenied(f"The papers for {review} are with the {body}; ratings change only at its meeting.")
    if not review.is_open(entry.section):
        raise PermissionDenied(f"{review} is closed. Its ratings stand as the committees were given them.")
    if entry.starts_at and entry.starts_at.month > review.month:
        raise PermissionDenied(f"{entry} stands in the register from {entry.starts_at} only.")


def refuse_unless_ratable(entry: Entry, reader: Reader) -> None:
    """Refuse in words a risk that is not the reader's to rate, or is closed.

    By role first: whoever reads what was issued is told no name or reference given since.
    """
    if not reader.working_roles:
        raise PermissionDenied("A risk is rated by its owners and the performance officer. You can read it.")
    if not entry.may(reader, Act.ANSWER):
        owners = names_of(entry.owners.all())
        whose = f"{entry} belongs to {owners}" if owners else f"{entry} has no owner recorded"
        raise PermissionDenied(f"{whose}. You can read it but not rate it.")
    if entry.closed_on:
        raise PermissionDenied(f"{entry} was closed on {entry.closed_on:%-d %B %Y} and takes no more ratings.")


def on_whose_word(
    entry: Entry, reader: Reader, told_on: datetime.date | None, given_as: Owner | None
) -> dict[str, object]:
    """As which owner the answer is given: one's own, or the one that told the officer, and when."""
    owned = entry.owners.all()
    if mine := answers_as(owned, reader):
        return {"given_as_id": mine.pk, "told_on": None}
    faults = faults_of_word(owned, given_as, told_on, name="given_as")
    if faults or given_as is None:
        raise ValidationError(faults)
    return {"given_as_id": given_as.pk, "told_on": told_on}


def _what_is_missing(
    assessment: Assessment, factors: Factors, earlier: Any, thresholds: Thresholds | None
) -> dict[str, str]:
    """Words that the rating cannot do without, measured against the last assessed review."""
    earlier_factors = earlier.previous.factors if earlier.previous else None
    missing = {}
    if not assessment.reason and (asked := why_asked(factors, earlier.previous_score, earlier_factors, thresholds)):
        missing["reason"] = f"Say why the rating changes: {asked}."
    score = factors.likelihood * factors.impact
    moved = change(score, factors, earlier.previous_score, earlier_factors)
    if moved is Change.LEVEL and not assessment.comments:
        missing["comments"] = "The rating does not change. Say in a sentence why it stands."
    if not assessment.nothing_more and not earlier.is_accepted:
        sat = sits(score, thresholds, earlier.previous_score, earlier.sat_before)
        if thresholds and sat > 1:
            stays = f"{score} {band(score, thresholds).label}"
            missing["nothing_more"] = f"The risk stays at {stays} for {sat} reviews. Say whether more can be done."
    return missing
