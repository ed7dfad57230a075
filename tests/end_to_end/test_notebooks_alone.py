"""The notebooks by themselves: run from top to bottom with their defaults, and rendered by nbconvert's command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lxml import html
from nbclient import NotebookClient

from helpers.paths import Project
from helpers.render.render_html import render_html
from helpers.render.render_pdf import render_pdf
from projects import ROOT


@pytest.mark.parametrize("name", ["province_report", "national_report"])
def test_notebook_runs_with_its_defaults_in_an_ordinary_kernel(name: str, prepared_project: Project) -> None:
    path = prepared_project.notebooks / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, timeout=120).execute()
    kinds = {output["output_type"] for cell in notebook.cells for output in cell.get("outputs", [])}
    assert kinds == {"display_data", "execute_result"}


@pytest.mark.parametrize("language", [None, "en", "vi"])
def test_stock_nbconvert_shows_clean_text_in_both_languages_or_one(
    language: str | None, tmp_path: Path
) -> None:
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(tmp_path)]
    if language:
        command.append(f"--TagRemovePreprocessor.remove_cell_tags={'vi' if language == 'en' else 'en'}")
    done = subprocess.run([*command, *map(str, notebooks)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for notebook in notebooks:
        shown = html.parse(tmp_path / f"{notebook.stem}.html").xpath("//main")[0].text_content()
        assert ":::" not in shown
        assert "lang=" not in shown
        cells = nbformat.read(notebook, as_version=4).cells
        for each in ("en", "vi"):
            [title] = [cell.source.removeprefix("# ") for cell in cells if cell.id == f"title-{each}"]
            assert (title in shown) is (language in (each, None)), notebook.name


@pytest.mark.parametrize(
    ("exporter", "suffix", "start"), [("donor_html", ".html", b"<!DOCTYPE"), ("donor_pdf", ".pdf", b"%PDF-")]
)
def test_exporter_serves_the_nbconvert_command(
    exporter: str, suffix: str, start: bytes, built: Project, tmp_path: Path
) -> None:
    packet = built.reports / "2023/en/lang-son"
    command = [sys.executable, "-m", "nbconvert", "--to", exporter, "--output-dir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(packet / "notebook.ipynb")],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = (tmp_path / f"notebook{suffix}").read_bytes()
    assert made.startswith(start)
    notebook = nbformat.read(packet / "notebook.ipynb", as_version=4)
    whole = render_pdf(notebook) if suffix == ".pdf" else render_html(notebook).encode()
    assert made == whole, "report and annex in one file"
