"""params/corrections.yml: what it may hold, and how a correction is added to it."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.corrections import FILE_NAME, edition_of, read_corrections, with_correction
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project

REPORT, OTHER = "2023/en/lang-son", "2023-Q1/vi/viet-nam"
WRONG = Bilingual(en="May: counted twice.", vi="Tháng 5: tính trùng.")


def add(project: Project, day: str, *reports: str, since: str = "") -> None:
    text = with_correction(
        project,
        date.fromisoformat(day),
        date.fromisoformat(since) if since else None,
        WRONG,
        dict.fromkeys(reports, "a" * 64),
    )
    (project.params / FILE_NAME).write_text(text, encoding="utf-8")


def test_without_the_file_no_report_was_corrected(small_project: Project) -> None:
    assert read_corrections(small_project) == []
    assert edition_of(small_project, REPORT) is None


def test_corrections_are_added_below_what_people_wrote(small_project: Project) -> None:
    add(small_project, "2024-06-12", REPORT, OTHER)
    path = small_project.params / FILE_NAME
    path.write_text(path.read_text("utf-8") + "# a remark\n", "utf-8")
    add(small_project, "2024-07-01", REPORT, since="2024-05-02")
    assert "# a remark" in path.read_text("utf-8")
    first, second = read_corrections(small_project)
    assert (first.corrected, first.since, set(first.before)) == (date(2024, 6, 12), None, {REPORT, OTHER})
    assert (second.since, second.wrong) == (date(2024, 5, 2), WRONG)


def test_each_correction_makes_one_edition_more(small_project: Project) -> None:
    add(small_project, "2024-06-12", REPORT, OTHER)
    add(small_project, "2024-07-01", REPORT, since="2024-05-02")
    edition, other = edition_of(small_project, REPORT), edition_of(small_project, OTHER)
    assert edition and other and (edition.number, other.number) == (3, 2)
    assert edition.newest.corrected == date(2024, 7, 1)
    assert edition.since(date(2024, 3, 31)) == date(2024, 5, 2)
    assert other.since(date(2024, 3, 31)) == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  wrong:\n    en:", "  wrong:\n    de:", "wrong.de"),
        ("corrected: 2024-06-12", "corrected: 2024-06-12\n  since: 2024-06-13", "after the correction of 2024-06-12"),
        ("2023/en/lang-son:", "../lang-son:", "before"),
        ("a" * 64, "a" * 63, "before"),
        ("corrected: 2024-06-12", "corrected: 2024-08-12", "in the order of their days"),
    ],
)  # fmt: skip
def test_mistakes_are_named_by_file_and_key(small_project: Project, old: str, new: str, said: str) -> None:
    add(small_project, "2024-06-12", REPORT)
    add(small_project, "2024-07-01", REPORT)
    path = small_project.params / FILE_NAME
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ParamsError, match=r"^params/corrections\.yml, line \d+") as fault:
        read_corrections(small_project)
    assert said in str(fault.value)
