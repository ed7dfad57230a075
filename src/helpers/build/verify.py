"""Whether the published packets are what a build makes anywhere: they are built again elsewhere, and compared by bytes.

Elsewhere is another folder with other letters in its name, another language and time zone of the system, another seed
of string hashes, and another number of reports at a time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.build.build_year import states
from helpers.errors import WorkbookError
from helpers.execute.jobs import Job
from helpers.execute.seal import sealing
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import scratch_folder, writing
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.release.change_detection import BuildChoice

ELSEWHERE = Path("verify") / "thư mục khác"
LOCALES = ("C", "C.UTF-8")
ZONES = ("Pacific/Kiritimati", "America/St_Johns")
SEEDS = ("4711", "1174")


@dataclass(frozen=True)
class Verified:
    """What a verification found.

    `differences` name files of packets that differ, or are in one place only; `not_compared` are reports that are out
    of date or were never built, so that there is nothing to compare.
    """

    compared: int
    differences: tuple[str, ...]
    not_compared: tuple[str, ...]


def verify(project: Project, choice: BuildChoice, *, processes: int) -> Verified:
    """Build the choice's up-to-date reports again in data/scratch, and compare them with what is published.

    Raises:
        WorkbookError: the build elsewhere failed.
        OutputError: a build is running, or data/scratch cannot be written.
    """
    every = states(project, choice)
    jobs = [state.job for state in every if not state.causes]
    stale = tuple(state.job.name for state in every if state.causes)
    if not jobs:
        return Verified(0, (), stale)
    with build_lock(project), scratch_folder(project, project.scratch / ELSEWHERE.parts[0]) as scratch:
        folder = scratch / ELSEWHERE.parts[1]
        other = copy_inputs(project, folder)
        for forms in dict.fromkeys(job.forms for job in jobs):
            _build(other, choice, [job for job in jobs if job.forms == forms], processes)
        found = tuple(line for job in jobs for line in _differences(project, other, job))
    return Verified(len(jobs), found, stale)


def copy_inputs(project: Project, root: Path, *, written: bool = True) -> Project:
    """A project with all that a build reads, and nothing that one has made.

    `written`: with params and notebooks, too, and not the returns and what was published alone.
    """
    settings = read_settings(project)
    returns = {project.root / settings.returns, project.data / "returns", project.published, project.editions}
    ignored = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    with writing(project, root):
        for folder in (*((project.params, project.notebooks) if written else ()), *sorted(returns)):
            if folder.is_dir():
                to = root / folder.relative_to(project.root)
                shutil.copytree(folder, to, ignore=ignored, dirs_exist_ok=True)
        stations = root / settings.stations
        stations.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project.root / settings.stations, stations)
    return Project(root)


def _build(other: Project, choice: BuildChoice, jobs: list[Job], processes: int) -> None:
    places = list(dict.fromkeys(job.folder for job in jobs))
    languages = list(dict.fromkeys(job.language for job in jobs))
    command = [sys.executable, "-m", "helpers", "build", choice.time]
    command += [part for place in reversed(places) for part in ("--province", place)]
    command += [part for language in languages for part in ("--language", language)]
    command += ["--jobs", "1" if processes > 1 else "2"]
    command += ["--accept-partial"] if choice.accept_partial else []
    command += (
        ["--unsealed"] if sealing() == "no" else []
    )  # what is built elsewhere is compared and thrown away
    command += ["--format", "docx"] if jobs[0].forms.word else []
    command += ["--layout", jobs[0].forms.layout] if jobs[0].forms.layout else []
    done = subprocess.run(
        command, cwd=other.root, env=_environment(other), capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise WorkbookError(
            "the reports could not be built again elsewhere, so nothing was compared: "
            f"{lines[-1] if lines else 'no message'}"
        )


def _environment(other: Project) -> dict[str, str]:
    """This process's environment with another locale, time zone and seed."""
    now = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return {
        **now,
        "WORKBOOK_ROOT": str(other.root),
        "LC_ALL": _another(LOCALES, os.environ.get("LC_ALL") or os.environ.get("LANG")),
        "TZ": _another(ZONES, os.environ.get("TZ")),
        "PYTHONHASHSEED": _another(SEEDS, os.environ.get("PYTHONHASHSEED")),
        "PYTHONIOENCODING": "utf-8",
    }


def _another(choices: tuple[str, str], than: str | None) -> str:
    return choices[1] if than == choices[0] else choices[0]


def _differences(project: Project, other: Project, job: Job) -> Iterator[str]:
    here, there = files_of(job.packet(project)), files_of(made_in(other, job.name))
    return differences(project.show(job.packet(project)), here, there)


def differences(packet: str, here: Mapping[str, bytes], there: Mapping[str, bytes]) -> Iterator[str]:
    """Each file of a packet that is another where it was made again, in words."""
    for name in sorted({*here, *there}):
        if name not in there:
            yield f"{packet}/{name}: is not made elsewhere"
        elif name not in here:
            yield f"{packet}/{name}: is made elsewhere only"
        elif here[name] != there[name]:
            yield f"{packet}/{name}: differs"


def made_in(other: Project, name: str) -> Path:
    """Where a packet lies that was made elsewhere: published there, or waiting for an approval that nobody gives."""
    staged = other.builds / "staged" / name
    return staged if staged.is_dir() else other.reports / name


def files_of(folder: Path) -> dict[str, bytes]:
    """What the files of a packet hold, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
