"""Execution and publishing: notebooks run by Papermill, rendered, packed, listed in the portal.

A notebook imports `open_report` from here, that on data quality `open_quality`; and for the person who runs it,
`parameter_form` and `preview`. Everything else is for the `workbook` command.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.run.desk.form import parameter_form
    from helpers.run.desk.opened import open_quality, open_report
    from helpers.run.desk.preview import preview

MODULES = {
    "open_quality": "helpers.run.desk.opened",
    "open_report": "helpers.run.desk.opened",
    "parameter_form": "helpers.run.desk.form",
    "preview": "helpers.run.desk.preview",
}

__all__ = ["open_quality", "open_report", "parameter_form", "preview"]


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
