"""Descriptions of a packet's files read back: datapackage.json, csv-metadata.json and ro-crate-metadata.json.

What they say of a file is held against the file itself, so that no size or hash of anything else can stand there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from helpers.publish.checks.packet_claims import Claim, PacketFinding, Written

SIZES = ("bytes", "contentSize")
HASHES = ("hash", "sha256")


def read_data_package(written: Written) -> Iterator[Claim]:
    """What is wrong with sizes and hashes in a Data Package."""
    return _described(written, "resources", "path")


def read_csvw(written: Written) -> Iterator[Claim]:
    """What is wrong with the files that metadata of CSV on the Web name; sizes and hashes it has none."""
    for table in json.loads(written.content)["tables"]:
        if f"data/{table['url']}" not in written.beside:
            yield PacketFinding(f"{written.name}, {table['url']}", "is of a file that is not in the packet")


def read_crate(written: Written) -> Iterator[Claim]:
    """What is wrong with sizes in an RO-Crate."""
    return _described(written, "@graph", "@id")


def _described(written: Written, entries: str, names: str) -> Iterator[Claim]:
    for entry in json.loads(written.content)[entries]:
        yield from _of_file(written, unquote(str(entry.get(names, ""))), entry)


def _of_file(written: Written, name: str, entry: dict[str, Any]) -> Iterator[Claim]:
    """What is wrong with the size and hash of one entry."""
    where = f"{written.name}, {name}"
    told = {key: str(entry[key]) for key in (*SIZES, *HASHES) if key in entry}
    content = written.beside.get(name)
    if told and content is None:
        yield PacketFinding(where, "size or hash of a file that is not in the packet")
        return
    for key, value in told.items():
        true = str(len(content or b"")) if key in SIZES else hashlib.sha256(content or b"").hexdigest()
        if value.removeprefix("sha256:") != true:
            yield PacketFinding(where, f"its {key} is not that of the file in the packet")
