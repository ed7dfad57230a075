"""params/reports.yml: reports beside the standard ones, each a notebook of its own. The file may be missing."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import Located, Strict, read_located
from helpers.paths import Project

FILE_NAME = "reports.yml"
Per = Literal["province", "region", "nation", "project"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class Further(Strict):
    """A report's title, and what it is made for: each province, each region, the nation, or each project."""

    per: Per
    title: Bilingual


class FurtherReports(RootModel[dict[Name, Further]]):
    """The file: name -> report."""

    model_config = ConfigDict(frozen=True)


def read_further(project: Project) -> dict[str, Further]:
    """The further reports by name.

    Raises:
        ParamsError: the file breaks its rules.
    """
    return read_located_further(project).content.root if os.path.lexists(project.params / FILE_NAME) else {}


def read_located_further(project: Project) -> Located[FurtherReports]:
    """The file, which is there, with its lines.

    Raises:
        ParamsError: it breaks its rules.
    """
    path = project.params / FILE_NAME
    return read_located(path, FurtherReports, shown_as=project.show(path))


def notebook_of(name: str) -> str:
    """File name of the notebook of a further report."""
    return f"{name.replace('-', '_')}.ipynb"
