"""The gate before reports/: all that a build made goes through it together, or nothing does.

A packet that passed its audit is staged below data/builds, where nobody reads it. When every report of the build has
ended, the staged packets are published one after another, each in one step of the file system; but where one packet
failed its audit, none is: it may be the difference to another that betrays somebody. Nor is any where the portal over
them cannot be composed. What is staged then stays, and the next build takes it up, after another look at its key and
another audit. So it does after a kill.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.errors import DisclosureError, OutputError
from helpers.execute.job_result import Outcome
from helpers.files.folder_exchange import move_folder, publish, writing
from helpers.files.safe_writing import close_to_others, force_to_disk, make_private_folder
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.publish.embargo import held_until, refuse_early
from helpers.publish.public_folder import refuse_unreadable

PUBLIC = "public"


@dataclass(frozen=True)
class Passed:
    """What came of a build at the gate: its outcomes, and whether nothing was published because one was refused."""

    outcomes: tuple[Outcome, ...]
    held_back: bool


def stage(project: Project, finished: Path, staged: Path) -> None:
    """Move a finished, audited packet to where it waits.

    Raises:
        OutputError: it cannot be written.
    """
    with writing(project, staged):
        discard(staged)
        make_private_folder(staged.parent)
        close_to_others(finished)
        force_to_disk(finished)
        move_folder(finished, staged)


def discard(staged: Path) -> None:
    """Remove a packet that waits, if there is one."""
    shutil.rmtree(staged, ignore_errors=True)


def pass_through(project: Project, outcomes: Sequence[Outcome]) -> Passed:
    """Publish what was staged for these outcomes, unless a packet of them was refused.

    A packet that cannot be written into its place becomes a fault of its own outcome, as a failed notebook is. One
    whose release is announced for later stays staged.
    """
    if is_refused(outcomes):
        return Passed(tuple(outcomes), held_back=True)
    return Passed(tuple(_published(project, outcome) for outcome in outcomes), held_back=False)


def is_refused(outcomes: Sequence[Outcome]) -> bool:
    """Whether a packet failed its audit."""
    return any(outcome.exit_code == DisclosureError.exit_code for outcome in outcomes)


def waiting(project: Project, outcomes: Sequence[Outcome]) -> dict[Path, Path]:
    """The place of each packet that is to be published now -> where it waits."""
    jobs = [outcome.job for outcome in outcomes if not outcome.fault and not held_until(project, outcome.job)]
    return {job.packet(project): job.staged(project) for job in jobs}


def refuse_strangers(project: Project, made_again: Collection[Path] = ()) -> None:
    """Refuse to go on where a packet lies in the public folder that is not for the public, or what is no packet.

    So where reports lie there before their release. Those that are made again may lack their packet.json.

    Raises:
        DisclosureError: there is such a thing, however it came there.
    """
    for folder in _not_public(project.reports):
        raise DisclosureError(
            f"{project.show(folder)} holds a packet that is not for the public; nothing is published before you have "
            "moved it out of reports/"
        )
    refuse_unreadable(project, made_again)
    refuse_early(project)


def refuse_without_ledger(project: Project) -> None:
    """Refuse to go on where reports on real returns would not be protected beside what was published before.

    What was published stands in data/published/, which no build can make again, and which a CI's runner does not keep.

    Raises:
        DisclosureError: a year's reports are there and its ledger is not; or there is none, and this is a CI's runner.
    """
    if read_settings(project).demonstration:
        return
    refuse_unreadable(project)
    ledger = {path.name[:4] for path in project.published.glob("*.parquet")}
    packets = [about for _, about in _packets(project.reports)]
    published = {str(about.get("year")) for about in packets if about.get("demonstration") is False}
    if lost := sorted(published - ledger):
        raise DisclosureError(
            f"reports/ holds reports of {', '.join(lost)}, but data/published/ does not tell what they showed, "
            "so that a new report could betray what those withhold; restore data/published/ from its backup"
        )
    if not ledger and os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise DisclosureError(
            "real returns (demonstration: false), and no data/published/ on this CI runner, so that reports could not "
            "be protected beside earlier ones; build and audit where data/ is kept"
        )


def _published(project: Project, outcome: Outcome) -> Outcome:
    if outcome.fault:
        return outcome
    if until := held_until(project, outcome.job):
        return replace(outcome, waits_until=until)
    try:
        publish(project, outcome.job.staged(project), outcome.job.packet(project))
    except OutputError as fault:
        return replace(outcome, fault=str(fault), exit_code=fault.exit_code)
    return outcome


def _not_public(reports: Path) -> Iterator[Path]:
    """Folders, however deep, whose packet.json names another audience than the public."""
    for folder, about in _packets(reports):
        if about.get("audience", PUBLIC) != PUBLIC:
            yield folder


def _packets(reports: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every folder with a packet.json, and what that says. The portal says of a broken one why it is left out."""
    for path in () if reports.is_symlink() else sorted(reports.rglob("packet.json")):
        if path.is_symlink() or not path.is_file():
            continue
        try:
            about = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(about, dict):
            yield path.parent, about
