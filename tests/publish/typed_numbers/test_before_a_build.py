"""What a build refuses and what it warns of, by who the report is for and how strict the build is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from helpers.execute.jobs import Job
from helpers.inputs.params.corrections import with_correction
from helpers.inputs.params.settings import Bilingual
from helpers.metrics.framework import read_framework
from helpers.paths import Project
from helpers.publish.typed_numbers.before_a_build import look_through
from projects import copy_project

PROVINCE = Job("province", "lang-son", 2023, "en")
NATION = Job("nation", "viet-nam", 2023, "en")
PARTNER = Job("province", "lang-son", 2023, "en", audience="partner")
QUALITY = Job("quality", "data-quality", 2023, "en")
UK = Job("project", "uk-cooperation", 2023, "en")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path / "project", provinces=("lang-son",), donor_projects=("uk-cooperation",))


def write(project: Project, text: str, name: str = "province_report") -> None:
    """A cell at the end of a notebook."""
    path = project.notebooks / f"{name}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": [text]})
    path.write_text(json.dumps(notebook), encoding="utf-8")


def tell(project: Project, said: str) -> None:
    """Another narrative in the project's file."""
    path = project.params / "projects" / "uk-cooperation.yml"
    text = path.read_text(encoding="utf-8")
    assert "Hold the first yearly talks" in text
    path.write_text(text.replace("Hold the first yearly talks", f"{said} Then agree"), encoding="utf-8")


def test_number_of_people_refuses_every_report_of_the_notebook_and_no_other(project: Project) -> None:
    write(project, "Seven victims were assisted.")
    looked = look_through(project, [PROVINCE, NATION], strict=False)
    assert [(each.job, each.exit_code) for each in looked.refused] == [(PROVINCE, 1)]
    assert "(own), line 1: a typed number of people or cases in '# victims were assisted.'" in (
        looked.refused[0].fault or ""
    )
    assert looked.warnings == ()


def test_heading_of_the_cell_before_tells_of_what_a_bare_number_is(project: Project) -> None:
    write(project, "## How many victims?")
    write(project, "In Lang Son it was seven.")
    assert look_through(project, [PROVINCE], strict=False).refused


def test_other_number_is_a_warning_and_an_error_where_the_build_is_strict(project: Project) -> None:
    write(project, "The courses took three days.")
    looked = look_through(project, [PROVINCE], strict=False)
    assert not looked.refused
    assert "a typed number in 'The courses took # days.'" in looked.warnings[0]
    strict = look_through(project, [PROVINCE], strict=True)
    assert [each.job for each in strict.refused] == [PROVINCE]
    assert strict.warnings == ()


def test_report_for_partners_is_warned_of_only(project: Project) -> None:
    write(project, "Seven victims were assisted.")
    looked = look_through(project, [PARTNER], strict=False)
    assert not looked.refused
    assert looked.warnings


def test_packet_on_data_quality_is_the_analysts_own(project: Project) -> None:
    write(project, "Seven victims were assisted.", "data_quality")
    assert look_through(project, [QUALITY], strict=True).refused == ()


def test_narrative_is_named_by_file_line_and_key(project: Project) -> None:
    tell(project, "In Placeville 3 victims were rescued, 2 of them girls of 14.")
    (refused,) = look_through(project, [UK], strict=False).refused
    assert refused.exit_code == 2
    assert "params/projects/uk-cooperation.yml, line 1" in (refused.fault or "")
    assert "periods.0.narrative.next_steps.en: a typed number of people or cases" in (refused.fault or "")


def test_marks_of_a_narrative_are_held_against_the_figure_and_never_shown(project: Project) -> None:
    tell(project, "In all, 235<!-- published vbg-2023-victims --> victims were assisted.")
    assert look_through(project, [UK], strict=True).refused == ()
    read = read_framework(project, "uk-cooperation").project.periods[0].narrative
    assert read is not None
    assert read.next_steps is not None
    assert read.next_steps.en.startswith("In all, 235 victims were assisted.")
    tell_wrong = (project.params / "projects" / "uk-cooperation.yml").read_text(encoding="utf-8")
    (project.params / "projects" / "uk-cooperation.yml").write_text(
        tell_wrong.replace("235<!--", "236<!--"), encoding="utf-8"
    )
    (refused,) = look_through(project, [UK], strict=False).refused
    assert "it is not what params/published_figures.csv has for vbg-2023-victims" in (refused.fault or "")


def test_title_of_a_further_report_is_looked_at(project: Project) -> None:
    (project.params / "reports.yml").write_text(
        "week:\n  per: province\n  title: {en: Seven victims, vi: Tuần lễ}\n", encoding="utf-8"
    )
    write(project, "# A week")
    (project.notebooks / "province_report.ipynb").rename(project.notebooks / "week.ipynb")
    week = Job(
        "province", "lang-son", 2023, "en", further="week", title=Bilingual(en="Seven victims", vi="Tuần lễ")
    )
    (refused,) = look_through(project, [week], strict=False).refused
    assert "params/reports.yml, line 3, week.title.en: a typed number of people or cases" in (
        refused.fault or ""
    )


def test_reason_of_early_access_is_looked_at(project: Project) -> None:
    calendar = project.params / "releases.yml"
    scheduled = "- {reports: 2023, at: 2024-03-31 09:00}"
    early = f"""{scheduled[:-1]}, early_access: [
      {{who: {{en: A, vi: A}}, why: {{en: To speak of 7 victims, vi: Để nói}}, since: 2024-03-30 09:00}}]}}"""
    text = calendar.read_text(encoding="utf-8")
    assert scheduled in text
    calendar.write_text(text.replace(scheduled, early), encoding="utf-8")
    (refused,) = look_through(project, [PROVINCE], strict=False).refused
    assert "params/releases.yml, line" in (refused.fault or "") and "why.en" in (refused.fault or "")


def test_notebook_that_is_missing_or_broken_refuses_its_reports_alone(project: Project) -> None:
    (project.notebooks / "province_report.ipynb").write_text("{", encoding="utf-8")
    (project.notebooks / "national_report.ipynb").unlink()
    looked = look_through(project, [PROVINCE, NATION, UK], strict=True)
    assert [each.job for each in looked.refused] == [PROVINCE, NATION]
    assert "not a notebook" in (looked.refused[0].fault or "")
    assert "no such notebook" in (looked.refused[1].fault or "")


def test_notice_of_a_correction_is_looked_at_for_the_reports_that_it_is_of(project: Project) -> None:
    text = with_correction(
        project,
        date(2024, 6, 12),
        None,
        Bilingual(en="We told 3 victims twice.", vi="Số buổi."),
        {PROVINCE.name: "a" * 64},
    )
    (project.params / "corrections.yml").write_text(text, encoding="utf-8")
    (refused,) = look_through(project, [PROVINCE, NATION], strict=False).refused
    assert refused.job == PROVINCE and refused.exit_code == 2
    assert "params/corrections.yml, line" in (refused.fault or "") and "wrong.en" in (refused.fault or "")
