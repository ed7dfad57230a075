"""The report that a notebook is on, of which `report.figure`, `report.table` and `report.say` speak; others beside it.

A notebook's own report is the one that it opened first, which is the one that a build computes. Whatever else it opens
stands beside it: numbers of that open by their own cells.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from helpers.attended import attended, running_shell
from helpers.errors import ParamsError
from helpers.inputs.params.settings import Language
from helpers.privacy.release import Release
from helpers.report.partial_sums import forget_frames
from helpers.report.sourced_text import forget_texts

_OPENED: list[Release] = []
"""The notebook's own report, then the others."""
_OPENED_BY: list[_Run] = []
_MISSING: set[str] = set()
_MADE: dict[str, str] = {}
_OWN_FILES: list[str] = []


class _Run(NamedTuple):
    """A run of a cell; both are empty where nobody is there to run a cell a second time."""

    cell: str
    message: str


def set_opened(release: Release) -> None:
    """Make this the notebook's own report; what is drawn from now on has the look of reports."""
    import matplotlib as mpl

    from helpers.report.fonts import register_fonts
    from helpers.report.theme import chart_style

    if _OPENED:  # disclosure_control tells of what any of the notebook's reports was asked for
        release.__dict__["_listening"] = _OPENED[0].__dict__.get("_listening", release._listening)  # noqa: SLF001
    _OPENED[:] = [release]
    forget_texts()
    forget_frames()
    register_fonts()
    mpl.rcParams.update(chart_style())


def note_opened(release: Release) -> None:
    """Note that a report was opened: the notebook's own, or one beside it.

    Its own is the first, and a person who runs the cell again that opened the first replaces it. Where no cells are
    known, outside of notebooks, it is the last.
    """
    run = _run_of_cell()
    if run is None or not _OPENED or _is_again(run):
        set_opened(release)
        _OPENED_BY[:] = [run] if run else []
    else:
        _add(release)


def _run_of_cell() -> _Run | None:
    """The run of the cell that runs now; None outside of notebooks, as in a console."""
    shell = running_shell()
    if shell is None:
        return None
    if not attended():
        return _Run("", "")
    parent = shell.kernel.get_parent("shell")
    cell = parent.get("metadata", {}).get("cellId")
    return _Run(str(cell), str(parent["header"]["msg_id"])) if cell else None


def _is_again(run: _Run) -> bool:
    """Whether a person runs the cell again that opened the notebook's own report."""
    return any(run.cell and run.cell == by.cell and run.message != by.message for by in _OPENED_BY)


def _add(release: Release) -> None:
    """Put a report beside the notebook's own; opened again, it knows what it was asked for before."""
    release.__dict__["_listening"] = _OPENED[0]._listening  # noqa: SLF001
    for other in _OPENED[1:]:
        if other.scope == release.scope:
            release.__dict__["_given"] = other._given  # noqa: SLF001
    _OPENED[1:] = [*(other for other in _OPENED[1:] if other.scope != release.scope), release]


def opened() -> Release:
    """The notebook's own report.

    Raises:
        ParamsError: none was opened.
    """
    if not _OPENED:
        raise ParamsError("no report is open; begin with release = open_report(province=province, year=year)")
    return _OPENED[0]


def beside(release: Release) -> list[Release]:
    """This report, then the others that the notebook has open."""
    return [release, *(each for each in _OPENED if each is not release)]


def note_missing(statuses: set[str]) -> None:
    """Remember why values of the notebook's data are missing; many pandas operations forget a frame's attrs."""
    _MISSING.update(statuses)


def missing_so_far() -> set[str]:
    """The statuses of all missing values that the notebook was given."""
    return set(_MISSING)


def note_made(identifier: str, numbers: str) -> None:
    """Remember an exhibit of the notebook's own, and what its numbers are."""
    _MADE[identifier] = numbers


def made_so_far() -> dict[str, str]:
    """The exhibits that the notebook made of its own, and what the numbers of each are."""
    return dict(_MADE)


def show_now(made: object) -> bool:
    """Show it below the cell that runs; False where no cell does."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return False
    from IPython.display import display

    display(made)
    return True


def language_of_opened() -> Language | None:
    """The language of the notebook's own report; None where none is open."""
    return _OPENED[0].language if _OPENED else None


def note_own_file(name: str) -> None:
    """Note that a cell read a file that lies beside the notebook: its numbers are no released cells."""
    if name not in _OWN_FILES:
        _OWN_FILES.append(name)


def own_files() -> list[str]:
    """The files beside the notebook that its cells have read so far, where somebody notes them, as a build does."""
    return [*_OWN_FILES]
