"""The turns in a risk's life, as one reader is told of them."""

from risks.cuts import cut_at
from risks.models import Review, Turn
from risks.record import RiskRecord


def turns_of(record: RiskRecord, review: Review) -> list[Turn]:
    """Every dated decision on the risk up to the review asked for, newest first; read in one question.

    A risk that has left what the reader sees stood at an earlier review last; that it left is told none the less.
    """
    opened = record.opened
    turns = Turn.objects.visible_to(opened.reader, opened.register).filter(entry=record.line.entry_id)
    cut = cut_at(opened, review if opened.reader.working_roles else record.review, record.line.section)
    if cut.moment is not None:
        turns = turns.filter(moment__lte=cut.moment)
    return list(turns.select_related("given_by").order_by("-moment"))
