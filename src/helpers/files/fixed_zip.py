"""Files as a zip of which the same files make the same bytes: in the order of their names, without times or users."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                _READABLE,
                _UNIX,
            )
            archive.writestr(entry, files[name], compresslevel=9)
    return sink.getvalue()
