"""What corrected reports said before: one zip an edition in data/editions/, with the bytes that were published.

A zip holds the packet's files as they were, its signature, if it was signed, and a note that it was superseded.
params/corrections.yml has the hash of each, so that a lost or edited one is seen; so is a lost entry, by its zip.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from helpers.errors import OutputError
from helpers.files.fixed_zip import as_zip
from helpers.files.safe_reading import read_file
from helpers.inputs.params.corrections import FILE_NAME, Edition, edition_of, read_corrections
from helpers.inputs.params.settings import Language
from helpers.paths import Project
from helpers.report.language import date as date_in_words
from helpers.report.packet_files import PACKET

NOTE = "SUPERSEDED.txt"
SIGNATURE = "signature/"
"""Where the signature stands in a zip: beside no file of the packet."""
_SAID: dict[Language, str] = {
    "en": "SUPERSEDED. This is edition {number} of the report {report}. It was corrected on {day} and is not valid any "
    "more. Quote the newest edition, which says what was wrong.\n",
    "vi": "ĐÃ ĐƯỢC THAY THẾ. Đây là bản công bố lần {number} của báo cáo {report}. Báo cáo đã được đính chính ngày "
    "{day}, bản này không còn giá trị sử dụng. Đề nghị dùng bản mới nhất, trong đó nêu rõ nội dung đính chính.\n",
}


def edition_file(report: str, number: int) -> str:
    """The name of the zip of an edition, in data/editions/ and in the portal."""
    return f"{report.replace('/', '-')}-edition-{number}.zip"


def edition_number(about: Mapping[str, Any]) -> int:
    """Which edition a packet is, by what its packet.json holds."""
    return int(about.get("edition", {}).get("number", 1))


def kept_content(project: Project, report: str, packet: Path) -> dict[str, bytes]:
    """The files of a published packet, and beside them its signature where it has one, by their names in a zip."""
    files = packet_content(packet)
    return files | _signature_of(files, project.signatures / report)


def edition_zip(report: str, files: Mapping[str, bytes], corrected: date) -> bytes:
    """The zip of an edition that is superseded. The same packet and day: the same bytes.

    Args:
        report: its place below reports/.
        files: of `kept_content`.
        corrected: the day of the correction.
    """
    number = edition_number(json.loads(files[PACKET]))
    said = [
        text.format(number=number, report=report, day=date_in_words(corrected, language))
        for language, text in _SAID.items()
    ]
    return as_zip({**files, NOTE: "\n".join(said).encode()})


def packet_content(packet: Path) -> dict[str, bytes]:
    """What the files of a packet hold, by their names in it."""
    return {
        path.relative_to(packet).as_posix(): read_file(path)
        for path in sorted(packet.rglob("*"))
        if not path.is_dir()
    }


def read_edition(project: Project, report: str, number: int, sha256: str) -> dict[str, bytes]:
    """The files of an edition that was superseded.

    Raises:
        OutputError: its zip is lost, or is not what was kept.
    """
    path = project.editions / edition_file(report, number)
    return files_of_zip(edition_bytes(project, path, sha256))


def files_of_zip(content: bytes) -> dict[str, bytes]:
    """What the files of a zip hold, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edition_content(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The packet alone, of what a zip holds: without its signature and its note."""
    return {name: each for name, each in files.items() if name != NOTE and not name.startswith(SIGNATURE)}


def edition_bytes(project: Project, path: Path, sha256: str) -> bytes:
    """The zip of an edition, held against its hash.

    Raises:
        OutputError: it is lost, or is not what was kept.
    """
    try:
        content = read_file(path, follow=False)
    except OSError:
        raise OutputError(_broken(project, path, "is missing or cannot be read")) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise OutputError(_broken(project, path, "is not the edition that was kept: it was changed"))
    return content


def edition_before(project: Project, edition: Edition) -> dict[str, bytes]:
    """The files of the edition that the newest one corrects.

    Raises:
        OutputError: as `read_edition`.
    """
    return read_edition(project, edition.report, edition.number - 1, edition.newest.before[edition.report])


def superseded(project: Project, report: str, number: int) -> dict[str, bytes]:
    """The zips of all editions of a report before this number, by their file names, the oldest first.

    Raises:
        OutputError: one is lost, or is not what was kept.
    """
    edition = edition_of(project, report)
    own = edition.corrections[: number - 1] if edition else ()
    names = [edition_file(report, at) for at in range(1, len(own) + 1)]
    return {
        name: edition_bytes(project, project.editions / name, each.before[report])
        for name, each in zip(names, own, strict=True)
    }


def check_editions(project: Project, *, but: Collection[str] = ()) -> None:
    """Refuse to go on where an edition is lost or was changed, or where one was kept and params do not name it.

    Args:
        project: the project.
        but: the names of zips that params need not name.

    Raises:
        OutputError: one is.
        ParamsError: params/corrections.yml breaks its rules.
    """
    for fault in broken_editions(project, but=but):
        raise fault


def broken_editions(project: Project, *, but: Collection[str] = ()) -> Iterator[OutputError]:
    """A fault for each edition that is lost, or is not what was kept, and one for all that params do not name.

    Raises:
        ParamsError: params/corrections.yml breaks its rules.
    """
    named = set(but)
    for report, number, sha256 in kept_editions(project):
        path = project.editions / edition_file(report, number)
        named.add(path.name)
        try:
            edition_bytes(project, path, sha256)
        except OutputError as fault:
            yield fault
    if unnamed := sorted({path.name for path in project.editions.glob("*-edition-*.zip")} - named):
        more = f" and {len(unnamed) - 1} more" if len(unnamed) > 1 else ""
        yield OutputError(
            f"{project.show(project.editions / unnamed[0])}{more}: kept for a correction that params/{FILE_NAME} does "
            f"not have; nothing is published before it has: restore params/{FILE_NAME} from git or a backup, or run "
            "`workbook correct` again if it was stopped; to take back a correction that was never published, remove "
            "the zip, too"
        )


def kept_editions(project: Project) -> Iterator[tuple[str, int, str]]:
    """Report, number and hash of each edition that params name, the oldest correction first.

    Raises:
        ParamsError: params/corrections.yml breaks its rules.
    """
    numbers: dict[str, int] = {}
    for correction in read_corrections(project):
        for report, sha256 in correction.before.items():
            numbers[report] = numbers.get(report, 0) + 1
            yield report, numbers[report], sha256


def _signature_of(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The signature in this folder, by its names in the zip; nothing where it is of other files."""
    try:
        found = {path.name: read_file(path) for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError:
        return {}
    said = found.get("SHA256SUMS", b"").decode("utf-8", "replace").splitlines()
    own = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]
    return {f"{SIGNATURE}{name}": content for name, content in found.items()} if said == own else {}


def _broken(project: Project, path: Path, what: str) -> str:
    return f"{project.show(path)}: {what}; nothing is published before it is as it was: restore it from git or a backup"
