"""Whether anything at all has changed since a build last came to its end, found out without reading a file.

A build that was whole writes down, for what it was asked, the names, sizes, times and inodes of every file that it may
depend on and of what it published. If all are as they were there is nothing to do, and neither pandas nor the params
need to be loaded to know it. In any other case the keys of the packets decide (packet_key.py).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from helpers.files.checksummed_files import json_of, json_with_checksum, keep, recalled
from helpers.paths import PACKAGE, Project
from helpers.source_code.installed_packages import installed_marks

if TYPE_CHECKING:
    from helpers.inputs.params.projects import Layout
    from helpers.privacy.policy import Audience

TICK_NS = 20_000_000
_IGNORED = {"__pycache__", ".ipynb_checkpoints"}


@dataclass(frozen=True)
class BuildChoice:
    """What a build was asked for."""

    year: int
    provinces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accept_partial: bool = False
    audience: Audience = "public"
    renderer: Literal["default", "quarto"] = "default"
    word: bool = False
    layout: Layout | Literal[""] = ""
    strict: bool = False
    period: str = ""

    @property
    def time(self) -> str:
        """The year, or the quarter or half of it."""
        return self.period or str(self.year)


@dataclass(frozen=True)
class Sight:
    """What was there when a build began to look. `further` are files and folders outside of data/ that hold returns."""

    further: tuple[str, ...]
    inputs: str


def look(project: Project, further: Iterable[Path] = ()) -> Sight:
    """Everything that reports may come from, but for the records, which a build writes itself."""
    outside = tuple(sorted({project.show(path) for path in further if not path.is_relative_to(project.data)}))
    return Sight(outside, _inputs(project, outside))


def inputs_of_figures(project: Project) -> str:
    """A hash over what the file system says of the params and returns: another one, and figures may be others.

    Which further reports there are, who approves, and what was corrected, changes no figure.
    """
    from helpers.inputs.params.approval_rules import FILE_NAME as APPROVALS
    from helpers.inputs.params.corrections import FILE_NAME as CORRECTIONS
    from helpers.inputs.params.further_reports import FILE_NAME as FURTHER
    from helpers.inputs.params.settings import read_settings

    settings = read_settings(project)
    returns = {project.root / settings.returns, project.root / settings.stations, project.data / "returns"}
    beside = (APPROVALS, CORRECTIONS, FURTHER)
    params = [entry for entry in sorted(project.params.iterdir()) if entry.name not in beside]
    return _digest([*params, *sorted(returns)])


def files_of_figures(project: Project) -> str:
    """The same over what is made of params and returns, too, and over what was published before."""
    made = [*_taken_in(project), project.facts, project.releases, project.decisions, project.partner]
    return inputs_of_figures(project) + _digest(made)


def up_to_date(project: Project, choice: BuildChoice) -> list[str] | None:
    """The names of the reports of the last build of this choice, if nothing has changed since; else None."""
    path = _file(project, choice)
    known = recalled(path, project.show(path), json_of)
    if known is None:
        return None
    try:
        packets = [project.root / str(name) for name in known["packets"]]
        now = _entry(project, Sight(tuple(known["further"]), ""), packets)
        now["inputs"] = _inputs(project, tuple(known["further"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return ["/".join(packet.parts[-3:]) for packet in packets] if now == known else None


def remember(project: Project, choice: BuildChoice, sight: Sight, packets: Sequence[Path]) -> None:
    """Write down that these packets and the portal are up to date with what was in sight."""
    with suppress(OSError):  # the next build will look at the keys
        keep(_file(project, choice), json_with_checksum(_entry(project, sight, packets)))


def _entry(project: Project, sight: Sight, packets: Sequence[Path]) -> dict[str, object]:
    return {
        "further": list(sight.further),
        "inputs": sight.inputs,
        "records": _digest([*_taken_in(project), project.facts, project.releases, project.decisions]),
        "packets": [packet.relative_to(project.root).as_posix() for packet in packets],
        "files": _digest(packets),
        "portal": _digest(
            [project.reports / "index.html", *sorted(project.reports.glob("*/*/*/packet.json"))]
        ),
    }


def _inputs(project: Project, further: Iterable[str]) -> str:
    derived = {
        *_taken_in(project),
        project.data / "internal",
        project.data / "quarto",
        project.partner,
        project.facts,
        project.releases,
        project.scratch,
        project.builds,
    }
    data = [entry for entry in sorted(project.data.iterdir()) if entry not in derived]
    fonts = Path(sysconfig.get_path("purelib")) / "font_source_sans_pro" / "files"
    roots = [
        project.params,
        project.notebooks,
        *data,
        *(project.root / name for name in further),
        PACKAGE,
        fonts,
    ]
    return _digest(roots, sys.version, str(project.root), *installed_marks())


def _taken_in(project: Project) -> list[Path]:
    """Records, returns' versions beside them, and what was published: a build brings these up to date itself."""
    return [project.records, project.data / "returns", project.data / "published"]


def _digest(roots: Iterable[Path], *words: str) -> str:
    """A hash over what the file system says of each file. Waits if one is so new that a later change might not show."""
    digest = hashlib.sha256("\n".join(words).encode())
    newest = 0
    for root in roots:
        for path, status in _files(str(root)):
            newest = max(newest, status.st_ctime_ns)
            line = f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
    if 0 <= time.time_ns() - newest < TICK_NS:
        time.sleep(TICK_NS / 1e9)
    return digest.hexdigest()


def _files(root: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield root, Path(root).stat()
        return
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name not in _IGNORED:
                yield from _files(entry.path)
        else:
            yield entry.path, entry.stat()


def _file(project: Project, choice: BuildChoice) -> Path:
    asked = json.dumps(asdict(choice), sort_keys=True)
    return project.builds / "ledger" / f"{choice.time}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}.json"
