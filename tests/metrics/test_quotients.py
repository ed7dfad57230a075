"""Ratios, means of counts and yes_no columns: what YAML alone makes of the golden records, and what it is refused."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from added_indicators import project_with_more
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.records.checked_records import IntakeEntry
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.facts import facts_from, read_definitions
from helpers.paths import Project
from helpers.privacy.policy import read_policy
from metrics.test_catalogue import catalogue_with

OPEN = {"people": False, "sensitive": False}
OUTREACH = {**OPEN, "table": "outreach", "measure": "leaflets", "per": "sessions"}
CROSSINGS = {**OPEN, "table": "interceptions"}
SPELT_OUT = {"en": "leaflets per session", "vi": "tờ rơi mỗi buổi"}


@pytest.fixture(scope="module")
def facts(
    golden_records: dict[str, list[pd.DataFrame]],
    golden_intake: list[IntakeEntry],
    tmp_path_factory: pytest.TempPathFactory,
) -> pd.Series:
    definitions = read_definitions(project_with_more(tmp_path_factory.mktemp("more")))
    found = facts_from(golden_records, golden_intake, definitions, 2023, "63")
    return found.set_index(["indicator", "place", "period", "breakdown", "category"])["value"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (("leaflets_per_session", "viet-nam", "2023", "total", "all"), 24 / 15),
        (("leaflets_per_session", "lang-son", "2023-01", "total", "all"), 15 / 6),
        (("leaflets_per_session", "lang-son", "2023-02", "total", "all"), 0),
        (("people_per_crossing", "viet-nam", "2023", "total", "all"), 24 / 4),
        (("people_per_crossing", "lang-son", "2023", "border", "CN"), 13 / 2),
        (("crossings_referred", "viet-nam", "2023", "total", "all"), 2),
        (("crossings_referred", "lang-son", "2023-Q2", "total", "all"), 0),
        (("crossings_referred_pct", "viet-nam", "2023", "total", "all"), 50),
        (("crossings_referred_pct", "quang-binh", "2023", "total", "all"), 100),
        (("crossings_referred_pct", "viet-nam", "2023", "border", "CN"), 50),
    ],
)
def test_quotient_is_as_added_up_by_hand(key: tuple[str, ...], value: float, facts: pd.Series) -> None:
    assert facts[key] == pytest.approx(value)


@pytest.mark.parametrize(
    "key",
    [
        ("leaflets_per_session", "lang-son", "2023-03", "total", "all"),  # no session was reported
        ("crossings_referred_pct", "viet-nam", "2023", "border", "KH"),  # nothing to be a share of
    ],
)
def test_quotient_of_nothing_is_missing(key: tuple[str, ...], facts: pd.Series) -> None:
    assert pd.isna(facts[key])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {**OUTREACH, "aggregation": "share", "unit": "percent"},
            "'leaflets' is no part of 'sessions', so it has no share of it; write aggregation: ratio",
        ),
        (
            {
                **OUTREACH,
                "measure": "participants",
                "per": "women",
                "aggregation": "share",
                "unit": "percent",
            },
            "'participants' is no part of 'women'",
        ),
        ({**OUTREACH, "aggregation": "ratio", "unit": "percent"}, "a ratio spells its unit out"),
        ({**OUTREACH, "aggregation": "ratio", "unit": "leaflets"}, "a ratio spells its unit out"),
        ({**OUTREACH, "aggregation": "ratio", "unit": {"en": "x"}}, r"helped\.unit\.vi: is required"),
        (
            {**OUTREACH, "aggregation": "ratio", "unit": SPELT_OUT, "decimals": 9},
            r"helped\.decimals: write a number of at most 3",
        ),
        ({**OUTREACH, "aggregation": "ratio", "per": None, "unit": SPELT_OUT}, "names in `per`"),
        ({**OUTREACH, "aggregation": "ratio", "per": "leaflets", "unit": SPELT_OUT}, "are the same"),
        ({**OUTREACH, "aggregation": "sum", "per": None, "unit": SPELT_OUT}, "a sum takes one of the units"),
        (
            {**CROSSINGS, "measure": "referred", "per": "people", "aggregation": "share", "unit": "percent"},
            "is a share of rows, not of 'people'; write per: rows",
        ),
        (
            {**CROSSINGS, "measure": "rows", "per": "rows", "aggregation": "share", "unit": "percent"},
            "A share of rows measures a yes_no column, with per: rows",
        ),
        (
            {**CROSSINGS, "unit": "cases", "filter": {"referred": "maybe"}},
            r"helped\.filter\.referred: 'maybe' is not in column 'referred', which is yes or no; there are: no, yes",
        ),
        (
            {**CROSSINGS, "measure": "method", "aggregation": "mean", "unit": "points"},
            "so it cannot be averaged; there are: people, women, minors",
        ),
        (
            {**OPEN, "measure": "sex", "aggregation": "sum", "unit": "cases"},
            "so it cannot be summed; the table has none: take measure: rows",
        ),
    ],
)
def test_what_is_no_quotient_is_refused_with_what_to_write(
    changes: dict[str, object], message: str, tmp_path: Path, project: Project
) -> None:
    with pytest.raises(ParamsError, match=message):
        read_catalogue(catalogue_with(tmp_path, project, **changes))


def test_share_of_a_part_within_a_part_is_a_share(tmp_path: Path, project: Project) -> None:
    changes = {**OPEN, "table": "training", "measure": "pre_meeting", "per": "officers"}
    catalogue = read_catalogue(
        catalogue_with(tmp_path, project, **changes, aggregation="share", unit="percent")
    )
    assert catalogue["helped"].decimals == 1


def test_list_of_what_there_is_is_never_empty() -> None:
    assert did_you_mean("x", []) == "; there is none"


@pytest.mark.parametrize("aggregation", ["share", "ratio", "mean"])
def test_quotient_of_sensitive_counts_is_never_published(aggregation: str, tmp_path: Path) -> None:
    project = project_with_more(tmp_path)
    path = project.params / "indicators.yml"
    text = path.read_text(encoding="utf-8")
    at = text.index("\nleaflets_per_session:")
    entry = text[at:].split("\n\n")[0].replace("leaflets_per_session", "helped_each")
    measure = {"share": "victims", "ratio": "rows", "mean": "victims"}[aggregation]
    per = {"share": "all_victims", "ratio": "victims", "mean": "rows"}[aggregation]
    for old, new in (
        ("table: outreach", "table: reintegration"),
        ("measure: leaflets", f"measure: {measure}"),
        ("per: sessions", f"per: {per}"),
        ("aggregation: ratio", f"aggregation: {aggregation}"),
        ("[year, quarter, month]", "[year]"),
        ("sensitive: false", "sensitive: true"),
    ):
        assert old in entry
        entry = entry.replace(old, new)
    if aggregation == "share":
        spelt_out = "unit: {en: leaflets per session, vi: tờ rơi mỗi buổi}"
        assert spelt_out in entry
        entry = entry.replace(spelt_out, "unit: percent")
        tables = project.params / "tables.yml"
        column = "    victims: {type: count, max: 5000, "
        written = tables.read_text(encoding="utf-8")
        assert column in written
        whole = "    all_victims: {type: count, label: {en: All, vi: Tất cả}}\n"
        tables.write_text(written.replace(column, f"{whole}{column}within: all_victims, "), encoding="utf-8")
    path.write_text(text + entry.strip("\n").join(("\n", "\n")), encoding="utf-8")
    catalogue, policy = read_catalogue(project), read_policy(project)
    assert catalogue["helped_each"].sensitive
    found = pd.DataFrame(
        [
            (name, "nation", "viet-nam", "2023", "total", "all")
            for name in ("helped_each", "victims_assisted")
        ],
        columns=["indicator", "level", "place", "period", "breakdown", "category"],
    ).astype("string")
    assert policy.publishes(found, catalogue).tolist() == [False, True]
