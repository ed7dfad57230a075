"""A notebook that opens more reports than its own: its exhibits speak of its own, and all numbers open."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

from helpers.paths import Project

OWN = """
from helpers import open_report, report
release = open_report(province="lang-son", year=2023, language="en")
"""
TABLE = """
def table(release, name):
    wide = release.data("leaflets", by="quarter", years=2).pivot(index="quarter", columns="year", values="value")
    made = report.table(wide, name, title="Leaflets", indicators=["leaflets"])
    places = {cell.place for row in made.table.rows for text in row.cells for number in getattr(text, "numbers", ())
              for cell in number.cells}
    return made.source, sorted(places)
"""


class Notebook:
    """A kernel that runs cells as a build does, or as a person does in a front end that names its cells."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, code: str, cell: str = "") -> str:
        """What the cell prints; `cell` is its id where a person runs it."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                   "allow_stdin": bool(cell), "stop_on_error": True}  # fmt: skip
        sent = self._client.session.msg("execute_request", content, metadata={"cellId": cell} if cell else {})
        self._client.shell_channel.send(sent)
        said = ""
        while True:
            message = self._client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != sent["header"]["msg_id"]:
                continue
            if message["msg_type"] == "error":
                raise AssertionError("\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "stream":
                said += message["content"]["text"]
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return said

    def value(self, code: str, cell: str = "") -> Any:
        return json.loads(self.run(f"import json\nprint(json.dumps({code}))", cell).splitlines()[-1])


@pytest.fixture
def notebook(opened_project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notebook]:
    monkeypatch.setenv("WORKBOOK_ROOT", str(opened_project.root))
    monkeypatch.setenv("PATH", f"{sys.prefix}/bin", prepend=":")
    manager, client = start_new_kernel(
        kernel_name="python3",
        cwd=str(opened_project.root),
        extra_arguments=["--IPKernelApp.matplotlib=None"],
    )
    try:
        yield Notebook(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_source_and_numbers_stay_those_of_the_report_that_was_opened_first(notebook: Notebook) -> None:
    notebook.run(OWN + TABLE)
    source, places = notebook.value("table(release, 'first')")
    assert "144" in source and places == ["lang-son"]
    notebook.run(
        'other = open_report(province="tay-ninh", year=2023)\n'
        'region = open_report(region="northern-midlands-and-mountains", period="2023-Q2")\n'
        'own = [open_report(province="lang-son", period="2023-H1"), open_report(province="quang-ninh", year=2023)]'
    )
    assert notebook.value("table(release, 'second')") == [source, ["lang-son"]]
    said, places = notebook.value("table(other, 'other')")
    assert places == ["tay-ninh"], "numbers of others open by their own cells"
    assert said == "provincial returns.", "and the own completeness is not theirs"
    tidy = "report.table(other.data('sessions'), 'tidy', title='x').table.rows[0].cells"
    assert notebook.value(
        f"[c.place for t in {tidy} for n in getattr(t, 'numbers', ()) for c in n.cells]"
    ) == ["tay-ninh"]
    labels = notebook.value(
        "dict(__import__('helpers.report.number_labels', fromlist=['x']).number_labels(release))"
    )
    assert labels["place tay-ninh"] == "Tay Ninh"
    assert "leaflets" in notebook.value("release.asked")


def test_person_who_runs_the_first_cell_again_changes_the_notebooks_own_report(notebook: Notebook) -> None:
    own = "__import__('helpers.report.current', fromlist=['x']).opened().scope.place"
    notebook.run(OWN, "setup")
    notebook.run('other = open_report(province="tay-ninh", year=2023)', "compared")
    notebook.run('other = open_report(province="tay-ninh", year=2023)', "compared")
    assert notebook.value(own, "ask") == "lang-son"
    notebook.run(OWN.replace("lang-son", "quang-ninh"), "setup")
    assert notebook.value(own, "ask") == "quang-ninh"
    both = OWN + 'other = open_report(province="tay-ninh", year=2023)'
    notebook.run(both, "setup")
    assert notebook.value(own, "ask") == "lang-son"
