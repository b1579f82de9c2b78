"""Loading a trust's published papers from `fixtures/`: creates what is missing, changes nothing, lists what differs."""

from probation_planning.reports.load_paper.folder import load_folder
from probation_planning.reports.load_paper.keeper import Keeper

__all__ = ["Keeper", "load_folder"]
