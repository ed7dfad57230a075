"""A release that stands for itself: one zip with packets, data, signatures, sources, and how to make it all again.

The same packets and the same revision give the same bytes: files in the order of their names, without times.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from helpers.errors import DisclosureError, OutputError
from helpers.files.fixed_zip import as_zip
from helpers.files.safe_reading import read_file
from helpers.files.safe_writing import write_openly
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.publish.data_set.data_files import csv_of
from helpers.publish.data_set.dictionary import dictionary_of
from helpers.publish.data_set.released_cells import released_cells
from helpers.publish.editions import check_editions, edition_number, superseded
from helpers.publish.packet_key import KEY
from helpers.report.packet_files import PACKET
from helpers.review.approvals import not_approved
from helpers.review.minisign_files import PublicKey, SignatureError
from helpers.review.packet_sides import read_whole_packet
from helpers.review.packet_signatures import MANIFEST, SIGNATURE, manifest_of, packet_manifest
from helpers.source_code.installed_packages import workbook_version

ABOUT, README, SOURCES = "release.json", "README.txt", "sources.tar"
REPORTS, SIGNATURES, APPROVALS, DATA, HISTORY = "reports/", "signatures/", "approvals/", "data/", "history/"
EDITIONS = "editions/"
LOCKS = ("requirements.lock", "requirements.run.lock")
_ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True)
class ArchivedRelease:
    """A release that was read and found whole: what its release.json says, and its files by name."""

    about: dict[str, Any]
    files: Mapping[str, bytes]

    @property
    def packets(self) -> list[str]:
        """The names of its packets below reports/."""
        return [str(each["packet"]) for each in self.about["packets"]]

    def packet_files(self, name: str) -> dict[str, bytes]:
        """The files of one packet."""
        return self.below(f"{REPORTS}{name}/")

    def below(self, start: str) -> dict[str, bytes]:
        """The files whose names begin so, by the rest of their names."""
        found = ((name.removeprefix(start), name) for name in self.files if name.startswith(start))
        return {rest: self.files[name] for rest, name in found}


def release_files(
    project: Project, time: str, packets: Mapping[str, Path], revision: str, sources: bytes
) -> dict[str, bytes]:
    """Everything that a release holds, by name, but for the list of hashes and the signature over it.

    Args:
        project: the project.
        time: the year, quarter or half that is released.
        packets: name below reports/ -> where the packet lies.
        revision: the commit that the sources are of.
        sources: the project at that commit, as a tar.

    Raises:
        OutputError: a packet or an old edition is not whole, or a signature is of other bytes.
        DisclosureError: a packet is to be approved, and is not; or approvals were edited.
        ParamsError: a params file is wrong.
    """
    check_editions(project)
    abouts = {name: read_whole_packet(folder) for name, folder in sorted(packets.items())}
    files: dict[str, bytes] = {}
    for name, folder in sorted(packets.items()):
        for file in (PACKET, *(str(each["path"]) for each in abouts[name]["outputs"])):
            files[f"{REPORTS}{name}/{file}"] = read_file(folder / file)
        files |= {
            f"{SIGNATURES}{name}/{file}": each for file, each in _signature(project, name, folder).items()
        }
    for name, about in abouts.items():
        old = superseded(project, name, edition_number(about))
        files |= {f"{EDITIONS}{file}": content for file, content in old.items()}
    if lacking := not_approved(project, packets):
        raise DisclosureError(f"{lacking[0]}: nobody has approved it as it is, so it is not released")
    for path in sorted(project.approvals.glob(f"{time[:4]}.jsonl")):
        files[f"{APPROVALS}{path.name}"] = read_file(path)
    cells = released_cells(project, packets)
    files[f"{DATA}cells.csv"] = csv_of(cells)
    dictionary = [each._asdict() for each in dictionary_of(project, cells)]
    files[f"{DATA}dictionary.json"] = _json(dictionary)
    for lock in LOCKS:
        if (project.root / lock).is_file():
            files[lock] = read_file(project.root / lock)
    files[SOURCES] = sources
    settings = read_settings(project)
    if settings.demonstration:
        files |= _history(project)
    files[ABOUT] = _json(
        {
            "schema": 1,
            "release": time,
            "revision": revision,
            "workbook": workbook_version(),
            "demonstration": settings.demonstration,
            "packets": [{"packet": name, "key": each[KEY]["sha256"]} for name, each in abouts.items()],
        }
    )
    files[README] = _readme(project, time, revision, len(packets)).encode()
    return files


def write_release(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a release in one step.

    Raises:
        OutputError: it cannot be written; what was there stays.
    """
    try:
        write_openly(path.absolute(), as_zip(files))
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror})") from None


def read_release_zip(path: Path, key: PublicKey | None = None) -> ArchivedRelease:
    """A release, every file of which was held against its list of hashes, and that against its signature.

    Args:
        path: the zip.
        key: whose signature is to be over the list; none is asked for without it.

    Raises:
        OutputError: the zip or a file in it is damaged, missing, more, or named so that it would lie elsewhere.
        SignatureError: there is no signature of this key over it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len({*names}) != len(names) or any(map(_leads_out, names)):
                raise OutputError(f"{path}: has files that a release cannot have; do not unpack it")
            files = {name: archive.read(name) for name in names}
        manifest = files.pop(MANIFEST)
        signature = files.pop(SIGNATURE, b"")
        about = json.loads(files[ABOUT])
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError):
        raise OutputError(f"{path}: is no release, or a damaged one; take another copy") from None
    if key:
        if not signature:
            raise SignatureError(f"{path}: is not signed")
        key.check(manifest, signature)
    if manifest != manifest_of(files):
        raise OutputError(f"{path}: {_first_unlike(manifest, files)}; take another copy")
    return ArchivedRelease(about, files)


def _history(project: Project) -> dict[str, bytes]:
    """What was taken in and published before, which reports tell of, too."""
    return {
        f"{HISTORY}{path.relative_to(project.data).as_posix()}": read_file(path)
        for folder in (project.data / "returns", project.published)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _signature(project: Project, name: str, packet: Path) -> dict[str, bytes]:
    folder = project.signatures / name
    if not folder.is_dir():
        return {}
    try:
        found = {file: read_file(folder / file) for file in (MANIFEST, SIGNATURE)}
    except OSError:
        raise OutputError(
            f"{project.show(folder)}: is half a signature; sign again: `workbook sign`"
        ) from None
    if found[MANIFEST] != packet_manifest(packet):
        raise OutputError(f"{name}: its signature is of an earlier packet; sign again: `workbook sign`")
    return found


def _readme(project: Project, time: str, revision: str, packets: int) -> str:
    settings = read_settings(project)
    text = (_ASSETS / "release-readme.txt").read_text(encoding="utf-8")
    contact = settings.about.contact
    made_up = (
        "ALL NUMBERS IN THIS RELEASE ARE MADE UP, to show how the reports work.\n"
        "MỌI SỐ LIỆU TRONG BẢN CÔNG BỐ NÀY LÀ SỐ LIỆU MINH HỌA.\n\n"
        if settings.demonstration
        else ""
    )
    return made_up + text.format(
        time=time,
        revision=revision,
        packets=packets,
        version=workbook_version(),
        publisher_en=contact.name["en"],
        publisher_vi=contact.name["vi"],
    )


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _leads_out(name: str) -> bool:
    pure = PurePosixPath(name)
    return pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name or name.endswith("/")


def _first_unlike(manifest: bytes, files: Mapping[str, bytes]) -> str:
    listed = dict(
        line.split("  ", 1)[::-1] for line in manifest.decode("utf-8", "replace").splitlines() if "  " in line
    )
    for name in sorted({*listed, *files}):
        if name not in files:
            return f"{name} is missing"
        if name not in listed:
            return f"{name} is not in the list of hashes"
        if hashlib.sha256(files[name]).hexdigest() != listed[name]:
            return f"{name} was changed"
    return f"{MANIFEST} is not as it was written"
