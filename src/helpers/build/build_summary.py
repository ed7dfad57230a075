"""What one build came to, for machines (JSON) and for a CI's job summary (Markdown). Read from the build's log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FORMAT = 1
SHOWN = 3
"""So many causes stand in a row; of more, the number is told."""


def account_of(log: Path) -> dict[str, Any]:
    """What was built and why, in the order in which reports ended; seconds of every step and stage."""
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    start, end = events[0], events[-1]
    causes = {event["report"]: event["causes"] for event in events if event["event"] == "out of date"}
    reports = [
        {
            "report": event["report"],
            "state": "failed" if event["event"] == "failed" else "built",
            "causes": causes.get(event["report"], []),
            **{
                name: event[name] for name in ("seconds", "peak_bytes", "fault", "exit_code") if name in event
            },
        }
        for event in events
        if event["event"] in ("made", "failed")
    ]
    return {
        "format": FORMAT,
        "year": start["year"],
        "published": all(event["event"] != "nothing published" for event in events),
        "waiting": sum(event.get("waits", 0) for event in events),
        "up_to_date": start["reports"] - len(reports),
        "seconds": end.get("seconds", {}),
        "reports": reports,
    }


def nothing_to_do(year: str, reports: int) -> dict[str, Any]:
    """The account of a build that found everything up to date."""
    return {
        "format": FORMAT,
        "year": year,
        "published": True,
        "waiting": 0,
        "up_to_date": reports,
        "seconds": {},
        "reports": [],
    }


def as_markdown(account: dict[str, Any]) -> str:
    """A heading, a sentence, and a row for each report that was not up to date: what became of it, and why."""
    reports = account["reports"]
    failed = sum(report["state"] == "failed" for report in reports)
    said = f"{len(reports) - failed} built, {failed} failed, {account['up_to_date']} were up to date."
    if not account["published"]:
        said += " **Nothing was published: a report did not pass its audit.**"
    if account["waiting"]:
        said += f" {account['waiting']} wait for the minute of their release."
    lines = [f"## Reports of {account['year']}", "", said]
    if reports:
        lines += ["", "| report | | seconds | why it was built |", "| --- | --- | ---: | --- |"]
        lines += [_row(report) for report in sorted(reports, key=lambda each: str(each["report"]))]
    return "\n".join(lines) + "\n"


def _row(report: dict[str, Any]) -> str:
    causes = list(report["causes"]) or ["asked for by --force"]
    why = "; ".join(causes[:SHOWN]) + (f" (and {len(causes) - SHOWN} more)" if len(causes) > SHOWN else "")
    if report["state"] == "failed":
        why = f"**{report['fault']}**".replace("\n", " ")
    seconds = sum(report["seconds"].values())
    return f"| {report['report']} | {report['state']} | {seconds:.1f} | {why.replace('|', '&#124;')} |"
