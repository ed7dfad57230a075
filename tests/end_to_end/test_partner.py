"""Reports for partners: exact, marked on every page and screen, in a folder of their own, refused by the public one."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from browser import CHROMIUM, chromium
from helpers.errors import DisclosureError
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project
from helpers.publish.checks.restricted_checks import unmarked
from helpers.release.opening import open_report
from projects import Done, call_workbook, packet_files

LABEL = Bilingual(
    en="RESTRICTED: partners named by the Border Guard Command",
    vi="HẠN CHẾ: chỉ dành cho đối tác do Bộ Tư lệnh Bộ đội Biên phòng chỉ định",
)
BUILD = ("build", "2023", "--province", "lang-son", "--language", "en")


@pytest.fixture(scope="module")
def partners(copy_prepared: Callable[..., Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with one report for partners and none for the public."""
    project = copy_prepared(tmp_path_factory.mktemp("partners") / "project")
    done = call_workbook(project, *BUILD, "--audience", "partner")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "made for partners, with exact figures: keep them apart" in done.stdout
    return project


@pytest.fixture
def packet(partners: Project, tmp_path: Path) -> Path:
    """A copy of the packet that a test may spoil."""
    return Path(shutil.copytree(_packet(partners), tmp_path / "packet"))


def _packet(project: Project) -> Path:
    return project.partner / "reports" / "2023" / "en" / "lang-son"


def test_figures_are_exact_and_lie_in_a_folder_of_their_own(partners: Project) -> None:
    with (_packet(partners) / "data" / "RESTRICTED-victims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "[c]" not in {row["status"] for row in rows}
    own = [row for row in rows if row["place"] == "lang-son" and row["period"] == "2023"]
    returned = next(row["value"] for row in own if row["indicator"] == "victims_self_returned")
    records = partners.data / "sample" / "2023" / "lang-son" / "victims.csv"
    with records.open(encoding="utf-8", newline="") as file:
        assert int(returned) == sum(row["pathway"] == "self_returned" for row in csv.DictReader(file))
    assert 0 < int(returned) < 5
    assert packet_files(partners) == {}
    beside = [path for path in partners.data.iterdir() if path.name not in ("sample", "partner", "facts")]
    assert not [path for folder in beside for path in folder.rglob("index.html")]


def test_every_page_and_file_bears_the_label(partners: Project) -> None:
    packet = _packet(partners)
    assert unmarked(packet, LABEL) == []
    assert json.loads((packet / "packet.json").read_text(encoding="utf-8"))["audience"] == "partner"
    notebook = json.loads((packet / "notebook.ipynb").read_text(encoding="utf-8"))
    assert "".join(notebook["cells"][0]["source"]).startswith(f"**{LABEL.en}")


def test_every_page_of_paper_bears_the_label(partners: Project) -> None:
    with pypdfium2.PdfDocument(_packet(partners) / "report.pdf") as paper:
        pages = [page.get_textpage().get_text_range() for page in paper]
    assert len(pages) > 3
    assert all(LABEL.en in " ".join(page.split()) for page in pages)


@pytest.mark.parametrize("name", ["index.html", "notebook.ipynb", "packet.json"])
def test_file_without_the_label_is_found(packet: Path, name: str) -> None:
    path = packet / name
    path.write_text(
        path.read_text(encoding="utf-8").replace("RESTRICTED: partners", "partners"), encoding="utf-8"
    )
    assert [finding.where for finding in unmarked(packet, LABEL)] == [name]


def test_data_without_the_label_are_found(packet: Path) -> None:
    (packet / "data" / "RESTRICTED-victims.csv").rename(packet / "data" / "victims.csv")
    assert [finding.where for finding in unmarked(packet, LABEL)] == ["data/victims.csv"]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium; install Debian's package chromium")
def test_band_stays_in_sight_on_a_phone(partners: Project) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto((_packet(partners) / "index.html").as_uri())
        page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; window.scrollTo(0, 4000)")
        box = page.locator(".restricted").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 1
        assert box["width"] == 390
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_public_build_refuses_a_restricted_packet_in_its_folder(
    partners: Project, tmp_path: Path, workbook: Callable[..., Done]
) -> None:
    project = Project(Path(shutil.copytree(partners.root, tmp_path / "copy")))
    shutil.copytree(_packet(project), project.reports / "2023" / "en" / "lang-son")
    done = workbook(project, *BUILD)
    assert done.returncode == 4
    assert "reports/2023/en/lang-son holds a packet that is not for the public" in done.stderr
    assert not (project.reports / "index.html").exists()


def test_public_notebook_cannot_ask_for_exact_figures(partners: Project, tmp_path: Path) -> None:
    project = Project(Path(shutil.copytree(partners.root, tmp_path / "copy")))
    path = project.notebooks / "province_report.ipynb"
    text = path.read_text(encoding="utf-8")
    assert "audience=audience" in text
    path.write_text(text.replace("audience=audience", "audience='partner'"), encoding="utf-8")
    done = call_workbook(project, *BUILD)
    assert done.returncode == 1
    assert "DisclosureError" in done.stderr
    assert [name for name in packet_files(project) if "lang-son" in name] == []


def test_exact_figures_do_not_leave_the_machine(partners: Project, workbook: Callable[..., Done]) -> None:
    done = workbook(partners, *BUILD, "--audience", "partner", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert "exact figures do not leave this machine" in done.stderr


@pytest.mark.parametrize("variable", ["QUARTO_EXECUTE_INFO", "QUARTO_FIG_WIDTH"])
def test_quarto_gets_no_exact_figures(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(small_project.root))
    monkeypatch.setenv(variable, "7")
    with pytest.raises(DisclosureError, match="Quarto makes no marks of restriction"):
        open_report(province="lang-son", year=2023, audience="partner")
