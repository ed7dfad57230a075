"""The report that a notebook has open: what `report.figure`, `report.table` and `report.say` speak about."""

from __future__ import annotations

import sys

from helpers.errors import ParamsError
from helpers.inputs.params.settings import Language
from helpers.privacy.release import Release
from helpers.report.sourced_text import forget_texts

_OPENED: list[Release] = []
_MISSING: set[str] = set()
_MADE: dict[str, str] = {}


def set_opened(release: Release) -> None:
    """Make this the report that the notebook has open; what is drawn from now on has the look of reports."""
    import matplotlib as mpl

    from helpers.report.fonts import register_fonts
    from helpers.report.theme import chart_style

    if _OPENED:  # disclosure_control tells of what any of the notebook's reports was asked for
        release.__dict__["_listening"] = _OPENED[0].__dict__.get("_listening", release._listening)  # noqa: SLF001
    _OPENED[:] = [release]
    forget_texts()
    register_fonts()
    mpl.rcParams.update(chart_style())


def opened() -> Release:
    """The report that was opened last.

    Raises:
        ParamsError: none was.
    """
    if not _OPENED:
        raise ParamsError("no report is open; begin with release = open_report(province=province, year=year)")
    return _OPENED[0]


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
    """The language of the report that is open; None where none is."""
    return _OPENED[0].language if _OPENED else None
