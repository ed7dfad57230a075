"""ro-crate-metadata.json: the packet as a Research Object Crate (RO-Crate 1.1): its files, and how they came to be.

Inputs are named by return, never by table: how large a file of victims is, or its hash, would tell how many there are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.inputs.params.report_time import months_of
from helpers.metrics.completeness import NOT_RECEIVED
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report.exhibit import Exhibit
from helpers.report.packet_files import CRATE, PACKET, described, full_title
from helpers.report.results import project_years, told_year
from helpers.report.source_count import hash_of_files
from helpers.report.words import Words
from helpers.source_code.installed_packages import workbook_version

VERSION = "1.1"
_FORMATS = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ipynb": "application/x-ipynb+json",
    ".csv": "text/csv",
    ".json": "application/json",
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_crate(
    folder: Path, report: Mapping[str, Any], release: Release, description: str, own: Sequence[Exhibit] = ()
) -> None:
    """Describe every file that the folder holds, and packet.json, which is written last.

    `own` are the exhibits whose numbers have files of their own.
    """
    from rocrate.model.contextentity import ContextEntity  # slow to import, and only workers need it
    from rocrate.rocrate import ROCrate

    w = Words(release)
    crate = ROCrate(version=VERSION)
    root = crate.root_dataset
    publisher = crate.add(
        ContextEntity(crate, "#publisher", properties={"@type": "Organization", "name": report["publisher"]})
    )
    told = report["about"]
    publisher["address"] = told["contact"]["address"]
    licence = told["licences"].get("data", told["licences"]["text"])
    terms = crate.add(
        ContextEntity(crate, licence["url"], properties={"@type": "CreativeWork", "name": licence["name"]})
    )
    text = told["licences"]["text"]
    terms["description"] = (
        w.say("data: {data}; text: {text}", data=licence["name"], text=text["name"])
        if "data" in told["licences"]
        else w.say("figures: as their sources publish them; text: {text}", text=text["name"])
    )
    root["name"] = full_title(report)
    root["description"] = description
    root["datePublished"] = report["published_date"]
    root["dateModified"] = told["updated_date"]
    root["creditText"] = told["citation"]
    root["inLanguage"] = report["language"]
    first, last = release.scope.first_year, report["year"]
    if release.framework:
        first, last = release.framework.project.start.year, told_year(release)
    root["temporalCoverage"] = f"{first}/{last}"
    if release.scope.period:
        months = months_of(release.scope.period)
        root["temporalCoverage"] = f"{months[0]}/{months[-1]}"
    root["identifier"] = release.key
    root["publisher"] = publisher
    root["author"] = publisher
    root["license"] = terms
    numbers = {each.id: each.numbers for each in own}
    names = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file()]
    files = [
        crate.add_file(dest_path=name, properties=_file(folder, name, w, numbers))
        for name in [*names, PACKET]
    ]
    workbook = crate.add(
        ContextEntity(
            crate,
            "#workbook",
            properties={
                "@type": "SoftwareApplication",
                "name": "Border Guard reporting workbook",
                "softwareVersion": workbook_version(),
            },
        )
    )
    returns = [
        crate.add(ContextEntity(crate, f"#return-{number}", properties=each))
        for number, each in enumerate(_returns(release, w), start=1)
    ]
    action = crate.add(
        ContextEntity(
            crate,
            "#build",
            properties={"@type": "CreateAction", "name": w.say("Report computed from the returns")},
        )
    )
    action["instrument"] = workbook
    action["agent"] = publisher
    if returns:  # a list of one would be against the recommendations
        action["object"] = returns if len(returns) > 1 else returns[0]
    action["result"] = files
    root["mentions"] = action
    content = crate.metadata.generate()
    written = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / CRATE).write_text(written, encoding="utf-8")


def _file(folder: Path, name: str, w: Words, own: Mapping[str, str]) -> dict[str, Any]:
    path = folder / name
    return {
        "name": described(w, name, own),
        "encodingFormat": _FORMATS[path.suffix],
        **({"contentSize": str(path.stat().st_size)} if path.is_file() else {}),
    }


def _returns(release: Release, w: Words) -> list[dict[str, Any]]:
    """The returns that the figures came from: each by itself, but for the nation all of a year together."""
    received = release.sources[release.sources["sha256"] != NOT_RECEIVED]
    if release.framework:
        received = received[received["year"].isin(project_years(release))]
    found = []
    for year, of_year in received.groupby("year", sort=True):
        folders = of_year["file"].str.rsplit("/", n=1).str[0]
        groups = [(w.say("all provinces"), of_year)] if release.scope.place == NATION else []
        groups += (
            [(str(name), files) for name, files in of_year.groupby(folders, sort=True)] if not groups else []
        )
        for name, files in groups:
            found.append(
                {
                    "@type": "CreativeWork",
                    "name": w.say("Return of {year}: {name}", year=year, name=name),
                    "identifier": f"sha256:{hash_of_files(files)}",
                }
            )
    return found
