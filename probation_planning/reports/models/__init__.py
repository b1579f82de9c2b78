"""What lies across the registers: links, findings and packs."""

from probation_planning.reports.models.board import BoardPack, BoardPackedRisk, BoardPackFile, BoardPackWithdrawal
from probation_planning.reports.models.drawings import Drawing, DrawnFile
from probation_planning.reports.models.findings import Finding
from probation_planning.reports.models.links import Link
from probation_planning.reports.models.packs import Pack, PackedRisk, PackFile
from probation_planning.reports.models.warnings import EarlyWarning
from probation_planning.reports.models.words import Word

__all__ = [
    "BoardPack",
    "BoardPackFile",
    "BoardPackWithdrawal",
    "BoardPackedRisk",
    "Drawing",
    "DrawnFile",
    "EarlyWarning",
    "Finding",
    "Link",
    "Pack",
    "PackFile",
    "PackedRisk",
    "Word",
]
