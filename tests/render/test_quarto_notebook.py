"""What Quarto is given: the cells of one language, each output in the forms that formats take, and what it leaves."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path, PurePath
from typing import Any

import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sample_report import report, shown

from helpers.errors import RenderError
from helpers.execute.jobs import NOTEBOOKS
from helpers.privacy.sourced_number import ReleasedCell
from helpers.render.pandoc import ASSETS
from helpers.render.quarto_notebook import notebook_for_quarto
from helpers.render.render_quarto import NOTEBOOK, find_quarto
from helpers.report import theme
from helpers.report.annex import OriginEntry, Origins
from helpers.report.data_table import Row, TextColumn, TextTable
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import Prose
from helpers.report.sourced_text import NumberIn, SourcedText
from projects import ROOT

SETTINGS = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
FILES = TextTable((TextColumn("File", "left"), TextColumn("Rows")), (Row(("data/x.csv", "7")),))


def made_by_the_theme() -> Any:
    spec = importlib.util.spec_from_file_location("quarto_theme", ROOT / ".ci" / "quarto_theme.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(made: dict[str, Any]) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in made["cells"])


def by_script(notebook: Any, folder: Path) -> subprocess.CompletedProcess[bytes]:
    script = str(ROOT / SETTINGS["ipynb-filters"][0])
    return subprocess.run(
        [sys.executable, script],
        input=json.dumps(notebook).encode(),
        capture_output=True,
        cwd=folder,
        check=False,
    )


@pytest.mark.parametrize("name", ["theme.scss", "typst-template.typ", "reference.docx"])
def test_what_quarto_reads_is_made_from_the_look(name: str) -> None:
    assert (ROOT / "quarto" / name).read_bytes() == made_by_the_theme().files()[name], "run `make theme`"


def test_style_of_slides_has_every_token_and_whole_rules() -> None:
    scss = (ROOT / "quarto" / "theme.scss").read_text(encoding="utf-8")
    assert theme.css_variables() in scss
    assert scss.count("{") == scss.count("}")
    assert f"$body-color: {theme.THEME.colours.ink} !default;" in scss


def test_settings_name_files_that_there_are_and_all_four_formats() -> None:
    formats, project = SETTINGS["format"], SETTINGS["project"]
    assert set(formats) == {"html", "typst", "docx", "revealjs"}
    named = [
        project["pre-render"], project["post-render"], *SETTINGS["ipynb-filters"], SETTINGS["filters"][0]["path"],
        formats["html"]["template"], *formats["typst"]["template-partials"], formats["docx"]["reference-doc"],
        formats["revealjs"]["theme"][1], *formats["revealjs"]["template-partials"],
    ]  # fmt: skip
    assert not [name for name in named if not (ROOT / name).is_file()]
    assert (ROOT / SETTINGS["filters"][0]["path"]).samefile(ASSETS / "filter.lua")


def test_settings_reach_public_notebooks_and_packets_alone() -> None:
    taken = [each for each in SETTINGS["project"]["render"] if not each.startswith("!")]
    left_out = {each[1:] for each in SETTINGS["project"]["render"] if each.startswith("!")}
    own = {kind: f"notebooks/{name}" for kind, name in NOTEBOOKS.items()}
    packets = [f"reports/{name}/notebook.ipynb" for name in ("2023/en/lang-son", "2023/vi/viet-nam.overview")]
    for path in (*own.values(), *packets, NOTEBOOK):
        assert any(PurePath(path).match(pattern) for pattern in taken), path
    assert left_out == {own["quality"]}
    assert SETTINGS["project"]["output-dir"].startswith("data/")
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {f"/{SETTINGS['project']['output-dir']}/", "/.quarto/", "**/*.quarto_ipynb"} <= set(ignored), (
        "Quarto adds what it does not find, letter by letter"
    )


def test_notebook_has_no_code_no_count_and_one_language(language: str) -> None:
    made = notebook_for_quarto(report(language))
    assert {cell["cell_type"] for cell in made["cells"]} == {"raw", "markdown"}
    text = text_of(made)
    assert {"en": "Đã làm gì", "vi": "What was done"}[language] not in text
    assert "secret_code" not in text and "execution_count" not in json.dumps(made)
    told = yaml.safe_load("".join(made["cells"][0]["source"]).strip("-\n"))["report"]
    assert told["lang"] == {"en": "en-GB", "vi": "vi-VN"}[language]
    assert told["place"] == told["subtitle"] == "Lạng Sơn, 2023"
    assert told["publisher"] == told["author"] == "Border Guard Command"
    assert told["notice-title"] == {"en": "Demonstration data.", "vi": "Số liệu minh họa."}[language]
    assert "2024" in told["published"] and told["published"] in told["date"]


def test_each_output_stands_once_in_each_form() -> None:
    text = text_of(notebook_for_quarto(report()))
    for name in ("fig-1", "tbl-1"):
        assert text.count(f'id="{name}"') == 1
        assert text.count(f'#exhibit("{"figure" if name[0] == "f" else "table"}", "{name}"') == 1
        assert text.count(f"{{#{name}") == 1
    assert text.count("data:image/png;base64,") == 2
    assert "svg+xml;base64" not in text


def test_links_to_files_of_a_packet_stand_in_a_packet_alone() -> None:
    files = Exhibit(
        "table", "tbl-files", "Files", "", "", "", "", "en", table=FILES, links=(("data/x.csv",) * 2,)
    )
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), shown(files)])
    assert 'href="data/x.csv"' in text_of(notebook_for_quarto(notebook, "report"))
    alone = text_of(notebook_for_quarto(notebook))
    assert "data/x.csv" in alone and 'href="data' not in alone


def test_notes_of_a_run_by_quarto_are_the_report_s_own() -> None:
    noted = {
        "role": "desk",
        "of_report": {"kind": "province", "place_name": "Lang Son", "year": 2023},
        "closing": "## End",
    }
    output = new_output("display_data", {"text/plain": ""}, metadata={"report": noted})
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), new_code_cell("open()", outputs=[output])])
    made = notebook_for_quarto(notebook)
    assert "place: Lang Son, 2023" in text_of(made)
    assert made["cells"][-1]["source"] == ["## End"]


def test_wrong_tag_stops_quarto_and_names_the_cell(tmp_path: Path) -> None:
    notebook = report()
    notebook.cells[3].update(id="key-results", metadata={"tags": ["EN"]})
    done = by_script(notebook, tmp_path)
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.decode().startswith("cell 4 (key-results): the tag 'EN' is no language of the reports")


@pytest.mark.parametrize(("part", "address"), [("whole", ""), ("report", "annex.html")])
def test_numbers_of_computed_sentences_lead_to_the_annex(part: Any, address: str) -> None:
    held = (ReleasedCell("sessions", "lang-son", "2023", "total", "all", "6488"),)
    lost = (ReleasedCell("leaflets", "lang-son", "2023", "total", "all", "\\[c\\]"),)
    text = SourcedText(
        "Of **6,488** sessions, \\[c\\] in May.", [NumberIn(5, 10, held), NumberIn(23, 28, lost)]
    )
    notebook = report()
    entry = OriginEntry(
        "from-sessions",
        "Sessions",
        (("Definition", "x"), ("Source", "y"), ("Revision", "z"), ("Packet", "p")),
    )
    notebook.cells.append(shown(Prose(text)))
    annex = shown(Origins((entry,)))
    annex.metadata["tags"] = ["annex"]
    notebook.cells.append(annex)
    page = text_of(notebook_for_quarto(notebook, part))
    assert (
        f'Of **<a class="number" href="{address}#from-sessions">6,488</a>** sessions, \\[c\\] in May.' in page
    )
    assert "from-number" not in page and "data-cells" not in page


def test_without_quarto_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RenderError, match=r"quarto is not on PATH; install it with `conda env create"):
        find_quarto()
    assert RenderError.exit_code == 6


class TestWhatQuartoLeaves:
    @pytest.fixture
    def originals(self, tmp_path: Path) -> Any:
        (tmp_path / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "quarto_originals.py", tmp_path / ".ci")
        (tmp_path / "notebooks").mkdir()
        (tmp_path / "notebooks" / "a.ipynb").write_text("written", encoding="utf-8")
        (tmp_path / "notebooks" / "a.notes.txt").write_text("mine", encoding="utf-8")
        spec = importlib.util.spec_from_file_location("originals", tmp_path / ".ci" / "quarto_originals.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def spoil(self, root: Path) -> None:
        folder = root / "notebooks"
        (folder / "a.ipynb").write_text("executed", encoding="utf-8")
        for name in ("a.html", "a.typ"):
            (folder / name).touch()
        (folder / "a_files").mkdir()

    def left(self, root: Path) -> dict[str, str]:
        paths = (root / "notebooks").iterdir()
        return {path.name: "" if path.is_dir() else path.read_text(encoding="utf-8") for path in paths}

    def test_notebook_is_given_back_and_only_what_is_new_goes(self, originals: Any, tmp_path: Path) -> None:
        notebook = tmp_path / "notebooks" / "a.ipynb"
        os.utime(notebook, (1, 1))
        originals.keep(["notebooks/a.ipynb"])
        self.spoil(tmp_path)
        originals.give_back(notebook)
        assert notebook.read_text(encoding="utf-8") == "written"
        assert notebook.stat().st_mtime == 1, "else a preview would run it again"
        originals.end(["notebooks/a.ipynb"])
        assert self.left(tmp_path) == {"a.ipynb": "written", "a.notes.txt": "mine"}
        assert notebook.stat().st_mtime == 1
        (tmp_path / "notebooks" / "a.html").touch()
        originals.end(["notebooks/a.ipynb"])
        assert "a.html" in self.left(tmp_path), "nothing is kept any more"

    def test_all_is_as_it_was_however_quarto_ends(self, originals: Any, tmp_path: Path) -> None:
        originals.keep(["notebooks/a.ipynb"])
        with subprocess.Popen(["sleep", "60"]) as quarto:
            waiting = originals.end_with(quarto.pid, ["notebooks/a.ipynb"])
            self.spoil(tmp_path)
            time.sleep(0.5)
            assert "a.html" in self.left(tmp_path)
            quarto.kill()
        assert waiting.wait(timeout=30) == 0
        assert self.left(tmp_path) == {"a.ipynb": "written", "a.notes.txt": "mine"}

    def test_edit_that_was_saved_after_the_run_stays(self, originals: Any, tmp_path: Path) -> None:
        """A preview renders for seconds after it has run the notebook; whoever edits meanwhile loses nothing."""
        notebook = tmp_path / "notebooks" / "a.ipynb"
        notebook.write_text(json.dumps(new_notebook(cells=[new_code_cell("1")])), encoding="utf-8")
        edited = json.dumps(new_notebook(cells=[new_code_cell("2")]))
        tagged = json.dumps(new_notebook(cells=[new_code_cell("1", metadata={"tags": ["en"]})]))
        for saved in (edited, tagged):
            originals.keep(["notebooks/a.ipynb"])
            notebook.write_text(saved, encoding="utf-8")
            originals.end(["notebooks/a.ipynb"])
            assert notebook.read_text(encoding="utf-8") == saved
            originals.keep(["notebooks/a.ipynb"])
        given = [new_code_cell("year = 2", metadata={"tags": ["injected-parameters"]})]
        kept = notebook.read_text(encoding="utf-8")
        run = json.loads(kept)["cells"] + given
        run[0]["outputs"] = [new_output("stream", text="1")]
        notebook.write_text(json.dumps(new_notebook(cells=run)), encoding="utf-8")
        originals.end(["notebooks/a.ipynb"])
        assert notebook.read_text(encoding="utf-8") == kept, "what Quarto wrote is no edit"

    def test_edit_that_was_saved_while_quarto_ran_the_notebook_is_given_back(
        self, originals: Any, tmp_path: Path
    ) -> None:
        """Quarto saves what it has run over it; a preview may run a notebook just when somebody goes on editing."""
        notebook = tmp_path / "notebooks" / "a.ipynb"
        kept = tmp_path / ".quarto" / "originals" / "notebooks" / "a.ipynb"
        run = new_code_cell("1", outputs=[new_output("stream", text="1")], execution_count=1)
        edited = json.dumps(new_notebook(cells=[new_code_cell("2")]))
        for comes_to_its_end in (True, False):
            notebook.write_text(json.dumps(new_notebook(cells=[new_code_cell("1")])), encoding="utf-8")
            originals.keep(["notebooks/a.ipynb"])
            with subprocess.Popen(["sleep", "60"]) as quarto:
                beside = originals.end_with(quarto.pid, ["notebooks/a.ipynb"])
                time.sleep(0.5)
                notebook.write_text(edited, encoding="utf-8")
                for _ in range(100):
                    if (kept / "notebook.ipynb").read_text(encoding="utf-8") == edited:
                        break
                    time.sleep(0.1)
                notebook.write_text(json.dumps(new_notebook(cells=[run])), encoding="utf-8")
                time.sleep(0.5)
                if comes_to_its_end:
                    originals.give_back(notebook)
                    assert notebook.read_text(encoding="utf-8") == edited
                    originals.end(["notebooks/a.ipynb"])
                    assert beside.wait(timeout=30) == 0, "none stays for each run of a preview"
                quarto.kill()
            assert beside.wait(timeout=30) == 0
            assert notebook.read_text(encoding="utf-8") == edited
