"""Where numbers come from: what the annex says of an indicator, and how exhibits lead there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import report
from helpers.metrics.catalogue import Catalogue
from helpers.privacy.release import Release
from helpers.report.annex import origin_entry, origins
from helpers.report.current import set_opened
from helpers.report.data_table import TextColumn, table
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import KeyResult, KeyResults
from helpers.report.paper import TYPST
from helpers.report.traceable import traceable
from helpers.report.words import Words
from small_release import small_release


@pytest.fixture
def release() -> Release:
    return small_release()


def said(release: Release, indicator: str) -> dict[str, str]:
    return dict(origin_entry(release, indicator).lines)


def sessions_and_victims(release: Release) -> Exhibit:
    w = Words(release)
    rows = [
        (w.label(name, short=True), w.cell(release.cell(name, period=2022)), w.cell(release.cell(name)))
        for name in ("sessions", "victims_assisted")
    ]
    columns = [TextColumn("Indicator", "left"), TextColumn("2022"), TextColumn("2023")]
    return Exhibit(
        "table", "tbl-two", "Two", "", "", "returns.", "", "en", table=table(columns, rows, language="en")
    )


def sessions_alone(release: Release) -> Exhibit:
    rows = [("2023", Words(release).cell(release.cell("sessions")))]
    shown = table([TextColumn("Year", "left"), TextColumn("Number")], rows, language="en")
    return Exhibit("table", "tbl-one", "One", "", "", "", "", "en", table=shown)


def test_entry_says_all_that_is_asked_of_a_number(release: Release) -> None:
    assert said(release, "sessions") == {
        "Definition": release.indicator("sessions").definition.en,
        "Formula": "Sum of “Sessions”.",
        "Data source": "Provincial returns, table “Outreach”, one row per station and month.",
        "Rows counted": "2023: 47.",
        "Rows left out": "2023: 2 broke a rule of the table and were rejected, "
        "1 of another kind than the formula takes.",
        "Certainty": "exact count of what the returns say; every file that is due was received.",
        "Revision": "none: the returns are in their first version.",
        "Packet": "2023/en/lang-son, key of the published figures 0123456789ab (packet.json).",
    }


@pytest.mark.parametrize("head", ["Rows counted", "Rows left out"])
def test_rows_of_a_table_of_persons_are_withheld(release: Release, head: str) -> None:
    rows = release.sources.assign(rows_accepted=7, rows_rejected=3)
    counted = release.counted.assign(indicator="victims_assisted", rows=7)
    text = said(replace(release, sources=rows, counted=counted), "victims_assisted")[head]
    assert text == "not told: each row is a person or a case, or tells how many there are."


def test_file_that_did_not_come_makes_a_lower_bound_without_a_number_beside_victims(release: Release) -> None:
    missing = replace(release, sources=release.sources.assign(sha256=["a" * 64, "b" * 64, "missing"]))
    assert (
        said(missing, "victims_assisted")["Certainty"] == "not available: no file of this table was received."
    )


def test_newer_return_is_named(release: Release) -> None:
    revised = replace(release, sources=release.sources.assign(revised=True))
    assert said(revised, "sessions")["Revision"] == "newer returns replaced earlier ones of 2023."


def test_headers_lead_to_the_indicators_that_were_asked_for(release: Release) -> None:
    shown = traceable(sessions_and_victims)(release)
    page = shown.to_html()
    assert (
        '<th scope="row" class="left"><a class="origin-link" href="#from-sessions">Sessions</a></th>' in page
    )
    assert page.count('href="#from-victims-assisted"') == 1


def test_columns_lead_to_the_only_indicator_where_no_header_names_it(release: Release) -> None:
    page = traceable(sessions_alone)(release).to_html()
    assert (
        '<th scope="col" class="right"><a class="origin-link" href="#from-sessions">Number</a></th>' in page
    )


def test_key_results_lead_there_too(release: Release) -> None:
    def tiles(release: Release) -> KeyResults:
        value = Words(release).cell(release.cell("sessions"))
        return KeyResults([KeyResult(value, "sessions", origin="from-sessions")])

    made = traceable(tiles)(release)
    assert made.origins == ("from-sessions",)
    assert (
        '<a class="origin-link" href="#from-sessions">sessions</a>' in made._repr_mimebundle_()["text/html"]
    )


def test_annex_has_what_was_asked_for_in_the_order_of_the_catalogue(release: Release) -> None:
    for name in ("victims_assisted", "sessions"):
        release.cell(name)
    assert [entry.id for entry in origins(release).entries] == ["from-sessions", "from-victims-assisted"]


def test_what_all_entries_say_stands_once_above_them(release: Release) -> None:
    for name in ("victims_assisted", "sessions"):
        release.cell(name)
    made = origins(release)._repr_mimebundle_()
    for media in ("text/html", "text/markdown", TYPST):
        assert made[media].count("0123456789ab") == 1, media
        assert made[media].count("in their first version") == 1, media
    assert [dict(entry.lines)["Packet"][:4] for entry in origins(release).entries] == ["2023", "2023"]


def test_speaks_vietnamese() -> None:
    entry = origin_entry(small_release("vi"), "sessions")
    assert dict(entry.lines)["Số dòng được tính"] == "2023: 47."


def test_name_of_an_entry_stands_apart_from_its_words_on_paper(release: Release) -> None:
    """Or the key of the figures, which may be of digits alone, would be a number about victims to the audit."""
    release.cell("victims_assisted")
    lines = origins(release)._repr_mimebundle_()[TYPST].splitlines()
    assert '#label("from-victims-assisted")' in lines


def test_report_opened_after_another_tells_of_no_indicator_that_it_lacks() -> None:
    """Disclosure control tells of all reports of a notebook; the next may be of a catalogue with fewer indicators."""
    release = small_release("en")
    set_opened(release)
    release.cell("sessions")
    release.cell("leaflets")
    fewer = {name: each for name, each in release.catalogue.items() if name != "leaflets"}
    known = release.catalogue
    later = replace(release, catalogue=Catalogue(fewer, known.codelists, known.filled))
    set_opened(later)
    assert set(later.asked) >= {"sessions"} and "leaflets" not in later.asked
    assert report.disclosure_control(later).withheld
