"""The turns in a risk's life, as one reader is told of them."""

from django.db.models import QuerySet

from probation_planning.organisation.questions import question
from probation_planning.organisation.roles import Reader
from risks.cuts import cut_at
from risks.models import Review, Turn
from risks.reading import register_asked
from risks.record import RiskRecord


def turns_of(record: RiskRecord, review: Review) -> list[Turn]:
    """Every dated decision on the risk up to the review asked for, newest first; read in one question.

    A risk that has left what the reader sees stood at an earlier review last; that it left is told none the less.
    """
    opened = record.opened
    cut = cut_at(opened, review if opened.reader.working_roles else record.review, record.line.section)
    return _turns(*opened.asking, record.line.entry_id, cut.moment)


@question
def _turns(reader: Reader, register: int, opens: frozenset[str], entry: int, up_to: int | None) -> QuerySet[Turn]:
    rows = Turn.objects.visible_to(reader, register_asked(register, opens)).filter(entry=entry)
    if up_to is not None:
        rows = rows.filter(moment__lte=up_to)
    return rows.select_related("given_by").order_by("-moment")
