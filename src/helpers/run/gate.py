"""The gate before reports/: all that a build made goes through it together, or nothing does.

A packet that passed its audit is staged below data/builds, where nobody reads it. When every report of the build has
ended, the staged packets are published one after another, each in one step of the file system; but where one packet
failed its audit, none is: it may be the difference to another that betrays somebody. Nor is any where the portal over
them, composed before, fails its own. What is staged then stays, and
the next build takes it up, after another look at its key and another audit. So it does after a kill.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.errors import DisclosureError, OutputError
from helpers.paths import Project
from helpers.run.outcome import Outcome
from helpers.run.publish import force_to_disk, publish, writing

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
        staged.parent.mkdir(parents=True, exist_ok=True)
        force_to_disk(finished)
        finished.rename(staged)


def discard(staged: Path) -> None:
    """Remove a packet that waits, if there is one."""
    shutil.rmtree(staged, ignore_errors=True)


def pass_through(project: Project, outcomes: Sequence[Outcome]) -> Passed:
    """Publish what was staged for these outcomes, unless a packet of them was refused.

    A packet that cannot be written into its place becomes a fault of its own outcome, as a failed notebook is.
    """
    if is_refused(outcomes):
        return Passed(tuple(outcomes), held_back=True)
    return Passed(tuple(_published(project, outcome) for outcome in outcomes), held_back=False)


def is_refused(outcomes: Sequence[Outcome]) -> bool:
    """Whether a packet failed its audit."""
    return any(outcome.exit_code == DisclosureError.exit_code for outcome in outcomes)


def waiting(project: Project, outcomes: Sequence[Outcome]) -> dict[Path, Path]:
    """The place of each packet that is to be published -> where it waits."""
    jobs = [outcome.job for outcome in outcomes if not outcome.fault]
    return {job.packet(project): job.staged(project) for job in jobs}


def refuse_strangers(project: Project) -> None:
    """Refuse to go on where a packet lies in the public folder that is not for the public.

    Raises:
        DisclosureError: there is such a packet, however it came there.
    """
    for folder in _not_public(project.reports):
        raise DisclosureError(
            f"{project.show(folder)} holds a packet that is not for the public; nothing is published before you have "
            "moved it out of reports/"
        )


def _published(project: Project, outcome: Outcome) -> Outcome:
    if outcome.fault:
        return outcome
    try:
        publish(project, outcome.job.staged(project), outcome.job.packet(project))
    except OutputError as fault:
        return replace(outcome, fault=str(fault), exit_code=fault.exit_code)
    return outcome


def _not_public(reports: Path) -> Iterator[Path]:
    """Folders, however deep, whose packet.json names another audience than the public."""
    for path in sorted(reports.rglob("packet.json")):
        try:
            audience = json.loads(path.read_bytes())["audience"]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # broken, not restricted: the portal leaves it out and says why
        if audience != PUBLIC:
            yield path.parent
