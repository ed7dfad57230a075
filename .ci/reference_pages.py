"""Reference pages that follow from the code: commands, params files, API. mkdocs adds them to the site (mkdocs.yml)."""

from __future__ import annotations

import html
import inspect
import subprocess
import sys
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

import helpers
from helpers import report
from helpers.inputs.params.approval_rules import ApprovalRules
from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.corrections import Corrections
from helpers.inputs.params.further_reports import FurtherReports
from helpers.inputs.params.projects import DonorProject
from helpers.inputs.params.release_calendar import ReleaseCalendar
from helpers.inputs.params.settings import Settings, YearParams
from helpers.inputs.params.source_maps import DataValueMap, FormMap
from helpers.inputs.params.tables import Tables
from helpers.metrics.catalogue import Indicators
from helpers.metrics.target_rule import Rule
from helpers.privacy.policy import Policy
from helpers.report.frames import OpenedRelease

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FILES: dict[str, type[BaseModel]] = {
    "workbook.yml": Settings,
    "years/YEAR.yml": YearParams,
    "releases.yml": ReleaseCalendar,
    "tables.yml": Tables,
    "codelists.yml": Codelists,
    "indicators.yml": Indicators,
    "disclosure.yml": Policy,
    "targets.yml": Rule,
    "projects/PROJECT.yml": DonorProject,
    "reports.yml": FurtherReports,
    "approvals.yml": ApprovalRules,
    "corrections.yml": Corrections,
    "sources/kobo.yml": FormMap,
    "sources/dhis2.yml": DataValueMap,
}
BOTH = "Bilingual"
PARAMS = """\
# Params files

What people decide stands in `params/`. This page lists the keys of its YAML files. A key without a default is
needed, and a key that no table names is refused. A mistake is named by file, line and key before anything is
built. `params/published_figures.csv` and `params/provinces/*.csv` name their columns in their first row. A
text in both languages is written `{en: ..., vi: ...}`.
"""
API = """\
# API

What a notebook imports is `open_report`, `open_quality`, `parameter_form` and `preview`, of `helpers`, and
`helpers.report`. Everything else is private and may change. [Your own figures, tables and
sentences](notebooks.md) shows these at work. In a notebook, `report.figure?` shows the same.
"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Called by mkdocs: adds the pages to those of docs/."""
    from mkdocs.structure.files import File  # the pages can be made without it

    for name, text in pages().items():
        files.append(File.generated(config, name, content=text))
    return files


def pages() -> dict[str, str]:
    """Name -> text of every page."""
    return {"commands.md": _commands(), "params.md": _params(), "api.md": _api()}


def _commands() -> str:
    """What the help of each command says, by typer's own tool."""
    make = ["-m", "typer", "helpers.cli.application", "utils", "docs", "--name", "workbook", "--title", "Commands"]
    made = subprocess.run([sys.executable, *make], capture_output=True, text=True, check=True).stdout
    return html.unescape(made).strip() + "\n"


def _params() -> str:
    parts = [PARAMS]
    for name, model in FILES.items():
        parts += [f"## params/{name}\n", *_keys_of_file(name, model.model_json_schema())]
    return "\n".join(parts).rstrip() + "\n"


def _keys_of_file(file: str, schema: dict[str, Any]) -> Iterator[str]:
    """The keys of a file, then those of each kind of entry in it."""
    yield from _keys(schema, file)
    for name, entry in schema.get("$defs", {}).items():
        if name != BOTH and "enum" not in entry:
            yield f'<a id="{_anchor(file, name)}"></a>\n\n### {name}\n'
            yield from _keys(entry, file)


def _keys(schema: dict[str, Any], file: str) -> Iterator[str]:
    said = " ".join(schema.get("description", "").split())
    if not said.startswith("params/"):  # the heading says that
        yield f"{said}\n"
    if "properties" not in schema:
        yield f"The file holds {_held(schema, file)}.\n"
        return
    yield "| key | holds | default |\n| --- | --- | --- |"
    needed = schema.get("required", ())
    for key, entry in schema["properties"].items():
        default = "" if key in needed else _default(entry.get("default"))
        yield f"| `{key}` | {_held(entry, file)} | {default} |"
    yield ""


def _held(entry: dict[str, Any], file: str) -> str:
    """What a value is, in words."""
    if "$ref" in entry:
        name = entry["$ref"].rpartition("/")[2]
        return "text in both languages" if name == BOTH else f"[{name}](#{_anchor(file, name)})"
    if "anyOf" in entry:
        kinds = [_held(each, file) for each in entry["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if values := entry.get("enum", [entry["const"]] if "const" in entry else []):
        return ", ".join(f"`{value}`" for value in values)
    if entry["type"] == "array":
        return f"list: {_held(entry['items'], file)}"
    if entry["type"] == "object":
        (names,) = [entry.get("additionalProperties") or next(iter(entry["patternProperties"].values()))]
        return f"by name: {_held(names, file)}"
    kinds = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    kind = f"a {entry['format']}" if "format" in entry else kinds[entry["type"]]
    limits = {
        "minimum": "at least",
        "exclusiveMinimum": "above",
        "maximum": "at most",
        "exclusiveMaximum": "below",
    }
    said = [f"{word} {entry[limit]:g}" for limit, word in limits.items() if limit in entry]
    said += [f"like `{entry['pattern']}`".replace("|", "\\|")] if "pattern" in entry else []
    return ", ".join([kind, *said])


def _default(value: Any) -> str:
    if value in (None, [], {}):
        return "none"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`"


def _anchor(file: str, name: str) -> str:
    return f"{file.rpartition('.')[0].replace('/', '-')}-{name}".lower()


def _api() -> str:
    parts = [API, "\n## helpers\n"]
    parts += [_described(name, getattr(helpers, name)) for name in helpers.__all__]
    parts += ["\n## A release\n\nWhat `open_report` gives has, among others:\n"]
    parts += [
        _described(f"release.{name}", value, f"{OpenedRelease.__module__}.{OpenedRelease.__name__}.{name}")
        for name, value in vars(OpenedRelease).items()
        if not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))
    ]
    named = {name: getattr(report, name) for name in dir(report)}
    parts += ["\n## helpers.report\n"]
    parts += [
        _described(f"report.{name}", value) for name, value in named.items() if inspect.isroutine(value)
    ]
    for name, group in named.items():
        if isinstance(group, types.ModuleType):
            parts += [f"\n## report.{name}\n"]
            parts += [_described(f"report.{name}.{each}", vars(group)[each]) for each in _public(group)]
    return "".join(parts)


def _described(shown: str, value: Any, path: str | None = None) -> str:
    """A heading, and mkdocstrings' mark for the signature and docstring of what stands there."""
    value = inspect.unwrap(value) if path is None else value
    path = path or f"{value.__module__}.{value.__name__}"
    return f"\n### {shown}\n\n::: {path}\n"


def _public(module: types.ModuleType) -> Iterator[str]:
    """The functions and classes that are written in a module, or in a package's modules."""
    for name in sorted(getattr(module, "__all__", vars(module))):
        value = getattr(module, name)
        if name[0] != "_" and callable(value) and value.__module__.startswith(module.__name__):
            yield name
