"""The HTML of a notebook as donors will see it, made in the kernel at hand.

The cells run in a namespace of their own, from top to bottom as they were last saved, so that a preview has no hidden
state. A build does more: it audits what it made.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_output

from helpers.arguments import check_text, with_calls_checked
from helpers.attended import running_shell
from helpers.desk.notebook_displays import DESK, fault_in_words
from helpers.desk.report_of_notebook import report_of
from helpers.desk.session import Session, session
from helpers.errors import NotebookError, ParamsError, near_matches
from helpers.execute.cell_ids import with_own_ids
from helpers.execute.open_figures import OPEN_FIGURE
from helpers.execute.run_notebook import normalise
from helpers.files.safe_reading import read_file
from helpers.inputs.intake.garbage_collection import searched_seldom
from helpers.paths import find_project
from helpers.privacy.release import Release
from helpers.publish.about_report import add_about
from helpers.render.render_html import render_html
from helpers.render.shown_outputs import take_exhibits
from helpers.report import escape

PARAMETERS = ("province", "region", "project", "year", "language")


@dataclass(frozen=True)
class Preview:
    """A page; at the end of a cell it shows itself."""

    html: str

    def frame(self, height: str = "75vh") -> str:
        """The page in a frame of its own, so that its style and the notebook's do not meet."""
        return (
            f'<iframe title="Preview" srcdoc="{escape.markup(self.html)}" sandbox="allow-scripts" '
            f'style="width: 100%; height: {height}; border: 1px solid #D9E2EC"></iframe>'
        )

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/html": self.frame(), "text/plain": f"a page of {len(self.html)} characters"}, DESK


@with_calls_checked
def preview(notebook: str | None = None) -> Preview:
    """The notebook's page as donors will see it: code hidden, one language, for the parameters last opened.

    Save the notebook first: the page shows what is on disk.

    Args:
        notebook: a file in notebooks/ such as 'province_report'; default is the one that this is called from.

    Raises:
        ParamsError: it cannot be told which notebook this is, there is no such one, or this is no notebook at all.
        NotebookError: a cell raised, or shows what a build would refuse.
    """
    path = _path(notebook)
    if running_shell() is None:
        raise ParamsError("preview is for notebooks in JupyterLab; elsewhere, workbook build makes the page")
    content = nbformat.reads(with_own_ids(read_file(path).decode("utf-8")), as_version=4)
    current = session()
    opened = current.release
    given = {} if opened is None else _parameters(opened)
    with current.plain(), searched_seldom():
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for cell in content.cells:
            if cell.cell_type == "code":
                _run(current, cell, namespace)
                if "parameters" in cell.metadata.get("tags", []):
                    namespace.update({name: given[name] for name in given if name in namespace})
    releases = [value for value in namespace.values() if isinstance(value, Release)]
    report = report_of(path.name, releases[0]) if releases else {}
    executed = normalise(content, report)
    if report:
        add_about(executed, releases[0], report)
    take_exhibits(executed)
    return Preview(render_html(executed, public=True))


def _parameters(opened: Release) -> dict[str, Any]:
    """What the notebook's parameters would be for the report that is open; a project's notebook has a period."""
    found = {name: getattr(opened.scope, name) for name in PARAMETERS}
    return {name: value for name, value in found.items() if value is not None} | {"period": opened.scope.time}


def _path(notebook: str | None) -> Path:
    folder = find_project().notebooks
    if notebook is None:
        shell = running_shell()
        named = os.environ.get("JPY_SESSION_NAME") or (shell and shell.user_ns.get("__vsc_ipynb_file__"))
        if not named:
            raise ParamsError("this is no notebook in JupyterLab; name one: preview('province_report')")
        path = folder / Path(named).name
    else:
        name = check_text("notebook", notebook, "province_report").removesuffix(".ipynb")
        path = folder / f"{name}.ipynb"
    if not path.is_file():
        near = near_matches(path.stem, sorted(each.stem for each in folder.glob("*.ipynb")))
        meant = f"did you mean '{near[0]}'?" if near else "save it there first"
        raise ParamsError(f"notebooks/{path.name}: there is no such notebook; {meant}")
    return path


def _run(current: Session, cell: Any, namespace: dict[str, Any]) -> None:
    """Run one cell, and store in it what it displays."""
    from IPython.display import display
    from IPython.utils.capture import capture_output

    before = _open_figures()
    with capture_output() as captured:
        try:
            for code in _pieces(cell):
                value = eval(code, namespace)  # noqa: S307
                if value is not None:
                    display(value)
        except Exception as fault:  # noqa: BLE001
            raise NotebookError(f"cell '{cell.id}': {fault_in_words(fault)}") from None
    cell.outputs = [
        new_output("display_data", data=output.data, metadata=output.metadata or {})
        for output in captured.outputs
    ]
    if captured.stdout:
        cell.outputs.append(new_output("stream", name="stdout", text=captured.stdout))
    for left in sorted(_open_figures() - before):
        sys.modules["matplotlib.pyplot"].close(left)
        cell.outputs.append(new_output("display_data", {OPEN_FIGURE: {}, "text/plain": "<Figure>"}))


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def _pieces(cell: Any) -> Iterator[Any]:
    """The cell's statements, then its last expression, each compiled."""
    tree = ast.parse(running_shell().transform_cell(cell.source))
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    yield compile(tree, f"<cell {cell.id}>", "exec")
    if isinstance(last, ast.Expr):
        yield compile(ast.Expression(last.value), f"<cell {cell.id}>", "eval")
