"""Reports at a time and memory follow the container's limits, and not the machine's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from helpers.execute import limits

MANY = 64
Groups = Callable[..., None]


@pytest.fixture
def groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Groups:
    """Sets what the kernel says: the groups of this process, and the files below their root. It has 64 processors."""

    def say(own: str, **files: str) -> None:
        (tmp_path / "own").write_text(own, encoding="utf-8")
        for name, text in files.items():
            path = tmp_path / "groups" / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")

    monkeypatch.setattr(limits, "CONTROL_GROUPS", tmp_path / "groups")
    monkeypatch.setattr(limits, "OWN_GROUPS", tmp_path / "own")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(MANY)))
    monkeypatch.delenv(limits.MEGABYTES, raising=False)
    return say


@pytest.mark.parametrize(
    ("quota", "processors"),
    [("200000 100000", 2), ("150000 100000", 2), ("50000 100000", 1), ("1 1000000", 1), ("max 100000", MANY)],
)
def test_quota_of_the_container_limits_reports_at_a_time(groups: Groups, quota: str, processors: int) -> None:
    groups("0::/\n", cpu_dot_max=quota)
    assert limits.processors() == processors


def test_quota_of_a_group_above_counts_too(groups: Groups) -> None:
    groups("0::/system.slice/workbook.service\n",
           system_dot_slice__cpu_dot_max="300000 100000",
           system_dot_slice__workbook_dot_service__cpu_dot_max="max 100000")  # fmt: skip
    assert limits.processors() == 3


def test_older_control_groups_count_too(groups: Groups) -> None:
    groups(
        "4:cpu,cpuacct:/docker/0123\n3:memory:/docker/0123\n0::/\n",  # paths of the host, not of the container
        **{"cpu__cpu_dot_cfs_quota_us": "400000", "cpu__cpu_dot_cfs_period_us": "100000"},
        memory__memory_dot_limit_in_bytes=str(1 << 30),
    )
    assert limits.processors() == 4
    assert limits.memory_limit() == 1 << 29
    groups("4:cpu,cpuacct:/docker/0123\n", cpu__cpu_dot_cfs_quota_us="-1")
    assert limits.processors() == MANY


def test_notebook_may_hold_half_of_what_the_container_has(groups: Groups) -> None:
    groups("0::/job\n", memory_dot_max="max", job__memory_dot_max=str(1 << 31))
    assert limits.memory_limit() == 1 << 30
    groups("0::/job\n", job__memory_dot_max="max")
    assert limits.memory_limit() == psutil.virtual_memory().total // 2


def test_container_cannot_have_more_than_the_machine(groups: Groups) -> None:
    groups("0::/\n", cpu_dot_max="99900000 100000", memory_dot_max=str(1 << 62))
    assert limits.processors() == MANY
    assert limits.memory() == psutil.virtual_memory().total


def test_system_without_control_groups_has_the_machines_limits(groups: Groups) -> None:
    assert limits.processors() == MANY
    assert limits.memory() == psutil.virtual_memory().total


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system has no CPU affinity")
def test_affinity_limits_reports_at_a_time() -> None:
    code = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
        "from helpers.execute.limits import processors; print(processors())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_commands_ask_for_as_many_reports_at_a_time(
    monkeypatch: pytest.MonkeyPatch, workbook, project
) -> None:  # type: ignore[no-untyped-def]
    asked: list[int] = []

    def verify(*_: object, processes: int) -> None:
        asked.append(processes)
        raise limits.ParamsError("seen")

    monkeypatch.setattr("helpers.build.verify.verify", verify)
    monkeypatch.setattr("helpers.execute.limits.processors", lambda: 7)
    workbook(project, "verify", "2023")
    workbook(project, "verify", "2023", "--jobs", "3")
    assert asked == [7, 3]
