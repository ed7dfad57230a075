from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from helpers.inputs.intake.take_in import take_in
from helpers.metrics.coverage import compute_coverage
from helpers.metrics.facts import compute_facts
from helpers.paths import Project


def test_coverage_counts_the_stations_that_reported_each_month(make_project: Callable[..., Project]) -> None:
    project = make_project(years=[2023], provinces=["lang-son"])
    table = project.data / "sample" / "2023" / "lang-son" / "outreach.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    may = [row for row in rows if row.split(",")[1] == "2023-05"]
    kept = [row for row in rows if row.split(",")[1] != "2023-06" and row != may[0]]
    table.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    take_in(project, 2023)
    coverage = compute_coverage(project, 2023, "63").set_index(["province", "month"])
    assert coverage.loc[("lang-son", "2023-05"), "received"] == len(may) - 1
    assert coverage.loc[("lang-son", "2023-06"), "received"] == 0
    assert coverage.loc[("cao-bang", "2023-05"), "received"] == 0
    assert (
        coverage.loc[("lang-son", "2023-05"), "expected"]
        == coverage.loc[("lang-son", "2023-06"), "expected"]
        > 0
    )
    assert len(coverage) == 44 * 12


def test_facts_come_from_records_that_were_taken_in(make_project: Callable[..., Project]) -> None:
    project = make_project(years=[2023], provinces=["lang-son"])
    take_in(project, 2023)
    facts = compute_facts(project, 2023, "63")
    sent = (project.data / "sample" / "2023" / "lang-son" / "victims.csv").read_text(encoding="utf-8")
    assisted = facts[(facts["indicator"] == "victims_assisted") & (facts["breakdown"] == "total")]
    year = assisted[assisted["period"] == "2023"].set_index("place")["value"]
    assert year["viet-nam"] == year["lang-son"] == len(sent.splitlines()) - 1
    assert year.drop(["viet-nam", "northern-midlands-and-mountains", "lang-son"]).isna().all()


def test_merger_maps_both_halves_of_2025_to_the_new_provinces(make_project: Callable[..., Project]) -> None:
    project = make_project(years=[2025], provinces=[])
    real = Project(Path(__file__).parents[2])
    for folder in ("until-june/quang-tri", "until-june/quang-binh", "from-july/quang-tri"):
        shutil.copytree(real.data / "sample" / "2025" / folder, project.data / "sample" / "2025" / folder)
    take_in(project, 2025)
    coverage = compute_coverage(project, 2025, "34").set_index(["province", "month"])["received"]
    facts = compute_facts(project, 2025, "34").set_index(
        ["indicator", "place", "period", "breakdown", "category"]
    )
    months = [
        facts.loc[("sessions", "quang-tri", f"2025-{m:02d}", "total", "all"), "value"] for m in range(1, 13)
    ]
    assert facts.loc[("sessions", "quang-tri", "2025", "total", "all"), "value"] == sum(months)
    assert coverage["quang-tri", "2025-01"] > 0
    assert coverage["quang-tri", "2025-12"] > 0
