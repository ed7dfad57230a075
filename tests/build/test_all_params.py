"""A mistake in any file of params is told before anything runs, whatever was asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.paths import Project
from projects import Done

Run = Callable[..., Done]
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 30)]
)
DEEP = "a: " + "[" * 5_000


@pytest.mark.parametrize("command", ["build", "status"])
@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("targets.yml", BOMB, "params/targets.yml, line 6: not valid YAML (with what its aliases repeat"),
        ("targets.yml", DEEP, "params/targets.yml, line 1: not valid YAML (lists and keys stand inside"),
        (
            "projects/inl-phase-2.yml",
            "&a [*a]",
            "params/projects/inl-phase-2.yml, line 1: not valid YAML (*a stands",
        ),
        ("years/2022.yml", "a: 1\na: 2", "params/years/2022.yml, line 2: key 'a' is given twice"),
        ("provinces/tiles.csv", "slug,vintage\n", "params/provinces/tiles.csv: column"),
        ("published_figures.csv", "id\n1\n", "params/published_figures.csv: column 'scope' is missing"),
        ("reports.yml", "[" * 50, "params/reports.yml, line 1: not valid YAML (lists and keys stand inside"),
    ],
)
def test_file_that_the_report_does_not_need_is_read_too(
    make_project: Callable[..., Project], workbook: Run, command: str, file: str, text: str, said: str
) -> None:
    project = make_project(donor_projects=["inl-phase-2"])
    (project.params / file).write_text(text, encoding="utf-8")
    done = workbook(project, command, "2023", "lang-son")
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert not project.reports.exists()


def test_mistakes_of_several_files_are_told_at_once(small_project: Project, workbook: Run) -> None:
    for file in ("targets.yml", "years/2022.yml"):
        (small_project.params / file).write_text("a: 1\na: 2", encoding="utf-8")
    done = workbook(small_project, "build", "2023", "lang-son")
    said = " ".join(done.stderr.split())
    assert done.returncode == 2
    assert said.count("params/targets.yml, line 2") == said.count("params/years/2022.yml, line 2") == 1
