"""Execution and publishing: notebooks run by Papermill, rendered, packed, listed in the portal.

A notebook imports `open_report` from here, that on data quality `open_quality`; everything else is for the `workbook`
command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.run.opening import open_report
    from helpers.run.quality import open_quality

__all__ = ["open_quality", "open_report"]


def __getattr__(name: str) -> Any:
    if name == "open_report":
        from helpers.run.opening import open_report

        return open_report
    if name == "open_quality":
        from helpers.run.quality import open_quality

        return open_quality
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
