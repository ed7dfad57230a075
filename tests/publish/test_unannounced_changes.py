"""Published numbers that change without a notice: found, and what was published kept until one is given."""

from __future__ import annotations

from pathlib import Path

from altered_packets import alter, write_packet
from helpers.paths import Project
from helpers.publish.editions import packet_content
from helpers.publish.unannounced_changes import forget_replaced, keep_replaced, replaced_content

REPORT = "2023/en/lang-son"


def coming(project: Project, old: str = "", new: str = "", **more: object) -> dict[Path, Path]:
    """A published report, and the packet that is to take its place, with other text in its table."""
    published = write_packet(project, REPORT)
    staged = write_packet(project, REPORT, staged=True, **more)
    if old:
        alter(staged, "data/outreach.csv", lambda text: text.replace(old, new))
    return {published: staged}


def test_published_packet_whose_number_changes_is_kept(small_project: Project) -> None:
    waiting = coming(small_project, ",3,shown", ",4,shown")
    assert keep_replaced(small_project, waiting) == [REPORT]
    assert replaced_content(small_project, REPORT, 1) == packet_content(small_project.reports / REPORT)
    assert replaced_content(small_project, REPORT, 2) is None
    forget_replaced(small_project, REPORT, 1)
    assert replaced_content(small_project, REPORT, 1) is None


def test_mark_in_the_place_of_a_number_is_a_change(small_project: Project) -> None:
    assert keep_replaced(small_project, coming(small_project, ",3,shown", ",,[x]")) == [REPORT]


def test_words_that_change_are_none(small_project: Project) -> None:
    assert (
        keep_replaced(small_project, coming(small_project, ",Sessions,", ",Legal-education sessions,")) == []
    )
    assert keep_replaced(small_project, coming(small_project)) == []
    assert not small_project.replaced.exists()


def test_new_edition_and_new_report_change_nothing_unannounced(small_project: Project) -> None:
    edition = {"number": 2, "corrected": "2024-06-12"}
    assert keep_replaced(small_project, coming(small_project, ",3,shown", ",4,shown", edition=edition)) == []
    staged = write_packet(small_project, "2023/en/cao-bang", staged=True)
    assert keep_replaced(small_project, {small_project.reports / "2023/en/cao-bang": staged}) == []
