"""What a cell shows in a report, as its `#|` options and its tags say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from helpers.errors import ParamsError, RenderError
from helpers.inputs.params.yaml_files import read_mapping

HIDING = frozenset({"remove-cell", "remove_cell", "remove-output", "remove_output"})
"""Tags of cells whose outputs no report shows."""
IF_SHOWN = "if-shown"
"""The tag of a heading that stands in a report only where a cell of its section shows something."""
DESK_ROLE = "desk"
"""Of an output that is for the person at the notebook and stands in no report."""
_OPTION = re.compile(r"^#\| ?(.*)$")
_HEADING = re.compile(r"(#{1,6})[ \t]")


def read_options(source: str, place: str = "cell") -> tuple[dict[str, Any], str]:
    """The `#|` options at the head of a cell, and the code below them.

    Raises:
        RenderError: they are no YAML; the cell, by the name `place`, and the line are told.
    """
    lines = source.splitlines()
    options = []
    while lines and (match := _OPTION.match(lines[0])):
        options.append(match[1])
        lines.pop(0)
    text = "\n".join(options)
    try:
        read = read_mapping(text, place) if text.strip() else {}
    except ParamsError as fault:
        colon = "; put a text that holds a colon in quotation marks" if "mapping values" in str(fault) else ""
        raise RenderError(f"{fault}{colon}") from None
    return read, "\n".join(lines)


def hides_outputs(options: dict[str, Any], tags: Iterable[str]) -> bool:
    """Whether a cell with these `#|` options and tags shows nothing of what it displays."""
    hidden = options.get("include") is False or options.get("output") is False
    return hidden or not HIDING.isdisjoint(tags)


def heads_nothing(at: int, cells: Sequence[tuple[str, Any]]) -> bool:
    """Whether the cell is a heading tagged `if-shown` of a section of which no cell shows anything."""
    cell = cells[at][1]
    heading = _HEADING.match(cell["source"])
    if heading is None or IF_SHOWN not in cell.get("metadata", {}).get("tags", []):
        return False
    for place, later in cells[at + 1 :]:
        if later["cell_type"] == "markdown":
            ends = _HEADING.match(later["source"])
            if ends is None:
                return False
            if len(ends[1]) <= len(heading[1]):
                return True
        elif later["cell_type"] == "code" and _shows(later, place):
            return False
    return True


def _shows(cell: Any, place: str) -> bool:
    """Whether a code cell shows anything in the body of a report."""
    options, _ = read_options(cell["source"], place)
    tags = cell.get("metadata", {}).get("tags", [])
    if options.get("include") is False or {"remove-cell", "remove_cell"} & set(tags):
        return False
    return (
        options.get("echo") is True
        or not hides_outputs(options, tags)
        and any(map(is_of_body, cell.get("outputs", [])))
    )


def is_of_body(output: Any) -> bool:
    """Whether an output stands in the body of a report: no notice, and nothing for the person at the notebook."""
    role = output.get("metadata", {}).get("report", {}).get("role")
    return output["output_type"] in ("display_data", "execute_result") and role not in ("notice", DESK_ROLE)
