"""Every path of the project. Nothing else joins a folder name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.errors import ParamsError

SETTINGS_NAME = "workbook.yml"
PACKAGE = Path(__file__).parent
"""The code of the workbook itself."""


@dataclass(frozen=True)
class Project:
    """The folders of one project, all below its root."""

    root: Path

    @property
    def params(self) -> Path:
        """What people decide: years, provinces, indicators, codelists, disclosure."""
        return self.root / "params"

    @property
    def settings(self) -> Path:
        """The file that marks a project's root."""
        return self.params / SETTINGS_NAME

    @property
    def notebooks(self) -> Path:
        """The notebooks that are the reports."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """Built packets and the portal; never tracked."""
        return self.root / "reports"

    @property
    def data(self) -> Path:
        """Returns (tracked only for the sample) and what is derived from them (never tracked)."""
        return self.root / "data"

    @property
    def records(self) -> Path:
        """Checked records, Parquet by year and province."""
        return self.data / "records"

    @property
    def facts(self) -> Path:
        """Exact facts by year, under a content hash. Not for publication."""
        return self.data / "facts"

    @property
    def releases(self) -> Path:
        """Publishable facts by year, under a content hash."""
        return self.data / "releases"

    @property
    def partner(self) -> Path:
        """Restricted reports with exact figures, and all that they are made from. Never for publication."""
        return self.data / "partner"

    @property
    def published(self) -> Path:
        """What the public has been shown, release by release. Kept as long as the returns: nothing makes it again."""
        return self.data / "published"

    @property
    def signatures(self) -> Path:
        """Signatures of packets, one folder a packet, as in reports/. Public, and kept with the project."""
        return self.data / "signatures"

    @property
    def approvals(self) -> Path:
        """Who approved which packet, one file a year. Public, and kept with the project."""
        return self.data / "approvals"

    @property
    def editions(self) -> Path:
        """What corrected reports said before, one zip an edition. Public, and kept with the project."""
        return self.data / "editions"

    @property
    def scratch(self) -> Path:
        """Work in progress and what a failed report left behind."""
        return self.data / "scratch"

    @property
    def builds(self) -> Path:
        """What builds keep for the next one, and their logs. Not for publication."""
        return self.data / "builds"

    @property
    def decisions(self) -> Path:
        """What protecting the years came to, under hashes of small counts: as confidential as the facts."""
        return self.builds / "decisions"

    @property
    def replaced(self) -> Path:
        """Published packets whose numbers a build has changed without a notice, until one is given."""
        return self.builds / "replaced"

    @property
    def fonts(self) -> Path:
        """The typeface as it was cut for web pages."""
        return self.builds / "fonts"

    @property
    def confidential(self) -> tuple[Path, ...]:
        """Every folder that the workbook makes below data/: for their owner alone."""
        names = ("returns", "internal", "quarto")
        own = (
            self.records,
            self.facts,
            self.releases,
            self.partner,
            self.published,
            self.scratch,
            self.builds,
        )
        return (*(self.data / name for name in names), *own)

    def show(self, path: Path) -> str:
        """A path as the user knows it: relative to the root, with forward slashes, wherever a link in it leads."""
        places = path.absolute(), self.root.absolute()
        for one, root in (places, map(_where_it_leads, places)):
            if ".." not in one.parts and one.is_relative_to(root):
                return one.relative_to(root).as_posix()
        return path.name


@lru_cache(maxsize=4_096)
def _where_it_leads(path: Path) -> Path:
    """An absolute path without its links. The disk is asked once, about each folder above it."""
    return path.resolve()


def find_project(start: Path | None = None) -> Project:
    """The project that `start` (default: WORKBOOK_ROOT, else the working folder) lies in.

    Raises:
        ParamsError: no folder from there upwards holds params/workbook.yml, or the working folder was removed.
    """
    try:
        origin = Path(start or os.environ.get("WORKBOOK_ROOT") or Path.cwd()).resolve()
    except FileNotFoundError:
        raise ParamsError("the folder that the command runs in was removed; go to the project's") from None
    for folder in (origin, *origin.parents):
        if (folder / "params" / SETTINGS_NAME).is_file():
            return Project(folder)
    raise ParamsError(
        f"no params/{SETTINGS_NAME} in '{origin.name or '/'}' or above it; "
        "run the command inside the project, or set WORKBOOK_ROOT to its folder"
    )
