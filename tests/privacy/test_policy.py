from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.errors import ParamsError
from helpers.metrics.catalogue import Catalogue
from helpers.paths import Project
from helpers.privacy.policy import Policy, read_policy

HARMLESS_PEOPLE = "  - indicators: [people_intercepted]\n"
OPEN = "  - indicators: [trafficking_cases, suspects_arrested]\n    reason"


def policy_with(folder: Path, project: Project, old: str, new: str) -> Project:
    shutil.copytree(project.params, folder / "params")
    path = folder / "params" / "disclosure.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Project(folder)


def test_every_indicator_of_people_is_judged(policy: Policy, catalogue: Catalogue) -> None:
    declared = {name for entry in policy.harmless for name in entry.indicators}
    people = {indicator.id for indicator in catalogue.values() if indicator.people}
    sensitive = {indicator.id for indicator in catalogue.values() if indicator.sensitive}
    assert people <= declared | sensitive
    assert not declared & sensitive


def test_explanation_names_the_largest_hidden_count(policy: Policy) -> None:
    assert f"from 1 to {policy.threshold - 1} " in policy.explanation.en
    assert f"từ 1 đến {policy.threshold - 1} " in policy.explanation.vi


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            HARMLESS_PEOPLE,
            "  - indicators: [participants]\n",
            "'people_intercepted' is about people and neither",
        ),
        (
            HARMLESS_PEOPLE,
            "  - indicators: [arrests]\n",
            r"harmless\.1\.indicators: unknown indicator 'arrests'",
        ),
        (HARMLESS_PEOPLE, "  - indicators: [victims_rescued]\n", "'victims_rescued' is sensitive in params"),
        (
            HARMLESS_PEOPLE,
            "  - indicators: [suspects_arrested]\n",
            "'suspects_arrested' is sensitive in params",
        ),
        (OPEN, OPEN.replace("suspects_arrested", "sessions"), "'sessions' is not sensitive in params"),
        (OPEN, OPEN.replace("suspects_arrested", "victims_rescued"), "only a total of all rows can be open"),
        (
            OPEN,
            OPEN.replace("suspects_arrested", "arrest"),
            r"open_totals\.0\.indicators: unknown indicator 'arrest'",
        ),
        ("threshold: 5 ", "threshold: 11 ", "threshold: write a number of at most 10, not 11"),
        ("threshold: 5 ", "threshold: 1 ", "threshold: write a number of at least 2, not 1"),
        ("threshold: 5 ", "threshold: '5' ", "threshold: write a whole number, not '5'"),
        ("exact: false", "exact: true", r"audiences\.public\.exact: the public never gets exact figures"),
        (
            "breakdowns: [total]",
            "breakdowns: [gender]",
            r"published\.1\.breakdowns: no such indicator is broken down",
        ),
        (
            "indicators: not_sensitive",
            "indicators: [session]",
            "unknown indicator 'session'; did you mean 'sessions'",
        ),
        ("{most} are withheld", "{least} are withheld", r"explanation\.en: the only placeholder is \{most\}"),
        ("zeros: shown", "zero: shown", r"zero: unknown key"),
        ("province: region, region", "province: province, region", r"coarsening\.instead\.province: "),
        (
            "quarter: year",
            "quarter: region",
            r"coarsening\.instead\.quarter: must be one of year, which are coarser",
        ),
        (
            "most_hidden: 0.8",
            "most_hidden: 1.2",
            r"coarsening\.most_hidden: write a number of at most 1, not 1.2",
        ),
        (
            "are withheld: {tables}",
            "are withheld: {cells}",
            r"coarsening\.notice\.en: the only placeholder is",
        ),
        ("Of {cells} numbers", "Of {all} numbers", r"utility\.en: unknown placeholder \{all\}"),
        ("nation: 50", "nation: 0", r"losses\.nation: write a number above 0, not 0"),
    ],
)
def test_mistake_is_named_by_file_line_and_key(
    old: str, new: str, message: str, tmp_path: Path, project: Project
) -> None:
    with pytest.raises(ParamsError, match=message) as fault:
        read_policy(policy_with(tmp_path, project, old, new))
    assert str(fault.value).startswith("params/disclosure.yml, line ")


def test_victim_table_cannot_be_counted_as_if_it_held_no_people(tmp_path: Path, project: Project) -> None:
    copy = policy_with(tmp_path, project, "threshold: 5 ", "threshold: 5 ")
    path = copy.params / "indicators.yml"
    text = path.read_text(encoding="utf-8")
    entry = text[text.index("victims_rescued:") : text.index("victims_received:")]
    sneaked = entry.replace("victims_rescued:", "returns_seen:").replace("unit: people", "unit: cases")
    sneaked = sneaked.replace("people: true", "people: false").replace("sensitive: true", "sensitive: false")
    path.write_text(f"{text}\n{sneaked}", encoding="utf-8")
    with pytest.raises(ParamsError, match="'returns_seen' is about people"):
        read_policy(copy)
