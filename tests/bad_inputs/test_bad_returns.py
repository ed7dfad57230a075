"""Each file below returns/<table>/ has one mistake; <name>.expected.txt beside it is what the user is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.inputs.intake.take_in import take_in
from helpers.inputs.records.checked_records import read_records
from helpers.paths import Project, find_project

HERE = Path(__file__).parent
GOOD_RETURN = HERE.parent / "inputs" / "good_return"
BAD = sorted((HERE / "returns").glob("*/*.csv"))
STATIONS = """station_code,province,vintage,name_en,name_vi,kind
lang-son-01,lang-son,63,Huu Nghi,Hữu Nghị,land
lang-son-02,lang-son,63,Tan Thanh,Tân Thanh,land
cao-bang-01,cao-bang,63,Ta Lung,Tà Lùng,land
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(find_project(HERE).params, root / "params")
    (root / "data/sample").mkdir(parents=True)
    (root / "data/sample/stations.csv").write_text(STATIONS, encoding="utf-8")
    return Project(root)


@pytest.mark.parametrize("bad", BAD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_mistake_is_named_by_place_reason_and_remedy(project: Project, bad: Path) -> None:
    table = bad.parent.name
    for kept in ("returns", "records"):  # nothing of the one before can stay
        shutil.rmtree(project.data / kept, ignore_errors=True)
    intake = take_in(_sent(project, bad), 2023)
    expected = bad.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert "\n".join(map(str, intake.mistakes)) + "\n" == expected
    file = next(file for file in intake.files if file.table == table)
    assert not any(file.stayed for file in intake.files)
    assert file.rows_accepted + file.rows_rejected == file.rows_seen
    records = read_records(project, 2023, table)
    assert len(records) == file.rows_accepted
    named = {mistake.row for mistake in intake.mistakes if mistake.row is not None}
    assert named.isdisjoint(records["source_row"])


def _sent(project: Project, bad: Path) -> Project:
    folder = project.root / "data/sample/2023/lang-son"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for table in ("cover", "outreach"):
        shutil.copyfile(GOOD_RETURN / f"{table}.csv", folder / f"{table}.csv")
    shutil.copyfile(bad, folder / f"{bad.parent.name}.csv")
    return project


def test_every_bad_file_has_its_message_and_every_message_its_file() -> None:
    messages = [
        path.with_name(path.name.replace(".expected.txt", ".csv")) for path in HERE.rglob("*.expected.txt")
    ]
    assert sorted(path for path in messages if path.is_relative_to(HERE / "returns")) == BAD
    assert len(BAD) > 50


def test_no_message_repeats_what_a_person_wrote_freely() -> None:
    for path in (HERE / "returns").rglob("*.expected.txt"):
        text = path.read_text(encoding="utf-8")
        assert not any(
            secret in text for secret in ("Nguy", "0912345678", "LANG-SON-7", "seen", "January", "chuyển")
        )
