"""Ids of cells told apart, where a cell was copied with its id: nbformat would warn, and give a random one.

`make check` names such cells (tests/notebook_rules.py); here a report is made of them all the same, with stable bytes.
"""

from __future__ import annotations

import json


def with_own_ids(notebook: str) -> str:
    """A notebook's text, in which of cells that share the id 'x' the second has 'x-2'; what is no notebook as it is."""
    try:
        content = json.loads(notebook)
        given = [cell["id"] for cell in content["cells"]]
    except (ValueError, KeyError, TypeError):
        return notebook
    if len(set(given)) == len(given):
        return notebook
    taken: set[str] = set()
    for cell, name in zip(content["cells"], given, strict=True):
        free, number = name, 1
        while free in taken or (number > 1 and free in given):
            number += 1
            free = f"{name}-{number}"
        taken.add(free)
        cell["id"] = free
    return json.dumps(content, ensure_ascii=False, indent=1)
