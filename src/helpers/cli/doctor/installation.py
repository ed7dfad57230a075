"""What is installed: Python, packages, typeface, renderers, kernels, Quarto."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

from helpers.cli.doctor.finding import DoctorFinding
from helpers.paths import Project

LOCK = "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 14)
"""The Pythons that the workbook supports."""
TESTED_FROM = (3, 11, 2)
"""The oldest that its tests run on: Debian 12's own."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def python(project: Project) -> Iterator[DoctorFinding]:
    """Which Python runs, and whether it is one of those that the workbook supports."""
    running = sys.version_info[:3]
    said, first, last = (".".join(map(str, each)) for each in (running, TESTED_FROM, NEWEST))
    remedy = f"use Python {first} to {last}: remove .venv, then run `make setup PYTHON=python{last}`"
    if running < OLDEST:
        yield DoctorFinding("python", "fault", f"{said} is too old", remedy, 1)
    elif running < TESTED_FROM or running[:2] > NEWEST:
        yield DoctorFinding("python", "missing", f"{said} is not tested with this workbook", remedy)
    else:
        yield DoctorFinding("python", "good", said)


def packages(project: Project) -> Iterator[DoctorFinding]:
    """Whether what is installed is what the lock names."""
    lock = project.root / LOCK
    if not lock.is_file():
        yield DoctorFinding(
            "packages", "missing", f"no {LOCK} here to compare with", f"keep {LOCK} beside params/"
        )
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
        yield DoctorFinding(
            "packages", "fault", said, "run `make setup`, which installs what the lock names", 1
        )
    else:
        both = sum(name in installed for name in wanted)
        yield DoctorFinding("packages", "good", f"{both} installed, all as {LOCK} has them")


def fonts(project: Project) -> Iterator[DoctorFinding]:
    """Whether the typeface is there."""
    from helpers.report.fonts import look_fonts

    fonts = list(look_fonts())
    gone = [path.name for path in fonts if not path.is_file()]
    if gone or not fonts:
        remedy = "install the package font-source-sans-pro: `make setup`"
        yield DoctorFinding("fonts", "fault", f"not found: {', '.join(gone) or 'Source Sans'}", remedy, 1)
    else:
        yield DoctorFinding("fonts", "good", f"Source Sans, {len(fonts)} files")


def renderers(project: Project) -> Iterator[DoctorFinding]:
    """Whether pandoc and Typst run."""
    import pypandoc
    import typst

    typst.compile(b"= x", format="svg")
    yield DoctorFinding(
        "renderers", "good", f"pandoc {pypandoc.get_pandoc_version()}, typst {metadata.version('typst')}"
    )


def kernels(project: Project) -> Iterator[DoctorFinding]:
    """Whether kernels can be forked warm here."""
    from helpers.execute.kernels.warm import can_fork

    if can_fork():
        yield DoctorFinding("kernels", "good", "warm: each notebook starts as a fork")
    else:
        yield DoctorFinding(
            "kernels", "missing", "this system has no warm kernels; builds are slower, results the same"
        )


def seal(project: Project) -> Iterator[DoctorFinding]:
    """Whether the processes of a build can be kept from opening exact numbers."""
    from helpers.execute.seal import abi, sealing
    from helpers.execute.sealed_paths import refuse_unsealed

    if warning := refuse_unsealed(project, unsealed=False):
        yield DoctorFinding(
            "seal", "missing", warning, "build on Linux 5.13 or later before real returns come in"
        )
    elif sealing() == "files":
        yield DoctorFinding(
            "seal", "missing", f"Landlock {abi()}: files are shut, TCP is not", "Linux 6.7 shuts TCP too"
        )
    else:
        yield DoctorFinding(
            "seal", "good", f"Landlock {abi()}: notebooks can open no exact number and no TCP connection"
        )


def quarto(project: Project) -> Iterator[DoctorFinding]:
    """Whether Quarto is there, which no build needs."""
    found = shutil.which("quarto")
    if found is None:
        remedy = (
            "only `quarto render`, `make quarto` and `workbook build --renderer quarto` need it: use environment.yml "
            "(conda), or install Quarto and put it on PATH"
        )
        yield DoctorFinding("quarto", "missing", "not on PATH", remedy)
        return
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        yield DoctorFinding("quarto", "fault", f"{found} does not run", "install it again", 1)
    else:
        yield DoctorFinding("quarto", "good", done.stdout.strip())


def _pins(text: str) -> dict[str, set[str]]:
    """Package -> the versions that the lock names; more than one where systems differ."""
    pins: dict[str, set[str]] = {}
    for name, version in _PIN.findall(text):
        pins.setdefault(_plain(name), set()).add(version)
    return pins


def _needed() -> list[str]:
    """What the workbook cannot do without; extras aside."""
    required = metadata.requires("border-guard-workbook") or []
    return sorted(_plain(re.split(r"[ ;<>=~!\[]", each)[0]) for each in required if "extra ==" not in each)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
