"""Exact numbers that are easily recognised, planted in returns where disclosure control withholds them."""

from __future__ import annotations

from helpers.paths import Project

NOW, BEFORE = 4937, 3889
CANARIES = (NOW, BEFORE)
"""Victims supported in reintegration in Lang Son, 2023 and 2022. With the nation's they would tell Tay Ninh's 3."""


def plant_in_returns(project: Project) -> None:
    """Write both into the sample returns of the project."""
    for year, canary in ((2023, NOW), (2022, BEFORE)):
        people = {"lang-son": canary, "tay-ninh": 3, "quang-ninh": 0, "ben-tre": 0}
        for place, number in people.items():
            lines = ["quarter,service,victims", f"{year}-Q1,any,{number}"]
            lines += [f"{year}-Q{quarter},any,0" for quarter in (2, 3, 4)]
            path = project.data / "sample" / str(year) / place / "reintegration.csv"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
