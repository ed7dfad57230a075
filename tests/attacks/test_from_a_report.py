"""Cells of a report that try to publish a withheld number, one file a way in from_a_report/.

In a build none succeeds: no file of the packet holds the number. In a kernel without a seal most of them would, so they
are no weak attacks.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from canaries import CANARIES, NOW
from from_report import EVERY
from helpers.execute.jobs import Job
from helpers.execute.run_notebook import execute
from helpers.execute.seal import sealing
from helpers.paths import Project
from search import found_in, layers_of, writings

LEAD_TO_NOTHING = {
    "gets/cells_of_the_release", "gets/every_file_of_the_release", "gets/withheld_rows_of_the_frame",
    "gets/status_made_shown", "gets/everything_in_memory", "gets/subtraction", "gets/subtraction_of_quarters",
    "gets/hash_of_the_return", "gets/rows_that_were_counted", "gets/decisions", "gets/ledger_of_publications",
    "gets/packet_on_data_quality", "gets/packets_that_wait", "gets/environment", "gets/versions_of_the_returns",
    "publishes/name_of_a_mark", "publishes/what_was_read",
}  # fmt: skip
"""What these look at does not hold the number, or what they write to is not published, sealed or not."""


@pytest.mark.skipif(sealing() == "no", reason="this system has no Landlock")
def test_no_file_of_the_packet_holds_the_number(year: Project) -> None:
    packet = year.reports / "2023" / "en" / "lang-son"
    executed = (packet / "notebook.ipynb").read_text(encoding="utf-8")
    assert all(f'"attack-{number}"' in executed for number in range(len(EVERY))), "the attacks did not run"
    files = [path for path in packet.rglob("*") if path.is_file()]
    assert found_in(files, [one for number in CANARIES for one in writings(number)]) == []


@pytest.fixture(scope="module")
def unsealed(year: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What each attack shows in a kernel that may open everything."""
    root = Path(shutil.copytree(year.root, tmp_path_factory.mktemp("unsealed") / "project"))
    project = Project(root)
    (project.scratch / "own" / "packet").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_ROOT", str(root))
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("temporary")))  # an attack leaves a file there
        done = execute(project, Job("province", "lang-son", 2023, "en"), project.scratch / "executed.ipynb")
    shown = {
        cell.id: json.dumps(cell.outputs, ensure_ascii=False).encode()
        for cell in done.cells
        if "outputs" in cell
    }
    return {name: shown[f"attack-{number}"] for number, name in enumerate(EVERY)}


@pytest.mark.parametrize("name", [name for name in EVERY if name not in LEAD_TO_NOTHING])
def test_attack_succeeds_without_a_seal(name: str, unsealed: dict[str, bytes]) -> None:
    layers = list(layers_of(unsealed[name]))
    assert any(re.search(one.encode(), layer) for one in writings(NOW) for layer in layers)


def test_at_least_forty_ways_are_tried() -> None:
    assert len(EVERY) >= 40
