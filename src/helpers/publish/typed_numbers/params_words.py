"""The texts of params/projects/*.yml and params/reports.yml, each with its line and with the marks beside its numbers.

Definitions of indicators, codes and tables are no texts of this kind: they say how something is counted, and a change
of them is looked through as code is. Nor are published figures, which say themselves who published them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

LANGUAGES = ("en", "vi")


class ParamsText(NamedTuple):
    """A text in one language: the line on which it begins, and the keys that lead to it."""

    text: str
    line: int
    keys: str


def texts_of_yaml(content: str) -> Iterator[ParamsText]:
    """Every text in a language. The file has been read before, so that it is YAML and keeps its limits."""
    node = yaml.compose(content, Loader=yaml.CSafeLoader)
    if node is not None:
        yield from _texts(node, ())


def _texts(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[ParamsText]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in LANGUAGES and isinstance(value, yaml.ScalarNode):
                line = value.start_mark.line + 1 + (value.style in ("|", ">"))
                yield ParamsText(value.value, line, ".".join((*keys, key.value)))
            else:
                yield from _texts(value, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _texts(value, (*keys, str(position)))
