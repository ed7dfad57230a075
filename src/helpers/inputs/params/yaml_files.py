"""YAML files read into pydantic models, every mistake named by file, line and key.

Only `true` and `false` are booleans (`NO` stays text), numbers with a leading zero stay text, a key given twice is
a mistake. So is what would keep the reader busy or end the process: nesting without end, aliases that hold
themselves or grow into millions of nodes, numbers and files of a size that no params file needs.
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
from yaml.composer import Composer, ComposerError
from yaml.constructor import ConstructorError

from helpers.errors import ParamsError
from helpers.files.safe_reading import NotAFileError, read_file
from helpers.inputs.params.yaml_messages import Location, mistakes_of

Model = TypeVar("Model", bound=BaseModel)

DEEPEST = 40
"""Levels of lists and keys inside each other; params files have up to seven."""
MOST_NODES = 100_000
"""Keys and values, those that aliases repeat included; the largest params file has some 3,000."""
MOST_BYTES = 4_000_000
LARGEST_NUMBER = 10**15


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


class _Loader(Composer, yaml.CSafeLoader):
    """Safe loader with the YAML 1.2 idea of booleans and integers, and limits. A date that there is not stays text.

    It composes in Python: the parser in C would go down with what is nested deeply until the process crashes.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)
        self._nodes = 0
        self._depth = 0
        self._grown: dict[str, int | None] = {}

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """The next node, unless it is one too many, too deep, or inside itself."""
        event: Any = self.peek_event()
        anchor, before, is_alias = event.anchor, self._nodes, isinstance(event, yaml.AliasEvent)
        if is_alias:
            if (grown := self._grown.get(anchor, 0)) is None:
                raise ComposerError(
                    None, None, f"*{anchor} stands inside of what it repeats", event.start_mark
                )
            self._nodes += grown
        elif anchor is not None:
            self._grown[anchor] = None
        self._nodes += 1
        self._depth += 1
        if self._nodes > MOST_NODES:
            what = f"with what its aliases repeat, the file has more than {MOST_NODES:,} values"
            raise ComposerError(None, None, what, event.start_mark)
        if self._depth > DEEPEST:
            what = f"lists and keys stand inside each other more than {DEEPEST} deep"
            raise ComposerError(None, None, what, event.start_mark)
        node = Composer.compose_node(self, parent, index)
        self._depth -= 1
        if anchor is not None and not is_alias:
            self._grown[anchor] = self._nodes - before
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node.

        Raises:
            ConstructorError: it is none, such as `!!int ten`, or a number too large for anything.
        """
        try:
            value = super().construct_object(node, deep)
        except (
            ValueError,
            KeyError,
            AttributeError,
            TypeError,
            RecursionError,
        ):  # each from some tag before some text
            kind = node.tag.rpartition(":")[2]
            raise ConstructorError(None, None, f"cannot be read as {kind}", node.start_mark) from None
        if isinstance(value, (int, float)) and abs(value) > LARGEST_NUMBER:
            raise ConstructorError(None, None, "the number is too large", node.start_mark)
        return value

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
    read: Located[Model] = _parsed(read_text(path, name), model, name)
    return read


def read_text(path: Path, name: str) -> str:
    """The text of a file that people write; messages call it `name`.

    Raises:
        ParamsError: it is missing, no file, cannot be read, is too large, or not UTF-8.
    """
    try:
        content = read_file(path, MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ParamsError(
                f"{name}: is larger than {MOST_BYTES // 1_000_000} MB, which no such file needs"
            )
        return content.decode("utf-8")
    except FileNotFoundError:
        raise ParamsError(f"{name}: there is no such file; create it or check the name") from None
    except NotAFileError as fault:
        raise ParamsError(f"{name}: is {fault.kind}, not a file; put the file back") from None
    except OSError as fault:
        raise ParamsError(f"{name}: cannot be read ({fault.strerror}); check who may read it") from None
    except UnicodeDecodeError as fault:
        raise ParamsError(f"{name}: byte {fault.start + 1} is not UTF-8; save the file as UTF-8") from None


def read_mapping(text: str, name: str, first_line: int = 1) -> dict[str, Any]:
    """Keys and values of a YAML text that has no model, such as the options of a notebook's cell.

    Args:
        text: the YAML.
        name: what messages call that in which it stands.
        first_line: the line there at which it begins.

    Raises:
        ParamsError: it is not YAML, or no keys with values.
    """
    content, _ = _loaded(text, name, first_line)
    if not isinstance(content, dict):
        raise ParamsError(f"{name}, line {first_line}: write keys with values, such as key: value")
    return content


@lru_cache(maxsize=64)
def _parsed(text: str, model: type[Model], name: str) -> Located[Model]:
    content, lines = _loaded(text, name)
    try:
        return Located(model.model_validate(content), name, lines)
    except ValidationError as fault:
        file = Located(content, name, lines)
        told = [f"{file.at(*at)}: {reason}" for at, reason in mistakes_of(fault, content)]
        raise ParamsError("\n".join(told)) from None


def _loaded(text: str, name: str, first_line: int = 1) -> tuple[Any, dict[Location, int]]:
    """The content of a YAML text, and the line of each part."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise ParamsError(f"{name}: the file is empty")
            lines: dict[Location, int] = {}
            _note_lines(node, (), lines, name, first_line)
            return loader.construct_document(node), lines
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as fault:
        line = (fault.problem_mark.line if fault.problem_mark else 0) + first_line
        raise ParamsError(f"{name}, line {line}: not valid YAML ({fault.problem}); mend the line") from None
    except yaml.reader.ReaderError as fault:
        line = text[: fault.position].count("\n") + first_line
        raise ParamsError(
            f"{name}, line {line}: not valid YAML ({fault.reason}); write plain text and numbers"
        ) from None


def _note_lines(
    node: yaml.Node, at: Location, lines: dict[Location, int], name: str, first_line: int
) -> None:
    lines[at] = node.start_mark.line + first_line
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                where = f"{name}, line {key.start_mark.line + first_line}"
                raise ParamsError(f"{where}: a key is a list or has keys itself; write one word as key")
            if key.value in seen:
                where = f"{name}, line {key.start_mark.line + first_line}"
                raise ParamsError(f"{where}: key '{key.value}' is given twice")
            seen.add(key.value)
            _note_lines(value, (*at, key.value), lines, name, first_line)
            lines[(*at, key.value)] = key.start_mark.line + first_line
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _note_lines(value, (*at, position), lines, name, first_line)
