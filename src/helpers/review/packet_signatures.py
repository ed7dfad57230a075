"""Signatures of packets: a list of the hashes of every file (SHA256SUMS), and a signature over the list.

They lie in data/signatures/, beside no file of a packet, so that a packet is what its notebook makes and nothing else.
`sha256sum -c` and `minisign -V` check them without this workbook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from helpers.files.folder_exchange import write_whole
from helpers.files.safe_reading import read_file
from helpers.paths import Project
from helpers.publish.editions import edition_content, kept_editions, read_edition
from helpers.report.packet_files import PACKET
from helpers.review.minisign_files import PublicKey, SignatureError, sign
from helpers.review.packet_sides import read_whole_packet

MANIFEST, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """The hashes of files, as `sha256sum` writes them, in the order of their names."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def packet_manifest(packet: Path) -> bytes:
    """The hashes of every file of a packet, once the packet was found whole.

    Raises:
        OutputError: it is not whole.
    """
    about = read_whole_packet(packet)
    names = [PACKET, *(str(each["path"]) for each in about["outputs"])]
    return manifest_of({name: read_file(packet / name) for name in names})


def earlier_manifests(project: Project, name: str) -> dict[bytes, int]:
    """The list of hashes of each kept edition of a report -> its number.

    Raises:
        OutputError: an edition is lost, or is not what was kept.
        ParamsError: params/corrections.yml breaks its rules.
    """
    return {
        manifest_of(edition_content(read_edition(project, name, number, sha256))): number
        for report, number, sha256 in kept_editions(project)
        if report == name
    }


def sign_packet(project: Project, name: str, packet: Path, key: Ed25519PrivateKey) -> Path:
    """Sign a packet, and say where its signature lies. `name` is its place below reports/.

    Raises:
        OutputError: the packet is not whole, or the signature cannot be written.
    """
    manifest = packet_manifest(packet)
    folder = project.signatures / name
    write_whole(project, folder / MANIFEST, manifest)
    write_whole(project, folder / SIGNATURE, sign(key, manifest, f"packet {name}"))
    return folder


def check_signature(
    name: str, packet: Path, folder: Path, key: PublicKey, earlier: Mapping[bytes, int] = MappingProxyType({})
) -> None:
    """Refuse a packet that is not, to the byte, what was signed.

    Args:
        name: the packet's place below reports/, which the signature names, too.
        packet: where it lies.
        folder: where its list and the signature over it lie.
        key: whose signature it is to be.
        earlier: of `earlier_manifests`, so that a signature of an edition that was corrected is told as such.

    Raises:
        SignatureError: there is no signature, it is another's, or a file is missing, more or another.
    """
    try:
        manifest, signature = read_file(folder / MANIFEST), read_file(folder / SIGNATURE)
    except OSError:
        raise SignatureError(
            f"{name}: was not signed: {folder.name} has no {MANIFEST} with its signature"
        ) from None
    try:
        said = key.check(manifest, signature)
    except SignatureError as fault:
        raise SignatureError(f"{name}: {fault}") from None
    if said != f"packet {name}":
        raise SignatureError(f"{name}: this is the signature of '{said}'; it belongs elsewhere")
    there = {path.relative_to(packet).as_posix(): path for path in packet.rglob("*") if not path.is_dir()}
    is_as_signed = manifest == manifest_of({file: read_file(path) for file, path in there.items()})
    if (number := earlier.get(manifest)) and not is_as_signed:
        raise SignatureError(
            f"{name}: the signature is of edition {number}, which was corrected since; sign this one by `workbook sign`"
        )
    signed = dict(line.split("  ", 1)[::-1] for line in manifest.decode().splitlines())
    for file in sorted({*signed, *there}):
        if file not in there:
            raise SignatureError(f"{name}: {file} is missing, and was signed")
        if file not in signed:
            raise SignatureError(f"{name}: {file} was not signed: it came later")
        if hashlib.sha256(read_file(there[file], follow=False)).hexdigest() != signed[file]:
            raise SignatureError(f"{name}: {file} is not what was signed: it was changed")
