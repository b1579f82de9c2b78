"""The turns in a risk's life, as one reader is told of them."""

from risks.cuts import cut_at
from risks.models import Turn
from risks.record import RiskRecord


def turns_of(record: RiskRecord) -> list[Turn]:
    """Every dated decision on the risk up to the review, newest first; read in one question."""
    opened = record.opened
    turns = Turn.objects.visible_to(opened.reader, opened.register).filter(entry=record.line.entry_id)
    cut = cut_at(opened, record.review, record.line.section)
    if cut.moment is not None:
        turns = turns.filter(moment__lte=cut.moment)
    return list(turns.select_related("given_by").order_by("-moment"))
