"""Names of further reports: a name must stand for nothing else, whether `new-report` writes it or a person does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from helpers.errors import ParamsError, plain
from helpers.execute.jobs import NOTEBOOKS, PERIOD_NOTEBOOKS, QUALITY, Kind
from helpers.inputs.params.further_reports import read_further, read_located_further
from helpers.inputs.params.projects import Layout
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Language
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.framework import project_slugs
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.privacy.scope import NATION
from helpers.report import MODULES

COMMANDS = (
    *(
        "build",
        "audit",
        "verify",
        "unsourced",
        "why",
        "status",
        "template",
        "check",
        "take-in",
        "revisions",
        "trace",
        "doctor",
    ),
    *(
        "new-report",
        "warm",
        "import",
        "backup",
        "restore",
        "data",
        "compare",
        "keygen",
        "sign",
        "verify-signature",
        "release",
        "review",
        "approve",
        "correct",
        "what-if",
    ),
)
_DEVICES = (
    *("con", "prn", "aux", "nul"),
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
)
_FILES = (
    *(
        "index",
        "indicators",
        "readme",
        "data",
        "report",
        "notebook",
        "packet",
        "tables",
        "datapackage",
        "iati",
    ),
    "ro-crate-metadata",
)


def taken(project: Project, name: str, others: Iterable[str]) -> str:
    """What else a name, or one that reads like it, already stands for; empty where it is free.

    `others` are the names of the other further reports.
    """
    provinces = read_provinces(project)
    names: dict[str, Iterable[str]] = {
        "is the name of a province": {slug for vintage in provinces.by_vintage.values() for slug in vintage},
        "is the name of a region": {region.slug for region in provinces.regions},
        "is the name of a project": project_slugs(project),
        "is the national report": [NATION, "nation", "national"],
        "is the report on data quality": [QUALITY, "quality"],
        "is a kind of report": [*get_args(Kind), *get_args(Layout), *get_args(Audience), *get_args(Language)],
        "is the name of a report already": [
            *others,
            *(each.removesuffix(".ipynb") for each in (*NOTEBOOKS.values(), *PERIOD_NOTEBOOKS.values())),
        ],
        "is a command of `workbook`": COMMANDS,
        "is the name of a file or folder beside the reports": _FILES,
        "is the name of a table or an indicator": [*read_tables(project), *read_catalogue(project)],
        "is the name of a module of exhibits": MODULES.values(),
        "is a name that Windows keeps for a device": _DEVICES,
    }
    for said, known in names.items():
        if like := next((each for each in sorted(known) if _squeezed(each) == _squeezed(name)), None):
            return said if like == name else f"reads like '{like}', which {said}"
    return ""


def check_further_names(project: Project) -> None:
    """Refuse params/reports.yml where a name in it stands for something else.

    Raises:
        ParamsError: names are taken; all at once, each with its line. Or the file breaks its rules.
    """
    names = list(read_further(project))
    faults = []
    for at, name in enumerate(names):
        if said := taken(project, name, names[:at]):
            faults.append(f"{read_located_further(project).at(name)}: {said}; choose another name")
    if faults:
        raise ParamsError("\n".join(faults))


def _squeezed(name: str) -> str:
    """The letters and digits alone: 'Lạng Sơn', 'lang_son' and 'langson' are one name."""
    return "".join(letter for letter in plain(name) if letter.isalnum())
