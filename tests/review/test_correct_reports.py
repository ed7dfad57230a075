"""`workbook correct` on published reports: what it keeps and writes, and when it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from altered_packets import copy_built, write_packet
from hands import replace
from helpers.errors import OutputError
from helpers.files.build_lock import build_lock
from helpers.files.fixed_zip import as_zip
from helpers.inputs.params.corrections import edition_of, read_corrections
from helpers.paths import Project
from helpers.publish import embargo
from helpers.publish.editions import check_editions, files_of_zip, packet_content
from helpers.review import correct_reports
from projects import Done

Run = Callable[..., Done]
WORDS = (
    "--wrong",
    "Sessions of one station were counted twice.",
    "--wrong-vi",
    "Số buổi của một đồn bị tính trùng.",
)
REPORTS = [f"2023/{language}/{place}" for language in ("en", "vi") for place in ("lang-son", "viet-nam")]


@pytest.fixture
def published(built: Project, tmp_path: Path) -> Project:
    """Lang Son and the nation of 2023, published in both languages."""
    return copy_built(built, tmp_path / "project")


def revise(project: Project) -> None:
    """A newer return of Lang Son, in which a month of one station has fewer sessions."""
    path = project.root / "data/sample/2023/lang-son/outreach.csv"
    replace(path, "lang-son-01,2023-02,9,355,148,64,11", "lang-son-01,2023-02,4,155,68,24,11")


def correct(workbook: Run, project: Project, *more: str) -> Done:
    return workbook(project, "correct", "2023", *more, *WORDS)


def written(project: Project) -> list[str]:
    """What `correct` has left in the project."""
    found = [*project.editions.glob("*"), *project.params.glob("corrections.yml")]
    return sorted(path.relative_to(project.root).as_posix() for path in found)


def test_every_report_that_tells_a_changed_number_is_kept_as_it_was_published(
    published: Project, workbook: Run
) -> None:
    before = {name: packet_content(published.reports / name) for name in REPORTS}
    revise(published)
    done = correct(workbook, published)
    assert done.returncode == 0, done.stderr
    assert "4 reports get a new edition" in done.stdout and "workbook build 2023" in done.stdout
    (correction,) = read_corrections(published)
    assert sorted(correction.before) == REPORTS
    for name in REPORTS:
        kept = files_of_zip((published.editions / f"{name.replace('/', '-')}-edition-1.zip").read_bytes())
        assert {file: kept[file] for file in before[name]} == before[name]
        assert packet_content(published.reports / name) == before[name]  # until the next build


def test_named_reports_alone_are_corrected_and_the_others_named(published: Project, workbook: Run) -> None:
    revise(published)
    done = correct(workbook, published, "lang-son", "--since", "2024-05-02")
    assert done.returncode == 0, done.stderr
    assert "get no notice, since they were not named: 2023/en/viet-nam, 2023/vi/viet-nam" in " ".join(
        done.stderr.split()
    )
    assert edition_of(published, "2023/en/viet-nam") is None
    edition = edition_of(published, "2023/en/lang-son")
    assert edition and edition.newest.since and edition.newest.since.isoformat() == "2024-05-02"


def test_report_whose_correction_is_not_published_yet_does_not_stop_another(
    published: Project, workbook: Run
) -> None:
    revise(published)
    assert correct(workbook, published, "lang-son").returncode == 0
    done = correct(workbook, published)
    assert done.returncode == 0, done.stderr
    assert "written already, and not published yet" in " ".join(done.stderr.split())
    first, second = read_corrections(published)
    assert sorted(second.before) == ["2023/en/viet-nam", "2023/vi/viet-nam"]
    assert sorted(first.before) == ["2023/en/lang-son", "2023/vi/lang-son"]


def test_same_correction_twice_is_refused(published: Project, workbook: Run) -> None:
    revise(published)
    assert correct(workbook, published).returncode == 0
    first = written(published), (published.params / "corrections.yml").read_bytes()
    done = correct(workbook, published)
    assert done.returncode == 2 and "a correction is written, and not published yet" in done.stderr
    assert (written(published), (published.params / "corrections.yml").read_bytes()) == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--wrong", "It."), "in both languages"),
        (("--wrong", " ", "--wrong-vi", "Nó."), "in both languages"),
        (("--wrong", "We told 3 victims twice.", "--wrong-vi", "Nó."), "of people or cases in 'We told # "),
        (("--wrong", "It.", "--wrong-vi", "Ba nạn nhân bị tính trùng."), "--wrong-vi has a typed number of people"),
        (("--wrong", "Hoang Thi Mai was missing.", "--wrong-vi", "Nó."), "--wrong holds what looks like a person"),
        (("--wrong", "It.", "--wrong-vi", "Sót LANG-SON-2023-V001."), "--wrong-vi names a person's pseudonym"),
        (("--wrong", "A female victim was missing.", "--wrong-vi", "Nó."), "--wrong tells of one person or case"),
        (("--wrong", "It.", "--wrong-vi", "Sót một nạn nhân."), "--wrong-vi has a typed number of people"),
        (("lang-sonn", *WORDS), "no published report is called 'lang-sonn'; did you mean 'lang-son'"),
        (("--since", "2024-03-30", *WORDS), "is before these reports came out, on 2024-03-31"),
        (("--since", "2999-01-01", *WORDS), "is after today"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_notice_is_refused_and_nothing_written(
    published: Project, workbook: Run, arguments: tuple[str, ...], said: str
) -> None:
    revise(published)
    done = workbook(published, "correct", "2023", *arguments)
    assert done.returncode == 2 and done.stderr.count("error:") == 1, done
    assert said in " ".join(done.stderr.split())
    assert written(published) == []
    assert "Mai" not in done.stderr and "V001" not in done.stderr


def test_rejected_rows_stop_it_unless_the_build_went_on_without_them(
    published: Project, workbook: Run
) -> None:
    revise(published)
    path = published.root / "data/sample/2023/lang-son/outreach.csv"
    replace(path, "lang-son-01,2023-03,5,153,69,30,0", "lang-son-01,2023-03,5,some,69,30,0")
    done = correct(workbook, published)
    assert done.returncode == 3 and "were rejected" in " ".join(done.stderr.split())
    assert written(published) == []
    assert correct(workbook, published, "--accept-partial").returncode == 0


def test_build_that_runs_is_not_disturbed(published: Project, workbook: Run) -> None:
    revise(published)
    with build_lock(published):
        done = correct(workbook, published)
    assert done.returncode == 5 and "another build is running" in done.stderr
    assert written(published) == []


def test_where_no_number_changed_there_is_nothing_to_correct(published: Project, workbook: Run) -> None:
    done = correct(workbook, published)
    assert done.returncode == 2 and "no published number of 2023 is another now" in done.stderr
    assert written(published) == []


def test_before_anything_is_published_there_is_nothing_to_correct(
    prepared_project: Project, workbook: Run
) -> None:
    done = correct(workbook, prepared_project)
    assert done.returncode == 2 and "reports/ holds no report that tells of 2023" in done.stderr


def test_clock_that_stands_before_the_publication_is_refused(
    published: Project, workbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    revise(published)
    monkeypatch.setattr(embargo, "now", lambda: datetime(2024, 3, 30, tzinfo=UTC))
    done = correct(workbook, published)
    assert done.returncode == 2 and "the clock of this machine says 2024-03-30" in done.stderr
    assert written(published) == []


def test_packet_that_is_not_whole_is_not_kept(published: Project, workbook: Run) -> None:
    revise(published)
    page = published.reports / "2023/en/lang-son/index.html"
    page.write_bytes(page.read_bytes() + b" ")
    done = correct(workbook, published)
    assert done.returncode == 5 and "index.html is damaged" in done.stderr
    assert written(published) == []


def test_ledger_that_does_not_know_what_was_shown_is_refused(published: Project, workbook: Run) -> None:
    revise(published)
    replace(published.settings, "demonstration: true", "demonstration: false")
    (lost, *_) = published.published.glob("2023-*.parquet")
    lost.unlink()
    (published.published / "list.json").unlink()
    done = correct(workbook, published)
    assert done.returncode == 4 and "does not tell what 2023/en/lang-son showed" in " ".join(
        done.stderr.split()
    )
    assert written(published) == []


def test_killed_command_has_corrected_nothing_and_can_be_repeated(
    published: Project, workbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    revise(published)
    write = correct_reports.write_whole

    def killed(project: Project, path: Path, content: bytes) -> None:
        if path.name == "corrections.yml":
            raise KeyboardInterrupt
        write(project, path, content)

    with monkeypatch.context() as patch:
        patch.setattr(correct_reports, "write_whole", killed)
        assert correct(workbook, published).returncode == 130
    assert read_corrections(published) == [] and len(written(published)) == 4
    assert correct(workbook, published).returncode == 0
    assert len(read_corrections(published)) == 1


def test_numbers_that_a_build_has_changed_already_can_still_be_corrected(
    published: Project, workbook: Run
) -> None:
    old = packet_content(published.reports / "2023/en/lang-son")
    revise(published)
    done = workbook(published, "build", "2023", "lang-son", "--language", "en")
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 0 and "of 1 report changed without a notice (2023/en/lang-son)" in said
    about: dict[str, Any] = json.loads((published.reports / "2023/en/lang-son/packet.json").read_bytes())
    assert "edition" not in about
    assert correct(workbook, published).returncode == 0
    kept = files_of_zip((published.editions / "2023-en-lang-son-edition-1.zip").read_bytes())
    assert kept["index.html"] == old["index.html"]
    assert not list(published.replaced.iterdir())
    again = correct(workbook, published, "lang-son")
    assert again.returncode == 2 and "a correction is written, and not published yet" in again.stderr


def test_year_of_which_there_are_no_returns_any_more_is_passed_over(
    small_project: Project, workbook: Run
) -> None:
    write_packet(small_project, "2031/en/lang-son", published_date="2032-03-31", parameters={})
    done = workbook(small_project, "correct", "2023", *WORDS)
    assert done.returncode == 2 and "no published number of 2023 is another now" in done.stderr


def test_lost_entry_stops_everything_and_does_not_uncorrect(published: Project, workbook: Run) -> None:
    revise(published)
    assert correct(workbook, published, "lang-son", "--since", "2024-05-02").returncode == 0
    path = published.params / "corrections.yml"
    entries = path.read_bytes()
    path.unlink()
    before = packet_content(published.reports / "2023/en/lang-son")
    for command in (("build", "2023", "lang-son"), ("audit", "2023")):
        done = workbook(published, *command)
        said = " ".join(done.stderr.split())
        assert done.returncode == 5 and done.stderr.count("error:") == 1, done
        assert (
            "2023-en-lang-son-edition-1.zip and 1 more: kept for a correction that params/corrections.yml"
            in said
        )
        assert "from git or a backup" in said and "remove the zip, too" in said
    assert packet_content(published.reports / "2023/en/lang-son") == before
    path.write_bytes(entries)
    check_editions(published)


def test_lost_entry_of_a_published_edition_stops_the_next_correction(
    published: Project, workbook: Run
) -> None:
    revise(published)
    kept = published.editions / "2023-en-lang-son-edition-1.zip"
    kept.parent.mkdir()
    earlier = packet_content(published.reports / "2023/en/lang-son") | {
        "index.html": b"other than what is published"
    }
    kept.write_bytes(as_zip(earlier))
    done = correct(workbook, published)
    assert done.returncode == 5 and "does not have" in " ".join(done.stderr.split())
    assert written(published) == ["data/editions/2023-en-lang-son-edition-1.zip"]


def test_correction_that_was_not_published_is_taken_back_with_its_zips(
    published: Project, workbook: Run
) -> None:
    revise(published)
    assert correct(workbook, published).returncode == 0
    (published.params / "corrections.yml").unlink()
    with pytest.raises(OutputError):
        check_editions(published)
    for path in published.editions.iterdir():
        path.unlink()
    check_editions(published)
