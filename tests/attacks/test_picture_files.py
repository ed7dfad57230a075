"""What a photograph's file holds beside the picture is in no file of a packet; nor is a picture from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.execute.jobs import plan
from helpers.paths import Project
from helpers.publish.packet_key import causes
from helpers.release.figure_digests import read_figures
from helpers.release.prepare import prepare
from picture_samples import HIDDEN, drawing, mark, photograph
from projects import call_workbook
from search import found_in

CELLS = (
    """report.picture("mark.svg", "mark", logo=True, alt="The mark of the Border Guard.", credit="Border Guard")""",
    """report.picture("mark.png", "partner", logo=True, alt="The mark of a partner.", credit="IOM", people="none")""",
    """report.picture("photo.jpg", "training", alt="Officers at desks.", caption="Officers learn the law",
    credit="Border Guard", people="All who are seen agreed in writing.")""",
)


def show(project: Project, *cells: str) -> None:
    """A province's report with a title and these cells only."""
    path = project.notebooks / "province_report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [
        cell for cell in notebook.cells if cell.id in ("title-en", "title-vi", "parameters", "setup")
    ]
    notebook.cells += [new_code_cell(source, id=f"picture-{number}") for number, source in enumerate(cells)]
    notebook.cells.append(new_markdown_cell("See @fig-training.", id="reference"))
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def project(copy_prepared: Callable[..., Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = copy_prepared(tmp_path_factory.mktemp("pictures") / "project")
    folder = made.params / "pictures"
    folder.mkdir(exist_ok=True)
    for name, content in (("photo.jpg", photograph()), ("mark.png", mark()), ("mark.svg", drawing())):
        (folder / name).write_bytes(content)
    show(made, *CELLS)
    done = call_workbook(
        made, "build", "2023", "--province", "lang-son", "--language", "en", "--format", "docx"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def packet(project: Project) -> Path:
    return project.reports / "2023" / "en" / "lang-son"


def test_nothing_hidden_in_a_picture_is_in_the_packet(project: Project) -> None:
    files = [path for path in packet(project).rglob("*") if path.is_file()]
    assert {"index.html", "report.pdf", "report.docx", "notebook.ipynb"} <= {path.name for path in files}
    assert found_in(files, [HIDDEN, "21[.]8471N", "Exif\0"]) == []
    assert found_in(files, ["Officers at desks"]) != []


def test_picture_stands_in_every_format(project: Project) -> None:
    page = (packet(project) / "index.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 3
    assert page.count('src="data:image/') == 3
    assert 'href="#fig-training">Figure\u00a01</a>' in page
    assert found_in([packet(project) / "report.pdf"], ["All who are seen agreed in writing"]) != []
    assert found_in([packet(project) / "report.docx"], ["All who are seen agreed in writing"]) != []


def test_other_picture_of_the_same_name_makes_the_packet_out_of_date(project: Project) -> None:
    figures = read_figures(prepare(project, 2023))
    (job,) = plan(project, 2023, provinces=("lang-son",), languages=("en",))
    path = project.params / "pictures" / "photo.jpg"
    before = path.read_bytes()
    try:
        path.write_bytes(photograph(turned=3))
        assert "params/pictures/photo.jpg changed" in causes(project, job, figures)
    finally:
        path.write_bytes(before)


def test_link_to_another_file_ends_the_build_by_the_cell(project: Project, tmp_path: Path) -> None:
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "copy")))
    photo = copy.params / "pictures" / "photo.jpg"
    photo.unlink()
    (copy.data / "other.jpg").write_bytes(photograph(turned=3))
    photo.symlink_to(copy.data / "other.jpg")
    done = call_workbook(copy, "build", "2023", "--province", "lang-son", "--language", "en")
    assert done.returncode != 0
    assert "picture-2" in done.stdout + done.stderr
    assert "is a link; put the file itself there" in done.stdout + done.stderr


def test_typed_number_in_a_consent_note_is_named(project: Project, tmp_path: Path) -> None:
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "copy")))
    show(copy, CELLS[2].replace("All who are seen", "All 12 victims"))
    done = call_workbook(copy, "build", "2023", "--province", "lang-son", "--language", "en")
    assert done.returncode != 0
    assert "# victims agreed in writing" in done.stdout + done.stderr
