"""Whether this machine and this project are fit for a build; for each fault, what to do. Nothing is changed.

finding.py       one thing looked at
installation.py  what is installed: versions, typeface, renderers
upkeep.py        what is in the project's folder: git, params, returns, what was published, disk
kept.py          what the workbook keeps for itself: each file opened and held against its checksum
examine.py       every look, in an order in which faults are best mended
"""

from helpers.cli.doctor.examine import examine
from helpers.cli.doctor.finding import DoctorFinding

__all__ = ["DoctorFinding", "examine"]
