"""The session of a person at a notebook: how values are displayed, and which cells the form may run again.

It begins when a cell that a person ran calls `open_report`. What is displayed belongs in displays.py, the form in
form.py.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from helpers.metrics.indicator import Indicator
from helpers.paths import Project
from helpers.privacy.release import Release
from helpers.report.displays import Bundle, KeyResults, MainPoints, Notice, Prose
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.own import HandedOver
from helpers.report.sentences import Said
from helpers.run.desk import displays
from helpers.run.desk.attended import attended, running_shell
from helpers.run.desk.completion import complete_names
from helpers.run.ledger import inputs_of_figures
from helpers.run.reads import TracedRelease

SHOWN = (Exhibit, KeyResults, MainPoints, Notice, Prose, Indicator, Release, OpenedRelease, TracedRelease)


@dataclass
class CellRun:
    """A cell as it was last run, and the names of the places in which it showed something."""

    source: str
    places: list[str] = field(default_factory=list)


class Session:
    """What one kernel has open."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.release: Release | None = None
        self.cells: dict[str, CellRun] = {}
        self._project: Project | None = None
        self._inputs = ""
        self._current: CellRun | None = None
        self._again: Iterator[str] | None = None
        self._plain = False
        self._notices: list[str] = []
        for kind in SHOWN:
            shell.display_formatter.ipython_display_formatter.for_type(kind, self._show)
        for kind in (HandedOver, Said):  # each is an Exhibit or Prose, too
            shell.display_formatter.ipython_display_formatter.for_type(kind, kind._ipython_display_)
        shell.events.register("pre_run_cell", self._before_cell)
        shell.events.register("post_run_cell", self._after_cell)

    def opened(self, project: Project, release: Release) -> None:
        """A report was opened: from now on its figures are the ones to compare with the files."""
        if self._plain:
            return
        if attended():  # and not a button of the form, which has no output of its own
            self.publish({"text/html": displays.style()})
        if self.release is None:
            complete_names(self.shell, release)
        for place in self._notices:  # what they asked for is done
            self.publish(displays.NOTHING, place=place, update=True)
        self._notices = []
        self.release, self._project = release, project
        self._inputs = inputs_of_figures(project)

    @property
    def stale(self) -> bool:
        """Whether returns or params have changed since the report was opened."""
        return self._project is not None and inputs_of_figures(self._project) != self._inputs

    def forget_cells(self) -> None:
        """Keep no cell that ran before now."""
        self.cells, self._current = {}, None

    def run_again(self, on_cell: Callable[[int, int], None]) -> str:
        """Run the kept cells again, each showing what it has to show where it did before.

        Args:
            on_cell: told how many cells are done, of how many.

        Returns:
            The first fault in words; nothing where all went well.
        """
        for number, run in enumerate(list(self.cells.values())):
            on_cell(number, len(self.cells))
            places = iter(run.places)
            self._again = places
            try:
                result = self.shell.run_cell(run.source, store_history=False)
            finally:
                self._again = None
            for place in places:  # it shows less than before
                self.publish(displays.NOTHING, place=place, update=True)
            fault = result.error_before_exec or result.error_in_exec
            if fault is not None:
                return displays.fault_in_words(fault)
        return ""

    @contextmanager
    def plain(self) -> Iterator[None]:
        """Inside, values are displayed as in a build."""
        self._plain = True
        try:
            yield
        finally:
            self._plain = False

    def publish(
        self,
        bundle: Bundle,
        metadata: dict[str, Any] | None = None,
        place: str | None = None,
        update: bool = False,
    ) -> None:
        """Show a bundle, which is the analyst's alone unless `metadata` says otherwise."""
        self.shell.display_pub.publish(
            bundle,
            displays.DESK if metadata is None else metadata,
            transient={"display_id": place} if place else {},
            update=update,
        )

    def _before_cell(self, info: Any) -> None:
        if self._again is not None:
            return
        self._current = CellRun(info.raw_cell)
        self.cells[info.cell_id or info.raw_cell] = self._current
        if self.release is not None and self.stale:
            place = f"stale-{id(self._current)}"
            self._notices.append(place)
            self.publish(displays.stale_notice(self.release.language), place=place)

    def _after_cell(self, result: Any) -> None:
        if self._current is None or self._again is not None:
            return
        if not self._current.places and result.success:  # where another province may have something to show
            empty = self.release is not None and _asks_for_an_exhibit(self._current.source)
            bundle = (
                displays.nothing_to_say(self.release.language) if empty and self.release else displays.NOTHING
            )
            self._in_new_place(bundle, displays.DESK)
        self._current = None

    def _show(self, value: Any) -> None:
        bundle, metadata = displays.bundle(value, plain=self._plain)
        place = next(self._again, None) if self._again is not None else None
        if place is not None:
            self.publish(bundle, metadata, place=place, update=True)
        elif self._plain or self._current is None:
            self.publish(bundle, metadata)
        else:
            self._in_new_place(bundle, metadata)

    def _in_new_place(self, bundle: Bundle, metadata: dict[str, Any]) -> None:
        assert self._current is not None
        place = f"{id(self._current)}-{len(self._current.places)}"
        self._current.places.append(place)
        self.publish(bundle, metadata, place=place)


def _asks_for_an_exhibit(source: str) -> bool:
    """Whether the cell ends with a call such as `report.gaps(release)`."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return False
    called = last.value.func if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) else None
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "report"
    )


_SESSIONS: list[Session] = []


def session() -> Session:
    """The session of this kernel, begun by the first call."""
    if not _SESSIONS:
        _SESSIONS.append(Session(running_shell()))
    return _SESSIONS[0]
