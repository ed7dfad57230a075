"""The provinces and their merger, checked against the PyPI package vietnamadminunits."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from contextlib import closing
from importlib.resources import files

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Vintage
from helpers.paths import Project

CHANGED_CODES = {
    "lao-cai": ("10", "15"),
    "bac-ninh": ("27", "24"),
    "quang-tri": ("45", "44"),
    "gia-lai": ("64", "52"),
    "tay-ninh": ("72", "80"),
    "dong-thap": ("87", "82"),
    "an-giang": ("89", "91"),
}


@pytest.fixture(scope="module")
def provinces(repository: Project) -> Provinces:
    return read_provinces(repository)


def key(name_vi: str) -> str:
    """How the package writes a name: no marks, no blanks, no kind of unit."""
    plain = unicodedata.normalize("NFD", name_vi.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalpha())


def units(table: str) -> dict[str, tuple[str, str]]:
    """Each province of the package by code: its full key and its short key."""
    # The package's own function leaves the database open, of which Python 3.13 warns.
    with closing(sqlite3.connect(str(files("vietnamadminunits").joinpath("data/dataset.db")))) as database:
        rows = database.execute(f"SELECT DISTINCT provinceCode, provinceKey, provinceShortKey FROM {table}")
        return {code: (key, short_key) for code, key, short_key in rows}


@pytest.mark.parametrize(("vintage", "table"), [("63", "admin_units_legacy"), ("34", "admin_units")])
def test_codes_and_names_are_those_of_the_package(provinces: Provinces, vintage: Vintage, table: str) -> None:
    ours = {province.code: key(province.name_vi) for province in provinces.by_vintage[vintage].values()}
    assert len(ours) == int(vintage)
    assert ours == {code: short for code, (_, short) in units(table).items()}


def test_merger_is_that_of_the_package(provinces: Provinces) -> None:
    converter = json.loads(files("vietnamadminunits").joinpath("data/converter_2025.json").read_text("utf-8"))
    short = dict([*units("admin_units_legacy").values(), *units("admin_units").values()])
    theirs = {short[old]: short[new] for new, parts in converter["DICT_PROVINCE"].items() for old in parts}
    ours = {
        key(provinces.get(old, "63").name_vi): key(provinces.get(new, "34").name_vi)
        for old, new in provinces.successors.items()
    }
    assert len(ours) == 63
    assert ours == theirs


def test_seven_names_changed_code(provinces: Provinces) -> None:
    old, new = provinces.by_vintage["63"], provinces.by_vintage["34"]
    changed = {slug: (old[slug].code, new[slug].code) for slug in new if old[slug].code != new[slug].code}
    assert changed == CHANGED_CODES


@pytest.mark.parametrize(("slug", "codes"), CHANGED_CODES.items())
def test_the_code_that_changed_hands_named_another_province(
    provinces: Provinces, slug: str, codes: tuple[str, str]
) -> None:
    before = next(p.slug for p in provinces.by_vintage["63"].values() if p.code == codes[1])
    assert before != slug
    assert provinces.successors[before] == slug


def test_parts_are_the_merger_read_backwards(provinces: Provinces) -> None:
    parts = {part: p.slug for p in provinces.by_vintage["34"].values() for part in p.parts}
    assert parts == provinces.successors
    assert provinces.get("lam-dong", "34").parts == ("binh-thuan", "dak-nong", "lam-dong")


def test_commands_are_44_and_then_30(provinces: Provinces) -> None:
    assert [len(provinces.commands(vintage)) for vintage in ("63", "34")] == [44, 30]
    assert {provinces.successors[p.slug] for p in provinces.commands("63")} == {
        p.slug for p in provinces.commands("34")
    }


def test_every_command_has_a_border_or_a_coast(provinces: Provinces) -> None:
    for vintage in ("63", "34"):
        assert all(p.neighbours or p.coastal for p in provinces.commands(vintage))


def test_neighbours_and_coast_of_a_merged_province_are_those_of_its_parts(provinces: Provinces) -> None:
    merged = provinces.get("quang-ngai", "34")  # with Kon Tum, which borders Laos and Cambodia
    assert (merged.neighbours, merged.coastal) == (("KH", "LA"), True)


def test_slugs_are_the_names_without_marks(provinces: Provinces) -> None:
    for province in provinces.by_vintage["63"].values():
        assert province.slug.replace("-", "") == key(province.name_vi)


def test_mapping_goes_forward_only(provinces: Provinces) -> None:
    assert provinces.mapped_forward("kon-tum", "63", "34") == "quang-ngai"
    assert provinces.mapped_forward("kon-tum", "63", "63") == "kon-tum"
    with pytest.raises(ParamsError, match="'quang-ngai' of 34 provinces cannot be split"):
        provinces.mapped_forward("quang-ngai", "34", "63")


@pytest.mark.parametrize(
    ("slug", "vintage", "message"),
    [
        ("langson", "63", "unknown province 'langson'; did you mean 'lang-son'?"),
        ("cao-bnag", "63", "unknown province 'cao-bnag'; did you mean 'cao-bang'?"),
        ("kon-tum", "34", "province 'kon-tum' was merged into 'quang-ngai' on 1 July 2025; use 'quang-ngai'"),
        ("ha-noi", "63", "province 'ha-noi' has no Border Guard command, so it has no report"),
        ("20", "63", "unknown province '20'; there are 63"),
        (1, "63", "must be a name such as 'lang-son', not 1; codes are not accepted"),
        (None, "63", "must be a name such as 'lang-son', not None"),
    ],
)
def test_wrong_province_is_told_what_to_use(
    provinces: Provinces, slug: object, vintage: Vintage, message: str
) -> None:
    with pytest.raises(ParamsError) as caught:
        provinces.command(slug, vintage)
    assert message in str(caught.value)


def test_missing_file_and_missing_column(project: Project) -> None:
    file = project.params / "provinces/provinces.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("merged_into_slug", "successor"), encoding="utf-8")
    with pytest.raises(
        ParamsError, match=r"params/provinces/provinces\.csv: column 'merged_into_slug' is missing"
    ):
        read_provinces(project)
    file.unlink()
    with pytest.raises(ParamsError, match=r"params/provinces/provinces\.csv: there is no such file"):
        read_provinces(project)
