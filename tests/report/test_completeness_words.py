"""What reports say of returns that are lacking, and of rows that do not tell what is counted."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers import report
from helpers.inputs.params.settings import Language
from helpers.metrics.counted import COLUMNS
from helpers.privacy.release import Release
from helpers.report import headlines, points
from helpers.report.annex import origin_entry
from helpers.report.completeness_words import minimum_in_brief, recorded_share
from helpers.report.current import set_opened
from helpers.report.words import Words
from small_release import small_release


def lacking(language: Language = "en", *, received: tuple[int, int] = (10, 11), rise: int = 300) -> Release:
    """Attendances of two years: each lacks reports of stations, and some rows of each do not tell women."""
    release = small_release(language)
    values = {"sessions": (1000, 1000 + rise), "participants": (20000, 20000 + rise * 20)}
    values["participants_women"] = (8000, 9000)
    cells = [
        (name, "province", "lang-son", str(year), "total", "all", float(value), "shown")
        for name, both in values.items()
        for year, value in zip((2022, 2023), both, strict=True)
    ]
    months = [
        ("lang-son", f"{year}-{month:02d}", 12, received[year - 2022])
        for year in (2022, 2023)
        for month in range(1, 13)
    ]
    rows = [
        ("lang-son", year, str(year), "participants_women", "total", "all", 130, blank, whole)
        for year, blank, whole in ((2022, 30, 16000.0), (2023, 10, 20000.0))
    ]
    files = [
        ("lang-son", year, f"data/{year}/lang-son/outreach.csv", "a" * 64, 130, 0, False)
        for year in (2022, 2023)
    ]
    return replace(
        release,
        frame=pd.DataFrame(cells, columns=release.frame.columns),
        coverage=pd.DataFrame(months, columns=release.coverage.columns),
        counted=pd.DataFrame(rows, columns=COLUMNS),
        sources=pd.DataFrame(files, columns=release.sources.columns),
    )


def annex_of(release: Release, indicator: str) -> dict[str, str]:
    return dict(origin_entry(release, indicator).lines)


def shown(release: Release, *names: str) -> str:
    """A table of the two years, as an analyst makes it, with its source and note."""
    set_opened(release)
    rows = {
        Words(release).label(name): [release.cell(name, period=year).value for year in (2022, 2023)]
        for name in names
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=[2022, 2023])
    made = report.table(frame, "both-years", title="Both", indicators=list(names))
    return f"{made.source} {made.note}"


def test_share_is_of_the_rows_that_tell_it() -> None:
    found = recorded_share(lacking(), "participants_women", "participants")
    assert found is not None
    assert (found.share, found.among, found.everywhere) == (45.0, 20000.0, False)


def test_sentences_set_women_against_those_whose_sex_was_recorded() -> None:
    said = points.outreach(lacking(received=(12, 12)))
    assert "women made up 45% of the 20,000 attendances recorded by sex (50% in 2022)" in said
    assert headlines.outreach_by_quarter(lacking(received=(12, 12))) == (
        "20 attendances a session; 45% by women where recorded (50% in 2022)"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "recorded in 100 of 130 monthly station reports of 2022 (16,000 of 20,000), 120 of 130 monthly station "
            "reports of 2023 (20,000 of 26,000)",
        ),
        (
            "vi",
            "có ghi ở 100/130 báo cáo tháng của các đồn năm 2022 (16.000/20.000), 120/130 báo cáo tháng của các đồn "
            "năm 2023 (20.000/26.000)",
        ),
    ],
)
def test_every_exhibit_says_in_how_many_rows_a_part_was_recorded(language: Language, said: str) -> None:
    assert said in shown(lacking(language), "participants", "participants_women")
    assert "130" not in shown(lacking(language), "participants")


def test_what_no_row_records_is_said_to_be_not_recorded() -> None:
    release = lacking(received=(12, 12))
    blank = release.counted.assign(blank=lambda rows: rows["blank"].mask(rows["year"] == 2023, 130))
    release = replace(release, counted=blank)
    assert shown(release, "participants_women").endswith(
        "recorded in 100 of 130 monthly station reports of 2022 (16,000 of 20,000); not recorded in 2023."
    )
    assert annex_of(release, "participants_women")["Certainty"].endswith("; 2023: not available.")


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (
            (10, 11),
            "monthly station reports received: 120 of 144 in 2022, 132 of 144 in 2023 (minimums).",
        ),
        (
            (12, 11),
            "received: 144 of 144 in 2022, 132 of 144 in 2023 (minimum).",
        ),
        ((12, 12), "provincial returns; all 144 monthly station reports received in each year."),
        ((11, 11), "received: 132 of 144 in 2022, 132 of 144 in 2023 (minimums)."),
    ],
)
def test_exhibit_over_two_years_tells_how_complete_each_is(received: tuple[int, int], said: str) -> None:
    assert said in shown(lacking(received=received), "sessions")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "20,000 of 26,000); recorded throughout in 2022."),
        ("vi", "20.000/26.000); được ghi nhận đầy đủ trong năm 2022."),
    ],
)
def test_year_in_which_every_row_records_a_part_is_told_beside_one_in_which_not_all_do(
    language: Language, said: str
) -> None:
    release = lacking(language, received=(12, 12))
    whole = release.counted.assign(blank=lambda rows: rows["blank"].mask(rows["year"] == 2022, 0))
    release = replace(release, counted=whole)
    assert shown(release, "participants_women").endswith(said)


def test_annex_tells_certainty_by_year() -> None:
    release = lacking(received=(10, 12))
    assert annex_of(release, "sessions")["Certainty"] == (
        "2022: minimum (83.3% of station reports received); 2023: complete."
    )
    assert annex_of(release, "participants_women")["Certainty"] == (
        "2022: minimum (83.3% of station reports received, not recorded in 30 of 130 monthly station reports); "
        "2023: minimum (not recorded in 10 of 130 monthly station reports)."
    )
    assert "10 in which it was not recorded" in annex_of(release, "participants_women")["Rows left out"]


def test_annex_calls_what_is_complete_an_exact_count() -> None:
    assert annex_of(lacking(received=(12, 12)), "sessions")["Certainty"].startswith("exact count")


@pytest.mark.parametrize(
    ("received", "tile", "sentence"),
    [
        ((11, 11), "minimum, as in 2022", "up from 1,000 and 20,000 in 2022, all minimums;"),
        ((11, 12), "minimum in 2022", "(1,000 and 20,000 in 2022, minimums);"),
        (
            (12, 11),
            "minimum",
            "with 26,000 attendances (1,000 and 20,000 in 2022; those of 2023 are minimums);",
        ),
        (
            (12, 12),
            "",
            "held 1,300 legal-education sessions with 26,000 attendances, up from 1,000 and 20,000 in",
        ),
    ],
)
def test_first_page_says_which_year_is_a_minimum(received: tuple[int, int], tile: str, sentence: str) -> None:
    release = lacking(received=received)
    assert minimum_in_brief(Words(release), "sessions") == tile
    assert sentence in points.outreach(release)


def test_change_that_is_smaller_than_what_is_lacking_is_no_rise() -> None:
    release = lacking(received=(11, 11), rise=50)
    assert Words(release).against_before("sessions") == "2022: 1,000"
    assert "up about 30% on 2022" in Words(lacking(received=(11, 11))).against_before("sessions")


def test_tile_says_that_its_number_is_a_minimum() -> None:
    release = lacking()
    set_opened(release)
    made = report.key_results(pd.DataFrame({"value": {"sessions": 1300.0}, "change": {"sessions": ""}}))
    assert made.items[0].detail == "minimum, as in 2022"


@pytest.mark.parametrize(
    ("received", "rise", "signs", "is_told"),
    [((12, 12), 300, "+30%", False), ((11, 11), 300, "about +30%", False), ((11, 11), 50, "unclear", True),
     ((10, 12), 300, "unclear", True)],
)  # fmt: skip
def test_change_in_a_table_is_hedged_as_sentences_are(
    received: tuple[int, int], rise: int, signs: str, is_told: bool
) -> None:
    release = lacking(received=received, rise=rise)
    set_opened(release)
    now, before = (
        pd.Series([float(value)], index=["Sessions"], name=year)
        for value, year in ((1000 + rise, 2023), (1000, 2022))
    )
    changed = report.change(now, before)
    assert changed.tolist() == [signs]
    assert ("may be more than the change" in report.change_note(changed)) is is_told
