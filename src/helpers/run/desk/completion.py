"""Tab inside a string that names a province or an indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from helpers.privacy.release import Release

_PROVINCE = re.compile(r"""\b(?:province|place)\s*=\s*["']([\w-]*)$""")
_INDICATOR = re.compile(
    r"""\(\s*release\s*,\s*["'](\w*)$|\.(?:indicator|cell|by|places|series)\(\s*["'](\w*)$"""
)


def complete_names(shell: Any, release: Release) -> None:
    """Let Tab offer slugs and indicators in the strings that take them."""
    from IPython.core.completer import SimpleCompletion, context_matcher

    slugs = [province.slug for province in release.provinces.commands(release.scope.vintage)]
    indicators = list(release.catalogue)

    @context_matcher()  # type: ignore[untyped-decorator]
    def names_matcher(context: Any) -> dict[str, Any]:
        begun, choices = offered(context.text_until_cursor, slugs, indicators)
        found = [SimpleCompletion(text=choice, type="param") for choice in choices]
        return {"completions": found, "matched_fragment": begun, "suppress": bool(found)}

    shell.Completer.custom_matchers.append(names_matcher)


def offered(line: str, slugs: Sequence[str], indicators: Sequence[str]) -> tuple[str, list[str]]:
    """What the line's last string has begun with, and what it may become."""
    for pattern, choices in ((_PROVINCE, slugs), (_INDICATOR, indicators)):
        if match := pattern.search(line):
            begun = next(group for group in match.groups() if group is not None)
            return begun, [choice for choice in choices if choice.startswith(begun)]
    return "", []
