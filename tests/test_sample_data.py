"""The tracked sample: the generator's bytes, complete, consistent, equal to the published figures."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.published_figures import read_published
from helpers.inputs.params.settings import read_settings, read_year
from helpers.inputs.params.tables import read_tables
from helpers.paths import Project, find_project

PROJECT: Project = find_project(Path(__file__).parent)
SAMPLE = PROJECT.data / "sample"
sys.path.insert(0, str(PROJECT.data))

from sample_generator.allocation import share_out  # noqa: E402
from sample_generator.writing import write_sample  # noqa: E402

Frames = dict[str, pd.DataFrame]

# published indicator -> the same from the tables
COMPARABLE: dict[str, Callable[[Frames], int]] = {
    "legal_education_sessions": lambda t: t["outreach"]["sessions"].sum(),
    "session_participants": lambda t: t["outreach"]["participants"].sum(),
    "leaflets_distributed": lambda t: t["outreach"]["leaflets"].sum(),
    "interception_cases": lambda t: len(t["interceptions"]),
    "people_intercepted": lambda t: t["interceptions"]["people"].sum(),
    "trafficking_cases_handled": lambda t: len(t["trafficking_cases"]),
    "suspects_arrested": lambda t: t["trafficking_cases"]["suspects_arrested"].sum(),
    "victims_assisted": lambda t: len(t["victims"]),
    "officers_trained_general": lambda t: _officers(t, "course", "workshop"),
    "indepth_classes": lambda t: (t["training"]["kind"] == "indepth_class").sum(),
    "indepth_officers_trained": lambda t: _officers(t, "indepth_class"),
    "interdisciplinary_seminars": lambda t: (t["training"]["kind"] == "seminar").sum(),
}

NOT_IN_A_RETURN = {"review_workshop_delegates"}

# How far from the number "nearly" and "over" may be.
LEEWAY = 0.05


@pytest.fixture(scope="module")
def frames() -> Frames:
    """Every table over all returns, with its folder, province and vintage."""
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in read_tables(PROJECT)}
    for folder, vintage, slug in _expected_returns():
        for name in found:
            frame = pd.read_csv(SAMPLE / folder / slug / f"{name}.csv", dtype={"month": "string"})
            found[name].append(frame.assign(folder=folder, province_slug=slug, vintage=vintage))
    return {name: pd.concat([f for f in parts if len(f)], ignore_index=True) for name, parts in found.items()}


@pytest.fixture(scope="module")
def frames_2023(frames: Frames) -> Frames:
    return {name: frame[frame["folder"] == "2023"] for name, frame in frames.items()}


def test_generator_gives_the_tracked_bytes(tmp_path: Path) -> None:
    write_sample(PROJECT, tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    tracked = {path.relative_to(SAMPLE): path.read_bytes() for path in SAMPLE.rglob("*.csv")}
    assert sorted(made) == sorted(tracked)
    assert [path for path in made if made[path] != tracked[path]] == []


def test_every_command_sent_every_table() -> None:
    tables = read_tables(PROJECT)
    expected = {
        Path(folder, slug, f"{name}.csv") for folder, _, slug in _expected_returns() for name in tables
    } | {Path("stations.csv")}
    assert {path.relative_to(SAMPLE) for path in SAMPLE.rglob("*.csv")} == expected
    for path in sorted(expected - {Path("stations.csv")}):
        with (SAMPLE / path).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(tables[path.stem].columns), path


def test_totals_of_2023_agree_with_every_comparable_published_figure(frames_2023: Frames) -> None:
    published = pd.read_csv(PROJECT.params / "published_figures.csv", dtype=str, keep_default_na=False)
    national = published[(published["scope"] == "national") & (published["period"] == "2023")]
    assert set(national["indicator"]) - NOT_IN_A_RETURN == set(COMPARABLE)
    for figure in national[~national["indicator"].isin(NOT_IN_A_RETURN)].itertuples():
        ours, theirs = int(COMPARABLE[figure.indicator](frames_2023)), int(figure.value)
        agrees = {
            "": ours == theirs,
            "nearly": theirs * (1 - LEEWAY) <= ours < theirs,
            "over": theirs < ours <= theirs * (1 + LEEWAY),
        }
        assert agrees[figure.qualifier], f"{figure.id}: {ours} against {figure.qualifier} {theirs}"


def test_courses_of_inl_phase_1_agree_with_its_published_figures(frames: Frames) -> None:
    figures = {f.id: f for f in read_published(PROJECT)}
    courses = frames["training"].loc[lambda t: t["project"] == "inl-1"]
    assert figures["inl1-courses"].agrees(len(courses))
    assert figures["inl1-officers"].agrees(courses["officers"].sum())
    assert figures["inl1-provinces"].agrees(courses["province_slug"].nunique())
    named = {"an-giang", "kien-giang", "tay-ninh", "ba-ria-vung-tau", "cao-bang", "lang-son"}
    assert named <= set(courses["province_slug"])


def test_no_code_outside_its_codelist(frames: Frames) -> None:
    codelists, tables = read_codelists(PROJECT), read_tables(PROJECT)
    for name in tables:
        for key, column in tables[name].columns.items():
            cells = frames[name][key]
            assert column.optional or cells.notna().all() or "score" in key, f"{name}.{key}"
            if column.codelist:
                codes = set(cells.dropna().str.split(";").explode())
                assert codes <= set(codelists.codes(column.codelist)), f"{name}.{key}"


def test_no_part_is_more_than_its_whole(frames: Frames) -> None:
    tables = read_tables(PROJECT)
    pairs = [(n, key, c.within) for n in tables for key, c in tables[n].columns.items() if c.within]
    assert ("outreach", "women", "participants") in pairs
    for name, part, whole in pairs:
        told = frames[name].dropna(subset=[part])
        assert (told[part] <= told[whole]).all(), f"{name}.{part}"


def test_dates_lie_in_the_months_of_the_return(frames: Frames) -> None:
    tables = read_tables(PROJECT)
    spans = {
        part.folder: part
        for year in read_settings(PROJECT).years
        for part in read_year(PROJECT, year).returns
    }
    for name in tables:
        dated_by = tables[name].dated_by
        if dated_by is None or name == "reintegration":
            continue
        months = frames[name][dated_by].str[:7]
        assert (months >= frames[name]["folder"].map(lambda f: spans[f].first_month)).all(), name
        assert (months <= frames[name]["folder"].map(lambda f: spans[f].last_month)).all(), name
    quarters = frames["reintegration"].groupby("folder")["quarter"].agg(["min", "max"])
    assert quarters.loc["2025/until-june"].tolist() == ["2025-Q1", "2025-Q2"]
    assert quarters.loc["2025/from-july"].tolist() == ["2025-Q3", "2025-Q4"]
    training = frames["training"]
    assert (training["end_date"] >= training["start_date"]).all()
    assert (
        frames["cover"]["received_date"].str[:7]
        > frames["cover"]["folder"].map(lambda f: spans[f].last_month)
    ).all()


def test_stations_are_those_of_the_province_and_face_its_borders(frames: Frames) -> None:
    register = pd.read_csv(SAMPLE / "stations.csv", dtype=str)
    assert not register.duplicated(["station_code", "vintage"]).any()
    assert register.groupby(["vintage", "province"]).size().groupby("vintage").size().to_dict() == {
        "34": 30,
        "63": 44,
    }
    assert register[register["vintage"] == "63"].groupby("province").size().between(4, 20).all()
    kinds = {(r.station_code, r.vintage, r.province): r.kind for r in register.itertuples()}
    for name in ("outreach", "interceptions", "materials"):
        keys = frames[name][["station_code", "vintage", "province_slug"]].itertuples(index=False, name=None)
        assert set(keys) <= set(kinds), name
    provinces = read_provinces(PROJECT)
    for case in frames["interceptions"].itertuples():
        province = provinces.get(case.province_slug, case.vintage)
        assert case.border in (*province.neighbours, *(["sea"] if province.coastal else []))
        kind = kinds[case.station_code, case.vintage, case.province_slug]
        assert (kind == "sea") == (case.border == "sea")


def test_register_maps_stations_forward() -> None:
    register = pd.read_csv(SAMPLE / "stations.csv", dtype=str).set_index(["vintage", "station_code"])
    provinces = read_provinces(PROJECT)
    for code, old in register.loc["63"].iterrows():
        assert register.loc[("34", code), "province"] == provinces.mapped_forward(old["province"], "63", "34")


def test_a_known_case_of_a_victim_is_in_the_same_return_and_not_later(frames: Frames) -> None:
    cases, victims = frames["trafficking_cases"], frames["victims"]
    known = victims.dropna(subset=["case_id"])
    joined = known.merge(cases, on=["folder", "province_slug", "case_id"], how="left", validate="m:1")
    assert 0.4 < len(known) / len(victims) < 0.8
    assert (joined["opened_date"] <= joined["date"]).all()


def test_ids_are_unique_in_the_nation(frames: Frames) -> None:
    for name, key in (("trafficking_cases", "case_id"), ("victims", "victim_id"), ("training", "course_id")):
        assert frames[name][key].is_unique, name


def test_a_service_helps_no_more_people_than_all_services(frames: Frames) -> None:
    rows = frames["reintegration"]
    key = ["folder", "province_slug", "quarter"]
    everyone = rows.loc[rows["service"] == "any", [*key, "victims"]]
    both = rows.merge(everyone, on=key, how="left", suffixes=("", "_any"), validate="m:1")
    assert (both["victims"] <= both["victims_any"]).all()
    assert 6 <= rows[rows["folder"] == "2023"]["province_slug"].nunique() <= 10


def test_more_officers_meet_the_standard_after_training(frames: Frames) -> None:
    tested = frames["training"].loc[lambda t: t["kind"] != "seminar"]
    assert (tested["pre_meeting"] / tested["pre_takers"]).between(0.43, 0.62).all()
    assert (tested["post_meeting"] / tested["post_takers"]).between(0.80, 0.98).all()
    assert (tested["post_mean_score"] > tested["pre_mean_score"]).all()


def test_every_province_trains_in_most_years(frames: Frames) -> None:
    before_merger = frames["training"].loc[lambda t: t["folder"].isin(["2022", "2023", "2024"])]
    years = before_merger.groupby("province_slug")["folder"].nunique()
    assert len(years) == 44
    assert (years >= 2).all()


def test_some_station_months_are_not_reported(frames: Frames) -> None:
    register = pd.read_csv(SAMPLE / "stations.csv", dtype=str)
    stations = (register["vintage"] == "63").sum()
    missing = 1 - len(frames["outreach"]) / (stations * 12 * 4)
    assert 0.01 < missing < 0.02


def test_small_counts_and_zeros_occur_for_victims(frames_2023: Frames) -> None:
    counts = frames_2023["victims"].groupby("province_slug").size()
    assert counts.between(1, 4).sum() >= 8
    assert 44 - len(counts) >= 3


@pytest.mark.parametrize(
    ("total", "weights", "floors", "parts"),
    [
        (10, [1, 1, 1], None, [4, 3, 3]),
        (7, [0.0, 2.0, 5.0], None, [0, 2, 5]),
        (7, [0.0, 1.0, 1.0], [1, 2, 2], [1, 3, 3]),
        (0, [], None, []),
    ],
)
def test_largest_remainder_adds_up(
    total: int, weights: list[float], floors: list[int] | None, parts: list[int]
) -> None:
    assert share_out(total, weights, floors) == parts


def test_a_total_below_its_floors_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be split"):
        share_out(3, [1, 1], [2, 2])


def _expected_returns() -> list[tuple[str, str, str]]:
    """Folder, vintage and province of every return that the params call for."""
    provinces = read_provinces(PROJECT)
    return [
        (part.folder, part.vintage, province.slug)
        for year in read_settings(PROJECT).years
        for part in read_year(PROJECT, year).returns
        for province in provinces.commands(part.vintage)
    ]


def _officers(tables: Frames, *kinds: str) -> int:
    training = tables["training"]
    return int(training.loc[training["kind"].isin(kinds), "officers"].sum())
