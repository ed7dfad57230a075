"""The `workbook` command: help that teaches, completion, loudness, exit codes, and quick to start."""

from __future__ import annotations

import errno
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
import typer

from helpers import errors
from helpers.cli import application
from helpers.cli.interrupts import INTERRUPTED, INTERRUPTED_TEXT
from helpers.paths import Project
from projects import Done, run_workbook

COMMANDS = typer.main.get_command(application.app).commands  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def as_loud_as_before() -> Iterator[None]:
    yield
    application.set_loudness(quiet=False, verbose=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_has_an_example_that_can_be_run(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    found = re.search(r"Examples?: workbook (.+?)(?:;|\.? -- |\. |\.$|$)", command.epilog or "")
    assert found, command.epilog
    own, *arguments = shlex.split(found[1])
    assert own == name
    command.make_context(name, arguments)  # raises where the arguments are not the command's
    for parameter in command.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", parameter.name


def test_exit_codes_of_the_help_are_those_of_the_errors() -> None:
    kinds = [errors.WorkbookError, *errors.WorkbookError.__subclasses__()]
    codes = {kind.exit_code for kind in kinds} | {0, INTERRUPTED} | {128 + each for each in application.ENDED}
    assert {int(code) for code in re.findall(r"(?:: |; )(\d+) ", application.EPILOG)} == codes


def test_quiet_and_verbose_exclude_each_other(workbook: Callable[..., Done], project: Project) -> None:
    done = workbook(project, "-q", "-v", "status", "2023")
    assert done.returncode == 2
    assert "opposite" in done.stderr


def test_quiet_leaves_what_was_asked_for_and_what_went_wrong(
    small_project: Project, workbook: Callable[..., Done]
) -> None:
    for loudness, said in (("--quiet", ""), ("--verbose", "returns of 2023")):
        (small_project.data / "sample/2023/lang-son/victims.csv").write_bytes(b"\n" * len(said))  # read anew
        done = workbook(small_project, loudness, "build", "2023", "--province", "lang-son")
        assert done.returncode == 3
        assert "victims.csv" in done.stderr
        assert ("Traceback" in done.stderr) == (loudness == "--verbose")
        assert done.stdout.startswith(said) if said else done.stdout == ""


def test_rows_of_returns_are_told_when_they_were_read_anew(
    small_project: Project, workbook: Callable[..., Done]
) -> None:
    (small_project.data / "sample/2023/lang-son/victims.csv").write_bytes(b"")
    first, second = (workbook(small_project, "build", "2023", "--province", "lang-son") for _ in range(2))
    assert [each.returncode for each in (first, second)] == [3, 3]
    assert [line[:15] for line in first.stdout.splitlines()] == ["returns of 2022", "returns of 2023"]
    assert second.stdout == ""
    assert "victims.csv" in second.stderr


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("workbook build 2023 --province lang", ["lang-son"]),
        ("workbook why 2023 viet", ["viet-nam"]),
        ("workbook build 202", ["2022", "2023", "2024", "2025"]),
        ("workbook build 2024-", [f"2024-{part}" for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2")]),
        ("workbook build 2023 --region cent", ["central-highlands"]),
        ("workbook build 2023 --language v", ["vi"]),
        ("workbook doct", ["doctor"]),
        ("workbook trace 2023 viet-nam victims_as", ["victims_assisted"]),
        ("workbook trace 2024 inl-phase-2 officers-t", ["officers-trained"]),
        ("workbook template quang-n", ["quang-nam", "quang-ngai", "quang-ninh"]),
    ],
)
def test_shell_completes(words: str, offered: list[str], project: Project) -> None:
    completion = {
        "_WORKBOOK_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = run_workbook(project, environment=completion)
    assert done.stdout.split() == offered, done.stderr


def test_shell_completes_further_reports(small_project: Project) -> None:
    (small_project.params / "reports.yml").write_text(
        "# Ours.\nborder-week:\n  per: province\n", encoding="utf-8"
    )
    (small_project.params / "projects").mkdir()
    for begun, offered in (("border", ["border-week"]), ("lang-son.", ["lang-son.border-week"])):
        words = {
            "_WORKBOOK_COMPLETE": "complete_bash",
            "COMP_WORDS": f"workbook build 2023 {begun}",
            "COMP_CWORD": "3",
        }
        assert run_workbook(small_project, environment=words).stdout.split() == offered


@pytest.mark.parametrize("arguments", [("--help",), ("build", "--help"), ("--version",)])
def test_command_starts_without_what_only_building_needs(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "helpers", *arguments],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded & {"pandas", "numpy", "yaml", "distributed", "IPython"} == set()


def test_no_colour_where_it_is_not_wanted(project: Project) -> None:
    terminal = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    terminal |= {"FORCE_COLOR": "1", "TERM": "xterm-256color", "WORKBOOK_ROOT": str(project.root)}
    command = [sys.executable, "-m", "helpers", "-q", "-v", "status", "2023"]
    for wanted, more in ((True, {}), (False, {"NO_COLOR": "1"})):
        done = subprocess.run(command, env=terminal | more, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert ("\x1b[" in done.stderr) == wanted


@pytest.mark.parametrize("path", ["/usr/bin:/bin", ""], ids=["of the system", "empty"])
def test_commands_installed_beside_the_workbook_run_warm_without_being_on_path(
    path: str, small_project: Project
) -> None:
    done = run_workbook(small_project, "warm", "papermill", "--version", environment={"PATH": path})
    assert done.returncode == 0, done.stderr
    assert "papermill" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_one_message(small_project: Project) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "helpers", "status", "2023", "--help"],
            env={**os.environ, "WORKBOOK_ROOT": str(small_project.root), "NO_COLOR": "1"},
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == errors.OutputError.exit_code
    assert done.stderr.startswith("error: what the command says cannot be written (No space left on device)")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", ["build 2023", "status 2023", "verify 2023", "audit", "doctor", "check 2023", "take-in 2023"]
)
def test_a_json_file_without_a_folder_is_refused_before_the_work(
    command: str, small_project: Project, workbook: Callable[..., Done]
) -> None:
    before = sorted(small_project.root.rglob("*"))
    done = workbook(small_project, *command.split(), "--json", str(small_project.root / "none" / "x.json"))
    assert done.returncode == errors.OutputError.exit_code
    assert "there is no folder" in done.stderr
    assert sorted(small_project.root.rglob("*")) == before


@pytest.mark.parametrize(
    "fault",
    [
        ImportError("/a/b.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
        pa.ArrowException("Unknown error: Failed to launch worker thread: Resource temporarily unavailable"),
        BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"),
        OSError(errno.ENOMEM, "Cannot allocate memory", "/a/b"),
    ],
)
def test_whatever_says_that_memory_ran_out_is_one_message(
    fault: Exception,
    small_project: Project,
    workbook: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        try:
            raise fault
        except Exception as cause:
            raise ValueError("what the library made of it") from cause

    monkeypatch.setattr("helpers.cli.status_commands.refuse_unreadable", refuse)
    done = workbook(small_project, "status", "2023")
    assert done.returncode == errors.OutputError.exit_code
    assert done.stderr.startswith("error: memory ran out; allow more")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (application.EndedError(signal.SIGHUP), 129, "the terminal was closed; published reports are whole"),
        (application.EndedError(signal.SIGTERM), 143, "ended by SIGTERM; published reports are whole"),
        (KeyboardInterrupt(), INTERRUPTED, INTERRUPTED_TEXT),
    ],
)
@pytest.mark.parametrize("made", [RuntimeError, errors.OutputError])
def test_request_to_end_of_which_something_made_another_fault_ends_as_itself(
    made: type[Exception],
    asked: BaseException,
    code: int,
    said: str,
    small_project: Project,
    workbook: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python 3.11 makes a RuntimeError of it where a class is made, as at an import."""

    def end(*_: object) -> None:
        try:
            raise asked
        except BaseException as cause:
            raise made("Error calling __set_name__") from cause

    monkeypatch.setattr("helpers.cli.status_commands.refuse_unreadable", end)
    done = workbook(small_project, "status", "2023")
    assert (done.returncode, done.stderr.strip()) == (code, said)


def test_a_working_folder_that_was_removed_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1" && rmdir "$1" && exec "$2" -m helpers status 2023', "", str(tmp_path / "a"),
         sys.executable],
        cwd=(tmp_path / "a").mkdir() or tmp_path,
        env={name: value for name, value in os.environ.items() if name != "WORKBOOK_ROOT"} | {"NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("error: the folder that the command runs in was removed")


def test_the_name_of_a_report_is_told_as_it_was_typed(
    small_project: Project, workbook: Callable[..., Done]
) -> None:
    done = workbook(small_project, "build", "2023", "../../x")
    assert done.returncode == 2
    assert (
        done.stderr
        == "error: no report is called '../../x'; write a place or a project, such as 'viet-nam'\n"
    )
