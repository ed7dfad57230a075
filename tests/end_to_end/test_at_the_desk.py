"""A kernel with a person at it: what the notebook's front end is sent."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

from helpers.paths import Project
from helpers.render.compose import compose
from projects import ROOT

SETUP = "from helpers import report\nfrom helpers import open_report, parameter_form, preview\n"
OPEN_AGAIN = "release = open_report(province='lang-son', year=2023)"


class Desk:
    """Runs code as a front end does that can be asked."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, code: str) -> list[dict[str, Any]]:
        """The contents of all messages that the code sends, each with its type."""
        sent: list[dict[str, Any]] = []
        self._client.execute_interactive(
            code,
            allow_stdin=True,
            timeout=120,
            output_hook=lambda message: sent.append({"type": message["msg_type"], **message["content"]}),
        )
        return sent


@pytest.fixture(scope="module")
def desk(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Project]]:
    """A kernel in a copy of the built project, its report opened."""
    project = Project(tmp_path_factory.mktemp("desk") / "project")
    shutil.copytree(built.root, project.root)
    manager, client = start_new_kernel(
        kernel_name="python3", cwd=str(project.notebooks), extra_arguments=["--IPKernelApp.matplotlib=None"]
    )
    try:
        desk = Desk(client)
        desk.run(f"import os; os.environ['WORKBOOK_ROOT'] = {str(project.root)!r}\n{SETUP}")
        desk.run("release = open_report(province='lang-son', year=2023)\nparameter_form(release)")
        yield desk, project
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def html(sent: list[dict[str, Any]]) -> str:
    return "".join(message["data"].get("text/html", "") for message in sent if "data" in message)


def text(sent: list[dict[str, Any]]) -> str:
    return "".join(message["text"] for message in sent if message["type"] == "stream")


def test_exhibit_shows_its_alternative_text_and_renders_without_it(desk: tuple[Desk, Project]) -> None:
    sent = desk[0].run("report.indicator_by_month(release, 'sessions')")
    assert "Alternative text:</strong> Line chart" in html(sent)
    assert "<svg" in html(sent)
    assert "exhibit-data" in html(sent)
    output = {"output_type": "display_data", "data": sent[-2]["data"], "metadata": sent[-2]["metadata"]}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
    assert "Alternative text" not in str(compose({"cells": [cell]}, "html"))


def test_exhibit_that_has_nothing_to_say_says_so(desk: tuple[Desk, Project]) -> None:
    assert "Nothing to say for this place." in html(desk[0].run("report.merger_note(release)"))
    assert "Nothing to say" not in html(desk[0].run("held = report.merger_note(release)"))


def test_what_the_analyst_makes_is_shown_once_wherever_in_the_cell(desk: tuple[Desk, Project]) -> None:
    code = "for name in 'ab':\n    report.say(en=name + ' said', vi='x')\nreport.say(en='last said', vi='x')"
    sent = desk[0].run(code)
    shown = [m["data"]["text/plain"] for m in sent if m["type"] in ("display_data", "execute_result")]
    assert shown == ["a said", "b said", "last said"]


def test_release_tells_what_is_withheld_and_indicator_its_definition(desk: tuple[Desk, Project]) -> None:
    told = html(desk[0].run("release"))
    assert "What is withheld" in told
    assert "Victims" in told
    sheet = html(desk[0].run("release.indicator('sessions')"))
    assert "Definition" in sheet
    assert "Số buổi" in sheet


def test_what_is_for_the_analyst_alone_reaches_no_report(desk: tuple[Desk, Project]) -> None:
    sent = desk[0].run("parameter_form(release)\nrelease")
    shown = [message for message in sent if message["type"] in ("display_data", "execute_result")]
    assert len(shown) == 2
    outputs = [{"output_type": "display_data", "data": m["data"], "metadata": m["metadata"]} for m in shown]
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": outputs}
    assert not compose({"cells": [cell]}, "html").parts


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("open_report(province='langson')", "did you mean 'lang-son'"),
        (
            "open_report(province='lang-son', year=2031)",
            "unknown year 2031; params/workbook.yml has 2022, 2023",
        ),
        ("open_report(province='lang-son', language='fr')", "unknown language 'fr'"),
        ("report.indicator_by_month(release, 'sesions')", "did you mean 'sessions'"),
    ],
)
def test_usual_mistake_gets_a_message_and_no_traceback(
    desk: tuple[Desk, Project], code: str, said: str
) -> None:
    [fault] = [message for message in desk[0].run(code) if message["type"] == "error"]
    assert said in fault["traceback"][0]
    assert fault["traceback"][1:] == ["In this cell, line 1"]


def test_year_that_was_not_taken_in_gets_a_message(desk: tuple[Desk, Project]) -> None:
    folders = [desk[1].data / "sample" / "2022", desk[1].records / "2022"]
    for folder in folders:
        folder.rename(folder.with_name("away"))
    try:
        [fault] = [m for m in desk[0].run("open_report(year=2022)") if m["type"] == "error"]
    finally:
        for folder in folders:
            folder.with_name("away").rename(folder)
        desk[0].run(OPEN_AGAIN)  # to the file system the folders are others now
    assert "2022" in fault["traceback"][0]
    assert fault["traceback"][1:] == ["In this cell, line 1"]


def test_preview_is_the_published_page(desk: tuple[Desk, Project]) -> None:
    page = text(desk[0].run("print(preview('province_report').html)"))
    folder = desk[1].reports / "2023/en/lang-son"
    published = (folder / "index.html").read_text(encoding="utf-8")
    key = json.loads((folder / "packet.json").read_text(encoding="utf-8"))["key"]["sha256"][:12]
    own = published.replace(f", packet {key}.", ".").replace('href="annex.html#', 'href="#')
    sections = re.split(r"(?=<section id=)", own.partition("<main")[2].partition("</main>")[0])
    assert len(sections) > 8
    assert all(
        re.sub(r"<p>How the numbers were made.*", "", each, flags=re.DOTALL) in page
        for each in sections[1:-1]
    )
    assert "Technical annex" in page, "a preview is one file, and has no packet"


def test_section_added_by_copying_a_cell_is_in_the_preview(desk: tuple[Desk, Project]) -> None:
    path = desk[1].notebooks / "province_report.ipynb"
    before = path.read_text(encoding="utf-8")
    notebook = json.loads(before)
    copy = next(cell for cell in notebook["cells"] if cell["id"] == "sessions-by-month")
    added = {**copy, "id": "copied", "source": ['report.indicator_by_month(release, "leaflets")']}
    hidden = {
        **copy,
        "id": "hidden",
        "source": ["#| include: false\n", "report.indicator_by_month(release, 'sessions')"],
    }
    notebook["cells"] += [added, hidden]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    try:
        sent = desk[0].run("print(preview('province_report').html)")
    finally:
        path.write_text(before, encoding="utf-8")
    page = text(sent)
    assert 'id="fig-month-leaflets"' in page
    assert 'id="fig-month-sessions"' not in page, "a hidden cell stays hidden"


def test_preview_refuses_what_a_build_would(desk: tuple[Desk, Project]) -> None:
    path = desk[1].notebooks / "province_report.ipynb"
    before = path.read_text(encoding="utf-8")
    notebook = json.loads(before)
    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    drawn = "import matplotlib.pyplot as plt\nax = plt.figure().gca()"
    notebook["cells"] += [
        {**cell, "id": "said", "source": "print(1)"},
        {**cell, "id": "drawn", "source": drawn},
    ]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    try:
        said = text(desk[0].run("try:\n    preview('province_report')\nexcept Exception as e:\n    print(e)"))
    finally:
        path.write_text(before, encoding="utf-8")
    assert "(said): printed text; write report.say(" in said
    assert "(drawn): drew a figure that is not handed over; hand it over with report.figure(" in said


def test_new_data_makes_the_open_report_stale_until_it_is_opened_again(desk: tuple[Desk, Project]) -> None:
    desk[0].run(OPEN_AGAIN)
    assert "have changed" not in html(desk[0].run("1"))
    returned = next((desk[1].data / "sample/2023/lang-son").glob("outreach.csv"))
    returned.write_bytes(returned.read_bytes() + b"\r\n")
    sent = desk[0].run("1")
    assert "have changed" in html(sent)
    sent += desk[0].run(OPEN_AGAIN)
    shown = {
        message["transient"]["display_id"]: html([message]) for message in sent if message.get("transient")
    }
    assert len(shown) >= 2
    assert "have changed" not in "".join(shown.values()), "the notices are taken away again"
    assert "have changed" not in html(desk[0].run("1"))

    (desk[1].params / "reports.yml").write_text("other: {}\n", encoding="utf-8")
    assert "have changed" not in html(desk[0].run("1")), "a further report changes no figure"
    (desk[1].params / "reports.yml").unlink()


def test_tab_completes_slugs_and_indicators(desk: tuple[Desk, Project]) -> None:
    client = desk[0]._client
    asked = {
        "open_report(province='quang-": "quang-ninh",
        "report.indicator_by_year(release, 'leaf": "leaflets",
        "release.data(['sessions', 'leaf": "leaflets",
        "release.da": "data",
    }
    for code, offered in asked.items():
        client.complete(code)
        reply = client.get_shell_msg(timeout=30)
        while reply["msg_type"] != "complete_reply":
            reply = client.get_shell_msg(timeout=30)
        assert offered in reply["content"]["matches"]


def test_make_lab_reads_the_settings_of_the_project() -> None:
    assert "JUPYTER_CONFIG_PATH=../.jupyter" in (ROOT / "Makefile").read_text(encoding="utf-8")
