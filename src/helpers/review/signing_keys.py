"""Private keys of those who approve and release: made here, read here, and never inside the project."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from helpers.errors import OutputError, ParamsError
from helpers.files.safe_reading import read_file
from helpers.files.safe_writing import OTHERS, OWNER_FILE
from helpers.paths import Project
from helpers.review.minisign_files import PublicKey

PASSPHRASE = "WORKBOOK_KEY_PASSPHRASE"  # noqa: S105  the name of the variable
"""The variable of the environment that opens an encrypted key where nobody can be asked."""
PUBLIC = ".pub"


def make_key(project: Project | None, path: Path, owner: str, passphrase: str) -> PublicKey:
    """Write a new private key, for its owner alone, and the public one beside it; one that is there stays.

    Raises:
        ParamsError: it would lie inside the project.
        OutputError: it is there already, or cannot be written.
    """
    _refuse_inside(project, path)
    private = Ed25519PrivateKey.generate()
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    public = PublicKey(private.public_key())
    _write_new(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how), OWNER_FILE)
    _write_new(path.with_name(path.name + PUBLIC), public.as_file(owner), 0o644)
    return public


def read_key(project: Project | None, path: Path, passphrase: str | None = None) -> Ed25519PrivateKey:
    """A private key.

    Raises:
        ParamsError: it is none, lies inside the project, is open to others, or the passphrase is not its own.
    """
    _refuse_inside(project, path)
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & OTHERS:
            raise ParamsError(
                f"{path}: other users can read this key; take their rights away: chmod 600 {path}"
            )
        content = read_file(path)
    except OSError as fault:
        raise ParamsError(
            f"{path}: no key can be read there ({fault.strerror}); `workbook keygen` makes one"
        ) from None
    word = passphrase if passphrase is not None else os.environ.get(PASSPHRASE, "")
    try:
        found = load_pem_private_key(content, word.encode() if b"ENCRYPTED" in content else None)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        what = (
            f"give its passphrase in {PASSPHRASE}"
            if b"ENCRYPTED" in content
            else "`workbook keygen` makes one"
        )
        raise ParamsError(f"{path}: this key cannot be opened; {what}") from None
    if not isinstance(found, Ed25519PrivateKey):
        raise ParamsError(f"{path}: this is a key of another kind than Ed25519; `workbook keygen` makes one")
    return found


def _refuse_inside(project: Project | None, path: Path) -> None:
    if project and path.absolute().resolve().is_relative_to(project.root.resolve()):
        raise ParamsError(
            f"{path}: a private key must not lie in the project, which others copy; keep it elsewhere"
        )


def _write_new(path: Path, content: bytes, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise OutputError(
            f"{path}: is there already, and a key is never written over; give another name"
        ) from None
    except OSError as fault:
        raise OutputError(f"{path}: cannot be written ({fault.strerror})") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
