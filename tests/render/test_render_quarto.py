"""Quarto itself: the commands of docs/quarto.md, and what comes out of them. These tests need `quarto` on PATH."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pikepdf
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sample_report import report

from helpers.paths import Project
from helpers.render.render_quarto import render_by_quarto
from projects import ROOT, run_workbook, shorten

pytestmark = [
    pytest.mark.quarto,
    pytest.mark.skipif(shutil.which("quarto") is None, reason="no quarto; it is in the conda environment"),
]
TITLE = {"en": "Border Guard activity", "vi": "Hoạt động của Bộ đội Biên phòng"}
NOTICE = {"en": "Demonstration data.", "vi": "Số liệu minh họa."}
FIGURE, TABLE = {"en": "Figure", "vi": "Hình"}, {"en": "Table", "vi": "Bảng"}


def add_quarto(folder: Path) -> Path:
    """What a project needs for Quarto, beside its notebooks."""
    for name in ("_quarto.yml", ".ci", "quarto", "src/helpers", "params", "notebooks"):
        if not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    return folder


def quarto(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QUARTO_PYTHON": sys.executable, "WORKBOOK_ROOT": str(folder)}
    return subprocess.run(
        ["quarto", "render", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module", params=["en", "vi"])
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A finished report in all four formats, made in one run: its language, and the folder of the results."""
    folder = add_quarto(tmp_path_factory.mktemp(request.param))
    packet = folder / "reports" / "2023" / request.param / "lang-son"
    packet.mkdir(parents=True)
    nbformat.write(report(request.param), packet / "notebook.ipynb")
    before = files_of(packet)
    done = quarto(folder, "reports/2023/" + request.param + "/lang-son/notebook.ipynb")
    assert done.returncode == 0, done.stderr
    assert files_of(packet) == before, "nothing is left in the packet"
    return request.param, folder / "data" / "quarto" / "reports" / "2023" / request.param / "lang-son"


def test_page_is_that_of_the_default_renderer(rendered: tuple[str, Path]) -> None:
    language, folder = rendered
    page = (folder / "notebook.html").read_text(encoding="utf-8")
    assert f"<title>{TITLE[language]}: Lạng Sơn, 2023</title>" in page
    for told in ("Lạng Sơn, 2023</p>", "Border Guard Command", f"{NOTICE[language]}</strong>", "2024"):
        assert told in page.partition("<body>")[2], told
    assert f'<a href="#fig-1">{FIGURE[language]} 1</a>' in page.replace(chr(160), " ")
    assert f'<a href="#tbl-1">{TABLE[language]} 1</a>' in page.replace(chr(160), " ")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids), "dead links"
    assert "<script" not in page and "execution_count" not in page
    assert "font/woff2" in page


@pytest.mark.parametrize("name", ["notebook.html", "notebook.slides.html"])
def test_nothing_is_fetched(rendered: tuple[str, Path], name: str) -> None:
    page = unquote((rendered[1] / name).read_text(encoding="utf-8"))  # style sheets are addresses of data
    assert not re.findall(
        r"""(?:src|href)=["'](?:https?:)?//[^"']*|url\(["']?(?:https?:)?//[^)]*|@import""", page
    )


def test_paper_names_place_publisher_and_language(rendered: tuple[str, Path]) -> None:
    language, folder = rendered
    with pikepdf.open(folder / "notebook.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == f"{TITLE[language]}: Lạng Sơn, 2023"
        assert str(pdf.docinfo["/Author"]) == "Border Guard Command"
        assert str(pdf.Root.Lang) == {"en": "en-GB", "vi": "vi-VN"}[language]
        fonts = {
            str(font.BaseFont) for page in pdf.pages for font in page.Resources.get("/Font", {}).values()
        }
    assert fonts and all("SourceSansPro" in font for font in fonts)


def test_word_has_pictures_texts_for_them_and_captions_of_its_own(rendered: tuple[str, Path]) -> None:
    language, folder = rendered
    with zipfile.ZipFile(folder / "notebook.docx") as made:
        text = made.read("word/document.xml").decode()
        pictures = [name for name in made.namelist() if name.startswith("word/media/")]
    assert pictures and all(name.endswith(".png") for name in pictures)
    assert re.findall(r'<wp:docPr descr="([^"]*)"', text) == [
        f"Bar chart {n} where sessions rose" for n in (1, 2)
    ]
    assert "data:image" not in text, "a picture stands once"
    assert text.count(" SEQ Figure ") == 2 and text.count(" SEQ Table ") == 2
    assert text.index(" SEQ Figure ") < text.index("<w:drawing"), "captions stand above"
    assert "{#" not in text and 'w:val="center"' not in text
    assert text.count("<w:tblHeader") == text.count("<w:tbl>") == 2
    words = re.sub(r"<[^>]+>", "", text)
    for told in (TITLE[language], "Lạng Sơn, 2023", "Border Guard Command", NOTICE[language], "2024"):
        assert told in words, told


def test_slides_carry_numbers_typeface_and_notice(rendered: tuple[str, Path]) -> None:
    language, folder = rendered
    page = unquote((folder / "notebook.slides.html").read_text(encoding="utf-8"))
    for kind, name, number in (("figure", "fig-2", 2), ("table", "tbl-2", 2)):
        assert f'style="counter-set: {kind} {number}" id="{name}"' in page
    assert re.search(r"--r-main-font: ['\"]Source Sans Pro['\"]", page)
    assert "font/woff2" in page
    first = page[page.index('<section id="title-slide"') :].partition("</section>")[0]
    for told in ("Lạng Sơn, 2023", "Border Guard Command", NOTICE[language], "2024"):
        assert told in first, told


def test_failed_render_leaves_the_notebook_and_nothing_else(tmp_path: Path) -> None:
    folder = add_quarto(tmp_path)
    path = folder / "notebooks" / "broken_report.ipynb"
    (folder / "quarto" / "typst-template.typ").write_text('#panic("no")', encoding="utf-8")
    cells = [new_markdown_cell("# Title")]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(json.dumps(new_notebook(cells=cells, metadata=metadata)), encoding="utf-8")
    before = files_of(path.parent)
    done = quarto(folder, "notebooks/broken_report.ipynb", "--execute")
    assert done.returncode != 0
    for _ in range(50):  # a process that waits for Quarto's end takes away what it left
        if files_of(path.parent) == before and len(list(path.parent.iterdir())) == len(before):
            break
        subprocess.run(["sleep", "0.1"], check=True)
    assert files_of(path.parent) == before
    assert sorted(each.name for each in path.parent.iterdir()) == sorted(before)


def test_edit_saved_while_quarto_runs_the_notebook_is_not_lost(tmp_path: Path) -> None:
    folder = add_quarto(tmp_path)
    path = folder / "notebooks" / "slow_report.ipynb"
    run, goes_on = tmp_path / "run", tmp_path / "goes_on"
    wait = (
        f"import pathlib, time\npathlib.Path({str(run)!r}).touch()\n"
        f"while not pathlib.Path({str(goes_on)!r}).exists():\n    time.sleep(0.1)"
    )
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_markdown_cell("# Title", id="title"), new_code_cell(wait, id="wait")]
    path.write_text(json.dumps(new_notebook(cells=cells, metadata=metadata)), encoding="utf-8")
    cells[0].source = "# Edited"
    edited = json.dumps(new_notebook(cells=cells, metadata=metadata))
    with ThreadPoolExecutor() as pool:
        rendering = pool.submit(quarto, folder, "notebooks/slow_report.ipynb", "--execute", "--to", "html")
        while not run.exists() and not rendering.done():
            time.sleep(0.1)
        path.write_text(edited, encoding="utf-8")
        time.sleep(2)
        goes_on.touch()
        done = rendering.result()
    assert run.exists(), done.stderr
    assert path.read_text(encoding="utf-8") == edited


def test_picture_that_a_text_draws_is_refused_with_its_cell_as_pages_refuse_it(tmp_path: Path) -> None:
    folder = add_quarto(tmp_path)
    path = folder / "notebooks" / "drawn_report.ipynb"
    cells = [
        new_markdown_cell('# Title\n\n<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>', id="drawn")
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(json.dumps(new_notebook(cells=cells, metadata=metadata)), encoding="utf-8")
    before = path.read_bytes()
    done = quarto(folder, "notebooks/drawn_report.ipynb", "--to", "typst")
    assert done.returncode != 0
    assert "cell 1 (drawn): holds <svg>; write report.figure(" in done.stderr
    assert path.read_bytes() == before


@pytest.fixture
def small(copy_prepared: Callable[..., Project], tmp_path: Path) -> Project:
    project = shorten(copy_prepared(tmp_path / "project"))
    add_quarto(project.root)
    return project


def test_notebook_that_is_run_tells_of_its_report_and_stays_as_it_was(small: Project) -> None:
    before = files_of(small.notebooks)
    named = ("-P", "province:tay-ninh", "-P", "year:2023", "-P", "language:vi")
    done = quarto(small.root, "notebooks/province_report.ipynb", "--execute", *named, "--to", "html")
    assert done.returncode == 0, done.stderr
    page = (small.data / "quarto" / "notebooks" / "province_report.html").read_text(encoding="utf-8")
    assert ": Tây Ninh, 2023</title>" in page
    assert '<p class="notice" role="note"><strong>Số liệu minh họa.' in page
    assert '<footer class="imprint">' in page and "Lạng Sơn, 2023</p>" not in page
    assert files_of(small.notebooks) == before


def test_build_by_quarto_is_published(small: Project) -> None:
    done = run_workbook(
        small, "build", "2023", "--province", "lang-son", "--language", "en", "--renderer", "quarto"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    packet = small.reports / "2023" / "en" / "lang-son"
    page = (packet / "index.html").read_text(encoding="utf-8")
    assert "data-execution_count" not in page
    beside = {name for name in re.findall(r'href="([\w./-]+)[#"]', page) if not (packet / name).is_file()}
    assert not beside, "dead links"
    assert run_workbook(small, "audit").returncode == 0


def test_missing_settings_are_named(tmp_path: Path) -> None:
    from helpers.errors import RenderError

    (tmp_path / "_quarto.yml").write_text(
        "project: {type: default}\nformat: {html: {}, typst: {}}\n", encoding="utf-8"
    )
    with pytest.raises(RenderError, match=r"_quarto.yml or quarto/ cannot be copied"):
        render_by_quarto(Project(tmp_path), report(), tmp_path / "work")
