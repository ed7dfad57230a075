"""params/codelists.yml: the closed lists of values, and their labels in both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from pydantic import ConfigDict, Field, RootModel

from helpers.inputs.params.settings import Bilingual, Text
from helpers.inputs.params.yaml_files import read_yaml
from helpers.paths import Project


class CodeLabel(Bilingual):
    """What a code is called; `formerly` are labels in the lists of templates that were sent out before."""

    formerly: list[Text] = Field(default_factory=list)


class Codelists(RootModel[dict[str, dict[str, CodeLabel]]]):
    """Every codelist: name -> code -> label, in the order in which reports show them."""

    model_config = ConfigDict(frozen=True)

    def codes(self, codelist: str) -> list[str]:
        """The codes of one list, in order."""
        return list(self.root[codelist])

    def label(self, codelist: str, code: str, language: str) -> str:
        """What a report calls a code."""
        return self.root[codelist][code][language]

    def worded(self, worded: Callable[[Bilingual], Bilingual]) -> Codelists:
        """The same lists, with their labels put through a function."""
        return Codelists(
            {
                name: {code: label.model_copy(update=dict(worded(label))) for code, label in codes.items()}
                for name, codes in self.root.items()
            }
        )


def read_codelists(project: Project) -> Codelists:
    """The project's codelists.

    Raises:
        ParamsError: the file is missing or breaks its rules.
    """
    return _read(project.params / "codelists.yml")


@lru_cache(maxsize=4)
def _read(path: Path) -> Codelists:
    return read_yaml(path, Codelists, shown_as="params/codelists.yml")
