"""What must be the same on two machines for the same bytes to come out of them."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping

from helpers.execute.seal import sealing
from helpers.paths import PACKAGE
from helpers.publish.packet_key import package_versions, sha256_of
from helpers.report.fonts import look_fonts
from helpers.source_code.installed_packages import versions_of

WORKBOOK = "the workbook's code"


def identity() -> dict[str, str]:
    """Name -> version or hash: processor, seal, Python, packages, Dask's too, typeface and this project's own code."""
    return {
        "processor": platform.machine(),
        "seal": sealing(),
        **package_versions(),
        **versions_of(("distributed",)),
        **{path.name: sha256_of(path)[:12] for path in look_fonts()},
        WORKBOOK: _code_on_disk(),
    }


def differences(here: Mapping[str, str]) -> list[str]:
    """In words, what this machine has otherwise than the one that sent `here`; empty where nothing."""
    there = {**identity(), WORKBOOK: _loaded_and_on_disk()}
    return [
        f"{name} {there.get(name, 'none')}, not {here.get(name, 'none')}"
        for name in sorted({*here, *there})
        if there.get(name) != here.get(name)
    ]


def _code_on_disk() -> str:
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(PACKAGE).as_posix()} {sha256_of(path)}\n".encode())
    return digest.hexdigest()[:12]


def _loaded_and_on_disk() -> str:
    """A worker that runs older code than lies on its disk is as bad as one that has another version."""
    now = _code_on_disk()
    return now if now == LOADED else f"{LOADED} (started before its files changed; start it again)"


LOADED = _code_on_disk()
"""As this process found the code when it began; its modules are imported from then on."""
