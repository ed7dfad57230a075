"""What a build that came to its end leaves for the next one to do."""

from __future__ import annotations

from helpers.paths import Project
from helpers.release.change_detection import BuildChoice, look, remember, up_to_date


def test_what_a_build_itself_writes_is_no_change_after_it(small_project: Project) -> None:
    choice = BuildChoice(2023)
    sight = look(small_project)
    for folder in (small_project.records, small_project.data / "returns", small_project.data / "published"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "written.json").write_text("{}", encoding="utf-8")
    remember(small_project, choice, sight, [])
    assert up_to_date(small_project, choice) == []
    (small_project.data / "published" / "written.json").write_text('{"restored": 1}', encoding="utf-8")
    assert up_to_date(small_project, choice) is None, "what was published decides what may be shown"
