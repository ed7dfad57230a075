"""How a report's building ended: what a worker tells the build."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.execute.jobs import Job


@dataclass(frozen=True)
class Outcome:
    """How one job ended.

    `fault` is None where its packet may be published; `peak` is the most memory used, in bytes; `notes` are what the
    report's author may want to know of, and fail nothing; `waits_until` is the minute for which its release is
    announced, where that is still to come.
    """

    job: Job
    seconds: dict[str, float] = field(default_factory=dict)
    fault: str | None = None
    exit_code: int = 0
    peak: int = 0
    notes: tuple[str, ...] = ()
    waits_until: str = ""

    @property
    def total(self) -> float:
        """Seconds of all stages together."""
        return sum(self.seconds.values())
