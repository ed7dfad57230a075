"""Execution and publishing: notebooks run by Papermill, rendered, packed, listed in the portal.

A notebook imports `open_report` from here; everything else is for the `workbook` command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.run.opening import open_report

__all__ = ["open_report"]


def __getattr__(name: str) -> Any:
    if name != "open_report":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from helpers.run.opening import open_report

    return open_report
