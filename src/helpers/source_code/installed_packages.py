"""Which packages are installed, in which version, and what each needs, as their own metadata tell it.

Reading the metadata of all packages takes most of a second, so what was found is kept until a package comes, goes or
changes.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.files.checksummed_files import json_of, json_with_checksum, keep, recalled

KEPT = "packages.json"
"""The file beside that of the sources that keeps what was found."""
ABSENT = "not installed"
WORKBOOK = "border-guard-workbook"
"""This project, as a package."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class Package(NamedTuple):
    """One package: its version, and the names of those that it needs where it is installed; extras aside."""

    version: str
    needs: tuple[str, ...]


class Installed(NamedTuple):
    """Packages by name; and the names of those that a module of this top name comes from."""

    packages: dict[str, Package]
    owners: dict[str, tuple[str, ...]]


def versions_of(modules: Iterable[str], kept: Path | None = None) -> dict[str, str]:
    """Package -> version, for Python, the packages of these top modules, and all that those need in turn.

    A module that is nowhere is listed as not installed. `kept` lies beside the file that keeps what was found.
    """
    installed = _installed("\n".join(installed_marks()), kept and kept.with_name(KEPT))
    found = {"python": platform.python_version()}
    todo: list[str] = []
    for module in modules:
        owners = installed.owners.get(module, ())
        todo += owners
        if not owners and module not in installed.packages:
            found[module] = ABSENT
    while todo:
        name = todo.pop()
        if name in installed.packages and name not in found:
            found[name] = installed.packages[name].version
            todo += installed.packages[name].needs
    return dict(sorted(found.items()))


def workbook_version() -> str:
    """The version of this workbook; packets state it, so it is in their keys."""
    from importlib import metadata

    return metadata.version(WORKBOOK)


def installed_marks() -> list[str]:
    """What the file system says of the metadata of every package: others, and a package may be another."""
    marks = []
    for entry in dict.fromkeys(sys.path):
        folder = Path(entry or ".")
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                if path.suffix in (".dist-info", ".egg-info"):
                    about = path / "METADATA" if (path / "METADATA").is_file() else path
                    status = about.stat()
                    marks.append(f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ino}")
    return marks


@lru_cache(maxsize=2)
def _installed(marks: str, kept: Path | None) -> Installed:
    if kept is not None:
        content = recalled(kept, f"data/{kept.parent.name}/{kept.name}", json_of)
        if content is not None and content["marks"] == marks:
            return Installed(
                {
                    name: Package(version, tuple(needs))
                    for name, (version, needs) in content["packages"].items()
                },
                {module: tuple(names) for module, names in content["owners"].items()},
            )
    found = _read(marks)
    if kept is not None:
        with suppress(OSError):  # the next build reads again
            keep(
                kept, json_with_checksum({"marks": marks, "packages": found.packages, "owners": found.owners})
            )
    return found


@lru_cache(maxsize=1)
def _read(marks: str) -> Installed:
    """Once for all projects of a process, as long as `marks` are the same."""
    from importlib import metadata

    packages: dict[str, Package] = {}
    owners: dict[str, tuple[str, ...]] = {}
    for each in metadata.distributions():
        name = plain_name(each.name)
        if name not in packages:  # the first on the path is the one that is imported
            needs = (_NAME.match(line) for line in each.requires or () if "extra ==" not in line)
            packages[name] = Package(each.version, tuple(plain_name(found[0]) for found in needs if found))
    for module, names in metadata.packages_distributions().items():
        owners[module] = tuple(sorted({plain_name(name) for name in names}))
    return Installed(packages, owners)


def plain_name(name: str) -> str:
    """A package's name as all ways to write it come to."""
    return re.sub(r"[-_.]+", "-", name).lower()
