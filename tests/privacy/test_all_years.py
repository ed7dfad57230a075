"""Years 2022 to 2025 of the sample, in both sets of provinces: all reports together give no small count away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.inputs.intake.take_in import take_in
from helpers.inputs.params.provinces import Province, Provinces, Vintage
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from helpers.privacy.earlier import Before, Earlier, nothing_earlier
from helpers.privacy.explain import LIST_ITEM, explained
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Policy, period_kinds
from helpers.privacy.protect import Protected, in_whole_tables, protect
from helpers.privacy.scope import Scope
from projects import copy_project

YEARS = {2022: ("63", "34"), 2023: ("63", "34"), 2024: ("63", "34"), 2025: ("34",)}
PROVINCES = ("quang-ninh", "hai-phong", "nghe-an", "ha-tinh", "tay-ninh", "long-an", "an-giang", "kien-giang")
Facts = dict[int, dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Some provinces of the sample, with those that they became part of."""
    root = tmp_path_factory.mktemp("years") / "project"
    project = copy_project(root, years=(), provinces=())
    source = Path(__file__).parents[2] / "data" / "sample"
    settings = project.params / "workbook.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("years: []", f"years: {list(YEARS)}"))
    for folder in sorted(source.rglob("*")):
        if folder.is_dir() and folder.name in PROVINCES:
            target = project.data / "sample" / folder.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(folder, target_is_directory=True)
    return project


@pytest.fixture(scope="module")
def facts(sample: Project) -> Facts:
    found: Facts = {}
    for year, vintages in YEARS.items():
        take_in(sample, year)
        found[year] = {vintage: compute_facts(sample, year, vintage) for vintage in vintages}  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module")
def protected(
    facts: Facts, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> dict[int, Protected]:
    return {year: protect(exact, policy, catalogue, provinces) for year, exact in facts.items()}


def test_each_year_in_both_vintages_gives_nothing_away(
    facts: Facts,
    protected: dict[int, Protected],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    hidden = 0
    for year, exact in facts.items():
        made = protected[year]
        cells = made.cells
        hidden += sum(int((frame["status"] == "c").sum()) for frame in cells.values())
        assert (
            derivable(exact, KnownCells(cells, nothing_earlier(), made.whole), policy, catalogue, provinces)
            == []
        )
    assert hidden > 50


@pytest.mark.parametrize("first", ["63", "34"])
def test_a_year_published_in_one_vintage_and_decided_again_comes_to_the_same(
    facts: Facts,
    protected: dict[int, Protected],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    first: Vintage,
) -> None:
    """Also which tables are told to be withheld as a whole: reports name them, and `workbook verify` compares bytes."""
    made, exact = protected[2022], facts[2022]
    cells = made.cells[first]
    cells = cells.assign(whole=in_whole_tables(cells, made.whole_tables(first, provinces)))
    before = Earlier((Before(((first, cells),), exact, same_policy=True),))
    again = protect(exact, policy, catalogue, provinces, before)
    assert again.whole == made.whole
    for vintage, frame in made.cells.items():
        pd.testing.assert_frame_equal(again.cells[vintage], frame)


def test_every_number_speaks_of_one_year_alone(facts: Facts) -> None:
    """So no sum holds across years, and what is safe year by year is safe in all of them, trends included."""
    for year, exact in facts.items():
        for frame in exact.values():
            assert frame["period"].str.startswith(str(year)).all()


def test_change_on_the_year_before_is_told_only_where_both_numbers_are_shown(
    protected: dict[int, Protected],
) -> None:
    """A change with one shown year would be the other year's number."""
    from helpers.privacy.release import Cell, change

    key = ["indicator", "place", "breakdown", "category"]
    withheld = 0
    for year in (2023, 2024, 2025):
        now, before = (
            cells[cells["period"] == str(y)]
            for y, cells in ((y, protected[y].cells["34"]) for y in (year, year - 1))
        )
        yearly = now.merge(before, on=key, suffixes=("", "_before"), validate="1:1")
        for row in yearly.itertuples():
            cells = [
                Cell(None if pd.isna(value) else float(value), status)
                for value, status in ((row.value, row.status), (row.value_before, row.status_before))
            ]
            told = change(*cells)
            withheld += not told.shown
            if "c" in {row.status, row.status_before}:
                assert not told.shown
                assert told.value is None
    assert withheld


def test_year_that_one_vintage_shows_more_of_is_caught(
    facts: Facts,
    protected: dict[int, Protected],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    """One complement of 2023 shown in the look back of a later report, as if that were protected by itself."""
    year = 2023
    cells, exact = protected[year].cells, facts[year]["34"]
    apart = protect({"34": exact}, policy, catalogue, provinces).cells["34"]
    wider = (cells["34"]["status"] == "c") & (apart["status"] == "shown")
    assert wider.any()
    leaky = cells["34"].copy()
    leaky.loc[wider, ["value", "status"]] = apart.loc[wider, ["value", "status"]]
    found = derivable(
        facts[year],
        KnownCells({**cells, "34": leaky}, nothing_earlier(), protected[year].whole),
        policy,
        catalogue,
        provinces,
    )
    assert found
    assert np.all(["can be told" in leak.reason or "is shown" in leak.reason for leak in found])


def test_reports_name_as_withheld_exactly_what_is_withheld(
    protected: dict[int, Protected],
    sample: Project,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    """What the annex of every report of every year says, against the statuses of the released cells."""
    tables, named = read_tables(sample), 0
    labels = {
        ", ".join(
            [
                each.short_label["en"],
                *(tables[each.table].columns[name].label["en"].lower() for name in names),
            ]
        ): (
            each.id,
            breakdown,
        )
        for each in catalogue.values()
        for breakdown, names in {"total": (), **each.breakdown_columns}.items()
    }
    for year, made in protected.items():
        for vintage, cells in made.cells.items():
            commands = provinces.commands(vintage)  # type: ignore[arg-type]
            took = made.summary(vintage, catalogue), made.whole_tables(vintage, provinces)
            slugs = {each.name_en: each.slug for each in (*commands, *provinces.regions)}
            held = cells[cells["status"].isin(["c", "shown"])].assign(
                kind=period_kinds(cells["period"]), hidden=cells["status"] == "c", why=made.why[vintage]
            )
            reported = [each.slug for each in commands if each.slug in PROVINCES]
            for own in [None, *reported, *(each.slug for each in provinces.regions)]:
                region = own if own in {each.slug for each in provinces.regions} else None
                scope = Scope(None if region else own, year, "en", vintage, 2022, region=region)  # type: ignore[arg-type]
                said = explained(policy, *took, catalogue, tables, provinces, scope)
                lines = _lines(said["en"], policy, "en")
                assert len(lines) == len(_lines(said["vi"], policy, "vi"))
                told = [name for line in lines for name in _tables(line, labels)]
                places = _places(own, commands) or set(held["place"])
                near = held[held["place"].isin(places) | ~held["indicator"].isin(policy.with_open_totals)]
                withheld = sum(_withheld(near, labels, slugs, each) for each in told)
                assert withheld == int(near["why"].eq("coarsened").sum()), (year, vintage, own)
                named += len(told)
    assert named > 500


def _lines(text: str, policy: Policy, language: str) -> list[str]:
    """Each line in which a report names tables."""
    notice = policy.coarsening.notice[language].removesuffix(" {tables}")
    return text.split(notice)[1].split(LIST_ITEM)[1:] if notice in text else []


def _tables(line: str, labels: Mapping[str, tuple[str, str]]) -> list[str]:
    """The tables of a line: of an indicator the splits, or of a split the indicators."""
    head, _, rest = line.partition(": ")
    if head in labels:
        return [_joined(head, each, labels) for each in rest.split("; ")]
    split = head[0].lower() + head[1:]
    named = (re.fullmatch(r"(.*?)( \(\d+ of \d+ withheld\))?", each) for each in rest.split("; "))
    return [_joined(each[1], split, labels) + (each[2] or "") for each in named if each]


def _joined(label: str, split: str, labels: Mapping[str, tuple[str, str]]) -> str:
    """The name of a table: 'Arrests by month of Hue', 'Arrests, status by region'."""
    is_by_column = any(
        f"{label}, {split}".startswith(f"{each} ") for each in labels if each.startswith(f"{label}, ")
    )
    return f"{label}, {split}" if is_by_column else f"{label} {split}"


def _places(own: str | None, commands: Sequence[Province]) -> set[str]:
    """The report's place, those within it, and those that it lies in; none of the nation's."""
    near = [each for each in commands if own in (each.slug, each.region)]
    return {place for each in near for place in ("viet-nam", each.slug, each.region)}


def _withheld(
    held: pd.DataFrame,
    labels: Mapping[str, tuple[str, str]],
    slugs: Mapping[str, str],
    name: str,
) -> int:
    """How many cells the entry says are withheld; fails where the statuses of its table are others."""
    longest_first = sorted(map(re.escape, labels), key=len, reverse=True)
    found = re.fullmatch(
        rf"(?P<label>{'|'.join(longest_first)})(?: by (?P<kind>quarter|month))? "
        r"(?P<where>by province|by region|in the nation|of \d+ (?:provinces|regions)|of .*?)"
        r"(?: \((?P<hidden>\d+) of (?P<all>\d+) withheld\))?",
        name,
    )
    assert found, name
    indicator, breakdown = labels[found["label"]]
    table = held[
        (held["indicator"] == indicator)
        & (held["breakdown"] == breakdown)
        & (held["kind"] == (found["kind"] or "year"))
    ]
    where = found["where"]
    if where.removeprefix("of ") in slugs:
        table = table[table["place"] == slugs[where.removeprefix("of ")]]
    else:
        level = next(each for each in ("province", "region", "nation") if each in where)
        table = table[table["level"] == level]
    by_place, nothing = table.groupby("place")["hidden"], not found["hidden"]
    many = re.match(r"of (\d+)", where)
    if nothing and many:
        assert by_place.all().sum() == int(many[1]), name
        return int(
            table[table["place"].isin(by_place.all()[lambda all_hidden: all_hidden].index)]["hidden"].sum()
        )
    if nothing:
        assert table["hidden"].all(), name
        return len(table)
    hidden, cells = int(found["hidden"]), int(found["all"])
    assert 0 < hidden < cells, name
    if many:
        mixed = by_place.any() & ~by_place.all()
        assert int(many[1]) <= mixed.sum(), name
        return hidden
    assert (int(table["hidden"].sum()), len(table)) == (hidden, cells), name
    return hidden
