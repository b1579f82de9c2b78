"""What became of the risks of a pack after the body was given it, so far as the reader may see it today."""

from collections import defaultdict
from typing import Any, NamedTuple

from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.given.reading import band_word
from probation_planning.reports.models import Pack, PackedRisk
from risks.models import Assessment, AssessmentKind, Review, Standing, Turn
from risks.reading import OpenRegister, is_begun, open_register


class Since(NamedTuple):
    """A risk by the reference and words it had in the pack, and what changed."""

    reference: str
    title: str
    says: list[str]


def changes_since(pack: Pack, reader: Reader, year: Year) -> list[Since]:
    """Each risk of the pack that changed, in printed order.

    Corrections, later ratings, and decisions on its place, owners and response; of each kind what `visible_to` opens.
    """
    opened = open_register(reader, year)
    if opened is None or opened.current is None or pack.act is None:
        return []
    stood = list(PackedRisk.objects.filter(pack=pack).select_related("entry", "assessment"))
    seen = Standing.objects.visible_to(reader, opened.register).filter(review=pack.review)
    words = {row.entry_id: row for row in seen.filter(entry__in=[one.entry_id for one in stood])}
    entries = set(words)
    later = [one for one in opened.begun if one.month > pack.review.month]
    said: dict[int, list[str]] = defaultdict(list)
    for entry, sentence in [
        *_corrections(opened, pack, entries),
        *_ratings(opened, {one.entry_id: one for one in stood}, entries, later),
        *_turns(opened, pack, entries),
    ]:
        said[entry].append(sentence)
    order = sorted(said, key=lambda entry: (words[entry].section, words[entry].order, entry))
    return [Since(words[entry].reference, words[entry].title, said[entry]) for entry in order]


def _corrections(opened: OpenRegister, pack: Pack, entries: set[int]) -> list[tuple[int, str]]:
    rows: Any = Assessment.objects.visible_to(opened.reader, opened.register).filter(
        entry__in=entries, review=pack.review, kind=AssessmentKind.CORRECTION, moment__gt=_moment(pack)
    )
    rows = rows.select_related("corrects").order_by("moment")
    thresholds = opened.thresholds(pack.review)
    told = []
    for row in rows:
        was = f", was {_rated(row.corrects.score, thresholds)}" if row.corrects and row.corrects.score else ""
        words = f"Its rating was corrected to {_rated(row.score, thresholds)}{was}"
        told.append((row.entry_id, f"{words}{_on(row.dated)}{_why(row.reason)}"))
    return told


def _ratings(
    opened: OpenRegister, stood: dict[int, PackedRisk], entries: set[int], later: list[Review]
) -> list[tuple[int, str]]:
    """The last rating given at a later review, where it says something else than the pack."""
    rows = opened.standings_at([one for one in later if is_begun(one)]).filter(entry__in=entries, score__isnull=False)
    last: dict[int, tuple[Review, int, int | None, int | None]] = {}
    reviews = {one.pk: one for one in later}
    for entry, review, score, likelihood, impact in rows.order_by("review__month").values_list(
        *("entry", "review", "score", "likelihood", "impact")
    ):
        if score is not None:
            last[entry] = (reviews[review], score, likelihood, impact)
    told = []
    for entry, (review, score, likelihood, impact) in last.items():
        given = stood[entry].assessment
        was = given.score if given else None
        rated = _rated(score, opened.thresholds(review))
        if was is None:
            told.append((entry, f"Rated at {review}: {rated}."))
        elif was != score:
            told.append((entry, f"Rated again at {review}: {rated}, {'higher' if score > was else 'lower'}."))
        elif given and given.likelihood and (given.likelihood, given.impact) != (likelihood, impact):
            told.append((entry, f"Rated again at {review}: {rated}, likelihood {likelihood} × impact {impact}."))
    return told


def _turns(opened: OpenRegister, pack: Pack, entries: set[int]) -> list[tuple[int, str]]:
    rows = Turn.objects.visible_to(opened.reader, opened.register).filter(entry__in=entries, moment__gt=_moment(pack))
    told = []
    for row in rows.order_by("moment"):
        moved = f": {row.before or 'none'} to {row.after or 'none'}" if row.before or row.after else ""
        told.append((row.entry_id, f"{row.get_kind_display()}{moved}{_on(row.dated)}{_why(row.reason)}"))
    return told


def _moment(pack: Pack) -> int:
    return pack.act.moment if pack.act else 0


def _rated(score: int | None, thresholds: Any) -> str:
    return f"{score} {band_word(score, thresholds).capitalize()}".strip()


def _on(day: Any) -> str:
    return f" on {day:%-d %B %Y}" if day else ""


def _why(reason: str) -> str:
    return f": {reason}" if reason else "."
