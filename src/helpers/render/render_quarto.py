"""An executed notebook rendered by Quarto, where that is installed: same notebook, filter and look, another renderer.

Quarto does not run a notebook unless it is told to, so the numbers are those that Papermill left. Its PDF carries the
time, so such packets are not the same to the byte.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import RenderError
from helpers.inputs.params.yaml_files import read_mapping, read_text
from helpers.paths import Project
from helpers.render.pandoc import ASSETS
from helpers.render.quarto_notebook import notebook_for_quarto
from helpers.report.fonts import look_fonts

SECONDS = 600
FORMATS = {"html": "notebook.html", "typst": "notebook.pdf"}
SETTINGS = "_quarto.yml"
LOOK = "quarto"
NOTEBOOK = "notebooks/notebook.ipynb"
"""Among those that the settings name: to any other file Quarto does not give them."""
OWN_ASSETS = Path("src", "helpers", "report", "assets")
FONTS = Path(".quarto", "fonts")


def find_quarto() -> str:
    """The `quarto` command.

    Raises:
        RenderError: it is not on PATH.
    """
    found = shutil.which("quarto")
    if not found:
        raise RenderError(
            "quarto is not on PATH; install it with `conda env create -f environment.yml`, or from "
            "https://quarto.org/docs/download, or build without --renderer quarto"
        )
    return found


def render_by_quarto(project: Project, notebook: Any, folder: Path) -> tuple[str, bytes]:
    """The report as HTML and as PDF.

    Args:
        project: where `_quarto.yml` and quarto/ lie.
        notebook: executed.
        folder: an empty one for Quarto to work in, so that reports made at a time do not meet.

    Raises:
        RenderError: Quarto is not there, or fails.
    """
    _write_project(project, notebook, folder)
    page, paper = _render(folder)
    return page.decode(), paper


def _write_project(project: Project, notebook: Any, folder: Path) -> None:
    """A Quarto project of one notebook, with the settings and the look of this one."""
    path = folder / NOTEBOOK
    try:
        path.parent.mkdir(parents=True)
        settings = read_mapping(read_text(project.root / SETTINGS, SETTINGS), SETTINGS)
        for script in ("pre-render", "post-render"):  # which look after notebooks that are run
            settings["project"].pop(script, None)
        settings.pop("ipynb-filters", None)  # whose work is done below
        settings["format"] = {name: settings["format"][name] for name in FORMATS}
        (folder / SETTINGS).write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
        shutil.copytree(project.root / LOOK, folder / LOOK)
        shutil.copytree(ASSETS, folder / OWN_ASSETS)
        (folder / FONTS).mkdir(parents=True)
        for font in look_fonts():
            shutil.copy(font, folder / FONTS)
    except OSError as fault:
        raise RenderError(
            f"{SETTINGS} or {LOOK}/ cannot be copied ({fault.strerror}); restore them from version control"
        ) from None
    made = notebook_for_quarto(notebook, "report")
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def _render(folder: Path) -> list[bytes]:
    command = [find_quarto(), "render", NOTEBOOK, "--no-execute"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "QUARTO_PYTHON": sys.executable},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise RenderError(f"quarto did not come to an end ({type(fault).__name__})") from None
    made = [
        next(folder.rglob(name), None) for name in FORMATS.values()
    ]  # wherever the project's output-dir is
    if done.returncode or None in made:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        said = next((line for line in lines if "ERROR" in line), lines[-1] if lines else "no message")
        raise RenderError(
            f"quarto could not make {' and '.join(FORMATS.values())}: {said}; `quarto check` tests the installation"
        )
    return [path.read_bytes() for path in made if path]
