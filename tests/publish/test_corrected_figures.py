"""What two editions tell otherwise: from their data files, and what of it a notice may name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.privacy.release import Cell, Release
from helpers.publish.corrected_figures import but_of_people, corrected_figures, told_by, told_in
from helpers.publish.editions import packet_content
from helpers.publish.exports.published_csv import KEY
from helpers.release.read_tracker import Reads
from small_release import exported, small_release

EVERYTHING = Reads(everything=True)
SESSIONS = ("sessions", "lang-son", "2023", "total", "all")
VICTIMS = ("victims_assisted", "lang-son", "2023", "total", "all")
RESCUED = ("victims_rescued", "lang-son", "2023", "total", "all")


def changed(release: Release, values: dict[tuple[str, ...], tuple[float | None, str]]) -> Release:
    """The Release with other cells."""
    frame = release.frame.copy()
    for key, (value, status) in values.items():
        at = frame.index[(frame[[*KEY]] == [*key]).all(axis=1)]
        assert len(at) == 1
        frame.loc[at, ["value", "status"]] = [value, status]
    return replace(release, frame=frame)


def test_data_files_of_a_packet_tell_what_its_release_does(tmp_path: Path) -> None:
    release = small_release()
    told = told_in(packet_content(exported(release, tmp_path / "packet")))
    assert told == told_by(release, EVERYTHING)
    assert told[SESSIONS] == Cell(1234.0, "shown") and told[RESCUED] == Cell(None, "c")
    assert corrected_figures(told, told_by(release, EVERYTHING)) == []


def test_changed_numbers_and_marks_are_found_and_those_of_people_named_nowhere(project: Project) -> None:
    release = small_release()
    now = changed(release, {SESSIONS: (1200.0, "shown"), VICTIMS: (18.0, "shown"), RESCUED: (7.0, "shown")})
    figures = corrected_figures(told_by(release, EVERYTHING), told_by(now, EVERYTHING))
    assert {each.key for each in figures} == {SESSIONS, VICTIMS, RESCUED}
    catalogue = read_catalogue(project)
    (named,) = but_of_people(figures, catalogue)
    assert (named.key, named.before.value, named.after.value) == (SESSIONS, 1234.0, 1200.0)
    assert {"victims_assisted", "trafficking_cases", "suspects_arrested"} <= {*guarded_indicators(catalogue)}


def test_cell_that_one_edition_alone_tells_is_no_correction() -> None:
    release = small_release()
    fewer = replace(release, frame=release.frame[release.frame["indicator"] != "sessions"])
    assert corrected_figures(told_by(release, EVERYTHING), told_by(fewer, EVERYTHING)) == []
