"""A Release of a few cells, made by hand: what exports and the audit of them are tried on."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.published_figures import read_published
from helpers.inputs.params.settings import Bilingual, Language, read_settings
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.counted import COLUMNS
from helpers.metrics.framework import read_framework
from helpers.metrics.target_rule import read_rule
from helpers.paths import Project
from helpers.privacy.policy import read_policy
from helpers.privacy.release import Release
from helpers.privacy.scope import Scope
from helpers.publish.about_report import about
from helpers.publish.exports.write_exports import write_exports
from helpers.publish.packet_key import checksum_of, sha256_of
from helpers.release.read_tracker import Reads
from helpers.report.frames import OpenedRelease
from projects import ROOT

REGION = "northern-midlands-and-mountains"
_COLUMNS = ["indicator", "level", "place", "period", "breakdown", "category", "value", "status"]
_CELLS: list[tuple[Any, ...]] = [
    ("sessions", "province", "lang-son", "2022", "total", "all", 1500, "shown"),
    ("sessions", "province", "lang-son", "2023", "total", "all", 1234, "shown"),
    ("sessions", "province", "lang-son", "2023-Q1", "total", "all", 234, "shown"),
    ("sessions", "province", "lang-son", "2023-05", "total", "all", 0, "shown"),
    ("sessions", "province", "lang-son", "2023-06", "total", "all", None, "x"),
    ("posttest_meeting_pct", "province", "lang-son", "2023", "total", "all", 84.25, "shown"),
    ("posttest_meeting_pct", "province", "lang-son", "2022", "total", "all", None, "z"),
    ("victims_assisted", "province", "lang-son", "2022", "total", "all", 12, "shown"),
    ("victims_assisted", "province", "lang-son", "2023", "total", "all", 19, "shown"),
    ("victims_rescued", "province", "lang-son", "2023", "total", "all", None, "c"),
    ("victims_assisted", "region", REGION, "2023", "total", "all", 84, "shown"),
    ("victims_assisted", "region", REGION, "2023", "sex", "female", None, "c"),
    ("victims_assisted", "nation", "viet-nam", "2022", "total", "all", 196, "shown"),
    ("victims_assisted", "nation", "viet-nam", "2023", "total", "all", 235, "shown"),
    ("victims_assisted", "nation", "viet-nam", "2023", "sex", "female", 141, "shown"),
    ("victims_assisted", "nation", "viet-nam", "2023", "sex", "male", None, "c"),
    ("victims_assisted", "nation", "viet-nam", "2023", "sex", "unknown", None, "c"),
]

_OF_PROJECTS: list[tuple[Any, ...]] = [
    ("courses_held", 2022, "project", "inl-1", 4, "shown"),
    ("courses_held", 2023, "project", "inl-1", 3, "shown"),
    ("officers_trained", 2022, "project", "inl-1", 150, "shown"),
    ("officers_trained", 2023, "project", "inl-1", 130, "shown"),
    ("officers_trained_women", 2023, "project", "inl-1", 12, "shown"),
    ("victims_assisted", 2022, "total", "all", 196, "shown"),
    ("victims_assisted", 2023, "total", "all", 235, "shown"),
    ("victims_assisted", 2023, "sex", "female", 141, "shown"),
    ("victims_assisted", 2023, "sex", "male", None, "c"),
    ("victims_reintegrated", 2022, "total", "all", None, "c"),
    ("victims_reintegrated", 2023, "total", "all", 110, "shown"),
]


def small_release(language: Language = "en") -> Release:
    """Lang Son, 2023: a true zero, each mark, a share, and victims of the place, its region and the nation."""
    project = Project(ROOT)
    return Release(
        frame=pd.DataFrame(_CELLS, columns=_COLUMNS).astype({"value": "float64"}),
        coverage=pd.DataFrame(
            [("lang-son", f"2023-{month:02d}", 4, 4) for month in range(1, 13)],
            columns=["province", "month", "expected", "received"],
        ),
        sources=pd.DataFrame(
            [
                ("lang-son", 2023, f"data/sample/2023/lang-son/{name}.csv", sha, accepted, rejected, False)
                for name, sha, accepted, rejected in (
                    ("outreach", "a" * 64, 48, 2),
                    ("training", "b" * 64, 3, 0),
                    ("victims", "[c]", 0, 0),
                )
            ],
            columns=["province", "year", "file", "sha256", "rows_accepted", "rows_rejected", "revised"],
        ),
        scope=Scope("lang-son", 2023, language, "63", 2022),
        catalogue=read_catalogue(project),
        provinces=read_provinces(project),
        codelists=read_codelists(project),
        demonstration=True,
        published_date="2024-03-31",
        key="0123456789abcdef0123456789abcdef",
        threshold=5,
        rules=tuple(read_policy(project).published),
        explanation=Bilingual(en="Numbers from 1 to 4 are withheld.", vi="Không công bố các số từ 1 đến 4."),
        about=read_settings(project).about,
        updated_date="2024-03-31",
        rule=read_rule(project),
        tables=read_tables(project),
        counted=pd.DataFrame(
            [
                ("lang-son", 2023, "2023", name, "total", "all", rows, 0, None)
                for name, rows in (("sessions", 47), ("posttest_meeting_pct", 3))
            ],
            columns=COLUMNS,
        ),
    )


def project_release(slug: str, language: Language = "en") -> OpenedRelease:
    """A donor's project to the end of 2023: courses, officers, and victims, one of whose numbers is withheld."""
    project, release = Project(ROOT), small_release(language)
    framework = read_framework(project, slug)
    frame = pd.DataFrame(
        [
            (name, "nation", "viet-nam", str(year), breakdown, category, value, status)
            for name, year, breakdown, category, value, status in _OF_PROJECTS
        ],
        columns=release.frame.columns,
    ).astype({"value": "float64"})
    own = {
        "frame": frame,
        "scope": replace(release.scope, province=None, project=slug),
        "framework": framework,
        "donor_project": framework.project,
        "published": tuple(read_published(project)),
    }
    return OpenedRelease(**{each.name: getattr(release, each.name) for each in fields(release)} | own)


def report_of(release: Release) -> dict[str, Any]:
    """What the report says of itself."""
    report = {
        "kind": "province",
        "title": "Border Guard activity",
        "place": "lang-son",
        "place_name": "Lang Son",
        "year": 2023,
        "language": release.language,
        "published_date": release.published_date,
        "demonstration": True,
        "publisher": release.about.contact.name[release.language],
    }
    return report | {"about": about(release, report, "a1" * 32)}


def exported(release: Release, folder: Path) -> Path:
    """The folder, made, with the exports of a Release."""
    folder.mkdir()
    write_exports(folder, report_of(release), release, Reads(everything=True))
    return folder


def list_files(folder: Path) -> None:
    """Write a packet.json that lists what lies in the folder."""
    outputs = [
        {"path": path.relative_to(folder).as_posix(), "sha256": sha256_of(path)}
        for path in folder.rglob("*")
        if path.is_file() and path.name != "packet.json"
    ]
    about = {"audience": "public", "highlights": {}, "inputs": [], "key": {"files": {}}, "outputs": outputs}
    text = json.dumps({**about, "checksum": checksum_of(about)})
    (folder / "packet.json").write_text(text, encoding="utf-8")


def with_labels(release: Release, label: str) -> Release:
    """The Release with every indicator called this, as if somebody had written it into params."""
    named = Bilingual(en=label, vi=label)
    renamed = {
        name: indicator.model_copy(update={"label": named, "short_label": named, "definition": named})
        for name, indicator in release.catalogue.items()
    }
    catalogue = Catalogue(renamed, release.catalogue.codelists, release.catalogue.filled)
    contact = release.about.contact.model_copy(update={"name": named})
    return replace(release, catalogue=catalogue, about=release.about.model_copy(update={"contact": contact}))
