"""params/targets.yml: the rule by which actuals are judged. Judging is targets.py's work."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import Strict, read_yaml
from helpers.paths import Project


class Rule(Strict):
    """params/targets.yml."""

    met_from_pct: float | int = Field(gt=0)
    on_track_from_pct: float | int = Field(gt=0)
    behind_from_pct: float | int = Field(gt=0)
    explain_from_pct: float | int = Field(gt=0)
    small_group: int = Field(ge=1)
    confidence_pct: float | int = Field(gt=0, lt=100)
    rule: Bilingual

    def told(self, language: str) -> str:
        """The rule as a report prints it."""
        return self.rule[language].format(
            met=self.met_from_pct,
            on_track=self.on_track_from_pct,
            behind=self.behind_from_pct,
            explain=self.explain_from_pct,
        )


def read_rule(project: Project) -> Rule:
    """How actuals are judged.

    Raises:
        ParamsError: the file is missing or breaks its rules.
    """
    return _read(project.params / "targets.yml")


@lru_cache(maxsize=4)
def _read(path: Path) -> Rule:
    return read_yaml(path, Rule, shown_as=f"params/{path.name}")
