"""Public keys and signatures as files that the stock tool `minisign` reads: Ed25519 over the BLAKE2b hash of a file.

A public key file has a line of comment and, in base64, `Ed`, eight bytes that name the key, and the key. A signature
has `ED`, the key's name and 64 bytes; then a trusted comment, signed together with them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from helpers.errors import WorkbookError

_KEY, _HASHED = b"Ed", b"ED"
_NAME_BYTES = 8
_COMMENT, _TRUSTED = "untrusted comment: ", "trusted comment: "


class SignatureError(WorkbookError):
    """A signature or key is none, or is not of what it should be."""


@dataclass(frozen=True)
class PublicKey:
    """A key that checks signatures."""

    key: Ed25519PublicKey

    @property
    def raw(self) -> bytes:
        """The 32 bytes of the key."""
        return self.key.public_bytes_raw()

    @property
    def name(self) -> bytes:
        """The bytes by which signatures name the key: of its hash, so that one key has one name."""
        return hashlib.sha256(self.raw).digest()[:_NAME_BYTES]

    def as_line(self) -> str:
        """The key in one line, as params/approvers.yml and the second line of its file have it."""
        return base64.b64encode(_KEY + self.name + self.raw).decode("ascii")

    def as_file(self, comment: str) -> bytes:
        """The key's own file."""
        return f"{_COMMENT}{comment}\n{self.as_line()}\n".encode()

    def check(self, content: bytes, signature: bytes) -> str:
        """The trusted comment of a signature that is this key's, of this content.

        Raises:
            SignatureError: it is another key's, another content's, or none.
        """
        sealed, said, whole = _read_signature(signature)
        if sealed[:2] != _HASHED:
            raise SignatureError("this signature is of a kind that is not used here; sign again")
        if sealed[2 : 2 + _NAME_BYTES] != self.name:
            raise SignatureError("this signature is by another key; ask who signed, and for their public key")
        own = sealed[2 + _NAME_BYTES :]
        try:
            self.key.verify(own, _hashed(content))
            self.key.verify(whole, own + said.encode())
        except InvalidSignature:
            raise SignatureError(
                "this signature is not of this content: one of the two was changed"
            ) from None
        return said


def sign(private: Ed25519PrivateKey, content: bytes, trusted: str) -> bytes:
    """The file of a signature over content. The same key, content and comment: the same bytes."""
    own = private.sign(_hashed(content))
    sealed = base64.b64encode(_HASHED + PublicKey(private.public_key()).name + own).decode("ascii")
    whole = base64.b64encode(private.sign(own + trusted.encode())).decode("ascii")
    return f"{_COMMENT}Border Guard reporting workbook\n{sealed}\n{_TRUSTED}{trusted}\n{whole}\n".encode()


def read_public_key(text: str) -> PublicKey:
    """A public key from its file, or from its line alone.

    Raises:
        SignatureError: it is none.
    """
    lines = [line for line in text.strip().splitlines() if line and not line.startswith(_COMMENT)]
    try:
        (line,) = lines
        content = base64.b64decode(line.strip(), validate=True)
        if content[:2] != _KEY or len(content) != 2 + _NAME_BYTES + 32:
            raise ValueError
        return PublicKey(Ed25519PublicKey.from_public_bytes(content[2 + _NAME_BYTES :]))
    except (ValueError, binascii.Error):
        raise SignatureError(
            "this is no public key; `workbook keygen` writes one beside the private key, in a file that ends in .pub"
        ) from None


def _read_signature(content: bytes) -> tuple[bytes, str, bytes]:
    try:
        _, sealed, said, whole = content.decode("utf-8").strip("\n").split("\n")
        if not said.startswith(_TRUSTED):
            raise ValueError
        parts = [base64.b64decode(each, validate=True) for each in (sealed, whole)]
        if [len(part) for part in parts] != [2 + _NAME_BYTES + 64, 64]:
            raise ValueError
    except (ValueError, binascii.Error):
        raise SignatureError("this is no signature, or one that was changed; sign again") from None
    return parts[0], said.removeprefix(_TRUSTED), parts[1]


def _hashed(content: bytes) -> bytes:
    return hashlib.blake2b(content).digest()
