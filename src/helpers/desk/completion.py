"""Tab inside a string that names a province, an indicator, a level, or what to split by, and after `release.`.

What a Release, `report` and a frame of pandas have is told by Python itself. IPython's own completer, jedi, reads the
code of pandas first, for seconds, and JupyterLab shows nothing that takes longer than one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pandas as pd

from helpers.privacy.release import Release
from helpers.report.frame_arguments import FREQS, LEVELS

_BEGUN = r"""\[?\s*(?:["'][^"']*["']\s*,\s*)*["']([\w.-]*)$"""
"""The last string of a line, alone or in a list of names."""
_TAKEN_BY: Mapping[str, re.Pattern[str]] = {
    "place": re.compile(rf"\b(?:province|places?)\s*=\s*{_BEGUN}"),
    "level": re.compile(rf"\blevel\s*=\s*{_BEGUN}"),
    "freq": re.compile(rf"\bfreq\s*=\s*{_BEGUN}"),
    "by": re.compile(rf"\b(?:by|breakdown)\s*=\s*{_BEGUN}"),
    "indicator": re.compile(
        rf"(?:\(\s*release\s*,\s*|\.(?:indicator|cell|by|places|series|data)\(\s*|\bindicators\s*=\s*){_BEGUN}"
    ),
}
"""Which strings take which names."""
_ATTRIBUTE = re.compile(r"""(?:^|[^\w.)\]"'])([^\W\d]\w*)\.([^\W\d_]\w*)?$""")
REPORT = "helpers.report"


def complete_names(shell: Any, release: Release) -> None:
    """Let Tab offer the names that a string of a call can take."""
    from IPython.core.completer import SimpleCompletion, context_matcher

    names = names_of(release)

    @context_matcher()  # type: ignore[untyped-decorator]
    def names_matcher(context: Any) -> dict[str, Any]:
        begun, choices = offered(context.text_until_cursor, names)
        found = [SimpleCompletion(text=choice, type="param") for choice in choices]
        return {"completions": found, "matched_fragment": begun, "suppress": bool(found)}

    @context_matcher()  # type: ignore[untyped-decorator]
    def attributes_matcher(context: Any) -> dict[str, Any]:
        begun, kinds = attributes(context.text_until_cursor, shell.user_ns)
        found = [SimpleCompletion(text=name, type=kind) for name, kind in kinds.items()]
        return {"completions": found, "matched_fragment": begun, "suppress": bool(found)}

    shell.Completer.custom_matchers += [names_matcher, attributes_matcher]


def names_of(release: Release) -> dict[str, Sequence[str]]:
    """What each kind of string may name."""
    columns = [name for each in release.catalogue.values() for name in each.breakdown_columns]
    return {
        "place": [province.slug for province in release.provinces.commands(release.scope.vintage)],
        "level": LEVELS,
        "freq": FREQS,
        "by": list(dict.fromkeys([*FREQS, *columns])),
        "indicator": list(release.catalogue),
    }


def offered(line: str, names: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """What the line's last string has begun with, and what it may become."""
    for kind, pattern in _TAKEN_BY.items():
        if match := pattern.search(line):
            begun = match[1]
            return begun, [choice for choice in names[kind] if choice.startswith(begun)]
    return "", []


def attributes(line: str, known: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The name that the line ends with after a dot, as far as it is written, and what it may become, with its kind.

    Empty where what stands before the dot is no Release, no frame or Series of pandas, nor `report`. No property is
    computed.

    Args:
        line: what stands before the cursor.
        known: the notebook's names.
    """
    match = _ATTRIBUTE.search(line)
    owner = known.get(match[1]) if match else None
    is_report = isinstance(owner, ModuleType) and owner.__name__ == REPORT
    if not match or not (is_report or isinstance(owner, Release | pd.DataFrame | pd.Series)):
        return "", {}
    begun = match[2] or ""
    names = getattr(owner, "__all__", None) if is_report else dir(owner)
    held = owner if is_report else type(owner)
    return begun, {
        name: "function" if callable(getattr(held, name, None)) else "instance"
        for name in names or dir(owner)
        if name.startswith(begun) and not name.startswith("_")
    }
