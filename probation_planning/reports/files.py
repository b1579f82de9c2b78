"""The file of a pack, of either kind: the page it is drawn from, and its bytes, kept once for ever."""

from collections.abc import Sequence

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Trust
from probation_planning.reports import board_paper, packs
from probation_planning.reports.models import BoardPack, BoardPackFile, Pack, PackFile
from probation_planning.reports.packs import file_of
from probation_planning.reports.pdf import Paper, render


def has_file(pack: Pack | BoardPack) -> bool:
    """Whether its PDF is drawn."""
    if isinstance(pack, Pack):
        return PackFile.objects.filter(pack=pack).exists()
    return BoardPackFile.objects.filter(pack=pack).exists()


def page_of(pack: Pack | BoardPack) -> tuple[str, Sequence[str]]:
    """The page that its PDF is drawn from, made of its own data alone, and the style sheets this needs."""
    if isinstance(pack, Pack):
        return packs.as_html(pack.data, pack.fingerprint), packs.sheets_of(pack.data)
    return board_paper.as_html(pack.data, pack), board_paper.sheets_of(pack.data)


def keep_file(pack: Pack | BoardPack, paper: Paper) -> None:
    """Keep its PDF. Two who draw it at once draw the same bytes; the first to come keeps them."""
    if isinstance(pack, Pack):
        given = PackFile(pack=pack, **file_of(packs.file_name(pack), paper))
        PackFile.objects.bulk_create([given], ignore_conflicts=True)
    else:
        file = BoardPackFile(pack=pack, **file_of(board_paper.file_name(pack), paper))
        BoardPackFile.objects.bulk_create([file], ignore_conflicts=True)


def draw_file(trust: Trust, pack: Pack | BoardPack) -> None:
    """Draw the file of a pack that has none, while its caller waits. Raises PdfError."""
    with tenancy.trust(trust):
        if has_file(pack):
            return
        html, sheets = page_of(pack)
    paper = render(html, sheets=sheets)
    with tenancy.trust(trust):
        keep_file(pack, paper)
