"""params/corrections.yml: what published reports had wrong. `workbook correct` writes it; it may be missing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import Field, model_validator

from helpers.inputs.params.report_time import TIME
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import Strict, read_located, read_text, read_yaml
from helpers.paths import Project

FILE_NAME = "corrections.yml"
ReportName = Annotated[str, Field(pattern=rf"^{TIME.pattern}/[a-z]{{2}}/[a-z0-9][a-z0-9.-]*$")]
"""The place of a packet below reports/: 2023/en/lang-son."""
_HEAD = """\
# What published reports had wrong; `workbook correct` adds to the end (docs/corrections.md). The words may be mended.
corrections:
"""


class Correction(Strict):
    """What was wrong, in both languages; the day of the correction; since when reports had it wrong.

    `since` is needed where it is not the day on which each report came out. `before` has of each report the hash of its
    edition before, a zip in data/editions/.
    """

    corrected: date
    since: date | None = None
    wrong: Bilingual
    before: dict[ReportName, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = Field(min_length=1)

    @model_validator(mode="after")
    def _wrong_before_corrected(self) -> Correction:
        if self.since and self.since > self.corrected:
            raise ValueError(f"since is {self.since}, after the correction of {self.corrected}")
        return self


class Corrections(Strict):
    """params/corrections.yml."""

    corrections: list[Correction]

    @model_validator(mode="after")
    def _in_order(self) -> Corrections:
        days = [each.corrected for each in self.corrections]
        if days != sorted(days):
            raise ValueError("corrections: stand in the order of their days, the newest last")
        return self


@dataclass(frozen=True)
class Edition:
    """A report's newest edition, which corrects one before it. `corrections` are all of the report, the newest last."""

    report: str
    corrections: tuple[Correction, ...]

    @property
    def number(self) -> int:
        """2 is the first that corrects anything."""
        return len(self.corrections) + 1

    @property
    def newest(self) -> Correction:
        """What made it."""
        return self.corrections[-1]

    def since(self, published: date) -> date:
        """From when on the report had it wrong. `published` is the day on which it came out."""
        return max(self.newest.since or published, published)


def read_corrections(project: Project) -> list[Correction]:
    """All corrections, the newest last; none without the file.

    Raises:
        ParamsError: the file breaks its rules.
    """
    path = project.params / FILE_NAME
    if not os.path.lexists(path):
        return []
    return read_yaml(path, Corrections, shown_as=project.show(path)).corrections


def corrections_with_places(project: Project) -> list[tuple[Correction, tuple[str, str]]]:
    """All corrections, each with the places of its words in the file, the English ones first.

    Raises:
        ParamsError: the file breaks its rules.
    """
    path = project.params / FILE_NAME
    if not os.path.lexists(path):
        return []
    file = read_located(path, Corrections, shown_as=project.show(path))
    return [
        (each, (file.at("corrections", at, "wrong", "en"), file.at("corrections", at, "wrong", "vi")))
        for at, each in enumerate(file.content.corrections)
    ]


def edition_of(project: Project, report: str) -> Edition | None:
    """The newest edition of a report ('2023/en/lang-son'); None of one that was never corrected.

    Raises:
        ParamsError: params/corrections.yml breaks its rules.
    """
    own = tuple(each for each in read_corrections(project) if report in each.before)
    return Edition(report, own) if own else None


def with_correction(
    project: Project, corrected: date, since: date | None, wrong: Bilingual, before: Mapping[str, str]
) -> str:
    """The text of the file with one correction more at its end.

    Raises:
        ParamsError: the file breaks its rules.
    """
    path = project.params / FILE_NAME
    text = read_text(path, project.show(path)) if os.path.lexists(path) else _HEAD
    entry: dict[str, Any] = {"corrected": corrected}
    entry |= {"since": since} if since else {}
    entry |= {"wrong": {"en": wrong.en, "vi": wrong.vi}, "before": dict(sorted(before.items()))}
    added = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1_000)
    return text.rstrip("\n") + "\n" + added
