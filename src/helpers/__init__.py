"""Border Guard reporting workbook: provincial returns in, donor reports out.

What notebooks import is here: `open_report`, `open_quality`, `parameter_form`, `preview`, and `helpers.report`. Nothing
else of the package is public. Its folders are the flow of data; each imports only those above it here:

    inputs/    files -> checked values: params (what people write), intake (returns), records (what was taken in)
    metrics/   records -> exact facts: indicator catalogue, computation, targets against actuals
    privacy/   facts -> Release: what may be published, and the status of what may not
    report/    Release -> data frames, exhibits, charts, sentences, in English and Vietnamese
    release/   the Release as files and as `open_report`; what was published before
    execute/   Papermill, warm kernels, the seal
    render/    executed notebook -> HTML, PDF, Word, Quarto
    publish/   packets, exports, checks before publication
    review/    what people decide about finished packets: comparisons, approvals, signatures, corrections, releases
    portal/    the page over all packets
    build/     which reports, what is out of date, workers, Dask, verify
    desk/      JupyterLab: form, preview, completion, displays
    cli/       the `workbook` command and its doctor

What all of them may import: source_code/, which imports files/, which imports attended.py, arguments.py and paths.py,
which import errors.py (what can go wrong, and its exit code).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.desk.form import parameter_form
    from helpers.desk.opened import open_quality, open_report
    from helpers.desk.preview import preview

MODULES = {
    "open_quality": "helpers.desk.opened",
    "open_report": "helpers.desk.opened",
    "parameter_form": "helpers.desk.form",
    "preview": "helpers.desk.preview",
}

__all__ = ["open_quality", "open_report", "parameter_form", "preview"]


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "report"])
