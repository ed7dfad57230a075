"""The key of a packet: all that its bytes came from. Equal keys, equal bytes; what differs is why it is out of date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.execute.jobs import Job
from helpers.execute.notebook_digest import MISSING, digest_of
from helpers.files.safe_reading import read_file
from helpers.inputs.params.corrections import edition_of
from helpers.inputs.params.release_calendar import announced
from helpers.inputs.params.report_time import ReportTime
from helpers.paths import PACKAGE, Project
from helpers.privacy.scope import NATION
from helpers.publish.report_code import code_of, packages_of
from helpers.release.figure_digests import RETURNS, Figures, digest_of_returns
from helpers.release.read_tracker import Reads, file_named, names_in
from helpers.release.what_if_file import digest_of_what_if
from helpers.report.fonts import look_fonts
from helpers.report.packet_files import PACKET
from helpers.source_code.import_graph import kept_sources
from helpers.source_code.installed_packages import WORKBOOK, workbook_version

KEY = "key"
RETURNS_PART = "returns"
"""Among the parts of a key in which packets differ, though keys have but digests of returns."""
CHECKSUM = "checksum"
"""Of packet.json itself, which cannot stand among the files that it lists."""


@dataclass(frozen=True)
class Basis:
    """The part of a key that is known before the report runs."""

    notebook: dict[str, str]
    code: dict[str, str]
    look: dict[str, str]
    packages: dict[str, str]


def basis_of(project: Project, job: Job) -> Basis:
    """What the job's report depends on besides its figures, parameters and the files that it reads."""
    notebook, kept = project.notebooks / job.notebook, kept_sources(project)
    return Basis(
        {project.show(notebook): digest_of(notebook)},
        _code(notebook, kept),
        look(),
        package_versions(notebook, kept),
    )


def changed_since(project: Project, job: Job, basis: Basis) -> list[str]:
    """What of the basis is another now, in words; files and packages are looked at anew."""
    for kept in (look, package_versions, _code):
        kept.cache_clear()
    now = basis_of(project, job)
    parts = ("notebook", "code", "look", "packages")
    return [
        cause for part in parts for cause in _changed(getattr(basis, part), getattr(now, part), _SAY[part])
    ]


def make_key(project: Project, job: Job, basis: Basis, figures: Figures, reads: Reads) -> dict[str, Any]:
    """The key as packet.json holds it."""
    digests = figures.digests(_place(job), reads)
    if job.kind == "quality":
        digests["returns"] = digest_of_returns(project, job.year)
        if told := digest_of_what_if(project, job.year):
            digests["thresholds"] = told
    title = {"title": job.title[job.language]} if job.title else {}
    parts = {
        "parameters": {name: str(value) for name, value in (job.parameters | title).items()},
        "notebook": basis.notebook,
        "figures": digests,
        "files": {name: sha256_of(file_named(project, name)) for name in sorted(reads.files)},
        "code": basis.code,
        "look": basis.look,
        "packages": basis.packages,
        "forms": job.forms.as_key(),
        "calendar": announced(project, ReportTime(job.year, job.period)),
        "corrections": _corrections(project, job),
    }
    if reads.folders:
        parts["folders"] = {name: _digest_of_names(project, name) for name in sorted(reads.folders)}
    text = json.dumps(parts, sort_keys=True)
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), **parts, "reads": reads.as_json()}


def causes(project: Project, job: Job, figures: Figures, folder: Path | None = None) -> list[str]:
    """Why the packet is not what a build would make now, in words; empty where it is up to date.

    `folder` is where the packet lies, by default where it is published.
    """
    folder = folder or job.packet(project)
    if not folder.exists():
        return ["it was never built"]
    try:
        content = json.loads(read_file(folder / PACKET))
        stored = content[KEY]
        reads = Reads.from_json(stored["reads"])
    except (OSError, ValueError, KeyError, TypeError):
        return ["it has no packet.json that can be read, or an older one"]
    if broken := [f"{name} {reason}" for name, reason in unlike_its_list(folder, content)]:
        return broken
    now = make_key(project, job, basis_of(project, job), figures, reads)
    if now["sha256"] == stored.get("sha256"):
        return []
    named = _changed_returns(content, figures.returns(_place(job)))
    found = [said for _, said in _differences(stored, now, named)]
    return found or ["its key differs"]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What two packets of a report come from and is not the same: the part of the key (or `returns`), and words.

    Args:
        before: what the packet.json of one of them holds.
        after: what that of the other holds.
    """
    return _differences(before[KEY], after[KEY], _changed_returns(before, returns_of(after)))


def returns_of(content: Mapping[str, Any]) -> dict[str, str]:
    """The files of returns that a packet names as its inputs, each with its hash."""
    stored = content[KEY]
    others = {*stored.get("notebook", ()), *stored.get("files", ())}
    inputs = {str(each["path"]): str(each["sha256"]) for each in content.get("inputs", ())}
    return {name: sha256 for name, sha256 in inputs.items() if name not in others}


def _differences(
    stored: Mapping[str, Any], now: Mapping[str, Any], named: list[str]
) -> list[tuple[str, str]]:
    """The parts of two keys that differ, in words. Older keys lack some; `named` are returns, which none has."""
    found = [
        (part, cause)
        for part, say in _SAY.items()
        for cause in _changed(stored.get(part), now.get(part, {}), say)
    ]
    if named:
        unnamed = _SAY["figures"].format(name=RETURNS)
        found = [*((RETURNS_PART, said) for said in named), *(each for each in found if each[1] != unnamed)]
    return found


def _digest_of_names(project: Project, folder: str) -> str:
    names = names_in(project, folder)
    return MISSING if names is None else hashlib.sha256("\n".join(names).encode()).hexdigest()


def _corrections(project: Project, job: Job) -> dict[str, str]:
    """Each edition that corrected the report -> a digest of what its notice says, and of the edition before it."""
    edition = edition_of(project, job.name) if is_correctable(job) else None
    return {
        f"edition {number}": hashlib.sha256(
            json.dumps(
                [each.model_dump(mode="json", exclude={"before"}), each.before[job.name]], sort_keys=True
            ).encode()
        ).hexdigest()
        for number, each in enumerate(edition.corrections if edition else (), start=2)
    }


def is_correctable(job: Job) -> bool:
    """Whether the report is one that the public is shown, and so one of which errors are told to it."""
    return job.audience == "public" and job.kind != "quality"


def _place(job: Job) -> str:
    """Whose returns the job's report comes from."""
    return job.place if job.kind == "province" else NATION


def _changed_returns(content: Mapping[str, Any], now: Mapping[str, str]) -> list[str]:
    """The files of returns that are not those that a packet names as its inputs, in words."""
    return _changed(returns_of(content), now, _RETURN)


def unlike_its_list(folder: Path, content: Any) -> Iterator[tuple[str, str]]:
    """Each file of a packet that is not as its packet.json lists it, and how it differs.

    Args:
        folder: where the packet lies.
        content: what its packet.json holds.
    """
    try:
        hashes = {str(entry["path"]): str(entry["sha256"]) for entry in content["outputs"]}
        whole = content[CHECKSUM] == checksum_of(content)
    except (KeyError, TypeError):
        yield PACKET, "is an older one, or does not list the packet's files"
        return
    if not whole:
        yield PACKET, "was changed: it has not the checksum that it gives"
    for name, sha256 in hashes.items():
        found = sha256_of(folder / name)
        if found == MISSING:
            yield name, "is missing"
        elif found != sha256:
            yield name, "is damaged: it has not the hash that packet.json gives"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in hashes and name != PACKET:
            yield name, "is no file of this packet: packet.json does not list it"


def checksum_of(content: Mapping[str, Any]) -> str:
    """The hash of what a packet.json holds, without the entry that gives it."""
    rest = {name: value for name, value in content.items() if name != CHECKSUM}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """The hash of a file; 'missing' where there is none, or a pipe or folder in its place."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except OSError:
        return MISSING


@lru_cache(maxsize=1)
def look() -> dict[str, str]:
    """Hash of every file that the look is made of: templates, styles, filter and typeface."""
    assets = sorted(path for path in (PACKAGE / "report" / "assets").iterdir() if path.is_file())
    named = {f"helpers/{path.relative_to(PACKAGE).as_posix()}": path for path in assets}
    named |= {path.name: path for path in look_fonts()}
    return {name: sha256_of(path) for name, path in named.items()}


@lru_cache(maxsize=8)
def package_versions(notebook: Path | None = None, kept: Path | None = None) -> dict[str, str]:
    """Versions of Python, this workbook and every package that can change a byte of a report or a decision."""
    return packages_of(notebook, kept) | {WORKBOOK: workbook_version()}


@lru_cache(maxsize=8)
def _code(notebook: Path, kept: Path) -> dict[str, str]:
    return code_of(notebook, kept)


_SAY = {
    "parameters": "parameter {name} changed",
    "notebook": "{name} changed",
    "figures": "figures changed: {name}",
    "files": "{name} changed",
    "folders": "{name} holds other files",
    "code": "code changed: {name}",
    "look": "look changed: {name}",
    "forms": "{name}: {old}, now {new}",
    "calendar": "params/releases.yml: {name}: {old}, now {new}",
    "corrections": "params/corrections.yml: {name}",
    "packages": "another version of {name}: {old}, now {new}",
}

_RETURN = "return {name} changed"
_COME_OR_GONE = {
    (_RETURN, True): "return {name} came",
    (_RETURN, False): "return {name} is gone",
    (_SAY["code"], True): "code needed now: {name}",
    (_SAY["code"], False): "code no longer needed: {name}",
}


def _changed(old: Any, new: Mapping[str, str], say: str) -> list[str]:
    before = old if isinstance(old, dict) else {}
    names = [name for name in sorted({*before, *new}) if before.get(name) != new.get(name)]
    return [
        (say if name in before and name in new else _COME_OR_GONE.get((say, name in new), say)).format(
            name=name, old=before.get(name, "none"), new=new.get(name, "none")
        )
        for name in names
    ]
