"""Files as one parcel: carried as bytes by Dask, or laid down in a store that both machines reach (fsspec)."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import OutputError, ParamsError


@dataclass(frozen=True)
class Parcel:
    """Some bytes and their hash; in a store the address stands in for them."""

    sha256: str
    content: bytes | None = None
    address: str | None = None


def pack(root: Path, paths: Iterable[Path]) -> bytes:
    """These files, named from the root; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(paths):
            archive.writestr(zipfile.ZipInfo(path.relative_to(root).as_posix()), path.read_bytes())
    return buffer.getvalue()


def unpack(content: bytes, root: Path, only: Collection[str] = ()) -> None:
    """Lay the files below the root, which is made; of all files those of these names, if any are given."""
    root.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(root, [name for name in archive.namelist() if not only or name in only])


def send(content: bytes, store: str | None) -> Parcel:
    """A parcel for the other machine, through the store if there is one.

    Raises:
        ParamsError: the store's address is not understood.
        OutputError: the store cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    if store is None:
        return Parcel(digest, content)
    system, folder = open_store(store)
    path = f"{folder.rstrip('/')}/{digest}.zip"
    try:
        system.makedirs(folder, exist_ok=True)
        system.pipe_file(path, content)
    except OSError as fault:
        raise OutputError(f"--store {store}: cannot be written ({fault.strerror or fault})") from None
    return Parcel(digest, address=f"{store.rstrip('/')}/{digest}.zip")


def receive(parcel: Parcel) -> bytes:
    """The parcel's bytes, checked against its hash.

    Raises:
        OutputError: they are not in the store, or are not those that were sent.
    """
    content = parcel.content
    if content is None:
        system, path = open_store(parcel.address or "")
        try:
            content = system.cat_file(path)
        except OSError:
            raise OutputError(
                f"{parcel.address}: cannot be read; is the store the same everywhere?"
            ) from None
    if hashlib.sha256(content).hexdigest() != parcel.sha256:
        raise OutputError(f"{parcel.address or 'a parcel'}: damaged on its way; build again")
    return content


def discard(parcel: Parcel) -> None:
    """Take the parcel out of its store; what is not there is no matter."""
    if parcel.address:
        system, path = open_store(parcel.address)
        try:
            system.rm_file(path)
        except OSError:
            return


def open_store(store: str) -> tuple[Any, str]:
    """The file system of a store's address and the path in it; an address without a scheme is a folder.

    Raises:
        ParamsError: the scheme is unknown, or wants a package that is not installed.
    """
    import fsspec.core

    try:
        system, path = fsspec.core.url_to_fs(store)
    except (ImportError, ValueError) as fault:
        remedy = "; install the extra: pip install -e .[s3]" if store.startswith("s3:") else ""
        raise ParamsError(f"--store {store}: {fault}{remedy}") from None
    return system, str(path)
