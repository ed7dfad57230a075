"""The log of each build for machines: JSON lines below data/builds, never in reports/, because it tells the time."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers.execute.job_result import Outcome
from helpers.files.safe_writing import write_privately
from helpers.paths import Project

KEPT = 20


class RunLog:
    """Appends what happens in one build to a file of its own. A log that cannot be written stops nothing."""

    def __init__(self, project: Project) -> None:
        folder = project.builds / "log"
        self._start = time.perf_counter()
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        before = sorted(folder.glob(f"{stamp}-*.jsonl"))
        number = int(before[-1].stem.rpartition("-")[2]) + 1 if before else 0
        self.path: Path = folder / f"{stamp}-{number:03d}.jsonl"
        with suppress(OSError):
            for old in sorted(folder.glob("*.jsonl"))[: -KEPT + 1]:
                old.unlink()
            write_privately(self.path, b"")

    def write(self, event: str, **values: Any) -> None:
        """One line: the event, the seconds since the build began, and the values."""
        line = {"event": event, "at": round(time.perf_counter() - self._start, 3), **values}
        with suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def report(self, outcome: Outcome) -> None:
        """One line for a report that ended."""
        seconds = {stage: round(spent, 3) for stage, spent in outcome.seconds.items()}
        self.write(
            "failed" if outcome.fault else "made",
            report=outcome.job.name,
            seconds=seconds,
            peak_bytes=outcome.peak,
            **({"notes": outcome.notes} if outcome.notes else {}),
            **({"fault": outcome.fault, "exit_code": outcome.exit_code} if outcome.fault else {}),
        )
