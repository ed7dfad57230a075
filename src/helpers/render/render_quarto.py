"""An executed notebook rendered by Quarto, where that is installed: same notebook, filter and look, another renderer.

Quarto does not run a notebook unless it is told to, so the numbers are those that Papermill left. Its PDF carries the
time, so such packets are not the same to the byte.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import yaml

from helpers.errors import RenderError
from helpers.execute.cell_languages import in_language_of_report
from helpers.inputs.params.yaml_files import read_mapping, read_text
from helpers.paths import Project
from helpers.render.document_metadata import Document, read_document
from helpers.render.pandoc import ASSETS
from helpers.report.fonts import font_files

SECONDS = 600
# A report runs no code: it may be printed, mailed, archived; and the audit reads text, not programs.
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
TARGETS = (("html", "notebook.html"), ("typst", "notebook.pdf"))
SETTINGS = "_quarto.yml"
LOOK = "quarto"
NOTEBOOK = "notebooks/notebook.ipynb"
"""Among those that the settings name: to any other file Quarto does not give them."""
FILTER = Path("src", "helpers", "report", "assets", "filter.lua")


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
    page, paper = [_render(folder, target, name) for target, name in TARGETS]
    return _SCRIPT.sub("", page.decode()), paper


def _write_project(project: Project, notebook: Any, folder: Path) -> None:
    """A Quarto project of one notebook, with the settings and the look of this one."""
    try:
        folder.mkdir(parents=True)
        settings = read_mapping(read_text(project.root / SETTINGS, SETTINGS), SETTINGS)
        settings["project"].pop("post-render", None)  # which cleans notebooks that were run
        settings.pop("ipynb-filters", None)  # whose work is done below
        (folder / SETTINGS).write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
        shutil.copytree(project.root / LOOK, folder / LOOK)
        (folder / FILTER).parent.mkdir(parents=True)
        shutil.copy(ASSETS / FILTER.name, folder / FILTER)
    except OSError as fault:
        raise RenderError(
            f"{SETTINGS} or {LOOK}/ cannot be copied ({fault.strerror}); restore them from version control"
        ) from None
    path = folder / NOTEBOOK
    path.parent.mkdir()
    own = nbformat.from_dict(in_language_of_report(notebook))
    path.write_text(nbformat.writes(own), encoding="utf-8")
    document = read_document(notebook)
    about = yaml.safe_dump(_metadata(project, document), allow_unicode=True)
    (folder / "about.yml").write_text(about, encoding="utf-8")


def _metadata(project: Project, document: Document) -> dict[str, Any]:
    """What the report says of itself, for Quarto's title block and for quarto/typst-show.typ."""
    words = project.root / LOOK / f"{document.language}.yml"
    named = read_mapping(read_text(words, words.name), words.name) if words.is_file() else {}
    values = {
        "title": document.title,
        "subtitle": document.place,
        "place": document.place,
        "kind": document.kind,
        "author": document.publisher,
        "publisher": document.publisher,
        "published": document.published,
        "notice-title": document.notice_title,
        "notice-text": document.notice_text,
        "demonstration": document.word("demonstration") if document.demonstration else "",
    }
    return {**named, **{key: value for key, value in values.items() if value}}


def _render(folder: Path, target: str, name: str) -> bytes:
    command = [find_quarto(), "render", NOTEBOOK, "--to", target]
    command += ["--metadata-file", "about.yml", "--no-execute"]
    fonts = str(font_files()[0].parent)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "QUARTO_PYTHON": sys.executable, "TYPST_FONT_PATHS": fonts},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise RenderError(f"quarto did not come to an end ({type(fault).__name__})") from None
    made = next(folder.rglob(name), None)  # wherever the project's output-dir is
    if done.returncode or made is None:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise RenderError(
            f"quarto could not make {name}: {lines[-1].strip() if lines else 'no message'}; "
            "`quarto check` tests the installation"
        )
    return made.read_bytes()
