"""Who approved which packet: signed lines in data/approvals/, one file a year, each bound to the bytes of a packet.

A line holds the hash of packet.json, which lists the hash of every other file: one byte that changes, and the line is
of another packet. It holds the hash of the line before it, too, so that none can be taken out or put in unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from helpers.errors import DisclosureError, OutputError, ParamsError, did_you_mean
from helpers.files.file_locks import locked
from helpers.files.folder_exchange import write_whole
from helpers.files.safe_reading import read_file
from helpers.inputs.params.approval_rules import FILE_NAME, ApprovalRules, read_approval_rules
from helpers.inputs.params.release_calendar import read_calendar
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import guarded_tables, read_catalogue
from helpers.paths import Project
from helpers.publish import embargo
from helpers.publish.packet_key import KEY
from helpers.report.packet_files import PACKET
from helpers.review.minisign_files import PublicKey, SignatureError, read_public_key, sign
from helpers.review.packet_sides import read_whole_packet

State = Literal["draft", "in review", "approved", "published"]
Decision = Literal["in review", "approved"]
NOT_APPROVED = (
    "nobody has approved it as it is; `workbook approve`, or restore data/approvals/ if approvals were lost"
)
_FIRST = "0" * 64


@dataclass(frozen=True)
class Approval:
    """One line: what was decided on which bytes, by whom, when, and what was looked at."""

    decision: Decision
    packet: str
    sha256: str
    key: str
    by: str
    when: str
    note: str
    looked_at: Mapping[str, Any] = field(default_factory=dict)

    def content(self, before: str) -> bytes:
        """What is signed. `before` is the hash of the line before."""
        return json.dumps(asdict(self) | {"before": before}, ensure_ascii=False, sort_keys=True).encode()


@dataclass(frozen=True)
class Standing:
    """Where a packet stands: its state, who approved these bytes, and how many persons it takes."""

    state: State
    by: tuple[str, ...]
    persons: int


def approve(
    project: Project,
    packets: Mapping[str, Path],
    by: str,
    key: Ed25519PrivateKey,
    *,
    note: str,
    decision: Decision = "approved",
    looked_at: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write a signed line for each packet: all of them, or none.

    Raises:
        ParamsError: params do not name the person, or the key is not theirs; or the clock stands before the last line.
        OutputError: a packet is not whole, or the file cannot be written.
        DisclosureError: a line that is there was edited or lost.
    """
    rules = read_approval_rules(project)
    if by not in rules.approvers:
        raise ParamsError(f"params/{FILE_NAME} names no approver '{by}'" + did_you_mean(by, rules.approvers))
    if PublicKey(key.public_key()).as_line() != rules.approvers[by].key:
        raise ParamsError(
            f"this is not the key that params/{FILE_NAME} gives for '{by}'; approve with your own"
        )
    hashes = {name: _hash_of(folder) for name, folder in packets.items()}
    with locked(project, project.builds / "approvals.lock", wait=True):
        when = embargo.now().astimezone(read_calendar(project).zone)
        for year in sorted({name[:4] for name in packets}):
            path = _file(project, year)
            lines = [line for line, _ in _lines(project, path, rules)]
            last = [json.loads(line)["when"] for line in lines[-1:]]
            if last and when < datetime.fromisoformat(last[0]):
                raise ParamsError(
                    f"the clock of this machine says {when:%Y-%m-%d %H:%M}, which is before the last approval, of "
                    f"{last[0][:16]}; set the clock right"
                )
            for name in sorted(name for name in packets if name.startswith(year)):
                sha256, packet_key = hashes[name]
                line = Approval(
                    decision,
                    name,
                    sha256,
                    packet_key,
                    by,
                    when.isoformat(timespec="seconds"),
                    note,
                    looked_at[name],
                )
                before = _line_hash(lines[-1]) if lines else _FIRST
                signature = sign(key, line.content(before), f"{decision} {name}").decode()
                told = asdict(line) | {"before": before, "signature": signature}
                lines.append(json.dumps(told, ensure_ascii=False, sort_keys=True))
            write_whole(project, path, "".join(f"{line}\n" for line in lines).encode())


def read_approvals(project: Project, year: str) -> list[Approval]:
    """Every approval of a year by a person whom params name, the oldest first; each signature is checked.

    Raises:
        DisclosureError: a line was edited, put in or taken out, or is by another's key.
    """
    rules = read_approval_rules(project)
    return [approval for _, approval in _lines(project, _file(project, year), rules) if approval]


def standing_of(project: Project, name: str, folder: Path, approvals: list[Approval]) -> Standing:
    """Where a packet stands. `name` is its place below reports/; `approvals` are those of its year.

    A packet that is not whole is a draft, whoever approved it.
    """
    rules = read_approval_rules(project)
    try:
        about, (sha256, _) = read_whole_packet(folder), _hash_of(folder)
    except OutputError:
        return Standing("draft", (), rules.persons)
    persons = max(rules.persons, rules.persons_for_guarded) if _is_guarded(project, about) else rules.persons
    own = [each for each in approvals if (each.packet, each.sha256) == (name, sha256)]
    by = tuple(dict.fromkeys(each.by for each in own if each.decision == "approved"))
    is_out = folder.is_relative_to(project.reports)
    if len(by) >= persons:
        return Standing("published" if is_out else "approved", by, persons)
    if is_out and not rules.is_required:
        return Standing("published", by, persons)
    return Standing("in review" if own else "draft", by, persons)


def not_approved(project: Project, packets: Mapping[str, Path]) -> list[str]:
    """The packets that may not be published for lack of an approval; none where params require none.

    Raises:
        DisclosureError: a line of data/approvals/ was edited or lost.
    """
    if not read_approval_rules(project).is_required:
        return []
    years = {year: read_approvals(project, year) for year in {name[:4] for name in packets}}
    return [
        name
        for name, folder in packets.items()
        if standing_of(project, name, folder, years[name[:4]]).state not in ("approved", "published")
    ]


def _is_guarded(project: Project, about: Mapping[str, Any]) -> bool:
    """Whether a packet tells of people or cases."""
    guarded = {f"data/{table}.csv" for table in guarded_tables(read_catalogue(project), read_tables(project))}
    return not guarded.isdisjoint(str(each["path"]) for each in about["outputs"])


def _hash_of(folder: Path) -> tuple[str, str]:
    """The hash of packet.json, and the key that it holds, once every file was held against it."""
    about = read_whole_packet(folder)
    return hashlib.sha256(read_file(folder / PACKET)).hexdigest(), str(about[KEY]["sha256"])


def _file(project: Project, year: str) -> Path:
    return project.approvals / f"{year}.jsonl"


def _lines(project: Project, path: Path, rules: ApprovalRules) -> Iterator[tuple[str, Approval | None]]:
    """Each line as it stands, and what it says; None where params do not name its person any more."""
    try:
        lines = read_file(path).decode("utf-8").splitlines()
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError):
        raise DisclosureError(_broken(project, path, "cannot be read")) from None
    before = _FIRST
    for number, line in enumerate(lines, 1):
        where = f"line {number}"
        try:
            told = json.loads(line)
            signature, linked = told.pop("signature").encode(), told.pop("before")
            approval = Approval(**told)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DisclosureError(_broken(project, path, f"{where} is no approval")) from None
        if linked != before:
            raise DisclosureError(
                _broken(project, path, f"a line before {where} was taken out, put in or edited")
            )
        if known := rules.approvers.get(approval.by):
            try:
                read_public_key(known.key).check(approval.content(linked), signature)
            except SignatureError as fault:
                raise DisclosureError(_broken(project, path, f"{where}, by {approval.by}: {fault}")) from None
        yield line, approval if known else None
        before = _line_hash(line)


def _line_hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def _broken(project: Project, path: Path, what: str) -> str:
    return (
        f"{project.show(path)}: {what}; nothing is published by it before it is as it was written: restore it from git "
        "or a backup"
    )
