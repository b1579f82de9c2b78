"""What lies across the registers: links, findings and packs."""

from probation_planning.reports.models.findings import Finding
from probation_planning.reports.models.links import Link
from probation_planning.reports.models.packs import Pack, PackedRisk, PackFile

__all__ = ["Finding", "Link", "Pack", "PackFile", "PackedRisk"]
