"""Which modules of this project, and which packages, a result depends on: followed import by import, importing nothing.

The key of a result is a hash of the code of those modules, which a comment or docstring does not change, and of the
versions of those packages and of whatever they need in turn. Nobody keeps a list by hand.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from helpers.paths import PACKAGE, Project
from helpers.source_code.installed_packages import versions_of
from helpers.source_code.module_hashes import Import, Sources

KEPT = "sources.json"
"""The file below data/builds that keeps what sources say."""


def kept_sources(project: Project) -> Path:
    """The file that keeps what sources say."""
    return project.builds / KEPT


@lru_cache(maxsize=16)
def made_by(roots: tuple[str, ...], kept: Path | None = None, not_followed: tuple[str, ...] = ()) -> str:
    """A hash over the code and the packages that these modules come to with all that they import.

    `kept` is a file in which what sources say is kept for the next build. Modules whose names begin with one of
    `not_followed` do not count.
    """
    sources = Sources(kept)
    code = code_of_modules(roots, sources, not_followed)
    packages = versions_of(imported_packages(code, sources), kept)
    sources.keep()
    return hashlib.sha256(json.dumps([code, packages], sort_keys=True).encode()).hexdigest()


def code_of_modules(
    roots: Iterable[str], sources: Sources, not_followed: tuple[str, ...] = ()
) -> dict[str, str]:
    """Module -> hash of its code, for these modules of the project and all that they import."""
    return {
        name: sources.read(file_of(name)).code[:16] for name in sorted(closure(roots, sources, not_followed))
    }


def closure(roots: Iterable[str], sources: Sources, not_followed: tuple[str, ...] = ()) -> set[str]:
    """These modules and all modules of the project that they import, wherever in them the import stands."""
    found: set[str] = set()
    todo = list(roots)
    while todo:
        name = todo.pop()
        if name in found or (not_followed and name.startswith(not_followed)):
            continue
        found.add(name)
        parent = name.rpartition(".")[0]
        imported = (module for each in sources.read(file_of(name)).imports for module in ours(each, name))
        todo += [*imported, *([parent] if parent else [])]
    return found


def imported_packages(modules: Iterable[str], sources: Sources) -> set[str]:
    """The top names of what these modules import from packages."""
    return {top for name in modules for each in sources.read(file_of(name)).imports for top in foreign(each)}


def foreign(each: Import) -> Iterator[str]:
    """The top names of an import that are neither this project's nor Python's own."""
    if each.level:
        return
    for name in (each.module,) if each.module else each.names:
        top = name.split(".")[0]
        if top not in sys.stdlib_module_names and top != "helpers":
            yield top


def ours(each: Import, within: str) -> Iterator[str]:
    """The modules of this project among what is imported within a module; not those that there are none of."""
    if each.module is None and not each.level:
        yield from (name for name in each.names if _is_ours(name))
        return
    module = each.module or ""
    if each.level:
        parts = within.split(".")
        module = ".".join([*parts[: len(parts) - each.level + _is_package(within)], *module.split(".")])
    yield from (name for name in (module, *(f"{module}.{name}" for name in each.names)) if _is_ours(name))


def modules_below(name: str) -> list[str]:
    """Every module of a package of this project."""
    folder = file_of(name).parent
    return [
        f"{name}.{path.relative_to(folder).with_suffix('').as_posix().replace('/', '.')}"
        for path in sorted(folder.rglob("*.py"))
        if path.name != "__init__.py"
    ]


@lru_cache(maxsize=1024)
def file_of(name: str) -> Path:
    """The file of a module of this project."""
    path = PACKAGE.joinpath(*name.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _is_package(name: str) -> bool:
    return file_of(name).name == "__init__.py"


def _is_ours(name: str) -> bool:
    return name.split(".")[0] == "helpers" and file_of(name).is_file()
