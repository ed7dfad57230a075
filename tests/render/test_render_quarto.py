"""Quarto reads the look of the default renderer. Tests marked `quarto` need it; in the others something stands in."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path, PurePath
from typing import Any

import nbformat
import pypandoc
import pytest
import typst
import yaml
from sample_report import report

from helpers.errors import RenderError
from helpers.execute.jobs import NOTEBOOKS
from helpers.paths import Project
from helpers.render.pandoc import ASSETS, asset
from helpers.render.render_quarto import NOTEBOOK, find_quarto, render_by_quarto
from helpers.report import theme
from helpers.report.fonts import look_fonts
from projects import ROOT

needs_quarto = [
    pytest.mark.quarto,
    pytest.mark.skipif(shutil.which("quarto") is None, reason="no quarto; it is in the conda environment"),
]
SETTINGS = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))


def made_by_the_theme() -> Any:
    spec = importlib.util.spec_from_file_location("quarto_theme", ROOT / ".ci" / "quarto_theme.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_notebook_filter(notebook: Any, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """The notebook through the script of `ipynb-filters`, run as Quarto runs it, without packages of the project."""
    return subprocess.run(
        [sys.executable, "-S", str(ROOT / SETTINGS["ipynb-filters"][0])],
        input=nbformat.writes(notebook).encode(),
        capture_output=True,
        cwd=folder,
        env={"LC_ALL": "C", "PATH": "/nowhere"},
        check=False,
    )


def as_quarto_reads(notebook: Any, first: str = "text/markdown") -> str:
    """The Markdown that Quarto makes of an executed notebook: prose, and one form of each output."""
    parts = []
    for cell in nbformat.reads(by_notebook_filter(notebook, ROOT).stdout.decode(), as_version=4).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        for output in cell.get("outputs", []):
            data = output["data"]
            if first in data and first == "text/html":
                parts.append(f"```{{=html}}\n{data[first]}\n```")
            else:
                parts.append(data.get("text/markdown", data.get("text/plain", "")))
    return "\n\n".join(parts)


def by_pandoc(tmp_path: Path, markdown: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """pandoc with the project's filter as Quarto runs it: with a global named `quarto`."""
    filtered = tmp_path / "filter.lua"
    filtered.write_text("quarto = {}\n" + asset("filter.lua"), encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--lua-filter={filtered}", *options]
    return subprocess.run(command, input=markdown.encode(), capture_output=True, check=True, cwd=tmp_path)


@pytest.mark.parametrize("name", ["theme.scss", "typst-template.typ", "reference.docx"])
def test_what_quarto_reads_is_made_from_the_look(name: str) -> None:
    assert (ROOT / "quarto" / name).read_bytes() == made_by_the_theme().files()[name], "run `make theme`"


def test_settings_name_files_that_there_are_and_all_four_formats() -> None:
    formats = SETTINGS["format"]
    assert set(formats) == {"html", "typst", "docx", "revealjs"}
    named = [
        *SETTINGS["filters"],
        *SETTINGS["ipynb-filters"],
        *formats["typst"]["template-partials"],
        formats["docx"]["reference-doc"],
    ]
    named += [name for one in ("html", "revealjs") for name in formats[one]["theme"] if "/" in name]
    assert not [name for name in named if not (ROOT / name).is_file()]
    assert (ROOT / SETTINGS["filters"][0]).samefile(ASSETS / "filter.lua")


def test_settings_reach_notebooks_and_packets_whose_results_are_not_for_the_public() -> None:
    project = SETTINGS["project"]
    named = [*NOTEBOOKS.values(), *("2023/en/lang-son", "2023/vi/viet-nam.overview")]
    paths = [f"notebooks/{name}" if "ipynb" in name else f"reports/{name}/notebook.ipynb" for name in named]
    for path in (*paths, NOTEBOOK):
        assert any(PurePath(path).match(pattern) for pattern in project["render"]), path
    assert project["output-dir"].startswith("data/")
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"/{project['output-dir']}/" in ignored
    assert {"/.quarto/", "**/*.quarto_ipynb"} <= set(ignored), (
        "Quarto adds what it does not find, letter by letter"
    )


def test_render_of_all_formats_makes_files_of_different_names() -> None:
    usual = {"html": "html", "typst": "pdf", "docx": "docx", "revealjs": "html"}
    formats = SETTINGS["format"]
    names = {(formats[name] or {}).get("output-ext", extension) for name, extension in usual.items()}
    assert len(names) == len(formats) == len(usual)


def test_quarto_runs_notebooks_and_no_packet() -> None:
    folder = yaml.safe_load((ROOT / "notebooks" / "_metadata.yml").read_text(encoding="utf-8"))
    assert folder == {"execute": {"enabled": True}}
    assert "enabled" not in SETTINGS["execute"]


@pytest.mark.parametrize("target", ["html", "revealjs"])
def test_pages_and_slides_refer_to_exhibits_that_come_as_html(
    language: str, target: str, tmp_path: Path
) -> None:
    assert SETTINGS["format"][target]["html-table-processing"] == "none"
    told = by_pandoc(
        tmp_path, as_quarto_reads(report(language), "text/html"), f"--to={target}", "--standalone", "--wrap=none",
        f"--metadata=lang={language}-XX", "--metadata=pagetitle=province_report",
    ).stdout.decode()  # fmt: skip
    names = {"en": ("Figure", "Table"), "vi": ("Hình", "Bảng")}[language]
    for identifier, name in zip(("fig-1", "tbl-1"), names, strict=True):
        assert f'<a href="#{identifier}">{name} 1</a>' in told.replace(chr(160), " ").replace("#/", "#")
        assert told.count(f'id="{identifier}"') == 1
    title = {"en": "Heading of the notebook", "vi": "Tiêu đề sổ tay"}[language]
    assert f"<title>{title}</title>" in told


def test_style_has_every_token_and_whole_rules() -> None:
    scss = (ROOT / "quarto" / "theme.scss").read_text(encoding="utf-8")
    assert theme.css_variables() in scss
    assert scss.count("{") == scss.count("}")
    assert re.search(rf"^\$body-color: {theme.THEME.colours.ink} !default;$", scss, re.MULTILINE)
    assert ".exhibit-source {" in scss
    for mark in ("scss:defaults", "scss:rules"):
        assert scss.count(f"/*-- {mark} --*/") == 1


def test_quarto_is_given_the_cells_of_one_language(language: str, tmp_path: Path) -> None:
    content = json.loads((ROOT / "notebooks" / "province_report.ipynb").read_text(encoding="utf-8"))
    given = copy.deepcopy(content)
    injected = {"cell_type": "code", "id": "injected", "metadata": {"tags": ["injected-parameters"]}}
    given["cells"].insert(
        3, {**injected, "source": [f'language = "{language}"'], "outputs": [], "execution_count": 1}
    )
    done = by_notebook_filter(nbformat.from_dict(given), tmp_path)
    assert done.returncode == 0, done.stderr
    left = json.loads(done.stdout)
    tags = [cell["metadata"].get("tags", []) for cell in given["cells"]]
    other = {"en": "vi", "vi": "en"}[language]
    expected = [cell for cell, own in zip(given["cells"], tags, strict=True) if other not in own]
    assert [cell["id"] for cell in left["cells"]] == [cell["id"] for cell in expected]
    assert all(isinstance(cell["source"], list) for cell in left["cells"]), "Quarto joins lines"
    assert left["metadata"] == content["metadata"]


def test_wrong_tag_stops_quarto_and_names_the_cell(tmp_path: Path) -> None:
    notebook = report()
    notebook.cells[3].update(id="key-results", metadata={"tags": ["EN"]})
    done = by_notebook_filter(notebook, tmp_path)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith("cell 4 (key-results): the tag 'EN' is no language of the reports")


def test_filter_in_quarto_leaves_references_and_callouts_alone(language: str, tmp_path: Path) -> None:
    told = by_pandoc(
        tmp_path, as_quarto_reads(report(language)), "--to=markdown", f"--metadata=lang={language}-XX"
    ).stdout.decode()
    other = {"en": "Đã làm gì", "vi": "What was done"}[language]
    assert other not in told
    assert "@fig-1" in told
    assert "::: callout-note" in told
    assert "fig-alt" in told


def test_typst_of_quarto_compiles_in_the_look(language: str, tmp_path: Path) -> None:
    for part in ("typst-template.typ", "typst-show.typ"):
        shutil.copy(ROOT / "quarto" / part, tmp_path)
    around = (
        '#let callout(body: [], title: "", ..rest) = block(title + body)\n'  # as Quarto has one of its own
    )
    (tmp_path / "main.typ").write_text(
        around + "$typst-template.typ()$\n\n$typst-show.typ()$\n\n$body$\n",
        encoding="utf-8",
    )
    options = ["--to=typst", "--standalone", "--wrap=none", "--template=main.typ", "--extract-media=media"]
    options += [
        f"--metadata={pair}" for pair in (f"lang={language}", "place=Lang Son, 2023", "publisher=Command")
    ]
    # References and alternative texts are Quarto's work.
    markdown = as_quarto_reads(report(language)).replace("@", "")
    source = by_pandoc(tmp_path, markdown, *options).stdout
    text = source.decode()
    assert "#key-results(" in text
    assert "#muted-small(" in text
    assert "#linebreak()#text(size: theme-size-subtitle" in text
    assert "#exhibit(" not in text.split("#show: report.with")[1], "figures and tables are Quarto's"
    (tmp_path / "fonts").mkdir()
    for font in look_fonts():
        shutil.copy(font, tmp_path / "fonts")
    (tmp_path / "report.typ").write_bytes(source)
    pdf = typst.compile(
        tmp_path / "report.typ",
        format="pdf",
        font_paths=[tmp_path / "fonts"],
        ignore_system_fonts=True,
    )
    assert bytes(pdf).startswith(b"%PDF-")


def test_word_document_by_quarto_takes_the_same_styles(tmp_path: Path) -> None:
    option = f"--reference-doc={ROOT / 'quarto' / 'reference.docx'}"
    by_pandoc(tmp_path, as_quarto_reads(report()), "--to=docx", option, "--output=report.docx")
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")


def test_without_quarto_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RenderError, match=r"quarto is not on PATH; install it with `conda env create"):
        find_quarto()
    assert RenderError.exit_code == 6


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command called quarto that writes down what it was asked and makes what it was asked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "quarto"
    script.write_text(
        '#!/bin/sh\necho "$@" >> asked\n[ -f fail ] && { echo "ERROR: no" >&2; exit 1; }\n'
        'mkdir -p data/quarto\necho "<p>page<script>1</script></p>" > "data/quarto/notebook.$4"\n'
        "mv data/quarto/notebook.typst data/quarto/notebook.pdf 2>/dev/null || true\n",
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def test_packet_is_rendered_without_being_run_and_page_has_no_code(stand_in: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    page, paper = render_by_quarto(Project(ROOT), report("vi"), work)
    assert page == "<p>page</p>\n"
    assert paper
    asked = (work / "asked").read_text(encoding="utf-8").splitlines()
    assert [line.split()[3] for line in asked] == ["html", "typst"]
    assert all(line.endswith("--metadata-file about.yml --no-execute") for line in asked)
    about = yaml.safe_load((work / "about.yml").read_text(encoding="utf-8"))
    assert about["lang"] == "vi-VN"
    assert about["language"]["crossref-fig-title"] == "Hình"
    assert about["place"] == "Lạng Sơn, 2023"
    assert (work / SETTINGS["filters"][0]).is_file()
    settings = yaml.safe_load((work / "_quarto.yml").read_text(encoding="utf-8"))
    assert settings["project"] == {k: v for k, v in SETTINGS["project"].items() if k != "post-render"}
    assert settings["format"] == SETTINGS["format"]
    assert "ipynb-filters" not in settings, "the notebook has one language already"
    written = nbformat.read(work / NOTEBOOK, as_version=4)
    assert {tag for cell in written.cells for tag in cell.metadata.get("tags", [])} == {"vi", "parameters"}


def test_failure_of_quarto_is_a_fault_of_rendering(stand_in: Path, tmp_path: Path) -> None:
    script = stand_in / "quarto"
    script.write_text("#!/bin/sh\necho 'ERROR: no such thing' >&2\nexit 1\n", encoding="utf-8")
    with pytest.raises(RenderError, match=r"quarto could not make notebook.html: ERROR: no such thing"):
        render_by_quarto(Project(ROOT), report(), tmp_path / "work")


class TestQuartoItself:
    pytestmark = needs_quarto

    @pytest.mark.parametrize("language", ["en", "vi"])
    def test_packet_notebook_becomes_page_and_pdf(self, language: str, tmp_path: Path) -> None:
        page, paper = render_by_quarto(Project(ROOT), report(language), tmp_path / "work")
        assert 'id="fig-1"' in page
        assert paper.startswith(b"%PDF-")

    @pytest.mark.parametrize("target", ["docx", "revealjs"])
    def test_further_formats_are_made(self, target: str, tmp_path: Path) -> None:
        for name in ("_quarto.yml", ".ci", "quarto", "src/helpers"):
            copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            copied(ROOT / name, tmp_path / name)
        (tmp_path / NOTEBOOK).parent.mkdir()
        nbformat.write(report(), tmp_path / NOTEBOOK)
        subprocess.run(["quarto", "render", NOTEBOOK, "--to", target], cwd=tmp_path, check=True)
        name = "notebook.docx" if target == "docx" else "notebook.slides.html"
        [made] = (tmp_path / SETTINGS["project"]["output-dir"]).rglob(name)
        if target == "revealjs":
            page = made.read_text(encoding="utf-8")
            assert "What was done" in page
            assert "Đã làm gì" not in page, "the settings reached it"
