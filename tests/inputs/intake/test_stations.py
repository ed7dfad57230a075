from __future__ import annotations

import pytest

from helpers.errors import ParamsError
from helpers.inputs.intake.stations import Stations, read_stations
from helpers.inputs.params.provinces import read_provinces
from helpers.paths import Project

REGISTER = "data/sample/stations.csv"


def read(project: Project) -> Stations:
    return read_stations(project, REGISTER, read_provinces(project))


def test_codes_are_those_of_a_province_in_a_vintage(project: Project) -> None:
    stations = read(project)
    assert stations.codes("lang-son", "63") == ["lang-son-01", "lang-son-02"]
    assert stations.codes("lang-son", "34") == ["lang-son-01"]
    assert stations.by_key["lang-son-02", "63"].name_vi == "Tân Thanh"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "x-01,langson,63,X,X,land",
            "row 6, column province: unknown province 'langson'; did you mean 'lang-son'?",
        ),
        (
            "x-01,kon-tum,34,X,X,land",
            "row 6, column province: province 'kon-tum' was merged into 'quang-ngai'",
        ),
        ("x-01,lang-son,64,X,X,land", "row 6, column vintage: must be 63 or 34"),
        ("x-01,lang-son,63,X,X,river", "row 6, column kind: must be land or sea"),
        (
            "lang-son-01,lang-son,63,X,X,land",
            "row 6, column station_code: is blank, or given twice for vintage 63",
        ),
        (",lang-son,63,X,X,land", "row 6, column station_code: is blank"),
        ("x-01,lang-son", "row 6: has 2 cells where the header has 6"),
    ],
)
def test_mistake_in_the_register_is_named(project: Project, row: str, message: str) -> None:
    file = project.root / REGISTER
    file.write_text(file.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        read(project)
    assert f"{REGISTER}, {message}" in str(caught.value)


def test_missing_register(project: Project) -> None:
    (project.root / REGISTER).unlink()
    with pytest.raises(
        ParamsError,
        match=r"stations\.csv: the register of stations cannot be read \(No such file or directory\); put it there",
    ):
        read(project)
