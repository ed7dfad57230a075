"""Execution and publishing: notebooks run by Papermill, rendered, packed, listed in the portal.

A notebook imports `open_report` from here; everything else is for the `workbook` command.
"""

from helpers.run.open_report import open_report

__all__ = ["open_report"]
