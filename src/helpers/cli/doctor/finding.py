"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "missing", "fault"]


@dataclass(frozen=True)
class DoctorFinding:
    """One thing looked at. `missing` is what a build can do without; `exit_code` counts for a fault only."""

    subject: str
    state: State
    said: str
    remedy: str = ""
    exit_code: int = 0
