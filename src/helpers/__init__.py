"""Border Guard reporting workbook: provincial returns in, donor reports out.

The package's folders are the flow of data, in alphabetical order; a stage imports only those before it:

    inputs/    files -> checked values: params, provinces, returns, records, published figures, projects
    metrics/   records -> exact facts: indicator catalogue, computation, targets against actuals
    privacy/   facts -> Release: what may be published, and the status of what may not
    report/    Release -> exhibits: charts, tables, sentences, in English and Vietnamese
    run/       execution and publishing: Papermill, rendering, packets, portal

Beside them: cli.py (the `workbook` command), errors.py (what can go wrong, and its exit code), paths.py.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.run import open_report, parameter_form, preview

__all__ = ["open_report", "parameter_form", "preview"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("helpers.run"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "report"])
