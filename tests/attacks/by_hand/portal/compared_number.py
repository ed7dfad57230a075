"""A number in place of the first that the portal compares."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import replace


def plant(reports: Path) -> None:
    replace(reports / "index.html", '"victims_assisted":["', f'"victims_assisted":["{NOW} ')
