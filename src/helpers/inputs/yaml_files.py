"""YAML files read into pydantic models, every mistake named by file, line and key.

Only `true` and `false` are booleans (`NO` stays text), numbers with a leading zero stay text, a key given twice is
a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from helpers.errors import ParamsError
from helpers.inputs.yaml_messages import Location, mistakes_of

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """Base of every model of a params file: no unknown key, no silent conversion, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True)
class Located(Generic[Model]):
    """A file's content, and where in the file each part of it stands."""

    content: Model
    name: str
    lines: Mapping[Location, int] = field(repr=False)

    def at(self, *key: str | int) -> str:
        """A place as messages name it: file, line, key. Of a key that is not there, the line of what should hold it."""
        there = key
        while there and there not in self.lines:
            there = there[:-1]
        return f"{self.name}, line {self.lines.get(there, 1)}, {'.'.join(map(str, key)) or 'the file'}"


class _Loader(yaml.CSafeLoader):
    """Safe loader with the YAML 1.2 idea of booleans and integers. A date that there is not stays text."""

    def construct_day(self, node: yaml.ScalarNode) -> Any:
        """A date; the text of one such as 2024-13-01, which the model then refuses by its key."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_day)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _REPLACED]
    for _REPLACED in [{"tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"}]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)


def read_yaml(path: Path, model: type[Model], *, shown_as: str | None = None) -> Model:
    """The file's content as a `model`.

    Args:
        path: the file.
        model: the pydantic model that it must match.
        shown_as: how messages name the file; default its name.

    Raises:
        ParamsError: the file is missing, is not YAML, or breaks the model; all mistakes at once, one a line.
    """
    return read_located(path, model, shown_as=shown_as).content


def read_located(path: Path, model: type[Model], *, shown_as: str | None = None) -> Located[Model]:
    """As `read_yaml`, with the lines of the file, for mistakes that show only later."""
    name = shown_as or path.name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ParamsError(f"{name}: there is no such file; create it or check the name") from None
    except IsADirectoryError:
        raise ParamsError(f"{name}: is a folder, not a file") from None
    except UnicodeDecodeError as fault:
        raise ParamsError(f"{name}: byte {fault.start + 1} is not UTF-8; save the file as UTF-8") from None
    read: Located[Model] = _parsed(text, model, name)
    return read


@lru_cache(maxsize=64)
def _parsed(text: str, model: type[Model], name: str) -> Located[Model]:
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise ParamsError(f"{name}: the file is empty")
            lines: dict[Location, int] = {}
            _note_lines(node, (), lines, name)
            content = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise ParamsError(f"{name}, line {line}: not valid YAML ({fault.problem}); mend the line") from None
    except (
        yaml.YAMLError,
        ValueError,
    ) as fault:  # characters that YAML forbids; a tag such as !!int before a word
        reason = str(fault).splitlines()[0]
        raise ParamsError(f"{name}: not valid YAML ({reason}); write plain text and numbers") from None
    try:
        return Located(model.model_validate(content), name, lines)
    except ValidationError as fault:
        file = Located(content, name, lines)
        told = [f"{file.at(*at)}: {reason}" for at, reason in mistakes_of(fault, content)]
        raise ParamsError("\n".join(told)) from None


def _note_lines(node: yaml.Node, at: Location, lines: dict[Location, int], name: str) -> None:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                where = f"{name}, line {key.start_mark.line + 1}"
                raise ParamsError(f"{where}: a key is a list or has keys itself; write one word as key")
            if key.value in seen:
                raise ParamsError(f"{name}, line {key.start_mark.line + 1}: key '{key.value}' is given twice")
            seen.add(key.value)
            _note_lines(value, (*at, key.value), lines, name)
            lines[(*at, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _note_lines(value, (*at, position), lines, name)
