"""One packet, read back file by file and held against what was released."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from helpers.privacy.release import Release
from helpers.run.audit.claims import Claim, Finding, Text, Written
from helpers.run.audit.judging import judged
from helpers.run.audit.lexicon import Lexicon
from helpers.run.audit.pages import parsed
from helpers.run.audit.paper import (
    PAPER,
    drawings_unlike_the_page,
    numbers_on_paper_alone,
    rows_unlike_the_page,
)
from helpers.run.audit.readers import reader_of
from helpers.run.audit.vouched import Vouched
from helpers.run.public_folder import PACKET_DEPTH, strange_in

PAGE = "index.html"


def audit_packet(folder: Path, release: Release) -> list[Finding]:
    """Everything that is wrong with a packet's files; nothing where it may be published."""
    sensitive = [name for name, each in release.catalogue.items() if each.sensitive]
    release = replace(
        release, frame=release.frame[release.frame["indicator"].isin(sensitive)]
    )  # no other is asked
    vouched, words = Vouched(release), Lexicon(release)
    if strange := list(strange_in(folder, PACKET_DEPTH)):
        return [Finding(path.relative_to(folder).as_posix(), reason) for path, reason in strange]
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    found: list[Finding] = []
    claims: dict[str, list[Claim]] = {}
    for name, content in files.items():
        reader = reader_of(name)
        if reader is None:
            found.append(Finding(name, "is of a kind that the audit cannot read, so it cannot be published"))
            continue
        try:
            read = [*reader(Written(name, content, release, words, files))]
        except Exception as error:  # whatever a reader stumbles over: what cannot be read does not pass
            reason = f"is damaged ({type(error).__name__}), so it cannot be read back; build it again"
            found.append(Finding(name, reason))
            continue
        claims[name] = [Text("the file's name", name), *read]
        found += judged(claims[name], release, vouched, in_lines=name.endswith(".pdf"))
    if PAGE in claims and PAPER in claims:
        page = parsed(files[PAGE])
        found += numbers_on_paper_alone(claims[PAGE], claims[PAPER], release.language)
        found += rows_unlike_the_page(page, claims[PAPER], vouched)
        found += drawings_unlike_the_page(page, files[PAPER])
    return list(dict.fromkeys(found))
