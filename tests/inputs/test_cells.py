from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

from helpers.inputs.cells import is_ambiguous_date, read_date, read_number, understood
from helpers.inputs.judging import read_judge
from helpers.inputs.names import province_slug
from helpers.paths import Project


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("lang-son", "lang-son"),
        ("Lạng Sơn", "lang-son"),
        (unicodedata.normalize("NFD", "Tỉnh Lạng Sơn"), "lang-son"),
        ("  LANG   SON ", "lang-son"),
        ("TP. Hồ Chí Minh", "ho-chi-minh"),
        ("Thành phố Hồ Chí Minh", "ho-chi-minh"),
        ("TP.HCM", "ho-chi-minh"),
        ("HCMC", "ho-chi-minh"),
        ("Ba Ria - Vung Tau", "ba-ria-vung-tau"),
        ("Bà Rịa–Vũng Tàu", "ba-ria-vung-tau"),
        ("Thừa Thiên Huế", "hue"),
        ("Daklak", "dak-lak"),
        ("Da Nang City", "da-nang"),
        ("Đà nẵng", "da-nang"),
        ("Lang Sown", None),
        ("", None),
    ],
)
def test_province_by_any_of_its_names(repository: Project, written: str, slug: str | None) -> None:
    assert province_slug(written, read_judge(repository).provinces) == slug


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-05-17", "2023-05-17"),
        ("2023/5/7", "2023-05-07"),
        ("2023-05-17 00:00:00", "2023-05-17"),
        ("17/05/2023", "2023-05-17"),
        ("17-5-2023", "2023-05-17"),
        ("17.05.2023", "2023-05-17"),
        ("05/05/2023", "2023-05-05"),
        ("03/05/2023", "03/05/2023"),
        ("05/17/2023", "05/17/2023"),
        ("31/02/2023", "31/02/2023"),
        ("17/05/23", "17/05/23"),
    ],
)
def test_dates_that_can_be_read_in_one_way_only(written: str, read: str) -> None:
    assert read_date(written) == read


def test_day_and_month_that_could_change_places_is_a_question() -> None:
    assert is_ambiguous_date("03/05/2023")
    assert not is_ambiguous_date("05/05/2023")
    assert not is_ambiguous_date("17/05/2023")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.604", "1604"),
        ("1,604", "1604"),
        ("1 604", "1604"),
        ("1.234.567", "1234567"),
        ("1.234,567", "1.234,567"),
        ("1.60", "1.60"),
        ("12.0", "12.0"),
        ("0012", "0012"),
    ],
)
def test_separators_of_thousands_in_their_places_only(written: str, read: str) -> None:
    assert read_number(written) == read


@pytest.mark.parametrize(
    ("table", "column", "written", "read"),
    [
        ("outreach", "month", "05/2023", "2023-05"),
        ("outreach", "month", "Tháng 5", "2023-05"),
        ("outreach", "month", "tháng 12 năm 2023", "2023-12"),
        ("outreach", "month", "13/2023", "13/2023"),
        ("reintegration", "quarter", "Quý II/2023", "2023-Q2"),
        ("reintegration", "quarter", "Q3", "2023-Q3"),
        ("outreach", "station_code", "Đồn Hữu Nghị", "lang-son-01"),
        ("outreach", "station_code", "huu nghi", "lang-son-01"),
        ("outreach", "station_code", "lang-son-02 Tân Thanh", "lang-son-02"),
        ("outreach", "station_code", "Tà Lùng", "Tà Lùng"),
        ("interceptions", "border", "trung quoc", "CN"),
        ("interceptions", "border", "Trung Quốc / China", "CN"),
        ("interceptions", "referred", "Không", "no"),
        ("victims", "age_band", "12 đến 17 tuổi", "12-17"),
        ("victims", "age_band", "50+", "50+"),
        ("victims", "services", "Nơi tạm lánh / Shelter; health", "shelter;health"),
        ("victims", "victim_id", "lang–son-2023-v001", "LANG-SON-2023-V001"),
        ("training", "pre_mean_score", "48,5", "48.5"),
    ],
)
def test_cells_as_people_write_them(
    project: Project, table: str, column: str, written: str, read: str
) -> None:
    judge = read_judge(project)
    columns = list(judge.tables[table].columns)
    text = pd.DataFrame(
        [[written if name == column else None for name in columns]], columns=columns, dtype="str"
    )
    origin = pd.DataFrame({"province": ["lang-son"], "vintage": ["63"], "year": ["2023"]})
    told = understood(judge.tables[table], text, origin, judge.codelists, judge.stations, judge.provinces)
    assert told[column].to_list() == [read]


def test_labels_of_a_table_and_of_a_list_are_each_its_own(repository: Project) -> None:
    """Two columns or codes with one label could not be told apart."""
    judge = read_judge(repository)
    for name in judge.tables:
        columns = judge.tables[name].columns.values()
        for language in ("en", "vi"):
            labels = [column.label[language] for column in columns]
            assert len(set(labels)) == len(labels), name
    for name, codes in judge.codelists.root.items():
        for language in ("en", "vi"):
            labels = [label[language] for label in codes.values()]
            assert len(set(labels)) == len(labels), name
