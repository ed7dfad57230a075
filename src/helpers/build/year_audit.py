"""All packets of a year, what else lies in reports/, and the attack on everything that was released."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.report_time import TIME
from helpers.inputs.params.settings import read_settings
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from helpers.portal.packet_descriptions import Audience
from helpers.portal.packets import withdrawn
from helpers.portal.write_portal import compose_portal
from helpers.privacy.coarsen import GuardedTable
from helpers.privacy.explain import utility
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import read_policy_of
from helpers.privacy.protect import read_whole_tables
from helpers.publish.checks.packet_audit import audit_packet
from helpers.publish.checks.packet_claims import PacketFinding
from helpers.publish.edition_ledger import unknown_editions
from helpers.release.opening import check_scope, read_release
from helpers.release.prepare import vintages_shown
from helpers.release.publication_ledger import read_published
from helpers.release.release_files import YearRelease, read_protection
from helpers.review.approvals import NOT_APPROVED, not_approved

README = "README.md"
PACKETS = "[0-9][0-9][0-9][0-9]*/*/*/packet.json"
"""Where packets lie below reports/: by year or part of it, language, place."""
UNKNOWN_EDITION = (
    "data/published/ does not tell what it showed of people or cases, so that newer reports are not protected beside "
    "it; restore data/published/ from its backup"
)
_TIME_OF_A_PATH = re.compile(rf"\b{TIME.pattern}/")
_NUMBER = re.compile(r"(?<![\w-])\d")


@dataclass(frozen=True)
class YearAudit:
    """What the audit of a year's packets came to."""

    packets: int
    findings: tuple[PacketFinding, ...]
    utility: dict[str, int]


def years_published(project: Project) -> list[int]:
    """The years of all packets below reports/, however they came there."""
    return sorted({int(path.parts[-4][:4]) for path in project.reports.glob(PACKETS)})


def audit_year(project: Project, year: int, releases: Sequence[YearRelease]) -> YearAudit:
    """Check every packet of a year and what else lies in reports/, and attack what was released.

    Raises:
        ParamsError: a params file is wrong.
        DisclosureError: cells do not add up, so that nothing can be said about them.
    """
    settings = read_settings(project)
    findings: list[PacketFinding] = []
    packets = sorted(project.reports.glob(f"{year}*/*/*/packet.json"))  # its quarters and halves, too
    named = {"/".join(path.parts[-4:-1]): path.parent for path in packets}
    findings += [PacketFinding(f"reports/{name}", NOT_APPROVED) for name in not_approved(project, named)]
    for path in packets:
        name = project.show(path.parent)
        try:
            content = json.loads(path.read_bytes())
            gone = withdrawn(project, Audience.model_validate(content))
            province, donor_project, region = (
                content["parameters"].get(kind) for kind in ("province", "project", "region")
            )
            language, period = content["language"], content.get("period")
        except (ValueError, TypeError, KeyError, AttributeError):
            findings.append(
                PacketFinding(f"{name}/packet.json", "does not say what it is of; build it again")
            )
            continue
        if gone:
            findings.append(PacketFinding(name, gone))
            continue
        scope, year_params = check_scope(
            project, settings, province, year, language, donor_project, region, period
        )
        release = read_release(project, settings, scope, year_params, releases)
        for found in audit_packet(path.parent, release):
            findings.append(PacketFinding(f"{name}/{found.where}", found.reason))
    findings += beside_packets(project)
    findings += [
        PacketFinding(f"{project.show(project.editions)}, {edition}", UNKNOWN_EDITION)
        for edition in unknown_editions(project, year)
    ]
    for each in releases:
        findings += attack_on(project, each)
    return YearAudit(len(packets), tuple(findings), utility(read_protection(releases[-1])[0]))


def beside_packets(project: Project) -> Iterator[PacketFinding]:
    """What in reports/ belongs to no packet, then what of the portal and its data set these packets do not make."""
    reports = project.reports
    packets = {path.parent for path in reports.glob(PACKETS)}
    composed = compose_portal(project).files
    unlike = []
    for path in sorted(path for path in reports.rglob("*") if path.is_file()):
        name = path.relative_to(reports).as_posix()
        if name in composed:
            if path.read_bytes() != composed[name]:
                reason = "is not what these packets and params make; build any report to write it again"
                unlike.append(PacketFinding(name, reason))
        elif name == README:
            if _NUMBER.search(_TIME_OF_A_PATH.sub("", path.read_text(encoding="utf-8"))):
                yield PacketFinding(name, "has a number, which no packet accounts for")
        elif not packets & set(path.parents):
            yield PacketFinding(name, "lies in reports/ and belongs to no packet")
    yield from unlike


def attack_on(project: Project, release: YearRelease) -> Iterator[PacketFinding]:
    """The cells of one year that follow from what its releases show, in every vintage and in earlier releases."""
    vintages = vintages_shown(project, release.year)
    shown: dict[str, pd.DataFrame] = {}
    whole: set[GuardedTable] = set()
    for folder in _folders_beside(release):
        vintage = folder.name.split("-")[1]
        if vintage in vintages:
            shown[vintage] = pd.read_parquet(folder / "cells.parquet")
            whole |= {*read_whole_tables(read_protection(replace(release, folder=folder))[1])}
    facts: dict[str, pd.DataFrame] = {
        vintage: compute_facts(project, release.year, vintage) for vintage in vintages
    }
    known = KnownCells(shown, read_published(project, release.year, facts), whole)
    for leak in derivable(
        facts, known, read_policy_of(project, release.year), read_catalogue(project), read_provinces(project)
    ):
        yield PacketFinding(f"releases of {release.year}, {leak.cell}", leak.reason)


def _folders_beside(release: YearRelease) -> list[Path]:
    """The releases of one year in all vintages that were made together."""
    mine = release.folder
    made = [path for path in mine.parent.glob(f"{release.year}-*") if (path / "cells.parquet").is_file()]
    newest = {path.name.split("-")[1]: path for path in sorted(made, key=lambda p: p.stat().st_mtime)}
    newest[mine.name.split("-")[1]] = mine
    return list(newest.values())
