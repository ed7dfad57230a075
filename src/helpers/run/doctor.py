"""Whether this machine and this project are fit for a build; for each fault, what to do. Nothing is changed."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from helpers.errors import WorkbookError
from helpers.paths import Project

State = Literal["good", "missing", "fault"]
LOCK = "requirements.lock"
ROOM_GB = 1.0
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `missing` is what a build can do without; `exit_code` counts for a fault only."""

    subject: str
    state: State
    said: str
    remedy: str = ""
    exit_code: int = 1


def examine(project: Project) -> Iterator[Finding]:
    """Every finding, in an order in which faults are best mended."""
    for look in (
        _python,
        _packages,
        _fonts,
        _renderers,
        _kernels,
        _quarto,
        _params,
        _returns,
        _folders,
        _disk,
    ):
        try:
            yield from look(project)
        except WorkbookError as fault:
            yield Finding(_subject(look), "fault", str(fault), "mend what the message names", fault.exit_code)
        except Exception as fault:  # a broken installation breaks anywhere
            said = f"cannot be looked at ({type(fault).__name__}: {fault})"
            yield Finding(_subject(look), "fault", said, "run `make setup` again")


def _subject(look: Callable[[Project], Iterator[Finding]]) -> str:
    return look.__name__.lstrip("_")


def _python(project: Project) -> Iterator[Finding]:
    yield Finding("python", "good", platform.python_version())


def _packages(project: Project) -> Iterator[Finding]:
    lock = project.root / LOCK
    if not lock.is_file():
        yield Finding("packages", "missing", f"no {LOCK} here to compare with", f"keep {LOCK} beside params/")
        return
    wanted = _pins(lock.read_text(encoding="utf-8"))
    installed = {_plain(each.name): each.version for each in metadata.distributions()}
    other = [
        f"{name} {installed[name]} (locked: {' or '.join(sorted(versions))})"
        for name, versions in sorted(wanted.items())
        if name in installed and installed[name] not in versions
    ]
    absent = [name for name in _needed() if name not in installed]
    if absent or other:
        said = "; ".join([*(f"{name} is not installed" for name in absent), *other])
        yield Finding("packages", "fault", said, "run `make setup`, which installs what the lock names")
    else:
        both = sum(name in installed for name in wanted)
        yield Finding("packages", "good", f"{both} installed, all as {LOCK} has them")


def _pins(text: str) -> dict[str, set[str]]:
    """Package -> the versions that the lock names; more than one where systems differ."""
    pins: dict[str, set[str]] = {}
    for name, version in _PIN.findall(text):
        pins.setdefault(_plain(name), set()).add(version)
    return pins


def _needed() -> list[str]:
    """What the workbook cannot do without; extras aside."""
    required = metadata.requires("border-guard-workbook") or []
    return sorted(_plain(re.split(r"[ ;<>=\[]", each)[0]) for each in required if "extra ==" not in each)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _fonts(project: Project) -> Iterator[Finding]:
    from helpers.report.fonts import look_fonts

    fonts = list(look_fonts())
    gone = [path.name for path in fonts if not path.is_file()]
    if gone or not fonts:
        remedy = "install the package font-source-sans-pro: `make setup`"
        yield Finding("fonts", "fault", f"not found: {', '.join(gone) or 'Source Sans'}", remedy)
    else:
        yield Finding("fonts", "good", f"Source Sans, {len(fonts)} files")


def _renderers(project: Project) -> Iterator[Finding]:
    import pypandoc
    import typst

    typst.compile(b"= x", format="svg")
    yield Finding(
        "renderers", "good", f"pandoc {pypandoc.get_pandoc_version()}, typst {metadata.version('typst')}"
    )


def _kernels(project: Project) -> Iterator[Finding]:
    from helpers.run.kernels.warm import can_fork

    if can_fork():
        yield Finding("kernels", "good", "warm: each notebook starts as a fork")
    else:
        yield Finding(
            "kernels", "missing", "this system has no warm kernels; builds are slower, results the same"
        )


def _quarto(project: Project) -> Iterator[Finding]:
    found = shutil.which("quarto")
    if found is None:
        remedy = "only for `quarto render`: use environment.yml (conda), or install Quarto and put it on PATH"
        yield Finding("quarto", "missing", "not on PATH", remedy)
        return
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        yield Finding("quarto", "fault", f"{found} does not run", "install it again", 1)
    else:
        yield Finding("quarto", "good", done.stdout.strip())


def _params(project: Project) -> Iterator[Finding]:
    from helpers.inputs.published import read_published
    from helpers.inputs.settings import read_settings, read_year
    from helpers.metrics.facts import read_definitions
    from helpers.privacy.policy import read_policy

    settings = read_settings(project)
    definitions = read_definitions(project)
    read_policy(project)
    read_published(project)
    for year in settings.years:
        read_year(project, year)
    said = f"{len(definitions.catalogue)} indicators, years {min(settings.years)} to {max(settings.years)}"
    yield Finding("params", "good", said + (", demonstration data" if settings.demonstration else ""))


def _returns(project: Project) -> Iterator[Finding]:
    from helpers.inputs.returns import find_returns
    from helpers.inputs.settings import read_settings

    for year in read_settings(project).years:
        found = find_returns(project, year)
        said = f"{len(found.returns)} provinces' returns"
        if found.not_received:
            said += f", {len(found.not_received)} not received"
        yield Finding(f"returns of {year}", "good", said)


def _folders(project: Project) -> Iterator[Finding]:
    from helpers.run.publish import check_writable

    for folder in (project.reports, project.builds, project.scratch):
        check_writable(project, folder)
    yield Finding("folders", "good", "reports and data can be written")


def _disk(project: Project) -> Iterator[Finding]:
    free = shutil.disk_usage(project.root).free / 1e9
    inodes = os.statvfs(project.root).f_favail if hasattr(os, "statvfs") else 1
    said = f"{free:.1f} GB free"
    if free < ROOM_GB or not inodes:
        yield Finding(
            "disk", "fault", said, "free some space: `make clean` removes what can be built again", 5
        )
    else:
        yield Finding("disk", "good", said)
