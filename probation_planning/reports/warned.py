"""What warns of a risk and how it stands, and of which risks a measure warns: as one reader may know it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from probation_planning.organisation import clock
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.questions import by_page, question
from probation_planning.organisation.roles import Reader
from probation_planning.reports.models import EarlyWarning
from probation_planning.reports.thread import Found, risks_found
from probation_planning.reports.warnings import seen_of
from risks.models import Assessment, Entry
from scorecard.models import Measure
from scorecard.rating import Direction, Rating
from scorecard.standing import Standing, measures_among, standing, standings_by_key


@dataclass(frozen=True)
class Warned:
    """A measure that warns of a risk: what of it would, and where it stands."""

    warning: EarlyWarning
    standing: Standing

    @property
    def seen(self) -> int:
        """What a form about it is filled in beside."""
        return seen_of(self.warning)

    @property
    def alarm(self) -> str:
        """What of it speaks for a warning now: its target is missed, performance is worse; empty where neither."""
        found = ["missed its target"] if self.standing.rating is Rating.MISSED else []
        if self.standing.direction is Direction.WORSE:
            found.append("got worse")
        return " and ".join(found)

    @property
    def sentence(self) -> str:
        """The same with the measure and the period: Sickness absence missed its target in Q1 2011/12."""
        period = f" in {self.standing.period}" if self.standing.period else ""
        return f"{self.standing.measure.name} {self.alarm}{period}."

    def is_since(self, day: datetime.date | None) -> bool:
        """Whether its latest result was given on the day or later; a rating from paper has no day, and came before."""
        latest = self.standing.latest
        return day is None or latest is None or latest.dated >= day


def warnings_of(reader: Reader, year: Year, entry: Entry) -> list[Warned]:
    """What warns of a risk that the reader was found to see, as the scorecard prints it; one question where nothing."""
    rows = {row.measure_id: row for row in _named_at(entry.pk, entry.trust_id)}
    if not rows:
        return []
    found = standings_by_key(reader, year, list(rows), clock.today())
    return [Warned(rows[one.measure.pk], one) for one in found]


def missed_targets(
    reader: Reader, year: Year, quarters: Sequence[Quarter], measures: Iterable[int], day: datetime.date
) -> dict[int, str]:
    """Of these measures those that miss their target, each in a sentence; one question for one as for thousands."""
    asked = set(measures)
    rows = measures_among(reader, year.pk, by_page(sorted(asked))) if asked else ()
    found = [Warned(EarlyWarning(), standing(row, quarters, day)) for row in rows if not row.withdrawn_on]
    return {one.standing.measure.pk: one.sentence for one in found if one.standing.rating is Rating.MISSED}


def alarms(reader: Reader, entry: Entry, warned: Iterable[Warned]) -> list[str]:
    """What has spoken for a warning since the risk was rated last, in sentences; told to those at work on it alone."""
    alarmed = [one for one in warned if one.alarm] if reader.working_roles else []
    if not alarmed:
        return []
    ratings = Assessment.objects.visible_to(reader).filter(entry=entry)
    rated_on = ratings.order_by("-moment").values_list("dated", flat=True).first()
    return [one.sentence for one in alarmed if one.is_since(rated_on)]


@question
def _named_at(entry: int, trust: int) -> QuerySet[EarlyWarning]:
    return EarlyWarning.objects.filter(entry=entry, trust=trust).select_related("named_by").order_by("pk")


@dataclass(frozen=True)
class Warns:
    """A risk that a measure warns of, with its band and owners, and what of the measure would be a warning."""

    risk: Found
    says: str


def risks_warned_of(reader: Reader, year: Year, measure: Measure) -> list[Warns]:
    """The risks that a measure warns of, in the printed order: those that the reader sees, and no trace of others."""
    says = {row.entry_id: row.says for row in _named_for(reader, measure.pk)}
    found = risks_found(reader, year, list(says))
    return [Warns(found[entry], words) for entry, words in says.items() if entry in found]


@question
def _named_for(reader: Reader, measure: int) -> QuerySet[EarlyWarning]:
    rows = EarlyWarning.objects.visible_to(reader).filter(measure=measure)
    return rows.order_by("entry__section", "entry__order", "pk")
