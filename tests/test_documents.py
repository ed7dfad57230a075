"""What the documents say holds: examples run, commands and links are right, reference pages are complete."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import openpyxl
import pandas as pd
import pytest
import typer
import yaml

import helpers
from helpers import errors, open_report, report
from helpers.cli import application
from helpers.cli.application import EPILOG
from helpers.cli.interrupts import INTERRUPTED
from helpers.inputs.params.settings import read_settings, read_year
from helpers.paths import Project
from picture_samples import photograph
from projects import ROOT, Done, call_workbook, copy_project

DOCS = sorted((ROOT / "docs").glob("*.md"))
ENTRANCES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
TUTORIAL = ROOT / "docs" / "first-chart.ipynb"
COMMANDS = typer.main.get_command(application.app).commands  # type: ignore[attr-defined]
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
GENERATED = {"commands.md", "params.md", "api.md"}
Run = Callable[..., Done]


def text_of(path: Path) -> str:
    """The Markdown of a page; of a notebook, that of its cells."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def blocks(page: Path | str, language: str) -> list[str]:
    """The examples of a page, or of a part of one, in one language, without the indent of a list."""
    text = page if isinstance(page, str) else text_of(page)
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", code, flags=re.MULTILINE) for indent, code in found]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """What makes the reference pages of the site."""
    spec = importlib.util.spec_from_file_location("reference_pages", ROOT / ".ci" / "reference_pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", [*ENTRANCES, *DOCS, TUTORIAL], ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(path)):
        if re.match(r"https?:|mailto:", target):
            continue
        name, _, heading = target.partition("#")
        there = path.parent / name if name else path
        assert there.exists(), target
        if heading:
            heads = re.findall(r"^#+ (.*)$", text_of(there), re.MULTILINE)
            assert heading in {
                re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads
            }


def prose_of(path: Path) -> str:
    """The docstrings and comments of a module."""
    text = path.read_text(encoding="utf-8")
    comments = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    alone = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr)]
    strings = [node.value for node in alone if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join([*comments, *strings])


def test_modules_that_documents_docstrings_and_comments_name_are_there() -> None:
    """As `name.py` or `folder/name.py`, from whatever folder on."""
    code = [
        path for top in ("src", "tests", ".ci", "benchmarks", "data") for path in (ROOT / top).rglob("*.py")
    ]
    there = {
        "/".join(path.parts[start:]) for path in code for start in range(len(ROOT.parts), len(path.parts))
    }
    texts = {path: text_of(path) for path in [*ENTRANCES[:-1], *DOCS, TUTORIAL, ROOT / "tests" / "README.md"]}
    texts |= {path: prose_of(path) for path in (ROOT / "src" / "helpers").rglob("*.py")}
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path, text in texts.items()
        for name in re.findall(r"(?<!%run )(?<![\w/.*-])[\w.][\w./-]*\.py\b", text)
    }
    assert len(named) > 100
    assert sorted((path, name) for path, name in named if name not in there) == []


def folders(path: Path) -> set[str]:
    """The folders in a folder that hold something of the project."""
    files = (each.relative_to(path).parts for each in path.rglob("*") if each.is_file())
    return {parts[0] for parts in files if len(parts) > 1 and not {"__pycache__", ".pytest_cache"} & {*parts}}


def test_every_folder_of_tests_and_package_is_in_the_lists_of_them() -> None:
    package = folders(ROOT / "src" / "helpers")
    listed = re.findall(r"^    (\w+)/ ", helpers.__doc__ or "", re.MULTILINE)
    below = re.findall(r"\b(\w+)/", (helpers.__doc__ or "").partition("What all of them may import")[2])
    assert sorted([*listed, *below]) == sorted(package)
    assert set(named_in_table(ROOT / "docs" / "architecture.md", "package")) == package
    assert sorted(named_in_table(ROOT / "tests" / "README.md", "where")) == sorted(folders(ROOT / "tests"))


def test_every_folder_of_data_is_in_the_table_of_who_may_read_it() -> None:
    project = Project(ROOT)
    named = set(re.findall(r"`data/(\w+)/`", text_of(ROOT / "SECURITY.md").partition("| folder |")[2]))
    there = {*project.confidential, project.approvals, project.signatures, project.editions}
    assert named >= {path.relative_to(project.data).as_posix() for path in there}


def named_in_table(page: Path, head: str) -> list[str]:
    """The folders that the first column of a table names."""
    rows = text_of(page).partition(f"| {head} | ")[2].partition("\n\n")[0].splitlines()
    return [name for row in rows for name in re.findall(r"`(\w+)/", row.split(" | ")[0])]


def test_every_page_is_in_the_sites_list() -> None:
    def pages(entry: Any) -> Iterator[str]:
        for value in entry if isinstance(entry, list) else entry.values() if isinstance(entry, dict) else ():
            yield from pages(value)
        if isinstance(entry, str):
            yield entry

    listed = list(pages(SITE["nav"]))
    assert sorted(listed) == sorted([*(path.name for path in DOCS), TUTORIAL.name, *GENERATED])
    linked = re.findall(r"\]\(([^)#]+)\)", text_of(ROOT / "docs" / "index.md"))
    assert sorted(linked) == sorted({*listed} - GENERATED - {"index.md"})


def test_site_asks_no_address_for_anything() -> None:
    """The one font setting that would; what plugins and theme bring was looked at in a browser."""
    assert SITE["theme"]["font"] is False
    assert SITE["strict"] is True
    assert not {"extra_javascript", "extra_css", "repo_url"} & set(SITE)


def test_site_builds_without_a_warning(tmp_path: Path) -> None:
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip(
            "the site itself is not built here: `make docs` installs what it needs; CI builds it in a job of its own"
        )
    build = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--strict",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    done = subprocess.run(
        build, cwd=ROOT, env={"NO_MKDOCS_2_WARNING": "1", "PATH": ""}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    pages = {path.parent.name for path in (tmp_path / "site").glob("*/index.html")}
    assert {"first-chart", "commands", "params", "api", "exit-codes"} <= pages
    assert "report_figure" in (tmp_path / "site/api/index.html").read_text().replace(
        "reportfigure", "report_figure"
    )


def test_commands_page_has_every_command(reference: ModuleType) -> None:
    page = reference.pages()["commands.md"]
    assert set(re.findall(r"^## `workbook (\S+)`$", page, re.MULTILINE)) == set(COMMANDS)
    assert "--accept-partial" in page


def test_params_page_has_every_file_and_links_within_itself(reference: ModuleType) -> None:
    page = reference.pages()["params.md"]
    named = {name.replace("YEAR", "2023").replace("PROJECT", "inl-phase-2") for name in reference.FILES}
    there = {path.relative_to(ROOT / "params").as_posix() for path in (ROOT / "params").rglob("*.yml")}
    optional = {"approvals.yml", "corrections.yml", "reports.yml"}
    assert named <= there | optional
    assert {re.sub(r"(years|projects)/.*", r"\1/", name) for name in there} == {
        re.sub(r"(years|projects)/.*", r"\1/", name) for name in named - optional
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(re.findall(r'<a id="([^"]+)">', page))
    assert re.search(r"^\| `threshold` \| whole number, at least 2, at most 10 \|  \|$", page, re.MULTILINE)


def test_api_page_has_every_public_name(reference: ModuleType) -> None:
    page = reference.pages()["api.md"]
    heads = set(re.findall(r"^#+ (.+)$", page, re.MULTILINE))
    assert {"open_report", "preview", "release.data", "report.charts.bars"} <= heads
    assert {f"report.{name}" for name in dir(report) if not name.isupper()} <= heads


def test_exit_codes_are_those_of_the_errors() -> None:
    def codes(kind: type[errors.WorkbookError]) -> set[int]:
        return {kind.exit_code}.union(*map(codes, kind.__subclasses__()))

    rows = re.findall(r"^\| (\d+) \|", text_of(ROOT / "docs" / "exit-codes.md"), re.MULTILINE)
    assert sorted(map(int, rows)) == sorted(
        {0, INTERRUPTED, *(128 + signal for signal in application.ENDED)} | codes(errors.WorkbookError)
    )
    assert set(rows) == set(re.findall(r"\b(\d+) [a-z]", EPILOG.partition(": ")[2]))


@pytest.mark.parametrize("path", [*ENTRANCES[:-1], *DOCS, TUTORIAL], ids=lambda path: path.name)
def test_commands_are_such_as_there_are(path: Path) -> None:
    """Those in blocks can be typed as they stand; of those in sentences, command and options exist."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    inline = re.findall(r"`((?:workbook|make) [^`\n]+)`", text_of(path))
    lines = [line for block in blocks(path, "sh") for line in block.splitlines()]
    for line in [*inline, *lines]:
        words = shlex.split(line, comments=True)
        if words and words[0] == "make":
            assert [word for word in words[1:] if "=" not in word][0] in targets, line
        elif words and words[0] == ".venv/bin/python" and words[1] != "-m":
            assert (ROOT / words[1]).exists(), line
        elif len(words) > 1 and words[0] == "workbook" and words[1] in COMMANDS:
            if words[1] == "warm":  # what follows is another command
                continue
            command = COMMANDS[words[1]]
            known = {option for each in command.params for option in each.opts} | {"--help"}
            assert {word for word in words if word.startswith("--")} <= known, line
            if line in lines:
                command.make_context(words[1], words[2:])
        elif words and words[0] == "workbook":
            assert words[1].startswith("-") or words[1].isupper(), line


def add(project: Project, file: str, page: str) -> None:
    """Put the entry of a how-to page at the end of a params file."""
    path = project.params / file
    [entry] = blocks(ROOT / "docs" / page, "yaml")
    path.write_text(path.read_text(encoding="utf-8") + "\n" + entry, encoding="utf-8")


NAMES = {"more": 3, "all": 44, "peak": 4, "target": 20}
"""What the examples take from cells that the pages leave out."""


@pytest.fixture(scope="module")
def documented(make_once: Callable[..., Path]) -> Project:
    """A small project with what the examples name: 2024, and a donor's project, and a photograph."""

    def make(folder: Path) -> None:
        copy_project(folder, years=(2022, 2023, 2024), donor_projects=["inl-phase-2"])
        add(Project(folder), "indicators.yml", "add-an-indicator.md")
        (folder / "params" / "pictures").mkdir()
        (folder / "params" / "pictures" / "training.jpg").write_bytes(photograph())

    return Project(make_once("documented", make))


@pytest.mark.parametrize(
    "path",
    [path for path in [ROOT / "README.md", *DOCS] if blocks(path, "python")],
    ids=lambda path: path.name,
)
def test_python_examples_of_each_section_run(
    path: Path, documented: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(documented.root))
    begin = """
from helpers import open_report, report
import matplotlib.pyplot as plt, numpy as np, pandas as pd, seaborn as sns
release = open_report(province=province, year=year, language=language)
sessions = release.data("sessions", by="month", years=2)
"""
    space: dict[str, Any] = {**NAMES, "province": "lang-son", "year": 2023, "language": "en"}
    try:
        for section in re.split(r"^## ", text_of(path), flags=re.MULTILINE):
            for code in [begin, *blocks(section, "python")]:
                exec(compile(code, path.name, "exec"), space)
    finally:
        plt.close("all")


def test_charts_of_the_page_are_all_there_are_and_draw_their_frames(
    documented: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(documented.root))
    space: dict[str, Any] = {"release": open_report(province="lang-son", year=2023, language="en")}
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `((\w+)\(frame, ax.*?\))` \|.*\| (?:`(release\.data.*)`|your own.*) \|$", page, re.MULTILINE
    )
    takes_a_frame = {
        name
        for name in report.charts.__all__
        if "frame" in getattr(getattr(report.charts, name), "__annotations__", ())
    }
    assert sorted(name for _, name, _ in rows) == sorted(takes_a_frame - {"panel"})
    for call, name, frame in rows:
        if frame:  # of the others, the function's own example is run as a test
            space |= {name: getattr(report.charts, name), "frame": eval(frame, space)}
            assert eval(call, space | {"ax": plt.figure().subplots()}).figure.axes
            plt.close("all")


def test_indicator_of_the_page_is_counted(small_project: Project, workbook: Run) -> None:
    add(small_project, "indicators.yml", "add-an-indicator.md")
    done = workbook(small_project, "trace", "2023", "lang-son", "leaflets_per_session")
    assert done.returncode == 0, done.stderr
    outreach = pd.read_csv(small_project.root / "data/sample/2023/lang-son/outreach.csv")
    wanted = outreach["leaflets"].sum() / outreach["sessions"].sum()
    assert f"{wanted:.1f}" in done.stdout


def test_table_of_the_page_is_taken_in_and_counted(small_project: Project, workbook: Run) -> None:
    add(small_project, "tables.yml", "add-a-table.md")
    sent = small_project.root / "data/sample/2023/lang-son"
    (sent / "vehicle_checks.csv").write_text(
        "station_code,month,vehicles,buses\nlang-son-01,2023-01,40,7\nlang-son-01,2023-02,2,3\n",
        encoding="utf-8",
    )
    done = workbook(small_project, "check", str(sent))
    assert done.returncode == errors.ReturnError.exit_code
    assert "vehicle_checks" in done.stdout + done.stderr
    assert "row 3" in done.stdout + done.stderr, "more buses than vehicles"
    assert "row 2" not in done.stdout + done.stderr
    made = workbook(
        small_project, "template", "lang-son", "2023", "-o", str(small_project.root / "lang-son.xlsx")
    )
    assert made.returncode == 0, made.stderr
    sheets = openpyxl.load_workbook(small_project.root / "lang-son.xlsx", read_only=True).sheetnames
    assert any("vehicle" in name.casefold() or "phương tiện" in name.casefold() for name in sheets), sheets


def test_project_of_the_page_is_traced_to_the_returns(small_project: Project, workbook: Run) -> None:
    [text] = blocks(ROOT / "docs" / "add-a-project.md", "yaml")
    (small_project.params / "projects").mkdir()
    (small_project.params / "projects" / "vn-training.yml").write_text(text, encoding="utf-8")
    done = workbook(small_project, "trace", "2023", "vn-training", "officers-trained")
    assert done.returncode == 0, done.stderr
    assert "Attendance sheets" in done.stdout or "1,200" in done.stdout, done.stdout


def test_year_of_the_page_is_read(small_project: Project, workbook: Run) -> None:
    [text] = blocks(ROOT / "docs" / "add-a-year.md", "yaml")
    (small_project.params / "years" / "2026.yml").write_text(text, encoding="utf-8")
    settings = small_project.settings
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("2023]", "2023, 2026]"), encoding="utf-8"
    )
    assert read_settings(small_project).years == [2022, 2023, 2026]
    [folder] = read_year(small_project, 2026).returns
    assert folder.months == [f"2026-{month:02d}" for month in range(1, 13)]
    shutil.copytree(
        small_project.root / "data/sample/2023/lang-son", small_project.root / "data/sample/2026/lang-son"
    )
    done = workbook(small_project, "check", "2026")
    assert done.returncode == errors.ReturnError.exit_code, "its dates are of 2023"
    assert "2026" in done.stdout + done.stderr


def test_tutorial_makes_the_report_that_it_promises(prepared_project: Project) -> None:
    [begin] = [line for line in blocks(TUTORIAL, "sh")[0].splitlines() if line.startswith("workbook")]
    done = call_workbook(prepared_project, *shlex.split(begin)[1:])
    assert done.returncode == 0, done.stderr
    path = prepared_project.notebooks / "first_chart.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert {"first-chart", "first-table", "first-sentence"} <= {cell["id"] for cell in notebook["cells"]}
    own = [
        cell
        for cell in json.loads(TUTORIAL.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    place = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "first-chart")
    notebook["cells"][place : place + 3] = own
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    [build] = blocks(TUTORIAL, "sh")[1].splitlines()
    build += " --language vi"
    done = call_workbook(prepared_project, *shlex.split(build)[1:], "--strict")
    assert done.returncode == 0, done.stderr
    packet = prepared_project.reports / "2023/vi/lang-son.first-chart"
    assert "Số tờ rơi theo quý, bằng số" in (packet / "index.html").read_text(encoding="utf-8")
    assert (packet / "data/fig-leaflets.csv").exists()
    spoilt = path.read_text(encoding="utf-8").replace(r", \"vi\": \"Số tờ rơi theo quý\"", "", 1)
    assert spoilt != path.read_text(encoding="utf-8")
    path.write_text(spoilt, encoding="utf-8")
    done = call_workbook(prepared_project, *shlex.split(build)[1:])
    assert done.returncode == errors.NotebookError.exit_code
    assert "title has no text in Vietnamese" in done.stderr
    assert "(chart)" in done.stderr


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 120
