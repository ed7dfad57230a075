"""A packet: one finished report and everything that explains it, with hashes.

    index.html  report.pdf  annex.html  annex.pdf  notebook.ipynb  packet.json
    and the exports: data/*.csv  data/csv-metadata.json  datapackage.json  tables.xlsx  ro-crate-metadata.json

packet.json holds no time, path of a machine, user or host, so that the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from helpers.execute.jobs import WORD, Job
from helpers.execute.seal import sealing
from helpers.execute.sealed_paths import is_worker_sealed
from helpers.inputs.params.corrections import Edition
from helpers.privacy.release import Cell, Release
from helpers.publish.about_report import ABOUT, about
from helpers.publish.exports.own_exhibits import path_of
from helpers.publish.packet_key import CHECKSUM, KEY, checksum_of, sha256_of
from helpers.report.amounts import rests_on_made_up_dates, told_until
from helpers.report.exhibit import Exhibit
from helpers.report.language import period_long
from helpers.report.packet_files import PACKET, SPREADSHEET
from helpers.report.project_status import GOOD
from helpers.report.results import framework_of, results_of
from helpers.report.words import Words

SCHEMA = 1
HIGHLIGHTS = ("sessions", "participants", "interception_cases", "trafficking_cases", "victims_assisted")
TITLES = {
    "en": "Border Guard activity against trafficking in persons",
    "vi": "Hoạt động phòng, chống mua bán người của Bộ đội Biên phòng",
}
QUALITY_TITLES = {"en": "Data quality of the returns", "vi": "Chất lượng số liệu báo cáo"}


def report_metadata(job: Job, release: Release, key: str = "") -> dict[str, Any]:
    """What the cover, the page headers, the last section and the files' metadata say of the report.

    `key` is the packet's; a preview has none.
    """
    place_name = place_names(release)
    more = {"title": (QUALITY_TITLES if job.kind == "quality" else TITLES)[job.language]}
    if job.period:
        when = period_long(job.period, release.language)
        more |= {"subtitle": f"{place_name[job.language]}, {when}", "period": job.period}
        if release.donor_project:
            more["title"] = release.donor_project.title[job.language]
    elif release.framework:
        words = Words(release)
        name = release.framework.project.short_title[job.language]
        subtitle = f"{name}, {told_until(words)}"
        more = {"title": release.framework.project.title[job.language], "subtitle": subtitle}
        if job.forms.layout:  # not the donor's own, so not for the portal
            more["layout"] = job.forms.layout
    if job.title:
        more |= {"title": job.title[job.language], "further": job.further}
    made = {
        "kind": job.kind,
        **more,
        "place": job.place,
        "place_name": place_name[job.language],
        "year": job.year,
        "language": job.language,
        "published_date": release.published_date,
        "demonstration": release.demonstration,
        "publisher": release.about.contact.name[job.language],
        **_restricted(job, release),
    }
    return made | {ABOUT: about(release, made, key)}


def page_links(job: Job) -> dict[str, str]:
    """Where the head of the report's page leads: the other files of its packet, and the portal.

    What other packets there are is known when the portal is written, after every build; so the way to the other
    language and to other years leads through the portal, which goes on to the report if there is one.
    """
    links = {"pdf": "report.pdf"}
    if job.forms.word:
        links["word"] = WORD
    if job.audience == "public" and job.kind != "quality":
        portal, other = "../../../index.html", "vi" if job.language == "en" else "en"
        links |= {
            "spreadsheet": SPREADSHEET,
            "language": f"{portal}#{other}-{job.time}/{job.folder}",
            "years": f"{portal}#{job.language}/{job.folder}",
            "portal": f"{portal}#{job.language}-{job.year}",
        }
    return links


def _restricted(job: Job, release: Release) -> dict[str, str]:
    """The label that stands on every page of a report with exact figures; its mark in the other language goes along."""
    if release.restricted is None:
        return {}
    own, other = release.restricted[job.language], release.restricted["vi" if job.language == "en" else "en"]
    return {"restricted": f"{own} · {other.partition(':')[0]}"}


def place_names(release: Release) -> dict[str, str]:
    """The name of the report's place in both languages; of its project or region, where it is on one."""
    if release.donor_project:
        name = release.donor_project.short_title
        return {"en": name.en, "vi": name.vi}
    if release.scope.region:
        region = next(each for each in release.provinces.regions if each.slug == release.scope.region)
        return {"en": region.name_en, "vi": region.name_vi}
    if release.scope.province is None:
        return {"en": "Viet Nam", "vi": "Việt Nam"}
    return {"en": release.province.name_en, "vi": release.province.name_vi}


def write_metadata(
    folder: Path,
    job: Job,
    release: Release,
    key: Mapping[str, Any],
    own: Sequence[Exhibit] = (),
    edition: Mapping[str, Any] | None = None,
) -> None:
    """packet.json over the files that the folder holds; of the notebook's own exhibits with their titles.

    `edition` is what it says of a correction (`about_edition`).
    """
    province = release.province if release.scope.province else None
    content = {
        "schema": SCHEMA,
        **{
            name: value
            for name, value in report_metadata(job, release, key["sha256"]).items()
            if name != "place_name"
        },
        "place_name": place_names(release),
        "region": province.region if province else None,
        "region_name": {"en": release.region.name_en, "vi": release.region.name_vi} if province else None,
        "vintage": release.scope.vintage,
        "audience": "internal" if job.kind == "quality" else job.audience,
        "sealed": sealing() if is_worker_sealed(job) else "no",
        "parameters": job.parameters,
        **({"edition": edition} if edition else {}),
        **(_project(release) if release.framework else {"highlights": _highlights(release, job)}),
        "release": release.key,
        "inputs": _inputs(key, release),
        "exhibits": [
            {"path": path_of(each), "title": each.title} for each in own if (folder / path_of(each)).is_file()
        ],
        "outputs": [_described(path, folder) for path in sorted(folder.rglob("*")) if path.is_file()],
        KEY: key,
    }
    content[CHECKSUM] = checksum_of(content)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "packet.json").write_text(text, encoding="utf-8")


def about_edition(edition: Edition, before: Mapping[str, bytes], release: Release) -> dict[str, Any]:
    """What packet.json says of a correction: which edition it is, what was wrong and since when, and what it corrects.

    `before` are the files of the edition before.
    """
    newest = edition.newest
    return {
        "number": edition.number,
        "corrected": newest.corrected.isoformat(),
        "since": edition.since(date.fromisoformat(release.published_date)).isoformat(),
        "wrong": {"en": newest.wrong.en, "vi": newest.wrong.vi},
        "corrects": {
            "edition": edition.number - 1,
            "packet_sha256": hashlib.sha256(before[PACKET]).hexdigest(),
            "zip_sha256": newest.before[edition.report],
        },
    }


def _project(release: Release) -> dict[str, Any]:
    """What the portal says of a project: its donor, its years, and how its targets stand."""
    project = framework_of(release).project
    tracked = results_of(release)
    begun = [each.overall.standing for each in tracked if each.overall.target is not None]
    aimed = [standing for standing in begun if standing != "not_due"]
    return {
        "highlights": {},
        "donor": {"en": project.donor.name.en, "vi": project.donor.name.vi},
        "runs": {"first_year": project.start.year, "last_year": project.end.year},
        "targets": {
            "all": len(aimed),
            "met_or_on_track": sum(one in GOOD for one in aimed),
            "not_reported": aimed.count("not_reported"),
            "later": sum(bool(each.targets) for each in tracked) - len(aimed),
            "by_made_up_dates": sum(rests_on_made_up_dates(Words(release), each.overall) for each in tracked),
        },
    }


def _highlights(release: Release, job: Job) -> dict[str, dict[str, Any]]:
    """The key results of the report's place and year, none of a part of it. Looked up among these few cells only."""
    if job.period:
        return {}
    frame = release.frame
    few = frame[(frame["place"] == release.scope.place) & frame["indicator"].isin(HIGHLIGHTS)]
    cells = replace(release, frame=few)
    return {name: _as_json(cells.cell(name)) for name in HIGHLIGHTS}


def _inputs(key: Mapping[str, Any], release: Release) -> list[dict[str, str]]:
    """Every file that the report came from: the notebook, what it read of params, and the returns of its years."""
    named = [{"path": name, "sha256": sha} for name, sha in {**key["notebook"], **key["files"]}.items()]
    returns = release.sources[["file", "sha256"]].sort_values("file")
    return named + [{"path": str(file), "sha256": str(sha)} for file, sha in returns.itertuples(index=False)]


def _described(path: Path, folder: Path) -> dict[str, Any]:
    return {
        "path": path.relative_to(folder).as_posix(),
        "sha256": sha256_of(path),
        "bytes": path.stat().st_size,
    }


def _as_json(cell: Cell) -> dict[str, Any]:
    return {"value": cell.value, "status": cell.status}
