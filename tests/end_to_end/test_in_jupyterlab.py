"""The analyst's desk as an analyst meets it: JupyterLab, the notebook run, its form used, the file saved."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pikepdf
import psutil
import pytest

import notebook_rules
from browser import chromium, needs_browser
from clones import clone_with_notebooks, git
from helpers.execute.kernels.warm import can_fork
from helpers.paths import Project
from projects import ROOT

pytestmark = needs_browser
NOTEBOOK = "province_report.ipynb"


@pytest.fixture
def desk(built: Project, tmp_path: Path) -> Project:
    """A project of the analyst's own, a git repository set up as `make setup` does."""
    project = Project(tmp_path / "project")
    shutil.copytree(built.root, project.root)
    clone_with_notebooks(project.root)
    return project


@pytest.fixture
def lab(desk: Project, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """Address and process of a JupyterLab, in the notebooks of a small project, with settings of its own.

    Its kernels are warm.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    folders |= {"JUPYTER_CONFIG_PATH": str(ROOT / ".jupyter")}  # as `make lab` sets it
    folders |= {f"JUPYTERLAB_{kind}_DIR": str(tmp_path / kind) for kind in ("SETTINGS", "WORKSPACES")}
    command = [sys.executable, "-m", "helpers", "warm", sys.executable, "-m", "jupyterlab"]
    command += [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--IdentityProvider.token=",
    ]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            command,
            cwd=desk.notebooks,
            env={
                **os.environ,
                **folders,
                "WORKBOOK_ROOT": str(desk.root),
                "IPYTHONDIR": str(tmp_path / "ipython"),
            },
            stdout=log,
            stderr=log,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _until(lambda: _answers(address), "JupyterLab did not start: " + str(tmp_path / "log"), seconds=120)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(20)


def test_run_all_then_another_province_by_the_form_then_save(
    lab: tuple[str, int], desk: Project, tmp_path: Path
) -> None:
    address, process = lab
    source = (desk.notebooks / NOTEBOOK).read_bytes()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/lab/tree/{NOTEBOOK}?reset")
        page.get_by_text("| Idle").wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator("[data-command='runmenu:run-all']").click()
        figure = page.locator("#fig-sessions-by-month")
        figure.wait_for(timeout=60_000)
        page.get_by_text("| Idle").wait_for(timeout=60_000)
        assert "Lang Son" in figure.text_content()
        assert not can_fork() or _warm_kernels(process)
        first = figure.inner_html()
        page.get_by_label("Province", exact=True).select_option(label="Quang Ninh")
        hint = page.get_by_text("Press Show")
        hint.wait_for(timeout=30_000)
        page.get_by_role("button", name="Show", exact=True).click()
        page.get_by_text("cells ran again").wait_for(timeout=30_000)
        assert not hint.count()
        assert "Quang Ninh" in figure.text_content()
        assert figure.inner_html() != first
        page.keyboard.press("Control+s")
        saved = desk.notebooks / NOTEBOOK
        _until(lambda: saved.read_bytes() != source, "the notebook was not saved")
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:", "ws"))]
    assert "Quang Ninh" in saved.read_text(encoding="utf-8"), (
        "the saved notebook holds what was on the screen"
    )
    assert git(desk.root, "diff") == "", "running and saving changes nothing that git keeps"
    git(desk.root, "add", "notebooks")
    cleaned = tmp_path / "cleaned.ipynb"
    cleaned.write_text(git(desk.root, "show", f":notebooks/{NOTEBOOK}"), encoding="utf-8")
    assert not notebook_rules.faults(cleaned)


def test_export_menu_gives_page_pdf_and_word(lab: tuple[str, int], desk: Project) -> None:
    address, _ = lab
    shutil.copy(desk.reports / "2023/en/lang-son/notebook.ipynb", desk.notebooks / "executed.ipynb")
    made: dict[str, bytes] = {}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
        page.set_default_timeout(120_000)
        page.add_init_script("window.open = address => { location.assign(address) }")  # no tab of its own
        page.goto(f"{address}/lab/tree/executed.ipynb?reset")
        page.get_by_text("| Idle").wait_for(timeout=90_000)
        for label in ("Donor_html", "Donor_pdf", "Donor_docx"):
            page.get_by_role("menuitem", name="File", exact=True).click()
            page.get_by_text("Save and Export Notebook As").hover()
            with page.expect_download(timeout=120_000) as download:
                page.get_by_role("menuitem", name=label, exact=True).click()
            made[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    assert sorted(made) == ["executed.docx", "executed.html", "executed.pdf"]
    assert b"Lang Son" in made["executed.html"]
    with pikepdf.open(io.BytesIO(made["executed.pdf"])) as paper:
        assert "Lang Son" in str(paper.docinfo["/Title"])
    with zipfile.ZipFile(io.BytesIO(made["executed.docx"])) as parts:
        assert "Lang Son" in parts.read("word/document.xml").decode()


def _warm_kernels(process: int) -> list[psutil.Process]:
    """Forks of the server that a process has started; they go by the server's own name."""
    family = psutil.Process(process).children(recursive=True)
    servers = [each for each in family if "launcher.py" in " ".join(each.cmdline())]
    return [each for each in servers if each.parent() in servers]


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/api", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _until(done: Any, otherwise: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)
